// An agency whose file is made to exhaust the machine. The program itself runs: what it cannot read goes
// back, within bounds of time and memory, and the other agency's records are published.
#include <sys/resource.h>
#include <sys/wait.h>

#include <chrono>
#include <fstream>
#include <functional>

#include "cli/typed.h"
#include "intake/workbook.h"

using namespace gongshi;
using namespace gongshi::test;

namespace {

constexpr double kSeconds = 60;
constexpr long kMegabytes = 1500;

struct Bomb {
  const char* name;
  const char* file;
  std::function<std::string()> bytes;  ///< made for its own night: what this process holds counts for its child
};

std::string sheet(const std::string& rows) {
  return "<?xml version=\"1.0\"?><worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>" + rows +
         "</sheetData></worksheet>";
}

/// A workbook whose only sheet is `xml`.
std::string book(const std::string& xml) {
  return zip_of({{"[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"},
                 {"xl/workbook.xml",
                  "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" "
                  "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"a\" sheetId=\"1\" "
                  "r:id=\"rId1\"/></sheets></workbook>"},
                 {"xl/_rels/workbook.xml.rels",
                  "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" "
                  "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" "
                  "Target=\"worksheets/sheet1.xml\"/></Relationships>"},
                 {"xl/worksheets/sheet1.xml", xml}});
}

std::string laughs() {
  std::string text = "<?xml version=\"1.0\"?><!DOCTYPE lolz [<!ENTITY a0 \"ha\">";
  for (int i = 1; i < 30; ++i)
    text += "<!ENTITY a" + std::to_string(i) + " \"" + replaced("&x;&x;&x;&x;&x;&x;&x;&x;", "x", "a" + std::to_string(i - 1)) + "\">";
  return text + "]>" + sheet("<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>&a29;</t></is></c></row>").substr(21);
}

std::string repeated(const std::string& text, size_t n) {
  std::string out;
  out.reserve(text.size() * n);
  for (size_t i = 0; i < n; ++i) out += text;
  return out;
}

std::string row_with(const std::string& field, const std::string& value) {
  const std::string row = SmallSite::decision(1).dump();
  return row.substr(0, row.size() - 1) + ",\"" + field + "\":" + value + "}\n";
}

std::vector<Bomb> bombs() {
  static constexpr size_t deep = 100'000, million = 1'000'000;
  static const std::string head = "id,agency,category,document_number,party.name,decision_date,content\n";
  std::vector<Bomb> all;
  all.push_back({"lists nested a hundred thousand deep", "x.json", [] { return std::string(deep, '[') + std::string(deep, ']'); }});
  all.push_back({"objects nested a hundred thousand deep", "x.jsonl",
                 [] { return row_with("facts", repeated("{\"a\":", deep) + "1" + std::string(deep, '}')); }});
  all.push_back({"a field of a hundred megabytes", "x.jsonl", [] { return row_with("facts", '"' + std::string(100u << 20, 'x') + '"'); }});
  all.push_back({"a cell of a hundred megabytes", "x.csv", [] { return head + "1," + kAgency + ",penalty,1,\"" + std::string(100u << 20, 'x') + "\",2026-11-01,x\n"; }});
  all.push_back({"a quote that is never closed", "x.csv", [] { return head + "\"" + repeated("1,2,3\n", million); }});
  all.push_back({"a million columns", "x.csv", [] { return "id,agency" + std::string(million, ',') + "\n" + repeated("1" + std::string(million, ',') + "\n", 20); }});
  all.push_back({"a million named columns", "x.csv", [] {
                   std::string text = "id,agency";
                   for (size_t i = 0; i < million; ++i) text += ",c" + std::to_string(i);
                   return text + "\n1," + kAgency + "\n";
                 }});
  all.push_back({"a million members", "x.jsonl", [] {
                   std::string text = "{\"id\":\"1\"";
                   for (size_t i = 0; i < million; ++i) text += ",\"m" + std::to_string(i) + "\":1";
                   return text + "}\n";
                 }});
  all.push_back({"a list of a million steps", "x.jsonl", [] { return row_with("penalty_kinds", "[" + repeated("\"罚款\",", million) + "\"罚款\"]"); }});
  all.push_back({"a number of a million digits", "x.jsonl", [] { return row_with("amount", std::string(million, '9')); }});
  all.push_back({"a workbook that unpacks to a gigabyte", "x.xlsx", [] { return book(sheet(std::string(size_t{1} << 30, ' '))); }});
  all.push_back({"a workbook of entities within entities", "x.xlsx", [] { return book(laughs()); }});
  all.push_back({"a workbook with a cell in the last column of all", "x.xlsx",
                 [] { return book(sheet(repeated("<row><c r=\"XFD1\"><v>1</v></c></row>", 20000))); }});
  all.push_back({"a workbook with a cell beyond every column", "x.xlsx", [] { return book(sheet("<row r=\"1\"><c r=\"ZZZZZZZ1\"><v>1</v></c></row>")); }});
  all.push_back({"a workbook that merges a million rows", "x.xlsx",
                 [] { return book(replaced(sheet("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>"), "</sheetData>",
                               "</sheetData><mergeCells><mergeCell ref=\"A1:XFD1048576\"/></mergeCells>")); }});
  all.push_back({"elements nested a hundred thousand deep", "x.xlsx", [] { return book(sheet(repeated("<row>", deep))); }});
  all.push_back({"nothing but zero bytes", "x.csv", [] { return std::string(8u << 20, '\0'); }});
  all.push_back({"ten million empty lines", "x.jsonl", [] { return std::string(10 * million, '\n'); }});
  return all;
}

struct Measured {
  int exit = -1;
  double seconds = 0;
  long megabytes = 0;
};

/// `gongshi nightly`, its time and its memory at most.
Measured run_limited(const SmallSite& site) {
  const Places places = site.places();
  const auto begin = std::chrono::steady_clock::now();
  const pid_t child = ::fork();
  if (child == 0) {
    ::setenv("GONGSHI_SHARE", GONGSHI_SOURCE_DIR, 1);
    const std::string log = (site.folder() / "log.txt").string();
    if (!std::freopen(log.c_str(), "w", stdout) || !std::freopen(log.c_str(), "a", stderr)) ::_exit(127);
    ::execl(GONGSHI_BINARY, GONGSHI_BINARY, "--site", places.site.c_str(), "--out", places.out.c_str(), "--state", places.state.c_str(),
            "--as-of", "2026-11-21", "nightly", nullptr);
    ::_exit(127);
  }
  int status = 0;
  rusage used{};
  ::wait4(child, &status, 0, &used);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, took.count(), used.ru_maxrss / 1024};
}

}  // namespace

