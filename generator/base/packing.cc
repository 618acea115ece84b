#include "base/packing.h"

#include <brotli/decode.h>
#include <brotli/encode.h>
#include <zlib.h>

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

}  // namespace

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
