// Rankings, shares that make 100, and spreads of working days, worked out by hand.
#include "gongkai/measure/statistics.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "gongkai/base/error.hpp"
#include "ledger_help.hpp"

namespace gongkai {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::ThrowsMessage;

constexpr std::nullopt_t kNone = std::nullopt;

Rate of(std::int64_t above, std::int64_t below, std::string_view direction = "higher") {
  Definition definition;
  definition.direction = direction;
  return {definition, number(above), number(below)};
}

TEST(Places, SkipBehindEqualShares) {
  const std::vector<Rate> rates{of(9, 10), of(10, 10), of(18, 20), of(1, 10)};
  EXPECT_THAT(places(rates), ElementsAre(2, 1, 2, 4));
}

TEST(Places, BeginWithTheLowestWhereLowerIsBetter) {
  const std::vector<Rate> rates{of(3, 10, "lower"), of(0, 10, "lower"), of(1, 10, "lower")};
  EXPECT_THAT(places(rates), ElementsAre(3, 1, 2));
}

TEST(Places, LeaveOutSmallDenominatorsAndOpenRows) {
  auto open = of(10, 10);
  open.unknown = 1;
  const std::vector<Rate> rates{of(9, 9), of(5, 10), open, of(0, 0)};
  EXPECT_THAT(places(rates), ElementsAre(kNone, 1, kNone, kNone));
  EXPECT_THAT(places({}), IsEmpty());
}

TEST(Places, TellSharesApartThatDoublesCannot) {
  constexpr std::int64_t kLarge = 4'000'000'000'000'000'000;
  const std::vector<Rate> rates{of(kLarge - 1, kLarge), of(kLarge, kLarge),
                                of(kLarge - 2, kLarge - 1)};
  EXPECT_THAT(places(rates), ElementsAre(2, 1, 3));
}

TEST(Shares, MakeAHundredByTheLargestRemainder) {
  // The outcomes of a city's 1,453 replies; cut off they make 99.97, and .82, .70 and .58 are the
  // largest remainders.
  EXPECT_THAT(shares_of_whole(std::vector<std::int64_t>{966, 67, 81, 182, 61, 96}, 2),
              ElementsAre("66.48%", "4.61%", "5.57%", "12.53%", "4.20%", "6.61%"));
  // Three thirds round half up to 99.99; the first gets the step that is left.
  EXPECT_THAT(shares_of_whole(std::vector<std::int64_t>{1, 1, 1}, 2),
              ElementsAre("33.34%", "33.33%", "33.33%"));
  // Six sixths round half up to 102 without digits.
  EXPECT_THAT(shares_of_whole(std::vector<std::int64_t>(6, 1), 0),
              ElementsAre("17%", "17%", "17%", "17%", "16%", "16%"));
}

TEST(Shares, AreNoneOfNothing) {
  EXPECT_THAT(shares_of_whole(std::vector<std::int64_t>{0, 0}, 2), ElementsAre("—", "—"));
  EXPECT_THAT(shares_of_whole({}, 2), IsEmpty());
  EXPECT_THAT(shares_of_whole(std::vector<std::int64_t>{0, 5}, 1), ElementsAre("0.0%", "100.0%"));
}

TEST(Apportioned, KeepsTheTotal) {
  EXPECT_THAT(apportioned(7, std::vector<std::int64_t>{1, 1, 1}), ElementsAre(3, 2, 2));
  EXPECT_THAT(apportioned(-7, std::vector<std::int64_t>{1, 1, 1}), ElementsAre(-3, -2, -2));
  EXPECT_THAT(apportioned(5, std::vector<std::int64_t>{0, 0}), ElementsAre(5, 0));
  EXPECT_THAT(apportioned(0, std::vector<std::int64_t>{3, 4}), ElementsAre(0, 0));
  constexpr auto kMost = std::numeric_limits<std::int64_t>::max();
  EXPECT_THAT(apportioned(kMost, std::vector<std::int64_t>{kMost, kMost}),
              ElementsAre(kMost / 2 + 1, kMost / 2));
}

TEST(Spread, TakesTheNearestRank) {
  const Spread spread{{}, {{1, 2}, {5, 5}, {20, 2}, {31, 1}}, 3};  // ten rows
  EXPECT_EQ(spread.rows(), 10);
  EXPECT_EQ(spread.percentile(0), 1);
  EXPECT_EQ(spread.percentile(20), 1);
  EXPECT_EQ(spread.percentile(21), 5);
  EXPECT_EQ(spread.percentile(50), 5);
  EXPECT_EQ(spread.percentile(90), 20);
  EXPECT_EQ(spread.percentile(91), 31);
  EXPECT_EQ(spread.percentile(100), 31);
  EXPECT_EQ((Spread{{}, {}, 1}).percentile(50), kNone);
}

Books books(std::string_view applications) {
  BooksOf of{"某县", {}, load_law(GONGKAI_TEMPLATES), year_period(2022), {}};
  of.ledgers.emplace("applications", testing::read("applications", applications).value);
  return Books(std::move(of));
}

TEST(ReplyDays, CountFromReceiptToTheEffectiveReply) {
  const auto spreads = reply_days(
      books("case_no,unit,applicant_kind,received,answered,outcome,delivered\n"
            "1,甲局,自然人,2022-03-01,2022-03-01,granted,\n"            // the same day: 0
            "2,甲局,自然人,2022-03-04,2022-03-07,granted,2022-03-09\n"  // Friday to Wednesday: 3
            "3,乙局,自然人,2022-09-29,2022-10-08,granted,\n"  // 09-30 and a worked Saturday
            "4,乙局,自然人,2021-12-31,2022-01-04,granted,\n"  // 01-03 was off: 1
            "5,乙局,自然人,2021-12-01,2021-12-31,granted,\n"  // last year's
            "6,乙局,自然人,2022-12-30,2022-12-30,granted,2023-01-04\n"  // not yet sent
            "7,乙局,自然人,2022-05-05,,,\n"                             // open
            "8,乙局,自然人,2010-01-04,2022-02-01,granted,\n"),          // before the calendar
      {"unit"});
  ASSERT_EQ(spreads.size(), 2u);
  EXPECT_THAT(spreads[0].group, ElementsAre(Pair("unit", "乙局")));
  EXPECT_THAT(spreads[0].histogram, ElementsAre(Pair(1, 1), Pair(2, 1)));
  EXPECT_EQ(spreads[0].unknown, 1);
  EXPECT_THAT(spreads[1].histogram, ElementsAre(Pair(0, 1), Pair(3, 1)));
  EXPECT_EQ(spreads[1].unknown, 0);
}

TEST(ReplyDays, LeaveOpenWhatANoticeMayMove) {
  BooksOf of{"某县", {}, load_law(GONGKAI_TEMPLATES), year_period(2027), {}};
  // 2027-01-04 is a working day that the notice may still take.
  auto checked = read_csv(schema("applications"),
                          "case_no,unit,applicant_kind,received,answered,outcome\n"
                          "1,甲局,自然人,2026-12-01,2027-01-06,granted\n"
                          "2,甲局,自然人,2027-03-01,2027-03-04,granted\n",
                          testing::terms(), Source{"applications.csv", "", 2027});
  of.ledgers.emplace("applications", std::move(checked.value));
  const auto spreads = reply_days(Books(std::move(of)), {});
  ASSERT_EQ(spreads.size(), 1u);
  EXPECT_THAT(spreads[0].histogram, ElementsAre(Pair(3, 1)));
  EXPECT_EQ(spreads[0].unknown, 1);
}

TEST(ReplyDays, NeedRequests) {
  BooksOf of{"某县", {}, load_law(GONGKAI_TEMPLATES), year_period(2022), {}};
  EXPECT_THAT([&] { reply_days(Books(of), {}); },
              ThrowsMessage<DataError>("ledger applications is not there"));
}

TEST(CountsBy, CountOnePlaceInEachGroup) {
  const auto of = books(
      "case_no,unit,applicant_kind,received,answered,outcome,channel\n"
      "1,甲局,自然人,2022-03-01,2022-03-02,granted,网络\n"
      "2,甲局,自然人,2022-03-04,,,邮寄\n"
      "3,乙局,自然人,2021-12-01,,,网络\n");
  EXPECT_THAT(counts_by(of, "table3/new_received/total", {}, ""), ElementsAre(Pair(Key{}, 2)));
  EXPECT_THAT(counts_by(of, "table3/new_received/total", {"channel"}, ""),
              ElementsAre(Pair(Key{{"channel", "online"}}, 1), Pair(Key{{"channel", "post"}}, 1)));
  EXPECT_THAT(counts_by(of, "table3/new_received/total", {"month"}, "received"),
              ElementsAre(Pair(Key{{"month", "2022-03"}}, 2)));
}

}  // namespace
}  // namespace gongkai
