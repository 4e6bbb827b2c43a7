// Law: the templates that counting asks, and what a year chooses.
#include "gongkai/measure/law.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gongkai/base/error.hpp"

namespace gongkai {
namespace {

using ::testing::ThrowsMessage;

TEST(Law, TakesDisputesInHandAndNoPlanUnlessTheYearSaysOtherwise) {
  const auto choices = parse_choices("");
  EXPECT_TRUE(choices.disputes_in_hand);
  EXPECT_EQ(choices.issued, kNever);
  const auto said = parse_choices("issued = 2022-08-24\n[disputes]\ncounted = \"filed\"\n");
  EXPECT_FALSE(said.disputes_in_hand);
  EXPECT_EQ(said.issued, parse_iso("2022-08-24"));
  EXPECT_TRUE(parse_choices("[disputes]\ncounted = \"in_hand\"\n").disputes_in_hand);
}

TEST(Law, RefusesAChoiceThatIsNone) {
  EXPECT_THAT([] { parse_choices("body = \"某县\"\n[disputes]\ncounted = \"alle\"\n"); },
              ThrowsMessage<DataError>(
                  "year.toml line 3: 'counted' is 'alle', expected 'in_hand' or 'filed'"));
}

TEST(Law, IsReadFromAFolderOfTemplates) {
  const auto law =
      load_law(GONGKAI_TEMPLATES, "[headers.applications]\n\"收文日\" = \"received\"\n");
  EXPECT_EQ(law.calendar.add(*parse_iso("2022-08-24"), 20).latest, parse_iso("2022-09-22"));
  EXPECT_EQ(law.regimes.all().size(), 2u);
  EXPECT_EQ(law.terms.header(schema("applications"), "收文日").column, "received");
}

TEST(Law, NamesTheFolderThatIsNotThere) {
  EXPECT_THAT([] { load_law("nowhere"); },
              ThrowsMessage<DataError>("nowhere/calendar: no such folder"));
}

}  // namespace
}  // namespace gongkai
