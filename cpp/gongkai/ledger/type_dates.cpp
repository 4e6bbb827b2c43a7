// Columns of dates and deadlines.
#include <fmt/format.h>

#include "gongkai/ledger/parse.hpp"
#include "gongkai/ledger/typing.hpp"

namespace gongkai {
namespace {

constexpr std::string_view kExpectedDate = "写明年月日的日期，如 2022-08-24";
constexpr int kFarYears = 30;

// Dates that are believed without a word.
struct Near {
  Date first = Date::min(), last = Date::max();
  std::string words;
};

Near near_of(int year) {
  if (year == 0) return {};
  return {civil(year - kFarYears, 1, 1).value_or(Date::min()),
          civil(year + kFarYears, 12, 31).value_or(Date::max()),
          fmt::format("介于 {} 年和 {} 年之间的日期", year - kFarYears, year + kFarYears)};
}

class DateReader {
 public:
  explicit DateReader(const Typing& typing) : typing_(typing), near_(near_of(typing.year())) {}

  DateCell read(std::string_view text) const {
    return checked(text, parse_date(text, typing_.dates()));
  }

  DateCell read_deadline(std::string_view text) const {
    DateCell cell = checked(text, parse_deadline(text, typing_.dates()));
    cell.partial = false;
    return cell;
  }

  // The date that is kept, and what is to be said of the cell.
  Date keep(std::int64_t row, std::string_view text, const DateCell& cell, Stored& stored) const {
    switch (cell.reading) {
      case Reading::value:
        if (cell.partial)
          return undated(row, "partial", text, "写到日的日期，如 2022-08-24", stored);
        check_far(row, text, cell.date);
        return cell.date;
      case Reading::blank:
      case Reading::no:
        return kNever;
      case Reading::yes:
        return undated(row, "undated", text, "具体日期，如 2022-08-24", stored);
      case Reading::open:
        return unreadable(row, "bad", text, stored);
      case Reading::impossible:
        return undated(row, "impossible", text, kExpectedDate, stored);
      case Reading::ambiguous:
        return undated(row, "ambiguous", text, "只有一种读法的日期，如 2022-08-24", stored);
      case Reading::bad:
        return unreadable(row, "bad", text, stored);
    }
    return kNever;
  }

  Date keep_deadline(std::int64_t row, std::string_view text, const DateCell& cell,
                     Stored& stored) const {
    constexpr std::string_view kExpected = "完成时限，如 2022-09-30 或 9月底前";
    switch (cell.reading) {
      case Reading::value:
        check_far(row, text, cell.date);
        return cell.date;
      case Reading::blank:
        return kNever;
      case Reading::open:
        typing_.fault(row, "ledger.date", "open", text, "年月日，或者不设时限");
        break;
      case Reading::impossible:
        typing_.vital_fault(row, "ledger.date", "impossible", text, kExpected);
        break;
      case Reading::ambiguous:
        typing_.vital_fault(row, "ledger.date", "ambiguous", text, kExpected);
        break;
      case Reading::yes:
      case Reading::no:
      case Reading::bad:
        typing_.vital_fault(row, "ledger.date", "bad", text, kExpected);
        break;
    }
    stored.unread.push_back(row);
    return kNever;
  }

 private:
  DateCell checked(std::string_view text, const DateCell& cell) const {
    if (cell.reading == Reading::bad && typing_.terms.is_blank(text)) return {};
    if (const auto label = split_label(text).label; is_of_another(typing_, label))
      return {.reading = Reading::ambiguous};
    return cell;
  }
  // Something has happened, and the day cannot be told.
  Date undated(std::int64_t row, std::string_view kind, std::string_view text,
               std::string_view expected, Stored& stored) const {
    typing_.vital_fault(row, "ledger.date", kind, text, expected);
    if (stored.unread.empty() || stored.unread.back() != row) stored.unread.push_back(row);
    return kUndated;
  }
  Date unreadable(std::int64_t row, std::string_view kind, std::string_view text,
                  Stored& stored) const {
    undated(row, kind, text, kExpectedDate, stored);
    return kNever;
  }
  void check_far(std::int64_t row, std::string_view text, Date date) const {
    if (near_.first <= date && date <= near_.last) return;
    // Units are older than the papers that are counted.
    const bool unit = typing_.columns.schema.id == "units";
    typing_.fault(row, "ledger.date", unit ? "distant" : "far", text.empty() ? iso(date) : text,
                  near_.words);
  }

