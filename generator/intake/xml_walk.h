#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace gongshi {

/// The attributes of an element, by local name.
class XmlAttributes {
 public:
  void clear() { used_ = 0; }
  void add(std::string_view name, std::string_view value);
  /// The value, or "" where there is none.
  std::string_view get(std::string_view name) const;

 private:
  std::vector<std::pair<std::string, std::string>> items_;  ///< kept for their memory
  size_t used_ = 0;
};

/// Is told of the elements of an XML document in order; names are local, without prefix.
class XmlVisitor {
 public:
  virtual ~XmlVisitor() = default;
  virtual void start(std::string_view name, const XmlAttributes& attributes) = 0;
  virtual void end(std::string_view name) = 0;
  /// A piece of text, entities decoded; one text may come in pieces.
  virtual void text(std::string_view piece) = 0;
  /// False to stop, after a fault.
  virtual bool go_on() const { return true; }
};

/// Walks through a part of an XLSX with liborcus's parser. UTF-8 only, no document type (and so no
/// entities of its own). `xml` is consumed. The error (`unreadable`) is for XML that is broken.
Status walk_xml(std::string&& xml, XmlVisitor& visitor);

}  // namespace gongshi
