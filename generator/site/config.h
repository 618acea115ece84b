#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "site/site.h"

namespace gongshi {

/// Reads site.json; every mistake is added to `errors` with its place in the file.
void read_config(const Json& json, const std::string& where, SiteConfig& config, std::vector<Error>& errors);

/// The carriers plans name: 政府网站, 公示栏, 电子显示屏, ….
std::span<const std::string_view> carrier_kinds();

}  // namespace gongshi
