#pragma once

#include <string>
#include <vector>

#include "base/json.h"
#include "base/result.h"

namespace gongshi {

/// A service window as a board and a sign call it. Without an officer it stands closed, with a note
/// that says where to go.
struct ScreenWindow {
  std::string number;   ///< 1, A3
  std::string officer;  ///< certificate number, or empty
  std::string note;     ///< 请到 1 号、2 号窗口办理
  std::string where;    ///< place in site.json
};

/// One part of a screen's loop.
struct ScreenPart {
  /// decisions, events (hearings, lotteries …), plans, windows, remedies, figures, notice
  std::string kind;
  std::string title;     ///< over the slides; each kind has its own where none is written
  int count = 20;        ///< at most so many records
  std::string category;  ///< of decisions; empty for all
  std::string page;      ///< of a notice: name of a page of the site (pages/<name>.md)
  std::string text;      ///< of a notice: Markdown
  std::vector<ScreenWindow> windows;
};

/// An electronic screen of a hall (site.json `screens`): screen/<id>.html.
struct Screen {
  std::string id;
  std::string hall;                   ///< what stands in its head; the site's name where empty
  std::vector<std::string> agencies;  ///< codes; none: all
  int width = 1920, height = 1080;    ///< of the board, in px
  double inches = 55;                 ///< its diagonal
  double distance = 5;                ///< from which it is read, in metres
  bool led = false;                   ///< a board of few, large points: one record a slide
  std::vector<ScreenPart> loop;

  /// The smallest text that is read from the distance, in px of the board: a 200th of the distance as
  /// height (5 m: 25 mm).
  int smallest_text() const;
  bool shows(const std::string& agency) const;
};

/// The loop of a screen that names none: decisions, events, windows, remedies, figures.
std::vector<ScreenPart> usual_loop();

/// Reads `screens` of site.json; every mistake (`bad_config`) is added with its place in the file.
void read_screens(const Json& json, const std::string& where, std::vector<Screen>& screens,
                  std::vector<Error>& errors);

}  // namespace gongshi
