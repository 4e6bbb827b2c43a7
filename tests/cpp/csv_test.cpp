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

// The same read plainly, character by character: commas, quotes, and both kinds of line end.
Rows read_plainly(std::string_view text) {
  Rows rows;
  std::vector<std::string> row(1);
  bool quoted = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (quoted && c == '"' && at + 1 < text.size() && text[at + 1] == '"') {
      row.back() += text[at++];
    } else if (c == '"') {
      quoted = !quoted;
    } else if (quoted || (c != ',' && c != '\n' && c != '\r')) {
      row.back() += c;
    } else if (c == ',') {
      row.emplace_back();
    } else {
      if (c == '\r' && at + 1 < text.size() && text[at + 1] == '\n') ++at;
      rows.push_back(std::exchange(row, {""}));
    }
  }
  return rows;
}

// Plain records, one that is hard to read, and plain ones again. Each two bytes more in front bring
// the middle one byte further to the front of the hard one.
TEST(Csv, FindsItsMiddleInsideAnyRecord) {
  const std::string hard = "甲,\"一\n\n二,\"\"三\"\"\r\n,\n四\",乙\r\n\"\n\",\",\",\"\"\"\"\r\n";
  const std::string filler(50'000, 'x');
  std::string above, below;
  while (above.size() < (2U << 20)) above += "上," + filler + "\r\n";
  while (below.size() < above.size() + hard.size()) below += "1,2,下\n" + filler + "\n";
  below.resize(above.size() + hard.size(), 'x');
  const Rows expected = read_plainly(above + hard + below + "\n");
  for (std::size_t front = 0; front <= 2 * hard.size(); front += 2) {
    Rows read = rows(std::string(front, 'y') + above + hard + below + "\n");
    ASSERT_EQ(read.size(), expected.size()) << front;
    EXPECT_EQ(read[0][0].substr(0, front), std::string(front, 'y'));
    read[0][0].erase(0, front);
    for (std::size_t row = 0; row < read.size(); ++row) {
      std::erase(read[row], "∅");
      ASSERT_EQ(read[row], expected[row]) << front << ' ' << row;
    }
  }
}

// Behind the middle the lines are still counted from the top, and a quote that opens there by
// mistake is none where a cell reaches over the middle.
TEST(Csv, CountsTheLinesOfAWrongQuoteFromTheTop) {
  const std::string half = [] {
    std::string lines;
    while (lines.size() < (3U << 20)) lines += "1,2,3\r\n";
    return lines;
  }();
  const auto lines = std::ranges::count(half, '\n');
  const auto refuses = [](const std::string& text, std::int64_t line) {
    EXPECT_THAT([&] { parse_csv(text); },
                ThrowsMessage<DataError>(
                    fmt::format("line {}: the quote that opens here is not closed", line)));
  };
  refuses(half + half + "1,\"2\r\n" + half, 2 * lines + 1);
  refuses(half + "1,\"2\r\n" + half + half, lines + 1);
  refuses("\"" + half + half + "\",\"\r\n" + half, 2 * lines + 1);
  EXPECT_EQ(parse_csv("\"" + half + half + "\"").rows, 1);
}

// More rows than one thread types alone: what is found, and where, is what a reader of the rows one
// by one would find.
TEST(Csv, TellsWhatIsWrongInEitherHalf) {
  constexpr int kRows = 120'000;
  std::string text = "申请编号,承办单位,申请人类型,收到日期,答复日期,答复结果,备注\r\n";
  std::vector<std::string> expected;
  const auto note = [&](int row, std::string_view what) {
    expected.push_back(fmt::format("{} {}", row + 2, what));
  };
  for (int row = 0; row < kRows; ++row) {
    const bool near_middle = std::abs(row - kRows / 2) < 50;
    std::string number = fmt::format("\"A{:06}\"", row), day = "2022-03-01", outcome = "予以公开";
    if (row % 40'000 == 39'999 || row == kRows / 2) {
      number = fmt::format("A{:06}", row - 1);
      note(row, "ledger.key twice");
    }
    if (row % 30'000 == 11 || row == kRows / 2 + 1) {
      day = "2022-02-30";
      note(row, "ledger.date impossible");
    }
    if (row % 50'000 == 49'998) {
      outcome = "不知道";
      note(row, "ledger.choice unknown");
    }
    text += fmt::format("{},第{}局,自然人,2022-01-05,{},{},\"{}记{}\"\r\n", number, row % 60, day,
                        outcome, near_middle ? "一\n二,\"\"\r\n" : "", row);
  }
  ASSERT_GT(text.size(), 2U << 22);
  const auto checked = testing::read("applications", text);
  EXPECT_EQ(checked.value.size(), kRows);
  std::vector<std::string> found;
  for (const Finding& finding : checked.findings)
    if (finding.where.number("row"))
      found.push_back(
          fmt::format("{} {} {}", finding.where.text("row"), finding.rule, finding.kind));
  EXPECT_EQ(found, expected);
  EXPECT_EQ(checked.value.find("A119999"), -1);
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
