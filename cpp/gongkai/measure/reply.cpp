// Sorts requests by their clock and their reply.
#include "gongkai/measure/reply.hpp"

#include "gongkai/measure/clock.hpp"
#include "gongkai/measure/timed.hpp"

namespace gongkai {
namespace {

Cell cell_of(Date received, const Clock& clock, Period period) {
  if (!is_dated(received)) return kUnclassified;
  if (received > period.as_of) return kOutside;
  const bool is_new = received >= period.from;
  if (clock.stands_still) {
    // Closed while the clock stood still: nothing was late. Open: it waits for the applicant.
    const auto how = clock.done > period.as_of  ? DoneAs::paused
                     : clock.done < period.from ? DoneAs::earlier
                                                : DoneAs::on_time;
    return timed_cell(is_new, DueIn::none, how);
  }
  return timed_cell(is_new, due_in(clock.due, period), done_as(clock.due, clock.done, period));
}

Cells classify(const Ledger& ledger, const Law& law, Period period, Rows rows) {
  const Clocks clocks(ledger, law, period);
  const auto received = ledger.dates("received");
  Cells out(static_cast<std::size_t>(rows.end - rows.begin));
  for (auto row = rows.begin; row < rows.end; ++row)
    out[static_cast<std::size_t>(row - rows.begin)] =
        cell_of(received[static_cast<std::size_t>(row)], clocks.at(row), period);
  return out;
}

std::vector<Due> due(const Ledger& ledger, const Law& law, Period period, Rows rows) {
  const Clocks clocks(ledger, law, period);
  std::vector<Due> out(static_cast<std::size_t>(rows.end - rows.begin));
  for (auto row = rows.begin; row < rows.end; ++row)
    out[static_cast<std::size_t>(row - rows.begin)] = clocks.at(row).due;
  return out;
}

std::string because(const Ledger& ledger, const Law& law, Period period, std::int64_t row) {
  const Clocks clocks(ledger, law, period);
  const auto clock = clocks.at(row);
  std::string text;
  for (const auto& line : clocks.told(row)) text += line + "；";
  if (clock.stands_still) text += "期限停止计算；";
  if (clock.due.earliest != clock.due.latest && clock.known)
    text += fmt::format("期限在 {} 至 {} 之间，待国务院通知；", iso(clock.due.earliest),
                        iso(clock.due.latest));
  return text + (clock.done > period.as_of ? fmt::format("至 {} 未答复", iso(period.as_of))
                                           : fmt::format("{} 答复", iso(clock.done)));
}

}  // namespace

Measure reply_measure() { return {"reply", "applications", timed_cells(), classify, due, because}; }

}  // namespace gongkai
