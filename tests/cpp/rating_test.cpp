// Ratings: with a score or without one.
#include "gongkai/measure/rating.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "measure_help.hpp"

namespace gongkai {
namespace {

using testing::cells_of;
using ::testing::ElementsAre;
using testing::reasons_of;

TEST(Ratings, HaveAScoreOrNone) {
  constexpr auto kRatings =
      "service,unit,date,score,cases\n"
      "社保,县教育局,2022-05-05,4.5,1\n"
      "社保,县教育局,2022-05-05,0,1\n"
      "社保,县教育局,2022-05-05,,1\n"
      "社保,县教育局,2023-01-01,5,1\n"
      "社保,县教育局,,5,1\n";
  EXPECT_THAT(cells_of("ratings", kRatings),
              ElementsAre("rated", "rated", "unscored", "outside", "unclassified"));
  EXPECT_EQ(reasons_of("ratings", kRatings)[0], "2022-05-05 社保：4.5 分");
  EXPECT_EQ(reasons_of("ratings", kRatings)[2], "2022-05-05 社保：未评分");
}

}  // namespace
}  // namespace gongkai
