#include "site/targets.h"

#include <algorithm>

#include "base/json_lines.h"
#include "base/text.h"

namespace gongshi {
namespace {

constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
constexpr std::string_view kTargetKeys[] = {"id", "directory", "rsync", "rclone", "port", "purge", "purge_headers"};
constexpr std::pair<std::string_view, Target::Kind> kTargetKinds[] = {
    {"directory", Target::Kind::kDirectory}, {"rsync", Target::Kind::kRsync}, {"rclone", Target::Kind::kRclone}};

bool made_of(std::string_view text, std::string_view more) {
  return !text.empty() && text[0] != '-' && std::all_of(text.begin(), text.end(), [&](char c) {
    return kLetters.find(c) != std::string_view::npos || more.find(c) != std::string_view::npos;
  });
}

/// A path that a shell on another host takes for one word, with no step upwards.
bool plain_path(std::string_view path) {
  return path.size() > 1 && path[0] == '/' && made_of(path.substr(1), "/._-") && path.find("..") == std::string_view::npos;
}

/// What is wrong with the place, or "".
std::string bad_place(const Target& target) {
  switch (target.kind) {
    case Target::Kind::kDirectory:
      return plain_path(target.place) ? "" : "directory 要写绝对路径，只用英文字母、数字和 . _ - /，如 /srv/www/gongshi。";
    case Target::Kind::kRsync: {
      const size_t colon = target.place.find(':');
      const bool good = colon != std::string::npos && made_of(target.place.substr(0, colon), "@._-") &&
                        plain_path(std::string_view(target.place).substr(colon + 1));
      return good ? "" : "rsync 要写成 用户名@主机:/绝对路径，只用英文字母、数字和 . _ - /。";
    }
    case Target::Kind::kRclone: {
      const size_t colon = target.place.find(':');
      const bool good = colon != std::string::npos && colon > 0 && made_of(target.place.substr(0, colon), "_-") &&
                        target.place.find_first_of("\r\n") == std::string::npos;
      return good ? "" : "rclone 要写成 远端名:路径，如 oss:bucket/xzzfgs；远端用 RCLONE_CONFIG_ 开头的环境变量配置。";
    }
  }
  return "";
}

bool by_environment(const std::string& value) {
  return value.starts_with("env:") && made_of(std::string_view(value).substr(4), "_");
}

class TargetReader {
 public:
  TargetReader(std::vector<Target>& out, std::vector<Error>& errors) : out_(out), errors_(errors) {}

  void read(const Json& json, const std::string& where) {
    where_ = where;
    if (!json.is_object()) return bad("", "targets 的每一项要写成 { … }。");
    for (const auto& [key, value] : json.items()) {
      if (!one_of(kTargetKeys, key))
        return bad(key, "targets 里没有“" + key + "”这一项，请检查拼写。");
      if (key != "port" && key != "purge_headers" && !value.is_string()) return bad(key, "“" + key + "”要写成文字，用引号括起来。");
    }
    Target target;
    target.id = text_at(json, "id");
    if (!made_of(target.id, "-_") || target.id.size() > 40)
      return bad("id", "每个 target 要有 id，用英文字母、数字和连字符。");
    for (const Target& other : out_)
      if (other.id == target.id) return bad("id", "id “" + target.id + "”用了两次。");
    if (take_place(json, target) && take_port(json, target) && take_purge(json, target)) out_.push_back(std::move(target));
  }

 private:
  void bad(const std::string& key, const std::string& text) {
    errors_.push_back({"bad_config", text, key.empty() ? where_ : inside(where_, key)});
  }

  bool take_place(const Json& json, Target& target) {
    int places = 0;
    std::string key;
    for (const auto& [word, kind] : kTargetKinds)
      if (json.contains(word)) {
        ++places;
        key = word;
        target.kind = kind;
        target.place = text_at(json, word);
      }
    if (places != 1) return bad("", "每个 target 要写 directory、rsync、rclone 中的一个。"), false;
    const std::string wrong = bad_place(target);
    if (!wrong.empty()) bad(key, wrong);
    return wrong.empty();
  }

  bool take_port(const Json& json, Target& target) {
    if (!json.contains("port")) return true;
    const Json& port = json["port"];
    if (target.kind != Target::Kind::kRsync || !port.is_number_integer() || port < 1 || port > 65535)
      return bad("port", "port 是 ssh 的端口，只用于 rsync，写 1 到 65535 的整数。"), false;
    target.port = port.get<int>();
    return true;
  }

  bool take_purge(const Json& json, Target& target) {
    target.purge = text_at(json, "purge");
    if (!json.contains("purge_headers")) return true;
    const Json& headers = json["purge_headers"];
    if (!headers.is_object() || !target.purges_by_url())
      return bad("purge_headers", "purge_headers 写成 {名称: 值}，只用于网址。"), false;
    for (const auto& [name, value] : headers.items()) {
      if (!value.is_string() || !made_of(name, "-") || value.get<std::string>().find_first_of("\r\n") != std::string::npos)
        return bad("purge_headers", "purge_headers 的“" + name + "”要写成一行文字。"), false;
      const std::string lower = lowered(name);
      if ((contains(lower, "auth") || contains(lower, "token") || contains(lower, "key") || contains(lower, "cookie")) &&
          !by_environment(value.get<std::string>()))
        return bad("purge_headers", "“" + name + "”是口令，不能写在文件里，请写 env:变量名。"), false;
      target.purge_headers[name] = value.get<std::string>();
    }
    return true;
  }

  static std::string lowered(std::string text) {
    for (char& c : text)
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return text;
  }

  std::vector<Target>& out_;
  std::vector<Error>& errors_;
  std::string where_;
};

}  // namespace

std::string_view target_word(Target::Kind kind) {
  for (const auto& [word, known] : kTargetKinds)
    if (known == kind) return word;
  return "";
}

void read_targets(const Json& list, const std::string& where, std::vector<Target>& out, std::vector<Error>& errors) {
  if (!list.is_array()) {
    errors.push_back({"bad_config", "targets 要写成 [ … ]，里面每个目标写成 { … }。", where});
    return;
  }
  TargetReader reader(out, errors);
  for (size_t i = 0; i < list.size(); ++i) reader.read(list[i], inside(where, i));
}

void read_signing(const Json& json, const std::string& where, Signing& out, std::vector<Error>& errors) {
  const auto bad = [&](const std::string& text, const std::string& at) { errors.push_back({"bad_config", text, at}); };
  if (!json.is_object()) return bad("signing 要写成 {\"key\": 密钥文件, \"algorithm\": \"ed25519\"}。", where);
  for (const auto& [key, value] : json.items()) {
    if (key != "key" && key != "algorithm") return bad("signing 里没有“" + key + "”这一项，请检查拼写。", inside(where, key));
    if (!value.is_string()) return bad("“" + key + "”要写成文字，用引号括起来。", inside(where, key));
  }
  Signing signing{text_at(json, "key"), json.contains("algorithm") ? text_at(json, "algorithm") : out.algorithm};
  if (!by_environment(signing.key) && !signing.key.starts_with("/"))
    return bad("signing 的 key 写密钥文件的绝对路径，或者 env:变量名。", inside(where, "key"));
  if (signing.algorithm != "ed25519" && signing.algorithm != "sm2")
    return bad("signing 的 algorithm 只能是 ed25519 或者 sm2。", inside(where, "algorithm"));
  out = std::move(signing);
}

}  // namespace gongshi
