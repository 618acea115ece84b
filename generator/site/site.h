#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/fs.h"
#include "base/json.h"
#include "base/json_lines.h"
#include "site/definition.h"
#include "site/screens.h"
#include "site/targets.h"

namespace gongshi {

/// An agency's statement for rows that carry no flag of their own (feeds.json `attests`).
/// Values are kept as written; rules read them.
struct Attestation {
  Json flags;  ///< secrecy, criminal, security_risk, series_case
  std::string reviewed_by;
  bool natural_persons = false;
  std::string by;
  std::string document;
  Date on;
  Date until;
};

/// One entry of feeds.json.
struct FeedConfig {
  std::string id;
  std::string dataset;
  std::vector<std::string> agencies;  ///< codes; {"*"} for every agency
  std::string url;                    ///< http, https, sftp, file, or a path made absolute
  std::string format = "auto";
  std::string preset = "native";  ///< name, or the absolute path of a mapping file
  stdfs::path mapping;            ///< the mapping file behind the preset; empty for native
  stdfs::path presets;            ///< where the built-in mapping files stand, for their `extends`
  Json values = Json::object();   ///< field → {written: word}, as in a mapping file
  bool delta = false;
  std::string encoding;
  std::string sheet;  ///< of a workbook; empty for the first that is not hidden
  std::map<std::string, std::string> headers;  ///< values may be `env:NAME`
  std::optional<Attestation> attests;
  int stale_after_days = 7;
  std::string where;          ///< the place in feeds.json, for errors
  int patience_seconds = 30;  ///< how long the source may be silent or hardly send before it is given up

  bool speaks_for(const std::string& agency) const;
};

/// A medium or place where the site's information is shown (公示载体).
struct Carrier {
  std::string kind;   ///< 政府网站, 公示栏, …: carrier_kinds()
  std::string name;   ///< what it is called, where that says more
  std::string place;  ///< address of the page, or where in the building it stands
};

/// Something to be reported or made public by a day of every year or quarter.
struct Filing {
  enum class Step { kSubmit, kPublish };  ///< to a superior; to everybody
  std::string id, title;
  std::string to;      ///< who gets it
  std::string source;  ///< where that is written
  Step step = Step::kSubmit;
  bool quarterly = false;
  int month = 1;        ///< of the year after the one reported; of no meaning for a quarter
  int day = 31;         ///< of that month; of the month after a quarter
  int remind_days = 15; ///< from how many days before it is a matter for a person
};

/// One entry of a list that decisions are told apart by in the annual report: the first whose words stand
/// in the text. Counts then hold the label, never a word of the record.
struct CountClass {
  std::string label;
  std::vector<std::string> words;
};

/// A field of administration whose decisions are made public first (重点领域率先公示).
struct KeyArea {
  std::string label;
  std::vector<std::string> agencies;  ///< codes
};

/// site.json, typed. Unknown keys are an error of `check`.
struct SiteConfig {
  std::string name;
  std::string authority;
  std::string region_code;
  std::string base_url;
  std::string site_id_code;
  std::string icp;
  std::string public_security_record;
  Json contacts = Json::object();  ///< address, phone, email, postcode
  std::string theme = "dian";
  std::vector<std::string> rule_sets = {"national", "ndrc-36"};
  std::string annual_layout = "v11";
  int suppress_below = 5;  ///< smaller numbers of what a site adds to the statutory tables are hidden
  std::vector<std::string> places;             ///< streets and towns that the annual report tells apart
  std::map<std::string, std::string> regions;  ///< region code → name
  Json columns = Json::object();  ///< dataset → sentence where nobody has such a matter
  bool rehearsal = false;
  int kiosk_max_days = 3;
  int64_t minor_fine_fen = 0;  ///< `minor_fine` (元): a fine below it is 较低数额 for samr-45
  int keep_releases = 3;
  bool sm3 = false;       ///< SM3 of every file beside its SHA-256 (GB/T 32905)
  bool compress = false;  ///< a .gz and a .br beside each text file of a release
  bool static_search = true;  ///< the index goes out beside the site, for hosts that run no program
  std::vector<Carrier> carriers;
  std::vector<Filing> filings;    ///< as configured; filings_of adds what the law demands anyway
  std::vector<KeyArea> key_areas;
  std::vector<Screen> screens;  ///< electronic screens of service halls
  std::vector<Target> targets;
  Signing signing;
  std::string health_file;  ///< where monitoring reads how the night went; empty: nowhere
};

/// A line of the webmaster's files, with the place it stands at.
struct SiteLine {
  Json json;
  std::string where;  ///< withdrawals.jsonl:3
};

/// A site folder, read and checked, with the built-in definitions, rules, calendars and annual
/// layouts beneath it.
struct Site {
  stdfs::path dir;     ///< the site folder
  stdfs::path share;   ///< where the built-in content/, templates/ and themes/ stand
  SiteConfig config;
  std::vector<FeedConfig> feeds;                         ///< in the order of feeds.json
  std::map<std::string, DatasetDefinition> datasets;     ///< by dataset
  std::map<std::string, DatasetDefinition> figures;      ///< of feeds that bring no records: declared
  std::vector<CountClass> violations;                    ///< violations.json
  std::map<std::string, Json> rule_sets;                 ///< by id, raw; rules reads them
  std::map<int, Json> calendar;                          ///< by year: {"holidays":[…],"workdays":[…]}
  std::map<std::string, Json> annual_layouts;            ///< by id, raw; report reads them
  std::vector<SiteLine> reviews, withdrawals, corrections, confirmations, declared;
  /// Lines of those files that are no JSON object. They do not stop the site from being used: taking
  /// down must not wait until somebody has mended a line.
  std::vector<Error> line_mistakes;
  std::vector<Error> notes;  ///< what `check` should say without failing
  /// Rule sets of the site folder as they were written, with the file each stands in.
  std::vector<SiteLine> own_rule_sets;
  std::map<std::string, JsonLines> lines;  ///< by file as errors name it

