// What notices and the law say of single days, as the calendar's files hold it.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "gongkai/base/date.hpp"

namespace gongkai {

class Config;

/// What is known of one day beyond its weekday. `counts` is empty where a missing notice may move
/// it.
struct Mark {
  std::optional<bool> counts;
  std::string why, notice;
};
using Marks = std::map<Date, Mark>;

/// One notice of the State Council; later ones of a year replace what earlier ones say of a day.
struct Notice {
  int year;
  Date published;     ///< kUndated where the file does not say
  std::string cited;  ///< 《title》（number）
  Marks marks;
};

/// What can be known of a year before its notice: the law's holidays, and the days still open.
struct Expected {
  int year;
  Marks marks;
};

/// `[[notice]] year, title, number, published, url, confirmed`, with `[[notice.holiday]] name,
/// from, to, worked` or plain lists `off` and `worked`. Left out: a notice without days, or
/// `confirmed = false`.
std::vector<Notice> read_notices(const Config& file);
/// `[[expected]] year, title, may_work, may_be_off`, with `[[expected.off_by_law]] name, from, to`.
std::vector<Expected> read_expected(const Config& file);

/// Saturday or Sunday.
bool is_weekend(Date date);

}  // namespace gongkai
