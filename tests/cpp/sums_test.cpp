// Sums of the numbers that rows carry: blanks are never zero.
#include "gongkai/measure/sums.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ledger_help.hpp"

namespace gongkai {
namespace {

using ::testing::ElementsAre;

Groups grouped(const Ledger& ledger, const std::vector<std::string>& by) {
  const Units units("某县", nullptr);
  return group(ledger, by, {&units, &testing::terms(), {}});
}

Sums published(const std::string& rows, const std::vector<std::string>& by = {}) {
  const auto ledger =
      testing::read("publications", "unit,kind,made,repealed,valid,decisions,fees\n" + rows).value;
  return add_up(addends("table2", ledger, year_period(2022)), grouped(ledger, by));
}

Sums fees(const std::string& rows, std::string_view as_of = "2022-12-31",
          const std::vector<std::string>& by = {}) {
  const auto ledger =
      testing::read("applications",
                    "case_no,unit,applicant_kind,received,fee_notice,fee_amount,fee_paid\n" + rows)
          .value;
  return add_up(addends("fee", ledger, {year_period(2022).from, *parse_iso(as_of)}),
                grouped(ledger, by));
}

Key unit(const std::string& name) { return {{"unit", name}}; }

TEST(Sums, NameTheCellsOfTableTwoInTheOrderOfTheForm) {
  EXPECT_THAT(
      publication_cells(),
      ElementsAre("regulations/made", "regulations/repealed", "regulations/valid",
                  "normative_documents/made", "normative_documents/repealed",
                  "normative_documents/valid", "licences", "penalties", "coercions", "fees_wan"));
  EXPECT_THAT(fee_cells(), ElementsAre("notices", "noticed_yuan", "collected_yuan"));
}

TEST(Sums, AddTheRowsOfAKind) {
  const auto sums = published(
      "县教育局,行政规范性文件,3,1,10,,\n新市镇,行政规范性文件,2,0,5,,\n县教育局,行政许可,,,,100,"
      "\n");
  EXPECT_EQ(sums.at({}, "normative_documents/made"), number(5));
  EXPECT_EQ(sums.at({}, "normative_documents/repealed"), number(1));
  EXPECT_EQ(sums.at({}, "licences"), number(100));
}

TEST(Sums, AreBlankWhereARowIsBlankOrNoRowIsThere) {
  const auto sums = published("县教育局,行政规范性文件,3,,10,,\n新市镇,行政规范性文件,2,0,5,,\n");
  EXPECT_EQ(sums.at({}, "normative_documents/made"), number(5));
  EXPECT_EQ(sums.at({}, "normative_documents/repealed").state, State::blank);
  EXPECT_EQ(sums.at({}, "penalties").state, State::blank);
  EXPECT_EQ(sums.at({}, "penalties", number(0)), number(0));
}

TEST(Sums, KeepMoneyInFenExactly) {
  const auto sums = published("县教育局,行政事业性收费,,,,,0.1\n新市镇,行政事业性收费,,,,,0.2\n");
  EXPECT_EQ(sums.at({}, "fees_wan"), number(300000));  // 0.3 万元
}

TEST(Sums, OfUnitsAddToTheWhole) {
  const auto sums =
      published("县教育局,行政规范性文件,3,,10,,\n新市镇,行政规范性文件,2,0,5,,\n", {"unit"});
  EXPECT_EQ(sums.at(unit("县教育局"), "normative_documents/made"), number(3));
  EXPECT_EQ(sums.at(unit("县教育局"), "normative_documents/repealed").state, State::blank);
  EXPECT_EQ(sums.at(unit("新市镇"), "normative_documents/repealed"), number(0));
  EXPECT_EQ(sums.at({}, "normative_documents/made"), number(5));
  EXPECT_EQ(sums.at(unit("武康街道"), "normative_documents/made").state, State::blank);
}

TEST(Sums, CountFeeNoticesAndMoneyOfThePeriod) {
  const std::string rows =
      "1,县教育局,自然人,2022-03-01,2022-03-10,400,2022-03-20\n"
      "2,新市镇,自然人,2022-03-01,2022-06-10,100.50,\n"
      "3,新市镇,自然人,2021-12-01,2021-12-10,30,2022-01-05\n"
      "4,新市镇,自然人,2022-12-20,2023-01-10,30,2023-01-11\n";
  const auto sums = fees(rows);
  EXPECT_EQ(sums.at({}, "notices"), number(2));
  EXPECT_EQ(sums.at({}, "noticed_yuan"), number(50050));
  EXPECT_EQ(sums.at({}, "collected_yuan"), number(43000));  // also what was noticed last year
  EXPECT_EQ(fees(rows, "2022-03-31").at({}, "notices"), number(1));
  EXPECT_EQ(fees(rows, "2022-12-31", {"unit"}).at(unit("新市镇"), "collected_yuan"), number(3000));
}

TEST(Sums, LeaveABlankAmountBlank) {
  const auto sums = fees("1,县教育局,自然人,2022-03-01,2022-03-10,,2022-03-20\n");
  EXPECT_EQ(sums.at({}, "notices"), number(1));
  EXPECT_EQ(sums.at({}, "noticed_yuan").state, State::blank);
  EXPECT_EQ(sums.at({}, "collected_yuan").state, State::blank);
}

}  // namespace
}  // namespace gongkai
