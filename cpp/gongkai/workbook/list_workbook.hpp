// One list as a workbook: a title, a head that stays, and rows that are coloured by how they stand.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "gongkai/workbook/ledger_workbook.hpp"
#include "gongkai/workbook/style.hpp"

namespace gongkai {

struct ListRow {
  std::vector<Entry> cells;  ///< a cell for each head
  Look look = Look::body;
};

struct List {
  std::string name, title, note, body;  ///< of the sheet; above the list; whose it is
  Date date;                            ///< of count
  std::vector<std::string> heads;
  std::vector<ListRow> rows;
};

/// The same input gives the same bytes. Throws WorkbookError, and the old file still stands;
/// DataError: "list: a row of 3 cells, expected 4".
void list_workbook(const std::filesystem::path& path, const List& list);

}  // namespace gongkai
