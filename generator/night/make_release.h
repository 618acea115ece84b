#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "night/workspace.h"
#include "release/manifest.h"
#include "rules/public_record.h"

namespace gongshi {

/// Renders, exports and indexes an edition into a finished release beside the current one, with its
/// annual reports made from the count rows of STATE. Readers see nothing of it before publish. What would
/// come out as in the release `like` is taken over from there; with "" everything is made anew.
Result<Manifest> make_release(Workspace& work, const Edition& edition, const std::string& like);

/// The same for an edition that is another release made smaller: its annual reports, which name no
/// record, are carried over as they are.
Result<Manifest> make_smaller_release(Workspace& work, const Edition& edition, const std::string& from_release);

/// What a release shows, read back from its sealed views, file by file and line by line: nothing but the
/// record at hand is held. What `record` returns other than success ends the reading. Partitions that the release
/// `unlike` has as well, the same to the byte, are left out.
Status each_shown(Workspace& work, const std::string& release, const std::function<Status(PublicRecord&&)>& record,
                  const std::function<Status(Tombstone&&)>& stone, const std::string& unlike = "");

/// All of it at once, in the order of the addresses.
Result<Edition> read_edition(Workspace& work, const std::string& release);

}  // namespace gongshi
