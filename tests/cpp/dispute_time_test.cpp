// How long disputes took, with ends worked out by hand.
#include "gongkai/measure/dispute_time.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ledger_help.hpp"

namespace gongkai {
namespace {

using ::testing::ElementsAre;

const Law& law() {
  static const Law kLaw = load_law(GONGKAI_TEMPLATES);
  return kLaw;
}

Period until(std::string_view as_of) {
  const Date day = *parse_iso(as_of);
  return {year_period(year_of(day)).from, day};
}

/// Rows "kind,filed,concluded,outcome,co_defendant,rectified".
Ledger disputes(const std::vector<std::string>& rows) {
  std::string text = "dispute_no,unit,kind,filed,concluded,outcome,co_defendant,rectified\n";
  for (const auto& row : rows) text += fmt::format("{},县教育局,{}\n", &row - rows.data() + 1, row);
  return testing::read("disputes", text).value;
}

std::vector<std::string> cells(const Measure& of, const std::vector<std::string>& rows,
                               std::string_view as_of = "2022-12-31") {
  const auto ledger = disputes(rows);
  std::vector<std::string> out;
  for (const auto cell : of.classify(ledger, law(), until(as_of), all_rows(ledger)))
    out.push_back(of.cells[cell]);
  return out;
}

Due due(const Measure& of, const std::string& row, std::string_view as_of = "2022-12-31") {
  const auto ledger = disputes({row});
  return of.due(ledger, law(), until(as_of), all_rows(ledger)).at(0);
}

std::string told(const Measure& of, const std::string& row) {
  const auto ledger = disputes({row});
  return of.because(ledger, law(), until("2022-12-31"))(0);
}

TEST(Conclude, GivesAReviewSixtyDays) {
  // 60 days after 2 August is 1 October, a holiday; work begins on 8 October.
  EXPECT_THAT(cells(conclude_measure(), {"行政复议,2022-08-02,2022-10-08,结果维持,,",
                                         "行政复议,2022-08-02,2022-10-09,结果维持,,",
                                         "行政复议,2022-08-02,,尚未审结,,"}),
              ElementsAre("new.in.on_time", "new.in.late", "new.in.open"));
}

TEST(Conclude, RunsOverTheEndOfTheYear) {
  // 60 days after 15 November are Saturday, 14 January 2023, then Monday, the 16th.
  const std::string row = "行政复议,2022-11-15,,尚未审结,,";
  EXPECT_EQ(due(conclude_measure(), row),
            (Due{*parse_iso("2023-01-16"), *parse_iso("2023-01-16")}));
  EXPECT_THAT(cells(conclude_measure(), {row}), ElementsAre("new.after.open"));
  // Filed 2021-11-15: Friday, 14 January 2022.
  EXPECT_THAT(cells(conclude_measure(), {"行政复议,2021-11-15,2022-01-14,结果维持,,",
                                         "行政复议,2021-11-15,2021-12-30,结果维持,,",
                                         "行政复议,2021-05-15,2022-01-14,结果维持,,"}),
              ElementsAre("old.in.on_time", "old.in.earlier", "old.before.late"));
}

TEST(Conclude, GivesARangeWhereANoticeIsMissing) {
  // 60 days after 2026-11-03 are Saturday, 2 January 2027, which may be worked; 4, 5 and 6 may be
  // off.
  const std::string row = "行政复议,2026-11-03,,尚未审结,,";
  EXPECT_EQ(due(conclude_measure(), row, "2026-12-31"),
            (Due{*parse_iso("2027-01-02"), *parse_iso("2027-01-07")}));
}

TEST(Conclude, KnowsNoLimitOfSuits) {
  EXPECT_THAT(cells(conclude_measure(), {"未经复议直接起诉,2022-01-02,,尚未审结,,",
                                         "复议后起诉,2022-01-02,2022-12-01,结果维持,,"}),
              ElementsAre("new.none.open", "new.none.on_time"));
}

TEST(Conclude, TakesALimitOfSuitsFromTheData) {
  auto own = law();
  own.regimes = Regimes::parse(
      "[[limit]]\nid = \"suit_direct\"\nname = \"x\"\nsource = \"x\"\ndays = 180\n"
      "unit = \"calendar_days\"\n");
  const auto ledger = disputes({"未经复议直接起诉,2022-01-04,,尚未审结,,"});
  // 180 days after 4 January 2022: Sunday, 3 July, then Monday.
  const auto of = conclude_measure();
  EXPECT_EQ(of.due(ledger, own, until("2022-12-31"), all_rows(ledger)).at(0).latest,
            parse_iso("2022-07-04"));
}

TEST(Conclude, LeavesOutWhatIsNotCounted) {
  EXPECT_THAT(
      cells(conclude_measure(),
            {"行政复议,2022-08-02,,尚未审结,是,", "行政复议,2023-01-01,,尚未审结,,",
             "行政复议,2022-08-02,,不知道,,",
             // Before the first year of the calendar: ended long ago, or nobody knows.
             "行政复议,2016-08-02,2016-09-01,结果维持,,", "行政复议,2016-08-02,,尚未审结,,"}),
      ElementsAre("outside", "outside", "unclassified", "outside", "old.unsure.open"));
}

TEST(Conclude, TakesAResultWithoutADateAsUnsure) {
  // What is concluded after the date of count is open; a pending one that has a date is too.
  EXPECT_THAT(cells(conclude_measure(), {"行政复议,2022-02-01,,结果维持,,",
                                         "行政复议,2022-08-02,2022-09-01,尚未审结,,"}),
              ElementsAre("new.in.unsure", "new.in.open"));
  EXPECT_THAT(
      cells(conclude_measure(), {"行政复议,2022-08-02,2022-09-01,结果维持,,"}, "2022-08-31"),
      ElementsAre("new.after.open"));
}

TEST(Conclude, TellsTheDaysThatDecide) {
  EXPECT_EQ(
      told(conclude_measure(), "行政复议,2022-08-02,2022-10-09,结果维持,,"),
      "2022-08-02 立案（行政复议），行政复议审理（普通程序），期限 2022-10-08，2022-10-09 审结");
  EXPECT_EQ(told(conclude_measure(), "复议后起诉,2022-08-02,,尚未审结,,"),
            "2022-08-02 立案（复议后起诉），未定期限，至 2022-12-31 尚未审结");
}

TEST(Rectify, GivesACorrectedResultSixtyDays) {
  // 60 days after 20 April 2022 are Sunday, 19 June.
  EXPECT_THAT(cells(rectify_measure(), {"行政复议,2022-03-01,2022-04-20,结果纠正,,2022-06-20",
                                        "行政复议,2022-03-01,2022-04-20,结果纠正,,2022-06-21",
                                        "行政复议,2022-03-01,2022-04-20,结果纠正,,",
                                        "行政复议,2021-09-01,2021-11-15,结果纠正,,2022-01-14"}),
              ElementsAre("new.in.on_time", "new.in.late", "new.in.open", "old.in.on_time"));
}

TEST(Rectify, LeavesOutWhatWasNotCorrected) {
  EXPECT_THAT(cells(rectify_measure(), {"行政复议,2022-03-01,2022-04-20,结果维持,,2022-05-01",
                                        "行政复议,2022-03-01,2022-04-20,结果纠正,是,",
                                        "行政复议,2022-03-01,2023-01-04,结果纠正,,",
                                        "行政复议,2022-03-01,,结果纠正,,2022-05-01",
                                        "行政复议,2022-03-01,,尚未审结,,"}),
              ElementsAre("outside", "outside", "outside", "new.unsure.unsure", "outside"));
}

TEST(Rectify, TellsTheDaysThatDecide) {
  EXPECT_EQ(told(rectify_measure(), "行政复议,2022-03-01,2022-04-20,结果纠正,,"),
            "2022-04-20 审结，结果纠正（行政复议），行政复议意见书反馈整改，期限 2022-06-20，至 "
            "2022-12-31 尚未整改");
}

}  // namespace
}  // namespace gongkai
