#include "gongkai/base/finding.hpp"

#include "gongkai/base/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace gongkai {
namespace {

constexpr std::array<std::string_view, 8> kOrder = {"file",   "sheet",  "table",   "row",
                                                    "column", "header", "section", "sentence"};

auto rank(std::string_view key) { return std::ranges::find(kOrder, key) - kOrder.begin(); }

}  // namespace

namespace {
constexpr std::array<std::string_view, 4> kStatuses = {"pass", "fail", "unknown", "not_assessable"};
}  // namespace

std::string_view status_id(Status status) { return kStatuses.at(static_cast<std::size_t>(status)); }

Status status_of(std::string_view id) {
  const auto found = std::ranges::find(kStatuses, id);
  if (found == kStatuses.end()) fail<DataError>("unknown status '{}'", id);
  return static_cast<Status>(found - kStatuses.begin());
}

std::string_view severity_id(Severity severity) {
  constexpr std::array<std::string_view, 3> kIds = {"fatal", "serious", "hint"};
  return kIds.at(static_cast<std::size_t>(severity));
}

Where& Where::set(std::string key, Value value) {
  const auto there =
      std::ranges::find_if(parts_, [&](const auto& part) { return part.first == key; });
  if (there != parts_.end())
    there->second = std::move(value);
  else
    parts_.emplace_back(std::move(key), std::move(value));
  return *this;
}

std::string Where::text(std::string_view key) const {
  for (const auto& [name, value] : parts_) {
    if (name != key) continue;
    const auto* text = std::get_if<std::string>(&value);
    return text != nullptr ? *text : fmt::to_string(std::get<std::int64_t>(value));
  }
  return {};
}

std::optional<std::int64_t> Where::number(std::string_view key) const {
  for (const auto& [name, value] : parts_)
    if (const auto* number = std::get_if<std::int64_t>(&value); name == key && number != nullptr)
      return *number;
  return {};
}

std::vector<std::pair<std::string, Where::Value>> Where::printed() const {
  std::vector<std::pair<std::string, Value>> printed;
  std::ranges::copy_if(parts_, std::back_inserter(printed),
                       [](const auto& part) { return !part.first.ends_with("_label"); });
  std::ranges::stable_sort(printed, {}, [](const auto& part) { return rank(part.first); });
  return printed;
}

}  // namespace gongkai
