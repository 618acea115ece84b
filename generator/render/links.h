#pragma once

#include <string>
#include <string_view>

namespace gongshi {

/// What leads from the page at `path` back to the web root: "" for index.html, "../../" for
/// decisions/2026-03/x.html. Every link of a page is this and an address from the root, so the site
/// works in any sub-directory and from a disk.
std::string root_prefix(std::string_view path);

/// The same from any address of the host: the path of base_url; "" where that is not known.
std::string root_anywhere(std::string_view base_url);

/// The address outsiders are given: base_url and the path, without a final index.html.
std::string public_address(std::string_view base_url, std::string_view path);

/// The path of an address, from the host's root to the web root: "/" or "/xzzfgs/".
std::string path_of(std::string_view url);

/// A telephone number as it stands after `tel:` (RFC 3966): digits, hyphens and a leading plus.
std::string phone_link(std::string_view phone);

/// Text as the value of a query (RFC 3986): all but letters, digits, `-`, `.`, `_` and `~` in percent.
std::string query_value(std::string_view text);

/// An open data file of a dataset: `all`, or a month of its main date (data/decisions/2026-03/decisions-2026-03.csv).
std::string data_path(std::string_view dataset, std::string_view partition, std::string_view extension);
/// What one agency has of a dataset that is downloaded by agency (data/powers/all/powers-<agency>.csv).
std::string agency_data_path(std::string_view dataset, std::string_view agency);

/// The host name in an address, without port; empty when there is none.
std::string host_of(std::string_view url);

}  // namespace gongshi
