// Books over a tiny year: every number counted by hand from the rows below.
#include "gongkai/measure/books.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gongkai/base/rule.hpp"
#include "ledger_help.hpp"

namespace gongkai {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::ThrowsMessage;
using ::testing::UnorderedElementsAre;

// Deadlines: case 1 on 2022-01-18, 2 on 03-29, 3 on 09-22 and late by a day, 4 on 2023-01-13, 5 on
// 11-07 and still open.
constexpr auto kApplications =
    "case_no,unit,applicant_kind,received,answered,outcome,fee_notice,fee_amount\n"
    "1,县教育局,自然人,2021-12-20,2022-01-10,granted,,\n"
    "2,县教育局,商业企业,2022-03-01,2022-03-10,partly_granted,,\n"
    "3,新市镇,自然人,2022-08-24,2022-09-23,refused.third_party,,\n"
    "4,新市镇,自然人,2022-12-15,,,,\n"
    "5,新市镇,商业企业,2022-10-10,,,,\n";
constexpr auto kDisputes =
    "dispute_no,unit,kind,filed,concluded,outcome,co_defendant\n"
    "F1,县教育局,行政复议,2022-02-01,2022-05-01,结果纠正,\n"
    "F2,新市镇,行政复议,2021-11-01,2022-02-01,结果维持,\n"
    "F3,新市镇,未经复议直接起诉,2022-11-01,,尚未审结,\n"
    "F4,新市镇,复议后起诉,2022-06-01,2022-08-01,结果维持,是\n";
constexpr auto kPublications =
    "unit,kind,made,repealed,valid,decisions,fees\n"
    "县教育局,行政规范性文件,3,1,10,,\n"
    "新市镇,行政规范性文件,2,,5,,\n"
    "县教育局,行政许可,,,,100,\n";
constexpr auto kTasks =
    "task_id,title,leads,due,done\n"
    "1,公开目录,县教育局、新市镇,9月底前,2022-09-20\n"
    "2,公开专栏,各镇（街道）,6月底前,\n"
    "3,公开培训,县教育局,全年,2023-01-10\n";
constexpr auto kUnits =
    "unit,parent,kind\n县教育局,某县,部门\n新市镇,某县,镇街\n武康街道,某县,镇街\n";

using Texts = std::map<std::string, std::string>;

const Texts& everything() {
  static const Texts kAll{{"applications", kApplications},
                          {"disputes", kDisputes},
                          {"publications", kPublications},
                          {"tasks", kTasks},
                          {"units", kUnits}};
  return kAll;
}

Books books(const Texts& ledgers = everything(), std::string_view as_of = "2022-12-31",
            std::string_view year_toml = "", std::shared_ptr<const Books> previous = nullptr) {
  BooksOf of{"某县",
             {},
             load_law(GONGKAI_TEMPLATES, year_toml),
             {year_period(2022).from, *parse_iso(as_of)},
             {{"population", 553000}}};
  for (const auto& [name, csv] : ledgers) of.ledgers.emplace(name, testing::read(name, csv).value);
  return Books(std::move(of), std::move(previous));
}

const std::vector<Definition>& definitions() {
  static const auto kAll = parse_definitions(testing::template_text("definitions.toml"));
  return kAll;
}

Key unit(const std::string& name) { return {{"unit", name}}; }

std::string key_text(const Key& key) {
  std::vector<std::string> values;
  for (const auto& [column, value] : key) values.push_back(value);
  return fmt::format("{}", fmt::join(values, "+"));
}

/// "above/below" of the whole, or "group above/below" of each group.
std::vector<std::string> rates(const Books& of, std::string_view id,
                               const std::vector<std::string>& by = {}) {
  std::vector<std::string> out;
  for (const auto& [key, rate] : of.rates(definition(definitions(), id), by))
    out.push_back(fmt::format("{}{}{}/{}", key_text(key), key.empty() ? "" : " ",
                              rate.numerator.value, rate.denominator.value));
  return out;
}

std::vector<std::string> keys(const std::vector<Reason>& reasons) {
  std::vector<std::string> out;
  for (const auto& reason : reasons) out.push_back(reason.key);
  return out;
}

TEST(Books, AnswerThePlacesOfTableThree) {
  const auto of = books();
  EXPECT_EQ(of.at("table3/new_received/total"), number(4));
  EXPECT_EQ(of.at("table3/carried_over/total"), number(1));
  EXPECT_EQ(of.at("table3/granted/natural_person"), number(1));
  EXPECT_EQ(of.at("table3/granted/enterprise"), number(0));
  EXPECT_EQ(of.at("table3/granted|partly_granted/total"), number(2));
  EXPECT_EQ(of.at("table3/*/total"), of.at("table3/closed_total/total"));
  EXPECT_EQ(of.at("table3/closed_total/*"), number(3));
  EXPECT_EQ(of.at("table3/carried_forward/natural_person|enterprise"), number(2));
}

TEST(Books, AnswerThePlacesOfTablesFourAndTwo) {
  const auto of = books();
  EXPECT_EQ(of.at("table4/review/total"), number(2));
  EXPECT_EQ(of.at("table4/review/corrected"), number(1));
  EXPECT_EQ(of.at("table4/suit_direct/pending"), number(1));
  EXPECT_EQ(of.at("table4/suit_after_review/total"), number(0));  // the body reviewed it
  EXPECT_EQ(of.at("table4/*/*"), of.at("table4/*/total"));
  EXPECT_EQ(of.at("table2/normative_documents/made"), number(5));
  EXPECT_EQ(of.at("table2/normative_documents/repealed").state, State::blank);
  EXPECT_EQ(of.at("table2/licences"), number(100));
  EXPECT_EQ(of.at("table2/penalties").state, State::blank);  // no row is no zero
}

TEST(Books, AnswerThePlacesOfMeasuresFeesAndFacts) {
  const auto of = books();
  EXPECT_EQ(of.at("reply/*.in.on_time"), number(2));
  EXPECT_EQ(of.at("reply/new.in.late"), number(1));
  EXPECT_EQ(of.at("reply/*.in.*"), number(4));
  EXPECT_EQ(of.at("flow/new.forward"), number(2));
  EXPECT_EQ(of.at("disputes/co_defendant"), number(1));
  EXPECT_EQ(of.at("fee/notices"), number(0));
  EXPECT_EQ(of.at("fact/population"), number(553000));
  EXPECT_EQ(of.at("fact/area").state, State::blank);
}

TEST(Books, NarrowAPlaceToAGroup) {
  const auto of = books();
  EXPECT_EQ(of.at("table3/new_received/total?unit=新市镇"), number(3));
  EXPECT_EQ(of.at("table3/new_received/total", unit("县教育局")), number(1));
  EXPECT_EQ(of.at("table3/new_received/total?unit_kind=town"), number(3));
  EXPECT_EQ(of.at("table3/new_received/total?applicant_kind=enterprise"), number(2));
  EXPECT_EQ(of.at("table3/new_received/natural_person?applicant_kind=enterprise"), number(0));
  EXPECT_EQ(of.at("table2/normative_documents/repealed?unit=县教育局"), number(1));
  EXPECT_EQ(of.at("tasks/*.in.*?leads=各镇（街道）"), number(1));
  EXPECT_EQ(of.at("tasks/*.in.*?units=新市镇"), number(2));
  EXPECT_EQ(of.at("table3/new_received/total?unit=无名办"), number(0));
}

TEST(Books, AreBlankWhereALedgerIsAbsent) {
  const auto none = books(Texts{});
  for (const auto* place : {"table2/licences", "table3/new_received/total", "table4/review/total",
                            "reply/*.in.*", "tasks/*.in.*", "fee/notices"})
    EXPECT_EQ(none.at(place).state, State::blank) << place;
  EXPECT_THAT(none.rates(definition(definitions(), "timely.due"), {}), SizeIs(1));
  EXPECT_EQ(none.rates(definition(definitions(), "timely.due"), {})[0].rate.text(), "—");
  EXPECT_THAT(none.rates(definition(definitions(), "timely.due"), {"unit"}), IsEmpty());
  // A ledger without rows is there: its counts are zero.
  const auto empty = books({{"disputes", "dispute_no,unit,kind,filed,outcome\n"}});
  EXPECT_EQ(empty.at("table4/review/total"), number(0));
}

TEST(Books, CountAtAnyDateOfTheirYear) {
  const auto of = books();
  const auto june = of.as_of(*parse_iso("2022-06-30"));
  EXPECT_EQ(june.at("table3/new_received/total"), number(1));
  EXPECT_EQ(june.at("table3/closed_total/total"), number(2));
  EXPECT_EQ(june.at("table4/suit_direct/total"), number(0));
  EXPECT_EQ(of.at("table3/new_received/total"), number(4));  // the first are as they were
  EXPECT_THAT([&] { of.as_of(*parse_iso("2023-01-05")); },
              ThrowsMessage<DataError>("date of count 2023-01-05 lies outside 2022"));
  EXPECT_THAT([&] { of.as_of(*parse_iso("2021-12-31")); },
              ThrowsMessage<DataError>("date of count 2021-12-31 lies outside 2022"));
}

TEST(Books, AskLastYearsBooksForItsPlaces) {
  const auto last =
      std::make_shared<const Books>(books({{"applications", kApplications}}, "2022-06-30"));
  const auto of = books(everything(), "2022-12-31", "", last);
  EXPECT_EQ(of.at("table3/new_received/total@previous"), number(1));
  EXPECT_EQ(of.at("table3/new_received/total@previous?unit=新市镇"), number(0));
  EXPECT_EQ(books().at("table3/new_received/total@previous").state, State::blank);
  EXPECT_THAT(keys(of.why("table3/new_received/total@previous", {}, {})), ElementsAre("2"));
  EXPECT_THAT(
      [] { books().why("table3/granted/total@previous", {}, {}); },
      ThrowsMessage<DataError>("place 'table3/granted/total@previous': no previous year is open"));
}

TEST(Books, RefusePlacesThatCountNothing) {
  const auto of = books();
  EXPECT_THAT(
      [&] { of.at("rate/timely.due"); },
      ThrowsMessage<DataError>("place 'rate/timely.due': a share is no count of the ledgers"));
  EXPECT_THAT([&] { of.at("finding/prose.reused"); },
              ThrowsMessage<DataError>("place 'finding/prose.reused': a count of findings is no "
                                       "count of the ledgers"));
  EXPECT_THAT([&] { of.at("table3/denied/total"); },
              ThrowsMessage<DataError>("table3 has no row 'denied'"));
  EXPECT_THAT([&] { of.at("table3/granted/companies"); },
              ThrowsMessage<DataError>(
                  "place 'table3/granted/companies': table3 has no column 'companies'"));
  EXPECT_THAT([&] { of.at("table4/review/won"); },
              ThrowsMessage<DataError>("table4 has no column 'won'"));
  EXPECT_THAT(
      [&] { of.at("table2/regulations/lost"); },
      ThrowsMessage<DataError>("place 'table2/regulations/lost': 'lost' names no cell of table2"));
  EXPECT_THAT([&] { of.at("reply/new.in.soon"); },
              ThrowsMessage<DataError>("measure reply has no cell 'new.in.soon'"));
}

TEST(Books, GiveRatesOfTheWhole) {
  const auto of = books();
  EXPECT_THAT(rates(of, "timely.due"), ElementsAre("2/4"));
  EXPECT_THAT(rates(of, "timely.answered"), ElementsAre("2/3"));
  EXPECT_THAT(rates(of, "timely.received"), ElementsAre("1/4"));
  EXPECT_THAT(rates(of, "answer.rate"), ElementsAre("2/4"));
  EXPECT_THAT(rates(of, "disclose.answered"), ElementsAre("2/3"));
  EXPECT_THAT(rates(of, "close.rate"), ElementsAre("3/5"));
  EXPECT_THAT(rates(of, "carry.rate"), ElementsAre("2/5"));
  EXPECT_THAT(rates(of, "dispute.unique_per_new"), ElementsAre("3/4"));
  EXPECT_THAT(rates(of, "correct.review_concluded"), ElementsAre("1/2"));
  EXPECT_THAT(rates(of, "task.done_due"), ElementsAre("1/3"));  // task 3 was done next year
}

TEST(Books, GiveRatesByUnitAndByKind) {
  const auto of = books();
  EXPECT_THAT(rates(of, "timely.due", {"unit"}),
              UnorderedElementsAre("县教育局 2/2", "新市镇 0/2"));
  EXPECT_THAT(rates(of, "timely.due", {"unit_kind"}),
              UnorderedElementsAre("department 2/2", "town 0/2"));
  EXPECT_THAT(rates(of, "timely.due", {"parent"}), ElementsAre("某县 2/4"));
  EXPECT_THAT(rates(of, "disclose.answered", {"applicant_kind"}),
              UnorderedElementsAre("natural_person 1/2", "enterprise 1/1"));
  // Two ledgers, by what both have.
  EXPECT_THAT(rates(of, "dispute.unique_per_new", {"unit"}),
              UnorderedElementsAre("县教育局 1/1", "新市镇 2/3"));
}

TEST(Books, GiveRatesByTheMonthThatADefinitionNames) {
  const auto of = books();
  // By the deadline; case 4 is due next year and stands in no month of this one.
  EXPECT_THAT(rates(of, "timely.due", {"month"}),
              ElementsAre("2022-01 1/1", "2022-03 1/1", "2022-09 0/1", "2022-11 0/1"));
  EXPECT_THAT(rates(of, "timely.due", {"quarter"}),
              ElementsAre("2022-Q1 2/2", "2022-Q3 0/1", "2022-Q4 0/1"));
  EXPECT_THAT(rates(of, "disclose.answered", {"month"}),
              ElementsAre("2022-01 1/1", "2022-03 1/1", "2022-09 0/1"));
  EXPECT_THAT(rates(of, "timely.received", {"month"}),
              ElementsAre("2022-03 1/1", "2022-08 0/1", "2022-10 0/1", "2022-12 0/1"));
  // Numerator by filing, denominator by receipt: what was filed last year stands in no month.
  EXPECT_THAT(rates(of, "dispute.unique_per_new", {"month"}),
              ElementsAre("2022-02 1/0", "2022-03 0/1", "2022-08 0/1", "2022-10 0/1", "2022-11 1/0",
                          "2022-12 0/1"));
  EXPECT_THAT(rates(of, "task.done_due", {"month"}),
              ElementsAre("2022-06 0/1", "2022-09 1/1", "2022-12 0/1"));
}

TEST(Books, SayHowManyDisputesStandInNoMonth) {
  const auto of = books();
  const auto& per_new = definition(definitions(), "dispute.unique_per_new");
  const auto said = of.left_out(per_new, {"month"});
  ASSERT_THAT(said, SizeIs(1));
  EXPECT_EQ(said[0].rule, "ledger.order");
  EXPECT_EQ(said[0].kind, "before_year");
  EXPECT_EQ(said[0].found, "1");
  EXPECT_EQ(said[0].expected, "2022");
  EXPECT_THAT(of.left_out(per_new, {"unit"}), IsEmpty());
  EXPECT_THAT(of.left_out(definition(definitions(), "correct.review_concluded"), {"month"}),
              IsEmpty());
}

std::vector<std::string> said(const std::vector<Finding>& findings) {
  std::vector<std::string> out;
  for (const auto& each : findings)
    out.push_back(fmt::format("{} {} {}", each.where.text("column"), each.kind, each.found));
  return out;
}

TEST(Books, SayHowManyRowsStandInNoGroup) {
  const auto of = books();
  // Case 1 was received last year: it stands below the line, and in no month of this one.
  EXPECT_THAT(said(of.left_out(definition(definitions(), "disclose.accepted"), {"month"})),
              ElementsAre("received before_year 1"));
  // Case 4 is due next year, but only what is due in the year counts.
  EXPECT_THAT(of.left_out(definition(definitions(), "timely.due"), {"month"}), IsEmpty());
  EXPECT_THAT(said(of.left_out(definition(definitions(), "correct.review_all"), {"quarter"})),
              IsEmpty());
  EXPECT_THAT(of.left_out(definition(definitions(), "task.done_due"), {"units"}), IsEmpty());
  EXPECT_THAT(said(of.left_out("applications", {"month"})), ElementsAre("received before_year 1"));
  EXPECT_THAT(said(of.left_out("disputes", {"unit", "quarter"})),
              ElementsAre("filed before_year 1"));
  EXPECT_THAT(of.left_out("publications", {"unit"}), IsEmpty());
}

TEST(Books, SayThatARowWithoutADateOrALeadStandsInNoGroup) {
  auto ledgers = everything();
  ledgers["tasks"] = "task_id,title,leads,due\n1,甲,县教育局,全年\n2,乙,,长期\n3,丙,,3月底前\n";
  ledgers["disputes"] =
      "dispute_no,unit,kind,filed,concluded,outcome\nF1,县教育局,行政复议,2022-02-01,,尚未审结\n";
  const auto of = books(ledgers);
  EXPECT_THAT(said(of.left_out(definition(definitions(), "task.done_all"), {"leads", "month"})),
              ElementsAre("leads no_lead 2", "due no_month 1"));
  EXPECT_THAT(said(of.left_out("tasks", {"unit"})), ElementsAre("leads no_lead 2"));
  // What is pending has not been concluded in any month.
  EXPECT_THAT(said(of.left_out(definition(definitions(), "correct.review_all"), {"month"})),
              ElementsAre("concluded no_month 1"));
  const auto rules = Rules::parse(testing::template_text("rules.toml"));
  EXPECT_EQ(
      rules.tell(of.left_out("tasks", {"leads"})[0]).message,
      "tasks.csv “leads”列：2 行空着，或者所写的集体称谓没有对应的单位，不属于任何一组，没有列入");
}

TEST(Books, CountATaskForEachOfItsLeads) {
  const auto of = books();
  EXPECT_THAT(rates(of, "task.done_due", {"leads"}),
              UnorderedElementsAre("县教育局 1/2", "新市镇 1/1", "各镇（街道） 0/1"));
  EXPECT_THAT(rates(of, "task.done_due", {"units"}),
              UnorderedElementsAre("县教育局 1/2", "新市镇 1/2", "武康街道 0/1"));
}

TEST(Books, TellALeadThatIsNoUnit) {
  auto ledgers = everything();
  ledgers["tasks"] =
      "task_id,title,leads,due\n1,甲,县教育局、不明局,全年\n2,乙,不明局,全年\n3,丙,各镇（街道）,"
      "全年\n";
  const auto findings = books(ledgers).findings();
  const auto lead = std::ranges::find(findings, "lead", &Finding::kind);
  ASSERT_NE(lead, findings.end());
  EXPECT_EQ(lead->found, "不明局（2 行）");
  EXPECT_EQ(std::ranges::count(findings, "lead", &Finding::kind), 1);
  const auto rules = Rules::parse(testing::template_text("rules.toml"));
  EXPECT_EQ(rules.tell(*lead).message,
            "tasks.csv 第 2 行“leads”：牵头单位“不明局（2 "
            "行）”不在单位名录里，也不是集体称谓；单独列在这个名称下");
}

TEST(Books, LeaveOutWhatWasClosedYearsAgo) {
  auto ledgers = everything();
  ledgers["applications"] =
      "case_no,unit,applicant_kind,received,answered,outcome\n"
      "1,县教育局,自然人,2018-03-01,2018-04-01,granted\n"
      "2,县教育局,自然人,2022-03-01,2022-03-10,granted\n";
  const auto rate = books(ledgers).rate(definition(definitions(), "timely.due"));
  EXPECT_EQ(rate.unknown, 0);
  EXPECT_EQ(rate.text(), "100.00%");
}

TEST(Books, RefuseToGroupWhatHasNoSuchGroup) {
  const auto of = books();
  const auto by = [&](std::string_view id, std::vector<std::string> columns) {
    return [&of, id, columns = std::move(columns)] {
      of.rates(definition(definitions(), id), columns);
    };
  };
  EXPECT_THAT(by("carry.rate", {"month"}),
              ThrowsMessage<DataError>("by month: 'table3/carried_forward/total' counts what "
                                       "stands at a day, it belongs to no month"));
  EXPECT_THAT(by("timely.due", {"leads"}),
              ThrowsMessage<DataError>(
                  "applications cannot be grouped by 'leads', only by unit, parent, unit_kind, "
                  "month, quarter, applicant_kind, channel, outcome, delivery"));
  EXPECT_THROW(by("dispute.unique_per_new", {"applicant_kind"})(), DataError);
  EXPECT_THROW(by("dispute.unique_per_new", {"kind"})(), DataError);
}

TEST(Books, ShowTheRowsBehindANumber) {
  const auto of = books();
  const auto rows = of.why("table3/granted/natural_person", {}, {});
  ASSERT_THAT(rows, SizeIs(1));
  EXPECT_EQ(rows[0].ledger, "applications");
  EXPECT_EQ(rows[0].row, 2);  // below the header
  EXPECT_EQ(rows[0].key, "1");
  EXPECT_EQ(rows[0].cell, "table3/granted/natural_person");
  EXPECT_THAT(keys(of.why("table3/closed_total/total", {}, {})), ElementsAre("1", "2", "3"));
  EXPECT_EQ(of.why("table3/closed_total/total", {}, {})[2].cell,
            "table3/refused.third_party/natural_person");
  EXPECT_THAT(keys(of.why("table3/new_received/total", unit("新市镇"), {})),
              ElementsAre("3", "4", "5"));
  EXPECT_EQ(of.why("table3/new_received/total", {}, {})[0].cell, "table3/new_received/enterprise");
  EXPECT_THAT(keys(of.why("table3/granted/enterprise?applicant_kind=natural_person", {}, {})),
              IsEmpty());
  EXPECT_EQ(of.why("table4/review/corrected", {}, {})[0].cell, "table4/review/corrected");
  EXPECT_EQ(of.why("reply/new.in.late", {}, {})[0].because,
            "2022-08-24 收到，20 个工作日内答复，至 2022-09-22；2022-09-23 答复");
  EXPECT_EQ(of.why("reply/*.in.open", {}, {})[0].because,
            "2022-10-10 收到，20 个工作日内答复，至 2022-11-07；至 2022-12-31 未答复");
  EXPECT_THAT(keys(of.why("tasks/*.in.open?leads=各镇（街道）", {}, {})), SizeIs(1));
}

TEST(Books, ShowTheRowsBehindARate) {
  const auto of = books();
  EXPECT_THAT(keys(of.why("rate/timely.due/numerator", {}, definitions())), ElementsAre("1", "2"));
  EXPECT_THAT(keys(of.why("rate/timely.due/denominator", {}, definitions())),
              ElementsAre("1", "2", "3", "5"));
  EXPECT_THAT(keys(of.why("rate/timely.due", {}, definitions())), ElementsAre("1", "2"));
  // A place that is taken off takes its rows off.
  EXPECT_THAT(keys(of.why("rate/answer.rate/numerator", {}, definitions())), ElementsAre("2", "3"));
  EXPECT_THAT(keys(of.why("rate/timely.due/numerator", unit("新市镇"), definitions())), IsEmpty());
}

TEST(Books, TakeARowOffAsOftenAsItIsTakenOff) {
  // Granted requests stand in both places, and one of the two is taken off.
  Definition twice;
  twice.id = "twice";
  twice.numerator = {"table3/granted/total", "table3/closed_total/total", "-table3/granted/total"};
  const auto of = books();
  EXPECT_EQ(of.rate(twice).numerator,
            number(static_cast<std::int64_t>(of.why("rate/twice/numerator", {}, {twice}).size())));
}

TEST(Books, TellWhichRowsOfTableTwoAddWhat) {
  const auto of = books({{"publications",
                          "unit,kind,made,repealed,valid,decisions,fees\n"
                          "县教育局,行政规范性文件,3,,10,,\n新市镇,行政许可,,,,100,\n"
                          "新市镇,行政规范性文件,2,0,5,,\n县教育局,行政事业性收费,,,,,0.3\n"}});
  const auto told = [&](std::string_view place, const Key& group = {}) {
    std::vector<std::string> out;
    for (const auto& each : of.why(place, group, {}))
      out.push_back(fmt::format("{} {} {}: {}", each.ledger, each.row, each.cell, each.because));
    return out;
  };
  EXPECT_THAT(
      told("table2/licences"),
      ElementsAre("publications 3 table2/licences: 新市镇，行政许可，本年处理决定数量 100"));
  EXPECT_THAT(told("table2/normative_documents/made|repealed", unit("县教育局")),
              ElementsAre("publications 2 table2/normative_documents/made: "
                          "县教育局，行政规范性文件，本年制发件数 3",
                          "publications 2 table2/normative_documents/repealed: "
                          "县教育局，行政规范性文件，本年废止件数未填"));
  EXPECT_THAT(told("table2/fees_wan?unit=县教育局"),
              ElementsAre("publications 5 table2/fees_wan: "
                          "县教育局，行政事业性收费，本年收费金额（万元） 0.3"));
  EXPECT_THAT(told("table2/penalties"), IsEmpty());
  EXPECT_THAT([] { books(Texts{}).why("table2/licences", {}, {}); },
              ThrowsMessage<DataError>(
                  "place 'table2/licences' needs the ledger publications, which is not there"));
}

TEST(Books, TellWhichRequestsAddWhatToFees) {
  const auto of = books({{"applications",
                          "case_no,unit,applicant_kind,received,fee_notice,fee_amount,fee_paid\n"
                          "1,县教育局,自然人,2022-03-01,2022-03-10,400,2022-03-20\n"
                          "2,新市镇,自然人,2022-03-01,2022-06-10,,\n"
                          "3,新市镇,自然人,2021-12-01,2021-12-10,30.5,2022-01-05\n"}});
  const auto told = [&](std::string_view place) {
    std::vector<std::string> out;
    for (const auto& each : of.why(place, {}, {}))
      out.push_back(fmt::format("{} {}: {}", each.key, each.cell, each.because));
    return out;
  };
  EXPECT_THAT(told("fee/notices"),
              ElementsAre("1 fee/notices: 2022-03-10 通知收费，收费金额 400 元",
                          "2 fee/notices: 2022-06-10 通知收费，收费金额未填"));
  EXPECT_THAT(told("fee/collected_yuan"),
              ElementsAre("1 fee/collected_yuan: 2022-03-20 缴费，收费金额 400 元",
                          "3 fee/collected_yuan: 2022-01-05 缴费，收费金额 30.5 元"));
}

TEST(Books, RefuseToExplainWhatHasNoRows) {
  const auto of = books();
  EXPECT_THAT([&] { of.why("fact/population", {}, {}); },
              ThrowsMessage<DataError>(
                  "place 'fact/population' is no count of rows: it stands in year.toml"));
  EXPECT_THAT([&] { of.why("table2/leases", {}, {}); },
              ThrowsMessage<DataError>("place 'table2/leases': 'leases' names no cell of table2"));
  EXPECT_THAT([&] { of.why("finding/table3.flow", {}, {}); },
              ThrowsMessage<DataError>("place 'finding/table3.flow' is no count of rows: its "
                                       "findings are those of the check with that rule"));
  EXPECT_THAT([&] { of.why("rate/timely.due/above", {}, definitions()); },
              ThrowsMessage<DataError>("place 'rate/timely.due/above': 'above' is neither "
                                       "'numerator' nor 'denominator'"));
  EXPECT_THAT([&] { of.why("rate/timely.soon", {}, definitions()); },
              ThrowsMessage<DataError>("unknown definition 'timely.soon'"));
  EXPECT_THAT([] { books(Texts{}).why("table4/review/total", {}, {}); },
              ThrowsMessage<DataError>(
                  "place 'table4/review/total' needs the ledger disputes, which is not there"));
}

std::vector<std::string> tally(const Books& of, std::string_view ledger,
                               const std::vector<std::string>& by = {}) {
  std::vector<std::string> out;
  for (const auto& [key, cell, count] : of.tally(ledger, by))
    out.push_back(fmt::format("{}{}{} {}", key_text(key), key.empty() ? "" : " ", cell,
                              is_number(count) ? fmt::to_string(count.value) : "—"));
  return out;
}

TEST(Books, TallyALedgerWithoutZerosAndTotals) {
  const auto of = books();
  EXPECT_THAT(tally(of, "applications", {"unit"}),
              UnorderedElementsAre("县教育局 table3/new_received/enterprise 1",
                                   "县教育局 table3/carried_over/natural_person 1",
                                   "县教育局 table3/granted/natural_person 1",
                                   "县教育局 table3/partly_granted/enterprise 1",
                                   "县教育局 table3/closed_total/natural_person 1",
                                   "县教育局 table3/closed_total/enterprise 1",
                                   "新市镇 table3/new_received/natural_person 2",
                                   "新市镇 table3/new_received/enterprise 1",
                                   "新市镇 table3/refused.third_party/natural_person 1",
                                   "新市镇 table3/closed_total/natural_person 1",
                                   "新市镇 table3/carried_forward/natural_person 1",
                                   "新市镇 table3/carried_forward/enterprise 1"));
  EXPECT_THAT(tally(of, "disputes"),
              UnorderedElementsAre("disputes/co_defendant 1", "table4/review/upheld 1",
                                   "table4/review/corrected 1", "table4/suit_direct/pending 1"));
  EXPECT_THAT(tally(of, "publications"),
              UnorderedElementsAre("table2/normative_documents/made 5",
                                   "table2/normative_documents/repealed —",
                                   "table2/normative_documents/valid 15", "table2/licences 100"));
  EXPECT_THAT(tally(of, "tasks"),
              UnorderedElementsAre("tasks/new.in.on_time 1", "tasks/new.in.open 2"));
}

TEST(Books, TallyByTheMonthOfReceiptFilingOrDeadline) {
  const auto of = books();
  const auto requests = tally(of, "applications", {"month"});
  EXPECT_THAT(requests, ::testing::Contains("2022-10 table3/new_received/enterprise 1"));
  EXPECT_THAT(requests, ::testing::Contains("2022-08 table3/refused.third_party/natural_person 1"));
  EXPECT_THAT(tally(of, "disputes", {"month"}),
              ElementsAre("2022-02 table4/review/corrected 1", "2022-06 disputes/co_defendant 1",
                          "2022-11 table4/suit_direct/pending 1"));
  EXPECT_THAT(tally(of, "tasks", {"month"}),
              ElementsAre("2022-06 tasks/new.in.open 1", "2022-09 tasks/new.in.on_time 1",
                          "2022-12 tasks/new.in.open 1"));
}

TEST(Books, RefuseToTallyWhatIsNotThere) {
  EXPECT_THAT([] { books(Texts{}).tally("disputes", {}); },
              ThrowsMessage<DataError>("ledger disputes is not there"));
  EXPECT_THAT([] { books().tally("cases", {}); },
              ThrowsMessage<DataError>("unknown ledger 'cases'"));
}

TEST(Books, TellHowEachRequestStands) {
  const auto all = books().standings("applications");
  ASSERT_THAT(all, SizeIs(5));
  const auto told = [&](std::size_t at) {
    const auto& one = all[at];
    return fmt::format("{} {} {} {} {} {}", one.row, one.unit, iso(one.due.latest), one.cell,
                       one.state, one.days_over ? fmt::to_string(*one.days_over) : "—");
  };
  EXPECT_EQ(told(0), "2 县教育局 2022-01-18 old.in.on_time on_time —");
  EXPECT_EQ(told(1), "3 县教育局 2022-03-29 new.in.on_time on_time —");
  EXPECT_EQ(told(2), "4 新市镇 2022-09-22 new.in.late late 1");
  EXPECT_EQ(told(3), "5 新市镇 2023-01-13 new.after.open open —");
  // 11-08 to 11-30 has 17 working days, December 22.
  EXPECT_EQ(told(4), "6 新市镇 2022-11-07 new.in.open overdue 39");
}

TEST(Books, TellHowEachTaskStands) {
  const auto all = books(everything(), "2022-12-31", "issued = 2022-08-24\n").standings("tasks");
  ASSERT_THAT(all, SizeIs(3));
  EXPECT_EQ(all[0].state, "on_time");
  EXPECT_EQ(all[0].unit, "县教育局、新市镇");
  EXPECT_EQ(all[0].printed, "9月底前");
  EXPECT_EQ(all[1].state, "before_issue");
  EXPECT_EQ(all[2].state, "overdue");  // due on the date of count itself
  // In days of the calendar: July to December after 06-30.
  EXPECT_EQ(all[1].days_over, 184);
  EXPECT_THAT([] { books().standings("publications"); },
              ThrowsMessage<DataError>("ledger publications has no deadlines"));
  EXPECT_THAT([] { books(Texts{}).standings("tasks"); },
              ThrowsMessage<DataError>("ledger tasks is not there"));
}

TEST(Books, SayWhatCountingFound) {
  const auto of = books({{"applications",
                          "case_no,unit,applicant_kind,received,correction_notice\n"
                          "1,县教育局,自然人,2022-08-24,2022-09-05\n"
                          "2,县教育局,自然人,2008-04-30,\n"
                          "3,县教育局,自然人,2017-12-29,\n"
                          "4,县教育局,自然人,2012-03-01,\n"},
                         {"tasks", kTasks}},
                        "2022-12-31", "issued = 2022-08-24\n");
  const auto said = of.findings();
  const auto late = testing::of_kind(said, "ledger.order", "late_correction");
  ASSERT_THAT(late, SizeIs(1));
  EXPECT_EQ(late[0].where.text("row"), "2");
  EXPECT_EQ(late[0].where.text("column"), "correction_notice");
  EXPECT_EQ(late[0].found, "2022-09-05");
  EXPECT_EQ(late[0].expected, "2022-09-02");
  const auto before = testing::of_kind(said, "ledger.date", "before_law");
  ASSERT_THAT(before, SizeIs(1));
  EXPECT_EQ(before[0].found, "1");
  EXPECT_EQ(before[0].expected, "2008-05-01");
  const auto unknown = testing::of_kind(said, "ledger.date", "before_calendar");
  ASSERT_THAT(unknown, SizeIs(1));
  EXPECT_EQ(unknown[0].found, "2");
  EXPECT_EQ(unknown[0].expected, "2018-01-01");
  EXPECT_EQ(unknown[0].where.text("row"), "4");
  const auto born_late = testing::of_kind(said, "plan.before_issue", "due");
  ASSERT_THAT(born_late, SizeIs(1));
  EXPECT_EQ(born_late[0].found, "6月底前（2022-06-30）");
  EXPECT_EQ(born_late[0].expected, "2022-08-24");
}

TEST(Books, LeaveARateOpenWhereTheLawOfARequestIsUnknown) {
  const auto of = books({{"applications",
                          "case_no,unit,applicant_kind,received,answered,outcome\n"
                          "1,县教育局,自然人,2022-03-01,2022-03-10,granted\n"
                          "2,县教育局,自然人,2017-05-01,2022-03-10,granted\n"}});
  const auto rate = of.rates(definition(definitions(), "timely.due"), {})[0].rate;
  EXPECT_EQ(rate.unknown, 1);
  EXPECT_EQ(rate.share(), std::nullopt);
  EXPECT_EQ(rate.text(), "50.00%–100.00%");
}

TEST(Books, GroupARateOverTwoLedgersOnlyByWhatBothHave) {
  // Both ledgers have a column of that name, with other results in it.
  EXPECT_THAT(
      [] { rates(books(), "dispute.unique_per_new", {"outcome"}); },
      ThrowsMessage<DataError>("dispute.unique_per_new counts rows of two ledgers, it cannot be "
                               "grouped by 'outcome', only by unit, parent, unit_kind, month, "
                               "quarter"));
  EXPECT_THAT(rates(books(), "dispute.unique_per_new", {"unit_kind"}), SizeIs(2));
}

TEST(Books, RefuseAGroupingEachTimeTheyAreAsked) {
  const auto of = books();
  for (int time = 0; time < 2; ++time)
    EXPECT_THAT([&] { of.tally("publications", {"colour"}); },
                ThrowsMessage<DataError>(
                    "publications cannot be grouped by 'colour', only by unit, parent, unit_kind, "
                    "month, quarter, kind"));
}

TEST(Books, RefuseAPlaceOfWhichOneIdNamesNoCell) {
  const auto of = books();
  EXPECT_EQ(of.at("table2/licences|penalties"), Figure{});  // nobody told of penalties
  EXPECT_THAT([&] { of.at("table2/licences|licenses"); },
              ThrowsMessage<DataError>(
                  "place 'table2/licences|licenses': 'licenses' names no cell of table2"));
  EXPECT_THAT([&] { of.at("table2/*|licences"); },
              ThrowsMessage<DataError>("place 'table2/*|licences': '*' names no cell of table2"));
  EXPECT_THAT([&] { of.at("table2/regulations"); },
              ThrowsMessage<DataError>(
                  "place 'table2/regulations': 'regulations' names no cell of table2"));
}

TEST(Books, AddNoMoneyToCounts) {
  const auto of = books({{"applications",
                          "case_no,unit,applicant_kind,received,fee_notice,fee_amount,fee_paid\n"
                          "1,县教育局,自然人,2022-03-01,2022-03-05,100,2022-03-08\n"}});
  EXPECT_EQ(of.at("fee/noticed_yuan"), number(10000));
  EXPECT_EQ(of.at("fee/*"), number(1));
}

}  // namespace
}  // namespace gongkai
