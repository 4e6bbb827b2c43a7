// Checks over the columns of one ledger, after its cells are typed.
#pragma once

#include "gongkai/ledger/columns.hpp"
#include "gongkai/ledger/faults.hpp"
#include "gongkai/ledger/terms.hpp"

namespace gongkai {

/// Joins the key where it has several columns, finds the first row of each, and says where a key
/// stands twice (ledger.key).
void index_keys(Columns& columns, Faults& faults);
/// Cells that must be filled, alone or with another (ledger.blank, ledger.column).
void check_blanks(const Columns& columns, Faults& faults);
/// Applicants whose name speaks for another kind than the one given (ledger.choice).
void check_applicants(const Columns& columns, const Terms& terms, Faults& faults);
/// Dates that cannot follow each other as they do (ledger.order).
void check_order(const Columns& columns, Faults& faults);

}  // namespace gongkai
