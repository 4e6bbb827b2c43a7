// Table 四: which review or lawsuit is counted, and with which result.
#include "gongkai/measure/dispute.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ledger_help.hpp"

namespace gongkai {
namespace {

using ::testing::ElementsAre;
using ::testing::ThrowsMessage;

const Law& in_hand() {
  static const Law kLaw = load_law(GONGKAI_TEMPLATES);
  return kLaw;
}
const Law& filed() {
  static const Law kLaw = load_law(GONGKAI_TEMPLATES, "[disputes]\ncounted = \"filed\"\n");
  return kLaw;
}

Period until(std::string_view as_of) { return {year_period(2022).from, parse_iso(as_of).value()}; }

/// Rows "kind,filed,concluded,outcome,co_defendant,rectified".
Ledger disputes(const std::vector<std::string>& rows) {
  std::string text = "dispute_no,unit,kind,filed,concluded,outcome,co_defendant,rectified\n";
  for (const auto& row : rows) text += fmt::format("{},县教育局,{}\n", &row - rows.data() + 1, row);
  return testing::read("disputes", text).value;
}

std::vector<std::string> cells(const Law& law, const std::vector<std::string>& rows,
                               std::string_view as_of = "2022-12-31") {
  const auto ledger = disputes(rows);
  const auto of = dispute_measure();
  std::vector<std::string> out;
  for (const auto cell : of.classify(ledger, law, until(as_of), all_rows(ledger)))
    out.push_back(of.cells[cell]);
  return out;
}

TEST(Disputes, InHandTakesWhatWasNotConcludedBeforeTheYear) {
  EXPECT_THAT(
      cells(in_hand(),
            {"行政复议,2021-11-01,2021-12-31,结果维持,,",
             "行政复议,2021-11-01,2022-01-01,结果维持,,", "行政复议,2020-11-01,,尚未审结,,",
             "行政复议,2022-12-31,,尚未审结,,", "行政复议,2023-01-01,,尚未审结,,"}),
      ElementsAre("outside", "review.upheld", "review.pending", "review.pending", "outside"));
}

TEST(Disputes, FiledTakesTheFilingsOfTheYear) {
  EXPECT_THAT(
      cells(filed(), {"行政复议,2021-12-31,2022-01-01,结果维持,,",
                      "行政复议,2022-01-01,2022-03-01,结果维持,,",
                      "行政复议,2020-11-01,,尚未审结,,", "行政复议,2023-01-01,,尚未审结,,"}),
      ElementsAre("outside", "review.upheld", "outside", "outside"));
}

TEST(Disputes, TakesWhatIsConcludedAfterTheDateOfCountAsPending) {
  for (const auto* law : {&in_hand(), &filed()})
    EXPECT_THAT(cells(*law, {"复议后起诉,2022-11-01,2023-02-01,结果纠正,,",
                             "复议后起诉,2022-11-01,2022-12-31,结果纠正,,"}),
                ElementsAre("suit_after_review.pending", "suit_after_review.corrected"));
  EXPECT_THAT(cells(in_hand(),
                    {"行政复议,2022-02-01,2022-07-01,结果纠正,,",
                     "行政复议,2022-07-01,2022-09-01,结果纠正,,"},
                    "2022-06-30"),
              ElementsAre("review.pending", "outside"));
}

TEST(Disputes, TakesAResultWithoutADayAsOneOfTheYear) {
  EXPECT_THAT(cells(in_hand(), {"行政复议,2022-02-01,,结果纠正,,"}),
              ElementsAre("review.corrected"));
}

TEST(Disputes, ListsButDoesNotCountWhereTheUnitReviewedTheReply) {
  EXPECT_THAT(cells(in_hand(), {"复议后起诉,2022-02-01,2022-05-01,结果维持,是,",
                                "复议后起诉,2022-02-01,2022-05-01,结果维持,否,",
                                "复议后起诉,2022-02-01,2022-05-01,结果维持,,"}),
              ElementsAre("co_defendant", "suit_after_review.upheld", "suit_after_review.upheld"));
}

TEST(Disputes, SetsApartSettledCasesWhoseReplyWasPutRight) {
  EXPECT_THAT(cells(in_hand(), {"行政复议,2022-02-01,2022-05-01,调解,,2022-05-20",
                                "行政复议,2022-02-01,2022-05-01,达成和解,,是",
                                "行政复议,2022-02-01,2022-05-01,撤回申请,,2022-05-20",
                                "行政复议,2022-02-01,2022-05-01,其他结果,,2022-05-20",
                                "行政复议,2022-02-01,2022-05-01,调解,,2023-01-20",
                                "行政复议,2022-02-01,2022-05-01,调解,,",
                                "行政复议,2022-02-01,2022-05-01,结果维持,,2022-05-20"}),
              ElementsAre("review.other_rectified", "review.other_rectified", "review.other",
                          "review.other", "review.other", "review.other", "review.upheld"));
}

TEST(Disputes, MapsFinerResults) {
  EXPECT_THAT(cells(in_hand(), {"行政复议,2022-02-01,2022-05-01,驳回行政复议请求,,",
                                "行政复议,2022-02-01,2022-05-01,确认违法,,",
                                "未经复议直接起诉,2022-02-01,2022-05-01,准许撤诉,,"}),
              ElementsAre("review.upheld", "review.corrected", "suit_direct.other"));
}

TEST(Disputes, DropsNoRowThatCannotBePlaced) {
  EXPECT_THAT(cells(in_hand(), {"行政复议,不详,,尚未审结,,", "仲裁,2022-02-01,,尚未审结,,",
                                "行政复议,2022-02-01,2022-05-01,看着办,,"}),
              ElementsAre("unclassified", "unclassified", "unclassified"));
}

TEST(Disputes, FoldsTheColumnsOfTheForm) {
  const auto of = dispute_measure();
  const auto names = [&](CellSet set) {
    std::vector<std::string> out;
    for (std::size_t cell = 0; cell < of.cells.size(); ++cell)
      if (set[cell]) out.push_back(of.cells[cell]);
    return out;
  };
  EXPECT_THAT(names(dispute_cells("review", "corrected")), ElementsAre("review.corrected"));
  EXPECT_THAT(names(dispute_cells("review", "other")),
              ElementsAre("review.other", "review.other_rectified"));
  EXPECT_THAT(names(dispute_cells("suit_direct", "total")),
              ElementsAre("suit_direct.upheld", "suit_direct.corrected", "suit_direct.other",
                          "suit_direct.other_rectified", "suit_direct.pending"));
}

TEST(Disputes, RefusesRowsAndColumnsThatTheFormHasNot) {
  EXPECT_THAT([] { dispute_cells("appeal", "total"); },
              ThrowsMessage<DataError>("table4 has no row 'appeal'"));
  EXPECT_THAT([] { dispute_cells("review", "won"); },
              ThrowsMessage<DataError>("table4 has no column 'won'"));
}

TEST(Disputes, SaysWhyARowStandsWhereItStands) {
  const auto ledger = disputes({"行政复议,2022-02-01,2022-05-01,驳回行政复议请求,,",
                                "行政复议,2022-02-01,2023-05-01,结果纠正,,",
                                "复议后起诉,2022-02-01,2022-05-01,结果维持,是,",
                                "行政复议,2022-02-01,2022-05-01,调解,,2022-05-20"});
  const auto because = [&](std::int64_t row) {
    return dispute_measure().because(ledger, in_hand(), until("2022-12-31"))(row);
  };
  EXPECT_EQ(because(0),
            "2022-02-01 立案（行政复议），2022-05-01 审结：结果维持（驳回行政复议请求）");
  EXPECT_EQ(because(1), "2022-02-01 立案（行政复议），至 2022-12-31 尚未审结");
  EXPECT_EQ(because(2),
            "2022-02-01 立案（复议后起诉），2022-05-01 审结：结果维持；复议机关作共同被告，不计入");
  EXPECT_EQ(because(3),
            "2022-02-01 立案（行政复议），2022-05-01 审结：其他结果（调解），2022-05-20 整改");
}

}  // namespace
}  // namespace gongkai
