// Sorts items of disclosure by the day on which they had to be published.
#include "gongkai/measure/disclosure.hpp"

#include "gongkai/measure/each_row.hpp"
#include "gongkai/measure/limited.hpp"
#include "gongkai/measure/timed.hpp"

namespace gongkai {
namespace {

Due due_of(const Ledger& ledger, const Law& law, Period period, std::size_t row) {
  const Date own = ledger.dates("due")[row], formed = ledger.dates("formed")[row];
  if (is_dated(own)) return {own, own};
  return formed > period.as_of ? Due{} : due_by("publication", formed, law);
}

std::vector<Due> due(const Ledger& ledger, const Law& law, Period period, Rows rows) {
  return each_row(rows, [&](std::size_t row) { return due_of(ledger, law, period, row); });
}

Cells classify(const Ledger& ledger, const Law& law, Period period, Rows rows) {
  const auto formed = ledger.dates("formed"), published = ledger.dates("published");
  return each_row(rows, [&](std::size_t row) -> Cell {
    if (is_dated(formed[row]) && formed[row] > period.as_of) return kOutside;
    const bool came_new = !is_dated(formed[row]) || formed[row] >= period.from;
    return limited_cell(came_new, due_of(ledger, law, period, row), published[row], period);
  });
}

Teller because(const Ledger& ledger, const Law& law, Period period) {
  return [&, period](std::int64_t row) {
    const auto at = static_cast<std::size_t>(row);
    const Date formed = ledger.dates("formed")[at];
    auto text = fmt::format("{}·{}：", ledger.names("item")[row], ledger.names("stage")[row]);
    if (is_dated(formed)) text += fmt::format("{} 形成，", iso(formed));
    return text + told_in_time(due_of(ledger, law, period, at), ledger.dates("published")[at],
                               period, "公开");
  };
}

}  // namespace

Measure disclosure_measure() {
  return {"disclosures", "disclosures", timed_cells(), classify, due, because};
}

}  // namespace gongkai
