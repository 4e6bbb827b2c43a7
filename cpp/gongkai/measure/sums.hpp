// Sums over rows that carry numbers: publications (table 二) and fees; missing is never zero.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "gongkai/base/figure.hpp"
#include "gongkai/measure/group.hpp"

namespace gongkai {

/// Sums by cell ("normative_documents/made", "fees_wan") and group.
class Sums {
 public:
  using Cells = std::map<std::string, Figure, std::less<>>;
  explicit Sums(std::vector<std::string> by) : by_(std::move(by)) {}
  const std::vector<std::string>& by() const { return by_; }
  const std::map<Key, Cells>& groups() const { return groups_; }
  /// Sum over the groups whose key holds `key`; `otherwise` where none has a row of that cell.
  Figure at(const Key& key, std::string_view cell, Figure otherwise = {}) const;
  void add(const Key& key, const std::string& cell, Figure figure);

 private:
  std::vector<std::string> by_;
  std::map<Key, Cells> groups_;
};

/// Cells of table 二 in the order of the form: "regulations/made" … "licences" … "fees_wan" (in
/// 分).
const std::vector<std::string>& publication_cells();
Sums publication_sums(const Ledger& publications, const Groups& groups);

/// Fees of the period: "notices" counts, "noticed_yuan" and "collected_yuan" are in 分.
const std::vector<std::string>& fee_cells();
Sums fee_sums(const Ledger& applications, const Groups& groups, Period period);

}  // namespace gongkai
