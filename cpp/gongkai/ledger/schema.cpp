// The eleven ledgers of a year folder, column by column.
#include "gongkai/ledger/schema.hpp"

#include <algorithm>
#include <array>

#include "gongkai/base/error.hpp"

namespace gongkai {
namespace {

constexpr std::int64_t kYuan = 100;                   // 分
constexpr std::int64_t kTenThousandYuan = 1'000'000;  // 分

Field column(std::string_view id, std::string_view header, Type type = Type::name) {
  return {.id = id, .header = header, .type = type};
}
Field column(std::string_view id, std::string_view header, Choices choices) {
  return {.id = id, .header = header, .type = Type::choice, .choices = choices};
}
Field money(std::string_view id, std::string_view header, std::int64_t scale) {
  return {.id = id, .header = header, .type = Type::amount, .scale = scale};
}
Field required(Field field) {
  field.required = true;
  return field;
}
Field several(Field field) {
  field.several = true;
  return field;
}
Field vital(Field field) {
  field.vital = true;
  return field;
}

Schema units() {
  return {"units",
          "单位名录",
          {"unit"},
          {
              required(column("unit", "单位")),
              column("parent", "上级单位"),
              column("kind", "单位类别", unit_kinds()),
              column("valid_from", "设立日期", Type::date),
              column("valid_to", "撤销日期", Type::date),
              several(column("successor", "承接单位")),
          }};
}

Schema applications() {
  return {"applications",
          "依申请公开台账",
          {"case_no"},
          {
              required(column("case_no", "申请编号")),
              required(column("unit", "单位")),
              column("applicant", "申请人"),
              vital(required(column("applicant_kind", "申请人类型", applicant_kinds()))),
              column("channel", "申请方式", channels()),
              vital(required(column("received", "收到日期", Type::date))),
              column("correction_notice", "补正告知日期", Type::date),
              column("corrected", "补正收到日期", Type::date),
              // Pairwise: the first item of each of the four is the first consultation.
              several(column("consult_sent", "征求意见日期", Type::date)),
              several(column("consult_kind", "征求对象", consult_kinds())),
              several(column("consult_received", "对方收到日期", Type::date)),
              several(column("consult_back", "意见收到日期", Type::date)),
              column("extended", "延期告知日期", Type::date),
              column("extension_days", "延长工作日", Type::count),
              column("delayed_until", "延迟答复日期", Type::date),
              column("legal_review", "法制审查", Type::truth),
              column("fee_notice", "收费通知日期", Type::date),
              money("fee_amount", "收费金额", kYuan),
              column("fee_paid", "缴费日期", Type::date),
              vital(column("answered", "答复日期", Type::date)),
              vital(column("outcome", "答复结果", outcomes())),
              column("delivery", "送达方式", deliveries()),
              column("delivered", "送达日期", Type::date),
              column("pages", "页数", Type::count),
              column("items", "件数", Type::count),
          }};
}

Schema disputes() {
  return {"disputes",
          "复议诉讼台账",
          {"dispute_no"},
          {
              required(column("dispute_no", "案件编号")),
              column("case_no", "申请编号"),
              required(column("unit", "单位")),
              vital(required(column("kind", "争议类型", dispute_kinds()))),
              vital(required(column("filed", "立案日期", Type::date))),
              column("concluded", "审结日期", Type::date),
              vital(required(column("outcome", "审结结果", dispute_results()))),
              column("co_defendant", "共同被告", Type::truth),
              column("rectified", "整改日期", Type::date),
          }};
}

Schema tasks() {
  return {"tasks",
          "重点任务台账",
          {"list", "task_id"},
          {
              required(column("task_id", "序号")),
              required(column("title", "重点任务")),
              column("list", "清单"),
              column("clause", "条款"),
              several(required(column("leads", "牵头单位"))),
              required(column("due", "完成时限", Type::deadline)),
              column("issued", "印发日期", Type::date),
              column("done", "完成日期", Type::date),
              column("progress", "完成进度", Type::share),
              column("weight", "权重", Type::decimal),
              column("target", "目标值", Type::decimal),
              column("achieved", "完成值", Type::decimal),
              column("evidence", "佐证材料"),
              column("carried_from", "上年序号"),
          }};
}

Schema publications() {
  return {"publications",
          "主动公开台账",
          {},
          {
              required(column("unit", "单位")),
              required(column("kind", "信息内容", publication_kinds())),
              column("made", "本年制发件数", Type::count),
              column("repealed", "本年废止件数", Type::count),
              column("valid", "现行有效件数", Type::count),
              column("decisions", "本年处理决定数量", Type::count),
              money("fees", "本年收费金额（万元）", kTenThousandYuan),
          }};
}

Schema policies() {
  return {"policies",
          "政策台账",
          {"policy"},
          {
              required(column("policy", "政策编号")),
              column("title", "政策名称"),
              column("unit", "单位"),
              column("issued", "印发日期", Type::date),
              column("interpreted", "解读日期", Type::date),
              column("package", "政策包"),
              column("eligible", "符合条件对象数", Type::count),
          }};
}

Schema pushes() {
  return {"pushes",
          "政策推送台账",
          {},
          {
              required(column("policy", "政策编号")),
              required(column("recipient", "推送对象")),
              required(column("channel", "推送渠道")),
              column("unit", "单位"),
              column("sent", "推送时间", Type::date),
              column("delivered", "是否送达", Type::truth),
              column("opened", "是否打开", Type::truth),
              column("eligible", "是否符合条件", Type::truth),
              column("applied", "是否申报", Type::truth),
              column("watched", "是否看完", Type::truth),
              money("payable", "应兑金额", kYuan),
              money("paid", "实兑金额", kYuan),
              column("redeemed", "是否兑现", Type::truth),
          }};
}

Schema responses() {
  return {"responses",
          "咨询留言台账",
          {"id"},
          {
              required(column("id", "编号")),
              required(column("unit", "单位")),
              required(column("kind", "类别", response_kinds())),
              column("source", "来源"),
              required(column("opened", "收到时间", Type::date)),
              column("closed", "办结时间", Type::date),
              column("published", "公开日期", Type::date),
          }};
}

Schema disclosures() {
  return {"disclosures",
          "公开事项台账",
          {},
          {
              required(column("item", "事项")),
              required(column("kind", "领域")),
              required(column("stage", "环节")),
              required(column("unit", "责任单位")),
              column("village", "村"),
              column("formed", "形成日期", Type::date),
              column("due", "应公开日期", Type::date),
              column("published", "公开日期", Type::date),
              column("link", "链接"),
          }};
}

Schema events() {
  return {"events",
          "工作记录台账",
          {},
          {
              required(column("kind", "事项类别")),
              required(column("unit", "单位")),
              required(column("date", "日期", Type::date)),
              column("quantity", "数量", Type::decimal),
              column("note", "说明"),
          }};
}

Schema ratings() {
  return {"ratings",
          "服务评价台账",
          {},
          {
              required(column("service", "事项")),
              required(column("unit", "单位")),
              required(column("date", "评价日期", Type::date)),
              required(column("score", "评分", Type::decimal)),
              column("cases", "办件量", Type::count),
          }};
}

}  // namespace

std::string_view type_id(Type type) {
  constexpr std::array<std::string_view, 9> kIds = {
      "name", "date", "deadline", "choice", "truth", "count", "amount", "share", "decimal"};
  return kIds.at(static_cast<std::size_t>(type));
}

std::span<const Schema> schemas() {
  static const std::vector<Schema> all{
      units(),  applications(), disputes(),    tasks(),  publications(), policies(),
      pushes(), responses(),    disclosures(), events(), ratings(),
  };
  return all;
}

const Schema& schema(std::string_view ledger) {
  const auto all = schemas();
  const auto found = std::ranges::find(all, ledger, &Schema::id);
  if (found == all.end()) fail<DataError>("unknown ledger '{}'", ledger);
  return *found;
}

int Schema::index(std::string_view column_id) const {
  const auto found = std::ranges::find(fields, column_id, &Field::id);
  return found == fields.end() ? -1 : static_cast<int>(found - fields.begin());
}

const Field& Schema::field(std::string_view column_id) const {
  const int at = index(column_id);
  if (at < 0) fail<DataError>("ledger {} has no column '{}'", id, column_id);
  return fields[static_cast<std::size_t>(at)];
}

}  // namespace gongkai
