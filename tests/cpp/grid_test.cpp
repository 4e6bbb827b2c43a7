// Where in a sheet the ledger is.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ledger_help.hpp"

namespace gongkai {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

Checked<Ledger> sheet(std::string_view csv) { return testing::read_sheet("events", "2022", csv); }

TEST(Grid, FindsTheHeaderBelowTitles) {
  const auto checked = sheet(
      "政务公开工作记录,,,\n"
      ",,,\n"
      "填报单位：县府办,,日期：2022年12月,\n"
      "事项类别,单位,日期,说明\n"
      "培训,县府办,2022-03-01,全县\n");
  EXPECT_THAT(testing::kinds(checked.findings),
              ElementsAre("ledger.skipped title", "ledger.skipped title"));
  ASSERT_EQ(checked.value.size(), 1);
  EXPECT_EQ(checked.value.origin(0), 5);
  EXPECT_EQ(checked.value.names("note")[0], "全县");
}

TEST(Grid, SkipsTotalsRemarksAndRepeatedHeaders) {
  const auto checked = sheet(
      "事项类别,单位,日期,数量\n"
      "培训,县府办,2022-03-01,1\n"
      ",,,\n"
      "事项类别,单位,日期,数量\n"
      "培训,县教育局,2022-03-02,2\n"
      "合 计,,,3\n"
      "备注：数量为场次,,,\n"
      ",填表人：张三,审核人：李四,\n");
  EXPECT_THAT(testing::kinds(checked.findings),
              ElementsAre("ledger.skipped header", "ledger.skipped remark", "ledger.skipped remark",
                          "ledger.skipped remark"));
  EXPECT_EQ(checked.findings[1].where.text("row"), "6");
  ASSERT_EQ(checked.value.size(), 2);
  EXPECT_EQ(checked.value.origin(1), 5);
  EXPECT_EQ(checked.value.names("unit")[1], "县教育局");
}

TEST(Grid, DropsNoRowThatHoldsACase) {
  const auto checked = sheet(
      "事项类别,单位,日期,数量\n"
      "合计培训,县府办,2022-03-01,1\n"
      ",,2022-03-02,\n");
  EXPECT_EQ(checked.value.size(), 2);
  EXPECT_THAT(testing::kinds(checked.findings),
              ElementsAre("ledger.blank blank", "ledger.blank blank"));
}

TEST(Grid, SkipsATotalThatCountsItsRows) {
  const auto checked = sheet(
      "顺序,事项类别,单位,日期,数量\n"
      "1,培训,县府办,2022-03-01,1\n"
      "合计,1件,,,1\n"
      "填报日期,,,2022-12-31,\n"
      "合计,培训,,,1\n"
      "合计,1,2,,\n");
  EXPECT_EQ(checked.value.size(), 3);
  EXPECT_THAT(testing::kinds(checked.findings),
              ElementsAre("ledger.column unknown", "ledger.skipped remark", "ledger.skipped remark",
                          "ledger.blank blank", "ledger.blank blank", "ledger.blank blank"));
}

TEST(Grid, SkipsTheSameRowsInAFrame) {
  arrow::Table table;
  table.rows = 3;
  table.columns = {{"事项类别", testing::texts({"培训", "合计", ""}), {}},
                   {"单位", testing::texts({"县府办", "", ""}), {}},
                   {"日期", testing::texts({"2022-03-01", "", ""}), {}}};
  const auto checked =
      read_ledger(schema("events"), table, testing::terms(), Source{"events.parquet", "", 2022});
  EXPECT_EQ(checked.value.size(), 1);
  EXPECT_THAT(testing::kinds(checked.findings), ElementsAre("ledger.skipped remark"));
}

TEST(Grid, MissesEveryRequiredColumnWhereNoHeaderStands) {
  const auto checked = sheet("甲,乙,丙\n1,2,3\n");
  EXPECT_EQ(checked.value.size(), 0);
  EXPECT_THAT(testing::kinds(checked.findings),
              ElementsAre("ledger.column missing", "ledger.column missing"));
  EXPECT_EQ(checked.findings[0].severity, Severity::fatal);
  EXPECT_THAT(testing::read_sheet("events", "", "").findings, SizeIs(2));
}

TEST(Grid, SaysThatHeadersWereLostOnSaving) {
  const auto whole = sheet("????,??,????\n??,???,2022-03-01\n");
  EXPECT_THAT(testing::of_kind(whole.findings, "ledger.column", "missing"), SizeIs(2));
  const auto lost = testing::of_kind(whole.findings, "ledger.column", "lost");
  ASSERT_THAT(lost, SizeIs(1));
  EXPECT_EQ(lost[0].message,
            "events.xlsx 《2022》：列名“????、??、????”在保存时丢失，只剩问号；"
            "请用原来的文件另存为“CSV UTF-8”");
  EXPECT_EQ(lost[0].severity, Severity::hint);
  const auto some = sheet("事项类别,unit,????（��）\n培训,县府办,2022-03-01\n");
  EXPECT_THAT(testing::kinds(some.findings),
              ElementsAre("ledger.column lost", "ledger.column missing"));
}

TEST(Grid, TakesASheetOfOneColumn) {
  const auto checked = testing::read_sheet("units", "", "单位\n县教育局\n县民政局\n");
  EXPECT_THAT(checked.findings, IsEmpty());
  EXPECT_EQ(checked.value.size(), 2);
}

TEST(Grid, IgnoresEmptyColumnsAndTellsNamelessOnes) {
  const auto checked = sheet(
      "事项类别,,单位,日期,\n"
      "培训,,县府办,2022-03-01,补办\n");
  ASSERT_THAT(testing::kinds(checked.findings), ElementsAre("ledger.column nameless"));
  EXPECT_EQ(checked.findings[0].message, "events.xlsx 《2022》：第 5 列有内容却没有列名，没有读入");
}

TEST(Grid, ReadsTypedCellsBelowTheHeader) {
  arrow::Table grid;
  grid.rows = 2;
  grid.columns = {{"", testing::texts({"事项类别", "培训"}), {}},
                  {"", testing::texts({"单位", "县府办"}), {}},
                  {"", testing::texts({"日期", "44621"}), {}}};
  const auto checked = read_grid(schema("events"), grid, testing::terms(), Source{"e", "", 2022});
  EXPECT_THAT(checked.findings, IsEmpty());
  EXPECT_THAT(checked.value.dates("date"), ElementsAre(*civil(2022, 3, 1)));
}

}  // namespace
}  // namespace gongkai
