#include "render/attachments.h"

#include "base/text.h"
#include "intake/workbook.h"
#include "render/edition_maker.h"

using namespace gongshi;
using namespace gongshi::test;

namespace {

/// A PDF of one page with these words (none: a page of nothing), as plain as the format allows.
std::string pdf(const std::string& words, const std::string& info = "", const std::string& more = "") {
  std::vector<std::string> objects = {
      "<</Type/Catalog/Pages 2 0 R" + more + ">>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
      "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>"};
  const std::string stream = "BT /F 20 Tf 50 700 Td (" + words + ") Tj ET";
  objects.push_back("<</Length " + std::to_string(stream.size()) + ">>stream\n" + stream + "\nendstream");
  objects.push_back("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>");
  objects.push_back("<<" + info + ">>");
  std::string out = "%PDF-1.4\n";
  std::vector<size_t> places;
  for (size_t i = 0; i < objects.size(); ++i) {
    places.push_back(out.size());
    out += std::to_string(i + 1) + " 0 obj" + objects[i] + "endobj\n";
  }
  const size_t table = out.size();
  out += "xref\n0 " + std::to_string(objects.size() + 1) + "\n0000000000 65535 f \n";
  for (const size_t place : places) {
    std::string number = std::to_string(place);
    out += std::string(10 - number.size(), '0') + number + " 00000 n \n";
  }
  return out + "trailer<</Size " + std::to_string(objects.size() + 1) + "/Root 1 0 R/Info 6 0 R>>\nstartxref\n" +
         std::to_string(table) + "\n%%EOF\n";
}

std::string docx(const std::string& words, const std::string& author = "", const std::string& extra = "") {
  Parts parts = {{"[Content_Types].xml", "<Types/>"},
                 {"word/document.xml", "<w:document><w:p><w:r><w:t>" + words + "</w:t></w:r></w:p></w:document>"},
                 {"docProps/core.xml", "<cp:coreProperties><dc:creator>" + author + "</dc:creator></cp:coreProperties>"}};
  if (!extra.empty()) parts.emplace_back(extra, "x");
  return zip_of(parts);
}

struct Files {
  Attachments read() {
    site.dir = scratch.path();
    site.share = GONGSHI_SOURCE_DIR;
    return read_attachments(DiskFs(), site);
  }
  /// Why the file does not go out; "" when it does.
  std::string refusal(const std::string& name, const std::string& bytes) {
    scratch.write("pages/files/" + name, bytes);
    const Attachments all = read();
    stdfs::remove(scratch.path() / "pages/files" / name);
    if (all.refused.empty()) return all.has("files/" + name) ? "" : "lost";
    return all.refused[0].text;
  }
  Scratch scratch;
  Site site;
};

}  // namespace

TEST_CASE("documents whose words are public go out as they are") {
  Files files;
  CHECK(files.refusal("a.pdf", pdf("Opening hours 9 to 17")).empty());
  CHECK(files.refusal("a.docx", docx("办事指南：请带营业执照。")).empty());
  CHECK(files.refusal("a.xlsx", zip_of({{"xl/workbook.xml", "<workbook/>"}, {"xl/sharedStrings.xml", "<sst><si><t>清单</t></si></sst>"}})).empty());
  CHECK(files.refusal("a.svg", "<svg><text>流程</text></svg>").empty());
}

TEST_CASE("a document with personal data is refused and the reason names its kind only") {
  Files files;
  for (const auto& [name, bytes] : std::map<std::string, std::string>{
           {"a.pdf", pdf("990101198808081235")},
           {"a.docx", docx("联系人手机 138</w:t></w:r><w:r><w:t>12345678")},
           {"a.xlsx", zip_of({{"xl/workbook.xml", "<workbook/>"}, {"xl/sharedStrings.xml", "<sst><si><t>身份证号 990101198808081235</t></si></sst>"}})},
           {"a.svg", "<svg><text>990101198808081235</text></svg>"}}) {
    INFO(name);
    const std::string why = files.refusal(name, bytes);
    CHECK(contains(why, "不能公开"));
    CHECK_FALSE(contains(why, "99010119"));
    CHECK_FALSE(contains(why, "138"));
  }
}

