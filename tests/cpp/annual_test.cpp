// The annual tables: their ids, their places, and folding from books.
#include "gongkai/statement/annual.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gongkai/base/error.hpp"
#include "gongkai/statement/identity.hpp"
#include "ledger_help.hpp"
#include "typed_reports.hpp"

namespace gongkai {
namespace {

using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::SizeIs;
using ::testing::ThrowsMessage;

constexpr Figure kBlank{0, State::blank};
constexpr Figure kNotApplicable{0, State::not_applicable};

TEST(AnnualTables, Table3HasTwentyFiveRowsInTheOrderOfTheForm) {
  const auto rows = table_rows("table3");
  ASSERT_THAT(rows, SizeIs(25));
  EXPECT_EQ(rows[0], "new_received");
  EXPECT_EQ(rows[1], "carried_over");
  EXPECT_EQ(rows[2], "granted");
  EXPECT_EQ(rows[20], "other.not_corrected");
  EXPECT_EQ(rows[23], "closed_total");
  EXPECT_EQ(rows[24], "carried_forward");
  EXPECT_THAT(table_columns("table3"),
              ElementsAre("natural_person", "enterprise", "research_institute", "public_welfare",
                          "legal_service", "other_organisation", "total"));
}

TEST(AnnualTables, ASingleOtherRowLeavesTwoRowsOut) {
  const auto rows = table_rows("table3", true);
  ASSERT_THAT(rows, SizeIs(23));
  EXPECT_EQ(rows[19], "not_processed.reconfirmation");
  EXPECT_EQ(rows[20], "other.other");
  EXPECT_EQ(rows[21], "closed_total");
}

TEST(AnnualTables, Table2HasTenValues) {
  EXPECT_THAT(
      table_rows("table2"),
      ElementsAre("regulations/made", "regulations/repealed", "regulations/valid",
                  "normative_documents/made", "normative_documents/repealed",
                  "normative_documents/valid", "licences", "penalties", "coercions", "fees_wan"));
  EXPECT_THAT(table_columns("table2"), ElementsAre("value"));
}

TEST(AnnualTables, Table4HasThreeRowsOfFourResultsAndATotal) {
  EXPECT_THAT(table_rows("table4"), ElementsAre("review", "suit_direct", "suit_after_review"));
  EXPECT_THAT(table_columns("table4"),
              ElementsAre("upheld", "corrected", "other", "pending", "total"));
}

TEST(AnnualTables, AnUnknownTableOrFormIsNamed) {
  EXPECT_THAT(
      [] { table_rows("table5"); },
      ThrowsMessage<DataError>("unknown table 'table5', expected table2, table3 or table4"));
  EXPECT_THAT(
      [] { table_columns("table1"); },
      ThrowsMessage<DataError>("unknown table 'table1', expected table2, table3 or table4"));
  EXPECT_THAT([] { form_of("2018"); },
              ThrowsMessage<DataError>("unknown form '2018', expected '2019' or '2021'"));
  EXPECT_EQ(form_of(form_id(Form::of_2019)), Form::of_2019);
  EXPECT_EQ(form_of(form_id(Form::of_2021)), Form::of_2021);
}

TEST(AnnualTables, APlaceIsOneCell) {
  const AnnualTables city = city_2025();
  EXPECT_EQ(city.at("table3/granted/enterprise"), number(129));
  EXPECT_EQ(city.at("table3/closed_total/total"), number(13810));
  EXPECT_EQ(city.at("table4/suit_after_review/pending"), number(51));
  EXPECT_EQ(city.at("table2/normative_documents/valid"), number(4185));
  EXPECT_EQ(city.at("table2/licences"), number(11398889));
  EXPECT_EQ(city.at("table2/fees_wan"), number(316'441'000'000));
}

TEST(AnnualTables, AStarIsTheLeavesTheKindsOrTheResultsNeverATotalToo) {
  const AnnualTables city = city_2025();
  EXPECT_EQ(city.at("table3/*/total"), number(13810));
  EXPECT_EQ(city.at("table3/new_received/*"), number(14069));
  EXPECT_EQ(city.at("table3/*/*"), number(13810));
  EXPECT_EQ(city.at("table4/review/*"), number(790));
  EXPECT_EQ(city.at("table4/*/corrected"), number(97 + 1 + 1));
  EXPECT_EQ(city.at("table2/*/made"), number(3 + 564));
  EXPECT_EQ(city.at("table2/*"), number(11398889 + 6937489 + 166105));
}

TEST(AnnualTables, AlternativesAddUp) {
  const AnnualTables city = city_2025();
  EXPECT_EQ(city.at("table3/granted|partly_granted/total"), number(5548 + 2168));
  EXPECT_EQ(city.at("table3/new_received|carried_over/natural_person|enterprise"),
            number(13612 + 252 + 535 + 6));
  EXPECT_EQ(city.at("table4/review|suit_direct/total"), number(790 + 56));
  EXPECT_EQ(city.at("table2/penalties|coercions"), number(6937489 + 166105));
}

TEST(AnnualTables, ABlankCellMakesItsSumBlank) {
  const AnnualTables shanghai = shanghai_2019();
  EXPECT_EQ(shanghai.at("table3/granted|refused.state_secret/natural_person"), number(272));
  EXPECT_EQ(shanghai.at("table3/granted|partly_granted/enterprise"), kBlank);
}

TEST(AnnualTables, ATableThatIsNotThereIsBlank) {
  EXPECT_EQ(shanghai_2019().at("table2/licences"), kBlank);
}

TEST(AnnualTables, ARowThatTheFormDoesNotPrintIsNotApplicable) {
  const AnnualTables hongze = hongze_2024();
  EXPECT_EQ(hongze.at("table3/other.fee_unpaid/total"), kNotApplicable);
  EXPECT_EQ(hongze.at("table3/other.not_corrected|other.fee_unpaid|other.other/total"), number(0));
  EXPECT_EQ(hongze.at("table3/*/total"), number(95));
}

TEST(AnnualTables, AnIdThatNamesNoCellIsAnError) {
  const AnnualTables city = city_2025();
  EXPECT_THAT(
      [&] { city.at("table3/grant/total"); },
      ThrowsMessage<DataError>("place 'table3/grant/total': 'grant' names no cell of table3"));
  EXPECT_THAT([&] { city.at("table3/granted|lost/total"); },
              ThrowsMessage<DataError>(
                  "place 'table3/granted|lost/total': 'lost' names no cell of table3"));
  EXPECT_THAT(
      [&] { city.at("table2/licences/made"); },
      ThrowsMessage<DataError>("place 'table2/licences/made': 'licences' names no cell of table2"));
  EXPECT_THAT([&] { city.at("table2/regulations"); },
              ThrowsMessage<DataError>(
                  "place 'table2/regulations': 'regulations' names no cell of table2"));
}

TEST(AnnualTables, OnlyTheirOwnYearAndBodyAreAnswered) {
  const AnnualTables city = city_2025();
  for (const std::string place :
       {"reply/new.in.late", "table4/review/total@previous", "table2/licences?unit=县教育局"})
    EXPECT_THAT([&] { city.at(place); },
                ThrowsMessage<DataError>("place '" + place + "' is no cell of tables 2, 3 and 4"));
}

TEST(CellWhere, Table2IsSplitIntoRowAndColumn) {
  const Where made = cell_where("table2", "regulations/made", "value");
  EXPECT_EQ(made.text("row"), "regulations");
  EXPECT_EQ(made.text("column"), "made");
  EXPECT_EQ(made.text("row_label"), "规章");
  EXPECT_EQ(made.text("column_label"), "本年制发件数");
  const Where fees = cell_where("table2", "fees_wan", "value");
  EXPECT_EQ(fees.text("row"), "fees_wan");
  EXPECT_EQ(fees.text("column"), "");
  EXPECT_EQ(fees.text("row_label"), "行政事业性收费");
}

Books books(const Ledgers& ledgers) {
  return Books(
      BooksOf{"德清县人民政府办公室", ledgers, load_law(GONGKAI_TEMPLATES), year_period(2022), {}});
}

// Received and answered in 2022; carried over from 2021; carried forward to 2023.
Ledgers three_cases() {
  return {{"applications", testing::read("applications",
                                         "申请编号,单位,申请人类型,收到日期,答复日期,答复结果\n"
                                         "A1,县教育局,自然人,2022-03-01,2022-03-10,予以公开\n"
                                         "A2,县财政局,商业企业,2021-12-20,2022-01-10,重复申请\n"
                                         "A3,县财政局,自然人,2022-12-20,,\n")
                               .value}};
}

TEST(AnnualTables, FoldTheApplicationsWithTotalsOfTheirOwn) {
  const AnnualTables tables = annual_tables(books(three_cases()));
  EXPECT_EQ(tables.body, "德清县人民政府办公室");
  EXPECT_EQ(tables.year, 2022);
  EXPECT_EQ(tables.form, Form::of_2021);
  const std::map<std::string, std::int64_t> filled = {{"new_received/natural_person", 2},
                                                      {"new_received/total", 2},
                                                      {"carried_over/enterprise", 1},
                                                      {"carried_over/total", 1},
                                                      {"granted/natural_person", 1},
                                                      {"granted/total", 1},
                                                      {"not_processed.repeat/enterprise", 1},
                                                      {"not_processed.repeat/total", 1},
                                                      {"closed_total/natural_person", 1},
                                                      {"closed_total/enterprise", 1},
                                                      {"closed_total/total", 2},
                                                      {"carried_forward/natural_person", 1},
                                                      {"carried_forward/total", 1}};
  for (const std::string& row : tables.three.rows)
    for (const std::string& column : tables.three.columns) {
      const auto at = filled.find(row + "/" + column);
      EXPECT_EQ(*tables.three.find(row, column), number(at == filled.end() ? 0 : at->second))
          << row << "/" << column;
    }
  for (const Finding& finding : check(tables))
    if (finding.rule.starts_with("table3.")) {
      EXPECT_EQ(finding.status, Status::pass);
    }
}

TEST(AnnualTables, FoldOneUnit) {
  const AnnualTables tables = annual_tables(books(three_cases()), {{"unit", "县教育局"}});
  EXPECT_EQ(tables.body, "县教育局");
  EXPECT_EQ(tables.at("table3/new_received/total"), number(1));
  EXPECT_EQ(tables.at("table3/carried_over/total"), number(0));
  EXPECT_EQ(tables.at("table3/closed_total/total"), number(1));
}

TEST(AnnualTables, AnAbsentLedgerLeavesItsTableBlank) {
  const AnnualTables tables = annual_tables(books(three_cases()));
  EXPECT_THAT(tables.two.cells, Each(kBlank));
  EXPECT_THAT(tables.four.cells, Each(kBlank));
  EXPECT_THAT(annual_tables(books({})).three.cells, Each(kBlank));
}

TEST(AnnualTables, FoldDisputesAndPublications) {
  const AnnualTables tables = annual_tables(
      books({{"disputes", testing::read("disputes",
                                        "案件编号,单位,争议类型,立案日期,审结日期,审结结果\n"
                                        "F1,县教育局,行政复议,2022-02-01,2022-03-20,结果纠正\n"
                                        "F2,县教育局,复议后起诉,2022-11-01,,尚未审结\n")
                              .value},
             {"publications", testing::read("publications",
                                            "单位,信息内容,本年制发件数,本年废止件数,现行有效件数,"
                                            "本年处理决定数量,本年收费金额（万元）\n"
                                            "县教育局,行政规范性文件,2,1,7,,\n"
                                            "县财政局,行政规范性文件,3,0,4,,\n"
                                            "县财政局,行政事业性收费,,,,,12.5\n")
                                  .value}}));
  EXPECT_EQ(tables.at("table4/review/corrected"), number(1));
  EXPECT_EQ(tables.at("table4/review/total"), number(1));
  EXPECT_EQ(tables.at("table4/suit_direct/total"), number(0));
  EXPECT_EQ(tables.at("table4/suit_after_review/pending"), number(1));
  EXPECT_EQ(tables.at("table2/normative_documents/made"), number(5));
  EXPECT_EQ(tables.at("table2/normative_documents/valid"), number(11));
  EXPECT_EQ(tables.at("table2/fees_wan"), number(12'500'000));
}

}  // namespace
}  // namespace gongkai
