// Time limits of the law, chosen by the day of receipt.
#include "gongkai/measure/regime.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gongkai/base/error.hpp"
#include "ledger_help.hpp"

namespace gongkai {
namespace {

using ::testing::ThrowsMessage;

std::string regime(const std::string& id, const std::string& from, const std::string& days = "20") {
  return fmt::format(
      "[[regime]]\nid = \"{}\"\nname = \"条例\"\nfrom = {}\nreply_days = {}\nextension_days = 15\n"
      "correction_notice_days = 7\nconsultation_days = 15\nsource = \"条例\"\n",
      id, from, days);
}

TEST(Regimes, ShipTheOrdinanceOf2019) {
  const auto regimes = Regimes::parse(testing::template_text("regimes.toml"));
  ASSERT_EQ(regimes.all().size(), 1u);
  const auto& ordinance = regimes.all().front();
  EXPECT_EQ(ordinance.from, parse_iso("2019-05-15"));
  EXPECT_EQ(ordinance.reply_days, 20);
  EXPECT_EQ(ordinance.extension_days, 20);
  EXPECT_EQ(ordinance.correction_notice_days, 7);
  EXPECT_EQ(ordinance.consultation_days, 15);
}

TEST(Regimes, AreChosenByTheDayOfReceipt) {
  const auto regimes =
      Regimes::parse(regime("first", "2008-05-01", "15") + regime("second", "2019-05-15"));
  EXPECT_EQ(regimes.at(*parse_iso("2008-04-30")), nullptr);
  EXPECT_EQ(regimes.at(*parse_iso("2008-05-01"))->id, "first");
  EXPECT_EQ(regimes.at(*parse_iso("2019-05-14"))->reply_days, 15);
  EXPECT_EQ(regimes.at(*parse_iso("2019-05-15"))->id, "second");
  EXPECT_EQ(regimes.at(*parse_iso("2030-01-01"))->id, "second");
}

TEST(Regimes, StandInTheOrderOfTheirFirstDays) {
  EXPECT_THAT(
      [] { Regimes::parse(regime("new", "2019-05-15") + regime("old", "2008-05-01")); },
      ThrowsMessage<DataError>("regimes.toml line 13: regime 'old' does not begin after 'new'"));
  EXPECT_THAT(
      [] { Regimes::parse(regime("a", "2019-05-15") + regime("b", "2019-05-15")); },
      ThrowsMessage<DataError>("regimes.toml line 13: regime 'b' does not begin after 'a'"));
}

TEST(Regimes, HaveLimitsOfOneDayToAYear) {
  EXPECT_THAT([] { Regimes::parse(regime("a", "2019-05-15", "0")); },
              ThrowsMessage<DataError>(
                  "regimes.toml line 5: 0 working days for 'reply_days', expected 1 to 365"));
  EXPECT_THAT([] { Regimes::parse(regime("a", "2019-05-15", "366")); },
              ThrowsMessage<DataError>(
                  "regimes.toml line 5: 366 working days for 'reply_days', expected 1 to 365"));
}

}  // namespace
}  // namespace gongkai
