// Which column of a file is which field.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "gongkai/ledger/faults.hpp"
#include "gongkai/ledger/terms.hpp"

namespace gongkai {

/// A header as it is named in findings: trimmed, without the line breaks inside.
std::string one_line(std::string_view header);

/// Nothing but question marks: what is left of a header saved in an encoding without its letters.
bool is_lost(std::string_view text);

/// By field of the schema: the column taken for it, -1 where none is. `is_empty(column)` says
/// whether a column has no filled cell, `whole` is the origin of the sheet's findings. Findings:
/// ledger.column missing, unknown, nameless, lost, alias; ledger.header twice. A missing `unit` is
/// left to the check over all ledgers.
std::vector<int> match_headers(const Schema& schema, const Terms& terms,
                               std::span<const std::string> headers,
                               const std::function<bool(int)>& is_empty, std::int64_t whole,
                               Faults& faults);

}  // namespace gongkai
