// Configuration: values by type, and messages that name file and line.
#include "gongkai/base/config.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace gongkai {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;
using ::testing::ThrowsMessage;

constexpr std::string_view kText = R"(title = "德清县"
reply_days = 20
weight = 0.5
whole = 3
open = true
from = 2019-05-15
until = "2022-12-31"
moment = 2022-12-31T10:00:00
names = ["a", "b"]
days = [
  2022-10-01,
  "2022-10-02",
]
odd = ["a", 3]

[unit]
zeta = 1
alpha = 2

[[list]]
id = "first"

[[list]]
id = "second"
[[list.item]]
id = "inner"
)";

Config config() { return Config::parse(kText, "regimes.toml"); }

TEST(Config, GivesValuesByType) {
  const Config file = config();
  EXPECT_EQ(file.text("title"), "德清县");
  EXPECT_EQ(file.integer("reply_days"), 20);
  EXPECT_EQ(file.real("weight"), 0.5);
  EXPECT_EQ(file.real("whole"), 3.0);
  EXPECT_TRUE(file.truth("open", false));
  EXPECT_EQ(file.date("from"), civil(2019, 5, 15));
  EXPECT_EQ(file.date("until"), civil(2022, 12, 31));
  EXPECT_THAT(file.texts("names"), ElementsAre("a", "b"));
  EXPECT_THAT(file.dates("days"), ElementsAre(*civil(2022, 10, 1), *civil(2022, 10, 2)));
}

TEST(Config, GivesWhatWasAskedForWhereAKeyIsMissing) {
  const Config file = config();
  EXPECT_FALSE(file.has("none"));
  EXPECT_EQ(file.text("none", "otherwise"), "otherwise");
  EXPECT_EQ(file.integer("none", 7), 7);
  EXPECT_TRUE(file.truth("none", true));
  EXPECT_EQ(file.real("none"), std::nullopt);
  EXPECT_EQ(file.maybe_date("none"), std::nullopt);
  EXPECT_THAT(file.texts("none"), IsEmpty());
  EXPECT_THAT(file.dates("none"), IsEmpty());
  EXPECT_THAT(file.tables("none"), IsEmpty());
  EXPECT_THAT(file.table("none").keys(), IsEmpty());
}

TEST(Config, GivesTheValueBeforeTheOtherwise) {
  const Config file = config();
  EXPECT_EQ(file.text("title", "otherwise"), "德清县");
  EXPECT_EQ(file.integer("reply_days", 7), 20);
  EXPECT_EQ(file.maybe_date("until"), civil(2022, 12, 31));
}

TEST(Config, KeepsKeysInTheOrderOfTheFile) {
  EXPECT_THAT(config().table("unit").keys(), ElementsAre("zeta", "alpha"));
}

TEST(Config, KnowsItsLines) {
  const Config file = config();
  EXPECT_EQ(file.line(), 1);
  EXPECT_EQ(file.line("reply_days"), 2);
  EXPECT_EQ(file.line("none"), 1);
  EXPECT_EQ(file.table("unit").line(), 16);
  EXPECT_EQ(file.table("unit").line("alpha"), 18);
  EXPECT_EQ(file.tables("list").at(1).line(), 23);
  EXPECT_EQ(file.tables("list").at(1).line("id"), 24);
  EXPECT_EQ(file.tables("list").at(1).tables("item").at(0).line("id"), 26);
}

TEST(Config, OutlivesTheTableItCameFrom) {
  const Config inner = config().tables("list").at(1).tables("item").at(0);
  EXPECT_EQ(inner.text("id"), "inner");
}

TEST(Config, TellsTextsAndTablesApart) {
  const Config file = config();
  EXPECT_TRUE(file.is_text("title"));
  EXPECT_FALSE(file.is_text("unit"));
  EXPECT_FALSE(file.is_text("none"));
  EXPECT_TRUE(file.is_table("unit"));
  EXPECT_FALSE(file.is_table("title"));
  EXPECT_FALSE(file.is_table("none"));
}

