// The statutory clock: each event with dates worked out by hand from the calendar.
#include "gongkai/measure/clock.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ledger_help.hpp"

namespace gongkai {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Date day(std::string_view text) { return parse_iso(text).value(); }
Due sure(std::string_view text) { return {day(text), day(text)}; }
const Due kNone{kNever, kNever};

const Law& law() {
  static const Law kLaw = load_law(GONGKAI_TEMPLATES);
  return kLaw;
}

/// One request: columns by id, as a csv file would have them.
class Request {
 public:
  using Columns = std::vector<std::pair<std::string, std::string>>;
  explicit Request(std::string_view received, const Columns& columns = {}) {
    std::string header = "case_no,unit,applicant_kind,received", row = "1,县教育局,自然人,";
    row += received;
    for (const auto& [column, value] : columns) {
      header += "," + column;
      row += "," + value;
    }
    ledger_ = testing::read("applications", header + "\n" + row + "\n").value;
  }
  Clock at(std::string_view as_of = "2022-12-31") const { return clocks(as_of).at(0); }
  Due due(std::string_view as_of = "2022-12-31") const { return at(as_of).due; }
  std::vector<std::string> told() const { return clocks("2022-12-31").told(0); }
  std::vector<ClockDay> days(std::string_view as_of = "2022-12-31") const {
    return clocks(as_of).days(0);
  }
  std::vector<Consultation> opinions() const { return clocks("2022-12-31").consultations(0); }
  /// "kind column: date > limit" of each notice that came too late.
  std::vector<std::string> late(std::string_view as_of = "2022-12-31") const {
    std::vector<std::string> out;
    for (const auto& one : clocks(as_of).late_notices(0))
      out.push_back(
          fmt::format("{} {}: {} > {}", one.kind, one.column, iso(one.on), iso(one.limit)));
    return out;
  }

