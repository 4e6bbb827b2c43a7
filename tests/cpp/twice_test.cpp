// Whole rows that stand twice, in ledgers without a key.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ledger_help.hpp"

namespace gongkai {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr std::string_view kPublications =
    "单位,信息内容,本年制发件数\n"
    "县府办,行政规范性文件,3\n"
    "县教育局,行政规范性文件,3\n"
    "县府办,行政规范性文件,3\n"
    "县府办,行政规范性文件,4\n"
    "县府办,行政规范性文件,3\n";

TEST(Twice, TellsEachRowThatWouldBeCountedAgain) {
  const auto checked = testing::read("publications", kPublications);
  EXPECT_EQ(checked.value.size(), 5);
  const auto rows = testing::of_kind(checked.findings, "ledger.key", "row");
  ASSERT_THAT(rows, SizeIs(2));
  EXPECT_EQ(rows[0].where.text("row"), "4");
  EXPECT_EQ(rows[1].where.text("row"), "6");
  EXPECT_EQ(rows[1].message,
            "publications.csv 第 6 行：整行与第 2 行完全相同，会重复计数，应每件只填一行");
  EXPECT_EQ(rows[0].severity, Severity::serious);
}

TEST(Twice, LooksAtEveryColumnAlsoThoseThatAreNotRead) {
  const auto checked = testing::read("events",
                                     "事项类别,单位,日期,地点\n"
                                     "培训,县府办,2022-03-01,甲\n"
                                     "培训,县府办,2022-03-01,乙\n"
                                     "培训,县府办,2022-03-01,\n"
                                     "培训,县府办,2022-03-01,\n");
  const auto rows = testing::of_kind(checked.findings, "ledger.key", "row_hint");
  ASSERT_THAT(rows, SizeIs(1));
  EXPECT_EQ(rows[0].where.text("row"), "5");
  EXPECT_EQ(rows[0].severity, Severity::hint);
}

TEST(Twice, CountsRowsOfPeopleWhoMaySayTheSame) {
  const auto checked = testing::read("pushes",
                                     "政策编号,推送对象,推送渠道\n"
                                     "P1,甲公司,短信\n"
                                     "P1,甲公司,短信\n"
                                     "P1,甲公司,短信\n"
                                     "P1,甲公司 ,短信\n");
  const auto rows = testing::of_kind(checked.findings, "ledger.key", "rows");
  ASSERT_THAT(rows, SizeIs(1));
  EXPECT_EQ(rows[0].found, "2 行");
  EXPECT_EQ(rows[0].where.text("row"), "3");
  EXPECT_EQ(rows[0].severity, Severity::hint);
}

TEST(Twice, ComparesTypedCellsToo) {
  arrow::Table table;
  table.rows = 3;
  const Date day = *civil(2022, 3, 1);
  table.columns = {{"service", testing::texts({"社保", "社保", "社保"}), {}},
                   {"unit", testing::texts({"县社保局", "县社保局", "县社保局"}), {}},
                   {"date", std::vector<Date>{day, day, day + Days{1}}, {}},
                   {"score", std::vector<double>{4.5, 4.5, 4.5}, {}}};
  const auto checked =
      read_ledger(schema("ratings"), table, testing::terms(), Source{"r.parquet", "", 2022});
  const auto rows = testing::of_kind(checked.findings, "ledger.key", "rows");
  ASSERT_THAT(rows, SizeIs(1));
  EXPECT_EQ(rows[0].found, "1 行");
  EXPECT_EQ(rows[0].where.text("row"), "2");
}

TEST(Twice, KnowsARowAgainOnASheetWhoseColumnsStandInAnotherOrder) {
  const arrow::Table first = parse_csv("事项类别,单位,日期,地点\n培训,县府办,2022-03-01,甲\n");
  const arrow::Table second = parse_csv(
      "地点,承办单位,日期,事项类别\n甲,县府办,2022-03-01,培训\n乙,县府办,2022-03-01,培训\n");
  const Sheet sheets[] = {{"一月", &first}, {"二月", &second}};
  const auto checked =
      read_sheets(schema("events"), sheets, testing::terms(), Source{"e.xlsx", "", 2022});
  const auto rows = testing::of_kind(checked.findings, "ledger.key", "row_hint");
  ASSERT_THAT(rows, SizeIs(1));
  EXPECT_EQ(rows[0].where.text("sheet"), "二月");
  EXPECT_EQ(rows[0].found, "《一月》第 2 行");
}

TEST(Twice, LeavesLedgersWithAKeyToTheirKeys) {
  const auto checked = testing::read("units", "单位,单位类别\n县府办,部门\n县府办,部门\n");
  EXPECT_THAT(testing::kinds(checked.findings), ElementsAre("ledger.key twice"));
}

}  // namespace
}  // namespace gongkai
