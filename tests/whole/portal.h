#pragma once

#include <xapian.h>

#include <fstream>

#include "night/edition.h"
#include "night/night.h"
#include "release/switch.h"
#include "support/catch.h"
#include "support/scratch.h"

namespace gongshi::test {

/// A site folder copied into a scratch directory, with its own OUT and STATE, run as the program runs
/// it.
class Portal {
 public:
  Portal(const std::string& folder, const char* as_of) : as_of_(*Date::parse(as_of)) {
    std::filesystem::copy(std::filesystem::path(GONGSHI_SOURCE_DIR) / folder, scratch_ / "site",
                          std::filesystem::copy_options::recursive);
  }

  std::unique_ptr<Workspace> open() {
    Workspace::Failure failure;
    auto work = Workspace::open(fs_, {scratch_ / "site", out(), out() / "state", GONGSHI_SOURCE_DIR, as_of_},
                                Workspace::Access::kWrite, failure);
    for (const auto& error : failure.errors) FAIL(error.where << " " << error.text);
    return work;
  }

  /// One nightly; its report, and the exit code it ends with.
  NightReport night(ExitCode* exit = nullptr) {
    auto work = open();
    Night night(*work, "nightly");
    for (const Status& status : {night.pull({}, {}), night.build(), night.audit_and_publish(), night.take_stock(),
                                 night.write_report()})
      if (!status) FAIL(status.error().where << " " << status.error().text);
    if (exit) *exit = night.exit();
    return night.report();
  }

  const std::filesystem::path out() const { return scratch_ / "out"; }
  const Scratch& folder() const { return scratch_; }
  void set_day(const char* as_of) { as_of_ = *Date::parse(as_of); }

  /// Path → bytes of everything readers can fetch.
  std::map<std::string, std::string> served() const {
    namespace stdfs = std::filesystem;
    std::map<std::string, std::string> files;
    const auto root = stdfs::canonical(out() / "current/site");
    for (const auto& entry : stdfs::recursive_directory_iterator(
             root, stdfs::directory_options::follow_directory_symlink))
      if (entry.is_regular_file()) files[entry.path().lexically_relative(root).string()] = slurp(entry.path());
    return files;
  }

  /// Every term and every document's data of the index.
  std::string indexed() const {
    std::string text;
    const Xapian::Database db((std::filesystem::canonical(out() / "current") / "index").string());
    for (auto it = db.allterms_begin(); it != db.allterms_end(); ++it) text += *it + "\n";
    for (auto it = db.postlist_begin(""); it != db.postlist_end(""); ++it)
      text += db.get_document(*it).get_data() + "\n";
    return text;
  }

 private:
  Scratch scratch_;
  DiskFs fs_;
  Date as_of_;
};

}  // namespace gongshi::test
