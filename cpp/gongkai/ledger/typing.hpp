// Typing: the cells of one column of a file become the values of one field.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "gongkai/ledger/cells.hpp"
#include "gongkai/ledger/columns.hpp"
#include "gongkai/ledger/faults.hpp"
#include "gongkai/ledger/intern.hpp"
#include "gongkai/ledger/parse.hpp"

namespace gongkai {

/// One column on its way: where it comes from, what its cells may hold, where faults go.
struct Typing {
  const Columns& columns;  ///< schema, source and origin are filled
  const Terms& terms;
  const arrow::Column& raw;
  Pick pick;
  int place;  ///< of the field in the schema
  Faults& faults;

  const Field& field() const { return columns.schema.fields[static_cast<std::size_t>(place)]; }
  int year() const { return columns.source.year; }
  DateContext dates() const { return {columns.source.year, columns.source.since_1904}; }
  void fault(std::int64_t row, std::string_view rule, std::string_view kind, std::string_view found,
             std::string_view expected) const {
    add(row, {rule, kind, false}, found, expected);
  }
  /// A value that cannot be placed: fatal where the field is vital.
  void vital_fault(std::int64_t row, std::string_view rule, std::string_view kind,
                   std::string_view found, std::string_view expected) const {
    add(row, {rule, kind, field().vital}, found, expected);
  }

 private:
  void add(std::int64_t row, Fault fault, std::string_view found, std::string_view expected) const {
    const std::int64_t origin = columns.origin_of(row);
    faults.add(origin, place, fault, columns.as_shown(origin, place, found), expected);
  }
};

/// Whether a label glued to a value (答复日期：2022-08-24) is the header of another column.
bool is_of_another(const Typing& typing, std::string_view label);

void type_dates(const Typing& typing, Stored& stored);
void type_date_lists(const Typing& typing, Stored& stored);
void type_deadlines(const Typing& typing, Stored& stored);
void type_choices(const Typing& typing, Stored& stored);
void type_choice_lists(const Typing& typing, Stored& stored);
void type_truths(const Typing& typing, Stored& stored);
void type_numbers(const Typing& typing, Stored& stored);
void type_shares(const Typing& typing, Stored& stored);
/// `index` finds the codes of the names afterwards.
void type_names(const Typing& typing, Stored& stored, Index& index);
void type_name_lists(const Typing& typing, Stored& stored);

/// Results by text, so that a slow reading is done once.
template <class Result>
class Memo {
 public:
  template <class Read>
  const Result& of(std::string_view text, Read read) {
    const auto code = static_cast<std::size_t>(index_.add(text, texts_));
    if (code == results_.size()) results_.push_back(read(text));
    return results_[code];
  }

 private:
  Index index_;
  arrow::Texts texts_;
  std::vector<Result> results_;
};

}  // namespace gongkai
