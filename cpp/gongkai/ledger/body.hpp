// From rows below a header to a ledger, for every source.
#pragma once

#include "gongkai/ledger/ledger.hpp"
#include "gongkai/ledger/rows.hpp"

namespace gongkai {

/// Types and checks the rows of one body, or of several end to end; `faults` may hold what was
/// found on the way to their headers. Without a body every required column is missing.
Checked<Ledger> read_bodies(const Schema& schema, std::span<const Body> bodies, const Terms& terms,
                            const Source& source, Faults faults);

/// A table whose rows stand on several sheets: the number of each row, and the name of its sheet.
Checked<Ledger> read_rows(const Schema& schema, const arrow::Table& raw, const Terms& terms,
                          const Source& source, std::span<const std::int64_t> origin,
                          std::span<const std::string> sheets);

}  // namespace gongkai
