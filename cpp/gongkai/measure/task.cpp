// Sorts tasks by their deadline and what was done, with the plan's date of issue in mind.
#include "gongkai/measure/task.hpp"

#include "gongkai/measure/timed.hpp"

namespace gongkai {
namespace {

constexpr std::int64_t kComplete = 1'000'000;  // progress is kept in millionths

std::vector<Due> due(const Ledger& ledger, const Law&, Period, Rows rows) {
  const auto dates = ledger.dates("due");
  std::vector<Due> out;
  for (auto row = static_cast<std::size_t>(rows.begin); row < static_cast<std::size_t>(rows.end);
       ++row)
    out.push_back({dates[row], dates[row]});
  return out;
}

Cells classify(const Ledger& ledger, const Law& law, Period period, Rows rows) {
  const auto dates = ledger.dates("due");
  const auto& carried = ledger.names("carried_from");
  Cells out(static_cast<std::size_t>(rows.end - rows.begin));
  for (auto row = rows.begin; row < rows.end; ++row) {
    const auto at = static_cast<std::size_t>(row);
    const Date issued = issued_on(ledger, law, row), done = done_on(ledger, row);
    const Due limit{dates[at], dates[at]};
    const bool came_new = carried.codes[at] < 0 && (issued == kNever || issued >= period.from);
    auto how = done_as(limit, done, period);
    // Overdue at birth: it may be done, and is then late.
    if (is_dated(dates[at]) && issued != kNever && dates[at] < issued && how != DoneAs::open)
      how = DoneAs::late;
    out[static_cast<std::size_t>(row - rows.begin)] =
        issued != kNever && issued > period.as_of
            ? kOutside
            : timed_cell(came_new, due_in(limit, period), how);
  }
  return out;
}

std::string told(const Ledger& ledger, const Law& law, Period period, std::int64_t row) {
  const Date limit = ledger.dates("due")[static_cast<std::size_t>(row)];
  const Date issued = issued_on(ledger, law, row), done = done_on(ledger, row);
  const auto printed = ledger.printed(row, "due");
  auto text = is_dated(limit)   ? fmt::format("时限 {}（{}）", iso(limit), printed)
              : printed.empty() ? std::string("未定时限")
                                : fmt::format("未定时限（{}）", printed);
  if (is_dated(limit) && issued != kNever && limit < issued)
    text += fmt::format("，印发（{}）时已过期", iso(issued));
  if (done > period.as_of) return text + fmt::format("，至 {} 未完成", iso(period.as_of));
  if (is_dated(done)) return text + fmt::format("，{} 完成", iso(done));
  // 是, or a day that cannot be: it was done, and nobody can tell when.
  const bool written = ledger.dates("done")[static_cast<std::size_t>(row)] == kUndated;
  return text + (written ? "，已完成，完成日期不明" : "，进度 100%，未写完成日期");
}

Teller because(const Ledger& ledger, const Law& law, Period period) {
  return [&, period](std::int64_t row) { return told(ledger, law, period, row); };
}

}  // namespace

Date issued_on(const Ledger& tasks, const Law& law, std::int64_t row) {
  const Date own = tasks.dates("issued")[static_cast<std::size_t>(row)];
  return is_dated(own) ? own : law.choices.issued;
}

Date done_on(const Ledger& tasks, std::int64_t row) {
  const auto at = static_cast<std::size_t>(row);
  const Date done = tasks.dates("done")[at];
  return done == kNever && tasks.numbers("progress")[at] >= kComplete ? kUndated : done;
}

Measure task_measure() { return {"tasks", "tasks", timed_cells(), classify, due, because}; }

}  // namespace gongkai
