// Figures: the truth table of sums.
#include "gongkai/base/figure.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "gongkai/base/error.hpp"

namespace gongkai {
namespace {

using ::testing::ThrowsMessage;

constexpr Figure kBlank{0, State::blank};
constexpr Figure kNotApplicable{0, State::not_applicable};
constexpr Figure kNotHeld{0, State::not_held};
constexpr Figure kWithheld{0, State::withheld};
constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();

TEST(Figure, AddsAndSubtractsNumbers) {
  EXPECT_EQ(number(18) + number(4), number(22));
  EXPECT_EQ(number(18) - number(22), number(-4));
  EXPECT_EQ(number(0) + number(0), number(0));
}

TEST(Figure, IsBlankUntilANumberIsGiven) {
  EXPECT_EQ(Figure{}, kBlank);
  EXPECT_FALSE(is_number(Figure{}));
  EXPECT_TRUE(is_number(number(0)));
}

TEST(Figure, IsBlankWhereAnOperandIsBlankOrNotHeld) {
  for (const Figure missing : {kBlank, kNotHeld}) {
    for (const Figure other : {number(3), kBlank, kNotApplicable, kNotHeld, kWithheld}) {
      EXPECT_EQ(missing + other, kBlank);
      EXPECT_EQ(other + missing, kBlank);
      EXPECT_EQ(missing - other, kBlank);
      EXPECT_EQ(other - missing, kBlank);
    }
  }
}

TEST(Figure, IsWithheldWhereAnOperandIsAndNoneIsBlank) {
  for (const Figure other : {number(3), kNotApplicable, kWithheld}) {
    EXPECT_EQ(kWithheld + other, kWithheld);
    EXPECT_EQ(other + kWithheld, kWithheld);
    EXPECT_EQ(kWithheld - other, kWithheld);
    EXPECT_EQ(other - kWithheld, kWithheld);
  }
}

TEST(Figure, SkipsWhatIsNotApplicable) {
  EXPECT_EQ(kNotApplicable + number(5), number(5));
  EXPECT_EQ(number(5) + kNotApplicable, number(5));
  EXPECT_EQ(number(5) - kNotApplicable, number(5));
  EXPECT_EQ(kNotApplicable - number(5), number(-5));
}

TEST(Figure, StaysNotApplicableAlone) {
  EXPECT_EQ(kNotApplicable + kNotApplicable, kNotApplicable);
  EXPECT_EQ(kNotApplicable - kNotApplicable, kNotApplicable);
}

TEST(Figure, KeepsNoNumberBehindAState) {
  EXPECT_EQ((Figure{7, State::withheld} + number(1)), kWithheld);
  EXPECT_EQ((Figure{7, State::not_applicable} + number(1)), number(1));
}

TEST(Figure, RefusesSumsBeyond64Bits) {
  EXPECT_EQ(number(kMost) + number(0), number(kMost));
  EXPECT_THAT([] { (void)(number(kMost) + number(1)); },
              ThrowsMessage<DataError>("9223372036854775807 + 1 leaves the 64-bit range"));
  EXPECT_THAT([] { (void)(number(-2) - number(kMost)); },
              ThrowsMessage<DataError>("-2 - 9223372036854775807 leaves the 64-bit range"));
  EXPECT_THAT([] { (void)(kNotApplicable - number(kLeast)); },
              ThrowsMessage<DataError>("0 - -9223372036854775808 leaves the 64-bit range"));
}

TEST(Figure, NamesItsStates) {
  for (const State state :
       {State::number, State::blank, State::not_applicable, State::not_held, State::withheld})
    EXPECT_EQ(state_of(state_id(state)), state);
  EXPECT_EQ(state_id(State::not_applicable), "not_applicable");
  EXPECT_THAT([] { state_of("lost"); }, ThrowsMessage<DataError>("unknown state 'lost'"));
}

}  // namespace
}  // namespace gongkai
