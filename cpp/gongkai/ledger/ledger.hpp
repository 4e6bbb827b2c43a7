// A ledger: typed columns, checked when read, never changed.
#pragma once

#include <cstdint>
#include <limits>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gongkai/arrow/table.hpp"
#include "gongkai/base/date.hpp"
#include "gongkai/base/finding.hpp"
#include "gongkai/ledger/schema.hpp"
#include "gongkai/ledger/terms.hpp"

namespace gongkai {

inline constexpr std::int64_t kBlank = std::numeric_limits<std::int64_t>::min();

/// Where a ledger came from, and what its cells need to be understood.
struct Source {
  std::string file;         ///< as the office names it, inside the year folder
  std::string sheet;        ///< "" where there is none
  int year = 0;             ///< gives 8月24日 its year
  bool since_1904 = false;  ///< bare serials of days count from 1904-01-01
};

/// Texts kept once and a code a row, -1 where blank.
struct Names {
  std::vector<std::int32_t> codes;
  arrow::Texts distinct;
  std::string_view operator[](std::int64_t row) const {
    const auto code = codes[static_cast<std::size_t>(row)];
    return code < 0 ? std::string_view{} : distinct[code];
  }
};

/// Several values a row, end to end.
template <class T>
struct Lists {
  std::vector<std::int64_t> offsets{0};
  std::vector<T> items;
  std::span<const T> operator[](std::int64_t row) const {
    const auto at = static_cast<std::size_t>(row);
    return std::span<const T>(items).subspan(
        static_cast<std::size_t>(offsets[at]),
        static_cast<std::size_t>(offsets[at + 1] - offsets[at]));
  }
};
struct NameLists {
  Lists<std::int32_t> codes;
  arrow::Texts distinct;
};

/// What a ledger holds, made once by read_ledger; copies of a Ledger share it.
struct Columns;
struct Stored;  ///< one of its columns

class Ledger {
 public:
  explicit Ledger(std::shared_ptr<const Columns> columns) : columns_(std::move(columns)) {}

  const Schema& schema() const;
  const Source& source() const;
  std::int64_t size() const;
  /// The columns that the file had: id and header as found, in the order of the schema.
  std::vector<std::pair<std::string, std::string>> found() const;
  /// Whether the file had the column. The accessors below give blanks where it had not.
  bool has(std::string_view column) const;
  std::span<const Date> dates(std::string_view column) const;            ///< date, deadline
  std::span<const std::uint8_t> choices(std::string_view column) const;  ///< choice, truth
  std::span<const std::int64_t> numbers(std::string_view column) const;  ///< kBlank where none
  const Names& names(std::string_view column) const;
  const Lists<Date>& date_lists(std::string_view column) const;
  const Lists<std::uint8_t>& choice_lists(std::string_view column) const;
  const NameLists& name_lists(std::string_view column) const;
  /// Whether the cell holds what is no value of its column: read as blank, but not blank.
  bool is_unread(std::int64_t row, std::string_view column) const;
  /// The words of a choice that was finer than the list ("驳回行政复议请求" for upheld); "" where
  /// none.
  std::string_view detail(std::int64_t row, std::string_view column) const;
  /// The words of a deadline as printed ("9月底前").
  std::string_view printed(std::int64_t row, std::string_view column) const;
  /// The key of a row: its key columns joined by "/"; "第 N 行" where the ledger has no key.
  std::string key(std::int64_t row) const;
  std::int64_t find(std::string_view key) const;  ///< row, or -1
  std::int64_t origin(std::int64_t row) const;    ///< row number as the office sees it
  /// file, sheet, row, column, header of that cell; without column, of the row.
  Where where(std::int64_t row, std::string_view column = "") const;
  Where where(std::string_view column) const;  ///< of the whole column

 private:
  friend Checked<Ledger> amend(const Ledger&, std::int64_t,
                               const std::map<std::string, std::string, std::less<>>&,
                               const Terms&);
  friend Ledger only(const Ledger&, std::int64_t);
  template <class Kind>
  const Kind& values(std::string_view column) const;
  /// The column as it stands now; null where nobody has it.
  const Stored* stored(std::string_view column) const;

  std::shared_ptr<const Columns> columns_;
  std::map<std::size_t, std::shared_ptr<const Stored>> amended_;  ///< in their place in the schema
};

/// Types and checks a table whose column names are headers. `origin` holds the row numbers as the
/// office sees them; empty: 1, 2, 3 …. Every fault is a finding (ledger.*); a row is never dropped.
Checked<Ledger> read_ledger(const Schema& schema, const arrow::Table& raw, const Terms& terms,
                            const Source& source, std::span<const std::int64_t> origin = {});
/// The same with less memory: a column of the table is given up when it has been typed.
Checked<Ledger> read_ledger(const Schema& schema, arrow::Table&& raw, const Terms& terms,
                            const Source& source, std::span<const std::int64_t> origin = {});
/// The same for the text of a csv or tsv file (delimiter found, quotes as in RFC 4180).
Checked<Ledger> read_csv(const Schema& schema, std::string_view utf8, const Terms& terms,
                         const Source& source);
/// The typed columns as a table for other programs, named by id: dates, official labels, numbers in
/// their written unit; lists joined by 、. Columns that the file had not are left out.
arrow::Table to_table(const Ledger& ledger);
/// A csv text as a grid of texts; ragged rows are filled with nulls. Throws DataError on an
/// unclosed quote.
arrow::Table parse_csv(std::string_view utf8);

}  // namespace gongkai
