// Rates: divided last, rounded exactly, and silent where there is nothing to divide.
#include "gongkai/measure/rate.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

namespace gongkai {
namespace {

using ::testing::Eq;

constexpr auto kMost = std::numeric_limits<std::int64_t>::max();

std::string rounded(std::int64_t above, std::int64_t below, int digits = 2) {
  return percent(above, below, Rounding::half_up, digits);
}
std::string cut(std::int64_t above, std::int64_t below, int digits = 2) {
  return percent(above, below, Rounding::truncate, digits);
}

Rate of(Figure above, Figure below) { return {Definition{}, above, below}; }
Rate of(std::int64_t above, std::int64_t below) { return of(number(above), number(below)); }

TEST(Percent, RoundsHalvesUp) {
  EXPECT_EQ(rounded(1, 3), "33.33%");
  EXPECT_EQ(rounded(2, 3), "66.67%");
  EXPECT_EQ(rounded(1, 800), "0.13%");          // 0.125
  EXPECT_EQ(rounded(201, 800), "25.13%");       // 25.125
  EXPECT_EQ(rounded(1, 20000), "0.01%");        // 0.005
  EXPECT_EQ(rounded(1, 20001), "0.00%");        // just below
  EXPECT_EQ(rounded(19999, 20000), "100.00%");  // 99.995
  EXPECT_EQ(rounded(1, 8, 0), "13%");           // 12.5
  EXPECT_EQ(rounded(1, 2, 0), "50%");
  EXPECT_EQ(rounded(1, 7, 6), "14.285714%");
}

TEST(Percent, RoundsWhatBinaryFractionsCannotHold) {
  // 1.005 and 4.35 have no double that is not below them.
  EXPECT_EQ(rounded(201, 20000), "1.01%");
  EXPECT_EQ(rounded(87, 2000, 1), "4.4%");
}

TEST(Percent, CutsWhereADefinitionTruncates) {
  EXPECT_EQ(cut(59, 130, 1), "45.3%");  // 45.38
  EXPECT_EQ(cut(1, 130, 1), "0.7%");    // 0.77
  EXPECT_EQ(cut(12, 130, 1), "9.2%");
  EXPECT_EQ(cut(19999, 20000), "99.99%");
  EXPECT_EQ(cut(2, 3, 0), "66%");
}

TEST(Percent, MayPassAHundredAndFallBelowZero) {
  EXPECT_EQ(rounded(0, 5), "0.00%");
  EXPECT_EQ(rounded(5, 2), "250.00%");
  EXPECT_EQ(rounded(-1, 3), "-33.33%");
  EXPECT_EQ(rounded(-1, 100000), "0.00%");  // no minus before zero
  EXPECT_EQ(cut(-2, 3), "-66.66%");
}

TEST(Percent, IsExactForHugeCounts) {
  EXPECT_EQ(rounded(kMost - 1, kMost), "100.00%");
  EXPECT_EQ(cut(kMost - 1, kMost), "99.99%");
  EXPECT_EQ(cut(kMost - 1, kMost, 6), "99.999999%");
  EXPECT_EQ(rounded(kMost, kMost), "100.00%");
  EXPECT_EQ(rounded(kMost, 1), "922337203685477580700.00%");
  EXPECT_EQ(rounded(1, kMost), "0.00%");
}

TEST(Quotient, IsMultipliedByItsScale) {
  EXPECT_EQ(quotient(4, 553000, 10000, Rounding::half_up, 2), "0.07");  // 0.0723
  EXPECT_EQ(quotient(5, 8, 1000, Rounding::half_up, 0), "625");
  EXPECT_EQ(quotient(kMost, 1, 1'000'000'000, Rounding::half_up, 6),
            "9223372036854775807000000000.000000");
}

TEST(Rate, IsPrintedWithTheUnitOfItsDefinition) {
  Definition per_10k;
  per_10k.scale = 10000;
  per_10k.unit = "件/万人";
  EXPECT_EQ((Rate{per_10k, number(4), number(553000)}).text(), "0.07 件/万人");
  EXPECT_EQ((Rate{per_10k, number(4), Figure{}}).text(), "—");
}

TEST(Rate, DividesItsTwoCounts) {
  const auto rate = of(24, 26);
  EXPECT_EQ(rate.share(), 24.0 / 26.0);
  EXPECT_EQ(rate.text(), "92.31%");
}

TEST(Rate, IsNothingWhereNothingDivides) {
  EXPECT_EQ(of(0, 0).share(), std::nullopt);
  EXPECT_EQ(of(0, 0).text(), "—");
  EXPECT_EQ(of(3, 0).text(), "—");
  EXPECT_EQ(of(0, 7).text(), "0.00%");
  for (const auto state : {State::blank, State::not_applicable, State::not_held, State::withheld}) {
    EXPECT_EQ(of(Figure{0, state}, number(7)).share(), std::nullopt);
    EXPECT_EQ(of(number(7), Figure{7, state}).text(), "—");
    EXPECT_FALSE(of(number(7), Figure{70, state}).rankable());
  }
}

TEST(Rate, GivesARangeWhereANoticeLeavesRowsOpen) {
  auto rate = of(9, 10);
  rate.unknown = 2;  // one of them stands below the line already
  rate.unsure = 1;
  EXPECT_EQ(rate.share(), std::nullopt);
  EXPECT_EQ(rate.text(), "81.82%–100.00%");  // 9 and 11 of 11
  EXPECT_EQ(rate.wilson(), std::nullopt);
  EXPECT_FALSE(rate.rankable());
  auto none = of(0, 0);
  none.unknown = 3;
  EXPECT_EQ(none.text(), "0.00%–100.00%");
}

TEST(Rate, HasWilsonsInterval) {
  // z² = 3.841459. 9 of 10: (0.9 + z²/20 ± z √(0.09/10 + z²/400)) / (1 + z²/10)
  // = (1.092073 ± 0.267328) / 1.384146.
  const auto nine = of(9, 10).wilson();
  ASSERT_TRUE(nine);
  EXPECT_NEAR(nine->first, 0.595850, 1e-6);
  EXPECT_NEAR(nine->second, 0.982124, 1e-6);
  // 5 of 10: 0.5 ± z √(0.25/10 + z²/400) / 1.384146.
  const auto half = of(5, 10).wilson();
  EXPECT_NEAR(half->first, 0.236593, 1e-6);
  EXPECT_NEAR(half->second, 0.763407, 1e-6);
  // None and all: z²/10 / (1 + z²/10) = 0.277533.
  EXPECT_EQ(of(0, 10).wilson()->first, 0.0);
  EXPECT_NEAR(of(0, 10).wilson()->second, 0.277533, 1e-6);
  EXPECT_NEAR(of(10, 10).wilson()->first, 0.722467, 1e-6);
  EXPECT_EQ(of(10, 10).wilson()->second, 1.0);
}

TEST(Rate, HasNoIntervalWhereItCountsNoRows) {
  auto money = of(5, 10);
  money.definition.counts_rows = false;
  EXPECT_EQ(money.wilson(), std::nullopt);
  EXPECT_EQ(of(11, 10).wilson(), std::nullopt);
  EXPECT_EQ(of(0, 0).wilson(), std::nullopt);
}

TEST(Rate, IsRankedFromItsSmallestDenominator) {
  EXPECT_FALSE(of(9, 9).rankable());
  EXPECT_TRUE(of(0, 10).rankable());
  auto strict = of(10, 29);
  strict.definition.rankable_from = 30;
  EXPECT_FALSE(strict.rankable());
}

TEST(Rate, AddsPlacesAndTakesOffThoseBehindAMinus) {
  Definition definition;
  definition.numerator = {"a", "b"};
  definition.denominator = {"c", "-a"};
  definition.unknown = {"b"};
  definition.unsure = {"a"};
  const auto rate_of = rate(definition, [](std::string_view place) {
    return number(place == "a" ? 1 : place == "b" ? 20 : 300);
  });
  EXPECT_EQ(rate_of.numerator, number(21));
  EXPECT_EQ(rate_of.denominator, number(299));
  EXPECT_EQ(rate_of.unknown, 21);
  EXPECT_EQ(rate_of.unsure, 1);
}

TEST(Rate, IsBlankWhereAPlaceIsBlank) {
  Definition definition;
  definition.numerator = {"a"};
  definition.denominator = {"a", "b"};
  const auto rate_of =
      rate(definition, [](std::string_view place) { return place == "a" ? number(1) : Figure{}; });
  EXPECT_EQ(rate_of.denominator.state, State::blank);
  EXPECT_THAT(rate_of.share(), Eq(std::nullopt));
  EXPECT_EQ(rate_of.unknown, 0);
}

}  // namespace
}  // namespace gongkai
