// Checks over the columns of one ledger, after its cells are typed.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "gongkai/ledger/columns.hpp"
#include "gongkai/ledger/faults.hpp"
#include "gongkai/ledger/terms.hpp"

namespace gongkai {

/// Joins the key where it has several columns, finds the first row of each, and says where a key
/// stands twice (ledger.key).
void index_keys(Columns& columns, Faults& faults);
/// The rows of one table, with the name that tells each of its columns in all tables.
struct PartCells {
  const arrow::Table& cells;
  std::span<const std::int64_t> rows;
  std::vector<std::string> names;
};
/// Rows of a ledger without a key that are the same in every cell (ledger.key): each one where it
/// is counted as a thing of its own, else how many there are.
void check_twice(const Columns& columns, std::span<const PartCells> parts, Faults& faults);
/// Cells that must be filled, alone or with another (ledger.blank, ledger.column).
void check_blanks(const Columns& columns, Faults& faults);
/// Applicants whose name speaks for another kind than the one given (ledger.choice).
void check_applicants(const Columns& columns, const Terms& terms, Faults& faults);
/// Dates that cannot follow each other as they do (ledger.order).
void check_order(const Columns& columns, Faults& faults);

}  // namespace gongkai
