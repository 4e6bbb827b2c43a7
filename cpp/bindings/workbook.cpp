// Names of the room workbook.
#include <pybind11/stl/filesystem.h>

#include "bindings.hpp"
#include "casts.hpp"
#include "gongkai/workbook/annual_workbook.hpp"
#include "gongkai/workbook/ledger_workbook.hpp"
#include "gongkai/workbook/list_workbook.hpp"
#include "gongkai/workbook/marked_workbook.hpp"

namespace gongkai {
namespace py = pybind11;
using namespace py::literals;

namespace {

using MeasureWords =
    std::tuple<std::string, std::vector<std::string>, std::vector<std::vector<std::string>>>;

void write(const std::filesystem::path& path, const Books& books, const AnnualTables& tables,
           const std::vector<Definition>& definitions, const std::vector<Finding>& findings,
           const std::vector<std::pair<std::string, std::string>>& inputs,
           const std::vector<std::pair<std::string, std::string>>& sides,
           const std::vector<MeasureWords>& cells) {
  std::vector<InputFile> files;
  for (const auto& [name, sha256] : inputs) files.push_back({name, sha256});
  AnnualWords words;
  for (const auto& [numerator, denominator] : sides)
    words.sides.push_back({numerator, denominator});
  for (const auto& [measure, heads, lines] : cells) words.cells.push_back({measure, heads, lines});
  const py::gil_scoped_release release;
  annual_workbook(path, books, tables, definitions, findings, files, words);
}

void write_form(const std::filesystem::path& path, std::string ledger, std::string body, int year,
                std::vector<std::string> notes, std::vector<Entry> example,
                std::vector<std::vector<Entry>> rows) {
  const LedgerForm form{std::move(ledger), std::move(body),    year,
                        std::move(notes),  std::move(example), std::move(rows)};
  const py::gil_scoped_release release;
  ledger_workbook(path, form);
}

using SheetParts = std::tuple<std::string, const arrow::Table*, int, bool>;

void write_marked(const std::filesystem::path& path, const std::string& file, Date date,
                  const std::vector<SheetParts>& parts, const std::vector<const Finding*>& findings,
                  const std::vector<std::tuple<int, std::int64_t, int>>& places) {
  std::vector<FoundSheet> sheets;
  for (const auto& [name, cells, head, named] : parts) sheets.push_back({name, cells, head, named});
  std::vector<Spot> spots;
  for (const auto& [sheet, row, column] : places) spots.push_back({sheet, row, column});
  const py::gil_scoped_release release;
  marked_workbook(path, file, date, sheets, findings, spots);
}

Look look_of(std::string_view id) {
  if (id == "fatal") return Look::fatal;
  if (id == "warning") return Look::warning;
  return id == "hint" ? Look::hint : Look::body;
}

void write_list(const std::filesystem::path& path, std::string name, std::string title,
                std::string note, std::string body, Date date, std::vector<std::string> heads,
                std::vector<std::pair<std::vector<Entry>, std::string>> rows) {
  List list{std::move(name),
            std::move(title),
            std::move(note),
            std::move(body),
            date,
            std::move(heads),
            {}};
  for (auto& [cells, look] : rows) list.rows.push_back({std::move(cells), look_of(look)});
  const py::gil_scoped_release release;
  list_workbook(path, list);
}

}  // namespace

void bind_workbook(py::module_& m) {
  m.def("annual_workbook", &write, "path"_a, "books"_a, "tables"_a, "definitions"_a, "findings"_a,
        py::kw_only(), "inputs"_a, "sides"_a = py::tuple(), "cells"_a = py::tuple(),
        "Writes the assessment workbook; WorkbookError leaves the old file as it was. Inputs are "
        "(file, sha256), sides the words of numerator and denominator, cells the words of a "
        "measure's cells as (measure, heads, a line for each cell).");
  m.def("ledger_workbook", &write_form, "path"_a, "ledger"_a, py::kw_only(), "body"_a, "year"_a,
        "notes"_a, "example"_a, "rows"_a,
        "Writes a ledger to be filled in; notes, example and rows have a cell for each column.");
  m.def("list_workbook", &write_list, "path"_a, py::kw_only(), "name"_a, "title"_a, "note"_a,
        "body"_a, "date"_a, "heads"_a, "rows"_a,
        "Writes one list; rows are (cells, look): fatal, warning, hint or body.");
  m.def("marked_workbook", &write_marked, "path"_a, "file"_a, "date"_a, "sheets"_a, "findings"_a,
        "places"_a,
        "Writes a copy of a ledger file with its faulty cells marked. Sheets are (name, cells, row "
        "of the header or -1, whether the names are the header), places (sheet, row, column) from "
        "0 or -1.");
}

}  // namespace gongkai
