#include "gongkai/ledger/unit.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ledger_help.hpp"

namespace gongkai {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;

Ledger county() {
  return testing::read("units",
                       "单位,上级单位,单位类别,设立日期,撤销日期,承接单位\n"
                       "县教育局,,部门,,,\n"
                       "县 经信局,县府办,部门,,2022-06-30,县数据局\n"
                       "武康街道,,镇街,,,\n"
                       "莫干山镇,,镇街,2019-01-01,,\n")
      .value;
}

TEST(Units, KnowTheBodyAloneWithoutALedger) {
  const Units units("县府办 ", nullptr);
  EXPECT_EQ(units.body(), "县府办");
  EXPECT_THAT(units.all(), SizeIs(1));
  EXPECT_NE(units.find("县府办"), nullptr);
  EXPECT_EQ(units.find("县教育局"), nullptr);
}

TEST(Units, AreReadFromTheirLedger) {
  const Ledger ledger = county();
  const Units units("县府办", &ledger);
  EXPECT_THAT(units.all(), SizeIs(5));
  const Unit* unit = units.find("县经信局");
  ASSERT_NE(unit, nullptr);
  EXPECT_EQ(unit->parent, "县府办");
  EXPECT_EQ(unit->kind, "department");
  EXPECT_EQ(unit->valid_from, kUndated);
  EXPECT_EQ(unit->valid_to, *civil(2022, 6, 30));
  EXPECT_THAT(unit->successors, ElementsAre("县数据局"));
  EXPECT_EQ(units.find("莫干山镇")->valid_from, *civil(2019, 1, 1));
}

TEST(Units, MayBeSplit) {
  const Ledger ledger =
      testing::read("units", "单位,撤销日期,承接单位\n县旧局,2022-06-30,县新局、 县数据局\n").value;
  const Units units("县府办", &ledger);
  EXPECT_THAT(units.find("县旧局")->successors, ElementsAre("县新局", "县数据局"));
}

TEST(Units, ResolveCollectiveLeads) {
  const Ledger ledger = county();
  const Units units("县府办", &ledger);
  EXPECT_THAT(units.resolve("县教育局", testing::terms()), ElementsAre("县教育局"));
  EXPECT_THAT(units.resolve("各镇（街道）", testing::terms()), ElementsAre("武康街道", "莫干山镇"));
  EXPECT_THAT(units.resolve("县气象局", testing::terms()), ElementsAre("县气象局"));
}

}  // namespace
}  // namespace gongkai
