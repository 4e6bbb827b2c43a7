// Mistakes that people make in ledgers, and what they are told, word for word.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ledger_help.hpp"

namespace gongkai {
namespace {

using ::testing::Contains;

struct Mistake {
  const char* name;
  const char* ledger;
  const char* sheet;  // "" for a csv file
  std::string text;
  const char* rule;
  Severity severity;
  const char* row;
  const char* column;
  const char* found;
  const char* expected;
  const char* message;
};

void PrintTo(const Mistake& mistake, std::ostream* out) { *out << mistake.name; }

std::string applications(std::string_view row) {
  return "申请编号,单位,申请人类型,收到日期,答复日期,答复结果,送达日期\n"
         "A1,县教育局,自然人,2022-03-01,2022-03-10,予以公开,2022-03-10\n" +
         std::string(row) + "\n";
}
std::string more_applications(std::string_view header, std::string_view cells) {
  return "申请编号,单位,申请人类型,收到日期," + std::string(header) +
         "\nA1,县教育局,自然人,2022-03-01," + std::string(cells) + "\n";
}
std::string disputes(std::string_view row) {
  return "案件编号,单位,争议类型,立案日期,审结日期,审结结果\n" + std::string(row) + "\n";
}
std::string tasks(std::string_view row) {
  return "序号,重点任务,牵头单位,完成时限,完成进度\n1,公开清单,县府办,2022-06-30,50%\n" +
         std::string(row) + "\n";
}

std::string named(std::string_view applicant, std::string_view kind) {
  return "申请编号,单位,申请人,申请人类型,收到日期\nA1,县教育局," + std::string(applicant) + "," +
         std::string(kind) + ",2022-03-01\n";
}
std::string responses(std::string_view row) {
  return "编号,单位,类别,收到时间,办结时间,公开日期\n" + std::string(row) + "\n";
}
std::string pushes(std::string_view cells) {
  return "政策编号,推送对象,推送渠道,是否送达,应兑金额\nP1,甲,短信," + std::string(cells) + "\n";
}

constexpr auto kFatal = Severity::fatal;
constexpr auto kSerious = Severity::serious;
constexpr auto kHint = Severity::hint;

const Mistake kMistakes[] = {
    {"impossible_date", "applications", "", applications("A2,县教育局,自然人,2022年2月30日,,,"),
     "ledger.date", kFatal, "3", "received", "2022年2月30日", "写明年月日的日期，如 2022-08-24",
     "applications.csv 第 3 "
     "行“收到日期”：“2022年2月30日”不是日历上有的日期，应为写明年月日的日期，如 "
     "2022-08-24"},
    {"ambiguous_date", "applications", "台账", applications("A2,县教育局,自然人,2022.1,,,"),
     "ledger.date", kFatal, "3", "received", "2022.1", "只有一种读法的日期，如 2022-08-24",
     "applications.xlsx 《台账》 第 3 行“收到日期”：“2022.1”有两种读法，应为只有一种读法的日期，如 "
     "2022-08-24"},
    {"words_for_a_date", "applications", "", applications("A2,县教育局,自然人,上周,,,"),
     "ledger.date", kFatal, "3", "received", "上周", "写明年月日的日期，如 2022-08-24",
     "applications.csv 第 3 行“收到日期”：“上周”读不出日期，应为写明年月日的日期，如 2022-08-24"},
    {"month_for_a_day", "applications", "", more_applications("补正告知日期", "2022年3月"),
     "ledger.date", kSerious, "2", "correction_notice", "2022年3月", "写到日的日期，如 2022-08-24",
     "applications.csv 第 2 行“补正告知日期”：“2022年3月”没有写到日，应为写到日的日期，如 "
     "2022-08-24"},
    {"yes_for_a_date", "applications", "", more_applications("延期告知日期", "是"), "ledger.date",
     kSerious, "2", "extended", "是", "具体日期，如 2022-08-24",
     "applications.csv 第 2 行“延期告知日期”：只写了“是”，没有日期，应为具体日期，如 2022-08-24"},
    {"another_century", "applications", "", applications("A2,县教育局,自然人,1922-03-01,,,"),
     "ledger.date", kSerious, "3", "received", "1922-03-01", "介于 1992 年和 2052 年之间的日期",
     "applications.csv 第 3 行“收到日期”："
     "“1922-03-01”离本年太远，应为介于 1992 年和 2052 年之间的日期"},
    {"answered_too_early", "applications", "台账",
     applications("A2,县教育局,自然人,2022-05-10,2022-05-01,予以公开,2022-05-10"), "ledger.order",
     kFatal, "3", "answered", "2022-05-01", "不早于“收到日期”2022-05-10",
     "applications.xlsx 《台账》 "
     "第 3 行“答复日期”：“2022-05-01”先后颠倒，应不早于“收到日期”2022-05-10"},
    {"delivered_too_early", "applications", "",
     applications("A2,县教育局,自然人,2022-05-01,2022-05-10,予以公开,2022-05-09"), "ledger.order",
     kSerious, "3", "delivered", "2022-05-09", "不早于“答复日期”2022-05-10",
     "applications.csv 第 3 行“送达日期”：“2022-05-09”先后颠倒，应不早于“答复日期”2022-05-10"},
    {"paid_too_early", "applications", "",
     more_applications("收费通知日期,缴费日期", "2022-03-05,2022-03-04"), "ledger.order", kSerious,
     "2", "fee_paid", "2022-03-04", "不早于“收费通知日期”2022-03-05",
     "applications.csv 第 2 行“缴费日期”：“2022-03-04”先后颠倒，应不早于“收费通知日期”2022-03-05"},
    {"corrected_too_early", "applications", "",
     more_applications("补正告知日期,补正收到日期", "2022-03-05,2022-03-04"), "ledger.order",
     kSerious, "2", "corrected", "2022-03-04", "不早于“补正告知日期”2022-03-05",
     "applications.csv "
     "第 2 行“补正收到日期”：“2022-03-04”先后颠倒，应不早于“补正告知日期”2022-03-05"},
    {"second_opinion_too_early", "applications", "",
     more_applications("征求意见日期,意见收到日期",
                       "2022-03-05、2022-03-20,2022-03-10、2022-03-19"),
     "ledger.order", kSerious, "2", "consult_back", "2022-03-19", "不早于“征求意见日期”2022-03-20",
     "applications.csv "
     "第 2 行“意见收到日期”：“2022-03-19”先后颠倒，应不早于“征求意见日期”2022-03-20"},
    {"more_opinions_than_letters", "applications", "",
     more_applications("征求意见日期,意见收到日期", "2022-03-05,2022-03-10、2022-03-19"),
     "ledger.order", kSerious, "2", "consult_back", "2 项", "不多于“征求意见日期”的 1 项",
     "applications.csv 第 2 行“意见收到日期”：有 2 项，应不多于“征求意见日期”的 1 项"},
    {"unknown_outcome", "applications", "",
     applications("A2,县教育局,自然人,2022-03-01,2022-03-10,已处理,2022-03-10"), "ledger.choice",
     kFatal, "3", "outcome", "已处理", "规定的 21 类之一，如“（一）予以公开”",
     "applications.csv "
     "第 3 行“答复结果”：“已处理”不是规定的类别，应为规定的 21 类之一，如“（一）予以公开”"},
    {"group_for_an_outcome", "applications", "",
     applications("A2,县教育局,自然人,2022-03-01,2022-03-10,不予公开,2022-03-10"), "ledger.choice",
     kFatal, "3", "outcome", "不予公开", "规定的 21 类之一，如“（一）予以公开”",
     "applications.csv "
     "第 3 行“答复结果”：“不予公开”不是规定的类别，应为规定的 21 类之一，如“（一）予以公开”"},
    {"unknown_applicant_kind", "applications", "台账",
     applications("A2,县教育局,法人或其他组织,2022-03-01,,,"), "ledger.choice", kFatal, "3",
     "applicant_kind", "法人或其他组织",
     "自然人、商业企业、科研机构、社会公益组织、法律服务机构、其他之一",
     "applications.xlsx 《台账》 "
     "第 3 "
     "行“申请人类型”：“法人或其他组织”不是规定的类别，应为自然人、商业企业、科研机构、社会公益组织"
     "、"
     "法律服务机构、其他之一"},
    {"unknown_delivery", "applications", "", more_applications("送达方式", "托人带去"),
     "ledger.choice", kSerious, "2", "delivery", "托人带去", "直接送达、邮寄、网络之一",
     "applications.csv 第 2 行“送达方式”：“托人带去”不是规定的类别，应为直接送达、邮寄、网络之一"},
    {"no_truth", "applications", "", more_applications("法制审查", "待定"), "ledger.choice",
     kSerious, "2", "legal_review", "待定", "是或否",
     "applications.csv 第 2 行“法制审查”：“待定”看不出是或否，应为是或否"},
    {"same_case_number", "applications", "", applications("A1,县民政局,自然人,2022-03-02,,,"),
     "ledger.key", kFatal, "3", "case_no", "A1", "与第 2 行不同的编号",
     "applications.csv 第 3 行“申请编号”：编号“A1”重复，应为与第 2 行不同的编号"},
    {"no_case_number", "applications", "", applications(",县民政局,自然人,2022-03-02,,,"),
     "ledger.blank", kFatal, "3", "case_no", "", "申请编号",
     "applications.csv 第 3 行“申请编号”：空着，应填申请编号"},
    {"no_received", "applications", "", applications("A2,县民政局,自然人,/,,,"), "ledger.blank",
     kFatal, "3", "received", "", "收到日期",
     "applications.csv 第 3 行“收到日期”：空着，应填收到日期"},
    {"no_unit", "applications", "", applications("A2,,自然人,2022-03-02,,,"), "ledger.blank",
     kSerious, "3", "unit", "", "单位", "applications.csv 第 3 行“单位”：空着，应填单位"},
    {"no_outcome", "applications", "",
     applications("A2,县民政局,自然人,2022-03-02,2022-03-09,,2022-03-09"), "ledger.blank", kFatal,
     "3", "outcome", "", "答复结果",
     "applications.csv 第 3 行“答复结果”：填了答复日期却没有填答复结果，应填答复结果"},
    {"no_answered", "applications", "", applications("A2,县民政局,自然人,2022-03-02,,予以公开,"),
     "ledger.blank", kFatal, "3", "answered", "", "答复日期",
     "applications.csv 第 3 行“答复日期”：填了答复结果却没有填答复日期，应填答复日期"},
    {"not_delivered", "applications", "",
     applications("A2,县民政局,自然人,2022-03-02,2022-03-09,予以公开,"), "ledger.blank", kHint, "",
     "delivered", "1 行", "送达日期",
     "applications.csv “送达日期”列：1 行已经答复而没有填送达日期，按答复日期计"},
    {"text_in_a_number", "applications", "", more_applications("页数", "若干"), "ledger.number",
     kSerious, "2", "pages", "若干", "整数",
     "applications.csv 第 2 行“页数”：“若干”不是数字，应为整数"},
    {"half_a_page", "applications", "", more_applications("页数", "2.5"), "ledger.number", kSerious,
     "2", "pages", "2.5", "整数", "applications.csv 第 2 行“页数”：“2.5”不是整数，应为整数"},
    {"negative_items", "applications", "", more_applications("件数", "-3"), "ledger.number",
     kSerious, "2", "items", "-3", "不小于 0 的数",
     "applications.csv 第 2 行“件数”：“-3”小于 0，应为不小于 0 的数"},
    {"less_than_a_cent", "applications", "", more_applications("收费金额", "12.345"),
     "ledger.number", kSerious, "2", "fee_amount", "12.345", "精确到分的金额",
     "applications.csv 第 2 行“收费金额”：“12.345”比分还小，应为精确到分的金额"},
    {"extended_too_long", "applications", "",
     more_applications("延期告知日期,延长工作日", "2022-03-20,30"), "ledger.number", kSerious, "2",
     "extension_days", "30", "不大于 20 的数",
     "applications.csv 第 2 行“延长工作日”：“30”超过限度，应为不大于 20 的数"},
    {"missing_column", "applications", "台账", "申请编号,单位,收到日期\nA1,县教育局,2022-03-01\n",
     "ledger.column", kFatal, "", "applicant_kind", "", "申请人类型",
     "applications.xlsx 《台账》 “申请人类型”列：缺少必需的列“申请人类型”"},
    {"column_twice", "applications", "",
     "申请编号,单位,申请人类型,收到日期,收件时间\nA1,县教育局,自然人,2022-03-01,2022-03-02\n",
     "ledger.header", kFatal, "", "received", "“收到日期”和“收件时间”", "只有一列“收到日期”",
     "applications.csv "
     "“收到日期”列：“收到日期”和“收件时间”是同一个意思，应当只有一列“收到日期”"},
    {"unknown_column", "applications", "", more_applications("经办人", "张三"), "ledger.column",
     kHint, "", "", "经办人", "本台账的列名",
     "applications.csv “经办人”列：不认识的列“经办人”，没有读入"},
    {"comma_without_quotes", "applications", "",
     applications("A2,县教育局,自然人,2022-03-01,2022-03-10,予以公开,2022-03-10,,多余"),
     "ledger.column", kSerious, "3", "", "多余", "7 格",
     "applications.csv 第 3 行：这一行的格数多于表头，多出“多余”，应为 7 格；"
     "请检查是否有文字里的逗号没有加引号"},
    {"total_row", "applications", "台账", applications("合计,,,,2 件,,"), "ledger.skipped", kHint,
     "3", "", "合计", "数据行",
     "applications.xlsx 《台账》 第 3 行：“合计”是合计或备注，不是数据行，已跳过"},
    {"section_row", "applications", "台账", applications("一、县级部门,,,,,,"), "ledger.skipped",
     kHint, "3", "", "一、县级部门", "数据行",
     "applications.xlsx 《台账》 第 3 行：“一、县级部门”是下面各行的标题，不是数据行，已跳过"},
    {"section_row_in_brackets", "applications", "", applications(",（十二）各镇街,,,,,"),
     "ledger.skipped", kHint, "3", "", "（十二）各镇街", "数据行",
     "applications.csv 第 3 行：“（十二）各镇街”是下面各行的标题，不是数据行，已跳过"},
    {"title_row", "applications", "台账", "2022年度台账,,,,,,\n" + applications(""),
     "ledger.skipped", kHint, "1", "", "2022年度台账", "表头",
     "applications.xlsx 《台账》 第 1 行：“2022年度台账”在表头之上，当作标题跳过"},
    {"concluded_too_early", "disputes", "",
     disputes("B1,县教育局,行政复议,2022-05-10,2022-05-01,维持"), "ledger.order", kFatal, "2",
     "concluded", "2022-05-01", "不早于“立案日期”2022-05-10",
     "disputes.csv 第 2 行“审结日期”：“2022-05-01”先后颠倒，应不早于“立案日期”2022-05-10"},
    {"unknown_result", "disputes", "", disputes("B1,县教育局,行政复议,2022-05-10,2022-05-20,驳回"),
     "ledger.choice", kFatal, "2", "outcome", "驳回", "结果维持、结果纠正、其他结果、尚未审结之一",
     "disputes.csv "
     "第 2 行“审结结果”：“驳回”不是规定的类别，应为结果维持、结果纠正、其他结果、尚未审结之一"},
    {"result_without_a_day", "disputes", "", disputes("B1,县教育局,行政复议,2022-05-10,,维持"),
     "ledger.blank", kSerious, "2", "concluded", "", "审结日期",
     "disputes.csv 第 2 行“审结日期”：填了审结结果却没有填审结日期，按本年审结计"},
    {"day_without_a_result", "disputes", "",
     disputes("B1,县教育局,行政复议,2022-05-10,2022-06-01,尚未审结"), "ledger.blank", kSerious, "2",
     "outcome", "尚未审结", "审结的结果",
     "disputes.csv 第 2 行“审结结果”：填了审结日期，结果却是“尚未审结”，应填审结的结果"},
    {"progress_beyond_all", "tasks", "", tasks("2,解读政策,县府办,9月底前,120%"), "ledger.number",
     kSerious, "3", "progress", "120%", "0 到 100% 之间的数",
     "tasks.csv 第 3 行“完成进度”：“120%”不在范围内，应为0 到 100% 之间的数"},
    {"progress_as_shares", "tasks", "", tasks("2,解读政策,县府办,9月底前,0.5"), "ledger.number",
     kHint, "", "progress", "没有 % 的数都不大于 1", "1 为完成",
     "tasks.csv “完成进度”列：没有 % 的数都不大于 1，按小数读：1 为完成"},
    {"no_deadline", "tasks", "", tasks("2,解读政策,县府办,长期,50%"), "ledger.date", kHint, "3",
     "due", "长期", "年月日，或者不设时限",
     "tasks.csv 第 3 行“完成时限”：“长期”没有时限，不计入到期；如有时限，应为年月日，或者不设时限"},
    {"deadline_in_words", "tasks", "", tasks("2,解读政策,县府办,尽快,50%"), "ledger.date", kSerious,
     "3", "due", "尽快", "完成时限，如 2022-09-30 或 9月底前",
     "tasks.csv 第 3 行“完成时限”：“尽快”读不出日期，应为完成时限，如 2022-09-30 或 9月底前"},
    {"label_of_another_column", "applications", "",
     applications("A2,县教育局,自然人,答复日期：2022-03-01,,,"), "ledger.date", kFatal, "3",
     "received", "答复日期：2022-03-01", "只有一种读法的日期，如 2022-08-24",
     "applications.csv 第 3 行“收到日期”：“答复日期：2022-03-01”有两种读法，"
     "应为只有一种读法的日期，如 2022-08-24"},
    {"about_three_pages", "applications", "", more_applications("页数", "约3页"), "ledger.number",
     kSerious, "2", "pages", "约3页", "确切的整数",
     "applications.csv 第 2 行“页数”：“约3页”不是确切的数，应为确切的整数"},
    {"remark_behind_a_number", "applications", "", more_applications("件数", "22（其中修订16件）"),
     "ledger.number", kHint, "2", "items", "22（其中修订16件）", "不带说明的数",
     "applications.csv 第 2 行“件数”：“22（其中修订16件）”带有说明，按说明前的数字读入；"
     "应为不带说明的数"},
    {"share_for_a_count", "applications", "", more_applications("页数", "50%"), "ledger.number",
     kSerious, "2", "pages", "50%", "整数",
     "applications.csv 第 2 行“页数”：“50%”不是数字，应为整数"},
    {"yuan_or_ten_thousand", "publications", "",
     "单位,信息内容,本年收费金额（万元）\n县教育局,行政事业性收费,7.28万\n", "ledger.number",
     kSerious, "2", "fees", "7.28万", "单位与表头相同的数",
     "publications.csv 第 2 行“本年收费金额（万元）”：“7.28万”看不出是元还是万元，"
     "应为单位与表头相同的数"},
    {"digits_lost_in_a_spreadsheet", "disputes", "",
     disputes("3.30521E+17,县教育局,行政复议,2022-05-10,2022-05-20,维持"), "ledger.number",
     kSerious, "2", "dispute_no", "3.30521E+17", "文本格式的编号",
     "disputes.csv 第 2 行“案件编号”：“3.30521E+17”是数值，后面的数字已经丢失，"
     "应为文本格式的编号"},
    {"law_firm_as_a_person", "applications", "", named("浙江某某律师事务所", "自然人"),
     "ledger.choice", kHint, "2", "applicant_kind", "自然人", "“法律服务机构”",
     "applications.csv 第 2 行“申请人类型”：填的是“自然人”，按申请人名称可能是“法律服务机构”；"
     "请核对，没有改动"},
    {"company_as_a_foundation", "applications", "台账", named("德清县某某有限公司", "社会公益组织"),
     "ledger.choice", kHint, "2", "applicant_kind", "社会公益组织", "“商业企业”",
     "applications.xlsx 《台账》 第 2 行“申请人类型”：填的是“社会公益组织”，"
     "按申请人名称可能是“商业企业”；请核对，没有改动"},
    {"successor_without_an_end", "units", "", "单位,撤销日期,承接单位\n县旧局,,县新局\n县新局,,\n",
     "ledger.blank", kHint, "2", "valid_to", "", "撤销日期",
     "units.csv 第 2 行“撤销日期”：填了承接单位却没有填撤销日期，当作仍在"},
    {"gone_before_it_was_there", "units", "",
     "单位,设立日期,撤销日期\n县旧局,2020-01-01,2019-01-01\n", "ledger.order", kSerious, "2",
     "valid_to", "2019-01-01", "不早于“设立日期”2020-01-01",
     "units.csv 第 2 行“撤销日期”：“2019-01-01”先后颠倒，应不早于“设立日期”2020-01-01"},
    {"explained_before_it_was_issued", "policies", "",
     "政策编号,印发日期,解读日期\nP1,2022-03-10,2022-03-01\n", "ledger.order", kHint, "2",
     "interpreted", "2022-03-01", "“印发日期” 2022-03-10",
     "policies.csv 第 2 行“解读日期”：解读日期 2022-03-01 早于“印发日期” 2022-03-10；"
     "如是征求意见时的解读，可以不改"},
    {"policy_twice", "policies", "", "政策编号\nP1\nP1\n", "ledger.key", kFatal, "3", "policy",
     "P1", "与第 2 行不同的编号",
     "policies.csv 第 3 行“政策编号”：编号“P1”重复，应为与第 2 行不同的编号"},
    {"no_recipient", "pushes", "", "政策编号,推送对象,推送渠道\nP1,,短信\n", "ledger.blank",
     kSerious, "2", "recipient", "", "推送对象",
     "pushes.csv 第 2 行“推送对象”：空着，应填推送对象"},
    {"no_truth_of_delivery", "pushes", "", pushes("也许,"), "ledger.choice", kSerious, "2",
     "delivered", "也许", "是或否", "pushes.csv 第 2 行“是否送达”：“也许”看不出是或否，应为是或否"},
    {"less_than_nothing_payable", "pushes", "", pushes("是,-3"), "ledger.number", kSerious, "2",
     "payable", "-3", "不小于 0 的数",
     "pushes.csv 第 2 行“应兑金额”：“-3”小于 0，应为不小于 0 的数"},
    {"unknown_kind_of_response", "responses", "", responses("1,县教育局,咨询,2022-03-01,,"),
     "ledger.choice", kSerious, "2", "kind", "咨询",
     "简单咨询、网民留言、来信来访、热线、网站问题、其他之一",
     "responses.csv 第 2 行“类别”：“咨询”不是规定的类别，"
     "应为简单咨询、网民留言、来信来访、热线、网站问题、其他之一"},
    {"closed_before_it_came", "responses", "", responses("1,县教育局,热线,2022-03-02,2022-03-01,"),
     "ledger.order", kSerious, "2", "closed", "2022-03-01", "不早于“收到时间”2022-03-02",
     "responses.csv 第 2 行“办结时间”：“2022-03-01”先后颠倒，应不早于“收到时间”2022-03-02"},
    {"published_before_it_was_answered", "responses", "",
     responses("1,县教育局,热线,2022-03-01,2022-03-05,2022-03-04"), "ledger.order", kSerious, "2",
     "published", "2022-03-04", "不早于“办结时间”2022-03-05",
     "responses.csv 第 2 行“公开日期”：“2022-03-04”先后颠倒，应不早于“办结时间”2022-03-05"},
    {"published_before_it_was_formed", "disclosures", "",
     "事项,领域,环节,责任单位,形成日期,公开日期\n低保名单,社会救助,结果,某镇,2022-03-02,2022-03-"
     "01\n",
     "ledger.order", kSerious, "2", "published", "2022-03-01", "不早于“形成日期”2022-03-02",
     "disclosures.csv 第 2 行“公开日期”：“2022-03-01”先后颠倒，应不早于“形成日期”2022-03-02"},
    {"event_without_a_day", "events", "", "事项类别,单位,日期\n培训,县府办,上半年\n", "ledger.date",
     kSerious, "2", "date", "上半年", "写明年月日的日期，如 2022-08-24",
     "events.csv 第 2 行“日期”：“上半年”读不出日期，应为写明年月日的日期，如 2022-08-24"},
    {"negative_score", "ratings", "", "事项,单位,评价日期,评分\n登记,县资规局,2022-06-01,-1\n",
     "ledger.number", kSerious, "2", "score", "-1", "不小于 0 的数",
     "ratings.csv 第 2 行“评分”：“-1”小于 0，应为不小于 0 的数"},
    {"task_number_twice", "tasks", "", tasks("1,解读政策,县府办,9月底前,50%"), "ledger.key", kFatal,
     "3", "task_id", "1", "与第 2 行不同的编号",
     "tasks.csv 第 3 行“序号”：编号“1”重复，应为与第 2 行不同的编号"},
};

class Mistakes : public ::testing::TestWithParam<Mistake> {};

TEST_P(Mistakes, AreToldWhereTheyStand) {
  const Mistake& mistake = GetParam();
  const std::string sheet = mistake.sheet;
  const auto checked = sheet.empty() ? testing::read(mistake.ledger, mistake.text)
                                     : testing::read_sheet(mistake.ledger, sheet, mistake.text);
  std::vector<std::string> messages;
  const Finding* told = nullptr;
  for (const Finding& finding : checked.findings) {
    messages.push_back(finding.message);
    if (finding.message == mistake.message) told = &finding;
  }
  ASSERT_THAT(messages, Contains(mistake.message));
  EXPECT_EQ(told->rule, mistake.rule);
  EXPECT_EQ(told->status, Status::fail);
  EXPECT_EQ(severity_id(told->severity), severity_id(mistake.severity));
  EXPECT_EQ(told->where.text("file"),
            std::string(mistake.ledger) + (sheet.empty() ? ".csv" : ".xlsx"));
  EXPECT_EQ(told->where.text("sheet"), sheet);
  EXPECT_EQ(told->where.text("row"), mistake.row);
  EXPECT_EQ(told->where.text("column"), mistake.column);
  EXPECT_EQ(told->found, mistake.found);
  EXPECT_EQ(told->expected, mistake.expected);
  // One mistake, and at most the notes that go with it, are told.
  EXPECT_LE(std::ranges::count(checked.findings, mistake.severity, &Finding::severity), 2);
}

INSTANTIATE_TEST_SUITE_P(All, Mistakes, ::testing::ValuesIn(kMistakes),
                         [](const auto& mistake) { return std::string(mistake.param.name); });

TEST(Mistakes, AGoodLedgerIsSilent) {
  EXPECT_THAT(
      testing::kinds(
          testing::read("applications", applications("A2,县教育局,自然人,2022.3.9,,,")).findings),
      ::testing::IsEmpty());
}

}  // namespace
}  // namespace gongkai
