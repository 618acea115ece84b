#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/fs.h"
#include "base/result.h"
#include "rules/public_record.h"
#include "site/site.h"

namespace gongshi {

/// A file that Markdown pages or records link to or show, as it may go out.
struct Attachment {
  std::string path;  ///< in the web root: `files/guide.pdf`, `images/badge.svg`
  std::string bytes;
};

/// The files below `pages/files/` of the site folder: pictures (png, jpeg, webp, svg) without
/// metadata, documents (pdf, docx, xlsx) whose words were read and hold nothing personal. And those
/// below `images/`, pictures only, which records name.
struct Attachments {
  std::vector<Attachment> files;  ///< sorted by path
  /// What does not go out, and why (`bad_file`): `check` tells them; pages show only the words of
  /// links to them.
  std::vector<Error> refused;

  bool has(std::string_view path) const;
};

/// Reads and examines them all.
Attachments read_attachments(const Fs& fs, const Site& site);

/// Those of a release: of the pictures below `images/` the ones that a record of it names, in every size, or that a
/// page, a template or a theme of the site mentions. The photo of an officer who is not shown lies in the same folder.
Attachments public_attachments(const Fs& fs, const Site& site, const Edition& edition);

}  // namespace gongshi
