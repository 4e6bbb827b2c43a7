#include "gongkai/base/gather.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gongkai/base/rule.hpp"

namespace gongkai {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr const char* kRules =
    "[[rule]]\nid = 'ledger.date'\nname = 'a'\nseverity = 'serious'\nchecks = 'a'\n"
    "source = 'a'\n[rule.kinds]\nbad = '“{found}”有误'\nblank = '空着'\nmore = '另有 {found}'\n";

Finding fault(std::string kind, std::string file, std::int64_t row, std::string found = "",
              std::string header = "收到日期") {
  Finding finding;
  finding.rule = "ledger.date";
  finding.kind = std::move(kind);
  finding.where = {{"file", std::move(file)}};
  if (row > 0) finding.where.set("row", row);
  finding.where.set("column", "received").set("header", std::move(header));
  finding.found = std::move(found);
  return Rules::parse(kRules).tell(finding);
}

std::vector<Gathered> gathered(const std::vector<Finding>& findings) {
  std::vector<const Finding*> pointers;
  for (const auto& finding : findings) pointers.push_back(&finding);
  return gather(pointers);
}

TEST(Gather, TellsASingleFindingInItsOwnWords) {
  const auto groups = gathered({fault("blank", "a.csv", 3)});
  ASSERT_THAT(groups, SizeIs(1));
  EXPECT_EQ(groups[0].place, "");
  EXPECT_THAT(groups[0].members, ElementsAre(0));
  EXPECT_THAT(groups[0].lines, ElementsAre("a.csv 第 3 行“收到日期”：空着"));
}

TEST(Gather, PutsRowsThatSayTheSameInOneLine) {
  const auto groups = gathered({fault("bad", "a.csv", 9, "x"), fault("bad", "a.csv", 3, "x"),
                                fault("bad", "a.csv", 5, "y")});
  ASSERT_THAT(groups, SizeIs(1));
  EXPECT_EQ(groups[0].place, "a.csv “收到日期”列");
  EXPECT_THAT(groups[0].members, ElementsAre(1, 2, 0));
  EXPECT_THAT(groups[0].lines, ElementsAre("第 3、9 行：“x”有误", "第 5 行：“y”有误"));
}

TEST(Gather, ShowsTenAndCountsTheRest) {
  std::vector<Finding> findings;
  for (int row = 2; row < 27; ++row) findings.push_back(fault("blank", "a.csv", row));
  const auto groups = gathered(findings);
  ASSERT_THAT(groups, SizeIs(1));
  EXPECT_THAT(groups[0].members, SizeIs(25));
  EXPECT_THAT(groups[0].lines, ElementsAre("第 2、3、4、5、6、7、8、9、10、11 行：空着",
                                           "另有 15 处，没有一一列出"));
}

// What was too much to be listed belongs to its kind: one number for both.
TEST(Gather, CountsWhatWasNotListedWithItsKind) {
  std::vector<Finding> findings{fault("bad.more", "a.csv", 0, "50 处")};
  for (int row = 2; row < 102; ++row) {
    findings.push_back(fault("blank", "a.csv", row));
    findings.push_back(fault("bad", "a.csv", row, "x"));
  }
  findings.push_back(fault("bad.more", "a.csv", 0, "7 处", "答复日期"));
  const auto groups = gathered(findings);
  ASSERT_THAT(groups, SizeIs(3));
  EXPECT_EQ(groups[0].count, 100);
  EXPECT_EQ(groups[0].lines.back(), "另有 90 处，没有一一列出");
  EXPECT_EQ(groups[1].count, 150);
  EXPECT_THAT(groups[1].members, SizeIs(101));
  EXPECT_EQ(groups[1].place, "a.csv “收到日期”列");
  EXPECT_THAT(groups[1].lines, ElementsAre("第 2、3、4、5、6、7、8、9、10、11 行：“x”有误",
                                           "另有 140 处，没有一一列出"));
  EXPECT_EQ(groups[2].count, 7);
  EXPECT_THAT(groups[2].lines, ElementsAre("a.csv “答复日期”列：另有 7 处"));
}

TEST(Gather, KeepsFilesColumnsAndKindsApartInTheirOrder) {
  const auto groups = gathered({
      fault("bad.more", "b.csv", 0, "3 处", "答复日期"),
      fault("bad", "b.csv", 7, "x"),
      fault("bad", "a.csv", 2, "x"),
      fault("bad", "b.csv", 4, "x", "答复日期"),
      fault("blank", "b.csv", 4),
      fault("bad", "b.csv", 0, "x", "送达日期"),
  });
  std::vector<std::size_t> firsts;
  for (const auto& group : groups) firsts.push_back(group.members.front());
  EXPECT_THAT(firsts, ElementsAre(5, 3, 4, 1, 2));
}

TEST(Gather, TellsCellsOfAReportInFull) {
  Finding total;
  total.rule = "table3.total";
  total.message = "表三 “甲”：不等";
  total.where = {{"table", "table3"}, {"row", "granted"}};
  Finding other = total;
  other.where.set("row", "refused");
  other.message = "表三 “乙”：不等";
  const auto groups = gathered({total, other});
  ASSERT_THAT(groups, SizeIs(1));
  EXPECT_EQ(groups[0].place, "");
  EXPECT_THAT(groups[0].lines, ElementsAre("表三 “甲”：不等", "表三 “乙”：不等"));
}

TEST(Gather, GivesNothingForNothing) { EXPECT_THAT(gather({}), IsEmpty()); }

}  // namespace
}  // namespace gongkai
