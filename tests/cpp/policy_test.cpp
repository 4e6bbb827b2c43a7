// Policies: interpreted together with the document, later, or not yet.
#include "gongkai/measure/policy.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "measure_help.hpp"

namespace gongkai {
namespace {

using testing::cells_of;
using ::testing::ElementsAre;
using testing::reasons_of;

constexpr auto kPolicies =
    "policy,issued,interpreted\n"
    "1,2022-03-01,2022-03-01\n"
    "2,2022-03-01,2022-02-27\n"
    "3,2022-03-01,2022-03-02\n"
    "4,2022-03-01,\n"
    "5,2022-03-01,2023-01-01\n"
    "6,2022-03-01,是\n"
    "7,2021-12-31,2022-01-04\n"
    "8,,2022-05-05\n"
    "9,是,\n";

TEST(Policies, AreInterpretedTogetherLaterOrNotYet) {
  EXPECT_THAT(cells_of("policies", kPolicies),
              ElementsAre("together", "together", "later", "not_yet", "not_yet", "undated",
                          "outside", "unknown", "unknown"));
}

TEST(Policies, SayBothDays) {
  const auto told = reasons_of("policies", kPolicies);
  EXPECT_EQ(told[0], "2022-03-01 印发，2022-03-01 解读（同步）");
  EXPECT_EQ(told[2], "2022-03-01 印发，2022-03-02 解读（迟于印发）");
  EXPECT_EQ(told[4], "2022-03-01 印发，至 2022-12-31 未解读");
  EXPECT_EQ(told[5], "2022-03-01 印发，已解读，未写日期");
  EXPECT_EQ(told[7], "未写印发日期，2022-05-05 解读");
}

}  // namespace
}  // namespace gongkai