  /// The error with file and line where its place is `file.json#/…`.
  Error located(Error error) const;
  const DatasetDefinition* definition(const std::string& dataset) const;
  const FeedConfig* feed(const std::string& id) const;
  /// The file as the site folder has it, else the built-in one: `templates/x.html`, `themes/…`,
  /// `content`-level `pages/…`. Empty when neither has it.
  stdfs::path resource(const std::string& relative) const;
  /// Finds the mapping file behind a feed's preset: `presets/<name>.json` of the site folder or the
  /// built-in one. False for a name nobody knows.
  bool find_preset(FeedConfig& feed) const;
  /// The Markdown pages below `pages/` (site files over built-in ones): address without `.html` → path, `rules/hall` for
  /// pages/rules/hall.md, sorted.
  std::map<std::string, stdfs::path> pages(const Fs& fs) const;
  /// Every file under `relative` (site files over built-in ones): name → path, names sorted.
  std::map<std::string, stdfs::path> resources(const Fs& fs, const std::string& relative) const;
};

/// Reads a site folder. All mistakes are collected, each with file and line or field; an empty list
/// beside a site means it may be used.
struct LoadedSite {
  Site site;
  std::vector<Error> errors;
};
LoadedSite load_site(const Fs& fs, const stdfs::path& dir, const stdfs::path& share);

/// Reads the webmaster's lines of a site folder into a site, in place of those it has.
void read_lines(const Fs& fs, const stdfs::path& dir, Site& site, std::vector<Error>& errors);

/// Appends one line to a webmaster's file of the site folder (`withdrawals.jsonl`, …).
Status append_line(Fs& fs, const stdfs::path& site_dir, const std::string& file, const Json& line);

}  // namespace gongshi