 private:
  Clocks clocks(std::string_view as_of) const {
    const Date until = day(as_of);
    return {*ledger_, law(), Period{year_period(year_of(until)).from, until}};
  }
  std::optional<Ledger> ledger_;
};

// Received on Wednesday 2022-08-24. Its working days: 25 (1) 26 (2) 29 (3) 30 (4) 31 (5)
// 09-01 (6) 02 (7) 05 (8) 06 (9) 07 (10) 08 (11) 09 (12), 09-12 is off, 13 (13) 14 (14) 15 (15)
// 16 (16) 19 (17) 20 (18) 21 (19) 22 (20) 23 (21) 26 (22) 27 (23) 28 (24) 29 (25) 30 (26), the
// National Day, 10-08 (27) 09 (28) 10 (29) 11 (30) 12 (31) 13 (32) 14 (33) 17 (34) 18 (35)
// 19 (36) 20 (37) 21 (38) 24 (39) 25 (40) 26 (41) 27 (42) 28 (43) 31 (44) 11-01 (45) 02 (46).
Request august(const Request::Columns& columns) { return Request("2022-08-24", columns); }

TEST(Clock, RunsTwentyWorkingDaysFromReceipt) {
  EXPECT_EQ(august({}).due(), sure("2022-09-22"));
  // Received on a day off: the next working day is day 1 (10-08), day 20 is 11-02.
  EXPECT_EQ(Request("2022-10-01").due(), sure("2022-11-02"));
}

TEST(Clock, KnowsNothingOfARequestThatHasNotComeYet) {
  EXPECT_EQ(Request("2022-08-24").due("2022-08-23"), kNone);
  EXPECT_EQ(Request("2022-08-24").due("2022-08-24"), sure("2022-09-22"));
}

TEST(Clock, StartsAgainWithTheCorrection) {
  // Asked on working day 7. From 09-15: 16 (1) 19 (2) … 30 (11) 10-08 (12) … 10-18 (20).
  EXPECT_EQ(august({{"correction_notice", "2022-09-02"}, {"corrected", "2022-09-15"}}).due(),
            sure("2022-10-18"));
}

TEST(Clock, IsNotMovedByANoticeToCorrectAfterTheSeventhWorkingDay) {
  const auto request = august({{"correction_notice", "2022-09-05"}, {"corrected", "2022-09-15"}});
  EXPECT_EQ(request.due(), sure("2022-09-22"));
  EXPECT_THAT(request.late(),
              ElementsAre("late_correction correction_notice: 2022-09-05 > 2022-09-02"));
  // Nor does it stop.
  EXPECT_FALSE(august({{"correction_notice", "2022-09-05"}}).at().stands_still);
}

TEST(Clock, StandsStillWhileACorrectionIsAwaited) {
  const auto request = august({{"correction_notice", "2022-08-30"}});
  EXPECT_TRUE(request.at().stands_still);
  EXPECT_EQ(request.due(), kNone);
  EXPECT_THAT(request.late(), IsEmpty());
  // A correction after the date of count has not happened.
  const auto later = august({{"correction_notice", "2022-08-30"}, {"corrected", "2022-09-15"}});
  EXPECT_TRUE(later.at("2022-09-14").stands_still);
  EXPECT_EQ(later.due("2022-09-14"), kNone);
  EXPECT_EQ(later.due("2022-09-15"), sure("2022-10-18"));
}

TEST(Clock, TakesACorrectionThatNobodyAskedForInWriting) {
  EXPECT_EQ(august({{"corrected", "2022-09-15"}}).due(), sure("2022-10-18"));
}

TEST(Clock, StandsStillInACaseClosedForWantOfCorrection) {
  const auto request = august({{"correction_notice", "2022-08-30"},
                               {"corrected", "2022-10-20"},
                               {"answered", "2022-10-10"},
                               {"outcome", "other.not_corrected"}});
  EXPECT_TRUE(request.at().stands_still);  // what came after the closing restarts nothing
  EXPECT_EQ(request.at().done, day("2022-10-10"));
}

TEST(Clock, StopsWhileAThirdPartyIsAsked) {
  // 09-02, 05, 06, 07, 08 and 09 do not count: day 26.
  EXPECT_EQ(august({{"consult_sent", "2022-09-01"}, {"consult_back", "2022-09-09"}}).due(),
            sure("2022-09-30"));
}

TEST(Clock, WaitsForAThirdPartyFifteenWorkingDaysAtMost) {
  // From sending: 09-02 (1) … 09-09 (6) 13 (7) … 23 (15). Fifteen days do not count: day 35.
  const auto silent = august({{"consult_sent", "2022-09-01"}});
  EXPECT_EQ(silent.due(), sure("2022-10-18"));
  // It runs to its cap also where that lies behind the date of count.
  EXPECT_EQ(silent.due("2022-09-10"), sure("2022-10-18"));
  // From their receipt on 09-05 to 09-27: 17 days from 09-02 to 09-27 do not count: day 37.
  EXPECT_EQ(august({{"consult_sent", "2022-09-01"}, {"consult_received", "2022-09-05"}}).due(),
            sure("2022-10-20"));
  for (const auto* kind : {"第三方", "共同制作机关", ""})
    EXPECT_EQ(august({{"consult_sent", "2022-09-01"},
                      {"consult_kind", kind},
                      {"consult_back", "2022-10-12"}})
                  .due(),
              sure("2022-10-18"))
        << kind;
}

TEST(Clock, WaitsForOtherOrgansWithoutALimit) {
  // From 09-02 (day 7) to 10-12 (day 31), 25 days do not count: day 45.
  EXPECT_EQ(august({{"consult_sent", "2022-09-01"},
                    {"consult_kind", "其他机关"},
                    {"consult_back", "2022-10-12"}})
                .due(),
            sure("2022-11-01"));
  // Without an answer, to the date of count: 09-30 is day 26, 20 days do not count, day 40.
  EXPECT_EQ(
      august({{"consult_sent", "2022-09-01"}, {"consult_kind", "其他机关"}}).due("2022-09-30"),
      sure("2022-10-25"));
}

TEST(Clock, CountsOverlappingConsultationsOnce) {
  // 09-02 to 09-14: 02 05 06 07 08 09 13 14, eight days: day 28.
  EXPECT_EQ(august({{"consult_sent", "2022-09-01、2022-09-05"},
                    {"consult_back", "2022-09-09、2022-09-14"}})
                .due(),
            sure("2022-10-09"));
  // One inside the other: 09-02 to 09-09, six days.
  EXPECT_EQ(august({{"consult_sent", "2022-09-01、2022-09-05"},
                    {"consult_back", "2022-09-09、2022-09-06"}})
                .due(),
            sure("2022-09-30"));
  // One after the other: 09-02, and 09-06 and 09-07, three days: day 23.
  EXPECT_EQ(august({{"consult_sent", "2022-09-01、2022-09-05"},
                    {"consult_back", "2022-09-02、2022-09-07"}})
                .due(),
            sure("2022-09-27"));
}

TEST(Clock, KeepsThePlaceOfAnEmptyItem) {
  // The first is not back and runs to its cap on 09-23, the second lies inside: fifteen days.
  EXPECT_EQ(
      august({{"consult_sent", "2022-09-01、2022-09-05"}, {"consult_back", "、2022-09-14"}}).due(),
      sure("2022-10-18"));
}

TEST(Clock, IsNotMovedByAConsultationAfterTheDeadline) {
  // On the deadline it still counts: 09-23, 26 and 27 do not, day 23.
  EXPECT_EQ(august({{"consult_sent", "2022-09-22"}, {"consult_back", "2022-09-27"}}).due(),
            sure("2022-09-27"));
  const auto late = august({{"consult_sent", "2022-09-23"}, {"consult_back", "2022-09-27"}});
  EXPECT_EQ(late.due(), sure("2022-09-22"));
  EXPECT_THAT(late.late(), ElementsAre("late_consultation consult_sent: 2022-09-23 > 2022-09-22"));
}

TEST(Clock, TakesAnExtensionNoticedByTheDeadline) {
  EXPECT_EQ(august({{"extended", "2022-09-22"}}).due(), sure("2022-10-25"));
  const auto late = august({{"extended", "2022-09-23"}});
  EXPECT_EQ(late.due(), sure("2022-09-22"));
  EXPECT_THAT(late.late(), ElementsAre("late_extension extended: 2022-09-23 > 2022-09-22"));
  EXPECT_THAT(late.late("2022-09-22"), IsEmpty());  // not noticed yet
}

TEST(Clock, TakesAnExtensionNoticedByTheDeadlineThatPausesHaveMoved) {
  // The consultation moves it to 09-30, day 26; twenty more, day 46.
  EXPECT_EQ(august({{"consult_sent", "2022-09-01"},
                    {"consult_back", "2022-09-09"},
                    {"extended", "2022-09-30"}})
                .due(),
            sure("2022-11-02"));
}

TEST(Clock, ExtendsByTheDaysGivenTwentyAtMost) {
  EXPECT_EQ(august({{"extended", "2022-09-01"}, {"extension_days", "10"}}).due(),
            sure("2022-10-11"));
  EXPECT_EQ(august({{"extended", "2022-09-01"}, {"extension_days", "30"}}).due(),
            sure("2022-10-25"));
  EXPECT_EQ(august({{"extended", "2022-09-01"}, {"extension_days", "0"}}).due(),
            sure("2022-09-22"));
}

TEST(Clock, DropsEarlierPausesWhenItStartsAgain) {
  EXPECT_EQ(august({{"consult_sent", "2022-08-26"},
                    {"consult_back", "2022-08-30"},
                    {"correction_notice", "2022-09-01"},
                    {"corrected", "2022-09-15"}})
                .due(),
            sure("2022-10-18"));
}

TEST(Clock, KeepsWhatOfAPauseReachesPastTheRestart) {
  // 09-16, 19 and 20 lie behind the correction: 10-18 and three days, 19 20 21.
  EXPECT_EQ(august({{"consult_sent", "2022-09-01"},
                    {"consult_back", "2022-09-20"},
                    {"correction_notice", "2022-09-02"},
                    {"corrected", "2022-09-15"}})
                .due(),
            sure("2022-10-21"));
}

TEST(Clock, KeepsAnExtensionWhenItStartsAgain) {
  // From 09-15: day 20 is 10-18, day 40 is 11-15.
  EXPECT_EQ(august({{"extended", "2022-08-31"},
                    {"correction_notice", "2022-09-01"},
                    {"corrected", "2022-09-15"}})
                .due(),
            sure("2022-11-15"));
}

TEST(Clock, TakesAnExtensionNoticedWhileItStandsStill) {
  // 09-28 lies behind the first deadline, which no longer runs. From Saturday 10-08, worked:
  // 10-09 (1) … 10-14 (6) … 10-21 (11) … 10-28 (16) … 11-04 (21) … 11-30 (39) 12-01 (40).
  const auto request = august({{"correction_notice", "2022-09-01"},
                               {"extended", "2022-09-28"},
                               {"corrected", "2022-10-08"}});
  EXPECT_EQ(request.due(), sure("2022-12-01"));
  EXPECT_THAT(request.late(), IsEmpty());
}

TEST(Clock, StopsForAFeeAndStartsAgainWithThePayment) {
  // From 09-28: 29 (1) 30 (2) 10-08 (3) … 10-14 (9) … 10-21 (14) … 10-28 (19) 31 (20).
  EXPECT_EQ(august({{"fee_notice", "2022-09-20"}, {"fee_paid", "2022-09-28"}}).due(),
            sure("2022-10-31"));
  EXPECT_TRUE(august({{"fee_notice", "2022-09-20"}}).at().stands_still);
  EXPECT_TRUE(august({{"fee_notice", "2022-09-20"}, {"fee_paid", "2022-09-28"}})
                  .at("2022-09-27")
                  .stands_still);
}

TEST(Clock, IsNotMovedByAFeeAfterTheDeadline) {
  EXPECT_EQ(august({{"fee_notice", "2022-09-22"}, {"fee_paid", "2022-09-28"}}).due(),
            sure("2022-10-31"));
  const auto late = august({{"fee_notice", "2022-09-23"}, {"fee_paid", "2022-09-28"}});
  EXPECT_EQ(late.due(), sure("2022-09-22"));
  EXPECT_THAT(late.late(), ElementsAre("late_fee fee_notice: 2022-09-23 > 2022-09-22"));
}

TEST(Clock, WaitsForCorrectionAndPaymentAlike) {
  // The payment comes first, the correction on 09-15 starts the clock.
  EXPECT_EQ(august({{"correction_notice", "2022-08-30"},
                    {"corrected", "2022-09-15"},
                    {"fee_notice", "2022-09-01"},
                    {"fee_paid", "2022-09-06"}})
                .due(),
            sure("2022-10-18"));
  EXPECT_TRUE(august({{"correction_notice", "2022-08-30"},
                      {"fee_notice", "2022-09-01"},
                      {"fee_paid", "2022-09-06"}})
                  .at()
                  .stands_still);
}

TEST(Clock, TakesTheDayOfArticle35AsTheDeadlineItself) {
  EXPECT_EQ(august({{"delayed_until", "2022-11-30"}}).due(), sure("2022-11-30"));
  const auto all = august({{"delayed_until", "2022-11-30"},
                           {"correction_notice", "2022-08-30"},
                           {"extended", "2022-12-01"}});
  EXPECT_EQ(all.due(), sure("2022-11-30"));
  EXPECT_THAT(all.late(), IsEmpty());
}

TEST(Clock, SeesNothingDatedAfterTheDateOfCount) {
  const auto request = august({{"correction_notice", "2022-09-01"},
                               {"corrected", "2022-09-15"},
                               {"extended", "2022-09-20"}});
  EXPECT_EQ(request.due("2022-08-31"), sure("2022-09-22"));
  EXPECT_EQ(request.due("2022-09-01"), kNone);
  EXPECT_EQ(request.due("2022-09-15"), sure("2022-10-18"));
  EXPECT_EQ(request.due("2022-09-20"), sure("2022-11-15"));
  // An opinion that is back later is not back yet: the cap of 09-23 holds.
  EXPECT_EQ(
      august({{"consult_sent", "2022-09-01"}, {"consult_back", "2022-09-09"}}).due("2022-09-08"),
      sure("2022-10-18"));
}

TEST(Clock, TakesTheDayOfDeliveryElseThatOfTheAnswer) {
  const auto done = [](const Request::Columns& more, std::string_view as_of = "2022-12-31") {
    Request::Columns columns{{"answered", "2022-09-20"}, {"outcome", "granted"}};
    columns.insert(columns.end(), more.begin(), more.end());
    return august(columns).at(as_of).done;
  };
  EXPECT_EQ(done({}), day("2022-09-20"));
  EXPECT_EQ(done({}, "2022-09-19"), kNever);
  EXPECT_EQ(done({{"delivery", "邮寄"}, {"delivered", "2022-09-23"}}), day("2022-09-23"));
  // Answered and not sent yet.
  EXPECT_GT(done({{"delivered", "2022-09-23"}}, "2022-09-22"), day("2022-09-22"));
}

TEST(Clock, SeesNoEventBeforeReceiptOrAfterClosing) {
  // A slip of ten years, before the first calendar; and a letter after the reply.
  EXPECT_EQ(Request("2022-08-24", {{"consult_sent", "2012-09-01"}}).due(), sure("2022-09-22"));
  EXPECT_EQ(Request("2022-08-24", {{"corrected", "2012-09-01"}}).due(), sure("2022-09-22"));
  EXPECT_EQ(Request("2022-08-24", {{"delayed_until", "2012-12-01"}}).due(), sure("2022-09-22"));
  const Request::Columns closed{{"answered", "2022-09-05"}, {"outcome", "granted"}};
  auto later = closed;
  later.insert(later.end(), {{"consult_sent", "2022-09-20"}, {"consult_kind", "其他机关"}});
  EXPECT_EQ(Request("2022-08-24", later).due(), sure("2022-09-22"));
}

TEST(Clock, KnowsNoDeadlineBeforeTheFirstRegime) {
  const auto before = Request("2008-04-30").at("2019-12-31");
  EXPECT_FALSE(before.known);
  EXPECT_EQ(before.due, (Due{kUndated, kNever}));
  // The last day of the older law: fifteen working days from 05-15.
  EXPECT_EQ(Request("2019-05-14").at("2019-12-31").due, sure("2019-06-04"));
  // Twenty working days from 05-15, over the Dragon Boat day 06-07.
  const auto first = Request("2019-05-15").at("2019-12-31");
  EXPECT_TRUE(first.known);
  EXPECT_EQ(first.due, sure("2019-06-13"));
  // Before the first day of the calendar, too.
  EXPECT_FALSE(Request("2017-12-31").at("2022-12-31").known);
}

// Received on Wednesday 2019-03-20, under the older law: 21 (1) 22 (2) 25 (3) … 29 (7) 04-01 (8)
// … 04-04 (11), 04-05 is off, 08 (12) … 12 (16) 15 (17) … 19 (21) 22 (22) … 26 (26), Sunday 28
// worked (27) 29 (28) 30 (29), May Day, Sunday 05-05 worked (30) 06 (31) … 09 (34).
TEST(Clock, RunsFifteenWorkingDaysUnderTheOlderLaw) {
  EXPECT_EQ(Request("2019-03-20").due("2019-12-31"), sure("2019-04-11"));
  EXPECT_EQ(Request("2019-03-20", {{"extended", "2019-04-11"}}).due("2019-12-31"),
            sure("2019-05-05"));
  EXPECT_EQ(Request("2019-03-20", {{"extended", "2019-04-12"}}).due("2019-12-31"),
            sure("2019-04-11"));
}

TEST(Clock, StopsForACorrectionUnderTheOlderLaw) {
  // 03-28, 29, 04-01 and 02 do not count: day 19.
  const Request::Columns asked{{"correction_notice", "2019-03-27"}, {"corrected", "2019-04-02"}};
  EXPECT_EQ(Request("2019-03-20", asked).due("2019-12-31"), sure("2019-04-17"));
  auto extended = asked;
  extended.emplace_back("extended", "2019-04-17");
  EXPECT_EQ(Request("2019-03-20", extended).due("2019-12-31"), sure("2019-05-09"));
  // No article says until when it may be asked for; after the deadline nothing is left to stop.
  EXPECT_EQ(
      Request("2019-03-20", {{"correction_notice", "2019-04-11"}, {"corrected", "2019-04-15"}})
          .due("2019-12-31"),
      sure("2019-04-15"));
  const Request late("2019-03-20",
                     {{"correction_notice", "2019-04-12"}, {"corrected", "2019-04-15"}});
  EXPECT_EQ(late.due("2019-12-31"), sure("2019-04-11"));
  EXPECT_THAT(late.late("2019-12-31"),
              ElementsAre("late_pause correction_notice: 2019-04-12 > 2019-04-11"));
  // One that never came.
  const auto waiting =
      Request("2019-03-20", {{"correction_notice", "2019-03-27"}}).at("2019-12-31");
  EXPECT_TRUE(waiting.stands_still);
  EXPECT_EQ(waiting.due, kNone);
}

TEST(Clock, WaitsForAThirdPartyWithoutALimitUnderTheOlderLaw) {
  // From 03-25 to 04-24, days 3 to 24, do not count: day 37, and 05-10 is day 35.
  EXPECT_EQ(Request("2019-03-20", {{"consult_sent", "2019-03-22"}, {"consult_back", "2019-04-24"}})
                .due("2019-12-31"),
            sure("2019-05-14"));
}

TEST(Clock, GivesTheSameEventsTwoDatesUnderTwoLaws) {
  const Request::Columns events{{"correction_notice", "2019-05-21"}, {"corrected", "2019-05-28"}};
  // 15 days from 05-15 to 06-04, and 05-22, 23, 24, 27 and 28 do not count: 05 (16) 06 (17), the
  // Dragon Boat day, 10 (18) 11 (19) 12 (20).
  const Request older("2019-05-14", events), present("2019-05-15", events);
  EXPECT_EQ(older.due("2019-12-31"), sure("2019-06-12"));
  // 20 days from 05-29: 31 (3) 06-06 (7) 14 (12) 21 (17) 26 (20).
  EXPECT_EQ(present.due("2019-12-31"), sure("2019-06-26"));
  EXPECT_THAT(
      older.told(),
      ElementsAre("2019-05-14 收到，依《中华人民共和国政府信息公开条例》（国务院令第492号），"
                  "15 个工作日内答复，至 2019-06-04",
                  "2019-05-21 告知补正，至 2019-05-28 停 5 个工作日"));
  EXPECT_THAT(present.told(), ElementsAre("2019-05-15 收到，20 个工作日内答复，至 2019-06-13",
                                          "2019-05-21 告知补正，停止计算",
                                          "2019-05-28 补正收到，期限重新计算至 2019-06-26"));
}

// Received on Tuesday 2022-12-20: 21 (1) 22 (2) 23 (3) 26 (4) … 30 (8), New Year, 01-03 (9) …
// 06 (12) 09 (13) … 13 (17) 16 (18) … 20 (22), the Spring Festival, Saturday 28 and Sunday 29
// worked (23) (24) 30 (25).
TEST(Clock, RunsOverTheEndOfTheYear) {
  EXPECT_EQ(Request("2022-12-20").due("2023-12-31"), sure("2023-01-18"));
  EXPECT_EQ(Request("2022-12-20", {{"extended", "2023-01-18"}}).due("2023-12-31"),
            sure("2023-02-20"));
  // 12-28, 29, 30, 01-03 and 04 do not count.
  EXPECT_EQ(Request("2022-12-20", {{"consult_sent", "2022-12-27"}, {"consult_back", "2023-01-04"}})
                .due("2023-12-31"),
            sure("2023-01-30"));
  // On 31 December the opinion is not back: its cap is 01-18, fifteen days after 12-27.
  EXPECT_EQ(Request("2022-12-20", {{"consult_sent", "2022-12-27"}, {"consult_back", "2023-01-04"}})
                .due("2022-12-31"),
            sure("2023-02-13"));
}

TEST(Clock, LeavesOpenWhetherANoticeToCorrectCameInTime) {
  // Received on Monday 2026-12-21: the seventh working day is 12-28 if the weekend is worked, else
  // 12-30. Without a restart, all open days worked: 25 (4) 26 (5) … 31 (10) 01-02 (11) … 11 (20).
  const Request request("2026-12-21", {{"correction_notice", "2026-12-30"}});
  const auto clock = request.at("2026-12-31");
  EXPECT_FALSE(clock.stands_still);
  EXPECT_EQ(clock.due, (Due{day("2027-01-11"), kNever}));
  EXPECT_TRUE(
      Request("2026-12-21", {{"correction_notice", "2026-12-28"}}).at("2026-12-31").stands_still);
  EXPECT_EQ(Request("2026-12-21", {{"correction_notice", "2026-12-31"}}).due("2026-12-31").earliest,
            day("2027-01-11"));
  // The correction is there: from 12-31 on, or as if nobody had asked. All open days off from
  // 12-31: 01-07 (1) 08 (2) 11 (3) … 15 (7) 18 (8) … 22 (12) 25 (13) … 29 (17) 02-01 (18) 02 (19)
  // 03 (20).
  EXPECT_EQ(
      Request("2026-12-21", {{"correction_notice", "2026-12-30"}, {"corrected", "2026-12-31"}})
          .due("2026-12-31"),
      (Due{day("2027-01-11"), day("2027-02-03")}));
}

TEST(Clock, GivesARangeForTheFullExtensionOfNovember2026) {
  // 12-25 is day 39; day 40 is 12-26 if that Saturday is worked, else 12-28.
  EXPECT_EQ(Request("2026-11-02", {{"extended", "2026-11-20"}}).due("2026-12-01"),
            (Due{day("2026-12-26"), day("2026-12-28")}));
}

/// "date: n event why" of the days; n is "—" where it does not count, "?" where nobody knows.
std::vector<std::string> days(const std::vector<ClockDay>& all, std::string_view from,
                              std::string_view until) {
  std::vector<std::string> out;
  for (const auto& [one, event] : all)
    if (day(from) <= one.date && one.date <= day(until))
      out.push_back(fmt::format("{}: {} {} {}", iso(one.date),
                                one.n                    ? fmt::to_string(*one.n)
                                : one.counts.has_value() ? "—"
                                                         : "?",
                                event, one.why));
  return out;
}

int counted(const std::vector<ClockDay>& all) {
  return static_cast<int>(
      std::ranges::count_if(all, [](const ClockDay& one) { return one.day.counts == true; }));
}

TEST(Clock, TellsItsDays) {
  const auto all = august({{"consult_sent", "2022-09-01"}, {"consult_back", "2022-09-05"}}).days();
  EXPECT_EQ(counted(all), 20);
  EXPECT_EQ(all.front().day.date, day("2022-08-25"));
  EXPECT_EQ(all.back().day.date, day("2022-09-26"));
  EXPECT_EQ(all.back().day.n, 20);
  EXPECT_THAT(days(all, "2022-09-01", "2022-09-06"),
              ElementsAre("2022-09-01: 6 收到 工作日", "2022-09-02: — 征求意见 征求意见，不计入",
                          "2022-09-03: — 征求意见 周六", "2022-09-04: — 征求意见 周日",
                          "2022-09-05: — 征求意见 征求意见，不计入", "2022-09-06: 7 收到 工作日"));
  EXPECT_THAT(days(all, "2022-09-12", "2022-09-12"), ElementsAre("2022-09-12: — 收到 中秋节放假"));
  EXPECT_THAT(all[18].day.notice, ::testing::HasSubstr("2021"));  // 09-12
}

TEST(Clock, TellsTheDaysOfAnExtension) {
  const auto all = august({{"extended", "2022-09-22"}}).days();
  EXPECT_EQ(counted(all), 40);
  EXPECT_THAT(days(all, "2022-09-22", "2022-09-23"),
              ElementsAre("2022-09-22: 20 收到 工作日", "2022-09-23: 21 延期 工作日"));
}

TEST(Clock, TellsNoDayTwiceWhenItStartsAgain) {
  const auto all =
      august({{"correction_notice", "2022-09-02"}, {"corrected", "2022-09-15"}}).days();
  EXPECT_EQ(counted(all), 20);
  EXPECT_THAT(days(all, "2022-09-15", "2022-09-16"),
              ElementsAre("2022-09-15: — 补正收到 补正收到，此前不再计入",
                          "2022-09-16: 1 补正收到 工作日"));
  EXPECT_EQ(all.back().day.date, day("2022-10-18"));
}

TEST(Clock, TellsTheDaysUntilItStandsStill) {
  const auto all = august({{"correction_notice", "2022-08-30"}}).days("2022-09-03");
  EXPECT_EQ(counted(all), 4);
  EXPECT_THAT(
      days(all, "2022-08-30", "2022-12-31"),
      ElementsAre("2022-08-30: 4 收到 工作日", "2022-08-31: — 告知补正 告知补正，不计入",
                  "2022-09-01: — 告知补正 告知补正，不计入",
                  "2022-09-02: — 告知补正 告知补正，不计入", "2022-09-03: — 告知补正 周六"));
}

TEST(Clock, TellsWhichDaysNobodyKnows) {
  const auto all = Request("2026-11-02", {{"extended", "2026-11-20"}}).days("2026-12-01");
  EXPECT_EQ(counted(all), 40);
  const auto end = days(all, "2026-12-25", "2027-12-31");
  ASSERT_EQ(end.size(), 4u);
  EXPECT_THAT(end[0], ::testing::StartsWith("2026-12-25: 39 延期"));
  EXPECT_THAT(end[1], ::testing::StartsWith("2026-12-26: ?"));
  EXPECT_THAT(end[2], ::testing::StartsWith("2026-12-27: ?"));
  EXPECT_THAT(end[3], ::testing::StartsWith("2026-12-28: 40 延期"));
  // Whether the days after the notice count is for the missing notice to say.
  const auto half = Request("2026-12-21", {{"correction_notice", "2026-12-30"}}).days("2026-12-31");
  EXPECT_EQ(half.back().day.date, day("2027-01-11"));
  EXPECT_THAT(days(half, "2027-01-07", "2027-01-07")[0], ::testing::HasSubstr(": ? "));
}

TEST(Clock, TellsTheDaysToTheDateOfArticle35) {
  const auto all = august({{"delayed_until", "2022-09-25"}}).days();  // a Sunday
  EXPECT_EQ(all.back().day.date, day("2022-09-25"));
  EXPECT_EQ(all.back().event, "延迟答复");
  EXPECT_THAT(Request("2008-04-30").days(), IsEmpty());
}

TEST(Clock, TellsTheOpinionsThatHaveALimit) {
  // Fifteen working days from 09-05 end on 09-27.
  const auto all = august({{"consult_sent", "2022-09-01、2022-09-02"},
                           {"consult_kind", "第三方、其他机关"},
                           {"consult_received", "2022-09-05、"}})
                       .opinions();
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].sent, day("2022-09-01"));
  EXPECT_EQ(all[0].received, day("2022-09-05"));
  EXPECT_EQ(all[0].due, sure("2022-09-27"));
  EXPECT_EQ(all[0].back, kNever);
}

