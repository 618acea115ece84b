#include "proof/needles.h"

#include <zlib.h>

#include <algorithm>
#include <cstring>

namespace gongshi::proof {
namespace {

constexpr size_t kHead = 6;           // bytes: two Han characters
constexpr size_t kFewestDigits = 6;
constexpr size_t kDigest = 32;        // hexadecimal digits in a row that are no number

uint64_t head_of(const char* bytes) {
  uint64_t head = 0;
  std::memcpy(&head, bytes, kHead);
  return head;
}
size_t pair_of(const char* bytes) { return static_cast<unsigned char>(bytes[0]) * 256U + static_cast<unsigned char>(bytes[1]); }
size_t bit_of(uint64_t head) { return static_cast<size_t>((head * 0x9E3779B97F4A7C15u) >> 40); }

bool digit(unsigned char c) { return c >= '0' && c <= '9'; }
bool hex(unsigned char c) { return digit(c) || (c >= 'a' && c <= 'f'); }

/// The digits of a value and the X of an identity number; "" where it has too few to be a number.
std::string digits_of(const std::string& value) {
  std::string out;
  for (const char c : value) {
    if (digit(static_cast<unsigned char>(c))) out += c;
    else if (c == 'X' || c == 'x') out += 'x';
    else return {};
  }
  return out.size() >= kFewestDigits ? out : std::string();
}

/// A character of UTF-8 that may part the digits of one number, or stand for one: its length in bytes, and
/// the digit (or x) in `is`, 0 for a parting one.
size_t number_part(std::string_view bytes, size_t at, char* is) {
  const auto c = static_cast<unsigned char>(bytes[at]);
  *is = 0;
  if (digit(c)) return *is = static_cast<char>(c), 1;
  if (c == 'x' || c == 'X') return *is = 'x', 1;
  if (c == ' ' || c == '-' || c == '*') return 1;
  if (bytes.substr(at, 2) == "\u00A0") return 2;
  const std::string_view three = bytes.substr(at, 3);
  if (three == "\u200B" || three == "\u200C" || three == "\u200D" || three == "\uFEFF" || three == "\u2060") return 3;
  if (three.size() == 3 && c == 0xEF && static_cast<unsigned char>(three[1]) == 0xBC) {
    const auto last = static_cast<unsigned char>(three[2]);
    if (last >= 0x90 && last <= 0x99) return *is = static_cast<char>('0' + last - 0x90), 3;
    if (last == 0xB8) return *is = 'x', 3;  // Ｘ
    if (last == 0x8D) return 3;             // －
  }
  if (three == "\uFF58") return *is = 'x', 3;  // ｘ
  for (const std::string_view tag : {"<em>", "</em>", "<strong>", "</strong>", "<code>", "</code>"})
    if (bytes.substr(at).starts_with(tag)) return tag.size();
  return 0;
}

/// Every number in the bytes without what parts its digits, each on a line; hexadecimal digests are left out.
std::string numbers_in(std::string_view bytes) {
  std::string out;
  for (size_t i = 0; i < bytes.size();) {
    char is = 0;
    const size_t size = number_part(bytes, i, &is);
    if (size == 0 || is == 0) {
      ++i;
      continue;
    }
    size_t end = i;
    while (end < bytes.size() && hex(static_cast<unsigned char>(bytes[end]))) ++end;
    if (end - i >= kDigest) {
      i = end;
      continue;
    }
    const size_t begin = out.size();
    for (size_t more = size; more > 0 && i < bytes.size(); i += more) {
      more = number_part(bytes, i, &is);
      if (more > 0 && is) out += is;
    }
    if (out.size() - begin < kFewestDigits) out.resize(begin);
    else out += '\n';
  }
  return out;
}

uint32_t little(const std::string& bytes, size_t at, size_t size) {
  uint32_t value = 0;
  for (size_t i = 0; i < size && at + i < bytes.size(); ++i) value |= static_cast<uint32_t>(static_cast<unsigned char>(bytes[at + i])) << (8 * i);
  return value;
}

std::string inflated(const char* data, size_t size, size_t whole) {
  std::string out(whole, '\0');
  z_stream stream{};
  if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) return {};
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(data));
  stream.avail_in = static_cast<uInt>(size);
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  inflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  inflateEnd(&stream);
  return out;
}

}  // namespace

