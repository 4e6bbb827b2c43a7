// Sorts disputes by their time limits and their ends.
#include "gongkai/measure/dispute_time.hpp"

#include "gongkai/ledger/truth.hpp"
#include "gongkai/measure/each_row.hpp"
#include "gongkai/measure/limited.hpp"
#include "gongkai/measure/timed.hpp"

namespace gongkai {
namespace {

const Due kNotDue{kNever, kNever}, kUnknown{kUndated, kNever};

/// One dispute seen as something that came, is due and was done.
struct Stage {
  bool placed = true;  ///< false: its kind, result or filing cannot be placed
  bool inside = true;
  Date came = kNever, done = kNever;
  const Limit* limit = nullptr;
  Due due = kNotDue;
};

std::string_view result_of(const Ledger& ledger, std::size_t row) {
  const auto outcome = ledger.choices("outcome")[row];
  return outcome == 0 ? "" : dispute_results()[outcome - 1u].id;
}

/// What both measures ask of a row first.
Stage begun(const Ledger& ledger, Period period, std::size_t row) {
  Stage out;
  const Date filed = ledger.dates("filed")[row];
  out.placed =
      is_dated(filed) && ledger.choices("kind")[row] != 0 && ledger.choices("outcome")[row] != 0;
  out.inside = filed <= period.as_of && ledger.choices("co_defendant")[row] != kYes;
  return out;
}

void set_due(Stage& stage, const Law& law, Period period, std::string_view limit) {
  stage.inside = stage.inside && stage.came <= period.as_of;
  if (!stage.placed || !stage.inside) return;
  if (!is_dated(stage.came)) {
    stage.due = kUnknown;
    return;
  }
  stage.limit = law.regimes.limit(limit, stage.came);
  stage.due = due_by(limit, stage.came, law);
}

Stage conclude(const Ledger& ledger, const Law& law, Period period, std::int64_t row) {
  const auto at = static_cast<std::size_t>(row);
  auto out = begun(ledger, period, at);
  if (!out.placed) return out;
  out.came = ledger.dates("filed")[at];
  out.done = concluded_on(ledger, row);
  set_due(out, law, period, dispute_kinds()[ledger.choices("kind")[at] - 1u].id);
  return out;
}

Stage rectify(const Ledger& ledger, const Law& law, Period period, std::int64_t row) {
  const auto at = static_cast<std::size_t>(row);
  auto out = begun(ledger, period, at);
  out.inside = out.inside && result_of(ledger, at) == "corrected";
  out.came = concluded_on(ledger, row);
  out.done = ledger.dates("rectified")[at];
  set_due(out, law, period, "rectification");
  return out;
}

using StageOf = Stage (*)(const Ledger&, const Law&, Period, std::int64_t);

template <StageOf stage_of>
std::vector<Due> due(const Ledger& ledger, const Law& law, Period period, Rows rows) {
  return each_row(rows, [&](std::size_t row) {
    return stage_of(ledger, law, period, static_cast<std::int64_t>(row)).due;
  });
}

template <StageOf stage_of>
Cells classify(const Ledger& ledger, const Law& law, Period period, Rows rows) {
  return each_row(rows, [&](std::size_t row) -> Cell {
    const auto stage = stage_of(ledger, law, period, static_cast<std::int64_t>(row));
    // What ended in another year, under days that are not known here, belongs to that year.
    const bool gone = stage.due == kUnknown && is_dated(stage.done) && stage.done < period.from;
    // What came on a day that nobody wrote down came in this year.
    const bool came_new = stage.came >= period.from || stage.came == kUndated;
    if (!stage.placed) return kUnclassified;
    if (!stage.inside || gone) return kOutside;
    return timed_cell(came_new, due_in(stage.due, period), done_as(stage.due, stage.done, period));
  });
}

std::string printed(Due due) {
  return due.earliest == due.latest
             ? iso(due.latest)
             : fmt::format("{} 至 {}（待国务院通知）", iso(due.earliest), iso(due.latest));
}

/// `came`, `done`: the words of the two events; `open`: that of the second's lack on a day.
template <StageOf stage_of>
Teller told(const Ledger& ledger, const Law& law, Period period, std::string_view came,
            std::string_view done, std::string_view open) {
  return [&ledger, &law, period, came, done, open](std::int64_t row) {
    const auto stage = stage_of(ledger, law, period, row);
    const auto kind = ledger.choices("kind")[static_cast<std::size_t>(row)];
    auto text = is_dated(stage.came) ? fmt::format("{} {}", iso(stage.came), came)
                                     : fmt::format("{}，未写日期", came);
    if (kind != 0) text += fmt::format("（{}）", dispute_kinds()[kind - 1u].label);
    if (is_dated(stage.due.earliest))
      text += fmt::format("，{}，期限 {}", stage.limit->name, printed(stage.due));
    else
      text += stage.due == kUnknown ? "，期限无从计算" : "，未定期限";
    if (stage.done > period.as_of) return text + fmt::format(fmt::runtime(open), iso(period.as_of));
    return text + (is_dated(stage.done) ? fmt::format("，{} {}", iso(stage.done), done)
                                        : fmt::format("，已{}，未写日期", done));
  };
}

Teller why_concluded(const Ledger& ledger, const Law& law, Period period) {
  return told<conclude>(ledger, law, period, "立案", "审结", "，至 {} 尚未审结");
}

Teller why_rectified(const Ledger& ledger, const Law& law, Period period) {
  return told<rectify>(ledger, law, period, "审结，结果纠正", "整改", "，至 {} 尚未整改");
}

}  // namespace

Date concluded_on(const Ledger& disputes, std::int64_t row) {
  const auto at = static_cast<std::size_t>(row);
  const Date concluded = disputes.dates("concluded")[at];
  const auto result = result_of(disputes, at);
  if (result == "pending" || result.empty()) return kNever;
  return concluded == kNever ? kUndated : concluded;
}

Measure conclude_measure() {
  return {"conclude", "disputes", timed_cells(), classify<conclude>, due<conclude>, why_concluded};
}

Measure rectify_measure() {
  return {"rectify", "disputes", timed_cells(), classify<rectify>, due<rectify>, why_rectified};
}

}  // namespace gongkai
