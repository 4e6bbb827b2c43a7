// Duties as data: read in order, refused with their line, merged and waived.
#include "gongkai/measure/duty.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gongkai/base/error.hpp"
#include "ledger_help.hpp"

namespace gongkai {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::ThrowsMessage;

std::string duty_with(std::string_view lines) {
  return fmt::format("[[duty]]\nid = 'a'\nname = '甲'\nsource = '要点'\n{}", lines);
}

void expect_refused(std::string_view lines, std::string_view message) {
  EXPECT_THAT([&] { parse_duties(duty_with(lines)); },
              ThrowsMessage<DataError>(std::string(message)));
}

TEST(Duty, ReadsWhatIsExpectedOverWhat) {
  const auto all = parse_duties(
      duty_with("ledger = 'disclosures'\nwhere = { kind = '民生实事' }\n"
                "over = { item = 'found', stage = ['实施', '评价'] }\nat_least = 'all'\n"));
  ASSERT_THAT(all, SizeIs(1));
  const auto& one = all.front();
  EXPECT_EQ(one.where.front().first, "kind");
  EXPECT_THAT(one.where.front().second, ElementsAre("民生实事"));
  ASSERT_THAT(one.over, SizeIs(2));
  EXPECT_TRUE(one.over[0].found);
  EXPECT_THAT(one.over[1].words, ElementsAre("实施", "评价"));
  EXPECT_EQ(one.at_least, 0);
  EXPECT_EQ(one.measure, "disclosures");
  EXPECT_EQ(one.done, "*.*.earlier|on_time|late|unsure");
}

TEST(Duty, TakesTheLabelOfAClosedColumnForItsId) {
  const auto all =
      parse_duties(duty_with("ledger = 'responses'\nwhere = { kind = ['网站问题', 'hotline'] }\n"
                             "over = { unit = { kind = ['镇街'] }, month = 'every' }\n"));
  EXPECT_THAT(all[0].where[0].second, ElementsAre("website_problem", "hotline"));
  EXPECT_THAT(all[0].over[0].unit_kinds, ElementsAre("town"));
  EXPECT_TRUE(all[0].over[1].every);
}

TEST(Duty, OfThePackageAreAllRead) {
  const auto all = parse_duties(testing::template_text("duties.toml"));
  EXPECT_THAT(all, SizeIs(13));
}

TEST(Duty, IsRefusedWithItsLineAndReason) {
  expect_refused("ledger = 'event'\n", "duties.toml line 5: unknown ledger 'event'");
  expect_refused("ledger = 'pushes'\n",
                 "duties.toml line 5: a duty over pushes says which rows are 'done'");
  expect_refused("ledger = 'events'\n",
                 "duties.toml line 1: duty 'a' does not say over what it is counted");
  expect_refused("ledger = 'events'\nover = { colour = 'found' }\n",
                 "duties.toml line 6: events cannot be grouped by 'colour', only by unit, parent, "
                 "unit_kind, month, quarter, kind");
  expect_refused("ledger = 'events'\nwhere = { stage = '实施' }\nover = { unit = 'found' }\n",
                 "duties.toml line 6: events cannot be grouped by 'stage', only by unit, parent, "
                 "unit_kind, month, quarter, kind");
  expect_refused("ledger = 'events'\nover = { month = 'found' }\n",
                 "duties.toml line 6: 'month' is expected to be 'every'");
  expect_refused("ledger = 'events'\nover = { kind = 'every' }\n",
                 "duties.toml line 6: 'kind' is expected to be 'found' or a list of words");
  expect_refused("ledger = 'events'\nover = { kind = ['甲', '甲'] }\n",
                 "duties.toml line 6: '甲' stands twice in 'kind'");
  expect_refused("ledger = 'events'\nover = { kind = [] }\n",
                 "duties.toml line 6: 'kind' names nothing");
  expect_refused("ledger = 'events'\nover = { kind = { kind = '镇街' } }\n",
                 "duties.toml line 6: only 'unit' is expected by kind");
  expect_refused("ledger = 'events'\nover = { unit = { kind = '村' } }\n",
                 "duties.toml line 6: '村' is no choice of 'kind'");
  expect_refused("ledger = 'events'\nover = { unit = 'found' }\nat_least = 0\n",
                 "duties.toml line 7: 'at_least' is 0, expected 1 or more");
  expect_refused("ledger = 'events'\nover = { unit = 'found' }\nat_least = 'some'\n",
                 "duties.toml line 7: 'at_least' is 'some', expected a number or 'all'");
  expect_refused("ledger = 'events'\ndone = 'events/hold'\nover = { unit = 'found' }\n",
                 "duties.toml line 6: measure events has no cell 'hold'");
  expect_refused("ledger = 'events'\ndone = 'ratings/rated'\nover = { unit = 'found' }\n",
                 "duties.toml line 6: 'ratings' is no measure of the ledger events");
  expect_refused(
      "ledger = 'responses'\ndone = 'answers/published'\nexpected = 'responses/*.in.*'\n"
      "over = { row = 'found' }\n",
      "duties.toml line 7: 'expected' and 'done' are cells of responses and answers, expected one "
      "measure");
  expect_refused("ledger = 'events'\novr = 1\n", "duties.toml line 6: unknown key 'ovr'");
  EXPECT_THAT([] { parse_duties("[[duty]]\nid = 'a/b'\nname = 'c'\n"); },
              ThrowsMessage<DataError>("duties.toml line 2: 'a/b' cannot stand in a place"));
  EXPECT_THAT([] { parse_duties("[duties]\n"); },
              ThrowsMessage<DataError>("duties.toml line 1: unknown key 'duties'"));
  const auto twice = duty_with("ledger = 'events'\nover = { unit = 'found' }\n");
  EXPECT_THAT([&] { parse_duties(twice + twice); },
              ThrowsMessage<DataError>("duties.toml line 8: duty 'a' stands twice"));
}

TEST(Duty, OfAFolderIsAddedReplacesOrWaives) {
  const auto shipped = parse_duties(duty_with("ledger = 'events'\nover = { unit = 'found' }\n"));
  const auto replaced = merge_duties(
      shipped, parse_duties(duty_with("ledger = 'ratings'\nover = { service = 'found' }")));
  ASSERT_THAT(replaced, SizeIs(1));
  EXPECT_EQ(replaced[0].ledger, "ratings");
  const auto waived = merge_duties(shipped, parse_duties("[[duty]]\nid = 'a'\nwaived = '没有'\n"));
  EXPECT_EQ(waived[0].ledger, "events");
  EXPECT_EQ(waived[0].waived, "没有");
  EXPECT_THAT([&] { merge_duties(shipped, parse_duties("[[duty]]\nid = 'b'\nwaived = 'x'\n")); },
              ThrowsMessage<DataError>("unknown duty 'b' is waived"));
  EXPECT_THAT([&] { duty(shipped, "b"); }, ThrowsMessage<DataError>("unknown duty 'b'"));
}

}  // namespace
}  // namespace gongkai
