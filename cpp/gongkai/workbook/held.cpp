#include "gongkai/workbook/held.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "gongkai/ledger/vocabulary.hpp"
#include "gongkai/workbook/words.hpp"

namespace gongkai {
namespace {

constexpr int kSerialOfEpoch = 25'569;  // 1970-01-01, counted from 1899-12-30
constexpr int kFirstSerial = 61;        // before 1900-03-01 sheets count a day that never was
constexpr std::int64_t kExact = 999'999'999'999'999;

std::string date_text(Date date) {
  if (date == kNever) return std::string(word("date", "never"));
  if (date == kUndated) return std::string(word("date", "undated"));
  return iso(date);
}

int serial_of(Date date) { return date.time_since_epoch().count() + kSerialOfEpoch; }

std::string_view state_text(State state) {
  return state == State::blank ? word("figure", "blank") : label("figure", state_id(state));
}

struct Hold {
  Held operator()(std::string_view text) const { return {std::string(text)}; }
  Held operator()(std::int64_t whole) const {
    if (whole > kExact || whole < -kExact) return {fmt::to_string(whole), 0, nullptr, Align::right};
    return {fmt::to_string(whole), static_cast<double>(whole), "0", Align::right};
  }
  Held operator()(Share share) const {
    static constexpr const char* kFormats[] = {"0%", "0.0%", "0.00%", "0.000%", "0.0000%"};
    const int digits = std::clamp(share.digits, 0, 4);
    return {fmt::format("{:.{}f}%", share.value * 100, digits), share.value, kFormats[digits],
            Align::right};
  }
  Held operator()(Decimal decimal) const {
    const double number = static_cast<double>(decimal.value) / static_cast<double>(decimal.scale);
    return {fmt::format("{}", number), number, "General", Align::right};
  }
  Held operator()(Date date) const {
    if (!is_dated(date) || serial_of(date) < kFirstSerial)
      return {date_text(date), 0, nullptr, Align::centre};
    return {date_text(date), static_cast<double>(serial_of(date)), "yyyy-mm-dd", Align::centre};
  }
  Held operator()(Figure figure) const {
    if (is_number(figure)) return (*this)(figure.value);
    return {std::string(state_text(figure.state)), 0, nullptr, Align::right};
  }
};

}  // namespace

Held held(const Value& value) { return std::visit(Hold{}, value); }

}  // namespace gongkai
