#pragma once

#include <string>

#include "base/result.h"

namespace gongshi {

/// A QR code for drawing: one path in units of modules, to be stroked one module wide in a square of
/// `size` modules that includes the quiet zone of four on each side.
struct QrCode {
  std::string path;
  int size = 0;
};

/// The code of an address (level M, the smallest version that holds it). Error `bad_value` when it
/// is too long.
Result<QrCode> qr_code(const std::string& text);

}  // namespace gongshi