TEST(Clock, GivesTwoEndsWhereANoticeIsMissing) {
  // Received 2026-12-10: 12-25 is day 11. With all open days worked: 26 (12) 27 (13) 28 (14)
  // 29 (15) 30 (16) 31 (17), 01-01 is off, 2 (18) 3 (19) 4 (20). With all of them off: 28 (12)
  // 29 (13) 30 (14) 01-07 (15) 8 (16) 11 (17) 12 (18) 13 (19) 14 (20).
  EXPECT_EQ(Request("2026-12-10").due("2026-12-31"), (Due{day("2027-01-04"), day("2027-01-14")}));
  // A consultation from 12-24 to 28 takes four of them, 25 26 27 28, or two, 25 and 28: 5 (21)
  // 6 (22) 7 (23) 8 (24), and 15 (21) 18 (22).
  EXPECT_EQ(Request("2026-12-10", {{"consult_sent", "2026-12-24"}, {"consult_back", "2026-12-28"}})
                .due("2026-12-31"),
            (Due{day("2027-01-08"), day("2027-01-18")}));
}

TEST(Clock, TellsItsEventsInOrder) {
  EXPECT_THAT(
      august({{"consult_sent", "2022-08-26"},
              {"consult_back", "2022-08-30"},
              {"extended", "2022-08-31"},
              {"correction_notice", "2022-09-01"},
              {"corrected", "2022-09-15"}})
          .told(),
      ElementsAre("2022-08-24 收到，20 个工作日内答复，至 2022-09-22",
                  "2022-08-26 征求意见，至 2022-08-30 停 2 个工作日",
                  // Day 22 is 09-26, day 42 is 10-27.
                  "2022-08-31 告知延期 20 个工作日，至 2022-10-27", "2022-09-01 告知补正，停止计算",
                  "2022-09-15 补正收到，期限重新计算至 2022-11-15"));
  EXPECT_THAT(
      august({{"fee_notice", "2022-09-20"}, {"fee_paid", "2022-09-28"}}).told(),
      ElementsAre("2022-08-24 收到，20 个工作日内答复，至 2022-09-22",
                  "2022-09-20 通知收费，停止计算", "2022-09-28 缴费，期限重新计算至 2022-10-31"));
  EXPECT_THAT(august({{"delayed_until", "2022-11-30"}}).told(),
              ElementsAre("2022-08-24 收到，依第三十五条延迟至 2022-11-30 答复"));
  // What has not come yet has no clock, also where its days are not known.
  EXPECT_THAT(Request("2027-12-30").told(),
              ElementsAre("2027-12-30 收到，晚于统计时点 2022-12-31"));
  EXPECT_THAT(Request("2027-12-30").days(), IsEmpty());
  EXPECT_THAT(Request("2008-04-30").told(), ElementsAre("2008-04-30 收到，早于所载时限规定"));
  EXPECT_THAT(Request("2017-12-31").told(), ElementsAre("2017-12-31 收到，早于所载放假通知"));
}

}  // namespace
}  // namespace gongkai
