#include "render/qr.h"

#include <qrencode.h>

#include <memory>

namespace gongshi {
namespace {

constexpr int kQuiet = 4;

struct FreeCode {
  void operator()(QRcode* code) const { QRcode_free(code); }
};

/// The dark runs of one row as strokes one module wide along its middle: half the bytes of filled shapes.
void add_row(std::string& path, const QRcode& code, int y) {
  const unsigned char* row = code.data + static_cast<ptrdiff_t>(y) * code.width;
  for (int x = 0, from = -1; x < code.width; ++x) {
    int end = x;
    while (end < code.width && (row[end] & 1) != 0) ++end;
    if (end == x) continue;
    path += from < 0 ? "M" + std::to_string(x + kQuiet) + " " + std::to_string(y + kQuiet) + ".5"
                     : "m" + std::to_string(x - from) + " 0";
    path += "h" + std::to_string(end - x);
    from = x = end;
  }
}

}  // namespace

Result<QrCode> qr_code(const std::string& text) {
  const std::unique_ptr<QRcode, FreeCode> code(
      QRcode_encodeString8bit(text.c_str(), 0, QR_ECLEVEL_M));
  if (!code) return Error{"bad_value", "网址太长，做不成二维码。", text};
  QrCode drawn;
  drawn.size = code->width + 2 * kQuiet;
  for (int y = 0; y < code->width; ++y) add_row(drawn.path, *code, y);
  return drawn;
}

}  // namespace gongshi
