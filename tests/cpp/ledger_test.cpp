#include "gongkai/ledger/ledger.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gongkai/base/error.hpp"
#include "ledger_help.hpp"

namespace gongkai {
namespace {

using ::testing::ElementsAre;
using ::testing::ThrowsMessage;

Ledger disputes() {
  return testing::read("disputes",
                       "案号,单位,案件类型,立案时间,结案时间,审理结果\n"
                       "复1,县教育局,行政复议,2022-03-01,2022-05-01,驳回复议请求\n"
                       "诉1,县民政局,直接起诉,2022-04-01,,尚未审结\n")
      .value;
}

TEST(Ledger, GivesTypedColumns) {
  const Ledger ledger = disputes();
  EXPECT_EQ(ledger.size(), 2);
  EXPECT_EQ(ledger.schema().id, "disputes");
  EXPECT_EQ(ledger.source().file, "disputes.csv");
  EXPECT_THAT(ledger.dates("filed"), ElementsAre(*civil(2022, 3, 1), *civil(2022, 4, 1)));
  EXPECT_THAT(ledger.dates("concluded"), ElementsAre(*civil(2022, 5, 1), kNever));
  EXPECT_THAT(ledger.choices("kind"), ElementsAre(1, 2));
  EXPECT_EQ(ledger.names("unit")[1], "县民政局");
}

TEST(Ledger, KeepsTheWordsOfAFinerResult) {
  const Ledger ledger = disputes();
  EXPECT_THAT(ledger.choices("outcome"), ElementsAre(1, 4));
  EXPECT_EQ(ledger.detail(0, "outcome"), "驳回复议请求");
  EXPECT_EQ(ledger.detail(1, "outcome"), "");
}

TEST(Ledger, GivesBlanksForColumnsThatTheFileHasNot) {
  const Ledger ledger = disputes();
  EXPECT_FALSE(ledger.has("rectified"));
  EXPECT_TRUE(ledger.has("filed"));
  EXPECT_THAT(ledger.dates("rectified"), ElementsAre(kNever, kNever));
  EXPECT_THAT(ledger.choices("co_defendant"), ElementsAre(0, 0));
  EXPECT_EQ(ledger.names("case_no")[0], "");
  const Ledger tasks =
      testing::read("tasks", "序号,重点任务,牵头单位,完成时限\n1,甲,乙,年底\n").value;
  EXPECT_THAT(tasks.numbers("weight"), ElementsAre(kBlank));
  const Ledger cases = testing::read("applications", "申请编号,收到日期\nA1,2022-03-01\n").value;
  EXPECT_TRUE(cases.date_lists("consult_sent")[0].empty());
  EXPECT_TRUE(cases.choice_lists("consult_kind")[0].empty());
}

TEST(Ledger, FindsRowsByTheirKey) {
  const Ledger ledger = disputes();
  EXPECT_EQ(ledger.key(1), "诉1");
  EXPECT_EQ(ledger.find("诉1"), 1);
  EXPECT_EQ(ledger.find("诉2"), -1);
}

TEST(Ledger, JoinsAKeyOfTwoColumns) {
  const Ledger ledger = testing::read("tasks",
                                      "清单,序号,重点任务,牵头单位,完成时限\n"
                                      "一,1,甲,乙,年底\n二,1,甲,乙,年底\n,1,甲,乙,年底\n")
                            .value;
  EXPECT_EQ(ledger.key(1), "二/1");
  EXPECT_EQ(ledger.find("二/1"), 1);
  EXPECT_EQ(ledger.find("1"), 2);
}

TEST(Ledger, FindsTheFirstOfTwoRowsWithOneKey) {
  const Ledger ledger = testing::read("responses",
                                      "编号,单位,类别,收到时间\n"
                                      "1,甲,热线,2022-01-01\n1,甲,热线,2022-01-02\n"
                                      ",甲,热线,2022-01-03\n2,甲,热线,2022-01-04\n")
                            .value;
  EXPECT_EQ(ledger.find("1"), 0);
  EXPECT_EQ(ledger.find("2"), 3);
  EXPECT_EQ(ledger.key(2), "第 4 行");
}

TEST(Ledger, NamesRowsWithoutAKeyByTheirNumber) {
  const Ledger ledger = testing::read("events", "事项类别,单位,日期\n培训,甲,2022-01-01\n").value;
  EXPECT_EQ(ledger.key(0), "第 2 行");
  EXPECT_EQ(ledger.find("第 2 行"), -1);
}

TEST(Ledger, SaysWhereACellStands) {
  const Ledger ledger = disputes();
  EXPECT_EQ(ledger.where(1, "filed"), (Where{{"file", std::string("disputes.csv")},
                                             {"row", std::int64_t{3}},
                                             {"column", std::string("filed")},
                                             {"header", std::string("立案时间")}}));
  EXPECT_EQ(ledger.where(0),
            (Where{{"file", std::string("disputes.csv")}, {"row", std::int64_t{2}}}));
}

TEST(Ledger, RefusesAColumnOfAnotherType) {
  const Ledger ledger = disputes();
  EXPECT_THAT([&] { ledger.names("filed"); },
              ThrowsMessage<DataError>(
                  "ledger disputes: column 'filed' is of another type than asked for"));
  EXPECT_THAT([&] { ledger.dates("colour"); },
              ThrowsMessage<DataError>("ledger disputes has no column 'colour'"));
}

}  // namespace
}  // namespace gongkai
