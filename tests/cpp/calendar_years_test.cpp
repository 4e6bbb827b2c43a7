// The years 2018 to 2027 as shipped: every day against a slow count, and totals worked out by hand.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <array>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <sstream>

#include "gongkai/base/calendar.hpp"

namespace gongkai {
namespace {

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

// The days as the notices have them, set down once more and without names: month and day.
struct Year {
  int year;
  std::string_view weekdays_off, weekend_worked;
};

constexpr std::array<Year, 9> kYears = {{
    {2018,
     "01-01 02-15 02-16 02-19 02-20 02-21 04-05 04-06 04-30 05-01 06-18 09-24 10-01 10-02 10-03 "
     "10-04 10-05 12-31",
     "02-11 02-24 04-08 04-28 09-29 09-30 12-29"},
    {2019,
     "01-01 02-04 02-05 02-06 02-07 02-08 04-05 05-01 05-02 05-03 06-07 09-13 10-01 10-02 10-03 "
     "10-04 10-07",
     "02-02 02-03 04-28 05-05 09-29 10-12"},
    {2020,
     "01-01 01-24 01-27 01-28 01-29 01-30 01-31 04-06 05-01 05-04 05-05 06-25 06-26 10-01 10-02 "
     "10-05 10-06 10-07 10-08",
     "01-19 04-26 05-09 06-28 09-27 10-10"},
    {2021,
     "01-01 02-11 02-12 02-15 02-16 02-17 04-05 05-03 05-04 05-05 06-14 09-20 09-21 10-01 10-04 "
     "10-05 10-06 10-07",
     "02-07 02-20 04-25 05-08 09-18 09-26 10-09"},
    {2022,
     "01-03 01-31 02-01 02-02 02-03 02-04 04-04 04-05 05-02 05-03 05-04 06-03 09-12 10-03 10-04 "
     "10-05 10-06 10-07",
     "01-29 01-30 04-02 04-24 05-07 10-08 10-09"},
    {2023,
     "01-02 01-23 01-24 01-25 01-26 01-27 04-05 05-01 05-02 05-03 06-22 06-23 09-29 10-02 10-03 "
     "10-04 10-05 10-06",
     "01-28 01-29 04-23 05-06 06-25 10-07 10-08"},
    {2024,
     "01-01 02-12 02-13 02-14 02-15 02-16 04-04 04-05 05-01 05-02 05-03 06-10 09-16 09-17 10-01 "
     "10-02 10-03 10-04 10-07",
     "02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12"},
    {2025,
     "01-01 01-28 01-29 01-30 01-31 02-03 02-04 04-04 05-01 05-02 05-05 06-02 10-01 10-02 10-03 "
     "10-06 10-07 10-08",
     "01-26 02-08 04-27 09-28 10-11"},
    {2026,
     "01-01 01-02 02-16 02-17 02-18 02-19 02-20 02-23 04-06 05-01 05-04 05-05 06-19 09-25 10-01 "
     "10-02 10-05 10-06 10-07",
     "01-04 02-14 02-28 05-09 09-20 10-10"},
}};

// The slow and obvious way: asks every single day.
class Oracle {
 public:
  Oracle() {
    for (const Year& year : kYears) {
      collect(year.year, year.weekdays_off, off_);
      collect(year.year, year.weekend_worked, worked_);
    }
    // Off by law in 2027; a missing notice may move weekend days from 7 days before to 10 after a
    // holiday, and weekdays from 1 day before to 5 after.
    collect(2027, "01-01 02-05 02-06 02-07 02-08 04-05 05-01 05-02 06-09 09-15 10-01 10-02 10-03",
            law_);
  }
  bool works(Date date, bool most) const {
    if (worked_.contains(date)) return true;
    if (off_.contains(date) || law_.contains(date)) return false;
    const int monday_is_0 = (date.time_since_epoch().count() + 3) % 7;  // 1970-01-01: Thursday
    const bool weekend = monday_is_0 >= 5;
    return open(date, weekend) ? most : !weekend;
  }
  bool open(Date date, bool weekend) const {
    for (const Date holiday : law_) {
      const int after = (date - holiday).count();
      if (weekend ? -7 <= after && after <= 10 : -1 <= after && after <= 5) return true;
    }
    return false;
  }

