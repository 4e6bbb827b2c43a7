#include "gongkai/measure/case_clock.hpp"

#include "gongkai/base/error.hpp"

namespace gongkai {

CaseClock case_clock(const Books& books, std::string_view case_no) {
  const auto found = books.ledgers().find("applications");
  const auto row = found == books.ledgers().end() ? -1 : found->second.find(case_no);
  if (row < 0) fail<DataError>("no application '{}'", case_no);
  const auto at = static_cast<std::size_t>(row);
  const Clocks clocks(found->second, books.law(), books.period());
  const Date received = found->second.dates("received")[at];
  const auto* law = is_dated(received) ? books.law().regimes.at(received) : nullptr;
  return {books.standings("reply")[at], law == nullptr ? "" : law->name, received, clocks.told(row),
          clocks.days(row)};
}

}  // namespace gongkai
