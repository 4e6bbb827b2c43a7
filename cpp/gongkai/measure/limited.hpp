// Deadlines by a limit of the law: what is due so many days after it came.
#pragma once

#include <string>
#include <string_view>

#include "gongkai/measure/measure.hpp"

namespace gongkai {

/// When what came on that day is due by the limit of that id. Nothing is due where none is laid
/// down or no day is given; kUndated to kNever where the calendar does not reach back so far.
Due due_by(std::string_view limit, Date came, const Law& law);

/// The timed cell of a row. What came later than the date of count is outside, and so is what was
/// done before the year under a deadline that nobody can tell: a row of another year.
Cell limited_cell(bool came_new, Due due, Date done, Period period);

/// "期限 2022-08-25，2022-08-26 公开", "无期限，至 2022-12-31 未公开"; `done_word` is the verb.
std::string told_in_time(Due due, Date done, Period period, std::string_view done_word);

}  // namespace gongkai
