#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <tuple>

#include "base/digest.h"
#include "base/file_sink.h"
#include "base/fs.h"
#include "base/text.h"
#include "render/render.h"
#include "rules/gate.h"
#include "site/site.h"
#include "support/catch.h"
#include "support/scratch.h"

namespace gongshi::test {

inline const std::string kKey = "key of the tests";
inline const std::string kAgency = "11990101009900013A";
inline const std::string kOther = "119901010099000215";
inline const std::string kCompany = "91990101MA9X035542";

/// Keeps what is added to it; the same path twice is an error, as FileSink promises.
class MemorySink : public FileSink {
 public:
  Status add(const std::string& path, std::string_view bytes) override {
    if (!files.emplace(path, bytes).second) return Error{"twice", "同一路径写了两次。", path};
    return {};
  }
  std::map<std::string, std::string> files;
};

/// A sealed line as STATE keeps it, opened again: the only way a test gets a public record.
inline std::string sealed(const std::string& kind, const Json& json) {
  const std::string body = canonical(json);
  return hmac_hex(kKey, kind + '\x1f' + body).substr(0, 32) + " " + body;
}

/// Builds editions out of the public views of records.
class EditionMaker {
 public:
  EditionMaker() {
    edition_.as_of = *Date::of(2026, 11, 20);
    add("agencies", kAgency, kAgency,
        {{"name", "示例区市场监督管理局"},
         {"short_name", "区市场监管局"},
         {"kind", "行政机关"},
         {"phone", "0000-0000 2010"},
         {"address", "示例区示例路 12 号"}});
  }

  /// Adds a record; `more` sets other members of its view (marks, personal, published_on …).
  void add(const std::string& dataset, const std::string& agency, const std::string& id,
           const Json& fields, const Json& more = Json::object()) {
    Json view = {{"dataset", dataset},
                 {"agency", agency},
                 {"id", id},
                 {"fields", fields},
                 {"published_on", "2026-11-10"},
                 {"changed_on", "2026-11-10"},
                 {"rule_sets", {"national"}}};
    const std::string key = address_key(dataset, agency, id);
    std::string address = dataset + "/" + agency + "-" + key + ".html";
    if (dataset == "agencies") address = "agencies/" + id + ".html";
    if (dataset == "officers")
      address = "officers/" + key.substr(key.size() - 2) + "/" + agency + "-" + key + ".html";
    const std::string date = dataset == "decisions"     ? "decision_date"
                             : dataset == "inspections" ? "inspected_on"
                             : dataset == "notices"     ? "event_on"
                                                        : "";
    if (!date.empty() && fields.contains(date)) {
      view["main_date"] = fields[date];
      address = dataset + "/" + fields[date].get<std::string>().substr(0, 7) + "/" + agency + "-" +
                key + ".html";
    }
    view["address"] = address;
    view.update(more);
    auto record = Gate::open(sealed("record", view), kKey);
    REQUIRE(record);
    edition_.records.push_back(*record);
  }

  /// A penalty against a company; `number` makes the document number.
  void add_penalty(int number, const Json& fields = Json::object(),
                   const Json& more = Json::object()) {
    Json all = {
        {"category", "penalty"},
        {"document_number", "示市监罚〔2026〕" + std::to_string(number) + "号"},
        {"party", {{"name", "云溪餐饮有限公司"}, {"kind", "organisation"}, {"uscc", kCompany}}},
        {"violation_type", "未按规定建立进货查验记录制度"},
        {"penalty_kinds", {"警告", "罚款"}},
        {"fine", 500000},
        {"decision_date", "2026-11-05"}};
    all.update(fields);
    Json view = {
        {"deadline_working_days", 7}, {"working_days_taken", 3}, {"term_ends_on", "2027-11-05"}};
    view.update(more);
    add("decisions", kAgency, all["document_number"], all, view);
  }

  void add_person(int number) {
    add_penalty(number, {{"party", {{"name", "李某"}, {"kind", "natural_person"}}}},
                {{"personal", true}, {"redacted", {"party.name"}}});
  }

  void add_tombstone(int number, const std::string& reason = "revoked", const std::string& replaced_by = "") {
    const std::string id = "示市监罚〔2026〕" + std::to_string(number) + "号";
    auto stone = Gate::open_tombstone(
        sealed("tombstone", {{"dataset", "decisions"},
                             {"agency", kAgency},
                             {"document_number", id},
                             {"address", "decisions/2026-11/" + kAgency + "-" +
                                             address_key("decisions", kAgency, id) + ".html"},
                             {"reason", reason},
                             {"replaced_by", replaced_by},
                             {"ground", "《中华人民共和国行政处罚法》第四十八条"},
                             {"withdrawn_on", "2026-11-18"},
                             {"until", "2027-11-05"},
                             {"main_date", "2026-11-05"}}),
        kKey);
    REQUIRE(stone);
    edition_.tombstones.push_back(*stone);
  }

  void set_as_of(Date day) { edition_.as_of = day; }

  Edition edition() const {
    Edition sorted = edition_;
    std::sort(sorted.records.begin(), sorted.records.end(), [](const auto& a, const auto& b) {
      return std::tuple(a.dataset(), a.address()) < std::tuple(b.dataset(), b.address());
    });
    return sorted;
  }

 private:
  Edition edition_;
};

/// A small site folder of its own over the built-in one.
class TestSite {
 public:
  TestSite() {
    scratch.write("site.json", R"({"name":"示例区行政执法公示","authority":"示例区司法局",
      "region_code":"990101","base_url":"https://example.invalid/xzzfgs/","site_id_code":"9901010001",
      "icp":"示ICP备00000000号","public_security_record":"示公网安备 99010102000001号",
      "contacts":{"address":"示例区示例路 1 号","phone":"0000-0000 1234","email":"a@example.invalid"},
      "rehearsal":true})");
    scratch.write("feeds.json", "[]");
    reload();
  }
  void reload() {
    auto loaded = load_site(fs, scratch.path(), GONGSHI_SOURCE_DIR);
    for (const Error& error : loaded.errors) INFO(error.text + error.where);
    REQUIRE(loaded.errors.empty());
    site = std::move(loaded.site);
  }

  std::map<std::string, std::string> render(const Edition& edition,
                                            const RenderExtras& extras = {}) const {
    MemorySink sink;
    const Status status = render_site(fs, site, edition, extras, sink);
    INFO((status ? "" : status.error().text + status.error().where));
    REQUIRE(status);
    return sink.files;
  }

  Scratch scratch;
  DiskFs fs;
  Site site;
};

inline bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace gongshi::test
