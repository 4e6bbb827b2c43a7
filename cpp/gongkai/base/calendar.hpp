// Working days: which dates count towards a statutory time limit, and the notice that says so.
#pragma once

#include <cstddef>
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
  /// The most working days in (after, until].
  int count_most(Date after, Date until) const;
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
  Mark mark(Date date) const;
  std::size_t offset(Date date) const;  // of a covered date; throws for any other
  void number_days();                   // fills the look-ups from marks_

  // fewest_/most_[i]: working days in [first_, first_+i] when open days are off / are worked.
  std::vector<int> fewest_, most_;
  // nth_*[k]: offset of the k-th working day (k >= 1).
  std::vector<int> nth_fewest_, nth_most_;
  Marks marks_;
  std::vector<std::string> notices_;
  Date first_{}, last_{}, confirmed_until_{};
};

}  // namespace gongkai
