#pragma once

#include <string>
#include <vector>

#include "base/file_sink.h"
#include "export/partition.h"
#include "render/catalogue.h"
#include "rules/public_record.h"
#include "site/site.h"

namespace gongshi {

/// One file below `/data/`, as the package and the pages name it.
struct DataFile {
  std::string path;    ///< relative to data/: `decisions/2026-03/decisions-2026-03.csv`
  std::string format;  ///< csv, jsonl, json, xlsx
  std::string title;
  size_t bytes = 0;
  std::string digest;  ///< SHA-256 in hexadecimal
  Json schema;         ///< of a CSV: a Frictionless table schema; else null
};

/// The files of one month of a dataset (or all of it), which say the same in several formats.
struct DataPart {
  std::string name;   ///< 2026-03 or all
  std::string label;  ///< 2026年3月, 全部
  size_t records = 0;
  std::vector<DataFile> files;
};

/// A dataset, or one of the tables of 双公示.
struct DataGroup {
  std::string label;
  std::string page;  ///< where its page goes, relative to data/: `decisions/index.html`
  std::vector<DataPart> parts;  ///< newest month first
  size_t records() const;
};

/// Writes CSV, JSON Lines and XLSX of every dataset and month, and the CSV of 双公示, as far as the sink wants
/// them; returns what stands there, in the order of the definitions.
Result<std::vector<DataGroup>> write_data_files(const Site& site, const Edition& edition, const Catalogue& catalogue,
                                                FileSink& sink);

/// Writes one file below data/, unless it was taken over, and returns what the package says of it.
Result<DataFile> put_data_file(FileSink& sink, DataFile file, const std::string& bytes);

}  // namespace gongshi
