// A sheet as it is, and the tables that stand on it.
#pragma once

#include <cstdint>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "gongkai/ledger/ledger.hpp"

namespace gongkai {

/// Cells made one: first and last row, first and last column, from 0.
struct Merge {
  std::int64_t top = 0, bottom = 0, left = 0, right = 0;
};

/// What a cell shows where its text says less: 2022.10 of the number 2022.1; row and column from 0.
struct ShownCell {
  std::int64_t row = 0, column = 0;
  std::string text;
};

struct Sheet {
  std::string name;                       ///< "" where there is none
  const arrow::Table* grid;               ///< columns without names, headers among the cells
  std::vector<Merge> merges = {};         ///< cells but the first are empty
  std::vector<std::int64_t> hidden = {};  ///< rows from 0, ascending
  bool visible = true;
  bool ragged = false;  ///< columns without a header cell are cells too many (csv)
  std::vector<ShownCell> shown = {};
  arrow::Table* spent = nullptr;  ///< `grid`, where nobody needs a column once it has been typed
};

/// A table on a sheet: its header is [header, first), its body [first, end); titles stand from
/// `top` on.
struct SheetTable {
  std::int64_t header = -1, first = 0, end = 0;
  std::size_t left = 0, right = 0;   ///< its columns
  std::vector<std::string> headers;  ///< by column from `left`
  std::set<std::string> matched;     ///< fields that a header names
  std::size_t missing = 0;           ///< required fields that none names
  std::int64_t top = 0;
};

/// The tables on a sheet that have a header with columns of the ledger, from the top; a header that
/// is printed again is no new table. Empty where no row names a column.
std::vector<SheetTable> find_tables(const Schema& schema, const Sheet& sheet, const Terms& terms);

/// A ledger from the sheets of one file. The visible table that lacks fewest required columns is
/// read, and every further one that is whole and has the same columns; all else is said
/// (ledger.skipped). A row's number is that of its sheet. Throws DataError where the headers were
/// lost on saving.
Checked<Ledger> read_sheets(const Schema& schema, std::span<const Sheet> sheets, const Terms& terms,
                            const Source& source);

}  // namespace gongkai
