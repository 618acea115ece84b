#include "report/annual_layout.h"

#include <algorithm>

#include "base/money.h"

namespace gongshi {
namespace {

/// `number` with at least so many digits behind the point.
std::string padded(std::string number, int decimals) {
  if (decimals <= 0) return number;
  size_t point = number.find('.');
  if (point == std::string::npos) {
    point = number.size();
    number += '.';
  }
  const size_t wanted = point + 1 + static_cast<size_t>(decimals);
  if (number.size() < wanted) number.append(wanted - number.size(), '0');
  return number;
}

}  // namespace

bool AnnualTable::has_money() const {
  return amount.printed() || std::any_of(columns.begin(), columns.end(),
                                         [](const AnnualColumn& c) { return c.amount.printed(); });
}

std::string AnnualLayout::money_text(int64_t fen) const {
  return padded(money == MoneyUnit::kWan ? wan_text(fen) : yuan_plain(fen), decimals);
}

Result<LayoutBook> LayoutBook::of(const Site& site) {
  LayoutBook book;
  for (const auto& [id, json] : site.annual_layouts) {
    if (const auto mistakes = layout_mistakes(site.annual_layouts, id); !mistakes.empty())
      return site.located(mistakes.front());
    auto layout = read_layout(*extended_layout(site.annual_layouts, id), "annual/" + id + ".json");
    if (!layout) return site.located(layout.error());
    book.layouts_.emplace(id, std::move(*layout));
  }
  book.default_ = site.config.annual_layout;
  if (book.layouts_.count(book.default_) == 0)
    return Error{"bad_config",
                 "没有年报版式“" + book.default_ + "”。请改 annual_layout 或者补上版式文件。",
                 "site.json"};
  return book;
}

void LayoutBook::choose(const std::string& agency, const std::string& layout) {
  if (layouts_.count(layout) > 0) own_[agency] = layout;
}

const AnnualLayout& LayoutBook::layout(const std::string& agency) const {
  const auto own = own_.find(agency);
  return layouts_.at(own == own_.end() ? default_ : own->second);
}

const AnnualLayout* LayoutBook::find(const std::string& id) const {
  const auto at = layouts_.find(id);
  return at == layouts_.end() ? nullptr : &at->second;
}

}  // namespace gongshi
