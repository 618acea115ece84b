#include "intake/agency_value.h"

#include <algorithm>

#include "base/identifiers.h"
#include "base/text.h"

namespace gongshi {
namespace {

const char kField[] = "agency";

bool is_code_text(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 128; });
}

/// Codes and nothing that merely stands in their column.
std::string quotable_code(const std::string& code) {
  const bool plain = code.size() <= 24 && std::all_of(code.begin(), code.end(), [](char c) {
                       return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || c == '-';
                     });
  return plain && !has_personal_shape(code) ? code : "";
}

Fault unknown_name() {
  return {"bad_value", kField, "不能确定是哪个执法主体（名录中没有或者不止一个）", "",
          "请改填执法主体的统一社会信用代码，或者使用名录中的全称。"};
}

std::variant<std::string, Fault> code_of_name(const std::string& name, const Mapping* mapping,
                                              const AgencyDirectory& agencies) {
  if (mapping)
    if (std::string code = mapping->agency(name); !code.empty()) return code;
  if (auto code = agencies.by_name(name)) return *code;
  return unknown_name();
}

/// The code must be whole and one this feed may speak for.
std::optional<Fault> objection(const std::string& code, const FeedConfig& feed,
                               const AgencyDirectory& agencies) {
  if (!uscc_valid(code)) return broken_code(kField, code);
  if (!feed.speaks_for(code))
    return Fault{"bad_code", kField, "不是这个数据来源可以报送的执法主体", quotable_code(code),
                 "请只报送本机关的数据；确需代报的，请网站管理员在 feeds.json 的 agency 中登记。"};
  // The list of agencies is what `"*"` means, except while that very list is being read.
  const bool listed = std::find(feed.agencies.begin(), feed.agencies.end(), code) != feed.agencies.end();
  if (!listed && feed.dataset != "agencies" && !agencies.has(code))
    return Fault{"bad_code", kField, "不在本站的执法主体名录中", quotable_code(code),
                 "请先报送执法主体信息，或者核对代码。"};
  return std::nullopt;
}

}  // namespace

Fault broken_code(const std::string& field, const std::string& code) {
  return {"bad_code", field,
          code.size() == 18 ? "校验不通过，不是正确的统一社会信用代码" : "不是 18 位的统一社会信用代码",
          quotable_code(code), "请对照统一社会信用代码证书核对。"};
}

std::variant<std::string, Fault> agency_of(const RawRow& row, const FeedConfig& feed,
                                           const Mapping* mapping, const AgencyDirectory& agencies) {
  std::string code;
  std::optional<Fault> unknown;
  for (const auto& cell : row.cells) {
    if (cell.field->name != kField) continue;
    const auto text = scalar_text(cell.value);
    if (!text)
      return Fault{"bad_code", kField, "的类型不对，应当是统一社会信用代码", "",
                   "请填写执法主体的统一社会信用代码。"};
    std::string found = code_form(*text);
    if (!is_code_text(found)) {
      auto named = code_of_name(*text, mapping, agencies);
      if (auto* fault = std::get_if<Fault>(&named)) {
        if (!mapping) return std::move(*fault);
        unknown = std::move(*fault);
        continue;
      }
      found = std::get<std::string>(named);
    } else if (!found.empty() && !uscc_valid(found)) {
      return broken_code(kField, found);
    }
    if (!code.empty() && code != found)
      return Fault{"bad_value", kField, "在两列中不一致", "", "请核对执法主体的名称和代码。"};
    code = std::move(found);
  }
  if (code.empty() && unknown) return *unknown;
  if (code.empty()) return code;
  if (auto fault = objection(code, feed, agencies)) return *fault;
  return code;
}

}  // namespace gongshi
