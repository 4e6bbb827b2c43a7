// Cells that must be filled, alone or together with another.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "gongkai/ledger/checks.hpp"

namespace gongkai {
namespace {

// Calls blank(row) for every row without a value.
template <class Blank>
void each_blank(const Stored& stored, std::int64_t rows, Blank blank) {
  const auto unread = [&](std::int64_t row) {
    return std::ranges::binary_search(stored.unread, row);
  };
  const auto scan = [&](auto is_blank) {
    for (std::int64_t row = 0; row < rows; ++row)
      if (is_blank(static_cast<std::size_t>(row)) && !unread(row)) blank(row);
  };
  struct Visitor {
    const decltype(scan)& each;
    void operator()(const std::vector<Date>& dates) const {
      each([&](std::size_t row) { return dates[row] == kNever; });
    }
    void operator()(const std::vector<std::uint8_t>& bytes) const {
      each([&](std::size_t row) { return bytes[row] == 0; });
    }
    void operator()(const std::vector<std::int64_t>& numbers) const {
      each([&](std::size_t row) { return numbers[row] == kBlank; });
    }
    void operator()(const Names& names) const {
      each([&](std::size_t row) { return names.codes[row] < 0; });
    }
    void operator()(const Lists<Date>& lists) const { offsets(lists.offsets); }
    void operator()(const Lists<std::uint8_t>& lists) const { offsets(lists.offsets); }
    void operator()(const NameLists& lists) const { offsets(lists.codes.offsets); }
    void offsets(const std::vector<std::int64_t>& ends) const {
      each([&](std::size_t row) { return ends[row] == ends[row + 1]; });
    }
  };
  std::visit(Visitor{scan}, stored.values);
}

std::vector<std::uint8_t> filled(const Columns& columns, std::string_view column) {
  std::vector<std::uint8_t> rows(static_cast<std::size_t>(columns.rows), 0);
  const Stored* stored = columns.stored(column);
  if (stored == nullptr) return rows;
  rows.assign(rows.size(), 1);
  each_blank(*stored, columns.rows,
             [&](std::int64_t row) { rows[static_cast<std::size_t>(row)] = 0; });
  return rows;
}

void check_required(const Columns& columns, Faults& faults) {
  for (std::size_t at = 0; at < columns.fields.size(); ++at) {
    const Field& field = columns.schema.fields[at];
    if (!columns.fields[at] || !field.required) continue;
    const bool names_row =
        std::ranges::find(columns.schema.key, field.id) != columns.schema.key.end();
    each_blank(*columns.fields[at], columns.rows, [&](std::int64_t row) {
      faults.add(columns.origin_of(row), static_cast<int>(at),
                 {"ledger.blank", "blank", field.vital || names_row}, "", field.header);
    });
  }
}

// An answer has a day and an outcome, or neither.
void check_answers(const Columns& columns, Faults& faults) {
  const auto answered = filled(columns, "answered"), outcome = filled(columns, "outcome");
  for (const auto& [column, have, other] :
       {std::tuple{"answered", &answered, &outcome}, std::tuple{"outcome", &outcome, &answered}}) {
    const int place = columns.schema.index(column);
    const bool dated = std::string_view(column) == "answered";
    if (columns.stored(column) == nullptr) {
      if (std::ranges::count(*other, 1) > 0)
        faults.add(kWholeLedger, place, {"ledger.column", "missing", true}, "",
                   columns.schema.field(column).header);
      continue;
    }
    for (std::int64_t row = 0; row < columns.rows; ++row) {
      const auto at = static_cast<std::size_t>(row);
      if ((*have)[at] != 0 || (*other)[at] == 0) continue;
      faults.add(columns.origin_of(row), place,
                 {"ledger.blank", dated ? "no_answered" : "no_outcome", true}, "",
                 std::string(columns.schema.field(dated ? "answered" : "outcome").header));
    }
  }

  // Where the reply has no day that can be read, there is none to count by.
  const Stored* replied = columns.stored("answered");
  if (replied == nullptr) return;
  const auto& days = std::get<std::vector<Date>>(replied->values);
  const auto delivered = filled(columns, "delivered");
  std::int64_t missing = 0;
  for (std::size_t at = 0; at < days.size(); ++at)
    missing +=
        static_cast<std::int64_t>(days[at] != kNever && days[at] != kUndated && delivered[at] == 0);
  if (missing > 0)
    faults.add(kWholeLedger, columns.schema.index("delivered"), {"ledger.blank", "delivered"},
               fmt::format("{} 行", missing),
               std::string(columns.schema.field("delivered").header));
}

// A dispute that has a result is concluded, and one that is concluded has a result.
void check_results(const Columns& columns, Faults& faults) {
  const Stored* outcome = columns.stored("outcome");
  if (outcome == nullptr) return;
  const std::uint8_t pending = choice_of(dispute_results(), "pending");
  const auto& results = std::get<std::vector<std::uint8_t>>(outcome->values);
  const auto concluded = filled(columns, "concluded");
  for (std::int64_t row = 0; row < columns.rows; ++row) {
    const auto at = static_cast<std::size_t>(row);
    const bool has_result = results[at] != 0 && results[at] != pending;
    if (has_result && concluded[at] == 0)
      faults.add(columns.origin_of(row), columns.schema.index("concluded"),
                 {"ledger.blank", "no_concluded"}, "",
                 std::string(columns.schema.field("concluded").header));
    if (results[at] == pending && concluded[at] != 0)
      faults.add(columns.origin_of(row), columns.schema.index("outcome"),
                 {"ledger.blank", "no_result"}, dispute_results()[pending - 1U].label,
                 "审结的结果");
  }
}

// A unit that others have taken over is gone since some day.
void check_successors(const Columns& columns, Faults& faults) {
  const auto followed = filled(columns, "successor"), gone = filled(columns, "valid_to");
  for (std::int64_t row = 0; row < columns.rows; ++row) {
    const auto at = static_cast<std::size_t>(row);
    if (followed[at] != 0 && gone[at] == 0)
      faults.add(columns.origin_of(row), columns.schema.index("valid_to"),
                 {"ledger.blank", "no_valid_to"}, "",
                 std::string(columns.schema.field("valid_to").header));
  }
}

}  // namespace

void check_blanks(const Columns& columns, Faults& faults) {
  check_required(columns, faults);
  if (columns.schema.id == "applications") check_answers(columns, faults);
  if (columns.schema.id == "disputes") check_results(columns, faults);
  if (columns.schema.id == "units") check_successors(columns, faults);
}

}  // namespace gongkai
