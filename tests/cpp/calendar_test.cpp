// Working days: which notice decides a day, what is still open, and where the calendar ends.
#include "gongkai/base/calendar.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "gongkai/base/error.hpp"

namespace gongkai {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::ThrowsMessage;

Date day(std::string_view text) { return parse_iso(text).value(); }

std::vector<NamedText> templates(int from, int to) {
  std::vector<NamedText> files;
  for (int year = from; year <= to; ++year) {
    std::ifstream in(fmt::format("{}/calendar/{}.toml", GONGKAI_TEMPLATES, year));
    EXPECT_TRUE(in) << year;
    files.push_back({fmt::format("{}.toml", year), {std::istreambuf_iterator<char>(in), {}}});
  }
  return files;
}

const Calendar& calendar() {
  static const Calendar kCalendar = Calendar::parse(templates(2018, 2027));
  return kCalendar;
}

Due sure(std::string_view text) { return {day(text), day(text)}; }

TEST(Calendar, TakesTheDayItselfAsDayZero) {
  EXPECT_EQ(calendar().add(day("2022-10-01"), 0), sure("2022-10-01"));
  // From a day off, the next working day is day 1.
  EXPECT_EQ(calendar().add(day("2022-10-01"), 1), sure("2022-10-08"));
  EXPECT_EQ(calendar().add(day("2022-10-08"), 1), sure("2022-10-09"));
}

TEST(Calendar, FindsDaysOfAYearInTheNoticeOfTheNext) {
  // 2018-12-29 is worked and 12-31 off by the notice of 2019; 2022-12-31 is off by that of 2023.
  EXPECT_EQ(calendar().add(day("2018-12-28"), 1), sure("2018-12-29"));
  EXPECT_EQ(calendar().add(day("2018-12-29"), 1), sure("2019-01-02"));
  const auto days = calendar().walk(day("2022-12-30"), 1);
  EXPECT_EQ(days.at(0).why, "元旦放假");
  EXPECT_EQ(days.at(0).notice, "国办发明电〔2022〕16号");
}

TEST(Calendar, FollowsTheLaterNoticeOfAYear) {
  // Labour Day 2019 was lengthened, and so was the Spring Festival of 2020.
  const auto labour = calendar().walk(day("2019-04-30"), 1);
  EXPECT_EQ(labour.at(0).notice, "国办发明电〔2019〕3号");
  EXPECT_EQ(labour.at(1).why, "劳动节放假");
  EXPECT_EQ(labour.back(),
            (Day{day("2019-05-05"), true, 1, "调休上班（劳动节）", "国办发明电〔2019〕3号"}));
  const auto spring = calendar().walk(day("2020-01-29"), 1);
  EXPECT_EQ(spring.at(0),
            (Day{day("2020-01-30"), false, {}, "春节放假", "国办发明电〔2019〕16号"}));
  EXPECT_EQ(spring.at(2), (Day{day("2020-02-01"), false, {}, "春节放假", "国办发明电〔2020〕1号"}));
  EXPECT_EQ(spring.back(), (Day{day("2020-02-03"), true, 1, "工作日", ""}));
}

TEST(Calendar, OrdersNoticesOfAYearByTheirDateNotByTheirFile) {
  const Calendar swapped = Calendar::parse(R"(
[[notice]]
year = 2020
title = "后一个通知"
published = 2020-01-26
off = [2020-02-01]
[[notice]]
year = 2020
title = "前一个通知"
published = 2019-11-21
worked = [2020-02-01]
)");
  EXPECT_EQ(swapped.count(day("2020-01-31"), day("2020-02-01")), 0);
  EXPECT_THAT(swapped.notices(), ElementsAre("《前一个通知》", "《后一个通知》"));
}

TEST(Calendar, TellsEachDayWithItsReason) {
  const std::string number = "国办发明电〔2021〕11号";
  EXPECT_THAT(calendar().walk(day("2022-09-29"), 2),
              ElementsAre(Day{day("2022-09-30"), true, 1, "工作日", ""},
                          Day{day("2022-10-01"), false, {}, "国庆节放假", number},
                          Day{day("2022-10-02"), false, {}, "国庆节放假", number},
                          Day{day("2022-10-03"), false, {}, "国庆节放假", number},
                          Day{day("2022-10-04"), false, {}, "国庆节放假", number},
                          Day{day("2022-10-05"), false, {}, "国庆节放假", number},
                          Day{day("2022-10-06"), false, {}, "国庆节放假", number},
                          Day{day("2022-10-07"), false, {}, "国庆节放假", number},
                          Day{day("2022-10-08"), true, 2, "调休上班（国庆节）", number}));
  EXPECT_THAT(calendar().walk(day("2022-08-26"), 1),
              ElementsAre(Day{day("2022-08-27"), false, {}, "周六", ""},
                          Day{day("2022-08-28"), false, {}, "周日", ""},
                          Day{day("2022-08-29"), true, 1, "工作日", ""}));
  EXPECT_THAT(calendar().walk(day("2022-08-26"), 0), IsEmpty());
}

TEST(Calendar, GivesARangeWhereTheNextNoticeIsMissing) {
  // 25 December is working day 39; 26 and 27 December may be made working days for New Year 2027.
  EXPECT_EQ(calendar().add(day("2026-11-02"), 39), sure("2026-12-25"));
  EXPECT_EQ(calendar().add(day("2026-11-02"), 40), (Due{day("2026-12-26"), day("2026-12-28")}));
}

TEST(Calendar, TellsWhichDaysAreOpen) {
  const auto days = calendar().walk(day("2026-11-02"), 40);
  ASSERT_THAT(days, SizeIs(56));  // 3 November to 28 December
  EXPECT_EQ(days.at(52), (Day{day("2026-12-25"), true, 39, "工作日", ""}));
  EXPECT_EQ(days.at(53), (Day{day("2026-12-26"), {}, {}, "待国务院通知（可能调休上班）", ""}));
  EXPECT_EQ(days.at(54), (Day{day("2026-12-27"), {}, {}, "待国务院通知（可能调休上班）", ""}));
  EXPECT_EQ(days.at(55), (Day{day("2026-12-28"), true, 40, "工作日", ""}));
  EXPECT_THAT(
      calendar().walk(day("2026-12-30"), 1),
      ElementsAre(
          Day{day("2026-12-31"), {}, {}, "待国务院通知（可能放假）", ""},
          Day{day("2027-01-01"), false, {}, "法定节假日（元旦）", "全国年节及纪念日放假办法"},
          Day{day("2027-01-02"), {}, {}, "待国务院通知（可能调休上班）", ""},
          Day{day("2027-01-03"), {}, {}, "待国务院通知（可能调休上班）", ""},
          Day{day("2027-01-04"), {}, {}, "待国务院通知（可能放假）", ""},
          Day{day("2027-01-05"), {}, {}, "待国务院通知（可能放假）", ""},
          Day{day("2027-01-06"), {}, {}, "待国务院通知（可能放假）", ""},
          Day{day("2027-01-07"), true, 1, "工作日", ""}));
}

TEST(Calendar, NumbersTheWorkingDaysOfAWalkUpToTheLast) {
  for (Date from = day("2025-12-01"); from <= day("2026-12-31"); from += Days(1)) {
    const auto days = calendar().walk(from, 40);
    ASSERT_EQ(days.back().n, 40) << iso(from);
    ASSERT_EQ(days.back().date, calendar().add(from, 40).latest);
    ASSERT_EQ(days.front().date, from + Days(1));
  }
}

TEST(Calendar, CountsBothWaysOverOpenDays) {
  // 25 and 28 to 30 December are sure; 26 and 27 may be worked and 31 may be off.
  EXPECT_EQ(calendar().count(day("2026-12-24"), day("2026-12-31")), 4);
  EXPECT_EQ(calendar().earliest().count(day("2026-12-24"), day("2026-12-31")), 7);
  EXPECT_EQ(calendar().earliest().count(day("2022-12-24"), day("2022-12-31")), 5);
}

TEST(Calendar, KnowsHowFarItGoes) {
  EXPECT_EQ(calendar().first(), day("2018-01-01"));
  EXPECT_EQ(calendar().last(), day("2027-12-31"));
  EXPECT_EQ(calendar().confirmed_until(), day("2026-12-25"));
  EXPECT_TRUE(calendar().covers(day("2018-01-01")));
  EXPECT_TRUE(calendar().covers(day("2027-12-31")));
  EXPECT_FALSE(calendar().covers(day("2017-12-31")));
  EXPECT_FALSE(calendar().covers(kNever));
  EXPECT_FALSE(calendar().covers(kUndated));
}

TEST(Calendar, ListsItsNoticesInOrderOfYear) {
  EXPECT_THAT(calendar().notices(), SizeIs(11));
  EXPECT_EQ(calendar().notices().front(),
            "《国务院办公厅关于2018年部分节假日安排的通知》（国办发明电〔2017〕12号）");
  EXPECT_THAT(calendar().notices(),
              Contains("《国务院办公厅关于延长2020年春节假期的通知》（国办发明电〔2020〕1号）"));
}

TEST(Calendar, PassesOverAnExpectedYearOnceItsNoticeIsThere) {
  auto files = templates(2026, 2027);
  files.push_back({"notice", "[[notice]]\nyear = 2027\ntitle = '试'\noff = [2027-01-01]\n"});
  const Calendar loaded = Calendar::parse(files);
  EXPECT_EQ(loaded.add(day("2026-11-02"), 40), sure("2026-12-28"));
  EXPECT_EQ(loaded.confirmed_until(), day("2027-12-31"));
  EXPECT_EQ(loaded.walk(day("2026-12-31"), 1).at(0).notice, "试");
}

TEST(Calendar, ReadsANoticeWithoutDaysAsNotPublished) {
  auto files = templates(2026, 2027);
  files.push_back({"notice", "[[notice]]\nyear = 2027\noff = []\nworked = []\n"});
  EXPECT_EQ(Calendar::parse(files).add(day("2026-11-02"), 40),
            (Due{day("2026-12-26"), day("2026-12-28")}));
  files.erase(files.begin() + 1);
  EXPECT_EQ(Calendar::parse(files).last(), day("2026-12-31"));
}

TEST(Calendar, CountsNothingBackwards) {
  EXPECT_EQ(calendar().count(day("2022-08-24"), day("2022-08-24")), 0);
  EXPECT_EQ(calendar().count(day("2022-08-24"), day("2022-08-01")), 0);
  EXPECT_EQ(calendar().earliest().count(day("2022-08-24"), day("2022-08-01")), 0);
}

TEST(Calendar, RefusesDaysOutsideTheYearsKnown) {
  EXPECT_THAT([] { calendar().add(day("2031-01-02"), 1); },
              ThrowsMessage<DataError>("calendar: 2031-01-02 lies after the last year known, 2027; "
                                       "add templates/calendar/2028.toml"));
  EXPECT_THAT([] { calendar().add(day("2017-12-31"), 1); },
              ThrowsMessage<DataError>("calendar: 2017-12-31 lies before the first year known, "
                                       "2018; add templates/calendar/2017.toml"));
  EXPECT_THAT([] { calendar().count(day("2027-12-01"), day("2028-01-01")); },
              ThrowsMessage<DataError>("calendar: 2028-01-01 lies after the last year known, 2027; "
                                       "add templates/calendar/2028.toml"));
  EXPECT_THAT([] { calendar().add(day("2027-12-20"), 20); },
              ThrowsMessage<DataError>("calendar: 20 working days after 2027-12-20 end after the "
                                       "last year known, 2027; add templates/calendar/2028.toml"));
  EXPECT_THAT([] { calendar().walk(day("2027-12-20"), 20); },
              ThrowsMessage<DataError>("calendar: 20 working days after 2027-12-20 end after the "
                                       "last year known, 2027; add templates/calendar/2028.toml"));
}

TEST(Calendar, RefusesNegativeDaysAndMissingDates) {
  EXPECT_THAT([] { calendar().add(day("2022-08-24"), -1); },
              ThrowsMessage<DataError>("calendar: -1 working days, expected 0 or more"));
  EXPECT_THAT([] { calendar().add(kUndated, 1); },
              ThrowsMessage<DataError>("calendar: no days can be counted without a date"));
  EXPECT_THAT([] { calendar().add(kNever, 1); },
              ThrowsMessage<DataError>("calendar: no days can be counted without a date"));
}

TEST(Calendar, RefusesAGapBetweenYears) {
  auto files = templates(2018, 2021);
  files.erase(files.begin() + 2);
  EXPECT_THAT([&] { Calendar::parse(files); },
              ThrowsMessage<DataError>("calendar: 2020 is missing between 2019 and 2021"));
  EXPECT_THAT([] { Calendar::parse(""); },
              ThrowsMessage<DataError>("calendar: no notice with days and no expected year"));
}

TEST(Calendar, NamesTheFileOfAWrongDay) {
  const NamedText file{"2027.toml", "[[notice]]\nyear = 2027\noff = ['2027-13-01']"};
  EXPECT_THAT(
      [&] {
        Calendar::parse({&file, 1});
      },
      ThrowsMessage<DataError>("2027.toml line 3: '2027-13-01' is not a date"));
  EXPECT_THAT([] { Calendar::parse("[[notice]]\nyear = 2027\noff = ['2027-13-01']"); },
              ThrowsMessage<DataError>("line 3: '2027-13-01' is not a date"));
  EXPECT_THAT([] { Calendar::parse("[[notices]]\nyear = 2027"); },
              ThrowsMessage<DataError>("line 1: unknown key 'notices'"));
}

}  // namespace
}  // namespace gongkai
