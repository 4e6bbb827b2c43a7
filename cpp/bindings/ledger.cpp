// Names of the room ledger: terms, schemas, readers.
#include "gongkai/ledger/ledger.hpp"
#include "gongkai/ledger/body.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

#include "bindings.hpp"
#include "casts.hpp"
#include "gongkai/arrow/utf8.hpp"
#include "gongkai/ledger/sheet.hpp"

namespace gongkai {
namespace py = pybind11;
using namespace py::literals;

namespace {

using Read = std::pair<Ledger, std::vector<Finding>>;

Read pair_of(Checked<Ledger> checked) {
  return {std::move(checked.value), std::move(checked.findings)};
}

Read csv(std::string_view ledger, std::string_view text, const Terms& terms, std::string file,
         int year) {
  const py::gil_scoped_release release;
  return pair_of(read_csv(schema(ledger), text, terms, {std::move(file), "", year, false}));
}

// Name, cells, merged cells (first and last row, first and last column), hidden rows, visible, days
// counted from 1904, cells that show more than their text (row, column, text).
using SheetParts =
    std::tuple<std::string, const arrow::Table*, std::vector<std::array<std::int64_t, 4>>,
               std::vector<std::int64_t>, bool, bool,
               std::vector<std::tuple<std::int64_t, std::int64_t, std::string>>>;

std::vector<Sheet> sheets_of(const std::vector<SheetParts>& parts) {
  std::vector<Sheet> all;
  for (const auto& [name, grid, merges, hidden, visible, since_1904, shown] : parts) {
    all.push_back({name, grid, {}, hidden, visible});
    for (const auto& [top, bottom, left, right] : merges)
      all.back().merges.push_back({top, bottom, left, right});
    for (const auto& [row, column, text] : shown) all.back().shown.push_back({row, column, text});
  }
  return all;
}

Read sheets(std::string_view ledger, const std::vector<SheetParts>& parts, const Terms& terms,
            std::string file, int year) {
  const py::gil_scoped_release release;
  const bool since_1904 =
      std::ranges::any_of(parts, [](const auto& each) { return std::get<5>(each); });
  const Source source{std::move(file), "", year, since_1904};
  return pair_of(read_sheets(schema(ledger), sheets_of(parts), terms, source));
}

// First row of the header and of the body, row after it, first column, headers.
using TableParts =
    std::tuple<std::int64_t, std::int64_t, std::int64_t, std::size_t, std::vector<std::string>>;

std::vector<std::vector<TableParts>> tables(std::string_view ledger,
                                            const std::vector<SheetParts>& parts,
                                            const Terms& terms) {
  const py::gil_scoped_release release;
  std::vector<std::vector<TableParts>> all;
  for (const Sheet& sheet : sheets_of(parts)) {
    all.emplace_back();
    for (const SheetTable& table : find_tables(schema(ledger), sheet, terms))
      all.back().emplace_back(table.header, table.first, table.end, table.left, table.headers);
  }
  return all;
}

Read frame(std::string_view ledger, arrow::Table& table, const Terms& terms, std::string file,
           std::string sheet, int year, const std::vector<std::int64_t>& origin,
           const std::vector<std::string>& sheets, bool spend) {
  const bool is_spent = spend && sheets.empty();
  arrow::Table spent = is_spent ? std::exchange(table, {}) : arrow::Table{};
  const py::gil_scoped_release release;
  const Source source{std::move(file), std::move(sheet), year, false};
  if (is_spent)
    return pair_of(read_ledger(schema(ledger), std::move(spent), terms, source, origin));
  return pair_of(sheets.empty() ? read_ledger(schema(ledger), table, terms, source, origin)
                                : read_rows(schema(ledger), table, terms, source, origin, sheets));
}

arrow::Table csv_grid(const std::string& text) {
  arrow::Table grid = parse_csv(text);
  for (std::size_t at = 0; at < grid.columns.size(); ++at)
    grid.columns[at].name = fmt::to_string(at + 1);
  return grid;
}

py::dict schema_dict(const Schema& schema) {
  py::list columns;
  for (const auto& field : schema.fields) {
    py::list labels;
    for (const auto& choice : field.choices) labels.append(choice.label);
    columns.append(py::dict("id"_a = field.id, "header"_a = field.header,
                            "type"_a = type_id(field.type), "required"_a = field.required,
                            "several"_a = field.several, "choices"_a = labels));
  }
  return py::dict("id"_a = schema.id, "name"_a = schema.name, "columns"_a = columns);
}

std::vector<py::dict> schema_list() {
  std::vector<py::dict> out;
  for (const auto& each : schemas()) out.push_back(schema_dict(each));
  return out;
}

}  // namespace

void bind_ledger(py::module_& m) {
  py::classh<Terms>(m, "Terms", "Accepted headers and words, from terms.toml.")
      .def_static("parse", &Terms::parse, "toml"_a,
                  "Terms of a terms.toml; DataError names the line.")
      .def("with_headers", &Terms::with_headers, "year_toml"_a,
           "The same with the aliases of a year's [headers].");

  py::classh<Ledger>(m, "Ledger", "A ledger: typed columns, checked when read, never changed.")
      .def_property_readonly(
          "id", [](const Ledger& ledger) { return ledger.schema().id; }, "Id of its schema.")
      .def_property_readonly(
          "file", [](const Ledger& ledger) { return ledger.source().file; }, "File it came from.")
      .def_property_readonly(
          "sheet", [](const Ledger& ledger) { return ledger.source().sheet; },
          "Sheet it came from; empty where there is none.")
      .def_property_readonly("rows", &Ledger::size, "Number of rows.")
      .def_property_readonly("found", &Ledger::found,
                             "The columns that the file had: id and header as found.")
      .def(
          "where",
          [](const Ledger& ledger, std::int64_t row, std::string_view column) {
            return where_dict(ledger.where(row, column));
          },
          "row"_a, "column"_a = "", "Place of a row, counted from 0, or of its cell.")
      .def("find", &Ledger::find, "key"_a, "Row of a key, counted from 0; -1 where there is none.")
      .def("is_unread", &Ledger::is_unread, "row"_a, "column"_a,
           "Whether a cell, its row counted from 0, holds what is no value of its column.")
      .def("detail", &Ledger::detail, "row"_a, "column"_a,
           "The words of a choice that was finer than its list; empty where none.")
      .def("to_table", &to_table,
           "The typed columns as read: dates, labels, numbers; lists joined by 、.");

  m.def("parse_csv", &csv_grid, "text"_a, "A csv text as a grid of texts, its columns numbered.");
  m.def(
      "ledger_schemas", &schema_list,
      "All ledgers as data: id, name, columns with id, header, type, required, several, choices.");
  m.def("is_utf8", &arrow::is_utf8, "data"_a, "Whether bytes are strict UTF-8.");
  m.def("read_csv", &csv, "ledger"_a, "text"_a, "terms"_a, py::kw_only(), "file"_a, "year"_a,
        "A ledger from the text of a csv file, or its UTF-8, and what is wrong with it.");
  m.def("read_sheets", &sheets, "ledger"_a, "sheets"_a, "terms"_a, py::kw_only(), "file"_a,
        "year"_a, R"(A ledger from the sheets of a workbook, titles and totals included.

Parameters
----------
sheets : list of (name, Table, merges, hidden, visible, since_1904, shown)
    `merges` are first and last row, first and last column, and `hidden` rows in ascending order,
    all from 0; `since_1904`: bare serials of days count from 1904-01-01; `shown` are row, column
    and text of cells that show more than their text, 2022.10 of the number 2022.1.
)");
  m.def("find_tables", &tables, "ledger"_a, "sheets"_a, "terms"_a,
        R"(Where the ledger's tables stand on each sheet.

Returns
-------
list of list of (header, first, end, left, headers)
    By sheet: the header's rows are [header, first), the body's [first, end), from 0; the columns
    begin at `left` with one header each, "" where there is none.
)");
  m.def(
      "read_ledger", &frame, "ledger"_a, "table"_a, "terms"_a, py::kw_only(), "file"_a,
      "sheet"_a = "", "year"_a, "origin"_a = std::vector<std::int64_t>{},
      "sheets"_a = std::vector<std::string>{}, "spend"_a = false,
      "A ledger from a table whose column names are its headers; `origin` are the numbers of its "
      "rows as the office sees them, 1, 2, 3 where empty, `sheets` the sheet of each row where "
      "they stand on several. `spend`: without `sheets` the table is empty afterwards, which takes "
      "less memory.");
  m.def("label", &label, "list"_a, "id"_a,
        "Official label of a row, column or section; empty where there is none.");
}

}  // namespace gongkai
