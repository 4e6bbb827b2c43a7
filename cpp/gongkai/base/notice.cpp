#include "gongkai/base/notice.hpp"

#include "gongkai/base/config.hpp"

namespace gongkai {
namespace {

struct Span {
  std::string name;
  Date from, to;
};

int read_year(const Config& config) {
  const std::int64_t year = config.integer("year");
  if (year < 1949 || year > 9998) config.fail_at("year", fmt::format("{} is not a year", year));
  return static_cast<int>(year);
}

Span read_span(const Config& config) {
  const Span span{config.text("name"), config.date("from"), config.date("to")};
  if (span.to < span.from)
    config.fail_at("to", fmt::format("{} ends on {}, before it begins on {}", span.name,
                                     iso(span.to), iso(span.from)));
  // A year mistyped at one end would switch off whole years without a word.
  if (span.to - span.from > Days(31))
    config.fail_at("to", fmt::format("{} from {} to {} is longer than a month", span.name,
                                     iso(span.from), iso(span.to)));
  return span;
}

// A day can stand in one place of a table only.
void mark(Marks& marks, const Config& config, std::string_view key, Date date, Mark what) {
  if (!marks.emplace(date, std::move(what)).second)
    config.fail_at(key, fmt::format("{} stands in here twice", iso(date)));
}

void mark_open(Marks& marks, const Config& config, std::string_view key, bool weekend,
               const std::string& why) {
  for (const Date date : config.dates(key)) {
    if (is_weekend(date) != weekend)
      config.fail_at(key, fmt::format("{} is {} weekend day", iso(date), weekend ? "no" : "a"));
    mark(marks, config, key, date, {std::nullopt, why, ""});
  }
}

Notice read_notice(const Config& config) {
  config.allow(
      {"year", "title", "number", "published", "url", "confirmed", "holiday", "off", "worked"});
  const int year = read_year(config);
  const std::string title = config.text("title", fmt::format("{}年节假日安排", year));
  const std::string number = config.text("number", "");
  const std::string paper = number.empty() ? title : number;
  Notice notice{year, config.maybe_date("published").value_or(kUndated), "《" + title + "》", {}};
  if (!number.empty()) notice.cited += "（" + number + "）";

  for (const Date date : config.dates("off"))
    mark(notice.marks, config, "off", date, {false, "放假", paper});
  for (const Date date : config.dates("worked"))
    mark(notice.marks, config, "worked", date, {true, "调休上班", paper});
  for (const Config& holiday : config.tables("holiday")) {
    holiday.allow({"name", "from", "to", "worked"});
    const Span span = read_span(holiday);
    for (Date date = span.from; date <= span.to; date += Days(1))
      mark(notice.marks, holiday, "from", date, {false, span.name + "放假", paper});
    for (const Date date : holiday.dates("worked"))
      mark(notice.marks, holiday, "worked", date, {true, "调休上班（" + span.name + "）", paper});
  }
  return notice;
}

Expected read_expected_year(const Config& config) {
  config.allow({"year", "title", "off_by_law", "may_work", "may_be_off"});
  Expected expected{read_year(config), {}};
  const std::string law = config.text("title", "");
  for (const Config& holiday : config.tables("off_by_law")) {
    holiday.allow({"name", "from", "to"});
    const Span span = read_span(holiday);
    for (Date date = span.from; date <= span.to; date += Days(1))
      mark(expected.marks, holiday, "from", date, {false, "法定节假日（" + span.name + "）", law});
  }
  mark_open(expected.marks, config, "may_work", true, "待国务院通知（可能调休上班）");
  mark_open(expected.marks, config, "may_be_off", false, "待国务院通知（可能放假）");
  return expected;
}

}  // namespace

std::vector<Notice> read_notices(const Config& file) {
  std::vector<Notice> notices;
  for (const Config& config : file.tables("notice")) {
    Notice notice = read_notice(config);
    if (!notice.marks.empty() && config.truth("confirmed", true))
      notices.push_back(std::move(notice));
  }
  return notices;
}

std::vector<Expected> read_expected(const Config& file) {
  std::vector<Expected> years;
  for (const Config& config : file.tables("expected")) years.push_back(read_expected_year(config));
  return years;
}

bool is_weekend(Date date) {
  const std::chrono::weekday day{std::chrono::sys_days(date)};
  return day == std::chrono::Saturday || day == std::chrono::Sunday;
}

}  // namespace gongkai
