// The grammar of places, the patterns of cells, and each error word for word.
#include "gongkai/measure/place.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gongkai/measure/measure.hpp"

namespace gongkai {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::ThrowsMessage;

auto refused(std::string_view text) {
  return [text] { parse_place(text); };
}

TEST(Place, NamesASourceAndItsParts) {
  const auto place = parse_place("table3/granted|partly_granted/enterprise");
  EXPECT_EQ(place.source, "table3");
  EXPECT_THAT(place.parts,
              ElementsAre(ElementsAre("granted", "partly_granted"), ElementsAre("enterprise")));
  EXPECT_FALSE(place.previous);
  EXPECT_THAT(place.key, IsEmpty());
  EXPECT_EQ(place.text, "table3/granted|partly_granted/enterprise");
}

TEST(Place, KeepsThePatternOfAMeasureWhole) {
  EXPECT_THAT(parse_place("reply/*.in.earlier|on_time").parts,
              ElementsAre(ElementsAre("*.in.earlier|on_time")));
}

TEST(Place, MayMeanLastYearAndOneGroup) {
  const auto place = parse_place("table4/review/total@previous?unit=县教育局&month=2022-03");
  EXPECT_TRUE(place.previous);
  EXPECT_THAT(place.key, ElementsAre(Pair("month", "2022-03"), Pair("unit", "县教育局")));
  EXPECT_THAT(place.parts, ElementsAre(ElementsAre("review"), ElementsAre("total")));
  // A group may be the blank one, and its name may hold what means something elsewhere.
  EXPECT_THAT(parse_place("fee/notices?unit=").key, ElementsAre(Pair("unit", "")));
  EXPECT_THAT(parse_place("fee/notices?unit=甲/乙@丙").key, ElementsAre(Pair("unit", "甲/乙@丙")));
}

TEST(Place, KnowsHowManyPartsASourceHas) {
  for (const auto* text :
       {"table2/licences", "table2/regulations/valid", "table3/*/total", "table4/review/corrected",
        "fee/notices", "fact/population", "rate/timely.due", "rate/timely.due/numerator",
        "finding/prose.reused", "flow/new.forward", "tasks/*.in.*", "disputes/review.upheld"})
    EXPECT_NO_THROW(parse_place(text)) << text;
}

TEST(Place, RefusesASourceThatIsNone) {
  EXPECT_THAT(refused("table9/x"),
              ThrowsMessage<DataError>("place 'table9/x': unknown source 'table9'"));
  EXPECT_THAT(refused(""), ThrowsMessage<DataError>("place '': unknown source ''"));
  EXPECT_THAT(refused("Table3/granted/total"),
              ThrowsMessage<DataError>("place 'Table3/granted/total': unknown source 'Table3'"));
}

TEST(Place, RefusesTooFewAndTooManyParts) {
  EXPECT_THAT(
      refused("table3/granted"),
      ThrowsMessage<DataError>("place 'table3/granted': expected 2 parts after 'table3', found 1"));
  EXPECT_THAT(refused("table2"),
              ThrowsMessage<DataError>("place 'table2': expected 1 or 2 parts after 'table2', "
                                       "found 0"));
  EXPECT_THAT(refused("table4/review/total/x"),
              ThrowsMessage<DataError>(
                  "place 'table4/review/total/x': expected 2 parts after 'table4', found 3"));
  EXPECT_THAT(refused("reply"),
              ThrowsMessage<DataError>("place 'reply': expected 1 parts after 'reply', found 0"));
}

TEST(Place, RefusesAnEmptyPart) {
  EXPECT_THAT(refused("table3//total"),
              ThrowsMessage<DataError>("place 'table3//total': part 1 is empty"));
  EXPECT_THAT(refused("table3/granted/"),
              ThrowsMessage<DataError>("place 'table3/granted/': part 2 is empty"));
  EXPECT_THAT(refused("table3/granted|/total"),
              ThrowsMessage<DataError>("place 'table3/granted|/total': part 1 is empty"));
  EXPECT_THAT(refused("reply/"), ThrowsMessage<DataError>("place 'reply/': part 1 is empty"));
}

TEST(Place, RefusesWhatWouldBeCountedTwiceOrNotAtAll) {
  EXPECT_THAT(refused("table3/granted|granted/total"),
              ThrowsMessage<DataError>(
                  "place 'table3/granted|granted/total': 'granted' stands twice in part 1"));
  EXPECT_THAT(refused("fact/population|area"),
              ThrowsMessage<DataError>(
                  "place 'fact/population|area': one name is expected after 'fact', found 2"));
}

TEST(Place, RefusesAnotherYearAndAGroupWithoutAColumn) {
  EXPECT_THAT(
      refused("table3/granted/total@2021"),
      ThrowsMessage<DataError>("place 'table3/granted/total@2021': '@2021' is not '@previous'"));
  EXPECT_THAT(refused("table3/granted/total?县教育局"),
              ThrowsMessage<DataError>("place 'table3/granted/total?县教育局': '县教育局' is no "
                                       "group, expected 'column=value'"));
  EXPECT_THAT(refused("fee/notices?=x"),
              ThrowsMessage<DataError>(
                  "place 'fee/notices?=x': '=x' is no group, expected 'column=value'"));
}

TEST(Place, TakesAStarForAll) {
  EXPECT_THAT(alternatives({"*"}, {"a", "b"}), ElementsAre("a", "b"));
  EXPECT_THAT(alternatives({"b"}, {"a", "b"}), ElementsAre("b"));
  EXPECT_THAT(alternatives({"*", "x"}, {"a", "b"}), ElementsAre("*", "x"));
}

std::vector<std::string> cells(std::string_view of, std::string_view pattern) {
  std::vector<std::string> out;
  const auto set = cells_like(measure(of), pattern);
  for (std::size_t cell = 0; cell < measure(of).cells.size(); ++cell)
    if (set[cell]) out.push_back(measure(of).cells[cell]);
  return out;
}

TEST(CellsLike, MatchEachSegment) {
  EXPECT_THAT(cells("reply", "new.in.late"), ElementsAre("new.in.late"));
  EXPECT_THAT(cells("reply", "new.before|in.late"), ElementsAre("new.before.late", "new.in.late"));
  EXPECT_THAT(cells("reply", "*.in.earlier|on_time"),
              ElementsAre("old.in.earlier", "old.in.on_time", "new.in.earlier", "new.in.on_time"));
  EXPECT_EQ(cells("reply", "new.*.*").size(), 30u);
  EXPECT_EQ(cells("flow", "new.*").size(), 22u);
}

TEST(CellsLike, TakeALeadingStarForOneOrMoreSegments) {
  EXPECT_EQ(cells("reply", "*.late"), cells("reply", "*.*.late"));
  EXPECT_EQ(cells("reply", "*.late").size(), 10u);
  EXPECT_EQ(cells("reply", "*"), cells("reply", "*.*.*"));
}

TEST(CellsLike, LeaveOutWhatIsNotCountedUnlessItIsNamed) {
  EXPECT_EQ(cells("reply", "*").size(), 60u);
  EXPECT_THAT(cells("reply", "outside"), ElementsAre("outside"));
  EXPECT_THAT(cells("flow", "unclassified"), ElementsAre("unclassified"));
}

TEST(CellsLike, RefuseAPatternWithoutACell) {
  EXPECT_THAT([] { cells_like(measure("reply"), "*.in.soon"); },
              ThrowsMessage<DataError>("measure reply has no cell '*.in.soon'"));
  EXPECT_THAT([] { cells_like(measure("flow"), "new.*.*"); },
              ThrowsMessage<DataError>("measure flow has no cell 'new.*.*'"));
  EXPECT_THAT([] { cells_like(measure("reply"), "*.in.earlier|ontime"); },
              ThrowsMessage<DataError>("measure reply has no cell 'ontime'"));
  EXPECT_THAT([] { measure("speed"); }, ThrowsMessage<DataError>("unknown measure 'speed'"));
}

}  // namespace
}  // namespace gongkai
