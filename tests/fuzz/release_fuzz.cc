// What `verify` reads of a copy that somebody else may have touched: release.json and the lists.
#include "base/text.h"
#include "fuzz/must.h"
#include "release/manifest.h"
#include "release/signature.h"

using namespace gongshi;
using namespace gongshi::test;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto list = parse_list(bytes, "files.sha256");
  if (list.ok()) {
    must(list_text(*list) == bytes, "a list that is taken is one that is written so");
    for (const auto& [path, digest] : *list) must(path.front() != '/' && path.find("..") == std::string::npos, "a list names files below it");
  } else {
    must(valid_utf8(list.error().text), "a refused list has a reason");
  }
  const auto manifest = Manifest::parse(bytes, "release.json");
  if (manifest.ok()) {
    must(is_release_id(manifest->release), "a release has an id");
    must(Manifest::parse(manifest->json(), "release.json").ok(), "what is written can be read");
  } else {
    must(valid_utf8(manifest.error().text), "a refused manifest has a reason");
  }
  must(!SignatureKey::read_private(bytes, "key").ok() || !bytes.empty(), "no key is made of nothing");
  (void)SignatureKey::read_public(bytes, "key").ok();
  return 0;
}
