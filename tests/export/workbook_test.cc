#include "export/workbook.h"

#include <chrono>
#include <thread>

#include "base/text.h"
#include "intake/zip_parts.h"
#include "support/catch.h"

using namespace gongshi;

namespace {

std::string workbook(const std::string& name = "执法决定",
                     const std::vector<std::string>& cells = {"=1+1", "5000.50"}) {
  auto file = WorkbookFile::begin(name, {"标题", "金额（元）"}, {false, true}, *Date::of(2026, 3, 2));
  REQUIRE(file.ok());
  file->row(cells);
  auto bytes = file->bytes();
  REQUIRE(bytes.ok());
  return *bytes;
}

std::string part(const std::string& bytes, const std::string& name) {
  auto zip = ZipParts::from_bytes(bytes);
  REQUIRE(zip.ok());
  auto text = zip->read(name);
  REQUIRE(text.ok());
  return *text;
}

}  // namespace

TEST_CASE("the same rows give the same workbook a second later") {
  const std::string one = workbook();
  std::this_thread::sleep_for(std::chrono::milliseconds(2100));  // dates in a ZIP count two seconds
  CHECK(workbook() == one);
  CHECK(contains(part(one, "docProps/core.xml"), "2026-03-02T00:00:00Z"));
}

TEST_CASE("text in a workbook is never a formula and amounts are numbers") {
  const std::string sheet = part(workbook(), "xl/worksheets/sheet1.xml");
  CHECK(contains(sheet, ">=1+1</t>"));
  CHECK_FALSE(contains(sheet, "<f>"));
  CHECK(contains(sheet, "<v>5000.5</v>"));
}

TEST_CASE("an amount that is no number stays text") {
  CHECK(contains(part(workbook("x", {"", "不详"}), "xl/worksheets/sheet1.xml"), ">不详</t>"));
}

TEST_CASE("a text no cell can take is cut and says so") {
  std::string text;
  for (int i = 0; i < 40000; ++i) text += "字";
  const std::string sheet = part(workbook("x", {text, ""}), "xl/worksheets/sheet1.xml");
  CHECK(contains(sheet, "此处未完，全文见网页"));
  CHECK(sheet.size() < 3 * 32767 + 2000);
}

TEST_CASE("a sheet's name has no sign that sheets may not have") {
  CHECK(contains(part(workbook("a/b[c]:*?"), "xl/workbook.xml"), "name=\"abc\""));
  CHECK(contains(part(workbook("[]"), "xl/workbook.xml"), "name=\"数据\""));
}
