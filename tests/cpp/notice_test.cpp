// Notices as data: which are read, which are passed over, and what a wrong file is told.
#include "gongkai/base/notice.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gongkai/base/config.hpp"

namespace gongkai {
namespace {

using ::testing::IsEmpty;
using ::testing::ThrowsMessage;

std::vector<Notice> notices(std::string_view toml) { return read_notices(Config::parse(toml)); }
std::vector<Expected> expected(std::string_view toml) { return read_expected(Config::parse(toml)); }

// For errors: the tables of a file, read.
auto reading(std::string toml) {
  return [toml = std::move(toml)] {
    notices(toml);
    expected(toml);
  };
}

TEST(Notice, NamesTheHolidayOfEachDay) {
  const auto read = notices(R"(
[[notice]]
year = 2022
title = "国务院办公厅关于2022年部分节假日安排的通知"
number = "国办发明电〔2021〕11号"
published = 2021-10-25
[[notice.holiday]]
name = "国庆节"
from = 2022-10-06
to = 2022-10-07
worked = [2022-10-08]
)");
  ASSERT_EQ(read.size(), 1u);
  EXPECT_EQ(read[0].year, 2022);
  EXPECT_EQ(read[0].published, civil(2021, 10, 25));
  EXPECT_EQ(read[0].cited,
            "《国务院办公厅关于2022年部分节假日安排的通知》（国办发明电〔2021〕11号）");
  ASSERT_EQ(read[0].marks.size(), 3u);
  const Mark& off = read[0].marks.at(*civil(2022, 10, 7));
  EXPECT_EQ(off.counts, false);
  EXPECT_EQ(off.why, "国庆节放假");
  EXPECT_EQ(off.notice, "国办发明电〔2021〕11号");
  const Mark& worked = read[0].marks.at(*civil(2022, 10, 8));
  EXPECT_EQ(worked.counts, true);
  EXPECT_EQ(worked.why, "调休上班（国庆节）");
}

TEST(Notice, IsCitedByItsTitleWhereItsNumberIsNotKnown) {
  const auto read = notices("[[notice]]\nyear = 2022\ntitle = '县里的通知'\noff = ['2022-03-03']");
  EXPECT_EQ(read.at(0).cited, "《县里的通知》");
  EXPECT_EQ(read.at(0).published, kUndated);
  EXPECT_EQ(read.at(0).marks.at(*civil(2022, 3, 3)).notice, "县里的通知");
}

TEST(Notice, MayListDaysWithoutAHoliday) {
  const auto read = notices("[[notice]]\nyear = 2022\noff = [2022-10-07]\nworked = ['2022-10-08']");
  EXPECT_EQ(read.at(0).marks.at(*civil(2022, 10, 7)).why, "放假");
  EXPECT_EQ(read.at(0).marks.at(*civil(2022, 10, 8)).why, "调休上班");
  EXPECT_EQ(read.at(0).marks.at(*civil(2022, 10, 8)).notice, "2022年节假日安排");
}

TEST(Notice, WithoutDaysIsNotPublished) {
  EXPECT_THAT(notices("[[notice]]\nyear = 2027\noff = []\nworked = []"), IsEmpty());
  EXPECT_THAT(notices("[[notice]]\nyear = 2027"), IsEmpty());
}

TEST(Notice, ThatIsNotConfirmedIsNotPublished) {
  EXPECT_THAT(notices("[[notice]]\nyear = 2027\nconfirmed = false\noff = [2027-01-01]"), IsEmpty());
}

TEST(Notice, RefusesWhatIsNoDate) {
  EXPECT_THAT(reading("[[notice]]\nyear = 2027\noff = ['2027-13-01']"),
              ThrowsMessage<DataError>("line 3: '2027-13-01' is not a date"));
  EXPECT_THAT(reading("[[notice]]\nyear = 20270\noff = []"),
              ThrowsMessage<DataError>("line 2: 20270 is not a year"));
}

TEST(Notice, RefusesAMisspeltKey) {
  EXPECT_THAT(reading("[[notice]]\nyear = 2027\nwroked = [2027-01-02]"),
              ThrowsMessage<DataError>("line 3: unknown key 'wroked'"));
  EXPECT_THAT(reading("[[notice]]\nyear = 2027\n[[notice.holiday]]\nnom = '元旦'"),
              ThrowsMessage<DataError>("line 4: unknown key 'nom'"));
}

TEST(Notice, RefusesADayTwice) {
  EXPECT_THAT(reading("[[notice]]\nyear = 2022\noff = [2022-10-08]\nworked = [2022-10-08]"),
              ThrowsMessage<DataError>("line 4: 2022-10-08 stands in here twice"));
}

TEST(Notice, RefusesAHolidayThatEndsBeforeItBeginsOrNeverEnds) {
  const std::string head = "[[notice]]\nyear = 2022\n[[notice.holiday]]\nname = '国庆节'\n";
  EXPECT_THAT(reading(head + "from = 2022-10-07\nto = 2022-10-01"),
              ThrowsMessage<DataError>(
                  "line 6: 国庆节 ends on 2022-10-01, before it begins on 2022-10-07"));
  EXPECT_THAT(reading(head + "from = 2022-10-01\nto = 2023-10-07"),
              ThrowsMessage<DataError>(
                  "line 6: 国庆节 from 2022-10-01 to 2023-10-07 is longer than a month"));
  EXPECT_THAT(reading(head + "from = 2022-10-01"),
              ThrowsMessage<DataError>("line 3: 'to' is missing, expected a date"));
}

TEST(Expected, KeepsWhatTheLawFixesApartFromWhatIsOpen) {
  const auto years = expected(R"([[expected]]
year = 2027
title = "全国年节及纪念日放假办法"
may_work = [2027-01-02]
may_be_off = [2027-01-04]
[[expected.off_by_law]]
name = "元旦"
from = 2027-01-01
to = 2027-01-01
)");
  ASSERT_EQ(years.size(), 1u);
  const Mark& law = years[0].marks.at(*civil(2027, 1, 1));
  EXPECT_EQ(law.counts, false);
  EXPECT_EQ(law.why, "法定节假日（元旦）");
  EXPECT_EQ(law.notice, "全国年节及纪念日放假办法");
  const Mark& worked = years[0].marks.at(*civil(2027, 1, 2));
  EXPECT_EQ(worked.counts, std::nullopt);
  EXPECT_EQ(worked.why, "待国务院通知（可能调休上班）");
  EXPECT_EQ(worked.notice, "");
  EXPECT_EQ(years[0].marks.at(*civil(2027, 1, 4)).why, "待国务院通知（可能放假）");
}

TEST(Expected, RefusesOpenDaysOnTheWrongSideOfTheWeek) {
  EXPECT_THAT(reading("[[expected]]\nyear = 2027\nmay_work = [2027-01-04]"),
              ThrowsMessage<DataError>("line 3: 2027-01-04 is no weekend day"));
  EXPECT_THAT(reading("[[expected]]\nyear = 2027\nmay_be_off = [2027-01-02]"),
              ThrowsMessage<DataError>("line 3: 2027-01-02 is a weekend day"));
}

TEST(Expected, RefusesAMisspeltKey) {
  EXPECT_THAT(reading("[[expected]]\nyear = 2027\nmay_rest = []"),
              ThrowsMessage<DataError>("line 3: unknown key 'may_rest'"));
  EXPECT_THAT(reading("[[expected]]\nyear = 2027\n[[expected.off_by_law]]\nworked = []"),
              ThrowsMessage<DataError>("line 4: unknown key 'worked'"));
}

}  // namespace
}  // namespace gongkai