 private:
  static void collect(int year, std::string_view days, std::set<Date>& into) {
    std::istringstream in{std::string(days)};
    for (std::string text; in >> text;) into.insert(day(fmt::format("{}-{}", year, text)));
  }
  std::set<Date> off_, worked_, law_;
};

TEST(CalendarYears, AgreesWithADayByDayWalkFromEveryDay) {
  const Oracle oracle;
  for (Date from = day("2018-01-01"); from <= day("2026-12-31"); from += Days(1)) {
    Date most = from, fewest = from;
    for (int days = 0; days <= 60; ++days) {
      ASSERT_EQ(calendar().add(from, days), (Due{most, fewest})) << iso(from) << " + " << days;
      do most += Days(1);
      while (!oracle.works(most, true));
      do fewest += Days(1);
      while (!oracle.works(fewest, false));
    }
  }
}

TEST(CalendarYears, CountsWhatItAdds) {
  for (Date from = day("2018-01-01"); from <= day("2026-12-31"); from += Days(3)) {
    for (const int days : {1, 7, 20, 40}) {
      const Due due = calendar().add(from, days);
      ASSERT_EQ(calendar().count(from, due.latest), days) << iso(from);
      ASSERT_EQ(calendar().earliest().count(from, due.earliest), days) << iso(from);
    }
  }
}

TEST(CalendarYears, CountsTheWorkingDaysOfEachYear) {
  const std::array<int, 8> expected = {250, 250, 249, 250, 249, 249, 251, 248};  // 2018 to 2025
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const Period year = year_period(2018 + static_cast<int>(i));
    // 1 January is off in every year: to count after it leaves nothing out.
    EXPECT_EQ(calendar().count(year.from, year.as_of), expected[i]) << year_of(year.from);
  }
}

TEST(CalendarYears, CountsTheYearBeforeAMissingNoticeBothWays) {
  // 248 by the weekdays; the notice of 2027 may take 31 December and may give 26 and 27 December.
  const Period year = year_period(2026);
  EXPECT_EQ(calendar().count(year.from, year.as_of), 247);
  EXPECT_EQ(calendar().earliest().count(year.from, year.as_of), 250);
  EXPECT_EQ(Calendar::parse(templates(2026, 2026)).count(year.from, year.as_of), 248);
}

TEST(CalendarYears, CountsTheWorkingDaysOfEachMonth) {
  const std::map<int, std::array<int, 12>> expected = {
      {2022, {21, 16, 23, 21, 20, 21, 21, 23, 21, 18, 22, 22}},
      {2023, {18, 20, 23, 20, 21, 21, 21, 23, 20, 19, 22, 21}},
      {2024, {22, 18, 21, 22, 21, 19, 23, 22, 21, 19, 21, 22}}};
  for (const auto& [year, months] : expected)
    for (int month = 1; month <= 12; ++month) {
      const Date before = *civil(year, month, 1) - Days(1);
      EXPECT_EQ(calendar().count(before, month_end(year, month)),
                months.at(static_cast<std::size_t>(month - 1)))
          << year << "-" << month;
    }
}

TEST(CalendarYears, GivesTheDeadlinesWorkedOutByHand) {
  struct Row {
    std::string_view received, plus7, plus15, plus20, plus40;
  };
  for (const Row& row : std::initializer_list<Row>{
           {"2022-01-20", "2022-01-29", "2022-02-15", "2022-02-22", "2022-03-22"},
           {"2022-04-20", "2022-04-28", "2022-05-12", "2022-05-19", "2022-06-17"},
           {"2022-08-24", "2022-09-02", "2022-09-15", "2022-09-22", "2022-10-25"},
           {"2022-09-15", "2022-09-26", "2022-10-11", "2022-10-18", "2022-11-15"},
           {"2022-10-01", "2022-10-14", "2022-10-26", "2022-11-02", "2022-11-30"},
           {"2022-12-20", "2022-12-29", "2023-01-11", "2023-01-18", "2023-02-20"},
           {"2023-01-10", "2023-01-19", "2023-02-03", "2023-02-10", "2023-03-10"},
           {"2023-09-20", "2023-10-07", "2023-10-17", "2023-10-24", "2023-11-21"},
           {"2024-01-25", "2024-02-04", "2024-02-20", "2024-02-27", "2024-03-26"},
           {"2024-04-25", "2024-05-08", "2024-05-17", "2024-05-24", "2024-06-24"},
           {"2024-09-10", "2024-09-20", "2024-10-08", "2024-10-14", "2024-11-11"},
           {"2024-12-15", "2024-12-24", "2025-01-06", "2025-01-13", "2025-02-14"}}) {
    EXPECT_EQ(calendar().add(day(row.received), 7), sure(row.plus7)) << row.received;
    EXPECT_EQ(calendar().add(day(row.received), 15), sure(row.plus15)) << row.received;
    EXPECT_EQ(calendar().add(day(row.received), 20), sure(row.plus20)) << row.received;
    EXPECT_EQ(calendar().add(day(row.received), 40), sure(row.plus40)) << row.received;
  }
}

}  // namespace
}  // namespace gongkai
