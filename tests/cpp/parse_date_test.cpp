#include "gongkai/ledger/parse.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace gongkai {

namespace {

constexpr int kYear = 2022;

std::string date(std::string_view text, int year = kYear) {
  const DateCell cell = parse_date(text, year);
  return cell.reading == Reading::value && !cell.partial ? iso(cell.date) : "";
}

std::string month(std::string_view text, int year = kYear) {
  const DateCell cell = parse_date(text, year);
  return cell.reading == Reading::value && cell.partial ? iso(cell.date) : "";
}

Reading reading(std::string_view text, int year = kYear) { return parse_date(text, year).reading; }

std::string deadline(std::string_view text, int year = kYear) {
  const DateCell cell = parse_deadline(text, year);
  return cell.reading == Reading::value ? iso(cell.date) : "";
}

Reading deadline_reading(std::string_view text, int year = kYear) {
  const DateCell cell = parse_deadline(text, year);
  EXPECT_EQ(cell.reading == Reading::value, is_dated(cell.date)) << text;
  return cell.reading;
}

TEST(ParseDate, ReadsEveryFormThatOfficesWrite) {
  for (const char* text : {"2022-08-24",
                           "2022.8.24",
                           "2022.08.24",
                           "2022-8-24",
                           "2022/8/24",
                           "2022/08/24",
                           "2022年8月24日",
                           "2022年08月24日",
                           "2022年8月24号",
                           "2022年8月24",
                           "8月24日",
                           "20220824",
                           "22.8.24",
                           "22-8-24",
                           "22年8月24日",
                           "二〇二二年八月二十四日",
                           "二○二二年八月二十四日",
                           "二零二二年八月二十四日",
                           "二Ｏ二二年八月二十四日",
                           "二O二二年八月二十四日",
                           "二0二二年八月二十四日",
                           "2022.8.24.",
                           "8-24",
                           "8/24",
                           "⼆〇⼆⼆年⼋⽉⼆⼗四⽇"})
    EXPECT_EQ(date(text), "2022-08-24") << text;
}

TEST(ParseDate, PassesOverTheTimeOfDay) {
  for (const char* text :
       {"2022-08-24 00:00:00",      "2022-08-24 09:30:00",       "2022-08-24T09:30:00",
        "2022-08-24 09:30",         "2022-08-24 9:30",           "2022/8/24 9:30:00",
        "2022.8.24 23:59:59",       "2022年8月24日 9时30分",     "2022年8月24日9时",
        "2022年8月24日9时30分15秒", "2022年8月24日 下午3:30",    "2022年8月24日 24时",
        "2022-08-24 09:30:00.000",  "2022-08-24T09:30:00+08:00", "20220824 09:30",
        "20220824093000",           "2022年8月24日 星期三",      "2022年8月24日（周三）",
        "2022年8月24日星期三 9:30", "2022/8/24 3:30:00 PM",      "2022-08-24 9:30AM",
        "2022年8月24日上午",        "2022-08-24 下午",           "2022年8月24日 凌晨1:00"})
    EXPECT_EQ(date(text), "2022-08-24") << text;
}

TEST(ParseDate, RefusesATimeOfDayThatIsNone) {
  for (const char* text :
       {"2022-08-24 25:00:00", "2022-08-24 09:60:00", "2022-08-24 09:30:61", "2022-08-24 9",
        "20220824256000", "2022-08-24T09:30:00Z", "2022-08-24 09:30:00-05:00", "2022-08-24 24:30"})
    EXPECT_EQ(reading(text), Reading::bad) << text;
}

TEST(ParseDate, ReadsFullWidthCharactersAndStraySpaces) {
  EXPECT_EQ(date("２０２２．８．２４"), "2022-08-24");
  EXPECT_EQ(date("２０２２－０８－２４"), "2022-08-24");
  EXPECT_EQ(date("2022 年 8 月 24 日"), "2022-08-24");
  EXPECT_EQ(date("2022. 8. 24"), "2022-08-24");
  EXPECT_EQ(date("　\t2022-08-24\n "), "2022-08-24");
  EXPECT_EQ(date("2022。8。24"), "2022-08-24");
  EXPECT_EQ(date("2022—8—24"), "2022-08-24");
}

TEST(ParseDate, ReadsChineseDays) {
  EXPECT_EQ(date("二〇二二年十月一日"), "2022-10-01");
  EXPECT_EQ(date("二〇二二年十二月三十一日"), "2022-12-31");
  EXPECT_EQ(date("二〇二二年一月二十日"), "2022-01-20");
  EXPECT_EQ(date("十二月十日"), "2022-12-10");
}

TEST(ParseDate, TakesTheYearFromTheLedgerWhereNoneIsWritten) {
  EXPECT_EQ(date("8月24日", 2021), "2021-08-24");
  EXPECT_EQ(reading("8月24日", 0), Reading::bad);
  EXPECT_EQ(reading("8/24", 0), Reading::bad);
  EXPECT_EQ(date("2023.1.5", 2021), "2023-01-05");
}

TEST(ParseDate, ReadsSerialsOfExcel) {
  EXPECT_EQ(date("44797"), "2022-08-24");
  EXPECT_EQ(date("44562"), "2022-01-01");
  EXPECT_EQ(date("45351"), "2024-02-29");
  EXPECT_EQ(date("44797.0"), "2022-08-24");
  EXPECT_EQ(date("44797.395833333336"), "2022-08-24");
  EXPECT_EQ(date("35000"), "1995-10-28");
  EXPECT_EQ(date("60000"), "2064-04-08");
  EXPECT_EQ(reading("34999"), Reading::bad);
  EXPECT_EQ(reading("60001"), Reading::bad);
  EXPECT_EQ(reading("60001.5"), Reading::bad);
}

TEST(ParseDate, CountsSerialsFrom1904WhereTheWorkbookDoes) {
  const auto from_1904 = [](std::string_view text) {
    const DateCell cell = parse_date(text, {kYear, true});
    return cell.reading == Reading::value ? iso(cell.date) : "";
  };
  EXPECT_EQ(from_1904("43335"), "2022-08-24");  // 44797 - 1462
  EXPECT_EQ(from_1904("43100"), "2022-01-01");
  EXPECT_EQ(from_1904("43889"), "2024-02-29");
  EXPECT_EQ(from_1904("43335.395833333336"), "2022-08-24");
  EXPECT_EQ(from_1904("33538"), "1995-10-28");
  EXPECT_EQ(from_1904("33537"), "");
  EXPECT_EQ(from_1904("58538"), "2064-04-08");
  EXPECT_EQ(from_1904("58539"), "");
  // Written dates do not move.
  EXPECT_EQ(from_1904("2022-08-24"), "2022-08-24");
  EXPECT_EQ(from_1904("20220824"), "2022-08-24");
  EXPECT_EQ(iso(parse_deadline("43335", {kYear, true}).date), "2022-08-24");
  EXPECT_EQ(parse_truth("33538", {kYear, true}), Reading::yes);
  EXPECT_EQ(parse_truth("33538", kYear), Reading::bad);
}

TEST(ParseDate, ReadsThroughALabelGluedToTheValue) {
  for (const char* text :
       {"发文日期：2022-08-24", "收到日期:2022年8月24日", "答复时间： 2022.8.24 ",
        "\t发文　日期\u00a0：\n2022/8/24", "印发时间：2022-08-24 09:30:00", "时间：8月24日"})
    EXPECT_EQ(date(text), "2022-08-24") << text;
  EXPECT_EQ(deadline("完成时限：9月底前"), "2022-09-30");
  EXPECT_EQ(deadline("时限：2022年9月"), "2022-09-30");
  EXPECT_EQ(reading("发文日期：2022年2月30日"), Reading::impossible);
  EXPECT_EQ(reading("发文日期：2022.1"), Reading::ambiguous);
  EXPECT_EQ(reading("发文日期："), Reading::blank);
  // No label of a value: what stands before the colon may say anything.
  for (const char* text : {"已答复：2022-08-24", "9：2022-08-24", "约：2022-08-24",
                           "发文日期2022-08-24", "日期一二三四五六七八九：2022-08-24"})
    EXPECT_EQ(reading(text), Reading::bad) << text;
}

TEST(SplitLabel, IsOfChineseCharactersAndNamesAValue) {
  EXPECT_EQ(split_label(" 发文日期： 2023-08-25 ").label, "发文日期");
  EXPECT_EQ(split_label(" 发文日期： 2023-08-25 ").value, "2023-08-25");
  EXPECT_EQ(split_label("页数:3").value, "3");
  EXPECT_EQ(split_label("页数：").label, "页数");
  for (const char* text : {"其中：3", "2022-08-24 09:30", "日期", "", "发文日期2023-08-25"})
    EXPECT_EQ(split_label(text).label, "") << text;
}

TEST(ParseDate, CallsAMonthAloneItsFirstDayAndPartial) {
  for (const char* text : {"2022年8月", "2022年8月份", "2022-08", "2022-8", "2022/8", "2022.08",
                           "2022.8", "2022.8月", "202208", "8月", "八月", "二〇二二年八月",
                           "2022年8月底", "2022年8月上旬", "8月中旬", "8月下旬", "8月末"})
    EXPECT_EQ(month(text), "2022-08-01") << text;
  EXPECT_EQ(month("2022.10"), "2022-10-01");
  EXPECT_EQ(month("2022.01"), "2022-01-01");
  EXPECT_EQ(month("2022-1"), "2022-01-01");
  EXPECT_EQ(month("2022.1月"), "2022-01-01");
  EXPECT_FALSE(parse_date("2022-08-24", kYear).partial);
}

TEST(ParseDate, DoesNotGuessWhatANumberCellHasLost) {
  EXPECT_EQ(reading("2022.1"), Reading::ambiguous);  // January, or 2022.10 typed as a number
  EXPECT_EQ(reading("8.24"), Reading::ambiguous);
  EXPECT_EQ(reading("8.1"), Reading::ambiguous);
  EXPECT_EQ(reading("201210"), Reading::ambiguous);  // October 2012, or 2020-12-10
}

TEST(ParseDate, DoesNotChooseBetweenTwoDatesInOneCell) {
  for (const char* text :
       {"2022-08-24、2022-08-30", "2022.8.24，2022.9.1", "2022年8月24日至9月3日",
        "2022-08-24/2022-08-30", "2022-08-24 2022-08-30", "2022.8.24-2022.9.1",
        "2022-08-24;2022-08-25;2022-08-26", "2022-08-24\n2022-08-30", "8月24日、8月30日"})
    EXPECT_EQ(reading(text), Reading::ambiguous) << text;
  EXPECT_EQ(reading("8月24日、8月30日", 0), Reading::ambiguous);
}

TEST(ParseDate, KnowsDatesThatNoCalendarHas) {
  for (const char* text :
       {"2022年2月30日", "2022-02-29", "2022.13.1", "2022-00-10", "20220230", "2022-13",
        "2022年13月", "2022-08-32", "2月30日", "22.2.30", "2022-02-30 09:30:00"})
    EXPECT_EQ(reading(text), Reading::impossible) << text;
  EXPECT_EQ(date("2024-02-29"), "2024-02-29");
}

TEST(ParseDate, ReadsTruthWhereADateIsAsked) {
  EXPECT_EQ(reading("是"), Reading::yes);
  EXPECT_EQ(reading("√"), Reading::yes);
  EXPECT_EQ(reading("否"), Reading::no);
  EXPECT_EQ(reading("无"), Reading::no);
  EXPECT_EQ(reading("1"), Reading::bad);
  EXPECT_EQ(reading("0"), Reading::bad);
}

TEST(ParseDate, HasNothingToReadInABlankCell) {
  EXPECT_EQ(reading(""), Reading::blank);
  EXPECT_EQ(reading(" 　\t"), Reading::blank);
  EXPECT_EQ(parse_date("", kYear).date, kNever);
}

TEST(ParseDate, RefusesEverythingElse) {
  for (const char* text :
       {"已答复", "2022", "2022年", "约2022-08-24", "2022-08-24前", "8/24/2022", "2022.8-24",
        "202.8.24", "2022年8月24日（挂号信）", "2022-8-24-", "123456789", "年月日", "2022年月日",
        "20220824X", "\xff\xfe", "发文日期2022-08-24",
        "2022年8月24日收到申请人补正材料并于当日转交承办单位办理，承办单位于次日提出初步意见，"
        "经法制审查后报分管领导审定"}) {
    EXPECT_EQ(reading(text), Reading::bad) << text;
    EXPECT_EQ(parse_date(text, kYear).date, kNever) << text;
  }
}

TEST(ParseDeadline, EndsAMonthOnItsLastDay) {
  for (const char* text :
       {"9月底前", "9月底",    "9月底之前",      "9月末",          "9月",         "9月份",
        "9月前",   "九月底前", "2022年9月",      "2022年9月前",    "2022年9月底", "2022年9月底前",
        "2022-09", "2022.9",   "9月下旬",        "9月底前完成",    "第三季度",    "三季度末",
        "第3季度", "3季度",    "2022年第三季度", "2022年三季度底", "９月底前"})
    EXPECT_EQ(deadline(text), "2022-09-30") << text;
  EXPECT_EQ(deadline("2022.10"), "2022-10-31");
  EXPECT_EQ(deadline("2024年2月底"), "2024-02-29");
  EXPECT_EQ(deadline("一季度"), "2022-03-31");
  EXPECT_EQ(deadline("第四季度末"), "2022-12-31");
}

TEST(ParseDeadline, EndsAYearOnItsLastDay) {
  for (const char* text :
       {"全年", "年底前", "年底", "年末", "年内", "2022年底", "2022年底前", "2022年年底前",
        "今年年底前", "2022年全年", "12月底前", "下半年", "二〇二二年底前", "2022年内"})
    EXPECT_EQ(deadline(text), "2022-12-31") << text;
  EXPECT_EQ(deadline("2023年底前"), "2023-12-31");
  EXPECT_EQ(deadline("上半年"), "2022-06-30");
  EXPECT_EQ(deadline("2023年上半年"), "2023-06-30");
}

TEST(ParseDeadline, ReadsDaysWithAndWithoutBefore) {
  for (const char* text :
       {"2022年8月24日前", "2022年8月24日", "8月24日前", "8月24日之前", "2022-08-24",
        "2022-08-24 00:00:00", "2022.8.24前", "44797", "8月24日前完成", "2022年8月24日24时前"})
    EXPECT_EQ(deadline(text), "2022-08-24") << text;
  EXPECT_EQ(deadline("8月上旬"), "2022-08-10");
  EXPECT_EQ(deadline("8月中旬前"), "2022-08-20");
}

TEST(ParseDeadline, KnowsWhereOnlyAMonthIsWritten) {
  EXPECT_TRUE(parse_deadline("2022年10月", kYear).partial);
  EXPECT_FALSE(parse_deadline("10月底前", kYear).partial);
  EXPECT_FALSE(parse_deadline("10月中旬", kYear).partial);
}

TEST(ParseDeadline, LeavesLastingTasksOpen) {
  for (const char* text :
       {"长期", "长期坚持", "持续推进", "常态化", "常态化推进", "每季度末", "每月", "每月10日前",
        "每年12月底前", "全年持续推进", "不定期", "无期限", "2022年持续推进"})
    EXPECT_EQ(deadline_reading(text), Reading::open) << text;
  EXPECT_EQ(deadline_reading("长期", 0), Reading::open);
}

TEST(ParseDeadline, DoesNotChooseBetweenTwoDeadlines) {
  for (const char* text :
       {"6月底前、12月底前", "9月底前并长期坚持", "9月底前，持续推进", "长期坚持，9月底前完成",
        "2022.1", "9.30", "6月底前；年底前", "上半年、下半年", "6月-9月"})
    EXPECT_EQ(deadline_reading(text), Reading::ambiguous) << text;
}

TEST(ParseDeadline, NeedsAYear) {
  for (const char* text :
       {"9月底前", "年底前", "全年", "上半年", "第三季度", "8月24日前", "今年年底"})
    EXPECT_EQ(deadline_reading(text, 0), Reading::bad) << text;
  EXPECT_EQ(deadline("2022年9月底前", 0), "2022-09-30");
  EXPECT_EQ(deadline("2022年底前", 0), "2022-12-31");
}

TEST(ParseDeadline, RefusesWhatIsNoDeadline) {
  for (const char* text : {"20个工作日", "即办", "尽快", "第五季度", "明年6月底", "3个月内", "前",
                           "2022年", "前三季度"})
    EXPECT_EQ(deadline_reading(text), Reading::bad) << text;
  EXPECT_EQ(deadline_reading("2月30日前"), Reading::impossible);
  EXPECT_EQ(deadline_reading("13月底前"), Reading::impossible);
  EXPECT_EQ(deadline_reading(""), Reading::blank);
  EXPECT_EQ(deadline_reading("是"), Reading::yes);
}

TEST(ParseTruth, ReadsEveryWordForYesAndNo) {
  for (const char* text : {"是", "有", "√", "✓", "1", "Y", "y", "Yes", "true", "TRUE", "Ｙ", "１",
                           "ｔｒｕｅ", "1.0", " 是 "})
    EXPECT_EQ(parse_truth(text, kYear), Reading::yes) << text;
  for (const char* text : {"否", "无", "×", "0", "N", "no", "False", "Ｎ", "０", "x", "0.0"})
    EXPECT_EQ(parse_truth(text, kYear), Reading::no) << text;
}

TEST(ParseTruth, TakesADateForYes) {
  EXPECT_EQ(parse_truth("2022-08-24", kYear), Reading::yes);
  EXPECT_EQ(parse_truth("2022年8月24日", kYear), Reading::yes);
  EXPECT_EQ(parse_truth("8月", kYear), Reading::yes);
}

TEST(ParseTruth, RefusesWhatIsNeither) {
  for (const char* text : {"也许", "2", "是否", "已完成", "2022年2月30日", "yesno"})
    EXPECT_EQ(parse_truth(text, kYear), Reading::bad) << text;
  EXPECT_EQ(parse_truth("", kYear), Reading::blank);
  EXPECT_EQ(parse_truth("　", kYear), Reading::blank);
}

TEST(SplitItems, SplitsAtEverySeparatorOutsideBrackets) {
  using Items = std::vector<std::string_view>;
  EXPECT_EQ(split_items("县经信局、 县大数据局"), (Items{"县经信局", "县大数据局"}));
  EXPECT_EQ(split_items("甲,乙，丙;丁；戊\n己\r\n庚"),
            (Items{"甲", "乙", "丙", "丁", "戊", "己", "庚"}));
  EXPECT_EQ(split_items("各镇（街道、管委会）、县教育局"),
            (Items{"各镇（街道、管委会）", "县教育局"}));
  EXPECT_EQ(split_items("甲(乙,丙),丁"), (Items{"甲(乙,丙)", "丁"}));
  EXPECT_EQ(split_items("甲"), (Items{"甲"}));
}

TEST(SplitItems, KeepsThePlaceOfEmptyItems) {
  using Items = std::vector<std::string_view>;
  EXPECT_EQ(split_items(",2022-09-09"), (Items{"", "2022-09-09"}));
  EXPECT_EQ(split_items("2022-09-09、、2022-09-12"), (Items{"2022-09-09", "", "2022-09-12"}));
  EXPECT_EQ(split_items("2022-09-09;"), (Items{"2022-09-09", ""}));
}

TEST(SplitItems, HasNoItemsWhereNothingIsWritten) {
  EXPECT_TRUE(split_items("").empty());
  EXPECT_TRUE(split_items(" 　").empty());
}

TEST(SplitItems, TakesABracketThatNothingClosesForACharacter) {
  using Items = std::vector<std::string_view>;
  EXPECT_EQ(split_items("甲（乙、丙"), (Items{"甲（乙", "丙"}));
  EXPECT_EQ(split_items("甲）、丙"), (Items{"甲）", "丙"}));
}

TEST(Trim, DropsSpacesOfEveryKind) {
  EXPECT_EQ(trim(" \t\n甲 乙\u00a0\u3000\ufeff"), "甲 乙");
  EXPECT_EQ(trim("\u3000\u00a0"), "");
  EXPECT_EQ(trim(""), "");
  EXPECT_EQ(trim("\x80\x80"), "\x80\x80");
}

}  // namespace
}  // namespace gongkai
