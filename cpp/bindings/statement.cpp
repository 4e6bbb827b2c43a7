// Names of the room statement: the tables of a report, their form, and what must add up.
#include "bindings.hpp"
#include "casts.hpp"
#include "gongkai/base/error.hpp"
#include "gongkai/measure/rate.hpp"
#include "gongkai/statement/annual.hpp"
#include "gongkai/statement/form.hpp"
#include "gongkai/statement/identity.hpp"

namespace gongkai {
namespace py = pybind11;
using namespace py::literals;

namespace {

/// A cell as found: text, None, {"state": …}, or ... where it is not there.
std::optional<FoundCell> found_cell(const py::object& cell) {
  if (cell.is(py::ellipsis())) return std::nullopt;
  if (py::isinstance<py::dict>(cell))
    return FoundCell{"", state_of(cell["state"].cast<std::string>())};
  return FoundCell{cell.is_none() ? "" : cell.cast<std::string>(), std::nullopt};
}

Table found_table(std::string_view id, bool single_other_row,
                  const std::optional<std::vector<py::object>>& cells,
                  std::vector<Finding>& findings) {
  if (!cells) return {std::string(id), {}, {}, {}};
  std::vector<std::optional<FoundCell>> found;
  for (const auto& cell : *cells) found.push_back(found_cell(cell));
  auto read = read_table(id, single_other_row, found);
  findings.insert(findings.end(), read.findings.begin(), read.findings.end());
  return std::move(read.value);
}

using Cells = std::optional<std::vector<py::object>>;

std::pair<AnnualTables, std::vector<Finding>> from_cells(std::string body, int year,
                                                         std::string_view form,
                                                         bool single_other_row, const Cells& table2,
                                                         const Cells& table3, const Cells& table4) {
  std::vector<Finding> findings;
  AnnualTables out{std::move(body), year, form_of(form), single_other_row, {}, {}, {}};
  out.two = found_table("table2", single_other_row, table2, findings);
  out.three = found_table("table3", single_other_row, table3, findings);
  out.four = found_table("table4", single_other_row, table4, findings);
  return {std::move(out), std::move(findings)};
}

bool has(const AnnualTables& tables, std::string_view table) {
  const auto& of = table == "table2" ? tables.two : table == "table3" ? tables.three : tables.four;
  return of.there();
}

Rate rate_of(const AnnualTables& tables, const Definition& definition) {
  return rate(definition, [&](std::string_view place) { return tables.at(place); });
}

}  // namespace

void bind_statement(py::module_& m) {
  py::classh<AnnualTables>(m, "AnnualTables", "Tables 二, 三 and 四 of an annual report.")
      .def_static("from_cells", &from_cells, py::kw_only(), "body"_a, "year"_a, "form"_a,
                  "single_other_row"_a, "table2"_a, "table3"_a, "table4"_a,
                  "Tables of a finished report and what is wrong with single cells; cells row by "
                  "row of the form.")
      .def_readonly("body", &AnnualTables::body, "Name of the body.")
      .def_readonly("year", &AnnualTables::year, "Year of the report.")
      .def_property_readonly(
          "form", [](const AnnualTables& t) { return form_id(t.form); }, "2019 or 2021.")
      .def_readonly("single_other_row", &AnnualTables::single_other_row,
                    "Whether （六）其他处理 is one row.")
      .def("has", &has, "table"_a, "Whether the table is there.")
      .def("at", &AnnualTables::at, "place"_a, "The figure of a place of these tables.")
      .def(
          "printed",
          [](const AnnualTables& t, std::string_view place) { return printed(t.at(place), place); },
          "place"_a, "The figure as the form prints it.")
      .def("rate", &rate_of, "definition"_a,
           "A rate from the tables alone; DataError where it needs a ledger.")
      .def(
          "__eq__", [](const AnnualTables& a, const AnnualTables& b) { return a == b; }, "other"_a);

  py::classh<FormCell>(m, "FormCell",
                       "A cell of the printed form; covered cells of a merge are not listed.")
      .def_readonly("row", &FormCell::row, "From 0.")
      .def_readonly("column", &FormCell::column, "From 0.")
      .def_readonly("row_span", &FormCell::row_span, "Rows it covers.")
      .def_readonly("column_span", &FormCell::column_span, "Columns it covers.")
      .def_readonly("text", &FormCell::text, "Official label; empty for a figure.")
      .def_readonly("place", &FormCell::place, "Place of the figure; empty for a label.");
  py::classh<FormTable>(m, "FormTable", "Layout of a table of the form.")
      .def_readonly("rows", &FormTable::rows, "Number of rows.")
      .def_readonly("columns", &FormTable::columns, "Number of columns.")
      .def_readonly("head_rows", &FormTable::head_rows, "Rows of the head.")
      .def_readonly("cells", &FormTable::cells, "Cells by row, then column.");

  m.def("table_rows", &table_rows, "table"_a, "single_other_row"_a = false,
        "Ids of the rows of a table, in the order of the form.");
  m.def("table_columns", &table_columns, "table"_a, "Ids of the columns of a table.");
  m.def(
      "annual_tables",
      [](const Books& books, const std::map<std::string, std::string>& group) {
        return annual_tables(books, {group.begin(), group.end()});
      },
      "books"_a, "group"_a = py::dict(), "The tables of a body, or of one unit.");
  m.def("check", &check, "tables"_a, "previous"_a = py::none(),
        "Every identity with its status, passes too.");
  m.def("form_table", &form_table, "table"_a, "single_other_row"_a = false,
        "The printed form of a table, to the letter.");
  m.def("report_title", &report_title, "body"_a, "year"_a, "Title of the report.");
}

}  // namespace gongkai
