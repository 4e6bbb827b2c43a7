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
      ElementsAre("serious units.csv 第 2 行“上级单位”：上级单位“县府”不是单位名录里的单位",
                  "serious units.csv 第 3 行“承接单位”：承接单位“县社工部”不是单位名录里的单位"));
}

TEST(Cross, NamesTheUnitThatIsMeant) {
  const std::string units = "单位\n县教育局\n县经信局（大数据局）\n县一局\n乡一局\n";
  EXPECT_THAT(
      messages(with({{"units", units},
                     {"responses",
                      "编号,单位,类别,收到时间\n"
                      "1,教育局,热线,2022-01-01\n"
                      "2,县经信局(大数据局),热线,2022-01-01\n"
                      "3,德清县教育局,热线,2022-01-01\n"
                      "4,一局,热线,2022-01-01\n"}})),
      ElementsAre("serious responses.csv 第 2 行“单位”："
                  "“教育局”不是单位名录里的单位（相近的有“县教育局”）；"
                  "其各行计入全机关，并单独列在这个名称下",
                  "serious responses.csv 第 3 行“单位”："
                  "“县经信局(大数据局)”不是单位名录里的单位（相近的有“县经信局（大数据局）”）；"
                  "其各行计入全机关，并单独列在这个名称下",
                  "serious responses.csv 第 4 行“单位”："
                  "“德清县教育局”不是单位名录里的单位（相近的有“县教育局”）；"
                  "其各行计入全机关，并单独列在这个名称下",
                  "serious responses.csv 第 5 行“单位”：“一局”不是单位名录里的单位；"
                  "其各行计入全机关，并单独列在这个名称下"));
}

TEST(Cross, TellsUnitsThatWereGoneOnTheirDayAndWhoFollows) {
  const std::string units =
      "单位,设立日期,撤销日期,承接单位\n"
      "县旧局,,2022-06-30,县中局\n"
      "县中局,2022-07-01,2022-09-30,县新局、县数据局\n"
      "县新局,2022-10-01,,\n县数据局,2022-10-01,,\n"
      "县散局,,2022-03-31,\n县独局,2022-05-01,,\n";
  EXPECT_THAT(messages(with({{"units", units},
                             {"events",
                              "事项类别,单位,日期\n"
                              "培训,县旧局,2022-06-30\n"
                              "培训,县旧局,2022-07-01\n"
                              "培训,县旧局,2022-12-01\n"
                              "培训,县散局,2022-04-01\n"
                              "培训,县中局,2022-10-01\n"
                              "培训,县新局,2022-09-30\n"
                              "培训,县独局,2022-04-30\n"
                              "培训,县独局,2022-05-01\n"}})),
              ElementsAre("serious events.csv 第 3 行“单位”：“县旧局（2 行）”在这一天已经撤销，"
                          "应为2022-06-30 撤销以后的承接单位“县中局”",
                          "serious events.csv 第 5 行“单位”：“县散局”在这一天已经撤销，"
                          "应为2022-03-31 撤销以后的承接单位",
                          "serious events.csv 第 6 行“单位”：“县中局”在这一天已经撤销，"
                          "应为2022-09-30 撤销以后的承接单位“县新局”或“县数据局”",
                          "hint events.csv 第 7 行“单位”：“县新局”在这一天还没有设立，"
                          "应为2022-10-01 设立以前的单位“县中局”；如是承接时转来的，可以不改",
                          "serious events.csv 第 8 行“单位”：“县独局”在这一天还没有设立，"
                          "应为2022-05-01 设立以前的单位"));
}

TEST(Cross, FollowsTheChainToAUnitThatIsStillThere) {
  const std::string units =
      "单位,撤销日期,承接单位\n县旧局,2022-03-31,县中局\n县中局,2022-06-30,县新局\n县新局,,\n";
  EXPECT_THAT(
      messages(with({{"units", units},
                     {"responses", "编号,单位,类别,收到时间\n1,县旧局,热线,2022-08-01 09:00\n"}})),
      ElementsAre("serious responses.csv 第 2 行“单位”：“县旧局”在这一天已经撤销，"
                  "应为2022-03-31 撤销以后的承接单位“县新局”"));
}

TEST(Cross, AsksUnitsOfEveryLedgerForTheirDay) {
  const std::string units = "单位,撤销日期,承接单位\n县旧局,2021-12-31,县新局\n县新局,,\n";
  const Ledgers ledgers = with(
      {{"units", units},
       {"applications", kCases + "1,县旧局,公民,2022-01-01\n"},
       {"disputes",
        "案号,单位,争议类型,立案日期,审结结果\na,县旧局,行政复议,2022-01-01,尚未审结\n"},
       {"tasks",
        "序号,重点任务,牵头单位,完成时限,印发日期\n1,甲,县新局、县旧局,年底,2022-03-01\n"
        "2,乙,县旧局,年底,\n"},
       {"publications", "单位,信息内容,本年处理决定数量\n县旧局,行政许可,3\n县新局,行政许可,3\n"},
       {"policies", "政策编号,单位,印发日期\nP1,县旧局,2022-02-01\n"},
       {"pushes", "政策编号,推送对象,推送渠道,单位,推送时间\nP1,甲,短信,县旧局,2022-02-01\n"},
       {"disclosures", "事项,领域,环节,责任单位,公开日期\n甲,乙,丙,县旧局,2022-02-01\n"},
       {"ratings", "事项,单位,评价日期,评分\n甲,县旧局,2022-02-01,9\n"}});
  std::vector<std::string> where;
  for (const Finding& finding :
       cross_check(ledgers, Units("县府办", &ledgers.find("units")->second)))
    if (finding.kind == "closed")
      where.push_back(finding.where.text("file") + " " + finding.where.text("row"));
  EXPECT_THAT(where, ElementsAre("applications.csv 2", "disputes.csv 2", "tasks.csv 2",
                                 "publications.csv 2", "policies.csv 2", "pushes.csv 2",
                                 "disclosures.csv 2", "ratings.csv 2"));
}

