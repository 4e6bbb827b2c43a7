// Rows looked at one by one: what a measure does whose rows do not ask of each other.
#pragma once

#include "gongkai/measure/measure.hpp"

namespace gongkai {

template <class CellOf>
Cells each_row(Rows rows, CellOf cell_of) {
  Cells out;
  out.reserve(static_cast<std::size_t>(rows.end - rows.begin));
  for (auto row = rows.begin; row < rows.end; ++row)
    out.push_back(cell_of(static_cast<std::size_t>(row)));
  return out;
}

/// Whether something happened between the first day of the year and the date of count.
inline bool is_within(Date date, Period period) {
  return date >= period.from && date <= period.as_of;
}

}  // namespace gongkai
