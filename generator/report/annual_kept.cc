#include "report/annual_kept.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/digest.h"
#include "base/text.h"
#include "rules/gate.h"

namespace gongshi {
namespace {

constexpr const char* kKeptFolder = "annual";

Result<AnnualCube> read_rows(const Fs& fs, const stdfs::path& file, const std::string& digest,
                             const std::string& key) {
  GONGSHI_ASSIGN(const std::string bytes, fs.read(file));
  if (sha256_hex(bytes) != digest) return Error{"annual_rows", "确认时留存的数据已被改动。", file.string()};
  AnnualCube cube;
  for (size_t at = 0; at < bytes.size();) {
    const size_t end = std::min(bytes.find('\n', at), bytes.size());
    GONGSHI_ASSIGN(const CountRow row, Gate::open_count(bytes.substr(at, end - at), key));
    cube.add(row);
    at = end + 1;
  }
  return cube;
}

bool is_digest(const std::string& text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

}  // namespace

Result<std::string> keep_rows(Fs& fs, const stdfs::path& state, const std::string& key, int year,
                              const std::set<std::string>& agencies,
                              const std::function<Status(const std::function<void(const CountRow&)>&)>& each) {
  std::vector<std::string> lines;
  GONGSHI_TRY(each([&](const CountRow& row) {
    if (counted_year(row) == year && agencies.count(row.agency()) > 0) lines.push_back(Gate::seal(row, key));
  }));
  std::sort(lines.begin(), lines.end());
  const std::string bytes = lines.empty() ? "" : joined(lines, "\n") + "\n";
  const std::string digest = sha256_hex(bytes);
  GONGSHI_TRY(fs.make_dirs(state / kKeptFolder, 0700));
  GONGSHI_TRY(fs.write(state / kKeptFolder / digest, bytes, 0600));
  return digest;
}

Status load_kept(const Fs& fs, const Site& site, const stdfs::path& state, const std::string& key,
                 Date as_of, AnnualCounts& counts, std::vector<Error>& missing) {
  for (const auto& [at, confirmations] : all_confirmations(site, as_of)) {
    const auto& [year, agency] = at;
    if (confirmations.size() > 1) counts.began_with(year, agency, confirmations.front().rows);
    for (const Confirmation& one : confirmations) {
      if (one.rows.empty()) continue;
      if (!is_digest(one.rows)) {
        missing.push_back({"annual_rows", "confirmations.jsonl 里的 rows 不是留存数据的摘要。", agency});
        continue;
      }
      const stdfs::path file = state / kKeptFolder / one.rows;
      auto cube = fs.exists(file) ? read_rows(fs, file, one.rows, key)
                                  : Result<AnnualCube>(Error{"annual_rows", "确认时留存的数据不在了。", file.string()});
      if (!cube) {
        missing.push_back({"annual_rows",
                           fmt::format("{} 年 {} 的年报按登记库现在的数据计算：{}", year, agency, cube.error().text),
                           cube.error().where});
        continue;
      }
      counts.keep(year, agency, one.rows, std::move(*cube));
      if (one.rows == confirmations.back().rows) counts.fix(year, agency, one.rows);
    }
  }
  return {};
}

}  // namespace gongshi
