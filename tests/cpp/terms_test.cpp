#include "gongkai/ledger/terms.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

#include "gongkai/base/error.hpp"

namespace gongkai {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::ThrowsMessage;

const Terms& terms() {
  static const Terms all = [] {
    std::ifstream file(GONGKAI_TEMPLATES "/terms.toml", std::ios::binary);
    return Terms::parse(std::string(std::istreambuf_iterator<char>(file), {}));
  }();
  return all;
}

std::string column(std::string_view ledger, std::string_view header) {
  return terms().header(schema(ledger), header).column;
}

std::string choice(std::string_view ledger, std::string_view column_id, std::string_view text) {
  const Schema& of = schema(ledger);
  const Field& field = of.field(column_id);
  const std::uint8_t byte = terms().choice(of, field, text);
  return byte == 0 ? "" : std::string(field.choices[byte - 1u].id);
}

std::string outcome(std::string_view text) { return choice("applications", "outcome", text); }

TEST(Plain, UnifiesWhatOfficesWriteDifferently) {
  EXPECT_EQ(plain("商业\n企业"), "商业企业");
  EXPECT_EQ(plain("　收 到\u00a0日期："), "收到日期");
  EXPECT_EQ(plain("３．危及“三安全一稳定”"), "3.危及三安全一稳定");
  EXPECT_EQ(plain("（一）【二】〔三〕[四]"), "(一)(二)(三)(四)");
  EXPECT_EQ(plain("EMS"), "ems");
  EXPECT_EQ(plain("ＥＭＳ"), "ems");
  EXPECT_EQ(plain("①⑴⒈㈠"), "1(1)1.(1)");
  EXPECT_EQ(plain("——"), "--");
  EXPECT_EQ(plain("⽇⽉"), "日月");
  EXPECT_EQ(plain(""), "");
}

TEST(TermsHeader, KnowsIdsAndOfficialHeadersExactly) {
  for (const Schema& one : schemas())
    for (const Field& field : one.fields)
      for (const std::string_view header : {field.id, field.header}) {
        const HeaderMatch match = terms().header(one, header);
        EXPECT_EQ(match.column, field.id) << one.id << " " << header;
        EXPECT_TRUE(match.exact) << one.id << " " << header;
        EXPECT_FALSE(match.weak) << one.id << " " << header;
      }
}

TEST(TermsHeader, SeesThroughNotesStarsAndLineBreaks) {
  EXPECT_EQ(column("applications", "*收到日期"), "received");
  EXPECT_EQ(column("applications", "收到\n日期（必填）"), "received");
  EXPECT_EQ(column("applications", "收到日期："), "received");
  EXPECT_EQ(column("publications", "现行有效件数 (历史累计)"), "valid");
  EXPECT_EQ(column("publications", "本年收费金额（单位：万元）"), "fees");
  EXPECT_EQ(column("publications", "本年收费金额"), "fees");
  EXPECT_EQ(column("applications", "收费金额（元）"), "fee_amount");
  EXPECT_EQ(column("applications", "补正（告知）日期"), "correction_notice");
}

TEST(TermsHeader, RefusesMoneyInAnotherUnit) {
  EXPECT_EQ(column("publications", "本年收费金额（元）"), "");
  EXPECT_EQ(column("applications", "收费金额（万元）"), "");
  EXPECT_EQ(column("applications", "收费金额（单位：亿元）"), "");
}

TEST(TermsHeader, KnowsTheAliasesOfEachLedger) {
  EXPECT_EQ(column("applications", "收件日期"), "received");
  EXPECT_EQ(column("applications", "答复时间"), "answered");
  EXPECT_EQ(column("applications", "交邮日期"), "delivered");
  EXPECT_EQ(column("applications", "申请渠道"), "channel");
  EXPECT_EQ(column("applications", "意见反馈日期"), "consult_back");
  EXPECT_EQ(column("tasks", "工作任务"), "title");
  EXPECT_EQ(column("tasks", "时限要求"), "due");
  EXPECT_EQ(column("disputes", "案号"), "dispute_no");
  EXPECT_EQ(column("policies", "发文字号"), "policy");
  EXPECT_EQ(column("pushes", "是否已读"), "opened");
  EXPECT_EQ(column("pushes", "应兑金额（元）"), "payable");
  EXPECT_EQ(column("pushes", "应兑金额（万元）"), "");
  EXPECT_EQ(column("responses", "工单编号"), "id");
  EXPECT_EQ(column("responses", "答复时间"), "closed");
  EXPECT_EQ(column("disclosures", "公开领域"), "kind");
  EXPECT_EQ(column("disclosures", "村（社区）"), "village");
  EXPECT_EQ(column("events", "开展时间"), "date");
  EXPECT_EQ(column("ratings", "实施主体"), "unit");
  EXPECT_FALSE(terms().header(schema("applications"), "收件日期").exact);
  EXPECT_FALSE(terms().header(schema("applications"), "收件日期").weak);
}

TEST(TermsHeader, TakesTheUnitButNeverTheOfficeInside) {
  for (const Schema& one : schemas()) {
    if (one.index("unit") < 0 || one.id == "units") continue;
    for (const char* header : {"承办单位", "办理单位", "主办单位"})
      EXPECT_EQ(column(one.id, header), "unit") << one.id;
  }
  for (const Schema& one : schemas())
    for (const char* header : {"承办科室", "责任科室"}) EXPECT_EQ(column(one.id, header), "");
}

TEST(TermsHeader, CallsWeakWhatCountsOnlyWhereNothingElseDoes) {
  const Schema& applications = schema("applications");
  EXPECT_EQ(column("applications", "序号"), "case_no");
  EXPECT_TRUE(terms().header(applications, "序号").weak);
  for (const char* header : {"申请日期", "申请时间", "登记日期", "受理日期"}) {
    EXPECT_EQ(column("applications", header), "received");
    EXPECT_TRUE(terms().header(applications, header).weak) << header;
  }
  for (const char* header : {"收件日期", "签收日期"})
    EXPECT_FALSE(terms().header(applications, header).weak) << header;
  EXPECT_FALSE(terms().header(schema("tasks"), "序号").weak);
  EXPECT_EQ(column("tasks", "责任单位"), "leads");
  EXPECT_TRUE(terms().header(schema("tasks"), "责任单位").weak);
}

TEST(TermsHeader, LeavesOtherHeadersUnknown) {
  EXPECT_EQ(column("applications", "颜色"), "");
  EXPECT_EQ(column("applications", ""), "");
  EXPECT_EQ(column("applications", "（）"), "");
}

TEST(TermsChoice, KnowsEveryIdAndEveryLabel) {
  for (const Schema& one : schemas())
    for (const Field& field : one.fields)
      for (const Choice& each : field.choices) {
        EXPECT_EQ(choice(one.id, field.id, each.id), each.id);
        EXPECT_EQ(choice(one.id, field.id, each.label), each.id);
      }
}

TEST(TermsChoice, TakesALabelWithOrWithoutItsNumber) {
  for (const char* text : {"3.危及“三安全一稳定”", "危及“三安全一稳定”", "危及三安全一稳定",
                           "３．危及\"三安全一稳定\"", "3、危及三安全一稳定", "3危及三安全一稳定",
                           "（3）危及三安全一稳定", "⒊危及三安全一稳定", "三、危及三安全一稳定",
                           "REFUSED.public_safety", " 危及 三安全一稳定 "})
    EXPECT_EQ(outcome(text), "refused.public_safety") << text;
  for (const char* text :
       {"（一）予以公开", "予以公开", "一、予以公开", "(一) 予以公开", "一)予以公开", "㈠予以公开"})
    EXPECT_EQ(outcome(text), "granted") << text;
  EXPECT_EQ(outcome("其他"), "other.other");
}

TEST(TermsChoice, TakesALabelWithoutItsNote) {
  EXPECT_EQ(outcome("部分公开"), "partly_granted");
  EXPECT_EQ(outcome("（二）部分公开"), "partly_granted");
  EXPECT_EQ(outcome("部分公开（区分处理）"), "partly_granted");
  EXPECT_EQ(outcome("其他（申请人自主撤销）"), "other.other");
}

TEST(TermsChoice, TakesALabelBehindItsGroup) {
  EXPECT_EQ(outcome("不予公开：属于国家秘密"), "refused.state_secret");
  EXPECT_EQ(outcome("（三）不予公开—1.属于国家秘密"), "refused.state_secret");
  EXPECT_EQ(outcome("不予公开（国家秘密）"), "refused.state_secret");
  EXPECT_EQ(outcome("无法提供/信息不存在"), "not_provided.not_held");
  EXPECT_EQ(outcome("其他处理-其他"), "other.other");
  EXPECT_EQ(outcome("不予公开：重复申请"), "");
}

TEST(TermsChoice, DoesNotChooseARowOfAGroup) {
  for (const char* text : {"不予公开", "（三）不予公开", "无法提供", "不予处理", "其他处理",
                           "（七）总计", "3", "已办结", ""})
    EXPECT_EQ(outcome(text), "") << text;
  EXPECT_EQ(choice("applications", "applicant_kind", "法人或其他组织"), "");
  EXPECT_EQ(choice("disputes", "kind", "行政诉讼"), "");
}

TEST(TermsChoice, KnowsAcceptedWords) {
  EXPECT_EQ(choice("applications", "applicant_kind", "公民"), "natural_person");
  EXPECT_EQ(choice("applications", "channel", "信函"), "post");
  EXPECT_EQ(choice("applications", "channel", "EMS"), "post");
  EXPECT_EQ(choice("applications", "channel", "网上"), "online");
  EXPECT_EQ(choice("applications", "delivery", "当面领取"), "direct");
  EXPECT_EQ(choice("applications", "consult_kind", "第三人"), "third_party");
  EXPECT_EQ(choice("publications", "kind", "规范性文件"), "normative_documents");
  EXPECT_EQ(choice("units", "kind", "镇（街道）"), "town");
  EXPECT_EQ(outcome("信息不存在"), "not_provided.not_held");
  EXPECT_EQ(outcome("申请人撤回"), "other.other");
}

TEST(TermsChoice, KnowsTheKindsOfResponses) {
  const auto kind = [](std::string_view text) { return choice("responses", "kind", text); };
  EXPECT_EQ(kind("简单咨询"), "simple_inquiry");
  EXPECT_EQ(kind("网站留言"), "online_message");
  EXPECT_EQ(kind("来信、来访"), "letter_or_visit");
  EXPECT_EQ(kind("12345"), "hotline");
  EXPECT_EQ(kind("“我为政府网站找错”留言"), "website_problem");
  // Whether it is a simple one cannot be told.
  EXPECT_EQ(kind("咨询"), "");
}

TEST(TermsChoice, MapsTheResultsOfReviewsAndSuits) {
  const auto result = [](std::string_view text) { return choice("disputes", "outcome", text); };
  for (const char* text : {"维持", "驳回行政复议请求", "判决驳回诉讼请求"})
    EXPECT_EQ(result(text), "upheld") << text;
  for (const char* text : {"变更", "撤销", "部分撤销", "确认违法", "限期履行", "确认无效", "给付"})
    EXPECT_EQ(result(text), "corrected") << text;
  for (const char* text : {"不予受理", "驳回申请", "终止", "撤回", "和解", "调解", "不予立案",
                           "裁定驳回起诉", "准许撤诉", "移送"})
    EXPECT_EQ(result(text), "other") << text;
  EXPECT_EQ(result("审理中"), "pending");
  // The request or the application may have been rejected.
  EXPECT_EQ(result("驳回"), "");
}

TEST(TermsChoice, SaysWhereAWordIsFinerThanTheList) {
  const Schema& disputes = schema("disputes");
  const Field& field = disputes.field("outcome");
  bool detail = false;
  EXPECT_EQ(terms().choice(disputes, field, "调解", &detail), choice_of(field.choices, "other"));
  EXPECT_TRUE(detail);
  EXPECT_EQ(terms().choice(disputes, field, "结果维持", &detail), 1);
  EXPECT_FALSE(detail);
  EXPECT_EQ(terms().choice(disputes, field, "维持", &detail), 1);
  EXPECT_FALSE(detail);
  detail = true;
  EXPECT_EQ(terms().choice(disputes, field, "驳回", &detail), 0);
  EXPECT_FALSE(detail);
}

TEST(TermsApplicant, KnowsOrganisationsByTheirLastWord) {
  const auto kind = [](std::string_view name, std::string_view given = "natural_person") {
    const auto byte = terms().applicant_kind(name, choice_of(applicant_kinds(), given));
    return byte == 0 ? std::string_view{} : applicant_kinds()[byte - 1u].id;
  };
  EXPECT_EQ(kind("浙江某某律师事务所"), "legal_service");
  EXPECT_EQ(kind("浙江某某律师事务所（普通合伙）"), "legal_service");
  EXPECT_EQ(kind("德清 某某 有限公司"), "enterprise");
  EXPECT_EQ(kind("某某研究院"), "research_institute");
  EXPECT_EQ(kind("某某师范大学"), "research_institute");
  EXPECT_EQ(kind("某某环保基金会"), "public_welfare");
  EXPECT_EQ(kind("某某行业协会"), "public_welfare");
  EXPECT_EQ(kind("某某小区业主委员会"), "other_organisation");
  EXPECT_EQ(kind("某某有限公司", "other_organisation"), "enterprise");
  // What speaks for both is left alone, and so is what agrees.
  EXPECT_EQ(kind("某某研究院有限公司", "research_institute"), "");
  EXPECT_EQ(kind("某某研究院有限公司", "enterprise"), "");
  EXPECT_EQ(kind("某某律师事务所", "legal_service"), "");
}

TEST(TermsApplicant, NeverDoubtsAPerson) {
  for (const char* name :
       {"张三", "王大学", "欧阳大学", "李协会", "司马公司", "张某某", "王公司", "买买提·艾力大学",
        "阿卜杜拉•某某公司", "张三（浙江某某律师事务所）", "张三、浙江某某有限公司",
        "张三委托浙江某某律师事务所", "", "大学", "公司"})
    EXPECT_EQ(terms().applicant_kind(name, 1), 0) << name;
}

TEST(TermsBlank, KnowsHowOfficesWriteNothing) {
  for (const char* text : {"", " ", "\u00a0", "　", "/", "／", "-", "—", "——", "--", "无", "空",
                           "null", "NULL", "N/A", "&nbsp;", "\\"})
    EXPECT_TRUE(terms().is_blank(text)) << text;
  for (const char* text : {"0", "零", "-5", "无法提供", "2022-08-24", "是", "否"})
    EXPECT_FALSE(terms().is_blank(text)) << text;
}

TEST(TermsSkip, KnowsRowsThatAreNoRowsOfTheLedger) {
  for (const char* text : {"合计", "合 计", "小计：", "总计（件）", "备注：以上不含撤回件",
                           "注：1.", "注: 数据截至年底", "填表人：张三", "填报日期：2022-12-31"})
    EXPECT_TRUE(terms().opens_skipped_row(text)) << text;
  for (const char* text : {"注册登记信息", "2022-001", "县统计局", "", "注"})
    EXPECT_FALSE(terms().opens_skipped_row(text)) << text;
}

TEST(TermsCollective, KnowsWhomACollectiveLeadStandsFor) {
  EXPECT_THAT(terms().collective("各镇（街道）"), ElementsAre("town"));
  EXPECT_THAT(terms().collective("各镇(街道)"), ElementsAre("town"));
  EXPECT_THAT(terms().collective("各乡镇（街道）"), ElementsAre("town"));
  EXPECT_THAT(terms().collective("各有关部门"), ElementsAre("department"));
  EXPECT_THAT(terms().collective("县级部门"), ElementsAre("department"));
  EXPECT_THAT(terms().collective("各有关单位"),
              ElementsAre("department", "town", "enterprise", "stationed"));
  EXPECT_THAT(terms().collective("县教育局"), IsEmpty());
}

TEST(TermsYear, AddsTheHeadersOfAYearFolder) {
  const Terms more = terms().with_headers(
      "body = \"德清县\"\n[headers]\n\"收文日\" = \"received\"\n[headers.responses]\n"
      "\"来话时间\" = \"opened\"\n");
  EXPECT_EQ(more.header(schema("applications"), "收文日").column, "received");
  EXPECT_EQ(more.header(schema("responses"), "来话时间").column, "opened");
  EXPECT_EQ(more.header(schema("applications"), "来话时间").column, "");
  EXPECT_EQ(column("applications", "收文日"), "");
}

TEST(TermsYear, StrengthensAWeakHeader) {
  const Terms more = terms().with_headers("[headers.applications]\n\"申请日期\" = \"received\"\n");
  EXPECT_FALSE(more.header(schema("applications"), "申请日期").weak);
}

TEST(TermsYear, ChangesNothingWithoutHeaders) {
  EXPECT_EQ(terms().with_headers("year = 2022").header(schema("tasks"), "时限").column, "due");
}

TEST(TermsYear, RefusesWhatNoLedgerHas) {
  EXPECT_THAT([] { terms().with_headers("[headers]\n\"颜色\" = \"colour\"\n"); },
              ThrowsMessage<DataError>("year.toml line 2: no ledger has a column 'colour'"));
  EXPECT_THAT([] { terms().with_headers("[headers.cases]\n\"颜色\" = \"colour\"\n"); },
              ThrowsMessage<DataError>("year.toml line 1: unknown ledger 'cases'"));
  EXPECT_THAT([] { terms().with_headers("[headers.tasks]\n\"颜色\" = \"colour\"\n"); },
              ThrowsMessage<DataError>("year.toml line 2: ledger tasks has no column 'colour'"));
}

TEST(TermsParse, RefusesWhatItDoesNotKnow) {
  EXPECT_THAT([] { Terms::parse("\n[cases.headers]\n"); },
              ThrowsMessage<DataError>("terms.toml line 2: unknown ledger 'cases'"));
  EXPECT_THAT([] { Terms::parse("[tasks.heads]\n"); },
              ThrowsMessage<DataError>("terms.toml line 1: unknown key 'heads'"));
  EXPECT_THAT([] { Terms::parse("[tasks.headers]\ncolour = [\"颜色\"]\n"); },
              ThrowsMessage<DataError>("terms.toml line 2: ledger tasks has no column 'colour'"));
  EXPECT_THAT([] { Terms::parse("[units.words.colour]\nred = [\"红\"]\n"); },
              ThrowsMessage<DataError>("terms.toml line 1: ledger units has no column 'colour'"));
  EXPECT_THAT([] { Terms::parse("[units.words.unit]\nred = [\"红\"]\n"); },
              ThrowsMessage<DataError>("terms.toml line 1: column 'unit' takes no closed list"));
  EXPECT_THAT([] { Terms::parse("[units.words.kind]\nred = [\"红\"]\n"); },
              ThrowsMessage<DataError>("terms.toml line 2: unknown choice 'red' of column 'kind'"));
  EXPECT_THAT([] { Terms::parse("[collective]\n\"各村\" = [\"village\"]\n"); },
              ThrowsMessage<DataError>("terms.toml line 2: unknown unit kind 'village'"));
  EXPECT_THAT([] { Terms::parse("[applicant_names]\nfirm = [\"公司\"]\n"); },
              ThrowsMessage<DataError>("terms.toml line 2: unknown applicant kind 'firm'"));
}

TEST(TermsParse, RefusesAWordWithTwoMeanings) {
  EXPECT_THAT([] { Terms::parse("[tasks.headers]\ntitle = [\"任务\"]\nlist = [\"任 务\"]\n"); },
              ThrowsMessage<DataError>(
                  "terms.toml line 3: header '任 务' stands for both 'title' and 'list'"));
  EXPECT_THAT([] { Terms::parse("[units.words.kind]\ntown = [\"局\"]\ndepartment = [\"局\"]\n"); },
              ThrowsMessage<DataError>(
                  "terms.toml line 3: word '局' stands for both 'town' and 'department'"));
}

TEST(TermsParse, KnowsTheOfficialWordsWithoutAFile) {
  const Terms bare = Terms::parse("");
  EXPECT_EQ(bare.header(schema("tasks"), "完成时限").column, "due");
  EXPECT_EQ(bare.header(schema("tasks"), "时限").column, "");
  EXPECT_TRUE(bare.is_blank(" "));
  EXPECT_FALSE(bare.is_blank("/"));
}

}  // namespace
}  // namespace gongkai
