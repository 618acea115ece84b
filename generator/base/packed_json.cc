#include "base/packed_json.h"

#include <cstdint>
#include <cstring>

namespace gongshi {
namespace {

// An object: how many members, for each where its name and its value begin (from the object's first byte),
// then names and values, each value followed by the next member's name. Members are sorted by name. A value
// is its kind and then a string's own bytes, an object in this form, or JSON.
constexpr char kText = 's', kObject = 'o', kOther = 'j';
constexpr size_t kNumber = sizeof(uint32_t);

void put_number(std::string& bytes, size_t at, size_t value) {
  const auto number = static_cast<uint32_t>(value);
  std::memcpy(bytes.data() + at, &number, kNumber);
}

size_t stored_at(std::string_view bytes, size_t at) {
  uint32_t number = 0;
  std::memcpy(&number, bytes.data() + at, kNumber);
  return number;
}

void append(const Json& object, std::string& bytes) {
  const size_t begin = bytes.size();
  bytes.resize(begin + kNumber * (1 + 2 * object.size()));
  put_number(bytes, begin, object.size());
  size_t entry = begin + kNumber;
  for (const auto& [name, value] : object.get_ref<const Json::object_t&>()) {
    put_number(bytes, entry, bytes.size() - begin);
    bytes += name;
    put_number(bytes, entry + kNumber, bytes.size() - begin);
    entry += 2 * kNumber;
    if (value.is_string()) {
      bytes += kText;
      bytes += value.get_ref<const std::string&>();
    } else if (value.is_object()) {
      bytes += kObject;
      append(value, bytes);
    } else {
      bytes += kOther;
      append_canonical(value, bytes);
    }
  }
}

/// An object in packed form.
class Members {
 public:
  explicit Members(std::string_view bytes) : bytes_(bytes) {}
  size_t size() const { return bytes_.empty() ? 0 : stored_at(bytes_, 0); }
  std::string_view name(size_t i) const { return bytes_.substr(begin(2 * i), begin(2 * i + 1) - begin(2 * i)); }
  std::string_view value(size_t i) const {
    const size_t end = i + 1 < size() ? begin(2 * i + 2) : bytes_.size();
    return bytes_.substr(begin(2 * i + 1), end - begin(2 * i + 1));
  }
  /// The value of this name, or "".
  std::string_view find(std::string_view wanted) const {
    size_t low = 0, high = size();
    while (low < high) {
      const size_t middle = (low + high) / 2;
      if (NameLess()(name(middle), wanted)) low = middle + 1;
      else high = middle;
    }
    return low < size() && name(low) == wanted ? value(low) : std::string_view();
  }

 private:
  size_t begin(size_t number) const { return stored_at(bytes_, kNumber * (1 + number)); }
  std::string_view bytes_;
};

/// The value at a dotted path, or "".
std::string_view value_at(std::string_view bytes, std::string_view path) {
  for (;;) {
    const size_t dot = path.find('.');
    const std::string_view found = Members(bytes).find(path.substr(0, dot));
    if (dot == path.npos) return found;
    if (found.empty() || found.front() != kObject) return {};
    bytes = found.substr(1);
    path.remove_prefix(dot + 1);
  }
}

Json unpack(std::string_view bytes);

Json unpack_value(std::string_view value) {
  if (value.empty()) return {};
  const std::string_view rest = value.substr(1);
  if (value.front() == kText) return std::string(rest);
  return value.front() == kObject ? unpack(rest) : Json::parse(rest);
}

Json unpack(std::string_view bytes) {
  Json object = Json::object();
  auto& members = object.get_ref<Json::object_t&>();
  const Members packed(bytes);
  for (size_t i = 0; i < packed.size(); ++i)
    members.emplace_hint(members.end(), std::string(packed.name(i)), unpack_value(packed.value(i)));
  return object;
}

}  // namespace

PackedJson::PackedJson(const Json& object) {
  if (!object.is_object() || object.empty()) return;
  std::string bytes;
  append(object, bytes);
  bytes_ = std::string(bytes);  // no more memory than it needs
}

std::string_view PackedJson::text(std::string_view path) const {
  const std::string_view value = value_at(bytes_, path);
  return !value.empty() && value.front() == kText ? value.substr(1) : std::string_view();
}

Json PackedJson::value(std::string_view path) const { return unpack_value(value_at(bytes_, path)); }

Json PackedJson::unpacked() const { return unpack(bytes_); }

}  // namespace gongshi
