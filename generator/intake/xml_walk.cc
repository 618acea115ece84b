#include "intake/xml_walk.h"

#include <orcus/sax_parser.hpp>

#include <exception>

#include "base/text.h"
#include "intake/xml_sound.h"

namespace gongshi {
namespace {

struct Stop {};

/// What liborcus calls.
class Handler : public orcus::sax_handler {
 public:
  explicit Handler(XmlVisitor& visitor) : visitor_(visitor) {}

  void doctype(const orcus::sax::doctype_declaration&) { throw Stop(); }
  void start_declaration(std::string_view) { attributes_.clear(); }
  void end_declaration(std::string_view) {
    const std::string encoding = nfkc(attributes_.get("encoding"));
    if (!encoding.empty() && encoding != "UTF-8" && encoding != "utf-8" && encoding != "utf8") throw Stop();
    attributes_.clear();
  }
  void start_element(const orcus::sax::parser_element& element) {
    visitor_.start(element.name, attributes_);
    attributes_.clear();
    if (!visitor_.go_on()) throw Stop();
  }
  void end_element(const orcus::sax::parser_element& element) {
    visitor_.end(element.name);
    attributes_.clear();
    if (!visitor_.go_on()) throw Stop();
  }
  void characters(std::string_view piece, bool) { visitor_.text(piece); }
  void attribute(const orcus::sax::parser_attribute& attribute) {
    attributes_.add(attribute.name, attribute.value);
  }

 private:
  XmlVisitor& visitor_;
  XmlAttributes attributes_;
};

}  // namespace

void XmlAttributes::add(std::string_view name, std::string_view value) {
  if (used_ == items_.size()) items_.emplace_back();
  items_[used_].first = name;
  items_[used_++].second = value;
}

std::string_view XmlAttributes::get(std::string_view name) const {
  for (size_t i = 0; i < used_; ++i)
    if (items_[i].first == name) return items_[i].second;
  return {};
}

Status walk_xml(std::string&& xml, XmlVisitor& visitor) {
  const Error broken{"unreadable", "Excel 文件的内容已经损坏，请用 Excel 打开并另存一份后报送。", ""};
  if (!valid_utf8(xml) || !xml_sound(xml)) return broken;
  // The parser looks a few characters ahead without asking whether they are there.
  const std::string padded = std::move(xml.append(16, ' '));
  Handler handler(visitor);
  try {
    orcus::sax_parser<Handler> parser(padded.data(), padded.size(), handler);
    parser.parse();
  } catch (const Stop&) {
    return visitor.go_on() ? Status(broken) : Status();
  } catch (const std::exception&) {
    return broken;
  }
  return {};
}

}  // namespace gongshi
