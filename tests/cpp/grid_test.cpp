// Where in a sheet the ledger is.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gongkai/base/error.hpp"
#include "ledger_help.hpp"

namespace gongkai {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::ThrowsMessage;

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

TEST(Grid, RefusesHeadersThatWereLostOnSaving) {
  EXPECT_THAT([] { sheet("????,??,????\n??,???,2022-03-01\n"); },
              ThrowsMessage<DataError>("events.xlsx: the headers are '????,??,???"
                                       "?', lost on "
                                       "saving; expected the file that was there before"));
  const auto some = sheet("事项类别,unit,????（��）\n培训,县府办,2022-03-01\n");
  EXPECT_THAT(testing::kinds(some.findings),
              ElementsAre("ledger.column lost", "ledger.column missing"));
  EXPECT_EQ(some.findings[0].message,
            "events.xlsx 《2022》：列名“????（��）”在保存时丢失，只剩问号；"
            "请用原来的文件另存为“CSV UTF-8”");
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
  const Sheet only{.name = "", .grid = &grid};
  const auto checked =
      read_sheets(schema("events"), {&only, 1}, testing::terms(), Source{"e", "", 2022});
  EXPECT_THAT(checked.findings, IsEmpty());
  EXPECT_THAT(checked.value.dates("date"), ElementsAre(*civil(2022, 3, 1)));
}

// Cells by row; read with merges and hidden rows.
Checked<Ledger> shaped(std::string_view ledger, std::string_view csv, std::vector<Merge> merges,
                       std::vector<std::int64_t> hidden = {}) {
  const arrow::Table grid = parse_csv(csv);
  const Sheet only{.name = "2022", .grid = &grid, .merges = std::move(merges), .hidden = hidden};
  auto checked =
      read_sheets(schema(ledger), {&only, 1}, testing::terms(), Source{"a.xlsx", "", 2022});
  checked.findings = testing::rules().tell(std::move(checked.findings));
  return checked;
}

TEST(Grid, JoinsParentsToTheHeadersBelowThem) {
  const auto checked = shaped("events",
                              "事项,,单位,发生日期,备\n"
                              "类别,名称,,,注\n"
                              "培训,春季,县府办,2022-03-01,全县\n",
                              {});
  EXPECT_THAT(testing::kinds(checked.findings),
              ElementsAre("ledger.column unknown", "ledger.column alias", "ledger.column alias"));
  EXPECT_EQ(checked.findings[1].message, "a.xlsx 《2022》 “发生日期”列：“发生日期”当作“日期”读入");
  EXPECT_EQ(checked.findings[0].found, "事项名称");
  ASSERT_EQ(checked.value.size(), 1);
  EXPECT_EQ(checked.value.origin(0), 3);
  EXPECT_EQ(checked.value.names("kind")[0], "培训");
  EXPECT_EQ(checked.value.names("note")[0], "全县");
}

TEST(Grid, TakesTheEndOfAHeaderForNoRow) {
  const auto checked = shaped("publications",
                              "单位,信息内容,本年收费\n"
                              ",,金额（万元）\n"
                              "县教育局,行政事业性收费,7.28\n",
                              {});
  ASSERT_EQ(checked.value.size(), 1);
  EXPECT_EQ(checked.value.numbers("fees")[0], 7'280'000);
  EXPECT_THAT(checked.findings, IsEmpty());
}

TEST(Grid, ReadsThreeLevelsInFiveRowsWithAnEmptyOneInside) {
  const auto checked =
      shaped("applications",
             "台账,,,,,\n"
             "办理情况,,,,,\n"
             "申请编号,单位,申请人,收到日期,补正,\n"
             ",,,,,\n"
             ",,类型,,告知日期,收到日期\n"
             "A1,县教育局,自然人,2022-01-04,2022-01-05,2022-01-10\n",
             {{1, 1, 0, 5}, {2, 4, 0, 0}, {2, 4, 1, 1}, {2, 4, 3, 3}, {2, 2, 4, 5}});
  EXPECT_THAT(testing::kinds(checked.findings),
              ElementsAre("ledger.skipped title", "ledger.skipped title"));
  ASSERT_EQ(checked.value.size(), 1);
  EXPECT_EQ(checked.value.dates("received")[0], *civil(2022, 1, 4));
  EXPECT_EQ(checked.value.dates("corrected")[0], *civil(2022, 1, 10));
}

TEST(Grid, FillsMergedLabelsAndNeverNumbers) {
  const auto checked = shaped("publications",
                              "单位,信息内容,本年制发件数,本年废止件数,现行有效件数\n"
                              "县教育局,规章,1,0,3\n"
                              ",行政规范性文件,,0,4\n",
                              {{1, 2, 0, 0}, {1, 2, 2, 2}});
  ASSERT_EQ(checked.value.size(), 2);
  EXPECT_EQ(checked.value.names("unit")[1], "县教育局");
  EXPECT_EQ(checked.value.numbers("made")[1], kBlank);
  ASSERT_THAT(testing::kinds(checked.findings), ElementsAre("ledger.skipped merged"));
  EXPECT_EQ(checked.findings[0].message,
            "a.xlsx 《2022》 第 3 行“单位”：合并的单元格自这一行起按“县教育局”读入");
}

TEST(Grid, SkipsSectionsNumbersOfColumnsAndNotesOfManyLines) {
  const auto checked = shaped("applications",
                              "申请编号,单位,申请人类型,收到日期\n"
                              ",,,\n"
                              "1,2,3,4\n"
                              "一、县级部门,,,\n"
                              "A1,县教育局,自然人,2022-01-04\n"
                              "县教育局小计,1,,\n"
                              "镇街,,,\n"
                              "A2,新市镇,自然人,2022-01-05\n"
                              "2,合计,,\n"
                              "注：1.截至年底,,,\n"
                              "2.不含转办件,,,\n",
                              {{6, 6, 0, 3}}, {7});
  EXPECT_EQ(checked.value.size(), 2);
  EXPECT_THAT(
      testing::kinds(checked.findings),
      ElementsAre("ledger.skipped numbers", "ledger.skipped section", "ledger.skipped remark",
                  "ledger.skipped section", "ledger.skipped hidden", "ledger.skipped remark",
                  "ledger.skipped remark", "ledger.skipped remark"));
}

TEST(Grid, ReadsTablesBelowEachOtherAndLeavesOthersOut) {
  const auto checked = sheet(
      "事项类别,单位,日期,数量\n"
      "培训,县府办,2022-03-01,1\n"
      ",,,\n"
      "下半年,,,\n"
      "单位,日期,事项类别,说明\n"
      "县教育局,2022-09-01,会议,全县\n");
  ASSERT_EQ(checked.value.size(), 2);
  EXPECT_EQ(checked.value.names("kind")[1], "会议");
  EXPECT_EQ(checked.value.names("note")[1], "全县");
  EXPECT_EQ(checked.value.numbers("quantity")[1], kBlank);
  EXPECT_EQ(checked.value.origin(1), 6);
  EXPECT_THAT(testing::kinds(checked.findings), ElementsAre("ledger.skipped title"));
  const auto other = shaped("tasks",
                            "序号,重点任务,牵头单位,完成时限\n"
                            "1,公开清单,县府办,6月底前\n"
                            ",,,\n"
                            "统计,,,\n"
                            "单位,件数,备注,\n"
                            "县府办,1,,\n",
                            {});
  EXPECT_EQ(other.value.size(), 1);
  EXPECT_THAT(testing::kinds(other.findings), ElementsAre("ledger.skipped table"));
}

TEST(Grid, ReadsTwoTablesSideBySide) {
  const auto checked = sheet(
      "事项类别,单位,日期,,事项类别,单位,日期\n"
      "培训,县府办,2022-03-01,,会议,县教育局,2022-03-02\n");
  ASSERT_EQ(checked.value.size(), 2);
  EXPECT_EQ(checked.value.names("unit")[1], "县教育局");
  EXPECT_EQ(checked.value.origin(1), 2);
  EXPECT_THAT(checked.findings, IsEmpty());
}

TEST(Grid, ReadsSheetsWhoseHeadersDiffer) {
  const arrow::Table first = parse_csv("台账,,\n事项类别,单位,日期\n培训,县府办,2022-03-01\n");
  const arrow::Table second = parse_csv("事项,单位,\n类别,,日期\n会议,县教育局,2022-02-30\n");
  const arrow::Table other = parse_csv("姓名,电话\n张三,1\n");
  const Sheet sheets[] = {{"说明", &other}, {"一月", &first}, {"二月", &second}};
  auto checked =
      read_sheets(schema("events"), sheets, testing::terms(), Source{"e.xlsx", "", 2022});
  checked.findings = testing::rules().tell(std::move(checked.findings));
  ASSERT_EQ(checked.value.size(), 2);
  EXPECT_THAT(testing::kinds(checked.findings),
              ElementsAre("ledger.skipped title", "ledger.date impossible", "ledger.skipped sheet",
                          "ledger.skipped joined"));
  EXPECT_EQ(checked.findings[1].where.text("sheet"), "二月");
  EXPECT_EQ(checked.findings[1].where.text("row"), "3");
  EXPECT_EQ(checked.value.key(1), "《二月》第 3 行");
}

// Cases of two sheets or more as one ledger, their findings told.
Checked<Ledger> cases(std::span<const Sheet> sheets) {
  auto checked =
      read_sheets(schema("applications"), sheets, testing::terms(), Source{"a.xlsx", "", 2022});
  checked.findings = testing::told(std::move(checked.findings));
  return checked;
}

TEST(Grid, NamesTheHeaderOfTheTableThatARowStandsIn) {
  const arrow::Table first = parse_csv(
      "申请编号,单位,申请人类型,收到日期\n"
      "A1,县府办,自然人,2022-02-30\n");
  const arrow::Table second = parse_csv(
      "登记号,申请人类别,收件日期,承办单位\n"
      "A2,火星人,2022-02-31,县府办\n"
      "A1,自然人,2022-02-01,县府办\n"
      "A2,自然人,2022-02-01,县府办\n");
  const Sheet sheets[] = {{"一月", &first}, {"二月", &second}};
  const auto checked = cases(sheets);
  const auto dates = testing::of_kind(checked.findings, "ledger.date", "impossible");
  ASSERT_THAT(dates, SizeIs(2));
  EXPECT_EQ(dates[0].where.text("header"), "收到日期");
  EXPECT_EQ(dates[1].where.text("header"), "收件日期");
  EXPECT_EQ(dates[1].where.text("sheet"), "二月");
  const auto kinds = testing::of_kind(checked.findings, "ledger.choice", "unknown");
  ASSERT_THAT(kinds, SizeIs(1));
  EXPECT_EQ(kinds[0].where.text("header"), "申请人类别");
  const auto keys = testing::of_kind(checked.findings, "ledger.key", "twice");
  ASSERT_THAT(keys, SizeIs(2));
  EXPECT_EQ(keys[0].where.text("header"), "登记号");
  EXPECT_EQ(keys[0].expected, "与《一月》第 2 行不同的编号");
  EXPECT_EQ(keys[1].expected, "与第 2 行不同的编号");
}

TEST(Grid, NamesTheHeaderOfTheTableBesideAnother) {
  const auto checked = sheet(
      "事项类别,单位,日期,,事项类别,承办单位,时间\n"
      "培训,县府办,2022-03-01,,会议,,2022-02-30\n");
  const auto blanks = testing::of_kind(checked.findings, "ledger.blank", "blank");
  ASSERT_THAT(blanks, SizeIs(1));
  EXPECT_EQ(blanks[0].where.text("header"), "承办单位");
}

TEST(Grid, SpeaksOfAColumnByTheSheetThatHasIt) {
  const arrow::Table first = parse_csv(
      "申请编号,单位,申请人类型,收到日期\n"
      "A1,县府办,自然人,2022-02-01\n");
  const arrow::Table second = parse_csv(
      "申请编号,单位,申请人类型,收到日期,答复日期,答复结果,送达时间\n"
      "A2,县府办,自然人,2022-02-01,2022-02-09,予以公开,\n");
  const Sheet sheets[] = {{"一月", &first}, {"二月", &second}};
  const auto checked = cases(sheets);
  const auto blanks = testing::of_kind(checked.findings, "ledger.blank", "delivered");
  ASSERT_THAT(blanks, SizeIs(1));
  EXPECT_EQ(blanks[0].where.text("sheet"), "二月");
  EXPECT_EQ(blanks[0].where.text("header"), "送达时间");
}

TEST(Grid, TakesTheUpperLineOfAHeaderForNoTitle) {
  const std::string_view body =
      "申请编号,单位,收到日期,申请人类型,答复日期,答复结果\n"
      "A1,县府办,2022-02-01,自然人,,\n";
  const auto unmerged =
      shaped("applications", "某县台账,,,,,\n申请情况,,,,答复情况,\n" + std::string(body), {});
  EXPECT_THAT(testing::kinds(unmerged.findings), ElementsAre("ledger.skipped title"));
  EXPECT_EQ(unmerged.findings[0].where.text("row"), "1");
  const auto merged =
      shaped("applications",
             "某县台账,,,,,\n"
             "申请编号,单位,收到日期,申请人类型,答复情况,\n"
             ",,,,答复日期,答复结果\n"
             "A1,县府办,2022-02-01,自然人,,\n",
             {{0, 0, 0, 5}, {1, 2, 0, 0}, {1, 2, 1, 1}, {1, 2, 2, 2}, {1, 2, 3, 3}, {1, 1, 4, 5}});
  ASSERT_EQ(merged.value.size(), 1);
  EXPECT_EQ(merged.value.names("case_no")[0], "A1");
  EXPECT_THAT(testing::kinds(merged.findings), ElementsAre("ledger.skipped title"));
  EXPECT_EQ(merged.findings[0].where.text("row"), "1");
}

TEST(Grid, SaysADayWithoutItsMidnight) {
  const arrow::Table grid =
      parse_csv("申请编号,单位,申请人类型,收到日期\nA1,县府办,自然人,2053-01-05 00:00:00\n");
  const Sheet only[] = {{.name = "台账", .grid = &grid}};
  const auto far = testing::of_kind(cases(only).findings, "ledger.date", "far");
  ASSERT_THAT(far, SizeIs(1));
  EXPECT_EQ(far[0].found, "2053-01-05");
}

TEST(Grid, TakesWordsBesideATitleForNoHeader) {
  const auto checked = sheet(
      "单位：县府办,,2022年度,\n"
      "事项类别,单位,日期,说明\n"
      "培训,县府办,2022-03-01,全县\n");
  EXPECT_THAT(testing::kinds(checked.findings), ElementsAre("ledger.skipped title"));
}

TEST(Grid, SaysWhatACellShowsThatTheNumberDoesNot) {
  const arrow::Table grid = parse_csv(
      ",申请编号,单位,申请人类型,收到日期\n"
      ",A1,县府办,自然人,2022.1\n"
      ",A2,县府办,自然人,2022.1\n");
  const Sheet only[] = {{.name = "台账", .grid = &grid, .shown = {{1, 4, "2022.10"}}}};
  const auto checked = cases(only);
  const auto dates = testing::of_kind(checked.findings, "ledger.date", "ambiguous");
  ASSERT_THAT(dates, SizeIs(2));
  EXPECT_EQ(dates[0].found, "2022.10");
  EXPECT_EQ(dates[1].found, "2022.1");
}

TEST(Grid, NamesAHiddenSheetThatItDoesNotRead) {
  const arrow::Table grid = parse_csv("事项类别,单位,日期\n培训,县府办,2022-03-01\n");
  const Sheet sheets[] = {{.name = "甲", .grid = &grid},
                          {.name = "乙", .grid = &grid, .visible = false}};
  const auto checked =
      read_sheets(schema("events"), sheets, testing::terms(), Source{"e.xlsx", "", 2022});
  EXPECT_EQ(checked.value.size(), 1);
  EXPECT_THAT(testing::kinds(checked.findings), ElementsAre("ledger.skipped hidden_sheet"));
}

TEST(Grid, RefusesMergesThatLieOverEachOther) {
  std::vector<Merge> merges(100, {0, 3, 0, 2});
  for (Merge& merge : merges) merge.top = 1;
  EXPECT_THAT(
      [&] { shaped("events", "事项类别,单位,日期\n培训,县府办,2022-03-01\n,,\n,,\n", merges); },
      ThrowsMessage<DataError>("merged cells lie over each other"));
}

}  // namespace
}  // namespace gongkai
