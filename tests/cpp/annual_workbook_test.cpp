// The annual workbook says the figures of its ledgers, and what it has no ledger for.
#include "gongkai/workbook/annual_workbook.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "gongkai/workbook/annual_sheets.hpp"
#include "read_back.hpp"

namespace gongkai {
namespace {

using ::testing::ElementsAre;
using testing::Folder;
using ::testing::HasSubstr;
using testing::ReadBack;

constexpr std::string_view kUnits =
    "单位,上级单位,单位类别\n县教育局,某县,部门\n县公安局,某县,部门\n";
// Twenty working days after 1 March 2022 is 29 March: the second reply is late.
constexpr std::string_view kApplications =
    "申请编号,单位,申请人类型,收到日期,答复日期,答复结果,送达方式,送达日期\n"
    "A1,县教育局,自然人,2022-03-01,2022-03-10,予以公开,网络,2022-03-10\n"
    "=A2,县教育局,自然人,2022-03-01,2022-06-01,部分公开,网络,2022-06-01\n"
    "A3,县公安局,商业企业,2022-04-01,2022-04-08,予以公开,网络,2022-04-08\n";
constexpr std::string_view kTasks =
    "序号,重点任务,清单,牵头单位,完成时限,完成日期,印发日期\n"
    "1,公开预算,任务清单,县教育局,9月底前,2022-09-20,2022-01-10\n"
    "2,公开目录,任务清单,县公安局,6月底前,,2022-01-10\n"
    "3,公开规划,任务清单,县公安局,2月底前,2022-06-01,2022-05-01\n";

std::string template_text(const std::string& name) {
  std::ifstream file(GONGKAI_TEMPLATES "/" + name);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

std::vector<Duty> duties() { return parse_duties(template_text("duties.toml")); }

const Law& law() {
  static const Law kLaw = load_law(GONGKAI_TEMPLATES);
  return kLaw;
}

Books books_of(std::initializer_list<std::pair<std::string_view, std::string_view>> ledgers) {
  Ledgers read;
  for (const auto& [id, csv] : ledgers)
    read.emplace(
        id,
        read_csv(schema(id), csv, law().terms, Source{std::string(id) + ".csv", "", 2022}).value);
  return Books({"某县", std::move(read), law(), year_period(2022), {}, duties()});
}

Books all_books() {
  return books_of({{"units", kUnits}, {"applications", kApplications}, {"tasks", kTasks}});
}

std::vector<Finding> findings() {
  Finding passed, hint, fatal;
  passed.rule = hint.rule = fatal.rule = "table3.flow";
  passed.status = Status::pass;
  hint.severity = Severity::hint;
  hint.message = "提示在后";
  fatal.severity = Severity::fatal;
  fatal.where =
      Where{{"table", std::string("table3")}, {"row_label", std::string("（一）予以公开")}};
  fatal.found = "3";
  fatal.message = "致命在前";
  return {passed, hint, fatal};
}

// Short words for the clock alone: on time or not, of what was due in the year.
AnnualWords words_for(const std::vector<Definition>& definitions) {
  AnnualWords out;
  for (const auto& each : definitions)
    out.sides.push_back({each.id == "timely.due" ? "按时办结的申请" : "", ""});
  CellWords reply{"reply", {"时限", "办理"}, {}};
  for (const auto& cell : measure("reply").cells) {
    const bool in = cell.find(".in.") != std::string::npos;
    const bool timely = cell.ends_with("earlier") || cell.ends_with("on_time");
    reply.cells.push_back({in ? "在期限内" : "不在", timely ? "按时" : "其他"});
  }
  out.cells.push_back(std::move(reply));
  return out;
}

void write(const std::filesystem::path& path, const Books& books) {
  static const auto kDefinitions = parse_definitions(template_text("definitions.toml"));
  annual_workbook(path, books, annual_tables(books), kDefinitions, findings(),
                  {{"applications.csv", std::string(64, 'a')}}, words_for(kDefinitions));
}

// One workbook of all ledgers but disputes and publications, read back once.
const ReadBack& book() {
  static const ReadBack kBook = [] {
    const Folder folder;
    write(folder / "a.xlsx", all_books());
    return ReadBack(folder / "a.xlsx");
  }();
  return kBook;
}

std::string in_row(const std::string& sheet, const std::string& label, const std::string& column) {
  return book().cell(sheet, column + std::to_string(book().row_of(sheet, label)));
}

std::string part_of(const std::string& sheet) {
  const auto sheets = book().sheets();
  const auto place = std::ranges::find(sheets, sheet) - sheets.begin() + 1;
  return book().part(fmt::format("xl/worksheets/sheet{}.xml", place));
}

TEST(AnnualWorkbook, HasItsSheetsInOrder) {
  EXPECT_THAT(book().sheets(), ElementsAre("封面", "指标总览", "分单位指标", "图表", "重点任务",
                                           "申请时限", "信息处理费", "政策推送触达", "表二", "表三",
                                           "表四", "问题清单", "依申请公开依据", "重点任务依据"));
}

TEST(AnnualWorkbook, OpensWithBodyInputsAndChoices) {
  EXPECT_EQ(book().cell("封面", "A1"), "text:某县2022年政府信息公开工作评价底稿");
  EXPECT_EQ(in_row("封面", "统计截止日", "B"), "number:44926");  // 2022-12-31
  EXPECT_EQ(in_row("封面", "争议计法", "B"), "text:年内办理的争议：含上年未审结的");
  EXPECT_EQ(in_row("封面", "applications.csv", "C"), "text:" + std::string(64, 'a'));
  EXPECT_NE(book().row_of("封面", "致命 1 项"), 0);
  EXPECT_NE(book().row_of("封面", "核对通过 1 项"), 0);
}

TEST(AnnualWorkbook, GivesBothCountsOfARate) {
  EXPECT_EQ(in_row("指标总览", "timely.due", "B"), "number:2");
  EXPECT_EQ(in_row("指标总览", "timely.due", "C"), "number:3");
  EXPECT_EQ(in_row("指标总览", "timely.due", "D"), "number:0.6666666666666666");
  EXPECT_EQ(in_row("指标总览", "timely.due", "H"), "text:分母不足 10");
  EXPECT_EQ(in_row("指标总览", "timely.due", "I"), "text:越高越好");
}

TEST(AnnualWorkbook, WritesARateThatIsNoPercentageWithItsUnit) {
  const Folder folder;
  Ledgers read;
  read.emplace("disputes", read_csv(schema("disputes"),
                                    "案件编号,单位,争议类型,立案日期,审结日期,审结结果\n"
                                    "F1,县教育局,行政复议,2022-02-01,,尚未审结\n",
                                    law().terms, Source{"disputes.csv", "", 2022})
                               .value);
  write(
      folder / "a.xlsx",
      Books(
          {"某县", std::move(read), law(), year_period(2022), {{"population", 40000}}, duties()}));
  const ReadBack with_facts(folder / "a.xlsx");
  const auto row = std::to_string(with_facts.row_of("指标总览", "dispute.per_10k_pop"));
  EXPECT_EQ(with_facts.cell("指标总览", "B" + row), "number:1");
  EXPECT_EQ(with_facts.cell("指标总览", "C" + row), "number:40000");
  EXPECT_EQ(with_facts.cell("指标总览", "D" + row), "text:0.25 件/万人");
}

TEST(AnnualWorkbook, LeadsFromACountToItsRows) {
  EXPECT_EQ(
      in_row("指标总览", "timely.due", "K"),
      "text:按时办结的申请\n筛选：《依申请公开依据》【时限】选【在期限内】；【办理】选【按时】");
  EXPECT_THAT(part_of("表三"), HasSubstr("location=\"'依申请公开依据'!A3\""));
  EXPECT_EQ(in_row("依申请公开依据", "=A2", "B"), "number:3");
  EXPECT_EQ(in_row("依申请公开依据", "=A2", "E"), "text:自然人");
  EXPECT_EQ(in_row("依申请公开依据", "=A2", "F"), "text:flow/new.partly_granted");
  EXPECT_EQ(in_row("依申请公开依据", "=A2", "H"), "text:在期限内");
  EXPECT_EQ(in_row("依申请公开依据", "=A2", "I"), "text:其他");
  EXPECT_EQ(in_row("依申请公开依据", "=A2", "J"), "text:reply/new.in.late");
  EXPECT_EQ(in_row("依申请公开依据", "=A2", "K"),
            "text:2022-03-01 收到，20 个工作日内答复，至 2022-03-29；2022-06-01 答复");
}

TEST(AnnualWorkbook, ListsACellByItsIdWhereItHasNoWords) {
  EXPECT_EQ(
      in_row("指标总览", "disclose.full_only", "K"),
      "text:\n筛选：《依申请公开依据》【标识（flow）】选【flow/new.granted】【flow/old.granted】");
}

TEST(AnnualWorkbook, SaysWhatARowSheetLeavesOut) {
  const Folder folder;
  const auto books = all_books();
  const Evidence evidence(books, {});
  const auto tables = annual_tables(books);
  const AnnualContent content{books, tables, {}, {}, {}, evidence, {}, "某县"};
  Package package(folder / "a.xlsx", {"某县", "某县", books.period().as_of});
  evidence_sheet(package.sheet("依据"), content, "applications", 2);
  package.save();
  const ReadBack read(folder / "a.xlsx");
  EXPECT_THAT(read.cell("依据", "A2"),
              HasSubstr("只列出前 2 行，其余 1 行没有列出，有关的数字不能在本表核对。"));
  EXPECT_NE(read.row_of("依据", "=A2"), 0);
  EXPECT_EQ(read.row_of("依据", "A3"), 0);
}

TEST(AnnualWorkbook, RefusesWordsOfOtherCells) {
  const auto books = all_books();
  EXPECT_THAT(
      [&] {
        Evidence(books, {{"flow", {"甲"}, {{"乙"}}}});
      },
      ::testing::ThrowsMessage<DataError>("measure flow has 46 cells, found words of 1"));
}

TEST(AnnualWorkbook, GivesTheRatesOfEachUnit) {
  EXPECT_EQ(book().cell("分单位指标", "B3"), "text:按时答复率（应答复口径）");
  EXPECT_EQ(in_row("分单位指标", "县教育局", "B"), "number:1");
  EXPECT_EQ(in_row("分单位指标", "县教育局", "C"), "number:2");
  EXPECT_EQ(in_row("分单位指标", "县教育局", "D"), "number:0.5");
  EXPECT_EQ(in_row("分单位指标", "县公安局", "D"), "number:1");
  EXPECT_EQ(in_row("分单位指标", "全部", "C"), "number:3");
}

TEST(AnnualWorkbook, HasNoDeadlineForACaseFromBeforeTheLaw) {
  const Folder folder;
  write(folder / "a.xlsx",
        books_of({{"applications",
                   "case_no,unit,applicant_kind,received\nA1,县教育局,自然人,2017-05-14\n"}}));
  const ReadBack read(folder / "a.xlsx");
  const auto row = std::to_string(read.row_of("申请时限", "A1"));
  EXPECT_EQ(read.cell("申请时限", "C" + row), "number:42869");                    // 2017-05-14
  EXPECT_EQ(read.cell("申请时限", "D" + row), read.cell("申请时限", "E" + row));  // as not closed
}

TEST(AnnualWorkbook, TellsHowEachTaskStands) {
  EXPECT_EQ(in_row("重点任务", "公开预算", "E"), "text:9月底前");
  EXPECT_EQ(in_row("重点任务", "公开预算", "F"), "number:44834");  // 2022-09-30
  EXPECT_EQ(in_row("重点任务", "公开预算", "H"), "text:按期完成");
  EXPECT_EQ(in_row("重点任务", "公开预算", "I"), "text:—");
  EXPECT_EQ(in_row("重点任务", "公开目录", "G"), "text:—");
  EXPECT_EQ(in_row("重点任务", "公开目录", "H"), "text:逾期未完成");
  EXPECT_EQ(in_row("重点任务", "公开目录", "I"), "number:184");  // 30 June to 31 December
  EXPECT_EQ(in_row("重点任务", "公开规划", "H"), "text:印发时已过期");
}

TEST(AnnualWorkbook, ListsLateRequestsOnly) {
  EXPECT_EQ(in_row("申请时限", "=A2", "D"), "number:44649");  // 2022-03-29
  EXPECT_EQ(in_row("申请时限", "=A2", "F"), "text:逾期答复");
  EXPECT_EQ(book().row_of("申请时限", "A1"), 0);
}

TEST(AnnualWorkbook, ListsTheRequestsThatFeesAddUp) {
  const Folder folder;
  write(folder / "a.xlsx",
        books_of({{"applications",
                   "case_no,unit,applicant_kind,received,fee_notice,fee_amount,fee_paid\n"
                   "A1,县教育局,自然人,2022-03-01,2022-03-10,400,2022-03-20\n"
                   "A2,新市镇,自然人,2022-03-01,2022-06-10,,\n"
                   "A3,新市镇,自然人,2021-12-01,2021-12-10,30.5,2022-01-05\n"
                   "A4,新市镇,自然人,2022-12-01,,,\n"}}));
  const ReadBack read(folder / "a.xlsx");
  const auto line = [&](const std::string& label) {
    std::string out;
    for (const auto* column : {"C", "D", "E", "F", "G", "H"})
      out +=
          read.cell("信息处理费", column + std::to_string(read.row_of("信息处理费", label))) + ' ';
    return out;
  };
  EXPECT_EQ(line("A1"), "number:44630 number:44640 number:1 number:400 number:400 number:2 ");
  EXPECT_EQ(line("A2"), "number:44722 text:— number:1 text:未填  number:3 ");
  EXPECT_EQ(line("A3"), "number:44540 number:44566   number:30.5 number:4 ");
  EXPECT_EQ(read.row_of("信息处理费", "A4"), 0);
  EXPECT_EQ(read.cell("信息处理费", "E4"), "number:2");
  EXPECT_EQ(read.cell("信息处理费", "G4"), "number:430.5");
}

TEST(AnnualWorkbook, PrintsTable3AsTheForm) {
  EXPECT_EQ(book().cell("表三", "A4"),
            "text:（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）");
  EXPECT_EQ(in_row("表三", "一、本年新收政府信息公开申请数量", "D"), "number:2");
  EXPECT_EQ(in_row("表三", "一、本年新收政府信息公开申请数量", "J"), "number:3");
  EXPECT_EQ(in_row("表三", "（一）予以公开", "E"), "number:1");
  EXPECT_EQ(in_row("表三", "四、结转下年度继续办理", "J"), "number:0");
  EXPECT_THAT(part_of("表三"), HasSubstr("<mergeCell ref=\"A9:A30\"/>"));
}

TEST(AnnualWorkbook, SaysWhichLedgerIsAbsent) {
  EXPECT_EQ(book().cell("表四", "A2"),
            "text:统计截止日：2022-12-31。未提供台账：复议诉讼台账（disputes）");
  EXPECT_EQ(book().cell("表四", "A7"), "text:未填");
  EXPECT_EQ(in_row("指标总览", "correct.review_concluded", "B"), "text:未提供台账");
  EXPECT_EQ(in_row("指标总览", "correct.review_concluded", "D"), "text:—");
}

TEST(AnnualWorkbook, SaysThatNoLedgerIsThere) {
  const Folder folder;
  write(folder / "a.xlsx", books_of({}));
  const ReadBack empty(folder / "a.xlsx");
  EXPECT_EQ(empty.cell("重点任务", "A4"), "text:未提供台账：重点任务台账（tasks）");
  EXPECT_EQ(empty.cell("申请时限", "A4"), "text:未提供台账：依申请公开台账（applications）");
  EXPECT_NE(empty.row_of("图表", "未提供台账：依申请公开台账（applications）"), 0);
}

TEST(AnnualWorkbook, ListsTheGravestFindingFirst) {
  EXPECT_EQ(book().cell("问题清单", "A4"), "text:致命");
  EXPECT_EQ(book().cell("问题清单", "D4"), "text:表三");
  EXPECT_EQ(book().cell("问题清单", "E4"), "text:（一）予以公开");
  EXPECT_EQ(book().cell("问题清单", "H4"), "text:—");
  EXPECT_EQ(book().cell("问题清单", "I5"), "text:提示在后");
  EXPECT_EQ(book().cell("问题清单", "I6"), "");
}

TEST(AnnualWorkbook, DrawsTwoCharts) {
  EXPECT_THAT(book().part("xl/charts/chart1.xml"), HasSubstr("<c:barDir val=\"bar\"/>"));
  EXPECT_THAT(book().part("xl/charts/chart2.xml"), HasSubstr("申请办理结果（件）"));
}

TEST(AnnualWorkbook, IsTheSameTwice) {
  const Folder one, other;
  write(one / "a.xlsx", all_books());
  write(other / "b.xlsx", all_books());
  EXPECT_EQ(testing::bytes_of(one / "a.xlsx"), testing::bytes_of(other / "b.xlsx"));
}

}  // namespace
}  // namespace gongkai
