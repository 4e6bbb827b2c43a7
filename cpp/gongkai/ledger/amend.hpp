// Amending: one row of a ledger written anew, without reading the others again.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "gongkai/ledger/ledger.hpp"

namespace gongkai {

/// Cells by column id, as an office would write them: {"answered": "2022-09-30"}; "" clears one.
using CellTexts = std::map<std::string, std::string, std::less<>>;

/// The ledger with those cells of one row, and what is wrong with that row as it stands now.
/// Columns that do not change are shared with the ledger it was made from. Throws DataError:
/// "ledger applications has no column 'colour'", "applications: 'case_no' names the row, it cannot
/// be amended", "applications: row 12 of 10".
Checked<Ledger> amend(const Ledger& ledger, std::int64_t row, const CellTexts& values,
                      const Terms& terms);

/// That row alone, as a ledger of one.
Ledger only(const Ledger& ledger, std::int64_t row);

}  // namespace gongkai
