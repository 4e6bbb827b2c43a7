// The one rule of everything with a deadline: when it came, when it is due, when it was done.
#pragma once

#include <span>
#include <string>

#include "gongkai/measure/measure.hpp"

namespace gongkai {

/// Cells `came.due.done`: came {old, new} × due {before, in, after, none, unsure} × done {earlier,
/// on_time, late, open, paused, unsure}. `before`: due before the period; `earlier`: done before
/// it.
enum class DueIn : std::uint8_t { before, in, after, none, unsure };
enum class DoneAs : std::uint8_t { earlier, on_time, late, open, paused, unsure };

std::span<const std::string> timed_cells();
constexpr Cell timed_cell(bool came_new, DueIn due, DoneAs done) {
  constexpr int kDues = 5, kDones = 6, kFirst = 2;  // after outside and unclassified
  const int came = static_cast<int>(came_new) * kDues + static_cast<int>(due);
  return static_cast<Cell>(kFirst + came * kDones + static_cast<int>(done));
}

// Which side of a day another lies is chance: the answers below are worked out without a jump.

/// Where a deadline lies in the period. A range that straddles its ends is unsure.
inline DueIn due_in(Due due, Period period) {
  const auto side = [&](Date date) {
    return static_cast<int>(date >= period.from) + static_cast<int>(date > period.as_of);
  };
  const int earliest = side(due.earliest);
  const int where = earliest == side(due.latest) ? earliest : static_cast<int>(DueIn::unsure);
  return static_cast<DueIn>(due.earliest == kNever ? static_cast<int>(DueIn::none) : where);
}

/// `done` after as_of has not happened: open. On the deadline is on time; a range that straddles
/// `done`, or kUndated, is unsure — but what is undated and not yet due at as_of is on time.
inline DoneAs done_as(Due due, Date done, Period period) {
  auto how = done > due.latest ? DoneAs::late : DoneAs::unsure;
  how = done <= due.earliest ? DoneAs::on_time : how;
  how = done < period.from ? DoneAs::earlier : how;
  const auto undated = due.earliest > period.as_of ? DoneAs::on_time : DoneAs::unsure;
  how = done == kUndated ? undated : how;
  return done > period.as_of ? DoneAs::open : how;
}

}  // namespace gongkai
