#pragma once

#include <cstdlib>
#include <fstream>
#include <memory>
#include <string>

#include "base/digest.h"
#include "base/file_sink.h"
#include "fuzz/must.h"
#include "rules/gate.h"
#include "search/static_index.h"
#include "search/writer.h"
#include "site/site.h"

namespace gongshi::test {

/// Writes files below a folder.
class FolderSink : public FileSink {
 public:
  explicit FolderSink(stdfs::path root) : root_(std::move(root)) {}
  Status add(const std::string& path, std::string_view bytes) override {
    stdfs::create_directories((root_ / path).parent_path());
    std::ofstream(root_ / path, std::ios::binary) << bytes;
    return {};
  }

 private:
  stdfs::path root_;
};

/// OUT with one release of a few invented decisions, made once and removed when the run ends.
class Served {
 public:
  static Served& once() {
    static Served served;
    return served;
  }
  const Site& site() const { return site_; }
  const stdfs::path& out() const { return out_; }
  stdfs::path index() const { return out_ / "releases/20261120-0001/index"; }
  stdfs::path web_root() const { return out_ / "releases/20261120-0001/site"; }

  ~Served() {
    std::error_code ignored;
    stdfs::remove_all(out_, ignored);
  }

 private:
  Served() {
    site_ = std::move(load_site(DiskFs(), stdfs::path(GONGSHI_SOURCE_DIR) / "content", GONGSHI_SOURCE_DIR).site);
    std::string name = (stdfs::temp_directory_path() / "gongshi-fuzz-XXXXXX").string();
    must(::mkdtemp(name.data()) != nullptr, "a folder can be made");
    out_ = name;
    for (const char* folder : {"search", "assets", "decisions"}) stdfs::create_directories(web_root() / folder);
    for (const auto& [path, text] : {std::pair{"index.html", "home"}, {"404.html", "none"}, {"search/index.html", "static"},
                                     {"assets/a.css", "main{}"}, {"decisions/index.html", "list"}})
      std::ofstream(web_root() / path) << text;
    stdfs::create_directory_symlink("releases/20261120-0001", out_ / "current");
    Edition edition;
    edition.as_of = *Date::parse("2026-11-20");
    for (int i = 1; i <= 40; ++i) edition.records.push_back(record(i));
    std::sort(edition.records.begin(), edition.records.end(), [](const auto& a, const auto& b) { return a.address() < b.address(); });
    must(IndexWriter::write_index(site_, edition, index(), 1).ok(), "the index can be written");
    FolderSink sink(web_root());
    must(export_static_index(index(), edition.as_of, sink).ok(), "the static search can be written");
    // For shards.mjs, which has no other way to a static search.
    if (const char* kept = std::getenv("GONGSHI_FUZZ_SHARDS"))
      stdfs::copy(web_root() / "search", kept, stdfs::copy_options::recursive | stdfs::copy_options::overwrite_existing);
  }

  static PublicRecord record(int i) {
    static const char* const kWords[] = {"食品经营许可证过期", "占道经营", "未按规定使用安全帽", "排放污水 COD", "Unlicensed <b>trade</b>"};
    const std::string agency = i % 2 ? "11990101009900013A" : "119901010099000215";
    const std::string number = "示市监罚〔2026〕" + std::to_string(i) + "号", date = i % 3 ? "2026-03-0" + std::to_string(1 + i % 9) : "2024-11-12";
    const Json json = {{"dataset", "decisions"}, {"agency", agency}, {"id", number},
                       {"address", "decisions/" + date.substr(0, 7) + "/" + agency + "-" + std::to_string(i) + ".html"},
                       {"fields", {{"category", i % 4 ? "penalty" : "permit"}, {"document_number", number}, {"decision_date", date},
                                   {"party", {{"name", "示例第" + std::to_string(i) + "商贸有限公司"}}}, {"fine", 100 * i},
                                   {"penalty_kinds", {"罚款"}}, {"violation_type", kWords[i % 5]}}},
                       {"main_date", date}, {"published_on", date}};
    const std::string key = "a key of these tests", body = canonical(json);
    auto opened = Gate::open(hmac_hex(key, "record\x1f" + body).substr(0, 32) + " " + body, key);
    must(opened.ok(), "a sealed record opens");
    return std::move(opened).value();
  }

  Site site_;
  stdfs::path out_;
};

}  // namespace gongshi::test
