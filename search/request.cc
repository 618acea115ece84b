#include "search/request.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "search/words.h"

namespace gongshi {
namespace {

constexpr size_t kMaxFilterBytes = 200;

Error bad(std::string text, std::string parameter) {
  return {"bad_query", std::move(text), std::move(parameter)};
}

bool all_digits(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// 元 with at most two decimals as 分.
std::optional<Fen> fen_of(const std::string& text) {
  const std::string plain = replaced(nfkc(text), ",", "");
  const size_t dot = plain.find('.');
  const std::string whole = plain.substr(0, dot);
  std::string decimals = dot == std::string::npos ? "0" : plain.substr(dot + 1);
  if (!all_digits(whole) || whole.size() > 13 || !all_digits(decimals) || decimals.size() > 2)
    return std::nullopt;
  if (decimals.size() == 1) decimals += '0';
  return std::stoll(whole) * 100 + std::stoll(decimals);
}

/// Reads parameters one by one; the first mistake stays.
class Reader {
 public:
  explicit Reader(const std::map<std::string, std::string>& parameters) : parameters_(parameters) {}

  std::string text(const std::string& name, size_t bytes) {
    const auto it = parameters_.find(name);
    if (it == parameters_.end()) return {};
    std::string value = single_line(it->second);
    if (value.size() > bytes) fail("输入的内容太长，请缩短到 100 个字以内。", name);
    return value;
  }

  std::optional<Date> date(const std::string& name) {
    const std::string value = text(name, kMaxFilterBytes);
    if (value.empty()) return std::nullopt;
    const auto day = Date::parse(nfkc(value));
    if (!day) fail("日期请按 2026-11-20 的样子填写。", name);
    return day;
  }

  std::optional<Fen> money(const std::string& name) {
    const std::string value = text(name, kMaxFilterBytes);
    if (value.empty()) return std::nullopt;
    const auto fen = fen_of(value);
    if (!fen) fail("金额请填数字。", name);
    return fen;
  }

  std::string year() {
    std::string value = text("year", kMaxFilterBytes);
    if (!value.empty() && (value.size() != 4 || !all_digits(value)))
      fail("年份请填四位数字。", "year");
    return value;
  }

  std::optional<SearchSort> sort() {
    const std::string value = text("sort", kMaxFilterBytes);
    if (value.empty()) return std::nullopt;
    if (value == "relevance") return SearchSort::kRelevance;
    if (value == "date") return SearchSort::kDate;
    if (value == "amount") return SearchSort::kAmount;
    fail("排序方式只有最相关、最新和金额从高到低。", "sort");
    return std::nullopt;
  }

  size_t page() {
    const std::string value = text("page", kMaxFilterBytes);
    if (value.empty()) return 1;
    if (!all_digits(value) || value.size() > 6 || value == "0" || std::stoul(value) == 0) {
      fail("页码请填从 1 开始的数字。", "page");
      return 1;
    }
    if (std::stoul(value) > SearchRequest::kMaxPage)
      fail("只能看到前 500 页，请增加条件后再搜索。", "page");
    return std::stoul(value);
  }

  void fail(std::string text, std::string parameter) {
    if (!error_) error_ = bad(std::move(text), std::move(parameter));
  }
  const std::optional<Error>& error() const { return error_; }

 private:
  const std::map<std::string, std::string>& parameters_;
  std::optional<Error> error_;
};

std::string_view sort_word(SearchSort sort) {
  switch (sort) {
    case SearchSort::kRelevance:
      return "relevance";
    case SearchSort::kDate:
      return "date";
    case SearchSort::kAmount:
      return "amount";
  }
  return "";
}

bool unreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '.' || c == '_' || c == '~';
}

}  // namespace

const std::vector<std::string>& SearchRequest::names() {
  static const std::vector<std::string> names = {"q",  "dataset", "category", "agency", "year", "from", "to",
                                                 "kind", "region", "min",      "max",    "sort", "page"};
  return names;
}

Result<SearchRequest> SearchRequest::read(const std::map<std::string, std::string>& parameters) {
  Reader reader(parameters);
  SearchRequest request;
  request.q = reader.text("q", kMaxQueryCharacters * 4);
  if (to_u32(request.q).size() > kMaxQueryCharacters)
    reader.fail("输入的内容太长，请缩短到 100 个字以内。", "q");
  request.dataset = reader.text("dataset", kMaxFilterBytes);
  request.category = reader.text("category", kMaxFilterBytes);
  request.agency = reader.text("agency", kMaxFilterBytes);
  request.year = reader.year();
  request.kind = reader.text("kind", kMaxFilterBytes);
  request.region = reader.text("region", kMaxFilterBytes);
  request.from = reader.date("from");
  request.to = reader.date("to");
  request.min = reader.money("min");
  request.max = reader.money("max");
  request.sort = reader.sort();
  request.page = reader.page();
  if (request.from && request.to && *request.to < *request.from)
    reader.fail("开始日期晚于结束日期，请修改。", "from");
  if (request.min && request.max && *request.max < *request.min)
    reader.fail("最低金额高于最高金额，请修改。", "min");
  if (reader.error()) return *reader.error();
  return request;
}

const std::string& SearchRequest::filter(std::string_view name) const {
  static const std::string none;
  if (name == "dataset") return dataset;
  if (name == "category") return category;
  if (name == "agency") return agency;
  if (name == "year") return year;
  if (name == "kind") return kind;
  if (name == "region") return region;
  return none;
}

SearchSort SearchRequest::order() const {
  if (sort) return *sort;
  return q.empty() ? SearchSort::kDate : SearchSort::kRelevance;
}

std::vector<std::pair<std::string, std::string>> SearchRequest::parameters() const {
  std::vector<std::pair<std::string, std::string>> out;
  const auto add = [&](std::string name, std::string value) {
    if (!value.empty()) out.emplace_back(std::move(name), std::move(value));
  };
  add("q", q);
  for (const char* name : {"dataset", "category", "agency", "year"}) add(name, filter(name));
  add("from", from ? from->iso() : "");
  add("to", to ? to->iso() : "");
  add("kind", kind);
  add("region", region);
  add("min", min ? yuan_plain(*min) : "");
  add("max", max ? yuan_plain(*max) : "");
  add("sort", sort ? std::string(sort_word(*sort)) : "");
  add("page", page > 1 ? std::to_string(page) : "");
  return out;
}

std::string percent_encoded(std::string_view text) {
  constexpr char kHex[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    if (unreserved(c)) {
      out += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      out += '%';
      out += kHex[byte >> 4];
      out += kHex[byte & 15];
    }
  }
  return out;
}

std::string query_address(const std::vector<std::pair<std::string, std::string>>& parameters) {
  std::string out;
  for (const auto& [name, value] : parameters) {
    out += out.empty() ? '?' : '&';
    out += percent_encoded(name);
    out += '=';
    out += percent_encoded(value);
  }
  return out;
}

}  // namespace gongshi
