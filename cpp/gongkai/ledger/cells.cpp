#include "gongkai/ledger/cells.hpp"

#include <fmt/format.h>

#include <cmath>

namespace gongkai {
namespace {

constexpr std::int64_t kMicrosPerDay = 86'400'000'000;

std::string moment_text(std::int64_t micros) {
  const Date day = day_of_micros(micros);
  const std::int64_t seconds =
      (micros - std::int64_t{day.time_since_epoch().count()} * kMicrosPerDay) / 1'000'000;
  if (seconds == 0) return iso(day);
  return fmt::format("{} {:02}:{:02}:{:02}", iso(day), seconds / 3600, seconds / 60 % 60,
                     seconds % 60);
}

std::string real_text(double value) {
  if (std::isnan(value)) return {};
  // Up to here every whole double is exact.
  if (std::trunc(value) == value && std::abs(value) < 9007199254740992.0)
    return fmt::to_string(static_cast<std::int64_t>(value));
  return fmt::to_string(value);
}

}  // namespace

Date day_of_micros(std::int64_t micros) {
  const std::int64_t days =
      micros / kMicrosPerDay - static_cast<std::int64_t>(micros % kMicrosPerDay < 0);
  return Date{Days{static_cast<std::int32_t>(days)}};
}

std::string_view cell_text(const arrow::Column& column, std::int64_t raw_row, std::string& buffer) {
  if (column.is_null(raw_row)) return {};
  const auto at = static_cast<std::size_t>(raw_row);
  struct Visitor {
    std::int64_t row;
    std::size_t at;
    std::string& buffer;
    std::string_view operator()(std::monostate) const { return {}; }
    std::string_view operator()(const arrow::Texts& texts) const { return texts[row]; }
    std::string_view operator()(const arrow::Coded& coded) const {
      return coded.distinct[coded.codes[at]];
    }
    std::string_view operator()(const std::vector<std::int64_t>& numbers) const {
      return buffer = fmt::to_string(numbers[at]);
    }
    std::string_view operator()(const std::vector<double>& numbers) const {
      return buffer = real_text(numbers[at]);
    }
    std::string_view operator()(const std::vector<std::uint8_t>& truths) const {
      return truths[at] != 0 ? "是" : "否";
    }
    std::string_view operator()(const std::vector<Date>& dates) const {
      return buffer = iso(dates[at]);
    }
    std::string_view operator()(const arrow::Moments& moments) const {
      return buffer = moment_text(moments.micros[at]);
    }
  };
  return std::visit(Visitor{raw_row, at, buffer}, column.values);
}

}  // namespace gongkai
