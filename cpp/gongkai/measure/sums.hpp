// Sums over rows that carry numbers: publications (table 二) and fees; missing is never zero.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "gongkai/base/figure.hpp"
#include "gongkai/measure/group.hpp"

namespace gongkai {

/// Cells by id ("normative_documents/made", "fees"), per group.
class Sums {
 public:
  Sums(std::string source, std::vector<std::string> by)
      : source_(std::move(source)), by_(std::move(by)) {}
  const std::string& source() const { return source_; }
  const std::vector<std::string>& by() const { return by_; }
  const std::map<Key, std::map<std::string, Figure, std::less<>>, std::less<>>& groups() const {
    return groups_;
  }
  /// Sum over the groups whose key holds `key`; blank where none has a row of that cell.
  Figure at(const Key& key, std::string_view cell) const;
  void add(const Key& key, const std::string& cell, Figure figure);

 private:
  std::string source_;
  std::vector<std::string> by_;
  std::map<Key, std::map<std::string, Figure, std::less<>>, std::less<>> groups_;
};

/// Table 二: cells "regulations/made" …, "licences", "penalties", "coercions", "fees_wan" (in 分).
Sums publication_sums(const Ledger& publications, const Groups& groups);
/// Fees of the period: "notices" (count), "noticed" and "collected" (in 分), "noticed_yuan",
/// "collected_yuan".
Sums fee_sums(const Ledger& applications, const Groups& groups, Period period);

}  // namespace gongkai
