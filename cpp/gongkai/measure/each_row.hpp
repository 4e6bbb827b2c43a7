// Rows looked at one by one: what a measure does whose rows do not ask of each other.
#pragma once

#include <type_traits>
#include <vector>

#include "gongkai/measure/measure.hpp"

namespace gongkai {

/// The cells of the rows, or when each is due: what `of` says of a row.
template <class Of>
auto each_row(Rows rows, Of of) {
  std::vector<std::invoke_result_t<Of&, std::size_t>> out;
  out.reserve(static_cast<std::size_t>(rows.end - rows.begin));
  for (auto row = rows.begin; row < rows.end; ++row)
    out.push_back(of(static_cast<std::size_t>(row)));
  return out;
}

/// Whether something happened between the first day of the year and the date of count.
inline bool is_within(Date date, Period period) {
  return date >= period.from && date <= period.as_of;
}

}  // namespace gongkai
