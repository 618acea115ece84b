#include "base/packing.h"

#include <brotli/decode.h>
#include <brotli/encode.h>
#include <strings.h>
#include <zlib.h>

#include <cstring>
#include <memory>

namespace gongshi {
namespace {

constexpr int kGzipWindow = MAX_WBITS + 16;  // + 16: with a gzip header, whose time zlib leaves 0
constexpr int kGzipLevel = 6;
/// Pages are made every night: the step after which a better ratio costs ten times the time.
constexpr int kBrotliQuality = 5;
constexpr size_t kStep = 1 << 16;

Error unreadable() { return {"unreadable", "压缩文件不完整，或者解开后太大。", ""}; }

Bytef* input_of(std::string_view bytes) {
  return reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
}

struct FreeDecoder {
  void operator()(BrotliDecoderState* state) const { BrotliDecoderDestroyInstance(state); }
};

class GzipUnpacker : public Unpacker {
 public:
  GzipUnpacker() : usable_(inflateInit2(&stream_, kGzipWindow) == Z_OK) {}
  ~GzipUnpacker() override { inflateEnd(&stream_); }

  bool add(std::string_view packed, const Take& take) override {
    stream_.next_in = input_of(packed);
    stream_.avail_in = static_cast<uInt>(packed.size());
    while (usable_ && stream_.avail_in > 0) {
      if (whole_ && inflateReset(&stream_) != Z_OK) return false;  // RFC 1952: another member may follow
      whole_ = false;
      do {
        stream_.next_out = reinterpret_cast<Bytef*>(out_.data());
        stream_.avail_out = static_cast<uInt>(out_.size());
        const int state = inflate(&stream_, Z_NO_FLUSH);
        whole_ = state == Z_STREAM_END;
        if (state != Z_OK && state != Z_STREAM_END && state != Z_BUF_ERROR) return false;
        if (!take({out_.data(), out_.size() - stream_.avail_out})) return false;
      } while (stream_.avail_out == 0 && !whole_);
    }
    return usable_;
  }
  bool whole() const override { return whole_; }

 private:
  z_stream stream_{};
  std::string out_ = std::string(kStep, '\0');
  bool usable_, whole_ = false;
};

class BrotliUnpacker : public Unpacker {
 public:
  bool add(std::string_view packed, const Take& take) override {
    size_t left = packed.size();
    const uint8_t* next = input_of(packed);
    auto state = BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT;
    while (state == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT) {
      size_t room = out_.size();
      auto* to = reinterpret_cast<uint8_t*>(out_.data());
      state = BrotliDecoderDecompressStream(decoder_.get(), &left, &next, &room, &to, nullptr);
      if (!take({out_.data(), out_.size() - room})) return false;
    }
    whole_ = state == BROTLI_DECODER_RESULT_SUCCESS;
    return state != BROTLI_DECODER_RESULT_ERROR && left == 0;
  }
  bool whole() const override { return whole_; }

 private:
  std::unique_ptr<BrotliDecoderState, FreeDecoder> decoder_{BrotliDecoderCreateInstance(nullptr, nullptr, nullptr)};
  std::string out_ = std::string(kStep, '\0');
  bool whole_ = false;
};

}  // namespace

std::unique_ptr<Unpacker> Unpacker::of(std::string_view encoding) {
  const auto is = [&](const char* name) { return encoding.size() == std::strlen(name) && strncasecmp(encoding.data(), name, encoding.size()) == 0; };
  if (is("gzip") || is("x-gzip")) return std::make_unique<GzipUnpacker>();
  if (is("br")) return std::make_unique<BrotliUnpacker>();
  return nullptr;
}

std::string gzip_packed(std::string_view bytes) {
  z_stream stream{};
  deflateInit2(&stream, kGzipLevel, Z_DEFLATED, kGzipWindow, 9, Z_DEFAULT_STRATEGY);
  std::string out(deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = input_of(bytes);
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

std::string brotli_packed(std::string_view bytes) {
  size_t size = BrotliEncoderMaxCompressedSize(bytes.size());
  std::string out(size, '\0');
  BrotliEncoderCompress(kBrotliQuality, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_TEXT, bytes.size(),
                        input_of(bytes), &size, reinterpret_cast<uint8_t*>(out.data()));
  out.resize(size);
  return out;
}

Result<std::string> gzip_unpacked(std::string_view packed, size_t limit) {
  z_stream stream{};
  if (inflateInit2(&stream, kGzipWindow) != Z_OK) return unreadable();
  const std::unique_ptr<z_stream, int (*)(z_streamp)> end(&stream, inflateEnd);
  stream.next_in = input_of(packed);
  stream.avail_in = static_cast<uInt>(packed.size());
  std::string out;
  for (int state = Z_OK; state != Z_STREAM_END;) {
    const size_t have = out.size();
    if (have > limit) return unreadable();
    out.resize(have + kStep);
    stream.next_out = reinterpret_cast<Bytef*>(out.data() + have);
    stream.avail_out = kStep;
    state = inflate(&stream, Z_NO_FLUSH);
    out.resize(have + kStep - stream.avail_out);
    if (state != Z_STREAM_END && (state != Z_OK || out.size() == have)) return unreadable();
  }
  if (stream.avail_in != 0 || out.size() > limit) return unreadable();
  return out;
}

Result<std::string> brotli_unpacked(std::string_view packed, size_t limit) {
  const std::unique_ptr<BrotliDecoderState, FreeDecoder> decoder(
      BrotliDecoderCreateInstance(nullptr, nullptr, nullptr));
  size_t left = packed.size();
  const uint8_t* next = input_of(packed);
  std::string out;
  for (auto state = BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT; state != BROTLI_DECODER_RESULT_SUCCESS;) {
    const size_t have = out.size();
    if (have > limit || state != BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT) return unreadable();
    out.resize(have + kStep);
    size_t room = kStep;
    uint8_t* to = reinterpret_cast<uint8_t*>(out.data() + have);
    state = BrotliDecoderDecompressStream(decoder.get(), &left, &next, &room, &to, nullptr);
    out.resize(have + kStep - room);
  }
  if (left != 0 || out.size() > limit) return unreadable();
  return out;
}

}  // namespace gongshi
