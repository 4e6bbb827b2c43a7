// The ledgers beside the statutory tables: policies, pushes, responses, disclosures, events,
// ratings. All rows are invented.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ledger_help.hpp"

namespace gongkai {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> names(const arrow::Table& table) {
  std::vector<std::string> all;
  for (const arrow::Column& column : table.columns) all.push_back(column.name);
  return all;
}

TEST(Policies, AreReadWithTheirDates) {
  const auto checked =
      testing::read("policies",
                    "发文字号,政策名称,制定机关,印发日期,解读日期,政策包,"
                    "符合条件对象数\n"
                    "德政办发〔2022〕1号,惠企二十条,县经信局,2022年3月1日,2022.3.3,"
                    "惠企,\"1,200家\"\n");
  EXPECT_THAT(checked.findings, IsEmpty());
  const Ledger& ledger = checked.value;
  EXPECT_EQ(ledger.key(0), "德政办发〔2022〕1号");
  EXPECT_THAT(ledger.dates("issued"), ElementsAre(*civil(2022, 3, 1)));
  EXPECT_THAT(ledger.dates("interpreted"), ElementsAre(*civil(2022, 3, 3)));
  EXPECT_THAT(ledger.numbers("eligible"), ElementsAre(1200));
}

TEST(Pushes, AreReadWithFlagsTimesAndMoney) {
  const auto checked =
      testing::read("pushes",
                    "政策编号,统一社会信用代码,推送渠道,推送时间,是否送达,是否打开,是否符合条件,"
                    "是否申报,是否看完,应兑金额,实兑金额（元）,是否兑现\n"
                    "P1,91330521000000001X,短信,2022-05-01 09:30:15,是,2022-05-02 08:00,√,1,Y,"
                    "\"10,000\",9999.99,有\n"
                    "P1,330521199001010011,浙里办,2022年5月1日 9时30分,否,无,×,0,N,,,/\n");
  EXPECT_THAT(testing::kinds(checked.findings), ElementsAre("ledger.choice day"));
  const Ledger& ledger = checked.value;
  EXPECT_EQ(ledger.names("recipient")[0], "91330521000000001X");
  EXPECT_EQ(ledger.names("recipient")[1], "330521199001010011");
  EXPECT_THAT(ledger.dates("sent"), ElementsAre(*civil(2022, 5, 1), *civil(2022, 5, 1)));
  EXPECT_THAT(ledger.choices("delivered"), ElementsAre(2, 1));
  EXPECT_THAT(ledger.choices("opened"), ElementsAre(2, 1));
  EXPECT_THAT(ledger.choices("redeemed"), ElementsAre(2, 0));
  EXPECT_THAT(ledger.numbers("payable"), ElementsAre(1'000'000, kBlank));
  EXPECT_THAT(ledger.numbers("paid"), ElementsAre(999'999, kBlank));
  EXPECT_EQ(ledger.key(1), "第 3 行");
}

TEST(Responses, AreReadWithTimesOfDay) {
  const auto checked = testing::read("responses",
                                     "工单编号,承办部门,类别,来源,收到时间,办结时间,公开日期\n"
                                     "W1,县教育局,简单咨询,网站,2022-03-01 23:59:59,2022-03-02 "
                                     "08:00,2022/3/3\n"
                                     "W2,县民政局,12345热线,热线,2022年3月1日 下午3:30,,\n");
  EXPECT_THAT(checked.findings, IsEmpty());
  const Ledger& ledger = checked.value;
  EXPECT_THAT(ledger.dates("opened"), ElementsAre(*civil(2022, 3, 1), *civil(2022, 3, 1)));
  EXPECT_THAT(ledger.dates("closed"), ElementsAre(*civil(2022, 3, 2), kNever));
  EXPECT_THAT(ledger.choices("kind"), ElementsAre(1, 4));
  EXPECT_EQ(ledger.find("W2"), 1);
}

TEST(Disclosures, TakeAnyFieldAndStage) {
  const auto checked =
      testing::read("disclosures",
                    "公开事项,公开领域,公开环节,责任单位,村（社区）,形成日期,公开日期,链接\n"
                    "施工招标,重大建设项目,招标投标,县发改局,,2022-03-01,2022-03-05,"
                    "http://www.example.gov.cn/1\n"
                    "低保名单,社会救助,结果公示,某镇,某村,2022-03-01,,\n");
  EXPECT_THAT(checked.findings, IsEmpty());
  EXPECT_EQ(checked.value.names("stage")[1], "结果公示");
  EXPECT_EQ(checked.value.names("village")[1], "某村");
  EXPECT_FALSE(checked.value.has("due"));
  EXPECT_THAT(checked.value.dates("due"), ElementsAre(kNever, kNever));
}

TEST(Events, CountWhatTheySay) {
  const auto checked = testing::read("events",
                                     "事项类别,单位,日期,数量,说明\n培训,县府办,2022-06-01,2场,"
                                     "业务培训\n错链,县府办,2022-06-02,,\n");
  EXPECT_THAT(checked.findings, IsEmpty());
  EXPECT_THAT(checked.value.numbers("quantity"), ElementsAre(2'000'000, kBlank));
}

TEST(Ratings, KeepScoresExact) {
  const auto checked = testing::read(
      "ratings",
      "事项,单位,评价日期,评分,办件量\n不动产登记,县资规局,2022-06-01,9.87分,\"1,234件\"\n");
  EXPECT_THAT(checked.findings, IsEmpty());
  EXPECT_THAT(checked.value.numbers("score"), ElementsAre(9'870'000));
  EXPECT_THAT(checked.value.numbers("cases"), ElementsAre(1234));
}

TEST(OtherLedgers, BecomeTablesWithTheirIds) {
  const arrow::Table pushes =
      to_table(testing::read("pushes",
                             "政策编号,推送对象,推送渠道,推送时间,是否送达,实兑金额\n"
                             "P1,甲,短信,2022-05-01,是,12.34\n")
                   .value);
  EXPECT_THAT(names(pushes),
              ElementsAre("policy", "recipient", "channel", "sent", "delivered", "paid"));
  EXPECT_THAT(std::get<std::vector<Date>>(pushes.columns[3].values),
              ElementsAre(*civil(2022, 5, 1)));
  EXPECT_THAT(std::get<std::vector<std::uint8_t>>(pushes.columns[4].values), ElementsAre(1));
  EXPECT_THAT(std::get<std::vector<double>>(pushes.columns[5].values), ElementsAre(12.34));
  const arrow::Table responses = to_table(
      testing::read("responses", "编号,单位,类别,收到时间\n1,甲,hotline,2022-05-01\n").value);
  EXPECT_EQ(std::get<arrow::Texts>(responses.columns[2].values)[0], "热线");
}

TEST(OtherLedgers, HaveTheirKeysAndNoOthers) {
  EXPECT_THAT(testing::kinds(testing::read("policies", "政策编号\nP1\nP1\n").findings),
              ElementsAre("ledger.key twice"));
  EXPECT_THAT(
      testing::kinds(testing::read("responses",
                                   "编号,单位,类别,收到时间\n1,甲,热线,2022-01-01\n1,甲,热线,"
                                   "2022-01-01\n")
                         .findings),
      ElementsAre("ledger.key twice"));
  EXPECT_THAT(
      testing::read("pushes", "政策编号,推送对象,推送渠道\nP1,甲,短信\nP1,乙,短信\n").findings,
      IsEmpty());
  EXPECT_THAT(
      testing::read("events", "事项类别,单位,日期\n培训,甲,2022-01-01\n培训,甲,2022-01-02\n")
          .findings,
      IsEmpty());
}

}  // namespace
}  // namespace gongkai
