#include "gongkai/ledger/cross.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ledger_help.hpp"

namespace gongkai {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> messages(const Ledgers& ledgers) {
  const auto units = ledgers.find("units");
  const Units known("县府办", units == ledgers.end() ? nullptr : &units->second);
  std::vector<std::string> messages;
  for (const Finding& finding : testing::rules().tell(cross_check(ledgers, known)))
    messages.push_back(std::string(severity_id(finding.severity)) + " " + finding.message);
  return messages;
}

Ledgers with(std::initializer_list<std::pair<std::string, std::string>> csvs) {
  Ledgers ledgers;
  for (const auto& [id, csv] : csvs) ledgers.emplace(id, testing::read(id, csv).value);
  return ledgers;
}

const std::string kUnits = "单位,上级单位,承接单位,撤销日期\n县教育局,县府办,,\n县民政局,,,\n";
const std::string kCases = "编号,单位,申请人类型,收到日期\n";

TEST(Cross, TellsEachUnknownUnitOnce) {
  EXPECT_THAT(
      messages(with({{"units", kUnits},
                     {"applications", kCases + "1,县教育局,公民,2022-01-01\n"
                                               "2,某局,公民,2022-01-01\n"
                                               "3,县府办,公民,2022-01-01\n"
                                               "4,某局,公民,2022-01-01\n"
                                               "5,另一局,公民,2022-01-01\n"}})),
      ElementsAre("serious applications.csv 第 3 行“单位”：“某局（2 行）”不是单位名录里的单位；"
                  "其各行计入全机关，并单独列在这个名称下",
                  "serious applications.csv 第 6 行“单位”：“另一局”不是单位名录里的单位；"
                  "其各行计入全机关，并单独列在这个名称下"));
}

TEST(Cross, AsksNothingOfUnitsWithoutAList) {
  EXPECT_THAT(messages(with({{"applications", kCases + "1,某局,公民,2022-01-01\n"}})), IsEmpty());
}

TEST(Cross, KnowsParentsAndSuccessors) {
  EXPECT_THAT(
      messages(with({{"units", "单位,上级单位,承接单位\n县教育局,县府,\n县民政局,,县社工部\n"}})),
      ElementsAre("serious units.csv 第 2 行“上级单位”：“县府”不是单位名录里的单位；"
                  "其各行计入全机关，并单独列在这个名称下",
                  "serious units.csv 第 3 行“承接单位”：“县社工部”不是单位名录里的单位；"
                  "其各行计入全机关，并单独列在这个名称下"));
}

TEST(Cross, HintsThatAllRowsAreTheBodysOwn) {
  EXPECT_THAT(messages(with({{"applications", "编号,申请人类型,收到日期\n1,公民,2022-01-01\n"},
                             {"policies", "政策编号\nP1\n"}})),
              ElementsAre("hint applications.csv “单位”列：没有单位一列，各行都算作县府办本级"));
}

TEST(Cross, HintsAtCasesOfOtherYearsOnceAFile) {
  const std::string disputes = "案号,申请编号,单位,争议类型,立案日期,审结结果\n";
  const Ledgers ledgers =
      with({{"applications", kCases + "1,甲,公民,2022-01-01\n"},
            {"disputes", disputes + "a,1,甲,行政复议,2022-01-01,尚未审结\n"
                                    "b,2021-7,甲,行政复议,2022-01-01,尚未审结\n"
                                    "c,,甲,行政复议,2022-01-01,尚未审结\n"
                                    "d,2021-8,甲,行政复议,2022-01-01,尚未审结\n"}});
  EXPECT_THAT(messages(ledgers),
              ElementsAre("hint disputes.csv 第 3 行“申请编号”：申请编号2021-7、2021-8（2 件）"
                          "不在依申请公开台账里，可能是往年的申请"));
}

TEST(Cross, MissesNumbersThatBelongToTheKind) {
  EXPECT_THAT(
      messages(with({{"publications",
                      "单位,信息内容,本年制发件数,本年废止件数,现行有效件数,本年处理决定数量\n"
                      "县教育局,行政规范性文件,1,,3,\n"
                      "县教育局,行政许可,,,,12\n"
                      "县教育局,行政处罚,,,,\n"}})),
      ElementsAre("serious publications.csv "
                  "第 2 行“本年废止件数”：空着，应填“行政规范性文件”的本年废止件数；"
                  "空着时全机关的这一数字也无法得出",
                  "serious publications.csv "
                  "第 4 行“本年处理决定数量”：空着，应填“行政处罚”的本年处理决定数量；"
                  "空着时全机关的这一数字也无法得出"));
}

TEST(Cross, DoesNotCallAnUnreadableNumberBlank) {
  EXPECT_THAT(
      messages(with({{"publications",
                      "单位,信息内容,本年制发件数,本年废止件数,现行有效件数,本年处理决定数量\n"
                      "县教育局,规章,-5,1.5,约十件,\n"
                      "县教育局,行政处罚,,,,\n"}})),
      ElementsAre("serious publications.csv "
                  "第 3 行“本年处理决定数量”：空着，应填“行政处罚”的本年处理决定数量；"
                  "空着时全机关的这一数字也无法得出"));
}

TEST(Cross, TellsNumbersInColumnsThatAKindHasNot) {
  EXPECT_THAT(
      messages(with({{"publications",
                      "单位,信息内容,本年制发件数,本年废止件数,现行有效件数,本年处理决定数量,"
                      "本年收费金额（万元）\n"
                      "县教育局,规章,0,0,0,9,0\n"
                      "县教育局,行政许可,,,,3,7.28\n"}})),
      ElementsAre("serious publications.csv 第 2 行“本年处理决定数量”："
                  "“9”填在了不适用的列，没有计入；“规章”没有本年处理决定数量",
                  "serious publications.csv 第 3 行“本年收费金额（万元）”："
                  "“7.28”填在了不适用的列，没有计入；“行政许可”没有本年收费金额（万元）"));
}

TEST(Cross, NamesUnitsWithoutARowOncePerKind) {
  std::string rows =
      "单位,信息内容,本年制发件数,本年废止件数,现行有效件数,本年处理决定数量,"
      "本年收费金额（万元）\n";
  for (const std::string unit : {"县教育局", "县民政局"}) {
    for (const std::string kind : {"规章", "行政规范性文件"})
      rows += unit + "," + kind + ",0,0,0,,\n";
    for (const std::string kind : {"行政许可", "行政处罚", "行政强制"})
      if (unit == "县教育局" || kind == "行政许可") rows += unit + "," + kind + ",,,,0,\n";
    rows += unit + ",行政事业性收费,,,,,0\n";
  }
  EXPECT_THAT(messages(with({{"units", kUnits + "县旧局,,,2020-01-01\n"}, {"publications", rows}})),
              ElementsAre("hint publications.csv “信息内容”列：这些单位没有“行政处罚”的行，"
                          "全机关的数字是现有各行之和：县民政局",
                          "hint publications.csv “信息内容”列：这些单位没有“行政强制”的行，"
                          "全机关的数字是现有各行之和：县民政局"));
}

}  // namespace
}  // namespace gongkai
