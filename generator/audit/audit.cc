#include "audit/audit.h"

#include <algorithm>
#include <unordered_set>

#include "audit/addresses.h"
#include "audit/find_log.h"
#include "audit/forbidden.h"
#include "audit/index_check.h"
#include "audit/page_check.h"
#include "audit/shapes.h"
#include "base/digest.h"
#include "base/packing.h"
#include "intake/document_text.h"
#include "release/file_list.h"
#include "release/signature.h"
#include "release/switch.h"
#include "release/verify.h"

namespace gongshi {
namespace {

bool is_list(const std::string& path) {
  return path == kManifestName || path == kListName || path == kSignatureName || path == kPublicKeyName || path.ends_with(std::string("/") + kListName);
}

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

/// One audit underway.
class Audit {
 public:
  Audit(const AuditInput& input, std::vector<std::string> files)
      : input_(input),
        site_(release_dir(input.out, input.release) / "site"),
        files_(std::move(files)),
        addresses_(input, files_),
        forbidden_(input, input.forbidden),
        new_values_(not_settled(input)),
        new_forbidden_(input, new_values_),
        shapes_(input, addresses_),
        pages_(addresses_, shapes_, input.metas, log_) {
    for (const std::string& path : input.vanished)
      vanished_names_.insert(std::string_view(path).substr(path.find_last_of('/') + 1));
  }

  Result<AuditReport> run() {
    compare_plan();
    GONGSHI_TRY(compare_digests());
    check_names();
    for (const auto& path : files_) {
      const bool settled = input_.settled.contains(partition_of(path));
      GONGSHI_TRY(settled ? check_settled(path) : check_file(path));
    }
    GONGSHI_TRY(pages_.check_fragments(*input_.fs, site_));
    if (!input_.index_settled)
      check_index(input_, forbidden_, log_, report_.counts);
    else if (!new_forbidden_.empty())
      check_index(input_, new_forbidden_, log_, report_.counts);
    for (size_t i = 0; i < input_.forbidden.size(); ++i)
      if (forbidden_.excused(i)) report_.excused.push_back(i);
    report_.counts.links = pages_.links();
    log_.finish(report_);
    return std::move(report_);
  }

 private:
  void compare_plan() {
    const std::set<std::string> planned(input_.planned.begin(), input_.planned.end());
    for (const auto& path : planned)
      if (!addresses_.exists(path))
        log_.add(
            {"missing_page", path, addresses_.record_at(path), "应当生成的文件没有生成。", ""});
    for (const auto& path : files_)
      if (!is_list(path) && !planned.contains(path))
        log_.add(
            {"unplanned_file", path, addresses_.record_at(path), "多出了没有列入计划的文件。", ""});
  }

  Status compare_digests() {
    GONGSHI_ASSIGN(const auto differences, verify(*input_.fs, site_, input_.settled));
    for (const auto& difference : differences)
      log_.add(
          {"altered", difference.path, "",
           "与校验清单不符：" + std::string(difference_word(difference.kind)) + "。请重新生成。",
           ""});
    return {};
  }

  /// Names of files are public too.
  void check_names() {
    for (const auto& hit : forbidden_.in_words(files_))
      if (!Forbidden::short_name(*hit.value))
        log_.add({"forbidden", files_[hit.offset], addresses_.record_at(files_[hit.offset]),
                  Forbidden::sentence(*hit.value), hit.value->key},
                 Forbidden::cause(*hit.value));
  }

  static std::vector<ForbiddenValue> not_settled(const AuditInput& input) {
    std::vector<ForbiddenValue> values;
    for (const auto& value : input.forbidden)
      if (!value.settled) values.push_back(value);
    return values;
  }

  /// A file whose bytes an earlier audit has seen: what has become forbidden or vanished since.
  Status check_settled(const std::string& path) {
    ++report_.counts.files;
    report_.counts.pages += path.ends_with(".html");
    if (new_forbidden_.empty() && input_.vanished.empty()) return {};
    GONGSHI_ASSIGN(auto bytes, input_.fs->read(site_ / path));
    report_.counts.bytes += bytes.size();
    check_forbidden(new_forbidden_, path, bytes);
    if (is_list(path) || is_packed_copy(path)) return {};
    if (is_document(path) && !new_forbidden_.empty()) {
      check_document(new_forbidden_, path, std::move(bytes));
    } else if (is_markup_path(path) && names_vanished(bytes)) {
      pages_.check(path, bytes);
    }
    return {};
  }

