// Definitions of rates: what may stand in them, and each error with its line.
#include "gongkai/measure/definition.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gongkai/base/error.hpp"
#include "ledger_help.hpp"

namespace gongkai {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::ThrowsMessage;

/// A definition on lines 1 to 6, `more` from line 7.
std::string definition_text(const std::string& id, const std::string& more = "") {
  return fmt::format(
      "[[definition]]\nid = \"{}\"\nname = \"某率\"\nsource = \"某处\"\n"
      "numerator = [\"table3/granted/total\"]\ndenominator = [\"table3/closed_total/total\"]\n{}\n",
      id, more);
}

auto refused(std::string text) {
  return [text = std::move(text)] { parse_definitions(text); };
}

TEST(Definitions, HaveDefaults) {
  const auto all = parse_definitions(definition_text("a.b"));
  ASSERT_EQ(all.size(), 1u);
  const auto& one = all.front();
  EXPECT_EQ(one.id, "a.b");
  EXPECT_EQ(one.name, "某率");
  EXPECT_EQ(one.source, "某处");
  EXPECT_THAT(one.numerator, ElementsAre("table3/granted/total"));
  EXPECT_THAT(one.unknown, IsEmpty());
  EXPECT_TRUE(one.counts_rows);
  EXPECT_EQ(one.rounding, Rounding::half_up);
  EXPECT_EQ(one.digits, 2);
  EXPECT_EQ(one.rankable_from, 10);
  EXPECT_EQ(one.direction, "higher");
  EXPECT_EQ(one.month, "");
  EXPECT_EQ(one.denominator_month, "");
}

TEST(Definitions, SayWhatTheyWant) {
  const auto one = parse_definitions(definition_text(
      "a.b",
      "rounding = \"truncate\"\ndigits = 1\nrankable_from = 30\ndirection = \"lower\"\n"
      "counts_rows = false\nmonth = \"filed\"\ndenominator_month = \"received\"\n"
      "unknown = [\"reply/*.unsure.*\"]\nunsure = [\"reply/*.in.unsure\"]"))[0];
  EXPECT_EQ(one.rounding, Rounding::truncate);
  EXPECT_EQ(one.digits, 1);
  EXPECT_EQ(one.rankable_from, 30);
  EXPECT_EQ(one.direction, "lower");
  EXPECT_FALSE(one.counts_rows);
  EXPECT_EQ(one.month, "filed");
  EXPECT_EQ(one.denominator_month, "received");
  EXPECT_THAT(one.unknown, ElementsAre("reply/*.unsure.*"));
  EXPECT_THAT(one.unsure, ElementsAre("reply/*.in.unsure"));
}

TEST(Definitions, SayAUnitThatIsNoPercent) {
  const auto one = parse_definitions(definition_text("a", "scale = 10000\nunit = \"件/万人\""))[0];
  EXPECT_EQ(one.scale, 10000);
  EXPECT_EQ(one.unit, "件/万人");
  const auto plain = parse_definitions(definition_text("a"))[0];
  EXPECT_EQ(plain.scale, 100);
  EXPECT_EQ(plain.unit, "%");
  EXPECT_THAT(
      refused(definition_text("a", "scale = 0\nunit = \"人\"")),
      ThrowsMessage<DataError>("definitions.toml line 7: 'scale' is 0, expected 1 to 1000000000"));
  EXPECT_THAT(refused(definition_text("a", "scale = 1000")),
              ThrowsMessage<DataError>("definitions.toml line 7: 'scale' and 'unit' stand "
                                       "together, as 10000 and '件/万人'"));
  EXPECT_THAT(refused(definition_text("a", "unit = \"人\"")),
              ThrowsMessage<DataError>("definitions.toml line 7: 'scale' and 'unit' stand "
                                       "together, as 10000 and '件/万人'"));
}

TEST(Definitions, NameTheLedgersThatTheyCount) {
  const auto all = parse_definitions(testing::template_text("definitions.toml"));
  EXPECT_THAT(ledgers_of(definition(all, "timely.due")), ElementsAre("applications"));
  EXPECT_THAT(ledgers_of(definition(all, "dispute.unique_per_new")),
              ElementsAre("disputes", "applications"));
  EXPECT_THAT(ledgers_of(definition(all, "dispute.per_10k_pop")), ElementsAre("disputes"));
}

TEST(Definitions, TakeTheMonthOfTheNumeratorForBothSides) {
  EXPECT_EQ(parse_definitions(definition_text("a", "month = \"answered\""))[0].denominator_month,
            "answered");
}

TEST(Definitions, StandOnce) {
  EXPECT_THAT(refused(definition_text("a") + definition_text("a")),
              ThrowsMessage<DataError>("definitions.toml line 9: definition 'a' stands twice"));
}

TEST(Definitions, NeedBothSides) {
  EXPECT_THAT(refused("[[definition]]\nid = \"a\"\nname = \"甲\"\nsource = \"乙\"\n"
                      "numerator = []\ndenominator = [\"fee/notices\"]\n"),
              ThrowsMessage<DataError>("definitions.toml line 5: definition 'a' has no numerator"));
  EXPECT_THAT(
      refused("[[definition]]\nid = \"a\"\nname = \"甲\"\nsource = \"乙\"\n"
              "numerator = [\"fee/notices\"]\ndenominator = []\n"),
      ThrowsMessage<DataError>("definitions.toml line 6: definition 'a' has no denominator"));
}

TEST(Definitions, NeedAnIdANameAndASource) {
  EXPECT_THAT(
      refused("[[definition]]\nname = \"甲\"\n"),
      ThrowsMessage<DataError>("definitions.toml line 1: 'id' is missing, expected a text"));
  EXPECT_THAT(refused("[[definition]]\nid = \"a\"\nname = 3\n"),
              ThrowsMessage<DataError>("definitions.toml line 3: 'name' is '3', expected a text"));
  EXPECT_THAT(
      refused("[[definition]]\nid = \"a\"\nname = \"甲\"\n"),
      ThrowsMessage<DataError>("definitions.toml line 1: 'source' is missing, expected a text"));
}

TEST(Definitions, NamePlacesThatAre) {
  EXPECT_THAT(refused("[[definition]]\nid = \"a\"\nname = \"甲\"\nsource = \"乙\"\n"
                      "numerator = [\"table9/x\"]\ndenominator = [\"fee/notices\"]\n"),
              ThrowsMessage<DataError>(
                  "definitions.toml line 5: place 'table9/x': unknown source 'table9'"));
  // A place may be taken off; its own grammar holds behind the minus.
  EXPECT_NO_THROW(refused(definition_text("a", "unsure = [\"-reply/*.in.unsure\"]"))());
  EXPECT_THAT(refused(definition_text("a", "unsure = [\"-table3/granted\"]")),
              ThrowsMessage<DataError>("definitions.toml line 7: place 'table3/granted': expected "
                                       "2 parts after 'table3', found 1"));
}

TEST(Definitions, RefuseWordsThatMeanNothing) {
  EXPECT_THAT(refused(definition_text("a", "rounding = \"up\"")),
              ThrowsMessage<DataError>("definitions.toml line 7: 'rounding' is 'up', expected "
                                       "'half_up', 'truncate' or 'largest_remainder'"));
  EXPECT_THAT(refused(definition_text("a", "direction = \"better\"")),
              ThrowsMessage<DataError>("definitions.toml line 7: 'direction' is 'better', expected "
                                       "one of higher, lower"));
  EXPECT_THAT(refused(definition_text("a", "month = \"March\"")),
              ThrowsMessage<DataError>(
                  "definitions.toml line 7: 'month' is 'March', expected one of received, "
                  "answered, deadline, due, filed, concluded, opened, formed, issued, date, sent"));
  EXPECT_THAT(refused(definition_text("a", "rounded = \"half_up\"")),
              ThrowsMessage<DataError>("definitions.toml line 7: unknown key 'rounded'"));
}

TEST(Definitions, SayWhichFileIsWrong) {
  EXPECT_THAT([] { parse_definitions("[[definition]]\n", "deqing-2022/definitions.toml"); },
              ThrowsMessage<DataError>(
                  "deqing-2022/definitions.toml line 1: 'id' is missing, expected a text"));
}

TEST(Definitions, OfAYearReplaceThoseShippedAndAddTheirOwn) {
  auto own = parse_definitions(definition_text("b", "digits = 1") + definition_text("c"));
  const auto all = merge(parse_definitions(definition_text("a") + definition_text("b")), own);
  ASSERT_EQ(all.size(), 3u);
  EXPECT_EQ(all[0].id, "a");
  EXPECT_EQ(all[1].id, "b");
  EXPECT_EQ(all[1].digits, 1);
  EXPECT_EQ(all[2].id, "c");
}

TEST(Definitions, AreFoundByTheirId) {
  const auto all = parse_definitions(definition_text("a"));
  EXPECT_EQ(definition(all, "a").name, "某率");
  EXPECT_THAT([&] { definition(all, "timely.soon"); },
              ThrowsMessage<DataError>("unknown definition 'timely.soon'"));
}

TEST(Definitions, AreShippedForEveryFamily) {
  const auto all = parse_definitions(testing::template_text("definitions.toml"));
  for (const auto* id : {"timely.due", "timely.answered", "timely.received", "answer.rate",
                         "disclose.answered", "close.rate", "carry.rate", "dispute.unique_per_new",
                         "correct.review_concluded", "task.done_due", "task.overdue_open"})
    EXPECT_NO_THROW(definition(all, id)) << id;
  for (const auto& one : all) EXPECT_FALSE(one.source.empty()) << one.id;
}

}  // namespace
}  // namespace gongkai
