// Dates: which texts are one, and how they are printed.
#include "gongkai/base/date.hpp"

#include <gtest/gtest.h>

namespace gongkai {
namespace {

TEST(Date, TakesDaysOfTheCalendarOnly) {
  EXPECT_TRUE(civil(2024, 2, 29));
  EXPECT_FALSE(civil(2022, 2, 29));
  EXPECT_FALSE(civil(2022, 2, 30));
  EXPECT_FALSE(civil(2022, 13, 1));
  EXPECT_FALSE(civil(2022, 0, 1));
  EXPECT_FALSE(civil(2022, 4, 31));
  EXPECT_FALSE(civil(2022, -3, 1));
  EXPECT_FALSE(civil(0, 1, 1));
  EXPECT_FALSE(civil(10000, 1, 1));
}

TEST(Date, CountsDaysFrom1970AsArrowDoes) {
  EXPECT_EQ(civil(1970, 1, 1)->time_since_epoch().count(), 0);
  EXPECT_EQ(civil(1969, 12, 31)->time_since_epoch().count(), -1);
  // 52 years of 365 days and 13 leap days (1972 to 2020).
  EXPECT_EQ(civil(2022, 1, 1)->time_since_epoch().count(), 52 * 365 + 13);
  EXPECT_EQ(sizeof(Date), 4u);
}

TEST(Date, ReadsIsoTextStrictly) {
  EXPECT_EQ(parse_iso("2022-08-24"), civil(2022, 8, 24));
  for (const char* text : {"", "2022-8-24", "2022/08/24", "2022-08-24 ", " 2022-08-24", "20220824",
                           "2022-02-30", "2022-13-01", "+022-08-24", "2022-0x-24", "2022-08--4"})
    EXPECT_FALSE(parse_iso(text)) << text;
}

TEST(Date, PrintsWhatItReads) {
  EXPECT_EQ(iso(*civil(2022, 8, 4)), "2022-08-04");
  EXPECT_EQ(iso(*civil(987, 1, 1)), "0987-01-01");
}

TEST(Date, PrintsNothingForWhatHasNoDate) {
  EXPECT_EQ(iso(kNever), "");
  EXPECT_EQ(iso(kUndated), "");
  EXPECT_FALSE(is_dated(kNever));
  EXPECT_FALSE(is_dated(kUndated));
  EXPECT_TRUE(is_dated(*civil(2022, 8, 24)));
}

TEST(Date, OrdersWhatNeverHappenedLastAndTheUndatedFirst) {
  EXPECT_LT(*civil(9999, 12, 31), kNever);
  EXPECT_GT(*civil(1, 1, 1), kUndated);
}

TEST(Date, TakesItselfApart) {
  const auto day = parts(*civil(2022, 8, 24));
  EXPECT_EQ(day, std::chrono::year(2022) / 8 / 24);
  EXPECT_EQ(year_of(*civil(2022, 8, 24)), 2022);
}

TEST(Date, KnowsWhereYearsAndMonthsEnd) {
  EXPECT_EQ(year_period(2022), (Period{*civil(2022, 1, 1), *civil(2022, 12, 31)}));
  EXPECT_EQ(month_end(2022, 2), civil(2022, 2, 28));
  EXPECT_EQ(month_end(2024, 2), civil(2024, 2, 29));
  EXPECT_EQ(month_end(2022, 9), civil(2022, 9, 30));
  EXPECT_EQ(month_end(2022, 12), civil(2022, 12, 31));
}

}  // namespace
}  // namespace gongkai
