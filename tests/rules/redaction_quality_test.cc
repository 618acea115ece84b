// How well the detectors do on the labelled corpora of tests/rules/data (issue 4, proof 4).
#include <iostream>
#include <map>
#include <random>
#include <sstream>

#include "base/text.h"
#include "rules/detectors.h"
#include "support/catch.h"
#include "support/scratch.h"
#include "rules/labelled.h"

using namespace gongshi;
using namespace gongshi::test;

namespace {

struct Score {
  int spans = 0, found = 0, findings = 0, right = 0;
};

/// A span is found when every character of it is hidden; a finding is right when it touches a span and
/// takes no more than one character beside it.
void rate(const Labelled& sentence, std::map<std::string, Score>& scores, std::vector<std::string>& misses) {
  const Examination seen = examine(sentence.text, Setting{}, sentence.markdown);
  for (const Span& span : sentence.spans) {
    Score& score = scores[span.kind];
    ++score.spans;
    size_t hidden = 0;
    for (const Finding& f : seen.findings)
      hidden += std::max<long>(0, static_cast<long>(std::min(f.to, span.to)) - static_cast<long>(std::max(f.from, span.from)));
    if (hidden == span.to - span.from) ++score.found;
    else misses.push_back("missed " + span.kind + ": " + sentence.text);
  }
  for (const Finding& f : seen.findings) {
    Score& score = scores[span_kind(f.kind)];
    ++score.findings;
    bool right = false;
    for (const Span& span : sentence.spans)
      right = right || (f.from < span.to && span.from < f.to && f.from + 1 >= span.from && f.to <= span.to + 1);
    if (right) ++score.right;
    else misses.push_back("wrong " + std::string(span_kind(f.kind)) + ": " + sentence.text);
  }
  for (const Doubt& doubt : seen.doubts)
    if (doubt.reason == "redaction_unsure") misses.push_back("unsure: " + sentence.text);
}

double share(int part, int whole) { return whole == 0 ? 1.0 : static_cast<double>(part) / whole; }

std::string table(const std::map<std::string, Score>& scores) {
  std::ostringstream out;
  out << "kind       spans  found  recall  findings  right  precision\n";
  for (const auto& [kind, s] : scores) {
    char line[120];
    std::snprintf(line, sizeof line, "%-10s %5d  %5d  %5.1f%%  %8d  %5d  %8.1f%%\n", kind.c_str(), s.spans, s.found,
                  100 * share(s.found, s.spans), s.findings, s.right, 100 * share(s.right, s.findings));
    out << line;
  }
  return out.str();
}

void check_quality(const std::map<std::string, Score>& scores) {
  Score all;
  for (const auto& [kind, s] : scores) {
    INFO(kind);
    if (s.spans > 0) {
      const bool words = kind == "name" || kind == "address" || kind == "health";
      CHECK(share(s.found, s.spans) >= (words ? 0.98 : 1.0));
    }
    all.findings += s.findings;
    all.right += s.right;
  }
  CHECK(share(all.right, all.findings) >= 0.95);
}

std::map<std::string, Score> rate_all(const std::vector<Labelled>& sentences) {
  std::map<std::string, Score> scores;
  std::vector<std::string> misses;
  for (const auto& sentence : sentences) rate(sentence, scores, misses);
  for (const auto& miss : misses) std::cout << miss << "\n";
  std::cout << table(scores) << std::flush;
  return scores;
}

struct Doubts {
  int yes = 0, found = 0, no = 0, wrong = 0;
};

Doubts doubts_of(const char* file, const std::string& reason) {
  Doubts out;
  Setting setting;
  setting.year = 2026;
  for (const auto& passage : labelled_file(file)) {
    const auto doubts = examine(passage.text, setting).doubts;
    const bool held = std::any_of(doubts.begin(), doubts.end(), [&](const Doubt& d) { return d.reason == reason; });
    const bool wanted = !passage.spans.empty();
    (wanted ? out.yes : out.no) += 1;
    out.found += wanted && held;
    out.wrong += !wanted && held;
    if (wanted != held) std::cout << (held ? "wrongly held: " : "not held: ") << passage.text << "\n";
  }
  std::cout << file << ": " << out.found << " of " << out.yes << " held, " << out.wrong << " of " << out.no << " wrongly\n";
  return out;
}

}  // namespace

TEST_CASE("the labelled sentences are redacted as they should be") {
  const auto sentences = labelled_file("redaction_sentences.jsonl");
  REQUIRE(sentences.size() >= 600);
  std::cout << "redaction_sentences.jsonl\n";
  check_quality(rate_all(sentences));
}

TEST_CASE("names without a role and numbers in disguise are redacted to the character and words like them stay") {
  const auto sentences = labelled_file("redaction_gaps.jsonl");
  REQUIRE(sentences.size() >= 120);
  std::cout << "redaction_gaps.jsonl\n";
  check_quality(rate_all(sentences));
  for (const auto& sentence : sentences)
    for (const Finding& f : examine(sentence.text, Setting{}, sentence.markdown).findings) {
      INFO(sentence.text);
      if (f.kind != PersonalKind::kName) continue;
      CHECK(std::any_of(sentence.spans.begin(), sentence.spans.end(),
                        [&](const Span& span) { return span.from == f.from && span.to == f.to; }));
    }
}

TEST_CASE("sentences drawn by a generator are redacted as they should be") {
  const unsigned seed = 20261121;
  std::cout << "300 sentences drawn with seed " << seed << "\n";
  check_quality(rate_all(drawn_sentences(seed, 300)));
}

TEST_CASE("passages about particular minors are held and the bare offence is not") {
  REQUIRE(labelled_file("minor_passages.jsonl").size() >= 150);
  const Doubts doubts = doubts_of("minor_passages.jsonl", "minor_suspected");
  CHECK(share(doubts.found, doubts.yes) >= 0.98);
  CHECK(share(doubts.wrong, doubts.no) <= 0.05);
}

TEST_CASE("materials that call themselves internal are held and ordinary words are not") {
  const Doubts doubts = doubts_of("secrecy_passages.jsonl", "secrecy_suspected");
  CHECK(doubts.found == doubts.yes);
  CHECK(share(doubts.wrong, doubts.no) <= 0.05);
}
