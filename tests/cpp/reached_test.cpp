// Pushes of a year: recipients once in each group, messages each, and what the policies expect.
#include "gongkai/measure/reached.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "books_help.hpp"
#include "gongkai/base/error.hpp"
#include "gongkai/measure/roll_up.hpp"
#include "gongkai/measure/statistics.hpp"

namespace gongkai {
namespace {

using testing::books_of;
using testing::cells_of;
using ::testing::ElementsAre;
using testing::rates_of;
using testing::reasons_of;
using ::testing::ThrowsMessage;

constexpr auto kUnits =
    "unit,parent,kind\n"
    "县经信局,某县,部门\n"
    "县商务局,某县,部门\n"
    "一科,县经信局,部门\n";
constexpr auto kPolicies =
    "policy,title,package,eligible\n"
    "P1,减免,减负强企,4\n"
    "P2,补助,减负强企,2\n"
    "P3,奖励,科技创新,\n"
    "P4,贴息,科技创新,9\n";
// 甲 is told of P1 by three channels, and of P2 by another unit; one row names nobody, one is of
// last year, and one of P3.
constexpr auto kPushes =
    "policy,recipient,channel,unit,sent,delivered,opened,eligible,applied,payable,paid,redeemed\n"
    "P1,甲,短信,县经信局,2022-03-01,否,否,是,否,,,\n"
    "P1,甲,浙里办,县经信局,2022-03-02,是,否,是,否,,,\n"
    "P1,甲,大厅,县经信局,2022-04-01,是,是,是,是,1000,800.50,是\n"
    "P1,乙,短信,一科,2022-03-01,是,否,否,否,,,\n"
    "P1,丙,短信,一科,,否,否,是,否,500,,否\n"
    "P2,甲,短信,县商务局,2022-05-01,是,是,是,否,,,\n"
    "P1,,短信,县商务局,2022-05-01,是,否,否,否,,,\n"
    "P1,丁,短信,县商务局,2021-05-01,是,是,是,是,7,7,是\n";

Books shipped() {
  return books_of({{"units", kUnits}, {"policies", kPolicies}, {"pushes", kPushes}});
}

std::vector<std::string> reasons(const Books& books, std::string_view place, const Key& key = {}) {
  static const auto kAll = parse_definitions(testing::template_text("definitions.toml"));
  std::vector<std::string> out;
  for (const auto& each : books.why(place, key, kAll))
    out.push_back(fmt::format("{} {} {}", each.ledger, each.row, each.because));
  return out;
}

std::vector<Definition> defined(std::string_view above, std::string_view below) {
  return parse_definitions(
      fmt::format("[[definition]]\nid = 'x'\nname = 'x'\nsource = 'x'\nnumerator = [{}]\n"
                  "denominator = [{}]\n",
                  above, below));
}

TEST(Pushes, AreSortedByWhatBecameOfTheMessage) {
  EXPECT_THAT(cells_of("pushes",
                       "policy,recipient,channel,sent,delivered,opened\n"
                       "1,甲,短信,2022-03-01,是,是\n"
                       "1,甲,短信,2022-03-01,是,\n"
                       "1,甲,短信,2022-03-01,否,否\n"
                       "1,甲,短信,,,\n"
                       "1,甲,短信,是,否,是\n"
                       "1,甲,短信,2021-12-31,是,是\n"
                       "1,甲,短信,2023-01-01,是,是\n"),
              ElementsAre("delivered.opened", "delivered.unknown", "undelivered.unopened",
                          "unknown.unknown", "undelivered.opened", "outside", "outside"));
}

TEST(Pushes, SayWhatHappened) {
  const auto told = reasons_of("pushes", kPushes);
  EXPECT_EQ(told[2], "2022-04-01 大厅，已送达，已打开，符合条件，已申报，已兑现");
  EXPECT_EQ(told[4], "未写推送时间 短信，未送达，未打开，符合条件");
}

TEST(Reached, CountsARecipientOnceAndItsMessagesEach) {
  const auto books = shipped();
  EXPECT_EQ(books.at("reach/recipients"), number(3));  // 甲 乙 丙
  EXPECT_EQ(books.at("reach/events"), number(7));      // not that of last year
  EXPECT_EQ(books.at("reach/null_recipients"), number(1));
  EXPECT_EQ(books.at("reach/delivered"), number(2));  // 甲 乙; nobody is nobody
  EXPECT_EQ(books.at("reach/delivered_events"), number(5));
  EXPECT_EQ(books.at("reach/opened"), number(1));
  EXPECT_EQ(books.at("reach/opened_events"), number(2));
  EXPECT_EQ(books.at("reach/eligible"), number(2));
  EXPECT_EQ(books.at("reach/delivered_eligible"), number(1));
  EXPECT_EQ(books.at("reach/applied"), number(1));
  EXPECT_EQ(books.at("reach/redeemed"), number(1));
  // Reached once, and three times told: 甲 of P1.
  const Key first{{"policy", "P1"}};
  EXPECT_EQ(books.at("reach/recipients", first), number(3));
  EXPECT_EQ(books.at("reach/events", first), number(6));
  EXPECT_THAT(rates_of(books, "push.reach"), ElementsAre("2/3 66.67%"));
  EXPECT_THAT(rates_of(books, "push.view_per_send"), ElementsAre("2/7 28.57%"));
}

TEST(Reached, CountsAnewInEveryGroup) {
  const auto books = shipped();
  EXPECT_THAT(rates_of(books, "push.reach", {"channel"}),
              ElementsAre("大厅 1/1 100.00%", "浙里办 1/1 100.00%", "短信 2/3 66.67%"));
  // 甲 乙 丙 by channel are five, and three in all.
  EXPECT_THAT(rates_of(books, "push.reach", {"month"}),
              ElementsAre("2022-03 2/2 100.00%", "2022-04 1/1 100.00%", "2022-05 1/1 100.00%"));
  EXPECT_THAT(rates_of(books, "push.precision", {"package"}), ElementsAre("减负强企 2/3 66.67%"));
  EXPECT_THAT(
      rates_of(books, "push.open", {"policy", "quarter"}),
      ElementsAre("P1+2022-Q1 0/2 0.00%", "P1+2022-Q2 1/1 100.00%", "P2+2022-Q2 1/1 100.00%"));
}

TEST(Reached, CountsAnewForTheUnitAbove) {
  const auto books = shipped();
  EXPECT_THAT(rates_of(books, "push.reach", {"unit"}),
              ElementsAre("一科 1/2 50.00%", "县商务局 1/1 100.00%", "县经信局 1/1 100.00%"));
  // 甲 was told by both bureaus and counts once under the county.
  EXPECT_THAT(rates_of(books, "push.reach", {"parent"}),
              ElementsAre("县经信局 1/2 50.00%", "某县 1/1 100.00%"));
  EXPECT_THAT([&] { roll_up(books, "reach/recipients"); },
              ThrowsMessage<DataError>("place 'reach/recipients': recipients of several units do "
                                       "not add up, ask by parent"));
  EXPECT_EQ(roll_up(books, "reach/events").front().total, number(7));
  EXPECT_THAT([&] { counts_by(books, "reach/delivered", {"unit"}, "sent"); },
              ThrowsMessage<DataError>("place 'reach/delivered': recipients of several groups do "
                                       "not add up to a whole"));
}

TEST(Reached, ExpectsWhatThePoliciesThatWerePushedSay) {
  const auto books = shipped();
  // 甲 丙 of P1's four, 甲 of P2's two; P4 was not pushed.
  EXPECT_THAT(rates_of(books, "push.recall"), ElementsAre("3/6 50.00%"));
  EXPECT_THAT(rates_of(books, "push.recall", {"policy"}),
              ElementsAre("P1 2/4 50.00%", "P2 1/2 50.00%"));
  EXPECT_THAT(rates_of(books, "push.recall", {"channel"}),
              ElementsAre("大厅 1/4 25.00%", "浙里办 1/4 25.00%", "短信 3/6 50.00%"));
}

TEST(Reached, IsBlankWhereAPolicyDoesNotSayHowManyAreEligible) {
  const auto pushes = std::string(kPushes) + "P3,甲,短信,县经信局,2022-03-01,是,否,是,否,,,\n";
  const auto books = books_of({{"policies", kPolicies}, {"pushes", pushes}});
  EXPECT_THAT(rates_of(books, "push.recall"), ElementsAre("4/blank —"));
  EXPECT_THAT(rates_of(books, "push.recall", {"package"}),
              ElementsAre("减负强企 3/6 50.00%", "科技创新 1/blank —"));
}

TEST(Reached, IsBlankWithoutItsColumnOrLedger) {
  const auto bare = books_of({{"pushes", "policy,recipient,channel\nP1,甲,短信\n"}});
  EXPECT_EQ(bare.at("reach/recipients"), number(1));
  EXPECT_EQ(bare.at("reach/delivered").state, State::blank);
  EXPECT_EQ(bare.at("reach/delivered_events").state, State::blank);
  EXPECT_EQ(bare.at("reach/eligible_by_policy").state, State::blank);
  EXPECT_THAT(rates_of(bare, "push.reach"), ElementsAre("blank/1 —"));
  EXPECT_THAT(rates_of(bare, "push.recall"), ElementsAre("blank/blank —"));
  EXPECT_THAT(rates_of(books_of({}), "push.reach"), ElementsAre("blank/blank —"));
  EXPECT_THAT([&] { bare.rates(defined("'reach/events'", "'reach/events'")[0], {"package"}); },
              ThrowsMessage<DataError>("pushes by package: the ledger policies is not there"));
  const auto empty = books_of({{"pushes", "policy,recipient,channel,delivered\n"}});
  EXPECT_THAT(rates_of(empty, "push.reach"), ElementsAre("0/0 —"));
  EXPECT_EQ(empty.at("reach/opened").state, State::blank);
}

TEST(Reached, AddsMoneyOfTheRowsThatAreAboutIt) {
  // 800.50 of 1000, and nothing of the 500 that were not redeemed.
  EXPECT_THAT(rates_of(shipped(), "push.amount"), ElementsAre("80050/150000 53.37%"));
  const auto unknown = books_of({{"pushes",
                                  "policy,recipient,channel,payable,paid,redeemed\n"
                                  "P1,甲,短信,10,10,是\nP1,乙,短信,10,,\nP1,丙,短信,,,\n"}});
  EXPECT_THAT(rates_of(unknown, "push.amount"), ElementsAre("blank/2000 —"));
  EXPECT_THAT(reasons(unknown, "rate/push.amount/numerator"),
              ElementsAre("pushes 2 实兑金额 10 元", "pushes 3 实兑金额 未填"));
}

TEST(Reached, TellsWhichRowMakesARecipientCount) {
  const auto books = shipped();
  EXPECT_THAT(
      reasons(books, "rate/push.reach/numerator"),
      ElementsAre(
          "pushes 3 2022-03-02 浙里办，已送达，未打开，符合条件；这一对象由此行计入",
          "pushes 4 2022-04-01 大厅，已送达，已打开，符合条件，已申报，已兑现；这一对象已由第 3 "
          "行计入，不再计",
          "pushes 5 2022-03-01 短信，已送达，未打开，不符合条件；这一对象由此行计入",
          "pushes 7 2022-05-01 短信，已送达，已打开，符合条件；这一对象已由第 3 行计入，不再计"));
  EXPECT_EQ(reasons(books, "reach/delivered", {{"policy", "P2"}}).front(),
            "pushes 7 2022-05-01 短信，已送达，已打开，符合条件；这一对象由此行计入");
  EXPECT_THAT(reasons(books, "reach/null_recipients"),
              ElementsAre("pushes 8 2022-05-01 短信，已送达，未打开，不符合条件"));
  EXPECT_THAT(
      reasons(books, "rate/push.recall/denominator"),
      ElementsAre("policies 2 减免，符合条件对象数 4", "policies 3 补助，符合条件对象数 2"));
  EXPECT_THAT(
      reasons(books, "rate/push.recall/denominator", {{"month", "2022-05"}}),
      ElementsAre("policies 2 减免，符合条件对象数 4", "policies 3 补助，符合条件对象数 2"));
}

TEST(Reached, SaysWhatStandsInNoMonth) {
  static const auto kAll = parse_definitions(testing::template_text("definitions.toml"));
  const auto found = shipped().left_out(definition(kAll, "push.reach"), {"month"});
  ASSERT_EQ(found.size(), 1u);  // last year's row is in no count at all
  EXPECT_EQ(found[0].kind, "no_month");
  EXPECT_EQ(found[0].found, "1");
}

TEST(Reached, SaysHowManyRowsAreOfNoYear) {
  std::vector<std::string> told;
  for (const auto& each : shipped().findings())
    if (each.kind == "outside")
      told.push_back(fmt::format("{} {} {} {}", each.rule, each.where.text("column"), each.found,
                                 each.expected));
  EXPECT_THAT(told, ElementsAre("ledger.order sent 1 2022-01-01 至 2022-12-31"));
}

TEST(Reached, IsTalliedByMessage) {
  std::vector<std::string> told;
  for (const auto& each : shipped().tally("pushes", {"package"}))
    told.push_back(
        fmt::format("{} {} {}", testing::key_text(each.group), each.cell, each.count.value));
  EXPECT_THAT(told, ElementsAre("减负强企 pushes/undelivered.unopened 2",
                                "减负强企 pushes/delivered.unopened 3",
                                "减负强企 pushes/delivered.opened 2"));
}

TEST(Reached, FollowsAnAmendedRow) {
  const auto books = shipped();
  EXPECT_EQ(books.at("reach/delivered"), number(2));
  const auto after = books.amend("pushes", 4, {{"delivered", "是"}}).value;
  EXPECT_EQ(after.at("reach/delivered"), number(3));
  EXPECT_THAT(rates_of(books, "push.reach", {"package"}), ElementsAre("减负强企 2/3 66.67%"));
  const auto moved = books.amend("policies", 1, {{"package", "科技创新"}}).value;
  EXPECT_THAT(rates_of(moved, "push.reach", {"package"}),
              ElementsAre("减负强企 2/3 66.67%", "科技创新 1/1 100.00%"));
}

TEST(Definitions, DoNotDivideRecipientsByMessages) {
  EXPECT_THAT(
      [] { defined("'reach/delivered'", "'reach/events'"); },
      ThrowsMessage<DataError>("definitions.toml line 6: 'reach/delivered' counts recipients and "
                               "'reach/events' events: they do not divide"));
  EXPECT_THAT([] { defined("'reach/eligible'", "'reach/expected_by_policy'"); },
              ThrowsMessage<DataError>(
                  "definitions.toml line 6: 'reach/eligible' counts recipients and "
                  "'reach/expected_by_policy' recipients of each policy: they do not divide"));
  EXPECT_THAT([] { defined("'reach/delivered', 'reach/opened'", "'reach/recipients'"); },
              ThrowsMessage<DataError>("definitions.toml line 5: 'reach/delivered' counts "
                                       "recipients, which do not add to others"));
  EXPECT_EQ(defined("'pushes/*.opened'", "'reach/events'").size(), 1u);
  EXPECT_THAT([] { defined("'reach/seen'", "'reach/events'"); },
              ThrowsMessage<DataError>(::testing::HasSubstr("reach has no cell 'seen'")));
  EXPECT_THAT([] { parse_place("reach/delivered|opened"); },
              ThrowsMessage<DataError>("place 'reach/delivered|opened': one name is expected after "
                                       "'reach', found 2"));
}

TEST(Definitions, OfPushesNameBothLedgers) {
  static const auto kAll = parse_definitions(testing::template_text("definitions.toml"));
  EXPECT_THAT(ledgers_of(definition(kAll, "push.recall")), ElementsAre("pushes", "policies"));
  EXPECT_EQ(definition(kAll, "push.amount").fixed_point, 100);
}

}  // namespace
}  // namespace gongkai
