#include "bench/decisions.h"

#include <fmt/format.h>

#include <filesystem>
#include <stdexcept>
#include <string_view>

#include "rules/detectors.h"

namespace gongshi::bench {
namespace {

constexpr int kAgencies = 100;
constexpr std::string_view kFactsKey = R"("facts":")";
constexpr std::string_view kLastMonth = R"("decision_date":"2025-12-)";
constexpr const char* kSurnames[] = {"王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "欧阳", "司马"};
constexpr const char* kGiven[] = {"小里", "一鸣", "晓旻", "文博", "子涵", "建国", "海燕", "立翎", "思远", "梦洁"};
constexpr const char* kKinds[] = {"罚款", "警告", "没收违法所得", "责令停产停业", "暂扣许可证件", "通报批评"};
constexpr const char* kForms[] = {"商贸有限公司", "食品加工厂", "建筑工程有限公司", "运输有限公司", "环保科技有限公司"};

/// The check character of a credit code (GB 32100-2015).
std::string with_check(const std::string& first17) {
  static const std::string kDigits = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  int sum = 0, weight = 1;
  for (const char c : first17) {
    sum += static_cast<int>(kDigits.find(c)) * weight;
    weight = weight * 3 % 31;
  }
  return first17 + kDigits[static_cast<size_t>((31 - sum % 31) % 31)];
}

}  // namespace

Decisions::Decisions(uint64_t seed, const std::string& words_file) : random_(seed) {
  std::ifstream file(words_file);
  for (std::string word; std::getline(file, word);)
    if (!word.empty()) words_.push_back(word);
  if (words_.empty()) throw std::runtime_error("no words in " + words_file);
  for (int i = 0; i < kAgencies; ++i) agencies_.push_back(with_check(fmt::format("11990101{:08d}7", 1000 + i)));
}

std::string Decisions::agencies() const {
  std::string out;
  for (size_t i = 0; i < agencies_.size(); ++i)
    out += fmt::format(
        R"({{"id":"{0}","agency":"{0}","name":"示例第{1}执法局","short_name":"第{1}局","kind":"行政机关","level":"department","disclosure":{{"secrecy":"none","security_risk":false,"reviewed_by":"法制科"}}}})"
        "\n",
        agencies_[i], i + 1);
  return out;
}

std::string Decisions::officers(long count) {
  std::string out;
  for (long i = 1; i <= count; ++i)
    out += fmt::format(R"({{"id":"9901{:07d}","agency":"{}","name":"{}{}","position":"执法人员","status":"valid","valid_until":"2028-01-09"}})"
                       "\n",
                       i, agencies_[static_cast<size_t>(i) % agencies_.size()], kSurnames[below(std::size(kSurnames))],
                       kGiven[below(std::size(kGiven))]);
  return out;
}

std::string Decisions::powers(long count) {
  std::string out;
  for (long i = 1; i <= count; ++i)
    out += fmt::format(R"({{"id":"CF{:06d}","agency":"{}","name":"对{}的处罚","category":"penalty","basis":"《中华人民共和国行政处罚法》第{}条"}})"
                       "\n",
                       i, agencies_[static_cast<size_t>(i) % agencies_.size()], words(18), 1 + below(80));
  return out;
}

/// Frequent words come more often: the smaller of two draws. Words put together by chance say now and then
/// what the detectors take for somebody's name, and the chance words of another record repeat it; that is
/// no case to measure, so such a text is drawn again.
std::string Decisions::words(size_t bytes) {
  std::string text;
  do {
    text.clear();
    while (text.size() < bytes) {
      text += words_[std::min(below(words_.size()), below(words_.size()))];
      if (below(9) == 0) text += "，";
    }
  } while (!examine(text, Setting{}).findings.empty());
  return text;
}

std::string Decisions::day(int first_year, int last_year) {
  const auto years = static_cast<uint64_t>(last_year - first_year + 1);
  return fmt::format("{}-{:02d}-{:02d}", first_year + static_cast<int>(below(years)), 1 + below(12),
                     1 + below(28));
}

