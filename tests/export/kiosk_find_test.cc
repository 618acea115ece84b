#include "export/kiosk_find.h"

#include "base/text.h"
#include "report/public_types.h"
#include "support/catch.h"

using namespace gongshi;

namespace {

const std::string kMarketOffice = "11990101009900013A";

FindItem item(const std::string& kind, const std::string& name, std::vector<std::string> keys) {
  return {kind, name, "", "", kind + "/" + name + ".html", std::move(keys)};
}

std::vector<std::string> names(const Json& items) {
  std::vector<std::string> out;
  for (const Json& found : items) out.push_back(found.at("name"));
  return out;
}

/// What the file of each beginning says.
std::map<std::string, Json> nodes_of(const FindTree& tree) {
  std::map<std::string, Json> nodes;
  tree.walk([&](const FindTree::Node& node) { nodes[node.prefix] = tree.json(node); });
  return nodes;
}

/// What a kiosk shows for what is typed, found the way its script does.
std::vector<std::string> typed(const std::map<std::string, Json>& nodes, const std::string& text) {
  std::string at;
  while (!nodes.at(at).at("whole") && at.size() < text.size()) {
    const std::string more = nodes.at(at).at("more");
    if (more.find(text[at.size()]) == std::string::npos) return {};
    at += text[at.size()];
  }
  const Json& node = nodes.at(at);
  if (!node.at("whole")) return names(node.at("top"));
  std::vector<std::string> out;
  for (const Json& found : node.at("all"))
    for (const Json& key : found.at("keys"))
      if (key.get<std::string>().starts_with(text)) {
        out.push_back(found.at("name"));
        break;
      }
  return out;
}

Json record(const std::string& dataset, const std::string& id, const std::string& address, const Json& fields, bool personal = false) {
  return {{"dataset", dataset}, {"agency", kMarketOffice}, {"id", id}, {"address", address}, {"fields", fields},
          {"published_on", "2026-11-10"}, {"changed_on", "2026-11-10"}, {"rule_sets", {"national"}}, {"personal", personal},
          {"main_date", "2026-11-05"}};
}

Json decision(const std::string& number, const Json& party, bool personal = false) {
  return record("decisions", number, "decisions/2026-11/" + kMarketOffice + "-" + address_key("decisions", kMarketOffice, number) + ".html",
                {{"category", "penalty"}, {"document_number", number}, {"party", party}, {"decision_date", "2026-11-05"}}, personal);
}

struct Found {
  explicit Found(std::vector<Json> records) {
    records.push_back(test::agency_record(kMarketOffice, "示例区市场监督管理局"));
    edition = test::edition_of("2026-11-20", records);
  }
  std::vector<std::string> by(const std::string& text) const { return typed(nodes_of(FindTree(find_items(site, edition))), text); }
  Site site = test::built_in_site();
  Edition edition;
};

}  // namespace

TEST_CASE("few names stand in one file in the order of their kinds") {
  const auto nodes = nodes_of(FindTree({item("decision", "三号", {"3"}), item("agency", "乙局", {"yj", "yiju"}), item("agency", "甲局", {"jj"})}));
  REQUIRE(nodes.size() == 1);
  CHECK(nodes.at("").at("whole"));
  CHECK(names(nodes.at("").at("all")).back() == "三号");
  CHECK(typed(nodes, "y") == std::vector<std::string>{"乙局"});
  CHECK(typed(nodes, "yjx").empty());
}

TEST_CASE("many names are cut letter by letter and none is lost") {
  std::vector<FindItem> items;
  for (int i = 0; i < 500; ++i) items.push_back(item("party", "单位" + std::to_string(1000 + i), {std::string(1, static_cast<char>('a' + i % 5)) + std::to_string(1000 + i)}));
  const auto nodes = nodes_of(FindTree(items));
  const Json& root = nodes.at("");
  CHECK_FALSE(root.at("whole"));
  CHECK(root.at("count").at("party") == 500);
  CHECK(root.at("top").size() == FindTree::kTop);
  CHECK(root.at("more") == "abcde");
  for (int i = 0; i < 500; ++i) {
    const FindItem& wanted = items[static_cast<size_t>(i)];
    const auto found = typed(nodes, wanted.keys[0]);
    REQUIRE(found == std::vector<std::string>{wanted.name});
  }
  for (const auto& [prefix, node] : nodes)
    if (node.at("whole")) CHECK(node.at("all").size() <= FindTree::kWhole);
}