void Needles::note(const std::string& text, size_t owner, Index& index) {
  const auto known = index.owners.find(text);
  if (known != index.owners.end()) return known->second.push_back(owner);
  const uint64_t head = head_of(text.data());
  auto& sizes = index.sizes[head];
  if (std::find(sizes.begin(), sizes.end(), text.size()) == sizes.end()) sizes.push_back(text.size());
  index.pairs[pair_of(text.data())] = true;
  index.heads[bit_of(head)] = true;
  index.owners[values_.emplace_back(text)] = {owner};
}

void Needles::add(const std::string& value, size_t owner) {
  if (value.size() < kHead) return;
  if (const std::string digits = digits_of(value); !digits.empty()) note(digits, owner, numbers_);
  else note(value, owner, plain_);
}

void Needles::scan(std::string_view bytes, const Index& index, std::vector<Hit>& out) const {
  for (size_t i = 0; i + kHead <= bytes.size(); ++i) {
    if (!index.pairs[pair_of(bytes.data() + i)]) continue;
    const uint64_t head = head_of(bytes.data() + i);
    if (!index.heads[bit_of(head)]) continue;
    const auto sizes = index.sizes.find(head);
    if (sizes == index.sizes.end()) continue;
    for (const size_t size : sizes->second) {
      const auto found = size <= bytes.size() - i ? index.owners.find(bytes.substr(i, size)) : index.owners.end();
      if (found == index.owners.end()) continue;
      for (const size_t owner : found->second) out.push_back({owner, std::string(found->first), i});
    }
  }
}

std::vector<Needles::Hit> Needles::in(std::string_view bytes) const {
  std::vector<Hit> out;
  scan(bytes, plain_, out);
  scan(numbers_in(bytes), numbers_, out);
  return out;
}

std::string unpacked(const std::string& bytes) {
  if (!bytes.starts_with("PK\x03\x04")) return bytes;
  std::string out;
  size_t at = bytes.rfind("PK\x05\x06");
  if (at == bytes.npos) return bytes;
  const uint32_t parts = little(bytes, at + 10, 2);
  at = little(bytes, at + 16, 4);
  for (uint32_t i = 0; i < parts; ++i) {
    const uint32_t packed = little(bytes, at + 20, 4), whole = little(bytes, at + 24, 4), name = little(bytes, at + 28, 2);
    const uint32_t local = little(bytes, at + 42, 4);
    const size_t data = local + 30 + little(bytes, local + 26, 2) + little(bytes, local + 28, 2);
    out += bytes.substr(at + 46, name) + "\n";
    out += little(bytes, at + 10, 2) == 0 ? bytes.substr(data, whole) : inflated(bytes.data() + data, packed, whole);
    out += "\n";
    at += 46 + name + little(bytes, at + 30, 2) + little(bytes, at + 32, 2);
  }
  return out;
}

std::string page_text(std::string_view html) {
  static constexpr std::pair<std::string_view, char> kReferences[] = {
      {"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&#39;", '\''}, {"&apos;", '\''}};
  std::string out;
  bool tag = false;
  for (size_t i = 0; i < html.size(); ++i) {
    if (html[i] == '<') tag = true;
    if (!tag) {
      const auto* reference = std::find_if(std::begin(kReferences), std::end(kReferences),
                                           [&](const auto& known) { return html.substr(i).starts_with(known.first); });
      if (reference == std::end(kReferences)) {
        out += html[i];
      } else {
        out += reference->second;
        i += reference->first.size() - 1;
      }
    }
    if (html[i] == '>') tag = false;
  }
  return out;
}

}  // namespace gongshi::proof
