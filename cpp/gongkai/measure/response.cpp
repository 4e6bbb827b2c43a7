// Sorts what people asked by the limit of its kind, and by whether all may read the answer.
#include "gongkai/measure/response.hpp"

#include "gongkai/measure/each_row.hpp"
#include "gongkai/measure/limited.hpp"
#include "gongkai/measure/timed.hpp"

namespace gongkai {
namespace {

Due due_of(const Ledger& ledger, const Law& law, Period period, std::size_t row) {
  const auto kind = ledger.choices("kind")[row];
  const Date opened = ledger.dates("opened")[row];
  if (kind == 0 || !is_dated(opened) || opened > period.as_of) return {};
  return due_by(fmt::format("response.{}", response_kinds()[kind - 1u].id), opened, law);
}

std::vector<Due> due(const Ledger& ledger, const Law& law, Period period, Rows rows) {
  return each_row(rows, [&](std::size_t row) { return due_of(ledger, law, period, row); });
}

Cells classify(const Ledger& ledger, const Law& law, Period period, Rows rows) {
  const auto opened = ledger.dates("opened"), closed = ledger.dates("closed");
  return each_row(rows, [&](std::size_t row) -> Cell {
    if (!is_dated(opened[row])) return kUnclassified;
    if (opened[row] > period.as_of) return kOutside;
    return limited_cell(opened[row] >= period.from, due_of(ledger, law, period, row), closed[row],
                        period);
  });
}

Teller because(const Ledger& ledger, const Law& law, Period period) {
  return [&, period](std::int64_t row) {
    const auto at = static_cast<std::size_t>(row);
    return fmt::format(
        "{} 收到，{}", iso(ledger.dates("opened")[at]),
        told_in_time(due_of(ledger, law, period, at), ledger.dates("closed")[at], period, "办结"));
  };
}

constexpr Cell kPublished = 2, kClosed = 3, kOpen = 4;

Cells classify_answers(const Ledger& ledger, const Law&, Period period, Rows rows) {
  const auto opened = ledger.dates("opened"), closed = ledger.dates("closed"),
             published = ledger.dates("published");
  return each_row(rows, [&](std::size_t row) -> Cell {
    if (!is_dated(opened[row])) return kUnclassified;
    if (!is_within(opened[row], period)) return kOutside;
    if (closed[row] > period.as_of) return kOpen;
    return published[row] <= period.as_of ? kPublished : kClosed;
  });
}

Teller because_answers(const Ledger& ledger, const Law&, Period period) {
  return [&ledger, period](std::int64_t row) {
    const auto at = static_cast<std::size_t>(row);
    const auto told = [&](std::string_view column, std::string_view word) {
      const Date date = ledger.dates(column)[at];
      if (date > period.as_of) return fmt::format("未{}", word);
      return is_dated(date) ? fmt::format("{} {}", iso(date), word) : fmt::format("已{}", word);
    };
    return fmt::format("{} 收到，{}，{}", iso(ledger.dates("opened")[at]), told("closed", "办结"),
                       told("published", "公开"));
  };
}

}  // namespace

Measure response_measure() {
  return {"responses", "responses", timed_cells(), classify, due, because};
}

Measure answer_measure() {
  static const std::vector<std::string> cells{"outside", "unclassified", "published", "closed",
                                              "open"};
  return {"answers", "responses", cells, classify_answers, nullptr, because_answers};
}

}  // namespace gongkai
