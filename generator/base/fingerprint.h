#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/scan_text.h"

namespace gongshi {

/// What a forbidden value is. The letters are stored; never change one.
enum class FingerprintKind : char {
  kIdentity = 'i',  ///< identity, passport or other certificate number of a person
  kPhone = 'p',
  kBank = 'b',
  kPlate = 'v',
  kEmail = 'e',
  kNumber = 'd',  ///< document number or id of a record
  kName = 'n',    ///< name of a natural person
  kAddress = 'a',
  kText = 't',  ///< 24 characters of free text
};

/// A forbidden value by its length and keyed hash: it can be looked for and not read.
struct Fingerprint {
  FingerprintKind kind = FingerprintKind::kText;
  uint16_t length = 0;  ///< folded code points
  uint64_t hash = 0;    ///< of the whole value
  uint64_t tail = 0;    ///< of its last few code points, by which a scan finds candidates

  auto operator<=>(const Fingerprint&) const = default;

  /// The form in which STATE keeps it: `n3.1f…`, hexadecimal, with the tail only where it differs.
  std::string text() const;
  static std::optional<Fingerprint> parse(std::string_view text);
};

/// A name of so few characters is no proof by itself: it counts only near its own record.
inline constexpr uint16_t kShortName = 3;
/// Length of the runs of free text that may not reappear.
inline constexpr size_t kTextRun = 24;

/// Makes fingerprints: a polynomial hash modulo 2^61-1 whose base is secret, derived from `key`.
class Fingerprinter {
 public:
  explicit Fingerprinter(std::string_view key);

  /// The fingerprints of one value of a record; none where the value is too short to be told from
  /// ordinary text (numbers under 6 characters, names under 2, free text under 24).
  std::vector<Fingerprint> of(FingerprintKind kind, std::string_view value) const;

 private:
  friend class FingerprintScanner;
  Fingerprint make(FingerprintKind kind, std::u32string_view value) const;
  uint64_t hash(std::u32string_view points) const;
  /// Length of the tail by which values of this length are looked up.
  static size_t tail_length(size_t length);

  uint64_t base_ = 0;
};

struct FingerprintHit {
  size_t index = 0;   ///< of the fingerprint in the scanner's list
  size_t offset = 0;  ///< byte where the value begins
  auto operator<=>(const FingerprintHit&) const = default;
};

/// Looks for many fingerprints at once; the cost of a scan hardly depends on how many there are, and
/// beside the list itself one takes about eight bytes. Constant once built, so several threads may scan.
class FingerprintScanner {
 public:
  /// `list` must outlive this. It may hold the same fingerprint several times: each is reported.
  FingerprintScanner(const Fingerprinter& fingerprinter, std::span<const Fingerprint> list);

  /// A value the public may see in its own right. A fingerprint that lies inside it is not reported
  /// where it stands inside a whole occurrence of it.
  void allow(std::string_view public_value);
  /// True when the fingerprint lies inside some allowed value.
  bool in_allowed(size_t index) const { return containers_.contains(index); }

  /// Every place where a value stands, read in every way of scan_texts, sorted, none twice.
  std::vector<FingerprintHit> scan(std::string_view bytes) const;
  /// The same without regard to allowed values.
  std::vector<FingerprintHit> scan_all(std::string_view bytes) const;
  /// Calls `take` with the place in the list of every fingerprint that stands in one plain value, perhaps
  /// more than once; what stands beside it does not matter.
  void each_in(std::string_view value, const std::function<void(size_t index)>& take) const;

 private:
  /// Where a fingerprint stands in an allowed value.
  struct Container {
    uint64_t beside;  ///< the characters before and after it in there
    std::u32string text;
    size_t begin;
  };
  struct Containers {
    std::vector<Container> each;  ///< by `beside`, so that few are looked at
    bool very_many = false;       ///< and none kept
  };
  /// The fingerprints whose tails are of one length.
  struct Tails {
    size_t length = 0;
    uint64_t power = 1;             ///< base to the length
    std::vector<uint32_t> order;    ///< places in the list, by tail
    std::vector<uint32_t> buckets;  ///< by the uppermost bits of a tail: where they begin in `order`
    int shift = 0;                  ///< from a tail to its bucket
    std::vector<uint64_t> seen;     ///< a sieve before the buckets: a word for each tail, and three bits in it
  };
  /// The fingerprints that one kind of reading (with or without hyphens between digits) looks for.
  using Group = std::vector<Tails>;

  Group group_of(bool digits) const;
  void fill(Tails& tails) const;
  std::vector<FingerprintHit> scan_texts_of(std::string_view bytes, bool heed_allowed) const;
  std::vector<FingerprintHit> scan_window(std::string_view bytes, bool heed_allowed) const;
  std::vector<uint64_t> sums_of(const ScanText& text) const;
  template <class Found>
  void find_in(const Group& group, const std::vector<uint64_t>& sums, const Found& found) const;
  template <class Found>
  void find_in_value(std::string_view value, const Found& found) const;
  bool stands_free(size_t index, const ScanText& text, size_t begin) const;
  bool is_allowed(size_t index, const ScanText& text, size_t begin) const;
  static std::span<const Container> standing_beside(const Containers& known, uint64_t beside);

  Fingerprinter fingerprinter_;
  std::span<const Fingerprint> list_;
  std::vector<uint64_t> powers_;  ///< base to the n, up to the longest value
  Group plain_;
  Group digits_;  ///< identity, phone and bank numbers, read without hyphens between digits
  std::unordered_map<size_t, Containers> containers_;
};

}  // namespace gongshi
