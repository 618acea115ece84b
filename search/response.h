#pragma once

#include <string>
#include <utility>
#include <vector>

namespace gongshi {

/// What the server sends back: a body in memory or an open file.
struct Response {
  int status = 200;
  std::string type = "text/plain; charset=utf-8";
  std::string body;
  int file = -1;  ///< open for reading, closed by whoever sends it; -1 for none
  unsigned long long file_size = 0;
  std::vector<std::pair<std::string, std::string>> headers;  ///< besides type and security headers
};

/// A sentence as a plain page.
Response sentence_response(int status, std::string sentence);

/// The media type of a file name; application/octet-stream when it is not known.
std::string media_type(const std::string& name);

}  // namespace gongshi
