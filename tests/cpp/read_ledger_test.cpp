#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "gongkai/base/error.hpp"
#include "ledger_help.hpp"

namespace gongkai {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::ThrowsMessage;

const Source kFrame{"applications", "", 2022};

arrow::Table cases(arrow::Values received) {
  arrow::Table table;
  table.rows = 2;
  table.columns = {
      {"case_no", testing::texts({"A1", "A2"}), {}},
      {"unit", testing::texts({"县教育局", "县教育局"}), {}},
      {"applicant_kind", testing::texts({"natural_person", "商业企业"}), {}},
      {"received", std::move(received), {}},
  };
  return table;
}

Checked<Ledger> read_cases(arrow::Values received) {
  return read_ledger(schema("applications"), cases(std::move(received)), testing::terms(), kFrame);
}

TEST(ReadLedger, TakesAColumnOfDatesForListsOfOneDate) {
  arrow::Table table = cases(std::vector<Date>(2, *civil(2022, 3, 1)));
  const Date beyond = Date{Days{4'000'000}};
  table.columns.push_back({"consult_sent", std::vector<Date>{*civil(2022, 3, 2), beyond}, {}});
  table.columns.push_back({"consult_back", std::vector<Date>{kNever, kNever}, {0, 0}});
  const auto read = read_ledger(schema("applications"), table, testing::terms(), kFrame);
  EXPECT_THAT(read.value.date_lists("consult_sent")[0], ElementsAre(*civil(2022, 3, 2)));
  EXPECT_THAT(read.value.date_lists("consult_sent")[1], ElementsAre(kUndated));
  EXPECT_THAT(read.value.date_lists("consult_back")[0], IsEmpty());
  ASSERT_THAT(read.findings, SizeIs(1));
  EXPECT_EQ(read.findings[0].kind, "impossible");
  EXPECT_EQ(read.findings[0].found, "第 4000000 日");
}

// Above a hundred thousand rows two threads read the columns.
TEST(ReadLedger, ReadsManyRowsAsItReadsFew) {
  constexpr std::int64_t kRows = 120'000;
  arrow::Table table;
  table.rows = kRows;
  arrow::Texts numbers, units;
  std::vector<Date> received;
  for (std::int64_t row = 0; row < kRows; ++row) {
    numbers.push_back(fmt::format("A{}", row == kRows - 1 ? 0 : row));
    units.push_back(row % 40'000 == 7 ? "" : "县教育局");
    received.push_back(*civil(2022, 3, 1) + Days(row % 300));
  }
  table.columns = {{"case_no", std::move(numbers), {}},
                   {"unit", std::move(units), {}},
                   {"received", std::move(received), {}}};
  const auto read = read_ledger(schema("applications"), table, testing::terms(), kFrame);
  EXPECT_EQ(read.value.size(), kRows);
  EXPECT_EQ(read.value.dates("received")[119'999], *civil(2022, 3, 1) + Days(299));
  std::vector<std::string> told;
  for (const Finding& each : read.findings)
    if (each.rule != "ledger.column")
      told.push_back(fmt::format("{} {}", each.rule, each.where.text("row")));
  EXPECT_THAT(told, ElementsAre("ledger.blank 8", "ledger.blank 40008", "ledger.blank 80008",
                                "ledger.key 120000"));
}

TEST(ReadLedger, TakesIdsAndAliasesForHeaders) {
  const auto ids = read_cases(testing::texts({"2022-03-01", "2022-03-02"}));
  EXPECT_THAT(ids.findings, IsEmpty());
  const auto aliases = testing::read(
      "applications", "受理编号,承办单位,申请人类别,\"收件\n日期\"\nA1,县教育局,公民,2022-03-01\n");
  EXPECT_THAT(aliases.findings, IsEmpty());
  EXPECT_THAT(aliases.value.dates("received"), ElementsAre(*civil(2022, 3, 1)));
}

TEST(ReadLedger, TakesAWeakHeaderOnlyWhereNothingElseStands) {
  const auto alone =
      testing::read("applications", "序号,单位,申请人类型,申请日期\n1,甲,公民,2022-03-01\n");
  EXPECT_THAT(alone.findings, IsEmpty());
  EXPECT_EQ(alone.value.key(0), "1");
  const auto beside = testing::read("applications",
                                    "序号,申请编号,单位,申请人类型,申请日期,收到日期\n"
                                    "1,A1,甲,公民,2022-03-01,2022-03-02\n");
  EXPECT_THAT(testing::kinds(beside.findings),
              ElementsAre("ledger.column unknown", "ledger.column unknown"));
  EXPECT_EQ(beside.value.key(0), "A1");
  EXPECT_THAT(beside.value.dates("received"), ElementsAre(*civil(2022, 3, 2)));
}

TEST(ReadLedger, NeverChoosesBetweenTwoSureHeaders) {
  const auto twice = testing::read("applications",
                                   "申请编号,单位,申请人类型,收到日期,收件日期\n"
                                   "1,甲,自然人,2021-12-30,2022-01-10\n");
  EXPECT_EQ(testing::kinds(twice.findings), std::vector<std::string>{"ledger.header twice"});
  EXPECT_EQ(twice.findings[0].severity, Severity::fatal);
  EXPECT_FALSE(twice.value.has("received"));
}

TEST(ReadLedger, NeverChoosesBetweenTwoWeakHeaders) {
  const auto vital = testing::read("applications",
                                   "编号,单位,申请人类型,申请日期,登记日期\n"
                                   "1,甲,公民,2022-03-01,2022-03-02\n");
  EXPECT_EQ(vital.findings.front().rule, "ledger.header");
  EXPECT_EQ(vital.findings.front().severity, Severity::fatal);
  EXPECT_FALSE(vital.value.has("received"));
  const auto other = testing::read("applications",
                                   "编号,单位,申请人类型,收到日期,姓名,企业名称\n"
                                   "1,甲,公民,2022-03-01,张三,\n");
  EXPECT_EQ(other.findings.front().rule, "ledger.header");
  EXPECT_EQ(other.findings.front().severity, Severity::serious);
  EXPECT_FALSE(other.value.has("applicant"));
}

TEST(ReadLedger, LetsTheUnitAloneBeMissing) {
  EXPECT_THAT(
      testing::read("applications", "编号,申请人类型,收到日期\n1,公民,2022-03-01\n").findings,
      IsEmpty());
  EXPECT_THAT(testing::kinds(testing::read("units", "上级单位,单位类别\n县政府,部门\n").findings),
              ElementsAre("ledger.column missing"));
}

TEST(ReadLedger, ReadsTypedColumnsAsTheirTexts) {
  const Date first = *civil(2022, 3, 1), second = *civil(2022, 3, 2);
  const auto text = read_cases(testing::texts({"2022-03-01", "2022-03-02"}));
  ASSERT_THAT(text.value.dates("received"), ElementsAre(first, second));
  const std::int64_t serial = 44621;  // 2022-03-01
  arrow::Coded coded;
  coded.distinct = testing::texts({"never used", "2022年3月2日", "2022.3.1"});
  coded.codes = {2, 1};
  const std::int64_t day = 86'400'000'000;
  const std::int64_t since = first.time_since_epoch().count();
  for (const auto& values : {arrow::Values{std::vector<Date>{first, second}},
                             arrow::Values{std::vector<std::int64_t>{serial, serial + 1}},
                             arrow::Values{std::vector<double>{44621.0, 44622.75}},
                             arrow::Values{arrow::Moments{{since * day, (since + 2) * day - 1}}},
                             arrow::Values{std::move(coded)}}) {
    const auto typed = read_cases(values);
    EXPECT_THAT(typed.value.dates("received"), ElementsAre(first, second)) << values.index();
    EXPECT_THAT(typed.findings, IsEmpty()) << values.index();
  }
}

TEST(ReadLedger, ReadsCodedTextInTheOrderOfTheRows) {
  arrow::Table table = cases(testing::texts({"2022-03-01", "2022-03-02"}));
  arrow::Coded units;
  units.distinct = testing::texts({"无关", "县民政局", "县教育局"});
  units.codes = {2, 1};
  table.columns[1].values = std::move(units);
  const auto checked = read_ledger(schema("applications"), table, testing::terms(), kFrame);
  const Names& names = checked.value.names("unit");
  EXPECT_THAT(names.codes, ElementsAre(0, 1));
  EXPECT_EQ(names.distinct.size(), 2);
  EXPECT_EQ(names[1], "县民政局");
}

TEST(ReadLedger, TakesNullsForBlanks) {
  arrow::Table table = cases(std::monostate{});
  const auto checked = read_ledger(schema("applications"), table, testing::terms(), kFrame);
  EXPECT_THAT(testing::kinds(checked.findings),
              ElementsAre("ledger.blank blank", "ledger.blank blank"));
  EXPECT_TRUE(checked.findings.front().vital);
}

TEST(ReadLedger, ReadsNumbersOfEveryType) {
  const auto numbers = [](arrow::Values pages, arrow::Values fees) {
    arrow::Table table = cases(testing::texts({"2022-03-01", "2022-03-02"}));
    table.columns.push_back({"pages", std::move(pages), {}});
    table.columns.push_back({"fee_amount", std::move(fees), {}});
    auto checked = read_ledger(schema("applications"), table, testing::terms(), kFrame);
    EXPECT_THAT(checked.findings, IsEmpty());
    return checked.value;
  };
  for (const Ledger& ledger :
       {numbers(testing::texts({"1,200", "３件"}), testing::texts({"40", "12.34"})),
        numbers(std::vector<std::int64_t>{1200, 3}, std::vector<double>{40, 12.34}),
        numbers(std::vector<double>{1200, 3}, testing::texts({"40.00", "12.340000000000002"}))}) {
    EXPECT_THAT(ledger.numbers("pages"), ElementsAre(1200, 3));
    EXPECT_THAT(ledger.numbers("fee_amount"), ElementsAre(4000, 1234));
  }
}

TEST(ReadLedger, ReadsTruthOfEveryType) {
  const auto truths = [](arrow::Values values) {
    arrow::Table table = cases(testing::texts({"2022-03-01", "2022-03-02"}));
    table.columns.push_back({"法制审查", std::move(values), {}});
    const auto checked = read_ledger(schema("applications"), table, testing::terms(), kFrame);
    EXPECT_THAT(testing::of_kind(checked.findings, "ledger.choice", "truth"), IsEmpty());
    const auto bytes = checked.value.choices("legal_review");
    return std::vector<int>(bytes.begin(), bytes.end());
  };
  EXPECT_THAT(truths(testing::texts({"√", "无"})), ElementsAre(2, 1));
  EXPECT_THAT(truths(std::vector<std::uint8_t>{1, 0}), ElementsAre(2, 1));
  EXPECT_THAT(truths(std::vector<std::int64_t>{1, 0}), ElementsAre(2, 1));
  EXPECT_THAT(truths(testing::texts({"2022-03-02", "/"})), ElementsAre(2, 0));
}

TEST(ReadLedger, KeepsThePlaceOfAnEmptyItem) {
  const auto checked =
      testing::read("applications",
                    "编号,单位,申请人类型,收到日期,征求意见日期,征求对象,意见收到日期\n"
                    "1,甲,公民,2022-03-01,2022-03-02、2022-03-03,第三方；其他机关,"
                    "；2022-03-09\n2,甲,公民,2022-03-01,,,\n");
  EXPECT_THAT(checked.findings, IsEmpty());
  EXPECT_THAT(checked.value.date_lists("consult_sent")[0],
              ElementsAre(*civil(2022, 3, 2), *civil(2022, 3, 3)));
  EXPECT_THAT(checked.value.date_lists("consult_back")[0], ElementsAre(kNever, *civil(2022, 3, 9)));
  EXPECT_THAT(checked.value.choice_lists("consult_kind")[0], ElementsAre(1, 3));
  EXPECT_TRUE(checked.value.date_lists("consult_sent")[1].empty());
}

TEST(ReadLedger, SplitsLeadsAndDropsWhatIsEmpty) {
  const Ledger ledger = testing::read("tasks",
                                      "序号,重点任务,牵头单位,完成时限\n"
                                      "1,甲,\"县府办、 县司法局；、县府办\",9月底前\n")
                            .value;
  const NameLists& leads = ledger.name_lists("leads");
  EXPECT_THAT(leads.codes[0], ElementsAre(0, 1, 0));
  EXPECT_EQ(leads.distinct[1], "县司法局");
}

TEST(ReadLedger, TrimsUnitsInsideAndOut) {
  const Ledger ledger = testing::read("events",
                                      "事项类别,单位,日期\n"
                                      "培训,县经信局,2022-01-01\n"
                                      "培训,县经信局\u00A0,2022-01-01\n"
                                      "培训,\u3000县\u3000经信局 ,2022-01-01\n"
                                      "培训,China Mobile 分公司,2022-01-01\n")
                            .value;
  EXPECT_THAT(ledger.names("unit").codes, ElementsAre(0, 0, 0, 1));
  EXPECT_EQ(ledger.names("unit")[3], "China Mobile分公司");
}

TEST(ReadLedger, TrimsTabsAndLineBreaksInsideAUnit) {
  const Ledger ledger = testing::read("events",
                                      "事项类别,单位,日期\n"
                                      "培训,县经信局,2022-01-01\n"
                                      "培训,\"\t县经信\n局\u200b\",2022-01-01\n")
                            .value;
  EXPECT_THAT(ledger.names("unit").codes, ElementsAre(0, 0));
}

TEST(ReadLedger, KeepsEveryDigitOfAnIdentifier) {
  const auto read = [](arrow::Values numbers) {
    arrow::Table table = cases(testing::texts({"2022-03-01", "2022-03-02"}));
    table.columns[0].values = std::move(numbers);
    auto checked = read_ledger(schema("applications"), table, testing::terms(), kFrame);
    checked.findings = testing::rules().tell(std::move(checked.findings));
    return checked;
  };
  const auto text = read(testing::texts({"330521199001011234", "007"}));
  EXPECT_THAT(text.findings, IsEmpty());
  EXPECT_EQ(text.value.key(0), "330521199001011234");
  EXPECT_EQ(text.value.key(1), "007");
  const auto whole = read(std::vector<std::int64_t>{330521199001011234, 7});
  EXPECT_THAT(whole.findings, IsEmpty());
  EXPECT_EQ(whole.value.key(0), "330521199001011234");
  const auto real = read(std::vector<double>{330521199001011234.0, 2549.0});
  EXPECT_EQ(real.value.key(1), "2549");
  ASSERT_THAT(testing::kinds(real.findings), ElementsAre("ledger.number digits"));
  EXPECT_EQ(real.findings[0].where.text("row"), "1");
}

TEST(ReadLedger, CountsBareSerialsFrom1904WhereTheSourceSaysSo) {
  const auto received = [](bool since_1904) {
    return read_ledger(schema("applications"), cases(testing::texts({"43160", "2022-03-02"})),
                       testing::terms(), Source{"a.xlsx", "", 2022, since_1904})
        .value.dates("received")[0];
  };
  EXPECT_EQ(received(true), *civil(2022, 3, 2));
  EXPECT_EQ(received(false), *civil(2018, 3, 1));
}

TEST(ReadLedger, ReadsThroughALabelGluedToItsCell) {
  const auto checked = testing::read("applications",
                                     "编号,单位,申请人类型,收到日期,页数\n"
                                     "1,甲,公民,收件日期：2022-03-01,页数：3页\n"
                                     "2,甲,公民,日期：2022-03-01,数量：3\n"
                                     "3,甲,公民,2022-03-01,件数：3\n");
  EXPECT_THAT(testing::kinds(checked.findings), ElementsAre("ledger.number text"));
  EXPECT_EQ(checked.findings[0].where.text("row"), "4");
  EXPECT_THAT(checked.value.numbers("pages"), ElementsAre(3, 3, kBlank));
}

TEST(ReadLedger, ReadsWhatPeopleTypeIntoEveryColumn) {
  const auto checked = testing::read(
      "applications",
      "编号,单位,申请人类型,收到日期,答复日期,答复结果,送达日期,页数,收费金额,法制审查\n"
      "\"\t0071\n\",县教育局,\u3000公\u00a0民,\"\n2022.8.24 \",22.8.25,予以 公开,8月26日,"
      "\"\t1,234\u00a0页\",４０元,√\n"
      "0072,县教育局,公民,44797,2022-08-25 09:30:00,公开,二〇二二年八月二十六日,零,空,是\n"
      "0073,县教育局,公民,20220824,2022/8/25,公开,2022年8月26日（周五）,３件,--,2022-08-25\n");
  EXPECT_THAT(testing::kinds(checked.findings), ElementsAre("ledger.choice day"));
  const Ledger& ledger = checked.value;
  EXPECT_EQ(ledger.key(0), "0071");
  for (const char* column : {"received", "answered", "delivered"}) {
    const int day = column == std::string("received") ? 24 : column[0] == 'a' ? 25 : 26;
    EXPECT_THAT(ledger.dates(column), ::testing::Each(*civil(2022, 8, day))) << column;
  }
  EXPECT_THAT(ledger.numbers("pages"), ElementsAre(1234, 0, 3));
  EXPECT_THAT(ledger.numbers("fee_amount"), ElementsAre(4000, kBlank, kBlank));
  EXPECT_THAT(ledger.choices("applicant_kind"), ElementsAre(1, 1, 1));
  EXPECT_THAT(ledger.choices("outcome"), ElementsAre(1, 1, 1));
  EXPECT_THAT(ledger.choices("legal_review"), ElementsAre(2, 2, 2));
}

TEST(ReadLedger, KeepsARowThatIsBrokenAndNoSection) {
  const auto checked = testing::read("applications",
                                     "编号,单位,申请人类型,收到日期\n"
                                     "一、,,,\n一（2022）1号,,,\n二〇二二1号,甲,公民,2022-01-04\n"
                                     "三、甲,乙,,\n");
  EXPECT_EQ(checked.value.size(), 3);
  EXPECT_THAT(testing::of_kind(checked.findings, "ledger.skipped", "section"), SizeIs(1));
}

TEST(ReadLedger, LetsOnlyTargetsFallBelowNothing) {
  const auto tasks = testing::read("tasks",
                                   "序号,重点任务,牵头单位,完成时限,目标值,完成值,权重\n"
                                   "1,甲,乙,年底,-5%,-6%,-1\n");
  EXPECT_THAT(testing::kinds(tasks.findings), ElementsAre("ledger.number negative"));
  EXPECT_THAT(tasks.value.numbers("target"), ElementsAre(-5'000'000));
}

TEST(ReadLedger, SaysWhichColumnsTheFileHad) {
  const Ledger ledger = testing::read("responses",
                                      "工单编号,承办单位,来件时间,类别,颜色\n"
                                      "1,甲,2022-01-01,热线,红\n")
                            .value;
  EXPECT_THAT(ledger.found(),
              ElementsAre(std::pair("id", "工单编号"), std::pair("unit", "承办单位"),
                          std::pair("kind", "类别"), std::pair("opened", "来件时间")));
}

TEST(ReadLedger, LeavesRecipientsAsTheyAre) {
  const Ledger ledger = testing::read("pushes",
                                      "政策编号,推送对象,推送渠道\n"
                                      "P1,007,短信\nP1,007 ,短信\nP1,无,短信\n")
                            .value;
  EXPECT_THAT(ledger.names("recipient").codes, ElementsAre(0, 1, 2));
  EXPECT_EQ(ledger.names("recipient")[1], "007 ");
}

TEST(ReadLedger, MissesADeliveryOnlyBehindAReplyOnAKnownDay) {
  const auto checked =
      testing::read("applications",
                    "申请编号,单位,申请人类型,收到日期,答复日期,送达日期,答复结果\n"
                    "1,县教育局,自然人,2022-01-04,2022-01-20,,予以公开\n"
                    "2,县教育局,自然人,2022-01-04,年初,,予以公开\n"
                    "3,县教育局,自然人,2022-01-04,2022-02-30,,予以公开\n"
                    "4,县教育局,自然人,2022-01-04,是,,予以公开\n"
                    "5,县教育局,自然人,2022-01-04,2022-01-20,年初,予以公开\n"
                    "6,县教育局,自然人,2022-01-04,,,\n"
                    "7,县教育局,自然人,2022-01-04,2022-01-21,/,予以公开\n");
  const auto found = testing::of_kind(checked.findings, "ledger.blank", "delivered");
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].message,
            "applications.csv “送达日期”列：2 行已经答复而没有填送达日期，按答复日期计");
}

TEST(ReadLedger, KeepsTheWordsOfDeadlines) {
  const Ledger ledger = testing::read("tasks",
                                      "序号,重点任务,牵头单位,完成时限\n"
                                      "1,甲,乙,9月底前\n2,甲,乙,长期\n3,甲,乙,2022-10-31\n")
                            .value;
  EXPECT_THAT(ledger.dates("due"), ElementsAre(*civil(2022, 9, 30), kNever, *civil(2022, 10, 31)));
  EXPECT_EQ(ledger.printed(0, "due"), "9月底前");
  EXPECT_EQ(ledger.printed(1, "due"), "长期");
  EXPECT_EQ(ledger.printed(0, "title"), "");
  arrow::Table table;
  table.rows = 1;
  table.columns = {{"task_id", testing::texts({"1"}), {}},
                   {"title", testing::texts({"甲"}), {}},
                   {"leads", testing::texts({"乙"}), {}},
                   {"due", std::vector<Date>{*civil(2022, 9, 30)}, {}}};
  EXPECT_EQ(read_ledger(schema("tasks"), table, testing::terms(), kFrame).value.printed(0, "due"),
            "2022-09-30");
}

TEST(ReadLedger, ReadsProgressAsShareOrPercent) {
  const auto progress = [](std::string_view a, std::string_view b) {
    const auto checked =
        testing::read("tasks", fmt::format("序号,重点任务,牵头单位,完成时限,完成进度\n"
                                           "1,甲,乙,年底,{}\n2,甲,乙,年底,{}\n",
                                           a, b));
    const auto shares = checked.value.numbers("progress");
    return std::pair(std::vector<std::int64_t>(shares.begin(), shares.end()),
                     testing::kinds(checked.findings));
  };
  EXPECT_EQ(progress("92%", "100%"),
            std::pair(std::vector<std::int64_t>{920'000, 1'000'000}, std::vector<std::string>{}));
  EXPECT_EQ(progress("0.92", "1"), std::pair(std::vector<std::int64_t>{920'000, 1'000'000},
                                             std::vector<std::string>{"ledger.number as_share"}));
  EXPECT_EQ(progress("92", "0.5"), std::pair(std::vector<std::int64_t>{920'000, 5'000},
                                             std::vector<std::string>{"ledger.number as_percent"}));
  EXPECT_EQ(progress("100%", "1"), std::pair(std::vector<std::int64_t>{1'000'000, 1'000'000},
                                             std::vector<std::string>{"ledger.number as_share"}));
}

TEST(ReadLedger, TakesWordsForNothingAsBlank) {
  const auto checked =
      testing::read("applications",
                    "编号,单位,申请人类型,收到日期,延期告知日期,页数,送达方式,法制审查\n"
                    "1,甲,公民,2022-03-01,/,—,无,\n"
                    "2,甲,公民,2022-03-01,否,--,/,/\n");
  EXPECT_THAT(checked.findings, IsEmpty());
  EXPECT_THAT(checked.value.dates("extended"), ElementsAre(kNever, kNever));
  EXPECT_THAT(checked.value.numbers("pages"), ElementsAre(kBlank, kBlank));
}

TEST(ReadLedger, SaysThatAFormulaHasNoValue) {
  const auto checked = testing::read("applications",
                                     "申请编号,单位,申请人类型,收到日期,收费金额,法制审查\n"
                                     "#N/A,县府办,#REF!,#VALUE!,#DIV/0!,#NAME?\n"
                                     "A2, #NULL! ,自然人,2022-03-01,#NUM!,\n");
  EXPECT_THAT(testing::kinds(checked.findings),
              ElementsAre("ledger.blank error", "ledger.choice unknown", "ledger.date bad",
                          "ledger.choice truth", "ledger.number text", "ledger.blank error",
                          "ledger.number text"));
  EXPECT_EQ(checked.findings[0].found, "#N/A");
  EXPECT_EQ(checked.findings[0].message,
            "applications.csv 第 2 行“申请编号”：“#N/A”是公式出错，没有值，应填申请编号");
  EXPECT_EQ(checked.findings[0].severity, Severity::fatal);
  EXPECT_EQ(checked.findings[5].severity, Severity::serious);
  EXPECT_EQ(checked.value.names("case_no").codes[0], -1);
  EXPECT_EQ(checked.value.names("unit").codes[1], -1);
  EXPECT_EQ(checked.value.dates("received")[0], kNever);
  EXPECT_EQ(checked.value.numbers("fee_amount")[1], kBlank);
  const auto lists = testing::read("tasks", "序号,重点任务,牵头单位,完成时限\n1,公开,#N/A,6月底\n");
  EXPECT_THAT(testing::kinds(lists.findings), ElementsAre("ledger.blank error"));
}

TEST(ReadLedger, KeepsTheDayOfAYes) {
  const auto checked = testing::read("applications",
                                     "申请编号,单位,申请人类型,收到日期,法制审查\n"
                                     "A1,县府办,自然人,2022-03-01,2022年3月9日\n"
                                     "A2,县府办,自然人,2022-03-01,是\n");
  ASSERT_THAT(checked.findings, SizeIs(1));
  EXPECT_EQ(checked.findings[0].message,
            "applications.csv 第 2 "
            "行“法制审查”：“2022-03-09”是日期，按“是”读入，这一天另行保留；这一列应填是或否");
  EXPECT_EQ(checked.findings[0].where.text("row"), "2");
  EXPECT_EQ(checked.value.choices("legal_review")[0], 2);
  EXPECT_EQ(checked.value.detail(0, "legal_review"), "2022-03-09");
  EXPECT_EQ(checked.value.detail(1, "legal_review"), "");
}

TEST(ReadLedger, CountsTheDaysOfManyYeses) {
  std::string text = "政策编号,推送对象,推送渠道,是否送达\n";
  for (int row = 0; row < 103; ++row) text += "P1,甲" + std::to_string(row) + ",短信,2022-03-09\n";
  const auto checked = testing::read("pushes", text);
  EXPECT_THAT(testing::of_kind(checked.findings, "ledger.choice", "day"), SizeIs(100));
  const auto more = testing::of_kind(checked.findings, "ledger.choice", "days");
  ASSERT_THAT(more, SizeIs(1));
  EXPECT_EQ(more[0].found, "3 格");
}

TEST(ReadLedger, CallsAnUnreadableCellUnreadableAndNotBlank) {
  const auto checked = testing::read("applications",
                                     "编号,单位,申请人类型,收到日期,答复日期,答复结果\n"
                                     "1,甲,公民,上周,2022年2月30日,予以公开\n"
                                     "2,甲,公民,2022-03-01,2022-03-09,不知道\n");
  EXPECT_THAT(testing::kinds(checked.findings),
              ElementsAre("ledger.blank delivered", "ledger.date bad", "ledger.date impossible",
                          "ledger.choice unknown"));
}

TEST(ReadLedger, MissesTheOutcomeColumnWhereCasesAreAnswered) {
  const auto checked = testing::read("applications",
                                     "编号,单位,申请人类型,收到日期,答复日期,送达日期\n"
                                     "1,甲,公民,2022-03-01,2022-03-09,2022-03-09\n");
  ASSERT_THAT(checked.findings, SizeIs(1));
  EXPECT_EQ(checked.findings[0].message, "applications.csv “答复结果”列：缺少必需的列“答复结果”");
  EXPECT_EQ(checked.findings[0].severity, Severity::fatal);
}

TEST(ReadLedger, TellsFindingsByRowAndThenByColumn) {
  const auto checked = testing::read("applications",
                                     "收到日期,编号,单位,申请人类型\n"
                                     "2022-02-30,1,甲,外星人\n"
                                     ",,甲,公民\n"
                                     "2022-02-31,3,,公民\n");
  EXPECT_THAT(testing::kinds(checked.findings),
              ElementsAre("ledger.choice unknown", "ledger.date impossible", "ledger.blank blank",
                          "ledger.blank blank", "ledger.blank blank", "ledger.date impossible"));
}

TEST(ReadLedger, SkipsTheRowThatIsAnExample) {
  const auto checked = testing::read("applications",
                                     "申请编号,单位,申请人类型,收到日期\n"
                                     "示例：2023-001,县教育局,自然人,2022-03-01\n"
                                     "1,县教育局,自然人,2022-03-01\n"
                                     "示例县-2,县教育局,自然人,2022-03-01\n"
                                     "示例,县教育局,火星人,年初\n");
  EXPECT_EQ(checked.value.size(), 2);
  EXPECT_THAT(testing::kinds(checked.findings),
              ElementsAre("ledger.skipped example", "ledger.skipped example"));
  EXPECT_EQ(checked.findings[0].message,
            "applications.csv 第 2 行：“示例：2023-001”一行是填写示例，不是数据行，已跳过");
}

TEST(ReadLedger, ListsEveryFaultOfALedgerThatCanBeRead) {
  std::string csv = "编号,单位,申请人类型,收到日期\n";
  for (int row = 0; row < 250; ++row) csv += fmt::format("{},甲,公民,2022-02-30\n", row);
  const auto checked = testing::read("applications", csv);
  ASSERT_THAT(checked.findings, SizeIs(250));
  EXPECT_EQ(checked.findings[249].where.text("row"), "251");
}

TEST(ReadLedger, ShortensALongCellInItsFinding) {
  const auto checked = testing::read(
      "applications", "编号,单位,申请人类型,收到日期\n1,甲,公民," + std::string(1000, 'x') + "\n");
  EXPECT_EQ(checked.findings[0].found, std::string(120, 'x') + "…");
}

TEST(ReadLedger, TakesTheRowNumbersThatItIsGiven) {
  const std::vector<std::int64_t> origin{7, 9};
  const auto checked =
      read_ledger(schema("applications"), cases(testing::texts({"2022-03-01", ""})),
                  testing::terms(), kFrame, origin);
  EXPECT_EQ(checked.value.origin(0), 7);
  EXPECT_EQ(checked.findings[0].where.text("row"), "9");
  EXPECT_THAT(
      [&] {
        read_ledger(schema("applications"), cases(std::monostate{}), testing::terms(), kFrame,
                    std::span(origin).first(1));
      },
      ThrowsMessage<DataError>("applications: 1 row numbers for 2 rows"));
}

TEST(ReadLedger, DoubtsOldUnitsLessThanOldCases) {
  const auto checked = testing::read("units", "单位,设立日期\n县教育局,1950-01-01\n");
  ASSERT_THAT(testing::kinds(checked.findings), ElementsAre("ledger.date distant"));
  EXPECT_EQ(checked.findings[0].severity, Severity::hint);
}

TEST(ReadLedger, HasWordsForEveryKindOfFinding) {
  const std::map<std::string, std::set<std::string>> kinds{
      {"ledger.column", {"missing", "no_unit", "unknown", "nameless", "ragged", "more"}},
      {"ledger.header", {"twice", "more"}},
      {"ledger.key", {"twice", "more"}},
      {"ledger.choice", {"unknown", "truth", "applicant_name", "more"}},
      {"ledger.date",
       {"impossible", "ambiguous", "bad", "partial", "undated", "far", "distant", "open", "more"}},
      {"ledger.number",
       {"text", "negative", "fraction", "finer", "about", "unit", "remark", "digits", "cap",
        "range", "as_share", "as_percent", "more"}},
      {"ledger.order", {"before", "early_interpretation", "unpaired", "more"}},
      {"ledger.reference",
       {"unit", "parent", "successor", "loop", "closed", "not_yet", "taken_over", "policy",
        "carried_from", "open_case", "review_first", "case", "more"}},
      {"ledger.blank",
       {"blank", "no_answered", "no_outcome", "delivered", "no_concluded", "no_result",
        "no_valid_to", "publication", "no_row", "more"}},
      {"ledger.skipped",
       {"title", "remark", "section", "header", "example", "only_example", "more"}},
  };
  for (const auto& [rule, expected] : kinds) {
    std::set<std::string> found;
    for (const auto& [kind, words] : testing::rules().at(rule).kinds) found.insert(kind);
    EXPECT_THAT(found, ::testing::IsSupersetOf(expected)) << rule;
  }
}

}  // namespace
}  // namespace gongkai
