// From raw columns to a checked ledger: match headers, drop what is no row, type, check.
#include <fmt/format.h>

#include <algorithm>

#include "gongkai/base/error.hpp"
#include "gongkai/ledger/body.hpp"
#include "gongkai/ledger/checks.hpp"
#include "gongkai/ledger/headers.hpp"
#include "gongkai/ledger/parse.hpp"
#include "gongkai/ledger/typing.hpp"

namespace gongkai {
namespace {

// The numbers of rows that follow each other are one number, not a list.
bool follow_each_other(std::span<const std::int64_t> rows) {
  return rows.empty() || rows.back() - rows.front() == static_cast<std::int64_t>(rows.size()) - 1;
}

void type_column(const Typing& typing, Stored& stored, Index& index) {
  const Field& field = typing.field();
  switch (field.type) {
    case Type::name:
      return field.several ? type_name_lists(typing, stored) : type_names(typing, stored, index);
    case Type::date:
      return field.several ? type_date_lists(typing, stored) : type_dates(typing, stored);
    case Type::deadline:
      return type_deadlines(typing, stored);
    case Type::choice:
      return field.several ? type_choice_lists(typing, stored) : type_choices(typing, stored);
    case Type::truth:
      return type_truths(typing, stored);
    case Type::share:
      return type_shares(typing, stored);
    case Type::count:
    case Type::amount:
    case Type::decimal:
      return type_numbers(typing, stored);
  }
}

// One blank column of each kind that the absent fields need.
std::vector<Storage> blanks_of(const Columns& columns) {
  std::vector<Storage> blanks(std::variant_size_v<Storage>);
  std::vector<bool> made(blanks.size(), false);
  for (std::size_t at = 0; at < columns.fields.size(); ++at) {
    const Field& field = columns.schema.fields[at];
    const std::size_t kind = storage_kind(field);
    if (columns.fields[at] || made[kind]) continue;
    blanks[kind] = blank_storage(field, columns.rows);
    made[kind] = true;
  }
  return blanks;
}

// Cells of a csv record beyond the last header.
void check_ragged(const Body& body, const Columns& columns, const Pick& pick, Faults& faults) {
  std::vector<const arrow::Column*> surplus;
  for (const arrow::Column& column : body.raw.columns)
    if (column.is_null(body.first - 1)) surplus.push_back(&column);
  if (surplus.empty()) return;
  const auto expected = fmt::format("{} 格", body.raw.columns.size() - surplus.size());
  std::string buffer;
  for (std::int64_t row = 0; row < pick.size; ++row) {
    std::string found;
    for (const arrow::Column* column : surplus) {
      if (is_empty_cell(*column, pick[row])) continue;
      if (!found.empty()) found += '|';
      found += cell_text(*column, pick[row], buffer);
    }
    if (!found.empty())
      faults.add(columns.origin_of(row), -1, {"ledger.column", "ragged"}, found, expected);
  }
}

}  // namespace

Checked<Ledger> read_body(const Schema& schema, const Body& body, const Terms& terms,
                          const Source& source, Faults faults) {
  const arrow::Table& raw = body.raw;
  const std::vector<int> taken = match_headers(
      schema, terms, body.headers,
      [&](int column) {
        const arrow::Column& cells = raw.columns[static_cast<std::size_t>(column)];
        return (body.ragged && cells.is_null(body.first - 1)) ||
               is_empty_column(cells, body.first, raw.rows);
      },
      faults);
  std::vector<int> required;
  for (std::size_t at = 0; at < taken.size(); ++at)
    if (schema.fields[at].required && taken[at] >= 0) required.push_back(taken[at]);

  std::vector<std::int64_t> rows = ledger_rows(body, required, terms, faults);
  auto columns = std::make_shared<Columns>();
  columns->schema = schema;
  columns->source = source;
  columns->rows = static_cast<std::int64_t>(rows.size());
  columns->fields.resize(schema.fields.size());
  Pick pick{body.first, columns->rows, {}};
  if (!rows.empty()) pick.first = rows.front();
  if (!follow_each_other(rows)) pick.listed = rows;
  if (pick.listed.empty() && body.origin.empty()) {
    columns->first_origin = pick.first + 1;
  } else {
    columns->origin.reserve(rows.size());
    for (const std::int64_t row : rows) columns->origin.push_back(body.origin_of(row));
  }
  if (body.ragged) check_ragged(body, *columns, pick, faults);

  for (std::size_t at = 0; at < taken.size(); ++at) {
    if (taken[at] < 0) continue;
    const auto column = static_cast<std::size_t>(taken[at]);
    Stored stored;
    stored.header = trim(body.headers[column]);
    const Typing typing{*columns, terms, raw.columns[column], pick, static_cast<int>(at), faults};
    const bool is_key = std::ranges::find(schema.key, schema.fields[at].id) != schema.key.end();
    const bool only_key = is_key && std::ranges::count_if(schema.key, [&](std::string_view id) {
                                      return taken[static_cast<std::size_t>(schema.index(id))] >= 0;
                                    }) == 1;
    Index index;
    type_column(typing, stored, only_key ? columns->key_index : index);
    columns->fields[at] = std::move(stored);
  }
  columns->blanks = blanks_of(*columns);
  index_keys(*columns, faults);
  check_blanks(*columns, faults);
  check_order(*columns, faults);
  if (schema.id == "applications") check_applicants(*columns, terms, faults);
  std::vector<Finding> findings = faults.findings(*columns);
  return {Ledger(std::move(columns)), std::move(findings)};
}

Checked<Ledger> read_ledger(const Schema& schema, const arrow::Table& raw, const Terms& terms,
                            const Source& source, std::span<const std::int64_t> origin) {
  if (!origin.empty() && static_cast<std::int64_t>(origin.size()) != raw.rows)
    fail<DataError>("{}: {} row numbers for {} rows", source.file, origin.size(), raw.rows);
  Body body{raw, {}, 0, origin, false};
  for (const arrow::Column& column : raw.columns) body.headers.push_back(column.name);
  return read_body(schema, body, terms, source, {});
}

}  // namespace gongkai
