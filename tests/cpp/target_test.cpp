// Targets: reached, not reached, or nobody wrote down how much was.
#include "gongkai/measure/target.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "measure_help.hpp"

namespace gongkai {
namespace {

using testing::cells_of;
using ::testing::ElementsAre;
using testing::reasons_of;

TEST(Targets, AreMetWhenAsMuchWasAchieved) {
  constexpr auto kTasks =
      "task_id,title,leads,due,issued,target,achieved\n"
      "1,数据集,县教育局,全年,,50,50\n"
      "2,数据集,县教育局,全年,,50,49.999999\n"
      "3,数据集,县教育局,全年,,50,\n"
      "4,数据集,县教育局,全年,,,12\n"
      "5,数据集,县教育局,全年,,0,0\n"
      "6,数据集,县教育局,全年,2022-08-24,3,4\n";
  EXPECT_THAT(cells_of("targets", kTasks),
              ElementsAre("met", "unmet", "unknown", "outside", "met", "met"));
  // Before the plan is issued there is no target yet.
  EXPECT_EQ(cells_of("targets", kTasks, "2022-08-23")[5], "outside");
  EXPECT_EQ(reasons_of("targets", kTasks)[1], "目标值 50，完成值 49.999999");
  EXPECT_EQ(reasons_of("targets", kTasks)[2], "目标值 50，完成值 未填");
}

}  // namespace
}  // namespace gongkai
