#pragma once

#include <xapian.h>

#include <map>
#include <string>

#include "audit/audit.h"
#include "base/json.h"
#include "release/switch.h"
#include "release/tree.h"
#include "support/catch.h"
#include "support/scratch.h"

namespace gongshi::test {

inline const std::string kAgency = "11990101MB00000017";
inline const std::string kOther = "11990101MB00000025";

/// A whole HTML page with the metas every page needs.
inline std::string html(const std::string& body) {
  return "<!DOCTYPE html>\n<html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><title>示例</title>"
         "<meta name=\"SiteName\" content=\"示例区\"><meta name=\"SiteDomain\" "
         "content=\"gs.example\">"
         "<meta name=\"SiteIDCode\" content=\"9901010001\"><meta name=\"ColumnName\" "
         "content=\"执法决定\">"
         "</head><body><main id=\"main\">" +
         body + "</main></body></html>\n";
}

/// A small honest site with everything an audit looks at; a test changes a part of it.
struct AuditedSite {
  Scratch out;
  DiskFs fs;
  Fingerprinter fingerprinter{"key of the test"};
  std::map<std::string, std::string> files;
  std::vector<std::string> documents;                      ///< data of the index's documents
  std::vector<std::pair<std::string, std::string>> terms;  ///< further terms: url → term
  std::string metadata = "{}";
  AuditInput input{&fs, out.path(), "20260310-0001", {}, fingerprinter, {}, {}, {}, 0, {}, "",
                   {"SiteName", "SiteDomain", "SiteIDCode", "ColumnName"}, {}};
  bool plan_is_files = true;

  AuditedSite() {
    const std::string first = page("2026-03", kAgency, "a-1");
    const std::string second = page("2026-03", kOther, "b-1");
    files["index.html"] =
        html("<a href=\"decisions/index.html\">决定</a> <a href=\"#main\">正文</a>");
    files["decisions/index.html"] =
        html("<table><tr><td><a href=\"2026-03/" + kAgency +
             "-a-1.html\">示市监罚〔2026〕1号</a></td></tr>"
             "<tr><td><a href=\"2026-03/" +
             kOther + "-b-1.html#main\">示城管罚〔2026〕1号</a></td></tr></table>");
    files[first] = html("<h1>示市监罚〔2026〕1号</h1><p>当事人：示例食品有限公司</p>");
    files[second] = html("<h1>示城管罚〔2026〕1号</h1><p>当事人：李某某</p>");
    files["data/decisions/2026-03.jsonl"] = "{\"id\":\"示市监罚〔2026〕1号\",\"agency\":\"" +
                                            kAgency + "\",\"url\":\"" + first + "\"}\n" +
                                            "{\"id\":\"示城管罚〔2026〕1号\",\"agency\":\"" +
                                            kOther + "\",\"url\":\"" + second + "\"}\n";
    files["assets/site.01234567.css"] = "body{color:#111}";
    input.records = {{first, "first"}, {second, "second"}};
    for (const auto& [url, key] : input.records) {
      documents.push_back(canonical(Json{
          {"url", url}, {"title", "处罚"}, {"agency", agency_of(url)}, {"date", "2026-03-02"}}));
      input.samples.push_back({"U:" + url, url});
    }
    input.allowed = {"示市监罚〔2026〕1号", "示城管罚〔2026〕1号", "示例食品有限公司", kAgency,
                     kOther};
    input.index_documents = 2;
  }

  static std::string page(const std::string& month, const std::string& agency,
                          const std::string& key) {
    return "decisions/" + month + "/" + agency + "-" + key + ".html";
  }
  static std::string agency_of(const std::string& url) {
    return url.find(kAgency) == std::string::npos ? kOther : kAgency;
  }
  std::string first() const { return page("2026-03", kAgency, "a-1"); }
  std::string second() const { return page("2026-03", kOther, "b-1"); }

  /// Makes a value of a record forbidden.
  void forbid(FingerprintKind kind, const std::string& value, const std::string& key = "hidden",
              const std::string& agency = kAgency, const std::string& month = "2026-03") {
    input.forbidden.begin_owner({key, agency, month});
    for (const auto& fingerprint : fingerprinter.of(kind, value)) input.forbidden.add(fingerprint);
  }
  /// Puts text before the end of a page or at the end of another file.
  void plant(const std::string& path, const std::string& text) {
    auto& bytes = files.at(path);
    const size_t end = bytes.find("</main>");
    bytes.insert(end == std::string::npos ? bytes.size() : end, text);
  }

  void write() {
    auto tree = TreeWriter::begin(fs, out.path(), input.release, *Date::parse("2026-03-10"));
    REQUIRE(tree.ok());
    for (const auto& [path, bytes] : files) {
      REQUIRE((*tree)->add(path, bytes).ok());
      if (plan_is_files) input.planned.push_back(path);
    }
    write_index((*tree)->index_dir().string());
    REQUIRE((*tree)->finish().ok());
  }

  AuditReport run() {
    const auto report = audit(input);
    INFO((report.ok() ? "" : report.error().text));
    REQUIRE(report.ok());
    return *report;
  }
  AuditReport write_and_run() {
    write();
    return run();
  }

 private:
  void write_index(const std::string& dir) const {
    Xapian::WritableDatabase database(dir, Xapian::DB_CREATE | Xapian::DB_NO_SYNC);
    for (const auto& data : documents) {
      Xapian::Document document;
      const std::string url = text_at(Json::parse(data), "url");
      document.set_data(data);
      document.add_boolean_term("U:" + url);
      for (const auto& [of, term] : terms)
        if (of == url) document.add_term(term);
      document.add_value(1, "2026-03-02");
      database.add_document(document);
    }
    database.set_metadata("schema", metadata);
    database.commit();
  }
};

/// The finds as `code file key`, one a line.
inline std::string told(const AuditReport& report) {
  std::string out;
  for (const auto& find : report.finds) out += find.code + " " + find.file + " " + find.key + "\n";
  return out;
}

}  // namespace gongshi::test
