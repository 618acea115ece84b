#include "export/kiosk_find.h"

#include <algorithm>

#include "base/text.h"
#include "render/halls.h"
#include "render/words.h"
#include "search/pinyin.h"

namespace gongshi {
namespace {

/// Letters and digits as a kiosk types them.
std::string form(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool capital = c >= 'A' && c <= 'Z';
    if (capital || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) out += static_cast<char>(capital ? c - 'A' + 'a' : c);
  }
  return out;
}

/// What is left of a name after each word that may end the place it begins with: 示例区市场监督管理局 →
/// 市场监督管理局, and 场监督管理局 too, for 市 ends places as well.
std::vector<std::string> without_place(const std::string& name) {
  constexpr size_t kFarthest = 6 * 3, kLeast = 2 * 3;  // bytes: a place of six characters, a rest of two
  std::vector<std::string> rests;
  for (const std::string_view end : {"省", "市", "县", "区"})
    if (const size_t at = name.find(end); at != std::string::npos && at > 0 && at <= kFarthest)
      if (std::string rest = name.substr(at + end.size()); rest.size() >= kLeast) rests.push_back(std::move(rest));
  return rests;
}

class Finder {
 public:
  Finder(const Site& site, const Edition& edition) : catalogue_(site, edition) {}

  std::vector<FindItem> items() {
    add_agencies();
    for (const auto& [code, rows] : catalogue_.parties())
      add({"party", rows.back()->text("party.name"), "", std::to_string(rows.size()) + " 件决定", party_path(code),
           names(rows.back()->text("party.name"))});
    for (const PublicRecord* officer : catalogue_.rows("officers")) add_officer(*officer);
    add_named("services", "service");
    add_named("powers", "power");
    for (const PublicRecord* decision : catalogue_.rows("decisions")) add_decision(*decision);
    return std::move(items_);
  }

 private:
  void add(FindItem item) {
    std::sort(item.keys.begin(), item.keys.end());
    item.keys.erase(std::unique(item.keys.begin(), item.keys.end()), item.keys.end());
    items_.push_back(std::move(item));
  }
  /// Keys of a name: its spelling and initials, with the place in front and without.
  std::vector<std::string> names(const std::string& name) {
    std::vector<std::string> keys = romaniser_.romanise(name).from_start;
    for (const std::string& rest : without_place(name))
      for (std::string& key : romaniser_.romanise(rest).from_start) keys.push_back(std::move(key));
    for (std::string& key : keys) key = form(key);
    return keys;
  }
  void add_agencies() {
    for (const std::string& code : catalogue_.agencies()) {
      const PublicRecord& agency = *catalogue_.agency(code);
      const std::string name = agency.text("name"), phone = agency.text("phone");
      std::vector<std::string> keys = names(name);
      for (std::string& key : names(agency.text("short_name"))) keys.push_back(std::move(key));
      add({"agency", name, "", phone.empty() ? "" : "电话 " + phone, agency.address(), keys});
      add_list(code, "decisions", name, "的决定", keys);
      add_list(code, "officers", name, "的执法人员", keys);
    }
  }
  void add_list(const std::string& code, const std::string& dataset, const std::string& name, const std::string& what,
                const std::vector<std::string>& keys) {
    const Rows& rows = catalogue_.rows(dataset);
    const auto n = std::count_if(rows.begin(), rows.end(), [&](const PublicRecord* row) { return row->agency() == code; });
    if (n > 0)
      add({"list", name + what, name, thousands(n) + (dataset == "officers" ? " 人" : " 件"),
           dataset + "/" + agency_folder(code) + "/index.html", keys});
  }
  void add_officer(const PublicRecord& officer) {
    std::vector<std::string> keys = names(officer.text("name"));
    keys.push_back(form(officer.id()));
    add({"officer", officer.text("name"), "", officer.id() + "，证件" + certificate_state(officer).first, officer.address(), keys});
  }
  void add_named(const std::string& dataset, const std::string& kind) {
    for (const PublicRecord* record : catalogue_.rows(dataset)) {
      const std::string name = record->text("name");
      if (!name.empty()) add({kind, name, "", catalogue_.agency_name(record->agency()), record->address(), names(name)});
    }
  }
  /// By all its digits (2026118) and by those behind the bracket (118). Where the party has no page of
  /// its own, by its name as well, unless it is a person.
  void add_decision(const PublicRecord& decision) {
    const std::string number = document_number(decision);
    std::vector<std::string> keys = {form(number)};
    if (const size_t at = number.rfind("〕"); at != std::string::npos) keys.push_back(form(std::string_view(number).substr(at)));
    const std::string party = decision.text("party.name");
    if (!decision.personal() && !party.empty() && Catalogue::party_code(decision).empty())
      for (std::string& key : names(party)) keys.push_back(std::move(key));
    add({"decision", number.empty() ? record_title(decision) : number, "", party, decision.address(), keys});
  }

  Catalogue catalogue_;
  Romaniser romaniser_;
  std::vector<FindItem> items_;
};

}  // namespace

std::vector<FindItem> find_items(const Site& site, const Edition& edition) { return Finder(site, edition).items(); }

std::string find_path(const std::string& prefix) { return "kiosk/find/" + (prefix.empty() ? "_" : prefix) + ".js"; }

Status put_find_files(const Site& site, const Edition& edition, FileSink& sink) {
  const FindTree tree(find_items(site, edition));
  Status put;
  tree.walk([&](const FindTree::Node& node) {
    if (put.ok()) put = sink.add(find_path(node.prefix), data_script("gongshiFind", {{"prefix", node.prefix}, {"node", tree.json(node)}}));
  });
  return put;
}

std::vector<std::string> find_paths(const Site& site, const Edition& edition) {
  std::vector<std::string> paths;
  FindTree(find_items(site, edition)).walk([&](const FindTree::Node& node) { paths.push_back(find_path(node.prefix)); });
  return paths;
}

}  // namespace gongshi
