// Working days: which dates count towards a statutory time limit, and the notice that says so.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "gongkai/base/date.hpp"
#include "gongkai/base/notice.hpp"

namespace gongkai {

/// A text and the name of the file it was read from; "" where there is none.
struct NamedText {
  std::string name, text;
};

/// One day as told to a person. `counts` is empty where a notice that is not published may move it;
/// `n` is the number of the working day, only on days that count for sure.
struct Day {
  Date date;
  std::optional<bool> counts;
  std::optional<int> n;
  std::string why;     ///< Chinese: 工作日, 周六, 国庆节放假, 调休上班, …
  std::string notice;  ///< the notice's number or title; "" where the weekday alone decides
  bool operator==(const Day&) const = default;
};

class Calendar {
 public:
  /// One or several files of `[[notice]]` and `[[expected]]` tables, in any order. A later notice
  /// of a year replaces what an earlier one says of a day; an expected year whose notice is there
  /// is passed over. The last days of a year are open only where the year after it is expected, so
  /// load that file too. Throws DataError where a year is missing between others:
  /// "calendar: 2020 is missing between 2019 and 2021".
  static Calendar parse(std::span<const NamedText> files);
  static Calendar parse(std::string_view toml);

  /// The day on which `working_days` working days after `from` have passed (`from` itself is day 0,
  /// working day or not): a range where a missing notice may move it, from all open days worked to
  /// all of them off. Two look-ups. Throws DataError for working_days < 0 and outside the years
  /// known: "calendar: 2031-01-02 lies after the last year known, 2027; add
  /// templates/calendar/2028.toml".
  Due add(Date from, int working_days) const;
  /// Working days in (after, until]; where a notice is missing, the fewest. Zero when
  /// until <= after.
  int count(Date after, Date until) const;
  /// Open days all worked, or all off: one end of every range. It must not outlive the calendar.
  class Reading;
  Reading earliest() const;
  Reading latest() const;
  /// Every day in (from, latest], in order, so that the last one has n == working_days. Empty for
  /// 0 working days.
  std::vector<Day> walk(Date from, int working_days) const;
  bool covers(Date date) const { return first_ <= date && date <= last_; }
  Date first() const { return first_; }
  Date last() const { return last_; }
  /// Last date that no missing notice can move.
  Date confirmed_until() const { return confirmed_until_; }
  /// Notices in order of year, for the notes of a report: 《title》（number）.
  const std::vector<std::string>& notices() const { return notices_; }

 private:
  // Working days numbered from 1 on, one way to read the open days.
  struct Numbers {
    std::vector<int> until;      // [i]: how many there are in [first_, first_+i]
    std::vector<int> nth = {0};  // [k]: offset of the k-th (k >= 1)
  };

  Mark mark(Date date) const;
  std::size_t offset(Date date) const;  // of a covered date; throws for any other
  void number_days();                   // fills the look-ups from marks_
  [[noreturn]] void fail_beyond(Date from, int working_days) const;

  Numbers fewest_, most_;  // open days are off / are worked
  Marks marks_;
  std::vector<std::string> notices_;
  Date first_{}, last_{}, confirmed_until_{};
};

/// Two look-ups that every request asks for several times.
class Calendar::Reading {
 public:
  /// As Calendar::add, the one end.
  Date add(Date from, int working_days) const {
    if (working_days <= 0) return calendar_->add(from, working_days).latest;
    const auto at = static_cast<std::size_t>(until(from) + working_days);
    if (at >= numbers_->nth.size()) calendar_->fail_beyond(from, working_days);
    return calendar_->first_ + Days(numbers_->nth[at]);
  }
  /// Working days in (after, until]; zero when until <= after.
  int count(Date after, Date until_day) const {
    return until_day <= after ? 0 : until(until_day) - until(after);
  }

 private:
  friend class Calendar;
  Reading(const Calendar& calendar, const Numbers& numbers)
      : calendar_(&calendar), numbers_(&numbers) {}
  int until(Date date) const {
    const auto day = static_cast<std::uint32_t>(date.time_since_epoch().count()) -
                     static_cast<std::uint32_t>(calendar_->first_.time_since_epoch().count());
    return numbers_->until[day < numbers_->until.size() ? day : calendar_->offset(date)];
  }

  const Calendar* calendar_;
  const Numbers* numbers_;
};

inline Calendar::Reading Calendar::earliest() const { return {*this, most_}; }
inline Calendar::Reading Calendar::latest() const { return {*this, fewest_}; }

}  // namespace gongkai
