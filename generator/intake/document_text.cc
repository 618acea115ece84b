#include "intake/document_text.h"

#include <poppler-document.h>
#include <poppler-global.h>
#include <poppler-page.h>

#include <memory>

#include "base/markup.h"
#include "base/text.h"
#include "intake/zip_parts.h"

namespace gongshi {
namespace {

constexpr int kMostPages = 2000;

Error unreadable(const std::string& text) { return {"unreadable", text, ""}; }

/// Elements of WordprocessingML, SpreadsheetML and DrawingML that end a line or a cell.
bool ends_line(std::string_view name) {
  return name == "row" || name == "si" || name == "w:p" || name == "a:p" || name == "w:br" ||
         name == "w:tr" || name == "p";
}
bool ends_cell(std::string_view name) { return name == "c" || name == "w:tc" || name == "w:tab"; }

std::string words_of(std::string_view xml) {
  std::string out;
  MarkupReader reader(xml);
  for (MarkupToken token; reader.next(token);) {
    if (token.kind == MarkupToken::Kind::kText || token.kind == MarkupToken::Kind::kRaw)
      out += decoded_references(token.source);
    else if (ends_line(token.name))
      out += '\n';
    else if (ends_cell(token.name))
      out += '\t';
  }
  return out;
}

/// What stands between `<name>` and `</name>` of the core properties.
std::string property(std::string_view xml, std::string_view name) {
  MarkupReader reader(xml);
  bool inside = false;
  for (MarkupToken token; reader.next(token);) {
    if (token.kind == MarkupToken::Kind::kText && inside)
      return std::string(trimmed(decoded_references(token.source)));
    inside = token.kind == MarkupToken::Kind::kOpen && token.name == name;
  }
  return {};
}

Result<DocumentText> office_text(std::string bytes) {
  GONGSHI_ASSIGN(ZipParts zip, ZipParts::from_bytes(std::move(bytes)));
  DocumentText out;
  bool content = false;
  for (const std::string& name : zip.names()) {
    if (name.ends_with('/')) continue;
    if (name.ends_with(".bin") || contains(name, "/embeddings/") || contains(name, "/media/"))
      return unreadable("文件里有宏、嵌入的文件或者图片，无法逐字检查，请去掉后重新保存。");
    GONGSHI_ASSIGN(const std::string part, zip.read(name));
    out.hidden += part + "\n";
    if (name == "docProps/core.xml") {
      for (const char* who : {"dc:creator", "cp:lastmodifiedby"}) out.author += property(part, who);
    } else if (name.ends_with(".xml")) {
      content |= name.starts_with("xl/") || name.starts_with("word/");
      out.text += words_of(part) + "\n";
    }
  }
  if (!content) return unreadable("这不是完整的 Word 或者 Excel 文件，请重新保存。");
  return out;
}

std::string utf8(const poppler::ustring& text) {
  const poppler::byte_array bytes = text.to_utf8();
  return {bytes.begin(), bytes.end()};
}

Result<DocumentText> pdf_text(const std::string& bytes) {
  poppler::set_debug_error_function([](const std::string&, void*) {}, nullptr);  // not to stderr
  const std::unique_ptr<poppler::document> document(
      poppler::document::load_from_raw_data(bytes.data(), static_cast<int>(bytes.size())));
  if (!document || document->is_locked() || document->is_encrypted())
    return unreadable("PDF 不完整或者加了密码，无法检查，请重新导出。");
  if (document->pages() < 1 || document->pages() > kMostPages)
    return unreadable("PDF 没有页，或者超过 2000 页。");
  if (document->has_embedded_files() || contains(bytes, "/JavaScript"))
    return unreadable("PDF 里有嵌入的文件或者脚本，请重新导出。");
  DocumentText out;
  for (const auto& text : {document->get_author(), document->get_subject(), document->get_keywords()})
    out.author += trimmed(utf8(text));
  if (contains(utf8(document->metadata()), "creator>")) out.author += property(utf8(document->metadata()), "rdf:li");
  for (int i = 0; i < document->pages(); ++i) {
    const std::unique_ptr<poppler::page> page(document->create_page(i));
    const std::string text = page ? utf8(page->text()) : "";
    if (trimmed(text).empty())
      return unreadable("PDF 第 " + std::to_string(i + 1) +
                        " 页没有文字，可能是扫描件，无法检查。请用原始文档导出 PDF。");
    out.text += text + "\n";
  }
  return out;
}

}  // namespace

bool is_document(std::string_view path) {
  return path.ends_with(".pdf") || path.ends_with(".docx") || path.ends_with(".xlsx");
}

Result<DocumentText> document_text(std::string_view path, std::string bytes) {
  return path.ends_with(".pdf") ? pdf_text(bytes) : office_text(std::move(bytes));
}

}  // namespace gongshi
