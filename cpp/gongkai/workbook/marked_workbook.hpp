// A ledger as it was found, with its faulty cells marked, so that the office can mend its own file.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "gongkai/arrow/table.hpp"
#include "gongkai/base/date.hpp"
#include "gongkai/base/finding.hpp"

namespace gongkai {

/// A sheet as it was read: texts, null where a cell is empty.
struct FoundSheet {
  std::string name;
  const arrow::Table* cells = nullptr;
  int head = -1;       ///< the row of its header, from 0; -1 where none was found
  bool named = false;  ///< the header is the names of the columns and no row: Parquet
};

/// Where a finding stands: a place among the sheets and a cell from 0, -1 for what has none.
struct Spot {
  int sheet = -1;
  std::int64_t row = -1;
  int column = -1;
};

/// Writes a workbook of one ledger file: the findings in groups, then every sheet as text in the
/// rows and columns it stood in, a column of remarks behind. Faulty cells have the colour of what
/// is gravest there; the first ones have a note. `findings` have their messages, and a spot each.
/// The same input gives the same bytes. Throws WorkbookError; then the old file still stands.
void marked_workbook(const std::filesystem::path& path, const std::string& file, Date date,
                     std::span<const FoundSheet> sheets, std::span<const Finding* const> findings,
                     std::span<const Spot> spots);

}  // namespace gongkai
