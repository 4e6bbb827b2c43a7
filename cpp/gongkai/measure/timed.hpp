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
Cell timed_cell(bool came_new, DueIn due, DoneAs done);

/// Where a deadline lies in the period. A range that straddles its ends is unsure.
DueIn due_in(Due due, Period period);
/// `done` after as_of has not happened: open. On the deadline is on time; a range that straddles
/// `done`, or kUndated, is unsure — but what is undated and not yet due at as_of is on time.
DoneAs done_as(Due due, Date done, Period period);
/// The cell of a row that came on `came`; outside where that is after as_of.
Cell timed(Date came, Due due, Date done, Period period);

}  // namespace gongkai
