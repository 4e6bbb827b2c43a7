// How each row with a deadline stands at the date of count.
#include <algorithm>
#include <array>

#include "gongkai/base/error.hpp"
#include "gongkai/measure/books_state.hpp"
#include "gongkai/measure/clock.hpp"
#include "gongkai/measure/dispute_time.hpp"
#include "gongkai/measure/task.hpp"
#include "gongkai/measure/timed.hpp"

namespace gongkai {
namespace {

/// The measure of that id that knows deadlines, else the first of that ledger.
const Measure& with_deadlines(std::string_view id) {
  const Measure* found = nullptr;
  for (const auto& each : measures())
    if (each.due != nullptr && (each.id == id || (each.ledger == id && found == nullptr)))
      found = &each;
  if (found == nullptr) fail<DataError>("ledger {} has no deadlines", id);
  return *found;
}

/// When each row was done; kNever where nobody says.
using Done = std::function<Date(std::int64_t row)>;

Done done_of(const Measure& of, const Ledger& ledger, const Law& law, Period period) {
  if (of.id == "reply")
    return [clocks = std::make_shared<const Clocks>(ledger, law, period)](std::int64_t row) {
      return clocks->at(row).done;
    };
  if (of.id == "tasks") return [&](std::int64_t row) { return done_on(ledger, row); };
  if (of.id == "conclude") return [&](std::int64_t row) { return concluded_on(ledger, row); };
  for (const auto* column : {"rectified", "closed", "published"})
    if (ledger.schema().index(column) >= 0)
      return [dates = ledger.dates(column)](std::int64_t row) {
        return dates[static_cast<std::size_t>(row)];
      };
  return [](std::int64_t) { return kNever; };
}

std::string title_of(const Ledger& ledger, std::int64_t row) {
  for (const auto* column : {"title", "applicant", "item"})
    if (ledger.schema().index(column) >= 0) return std::string(ledger.names(column)[row]);
  const auto at = ledger.schema().index("kind");
  if (at < 0) return {};
  const auto choice = ledger.choices("kind")[static_cast<std::size_t>(row)];
  const auto& choices = ledger.schema().fields[static_cast<std::size_t>(at)].choices;
  return choice == 0 ? "" : std::string(choices[choice - 1u].label);
}

std::string unit_of(const Ledger& ledger, std::int64_t row, const std::string& body) {
  std::string out;
  if (ledger.schema().index("leads") >= 0) {
    const auto& leads = ledger.name_lists("leads");
    for (const auto lead : leads.codes[row])
      if (lead >= 0) out += (out.empty() ? "" : "、") + std::string(leads.distinct[lead]);
  } else {
    out = ledger.names("unit")[row];
  }
  return out.empty() ? body : out;
}

/// The state and the days of a row whose deadline, cell and end are known.
void judge(Standing& one, Period period, const Calendar& calendar) {
  const auto how = one.cell.substr(one.cell.rfind('.') + 1);
  const bool open = how == "open" || how == "paused";
  const Date end = !open && is_dated(one.done) ? one.done : period.as_of;
  const bool dated = is_dated(one.due.latest), from = is_dated(one.due.earliest);
  const bool over = dated && end > one.due.latest;
  if (how != "open")
    one.state = how == "earlier" ? (over ? "late" : "on_time") : how;
  else if (dated && one.due.latest <= period.as_of)
    one.state = "overdue";
  else if ((from && one.due.earliest <= period.as_of) || one.due.earliest == kUndated)
    one.state = "unsure";
  else
    one.state = "open";
  if (open && from) one.days_left = static_cast<int>((one.due.earliest - period.as_of).count());
  if (how == "outside" || how == "unclassified" || one.done == kUndated) return;
  if (!over && one.state != "overdue") return;
  if (one.ledger == "tasks" || one.ledger == "disputes")
    one.days_over = static_cast<int>((end - one.due.latest).count());
  else if (calendar.covers(one.due.latest) && calendar.covers(end))
    one.days_over = calendar.count(one.due.latest, end);
}

std::vector<Standing> opinions(const Ledger& ledger, const Law& law, Period period,
                               const std::string& body) {
  const Clocks clocks(ledger, law, period);
  std::vector<Standing> out;
  for (std::int64_t row = 0; row < ledger.size(); ++row) {
    // After the reply nobody waits.
    if (clocks.at(row).done <= period.as_of) continue;
    for (const auto& each : clocks.consultations(row)) {
      Standing one;
      one.ledger = ledger.schema().id;
      one.measure = "consultations";
      one.row = ledger.origin(row);
      one.key = ledger.key(row);
      one.unit = unit_of(ledger, row, body);
      one.due = each.due;
      one.done = each.back;
      one.cell = timed_cells()[timed_cell(each.sent >= period.from, due_in(each.due, period),
                                          done_as(each.due, each.back, period))];
      judge(one, period, law.calendar);
      out.push_back(std::move(one));
    }
  }
  return out;
}

}  // namespace

std::vector<Standing> Books::standings(std::string_view id) const {
  const bool asked = id == "consultations";
  const auto& of = with_deadlines(asked ? "reply" : id);
  const auto* ledger = state_->ledger(of.ledger);
  if (ledger == nullptr) fail<DataError>("ledger {} is not there", of.ledger);
  if (asked) return opinions(*ledger, law(), period(), body());
  const auto& dues = due(of.id);
  const auto& cell = cells(of.id);
  const auto done = done_of(of, *ledger, law(), period());
  const bool tasks = of.id == "tasks";
  std::vector<Standing> out;
  for (std::int64_t row = 0; row < ledger->size(); ++row) {
    const auto at = static_cast<std::size_t>(row);
    Standing one;
    one.ledger = of.ledger;
    one.measure = of.id;
    one.row = ledger->origin(row);
    one.key = ledger->key(row);
    one.title = title_of(*ledger, row);
    one.unit = unit_of(*ledger, row, body());
    one.due = dues[at];
    one.done = done(row);
    one.cell = of.cells[cell[at]];
    judge(one, period(), law().calendar);
    if (tasks) {
      one.printed = ledger->printed(row, "due");
      const Date issued = issued_on(*ledger, law(), row);
      if (is_dated(one.due.latest) && issued != kNever && one.due.latest < issued)
        one.state = "before_issue";
    }
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace gongkai
