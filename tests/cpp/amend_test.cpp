// One row written anew: the ledger, and everything that was counted from it.
#include "gongkai/ledger/amend.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gongkai/measure/books.hpp"
#include "ledger_help.hpp"

namespace gongkai {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::ThrowsMessage;

constexpr std::string_view kHead =
    "case_no,unit,applicant_kind,received,consult_sent,consult_kind,answered,outcome,delivered\n";
const std::vector<std::string> kRows{
    "1,县教育局,自然人,2022-01-10,,,2022-01-20,granted,2022-01-20\n",
    "2,新市镇,商业企业,2022-03-01,2022-03-04；2022-03-10,第三方,2022-05-10,granted,\n",
    "3,新市镇,自然人,2022-12-20,,,,,\n"};

Ledger ledger(const std::vector<std::string>& rows = kRows) {
  std::string csv(kHead);
  for (const auto& row : rows) csv += row;
  return testing::read("applications", csv).value;
}

const Law& law() {
  static const Law kLaw = load_law(GONGKAI_TEMPLATES);
  return kLaw;
}

Books books(const Ledger& applications) {
  return Books({"某县", {{"applications", applications}}, law(), year_period(2022), {}});
}

/// Asks everything that is kept, so that it is there to be changed.
std::vector<std::string> counted(const Books& of) {
  std::vector<std::string> out;
  const auto tell = [&](const Tally& tally, const std::string& what) {
    for (const auto& [key, counts] : tally.groups())
      for (std::size_t cell = 0; cell < counts.size(); ++cell)
        if (counts[cell] != 0) {
          std::string group;
          for (const auto& [column, value] : key) group += value + " ";
          out.push_back(fmt::format("{} {}{} {}", what, group, cell, counts[cell]));
        }
  };
  tell(of.tally_of("flow", {"unit", "applicant_kind"}), "flow");
  tell(of.tally_of("flow", {"month"}, "received"), "received");
  tell(of.tally_of("reply", {"month"}, "deadline"), "deadline");
  tell(of.tally_of("reply", {}), "reply");
  for (const auto& due : of.due("reply"))
    out.push_back(due.earliest == kNever ? "none" : iso(due.earliest));
  return out;
}

TEST(Amend, ReadsTheRowAnewAndSharesTheRest) {
  const auto before = ledger();
  const auto [after, findings] = amend(
      before, 2, {{"answered", "2022年12月30日"}, {"outcome", "（一）予以公开"}}, testing::terms());
  EXPECT_EQ(after.dates("answered")[2], parse_iso("2022-12-30"));
  EXPECT_EQ(after.choices("outcome")[2], choice_of(outcomes(), "granted"));
  EXPECT_EQ(before.dates("answered")[2], kNever);
  EXPECT_EQ(after.dates("received").data(), before.dates("received").data());
  EXPECT_EQ(after.find("3"), 2);
}

TEST(Amend, SaysWhatIsWrongWithTheRowNow) {
  const auto findings =
      testing::told(amend(ledger(), 1, {{"answered", "2022-13-45"}}, testing::terms()).findings);
  ASSERT_THAT(testing::kinds(findings), ElementsAre("ledger.date impossible"));
  EXPECT_EQ(findings[0].where.number("row"), 3);
  EXPECT_EQ(findings[0].found, "2022-13-45");
}

TEST(Amend, LeavesTheOtherCellsOfTheRowAsTheyWere) {
  const auto before = testing::read("applications",
                                    "申请编号,单位,申请人类型,收件日期,延期告知日期\n"
                                    "1,县教育局,自然人,2022-01-10,三月十号左右\n")
                          .value;
  const auto [after, findings] = amend(before, 0, {{"received", "2022-02-30"}}, testing::terms());
  EXPECT_TRUE(after.is_unread(0, "extended"));
  // What is wrong with the extension was said when the file was read, in its own words.
  ASSERT_THAT(testing::kinds(findings), ElementsAre("ledger.date impossible"));
  EXPECT_EQ(findings[0].where.text("header"), "收件日期");
}

TEST(Amend, AsksForAPercentSign) {
  const auto tasks =
      testing::read("tasks", "task_id,title,leads,due,progress\n1,公开目录,甲,全年,80\n").value;
  EXPECT_EQ(amend(tasks, 0, {{"progress", "90%"}}, testing::terms()).value.numbers("progress")[0],
            900'000);
  EXPECT_THAT(
      [&] {
        amend(tasks, 0, {{"progress", "1"}}, testing::terms());
      },
      ThrowsMessage<DataError>("tasks: 'progress' is '1', expected a percentage such as 80%"));
}

TEST(Amend, MovesTheItemsOfLists) {
  const auto one =
      amend(ledger(), 0, {{"consult_sent", "2022-01-11、2022-01-12、2022-01-13"}}, testing::terms())
          .value;
  EXPECT_THAT(
      one.date_lists("consult_sent")[0],
      ElementsAre(*parse_iso("2022-01-11"), *parse_iso("2022-01-12"), *parse_iso("2022-01-13")));
  EXPECT_THAT(one.date_lists("consult_sent")[1],
              ElementsAre(*parse_iso("2022-03-04"), *parse_iso("2022-03-10")));
  const auto none = amend(one, 1, {{"consult_sent", ""}}, testing::terms()).value;
  EXPECT_THAT(none.date_lists("consult_sent")[1], IsEmpty());
  EXPECT_THAT(none.date_lists("consult_sent")[0], ::testing::SizeIs(3));
}

TEST(Amend, AddsAColumnThatNobodyHad) {
  const auto before = ledger();
  ASSERT_FALSE(before.has("extended"));
  const auto after = amend(before, 1, {{"extended", "2022-03-20"}}, testing::terms()).value;
  EXPECT_TRUE(after.has("extended"));
  EXPECT_THAT(after.dates("extended"), ElementsAre(kNever, *parse_iso("2022-03-20"), kNever));
}

TEST(Amend, KeepsWhatNamesARow) {
  EXPECT_THAT(
      [] {
        amend(ledger(), 0, {{"case_no", "9"}}, testing::terms());
      },
      ThrowsMessage<DataError>("applications: 'case_no' names the row, it cannot be amended"));
  EXPECT_THAT(
      [] {
        amend(ledger(), 0, {{"colour", "9"}}, testing::terms());
      },
      ThrowsMessage<DataError>("ledger applications has no column 'colour'"));
  EXPECT_THAT([] { amend(ledger(), 3, {}, testing::terms()); },
              ThrowsMessage<DataError>("applications: row 4 of 3"));
}

TEST(Amend, LeavesNothingOfARowThatIsTakenAlone) {
  const auto alone = only(ledger(), 1);
  EXPECT_EQ(alone.size(), 1);
  EXPECT_EQ(alone.origin(0), 3);
  EXPECT_EQ(alone.key(0), "2");
  EXPECT_EQ(alone.names("unit")[0], "新市镇");
  EXPECT_THAT(alone.date_lists("consult_sent")[0],
              ElementsAre(*parse_iso("2022-03-04"), *parse_iso("2022-03-10")));
}

struct Change {
  std::int64_t row;
  CellTexts values;
};

class AmendedBooks : public ::testing::TestWithParam<Change> {};

TEST_P(AmendedBooks, EqualBooksCountedFromNothing) {
  const auto before = books(ledger());
  counted(before);
  const auto after = before.amend("applications", GetParam().row, GetParam().values).value;
  const auto whole = books(after.ledgers().find("applications")->second);
  EXPECT_EQ(counted(after), counted(whole));
  EXPECT_NE(counted(after), counted(before));
  EXPECT_EQ(after.at("table3/closed_total/total"), whole.at("table3/closed_total/total"));
}

INSTANTIATE_TEST_SUITE_P(
    Changes, AmendedBooks,
    ::testing::Values(Change{0, {{"outcome", "refused.third_party"}, {"unit", "新市镇"}}},
                      Change{0, {{"unit", "县民政局"}}},
                      Change{1, {{"consult_sent", "2022-03-04"}}},
                      Change{1, {{"received", "2021-12-30"}, {"extended", "2022-01-12"}}},
                      Change{2, {{"answered", "2022-12-30"}, {"outcome", "granted"}}},
                      Change{2, {{"applicant_kind", "不详"}}}));

TEST(AmendedBooks, CountAllAnewWhereTheUnitsChange) {
  auto of = BooksOf{"某县", {{"applications", ledger()}}, law(), year_period(2022), {}};
  of.ledgers.emplace("units", testing::read("units", "unit,parent,kind\n新市镇,某县,镇街\n").value);
  const Books before(std::move(of));
  EXPECT_EQ(before.at("table3/new_received/total", {{"unit_kind", "town"}}), number(2));
  const auto after = before.amend("units", 0, {{"kind", "部门"}}).value;
  EXPECT_EQ(after.at("table3/new_received/total", {{"unit_kind", "town"}}), number(0));
}

}  // namespace
}  // namespace gongkai
