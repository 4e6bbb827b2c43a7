// Tasks: due, done, and overdue already when the plan was issued.
#include "gongkai/measure/task.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ledger_help.hpp"

namespace gongkai {
namespace {

using ::testing::ElementsAre;

const Law& no_issue() {
  static const Law kLaw = load_law(GONGKAI_TEMPLATES);
  return kLaw;
}
/// The plan of the year was issued on 2022-08-24.
const Law& august() {
  static const Law kLaw = load_law(GONGKAI_TEMPLATES, "issued = 2022-08-24\n");
  return kLaw;
}

Period until(std::string_view as_of) { return {year_period(2022).from, parse_iso(as_of).value()}; }

/// Rows "due,done,progress,issued,carried_from".
Ledger tasks(const std::vector<std::string>& rows) {
  std::string text = "task_id,title,leads,due,done,progress,issued,carried_from\n";
  for (const auto& row : rows)
    text += fmt::format("{},公开目录,县教育局,{}\n", &row - rows.data() + 1, row);
  return testing::read("tasks", text).value;
}

std::vector<std::string> cells(const Law& law, const std::vector<std::string>& rows,
                               std::string_view as_of = "2022-12-31") {
  const auto ledger = tasks(rows);
  const auto of = task_measure();
  std::vector<std::string> out;
  for (const auto cell : of.classify(ledger, law, until(as_of), all_rows(ledger)))
    out.push_back(of.cells[cell]);
  return out;
}

TEST(Tasks, AreDueOnTheirDay) {
  EXPECT_THAT(
      cells(no_issue(), {"2022-09-30,2022-09-30,,,", "2022-09-30,2022-10-01,,,", "2022-09-30,,,,",
                         "2023-03-31,,,,", "全年,2022-12-31,,,", "长期,,,,"}),
      ElementsAre("new.in.on_time", "new.in.late", "new.in.open", "new.after.open",
                  "new.in.on_time", "new.none.open"));
}

TEST(Tasks, AreOverdueAtTheEndOfTheirLastDay) {
  EXPECT_THAT(cells(no_issue(), {"9月底前,,,,"}, "2022-09-29"), ElementsAre("new.after.open"));
  EXPECT_THAT(cells(no_issue(), {"9月底前,,,,"}, "2022-09-30"), ElementsAre("new.in.open"));
  // What is done later is not done yet.
  EXPECT_THAT(cells(no_issue(), {"9月底前,2022-10-08,,,"}, "2022-09-30"),
              ElementsAre("new.in.open"));
}

TEST(Tasks, AreDoneAtAHundredPercentAndPunctualityStaysUnsure) {
  EXPECT_THAT(cells(no_issue(), {"2022-09-30,,100%,,", "2022-09-30,,99%,,", "2022-09-30,是,,,",
                                 "2023-09-30,,100%,,"}),
              ElementsAre("new.in.unsure", "new.in.open", "new.in.unsure", "new.after.on_time"));
}

TEST(Tasks, DueBeforeTheirPlanWasIssuedAreNeverInTime) {
  EXPECT_THAT(
      cells(august(), {"6月底前,2022-06-20,,,", "6月底前,2022-09-20,,,", "6月底前,,,,",
                       "6月底前,,100%,,", "2022-08-24,2022-08-24,,,"}),
      ElementsAre("new.in.late", "new.in.late", "new.in.open", "new.in.late", "new.in.on_time"));
}

TEST(Tasks, TakeTheirOwnDateOfIssueBeforeTheYears) {
  EXPECT_THAT(cells(august(), {"6月底前,2022-06-20,,2022-03-01,"}), ElementsAre("new.in.on_time"));
}

TEST(Tasks, DoNotExistBeforeTheirPlanIsIssued) {
  EXPECT_THAT(cells(august(), {"9月底前,,,,"}, "2022-08-23"), ElementsAre("outside"));
  EXPECT_THAT(cells(august(), {"9月底前,,,,"}, "2022-08-24"), ElementsAre("new.after.open"));
}

TEST(Tasks, OfLastYearsPlanAreOld) {
  EXPECT_THAT(cells(no_issue(), {"9月底前,,,2021-08-24,", "9月底前,,,,7", "9月底前,,,2022-01-01,"}),
              ElementsAre("old.in.open", "old.in.open", "new.in.open"));
}

TEST(Tasks, KnowWhenTheyWereIssuedAndDone) {
  const auto ledger =
      tasks({"9月底前,2022-09-01,50%,,", "9月底前,,100%,2022-03-01,", "9月底前,,,,"});
  EXPECT_EQ(done_on(ledger, 0), parse_iso("2022-09-01"));
  EXPECT_EQ(done_on(ledger, 1), kUndated);
  EXPECT_EQ(done_on(ledger, 2), kNever);
  EXPECT_EQ(issued_on(ledger, august(), 0), parse_iso("2022-08-24"));
  EXPECT_EQ(issued_on(ledger, august(), 1), parse_iso("2022-03-01"));
  EXPECT_EQ(issued_on(ledger, no_issue(), 0), kNever);
}

TEST(Tasks, SayWhyTheyStandWhereTheyStand) {
  const auto ledger = tasks(
      {"9月底前,2022-09-01,,,", "6月底前,,,,", "9月底前,,100%,,", "长期,,,,", "9月底前,是,,,"});
  const auto because = [&](std::int64_t row) {
    return task_measure().because(ledger, august(), until("2022-12-31"))(row);
  };
  EXPECT_EQ(because(0), "时限 2022-09-30（9月底前），2022-09-01 完成");
  EXPECT_EQ(because(1),
            "时限 2022-06-30（6月底前），印发（2022-08-24）时已过期，至 2022-12-31 未完成");
  EXPECT_EQ(because(2), "时限 2022-09-30（9月底前），进度 100%，未写完成日期");
  EXPECT_EQ(because(3), "未定时限（长期），至 2022-12-31 未完成");
  EXPECT_EQ(because(4), "时限 2022-09-30（9月底前），已完成，完成日期不明");
}

}  // namespace
}  // namespace gongkai