TEST(Config, RefusesAValueOfAnotherType) {
  const Config file = Config::parse("a = 1\n\nreply_days = 'twenty'\nlist = []", "regimes.toml");
  EXPECT_THAT([&] { file.integer("reply_days"); },
              ThrowsMessage<DataError>(
                  "regimes.toml line 3: 'reply_days' is 'twenty', expected a whole number"));
  EXPECT_THAT([&] { file.text("a"); },
              ThrowsMessage<DataError>("regimes.toml line 1: 'a' is '1', expected a text"));
  EXPECT_THAT([&] { file.truth("a", true); },
              ThrowsMessage<DataError>("regimes.toml line 1: 'a' is '1', expected true or false"));
  EXPECT_THAT(
      [&] { file.real("reply_days"); },
      ThrowsMessage<DataError>("regimes.toml line 3: 'reply_days' is 'twenty', expected a number"));
  EXPECT_THAT(
      [&] { file.date("reply_days"); },
      ThrowsMessage<DataError>("regimes.toml line 3: 'reply_days' is 'twenty', expected a date"));
  EXPECT_THAT(
      [&] { file.texts("a"); },
      ThrowsMessage<DataError>("regimes.toml line 1: 'a' is '1', expected a list of texts"));
  EXPECT_THAT(
      [&] { file.dates("a"); },
      ThrowsMessage<DataError>("regimes.toml line 1: 'a' is '1', expected a list of dates"));
  EXPECT_THAT([&] { file.table("a"); },
              ThrowsMessage<DataError>("regimes.toml line 1: 'a' is '1', expected a table"));
  EXPECT_THAT(
      [&] { file.tables("a"); },
      ThrowsMessage<DataError>("regimes.toml line 1: 'a' is '1', expected a list of tables"));
  EXPECT_THAT([&] { file.text("list"); },
              ThrowsMessage<DataError>("regimes.toml line 4: 'list' is a list, expected a text"));
}

TEST(Config, RefusesATableWhereAValueBelongs) {
  EXPECT_THAT(
      [] { config().integer("unit"); },
      ThrowsMessage<DataError>("regimes.toml line 16: 'unit' is a table, expected a whole number"));
  EXPECT_THAT([] { config().tables("names"); },
              ThrowsMessage<DataError>(
                  "regimes.toml line 9: 'names' is a list, expected a list of tables"));
}

TEST(Config, RefusesADateWithATime) {
  EXPECT_THAT([] { config().date("moment"); },
              ThrowsMessage<DataError>("regimes.toml line 8: 'moment' is '2022-12-31T10:00:00', "
                                       "expected a date"));
}

TEST(Config, RefusesItemsOfAnotherTypeInTheirOwnLine) {
  EXPECT_THAT([] { config().texts("odd"); },
              ThrowsMessage<DataError>("regimes.toml line 14: '3' in 'odd', expected a text"));
  EXPECT_THAT([] { Config::parse("days = [\n2022-01-01,\n'2027-13-01']").dates("days"); },
              ThrowsMessage<DataError>("line 3: '2027-13-01' is not a date"));
}

TEST(Config, NamesTheTableThatLacksAKey) {
  EXPECT_THAT([] { config().tables("list").at(1).text("name"); },
              ThrowsMessage<DataError>("regimes.toml line 23: 'name' is missing, expected a text"));
  EXPECT_THAT([] { Config::parse("").integer("year"); },
              ThrowsMessage<DataError>("line 1: 'year' is missing, expected a whole number"));
}

TEST(Config, RefusesAKeyThatIsNotAllowed) {
  const Config unit = config().table("unit");
  EXPECT_NO_THROW(unit.allow({"alpha", "zeta", "more"}));
  EXPECT_THAT([&] { unit.allow({"zeta"}); },
              ThrowsMessage<DataError>("regimes.toml line 18: unknown key 'alpha'"));
}

TEST(Config, FailsAtAKeyForItsReaders) {
  EXPECT_THAT([] { config().fail_at("reply_days", "20 is too short"); },
              ThrowsMessage<DataError>("regimes.toml line 2: 20 is too short"));
}

// What follows "unreadable" is the parser's and may change with its version.
TEST(Config, RefusesTextThatIsNoTomlInItsLine) {
  EXPECT_THAT([] { Config::parse("a = 1\nb = \n", "regimes.toml"); },
              ThrowsMessage<DataError>(StartsWith("regimes.toml line 2: unreadable ")));
  EXPECT_THAT([] { Config::parse("a = 1\na = 2", "regimes.toml"); },
              ThrowsMessage<DataError>(
                  AllOf(StartsWith("regimes.toml line 2: unreadable "), HasSubstr("'a'"))));
  EXPECT_THAT([] { Config::parse("d = 2022-02-30"); },
              ThrowsMessage<DataError>(StartsWith("line 1: unreadable date: ")));
  EXPECT_THAT([] { Config::parse("\n\na = \"open"); },
              ThrowsMessage<DataError>(StartsWith("line 3: unreadable string: ")));
  EXPECT_THAT([] { Config::parse("a = \"\xff\xfe\""); },
              ThrowsMessage<DataError>(StartsWith("line 1: unreadable: ")));
}

}  // namespace
}  // namespace gongkai
