#include "gongkai/arrow/format.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include "gongkai/base/error.hpp"

namespace gongkai::arrow {
namespace {

struct Plain {
  std::string_view format;
  Kind kind;
};

constexpr Plain kPlain[] = {
    {"n", Kind::nothing},  {"b", Kind::truth},    {"c", Kind::int8},       {"C", Kind::uint8},
    {"s", Kind::int16},    {"S", Kind::uint16},   {"i", Kind::int32},      {"I", Kind::uint32},
    {"l", Kind::int64},    {"L", Kind::uint64},   {"e", Kind::float16},    {"f", Kind::float32},
    {"g", Kind::float64},  {"u", Kind::utf8},     {"U", Kind::large_utf8}, {"vu", Kind::utf8_view},
    {"tdD", Kind::date32}, {"tdm", Kind::date64},
};

// Zones whose clock has a fixed distance to UTC; China's has had since 1992.
constexpr std::string_view kUtc[] = {"UTC", "Etc/UTC", "GMT", "Etc/GMT", "Z"};
constexpr std::string_view kChina[] = {"Asia/Shanghai", "Asia/Chongqing", "Asia/Chungking",
                                       "Asia/Harbin", "PRC"};
constexpr std::int64_t kMinute = 60'000'000;

std::optional<int> whole(std::string_view digits) {
  int value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

// "+08:00" and "-03:30", in minutes.
std::optional<int> minutes_of(std::string_view zone) {
  if (zone.size() != 6 || (zone[0] != '+' && zone[0] != '-') || zone[3] != ':') return std::nullopt;
  const auto hours = whole(zone.substr(1, 2)), minutes = whole(zone.substr(4, 2));
  if (!hours || !minutes || *hours < 0 || *hours > 23 || *minutes < 0 || *minutes > 59)
    return std::nullopt;
  return (zone[0] == '-' ? -1 : 1) * (*hours * 60 + *minutes);
}

std::int64_t zone_micros(std::string_view zone, std::string_view column) {
  if (zone.empty() || std::ranges::find(kUtc, zone) != std::end(kUtc)) return 0;
  if (std::ranges::find(kChina, zone) != std::end(kChina)) return 8 * 60 * kMinute;
  if (const auto minutes = minutes_of(zone)) return *minutes * kMinute;
  fail<DataError>("column '{}': time zone '{}' is not read", column, zone);
}

std::optional<std::int64_t> ticks_per_second(char unit) {
  switch (unit) {
    case 's':
      return 1;
    case 'm':
      return 1'000;
    case 'u':
      return 1'000'000;
    case 'n':
      return 1'000'000'000;
    default:
      return std::nullopt;
  }
}

// "d:19,2" and "d:19,2,128": the scale, where it is one that is read.
std::optional<int> scale_of(std::string_view text) {
  const auto comma = text.find(',');
  if (comma == text.npos || !whole(text.substr(2, comma - 2))) return std::nullopt;
  std::string_view scale = text.substr(comma + 1);
  const auto second = scale.find(',');
  if (second != scale.npos && scale.substr(second + 1) != "128") return std::nullopt;
  const auto value = whole(scale.substr(0, second));
  return value && *value >= 0 && *value <= 18 ? value : std::nullopt;
}

std::optional<Format> value_format(std::string_view text, std::string_view column) {
  for (const Plain& plain : kPlain)
    if (plain.format == text) return Format{.kind = plain.kind};
  if (text.starts_with("d:")) {
    if (const auto scale = scale_of(text)) return Format{.kind = Kind::decimal, .scale = *scale};
  }
  if (text.starts_with("ts") && text.size() >= 4 && text[3] == ':') {
    if (const auto ticks = ticks_per_second(text[2]))
      return Format{.kind = Kind::moment,
                    .per_second = *ticks,
                    .zone_micros = zone_micros(text.substr(4), column)};
  }
  return std::nullopt;
}

bool is_index(Kind kind) { return Kind::int8 <= kind && kind <= Kind::uint64; }

bool is_entry(Kind kind) {
  return kind == Kind::nothing || (Kind::utf8 <= kind && kind <= Kind::utf8_view);
}

}  // namespace

Format format_of(const ArrowSchema& schema, std::string_view column) {
  if (schema.format == nullptr) fail<DataError>("column '{}': no Arrow format", column);
  const std::string_view text = schema.format;
  const auto format = value_format(text, column);
  if (!format) fail<DataError>("column '{}': Arrow format '{}' is not read", column, text);
  if (schema.dictionary == nullptr) return *format;

  if (!is_index(format->kind))
    fail<DataError>("column '{}': dictionary places of Arrow format '{}', expected whole numbers",
                    column, text);
  if (schema.dictionary->format == nullptr || schema.dictionary->release == nullptr)
    fail<DataError>("column '{}': no Arrow format of the dictionary", column);
  const std::string_view entry = schema.dictionary->format;
  const auto values = value_format(entry, column);
  if (!values || schema.dictionary->dictionary != nullptr)
    fail<DataError>("column '{}': a dictionary of '{}' is not read", column, entry);
  // A category without a single value comes with a dictionary of numbers.
  if (!is_entry(values->kind))
    return Format{.coded = true, .index = format->kind, .unread = std::string(entry)};
  return Format{.kind = values->kind, .coded = true, .index = format->kind};
}

}  // namespace gongkai::arrow
