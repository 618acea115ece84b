#include "night/audited.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/digest.h"
#include "release/file_list.h"
#include "release/manifest.h"
#include "release/switch.h"
#include "release/untouched.h"

namespace gongshi {
namespace {

/// Where Xapian's glass databases keep format, number (16 bytes behind magic and version) and roots.
constexpr std::string_view kDatabaseHead = "iamglass";
constexpr size_t kNumberEnds = 32;

/// A value with agency and month in eight bytes; the hash in it is keyed, so they tell nobody anything.
uint64_t digest_of(const ForbiddenList& values, size_t i) {
  const Fingerprint& print = values.prints()[i];
  uint64_t sum = print.hash * 31 + print.length * 256U + static_cast<unsigned char>(print.kind);
  const auto add = [&](std::string_view text) {
    for (const char c : text) sum = (sum ^ static_cast<unsigned char>(c)) * 0x100000001B3u;
    sum = (sum ^ 0xFF) * 0x100000001B3u;
  };
  add(values.owner(i).agency);
  add(values.owner(i).month);
  return sum;
}

void append_digests(std::string& out, const char* word, const std::vector<uint64_t>& digests) {
  out += word;
  for (const uint64_t digest : digests) fmt::format_to(std::back_inserter(out), "{:016x}", digest);
  out += '\n';
}

std::vector<uint64_t> parsed_digests(std::string_view text) {
  std::vector<uint64_t> out;
  out.reserve(text.size() / 16);
  for (size_t at = 0; at + 16 <= text.size(); at += 16) {
    uint64_t digest = 0;
    std::from_chars(text.data() + at, text.data() + at + 16, digest, 16);
    out.push_back(digest);
  }
  return out;
}

bool holds(const std::vector<uint64_t>& sorted, uint64_t digest) { return std::binary_search(sorted.begin(), sorted.end(), digest); }

void put_in_order(std::vector<uint64_t>& digests) {
  std::sort(digests.begin(), digests.end());
  digests.erase(std::unique(digests.begin(), digests.end()), digests.end());
}

stdfs::path path_of(Workspace& work, const std::string& release) { return release_dir(work.out(), release) / kAuditedName; }

std::string allowed_digest(const AuditInput& input) {
  std::string all;
  for (const auto& value : input.allowed) all += value + "\n";
  return sha256_hex(all);
}

/// Addresses that `before` had and this release has not.
Result<std::set<std::string>> vanished(Workspace& work, const std::string& before, const AuditInput& input) {
  GONGSHI_ASSIGN(const auto had, read_plan(work.fs(), work.out(), before));
  std::set<std::string> gone(had.begin(), had.end());
  for (const auto& path : input.planned) gone.erase(path);
  return gone;
}

}  // namespace

std::string Audited::text() const {
  std::string out = "shared " + shared + "\nallowed " + allowed + "\nindex " + index + "\n";
  for (const auto& part : parts) out += "part " + part + "\n";
  append_digests(out, "values ", values);
  append_digests(out, "excused ", excused);
  return out;
}

Audited Audited::parse(std::string_view text) {
  Audited out;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    const size_t blank = line.find(' ');
    if (blank == line.npos) continue;
    const std::string_view word = line.substr(0, blank), rest = line.substr(blank + 1);
    if (word == "shared") out.shared = rest;
    if (word == "allowed") out.allowed = rest;
    if (word == "index") out.index = rest;
    if (word == "part") out.parts.emplace(rest);
    if (word == "values") out.values = parsed_digests(rest);
    if (word == "excused") out.excused = parsed_digests(rest);
  }
  return out;
}

