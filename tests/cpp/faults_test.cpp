#include "gongkai/ledger/faults.hpp"

#include <gtest/gtest.h>

namespace gongkai {
namespace {

Columns columns_of_requests() {
  Columns columns;
  columns.schema = schema("applications");
  columns.fields.resize(columns.schema.fields.size());
  columns.source = {"a.csv", "", 2022};
  columns.parts = {{"", {}}};
  return columns;
}

TEST(Faults, PastTheirMostAreCountedAHundredOfEachKindAside) {
  const Columns columns = columns_of_requests();
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
  EXPECT_EQ(dates.kind, "bad.more");
  EXPECT_EQ(dates.found, "50 处");
  EXPECT_EQ(dates.expected, "日期");
  EXPECT_TRUE(dates.vital);
  EXPECT_EQ(dates.where.text("row"), "");
}

TEST(Faults, OfEachColumnAddUpToThoseToldOneByOne) {
  const Columns columns = columns_of_requests();
  const auto tell = [](Faults& faults, int field, std::int64_t rows) {
    for (std::int64_t row = 1; row <= rows; ++row)
      faults.add(row, field, {"ledger.date", "bad", true}, "x", "日期");
  };
  const auto most = static_cast<std::int64_t>(Faults::kMost);

  Faults all, first, second;
  tell(all, 0, most - 150);
  tell(all, 1, 300);
  tell(first, 0, most - 150);
  tell(second, 1, 300);
  first.add(std::move(second));

  const auto found = first.findings(columns), expected = all.findings(columns);
  ASSERT_EQ(found.size(), Faults::kMost + 1);
  ASSERT_EQ(found.size(), expected.size());
  EXPECT_EQ(found.back().found, "150 处");
  for (std::size_t at = 0; at < found.size(); ++at) {
    EXPECT_EQ(found[at].found, expected[at].found);
    EXPECT_EQ(found[at].where.text("row"), expected[at].where.text("row"));
  }
}

}  // namespace
}  // namespace gongkai
