#include "gongkai/workbook/marked_workbook.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gongkai/base/error.hpp"
#include "gongkai/ledger/ledger.hpp"
#include "read_back.hpp"

namespace gongkai {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

Finding fault(std::int64_t row, Severity severity, std::string words) {
  Finding finding;
  finding.rule = "ledger.date";
  finding.kind = "bad";
  finding.where = {{"file", "a.csv"}, {"row", row}, {"header", "收到日期"}};
  finding.severity = severity;
  finding.message = fmt::format("a.csv 第 {} 行“收到日期”：{}", row, words);
  return finding;
}

struct Marked {
  explicit Marked(std::string_view csv, std::vector<Finding> made, std::vector<Spot> places,
                  int head = 0, bool named = false)
      : findings(std::move(made)), spots(std::move(places)), cells(parse_csv(csv)) {
    sheets = {{"台账", &cells, head, named}};
    write("a.xlsx");
    back.emplace(folder / "a.xlsx");
  }
  void write(std::string_view name) {
    std::vector<const Finding*> pointers;
    for (const auto& each : findings) pointers.push_back(&each);
    marked_workbook(folder / name, "a.csv", *civil(2023, 12, 31), sheets, pointers, spots);
  }
  testing::Folder folder;
  std::vector<Finding> findings;
  std::vector<Spot> spots;
  arrow::Table cells;
  std::vector<FoundSheet> sheets;
  std::optional<testing::ReadBack> back;
};

TEST(MarkedWorkbook, KeepsEveryCellWhereItStoodAndAsItStood) {
  const Marked marked("编号,收到日期\n007,2023.13.1\n,\n=1+1,8.10\n",
                      {fault(2, Severity::fatal, "读不出")}, {{0, 1, 1}});
  EXPECT_THAT(marked.back->sheets(), ElementsAre("问题", "台账"));
  EXPECT_EQ(marked.back->cell("台账", "A1"), "text:编号");
  EXPECT_EQ(marked.back->cell("台账", "A2"), "text:007");
  EXPECT_EQ(marked.back->cell("台账", "B2"), "text:2023.13.1");
  EXPECT_EQ(marked.back->cell("台账", "A4"), "text:=1+1");
  EXPECT_EQ(marked.back->cell("台账", "B4"), "text:8.10");
}

TEST(MarkedWorkbook, SaysWhatIsWrongAtTheCellAndBehindTheRow) {
  const Marked marked("编号,收到日期\n1,x\n2,y\n",
                      {fault(2, Severity::fatal, "读不出"), fault(2, Severity::hint, "请核对"),
                       fault(3, Severity::serious, "<也> & 不对")},
                      {{0, 1, 1}, {0, 1, 1}, {0, 2, -1}});
  const auto notes = testing::between(marked.back->part("xl/comments1.xml"), "<t>", "</t>");
  EXPECT_THAT(notes, ElementsAre("读不出\n请核对", "&lt;也&gt; &amp; 不对"));
  EXPECT_THAT(marked.back->part("xl/comments1.xml"), HasSubstr("<comment ref=\"B2\""));
  EXPECT_THAT(marked.back->part("xl/comments1.xml"), HasSubstr("<comment ref=\"A3\""));
  EXPECT_EQ(marked.back->cell("台账", "C1"), "text:核对意见");
  EXPECT_EQ(marked.back->cell("台账", "C2"), "text:读不出\n请核对");
}

TEST(MarkedWorkbook, ListsTheFindingsInGroupsFirst) {
  std::vector<Finding> findings;
  std::vector<Spot> spots;
  std::string csv = "编号,收到日期\n";
  for (int row = 2; row < 14; ++row) {
    csv += "1,x\n";
    findings.push_back(fault(row, Severity::fatal, "读不出"));
    spots.push_back({0, row - 1, 1});
  }
  const Marked marked(csv, findings, spots);
  EXPECT_EQ(marked.back->cell("问题", "A1"), "text:a.csv：核对发现的问题");
  EXPECT_EQ(marked.back->cell("问题", "A3"), "text:程度");
  EXPECT_EQ(marked.back->cell("问题", "A4"), "text:致命");
  EXPECT_EQ(marked.back->cell("问题", "C4"), "text:“收到日期”列");
  EXPECT_EQ(marked.back->cell("问题", "D4"), "number:12");
  EXPECT_EQ(marked.back->cell("问题", "E4"),
            "text:第 2、3、4、5、6、7、8、9、10、11 行：读不出\n另有 2 处，没有一一列出");
  EXPECT_THAT(marked.back->part("xl/worksheets/sheet1.xml"), HasSubstr("location=\"'台账'!B2\""));
}

TEST(MarkedWorkbook, LeadsToASheetWithAQuotationMarkInItsName) {
  Marked marked("收到日期\nx\n", {fault(2, Severity::fatal, "读不出")}, {{0, 1, 0}});
  marked.sheets[0].name = "a'b";
  marked.write("b.xlsx");
  const testing::ReadBack back(marked.folder / "b.xlsx");
  EXPECT_THAT(back.part("xl/worksheets/sheet1.xml"), HasSubstr("location=\"'a''b'!A2\""));
  EXPECT_EQ(back.cell("问题", "C4"), "text:第 2 行“收到日期”");
}

TEST(MarkedWorkbook, PutsNamesOfColumnsAboveAndSaysSo) {
  auto file = fault(1, Severity::hint, "读不出");
  const Marked marked("x,y\n", {file}, {{0, 0, 0}}, -1, true);
  EXPECT_EQ(marked.back->cell("台账", "A2"), "text:x");
  EXPECT_EQ(marked.back->cell("台账", "C1"), "text:核对意见");
  EXPECT_EQ(marked.back->cell("问题", "A3"),
            "text:《台账》原来没有表头行，副本的行号比所说的大 1。");
}

TEST(MarkedWorkbook, GivesItsOwnSheetANameThatIsFree) {
  Marked marked("x\n", {}, {}, -1);
  marked.sheets[0].name = "问题";
  marked.write("b.xlsx");
  EXPECT_THAT(testing::ReadBack(marked.folder / "b.xlsx").sheets(), ElementsAre("问题_", "问题"));
}

TEST(MarkedWorkbook, NotesNoMoreThanAWorkbookCanOpenWith) {
  std::vector<Finding> findings;
  std::vector<Spot> spots;
  std::string csv = "收到日期\n";
  for (int row = 2; row < 4'002; ++row) {
    csv += "x\n";
    findings.push_back(fault(row, Severity::fatal, "读不出"));
    spots.push_back({0, row - 1, 0});
  }
  const Marked marked(csv, findings, spots);
  EXPECT_EQ(testing::between(marked.back->part("xl/comments1.xml"), "<comment ", ">").size(),
            3'000u);
  EXPECT_EQ(marked.back->cell("台账", "B4001"), "text:读不出");
  EXPECT_EQ(marked.back->cell("问题", "A3"), "text:批注只写了前 3000 处，其余见最后一列。");
}

TEST(MarkedWorkbook, GivesTheSameBytesTwice) {
  Marked marked("编号,收到日期\n1,x\n", {fault(2, Severity::fatal, "读不出")}, {{0, 1, 1}});
  marked.write("b.xlsx");
  EXPECT_EQ(testing::bytes_of(marked.folder / "a.xlsx"),
            testing::bytes_of(marked.folder / "b.xlsx"));
}

TEST(MarkedWorkbook, WantsAPlaceForEachFinding) {
  Marked marked("x\n", {}, {}, -1);
  marked.spots.emplace_back();
  EXPECT_THAT([&] { marked.write("b.xlsx"); },
              ThrowsMessage<DataError>("a.csv: 1 places for 0 findings"));
}

}  // namespace
}  // namespace gongkai
