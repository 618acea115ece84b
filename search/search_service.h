#pragma once

#include <map>
#include <string>

#include "search/releases.h"
#include "search/response.h"

namespace gongshi {

/// Turns an address and its parameters into an answer from the current release: a file, the page of
/// a search, or its JSON. Safe to be called from several threads.
class SearchService {
 public:
  using Parameters = std::map<std::string, std::string>;

  SearchService(const Site& site, Releases& releases) : site_(site), releases_(releases) {}

  /// True for what must be searched for; everything else is a file.
  static bool is_search(const std::string& path, const Parameters& parameters);
  Response search(const std::string& path, const Parameters& parameters) const;
  /// `parameters` go along where the address is redirected.
  Response file(const std::string& path, const Parameters& parameters) const;
  /// What is said when too many searches wait.
  static Response busy();

 private:
  /// What a search is answered with.
  enum class Form { kPage, kJson, kCsv, kAtom };
  static Form form_of(const std::string& path);
  Response search_in(const ServedRelease& release, Form form, const Parameters& parameters) const;
  static Response completed(const ServedRelease& release, const Parameters& parameters);

  const Site& site_;
  Releases& releases_;
};

}  // namespace gongshi
