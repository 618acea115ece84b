#pragma once

#include <string>
#include <string_view>

namespace gongshi {

/// What stands between `://` and `@` of an address; "" when there is nothing.
std::string userinfo_of(std::string_view url);
/// The address without it.
std::string without_userinfo(std::string_view url);
/// The address as messages and reports may show it: without what stands before `@`, and with `?…` for
/// a query, in which tokens are sent.
std::string shown_url(std::string_view url);

/// True when a password of the address, if any, is `env:NAME`. All of `NAME:` may come from one
/// variable (`https://env:LOGIN@…`), or only the password (`sftp://gongshi:env:PASSWORD@…`).
bool keeps_no_password(std::string_view url);
/// True when a request header of this name carries a secret by its nature: authorization, cookie,
/// token, …
bool names_a_secret(std::string_view header);
/// The variable named by a value of the form `env:NAME`; "" for any other value.
std::string variable_of(std::string_view value);

}  // namespace gongshi
