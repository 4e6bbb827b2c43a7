// Numbers that rows carry: summed in millionths, and blank where one of them is.
#include "gongkai/measure/carried.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "books_help.hpp"

namespace gongkai {
namespace {

using testing::books_of;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::rates_of;
using ::testing::ThrowsMessage;

constexpr std::string_view kTasks =
    "task_id,title,leads,due,done,progress,weight\n"
    "1,甲,县教育局、新市镇,全年,,80%,2\n"
    "2,乙,县教育局,全年,2022-05-05,,1\n"
    "3,丙,新市镇,全年,,50%,3\n";

TEST(Carried, WeighsTheProgressOfTasks) {
  const auto books = books_of({{"tasks", std::string(kTasks)}});
  // 2 × 0.8 + 1 × 1 + 3 × 0.5 of 6.
  EXPECT_THAT(rates_of(books, "task.weighted"), ElementsAre("4100000/6000000 68.33%"));
  // The shared one is weighed by each of its leads: 2.6 of 3, and 3.1 of 5.
  EXPECT_THAT(rates_of(books, "task.weighted", {"leads"}),
              ElementsAre("县教育局 2600000/3000000 86.67%", "新市镇 3100000/5000000 62.00%"));
}

TEST(Carried, HasNoWeightedRateWhereAWeightOrAProgressIsBlank) {
  const std::string tasks(kTasks);
  EXPECT_THAT(
      rates_of(books_of({{"tasks", tasks + "4,丁,县教育局,全年,,10%,\n"}}), "task.weighted"),
      ElementsAre("blank/blank —"));
  EXPECT_THAT(
      rates_of(books_of({{"tasks", tasks + "4,丁,新市镇,全年,,,1\n"}}), "task.weighted", {"leads"}),
      ElementsAre("县教育局 2600000/3000000 86.67%", "新市镇 blank/6000000 —"));
  // What is done later than the date of count had an unknown part of its progress on that day.
  EXPECT_THAT(rates_of(books_of({{"tasks", tasks}}, "", "2022-05-04"), "task.weighted"),
              ElementsAre("blank/6000000 —"));
}

TEST(Carried, MeansTheScoresAndCountsTheCases) {
  const auto books = books_of({{"ratings",
                                "service,unit,date,score,cases\n"
                                "社保,县教育局,2022-05-05,5,1\n"
                                "社保,县教育局,2022-06-05,4.5,3\n"
                                "医保,县教育局,2022-06-06,,2\n"
                                "医保,县教育局,2021-06-06,1,9\n"}});
  EXPECT_THAT(rates_of(books, "rating.coverage"), ElementsAre("2/6 33.33%"));
  EXPECT_EQ(books.at("sum/ratings/score", {{"service", "社保"}}), number(9'500'000));
  EXPECT_EQ(books.at("sum/ratings/score"), Figure{});
  EXPECT_EQ(books.at("sum/ratings/scored"), number(2'000'000));
  EXPECT_EQ(books.at("sum/ratings/cases?service=医保"), number(2));
  EXPECT_THAT(rates_of(books, "rating.coverage", {"month"}),
              ElementsAre("2022-05 1/1 100.00%", "2022-06 1/5 20.00%"));
}

TEST(Carried, AddsWhatEventsCount) {
  const auto books = books_of({{"events",
                                "kind,unit,date,quantity\n"
                                "培训,县教育局,2022-05-05,30\n"
                                "培训,新市镇,2022-06-05,12.5\n"
                                "监测,新市镇,2022-06-05,\n"
                                "培训,新市镇,2021-06-05,7\n"}});
  EXPECT_EQ(books.at("sum/events/quantity?kind=培训"), number(42'500'000));
  EXPECT_EQ(books.at("sum/events/quantity"), Figure{});
  EXPECT_EQ(books.at("sum/events/quantity?kind=会议"), number(0));
  EXPECT_EQ(books.at("sum/ratings/score"), Figure{});  // no ledger
}

TEST(Carried, NamesTheRowsBehindASum) {
  const auto books = books_of({{"tasks", std::string(kTasks)}});
  const auto rows = books.why("sum/tasks/weighted_progress", {{"leads", "新市镇"}}, {});
  ASSERT_EQ(rows.size(), 2);
  EXPECT_EQ(rows[0].key, "1");
  EXPECT_EQ(rows[0].cell, "sum/tasks/weighted_progress");
  EXPECT_EQ(rows[0].because, "权重 2，完成进度 80%，完成日期 未填");
}

TEST(Carried, RefusesWhatDoesNotAdd) {
  const auto books = books_of({});
  EXPECT_THAT([&] { books.at("sum/policies/eligible"); },
              ThrowsMessage<DataError>(
                  "place 'sum/policies/eligible': rows of 'policies' carry nothing that adds"));
  EXPECT_THAT([&] { books.at("sum/ratings/*"); },
              ThrowsMessage<DataError>("place 'sum/ratings/*': '*' adds up what does not add"));
  EXPECT_THAT(
      [&] { books.at("sum/ratings/mean"); },
      ThrowsMessage<DataError>("place 'sum/ratings/mean': 'mean' names no cell of sum/ratings"));
  EXPECT_THAT(
      [] {
        parse_definitions(
            "[[definition]]\nid = 'a'\nname = 'b'\nsource = 'c'\n"
            "numerator = ['sum/ratings/score']\ndenominator = ['ratings/rated']\n");
      },
      ThrowsMessage<DataError>(
          "definitions.toml line 5: counts and sums of decimals do not divide"));
}

}  // namespace
}  // namespace gongkai
