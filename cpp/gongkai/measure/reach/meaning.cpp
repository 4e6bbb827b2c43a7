#include "gongkai/measure/reach/meaning.hpp"

#include <fmt/format.h>

#include <cmath>

#include "gongkai/base/error.hpp"
#include "gongkai/ledger/parse.hpp"

namespace gongkai::reach {
namespace {

constexpr std::uint64_t kSmall = 1 << 16;  // numbers that have a place of their own

std::string month_label(Date day, bool quarter) {
  const auto civil_day = parts(day);
  const auto month = static_cast<unsigned>(civil_day.month());
  const auto year = static_cast<int>(civil_day.year());
  return quarter ? fmt::format("{}-Q{}", year, (month + 2) / 3)
                 : fmt::format("{}-{:02}", year, month);
}

}  // namespace

std::int32_t Meaning::not_read(std::string_view text) {
  if (unread_.size() >= kMostUnread && unread_index_.find(text, unread_) < 0)
    return kUnread + kMostUnread;
  return kUnread + unread_index_.add(text, unread_);
}

void Meaning::refuse(std::string_view kind) const {
  fail<DataError>("column '{}': {} are not read here", column_, kind);
}

std::int32_t FlagMeaning::of(std::string_view text) {
  const Reading reading = parse_truth(text, {0});
  if (reading == Reading::yes) return 1;
  if (reading == Reading::no || reading == Reading::blank || terms_.is_blank(text)) return 0;
  const std::scoped_lock lock(mutex_);
  return not_read(text);
}

std::int32_t FlagMeaning::of(std::int64_t whole) {
  if (whole == 0 || whole == 1) return static_cast<std::int32_t>(whole);
  const std::scoped_lock lock(mutex_);
  return not_read(fmt::format("{}", whole));
}

std::int32_t FlagMeaning::of(double real) {
  if (std::isnan(real) || real == 0) return 0;
  if (real == 1) return 1;
  const std::scoped_lock lock(mutex_);
  return not_read(fmt::format("{}", real));
}

KeyMeaning::KeyMeaning(std::string name, std::string column, Way way, const Terms& terms,
                       const std::map<std::string, std::string>* look_up)
    : Meaning(std::move(column)),
      name_(std::move(name)),
      way_(way),
      terms_(terms),
      look_up_(look_up) {}

std::uint32_t KeyMeaning::size() const {
  const std::scoped_lock lock(mutex_);
  return static_cast<std::uint32_t>(labels_.size()) + 1;
}

std::uint32_t KeyMeaning::add_label(std::string_view label) {
  const std::scoped_lock lock(mutex_);
  return static_cast<std::uint32_t>(code_of(label));
}

void KeyMeaning::note_kind(bool whole) {
  const std::scoped_lock lock(mutex_);
  (whole && way_ == Way::plain ? whole_ : text_) = true;
}

std::int32_t KeyMeaning::code_of(std::string_view label) {
  return label.empty() ? 0 : index_.add(label, labels_) + 1;
}

std::int32_t KeyMeaning::looked_up(std::string_view text) {
  const auto found = look_up_->find(std::string(text));
  return found == look_up_->end() ? 0 : code_of(found->second);
}

std::int32_t KeyMeaning::of(std::string_view text) {
  const std::scoped_lock lock(mutex_);
  if (way_ == Way::plain) return code_of(text);
  if (way_ == Way::looked_up) return looked_up(text);
  const DateCell cell = parse_date(text, {0});
  if (cell.reading == Reading::value) return code_of(month_label(cell.date, way_ == Way::quarter));
  return cell.reading == Reading::blank || terms_.is_blank(text) ? 0 : not_read(text);
}

std::int32_t KeyMeaning::of(std::int64_t whole) {
  if (way_ != Way::plain) return of(std::string_view(fmt::format("{}", whole)));
  const std::scoped_lock lock(mutex_);
  return code_of(fmt::format("{}", whole));
}

std::int32_t KeyMeaning::of(double real) {
  if (!std::isnan(real)) refuse("numbers with decimals");
  return 0;
}

std::int32_t KeyMeaning::of(bool) { refuse("truth values"); }

std::int32_t KeyMeaning::of(Date day) {
  static const Date kFirst = *civil(1, 1, 1), kLast = *civil(9999, 12, 31);
  if (day < kFirst || day > kLast) {
    const std::scoped_lock lock(mutex_);
    return not_read(fmt::format("第 {} 日", day.time_since_epoch().count()));
  }
  if (way_ == Way::plain || way_ == Way::looked_up) return of(std::string_view(iso(day)));
  const std::scoped_lock lock(mutex_);
  return code_of(month_label(day, way_ == Way::quarter));
}

std::int32_t Recall::of_whole(std::int64_t whole) {
  const auto at = static_cast<std::uint64_t>(whole);
  if (at < kSmall) {
    if (of_small_.size() <= at) of_small_.resize(at + 1, -1);
    return of_small_[at] = meaning_->of(whole);
  }
  const auto [found, is_new] = of_large_.try_emplace(whole, 0);
  if (is_new) found->second = meaning_->of(whole);
  return found->second;
}

}  // namespace gongkai::reach
