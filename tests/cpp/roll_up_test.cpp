// The tree of units: own part, what was taken over, and what stands below, worked out by hand.
#include "gongkai/measure/roll_up.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ledger_help.hpp"

namespace gongkai {
namespace {

using ::testing::ElementsAre;
using ::testing::ThrowsMessage;

// The bureau of trade became part of that of industry on 1 July; the office of land was split.
constexpr auto kUnits =
    "unit,parent,kind,valid_to,successor\n"
    "县经信局,某县,部门,,\n"
    "县商务局,某县,部门,2022-06-30,县经信局\n"
    "新市镇,某县,镇街,,\n"
    "新市镇水厂,新市镇,公共企事业,,\n"
    "县国土局,某县,部门,2022-03-31,县资源局、县规划局\n"
    "县资源局,某县,部门,,\n县规划局,某县,部门,,\n";
constexpr auto kApplications =
    "case_no,unit,applicant_kind,received\n"
    "1,某县,自然人,2022-01-10\n"
    "2,县商务局,自然人,2022-02-10\n3,县商务局,自然人,2022-05-10\n"
    "4,县经信局,自然人,2022-08-10\n"
    "5,新市镇,自然人,2022-02-10\n6,新市镇水厂,自然人,2022-02-10\n"
    "7,县国土局,自然人,2022-02-10\n8,不在名录,自然人,2022-02-10\n";

Books books(std::string_view as_of, std::string_view units = kUnits) {
  BooksOf of{"某县", {}, load_law(GONGKAI_TEMPLATES), year_period(2022), {}};
  of.period.as_of = *parse_iso(as_of);
  of.ledgers.emplace("applications", testing::read("applications", kApplications).value);
  of.ledgers.emplace("units", testing::read("units", units).value);
  return Books(std::move(of));
}

std::vector<std::string> told(const std::vector<RolledUp>& rows) {
  std::vector<std::string> out;
  for (const auto& row : rows)
    out.push_back(fmt::format("{}{}={}+{}+{}{}",
                              std::string(static_cast<std::size_t>(row.depth), '-'), row.unit,
                              row.own.value, row.taken_over.value, row.below.value,
                              row.carried_to.empty() ? "" : ">" + row.carried_to));
  return out;
}

constexpr auto kPlace = "table3/new_received/total";

TEST(RollUp, CarriesAMergedUnitToItsSuccessorAndLeavesASplitOne) {
  EXPECT_THAT(told(roll_up(books("2022-12-31"), kPlace)),
              ElementsAre("某县=1+0+7", "-县经信局=1+2+0", "--县商务局=2+0+0>县经信局",
                          "-新市镇=1+0+1", "--新市镇水厂=1+0+0", "-县国土局=1+0+0",
                          "-县资源局=0+0+0", "-县规划局=0+0+0", "-不在名录=1+0+0"));
}

TEST(RollUp, KnowsNoMergerBeforeItsDay) {
  const auto rows = roll_up(books("2022-06-29"), kPlace);
  EXPECT_THAT(told(rows), ::testing::Contains("-县商务局=2+0+0"));
  EXPECT_EQ(rows[0].total, number(7));  // case 4 came later
}

TEST(RollUp, LeavesTheTotalOfTheBodyAsItWas) {
  const auto merged = books("2022-12-31");
  const auto apart =
      books("2022-12-31", "unit,parent,kind\n县经信局,某县,部门\n县商务局,某县,部门\n");
  EXPECT_EQ(roll_up(merged, kPlace)[0].total, number(8));
  EXPECT_EQ(roll_up(apart, kPlace)[0].total, number(8));
  EXPECT_EQ(merged.at(kPlace), number(8));
}

TEST(RollUp, StandsUnitsOfACircleUnderTheBody) {
  const auto rows = roll_up(
      books("2022-12-31", "unit,parent,kind\n县商务局,县经信局,部门\n县经信局,县商务局,部门\n"),
      kPlace);
  EXPECT_EQ(rows[0].total, number(8));
  EXPECT_EQ(rows.size(), 7u);
}

TEST(RollUp, EndsWhereTheBodyItselfIsSaidToBeGone) {
  const auto rows =
      roll_up(books("2022-12-31",
                    "unit,parent,valid_to,successor\n某县,,2022-06-30,县经信局\n县经信局,某县,,\n"),
              kPlace);
  EXPECT_EQ(rows[0].unit, "某县");
  EXPECT_EQ(rows[0].total, number(8));
}

TEST(RollUp, LosesNoUnitWhoseSuccessorNobodyKnows) {
  const auto rows =
      roll_up(books("2022-12-31",
                    "unit,parent,valid_to,successor\n"
                    "县商务局,县经信局,2022-06-30,外局\n县经信局,县商务局,2022-06-30,外局\n"),
              kPlace);
  EXPECT_EQ(rows[0].total, number(8));
}

TEST(RollUp, AsksForRowsThatHaveAUnit) {
  const auto of = books("2022-12-31");
  EXPECT_THAT([&] { roll_up(of, "fact/population"); },
              ThrowsMessage<DataError>("place 'fact/population' does not count rows by unit"));
  EXPECT_THAT([&] { roll_up(of, "tasks/*.in.open"); },
              ThrowsMessage<DataError>(
                  "place 'tasks/*.in.open': a row of tasks may stand under several units"));
}

}  // namespace
}  // namespace gongkai
