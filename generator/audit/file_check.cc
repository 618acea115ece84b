#include "audit/file_check.h"

#include "base/digest.h"
#include "base/packing.h"
#include "intake/document_text.h"
#include "release/file_list.h"
#include "release/signature.h"

namespace gongshi {
namespace {

/// The most bytes a compressed file may hold.
constexpr size_t kUnpackedLimit = 1u << 30;

/// A compressed copy of the file beside it.
bool is_packed_copy(const std::string& path) { return path.ends_with(".gz") || path.ends_with(".br"); }

/// Compressed by a way this program never uses: what it holds cannot be looked at.
bool is_opaque(const std::string& path) {
  for (const char* end : {".zip", ".zst", ".xz", ".7z", ".bz2", ".rar", ".doc", ".xls"})
    if (path.ends_with(end)) return true;
  return false;
}

bool has_data(const std::string& path) {
  for (const char* end : {".csv", ".tsv", ".json", ".jsonl", ".txt", ".md"})
    if (path.ends_with(end)) return true;
  return false;
}

}  // namespace

bool is_release_list(const std::string& path) {
  if (path == kManifestName || path == kSignatureName || path == kPublicKeyName) return true;
  const std::string name = path.substr(path.rfind('/') + 1);
  return name == kListName || name == kSm3ListName;
}

Status FileCheck::check(const std::string& path) {
  const std::string partition = partition_of(path);
  const AuditInput& input = setting_.input;
  const bool settled = partition.empty() ? input.settled_files.contains(path) : input.settled.contains(partition);
  return settled ? check_settled(path) : check_whole(path);
}

/// A file whose bytes an earlier audit has seen: what has become forbidden or vanished since.
Status FileCheck::check_settled(const std::string& path) {
  ++counts_.files;
  counts_.pages += path.ends_with(".html");
  if (setting_.new_forbidden.empty() && setting_.vanished_names.empty()) return {};
  GONGSHI_ASSIGN(auto bytes, setting_.input.fs->read(setting_.site / path));
  counts_.bytes += bytes.size();
  check_forbidden(setting_.new_forbidden, path, bytes);
  if (is_release_list(path) || is_packed_copy(path)) return {};
  if (is_document(path) && !setting_.new_forbidden.empty()) {
    check_document(setting_.new_forbidden, path, std::move(bytes));
  } else if (is_markup_path(path) && names_vanished(bytes)) {
    pages_.check(path, bytes);
  }
  return {};
}

/// True when a link of a page ends like an address that has vanished.
bool FileCheck::names_vanished(std::string_view bytes) const {
  for (size_t at = bytes.find("href=\""); at != bytes.npos; at = bytes.find("href=\"", at + 6)) {
    std::string_view link = bytes.substr(at + 6);
    link = link.substr(0, link.find_first_of("\"#?"));
    if (setting_.vanished_names.contains(link.substr(link.find_last_of('/') + 1))) return true;
  }
  return false;
}

Status FileCheck::check_whole(const std::string& path) {
  GONGSHI_ASSIGN(const auto bytes, setting_.input.fs->read(setting_.site / path));
  ++counts_.files;
  counts_.bytes += bytes.size();
  if (is_opaque(path)) opaque(path, "压缩文件无法逐字检查，请改为不压缩的格式。");
  check_forbidden(setting_.forbidden, path, bytes);
  if (is_release_list(path)) return {};
  if (is_packed_copy(path)) return check_copy(path, bytes);
  if (is_document(path)) {
    check_document(setting_.forbidden, path, bytes);
    return {};
  }
  if (is_markup_path(path)) {
    pages_.check(path, bytes);
    counts_.pages += path.ends_with(".html") || path.ends_with(".htm");
  } else if (path.ends_with(".css")) {
    pages_.check_style(path, bytes);
  } else if (has_data(path)) {
    check_shapes(path, bytes);
  }
  return {};
}

void FileCheck::opaque(const std::string& path, const std::string& why) { log_.add({"opaque", path, "", why, ""}); }

/// A compressed copy must be that of the file beside it, which is looked at in its own right.
Status FileCheck::check_copy(const std::string& path, std::string_view bytes) {
  const std::string original = path.substr(0, path.size() - 3);
  const auto unpacked = path.ends_with(".gz") ? gzip_unpacked(bytes, kUnpackedLimit)
                                              : brotli_unpacked(bytes, kUnpackedLimit);
  if (!unpacked.ok()) {
    opaque(path, unpacked.error().text);
    return {};
  }
  if (setting_.addresses.exists(original)) {
    GONGSHI_ASSIGN(const std::string beside, setting_.input.fs->read(setting_.site / original));
    if (*unpacked == beside) return {};
  }
  log_.add({"altered", path, "", "压缩的副本与旁边的文件不同。请重新生成。", ""});
  check_forbidden(setting_.forbidden, original, *unpacked);
  check_shapes(original, *unpacked);
  return {};
}

/// The words of a workbook or document, and all that its parts hold beside them.
void FileCheck::check_document(const Forbidden& forbidden, const std::string& path, std::string bytes) {
  const auto document = [&] {
    const std::lock_guard lock(setting_.documents);
    return document_text(path, std::move(bytes));
  }();
  if (!document.ok()) return opaque(path, document.error().text);
  check_forbidden(forbidden, path, document->text);
  // Its parts have no rows that could say of which agency and month a short name speaks.
  for (const auto& hit : forbidden.in_document(document->hidden, "", ""))
    log_.add({"forbidden", path, "", forbidden.sentence(hit.value), forbidden.about(hit.value)}, forbidden.cause(hit.value));
  check_shapes(path, document->text);
}

std::pair<std::string, std::string> FileCheck::records_of(const std::string& path, std::string_view bytes, size_t offset) const {
  return setting_.addresses.records_of(path, row_around(bytes, offset, is_markup_path(path)));
}

void FileCheck::check_forbidden(const Forbidden& forbidden, const std::string& path, std::string_view bytes) {
  for (const auto& hit : forbidden.in_file(path, bytes)) {
    const auto [key, linked] = records_of(path, bytes, hit.offset);
    log_.add({"forbidden", path, key, forbidden.sentence(hit.value), forbidden.about(hit.value)}, forbidden.cause(hit.value), linked);
  }
}

void FileCheck::check_shapes(const std::string& path, std::string_view bytes) {
  for (const auto& [piece, offset] : setting_.shapes.in_data(path, bytes))
    log_.add({"shape", path, records_of(path, bytes, offset).first,
              "数据文件里出现了证件号码、手机号、银行卡号、车牌号或者邮箱的样式，而没有公开字段可"
              "以说明它。",
              ""},
             "shape " + sha256_hex(piece));
}

}  // namespace gongshi
