// What must add up: real reports, each identity with a fault that trips it, and what stays unknown.
#include "gongkai/statement/identity.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "ledger_help.hpp"
#include "typed_reports.hpp"

namespace gongkai {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;
using testing::rules;
using ::testing::SizeIs;

std::vector<Finding> of(const std::vector<Finding>& findings, std::string_view rule,
                        std::optional<Status> status = {}) {
  std::vector<Finding> picked;
  std::ranges::copy_if(findings, std::back_inserter(picked), [&](const Finding& finding) {
    return finding.rule == rule && (!status || finding.status == *status);
  });
  return picked;
}

std::vector<std::string> failed_messages(const std::vector<Finding>& findings) {
  std::vector<std::string> messages;
  for (const Finding& finding : rules().tell(findings))
    if (finding.status == Status::fail) messages.push_back(finding.message);
  return messages;
}

void put(Table& table, std::string_view row, std::string_view column, Figure figure) {
  for (std::size_t r = 0; r < table.rows.size(); ++r)
    for (std::size_t c = 0; c < table.columns.size(); ++c)
      if (table.rows[r] == row && table.columns[c] == column)
        table.cells[r * table.columns.size() + c] = figure;
}

// How often each status stands under a rule.
std::map<std::string, int> statuses(const std::vector<Finding>& findings, std::string_view rule) {
  std::map<std::string, int> counts;
  for (const Finding& finding : of(findings, rule))
    ++counts[std::string(status_id(finding.status))];
  return counts;
}

TEST(Check, AConsistentReportPassesEverywhere) {
  const auto findings = check(city_2025());
  EXPECT_THAT(failed_messages(findings), IsEmpty());
  EXPECT_THAT(statuses(findings, "table3.flow"), ElementsAre(Pair("pass", 7)));
  EXPECT_THAT(statuses(findings, "table3.closed"), ElementsAre(Pair("pass", 7)));
  EXPECT_THAT(statuses(findings, "table3.total"), ElementsAre(Pair("pass", 25)));
  EXPECT_THAT(statuses(findings, "table4.total"), ElementsAre(Pair("pass", 3)));
  EXPECT_THAT(statuses(findings, "table.missing"), ElementsAre(Pair("pass", 3)));
  EXPECT_THAT(statuses(findings, "cell.blank"), ElementsAre(Pair("pass", 3)));
  for (const char* rule : {"table2.count", "table3.count", "table4.count"})
    EXPECT_THAT(statuses(findings, rule), ElementsAre(Pair("pass", 1)));
}

TEST(Check, WithoutLastYearStockAndCarryAreNotAssessable) {
  const auto findings = rules().tell(check(city_2025()));
  EXPECT_THAT(statuses(findings, "table2.stock"), ElementsAre(Pair("not_assessable", 1)));
  EXPECT_THAT(statuses(findings, "years.carry"), ElementsAre(Pair("not_assessable", 1)));
  EXPECT_EQ(of(findings, "table2.stock")[0].message,
            "表二：没有本年或上年的数字，无法核对；"
            "上年的数字由 year.toml 的 previous 给出，核对成稿（audit）时用 --previous");
  EXPECT_EQ(of(findings, "years.carry")[0].message,
            "表三：没有本年或上年的数字，无法核对；"
            "上年的数字由 year.toml 的 previous 给出，核对成稿（audit）时用 --previous");
}

TEST(Check, Hongze2023HasTwoWrongTotalsInTable4) {
  const auto findings = rules().tell(check(hongze_2023()));
  EXPECT_THAT(failed_messages(findings),
              ElementsAre("表四 “行政复议”：总计为 0，四种结果之和为 11，两者应当相等",
                          "表四 “复议后起诉”：总计为 0，四种结果之和为 5，两者应当相等"));
  const Finding review = of(findings, "table4.total", Status::fail).at(0);
  EXPECT_EQ(review.found, "0");
  EXPECT_EQ(review.expected, "11");
  EXPECT_EQ(review.severity, Severity::fatal);
  EXPECT_THAT(review.where.printed(), ElementsAre(Pair("table", Where::Value("table4")),
                                                  Pair("row", Where::Value("review"))));
}

TEST(Check, Hongze2024FollowsOn2023) {
  const AnnualTables before = hongze_2023();
  const auto findings = check(hongze_2024(), &before);
  EXPECT_THAT(failed_messages(findings), IsEmpty());
  EXPECT_THAT(statuses(findings, "table2.stock"), ElementsAre(Pair("pass", 2)));
  EXPECT_THAT(statuses(findings, "years.carry"), ElementsAre(Pair("pass", 7)));
  EXPECT_EQ(of(findings, "table2.stock")[1].expected, "8");
}

TEST(Check, Shanghai2019IsUnknownWhereItIsBlank) {
  const auto findings = rules().tell(check(shanghai_2019()));
  // 821 + 18 = 767 + 72 and 859 + 18 = 805 + 72; the five other columns have blanks.
  EXPECT_THAT(statuses(findings, "table3.flow"), ElementsAre(Pair("pass", 2), Pair("unknown", 5)));
  EXPECT_THAT(statuses(findings, "table3.closed"), ElementsAre(Pair("unknown", 7)));
  EXPECT_THAT(statuses(findings, "table3.total"), ElementsAre(Pair("unknown", 23)));
  EXPECT_THAT(statuses(findings, "table4.total"), ElementsAre(Pair("unknown", 3)));
  EXPECT_EQ(of(findings, "table3.flow")[6].found, "877");
  EXPECT_EQ(of(findings, "table3.flow")[1].message, "表三 “商业企业”：有单元格不是数字，无法核对");
}

TEST(Check, Shanghai2019HasNoTable2AndSaysSoOfEachBlank) {
  const auto findings = rules().tell(check(shanghai_2019()));
  const auto missing = of(findings, "table.missing", Status::fail);
  ASSERT_THAT(missing, SizeIs(1));
  EXPECT_EQ(missing[0].message, "表二：没有本表");
  EXPECT_EQ(missing[0].severity, Severity::fatal);
  EXPECT_THAT(statuses(findings, "table2.count"), ElementsAre(Pair("not_assessable", 1)));
  // Of 161 + 15 cells, 35 + 6 are filled.
  EXPECT_THAT(of(findings, "cell.blank", Status::fail), SizeIs(126 + 9));
  const Finding total = of(findings, "cell.blank", Status::fail).back();
  EXPECT_EQ(total.message, "表四 “复议后起诉”·“总计”：应填数字，现为空白");
  EXPECT_EQ(total.severity, Severity::serious);
}

TEST(Check, FlowFailsInItsColumn) {
  AnnualTables city = city_2025();
  put(city.three, "carried_forward", "enterprise", number(7));
  put(city.three, "carried_forward", "total", number(820));
  const auto findings = rules().tell(check(city));
  const auto failed = of(findings, "table3.flow", Status::fail);
  ASSERT_THAT(failed, SizeIs(2));
  EXPECT_EQ(failed[0].found, "258");
  EXPECT_EQ(failed[0].expected, "259");
  EXPECT_EQ(failed[0].message,
            "表三 “商业企业”：第一项加第二项之和为 258，第三项加第四项之和为 259，两者应当相等");
  EXPECT_THAT(failed[0].where.printed(), ElementsAre(Pair("table", Where::Value("table3")),
                                                     Pair("column", Where::Value("enterprise"))));
  EXPECT_EQ(failed_messages(findings).size(), 2u);
}

TEST(Check, ClosedFailsWhereItIsNotTheSumOfItsLeaves) {
  AnnualTables city = city_2025();
  put(city.three, "granted", "natural_person", number(5344));
  put(city.three, "granted", "total", number(5547));
  const auto failed = of(rules().tell(check(city)), "table3.closed", Status::fail);
  ASSERT_THAT(failed, SizeIs(2));
  EXPECT_EQ(failed[0].message,
            "表三 “自然人”：（七）总计为 13364，（一）至（六）各项之和为 13363，两者应当相等");
  EXPECT_EQ(failed[1].where.text("column"), "total");
}

TEST(Check, TotalFailsInItsRow) {
  AnnualTables city = city_2025();
  put(city.three, "not_processed.repeat", "total", number(184));
  const auto findings = rules().tell(check(city));
  const auto failed = of(findings, "table3.total", Status::fail);
  ASSERT_THAT(failed, SizeIs(1));
  EXPECT_EQ(failed[0].message, "表三 “2.重复申请”：总计为 184，各类申请人之和为 148，两者应当相等");
  EXPECT_THAT(failed[0].where.printed(),
              ElementsAre(Pair("table", Where::Value("table3")),
                          Pair("row", Where::Value("not_processed.repeat"))));
}

TEST(Check, ASingleOtherRowIsNamedAsItIsPrinted) {
  AnnualTables hongze = hongze_2024();
  put(hongze.three, "other.other", "total", number(1));
  const auto failed = of(rules().tell(check(hongze)), "table3.total", Status::fail);
  ASSERT_THAT(failed, SizeIs(1));
  EXPECT_EQ(failed[0].message, "表三 “（六）其他处理”：总计为 1，各类申请人之和为 0，两者应当相等");
}

TEST(Check, ANegativeCountFails) {
  AnnualTables city = city_2025();
  put(city.two, "regulations/made", "value", number(-3));
  put(city.two, "fees_wan", "value", number(-1'500'000));
  put(city.four, "review", "pending", number(-1));
  const auto findings = rules().tell(check(city));
  const auto two = of(findings, "table2.count");
  ASSERT_THAT(two, SizeIs(2));
  EXPECT_EQ(two[0].message, "表二 “规章”·“本年制发件数”：-3 小于 0");
  EXPECT_THAT(two[0].where.printed(), ElementsAre(Pair("table", Where::Value("table2")),
                                                  Pair("row", Where::Value("regulations")),
                                                  Pair("column", Where::Value("made"))));
  EXPECT_EQ(two[1].message, "表二 “行政事业性收费”：-1.5 小于 0");
  EXPECT_THAT(two[1].where.printed(), ElementsAre(Pair("table", Where::Value("table2")),
                                                  Pair("row", Where::Value("fees_wan"))));
  EXPECT_EQ(of(findings, "table4.count").at(0).message, "表四 “行政复议”·“尚未审结”：-1 小于 0");
  EXPECT_EQ(of(findings, "table4.count").at(0).severity, Severity::fatal);
}

TEST(Check, ABlankOperandLeavesItsSumsUnknown) {
  AnnualTables city = city_2025();
  put(city.three, "granted", "research_institute", {});
  const auto findings = check(city);
  EXPECT_THAT(statuses(findings, "table3.flow"), ElementsAre(Pair("pass", 7)));
  EXPECT_THAT(statuses(findings, "table3.closed"),
              ElementsAre(Pair("pass", 6), Pair("unknown", 1)));
  EXPECT_THAT(statuses(findings, "table3.total"),
              ElementsAre(Pair("pass", 24), Pair("unknown", 1)));
  const Finding row = of(findings, "table3.total", Status::unknown).at(0);
  EXPECT_EQ(row.found, "5548");
  EXPECT_EQ(row.expected, "");
  EXPECT_THAT(of(findings, "cell.blank", Status::fail), SizeIs(1));
}

TEST(Check, NotApplicableIsSkippedAndWithheldIsUnknown) {
  AnnualTables city = city_2025();
  put(city.three, "new_received", "research_institute", {0, State::not_applicable});
  put(city.four, "review", "other", {0, State::withheld});
  const auto findings = check(city);
  EXPECT_THAT(statuses(findings, "table3.total"), ElementsAre(Pair("pass", 25)));
  EXPECT_THAT(statuses(findings, "table3.flow"), ElementsAre(Pair("pass", 7)));
  EXPECT_THAT(statuses(findings, "table4.total"), ElementsAre(Pair("pass", 2), Pair("unknown", 1)));
  EXPECT_THAT(statuses(findings, "cell.blank"), ElementsAre(Pair("pass", 3)));
}

TEST(Check, ATableWhereNothingBelongsContradictsNothing) {
  AnnualTables city = city_2025();
  std::ranges::fill(city.four.cells, Figure{0, State::not_applicable});
  EXPECT_THAT(statuses(check(city), "table4.total"), ElementsAre(Pair("pass", 3)));
}

TEST(Check, ATableThatIsNotThereIsNotAssessable) {
  AnnualTables city = city_2025();
  city.three = {};
  const auto findings = check(city);
  for (const char* rule : {"table3.flow", "table3.closed", "table3.total", "table3.count"})
    EXPECT_THAT(statuses(findings, rule), ElementsAre(Pair("not_assessable", 1))) << rule;
  EXPECT_THAT(statuses(findings, "table.missing"), ElementsAre(Pair("fail", 1), Pair("pass", 2)));
}

TEST(Check, ATableWithRowsMissingIsNotWhole) {
  AnnualTables city = city_2025();
  city.three = typed_table("table3", false, "new_received 1 0 0 0 0 0 1\ngranted 1 0 0 0 0 0 1");
  city.four = typed_table("table4", false, "review 1 0 0 0 1\nsuit_direct 0 0 0 0 0");
  city.two.rows.erase(city.two.rows.begin());
  city.two.cells.erase(city.two.cells.begin());
  const auto findings = rules().tell(check(city));
  const auto missing = of(findings, "table.missing", Status::fail);
  ASSERT_THAT(missing, SizeIs(3));
  EXPECT_EQ(missing[0].message, "表二：本表缺少这些行：规章·本年制发件数");
  EXPECT_EQ(missing[2].message, "表四：本表缺少这些行：复议后起诉");
  EXPECT_THAT(statuses(findings, "table4.total"), ElementsAre(Pair("pass", 2), Pair("unknown", 1)));
  EXPECT_THAT(statuses(findings, "table3.flow"), ElementsAre(Pair("unknown", 7)));
  EXPECT_THAT(of(findings, "cell.blank", Status::fail), IsEmpty());
}

TEST(Check, ACellThatCouldNotBeReadIsNotCalledBlankToo) {
  FoundCells cells(15, FoundCell{"0", {}});
  cells[3] = FoundCell{"若干", {}};
  AnnualTables city = city_2025();
  auto [table, findings] = read_table("table4", false, cells);
  city.four = table;
  const auto checked = check(city);
  findings.insert(findings.end(), checked.begin(), checked.end());
  EXPECT_THAT(of(findings, "cell.blank", Status::fail), IsEmpty());
  EXPECT_THAT(statuses(findings, "table4.count"), ElementsAre(Pair("fail", 1)));
}

TEST(Check, StockFailsAsAHint) {
  AnnualTables before = hongze_2023(), now = hongze_2024();
  put(now.two, "normative_documents/valid", "value", number(372));
  const auto failed = of(rules().tell(check(now, &before)), "table2.stock", Status::fail);
  ASSERT_THAT(failed, SizeIs(1));
  EXPECT_EQ(failed[0].message,
            "表二 “行政规范性文件”：现行有效 372 件，按上年现行有效加本年制发减本年废止应为 8 件");
  EXPECT_EQ(failed[0].severity, Severity::hint);
  EXPECT_THAT(failed[0].where.printed(),
              ElementsAre(Pair("table", Where::Value("table2")),
                          Pair("row", Where::Value("normative_documents"))));
}

TEST(Check, CarryFailsWhereTheYearsDoNotMeet) {
  AnnualTables before = hongze_2023(), now = hongze_2024();
  put(before.three, "carried_forward", "natural_person", number(3));
  const auto failed = of(rules().tell(check(now, &before)), "years.carry", Status::fail);
  ASSERT_THAT(failed, SizeIs(1));
  EXPECT_EQ(failed[0].message,
            "表三 “自然人”：上年结转 0 件，上年报告的结转下年度为 3 件，两者应当相等");
  EXPECT_EQ(failed[0].severity, Severity::serious);
  EXPECT_EQ(failed[0].where.text("column"), "natural_person");
}

TEST(Check, LastYearMayHaveAnotherForm) {
  const AnnualTables before = shanghai_2019();
  const auto findings = check(city_2025(), &before);
  EXPECT_THAT(statuses(findings, "table2.stock"), ElementsAre(Pair("not_assessable", 1)));
  // 72 were carried forward in two columns, blanks in five.
  EXPECT_THAT(statuses(findings, "years.carry"), ElementsAre(Pair("fail", 2), Pair("unknown", 5)));
}

TEST(Check, EveryFindingHasItsWords) {
  AnnualTables empty;
  for (const auto& findings : {check(empty), check(city_2025(), &empty), check(empty, &empty)})
    for (const Finding& finding : rules().tell(findings)) EXPECT_NE(finding.message, "");
}

}  // namespace
}  // namespace gongkai
