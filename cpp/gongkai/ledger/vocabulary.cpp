// Closed lists and labels of the statutory form, to the letter.
#include "gongkai/ledger/vocabulary.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace gongkai {
namespace {

constexpr std::array<Choice, 6> kApplicantKinds{{
    {"natural_person", "自然人"},
    {"enterprise", "商业企业"},
    {"research_institute", "科研机构"},
    {"public_welfare", "社会公益组织"},
    {"legal_service", "法律服务机构"},
    {"other_organisation", "其他"},
}};

constexpr std::array<Choice, 21> kOutcomes{{
    {"granted", "（一）予以公开"},
    {"partly_granted", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"},
    {"refused.state_secret", "1.属于国家秘密"},
    {"refused.forbidden_by_law", "2.其他法律行政法规禁止公开"},
    {"refused.public_safety", "3.危及“三安全一稳定”"},
    {"refused.third_party", "4.保护第三方合法权益"},
    {"refused.internal_affairs", "5.属于三类内部事务信息"},
    {"refused.deliberative", "6.属于四类过程性信息"},
    {"refused.enforcement_file", "7.属于行政执法案卷"},
    {"refused.registry_query", "8.属于行政查询事项"},
    {"not_provided.not_held", "1.本机关不掌握相关政府信息"},
    {"not_provided.needs_creation", "2.没有现成信息需要另行制作"},
    {"not_provided.unclear", "3.补正后申请内容仍不明确"},
    {"not_processed.petition", "1.信访举报投诉类申请"},
    {"not_processed.repeat", "2.重复申请"},
    {"not_processed.publication", "3.要求提供公开出版物"},
    {"not_processed.excessive", "4.无正当理由大量反复申请"},
    {"not_processed.reconfirmation", "5.要求行政机关确认或重新出具已获取信息"},
    {"other.not_corrected", "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"},
    {"other.fee_unpaid",
     "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"},
    {"other.other", "3.其他"},
}};

constexpr std::array<Choice, 6> kChannels{{
    {"in_person", "当面"},
    {"post", "邮寄"},
    {"online", "网络"},
    {"fax", "传真"},
    {"email", "电子邮件"},
    {"other", "其他"},
}};

constexpr std::array<Choice, 3> kConsultKinds{{
    {"third_party", "第三方"},
    {"co_producer", "共同制作机关"},
    {"other_organ", "其他机关"},
}};

constexpr std::array<Choice, 3> kDeliveries{{
    {"direct", "直接送达"},
    {"post", "邮寄"},
    {"online", "网络"},
}};

constexpr std::array<Choice, 3> kDisputeKinds{{
    {"review", "行政复议"},
    {"suit_direct", "未经复议直接起诉"},
    {"suit_after_review", "复议后起诉"},
}};

constexpr std::array<Choice, 4> kDisputeResults{{
    {"upheld", "结果维持"},
    {"corrected", "结果纠正"},
    {"other", "其他结果"},
    {"pending", "尚未审结"},
}};

constexpr std::array<Choice, 6> kPublicationKinds{{
    {"regulations", "规章"},
    {"normative_documents", "行政规范性文件"},
    {"licences", "行政许可"},
    {"penalties", "行政处罚"},
    {"coercions", "行政强制"},
    {"fees", "行政事业性收费"},
}};

constexpr std::array<Choice, 5> kUnitKinds{{
    {"department", "部门"},
    {"town", "镇街"},
    {"enterprise", "公共企事业"},
    {"stationed", "驻县单位"},
    {"government", "政府"},
}};

constexpr std::array<Choice, 6> kResponseKinds{{
    {"simple_inquiry", "简单咨询"},
    {"online_message", "网民留言"},
    {"letter_or_visit", "来信来访"},
    {"hotline", "热线"},
    {"website_problem", "网站问题"},
    {"other", "其他"},
}};

// Ids that end in .2019 belong to the trial form of 2019 only.
constexpr std::array kTable2{
    Choice{"head.item1", "第二十条第（一）项"},
    Choice{"head.item5", "第二十条第（五）项"},
    Choice{"head.item6", "第二十条第（六）项"},
    Choice{"head.item8", "第二十条第（八）项"},
    Choice{"kind", "信息内容"},
    Choice{"made", "本年制发件数"},
    Choice{"repealed", "本年废止件数"},
    Choice{"valid", "现行有效件数"},
    Choice{"decisions", "本年处理决定数量"},
    Choice{"fees_wan", "本年收费金额（单位：万元）"},
    Choice{"head.item9.2019", "第二十条第（九）项"},
    Choice{"made.2019", "本年新制作数量"},
    Choice{"published.2019", "本年新公开数量"},
    Choice{"valid.2019", "对外公开总数量"},
    Choice{"previous.2019", "上一年项目数量"},
    Choice{"change.2019", "本年增/减"},
    Choice{"decisions.2019", "处理决定数量"},
    Choice{"normative_documents.2019", "规范性文件"},
    Choice{"other_services.2019", "其他对外管理服务事项"},
    Choice{"procurement.2019", "政府集中采购"},
    Choice{"items.2019", "采购项目数量"},
    Choice{"amount.2019", "采购总金额"},
};

constexpr std::array kTable3{
    Choice{"new_received", "一、本年新收政府信息公开申请数量"},
    Choice{"carried_over", "二、上年结转政府信息公开申请数量"},
    Choice{"closed_total", "（七）总计"},
    Choice{"carried_forward", "四、结转下年度继续办理"},
    Choice{"group.closed", "三、本年度办理结果"},
    Choice{"group.refused", "（三）不予公开"},
    Choice{"group.not_provided", "（四）无法提供"},
    Choice{"group.not_processed", "（五）不予处理"},
    Choice{"group.other", "（六）其他处理"},
    Choice{"other.2019", "（六）其他处理"},
    Choice{"head.identity", "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"},
    Choice{"head.applicants", "申请人情况"},
    Choice{"head.organisations", "法人或其他组织"},
    Choice{"total", "总计"},
};

constexpr std::array kTable4{
    Choice{"head.review", "行政复议"},
    Choice{"head.suit", "行政诉讼"},
    Choice{"total", "总计"},
};

constexpr std::array kSections{
    Choice{"overview", "一、总体情况"},
    Choice{"proactive", "二、主动公开政府信息情况"},
    Choice{"applications", "三、收到和处理政府信息公开申请情况"},
    Choice{"disputes", "四、政府信息公开行政复议、行政诉讼情况"},
    Choice{"problems", "五、存在的主要问题及改进情况"},
    Choice{"other", "六、其他需要报告的事项"},
    Choice{"problems.2019", "五、政府信息公开工作存在的主要问题及改进情况"},
};

constexpr std::array kReport{
    Choice{"title", "政府信息公开工作年度报告"},
    Choice{"year", "年"},
};

// What stands in a cell that holds no number, and the unit that some write behind one.
constexpr std::array kFigures{
    Choice{"not_applicable", "不适用"}, Choice{"not_held", "本机关不掌握"},
    Choice{"withheld", "不予公开"},     Choice{"nothing", "无"},
    Choice{"wan_yuan", "万元"},
};

// What opens the first cell of a row that only shows how to fill in.
constexpr std::array kLedger{Choice{"example", "示例"}};

constexpr std::array kTruths{Choice{"yes", "是"}, Choice{"no", "否"}};

std::string_view find(Choices choices, std::string_view id) {
  const auto found = std::ranges::find(choices, id, &Choice::id);
  return found == choices.end() ? std::string_view{} : found->label;
}

}  // namespace

Choices applicant_kinds() { return kApplicantKinds; }
Choices outcomes() { return kOutcomes; }
Choices channels() { return kChannels; }
Choices consult_kinds() { return kConsultKinds; }
Choices deliveries() { return kDeliveries; }
Choices dispute_kinds() { return kDisputeKinds; }
Choices dispute_results() { return kDisputeResults; }
Choices publication_kinds() { return kPublicationKinds; }
Choices unit_kinds() { return kUnitKinds; }
Choices response_kinds() { return kResponseKinds; }

std::string_view label(std::string_view list, std::string_view id) {
  // A table's rows and columns that are choices keep their label in the closed list alone.
  struct List {
    std::string_view id;
    std::array<Choices, 4> parts;
  };
  static constexpr std::array<List, 15> kLists{{
      {"table2", {kTable2, kPublicationKinds}},
      {"table3", {kTable3, kOutcomes, kApplicantKinds}},
      {"table4", {kTable4, kDisputeKinds, kDisputeResults}},
      {"section", {kSections}},
      {"report", {kReport}},
      {"figure", {kFigures}},
      // Columns whose ids stand in groups: no id has two labels in the ledgers that have the
      // column.
      {"applicant_kind", {kApplicantKinds}},
      {"channel", {kChannels}},
      {"consult_kind", {kConsultKinds}},
      {"delivery", {kDeliveries}},
      {"outcome", {kOutcomes, kDisputeResults}},
      {"kind", {kDisputeKinds, kPublicationKinds, kUnitKinds, kResponseKinds}},
      {"unit_kind", {kUnitKinds}},
      {"ledger", {kLedger}},
      {"truth", {kTruths}},
  }};
  const auto found = std::ranges::find(kLists, list, &List::id);
  if (found == kLists.end()) return {};
  for (const Choices part : found->parts)
    if (const auto text = find(part, id); !text.empty()) return text;
  return {};
}

std::uint8_t choice_of(Choices choices, std::string_view id) {
  const auto found = std::ranges::find(choices, id, &Choice::id);
  if (found == choices.end()) return 0;
  return static_cast<std::uint8_t>(found - choices.begin() + 1);
}

}  // namespace gongkai
