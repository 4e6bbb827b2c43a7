// Information processing fees: the bands, and amounts that no reading of the ledger gives.
#include "gongkai/measure/fee.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gongkai/measure/law.hpp"
#include "ledger_help.hpp"

namespace gongkai {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::ThrowsMessage;

const Law& law() {
  static const Law kLaw = load_law(GONGKAI_TEMPLATES);
  return kLaw;
}
const FeeRule& rule(std::string_view id) { return *law().regimes.fee(id, kNever); }

TEST(Fees, ByItemsRiseByAHundredInEachTenPastThirty) {
  const auto& items = rule("items");
  EXPECT_EQ(items.yuan(0), 0);
  EXPECT_EQ(items.yuan(10), 0);
  EXPECT_EQ(items.yuan(11), 100);
  EXPECT_EQ(items.yuan(30), 2000);
  EXPECT_EQ(items.yuan(31), 2200);
  EXPECT_EQ(items.yuan(40), 4000);
  EXPECT_EQ(items.yuan(41), 4300);
  EXPECT_EQ(items.yuan(50), 7000);
  EXPECT_EQ(items.yuan(51), 7400);
}

TEST(Fees, ByPagesHaveThreeBands) {
  const auto& pages = rule("pages");
  EXPECT_EQ(pages.yuan(30), 0);
  EXPECT_EQ(pages.yuan(31), 10);
  EXPECT_EQ(pages.yuan(100), 700);
  EXPECT_EQ(pages.yuan(101), 720);
  EXPECT_EQ(pages.yuan(200), 2700);
  EXPECT_EQ(pages.yuan(201), 2740);
  EXPECT_EQ(pages.yuan(250), 4700);
}

TEST(Fees, TellEachBand) {
  std::vector<std::string> told;
  for (const auto& [first, last, each, yuan] : rule("items").parts(51))
    told.push_back(fmt::format("{}-{} at {}: {}", first, last, each, yuan));
  EXPECT_THAT(told, ElementsAre("11-30 at 100: 2000", "31-40 at 200: 2000", "41-50 at 300: 3000",
                                "51-51 at 400: 400"));
}

TEST(Fees, AreThoseOfTheDay) {
  EXPECT_EQ(law().regimes.fee("items", *parse_iso("2020-12-31")), nullptr);
  EXPECT_NE(law().regimes.fee("items", *parse_iso("2021-01-01")), nullptr);
  EXPECT_EQ(law().regimes.fee("weight", kNever), nullptr);
}

TEST(Fees, RefuseWhatIsNoCount) {
  EXPECT_THAT([] { return rule("items").yuan(-1); },
              ThrowsMessage<DataError>("fee: -1 items, expected 0 to 100000"));
  EXPECT_THAT([] { return rule("pages").yuan(100'001); },
              ThrowsMessage<DataError>("fee: 100001 pages, expected 0 to 100000"));
}

TEST(Fees, NameTheLineOfABandOutOfOrder) {
  EXPECT_THAT(
      [] {
        Regimes::parse(
            "[[fee]]\nid = \"x\"\nname = \"x\"\nunit = \"x\"\nsource = \"x\"\nfrom = "
            "2021-01-01\n[[fee.band]]\nabove = 10\nyuan = 1\n[[fee.band]]\nabove = 10\nyuan = "
            "2\n");
      },
      ThrowsMessage<DataError>("regimes.toml line 11: band above 10 does not begin after 10"));
}

/// "row: found; expected" of the amounts that do not fit; rows "applicant,received,items,pages,
/// fee_amount".
std::vector<std::string> odd(const std::vector<std::string>& rows) {
  std::string text =
      "case_no,unit,applicant_kind,applicant,received,items,pages,fee_amount,fee_notice\n";
  for (const auto& row : rows)
    text += fmt::format("{},县教育局,自然人,{},2022-03-31\n", &row - rows.data() + 1, row);
  const auto ledger = testing::read("applications", text).value;
  std::vector<std::string> out;
  for (const auto& one : fee_findings(ledger, law())) {
    EXPECT_EQ(one.rule + " " + one.kind, "ledger.number fee");
    out.push_back(fmt::format("{}: {}; {}", one.where.text("row"), one.found, one.expected));
  }
  return out;
}

TEST(Fees, CountTheRequestsOfAnApplicantInAMonth) {
  // Items 1 to 9, then the tenth and the eleventh: one is past the ten that are free.
  EXPECT_THAT(odd({"甲,2022-03-01,9,,", "甲,2022-03-02,2,,100"}), IsEmpty());
  EXPECT_THAT(odd({"甲,2022-03-01,9,,", "甲,2022-03-02,2,,200"}),
              ElementsAre("3: 200; 甲在 2022-03 的第 10 至 11 件，按件计收应为 100 元"));
  // Another month, and another applicant, begin anew.
  EXPECT_THAT(odd({"甲,2022-03-01,9,,", "甲,2022-04-01,2,,100", "乙,2022-03-05,2,,100"}),
              ElementsAre("3: 100; 甲在 2022-04 的第 1 至 2 件，按件计收应为 0 元",
                          "4: 100; 乙在 2022-03 的第 1 至 2 件，按件计收应为 0 元"));
  // A row without a number is one request; the order is that of receipt.
  EXPECT_THAT(odd({"甲,2022-03-09,,,100", "甲,2022-03-01,10,,"}), IsEmpty());
}

TEST(Fees, MayBeNoticedForThePastOrTheWholeMonth) {
  // 12 items, two of which cost 100: noticed with the last one, or with the first.
  EXPECT_THAT(odd({"甲,2022-03-01,11,,", "甲,2022-03-02,1,,200"}), IsEmpty());
  EXPECT_THAT(odd({"甲,2022-03-01,11,,200", "甲,2022-03-02,1,,"}), IsEmpty());
}

TEST(Fees, MayBeByPagesInstead) {
  EXPECT_THAT(odd({"甲,2022-03-01,1,101,720"}), IsEmpty());
  EXPECT_THAT(odd({"甲,2022-03-01,1,101,700.5"}),
              ElementsAre("2: 700.50; 甲在 2022-03 的第 1 至 1 件，按件计收应为 0 元；101 "
                          "页，按量计收应为 720 元"));
  // Without a name nobody can count the requests.
  EXPECT_THAT(odd({",2022-03-01,1,101,720", ",2022-03-01,12,,500"}), IsEmpty());
}

TEST(Fees, AreNotComparedBeforeTheirRules) {
  EXPECT_THAT(odd({"甲,2020-12-31,1,101,5"}), IsEmpty());
}

}  // namespace
}  // namespace gongkai
