// Finds deadlines by a limit of the law, and tells how they were met.
#include "gongkai/measure/limited.hpp"

#include "gongkai/measure/timed.hpp"

namespace gongkai {

Due due_by(std::string_view id, Date came, const Law& law) {
  if (came == kNever) return {};
  const auto* limit = law.regimes.limit(id, came);
  if (limit == nullptr) return {};
  return came < law.calendar.first() ? Due{kUndated, kNever} : ends(*limit, came, law.calendar);
}

Cell limited_cell(bool came_new, Due due, Date done, Period period) {
  const bool untold = due.earliest == kUndated && due.latest == kNever;
  if (untold && done < period.from && done != kUndated) return kOutside;
  return timed_cell(came_new, due_in(due, period), done_as(due, done, period));
}

std::string told_in_time(Due due, Date done, Period period, std::string_view done_word) {
  std::string text = "无期限";
  if (due.earliest == kUndated)
    text = "期限无从计算";
  else if (due.earliest != due.latest)
    text = fmt::format("期限在 {} 至 {} 之间，待国务院通知", iso(due.earliest), iso(due.latest));
  else if (due.earliest != kNever)
    text = fmt::format("期限 {}", iso(due.earliest));
  if (done > period.as_of) return fmt::format("{}，至 {} 未{}", text, iso(period.as_of), done_word);
  if (done == kUndated) return fmt::format("{}，已{}，未写日期", text, done_word);
  return fmt::format("{}，{} {}", text, iso(done), done_word);
}

}  // namespace gongkai
