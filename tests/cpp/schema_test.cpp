#include "gongkai/ledger/schema.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "gongkai/base/error.hpp"

namespace gongkai {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::ThrowsMessage;

template <class Keep>
std::vector<std::string> columns(std::string_view ledger, Keep keep) {
  std::vector<std::string> all;
  for (const Field& field : schema(ledger).fields)
    if (keep(field)) all.emplace_back(field.id);
  return all;
}

std::vector<std::string> required(std::string_view ledger) {
  return columns(ledger, [](const Field& field) { return field.required; });
}

TEST(Schema, KnowsElevenLedgers) {
  std::vector<std::string> all;
  for (const Schema& one : schemas()) all.emplace_back(one.id);
  EXPECT_THAT(all,
              ElementsAre("units", "applications", "disputes", "tasks", "publications", "policies",
                          "pushes", "responses", "disclosures", "events", "ratings"));
}

TEST(Schema, HasTheColumnsOfAnApplicationInTheOrderWritten) {
  std::vector<std::string> found;
  for (const Field& field : schema("applications").fields)
    found.push_back(std::string(field.id).append(" ").append(field.header));
  EXPECT_THAT(
      found, ElementsAre(
                 "case_no 申请编号", "unit 单位", "applicant 申请人", "applicant_kind 申请人类型",
                 "channel 申请方式", "received 收到日期", "correction_notice 补正告知日期",
                 "corrected 补正收到日期", "consult_sent 征求意见日期", "consult_kind 征求对象",
                 "consult_received 对方收到日期", "consult_back 意见收到日期",
                 "extended 延期告知日期", "extension_days 延长工作日", "delayed_until 延迟答复日期",
                 "legal_review 法制审查", "fee_notice 收费通知日期", "fee_amount 收费金额",
                 "fee_paid 缴费日期", "answered 答复日期", "outcome 答复结果", "delivery 送达方式",
                 "delivered 送达日期", "pages 页数", "items 件数"));
}

TEST(Schema, HasTheHeadersOfTheOtherLedgers) {
  const auto headers = [](std::string_view ledger) {
    std::string all;
    for (const Field& field : schema(ledger).fields) all.append(field.header).append(" ");
    return all;
  };
  EXPECT_EQ(headers("units"), "单位 上级单位 单位类别 设立日期 撤销日期 承接单位 ");
  EXPECT_EQ(headers("disputes"),
            "案件编号 申请编号 单位 争议类型 立案日期 审结日期 审结结果 共同被告 整改日期 ");
  EXPECT_EQ(headers("tasks"),
            "序号 重点任务 清单 条款 牵头单位 完成时限 印发日期 完成日期 完成进度 权重 目标值 "
            "完成值 佐证材料 上年序号 ");
  EXPECT_EQ(headers("publications"),
            "单位 信息内容 本年制发件数 本年废止件数 现行有效件数 本年处理决定数量 "
            "本年收费金额（万元） ");
  EXPECT_EQ(headers("policies"), "政策编号 政策名称 单位 印发日期 解读日期 政策包 符合条件对象数 ");
  EXPECT_EQ(headers("pushes"),
            "政策编号 推送对象 推送渠道 单位 推送时间 是否送达 是否打开 是否符合条件 是否申报 "
            "是否看完 应兑金额 实兑金额 是否兑现 ");
  EXPECT_EQ(headers("responses"), "编号 单位 类别 来源 收到时间 办结时间 公开日期 ");
  EXPECT_EQ(headers("disclosures"),
            "事项 领域 环节 责任单位 村 形成日期 应公开日期 公开日期 链接 ");
  EXPECT_EQ(headers("events"), "事项类别 单位 日期 数量 说明 ");
  EXPECT_EQ(headers("ratings"), "事项 单位 评价日期 评分 办件量 ");
}

TEST(Schema, RequiresWhatTheContractPrintsBold) {
  EXPECT_THAT(required("units"), ElementsAre("unit"));
  EXPECT_THAT(required("applications"),
              ElementsAre("case_no", "unit", "applicant_kind", "received"));
  EXPECT_THAT(required("disputes"), ElementsAre("dispute_no", "unit", "kind", "filed", "outcome"));
  EXPECT_THAT(required("tasks"), ElementsAre("task_id", "title", "leads", "due"));
  EXPECT_THAT(required("publications"), ElementsAre("unit", "kind"));
  EXPECT_THAT(required("policies"), ElementsAre("policy"));
  EXPECT_THAT(required("pushes"), ElementsAre("policy", "recipient", "channel"));
  EXPECT_THAT(required("responses"), ElementsAre("id", "unit", "kind", "opened"));
  EXPECT_THAT(required("disclosures"), ElementsAre("item", "kind", "stage", "unit"));
  EXPECT_THAT(required("events"), ElementsAre("kind", "unit", "date"));
  EXPECT_THAT(required("ratings"), ElementsAre("service", "unit", "date", "score"));
}

TEST(Schema, CannotCountARowWithoutItsVitalValues) {
  const auto vital = [](std::string_view ledger) {
    return columns(ledger, [](const Field& field) { return field.vital; });
  };
  EXPECT_THAT(vital("applications"),
              ElementsAre("applicant_kind", "received", "answered", "outcome"));
  EXPECT_THAT(vital("disputes"), ElementsAre("kind", "filed", "outcome"));
  EXPECT_THAT(vital("tasks"), IsEmpty());
}

TEST(Schema, TakesSeveralLeadsAndSeveralConsultations) {
  const auto several = [](std::string_view ledger) {
    return columns(ledger, [](const Field& field) { return field.several; });
  };
  EXPECT_THAT(several("applications"),
              ElementsAre("consult_sent", "consult_kind", "consult_received", "consult_back"));
  EXPECT_THAT(several("tasks"), ElementsAre("leads"));
  EXPECT_THAT(several("units"), ElementsAre("successor"));  // a unit may have been split
  EXPECT_THAT(several("disputes"), IsEmpty());
}

TEST(Schema, NamesRowsByTheirKey) {
  EXPECT_THAT(schema("units").key, ElementsAre("unit"));
  EXPECT_THAT(schema("applications").key, ElementsAre("case_no"));
  EXPECT_THAT(schema("disputes").key, ElementsAre("dispute_no"));
  EXPECT_THAT(schema("tasks").key, ElementsAre("list", "task_id"));
  EXPECT_THAT(schema("policies").key, ElementsAre("policy"));
  EXPECT_THAT(schema("responses").key, ElementsAre("id"));
  for (const char* ledger : {"publications", "pushes", "disclosures", "events", "ratings"})
    EXPECT_THAT(schema(ledger).key, IsEmpty()) << ledger;
  for (const Schema& one : schemas())
    for (const std::string_view key : one.key) EXPECT_GE(one.index(key), 0) << key;
}

TEST(Schema, KeepsMoneyInFenWhateverTheHeaderSays) {
  EXPECT_EQ(schema("applications").field("fee_amount").scale, 100);
  EXPECT_EQ(schema("publications").field("fees").scale, 1'000'000);
  EXPECT_EQ(schema("pushes").field("paid").type, Type::amount);
}

TEST(Schema, GivesEveryChoiceColumnItsListAndNoOtherColumnOne) {
  for (const Schema& one : schemas())
    for (const Field& field : one.fields)
      EXPECT_EQ(field.type == Type::choice, !field.choices.empty()) << one.id << "." << field.id;
  EXPECT_EQ(schema("applications").field("outcome").choices.size(), 21u);
  EXPECT_EQ(schema("units").field("kind").choices.size(), 5u);
  EXPECT_EQ(schema("responses").field("kind").choices.size(), 6u);
  EXPECT_EQ(schema("disclosures").field("kind").type, Type::name);  // fields and stages are open
  EXPECT_EQ(schema("tasks").field("due").type, Type::deadline);
  EXPECT_EQ(schema("tasks").field("progress").type, Type::share);
}

TEST(Schema, TypesTheColumnsOfTheOtherLedgers) {
  const auto types = [](std::string_view ledger) {
    std::string all;
    for (const Field& field : schema(ledger).fields)
      all.append(field.id).append(" ").append(type_id(field.type)).append("; ");
    return all;
  };
  EXPECT_EQ(types("policies"),
            "policy name; title name; unit name; issued date; interpreted date; package name; "
            "eligible count; ");
  EXPECT_EQ(types("pushes"),
            "policy name; recipient name; channel name; unit name; sent date; delivered truth; "
            "opened truth; eligible truth; applied truth; watched truth; payable amount; paid "
            "amount; redeemed truth; ");
  EXPECT_EQ(types("responses"),
            "id name; unit name; kind choice; source name; opened date; closed date; published "
            "date; ");
  EXPECT_EQ(types("disclosures"),
            "item name; kind name; stage name; unit name; village name; formed date; due date; "
            "published date; link name; ");
  EXPECT_EQ(types("events"), "kind name; unit name; date date; quantity decimal; note name; ");
  EXPECT_EQ(types("ratings"), "service name; unit name; date date; score decimal; cases count; ");
  EXPECT_EQ(type_id(schema("tasks").field("due").type), "deadline");
  EXPECT_EQ(type_id(schema("tasks").field("progress").type), "share");
}

TEST(Schema, NamesNoColumnAndNoHeaderTwice) {
  for (const Schema& one : schemas()) {
    std::set<std::string_view> names;
    for (const Field& field : one.fields) {
      EXPECT_TRUE(names.insert(field.id).second) << one.id << "." << field.id;
      EXPECT_TRUE(names.insert(field.header).second) << one.id << "." << field.header;
    }
  }
}

TEST(Schema, FindsThePlaceOfAColumn) {
  EXPECT_EQ(schema("events").index("kind"), 0);
  EXPECT_EQ(schema("events").index("note"), 4);
  EXPECT_EQ(schema("events").index("colour"), -1);
}

TEST(Schema, RefusesAColumnThatTheLedgerHasNot) {
  EXPECT_THAT([] { schema("applications").field("colour"); },
              ThrowsMessage<DataError>("ledger applications has no column 'colour'"));
}

TEST(Schema, RefusesALedgerThatIsNone) {
  EXPECT_THAT([] { schema("cases"); }, ThrowsMessage<DataError>("unknown ledger 'cases'"));
}

}  // namespace
}  // namespace gongkai
