// Sorts events by the year in which they were held.
#include "gongkai/measure/event.hpp"

#include "gongkai/measure/each_row.hpp"

namespace gongkai {
namespace {

constexpr Cell kHeld = 2, kUnknownDay = 3;

Cells classify(const Ledger& ledger, const Law&, Period period, Rows rows) {
  const auto date = ledger.dates("date");
  return each_row(rows, [&](std::size_t row) -> Cell {
    if (!is_dated(date[row])) return date[row] == kUndated ? kUnknownDay : kUnclassified;
    return is_within(date[row], period) ? kHeld : kOutside;
  });
}

Teller because(const Ledger& ledger, const Law&, Period) {
  return [&ledger](std::int64_t row) {
    const Date date = ledger.dates("date")[static_cast<std::size_t>(row)];
    return fmt::format("{}：{}", ledger.names("kind")[row],
                       is_dated(date) ? iso(date) : "未写日期");
  };
}

}  // namespace

Measure event_measure() {
  static const std::vector<std::string> cells{"outside", "unclassified", "held", "undated"};
  return {"events", "events", cells, classify, nullptr, because};
}

}  // namespace gongkai
