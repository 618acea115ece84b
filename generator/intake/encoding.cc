#include "intake/encoding.h"

#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <fstream>

#include "base/text.h"

namespace gongshi {

struct EncodingName {
  std::string_view spelling;  ///< lower case, without hyphens and underscores
  const char* icu;
  std::string_view shown;
};

namespace {

constexpr size_t kBlock = 1 << 18;
constexpr UChar kDamageChar = 0xFDD0;

constexpr std::string_view kUtf8 = "UTF-8";

// GBK and GB2312 are read as GB18030, which contains them.
constexpr std::array<EncodingName, 9> kEncodings = {{
    {"utf8", "UTF-8", "UTF-8"},
    {"utf16le", "UTF-16LE", "UTF-16LE"},
    {"utf16be", "UTF-16BE", "UTF-16BE"},
    {"utf16", "UTF-16LE", "UTF-16LE"},
    {"gb18030", "gb18030", "GB18030"},
    {"gbk", "gb18030", "GB18030"},
    {"gb2312", "gb18030", "GB18030"},
    {"cp936", "gb18030", "GB18030"},
    {"euccn", "gb18030", "GB18030"},
}};

const EncodingName* name_of(std::string_view encoding) {
  std::string plain;
  for (const char c : encoding)
    if (c != '-' && c != '_' && c != ' ')
      plain += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  const auto at = std::find_if(kEncodings.begin(), kEncodings.end(),
                               [&](const EncodingName& name) { return name.spelling == plain; });
  return at == kEncodings.end() ? nullptr : &*at;
}

}  // namespace

bool knows_encoding(std::string_view name) { return name_of(name) != nullptr; }

namespace {

/// What a byte order mark says: the encoding's spelling and the mark's length.
std::pair<std::string_view, size_t> byte_order_mark(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) return {"utf8", 3};
  if (bytes.starts_with("\xFF\xFE")) return {"utf16le", 2};
  if (bytes.starts_with("\xFE\xFF")) return {"utf16be", 2};
  return {"", 0};
}

/// How many bytes from the beginning are well-formed UTF-8.
size_t clean_prefix(std::string_view bytes) {
  size_t bad = 0;
  return valid_utf8(bytes, &bad) ? bytes.size() : bad;
}

/// UTF-16 without a mark: the ASCII of headers, commas and digits leaves zero bytes on one side.
std::string_view utf16_by_zeros(std::string_view head) {
  size_t zeros[2] = {0, 0};
  for (size_t i = 0; i < head.size(); ++i)
    if (head[i] == '\0') ++zeros[i % 2];
  // A few stray zeros in what is UTF-8 otherwise are damage; UTF-16 of nothing but ASCII has half.
  if (zeros[0] + zeros[1] < head.size() / 4 && head.size() - clean_prefix(head) < 4) return "";
  if (zeros[1] > 2 * zeros[0] && zeros[1] > head.size() / 50) return "utf16le";
  if (zeros[0] > 2 * zeros[1] && zeros[0] > head.size() / 50) return "utf16be";
  return "";
}

}  // namespace

/// The file, block by block.
class TextSource::Blocks {
 public:
  Blocks(const stdfs::path& file, size_t skip) : in_(file, std::ios::binary), offset_(skip) {
    in_.seekg(static_cast<std::streamoff>(skip));
  }
  bool open() const { return in_.is_open(); }
  bool broken() const { return in_.bad(); }
  uint64_t offset() const { return offset_; }  ///< of the next block

  /// The next block; empty at the end.
  std::string_view next() {
    buffer_.resize(kBlock);
    in_.read(buffer_.data(), static_cast<std::streamsize>(kBlock));
    buffer_.resize(static_cast<size_t>(in_.gcount()));
    offset_ += buffer_.size();
    return buffer_;
  }

 private:
  std::ifstream in_;
  std::string buffer_;
  uint64_t offset_;
};

/// An ICU converter that notes the offsets of what it cannot decode.
class TextSource::Decoder {
 public:
  explicit Decoder(const char* icu) {
    UErrorCode status = U_ZERO_ERROR;
    converter_ = ucnv_open(icu, &status);
    ucnv_setToUCallBack(converter_, &Decoder::on_damage, this, nullptr, nullptr, &status);
    good_ = U_SUCCESS(status);
  }
  ~Decoder() { ucnv_close(converter_); }
  Decoder(const Decoder&) = delete;
  Decoder& operator=(const Decoder&) = delete;

