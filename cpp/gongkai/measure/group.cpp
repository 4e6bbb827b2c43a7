// Puts rows into groups: units, leads, months, closed columns, and their combinations.
#include "gongkai/measure/group.hpp"

#include <algorithm>
#include <functional>
#include <numeric>
#include <unordered_map>

#include "gongkai/base/error.hpp"

namespace gongkai {
namespace {

/// One column of groups: sorted labels, and codes into them; several a row where `offsets` is
/// filled.
struct Dimension {
  std::vector<std::string> labels;
  std::vector<std::int32_t> codes;
  std::vector<std::int64_t> offsets;
};

/// Labels sorted and made distinct; codes moved to their new places.
Dimension sorted(std::vector<std::string> labels, std::vector<std::int32_t> codes,
                 std::vector<std::int64_t> offsets = {}) {
  std::vector<std::string> distinct = labels;
  std::ranges::sort(distinct);
  distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
  std::vector<std::int32_t> place;
  for (const auto& label : labels)
    place.push_back(
        static_cast<std::int32_t>(std::ranges::lower_bound(distinct, label) - distinct.begin()));
  for (auto& code : codes)
    if (code >= 0) code = place[static_cast<std::size_t>(code)];
  return {std::move(distinct), std::move(codes), std::move(offsets)};
}

using Naming = std::function<std::vector<std::string>(std::string_view)>;

/// Names of a column, each told by `naming` (which may give several or none); a blank is the body.
Dimension of_names(const Names& names, std::int64_t rows, std::string_view body,
                   const Naming& naming) {
  std::vector<std::string> labels;
  std::vector<std::vector<std::int32_t>> told;
  const auto tell = [&](std::string_view name) {
    auto& into = told.emplace_back();
    for (auto& label : naming(name)) {
      into.push_back(static_cast<std::int32_t>(labels.size()));
      labels.push_back(std::move(label));
    }
  };
  for (std::int64_t code = 0; code < names.distinct.size(); ++code) tell(names.distinct[code]);
  tell(body);
  std::vector<std::int32_t> codes(static_cast<std::size_t>(rows));
  const auto blank = told.size() - 1;
  for (std::size_t row = 0; row < codes.size(); ++row) {
    const auto& mine =
        told[names.codes[row] < 0 ? blank : static_cast<std::size_t>(names.codes[row])];
    codes[row] = mine.empty() ? -1 : mine.front();
  }
  return sorted(std::move(labels), std::move(codes));
}

/// Items of a list column, each told by `naming`; a label once a row; a row without any is in no
/// group.
Dimension of_lists(const NameLists& lists, std::int64_t rows, const Naming& naming) {
  std::vector<std::string> labels;
  std::unordered_map<std::string, std::int32_t> place;
  std::vector<std::int32_t> codes;
  std::vector<std::int64_t> offsets{0};
  for (std::int64_t row = 0; row < rows; ++row) {
    const auto begin = static_cast<std::ptrdiff_t>(codes.size());
    for (const auto item : lists.codes[row]) {
      if (item < 0) continue;
      for (const auto& label : naming(lists.distinct[item])) {
        const auto [at, added] = place.try_emplace(label, static_cast<std::int32_t>(labels.size()));
        if (added) labels.push_back(label);
        if (std::find(codes.begin() + begin, codes.end(), at->second) == codes.end())
          codes.push_back(at->second);
      }
    }
    if (codes.size() == static_cast<std::size_t>(begin)) codes.push_back(-1);
    offsets.push_back(static_cast<std::int64_t>(codes.size()));
  }
  return sorted(std::move(labels), std::move(codes), std::move(offsets));
}

Dimension of_months(std::span<const Date> dates, bool quarters) {
  // Each day's month is told once: rows only look it up.
  Date first = kNever, last = kUndated;
  for (const Date date : dates)
    if (is_dated(date)) first = std::min(first, date), last = std::max(last, date);
  std::vector<std::string> labels;
  std::vector<std::int32_t> by_day;
  for (Date day = first; first != kNever && day <= last; day += Days(1)) {
    const auto civil_day = parts(day);
    const auto month = static_cast<unsigned>(civil_day.month());
    auto label = quarters ? fmt::format("{}-Q{}", int(civil_day.year()), (month + 2) / 3)
                          : fmt::format("{}-{:02}", int(civil_day.year()), month);
    if (labels.empty() || labels.back() != label) labels.push_back(std::move(label));
    by_day.push_back(static_cast<std::int32_t>(labels.size()) - 1);
  }
  std::vector<std::int32_t> codes(dates.size());
  for (std::size_t row = 0; row < dates.size(); ++row)
    codes[row] =
        is_dated(dates[row]) ? by_day[static_cast<std::size_t>((dates[row] - first).count())] : -1;
  return {std::move(labels), std::move(codes), {}};
}

Dimension of_choices(std::span<const std::uint8_t> bytes, Choices choices) {
  std::vector<std::string> labels{""};
  for (const auto& choice : choices) labels.emplace_back(choice.id);
  return sorted(std::move(labels), {bytes.begin(), bytes.end()});
}

std::string_view parent_of(const Units& units, std::string_view name) {
  const auto* unit = units.find(name);
  return unit == nullptr || unit->parent.empty() ? std::string_view(units.body())
                                                 : std::string_view(unit->parent);
}

Dimension dimension(const Ledger& ledger, const std::string& by, const Grouping& with) {
  const auto& schema = ledger.schema();
  const bool has_leads = schema.index("leads") >= 0;
  if (by == "month" || by == "quarter") {
    if (static_cast<std::int64_t>(with.months.size()) != ledger.size())
      fail<DataError>("{} by {}: there is no date whose month counts", schema.id, by);
    return of_months(with.months, by == "quarter");
  }
  const auto as_is = [](std::string_view name) { return std::vector{std::string(name)}; };
  if (by == "leads" && has_leads) return of_lists(ledger.name_lists("leads"), ledger.size(), as_is);
  if (by == "unit" || by == "units" || by == "parent" || by == "unit_kind") {
    const auto about = [&](std::string_view name) -> std::string {
      if (by == "parent") return std::string(parent_of(*with.units, name));
      if (by != "unit_kind") return std::string(name);
      const auto* unit = with.units->find(name);
      return unit == nullptr ? "" : unit->kind;
    };
    if (has_leads)
      return of_lists(ledger.name_lists("leads"), ledger.size(), [&](std::string_view lead) {
        auto units = with.units->resolve(lead, *with.terms);
        for (auto& unit : units) unit = about(unit);
        return units;
      });
    if (schema.index("unit") >= 0)
      return of_names(ledger.names("unit"), ledger.size(), with.units->body(),
                      [&](std::string_view name) { return std::vector{about(name)}; });
  }
  if (schema.index(by) >= 0) {
    const auto& field = schema.field(by);
    if (field.type == Type::choice && !field.several)
      return of_choices(ledger.choices(by), field.choices);
  }
  std::string ways = has_leads ? "leads, units, " : "";
  for (const auto* way : {"unit", "parent", "unit_kind", "month", "quarter"})
    ways += fmt::format("{}, ", way);
  for (const auto& field : schema.fields)
    if (field.type == Type::choice && !field.several) ways += fmt::format("{}, ", field.id);
  fail<DataError>("{} cannot be grouped by '{}', only by {}", schema.id, by,
                  ways.substr(0, ways.size() - 2));
}

/// Adds a dimension to groups made so far: each row's entries times the dimension's.
void cross(Groups& groups, std::vector<std::int64_t>& wide, const Dimension& dimension) {
  const auto size = static_cast<std::int64_t>(dimension.labels.size());
  const auto join = [&](std::int64_t left, std::int32_t right) {
    return left < 0 || right < 0 ? -1 : left * size + right;
  };
  if (groups.offsets.empty() && dimension.offsets.empty()) {
    for (std::size_t row = 0; row < wide.size(); ++row)
      wide[row] = join(wide[row], dimension.codes[row]);
    return;
  }
  const auto span = [](const std::vector<std::int64_t>& offsets, std::int64_t row) {
    const auto at = static_cast<std::size_t>(row);
    return offsets.empty() ? std::pair{at, at + 1}
                           : std::pair{static_cast<std::size_t>(offsets[at]),
                                       static_cast<std::size_t>(offsets[at + 1])};
  };
  std::vector<std::int64_t> out, offsets{0};
  for (std::int64_t row = 0; row < groups.rows; ++row) {
    const auto [begin, end] = span(groups.offsets, row);
    const auto [first, last] = span(dimension.offsets, row);
    for (auto left = begin; left < end; ++left)
      for (auto right = first; right < last; ++right)
        out.push_back(join(wide[left], dimension.codes[right]));
    offsets.push_back(static_cast<std::int64_t>(out.size()));
  }
  wide = std::move(out);
  groups.offsets = std::move(offsets);
}

}  // namespace

Groups group(const Ledger& ledger, std::span<const std::string> by, const Grouping& with) {
  Groups out;
  out.by.assign(by.begin(), by.end());
  out.rows = ledger.size();
  std::vector<std::int64_t> wide(static_cast<std::size_t>(ledger.size()), 0);
  std::vector<std::vector<std::string>> labels;
  std::int64_t width = 1;
  for (const auto& name : by) {
    auto next = dimension(ledger, name, with);
    cross(out, wide, next);
    width *= static_cast<std::int64_t>(next.labels.size());
    if (width > (std::int64_t{1} << 26))
      fail<DataError>("{}: too many groups by {}", ledger.schema().id, fmt::join(by, ", "));
    labels.push_back(std::move(next.labels));
  }
  // Only groups that have a row are kept, in the order of their labels.
  std::vector<std::int32_t> place(static_cast<std::size_t>(std::max<std::int64_t>(width, 1)), -1);
  for (const auto code : wide)
    if (code >= 0) place[static_cast<std::size_t>(code)] = 0;
  for (std::size_t code = 0; code < place.size(); ++code) {
    if (place[code] < 0) continue;
    place[code] = static_cast<std::int32_t>(out.keys.size());
    Key key;
    auto rest = static_cast<std::int64_t>(code);
    for (auto at = labels.size(); at-- > 0;) {
      const auto size = static_cast<std::int64_t>(labels[at].size());
      key[out.by[at]] = labels[at][static_cast<std::size_t>(rest % size)];
      rest /= size;
    }
    out.keys.push_back(std::move(key));
  }
  out.group.reserve(wide.size());
  for (const auto code : wide)
    out.group.push_back(code < 0 ? -1 : place[static_cast<std::size_t>(code)]);
  return out;
}

}  // namespace gongkai
