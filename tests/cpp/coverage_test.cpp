// Coverage: grids worked out by hand, what is missing from them, and the places that count them.
#include "gongkai/measure/coverage.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "books_help.hpp"

namespace gongkai {
namespace {

using testing::books_of;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::ThrowsMessage;

std::string duty_of(std::string_view lines) {
  return fmt::format("[[duty]]\nid = 'a'\nname = '甲'\nsource = '要点'\n{}\n", lines);
}

constexpr auto kUnits =
    "unit,parent,kind,valid_from,valid_to\n"
    "县教育局,某县,部门,,\n"
    "新市镇,某县,镇街,,\n"
    "武康街道,某县,镇街,,\n"
    "旧镇,某县,镇街,,2021-06-30\n"
    "新设镇,某县,镇街,2022-09-01,\n";

/// "item:unit" of those that are covered, then those that are not.
std::pair<std::vector<std::string>, std::vector<std::string>> told(const Books& books) {
  std::pair<std::vector<std::string>, std::vector<std::string>> out;
  for (const auto& item : coverage(books, "a").items)
    (item.covered ? out.first : out.second).push_back(label_of(item) + ":" + item.unit);
  return out;
}

// Item 甲 lacks 评价, 乙 was published in the next year, 丙 is of another kind.
constexpr auto kItems =
    "item,kind,stage,unit,formed,published\n"
    "甲,民生实事,实施,县教育局,2022-03-01,2022-03-02\n"
    "乙,民生实事,实施,新市镇,2022-12-20,2023-01-02\n"
    "乙,民生实事,评价,新市镇,2022-03-01,2022-03-02\n"
    "乙,民生实事,评价,新市镇,2022-03-01,2022-03-03\n"
    "丙,涉农补贴,实施,新市镇,2022-03-01,2022-03-02\n";
constexpr auto kStages =
    "ledger = 'disclosures'\nwhere = { kind = '民生实事' }\n"
    "over = { item = 'found', stage = ['实施', '评价'] }";

TEST(Coverage, CrossesTheItemsFoundWithTheStagesNamed) {
  const auto books = books_of({{"disclosures", kItems}}, duty_of(kStages));
  const auto [covered, missing] = told(books);
  EXPECT_THAT(covered, ElementsAre("甲·实施:县教育局", "乙·评价:新市镇"));
  EXPECT_THAT(missing, ElementsAre("甲·评价:县教育局", "乙·实施:新市镇"));
  EXPECT_EQ(books.at("duty/a/expected"), number(4));
  EXPECT_EQ(books.at("duty/a/covered"), number(2));
  EXPECT_EQ(books.at("duty/a/covered", {{"unit", "新市镇"}}), number(1));
  EXPECT_EQ(books.at("duty/a/missing", {{"stage", "评价"}}), number(1));
  EXPECT_EQ(books.at("duty/a/expected", {{"unit", "某局"}}), number(0));
}

TEST(Coverage, NamesTheRowsBehindAndTheItemsMissing) {
  const auto books = books_of({{"disclosures", kItems}}, duty_of(kStages));
  const auto covered = books.why("duty/a/covered", {{"unit", "新市镇"}}, {});
  ASSERT_EQ(covered.size(), 2);  // one item, published twice
  EXPECT_EQ(covered[0].row, 4);
  EXPECT_EQ(covered[0].because, "乙·评价：2022-03-01 形成，期限 2022-03-29，2022-03-02 公开");
  const auto missing = books.why("duty/a/missing", {}, {});
  ASSERT_EQ(missing.size(), 2);
  EXPECT_EQ(missing[0].row, 0);
  EXPECT_EQ(missing[0].key, "甲·评价");
  EXPECT_EQ(missing[0].because, "台账中没有记录");
  EXPECT_EQ(missing[1].because, "1 条记录中已落实 0 条");
  EXPECT_EQ(books.why("duty/a/expected", {}, {}).size(), 5);
}

TEST(Coverage, ExpectsTheUnitsOfAKindThatStoodInTheYear) {
  const auto trained =
      "kind,unit,date\n培训,新市镇,2022-05-05\n培训,新市镇,2022-06-05\n培训,武康街道,2022-05-05\n"
      "会议,新设镇,2022-10-10\n培训,新设镇,2021-10-10\n";
  const auto twice = duty_of(
      "ledger = 'events'\nwhere = { kind = '培训' }\nover = { unit = { kind = '镇街' } }\n"
      "at_least = 2");
  const auto books = books_of({{"events", trained}, {"units", kUnits}}, twice);
  const auto [covered, missing] = told(books);
  EXPECT_THAT(covered, ElementsAre("新市镇:新市镇"));
  EXPECT_THAT(missing, ElementsAre("武康街道:武康街道", "新设镇:新设镇"));
  EXPECT_EQ(books.at("duty/a/covered?unit_kind=town"), number(1));
  EXPECT_EQ(books.at("duty/a/expected?parent=某县"), number(3));
  EXPECT_EQ(books.why("duty/a/missing", {}, {})[0].because, "应有 2 次，只有 1 次");
  // The one that was set up in September is not expected in May.
  EXPECT_EQ(
      books_of({{"events", trained}, {"units", kUnits}}, twice, "2022-05-31").at("duty/a/expected"),
      number(2));
}

TEST(Coverage, ExpectsTheMonthsThatHaveEnded) {
  const auto monthly = duty_of("ledger = 'events'\nover = { kind = ['监测'], month = 'every' }");
  const auto events = "kind,unit,date\n监测,县教育局,2022-01-31\n监测,县教育局,2022-03-01\n";
  const auto [covered, missing] = told(books_of({{"events", events}}, monthly, "2022-04-29"));
  EXPECT_THAT(covered, ElementsAre("监测·2022-01:某县", "监测·2022-03:某县"));
  EXPECT_THAT(missing, ElementsAre("监测·2022-02:某县"));
  EXPECT_EQ(books_of({{"events", events}}, monthly, "2022-04-30").at("duty/a/expected"), number(4));
  const auto quarterly = duty_of("ledger = 'events'\nover = { quarter = 'every' }");
  EXPECT_THAT(told(books_of({{"events", events}}, quarterly, "2022-06-30")).second,
              ElementsAre("2022-Q2:某县"));
}

TEST(Coverage, AsksForAllThatIsDueWhereTheDutySaysSo) {
  const auto all = duty_of(
      "ledger = 'disclosures'\nover = { village = 'found' }\nat_least = 'all'\n"
      "expected = 'disclosures/*.before|in.*'");
  // 乙 has one that is not published, 丙 one that is not due yet and one that is.
  const auto books = books_of({{"disclosures",
                                "item,kind,stage,unit,village,formed,published\n"
                                "补贴,涉农,发放,新市镇,甲村,2022-03-01,2022-03-02\n"
                                "补贴,涉农,发放,新市镇,乙村,2022-03-01,2022-03-02\n"
                                "补贴,涉农,发放,新市镇,乙村,2022-03-01,\n"
                                "补贴,涉农,发放,新市镇,丙村,2022-12-25,\n"
                                "补贴,涉农,发放,新市镇,丙村,2022-03-01,2022-03-02\n"
                                "补贴,涉农,发放,新市镇,丁村,2022-12-25,\n"}},
                              all);
  const auto [covered, missing] = told(books);
  EXPECT_THAT(covered, ElementsAre("甲村:新市镇", "丙村:新市镇"));
  EXPECT_THAT(missing, ElementsAre("乙村:新市镇"));
  EXPECT_EQ(books.why("duty/a/missing", {}, {})[0].because, "2 条记录中已落实 1 条");
}

TEST(Coverage, TakesEveryRowForItself) {
  const auto mended = duty_of(
      "ledger = 'responses'\nwhere = { kind = '网站问题' }\nover = { row = 'found' }\n"
      "expected = 'responses/*.in.*'\ndone = 'responses/*.in.earlier|on_time'");
  // Five working days: the second is late, the third is not due yet.
  const auto books = books_of({{"responses",
                                "id,unit,kind,opened,closed\n"
                                "W1,县教育局,网站问题,2022-03-01,2022-03-08\n"
                                "W2,县教育局,网站问题,2022-03-01,2022-03-09\n"
                                "W3,县教育局,网站问题,2022-12-30,\n"
                                "W4,县教育局,热线,2022-03-01,\n"}},
                              mended);
  EXPECT_THAT(told(books).first, ElementsAre("W1:县教育局"));
  EXPECT_THAT(told(books).second, ElementsAre("W2:县教育局"));
}

TEST(Coverage, CannotBeToldWithoutItsLedgers) {
  const auto duty = duty_of("ledger = 'events'\nover = { unit = { kind = '镇街' } }");
  EXPECT_THAT(coverage(books_of({}, duty), "a").absent, ElementsAre("events", "units"));
  EXPECT_EQ(books_of({}, duty).at("duty/a/covered"), Figure{});
  EXPECT_THAT([&] { books_of({}, duty).why("duty/a/covered", {}, {}); },
              ThrowsMessage<DataError>(
                  "place 'duty/a/covered' needs the ledger events, which is not there"));
  const auto waived = duty_of("ledger = 'events'\nover = { unit = 'found' }\nwaived = '没有镇街'");
  EXPECT_EQ(books_of({{"events", "kind,unit,date\n"}}, waived).at("duty/a/covered").state,
            State::not_applicable);
  EXPECT_THAT([&] { books_of({}, waived).at("duty/b/covered"); },
              ThrowsMessage<DataError>("place 'duty/b/covered': unknown duty 'b'"));
  EXPECT_THAT(
      [&] { books_of({}, waived).at("duty/a/*"); },
      ThrowsMessage<DataError>("place 'duty/a/*': one of expected, covered, missing is expected"));
  EXPECT_THAT(
      [&] {
        books_of({{"events", "kind,unit,date\n"}},
                 duty_of("ledger = 'events'\nover = { unit = ['甲'] }"))
            .at("duty/a/covered", {{"month", "2022-01"}});
      },
      ThrowsMessage<DataError>("duty a cannot be grouped by 'month', only by unit, parent, "
                               "unit_kind and its sides"));
}

TEST(Coverage, DividesLikeAnyPlaceAlsoByUnit) {
  const auto duty = duty_of(kStages);
  const auto books = books_of({{"disclosures", kItems}}, duty);
  const auto rate = parse_definitions(
      "[[definition]]\nid = 'd'\nname = 'n'\nsource = 's'\nnumerator = ['duty/a/covered']\n"
      "denominator = ['duty/a/expected']\n");
  std::vector<std::string> by_unit;
  for (const auto& [key, each] : books.rates(rate[0], {"unit"}))
    by_unit.push_back(testing::key_text(key) + " " + each.text());
  EXPECT_THAT(by_unit, ElementsAre("县教育局 50.00%", "新市镇 50.00%"));
}

}  // namespace
}  // namespace gongkai