  bool good() const { return good_; }
  const std::vector<uint64_t>& damage() const { return damage_; }
  uint64_t wide() const { return wide_; }  ///< characters decoded from U+0800 on

  /// Appends the text of `bytes`, which stand at `offset` in the file.
  void feed(std::string_view bytes, uint64_t offset, bool last, std::string& out) {
    const char* source = bytes.data();
    block_ = source;
    offset_ = offset;
    for (bool more = true; more;) {
      UChar* target = units_.data() + held_;
      UErrorCode status = U_ZERO_ERROR;
      ucnv_toUnicode(converter_, &target, units_.data() + units_.size(), &source,
                     bytes.data() + bytes.size(), nullptr, last, &status);
      more = status == U_BUFFER_OVERFLOW_ERROR;
      flush(static_cast<size_t>(target - units_.data()), last && !more, out);
    }
  }

 private:
  static void on_damage(const void* context, UConverterToUnicodeArgs* args, const char*, int32_t length,
                        UConverterCallbackReason reason, UErrorCode* status) {
    if (reason > UCNV_IRREGULAR) return;  // reset, close or clone
    auto* self = const_cast<Decoder*>(static_cast<const Decoder*>(context));
    const auto at = static_cast<int64_t>(self->offset_) + (args->source - self->block_) - length;
    self->damage_.push_back(static_cast<uint64_t>(std::max<int64_t>(at, 0)));
    *status = U_ZERO_ERROR;
    ucnv_cbToUWriteUChars(args, &kDamageChar, 1, 0, status);
  }

  /// Writes the decoded units; half a surrogate pair at the end waits for its other half.
  void flush(size_t size, bool last, std::string& out) {
    size_t ready = size;
    if (!last && ready > 0 && U16_IS_LEAD(units_[ready - 1])) --ready;
    for (size_t i = 0; i < ready; ++i) wide_ += units_[i] >= 0x800 && units_[i] != kDamageChar;
    icu::UnicodeString(false, units_.data(), static_cast<int32_t>(ready)).toUTF8String(out);
    held_ = size - ready;
    if (held_) units_[0] = units_[ready];
  }

  UConverter* converter_ = nullptr;
  bool good_ = false;
  std::array<UChar, 8192> units_;
  size_t held_ = 0;
  const char* block_ = nullptr;
  uint64_t offset_ = 0;
  std::vector<uint64_t> damage_;
  uint64_t wide_ = 0;
};

/// How to read the file, found by reading it once.
struct TextSource::Plan {
  const EncodingName* name = nullptr;
  size_t skip = 0;
  std::vector<uint64_t> damage;
  bool empty = false;
};

/// True when the whole file is well-formed UTF-8: nearly all are, and then need no decoding.
bool TextSource::is_clean_utf8(const stdfs::path& file, size_t skip) {
  Blocks blocks(file, skip);
  std::string held;  // the beginning of a character whose rest is in the next block
  for (;;) {
    const std::string_view block = blocks.next();
    if (block.empty()) return held.empty() && !blocks.broken();
    std::string joined;
    std::string_view bytes = block;
    if (!held.empty()) bytes = joined = held + std::string(block);
    const size_t clean = clean_prefix(bytes);
    if (bytes.size() - clean >= 4) return false;
    held = bytes.substr(clean);
  }
}

/// Decodes the whole file once to see what it cannot be.
std::unique_ptr<TextSource::Decoder> TextSource::scan(const stdfs::path& file, size_t skip,
                                                      const char* icu) {
  Blocks blocks(file, skip);
  auto decoder = std::make_unique<Decoder>(icu);
  std::string text;
  for (bool last = false; !last;) {
    const uint64_t offset = blocks.offset();
    const std::string_view block = blocks.next();
    last = block.empty();
    decoder->feed(block, offset, last, text);
    text.clear();
  }
  return decoder;
}