std::string Decisions::party(long number, const std::string& decided, bool& minor) {
  if (below(10) != 0)
    return fmt::format(R"({{"name":"示例区{}{}","kind":"organisation","uscc":"{}","legal_representative":"{}{}"}})",
                       words(6), kForms[below(std::size(kForms))],
                       with_check(fmt::format("91990101MA{:07d}", number % 10000000)),
                       kSurnames[below(std::size(kSurnames))], kGiven[below(std::size(kGiven))]);
  minor = below(20) == 0;
  const int age = minor ? 15 : 20 + static_cast<int>(below(50));
  const int born = std::stoi(decided.substr(0, 4)) - age;
  return fmt::format(R"({{"name":"{}{}","kind":"natural_person","birth_date":"{}-{:02d}-{:02d}","phone":"139{:08d}"}})",
                     kSurnames[below(std::size(kSurnames))], kGiven[below(std::size(kGiven))], born,
                     1 + below(12), 1 + below(28), below(100000000));
}

std::string Decisions::row(long number) {
  const std::string decided = day(2024, 2025);
  const std::string id = fmt::format("示执罚〔{}〕{}号", decided.substr(0, 4), number);
  const char* kind = kKinds[below(std::size(kKinds))];
  bool minor = false;
  const std::string who = party(number, decided, minor);
  const bool kept = below(100) == 0;
  return fmt::format(
      R"({{"id":"{0}","agency":"{1}","category":"penalty","document_number":"{0}","title":"{2}案","party":{3},)"
      R"("violation_type":"{4}","facts":"{5}","basis":"《中华人民共和国行政处罚法》第{6}条","penalty_kinds":["{7}"],)"
      R"("content":"{8}","fine":{9},"acted_on":"{10}","decision_date":"{11}","region":"990101","procedure":"ordinary",)"
      R"("updated_at":"{11}T17:00:00","disclosure":{{"secrecy":"{12}","security_risk":false,"series_case":"none",)"
      R"("criminal":"{13}","reviewed_by":"法制科","reviewed_on":"{11}"}}}})",
      id, agencies_[below(agencies_.size())], words(18), who, words(12), words(150), 1 + below(80), kind, words(30),
      100 + below(90000), decided, decided, kept && below(2) ? "work" : "none", kept ? "transferred" : "none");
}

uint64_t write_decisions(const std::string& file, long count, uint64_t seed, const std::string& words_file,
                         const Changed& changed) {
  Decisions decisions(seed, words_file);
  std::ofstream out(file, std::ios::binary);
  uint64_t bytes = 0;
  long of_last_month = 0;
  const auto one_of = [](long number, long every) { return every > 0 && number % every == 0; };
  for (long i = 1; i <= count; ++i) {
    std::string row = decisions.row(i) + "\n";
    const bool late = row.find(kLastMonth) != std::string::npos && one_of(++of_last_month, changed.of_last_month);
    if (late || one_of(i, changed.of_all)) {
      row.insert(row.find(kFactsKey) + kFactsKey.size(), "经复核，");
      row.replace(row.find("T17:00:00"), 9, "T18:00:00");
    }
    out << row;
    bytes += row.size();
  }
  if (!out.flush()) throw std::runtime_error("cannot write " + file);
  return bytes;
}

namespace {

void put(const std::string& file, const std::string& bytes) { std::ofstream(file, std::ios::binary) << bytes; }

}  // namespace

void write_site(const std::string& folder, long count, uint64_t seed, const std::string& words_file) {
  std::filesystem::create_directories(folder + "/feeds");
  write_decisions(folder + "/feeds/d.jsonl", count, seed, words_file);
  const long beside = (count + 49) / 50;
  put(folder + "/feeds/a.jsonl", Decisions(seed, words_file).agencies());
  put(folder + "/feeds/o.jsonl", Decisions(seed, words_file).officers(beside));
  put(folder + "/feeds/p.jsonl", Decisions(seed, words_file).powers(beside));
  put(folder + "/site.json", R"({"name":"试","rehearsal":true,"rule_sets":["national"]})");
  std::string feeds;
  for (const auto& [id, dataset] : {std::pair("a", "agencies"), std::pair("o", "officers"), std::pair("p", "powers")})
    feeds += fmt::format(R"({{"id":"{0}","dataset":"{1}","agency":"*","url":"feeds/{0}.jsonl","attests":{{"secrecy":"none","criminal":"none",)"
                         R"("security_risk":false,"series_case":"none","reviewed_by":"法制科","natural_persons":true,"by":"局",)"
                         R"("on":"2025-12-01","until":"2026-11-30"}}}},)",
                         id, dataset);
  put(folder + "/feeds.json", "[" + feeds + R"({"id":"d","dataset":"decisions","agency":"*","url":"feeds/d.jsonl"}])");
}

}  // namespace gongshi::bench
