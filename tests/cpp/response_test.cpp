// Responses: due by the limit of their kind, and answered for all to read.
#include "gongkai/measure/response.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "measure_help.hpp"

namespace gongkai {
namespace {

using testing::cells_of;
using ::testing::ElementsAre;
using testing::reasons_of;

// A working day after Friday 08-26 is Monday 08-29. Five after 09-28 are 09-29, 09-30, 10-08, 10-09
// and 10-10, for the week of the holiday is off and its weekend worked. Fifteen after 12-20: 01-11.
constexpr auto kResponses =
    "id,unit,kind,opened,closed,published\n"
    "1,县教育局,简单咨询,2022-08-26,2022-08-29,\n"
    "2,县教育局,简单咨询,2022-08-26,2022-08-30,2022-09-01\n"
    "3,县教育局,热线,2022-09-28,,\n"
    "4,县教育局,其他,2022-03-01,2022-03-20,2023-01-05\n"
    "5,县教育局,来信来访,2022-12-20,,2022-12-25\n"
    "6,县教育局,简单咨询,2021-12-30,2022-01-04,\n"
    "7,县教育局,简单咨询,2023-01-03,,\n"
    "8,县教育局,,2022-05-05,,\n"
    "9,县教育局,热线,,,\n"
    "10,县教育局,热线,2022-09-28,是,是\n"
    "11,县教育局,热线,2016-05-03,2016-05-04,\n"
    "12,县教育局,热线,2016-05-03,2022-05-04,\n";

TEST(Responses, AreDueByTheLimitOfTheirKind) {
  EXPECT_THAT(cells_of("responses", kResponses),
              ElementsAre("new.in.on_time", "new.in.late", "new.in.open", "new.none.on_time",
                          "new.after.open", "old.before.late", "outside", "new.none.open",
                          "unclassified", "new.in.unsure", "outside", "old.unsure.unsure"));
}

TEST(Responses, AreNotLateBeforeTheirLastDayIsOver) {
  const auto one = "id,unit,kind,opened,closed\n1,县教育局,热线,2022-09-28,\n";
  EXPECT_THAT(cells_of("responses", one, "2022-10-09"), ElementsAre("new.after.open"));
  EXPECT_THAT(cells_of("responses", one, "2022-10-10"), ElementsAre("new.in.open"));
}

TEST(Responses, SayTheirLimitAndWhatWasDone) {
  const auto told = reasons_of("responses", kResponses);
  EXPECT_EQ(told[0], "2022-08-26 收到，期限 2022-08-29，2022-08-29 办结");
  EXPECT_EQ(told[2], "2022-09-28 收到，期限 2022-10-10，至 2022-12-31 未办结");
  EXPECT_EQ(told[3], "2022-03-01 收到，无期限，2022-03-20 办结");
  EXPECT_EQ(told[9], "2022-09-28 收到，期限 2022-10-10，已办结，未写日期");
  EXPECT_EQ(told[11], "2016-05-03 收到，期限无从计算，2022-05-04 办结");
}

TEST(Answers, CountWhenTheyAreClosedAndPublished) {
  EXPECT_THAT(cells_of("answers", kResponses),
              ElementsAre("closed", "published", "open", "closed", "open", "outside", "outside",
                          "open", "unclassified", "published", "outside", "outside"));
  EXPECT_EQ(reasons_of("answers", kResponses)[1],
            "2022-08-26 收到，2022-08-30 办结，2022-09-01 公开");
  EXPECT_EQ(reasons_of("answers", kResponses)[9], "2022-09-28 收到，已办结，已公开");
}

}  // namespace
}  // namespace gongkai
