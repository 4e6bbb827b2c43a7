// What a ledger holds: one typed column a field, and where each row stood.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "gongkai/ledger/intern.hpp"
#include "gongkai/ledger/ledger.hpp"

namespace gongkai {

/// A row of one of several tables: the table's number and the row's own, 0 for the whole table.
constexpr int kRowBits = 32;
constexpr std::int64_t origin_in(std::int64_t part, std::int64_t row) {
  return (part << kRowBits) + row;
}
/// What is said of the whole ledger, whatever tables it stands in.
inline constexpr std::int64_t kWholeLedger = -1;
constexpr std::int64_t row_of(std::int64_t origin) {
  return origin & ((std::int64_t{1} << kRowBits) - 1);
}
constexpr std::size_t part_of(std::int64_t origin) {
  return static_cast<std::size_t>(origin >> kRowBits);
}

using Storage =
    std::variant<std::vector<Date>, std::vector<std::uint8_t>, std::vector<std::int64_t>, Names,
                 Lists<Date>, Lists<std::uint8_t>, NameLists>;

/// Words kept beside a few values, by ascending row.
struct Remarks {
  std::vector<std::pair<std::int64_t, std::int32_t>> codes;
  arrow::Texts distinct;
  std::string_view operator[](std::int64_t row) const;
};

/// A field as the file had it.
struct Stored {
  std::string header;  ///< as found
  Storage values;
  Remarks details;  ///< words of choices that were finer than the list, days of truth values
  Names printed;    ///< words of deadlines; empty for other types
  std::vector<std::int64_t> unread;  ///< rows whose cell holds what is no value, ascending
};

/// A column without a value, as long as the ledger.
Storage blank_storage(const Field& field, std::int64_t rows);
/// Which of the alternatives of Storage a field is kept in.
std::size_t storage_kind(const Field& field);

/// A table that the ledger stands in: its sheet, and its headers as found by place in the schema,
/// "" where it has no such column.
struct PartHeaders {
  std::string sheet;
  std::vector<std::string> headers;
};

struct Columns {
  Schema schema;
  Source source;
  std::vector<PartHeaders> parts;  ///< by the number in an origin
  /// By origin and place in the schema: numbers that their cell shows in another way.
  std::map<std::pair<std::int64_t, int>, std::string> shown;
  std::int64_t rows = 0;
  std::vector<std::int64_t> origin;           ///< empty: row i stood at first_origin + i
  std::int64_t first_origin = 1;              //
  std::vector<std::optional<Stored>> fields;  ///< by place in the schema; none: not in the file
  std::vector<Storage> blanks;  ///< one of each kind that an absent field needs, else short

  // Keys: texts, a code a row (-1 blank) and the first row of each code; a key of one column shares
  // that column's texts and codes.
  Index key_index;
  Names joined_keys;
  std::vector<std::int64_t> key_first;  ///< empty: code i stands at row i

  std::int64_t origin_of(std::int64_t row) const {
    return origin.empty() ? first_origin + row : origin[static_cast<std::size_t>(row)];
  }
  const Stored* stored(std::string_view column) const;
  /// Places of the key's columns that the file had.
  std::vector<std::size_t> key_fields() const;
  /// Key texts and codes; null where the file has no column of the key.
  const Names* keys() const;
  /// Words for the row that an origin gives: 第 3 行, 《二月》第 3 行 where it stands on another
  /// sheet than the row at `from`.
  std::string row_words(std::int64_t place, std::int64_t from) const;
  /// The text of a cell, or what the office sees there.
  std::string_view as_shown(std::int64_t place, int field, std::string_view text) const;
  Where where(std::int64_t place, int field) const;
};

/// One blank column of each kind that the absent fields need.
std::vector<Storage> blanks_of(const Columns& columns);

}  // namespace gongkai
