// A ledger to be filled in: headers with notes, lists to choose from, an example, and what is
// known.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <variant>
#include <vector>

#include "gongkai/base/date.hpp"
#include "gongkai/ledger/schema.hpp"

namespace gongkai {

/// What stands in a cell; nothing where it is blank.
using Entry = std::variant<std::monostate, std::string, std::int64_t, double, Date>;

struct LedgerForm {
  std::string ledger, body;
  int year = 0;
  std::vector<std::string> notes;  ///< one a column of the schema, at its header
  std::vector<Entry> example;      ///< one a column; the first cell is marked, so that it is no row
  std::vector<std::vector<Entry>> rows;  ///< below the example
};

/// Writes the workbook: the ledger in one sheet, protected but for its rows, and a hidden one with
/// the lists that are too long for a cell. The same input gives the same bytes. Throws DataError:
/// "ledger units: 5 notes, expected 6"; WorkbookError, and then the old file still stands.
void ledger_workbook(const std::filesystem::path& path, const LedgerForm& form);

}  // namespace gongkai
