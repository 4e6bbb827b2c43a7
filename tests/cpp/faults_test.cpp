#include "gongkai/ledger/faults.hpp"

#include <gtest/gtest.h>

namespace gongkai {
namespace {

TEST(Faults, PastTheirMostAreCountedAHundredOfEachKindAside) {
  Columns columns;
  columns.schema = schema("applications");
  columns.fields.resize(columns.schema.fields.size());
  columns.source = {"a.csv", "", 2022};
  columns.parts = {{"", {}}};
  const auto most = static_cast<std::int64_t>(Faults::kMost);
  const int received = columns.schema.index("received");

  Faults faults;
  for (std::int64_t row = 1; row <= most + 50; ++row)
    faults.add(row, received, {"ledger.date", "bad", true}, "x", "日期");
  for (std::int64_t row = 1; row <= 120; ++row)
    faults.add(row, 0, {"ledger.blank", "blank"}, "", "编号");
  const auto findings = faults.findings(columns);

  ASSERT_EQ(findings.size(), Faults::kMost + Faults::kListed + 2);
  const Finding& blanks = findings[findings.size() - 2];
  EXPECT_EQ(blanks.rule, "ledger.blank");
  EXPECT_EQ(blanks.found, "20 处");
  const Finding& dates = findings.back();
  EXPECT_EQ(dates.kind, "more");
  EXPECT_EQ(dates.found, "50 处");
  EXPECT_EQ(dates.expected, "日期");
  EXPECT_TRUE(dates.vital);
  EXPECT_EQ(dates.where.text("row"), "");
}

}  // namespace
}  // namespace gongkai
