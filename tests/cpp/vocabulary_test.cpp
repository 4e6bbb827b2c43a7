#include "gongkai/ledger/vocabulary.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

namespace gongkai {
namespace {

using testing::ElementsAre;

std::vector<std::string> ids(Choices choices) {
  std::vector<std::string> all;
  for (const Choice& choice : choices) all.emplace_back(choice.id);
  return all;
}

std::vector<std::string> labels(Choices choices) {
  std::vector<std::string> all;
  for (const Choice& choice : choices) all.emplace_back(choice.label);
  return all;
}

TEST(Vocabulary, HasTheOutcomesOfThePublishedReportsInTheirOrder) {
  EXPECT_THAT(
      ids(outcomes()),
      ElementsAre("granted", "partly_granted", "refused.state_secret", "refused.forbidden_by_law",
                  "refused.public_safety", "refused.third_party", "refused.internal_affairs",
                  "refused.deliberative", "refused.enforcement_file", "refused.registry_query",
                  "not_provided.not_held", "not_provided.needs_creation", "not_provided.unclear",
                  "not_processed.petition", "not_processed.repeat", "not_processed.publication",
                  "not_processed.excessive", "not_processed.reconfirmation", "other.not_corrected",
                  "other.fee_unpaid", "other.other"));
}

TEST(Vocabulary, HasTheLabelsOfTableThreeToTheLetter) {
  EXPECT_THAT(
      labels(outcomes()),
      ElementsAre("（一）予以公开", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
                  "1.属于国家秘密", "2.其他法律行政法规禁止公开", "3.危及“三安全一稳定”",
                  "4.保护第三方合法权益", "5.属于三类内部事务信息", "6.属于四类过程性信息",
                  "7.属于行政执法案卷", "8.属于行政查询事项", "1.本机关不掌握相关政府信息",
                  "2.没有现成信息需要另行制作", "3.补正后申请内容仍不明确", "1.信访举报投诉类申请",
                  "2.重复申请", "3.要求提供公开出版物", "4.无正当理由大量反复申请",
                  "5.要求行政机关确认或重新出具已获取信息",
                  "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
                  "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
                  "3.其他"));
}

TEST(Vocabulary, HasTheColumnsOfTableThree) {
  EXPECT_THAT(ids(applicant_kinds()),
              ElementsAre("natural_person", "enterprise", "research_institute", "public_welfare",
                          "legal_service", "other_organisation"));
  EXPECT_THAT(labels(applicant_kinds()), ElementsAre("自然人", "商业企业", "科研机构",
                                                     "社会公益组织", "法律服务机构", "其他"));
}

TEST(Vocabulary, HasTheSmallListsOfTheLedgers) {
  EXPECT_THAT(ids(channels()), ElementsAre("in_person", "post", "online", "fax", "email", "other"));
  EXPECT_THAT(labels(channels()), ElementsAre("当面", "邮寄", "网络", "传真", "电子邮件", "其他"));
  EXPECT_THAT(ids(consult_kinds()), ElementsAre("third_party", "co_producer", "other_organ"));
  EXPECT_THAT(labels(consult_kinds()), ElementsAre("第三方", "共同制作机关", "其他机关"));
  EXPECT_THAT(ids(deliveries()), ElementsAre("direct", "post", "online"));
  EXPECT_THAT(labels(deliveries()), ElementsAre("直接送达", "邮寄", "网络"));
  EXPECT_THAT(ids(dispute_kinds()), ElementsAre("review", "suit_direct", "suit_after_review"));
  EXPECT_THAT(labels(dispute_kinds()), ElementsAre("行政复议", "未经复议直接起诉", "复议后起诉"));
  EXPECT_THAT(ids(dispute_results()), ElementsAre("upheld", "corrected", "other", "pending"));
  EXPECT_THAT(labels(dispute_results()),
              ElementsAre("结果维持", "结果纠正", "其他结果", "尚未审结"));
  EXPECT_THAT(ids(publication_kinds()), ElementsAre("regulations", "normative_documents",
                                                    "licences", "penalties", "coercions", "fees"));
  EXPECT_THAT(labels(publication_kinds()), ElementsAre("规章", "行政规范性文件", "行政许可",
                                                       "行政处罚", "行政强制", "行政事业性收费"));
  EXPECT_THAT(ids(unit_kinds()),
              ElementsAre("department", "town", "enterprise", "stationed", "government"));
  EXPECT_THAT(labels(unit_kinds()), ElementsAre("部门", "镇街", "公共企事业", "驻县单位", "政府"));
  EXPECT_THAT(ids(response_kinds()),
              ElementsAre("simple_inquiry", "online_message", "letter_or_visit", "hotline",
                          "website_problem", "other"));
  EXPECT_THAT(labels(response_kinds()),
              ElementsAre("简单咨询", "网民留言", "来信来访", "热线", "网站问题", "其他"));
}

TEST(Vocabulary, NamesNoIdTwiceInAList) {
  for (const Choices list :
       {applicant_kinds(), outcomes(), channels(), consult_kinds(), deliveries(), dispute_kinds(),
        dispute_results(), publication_kinds(), unit_kinds(), response_kinds()}) {
    const auto all = ids(list);
    EXPECT_EQ(std::set(all.begin(), all.end()).size(), all.size());
  }
}

TEST(Vocabulary, CountsBytesFromOneSoThatZeroIsNone) {
  EXPECT_EQ(choice_of(outcomes(), "granted"), 1);
  EXPECT_EQ(choice_of(outcomes(), "other.other"), 21);
  EXPECT_EQ(choice_of(outcomes(), "予以公开"), 0);
  EXPECT_EQ(choice_of(outcomes(), ""), 0);
}

TEST(Vocabulary, LabelsTheRowsAndHeadsOfTableThree) {
  EXPECT_EQ(label("table3", "new_received"), "一、本年新收政府信息公开申请数量");
  EXPECT_EQ(label("table3", "carried_over"), "二、上年结转政府信息公开申请数量");
  EXPECT_EQ(label("table3", "group.closed"), "三、本年度办理结果");
  EXPECT_EQ(label("table3", "group.refused"), "（三）不予公开");
  EXPECT_EQ(label("table3", "group.not_provided"), "（四）无法提供");
  EXPECT_EQ(label("table3", "group.not_processed"), "（五）不予处理");
  EXPECT_EQ(label("table3", "group.other"), "（六）其他处理");
  EXPECT_EQ(label("table3", "closed_total"), "（七）总计");
  EXPECT_EQ(label("table3", "carried_forward"), "四、结转下年度继续办理");
  EXPECT_EQ(label("table3", "head.identity"),
            "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）");
  EXPECT_EQ(label("table3", "head.applicants"), "申请人情况");
  EXPECT_EQ(label("table3", "head.organisations"), "法人或其他组织");
  EXPECT_EQ(label("table3", "total"), "总计");
  EXPECT_EQ(label("table3", "natural_person"), "自然人");
  EXPECT_EQ(label("table3", "other_organisation"), "其他");
  EXPECT_EQ(label("table3", "refused.public_safety"), "3.危及“三安全一稳定”");
}

TEST(Vocabulary, LabelsTableTwo) {
  EXPECT_EQ(label("table2", "head.item1"), "第二十条第（一）项");
  EXPECT_EQ(label("table2", "head.item5"), "第二十条第（五）项");
  EXPECT_EQ(label("table2", "head.item6"), "第二十条第（六）项");
  EXPECT_EQ(label("table2", "head.item8"), "第二十条第（八）项");
  EXPECT_EQ(label("table2", "kind"), "信息内容");
  EXPECT_EQ(label("table2", "made"), "本年制发件数");
  EXPECT_EQ(label("table2", "repealed"), "本年废止件数");
  EXPECT_EQ(label("table2", "valid"), "现行有效件数");
  EXPECT_EQ(label("table2", "decisions"), "本年处理决定数量");
  EXPECT_EQ(label("table2", "fees_wan"), "本年收费金额（单位：万元）");
  EXPECT_EQ(label("table2", "fees"), "行政事业性收费");
  EXPECT_EQ(label("table2", "normative_documents"), "行政规范性文件");
}

TEST(Vocabulary, LabelsTableFour) {
  EXPECT_EQ(label("table4", "head.review"), "行政复议");
  EXPECT_EQ(label("table4", "head.suit"), "行政诉讼");
  EXPECT_EQ(label("table4", "suit_direct"), "未经复议直接起诉");
  EXPECT_EQ(label("table4", "upheld"), "结果维持");
  EXPECT_EQ(label("table4", "total"), "总计");
}

TEST(Vocabulary, LabelsTheSixSections) {
  EXPECT_EQ(label("section", "overview"), "一、总体情况");
  EXPECT_EQ(label("section", "proactive"), "二、主动公开政府信息情况");
  EXPECT_EQ(label("section", "applications"), "三、收到和处理政府信息公开申请情况");
  EXPECT_EQ(label("section", "disputes"), "四、政府信息公开行政复议、行政诉讼情况");
  EXPECT_EQ(label("section", "problems"), "五、存在的主要问题及改进情况");
  EXPECT_EQ(label("section", "other"), "六、其他需要报告的事项");
}

TEST(Vocabulary, KeepsTheLabelsOfTheTrialFormApart) {
  EXPECT_EQ(label("section", "problems.2019"), "五、政府信息公开工作存在的主要问题及改进情况");
  EXPECT_EQ(label("table3", "other.2019"), "（六）其他处理");
  EXPECT_EQ(label("table2", "made.2019"), "本年新制作数量");
  EXPECT_EQ(label("table2", "published.2019"), "本年新公开数量");
  EXPECT_EQ(label("table2", "valid.2019"), "对外公开总数量");
  EXPECT_EQ(label("table2", "previous.2019"), "上一年项目数量");
  EXPECT_EQ(label("table2", "change.2019"), "本年增/减");
  EXPECT_EQ(label("table2", "decisions.2019"), "处理决定数量");
  EXPECT_EQ(label("table2", "normative_documents.2019"), "规范性文件");
  EXPECT_EQ(label("table2", "other_services.2019"), "其他对外管理服务事项");
  EXPECT_EQ(label("table2", "head.item9.2019"), "第二十条第（九）项");
  EXPECT_EQ(label("table2", "procurement.2019"), "政府集中采购");
  EXPECT_EQ(label("table2", "items.2019"), "采购项目数量");
  EXPECT_EQ(label("table2", "amount.2019"), "采购总金额");
}

TEST(Vocabulary, LabelsTheIdsThatStandInGroups) {
  EXPECT_EQ(label("applicant_kind", "enterprise"), "商业企业");
  EXPECT_EQ(label("channel", "fax"), "传真");
  EXPECT_EQ(label("delivery", "post"), "邮寄");
  EXPECT_EQ(label("consult_kind", "co_producer"), "共同制作机关");
  EXPECT_EQ(label("outcome", "refused.public_safety"), "3.危及“三安全一稳定”");
  EXPECT_EQ(label("outcome", "pending"), "尚未审结");
  EXPECT_EQ(label("unit_kind", "department"), "部门");
  EXPECT_EQ(label("kind", "suit_direct"), "未经复议直接起诉");
  EXPECT_EQ(label("kind", "regulations"), "规章");
  EXPECT_EQ(label("kind", "town"), "镇街");
  EXPECT_EQ(label("kind", "hotline"), "热线");
}

TEST(Vocabulary, HasNoLabelForWhatItDoesNotKnow) {
  EXPECT_EQ(label("table3", "lost"), "");
  EXPECT_EQ(label("table9", "total"), "");
  EXPECT_EQ(label("section", "total"), "");
}

}  // namespace
}  // namespace gongkai
