// Tallies: how many rows stand in each cell, per group; integers that add.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "gongkai/measure/group.hpp"
#include "gongkai/measure/measure.hpp"

namespace gongkai {

class Tally {
 public:
  using Counts = std::array<std::int64_t, 64>;
  Tally(std::string measure, std::vector<std::string> by);

  const std::string& measure() const { return measure_; }
  const std::vector<std::string>& by() const { return by_; }
  /// Groups that have a row, in order, with their counts.
  const std::map<Key, Counts>& groups() const { return groups_; }
  /// Rows of those cells in all groups whose key holds `key`.
  std::int64_t at(const Key& key, CellSet cells) const;
  /// Each row once, however many groups it stands in.
  std::int64_t total(CellSet cells) const;
  /// Adds another part of the same ledger. Throws DataError: "a tally of reply by unit does not add
  /// to one of flow by unit".
  Tally& operator+=(const Tally& other);
  /// Takes rows off that were counted in it; groups left without a row are gone.
  Tally& operator-=(const Tally& other);
  bool operator==(const Tally&) const = default;

 private:
  friend Tally count(const Measure&, const Cells&, const Groups&);
  void check_alike(const Tally& other) const;
  std::string measure_;
  std::vector<std::string> by_;
  std::map<Key, Counts> groups_;
  Counts total_{};
};

Tally count(const Measure& measure, const Cells& cells, const Groups& groups);
/// The counts alone: first a line of rows in no group, then a line a group. Counters of half the
/// width stay near; no ledger has so many rows.
using Line = std::array<std::uint32_t, std::tuple_size_v<Tally::Counts>>;
std::vector<Line> count_lines(const Cells& cells, const Groups& groups);
/// The rows behind a number: in those cells, and in a group whose key holds `key`.
std::vector<std::int64_t> rows(const Cells& cells, CellSet which, const Groups& groups,
                               const Key& key);
/// The same rows, each with every such group that it stands in; those in no group are left out.
std::vector<std::pair<std::int64_t, std::int64_t>> rows_by_group(const Cells& cells, CellSet which,
                                                                 const Groups& groups,
                                                                 const Key& key);

}  // namespace gongkai
