// Groups: to which unit, month or kind each row of a ledger belongs.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "gongkai/ledger/ledger.hpp"
#include "gongkai/ledger/unit.hpp"

namespace gongkai {

/// {"unit": "县教育局"}; {} is everything.
using Key = std::map<std::string, std::string, std::less<>>;

/// Every row's groups. Where a row stands in several (a task with four leads), `offsets` says how
/// many.
struct Groups {
  std::vector<std::string> by;
  std::vector<std::vector<std::string>> labels;  ///< of each dimension, in order
  /// Of the groups in order, a line each: the place of its label in each dimension. Groups without
  /// a row are left out.
  std::vector<std::int32_t> places;
  std::int64_t size = 0;              ///< how many groups there are
  std::vector<std::int32_t> group;    ///< end to end; -1: in no group (no month)
  std::vector<std::int64_t> offsets;  ///< empty where each row has exactly one entry
  std::int64_t rows = 0;

  /// The dimensions of one group.
  std::span<const std::int32_t> line(std::int64_t at) const {
    return std::span(places).subspan(static_cast<std::size_t>(at) * by.size(), by.size());
  }
  Key key(std::int64_t at) const;
  std::vector<Key> keys() const;  ///< of all groups
};

/// What grouping may ask besides the ledger.
struct Grouping {
  const Units* units = nullptr;
  const Terms* terms = nullptr;
  std::span<const Date> months;  ///< the date whose month counts, a row each; empty where none does
  int year = 0;  ///< rows of another year stand in no month; 0: every year has its months
  const Ledger* policies = nullptr;  ///< what pushes have their packages from
};

/// What rows of a ledger can be grouped by: leads, units, unit, parent, unit_kind, month, quarter,
/// its closed columns, the open ones that the plan's duties are told apart by, and of pushes the
/// package of their policy.
std::vector<std::string> groupings(const Schema& schema);

/// `by`: of `groupings`. A blank in an open column is a group of its own, "".
/// Throws DataError: "applications cannot be grouped by 'colour'; by unit, parent, unit_kind,
/// month, quarter, …".
Groups group(const Ledger& ledger, std::span<const std::string> by, const Grouping& with);

}  // namespace gongkai
