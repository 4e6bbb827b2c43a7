// Disputes against the requests that they are about.
#include <fmt/format.h>

#include <algorithm>

#include "gongkai/ledger/cross_parts.hpp"

namespace gongkai {
namespace {

// Cases that are not among this year's applications: one finding a file.
void check_missing(const Ledger& disputes, const Ledger& applications,
                   std::vector<Finding>& findings) {
  constexpr std::size_t kNamed = 10;
  const Names& cases = disputes.names("case_no");
  std::vector<std::string> named;
  std::int64_t first = -1, missing = 0;
  for (std::int64_t row = 0; row < disputes.size(); ++row) {
    if (cases[row].empty() || applications.find(cases[row]) >= 0) continue;
    if (missing++ == 0) first = row;
    if (named.size() <= kNamed && std::ranges::find(named, cases[row]) == named.end())
      named.emplace_back(cases[row]);
  }
  if (missing == 0) return;
  const bool more = named.size() > kNamed;
  if (more) named.pop_back();
  findings.push_back(
      failed("ledger.reference", "case", disputes.where(first, "case_no"),
             missing == 1 ? named.front()
                          : fmt::format("{}{}（{} 件）", joined(named), more ? "等" : "", missing),
             std::string(applications.schema().name)));
}

/// A dispute and its case, of which something is to be said.
class DisputeCheck {
 public:
  DisputeCheck(const Ledger& disputes, const Ledger& applications)
      : disputes_(disputes), applications_(applications) {}

  void check(std::int64_t dispute, std::int64_t request, std::vector<Finding>& told) const {
    const auto at = static_cast<std::size_t>(dispute), of = static_cast<std::size_t>(request);
    const Date filed = disputes_.dates("filed")[at], received = applications_.dates("received")[of];
    const std::string key(disputes_.names("case_no")[dispute]);
    if (is_dated(filed) && is_dated(received) && filed < received)
      told.push_back(failed("ledger.order", "before", disputes_.where(dispute, "filed"), iso(filed),
                            fmt::format("不早于申请“{}”的收到日期 {}", key, iso(received))));
    // To order an answer corrects that there is none.
    const bool ordered =
        disputes_.detail(dispute, "outcome").find("履行") != std::string_view::npos;
    if (is(disputes_, dispute, "outcome", "corrected") && !ordered &&
        applications_.dates("answered")[of] == kNever &&
        !applications_.is_unread(request, "answered"))
      told.push_back(failed("ledger.reference", "open_case", disputes_.where(dispute, "outcome"),
                            key, std::string(applications_.schema().field("answered").header)));
    if (must_be_reviewed(request) && is(disputes_, dispute, "kind", "suit_direct") &&
        is_dated(filed) && filed >= *civil(2024, 1, 1))
      told.push_back(failed("ledger.reference", "review_first", disputes_.where(dispute, "kind"),
                            key, "先经行政复议的案件"));
  }

 private:
  static bool is(const Ledger& ledger, std::int64_t row, std::string_view column,
                 std::string_view id) {
    const Choices choices = ledger.schema().field(column).choices;
    return ledger.choices(column)[static_cast<std::size_t>(row)] == choice_of(choices, id);
  }

  // Since 2024 a refusal by 条例 arts 14 to 16 goes to review first (行政复议法 art. 23 ¶1(4)).
  bool must_be_reviewed(std::int64_t request) const {
    const std::uint8_t outcome =
        applications_.choices("outcome")[static_cast<std::size_t>(request)];
    return outcome >= choice_of(outcomes(), "refused.state_secret") &&
           outcome <= choice_of(outcomes(), "refused.enforcement_file");
  }

  const Ledger &disputes_, &applications_;
};

}  // namespace

void check_cases(const Ledgers& ledgers, std::vector<Finding>& findings) {
  const Ledger *disputes = find(ledgers, "disputes"), *applications = find(ledgers, "applications");
  if (disputes == nullptr || applications == nullptr || !disputes->has("case_no")) return;
  check_missing(*disputes, *applications, findings);
  const Names& cases = disputes->names("case_no");
  const DisputeCheck check(*disputes, *applications);
  std::vector<Finding> told;
  for (std::int64_t row = 0; row < disputes->size(); ++row)
    if (const std::int64_t request = cases[row].empty() ? -1 : applications->find(cases[row]);
        request >= 0)
      check.check(row, request, told);
  add_listed(findings, std::move(told));
}

}  // namespace gongkai