TEST(Cross, FindsUnitsThatLeadBackToThemselves) {
  EXPECT_THAT(messages(with({{"units",
                              "单位,上级单位,撤销日期,承接单位\n"
                              "县甲局,,2022-01-31,县乙局\n"
                              "县乙局,,2022-02-28,县丙局\n"
                              "县丙局,,2022-03-31,县乙局、县丁局\n"
                              "县丁局,县戊局,,\n"
                              "县戊局,县丁局,,\n"
                              "县己局,县己局,,\n"}})),
              ElementsAre("serious units.csv 第 5 行“上级单位”：“县丁局→县戊局→县丁局”绕回了自己，"
                          "应止于没有上级的单位",
                          "serious units.csv 第 7 行“上级单位”：“县己局→县己局”绕回了自己，"
                          "应止于没有上级的单位",
                          "serious units.csv 第 3 行“承接单位”：“县乙局→县丙局→县乙局”绕回了自己，"
                          "应止于现有的单位"));
}

TEST(Cross, MissesPoliciesThatWerePushed) {
  const std::string pushes = "政策编号,推送对象,推送渠道\n";
  EXPECT_THAT(
      messages(with({{"policies", "政策编号\nP1\n"},
                     {"pushes", pushes + "P1,甲,短信\nP9,甲,短信\nP9,乙,短信\nP8,乙,短信\n"}})),
      ElementsAre("serious pushes.csv 第 3 行“政策编号”：政策编号“P9（2 行）”不在政策台账里",
                  "serious pushes.csv 第 5 行“政策编号”：政策编号“P8”不在政策台账里"));
  EXPECT_THAT(messages(with({{"pushes", pushes + "P9,甲,短信\n"}})), IsEmpty());
}

TEST(Cross, ListsAHundredAndCountsTheRest) {
  std::string pushes = "政策编号,推送对象,推送渠道,单位\n";
  for (int n = 0; n < 130; ++n) pushes += "X" + std::to_string(n) + ",甲,短信,县府办\n";
  const auto told = messages(with({{"policies", "政策编号\nP1\n"}, {"pushes", pushes}}));
  ASSERT_EQ(told.size(), 101U);
  EXPECT_EQ(told.back(), "serious pushes.csv “政策编号”列：另有 30 处对不上，没有一一列出");
}

TEST(Cross, HoldsDisputesAgainstTheirCases) {
  const Ledgers ledgers = with({{"applications",
                                 "编号,单位,申请人类型,收到日期,答复日期,答复结果\n"
                                 "1,甲,公民,2024-02-01,,\n"
                                 "2,甲,公民,2024-02-01,2024-02-20,国家秘密\n"
                                 "3,甲,公民,2024-02-01,2024-02-20,行政查询事项\n"},
                                {"disputes",
                                 "案号,申请编号,单位,争议类型,立案日期,审结日期,审结结果\n"
                                 "a,1,甲,行政复议,2024-03-20,2024-05-01,确认违法\n"
                                 "b,1,甲,行政复议,2024-03-20,2024-05-01,责令限期履行\n"
                                 "c,1,甲,行政复议,2024-03-20,2024-05-01,维持\n"
                                 "d,2,甲,行政复议,2024-01-31,2024-05-01,撤销\n"
                                 "e,2,甲,直接起诉,2024-03-01,,尚未审结\n"
                                 "f,3,甲,直接起诉,2024-03-01,,尚未审结\n"
                                 "g,2,甲,复议后起诉,2024-03-01,,尚未审结\n"}});
  EXPECT_THAT(messages(ledgers),
              ElementsAre("hint disputes.csv 第 2 行“审结结果”：申请“1”还没有答复日期，"
                          "审结结果却是结果纠正；请核对两处",
                          "serious disputes.csv 第 5 行“立案日期”：“2024-01-31”先后颠倒，"
                          "应不早于申请“2”的收到日期 2024-02-01",
                          "hint disputes.csv 第 6 行“争议类型”：申请“2”的答复是不予公开，"
                          "2024 年起应当先申请行政复议，应为先经行政复议的案件"));
}

TEST(Cross, AsksForNoReviewBeforeTheLawDid) {
  EXPECT_THAT(messages(with({{"applications",
                              "编号,单位,申请人类型,收到日期,答复日期,答复结果\n"
                              "2,甲,公民,2023-11-01,2023-11-20,国家秘密\n"},
                             {"disputes",
                              "案号,申请编号,单位,争议类型,立案日期,审结结果\n"
                              "e,2,甲,直接起诉,2023-12-31,尚未审结\n"}})),
              IsEmpty());
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
