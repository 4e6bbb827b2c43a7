// The clock of one request, told day by day with the events and notices behind each.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gongkai/measure/books.hpp"
#include "gongkai/measure/clock.hpp"

namespace gongkai {

struct CaseClock {
  Standing standing;
  std::string law;  ///< the regime it falls under; "" where none is known
  Date received;
  std::vector<std::string> told;  ///< its events, as `why` tells them
  std::vector<ClockDay> days;
};

/// Throws DataError: "no application '2022-001'".
CaseClock case_clock(const Books& books, std::string_view case_no);

}  // namespace gongkai
