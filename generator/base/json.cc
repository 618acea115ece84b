#include "base/json.h"

#include <set>
#include <vector>

#include "base/json_lines.h"

namespace gongshi {
namespace {

std::string place(std::string_view bytes, size_t offset, const std::string& where) {
  size_t line = 1;
  size_t column = 1;
  for (size_t i = 0; i < offset && i < bytes.size(); ++i) {
    if (bytes[i] == '\n') {
      ++line;
      column = 1;
    } else if ((static_cast<unsigned char>(bytes[i]) & 0xC0) != 0x80) {
      ++column;
    }
  }
  return where + ":" + std::to_string(line) + ":" + std::to_string(column);
}

/// True for text that stands in JSON as it is: ASCII without anything to escape, and characters of three
/// bytes, as nearly all Chinese is written.
bool stands_as_it_is(std::string_view text) {
  const auto byte = [&](size_t i) { return static_cast<unsigned char>(text[i]); };
  for (size_t i = 0; i < text.size();) {
    const unsigned char c = byte(i);
    if (c < 0x80) {
      if (c < 0x20 || c == '"' || c == '\\') return false;
      ++i;
    } else {
      const bool three = (c > 0xE0 && c < 0xED) || c == 0xEE || c == 0xEF;
      if (!three || i + 2 >= text.size() || (byte(i + 1) & 0xC0) != 0x80 || (byte(i + 2) & 0xC0) != 0x80) return false;
      i += 3;
    }
  }
  return true;
}

void append_text(const std::string& text, std::string& out) {
  if (stands_as_it_is(text)) {
    out.append("\"").append(text).append("\"");
  } else {
    out += Json(text).dump(-1, ' ', false, Json::error_handler_t::replace);
  }
}

/// What people who are used to another keyboard or language write at the place where the JSON ends.
const char* advice(std::string_view bytes, size_t offset) {
  const std::string_view rest = bytes.substr(std::min(offset, bytes.size()));
  std::string_view before = bytes.substr(0, std::min(offset, bytes.size()));
  while (!before.empty() && std::string_view(" \t\r\n").find(before.back()) != std::string_view::npos)
    before.remove_suffix(1);
  if (rest.empty()) return "到文件末尾还没有写完，请检查少了哪个括号、引号，或者注释没有结束。";
  if (rest.starts_with("#") || rest.starts_with("/") || before.ends_with("/") || rest.starts_with("<!"))
    return "注释只能写成 // 开头的一行。";
  if ((rest.starts_with("}") || rest.starts_with("]")) && before.ends_with(","))
    return "最后一项后面不要写逗号。";
  if (rest.starts_with("'")) return "引号要用双引号。";
  if (static_cast<unsigned char>(rest.front()) >= 0x80)
    return "引号、逗号、冒号和括号要用英文（半角）的，文字要写在引号里。";
  if (rest.starts_with("\"")) return "上一项后面少了逗号或者冒号。";
  return "请检查这一处的引号、逗号和括号。";
}

std::string_view next_part(std::string_view& path) {
  size_t dot = 0;  // paths are too short for a call to pay
  while (dot < path.size() && path[dot] != '.') ++dot;
  const std::string_view part = path.substr(0, dot);
  path = dot == path.size() ? std::string_view() : path.substr(dot + 1);
  return part;
}

std::string repeated_at(std::string_view bytes, const std::string& where) {
  const JsonLines lines(bytes);
  return where + ":" + std::to_string(lines.line(lines.repeated()));
}

}  // namespace

Result<Json> parse_config(std::string_view bytes, const std::string& where) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  std::vector<std::set<std::string>> keys;
  std::string duplicate;
  const auto watch = [&](int, Json::parse_event_t event, Json& parsed) {
    if (event == Json::parse_event_t::object_start) keys.emplace_back();
    if (event == Json::parse_event_t::object_end) keys.pop_back();
    if (event == Json::parse_event_t::key) {
      const auto& key = parsed.get_ref<const std::string&>();
      if (!keys.back().insert(key).second && duplicate.empty()) duplicate = key;
    }
    return true;
  };
  try {
    Json value = Json::parse(bytes.begin(), bytes.end(), watch, true, true);
    if (!duplicate.empty())
      return Error{"bad_config", "字段“" + duplicate + "”写了两次，请删去一个。", repeated_at(bytes, where)};
    return value;
  } catch (const Json::parse_error& error) {
    const size_t offset = error.byte > 0 ? error.byte - 1 : 0;
    return Error{"bad_config", std::string("不是正确的 JSON：") + advice(bytes, offset), place(bytes, offset, where)};
  }
}

void append_canonical(const Json& value, std::string& out) {
  switch (value.type()) {
    case Json::value_t::object: {
      char before = '{';
      for (const auto& [name, member] : value.get_ref<const Json::object_t&>()) {
        out += before;
        append_text(name, out);
        out += ':';
        append_canonical(member, out);
        before = ',';
      }
      out += before == '{' ? "{}" : "}";
      return;
    }
    case Json::value_t::array: {
      char before = '[';
      for (const auto& item : value.get_ref<const Json::array_t&>()) {
        out += before;
        append_canonical(item, out);
        before = ',';
      }
      out += before == '[' ? "[]" : "]";
      return;
    }
    case Json::value_t::string:
      append_text(value.get_ref<const std::string&>(), out);
      return;
    default:
      out += value.dump();
  }
}

std::string canonical(const Json& value) {
  std::string out;
  append_canonical(value, out);
  return out;
}

const Json* find_at(const Json& object, std::string_view path) {
  const Json* at = &object;
  while (!path.empty()) {
    if (!at->is_object()) return nullptr;
    const auto it = at->find(next_part(path));
    if (it == at->end()) return nullptr;
    at = &*it;
  }
  return at;
}

Json* find_at(Json& object, std::string_view path) {
  return const_cast<Json*>(find_at(static_cast<const Json&>(object), path));
}

std::string text_at(const Json& object, std::string_view path) {
  const Json* value = find_at(object, path);
  return value && value->is_string() ? value->get<std::string>() : std::string();
}

void set_at(Json& object, std::string_view path, Json value) {
  Json* at = &object;
  while (!path.empty()) at = &(*at)[std::string(next_part(path))];
  *at = std::move(value);
}

void erase_at(Json& object, std::string_view path) {
  Json* at = &object;
  for (;;) {
    const std::string_view part = next_part(path);
    if (!at->is_object()) return;
    if (path.empty()) {
      at->erase(std::string(part));
      return;
    }
    const auto it = at->find(part);
    if (it == at->end()) return;
    at = &*it;
  }
}

}  // namespace gongshi
