// From rows below a header to a ledger, for every source.
#pragma once

#include "gongkai/ledger/ledger.hpp"
#include "gongkai/ledger/rows.hpp"

namespace gongkai {

/// Types and checks; `faults` may hold what was found on the way to the header.
Checked<Ledger> read_body(const Schema& schema, const Body& body, const Terms& terms,
                          const Source& source, Faults faults);
/// A sheet as it is; `ragged`: cells beyond the header are faults of their rows.
Checked<Ledger> read_sheet(const Schema& schema, const arrow::Table& grid, const Terms& terms,
                           const Source& source, bool ragged);

}  // namespace gongkai
