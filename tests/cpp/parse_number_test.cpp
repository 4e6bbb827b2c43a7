#include <gtest/gtest.h>

#include <cstdint>
#include <optional>

#include "gongkai/ledger/parse.hpp"

namespace gongkai {
namespace {

std::optional<std::int64_t> number(std::string_view text, int decimals = 0) {
  const NumberCell cell = parse_number(text, decimals);
  if (cell.reading != Reading::value || cell.percent) return {};
  return cell.value;
}

Reading reading(std::string_view text, int decimals = 0) {
  return parse_number(text, decimals).reading;
}

TEST(ParseNumber, ReadsWholeNumbers) {
  EXPECT_EQ(number("0"), 0);
  EXPECT_EQ(number("23"), 23);
  EXPECT_EQ(number("-5"), -5);
  EXPECT_EQ(number("+5"), 5);
  EXPECT_EQ(number("007"), 7);
  EXPECT_EQ(number(" 23 "), 23);
  EXPECT_EQ(number("9223372036854775807"), INT64_MAX);
}

TEST(ParseNumber, ReadsThousandsWithCommas) {
  EXPECT_EQ(number("1,234"), 1234);
  EXPECT_EQ(number("1，234，567"), 1234567);
  EXPECT_EQ(number("1,234.50", 2), 123450);
  for (const char* text : {"12,34", "1,2345", "1234,567", ",123", "1,", "1,,234", "1,234,"})
    EXPECT_EQ(reading(text), Reading::bad) << text;
}

TEST(ParseNumber, ReadsFullWidthCharacters) {
  EXPECT_EQ(number("３"), 3);
  EXPECT_EQ(number("１２．５", 1), 125);
  EXPECT_EQ(number("－５"), -5);
  EXPECT_EQ(number("−5"), -5);
}

TEST(ParseNumber, ReadsTheWordThatCounts) {
  for (const char* text : {"3件", "3 件", "3个", "3条", "3次", "3人", "3页", "3人次", "3个工作日",
                           "3天", "3分", "3元", "三件"})
    EXPECT_EQ(number(text), 3) << text;
  for (const char* text : {"3月", "3年", "3季度", "3号", "第3"})
    EXPECT_EQ(reading(text), Reading::bad) << text;
}

TEST(ParseNumber, KeepsAPercentageAsWritten) {
  const NumberCell cell = parse_number("12.5%", 6);
  EXPECT_EQ(cell.reading, Reading::value);
  EXPECT_EQ(cell.value, 12'500'000);
  EXPECT_TRUE(cell.percent);
  EXPECT_TRUE(parse_number("92 %", 0).percent);
  EXPECT_EQ(parse_number("９２％", 0).value, 92);
  EXPECT_FALSE(parse_number("92", 0).percent);
  EXPECT_EQ(reading("1.2万%"), Reading::bad);
}

TEST(ParseNumber, MultipliesByTheWordBehind) {
  EXPECT_EQ(number("1.2万"), 12000);
  EXPECT_EQ(number("3千"), 3000);
  EXPECT_EQ(number("2亿"), 200'000'000);
  EXPECT_EQ(number("1500万条次"), 15'000'000);
  EXPECT_EQ(number("1.23456万", 1), 123456);
  EXPECT_EQ(reading("1.23456万"), Reading::bad);
}

TEST(ParseNumber, LeavesMoneyInTenThousandsToTheHeader) {
  EXPECT_EQ(number("200元", 2), 20000);
  // In a column of 万元 it repeats the header, in one of 元 it multiplies.
  EXPECT_EQ(reading("1.2万元", 2), Reading::bad);
  EXPECT_EQ(reading("2亿元", 2), Reading::bad);
}

TEST(ParseNumber, IsExactToThePlacesAsked) {
  EXPECT_EQ(number("0.1", 6), 100'000);
  EXPECT_EQ(number("7730.28", 6), 7'730'280'000);
  EXPECT_EQ(number("0.000001", 6), 1);
  EXPECT_EQ(number("-0.5", 2), -50);
  EXPECT_EQ(reading("0.0000001", 6), Reading::bad);
  EXPECT_EQ(reading("1.5", 0), Reading::bad);
}

TEST(ParseNumber, LosesNothingWithZerosBehindThePoint) {
  EXPECT_EQ(number("2549.0"), 2549);
  EXPECT_EQ(number("3.00"), 3);
  EXPECT_EQ(number("3.500", 1), 35);
  EXPECT_EQ(number("3.00000000000000000000"), 3);
}

TEST(ParseNumber, ReadsChineseNumerals) {
  EXPECT_EQ(number("零"), 0);
  EXPECT_EQ(number("〇"), 0);
  EXPECT_EQ(number("两"), 2);
  EXPECT_EQ(number("九"), 9);
  EXPECT_EQ(number("十"), 10);
  EXPECT_EQ(number("十五"), 15);
  EXPECT_EQ(number("二十"), 20);
  EXPECT_EQ(number("二十三"), 23);
  EXPECT_EQ(number("一百"), 100);
  EXPECT_EQ(number("两百"), 200);
  EXPECT_EQ(number("一百零五"), 105);
  EXPECT_EQ(number("一百一十"), 110);
  EXPECT_EQ(number("一百二十三"), 123);
  EXPECT_EQ(number("三千零五十"), 3050);
  EXPECT_EQ(number("三千零五"), 3005);
  EXPECT_EQ(number("一万"), 10000);
  EXPECT_EQ(number("一万二千"), 12000);
  EXPECT_EQ(number("十二万三千四百五十六"), 123456);
  EXPECT_EQ(number("三亿零五万"), 300'050'000);
  EXPECT_EQ(number("二十三件"), 23);
}

TEST(ParseNumber, DoesNotGuessAtChineseNumerals) {
  for (const char* text : {"三四", "一百二", "一万二", "百", "十百", "万", "二十十", "百二十三",
                           "千万", "一万一万", "一百一千", "三点五", "半"})
    EXPECT_EQ(reading(text), Reading::bad) << text;
}

TEST(ParseNumber, RefusesWhatIsNoExactNumber) {
  for (const char* text :
       {"1 234", "1e5",   "--",  "-",    ".5", "5.", "1.2.3", "无", "空",  "/",          "abc",
        "0x10",  "1_000", "(5)", "3件2", "约", "余", "至少",  "3~", "-~5", "3（其中2）", "页数：3"})
    EXPECT_EQ(reading(text), Reading::bad) << text;
}

TEST(ParseNumber, DoesNotCountWithWhatIsNotExact) {
  for (const char* text :
       {"约3", "约 3 件", "大约二十", "近100人", "3余", "3余件", "30多件", "3+", "≥3", ">=3", "3-5",
        "3~5", "3～5件", "3至5件", "3件左右", "3件以上", "超过50个", "不少于1次", "逾1.2万"})
    EXPECT_EQ(reading(text), Reading::ambiguous) << text;
}

TEST(ParseNumber, GivesTheNumberBeforeARemark) {
  EXPECT_EQ(without_remark("22（其中修订16件）"), "22");
  EXPECT_EQ(without_remark("22 (其中修订16件) "), "22");
  EXPECT_EQ(without_remark("92%（主体完工）"), "92%");
  for (const char* text :
       {"22", "（22）", "22（其中", "3（万元）", "3（约）", "3（预计）", "", "22（其中）件"})
    EXPECT_EQ(without_remark(text), "") << text;
}

TEST(ParseMoney, SaysInFenWhatTheCellSays) {
  const auto money = [](std::string_view text, std::int64_t scale) -> std::optional<std::int64_t> {
    const NumberCell cell = parse_money(text, scale);
    if (cell.reading != Reading::value) return {};
    return cell.value;
  };
  constexpr std::int64_t kYuan = 100, kTenThousand = 1'000'000;
  EXPECT_EQ(money("40", kYuan), 4'000);
  EXPECT_EQ(money("1,234.56元", kYuan), 123'456);
  EXPECT_EQ(money("1.2万", kYuan), 1'200'000);
  EXPECT_EQ(money("1.2万元", kYuan), 1'200'000);
  EXPECT_EQ(money("三万元", kYuan), 3'000'000);
  EXPECT_EQ(money("7.28", kTenThousand), 7'280'000);
  EXPECT_EQ(money("7.28万元", kTenThousand), 7'280'000);
  EXPECT_EQ(money("1.2亿元", kTenThousand), 12'000'000'000);
  EXPECT_EQ(money("-3", kTenThousand), -3'000'000);
}

TEST(ParseMoney, DoesNotChooseBetweenTwoUnits) {
  constexpr std::int64_t kYuan = 100, kTenThousand = 1'000'000;
  for (const char* text : {"7.28万", "300元", "三万", "2亿"})
    EXPECT_EQ(parse_money(text, kTenThousand).reading, Reading::ambiguous) << text;
  for (const char* text : {"3件", "3分", "3%", "3美元", "三点五万元"})
    EXPECT_EQ(parse_money(text, kYuan).reading, Reading::bad) << text;
  EXPECT_EQ(parse_money("约3万元", kYuan).reading, Reading::ambiguous);
  EXPECT_EQ(parse_money("12.345", kYuan).reading, Reading::bad);
  EXPECT_EQ(parse_money("12.345", kYuan, 1).value, 12'345);
  EXPECT_EQ(parse_money(" ", kYuan).reading, Reading::blank);
}

TEST(ParseNumber, RefusesWhatDoesNotFit) {
  EXPECT_EQ(reading("9223372036854775808"), Reading::bad);
  EXPECT_EQ(reading("9223372036854775807", 1), Reading::bad);
  EXPECT_EQ(reading("99999999999亿"), Reading::bad);
  EXPECT_EQ(reading("九千亿亿"), Reading::bad);
  EXPECT_EQ(reading("11111111111111111111111111111111111111111111111111111111111111111111111"),
            Reading::bad);
}

TEST(ParseNumber, HasNothingToReadInABlankCell) {
  EXPECT_EQ(reading(""), Reading::blank);
  EXPECT_EQ(reading(" 　"), Reading::blank);
}

}  // namespace
}  // namespace gongkai
