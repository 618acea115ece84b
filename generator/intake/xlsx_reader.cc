#include "intake/xlsx_reader.h"

#include <algorithm>
#include <map>

#include "base/text.h"
#include "intake/xlsx_sheet.h"
#include "intake/xml_walk.h"
#include "intake/zip_parts.h"

namespace gongshi {
namespace {

Error broken(const std::string& text) { return {"unreadable", text, ""}; }

const char kNoWorkbook[] =
    "这不是 Excel 工作簿（xlsx），可能是压缩包、WPS 或别的软件的文件，请另存为 xlsx 或 csv。";

/// xl/_rels/workbook.xml.rels: what ids in the workbook stand for.
class RelationReader : public XmlVisitor {
 public:
  struct Relation {
    std::string id, type, target;
  };
  void start(std::string_view name, const XmlAttributes& attributes) override {
    if (name == "Relationship")
      relations.push_back({std::string(attributes.get("Id")), std::string(attributes.get("Type")),
                           std::string(attributes.get("Target"))});
  }
  void end(std::string_view) override {}
  void text(std::string_view) override {}

  /// The target of the relation with this id, or of the first of this kind; "" for none.
  std::string target(const std::string& id, std::string_view kind) const {
    for (const auto& relation : relations)
      if (id.empty() ? relation.type.ends_with(kind) : relation.id == id) return relation.target;
    return "";
  }

  std::vector<Relation> relations;
};

struct Sheet {
  std::string name;
  std::string relation;
  bool hidden = false;
};

class WorkbookReader : public XmlVisitor {
 public:
  void start(std::string_view name, const XmlAttributes& attributes) override {
    if (name == "workbookPr") {
      const std::string_view flag = attributes.get("date1904");
      from_1904 = flag == "1" || flag == "true";
    }
    if (name == "sheet") {
      const std::string_view state = attributes.get("state");
      sheets.push_back({std::string(attributes.get("name")), std::string(attributes.get("id")),
                        !state.empty() && state != "visible"});
    }
  }
  void end(std::string_view) override {}
  void text(std::string_view) override {}

  std::vector<Sheet> sheets;
  bool from_1904 = false;
};

/// The part that `target` names, seen from the part `from`.
std::string resolved(const std::string& from, const std::string& target) {
  if (target.starts_with('/')) return target.substr(1);
  return (stdfs::path(from).parent_path() / target).lexically_normal().generic_string();
}

std::string relations_of(const std::string& part) {
  const stdfs::path path(part);
  return (path.parent_path() / "_rels" / (path.filename().string() + ".rels")).generic_string();
}

template <class Visitor>
Status walk_part(ZipParts& zip, const std::string& part, Visitor& visitor) {
  GONGSHI_ASSIGN(std::string xml, zip.read(part));
  return walk_xml(std::move(xml), visitor);
}

/// The sheet to read: by name, else the first that is not hidden.
Result<Sheet> chosen(const std::vector<Sheet>& sheets, const std::string& name) {
  std::vector<std::string> names;
  for (const auto& sheet : sheets) {
    if (name.empty() ? !sheet.hidden : trimmed(sheet.name) == trimmed(name)) return sheet;
    names.push_back(single_line(sheet.name));
  }
  if (sheets.empty()) return broken(kNoWorkbook);
  return broken(name.empty() ? "工作簿里的工作表都隐藏了，请取消隐藏，或者在 feeds.json 里用 sheet 写明。"
                             : "工作簿里没有名为“" + name + "”的工作表，只有：" + joined(names, "、") + "。");
}

}  // namespace

Result<XlsxFound> read_xlsx(const stdfs::path& file, const std::string& sheet,
                            const std::function<Status(TableRow&&)>& take) {
  GONGSHI_ASSIGN(ZipParts zip, ZipParts::open(file));
  RelationReader package;
  if (!zip.has("_rels/.rels")) return broken(kNoWorkbook);
  GONGSHI_TRY(walk_part(zip, "_rels/.rels", package));
  const std::string book_part = resolved("", package.target("", "/officeDocument"));
  if (book_part.ends_with(".bin")) return broken("这是二进制工作簿（xlsb），请另存为 xlsx 或 csv。");
  if (!zip.has(book_part) || !zip.has(relations_of(book_part))) return broken(kNoWorkbook);
  WorkbookReader workbook;
  RelationReader relations;
  GONGSHI_TRY(walk_part(zip, book_part, workbook));
  GONGSHI_TRY(walk_part(zip, relations_of(book_part), relations));
  GONGSHI_ASSIGN(const Sheet wanted, chosen(workbook.sheets, sheet));

  XlsxBook book;
  book.from_1904 = workbook.from_1904;
  if (const auto strings = relations.target("", "/sharedStrings"); !strings.empty()) {
    GONGSHI_ASSIGN(std::string xml, zip.read(resolved(book_part, strings)));
    GONGSHI_ASSIGN(book.strings, read_shared_strings(std::move(xml)));
  }
  if (const auto styles = relations.target("", "/styles"); !styles.empty()) {
    GONGSHI_ASSIGN(std::string xml, zip.read(resolved(book_part, styles)));
    GONGSHI_ASSIGN(book.formats, read_cell_formats(std::move(xml)));
  }
  const std::string target = wanted.relation.empty() ? "" : relations.target(wanted.relation, "");
  if (target.empty()) return broken("工作簿里找不到工作表“" + single_line(wanted.name) + "”的内容，请重新导出。");
  GONGSHI_ASSIGN(std::string xml, zip.read(resolved(book_part, target)));
  GONGSHI_TRY(read_xlsx_sheet(std::move(xml), book, take));

  XlsxFound found{single_line(wanted.name), {}};
  for (const auto& other : workbook.sheets)
    if (!other.hidden && other.relation != wanted.relation) found.others.push_back(single_line(other.name));
  return found;
}

}  // namespace gongshi
