// What counting has to say of the ledgers.
#include "gongkai/measure/books_state.hpp"
#include "gongkai/measure/clock.hpp"
#include "gongkai/measure/task.hpp"
#include "gongkai/measure/timed.hpp"

namespace gongkai {
namespace {

void of_clocks(const Ledger& ledger, const Law& law, Period period, std::vector<Finding>& out) {
  const Clocks clocks(ledger, law, period);
  std::int64_t before_law = 0, first = -1;
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
    if (!clocks.at(row).known) {
      if (first < 0) first = row;
      ++before_law;
    }
  }
  if (before_law == 0) return;
  Finding finding;
  finding.rule = "ledger.date";
  finding.kind = "before_law";
  finding.where = ledger.where(first, "received");
  finding.found = fmt::format("{}", before_law);
  finding.expected = law.regimes.all().empty() ? "" : iso(law.regimes.all().front().from);
  out.push_back(std::move(finding));
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

}  // namespace

std::vector<Finding> Books::findings() const {
  auto out = cross_check(ledgers(), units());
  if (const auto* applications = state_->ledger("applications"); applications != nullptr)
    of_clocks(*applications, law(), period(), out);
  if (const auto* tasks = state_->ledger("tasks"); tasks != nullptr) of_tasks(*tasks, law(), out);
  return out;
}

}  // namespace gongkai