TEST_CASE("names that begin alike to the last letter that counts stay together") {
  std::vector<FindItem> items;
  const std::string key(40, 'a');
  for (int i = 0; i < 200; ++i) items.push_back(item("power", "事项" + std::to_string(i), {key}));
  const auto nodes = nodes_of(FindTree(items));
  CHECK(nodes.at(std::string(FindTree::kDeepest, 'a')).at("all").size() == 200);
  CHECK_FALSE(nodes.contains(std::string(FindTree::kDeepest + 1, 'a')));
}

TEST_CASE("an agency is found by initials and pinyin with and without its place") {
  const Found found({});
  for (const char* text : {"slqscjdglj", "scjdgl", "shichangjiandu", "shiliqushichang", "slq"})
    CHECK(found.by(text).at(0) == "示例区市场监督管理局");
  CHECK(found.by("zzz").empty());
}

TEST_CASE("a decision is found by all digits of its number and by those behind the bracket") {
  const Found found(std::vector<Json>{decision("示市监罚〔2026〕118号", {{"name", "云溪餐饮有限公司"}, {"kind", "organisation"}})});
  for (const char* text : {"2026118", "118", "20261", "yxcy", "yunxi"}) CHECK(found.by(text) == std::vector<std::string>{"示市监罚〔2026〕118号"});
  CHECK(found.by("119").empty());
}

TEST_CASE("a person is found by the number of the decision and never by a name") {
  const Found found(std::vector<Json>{decision("示市监罚〔2026〕7号", {{"name", "李某"}, {"kind", "natural_person"}}, true)});
  CHECK(found.by("20267") == std::vector<std::string>{"示市监罚〔2026〕7号"});
  for (const char* text : {"l", "li", "lm", "limou"}) CHECK(found.by(text).empty());
}

TEST_CASE("an organisation with a page is found once however many decisions it has") {
  const Json party = {{"name", "鸿景电器有限公司"}, {"kind", "organisation"}, {"uscc", "91990101MA9X035542"}};
  const Found found(std::vector<Json>{decision("示市监罚〔2026〕1号", party), decision("示市监罚〔2026〕2号", party)});
  CHECK(found.by("hjdq") == std::vector<std::string>{"鸿景电器有限公司"});
  const auto items = find_items(found.site, found.edition);
  const auto one = std::find_if(items.begin(), items.end(), [](const FindItem& each) { return each.kind == "party"; });
  REQUIRE(one != items.end());
  CHECK(one->sub == "2 件决定");
  CHECK(one->path == "parties/42/91990101MA9X035542.html");
}

TEST_CASE("an officer is found by name and by the digits of the certificate") {
  const Found found(std::vector<Json>{record("officers", "99010000059", "officers/ab/" + kMarketOffice + "-99010000059-0123456789.html", {{"name", "周示丙"}, {"status", "valid"}})});
  for (const char* text : {"zsb", "zhoushi", "99010000059", "990100"}) CHECK(found.by(text) == std::vector<std::string>{"周示丙"});
}

TEST_CASE("the files are scripts that hand their node over and the first has a name of its own") {
  const Found found({});
  test::MemorySink sink;
  REQUIRE(put_find_files(found.site, found.edition, sink).ok());
  REQUIRE(sink.files.size() == 1);
  CHECK(find_paths(found.site, found.edition) == std::vector<std::string>{"kiosk/find/_.js"});
  const std::string& script = sink.files.at("kiosk/find/_.js");
  CHECK(script.starts_with("gongshiFind({"));
  CHECK(find_path("sc") == "kiosk/find/sc.js");
  CHECK(Json::parse(script.substr(12, script.rfind(')') - 12)).at("prefix") == "");
}
