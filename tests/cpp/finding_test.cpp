// Findings: the names of their states, and how a place is kept and printed.
#include "gongkai/base/finding.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace gongkai {
namespace {

using ::testing::ElementsAre;
using ::testing::Pair;

// An integer as a part of a place; a plain 3 would be an int.
Where::Value row(std::int64_t number) { return number; }

TEST(Finding, NamesStatusAndSeverityAsTheyArePrinted) {
  EXPECT_EQ(status_id(Status::pass), "pass");
  EXPECT_EQ(status_id(Status::fail), "fail");
  EXPECT_EQ(status_id(Status::unknown), "unknown");
  EXPECT_EQ(status_id(Status::not_assessable), "not_assessable");
  EXPECT_EQ(severity_id(Severity::fatal), "fatal");
  EXPECT_EQ(severity_id(Severity::serious), "serious");
  EXPECT_EQ(severity_id(Severity::hint), "hint");
}

TEST(Where, GivesPartsAsText) {
  const Where where{{"file", "a.csv"}, {"row", row(3)}};
  EXPECT_EQ(where.text("file"), "a.csv");
  EXPECT_EQ(where.text("row"), "3");
  EXPECT_EQ(where.text("sheet"), "");
}

TEST(Where, ReplacesAPartInItsPlace) {
  Where where{{"file", "a.csv"}, {"row", row(3)}};
  where.set("file", "b.csv").set("column", "received");
  EXPECT_THAT(where.parts(), ElementsAre(Pair("file", Where::Value("b.csv")), Pair("row", row(3)),
                                         Pair("column", Where::Value("received"))));
}

TEST(Where, PrintsInOneOrderHoweverItWasFilled) {
  Where where;
  where.set("header", "收到日期").set("column", "received").set("unit", "县教育局");
  where.set("row", row(3)).set("sheet", "台账").set("file", "a.xlsx");
  EXPECT_THAT(where.printed(),
              ElementsAre(Pair("file", Where::Value("a.xlsx")), Pair("sheet", Where::Value("台账")),
                          Pair("row", row(3)), Pair("column", Where::Value("received")),
                          Pair("header", Where::Value("收到日期")),
                          Pair("unit", Where::Value("县教育局"))));
}

TEST(Where, PrintsNoLabels) {
  const Where where{{"table", "table3"},
                    {"row", "granted"},
                    {"row_label", "（一）予以公开"},
                    {"column", "total"},
                    {"column_label", "总计"}};
  EXPECT_THAT(where.printed(), ElementsAre(Pair("table", Where::Value("table3")),
                                           Pair("row", Where::Value("granted")),
                                           Pair("column", Where::Value("total"))));
}

}  // namespace
}  // namespace gongkai
