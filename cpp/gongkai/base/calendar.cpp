#include "gongkai/base/calendar.hpp"

#include <algorithm>
#include <set>

#include "gongkai/base/config.hpp"
#include "gongkai/base/error.hpp"
#include "gongkai/base/notice.hpp"

namespace gongkai {
namespace {

// What the weekday alone says.
Mark by_weekday(Date date) {
  const std::chrono::weekday day{std::chrono::sys_days(date)};
  if (day == std::chrono::Saturday) return {false, "周六", ""};
  if (day == std::chrono::Sunday) return {false, "周日", ""};
  return {true, "工作日", ""};
}

// A year that is missing between others would count its holidays as working days.
void check_years(const std::set<int>& years) {
  if (years.empty()) fail<DataError>("calendar: no notice with days and no expected year");
  int before = *years.begin() - 1;
  for (const int year : years) {
    if (year != before + 1)
      fail<DataError>("calendar: {} is missing between {} and {}", before + 1, before, year);
    before = year;
  }
}

}  // namespace

Calendar Calendar::parse(std::string_view toml) {
  const NamedText file{"", std::string(toml)};
  return parse({&file, 1});
}

Calendar Calendar::parse(std::span<const NamedText> files) {
  std::vector<Notice> notices;
  std::vector<Expected> expected;
  for (const NamedText& file : files) {
    const Config config = Config::parse(file.text, file.name);
    config.allow({"notice", "expected"});
    std::ranges::move(read_notices(config), std::back_inserter(notices));
    std::ranges::move(read_expected(config), std::back_inserter(expected));
  }
  std::ranges::stable_sort(
      notices, {}, [](const Notice& notice) { return std::pair(notice.year, notice.published); });

  Calendar calendar;
  std::set<int> years;
  for (Notice& notice : notices) {
    years.insert(notice.year);
    calendar.notices_.push_back(std::move(notice.cited));
    for (auto& [date, mark] : notice.marks) calendar.marks_[date] = std::move(mark);
  }
  const std::set<int> published = years;
  for (Expected& year : expected) {
    if (published.contains(year.year)) continue;
    years.insert(year.year);
    calendar.marks_.merge(year.marks);  // what a notice says of a day stands
  }
  check_years(years);
  calendar.first_ = year_period(*years.begin()).from;
  calendar.last_ = year_period(*years.rbegin()).as_of;
  calendar.number_days();
  return calendar;
}

Mark Calendar::mark(Date date) const {
  const auto found = marks_.find(date);
  return found == marks_.end() ? by_weekday(date) : found->second;
}

void Calendar::number_days() {
  confirmed_until_ = last_;
  for (Date date = first_; date <= last_; date += Days(1)) {
    const int offset = (date - first_).count();
    const std::optional<bool> counts = mark(date).counts;
    if (!counts) confirmed_until_ = std::min(confirmed_until_, date - Days(1));
    const auto number = [offset](Numbers& numbers, bool working) {
      if (working) numbers.nth.push_back(offset);
      numbers.until.push_back(static_cast<int>(numbers.nth.size()) - 1);
    };
    number(fewest_, counts.value_or(false));
    number(most_, counts.value_or(true));
  }
}

std::size_t Calendar::offset(Date date) const {
  if (!is_dated(date)) fail<DataError>("calendar: no days can be counted without a date");
  if (date < first_)
    fail<DataError>(
        "calendar: {} lies before the first year known, {}; add templates/calendar/{}.toml",
        iso(date), year_of(first_), year_of(first_) - 1);
  if (date > last_)
    fail<DataError>(
        "calendar: {} lies after the last year known, {}; add templates/calendar/{}.toml",
        iso(date), year_of(last_), year_of(last_) + 1);
  return static_cast<std::size_t>((date - first_).count());
}

void Calendar::fail_beyond(Date from, int working_days) const {
  fail<DataError>(
      "calendar: {} working days after {} end after the last year known, {}; "
      "add templates/calendar/{}.toml",
      working_days, iso(from), year_of(last_), year_of(last_) + 1);
}

Due Calendar::add(Date from, int working_days) const {
  if (working_days < 0)
    fail<DataError>("calendar: {} working days, expected 0 or more", working_days);
  offset(from);  // a day that is not covered has no deadline, not even in 0 days
  if (working_days == 0) return {from, from};
  return {earliest().add(from, working_days), latest().add(from, working_days)};
}

int Calendar::count(Date after, Date until) const { return latest().count(after, until); }

std::vector<Day> Calendar::walk(Date from, int working_days) const {
  const Date latest = add(from, working_days).latest;
  std::vector<Day> days;
  int n = 0;
  for (Date date = from + Days(1); date <= latest; date += Days(1)) {
    Mark mark = this->mark(date);
    Day& day =
        days.emplace_back(Day{date, mark.counts, {}, std::move(mark.why), std::move(mark.notice)});
    if (day.counts.value_or(false)) day.n = ++n;
  }
  return days;
}

}  // namespace gongkai