  const Typing& typing_;
  Near near_;
};

bool is_dated(const arrow::Column& column) {
  return std::holds_alternative<std::vector<Date>>(column.values) ||
         std::holds_alternative<arrow::Moments>(column.values);
}

// Cells that are dates by their kind, the text of each left empty: `date_at` gives the one of a row
// that is not null.
template <class DateAt, class Keep>
void each_date(const Typing& typing, DateAt date_at, Keep keep) {
  const Date first = *civil(1, 1, 1), last = *civil(9999, 12, 31);
  const std::vector<std::uint8_t>& valid = typing.raw.valid;
  for (std::int64_t row = 0; row < typing.pick.size; ++row) {
    const auto raw = static_cast<std::size_t>(typing.pick[row]);
    if (!valid.empty() && valid[raw] == 0) {
      keep(row, std::string_view{}, DateCell{});
    } else if (const Date date = date_at(raw); date < first || date > last) {
      keep(row, fmt::format("第 {} 日", date.time_since_epoch().count()),
           DateCell{kNever, Reading::impossible, false});
    } else {
      keep(row, std::string_view{}, DateCell{date, Reading::value, false});
    }
  }
}

template <class Keep>
void each_date(const Typing& typing, Keep keep) {
  if (const auto* dates = std::get_if<std::vector<Date>>(&typing.raw.values))
    return each_date(
        typing, [dates](std::size_t raw) { return (*dates)[raw]; }, keep);
  const auto& micros = std::get<arrow::Moments>(typing.raw.values).micros;
  each_date(
      typing, [&micros](std::size_t raw) { return day_of_micros(micros[raw]); }, keep);
}

template <class Read, class Keep>
void read_dates(const Typing& typing, Read read, Keep keep) {
  if (is_dated(typing.raw)) return each_date(typing, keep);
  each_cell(typing.raw, typing.pick, read, keep);
}

}  // namespace

bool is_of_another(const Typing& typing, std::string_view label) {
  if (label.empty()) return false;
  const HeaderMatch match = typing.terms.header(typing.columns.schema, label);
  return !match.column.empty() && match.column != typing.field().id;
}

void type_dates(const Typing& typing, Stored& stored) {
  const DateReader reader(typing);
  std::vector<Date> dates(static_cast<std::size_t>(typing.pick.size));
  read_dates(
      typing, [&](std::string_view text) { return reader.read(text); },
      [&](std::int64_t row, std::string_view text, const DateCell& cell) {
        dates[static_cast<std::size_t>(row)] = reader.keep(row, text, cell, stored);
      });
  stored.values = std::move(dates);
}

void type_date_lists(const Typing& typing, Stored& stored) {
  const DateReader reader(typing);
  Lists<Date> lists;
  lists.offsets.reserve(static_cast<std::size_t>(typing.pick.size) + 1);
  const auto end_row = [&] {
    lists.offsets.push_back(static_cast<std::int64_t>(lists.items.size()));
  };
  if (is_dated(typing.raw)) {
    each_date(typing, [&](std::int64_t row, std::string_view text, const DateCell& cell) {
      if (cell.reading != Reading::blank)
        lists.items.push_back(reader.keep(row, text, cell, stored));
      end_row();
    });
  } else {
    std::string buffer;
    for (std::int64_t row = 0; row < typing.pick.size; ++row) {
      const std::string_view text = cell_text(typing.raw, typing.pick[row], buffer);
      if (!text.empty() && !typing.terms.is_blank(text))
        for (const std::string_view item : split_items(text))
          lists.items.push_back(reader.keep(row, item, reader.read(item), stored));
      end_row();
    }
  }
  stored.values = std::move(lists);
}

void type_deadlines(const Typing& typing, Stored& stored) {
  const DateReader reader(typing);
  std::vector<Date> dates(static_cast<std::size_t>(typing.pick.size));
  Index index;
  stored.printed.codes.assign(dates.size(), -1);
  read_dates(
      typing, [&](std::string_view text) { return reader.read_deadline(text); },
      [&](std::int64_t row, std::string_view text, const DateCell& cell) {
        const std::string day = text.empty() ? iso(cell.date) : std::string{};
        const std::string_view words = text.empty() ? std::string_view(day) : trim(text);
        const auto at = static_cast<std::size_t>(row);
        dates[at] = reader.keep_deadline(row, words, cell, stored);
        if (!words.empty() && cell.reading != Reading::blank)
          stored.printed.codes[at] = index.add(words, stored.printed.distinct);
      });
  stored.values = std::move(dates);
}

}  // namespace gongkai