Result<TextSource::Plan> TextSource::plan(const stdfs::path& file, const std::string& encoding) {
  if (!encoding.empty() && !name_of(encoding))
    return Error{"bad_config",
                 "不支持编码“" + encoding + "”，可以用 UTF-8、UTF-16、GB18030（含 GBK、GB2312）。",
                 file.string()};
  Blocks first(file, 0);
  if (!first.open()) return Error{"unreadable", "文件打不开，请检查路径和权限。", file.string()};
  const std::string head(first.next());
  if (head.starts_with(std::string_view("\xFF\xFE\0\0", 4)))
    return Error{"unreadable", "文件是 UTF-32 编码，请另存为 UTF-8。", file.string()};

  const auto mark = byte_order_mark(head);
  Plan out;
  out.skip = mark.second;
  out.empty = head.size() == mark.second;
  std::string_view wanted = mark.first;
  if (wanted.empty() && !encoding.empty()) wanted = name_of(encoding)->spelling;
  if (wanted.empty()) wanted = utf16_by_zeros(head);
  out.name = name_of(wanted.empty() ? "utf8" : wanted);
  if (out.name->shown == kUtf8 && is_clean_utf8(file, out.skip)) return out;
  const auto decoded = scan(file, out.skip, out.name->icu);
  out.damage = decoded->damage();
  // Damaged UTF-8 still decodes mostly into wide characters; GBK read as UTF-8 hardly ever does.
  if (!wanted.empty() || out.damage.empty() || decoded->wide() > out.damage.size()) return out;
  const auto gb = scan(file, out.skip, name_of("gb18030")->icu);
  if (gb->damage().size() < out.damage.size() && gb->wide() > gb->damage().size()) {
    out.name = name_of("gb18030");
    out.damage = gb->damage();
  }
  return out;
}

TextSource::TextSource() = default;
TextSource::~TextSource() = default;

Result<std::unique_ptr<TextSource>> TextSource::open(const stdfs::path& file,
                                                     const std::string& encoding) {
  GONGSHI_ASSIGN(Plan how, plan(file, encoding));
  std::unique_ptr<TextSource> source(new TextSource);
  source->blocks_ = std::make_unique<Blocks>(file, how.skip);
  if (!source->blocks_->open())
    return Error{"unreadable", "文件打不开，请检查路径和权限。", file.string()};
  source->encoding_ = how.name->shown;
  source->empty_ = how.empty;
  const bool as_it_is = how.damage.empty() && source->encoding_ == kUtf8;
  if (!as_it_is) {
    source->decoder_ = std::make_unique<Decoder>(how.name->icu);
    if (!source->decoder_->good())
      return Error{"internal", "ICU 缺少 " + source->encoding_ + " 的转换表，请检查 libicu 的安装。",
                   file.string()};
  }
  source->damage_ = std::move(how.damage);
  return source;
}

std::optional<uint64_t> TextSource::first_damage() const {
  return damage_.empty() ? std::nullopt : std::optional<uint64_t>(damage_.front());
}

bool TextSource::refill() {
  while (true) {
    text_.clear();
    at_ = 0;
    const uint64_t offset = blocks_->offset();
    const std::string_view block = blocks_->next();
    if (decoder_) {
      decoder_->feed(block, offset, block.empty(), text_);
    } else {
      text_ = block;
    }
    if (!text_.empty()) return true;
    if (block.empty()) return false;
  }
}

std::string_view TextSource::head() {
  if (at_ == text_.size()) refill();
  return std::string_view(text_).substr(at_);
}

std::string_view TextSource::block() {
  if (at_ == text_.size() && !refill()) return {};
  const std::string_view rest = std::string_view(text_).substr(at_);
  at_ = text_.size();
  return rest;
}

bool TextSource::line(std::string_view& out, size_t longest) {
  line_.clear();
  if (at_ == text_.size() && !refill()) return false;
  for (bool first = true;; first = false) {
    const size_t end = text_.find('\n', at_);
    out = std::string_view(text_).substr(at_, end == std::string::npos ? end : end - at_);
    at_ = end == std::string::npos ? text_.size() : end + 1;
    const bool whole = end != std::string::npos;
    if (first && whole) break;
    line_ += out.substr(0, longest + 1 - std::min(line_.size(), longest + 1));
    out = line_;
    if (whole || !refill()) break;
  }
  out = out.substr(0, longest + 1);
  return true;
}

std::optional<uint64_t> TextSource::damage_in(std::string_view row) {
  std::optional<uint64_t> first;
  if (damage_.empty()) return first;
  for (size_t at = row.find(kDamage); at != std::string_view::npos; at = row.find(kDamage, at + 3)) {
    if (!first) first = damage_[std::min(damage_seen_, damage_.size() - 1)];
    ++damage_seen_;
  }
  return first;
}

}  // namespace gongshi
