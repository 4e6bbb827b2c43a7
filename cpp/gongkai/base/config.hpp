// Configuration files: TOML tables that name file and line when something is wrong.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gongkai/base/date.hpp"
#include "gongkai/base/error.hpp"

namespace gongkai {

/// One table of a TOML file. A value of the wrong type throws DataError: "regimes.toml line 4:
/// 'reply_days' is 'twenty', expected a whole number"; a required one that is not there, with the
/// line of its table: "regimes.toml line 2: 'reply_days' is missing, expected a whole number".
class Config {
 public:
  /// `name` stands in front of messages; "" leaves it out. Text that is no TOML throws DataError:
  /// "regimes.toml line 3: unreadable string: encountered end-of-file".
  static Config parse(std::string_view toml, std::string_view name = "");

  bool has(std::string_view key) const;
  std::vector<std::string> keys() const;  ///< in the order of the file
  int line() const;                       ///< of this table, 1-based
  int line(std::string_view key) const;   ///< of this table where the key is missing
  /// Throws DataError where there is another key, so that a misspelt one is not passed over:
  /// "line 4: unknown key 'wroked'".
  void allow(std::initializer_list<std::string_view> keys) const;

  std::string text(std::string_view key) const;
  std::string text(std::string_view key, std::string_view otherwise) const;
  std::int64_t integer(std::string_view key) const;
  std::int64_t integer(std::string_view key, std::int64_t otherwise) const;
  bool truth(std::string_view key, bool otherwise) const;
  std::optional<double> real(std::string_view key) const;
  /// A TOML date or the text of one.
  Date date(std::string_view key) const;
  std::optional<Date> maybe_date(std::string_view key) const;
  std::vector<std::string> texts(std::string_view key) const;  ///< empty where missing
  /// Dates or texts of dates, empty where missing; throws "line 3: '2027-13-01' is not a date".
  std::vector<Date> dates(std::string_view key) const;
  Config table(std::string_view key) const;  ///< an empty one where missing
  std::vector<Config> tables(std::string_view key) const;
  bool is_text(std::string_view key) const;
  bool is_table(std::string_view key) const;
  /// Throws DataError with this file and the line of `key`: fail_at("unit", "unknown unit '甲'").
  [[noreturn]] void fail_at(std::string_view key, std::string_view message) const;

 private:
  struct Node;
  [[noreturn]] void fail_type(std::string_view key, std::string_view expected) const;

  std::shared_ptr<const Node> node_;
  explicit Config(std::shared_ptr<const Node> node) : node_(std::move(node)) {}
};

}  // namespace gongkai
