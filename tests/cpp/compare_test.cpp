// Two definitions side by side: which rows make the difference, by hand.
#include "gongkai/measure/compare.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gongkai/base/error.hpp"
#include "ledger_help.hpp"

namespace gongkai {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::ThrowsMessage;

// Deadlines: A on 2022-01-18, answered in time; B on 09-22 and answered a day late; C on 11-07 and
// open; D on 2023-01-13, answered before it; E on 2022-12-26, answered in time this year and sent.
constexpr auto kApplications =
    "case_no,unit,applicant_kind,received,answered,outcome\n"
    "A,县教育局,自然人,2021-12-20,2022-01-10,granted\n"
    "B,新市镇,自然人,2022-08-24,2022-09-23,refused.third_party\n"
    "C,新市镇,商业企业,2022-10-10,,\n"
    "D,县教育局,商业企业,2022-12-15,2022-12-20,other.other\n";

Books books() {
  BooksOf of{"某县", {}, load_law(GONGKAI_TEMPLATES), year_period(2022), {{"population", 553000}}};
  of.ledgers.emplace("applications", testing::read("applications", kApplications).value);
  of.ledgers.emplace("disputes",
                     testing::read("disputes",
                                   "dispute_no,unit,kind,filed,concluded,outcome\n"
                                   "F1,县教育局,行政复议,2022-02-01,2022-05-01,结果纠正\n"
                                   "F2,县教育局,行政复议,2022-11-01,,尚未审结\n")
                         .value);
  return Books(std::move(of));
}

const Definition& named(std::string_view id) {
  static const auto kAll = parse_definitions(testing::template_text("definitions.toml"));
  return definition(kAll, id);
}

std::vector<std::string> between(std::string_view first, std::string_view second,
                                 const std::vector<std::string>& by = {}) {
  std::vector<std::string> out;
  for (const auto& each : differences(books(), named(first), named(second), by)) {
    std::string group;
    for (const auto& [column, value] : each.group) group += value + " ";
    out.push_back(
        fmt::format("{}{} {:+d} {:+d}", group, each.reason.key, each.numerator, each.denominator));
  }
  return out;
}

TEST(Compare, NamesTheRowsThatMakeTheDifference) {
  // Answered is 2/3 (A, B late, D); due is 1/3 (A, B, C open): D drops out, C comes in.
  EXPECT_THAT(between("timely.answered", "timely.due"), ElementsAre("C +0 +1", "D -1 -1"));
  EXPECT_THAT(between("timely.due", "timely.answered"), ElementsAre("C +0 -1", "D +1 +1"));
  EXPECT_THAT(between("timely.due", "timely.due"), IsEmpty());
}

TEST(Compare, TakesOffWhatADefinitionTakesOff) {
  // 公开率: one of three, and without 其他处理 one of two.
  EXPECT_THAT(between("disclose.answered", "disclose.ex_other"), ElementsAre("D +0 -1"));
}

TEST(Compare, KeepsToAGroupAndToItsMonth) {
  EXPECT_THAT(between("timely.answered", "timely.due", {"unit"}),
              ElementsAre("县教育局 D -1 -1", "新市镇 C +0 +1"));
  // In September B was answered and due, in November C was due, in December D was answered.
  EXPECT_THAT(between("timely.answered", "timely.due", {"month"}),
              ElementsAre("2022-11 C +0 +1", "2022-12 D -1 -1"));
}

TEST(Compare, SaysFileRowAndReason) {
  const auto rows = differences(books(), named("timely.answered"), named("timely.due"), {});
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0].file, "applications.csv");
  EXPECT_EQ(rows[0].reason.ledger, "applications");
  EXPECT_EQ(rows[0].reason.row, 4);
  EXPECT_EQ(rows[0].reason.cell, "reply/new.in.open");
  EXPECT_THAT(rows[0].reason.because, ::testing::HasSubstr("2022-11-07"));
}

TEST(Compare, MayCrossLedgers) {
  // Reviews over new requests, and those corrected over those concluded.
  EXPECT_THAT(between("dispute.review_per_new", "correct.review_concluded"),
              ElementsAre("B +0 -1", "C +0 -1", "D +0 -1", "F1 +0 +1", "F2 -1 +0"));
}

TEST(Compare, NeedsRowsOnlyWhereTheDefinitionsPart) {
  auto other = named("dispute.per_10k_pop");
  other.numerator = {"table4/review/total"};
  EXPECT_THAT(differences(books(), named("dispute.per_10k_pop"), other, {}), IsEmpty());
  EXPECT_THAT([] { between("dispute.per_10k_pop", "dispute.unique_per_new"); },
              ThrowsMessage<DataError>(
                  "place 'fact/population' is no count of rows: it stands in year.toml"));
  other.denominator = {"table2/licences"};
  EXPECT_THAT([&] { differences(books(), other, named("dispute.review_per_new"), {}); },
              ThrowsMessage<DataError>("place 'table2/licences' is no count of this year's rows"));
  other.denominator = {"table4/review/total@previous"};
  EXPECT_THAT([&] { differences(books(), other, named("dispute.review_per_new"), {}); },
              ThrowsMessage<DataError>(
                  "place 'table4/review/total@previous' is no count of this year's rows"));
}

}  // namespace
}  // namespace gongkai
