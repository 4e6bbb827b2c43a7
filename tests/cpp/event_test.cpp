// Events: those held in the year.
#include "gongkai/measure/event.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "measure_help.hpp"

namespace gongkai {
namespace {

using testing::cells_of;
using ::testing::ElementsAre;
using testing::reasons_of;

constexpr auto kEvents =
    "kind,unit,date,quantity\n"
    "培训,县教育局,2022-01-01,30\n"
    "培训,县教育局,2022-12-31,\n"
    "培训,县教育局,2021-12-31,10\n"
    "培训,县教育局,是,10\n"
    "培训,县教育局,,10\n";

TEST(Events, AreHeldInTheYear) {
  EXPECT_THAT(cells_of("events", kEvents),
              ElementsAre("held", "held", "outside", "undated", "unclassified"));
  EXPECT_THAT(cells_of("events", kEvents, "2022-12-30"),
              ElementsAre("held", "outside", "outside", "undated", "unclassified"));
  EXPECT_EQ(reasons_of("events", kEvents)[0], "培训：2022-01-01");
  EXPECT_EQ(reasons_of("events", kEvents)[3], "培训：未写日期");
}

}  // namespace
}  // namespace gongkai
