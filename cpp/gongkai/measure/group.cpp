// Puts rows into groups: units, leads, months, closed columns, and their combinations.
#include "gongkai/measure/group.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <memory>
#include <mutex>
#include <numeric>
#include <unordered_map>

#include "gongkai/base/error.hpp"
#include "gongkai/measure/halves.hpp"

namespace gongkai {
namespace {

using Codes = std::vector<std::int32_t>;

/// One column of groups: sorted labels, and each row's place among them.
struct Dimension {
  std::vector<std::string> labels;
  /// Makes the groups of the rows from `first` on finer by their labels.
  std::function<void(std::span<std::int32_t> groups, std::size_t first)> join;
  // Where rows stand in several groups, instead of `join`: their places end to end.
  Codes codes;
  std::vector<std::int64_t> offsets;
};

/// The group of a row that stood in `group` and has label `place` of so many; -1: in none.
std::int32_t joined(std::int32_t group, std::int32_t labels, std::int32_t place) {
  const std::int32_t none = (group | place) >> 31;  // all ones; which rows have none is chance
  return (group * labels + place) | none;
}

/// A dimension in which every row has one label: the place of `code_of(row)`.
template <class CodeOf>
Dimension of_rows(std::vector<std::string> labels, Codes place_of_code, CodeOf code_of) {
  const auto size = static_cast<std::int32_t>(labels.size());
  const auto places = std::make_shared<const Codes>(std::move(place_of_code));
  return {std::move(labels),
          [=](std::span<std::int32_t> groups, std::size_t first) {
            // Copies of its own: what is written here cannot change what is asked.
            const auto code = code_of;
            const auto* place = places->data();
            for (std::size_t at = 0; at < groups.size(); ++at)
              groups[at] = joined(groups[at], size, place[code(first + at)]);
          },
          {},
          {}};
}

/// Labels in order, each once, and the place of each label given.
struct Sorted {
  std::vector<std::string> labels;
  std::vector<std::int32_t> place;
};

Sorted sorted(const std::vector<std::string>& labels) {
  Sorted out{labels, {}};
  std::ranges::sort(out.labels);
  out.labels.erase(std::unique(out.labels.begin(), out.labels.end()), out.labels.end());
  for (const auto& label : labels)
    out.place.push_back(static_cast<std::int32_t>(std::ranges::lower_bound(out.labels, label) -
                                                  out.labels.begin()));
  return out;
}

using Naming = std::function<std::vector<std::string>(std::string_view)>;

/// Names of a column, each told by `naming`; a blank is the body.
Dimension of_names(const Names& names, std::string_view body,
                   const std::function<std::string(std::string_view)>& naming) {
  std::vector<std::string> told{naming(body)};
  for (std::int64_t code = 0; code < names.distinct.size(); ++code)
    told.push_back(naming(names.distinct[code]));
  auto [labels, place] = sorted(told);
  return of_rows(std::move(labels), std::move(place),
                 [codes = names.codes.data()](std::size_t row) { return codes[row] + 1; });
}

/// Items of a list column, each told by `naming`; a label once a row; a row without any is in no
/// group.
Dimension of_lists(const NameLists& lists, std::int64_t rows, const Naming& naming) {
  std::vector<std::string> labels;
  std::unordered_map<std::string, std::int32_t> place;
  Codes codes;
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
  auto [in_order, places] = sorted(labels);
  for (auto& code : codes)
    if (code >= 0) code = places[static_cast<std::size_t>(code)];
  return {std::move(in_order), {}, std::move(codes), std::move(offsets)};
}

/// The first and the last day whose month is to be told.
Period months_of(std::span<const Date> dates, int year) {
  if (year != 0) return year_period(year);
  Period out{kNever, kUndated};
  for (const Date date : dates)
    if (is_dated(date)) out = {std::min(out.from, date), std::max(out.as_of, date)};
  return out;
}

Dimension of_months(std::span<const Date> dates, bool quarters, int year) {
  // Each day's month is told once: rows only look it up.
  const auto [first, last] = months_of(dates, year);
  std::vector<std::string> labels;
  Codes by_day;
  for (Date day = first; first != kNever && day <= last; day += Days(1)) {
    const auto civil_day = parts(day);
    const auto month = static_cast<unsigned>(civil_day.month());
    auto label = quarters ? fmt::format("{}-Q{}", int(civil_day.year()), (month + 2) / 3)
                          : fmt::format("{}-{:02}", int(civil_day.year()), month);
    if (labels.empty() || labels.back() != label) labels.push_back(std::move(label));
    by_day.push_back(static_cast<std::int32_t>(labels.size()) - 1);
  }
  by_day.push_back(-1);  // all other days, kNever and kUndated
  const auto beyond = static_cast<std::uint32_t>(by_day.size() - 1);
  const auto number = [](const Date& date) {
    return static_cast<std::uint32_t>(date.time_since_epoch().count());
  };
  return of_rows(std::move(labels), std::move(by_day), [=, base = number(first)](std::size_t row) {
    return std::min(number(dates[row]) - base, beyond);
  });
}

Dimension of_choices(std::span<const std::uint8_t> bytes, Choices choices) {
  std::vector<std::string> ids{""};
  for (const auto& choice : choices) ids.emplace_back(choice.id);
  auto [labels, place] = sorted(ids);
  return of_rows(std::move(labels), std::move(place), [=](std::size_t row) { return bytes[row]; });
}

std::string_view parent_of(const Units& units, std::string_view name) {
  const auto* unit = units.find(name);
  return unit == nullptr || unit->parent.empty() ? std::string_view(units.body())
                                                 : std::string_view(unit->parent);
}

bool is_closed(const Field& field) { return field.type == Type::choice && !field.several; }

/// Words of the office's own by which duties are told apart: few enough to group by.
bool is_open(const Schema& schema, std::string_view column) {
  struct Open {
    std::string_view ledger, column;
  };
  static constexpr std::array kOpen{
      Open{"policies", "package"}, Open{"responses", "source"},  Open{"disclosures", "item"},
      Open{"disclosures", "kind"}, Open{"disclosures", "stage"}, Open{"disclosures", "village"},
      Open{"events", "kind"},      Open{"ratings", "service"},   Open{"pushes", "policy"},
      Open{"pushes", "channel"},
  };
  return std::ranges::any_of(
      kOpen, [&](const Open& each) { return each.ledger == schema.id && each.column == column; });
}

bool has_package(const Schema& schema) { return schema.id == "pushes"; }

/// Pushes by the package of their policy; a policy that is not listed has none.
Dimension of_packages(const Ledger& pushes, const Ledger* policies) {
  if (policies == nullptr) fail<DataError>("pushes by package: the ledger policies is not there");
  const auto& package = policies->names("package");
  return of_names(pushes.names("policy"), "", [&](std::string_view policy) {
    const auto row = policy.empty() ? -1 : policies->find(policy);
    return row < 0 ? std::string() : std::string(package[row]);
  });
}

Dimension dimension(const Ledger& ledger, const std::string& by, const Grouping& with) {
  const auto& schema = ledger.schema();
  const bool has_leads = schema.index("leads") >= 0;
  if (by == "month" || by == "quarter") {
    if (static_cast<std::int64_t>(with.months.size()) != ledger.size())
      fail<DataError>("{} by {}: there is no date whose month counts", schema.id, by);
    return of_months(with.months, by == "quarter", with.year);
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
    if (schema.index("unit") >= 0) return of_names(ledger.names("unit"), with.units->body(), about);
  }
  if (by == "package" && has_package(schema)) return of_packages(ledger, with.policies);
  if (schema.index(by) >= 0) {
    const auto& field = schema.field(by);
    if (is_closed(field)) return of_choices(ledger.choices(by), field.choices);
    if (is_open(schema, by))
      return of_names(ledger.names(by), "", [](auto name) { return std::string(name); });
  }
  fail<DataError>("{} cannot be grouped by '{}', only by {}", schema.id, by,
                  fmt::join(groupings(schema), ", "));
}

using UsedCodes = std::vector<std::uint8_t>;

/// Marks the codes that rows have; before all of them stands the place of rows in no group.
void mark(UsedCodes& used, std::span<const std::int32_t> groups) {
  for (const auto code : groups) used[static_cast<std::size_t>(code + 1)] = 1;
}

/// Rows that stand in one group each: all dimensions are joined while a block of rows is at hand.
void join_all(Groups& groups, const std::vector<Dimension>& dimensions, UsedCodes& used) {
  constexpr std::int64_t kBlock = 4096;
  std::mutex marking;
  in_halves({0, groups.rows}, [&](Rows part) {
    UsedCodes own(used.size());
    for (auto begin = part.begin; begin < part.end; begin += kBlock) {
      const auto first = static_cast<std::size_t>(begin);
      const auto many = static_cast<std::size_t>(std::min(kBlock, part.end - begin));
      const auto block = std::span(groups.group).subspan(first, many);
      for (const auto& dimension : dimensions) dimension.join(block, first);
      mark(own, block);
    }
    const std::lock_guard lock(marking);
    std::ranges::transform(used, own, used.begin(), std::bit_or<>());
  });
}

/// Adds a dimension to groups made so far: each row's entries times the dimension's.
void cross(Groups& groups, Dimension& dimension) {
  if (dimension.offsets.empty()) {
    dimension.codes.assign(static_cast<std::size_t>(groups.rows), 0);
    dimension.join(dimension.codes, 0);
  }
  const auto span = [](const std::vector<std::int64_t>& offsets, std::int64_t row) {
    const auto at = static_cast<std::size_t>(row);
    return offsets.empty() ? std::pair{at, at + 1}
                           : std::pair{static_cast<std::size_t>(offsets[at]),
                                       static_cast<std::size_t>(offsets[at + 1])};
  };
  const auto size = static_cast<std::int32_t>(dimension.labels.size());
  Codes out;
  std::vector<std::int64_t> offsets{0};
  for (std::int64_t row = 0; row < groups.rows; ++row) {
    const auto [begin, end] = span(groups.offsets, row);
    const auto [first, last] = span(dimension.offsets, row);
    for (auto left = begin; left < end; ++left)
      for (auto right = first; right < last; ++right)
        out.push_back(joined(groups.group[left], size, dimension.codes[right]));
    offsets.push_back(static_cast<std::int64_t>(out.size()));
  }
  groups.group = std::move(out);
  groups.offsets = std::move(offsets);
}

/// Leaves out groups that have no row: codes become the places of those that are kept, in the order
/// of their labels.
void keep_used(Groups& groups, const UsedCodes& used) {
  Codes place(used.size(), -1);
  for (std::size_t code = 0; code + 1 < used.size(); ++code) {
    if (used[code + 1] == 0) continue;
    place[code + 1] = static_cast<std::int32_t>(groups.size++);
    auto rest = code;
    const auto line = groups.places.size();
    groups.places.resize(line + groups.by.size());
    for (auto at = groups.by.size(); at-- > 0;) {
      const auto labels = groups.labels[at].size();
      groups.places[line + at] = static_cast<std::int32_t>(rest % labels);
      rest /= labels;
    }
  }
  in_halves({0, std::ssize(groups.group)}, [&](Rows part) {
    for (auto at = part.begin; at < part.end; ++at) {
      auto& code = groups.group[static_cast<std::size_t>(at)];
      code = place[static_cast<std::size_t>(code + 1)];
    }
  });
}

}  // namespace

std::vector<std::string> groupings(const Schema& schema) {
  std::vector<std::string> out;
  if (schema.index("leads") >= 0) out = {"leads", "units"};
  out.insert(out.end(), {"unit", "parent", "unit_kind", "month", "quarter"});
  for (const auto& field : schema.fields)
    if (is_closed(field) || is_open(schema, field.id)) out.emplace_back(field.id);
  if (has_package(schema)) out.emplace_back("package");
  return out;
}

Groups group(const Ledger& ledger, std::span<const std::string> by, const Grouping& with) {
  Groups out;
  out.by.assign(by.begin(), by.end());
  out.rows = ledger.size();
  out.group.assign(static_cast<std::size_t>(out.rows), 0);
  std::vector<Dimension> dimensions;
  std::int64_t width = 1;
  for (auto name = by.begin(); name != by.end(); ++name)
    if (std::find(by.begin(), name, *name) != name)
      fail<DataError>("{} is grouped by '{}' twice", ledger.schema().id, *name);
  for (const auto& name : by) {
    dimensions.push_back(dimension(ledger, name, with));
    width *= static_cast<std::int64_t>(dimensions.back().labels.size());
    if (width > (std::int64_t{1} << 26))
      fail<DataError>("{}: too many groups by {}", ledger.schema().id, fmt::join(by, ", "));
  }
  const bool several =
      std::ranges::any_of(dimensions, [](const Dimension& each) { return !each.offsets.empty(); });
  UsedCodes used(static_cast<std::size_t>(width) + 1);
  if (several) {
    for (auto& each : dimensions) cross(out, each);
    mark(used, out.group);
  } else {
    join_all(out, dimensions, used);
  }
  for (auto& each : dimensions) out.labels.push_back(std::move(each.labels));
  keep_used(out, used);
  return out;
}

Key Groups::key(std::int64_t at) const {
  Key out;
  const auto place = line(at);
  for (std::size_t each = 0; each < by.size(); ++each)
    out.emplace(by[each], labels[each][static_cast<std::size_t>(place[each])]);
  return out;
}

std::vector<Key> Groups::keys() const {
  std::vector<Key> out;
  for (std::int64_t at = 0; at < size; ++at) out.push_back(key(at));
  return out;
}

}  // namespace gongkai
