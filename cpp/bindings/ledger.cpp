// Names of the room ledger: terms, schemas, readers.
#include "gongkai/ledger/ledger.hpp"

#include <fmt/format.h>

#include <array>
#include <tuple>

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
// counted from 1904.
using SheetParts =
    std::tuple<std::string, const arrow::Table*, std::vector<std::array<std::int64_t, 4>>,
               std::vector<std::int64_t>, bool, bool>;

Read sheets(std::string_view ledger, const std::vector<SheetParts>& parts, const Terms& terms,
            std::string file, int year) {
  const py::gil_scoped_release release;
  std::vector<Sheet> all;
  Source source{std::move(file), "", year, false};
  for (const auto& [name, grid, merges, hidden, visible, since_1904] : parts) {
    all.push_back({name, grid, {}, hidden, visible});
    source.since_1904 = source.since_1904 || since_1904;
    for (const auto& [top, bottom, left, right] : merges)
      all.back().merges.push_back({top, bottom, left, right});
  }
  return pair_of(read_sheets(schema(ledger), all, terms, source));
}

Read frame(std::string_view ledger, const arrow::Table& table, const Terms& terms, std::string file,
           std::string sheet, int year, const std::vector<std::int64_t>& origin) {
  const py::gil_scoped_release release;
  return pair_of(read_ledger(schema(ledger), table, terms,
                             {std::move(file), std::move(sheet), year, false}, origin));
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
sheets : list of (name, Table, merges, hidden, visible, since_1904)
    `merges` are first and last row, first and last column, and `hidden` rows in ascending order,
    all from 0; `since_1904`: bare serials of days count from 1904-01-01.
)");
  m.def("read_ledger", &frame, "ledger"_a, "table"_a, "terms"_a, py::kw_only(), "file"_a,
        "sheet"_a = "", "year"_a, "origin"_a = std::vector<std::int64_t>{},
        "A ledger from a table whose column names are its headers; `origin` are the numbers of its "
        "rows as the office sees them, 1, 2, 3 where empty.");
  m.def("label", &label, "list"_a, "id"_a,
        "Official label of a row, column or section; empty where there is none.");
}

}  // namespace gongkai
