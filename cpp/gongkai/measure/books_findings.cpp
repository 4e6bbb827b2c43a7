// What counting has to say of the ledgers.
#include <algorithm>
#include <iterator>

#include "gongkai/measure/books_state.hpp"
#include "gongkai/measure/clock.hpp"
#include "gongkai/measure/fee.hpp"
#include "gongkai/measure/task.hpp"
#include "gongkai/measure/timed.hpp"

namespace gongkai {
namespace {

/// Requests that no law in the books says the limit of, told once where the first one stands.
void of_unknown_law(const Ledger& ledger, const std::vector<std::int64_t>& rows,
                    std::string_view kind, Date from, std::vector<Finding>& out) {
  if (rows.empty()) return;
  Finding finding;
  finding.rule = "ledger.date";
  finding.kind = kind;
  finding.where = ledger.where(rows.front(), "received");
  finding.found = fmt::format("{}", rows.size());
  finding.expected = iso(from);
  out.push_back(std::move(finding));
}

void of_clocks(const Ledger& ledger, const Law& law, Period period, std::vector<Finding>& out) {
  const Clocks clocks(ledger, law, period);
  const auto received = ledger.dates("received");
  const Date first = law.regimes.all().empty() ? kNever : law.regimes.all().front().from;
  std::vector<std::int64_t> before_law, before_calendar;
  for (std::int64_t row = 0; row < ledger.size(); ++row) {
    for (const auto& late : clocks.late_notices(row)) {
      Finding finding;
      finding.rule = "ledger.order";
      finding.kind = late.kind;
      finding.where = ledger.where(row, late.column);
      finding.found = iso(late.on);
      finding.expected = iso(late.limit);
      out.push_back(std::move(finding));
    }
    if (clocks.at(row).known) continue;
    (received[static_cast<std::size_t>(row)] < first ? before_law : before_calendar).push_back(row);
  }
  of_unknown_law(ledger, before_law, "before_law", first, out);
  of_unknown_law(ledger, before_calendar, "before_calendar", law.calendar.first(), out);
}

void of_tasks(const Ledger& ledger, const Law& law, std::vector<Finding>& out) {
  const auto due = ledger.dates("due");
  for (std::int64_t row = 0; row < ledger.size(); ++row) {
    const Date limit = due[static_cast<std::size_t>(row)], issued = issued_on(ledger, law, row);
    if (!is_dated(limit) || issued == kNever || limit >= issued) continue;
    Finding finding;
    finding.rule = "plan.before_issue";
    finding.kind = "due";
    finding.where = ledger.where(row, "due");
    finding.found = fmt::format("{}（{}）", ledger.printed(row, "due"), iso(limit));
    finding.expected = iso(issued);
    out.push_back(std::move(finding));
  }
}

// Leads that are neither a unit nor a collective body; each name once, where it first stands.
void of_leads(const Ledger& ledger, const Units& units, const Terms& terms,
              std::vector<Finding>& out) {
  const auto& leads = ledger.name_lists("leads");
  for (std::int64_t code = 0; code < leads.distinct.size(); ++code) {
    const auto name = leads.distinct[code];
    if (units.find(name) != nullptr || !terms.collective(name).empty()) continue;
    std::int64_t rows = 0, first = -1;
    for (std::int64_t row = 0; row < ledger.size(); ++row) {
      if (std::ranges::find(leads.codes[row], code) == leads.codes[row].end()) continue;
      if (rows++ == 0) first = row;
    }
    Finding finding;
    finding.rule = "ledger.reference";
    finding.kind = "lead";
    finding.where = ledger.where(first, "leads");
    finding.found = rows == 1 ? std::string(name) : fmt::format("{}（{} 行）", name, rows);
    finding.expected = schema("units").name;
    out.push_back(std::move(finding));
  }
}

// Tasks that say they were taken over from last year, and were not there.
void of_carried(const Ledger& tasks, const Ledger& before, std::vector<Finding>& out) {
  const auto& from = tasks.names("carried_from");
  const auto& numbers = before.names("task_id").distinct;
  for (std::int64_t row = 0; row < tasks.size(); ++row) {
    const auto number = from[row];
    if (number.empty() || before.find(number) >= 0) continue;
    bool known = false;
    for (std::int64_t code = 0; code < numbers.size() && !known; ++code)
      known = numbers[code] == number;
    if (known) continue;
    Finding finding;
    finding.rule = "ledger.reference";
    finding.kind = "carried_from";
    finding.where = tasks.where(row, "carried_from");
    finding.found = number;
    finding.expected = fmt::format("{} 年的{}", before.source().year, before.schema().name);
    out.push_back(std::move(finding));
  }
}

// Pushes of other years, or sent after the date of count: told once, for a log may hold years.
void of_pushes(const Ledger& ledger, const Cells& cells, Period period, std::vector<Finding>& out) {
  const auto outside = std::ranges::count(cells, kOutside);
  if (outside == 0) return;
  Finding finding;
  finding.rule = "ledger.order";
  finding.kind = "outside";
  finding.where = ledger.where("sent");
  finding.found = fmt::format("{}", outside);
  finding.expected = fmt::format("{} 至 {}", iso(period.from), iso(period.as_of));
  out.push_back(std::move(finding));
}

}  // namespace

std::vector<Finding> Books::findings() const {
  auto out = cross_check(ledgers(), units());
  if (const auto* applications = state_->ledger("applications"); applications != nullptr) {
    of_clocks(*applications, law(), period(), out);
    std::ranges::move(fee_findings(*applications, law()), std::back_inserter(out));
  }
  if (const auto* tasks = state_->ledger("tasks"); tasks != nullptr) {
    of_tasks(*tasks, law(), out);
    if (state_->ledger("units") != nullptr) of_leads(*tasks, units(), law().terms, out);
    if (const auto* last = previous(); last != nullptr && last->ledgers().contains("tasks"))
      of_carried(*tasks, last->ledgers().find("tasks")->second, out);
  }
  if (const auto* pushes = state_->ledger("pushes"); pushes != nullptr)
    of_pushes(*pushes, cells("pushes"), period(), out);
  return out;
}

}  // namespace gongkai