TEST_CASE("a file made to exhaust the machine goes back and keeps nobody else's records from being published") {
  for (const Bomb& bomb : bombs()) {
    INFO(bomb.name);
    SmallSite site;
    site.feed("d")["agency"] = kAgency;
    site.feed("d")["url"] = std::string("feeds/") + bomb.file;
    site.folder().write(std::string("site/feeds/") + bomb.file, bomb.bytes());
    site.feed("other")["agency"] = kOtherAgency;
    site.rows("other").push_back(SmallSite::decision(7, (R"({"agency":")" + std::string(kOtherAgency) + "\"}").c_str()));
    site.write();
    const Measured night = run_limited(site);
    INFO("exit " << night.exit << ", " << night.seconds << " s, " << night.megabytes << " MB\n" << slurp(site.folder() / "log.txt").substr(0, 600));
    CHECK(night.exit == 1);
    CHECK(night.seconds < kSeconds);
    CHECK(night.megabytes < kMegabytes);
    CHECK(SmallSite::holding(site.out() / "current/site/decisions", "第7号公司占道经营案").size() > 0);
    if (const char* told = std::getenv("GONGSHI_FIGURES")) std::ofstream(told, std::ios::app) << bomb.name << '\t' << night.seconds << '\t' << night.megabytes << '\n';
  }
}
