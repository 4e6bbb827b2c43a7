// Headers of one row or several, with parents over their columns.
#pragma once

#include "gongkai/ledger/sheet.hpp"

namespace gongkai {

/// Rows [from, until) of a sheet are looked at; the best header among them, header.header < 0 where
/// there is none. Of two tables' headers the upper one.
SheetTable find_header(const Schema& schema, const Sheet& sheet, const Terms& terms,
                       std::int64_t from, std::int64_t until, std::size_t left, std::size_t right);

}  // namespace gongkai
