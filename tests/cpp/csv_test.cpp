// Text of csv files, cell by cell.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gongkai/base/error.hpp"
#include "gongkai/ledger/cells.hpp"
#include "ledger_help.hpp"

namespace gongkai {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::ThrowsMessage;

using Rows = std::vector<std::vector<std::string>>;

// Cells by row, "∅" for null.
Rows rows(std::string_view csv) {
  const arrow::Table table = parse_csv(csv);
  Rows rows(static_cast<std::size_t>(table.rows));
  std::string buffer;
  for (std::int64_t row = 0; row < table.rows; ++row)
    for (const arrow::Column& column : table.columns)
      rows[static_cast<std::size_t>(row)].emplace_back(
          column.is_null(row) ? "∅" : cell_text(column, row, buffer));
  return rows;
}

TEST(Csv, SplitsRecordsAtEveryKindOfLineEnd) {
  const Rows expected{{"a", "b"}, {"1", "2"}};
  EXPECT_EQ(rows("a,b\n1,2\n"), expected);
  EXPECT_EQ(rows("a,b\r\n1,2\r\n"), expected);
  EXPECT_EQ(rows("a,b\r1,2\r"), expected);
  EXPECT_EQ(rows("a,b\n1,2"), expected);
  EXPECT_EQ(rows("\xEF\xBB\xBF"
                 "a,b\n1,2"),
            expected);
}

TEST(Csv, ReadsQuotesAsInRfc4180) {
  EXPECT_EQ(rows("a,b\n\"x,y\",\"一\n二\"\n"), (Rows{{"a", "b"}, {"x,y", "一\n二"}}));
  EXPECT_EQ(rows("\"他说\"\"好\"\"\",\"\"\n"), (Rows{{"他说\"好\"", ""}}));
  EXPECT_EQ(rows("5\" 管,b\n"), (Rows{{"5\" 管", "b"}}));
  EXPECT_EQ(rows("\"甲\"乙,b\n"), (Rows{{"甲乙", "b"}}));
  EXPECT_EQ(rows("a,\"\"\"\"\n"), (Rows{{"a", "\""}}));
}

TEST(Csv, FindsTheDelimiter) {
  EXPECT_EQ(rows("a\tb\n1,5\t2\n"), (Rows{{"a", "b"}, {"1,5", "2"}}));
  EXPECT_EQ(rows("a;b\n1;2\n"), (Rows{{"a", "b"}, {"1", "2"}}));
  EXPECT_EQ(rows("a,b\nx;y;z,2\n"), (Rows{{"a", "b"}, {"x;y;z", "2"}}));
  EXPECT_EQ(rows("台账\na,b,c\n1,2,3\n"),
            (Rows{{"台账", "∅", "∅"}, {"a", "b", "c"}, {"1", "2", "3"}}));
  EXPECT_EQ(rows("sep=;\r\na,x;b\r\n"), (Rows{{"a,x", "b"}}));
}

TEST(Csv, FillsRaggedRecordsWithNulls) {
  EXPECT_EQ(
      rows("a,b\n1\n1,2,3\n\n4,5\n"),
      (Rows{{"a", "b", "∅"}, {"1", "∅", "∅"}, {"1", "2", "3"}, {"", "∅", "∅"}, {"4", "5", "∅"}}));
}

TEST(Csv, KeepsEveryByte) {
  using namespace std::string_literals;
  EXPECT_EQ(rows("a,b\n1\0002,\xFF\n"s), (Rows{{"a", "b"}, {"1\0002"s, "\xFF"}}));
}

TEST(Csv, IsEmptyWhereNothingStands) {
  EXPECT_THAT(rows(""), IsEmpty());
  EXPECT_THAT(rows("\xEF\xBB\xBF"), IsEmpty());
  EXPECT_EQ(rows("\n"), (Rows{{""}}));
}

// Long texts are read in two halves.
TEST(Csv, ReadsALongTextAsAShortOne) {
  std::string text = "编号,词,记\n";
  for (int row = 0; row < 150'000; ++row)
    text += fmt::format("A{:07},{},\"第 {}\n行，\"\"{}\"\"\"{}\n", row, row % 7, row % 3, row,
                        row % 50'000 == 7 ? ",多" : "");
  for (const std::string& end :
       {std::string(), std::string("\"一\n\n") + std::string(20 << 20, '\n') + "二\""}) {
    const arrow::Table table = parse_csv(text + end);
    ASSERT_EQ(table.rows, 150'001 + (end.empty() ? 0 : 1));
    ASSERT_EQ(table.columns.size(), 4U);
    std::string buffer;
    for (std::int64_t row = 1; row <= 150'000; ++row) {
      const std::int64_t n = row - 1;
      ASSERT_EQ(cell_text(table.columns[0], row, buffer), fmt::format("A{:07}", n));
      ASSERT_EQ(cell_text(table.columns[1], row, buffer), fmt::to_string(n % 7));
      ASSERT_EQ(cell_text(table.columns[2], row, buffer),
                fmt::format("第 {}\n行，\"{}\"", n % 3, n));
      ASSERT_EQ(table.columns[3].is_null(row), n % 50'000 != 7);
    }
  }
}

TEST(Csv, RefusesAQuoteThatIsNotClosed) {
  EXPECT_THAT([] { parse_csv("a,b\n1,\"2\n3,4\n"); },
              ThrowsMessage<DataError>("line 2: the quote that opens here is not closed"));
  EXPECT_THAT(
      [] { testing::read("tasks", "a,\"b\n"); },
      ThrowsMessage<DataError>("tasks.csv line 1: the quote that opens here is not closed"));
}

TEST(Csv, CountsRecordsNotLines) {
  const auto checked = testing::read("events",
                                     "事项类别,单位,日期,说明\n"
                                     "培训,甲,2022-01-01,\"两\n行\"\n"
                                     "\n"
                                     "培训,甲,2022-02-30,\n");
  EXPECT_EQ(checked.value.size(), 2);
  EXPECT_EQ(checked.value.origin(1), 4);
  EXPECT_EQ(checked.findings[0].where.text("row"), "4");
}

TEST(Csv, TellsEveryRowThatIsTooLong) {
  const auto checked = testing::read("events",
                                     "事项类别,单位,日期\n"
                                     "培训,甲,2022-01-01,,\n"
                                     "培训,甲,2022-01-02,多,余\n"
                                     "培训,甲,2022-01-03,再\n");
  EXPECT_THAT(testing::kinds(checked.findings),
              ElementsAre("ledger.column ragged", "ledger.column ragged"));
  EXPECT_EQ(checked.findings[0].found, "多|余");
  EXPECT_EQ(checked.findings[0].expected, "3 格");
  EXPECT_EQ(checked.findings[1].where.text("row"), "4");
}

}  // namespace
}  // namespace gongkai
