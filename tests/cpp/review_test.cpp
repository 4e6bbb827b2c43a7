// Legal review: of the replies of the year, which were reviewed before.
#include "gongkai/measure/review.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "measure_help.hpp"

namespace gongkai {
namespace {

using testing::cells_of;
using ::testing::ElementsAre;
using testing::reasons_of;

TEST(LegalReview, IsAskedOfTheRepliesOfTheYear) {
  constexpr auto kCases =
      "case_no,unit,applicant_kind,received,answered,outcome,legal_review\n"
      "1,县教育局,自然人,2022-03-01,2022-03-10,granted,是\n"
      "2,县教育局,自然人,2022-03-01,2022-03-10,granted,否\n"
      "3,县教育局,自然人,2022-03-01,2022-03-10,granted,\n"
      "4,县教育局,自然人,2022-03-01,,,是\n"
      "5,县教育局,自然人,2021-03-01,2021-03-10,granted,是\n"
      "6,县教育局,自然人,2021-12-30,2022-01-10,granted,√\n";
  EXPECT_THAT(cells_of("legal_review", kCases),
              ElementsAre("reviewed", "not_reviewed", "unknown", "outside", "outside", "reviewed"));
  EXPECT_EQ(reasons_of("legal_review", kCases)[0], "2022-03-10 答复，经法制审查");
  EXPECT_EQ(reasons_of("legal_review", kCases)[2], "2022-03-10 答复，未写是否法制审查");
}

}  // namespace
}  // namespace gongkai
