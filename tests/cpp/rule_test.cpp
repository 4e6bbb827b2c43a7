// Rules: words and severities out of rules.toml, and the place that opens a message.
#include "gongkai/base/rule.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gongkai/base/error.hpp"

namespace gongkai {
namespace {

using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::ThrowsMessage;

constexpr std::string_view kRules = R"(
[[rule]]
id = "ledger.date"
name = "日期"
severity = "serious"
checks = "日期列可以读成日期"
source = "gongkai"
[rule.kinds]
impossible = "“{found}”不是日历上有的日期，应为{expected}"
far = {severity = "hint", text = "“{found}”离报告年度太远"}
plain = "日期有误"

[[rule]]
id = "table3.flow"
name = "收支平衡"
severity = "fatal"
checks = "新收加结转等于办结加结转下年"
source = "国办公开办函〔2021〕30号"
[rule.kinds]
unequal = {text = "应为 {expected}，实为 {found}"}
)";

Finding date_finding(std::string kind, Where where) {
  Finding finding;
  finding.rule = "ledger.date";
  finding.kind = std::move(kind);
  finding.where = std::move(where);
  return finding;
}

std::string message(std::string kind, Where where) {
  return Rules::parse(kRules).tell(date_finding(std::move(kind), std::move(where))).message;
}

Where::Value row(std::int64_t number) { return number; }

// A rules.toml of one rule with the lines given: they begin in line 2.
auto parsing(std::string lines) {
  return [text = "[[rule]]\n" + std::move(lines)] { Rules::parse(text); };
}

constexpr std::string_view kHead =
    "id = 'a'\nname = 'b'\nseverity = 'hint'\nchecks = 'c'\nsource = 'd'\n[rule.kinds]\n";

TEST(Rules, KeepTheOrderOfTheFile) {
  EXPECT_THAT(Rules::parse(kRules).all(),
              ElementsAre(Field(&Rule::id, "ledger.date"), Field(&Rule::id, "table3.flow")));
  EXPECT_EQ(Rules::parse("").all().size(), 0u);
}

TEST(Rules, SayWhatTheyCheckAndWhere) {
  const Rules rules = Rules::parse(kRules);
  const Rule& rule = rules.at("table3.flow");
  EXPECT_EQ(rule.name, "收支平衡");
  EXPECT_EQ(rule.checks, "新收加结转等于办结加结转下年");
  EXPECT_EQ(rule.source, "国办公开办函〔2021〕30号");
  EXPECT_EQ(rule.severity, Severity::fatal);
}

TEST(Rules, TellWithTheWordsOfTheKind) {
  Finding finding = date_finding("impossible", {{"file", "applications.csv"},
                                                {"row", row(3)},
                                                {"column", "received"},
                                                {"header", "收到日期"}});
  finding.found = "2022-02-30";
  finding.expected = "2022-02-28 之前";
  finding = Rules::parse(kRules).tell(finding);
  EXPECT_EQ(finding.message,
            "applications.csv 第 3 行“收到日期”：“2022-02-30”不是日历上有的日期，"
            "应为2022-02-28 之前");
  EXPECT_EQ(finding.severity, Severity::serious);
}

TEST(Rules, LeaveBracesInWhatWasFoundAsTheyAre) {
  Finding finding = date_finding("impossible", {});
  finding.found = "{expected}";
  finding.expected = "{x}";
  EXPECT_EQ(Rules::parse(kRules).tell(finding).message, "“{expected}”不是日历上有的日期，应为{x}");
}

TEST(Rules, PutSingleQuotesInsideDoubleOnes) {
  Finding finding = date_finding("impossible", {});
  finding.found = "危及“三安全”";
  finding.expected = "“甲”";
  EXPECT_EQ(Rules::parse(kRules).tell(finding).message,
            "“危及‘三安全’”不是日历上有的日期，应为“甲”");
  Where where;
  where.set("table", "table3");
  where.set("row_label", "3.危及“三安全一稳定”");
  EXPECT_EQ(message("plain", where), "表三 “3.危及‘三安全一稳定’”：日期有误");
}

TEST(Rules, TakeTheSeverityOfTheKindBeforeTheRules) {
  const Rules rules = Rules::parse(kRules);
  EXPECT_EQ(rules.tell(date_finding("far", {})).severity, Severity::hint);
  EXPECT_EQ(rules.tell(date_finding("plain", {})).severity, Severity::serious);
  Finding flow;
  flow.rule = "table3.flow";
  flow.kind = "unequal";
  EXPECT_EQ(rules.tell(flow).severity, Severity::fatal);
}

TEST(Rules, MakeAVitalFindingFatal) {
  Finding finding = date_finding("far", {});
  finding.vital = true;
  EXPECT_EQ(Rules::parse(kRules).tell(finding).severity, Severity::fatal);
}

TEST(Rules, TellSeveralInOrder) {
  const auto told = Rules::parse(kRules).tell(std::vector{
      date_finding("plain", {{"row", row(1)}}), date_finding("plain", {{"row", row(2)}})});
  EXPECT_THAT(told, ElementsAre(Field(&Finding::message, "第 1 行：日期有误"),
                                Field(&Finding::message, "第 2 行：日期有误")));
}

TEST(Rules, OpenWithThePlaceInALedger) {
  EXPECT_EQ(message("plain", {}), "日期有误");
  EXPECT_EQ(message("plain", {{"file", "a.csv"}}), "a.csv：日期有误");
  EXPECT_EQ(message("plain", {{"file", "a.xlsx"}, {"sheet", "台账"}, {"row", row(12)}}),
            "a.xlsx 《台账》 第 12 行：日期有误");
  EXPECT_EQ(message("plain", {{"row", row(3)}, {"column", "received"}}),
            "第 3 行“received”：日期有误");
  EXPECT_EQ(message("plain", {{"file", "a.csv"}, {"column", "received"}}),
            "a.csv “received”列：日期有误");
  EXPECT_EQ(message("plain", {{"column", "received"}, {"column_label", "收到日期"}}),
            "“收到日期”列：日期有误");
}

TEST(Rules, OpenWithThePlaceInAReport) {
  EXPECT_EQ(message("plain", {{"table", "table3"},
                              {"row", "granted"},
                              {"column", "total"},
                              {"row_label", "（一）予以公开"},
                              {"column_label", "总计"}}),
            "表三 “（一）予以公开”·“总计”：日期有误");
  EXPECT_EQ(message("plain", {{"table", "table2"}, {"row", "rules"}}), "表二 “rules”：日期有误");
  EXPECT_EQ(message("plain", {{"file", "a.json"}, {"table", "table4"}, {"column", "total"}}),
            "a.json 表四 “total”：日期有误");
  EXPECT_EQ(message("plain", {{"table", "table9"}}), "table9：日期有误");
}

TEST(Rules, NameOfProseTheSectionAndNotTheSentence) {
  EXPECT_EQ(message("plain", {{"section", "overview"},
                              {"section_label", "一、总体情况"},
                              {"sentence", "联系人电话13800000000。"}}),
            "“一、总体情况”：日期有误");
}

TEST(Rules, RefuseAnUnknownRuleOrKind) {
  const Rules rules = Rules::parse(kRules);
  EXPECT_THAT([&] { rules.at("table3.flaw"); },
              ThrowsMessage<DataError>("unknown rule 'table3.flaw'"));
  EXPECT_THAT([&] { rules.tell(Finding{}); }, ThrowsMessage<DataError>("unknown rule ''"));
  EXPECT_THAT([&] { rules.tell(date_finding("odd", {})); },
              ThrowsMessage<DataError>("rule 'ledger.date': unknown kind 'odd'"));
}

TEST(Rules, RefuseAnUnknownSeverity) {
  EXPECT_THAT(parsing("id = 'a'\nname = 'b'\nseverity = 'bad'\nchecks = ''\nsource = ''\n"),
              ThrowsMessage<DataError>("rules.toml line 4: unknown severity 'bad'"));
  EXPECT_THAT(parsing(std::string(kHead) + "odd = {severity = 'bad', text = ''}"),
              ThrowsMessage<DataError>("rules.toml line 8: unknown severity 'bad'"));
}

TEST(Rules, RefuseARuleTwice) {
  const std::string rule = "[[rule]]\n" + std::string(kHead);
  EXPECT_THAT([&] { Rules::parse(rule + rule); },
              ThrowsMessage<DataError>("rules.toml line 9: rule 'a' stands here twice"));
}

TEST(Rules, RefuseWordsWithAnotherBrace) {
  EXPECT_THAT(parsing(std::string(kHead) + "odd = '{seen}有误'"),
              ThrowsMessage<DataError>("rules.toml line 8: '{seen}有误' has a brace that is "
                                       "neither {found} nor {expected}"));
  EXPECT_THAT(parsing(std::string(kHead) + "odd = '{found'"),
              ThrowsMessage<DataError>("rules.toml line 8: '{found' has a brace that is neither "
                                       "{found} nor {expected}"));
}

TEST(Rules, RefuseWhatIsMissingOrMisspelt) {
  EXPECT_THAT(parsing("name = 'b'"),
              ThrowsMessage<DataError>("rules.toml line 1: 'id' is missing, expected a text"));
  EXPECT_THAT(parsing("id = 'a'\nseverty = 'hint'"),
              ThrowsMessage<DataError>("rules.toml line 3: unknown key 'severty'"));
  EXPECT_THAT(parsing(std::string(kHead) + "odd = {words = ''}"),
              ThrowsMessage<DataError>("rules.toml line 8: unknown key 'words'"));
  EXPECT_THAT(parsing(std::string(kHead) + "odd = 3"),
              ThrowsMessage<DataError>("rules.toml line 8: 'odd' is '3', expected a text"));
  EXPECT_THAT([] { Rules::parse("[[rules]]"); },
              ThrowsMessage<DataError>("rules.toml line 1: unknown key 'rules'"));
}

}  // namespace
}  // namespace gongkai
