// Sums over rows that carry numbers: publications (table 二) and fees; missing is never zero.
#pragma once

#include <cstdint>
#include <map>
#include <span>
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
  /// Sum over the groups whose key holds `key`; `otherwise` where none has a row of that cell. A
  /// key of all columns is looked up, others walk the groups.
  Figure at(const Key& key, std::string_view cell, Figure otherwise = {}) const;
  void add(const Key& key, const std::string& cell, Figure figure);

 private:
  std::vector<std::string> by_;
  std::map<Key, Cells> groups_;
};

/// What one row adds to one cell; blank where nobody filled it in.
struct Addend {
  std::int64_t row;
  std::string_view cell, column;  ///< `column` holds the number; of a notice, its date
  Figure figure;
};
/// Addends of one source of places, in the order of the rows: "table2" or "fee".
std::vector<Addend> addends(std::string_view source, const Ledger& ledger, Period period);
/// Their sums, each in the group of its row.
Sums add_up(std::span<const Addend> addends, const Groups& groups);
/// What a row adds and where it says so, in Chinese: "县教育局，行政许可，本年处理决定数量 100",
/// "2022-03-10 通知收费，收费金额 400 元".
std::string told(const Ledger& ledger, const Addend& addend);

/// Cells of table 二 in the order of the form: "regulations/made" … "licences" … "fees_wan" (in
/// 分).
const std::vector<std::string>& publication_cells();

/// Fees of the period: "notices" counts, "noticed_yuan" and "collected_yuan" are in 分.
const std::vector<std::string>& fee_cells();

}  // namespace gongkai
