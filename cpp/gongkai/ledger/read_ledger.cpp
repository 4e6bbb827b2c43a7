// From raw columns to a checked ledger: match headers, drop what is no row, type, check.
#include <fmt/format.h>

#include <algorithm>
#include <future>
#include <optional>

#include "gongkai/base/error.hpp"
#include "gongkai/base/tasks.hpp"
#include "gongkai/ledger/body.hpp"
#include "gongkai/ledger/checks.hpp"
#include "gongkai/ledger/headers.hpp"
#include "gongkai/ledger/merged.hpp"
#include "gongkai/ledger/parse.hpp"
#include "gongkai/ledger/typing.hpp"

namespace gongkai {
namespace {

constexpr std::int64_t kManyRows = 100'000;

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

// The field that alone is the key, where the file has one of its fields.
std::optional<std::size_t> only_key(const Schema& schema, std::span<const int> taken) {
  std::optional<std::size_t> only;
  for (const std::string_view id : schema.key) {
    const auto at = static_cast<std::size_t>(schema.index(id));
    if (taken[at] < 0) continue;
    if (only) return {};
    only = at;
  }
  return only;
}

// Cells of a csv record beyond the last header.
void check_ragged(const Body& body, std::span<const std::int64_t> rows, Faults& faults) {
  std::vector<const arrow::Column*> surplus;
  for (const arrow::Column& column : body.raw.columns)
    if (is_surplus(body, column)) surplus.push_back(&column);
  if (surplus.empty()) return;
  const auto expected = fmt::format("{} 格", body.raw.columns.size() - surplus.size());
  std::string buffer;
  for (const std::int64_t row : rows) {
    std::string found;
    for (const arrow::Column* column : surplus) {
      if (is_empty_cell(*column, row)) continue;
      if (!found.empty()) found += '|';
      found += cell_text(*column, row, buffer);
    }
    if (!found.empty())
      faults.add(body.origin_of(row), -1, {"ledger.column", "ragged"}, found, expected);
  }
}

// A body with its columns found and its rows told from titles and totals.
struct Part {
  arrow::Table unmerged;  // where cells are merged
  std::optional<Body> body;
  std::vector<int> taken;  // by field
  std::vector<std::int64_t> rows;
};

void prepare(const Schema& schema, const Body& body, const Terms& terms, Faults& faults,
             Part& part) {
  part.taken = match_headers(
      schema, terms, body.headers,
      [&](int column) {
        const arrow::Column& cells = body.raw.columns[static_cast<std::size_t>(column)];
        return is_surplus(body, cells) || is_empty_column(cells, body.first, body.end());
      },
      origin_in(body.part, 0), faults);
  part.unmerged = {without_merges(schema, body, part.taken, faults), body.raw.rows};
  part.body.emplace(part.unmerged.columns.empty() ? body : body.with(part.unmerged));
  std::vector<int> required;
  for (std::size_t at = 0; at < part.taken.size(); ++at)
    if (schema.fields[at].required && part.taken[at] >= 0) required.push_back(part.taken[at]);
  part.rows = ledger_rows(*part.body, required, terms, faults);
  if (body.ragged) check_ragged(*part.body, part.rows, faults);
}

// The rows of several parts end to end, a column for each field that any of them has.
arrow::Table joined(std::span<const Part> parts, std::size_t fields, std::vector<int>& taken) {
  arrow::Table table;
  std::string buffer;
  taken.assign(fields, -1);
  for (const Part& part : parts) table.rows += static_cast<std::int64_t>(part.rows.size());
  for (std::size_t field = 0; field < fields; ++field) {
    if (std::ranges::all_of(parts, [&](const Part& part) { return part.taken[field] < 0; }))
      continue;
    arrow::Texts texts;
    std::vector<std::uint8_t> valid;
    std::string header;
    for (const Part& part : parts) {
      const int column = part.taken[field];
      if (column >= 0 && header.empty())
        header = part.body->headers[static_cast<std::size_t>(column)];
      for (const std::int64_t row : part.rows) {
        const arrow::Column* cells =
            column < 0 ? nullptr : &part.body->raw.columns[static_cast<std::size_t>(column)];
        const bool filled = cells != nullptr && !cells->is_null(row);
        texts.push_back(filled ? cell_text(*cells, row, buffer) : std::string_view{});
        valid.push_back(static_cast<std::uint8_t>(filled));
      }
    }
    taken[field] = static_cast<int>(table.columns.size());
    table.columns.push_back({std::move(header), std::move(texts), std::move(valid)});
  }
  return table;
}

// All cells of the rows, each column by its field or, where it is none, by its header.
std::vector<PartCells> cells_of(std::span<const Part> parts) {
  std::vector<PartCells> all;
  for (const Part& part : parts) {
    PartCells cells{part.body->raw, part.rows, part.body->headers};
    for (std::size_t field = 0; field < part.taken.size(); ++field)
      if (part.taken[field] >= 0)
        cells.names[static_cast<std::size_t>(part.taken[field])] = fmt::to_string(field);
    all.push_back(std::move(cells));
  }
  return all;
}

PartHeaders headers_of(const Part& part) {
  PartHeaders found{part.body->sheet, std::vector<std::string>(part.taken.size())};
  for (std::size_t field = 0; field < part.taken.size(); ++field)
    if (part.taken[field] >= 0)
      found.headers[field] =
          one_line(part.body->headers[static_cast<std::size_t>(part.taken[field])]);
  return found;
}

// Cells of the ledger's columns that show more than their text.
void note_shown(std::span<const Part> parts, Columns& columns) {
  for (const Part& part : parts)
    for (const ShownCell& cell : part.body->shown)
      for (std::size_t field = 0; field < part.taken.size(); ++field)
        if (part.taken[field] == cell.column - part.body->left && cell.row < part.body->end())
          columns.shown[{part.body->origin_of(cell.row), static_cast<int>(field)}] = cell.text;
}

// Where each row stood: a first number where they follow each other, else a number each.
void note_origins(std::span<const Part> parts, Columns& columns) {
  if (parts.size() == 1 && parts[0].body->origin.empty() && follow_each_other(parts[0].rows)) {
    const std::int64_t first = parts[0].rows.empty() ? parts[0].body->first : parts[0].rows[0];
    columns.first_origin = parts[0].body->origin_of(first);
    return;
  }
  columns.origin.reserve(static_cast<std::size_t>(columns.rows));
  for (const Part& part : parts)
    for (const std::int64_t row : part.rows) columns.origin.push_back(part.body->origin_of(row));
}

// All rows of a table whose columns bear the headers.
Body body_of(const arrow::Table& raw, const Source& source, std::span<const std::int64_t> origin) {
  if (!origin.empty() && static_cast<std::int64_t>(origin.size()) != raw.rows)
    fail<DataError>("{}: {} row numbers for {} rows", source.file, origin.size(), raw.rows);
  Body body{.raw = raw, .headers = {}, .origin = origin, .sheet = source.sheet};
  for (const arrow::Column& column : raw.columns) body.headers.push_back(column.name);
  return body;
}

}  // namespace

Checked<Ledger> read_bodies(const Schema& schema, std::span<const Body> bodies, const Terms& terms,
                            const Source& source, Faults faults) {
  std::vector<Part> parts(bodies.size());
  for (std::size_t at = 0; at < bodies.size(); ++at)
    prepare(schema, bodies[at], terms, faults, parts[at]);

  auto columns = std::make_shared<Columns>();
  columns->schema = schema;
  columns->source = source;
  columns->fields.resize(schema.fields.size());
  for (const Part& part : parts) {
    columns->rows += static_cast<std::int64_t>(part.rows.size());
    columns->parts.push_back(headers_of(part));
  }
  note_origins(parts, *columns);
  note_shown(parts, *columns);

  arrow::Table several;
  std::vector<int> taken(schema.fields.size(), -1);
  Pick pick{0, columns->rows, {}};
  if (parts.size() == 1) {
    const std::vector<std::int64_t>& rows = parts[0].rows;
    taken = parts[0].taken;
    if (!rows.empty()) pick.first = rows.front();
    if (!follow_each_other(rows)) pick.listed = rows;
  } else {
    several = joined(parts, schema.fields.size(), taken);
  }
  const arrow::Table& raw = parts.size() == 1 ? parts[0].body->raw : several;
  // Cells and ledger side by side would be most of the memory. Without a key all cells are
  // compared.
  arrow::Table* const spent =
      parts.size() == 1 && !schema.key.empty() ? parts[0].body->spent : nullptr;

  const auto type = [&](std::size_t at, Index& index, Faults& told) {
    const auto column = static_cast<std::size_t>(taken[at]);
    Stored stored;
    stored.header =
        one_line(parts.size() == 1 ? parts[0].body->headers[column] : raw.columns[column].name);
    const Typing typing{*columns, terms, raw.columns[column], pick, static_cast<int>(at), told};
    type_column(typing, stored, index);
    columns->fields[at] = std::move(stored);
    if (spent != nullptr) spent->columns[column] = arrow::Column{};
  };
  const bool many = columns->rows > kManyRows;
  // Without a key a row can only be told by all of its cells.
  Faults of_rows;
  std::future<void> compared;
  if (schema.key.empty())
    compared = std::async(many ? std::launch::async : std::launch::deferred,
                          [&] { check_twice(*columns, cells_of(parts), of_rows); });
  // A key of one column is the longest piece of work, so it comes first; its faults come last.
  const std::optional<std::size_t> key = only_key(schema, taken);
  std::vector<std::size_t> order;
  if (key) order.push_back(*key);
  for (std::size_t at = 0; at < taken.size(); ++at)
    if (taken[at] >= 0 && at != key) order.push_back(at);
  std::vector<Faults> told(order.size());
  each_task(order.size(), many, [&](std::size_t at) {
    Index index;
    type(order[at], order[at] == key ? columns->key_index : index, told[at]);
  });
  if (key) std::ranges::rotate(told, told.begin() + 1);
  for (Faults& each : told) faults.add(std::move(each));
  if (compared.valid()) compared.get();
  columns->blanks = blanks_of(*columns);
  Faults of_order;
  each_task(2, many, [&](std::size_t at) {
    if (at == 0) {
      index_keys(*columns, faults);
      faults.add(std::move(of_rows));
      check_blanks(*columns, faults);
    } else {
      check_order(*columns, of_order);
      if (schema.id == "applications") check_applicants(*columns, terms, of_order);
    }
  });
  faults.add(std::move(of_order));
  std::vector<Finding> findings = faults.findings(*columns);
  return {Ledger(std::move(columns)), std::move(findings)};
}

Checked<Ledger> read_ledger(const Schema& schema, const arrow::Table& raw, const Terms& terms,
                            const Source& source, std::span<const std::int64_t> origin) {
  const Body body = body_of(raw, source, origin);
  return read_bodies(schema, {&body, 1}, terms, source, {});
}

Checked<Ledger> read_ledger(const Schema& schema, arrow::Table&& raw, const Terms& terms,
                            const Source& source, std::span<const std::int64_t> origin) {
  arrow::Table spent = std::move(raw);
  Body body = body_of(spent, source, origin);
  body.spent = &spent;
  return read_bodies(schema, {&body, 1}, terms, source, {});
}

Checked<Ledger> read_rows(const Schema& schema, const arrow::Table& raw, const Terms& terms,
                          const Source& source, std::span<const std::int64_t> origin,
                          std::span<const std::string> sheets) {
  const auto rows = static_cast<std::size_t>(raw.rows);
  if (origin.size() != rows || sheets.size() != rows)
    fail<DataError>("{}: {} row numbers and {} sheets for {} rows", source.file, origin.size(),
                    sheets.size(), rows);
  if (rows == 0) return read_ledger(schema, raw, terms, source);
  std::vector<std::string> headers;
  for (const arrow::Column& column : raw.columns) headers.push_back(column.name);
  std::vector<Body> bodies;
  for (std::size_t row = 0; row < rows; ++row) {
    const auto at = static_cast<std::int64_t>(row);
    if (row == 0 || sheets[row] != sheets[row - 1])
      bodies.push_back(Body{.raw = raw,
                            .headers = headers,
                            .first = at,
                            .header = at,
                            .origin = origin,
                            .part = std::ssize(bodies),
                            .sheet = sheets[row]});
    bodies.back().last_row = at + 1;
  }
  return read_bodies(schema, bodies, terms, source, {});
}

}  // namespace gongkai
