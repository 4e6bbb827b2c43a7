#include "gongkai/workbook/words.hpp"

#include <algorithm>
#include <array>
#include <cassert>

#include "gongkai/ledger/schema.hpp"

namespace gongkai {
namespace {

// The sheet of tasks is named as their column is.
Choices sheet_names() {
  static const std::array kSheet{
      Choice{"cover", "封面"},       Choice{"overview", "指标总览"},
      Choice{"units", "分单位指标"}, Choice{"charts", "图表"},
      Choice{"cases", "申请时限"},   Choice{"tasks", schema("tasks").field("title").header},
      Choice{"fees", "信息处理费"},  Choice{"pushes", "政策推送触达"},
      Choice{"table2", "表二"},      Choice{"table3", "表三"},
      Choice{"table4", "表四"},      Choice{"findings", "问题清单"},
  };
  return kSheet;
}

constexpr std::array kFigure{Choice{"blank", "未填"}, Choice{"none", "—"}};

constexpr std::array kDate{
    Choice{"never", "—"},
    Choice{"undated", "日期不详"},
    Choice{"range", "{} 至 {}"},
};

constexpr std::array kPage{Choice{"footer", "第 &P 页，共 &N 页"}};

constexpr std::array kText{
    Choice{"cut", "……（以下从略）"},   Choice{"comma", "、"},
    Choice{"absent", "未提供台账"},    Choice{"absent.which", "未提供台账：{}"},
    Choice{"ledger", "{}（{}）"},      Choice{"as_of", "统计截止日：{}。"},
    Choice{"absent.sentence", "{}。"}, Choice{"title", "{}{}年{}"},
};

constexpr std::array kCover{
    Choice{"title", "政府信息公开工作评价底稿"},
    Choice{"body", "机关"},
    Choice{"year", "年度"},
    Choice{"as_of", "统计截止日"},
    Choice{"basis", "统计口径"},
    Choice{"disputes", "争议计法"},
    Choice{"disputes.in_hand", "年内办理的争议：含上年未审结的"},
    Choice{"disputes.filed", "年内立案的争议"},
    Choice{"issued", "工作要点成文日期"},
    Choice{"definitions", "指标定义"},
    Choice{"definitions.text", "{} 项，每项的分子、分母和来源见“{}”"},
    Choice{"form", "年度报告格式"},
    Choice{"notices", "放假安排"},
    Choice{"confirmed", "工作日确定到"},
    Choice{"ledgers", "台账"},
    Choice{"ledger.rows", "{}：{} 行"},
    Choice{"inputs", "输入文件"},
    Choice{"inputs.none", "未登记输入文件"},
    Choice{"sha256", "SHA-256"},
    Choice{"findings", "核对结果"},
    Choice{"contents", "目录"},
};

constexpr std::array kOverview{
    Choice{"name", "指标"},         Choice{"numerator", "分子"},    Choice{"denominator", "分母"},
    Choice{"share", "比率"},        Choice{"unknown", "未定件数"},  Choice{"low", "95% 区间下限"},
    Choice{"high", "95% 区间上限"}, Choice{"rankable", "可否排名"}, Choice{"direction", "方向"},
    Choice{"source", "口径与来源"}, Choice{"above", "分子构成"},    Choice{"below", "分母构成"},
    Choice{"note", "备注"},         Choice{"id", "标识"},
};

constexpr std::array kDirection{Choice{"higher", "越高越好"}, Choice{"lower", "越低越好"}};

constexpr std::array kRankable{
    Choice{"yes", "可以"},
    Choice{"no", "分母不足 {}"},
    Choice{"none", "—"},
};

constexpr std::array kUnits{
    Choice{"unit", "单位"},
    Choice{"whole", "全部"},
    Choice{"small", "灰色：分母不足，不宜排名；—：没有可计的件数。"},
    Choice{"leads", "一项任务由多个单位牵头的，各单位分别计入，“全部”行只计一次。"},
    Choice{"nothing", "没有可以分单位计算的指标。"},
};

constexpr std::array kStanding{
    Choice{"due", "到期日"},
    Choice{"closed", "办结日期"},
    Choice{"state", "状态"},
    Choice{"days", "逾期天数"},
    Choice{"working_days", "逾期工作日"},
    Choice{"row", "台账行号"},
    Choice{"nothing", "没有逾期、未办结或期限未定的申请。"},
};

constexpr std::array kTaskState{
    Choice{"on_time", "按期完成"},          Choice{"late", "逾期完成"},
    Choice{"overdue", "逾期未完成"},        Choice{"open", "未到期"},
    Choice{"paused", "期限停止计算"},       Choice{"undue", "无固定期限"},
    Choice{"before_issue", "印发时已过期"}, Choice{"unsure", "时限未定"},
    Choice{"outside", "不在本年"},          Choice{"unclassified", "无法归类"},
};

constexpr std::array kCaseState{
    Choice{"on_time", "按期答复"},      Choice{"late", "逾期答复"},
    Choice{"overdue", "逾期未答复"},    Choice{"open", "未到期"},
    Choice{"paused", "期限停止计算"},   Choice{"undue", "没有期限"},
    Choice{"unsure", "期限未定"},       Choice{"outside", "不在本年"},
    Choice{"unclassified", "无法归类"},
};

constexpr std::array kFinding{
    Choice{"severity", "严重程度"},
    Choice{"status", "结论"},
    Choice{"rule", "规则"},
    Choice{"file", "文件或表"},
    Choice{"row", "行"},
    Choice{"column", "列"},
    Choice{"found", "发现"},
    Choice{"expected", "应为"},
    Choice{"message", "说明"},
    Choice{"nothing", "没有发现问题。"},
    Choice{"more", "另有 {} 条未列出。"},
    Choice{"passed", "核对通过 {} 项"},
    Choice{"count", "{} {} 项"},
};

constexpr std::array kSeverity{
    Choice{"fatal", "致命"},
    Choice{"serious", "严重"},
    Choice{"hint", "提示"},
};

constexpr std::array kStatus{
    Choice{"pass", "通过"},
    Choice{"fail", "不符"},
    Choice{"unknown", "无法判定"},
    Choice{"not_assessable", "缺少依据"},
};

constexpr std::array kEntry{
    Choice{"title", "填写有误"},
    Choice{"choice", "请从下拉列表中选择。"},
    Choice{"finer", "不在下拉列表中。列表之外的说法能读出结果的也可以填，是否保留？"},
    Choice{"several", "不在下拉列表中。多个值请用“、”隔开，是否保留？"},
    Choice{"date", "请填写写明年月日的日期，如 {}；只知道已经发生、不知道日期的填“是”。是否保留？"},
    Choice{"whole", "请填写不小于 0 的整数；没有发生填 0，不掌握留空。"},
    Choice{"decimal", "请填写不小于 0 的数；不掌握留空。"},
    Choice{"lists", "选项"},
    Choice{"example", "{}：{}"},
};

constexpr std::array kMarked{
    Choice{"title", "{}：核对发现的问题"},
    Choice{"note",
           "后面的工作表是原表的副本，行号与原表相同，内容按原样作为文字；有问题的格子填了底色，问"
           "题写在批"
           "注和最后一列。请在原表改正。"},
    Choice{"shifted", "《{}》原来没有表头行，副本的行号比所说的大 1。"},
    Choice{"notes", "批注只写了前 {} 处，其余见最后一列。"},
    Choice{"cut", "《{}》只列出前 {} 行，以后的没有列出。"},
    Choice{"sheet", "问题"},
    Choice{"severity", "程度"},
    Choice{"rule", "规则"},
    Choice{"place", "位置"},
    Choice{"count", "处数"},
    Choice{"message", "问题"},
    Choice{"remarks", "核对意见"},
};

constexpr std::array kEvidence{
    Choice{"ledger", "台账"},
    Choice{"sheet", "{}依据"},
    Choice{"file", "文件"},
    Choice{"worksheet", "工作表"},
    Choice{"row", "行号"},
    Choice{"key", "编号"},
    Choice{"id", "标识（{}）"},
    Choice{"because", "依据（{}）"},
    Choice{
        "note",
        "台账共 {} "
        "行，一行一件，行号与台账相同。按指标总览写明的条件筛选各列，剩下的就是该数字背后的行。"},
    Choice{"numbers",
           "台账共 {} 行，行号与台账相同。按表二单元格的提示筛选，把写明的一列相加，就是该数字。"},
    Choice{"summed", "合计{}"},
    Choice{"cut", "只列出前 {} 行，其余 {} 行没有列出，有关的数字不能在本表核对。"},
    Choice{"outside", "不在本次统计范围内"},
    Choice{"quoted", "【{}】"},
    Choice{"filter.chosen", "【{}】选{}"},
    Choice{"filter.left_out", "【{}】不选{}"},
    Choice{"and", "；"},
    Choice{"plus", "。再加上："},
    Choice{"minus", "。再减去："},
    Choice{"on", "《{}》{}"},
    Choice{"how", "{}\n筛选：{}"},
};

constexpr std::array kFee{
    Choice{
        "note",
        "通知按收费通知日期计入本年，收取按缴费日期计入本年；“全部”行就是年度报告第六部分的数字。"},
    Choice{"whole", "全部"},
    Choice{"notices", "计入收费通知（件）"},
    Choice{"noticed_yuan", "计入通知收费金额（元）"},
    Choice{"collected_yuan", "计入实际收取金额（元）"},
};

constexpr std::array kPush{
    Choice{
        "note",
        "户：同一对象在一组里只计一次，各组的户数不能相加；户次：同一对象每项政策计一次；条次：每条"
        "推送各计一次。比率由本行的户数或条次算出；灰色：分母不足，不宜排名。"},
    Choice{"grouping", "分组"},
    Choice{"group", "组"},
    Choice{"whole", "全部"},
    Choice{"blank", "（空白）"},
    Choice{"month", "月份"},
    Choice{"events", "推送条次"},
    Choice{"opened_events", "打开条次"},
    Choice{"recipients", "推送户"},
    Choice{"delivered", "送达户"},
    Choice{"opened", "打开户"},
    Choice{"eligible", "符合条件户"},
    Choice{"applied", "申报户"},
    Choice{"redeemed", "兑现户"},
    Choice{"eligible_by_policy", "符合条件户次"},
    Choice{"expected_by_policy", "应推户次"},
};

constexpr std::array kChart{
    Choice{"outcomes", "申请办理结果（件）"},
    Choice{"outcome", "办理结果"},
    Choice{"count", "件数"},
    Choice{"lowest", "只列比率最低的 {} 个单位。"},
    Choice{"nothing", "没有可以画图的数字。"},
};

}  // namespace

std::string_view word(std::string_view list, std::string_view id) {
  struct List {
    std::string_view id;
    Choices words;
  };
  static const std::array<List, 22> kLists{{
      {"sheet", sheet_names()},
      {"figure", kFigure},
      {"date", kDate},
      {"page", kPage},
      {"text", kText},
      {"cover", kCover},
      {"overview", kOverview},
      {"direction", kDirection},
      {"rankable", kRankable},
      {"units", kUnits},
      {"standing", kStanding},
      {"tasks", kTaskState},
      {"applications", kCaseState},
      {"finding", kFinding},
      {"severity", kSeverity},
      {"status", kStatus},
      {"chart", kChart},
      {"fee", kFee},
      {"push", kPush},
      {"evidence", kEvidence},
      {"entry", kEntry},
      {"marked", kMarked},
  }};
  const auto words = std::ranges::find(kLists, list, &List::id);
  assert(words != kLists.end());
  if (words == kLists.end()) return {};
  const auto found = std::ranges::find(words->words, id, &Choice::id);
  assert(found != words->words.end());
  return found == words->words.end() ? std::string_view{} : found->label;
}

}  // namespace gongkai
