// Groups: which unit, lead, month or kind a row belongs to, and in how many it stands.
#include "gongkai/measure/group.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gongkai/base/error.hpp"
#include "ledger_help.hpp"

namespace gongkai {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::ThrowsMessage;

Units units() {
  const auto ledger = testing::read("units",
                                    "unit,parent,kind\n县教育局,某县,部门\n第一中学,县教育局,"
                                    "公共企事业\n新市镇,某县,镇街\n武康街道,某县,镇街\n");
  return {"某县", &ledger.value};
}

Ledger requests() {
  return testing::read("applications",
                       "case_no,unit,applicant_kind,received,channel\n"
                       "1,县教育局,自然人,2022-01-31,邮寄\n"
                       "2,第一中学,商业企业,2022-02-01,\n"
                       "3,新市镇,自然人,2022-04-01,网络\n"
                       "4,,自然人,2022-12-31,网络\n"
                       "5,无名办,自然人,2021-12-31,网络\n")
      .value;
}

Ledger tasks() {
  return testing::read("tasks",
                       "task_id,title,leads,due\n"
                       "1,甲,县教育局、新市镇,全年\n"
                       "2,乙,各镇（街道）,全年\n"
                       "3,丙,新市镇、各镇（街道）,全年\n"
                       "4,丁,县教育局、县教育局,全年\n"
                       "5,戊,,全年\n")
      .value;
}

/// The groups of each row, as "a+b, c" where a row stands in several.
std::vector<std::string> of(const Ledger& ledger, const std::vector<std::string>& by,
                            std::span<const Date> months = {}) {
  const auto known = units();
  const auto groups = group(ledger, by, {&known, &testing::terms(), months});
  EXPECT_EQ(groups.rows, ledger.size());
  std::vector<std::string> out;
  for (std::size_t row = 0; row < static_cast<std::size_t>(ledger.size()); ++row) {
    const auto begin = groups.offsets.empty() ? row : static_cast<std::size_t>(groups.offsets[row]);
    const auto end =
        groups.offsets.empty() ? row + 1 : static_cast<std::size_t>(groups.offsets[row + 1]);
    std::vector<std::string> names;
    for (auto at = begin; at < end; ++at) {
      if (groups.group[at] < 0) continue;
      std::vector<std::string> labels;
      for (const auto& column : by) labels.push_back(groups.key(groups.group[at]).at(column));
      names.push_back(fmt::format("{}", fmt::join(labels, "+")));
    }
    out.push_back(fmt::format("{}", fmt::join(names, ", ")));
  }
  return out;
}

auto refused(const Ledger& ledger, std::vector<std::string> by) {
  return [&ledger, by = std::move(by)] {
    const auto known = units();
    group(ledger, by, {&known, &testing::terms(), {}});
  };
}

TEST(Groups, OfNothingAreOneWhole) {
  const auto ledger = requests();
  const auto known = units();
  const auto groups = group(ledger, {}, {&known, &testing::terms(), {}});
  EXPECT_THAT(groups.keys(), ElementsAre(Key{}));
  EXPECT_THAT(groups.group, ElementsAre(0, 0, 0, 0, 0));
}

TEST(Groups, OfUnitsKeepTheirOwnNamesAndGiveBlanksToTheBody) {
  EXPECT_THAT(of(requests(), {"unit"}),
              ElementsAre("县教育局", "第一中学", "新市镇", "某县", "无名办"));
}

TEST(Groups, KnowParentAndKindOfAUnit) {
  // A unit that nobody listed stands directly under the body, of no kind.
  EXPECT_THAT(of(requests(), {"parent"}), ElementsAre("某县", "县教育局", "某县", "某县", "某县"));
  EXPECT_THAT(of(requests(), {"unit_kind"}),
              ElementsAre("department", "enterprise", "town", "", ""));
}

TEST(Groups, OfAClosedColumnGoByItsIds) {
  EXPECT_THAT(of(requests(), {"applicant_kind"}),
              ElementsAre("natural_person", "enterprise", "natural_person", "natural_person",
                          "natural_person"));
  EXPECT_THAT(of(requests(), {"channel"}), ElementsAre("post", "", "online", "online", "online"));
}

TEST(Groups, OfMonthsAndQuartersLeaveOutRowsWithoutADate) {
  const auto ledger = requests();
  std::vector<Date> months(ledger.dates("received").begin(), ledger.dates("received").end());
  months[4] = kNever;
  EXPECT_THAT(of(ledger, {"month"}, months),
              ElementsAre("2022-01", "2022-02", "2022-04", "2022-12", ""));
  EXPECT_THAT(of(ledger, {"quarter"}, months),
              ElementsAre("2022-Q1", "2022-Q1", "2022-Q2", "2022-Q4", ""));
  months[0] = kUndated;
  EXPECT_EQ(of(ledger, {"month"}, months)[0], "");
}

TEST(Groups, CrossWithEachOther) {
  const auto ledger = requests();
  EXPECT_THAT(of(ledger, {"applicant_kind", "unit"}),
              ElementsAre("natural_person+县教育局", "enterprise+第一中学", "natural_person+新市镇",
                          "natural_person+某县", "natural_person+无名办"));
  const std::vector<Date> months(5, *parse_iso("2022-03-31"));
  EXPECT_EQ(of(ledger, {"quarter", "unit"}, months)[0], "2022-Q1+县教育局");
}

TEST(Groups, StandInTheOrderOfTheirLabelsAndOnlyWhereThereAreRows) {
  const auto ledger = requests();
  const auto known = units();
  const std::vector<std::string> by{"unit_kind"};
  const auto groups = group(ledger, by, {&known, &testing::terms(), {}});
  EXPECT_THAT(groups.keys(),
              ElementsAre(Key{{"unit_kind", ""}}, Key{{"unit_kind", "department"}},
                          Key{{"unit_kind", "enterprise"}}, Key{{"unit_kind", "town"}}));
}

TEST(Groups, OfLeadsAreThoseAsPrinted) {
  EXPECT_THAT(of(tasks(), {"leads"}), ElementsAre("县教育局, 新市镇", "各镇（街道）",
                                                  "新市镇, 各镇（街道）", "县教育局", ""));
}

TEST(Groups, OfUnitsTakeACollectiveLeadForEachOfItsUnits) {
  EXPECT_THAT(of(tasks(), {"units"}), ElementsAre("县教育局, 新市镇", "新市镇, 武康街道",
                                                  "新市镇, 武康街道", "县教育局", ""));
  EXPECT_EQ(of(tasks(), {"unit"}), of(tasks(), {"units"}));
}

TEST(Groups, HoldARowOnceHoweverManyOfItsLeadsAreAlike) {
  EXPECT_EQ(of(tasks(), {"unit_kind"})[1], "town");
  EXPECT_EQ(of(tasks(), {"unit_kind"})[0], "department, town");
  EXPECT_EQ(of(tasks(), {"parent"})[0], "某县");
}

TEST(Groups, CrossLeadsWithMonths) {
  const std::vector<Date> months(5, *parse_iso("2022-09-30"));
  EXPECT_THAT(of(tasks(), {"leads", "month"}, months),
              ElementsAre("县教育局+2022-09, 新市镇+2022-09", "各镇（街道）+2022-09",
                          "新市镇+2022-09, 各镇（街道）+2022-09", "县教育局+2022-09", ""));
}

TEST(Groups, OfAnEmptyLedgerAreNone) {
  const auto empty = testing::read("applications", "case_no,unit,applicant_kind,received\n").value;
  const auto known = units();
  const std::vector<std::string> by{"unit"};
  EXPECT_THAT(group(empty, by, {&known, &testing::terms(), {}}).keys(), IsEmpty());
}

TEST(Groups, RefuseAColumnThatIsNoWayToGroup) {
  const auto ledger = requests();
  EXPECT_THAT(refused(ledger, {"colour"}),
              ThrowsMessage<DataError>(
                  "applications cannot be grouped by 'colour', only by unit, parent, unit_kind, "
                  "month, quarter, applicant_kind, channel, outcome, delivery"));
  EXPECT_THAT(refused(ledger, {"unit", "received"}),
              ThrowsMessage<DataError>(
                  "applications cannot be grouped by 'received', only by unit, parent, unit_kind, "
                  "month, quarter, applicant_kind, channel, outcome, delivery"));
  const auto plan = tasks();
  EXPECT_THAT(
      refused(plan, {"applicant_kind"}),
      ThrowsMessage<DataError>("tasks cannot be grouped by 'applicant_kind', only by leads, "
                               "units, unit, parent, unit_kind, month, quarter"));
}

TEST(Groups, RefuseMonthsOfWhatHasNoDate) {
  const auto ledger = requests();
  EXPECT_THAT(
      refused(ledger, {"month"}),
      ThrowsMessage<DataError>("applications by month: there is no date whose month counts"));
}

}  // namespace
}  // namespace gongkai
