// What finished reports write in their cells, read as figures.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gongkai/base/error.hpp"
#include "ledger_help.hpp"
#include "typed_reports.hpp"

namespace gongkai {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::rules;
using ::testing::SizeIs;
using ::testing::ThrowsMessage;

constexpr Figure kBlank{0, State::blank};
constexpr Figure kNotApplicable{0, State::not_applicable};

// A table of zeros with this as its last cell.
Checked<Table> read_as(std::string_view table, std::optional<FoundCell> cell) {
  const std::size_t size = table_rows(table).size() * table_columns(table).size();
  FoundCells cells(size, FoundCell{"0", {}});
  cells.back() = std::move(cell);
  return read_table(table, false, cells);
}
Figure figure_of(std::string text) {
  return read_as("table4", FoundCell{std::move(text), {}}).value.cells.back();
}
std::vector<Finding> findings_of(std::string_view table, std::string text) {
  return read_as(table, FoundCell{std::move(text), {}}).findings;
}

TEST(ReadTable, NumbersAsOfficesWriteThem) {
  EXPECT_EQ(figure_of("12"), number(12));
  EXPECT_EQ(figure_of(" 1,234 "), number(1234));
  EXPECT_EQ(figure_of("３６"), number(36));
  EXPECT_EQ(figure_of("0"), number(0));
  EXPECT_EQ(figure_of("3.0"), number(3));
}

TEST(ReadTable, StrokesAndSpacesAreBlankWithoutAFinding) {
  for (const char* text :
       {"", " ", "\u00A0", "\u3000", "&nbsp;", "/", "／", "-", "—", "——", "－", "–", "无"}) {
    EXPECT_EQ(figure_of(text), kBlank) << text;
    EXPECT_THAT(findings_of("table4", text), IsEmpty()) << text;
  }
}

TEST(ReadTable, StatesAreKept) {
  EXPECT_EQ(read_as("table4", FoundCell{"", State::withheld}).value.cells.back(),
            (Figure{0, State::withheld}));
  EXPECT_EQ(figure_of("不适用"), kNotApplicable);
  EXPECT_EQ(figure_of("本机关不掌握"), (Figure{0, State::not_held}));
  EXPECT_EQ(figure_of("不予公开"), (Figure{0, State::withheld}));
}

TEST(ReadTable, ARemarkIsTakenOffWithAPassingNote) {
  const auto [table, findings] = read_as("table4", FoundCell{"22（其中修订16件）", {}});
  EXPECT_EQ(table.cells.back(), number(22));
  ASSERT_THAT(findings, SizeIs(1));
  const Finding told = rules().tell(findings[0]);
  EXPECT_EQ(told.rule, "table4.count");
  EXPECT_EQ(told.status, Status::pass);
  EXPECT_EQ(told.severity, Severity::hint);
  EXPECT_EQ(told.message,
            "表四 “复议后起诉”·“总计”：“22（其中修订16件）”带有说明，按说明前的数字计入");
  EXPECT_THAT(table.unread, IsEmpty());
}

TEST(ReadTable, WhatIsNoCountIsAFindingAndBlank) {
  for (const auto& [text, kind] :
       {std::pair("3.5", "whole"), std::pair("若干", "text"), std::pair("12%", "text"),
        std::pair("（3）", "text"), std::pair("9999999999999999", "text")}) {
    const auto [table, findings] = read_as("table3", FoundCell{text, {}});
    EXPECT_EQ(table.cells.back(), kBlank) << text;
    EXPECT_THAT(table.unread, ElementsAre(174u)) << text;
    ASSERT_THAT(findings, SizeIs(1)) << text;
    EXPECT_EQ(findings[0].rule, "table3.count");
    EXPECT_EQ(findings[0].kind, kind) << text;
    EXPECT_EQ(findings[0].status, Status::fail);
    EXPECT_EQ(findings[0].found, text);
  }
  EXPECT_EQ(rules().tell(findings_of("table3", "3.5").at(0)).message,
            "表三 “四、结转下年度继续办理”·“总计”：“3.5”不是整数");
  EXPECT_EQ(rules().tell(findings_of("table4", "若干").at(0)).message,
            "表四 “复议后起诉”·“总计”：“若干”不是件数");
  EXPECT_EQ(rules().tell(findings_of("table2", "若干").at(0)).message,
            "表二 “行政事业性收费”：“若干”不是这里的数");
}

TEST(ReadTable, ANegativeNumberStays) {
  EXPECT_EQ(figure_of("-3"), number(-3));
  EXPECT_THAT(findings_of("table4", "-3"), IsEmpty());
}

TEST(ReadTable, TheFeeIsReadInTenThousandYuan) {
  const auto fee = [](std::string text) {
    return read_as("table2", FoundCell{std::move(text), {}}).value.cells.back();
  };
  EXPECT_EQ(fee("7730.28"), number(7'730'280'000));
  EXPECT_EQ(fee("4068.208"), number(4'068'208'000));
  EXPECT_EQ(fee("7730.28万元"), number(7'730'280'000));
  EXPECT_EQ(fee("0"), number(0));
}

TEST(ReadTable, ARowWithoutAnyCellIsNotThere) {
  FoundCells cells(15, FoundCell{"1", {}});
  for (std::size_t i = 5; i < 10; ++i) cells[i] = std::nullopt;
  const Table table = read_table("table4", false, cells).value;
  EXPECT_THAT(table.rows, ElementsAre("review", "suit_after_review"));
  EXPECT_THAT(table.cells, SizeIs(10));
  EXPECT_EQ(*table.find("suit_after_review", "total"), number(1));
  EXPECT_EQ(table.find("suit_direct", "total"), nullptr);
}

TEST(ReadTable, ACellThatIsNotGivenInARowThatIsThereIsBlank) {
  EXPECT_EQ(read_as("table4", std::nullopt).value.cells.back(), kBlank);
}

TEST(ReadTable, ATableWithoutAnyRowIsNotThere) {
  EXPECT_FALSE(read_table("table4", false, FoundCells(15)).value.there());
}

TEST(ReadTable, TheNumberOfCellsMustFit) {
  EXPECT_THAT([] { read_table("table3", false, FoundCells(174)); },
              ThrowsMessage<DataError>("table3: 174 cells, expected 175"));
}

}  // namespace
}  // namespace gongkai
