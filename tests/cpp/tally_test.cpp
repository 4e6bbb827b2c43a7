// Tallies: integers that add, with each row once in the whole.
#include "gongkai/measure/tally.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gongkai/base/error.hpp"

namespace gongkai {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::ThrowsMessage;

constexpr Cell kA = 2, kB = 3;

CellSet set(std::initializer_list<Cell> cells) {
  CellSet out;
  for (const auto cell : cells) out.set(cell);
  return out;
}

Key unit(const std::string& name) { return {{"unit", name}}; }

/// Each row in one group of two units, or in none (-1).
Groups by_unit(std::vector<std::int32_t> group) {
  Groups out;
  out.by = {"unit"};
  out.labels = {{"甲", "乙"}};
  out.places = {0, 1};
  out.size = 2;
  out.rows = static_cast<std::int64_t>(group.size());
  out.group = std::move(group);
  return out;
}

/// Three rows: in both groups, in the second, in none.
Groups several() {
  Groups out = by_unit({0, 1, 1, -1});
  out.rows = 3;
  out.offsets = {0, 2, 3, 4};
  return out;
}

Tally tally(const Cells& cells, const Groups& groups) {
  return count(measure("flow"), cells, groups);
}

TEST(Tally, CountsRowsByCellAndGroup) {
  const auto counts = tally({kA, kB, kA, kA}, by_unit({0, 0, 1, 1}));
  EXPECT_EQ(counts.measure(), "flow");
  EXPECT_THAT(counts.by(), ElementsAre("unit"));
  EXPECT_EQ(counts.at(unit("甲"), set({kA})), 1);
  EXPECT_EQ(counts.at(unit("甲"), set({kA, kB})), 2);
  EXPECT_EQ(counts.at(unit("乙"), set({kA})), 2);
  EXPECT_EQ(counts.at(unit("丙"), set({kA})), 0);
  EXPECT_EQ(counts.at({}, set({kA})), 3);
  EXPECT_EQ(counts.total(set({kA, kB})), 4);
  EXPECT_EQ(counts.total(set({})), 0);
}

TEST(Tally, AddsTheGroupsThatHoldAPartOfTheKey) {
  Groups groups;
  groups.by = {"unit", "month"};
  groups.labels = {{"甲", "乙"}, {"1", "2"}};
  groups.places = {0, 0, 0, 1, 1, 0};
  groups.size = 3;
  groups.group = {0, 1, 2, 2};
  groups.rows = 4;
  const auto counts = tally({kA, kA, kA, kB}, groups);
  EXPECT_EQ(counts.at(unit("甲"), set({kA})), 2);
  EXPECT_EQ(counts.at({{"month", "1"}}, set({kA})), 2);
  EXPECT_EQ(counts.at({{"unit", "乙"}, {"month", "1"}}, set({kA, kB})), 2);
  EXPECT_EQ(counts.at({{"colour", "1"}}, set({kA})), 0);
}

TEST(Tally, CountsARowInEachOfItsGroupsAndOnceInTheWhole) {
  const auto counts = tally({kA, kA, kA}, several());
  EXPECT_EQ(counts.at(unit("甲"), set({kA})), 1);
  EXPECT_EQ(counts.at(unit("乙"), set({kA})), 2);
  EXPECT_EQ(counts.total(set({kA})), 3);  // neither twice nor forgotten
}

TEST(Tally, KeepsInTheWholeWhatIsInNoGroup) {
  const auto counts = tally({kA, kA}, by_unit({0, -1}));
  EXPECT_EQ(counts.at(unit("甲"), set({kA})) + counts.at(unit("乙"), set({kA})), 1);
  EXPECT_EQ(counts.total(set({kA})), 2);
}

TEST(Tally, AddsUpInAnyOrder) {
  const auto one = tally({kA, kB}, by_unit({0, 1})), two = tally({kA}, by_unit({0})),
             three = tally({kB, kB, kA}, several());
  const auto sum = [](Tally left, const Tally& right) { return left += right; };
  EXPECT_EQ(sum(one, two), sum(two, one));
  EXPECT_EQ(sum(sum(one, two), three), sum(one, sum(two, three)));
  EXPECT_EQ(sum(sum(one, two), three).total(set({kA, kB})), 6);
}

TEST(Tally, OfNoRowsChangesNothing) {
  const auto one = tally({kA, kB}, by_unit({0, 1}));
  Tally sum("flow", {"unit"});
  EXPECT_THAT(sum.groups(), IsEmpty());
  sum += one;
  EXPECT_EQ(sum, one);
  sum += Tally("flow", {"unit"});
  EXPECT_EQ(sum, one);
}

TEST(Tally, OfPartsAddToThatOfTheWhole) {
  auto parts = tally({kA, kB}, by_unit({0, 1}));
  parts += tally({kB, kA}, by_unit({1, -1}));
  EXPECT_EQ(parts, tally({kA, kB, kB, kA}, by_unit({0, 1, 1, -1})));
}

TEST(Tally, RefusesToAddAnotherMeasureOrGrouping) {
  EXPECT_THAT(
      [] {
        Tally flow("flow", {"unit"});
        flow += Tally("reply", {"unit"});
      },
      ThrowsMessage<DataError>("a tally of reply by 'unit' does not add to one of flow by 'unit'"));
  EXPECT_THAT(
      [] {
        Tally flow("flow", {"unit"});
        flow += Tally("flow", {"unit", "month"});
      },
      ThrowsMessage<DataError>(
          "a tally of flow by 'unit,month' does not add to one of flow by 'unit'"));
}

TEST(Rows, AreThoseBehindANumber) {
  const Cells cells{kA, kB, kA, kA};
  const auto groups = by_unit({0, 0, 1, -1});
  EXPECT_THAT(rows(cells, set({kA}), groups, {}), ElementsAre(0, 2, 3));
  EXPECT_THAT(rows(cells, set({kA}), groups, unit("甲")), ElementsAre(0));
  EXPECT_THAT(rows(cells, set({kA, kB}), groups, unit("甲")), ElementsAre(0, 1));
  EXPECT_THAT(rows(cells, set({kA}), groups, unit("丙")), IsEmpty());
}

TEST(Rows, StandOnceHoweverManyGroupsTheyStandIn) {
  auto groups = several();
  EXPECT_THAT(rows({kA, kA, kA}, set({kA}), groups, unit("乙")), ElementsAre(0, 1));
  EXPECT_THAT(rows({kA, kA, kA}, set({kA}), groups, {}), ElementsAre(0, 1, 2));
}

}  // namespace
}  // namespace gongkai
