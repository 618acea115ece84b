#pragma once

#include <random>
#include <string>
#include <vector>

#include "rules/detectors.h"

namespace gongshi::test {

/// Personal data in a labelled sentence: code points.
struct Span {
  size_t from, to;
  std::string kind;  ///< identity, phone, bank, plate, passport, email, account, address, health, name
};
struct Labelled {
  std::string text;
  std::vector<Span> spans;
  bool markdown = false;
};

/// The sentences of a file in tests/rules/data.
std::vector<Labelled> labelled_file(const std::string& name);
/// `count` sentences, half with fictional personal data, half look-alikes, the same for the same seed.
std::vector<Labelled> drawn_sentences(unsigned seed, size_t count);
/// A finding's kind as the files name it.
const char* span_kind(PersonalKind kind);

}  // namespace gongshi::test
