#include "gongkai/workbook/ledger_workbook.hpp"

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
using ::testing::Not;
using ::testing::ThrowsMessage;

LedgerForm form_of(std::string_view ledger) {
  LedgerForm form{std::string(ledger), "某县人民政府办公室", 2023, {}, {}, {}};
  for (const auto& field : schema(ledger).fields) {
    form.notes.push_back(fmt::format("{}的说明", field.header));
    form.example.emplace_back();
  }
  return form;
}

struct Written {
  explicit Written(const LedgerForm& form) {
    ledger_workbook(folder / "a.xlsx", form);
    back.emplace(folder / "a.xlsx");
    xml = back->part("xl/worksheets/sheet1.xml");
  }
  testing::Folder folder;
  std::optional<testing::ReadBack> back;
  std::string xml;
};

TEST(LedgerWorkbook, HeadsEveryColumnOfEveryLedgerWithANote) {
  for (const Schema& each : schemas()) {
    const Written written(form_of(each.id));
    const std::string sheet(each.name);
    EXPECT_EQ(written.back->cell(sheet, "A1"), fmt::format("text:{}", each.fields[0].header));
    EXPECT_EQ(written.back->cell(sheet, "A2"), "text:示例");
    const auto notes = testing::between(written.back->part("xl/comments1.xml"), "<t>", "</t>");
    ASSERT_EQ(notes.size(), each.fields.size()) << each.id;
    EXPECT_EQ(notes.back(), fmt::format("{}的说明", each.fields.back().header));
  }
}

TEST(LedgerWorkbook, PrintsTheRowsThatAreFilledInLater) {
  const Written written(form_of("tasks"));
  const auto book = written.back->part("xl/workbook.xml");
  EXPECT_THAT(book, HasSubstr("_xlnm.Print_Titles"));  // the headers, on every page
  EXPECT_THAT(book, Not(HasSubstr("_xlnm.Print_Area")));
}

TEST(LedgerWorkbook, OffersShortListsInTheCellAndLongOnesInAHiddenSheet) {
  const Written written(form_of("applications"));
  EXPECT_THAT(written.back->sheets(), ElementsAre("依申请公开台账", "选项"));
  EXPECT_THAT(written.back->part("xl/workbook.xml"),
              HasSubstr("<sheet name=\"选项\" sheetId=\"2\" state=\"hidden\""));
  EXPECT_THAT(written.xml, HasSubstr("sqref=\"D3:D1048576\"><formula1>\"自然人,商业企业,科研机构,"
                                     "社会公益组织,法律服务机构,其他\"</formula1>"));
  EXPECT_THAT(written.xml, HasSubstr("sqref=\"U3:U1048576\"><formula1>'选项'!$A$1:$A$21"));
  EXPECT_EQ(written.back->cell("选项", "A1"), "text:（一）予以公开");
  EXPECT_EQ(written.back->cell("选项", "A22"), "");
}

TEST(LedgerWorkbook, ChecksDatesAndNumbersWhenTheyAreEntered) {
  const Written written(form_of("applications"));
  // 收到日期: thirty years each way, 1993-01-01 to 2053-12-31; asked about, for 是 may stand there.
  EXPECT_THAT(written.xml, HasSubstr("<dataValidation type=\"date\" errorStyle=\"warning\""));
  EXPECT_THAT(written.xml, HasSubstr("sqref=\"F3:F1048576\"><formula1>33970</formula1>"
                                     "<formula2>56249</formula2>"));
  EXPECT_THAT(written.xml, HasSubstr("<dataValidation type=\"whole\" "
                                     "operator=\"greaterThanOrEqual\""));
  EXPECT_THAT(written.xml, HasSubstr("sqref=\"N3:N1048576\"><formula1>0</formula1>"));
  // 征求意见日期 may hold several: nothing is refused.
  EXPECT_THAT(written.xml, Not(HasSubstr("sqref=\"I3:I1048576\"")));
}

TEST(LedgerWorkbook, ClosesTheHeaderAndLeavesTheRowsOpen) {
  const Written written(form_of("units"));
  EXPECT_THAT(written.xml, HasSubstr("<sheetProtection sheet=\"1\""));
  EXPECT_THAT(written.xml, HasSubstr("<pane ySplit=\"1\" topLeftCell=\"A2\""));
  const auto styles = written.back->part("xl/styles.xml");
  const auto formats =
      testing::between(testing::between(styles, "<cellXfs", "</cellXfs>").at(0), "<xf ", "</xf>");
  const auto column = testing::between(written.xml, "<col ", "/>").at(0);
  const auto open = std::stoul(testing::attribute(column, "style"));
  EXPECT_THAT(styles, HasSubstr("<protection locked=\"0\"/>"));
  EXPECT_GT(open, 0u);
}

TEST(LedgerWorkbook, HoldsWhatIsKnownAsItIsRead) {
  LedgerForm form = form_of("applications");
  std::vector<Entry> row(form.notes.size());
  row[0] = "=1+1";
  row[5] = *civil(2022, 12, 30);
  row[8] = *civil(2023, 1, 3);  // one of several: a text
  row[13] = std::int64_t{20};
  row[17] = 12.5;
  form.rows.push_back(row);
  form.example[0] = "2023-001";
  const Written written(form);
  const std::string sheet = "依申请公开台账";
  EXPECT_EQ(written.back->cell(sheet, "A2"), "text:示例：2023-001");
  EXPECT_EQ(written.back->cell(sheet, "A3"), "text:=1+1");
  EXPECT_EQ(written.back->cell(sheet, "F3"), "number:44925");
  EXPECT_EQ(written.back->cell(sheet, "I3"), "text:2023-01-03");
  EXPECT_EQ(written.back->cell(sheet, "N3"), "number:20");
  EXPECT_EQ(written.back->cell(sheet, "R3"), "number:12.5");
  EXPECT_EQ(written.back->cell(sheet, "G3"), "");
}

TEST(LedgerWorkbook, GivesTheSameBytesTwice) {
  const testing::Folder folder;
  ledger_workbook(folder / "a.xlsx", form_of("tasks"));
  ledger_workbook(folder / "b.xlsx", form_of("tasks"));
  EXPECT_EQ(testing::bytes_of(folder / "a.xlsx"), testing::bytes_of(folder / "b.xlsx"));
}

TEST(LedgerWorkbook, RefusesAnotherNumberOfCells) {
  const testing::Folder folder;
  LedgerForm form = form_of("units");
  form.rows.emplace_back(5);
  EXPECT_THAT([&] { ledger_workbook(folder / "a.xlsx", form); },
              ThrowsMessage<DataError>("ledger units: a row of 5 cells, expected 6"));
  form.example.pop_back();
  EXPECT_THAT([&] { ledger_workbook(folder / "a.xlsx", form); },
              ThrowsMessage<DataError>("ledger units: 5 cells of the example, expected 6"));
  form.notes.pop_back();
  EXPECT_THAT([&] { ledger_workbook(folder / "a.xlsx", form); },
              ThrowsMessage<DataError>("ledger units: 5 notes, expected 6"));
  EXPECT_THAT(folder.names(), ElementsAre());
}

}  // namespace
}  // namespace gongkai
