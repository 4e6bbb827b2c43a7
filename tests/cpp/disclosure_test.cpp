// Disclosures: due on their own day, or 20 working days after they were formed.
#include "gongkai/measure/disclosure.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "measure_help.hpp"

namespace gongkai {
namespace {

using testing::cells_of;
using ::testing::ElementsAre;
using testing::reasons_of;

// Twenty working days after Monday 08-01 end on 08-29, after 2021-12-20 on 2022-01-18.
constexpr auto kItems =
    "item,kind,stage,unit,formed,due,published\n"
    "甲,民生实事,实施,县教育局,2022-08-01,,2022-08-29\n"
    "甲,民生实事,评价,县教育局,2022-08-01,,2022-08-30\n"
    "乙,民生实事,实施,县教育局,2022-08-01,2022-12-31,\n"
    "乙,民生实事,评价,县教育局,2021-12-20,,2022-01-18\n"
    "丙,民生实事,实施,县教育局,2022-12-20,,\n"
    "丙,民生实事,评价,县教育局,2023-01-04,,\n"
    "丁,民生实事,实施,县教育局,,,2022-05-05\n"
    "丁,民生实事,评价,县教育局,,2022-06-30,\n"
    "戊,民生实事,实施,县教育局,是,,\n"
    "戊,民生实事,评价,县教育局,2021-03-01,,2021-03-02\n";

TEST(Disclosures, AreDueOnTheirOwnDayOrTwentyWorkingDaysAfterTheyWereFormed) {
  EXPECT_THAT(cells_of("disclosures", kItems),
              ElementsAre("new.in.on_time", "new.in.late", "new.in.open", "old.in.on_time",
                          "new.after.open", "outside", "new.none.on_time", "new.in.open",
                          "new.unsure.open", "old.before.earlier"));
}

TEST(Disclosures, AreUnsureWhereAMissingNoticeMovesTheirDay) {
  const auto csv = "item,kind,stage,unit,formed,published\n甲,实事,实施,县教育局,2027-01-20,\n";
  const auto ledger = testing::read("disclosures", csv).value;
  const auto due = disclosure_measure().due(ledger, testing::shipped_law(),
                                            testing::until("2027-12-31"), all_rows(ledger));
  ASSERT_LT(due[0].earliest, due[0].latest);
  EXPECT_THAT(cells_of("disclosures", csv, iso(due[0].earliest)), ElementsAre("new.unsure.open"));
  EXPECT_THAT(cells_of("disclosures", csv, iso(due[0].latest)), ElementsAre("new.in.open"));
  EXPECT_EQ(reasons_of("disclosures", csv, "2027-12-31")[0],
            fmt::format("甲·实施：2027-01-20 形成，期限在 {} 至 {} 之间，待国务院通知，至 "
                        "2027-12-31 未公开",
                        iso(due[0].earliest), iso(due[0].latest)));
}

TEST(Disclosures, SayWhatTheyAreAndWhenTheyWereDue) {
  EXPECT_EQ(reasons_of("disclosures", kItems)[1],
            "甲·评价：2022-08-01 形成，期限 2022-08-29，2022-08-30 公开");
  EXPECT_EQ(reasons_of("disclosures", kItems)[6], "丁·实施：无期限，2022-05-05 公开");
}

}  // namespace
}  // namespace gongkai
