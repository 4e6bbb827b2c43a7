// Time limits of the law, chosen by the day of receipt.
#include "gongkai/measure/regime.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gongkai/base/error.hpp"
#include "gongkai/measure/law.hpp"
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

TEST(Regimes, ShipBothOrdinances) {
  const auto regimes = Regimes::parse(testing::template_text("regimes.toml"));
  ASSERT_EQ(regimes.all().size(), 2u);
  const auto& old = regimes.all().front();
  EXPECT_EQ(old.from, parse_iso("2008-05-01"));
  EXPECT_EQ(old.reply_days, 15);
  EXPECT_EQ(old.extension_days, 15);
  EXPECT_EQ(old.correction, Correction::pause);
  EXPECT_EQ(old.correction_notice_days, std::nullopt);
  EXPECT_EQ(old.consultation_days, std::nullopt);
  const auto& ordinance = regimes.all().back();
  EXPECT_EQ(ordinance.from, parse_iso("2019-05-15"));
  EXPECT_EQ(ordinance.reply_days, 20);
  EXPECT_EQ(ordinance.extension_days, 20);
  EXPECT_EQ(ordinance.correction_notice_days, 7);
  EXPECT_EQ(ordinance.consultation_days, 15);
  EXPECT_EQ(ordinance.correction, Correction::restart);
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

TEST(Regimes, NameTheLineOfAMistake) {
  const auto with = [](std::string_view more) {
    return [text = regime("a", "2019-05-15") + std::string(more)] { Regimes::parse(text); };
  };
  EXPECT_THAT(with("correction = \"stop\"\n"),
              ThrowsMessage<DataError>("regimes.toml line 10: 'correction' is 'stop', expected "
                                       "'restart' or 'pause'"));
  // A limit that is misspelt would quietly not be there.
  EXPECT_THAT(with("consultation_day = 15\n"),
              ThrowsMessage<DataError>("regimes.toml line 10: unknown key 'consultation_day'"));
}

TEST(Limits, AreWorkingDaysUnlessTheyAreCalendarDays) {
  const auto law = load_law(GONGKAI_TEMPLATES);
  const auto end_of = [&](std::string_view id, std::string_view came) {
    return ends(*law.regimes.limit(id, *parse_iso(came)), *parse_iso(came), law.calendar).earliest;
  };
  EXPECT_EQ(end_of("publication", "2022-08-24"), parse_iso("2022-09-22"));
  EXPECT_EQ(end_of("response.simple_inquiry", "2022-09-30"), parse_iso("2022-10-08"));
  // 60 days after 2 August is Saturday, 1 October, a holiday; work begins on 8 October.
  EXPECT_EQ(end_of("review", "2022-08-02"), parse_iso("2022-10-08"));
  EXPECT_EQ(end_of("review", "2022-06-01"), parse_iso("2022-08-01"));  // 31 July is a Sunday
  EXPECT_EQ(end_of("review", "2022-06-03"), parse_iso("2022-08-02"));  // a Tuesday
}

TEST(Limits, AreThoseOfTheDay) {
  const auto regimes = Regimes::parse(
      "[[limit]]\nid = \"x\"\nname = \"x\"\nsource = \"x\"\ndays = 3\n"
      "[[limit]]\nid = \"x\"\nname = \"x\"\nsource = \"x\"\nfrom = 2024-01-01\ndays = 5\n");
  EXPECT_EQ(regimes.limit("x", *parse_iso("2023-12-31"))->days, 3);
  EXPECT_EQ(regimes.limit("x", *parse_iso("2024-01-01"))->days, 5);
  EXPECT_EQ(regimes.limit("y", *parse_iso("2024-01-01")), nullptr);
}

TEST(Limits, NameTheLineOfAMistake) {
  EXPECT_THAT(
      [] {
        Regimes::parse(
            "[[limit]]\nid = \"x\"\nname = \"x\"\nsource = \"x\"\ndays = 3\nunit = \"weeks\"\n");
      },
      ThrowsMessage<DataError>(
          "regimes.toml line 6: 'unit' is 'weeks', expected 'working_days' or 'calendar_days'"));
}

}  // namespace
}  // namespace gongkai