TEST_CASE("the name of a file is read, too") {
  Files files;
  for (const char* name : {"990101198808081235.pdf", "sfz-990101198808081235.pdf", "13812345678.docx", "tel_138-1234-5678.pdf"}) {
    INFO(name);
    const std::string why = files.refusal(name, std::string(name).ends_with("pdf") ? pdf("x") : docx("x"));
    CHECK(contains(why, "文件名里有不能公开的内容"));
    CHECK_FALSE(contains(why, "99010119"));
    CHECK_FALSE(contains(why, "138"));
  }
  for (const char* name : {"guide-2026-11-21.pdf", "20261121.pdf", "form_v2.pdf", "990101.pdf"})
    CHECK(files.refusal(name, pdf("x")).empty());
}

TEST_CASE("what nobody can read is refused") {
  Files files;
  CHECK(contains(files.refusal("a.pdf", pdf("")), "扫描件"));
  CHECK_FALSE(files.refusal("a.pdf", "%PDF-1.4 broken").empty());
  CHECK(contains(files.refusal("a.pdf", pdf("x", "", "/OpenAction<</S/JavaScript/JS(x)>>")), "脚本"));
  CHECK(contains(files.refusal("a.pdf", pdf("x", "/Author(Li)")), "作者"));
  CHECK(contains(files.refusal("a.docx", docx("x", "李小四")), "作者"));
  CHECK(contains(files.refusal("a.docx", docx("x", "", "word/vbaProject.bin")), "宏"));
  CHECK(contains(files.refusal("a.docx", docx("x", "", "word/media/a.png")), "图片"));
  CHECK_FALSE(files.refusal("a.docx", zip_of({{"x.xml", "<a/>"}})).empty());
  CHECK_FALSE(files.refusal("a.xlsx", "PK").empty());
  CHECK(contains(files.refusal("a.exe", "MZ"), "只能放"));
  CHECK(contains(files.refusal("中文.pdf", pdf("x")), "文件名"));
  CHECK(contains(files.refusal("a.docx", std::string((20u << 20) + 1, 'x')), "20 MB"));
}

TEST_CASE("a page links to the files that go out and shows only the words of the others") {
  TestSite bed;
  bed.scratch.write("pages/guide.md", "---\ntitle: 指南\ndescription: 说明\n---\n[好](files/good.docx) [坏](files/bad.docx) ![图](files/a.svg)\n");
  bed.scratch.write("pages/files/good.docx", docx("办事指南"));
  bed.scratch.write("pages/files/bad.docx", docx("身份证号 990101198808081235"));
  bed.scratch.write("pages/files/a.svg", "<svg><path d=\"M0 0\"/></svg>");
  const Edition edition = EditionMaker().edition();
  const auto files = bed.render(edition);
  CHECK(has(files.at("guide.html"), "href=\"files/good.docx\""));
  CHECK_FALSE(has(files.at("guide.html"), "bad.docx"));
  CHECK(has(files.at("guide.html"), "坏"));
  CHECK(has(files.at("guide.html"), "<img src=\"files/a.svg\""));
  CHECK(files.count("files/good.docx") == 1);
  CHECK(files.count("files/bad.docx") == 0);
  const auto planned = planned_paths(bed.fs, bed.site, edition, {});
  REQUIRE(planned.ok());
  CHECK(std::count(planned->begin(), planned->end(), "files/good.docx") == 1);
  CHECK(std::count(planned->begin(), planned->end(), "files/bad.docx") == 0);
}

TEST_CASE("a long page has a list of its contents") {
  TestSite bed;
  bed.scratch.write("pages/long.md", "---\ntitle: 长\ndescription: 说明\n---\n## 甲\n\n## 乙\n\n### 细\n\n## 丙\n\n## 丁\n");
  const auto files = bed.render(EditionMaker().edition());
  CHECK(has(files.at("long.html"), "<a href=\"#s-丙\">丙</a>"));
  CHECK_FALSE(has(files.at("long.html"), "<a href=\"#s-细\">"));
}
