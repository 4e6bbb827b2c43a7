// Table 三: which request stands in which row.
#include "gongkai/measure/flow.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ledger_help.hpp"

namespace gongkai {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

const Law& law() {
  static const Law kLaw = load_law(GONGKAI_TEMPLATES);
  return kLaw;
}

Period until(std::string_view as_of) { return {year_period(2022).from, parse_iso(as_of).value()}; }

Ledger requests(const std::string& rows) {
  return testing::read("applications",
                       "case_no,unit,applicant_kind,received,answered,outcome\n" + rows)
      .value;
}

/// The cells of rows "received,answered,outcome" of natural persons.
std::vector<std::string> cells(const std::vector<std::string>& rows,
                               std::string_view as_of = "2022-12-31") {
  std::string text;
  for (const auto& row : rows)
    text += fmt::format("{},县教育局,自然人,{}\n", &row - rows.data() + 1, row);
  const auto ledger = requests(text);
  const auto flow = flow_measure();
  std::vector<std::string> out;
  for (const auto cell : flow.classify(ledger, law(), until(as_of), all_rows(ledger)))
    out.push_back(flow.cells[cell]);
  return out;
}

std::vector<std::string> names(CellSet set) {
  std::vector<std::string> out;
  const auto flow = flow_measure();
  for (std::size_t cell = 0; cell < flow.cells.size(); ++cell)
    if (set[cell]) out.push_back(flow.cells[cell]);
  return out;
}

TEST(Flow, TellsNewFromOldByTheDayOfReceipt) {
  EXPECT_THAT(cells({"2021-12-31,2022-01-05,granted", "2022-01-01,2022-01-05,granted",
                     "2022-12-31,,", "2021-12-31,,"}),
              ElementsAre("old.granted", "new.granted", "new.forward", "old.forward"));
}

TEST(Flow, LeavesOutWhatWasClosedBeforeTheYearAndWhatCameAfterIt) {
  EXPECT_THAT(cells({"2021-12-01,2021-12-31,granted", "2021-12-01,2022-01-01,granted",
                     "2023-01-01,,", "2023-01-01,2023-01-05,granted"}),
              ElementsAre("outside", "old.granted", "outside", "outside"));
}

TEST(Flow, CarriesForwardWhatIsAnsweredAfterTheDateOfCount) {
  EXPECT_THAT(cells({"2022-12-01,2023-01-05,granted", "2022-12-01,2022-12-31,granted"}),
              ElementsAre("new.forward", "new.granted"));
  EXPECT_THAT(cells({"2022-06-01,2022-06-30,granted", "2022-07-01,,"}, "2022-06-29"),
              ElementsAre("new.forward", "outside"));
  EXPECT_THAT(cells({"2022-06-01,2022-06-30,granted", "2022-07-01,,"}, "2022-06-30"),
              ElementsAre("new.granted", "outside"));
}

TEST(Flow, TakesEachOfficialOutcome) {
  EXPECT_THAT(
      cells({"2022-03-01,2022-03-02,3.危及“三安全一稳定”",
             "2022-03-01,2022-03-02,本机关不掌握相关政府信息",
             "2022-03-01,2022-03-02,other.other"}),
      ElementsAre("new.refused_public_safety", "new.not_provided_not_held", "new.other_other"));
}

TEST(Flow, DropsNoRowThatCannotBePlaced) {
  EXPECT_THAT(cells({"不详,2022-03-02,granted", "2022-03-01,2022-03-02,", "2022-03-01,,granted",
                     "2022-03-01,2022-03-02,看着办"}),
              ElementsAre("unclassified", "unclassified", "unclassified", "unclassified"));
  const auto ledger = requests("1,县教育局,外星人,2022-03-01,,\n");
  const auto flow = flow_measure();
  EXPECT_THAT(flow.classify(ledger, law(), until("2022-12-31"), all_rows(ledger)),
              ElementsAre(kUnclassified));
}

TEST(Flow, ClassifiesAPartOfTheRowsAlike) {
  const auto ledger = requests(
      "1,县教育局,自然人,2022-03-01,,\n2,县教育局,自然人,2021-03-01,,\n"
      "3,县教育局,自然人,2022-03-01,2022-03-02,granted\n");
  const auto flow = flow_measure();
  const auto whole = flow.classify(ledger, law(), until("2022-12-31"), all_rows(ledger));
  EXPECT_THAT(flow.classify(ledger, law(), until("2022-12-31"), {1, 3}),
              ElementsAre(whole[1], whole[2]));
}

TEST(Flow, FoldsTheRowsOfTheForm) {
  EXPECT_THAT(names(flow_cells("granted")), ElementsAre("new.granted", "old.granted"));
  EXPECT_THAT(names(flow_cells("refused.state_secret")),
              ElementsAre("new.refused_state_secret", "old.refused_state_secret"));
  EXPECT_THAT(names(flow_cells("carried_forward")), ElementsAre("new.forward", "old.forward"));
  EXPECT_EQ(flow_cells("new_received").count(), 22u);  // 21 outcomes and those carried forward
  EXPECT_EQ(flow_cells("carried_over").count(), 22u);
  EXPECT_EQ(flow_cells("closed_total").count(), 42u);
  // What the form prints over its first column: one plus two is three plus four.
  EXPECT_EQ(flow_cells("new_received") | flow_cells("carried_over"),
            flow_cells("closed_total") | flow_cells("carried_forward"));
  EXPECT_TRUE((flow_cells("closed_total") & flow_cells("carried_forward")).none());
}

TEST(Flow, RefusesARowThatTheFormHasNot) {
  EXPECT_THAT([] { flow_cells("denied"); }, ThrowsMessage<DataError>("table3 has no row 'denied'"));
}

TEST(Flow, SaysWhyARowStandsWhereItStands) {
  const auto ledger = requests(
      "1,县教育局,自然人,2022-03-01,2022-03-02,granted\n"
      "2,县教育局,自然人,2021-12-01,2023-01-05,granted\n");
  const auto because = [&](std::int64_t row) {
    return flow_measure().because(ledger, law(), until("2022-12-31"))(row);
  };
  EXPECT_THAT(because(0), HasSubstr("2022-03-01 收到（本年新收），2022-03-02 答复："));
  EXPECT_EQ(because(1), "2021-12-01 收到（上年结转），至 2022-12-31 未办结，结转下年度");
}

}  // namespace
}  // namespace gongkai