  /// True when a link of a page ends like an address that has vanished.
  bool names_vanished(std::string_view bytes) const {
    for (size_t at = bytes.find("href=\""); at != bytes.npos; at = bytes.find("href=\"", at + 6)) {
      std::string_view link = bytes.substr(at + 6);
      link = link.substr(0, link.find_first_of("\"#?"));
      if (vanished_names_.contains(link.substr(link.find_last_of('/') + 1))) return true;
    }
    return false;
  }

  Status check_file(const std::string& path) {
    GONGSHI_ASSIGN(const auto bytes, input_.fs->read(site_ / path));
    ++report_.counts.files;
    report_.counts.bytes += bytes.size();
    if (is_opaque(path)) opaque(path, "压缩文件无法逐字检查，请改为不压缩的格式。");
    check_forbidden(forbidden_, path, bytes);
    if (is_list(path)) return {};
    if (is_packed_copy(path)) return check_copy(path, bytes);
    if (is_document(path)) {
      check_document(forbidden_, path, bytes);
      return {};
    }
    if (is_markup_path(path)) {
      pages_.check(path, bytes);
      report_.counts.pages += path.ends_with(".html") || path.ends_with(".htm");
    } else if (path.ends_with(".css")) {
      pages_.check_style(path, bytes);
    } else if (has_data(path)) {
      check_shapes(path, bytes);
    }
    return {};
  }

  void opaque(const std::string& path, const std::string& why) { log_.add({"opaque", path, "", why, ""}); }

  /// A compressed copy must be that of the file beside it, which is looked at in its own right.
  Status check_copy(const std::string& path, std::string_view bytes) {
    const std::string original = path.substr(0, path.size() - 3);
    const auto unpacked = path.ends_with(".gz") ? gzip_unpacked(bytes, kUnpackedLimit)
                                                : brotli_unpacked(bytes, kUnpackedLimit);
    if (!unpacked.ok()) {
      opaque(path, unpacked.error().text);
      return {};
    }
    if (addresses_.exists(original)) {
      GONGSHI_ASSIGN(const std::string beside, input_.fs->read(site_ / original));
      if (*unpacked == beside) return {};
    }
    log_.add({"altered", path, "", "压缩的副本与旁边的文件不同。请重新生成。", ""});
    check_forbidden(forbidden_, original, *unpacked);
    check_shapes(original, *unpacked);
    return {};
  }

  /// The words of a workbook or document, and all that its parts hold beside them.
  void check_document(const Forbidden& forbidden, const std::string& path, std::string bytes) {
    const auto document = document_text(path, std::move(bytes));
    if (!document.ok()) return opaque(path, document.error().text);
    check_forbidden(forbidden, path, document->text);
    // Its parts have no rows that could say of which agency and month a short name speaks.
    for (const auto& hit : forbidden.in_document(document->hidden, "", ""))
      log_.add({"forbidden", path, "", Forbidden::sentence(*hit.value), hit.value->key}, Forbidden::cause(*hit.value));
    check_shapes(path, document->text);
  }

  std::string record_of(const std::string& path, std::string_view bytes, size_t offset) const {
    std::string key = addresses_.record_at(path);
    if (key.empty())
      key = addresses_.record_in(row_around(bytes, offset, is_markup_path(path)), path);
    return key;
  }

  void check_forbidden(const Forbidden& forbidden, const std::string& path, std::string_view bytes) {
    for (const auto& hit : forbidden.in_file(path, bytes))
      log_.add({"forbidden", path, record_of(path, bytes, hit.offset),
                Forbidden::sentence(*hit.value), hit.value->key},
               Forbidden::cause(*hit.value));
  }

  void check_shapes(const std::string& path, std::string_view bytes) {
    for (const auto& [piece, offset] : shapes_.in_data(path, bytes))
      log_.add({"shape", path, record_of(path, bytes, offset),
                "数据文件里出现了证件号码、手机号、银行卡号、车牌号或者邮箱的样式，而没有公开字段可"
                "以说明它。",
                ""},
               "shape " + sha256_hex(piece));
  }

  const AuditInput& input_;
  stdfs::path site_;
  std::vector<std::string> files_;
  Addresses addresses_;
  Forbidden forbidden_;
  std::vector<ForbiddenValue> new_values_;  ///< those that are not settled
  Forbidden new_forbidden_;
  std::unordered_set<std::string_view> vanished_names_;  ///< last segments of input_.vanished
  Shapes shapes_;
  FindLog log_;
  PageCheck pages_;
  AuditReport report_;
};

}  // namespace

Result<AuditReport> audit(const AuditInput& input) {
  GONGSHI_ASSIGN(auto files,
                 files_below(*input.fs, release_dir(input.out, input.release) / "site"));
  return Audit(input, std::move(files)).run();
}

}  // namespace gongshi