Result<std::string> index_digest(Workspace& work, const std::string& release) {
  const stdfs::path dir = release_dir(work.out(), release) / "index";
  GONGSHI_ASSIGN(const auto names, files_below(work.fs(), dir));
  std::string all;
  for (const auto& name : names) {
    // Xapian gives every database it writes a number by chance: the same terms and documents would never be the same.
    size_t left_out = name == kDatabaseHead ? kNumberEnds : 0;
    Sha256 digest;
    GONGSHI_TRY(work.fs().read_pieces(dir / name, [&](std::string_view piece) {
      const size_t skipped = std::min(left_out, piece.size());
      left_out -= skipped;
      digest.add(piece.substr(skipped));
      return Status();
    }));
    all += name + digest.hex() + "\n";
  }
  return sha256_hex(all);
}

Status leave_settled(Workspace& work, const std::string& like, const std::string& shared, const std::string& index,
                     AuditInput& input) {
  if (like.empty() || like == input.release || shared.empty()) return {};
  const auto text = work.fs().read(path_of(work, like));
  if (!text.ok()) return {};
  const Audited before = Audited::parse(*text);
  if (before.shared != shared) return {};
  GONGSHI_ASSIGN(const Manifest manifest, read_manifest(work.fs(), release_dir(work.out(), input.release) / "site"));
  std::map<std::string, std::string> seen;
  for (const auto& [partition, digest] : manifest.partitions)
    if (before.parts.contains(digest)) seen.emplace(partition, digest);
  GONGSHI_ASSIGN(input.settled, untouched(work.fs(), work.out(), like, seen));
  for (const auto& [file, digest] : manifest.files)
    if (before.parts.contains(digest)) input.settled_files.insert(file);
  const bool same_allowed = before.allowed == allowed_digest(input);
  for (size_t i = 0; i < input.forbidden.size(); ++i) {
    const uint64_t digest = digest_of(input.forbidden, i);
    if (holds(before.values, digest) || (same_allowed && holds(before.excused, digest))) input.forbidden.settle(i);
  }
  input.index_settled = index == before.index;
  GONGSHI_ASSIGN(input.vanished, vanished(work, like, input));
  return {};
}

Status keep_audited(Workspace& work, const std::string& shared, const std::string& index, const AuditInput& input,
                    const AuditReport& report) {
  const stdfs::path path = path_of(work, input.release);
  GONGSHI_TRY(work.fs().exists(path) ? work.fs().remove(path) : Status());  // what it says may be so no longer
  if (report.total_finds != report.finds.size()) return {};  // where the others are nobody has noted
  std::set<std::string> found;  // partitions, and files outside them
  bool index_found = false;
  for (const AuditFind& find : report.finds) {
    const std::string partition = partition_of(find.file);
    found.insert(partition.empty() ? find.file : partition);
    index_found = index_found || find.file == "index" || find.file.starts_with("index:");
  }
  Audited audited{shared, allowed_digest(input), index_found ? "" : index, {}, {}, {}};
  GONGSHI_ASSIGN(const Manifest manifest, read_manifest(work.fs(), release_dir(work.out(), input.release) / "site"));
  std::set<std::string> found_bytes;
  for (const auto* parts : {&manifest.partitions, &manifest.files})
    for (const auto& [part, digest] : *parts)
      if (found.contains(part)) found_bytes.insert(digest);
  for (const auto* parts : {&manifest.partitions, &manifest.files})
    for (const auto& [part, digest] : *parts)
      if (!found_bytes.contains(digest)) audited.parts.insert(digest);
  audited.values.reserve(input.forbidden.size());
  auto excused = report.excused.begin();  // in order
  for (size_t i = 0; i < input.forbidden.size(); ++i) {
    const bool in_allowed = excused != report.excused.end() && *excused == i;
    if (in_allowed) ++excused;
    (in_allowed ? audited.excused : audited.values).push_back(digest_of(input.forbidden, i));
  }
  put_in_order(audited.values);
  put_in_order(audited.excused);
  const Status kept = work.fs().write(path, audited.text(), 0600);
  if (!kept) (void)work.fs().remove(path);
  return kept;
}

Status pass_audited(Workspace& work, const std::string& from, const std::string& to) {
  const auto text = work.fs().read(path_of(work, from));
  return text.ok() ? work.fs().write(path_of(work, to), *text, 0600) : Status();
}

}  // namespace gongshi
