// Findings: what is wrong in data that could be read, and where.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace gongkai {

enum class Status : std::uint8_t { pass, fail, unknown, not_assessable };
enum class Severity : std::uint8_t { fatal, serious, hint };

std::string_view status_id(Status status);
/// Throws DataError: "unknown status 'good'".
Status status_of(std::string_view id);
std::string_view severity_id(Severity severity);

/// Where a finding stands, in the order it is printed: file, sheet, row, column, header for
/// ledgers; table, row, column for cells of a report; section, sentence for prose. Only what
/// applies is there.
class Where {
 public:
  using Value = std::variant<std::int64_t, std::string>;
  Where() = default;
  Where(std::initializer_list<std::pair<std::string, Value>> parts) : parts_(parts) {}
  /// Sets or replaces one part; gives itself back.
  Where& set(std::string key, Value value);
  /// The part as text, "" where it is not there.
  std::string text(std::string_view key) const;
  /// The part where it is a whole number, as the row of a ledger is.
  std::optional<std::int64_t> number(std::string_view key) const;
  const std::vector<std::pair<std::string, Value>>& parts() const { return parts_; }
  /// What is printed as data: all but the labels, in the order file, sheet, table, row, column,
  /// header, section, sentence, then what else there is.
  std::vector<std::pair<std::string, Value>> printed() const;
  bool operator==(const Where&) const = default;

 private:
  std::vector<std::pair<std::string, Value>> parts_;
};

/// `kind` chooses the words among those of the rule ("impossible" of "ledger.date"); `severity` and
/// `message` are filled from the rules (rule.hpp), `vital` says that the row cannot be counted.
struct Finding {
  std::string rule;
  std::string kind;
  Status status = Status::fail;
  Where where;
  std::string found, expected;
  bool vital = false;
  Severity severity = Severity::serious;
  std::string message;
  bool operator==(const Finding&) const = default;
};

/// What was made, and what is to be said of it.
template <class T>
struct Checked {
  T value;
  std::vector<Finding> findings;
};

}  // namespace gongkai
