// Sorts requests by their clock and their reply.
#include "gongkai/measure/reply.hpp"

#include <algorithm>
#include <array>

#include "gongkai/measure/clock.hpp"
#include "gongkai/measure/halves.hpp"
#include "gongkai/measure/timed.hpp"

namespace gongkai {
namespace {

/// Where a request stands. A deadline at kNever: its clock stands still. Closed meanwhile, nothing
/// was late; open, it waits for the applicant.
Cell cell_of(Date received, Due due, Date done, Period period) {
  auto how = done_as(due, done, period);
  const bool still = due.earliest == kNever;
  how = still & (how == DoneAs::open) ? DoneAs::paused : how;
  const int cell = timed_cell(received >= period.from, due_in(due, period), how);
  // Closed before the period under a law that is not known here: a row of another year.
  const bool gone = (due.earliest < period.from) & (due.latest == kNever) & (done < period.from);
  const Date came = gone ? kNever : received;
  const int inside = came > period.as_of ? int{kOutside} : cell;
  return static_cast<Cell>(is_dated(received) ? inside : int{kUnclassified});
}

/// What decides where a request stands, column by column.
struct Given {
  std::span<const Date> received, answered, delivered, earliest, latest;
};

void place(Given of, Period period, std::span<Cell> cells) {
  // Read by its number, a date is looked at together with those beside it.
  const auto read = [](const Date& date) { return Date(Days(date.time_since_epoch().count())); };
  for (std::size_t row = 0; row < cells.size(); ++row)
    cells[row] = cell_of(
        read(of.received[row]), {read(of.earliest[row]), read(of.latest[row])},
        effective_reply(read(of.answered[row]), read(of.delivered[row]), period.as_of), period);
}

/// Places anew the few requests of which a missing notice says whether their clocks stand still.
void unsettle(Given of, Period period, std::span<Cell> cells) {
  for (std::size_t row = 0; row < cells.size(); ++row) {
    const Due due{of.earliest[row], of.latest[row]};
    if (due.latest != kNever || !is_dated(due.earliest) || cells[row] == kOutside) continue;
    if (due.earliest > period.as_of) continue;  // either way it is not due yet
    const Date done = effective_reply(of.answered[row], of.delivered[row], period.as_of);
    cells[row] =
        timed_cell(of.received[row] >= period.from, DueIn::unsure, done_as(due, done, period));
  }
}

/// Fills in the deadlines of a block of rows. Says whether one of them has an earliest end alone.
bool walk(const Clocks& clocks, Rows block, std::span<Date> earliest, std::span<Date> latest) {
  // Most requests are plain, and which ones is chance: the others are listed without a jump, and
  // walked afterwards.
  const auto noted = clocks.noted(block);
  const auto keep = [&](std::size_t at, Due due) {
    earliest[at] = due.earliest;
    latest[at] = due.latest;
  };
  std::array<std::size_t, Clocks::kBlock> eventful;
  std::size_t listed = 0;
  for (std::size_t at = 0; at < earliest.size(); ++at) {
    keep(at, clocks.plain_due(block.begin + static_cast<std::int64_t>(at)));
    eventful[listed] = at;
    listed += noted[at];
  }
  const auto row = [&](std::size_t place) {
    return block.begin + static_cast<std::int64_t>(eventful[place]);
  };
  Clocks::Room room;
  bool half = false;
  for (std::size_t place = 0; place < listed; ++place) {
    constexpr std::size_t kAhead = 16;
    if (place + kAhead < listed) clocks.fetch(row(place + kAhead));
    const Due due = clocks.walked(row(place), room).due;
    half |= due.latest == kNever && is_dated(due.earliest);
    keep(eventful[place], due);
  }
  return half;
}

Cells classify(const Ledger& ledger, const Law& law, Period period, Rows rows) {
  return replies(ledger, law, period, rows).cells;
}

std::vector<Due> due(const Ledger& ledger, const Law& law, Period period, Rows rows) {
  const auto all = replies(ledger, law, period, rows);
  std::vector<Due> out(all.earliest.size());
  for (std::size_t at = 0; at < out.size(); ++at) out[at] = {all.earliest[at], all.latest[at]};
  return out;
}

Teller because(const Ledger& ledger, const Law& law, Period period) {
  return [clocks = std::make_shared<const Clocks>(ledger, law, period),
          received = ledger.dates("received"), as_of = period.as_of](std::int64_t row) {
    // Its clock may run past the last year that the calendar knows.
    if (const Date came = received[static_cast<std::size_t>(row)]; is_dated(came) && came > as_of)
      return fmt::format("{} 收到，在 {} 以后", iso(came), iso(as_of));
    const auto clock = clocks->at(row);
    std::string text;
    for (const auto& line : clocks->told(row)) text += line + "；";
    if (clock.stands_still) text += "期限停止计算；";
    if (clock.known && clock.due.earliest != clock.due.latest)
      text += clock.due.latest == kNever
                  ? fmt::format("是否停止计算待国务院通知，不停止的期限为 {}；",
                                iso(clock.due.earliest))
                  : fmt::format("期限在 {} 至 {} 之间，待国务院通知；", iso(clock.due.earliest),
                                iso(clock.due.latest));
    return text + (clock.done > as_of ? fmt::format("至 {} 未答复", iso(as_of))
                                      : fmt::format("{} 答复", iso(clock.done)));
  };
}

}  // namespace

Replies replies(const Ledger& ledger, const Law& law, Period period, Rows rows,
                const Heard& heard) {
  const Clocks clocks(ledger, law, period);
  const auto received = ledger.dates("received"), answered = ledger.dates("answered"),
             delivered = ledger.dates("delivered");
  const auto size = static_cast<std::size_t>(rows.end - rows.begin);
  Replies out{Cells(size), std::vector<Date>(size), std::vector<Date>(size)};
  in_halves(rows, [&](Rows part) {
    for (auto begin = part.begin; begin < part.end; begin += Clocks::kBlock) {
      const Rows block{begin, std::min(part.end, begin + Clocks::kBlock)};
      const auto first = static_cast<std::size_t>(block.begin - rows.begin),
                 many = static_cast<std::size_t>(block.end - block.begin);
      const auto earliest = std::span(out.earliest).subspan(first, many),
                 latest = std::span(out.latest).subspan(first, many);
      const bool half = walk(clocks, block, earliest, latest);
      const auto cells = std::span(out.cells).subspan(first, many);
      const auto row = static_cast<std::size_t>(begin);
      const Given given{received.subspan(row, many), answered.subspan(row, many),
                        delivered.subspan(row, many), earliest, latest};
      place(given, period, cells);
      if (half) unsettle(given, period, cells);
      if (heard) heard(first, cells, earliest);
    }
  });
  return out;
}

Measure reply_measure() { return {"reply", "applications", timed_cells(), classify, due, because}; }

}  // namespace gongkai
