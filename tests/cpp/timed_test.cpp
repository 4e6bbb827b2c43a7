// The one rule of everything with a deadline, as a truth table written down by hand.
#include "gongkai/measure/timed.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace gongkai {
namespace {

using ::testing::ElementsAre;

Date day(std::string_view text) {
  if (text == "never") return kNever;
  if (text == "undated") return kUndated;
  return parse_iso(text).value();
}

const Period kYear = year_period(2022);

/// The cell of what came in the period.
std::string cell(std::string_view earliest, std::string_view latest, std::string_view done,
                 Period period = kYear) {
  const Due due{day(earliest), day(latest)};
  return timed_cells()[timed_cell(true, due_in(due, period), done_as(due, day(done), period))];
}
std::string cell(std::string_view due, std::string_view done) { return cell(due, due, done); }

TEST(Timed, NamesEveryCellOnce) {
  const auto cells = timed_cells();
  EXPECT_EQ(cells.size(), 62u);  // outside, unclassified, and 2 × 5 × 6
  EXPECT_EQ(std::set<std::string>(cells.begin(), cells.end()).size(), 62u);
  EXPECT_EQ(cells[kOutside], "outside");
  EXPECT_EQ(cells[kUnclassified], "unclassified");
  EXPECT_EQ(cells[timed_cell(false, DueIn::before, DoneAs::earlier)], "old.before.earlier");
  EXPECT_EQ(cells[timed_cell(true, DueIn::unsure, DoneAs::unsure)], "new.unsure.unsure");
  EXPECT_EQ(cells[timed_cell(true, DueIn::none, DoneAs::paused)], "new.none.paused");
}

TEST(Timed, PlacesADeadlineInThePeriodBothEndsIncluded) {
  EXPECT_EQ(cell("2021-12-31", "never"), "new.before.open");
  EXPECT_EQ(cell("2022-01-01", "never"), "new.in.open");
  EXPECT_EQ(cell("2022-12-31", "never"), "new.in.open");
  EXPECT_EQ(cell("2023-01-01", "never"), "new.after.open");
  EXPECT_EQ(cell("never", "never"), "new.none.open");
}

TEST(Timed, TakesTheDeadlineItselfAsInTime) {
  EXPECT_EQ(cell("2022-06-30", "2022-06-29"), "new.in.on_time");
  EXPECT_EQ(cell("2022-06-30", "2022-06-30"), "new.in.on_time");
  EXPECT_EQ(cell("2022-06-30", "2022-07-01"), "new.in.late");
}

TEST(Timed, KnowsEveryCellOfSingleDeadlines) {
  // Done: before the period, in it and in time, in it and late, after it, at an unknown day.
  const auto row = [](std::string_view due) {
    std::vector<std::string> out;
    for (const auto* done : {"2021-12-31", "2022-01-01", "2022-12-31", "2023-01-01", "undated"})
      out.push_back(cell(due, done).substr(4));
    return out;
  };
  EXPECT_THAT(row("2021-12-31"), ElementsAre("before.earlier", "before.late", "before.late",
                                             "before.open", "before.unsure"));
  EXPECT_THAT(row("2022-06-30"),
              ElementsAre("in.earlier", "in.on_time", "in.late", "in.open", "in.unsure"));
  EXPECT_THAT(row("2022-12-31"),
              ElementsAre("in.earlier", "in.on_time", "in.on_time", "in.open", "in.unsure"));
  // Not yet due at the date of count: whatever was done without a date was in time.
  EXPECT_THAT(row("2023-06-30"), ElementsAre("after.earlier", "after.on_time", "after.on_time",
                                             "after.open", "after.on_time"));
  EXPECT_THAT(row("never"), ElementsAre("none.earlier", "none.on_time", "none.on_time", "none.open",
                                        "none.on_time"));
}

TEST(Timed, LeavesOpenWhatARangeOfDeadlinesDoesNotDecide) {
  // The whole range lies in the period: only the reply between its ends is open.
  EXPECT_EQ(cell("2022-06-01", "2022-06-03", "2022-06-01"), "new.in.on_time");
  EXPECT_EQ(cell("2022-06-01", "2022-06-03", "2022-06-02"), "new.in.unsure");
  EXPECT_EQ(cell("2022-06-01", "2022-06-03", "2022-06-03"), "new.in.unsure");
  EXPECT_EQ(cell("2022-06-01", "2022-06-03", "2022-06-04"), "new.in.late");
  // A range over an end of the period.
  EXPECT_EQ(cell("2022-12-30", "2023-01-04", "2022-12-30"), "new.unsure.on_time");
  EXPECT_EQ(cell("2022-12-30", "2023-01-04", "2022-12-31"), "new.unsure.unsure");
  EXPECT_EQ(cell("2022-12-30", "2023-01-04", "2023-01-02"), "new.unsure.open");
  EXPECT_EQ(cell("2021-12-30", "2022-01-04", "2022-01-05"), "new.unsure.late");
  EXPECT_EQ(cell("2021-12-30", "2022-01-04", "2021-12-30"), "new.unsure.earlier");
  EXPECT_EQ(cell("2023-01-01", "2023-01-04", "never"), "new.after.open");
  EXPECT_EQ(cell("2021-12-30", "2021-12-31", "never"), "new.before.open");
}

TEST(Timed, LeavesEverythingOpenWhereNoDeadlineIsKnown) {
  EXPECT_EQ(cell("undated", "never", "never"), "new.unsure.open");
  EXPECT_EQ(cell("undated", "never", "2022-05-01"), "new.unsure.unsure");
  EXPECT_EQ(cell("undated", "never", "2021-05-01"), "new.unsure.earlier");
}

TEST(Timed, CountsAtTheEndOfTheDateOfCount) {
  const Period until_june{day("2022-01-01"), day("2022-06-30")};
  EXPECT_EQ(cell("2022-06-30", "2022-06-30", "never", until_june), "new.in.open");
  EXPECT_EQ(cell("2022-07-01", "2022-07-01", "never", until_june), "new.after.open");
  // Done later has not happened yet, in time or not.
  EXPECT_EQ(cell("2022-06-30", "2022-06-30", "2022-07-01", until_june), "new.in.open");
  EXPECT_EQ(cell("2022-07-31", "2022-07-31", "2022-07-01", until_june), "new.after.open");
}

}  // namespace
}  // namespace gongkai
