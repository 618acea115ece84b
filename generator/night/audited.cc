#include "night/audited.h"

#include "base/digest.h"
#include "base/text.h"
#include "release/manifest.h"
#include "release/switch.h"
#include "release/untouched.h"

namespace gongshi {
namespace {

std::string name_of(const ForbiddenValue& value) { return value.fingerprint.text() + "|" + value.agency + "|" + value.month; }

stdfs::path path_of(Workspace& work, const std::string& release) { return release_dir(work.out(), release) / kAuditedName; }

std::string allowed_digest(const AuditInput& input) {
  std::string all;
  for (const auto& value : input.allowed) all += value + "\n";
  return sha256_hex(all);
}

Result<std::string> index_digest(Workspace& work, const std::string& release) {
  const stdfs::path dir = release_dir(work.out(), release) / "index";
  GONGSHI_ASSIGN(const auto names, files_below(work.fs(), dir));
  std::string all;
  for (const auto& name : names) {
    GONGSHI_ASSIGN(const std::string bytes, work.fs().read(dir / name));
    all += name + sha256_hex(bytes) + "\n";
  }
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
  for (const auto& partition : partitions) out += "partition " + partition + "\n";
  for (const auto& [value, excused] : values) out += (excused ? "excused " : "value ") + value + "\n";
  return out;
}

Audited Audited::parse(std::string_view text) {
  Audited out;
  for (const auto& line : split(text, '\n')) {
    const size_t blank = line.find(' ');
    if (blank == std::string::npos) continue;
    const std::string word = line.substr(0, blank), rest = line.substr(blank + 1);
    if (word == "shared") out.shared = rest;
    if (word == "allowed") out.allowed = rest;
    if (word == "index") out.index = rest;
    if (word == "partition") out.partitions.insert(rest);
    if (word == "value" || word == "excused") out.values[rest] = word == "excused";
  }
  return out;
}

Status leave_settled(Workspace& work, const std::string& shared, AuditInput& input) {
  const std::string current = current_release(work.fs(), work.out());
  if (current.empty() || current == input.release || shared.empty()) return {};
  const auto text = work.fs().read(path_of(work, current));
  if (!text.ok()) return {};
  const Audited before = Audited::parse(*text);
  if (before.shared != shared) return {};
  GONGSHI_ASSIGN(const Manifest manifest, read_manifest(work.fs(), release_dir(work.out(), input.release) / "site"));
  std::map<std::string, std::string> seen;
  for (const auto& [partition, digest] : manifest.partitions)
    if (before.partitions.count(digest)) seen.emplace(partition, digest);
  GONGSHI_ASSIGN(input.settled, untouched(work.fs(), work.out(), current, seen));
  const bool same_allowed = before.allowed == allowed_digest(input);
  for (ForbiddenValue& value : input.forbidden) {
    const auto known = before.values.find(name_of(value));
    value.settled = known != before.values.end() && (same_allowed || !known->second);
  }
  GONGSHI_ASSIGN(const std::string index, index_digest(work, input.release));
  input.index_settled = index == before.index;
  GONGSHI_ASSIGN(input.vanished, vanished(work, current, input));
  return {};
}

Status keep_audited(Workspace& work, const std::string& shared, const AuditInput& input, const AuditReport& report) {
  Audited audited{shared, allowed_digest(input), "", {}, {}};
  GONGSHI_ASSIGN(audited.index, index_digest(work, input.release));
  GONGSHI_ASSIGN(const Manifest manifest, read_manifest(work.fs(), release_dir(work.out(), input.release) / "site"));
  for (const auto& [partition, digest] : manifest.partitions) audited.partitions.insert(digest);
  for (const auto& value : input.forbidden) audited.values.emplace(name_of(value), false);
  for (const size_t index : report.excused) audited.values[name_of(input.forbidden[index])] = true;
  return work.fs().write(path_of(work, input.release), audited.text(), 0600);
}

Status pass_audited(Workspace& work, const std::string& from, const std::string& to) {
  const auto text = work.fs().read(path_of(work, from));
  return text.ok() ? work.fs().write(path_of(work, to), *text, 0600) : Status();
}

}  // namespace gongshi
