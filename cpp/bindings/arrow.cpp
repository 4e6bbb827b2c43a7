#include "arrow.hpp"

#include <datetime.h>
#include <pybind11/stl.h>

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gongkai/arrow/stream.hpp"
#include "gongkai/base/error.hpp"

namespace gongkai {
namespace {

namespace py = pybind11;
using namespace py::literals;

constexpr const char* kStream = "arrow_array_stream";
constexpr std::int64_t kDayMicros = 86'400'000'000;

std::string type_name(const py::handle& object) { return Py_TYPE(object.ptr())->tp_name; }

// What the capsule holds, moved out of it.
template <class T>
T taken(const py::handle& capsule, const char* name) {
  if (PyCapsule_IsValid(capsule.ptr(), name) == 0)
    fail<DataError>("expected a capsule '{}', found {}", name, type_name(capsule));
  auto* inside = static_cast<T*>(PyCapsule_GetPointer(capsule.ptr(), name));
  T outside = *inside;
  inside->release = nullptr;
  return outside;
}

// --- Values to Python

py::object date_object(Date date, std::string_view column, std::int64_t row) {
  if (date < *civil(1, 1, 1) || date > *civil(9999, 12, 31))
    fail<DataError>("column '{}', row {}: day {} is beyond Python's dates", column, row + 1,
                    date.time_since_epoch().count());
  const auto day = parts(date);
  return py::reinterpret_steal<py::object>(PyDate_FromDate(static_cast<int>(day.year()),
                                                           static_cast<int>(unsigned{day.month()}),
                                                           static_cast<int>(unsigned{day.day()})));
}

py::object moment_object(std::int64_t micros, std::string_view column, std::int64_t row) {
  const std::int64_t days = micros / kDayMicros - (micros % kDayMicros < 0 ? 1 : 0);
  const auto rest = static_cast<int>((micros - days * kDayMicros) % 1'000'000);
  const auto seconds = static_cast<int>((micros - days * kDayMicros) / 1'000'000);
  const py::object date = date_object(Date(Days(static_cast<std::int32_t>(days))), column, row);
  return py::reinterpret_steal<py::object>(PyDateTime_FromDateAndTime(
      PyDateTime_GET_YEAR(date.ptr()), PyDateTime_GET_MONTH(date.ptr()),
      PyDateTime_GET_DAY(date.ptr()), seconds / 3600, seconds / 60 % 60, seconds % 60, rest));
}

struct ToObject {
  const arrow::Column& column;
  std::int64_t row;

  std::size_t at() const { return static_cast<std::size_t>(row); }
  static py::object text(std::string_view value) { return py::str(value.data(), value.size()); }

  py::object operator()(std::monostate) const { return py::none(); }
  py::object operator()(const arrow::Texts& texts) const { return text(texts[row]); }
  py::object operator()(const arrow::Coded& coded) const {
    return text(coded.distinct[coded.codes[at()]]);
  }
  py::object operator()(const std::vector<std::int64_t>& v) const { return py::int_(v[at()]); }
  py::object operator()(const std::vector<double>& v) const { return py::float_(v[at()]); }
  py::object operator()(const std::vector<std::uint8_t>& v) const {
    return py::bool_(v[at()] != 0);
  }
  py::object operator()(const std::vector<Date>& v) const {
    return date_object(v[at()], column.name, row);
  }
  py::object operator()(const arrow::Moments& moments) const {
    return moment_object(moments.micros[at()], column.name, row);
  }
};

py::list column_list(const arrow::Table& table, std::string_view name) {
  const arrow::Column* column = table.find(name);
  if (column == nullptr) fail<DataError>("the table has no column '{}'", name);
  py::list out(static_cast<std::size_t>(table.rows));
  for (std::int64_t row = 0; row < table.rows; ++row)
    out[static_cast<std::size_t>(row)] =
        column->is_null(row) ? py::none() : std::visit(ToObject{*column, row}, column->values);
  return out;
}

// --- Values from Python

Date date_of(PyObject* date) {
  return *civil(PyDateTime_GET_YEAR(date), PyDateTime_GET_MONTH(date), PyDateTime_GET_DAY(date));
}

// The clock on the wall, whatever the zone.
std::int64_t micros_of(PyObject* moment) {
  const std::int64_t days = date_of(moment).time_since_epoch().count();
  const std::int64_t seconds = PyDateTime_DATE_GET_HOUR(moment) * 3600 +
                               PyDateTime_DATE_GET_MINUTE(moment) * 60 +
                               PyDateTime_DATE_GET_SECOND(moment);
  return days * kDayMicros + seconds * 1'000'000 + PyDateTime_DATE_GET_MICROSECOND(moment);
}

// The empty values that a Python object belongs to; bool is an int and datetime a date, so they go
// first.
arrow::Values values_for(const py::handle& value, std::string_view column, std::int64_t row) {
  PyObject* object = value.ptr();
  if (PyUnicode_Check(object)) return arrow::Texts();
  if (PyBool_Check(object)) return std::vector<std::uint8_t>();
  if (PyLong_Check(object)) return std::vector<std::int64_t>();
  if (PyFloat_Check(object)) return std::vector<double>();
  if (PyDateTime_Check(object)) return arrow::Moments();
  if (PyDate_Check(object)) return std::vector<Date>();
  fail<DataError>("column '{}', row {}: found {}, expected str, int, float, bool, date or datetime",
                  column, row + 1, type_name(value));
}

// Appends one value, or what stands for a null.
struct Push {
  PyObject* value;  // null: nothing
  std::string_view column;
  std::int64_t row;

  void operator()(std::monostate) const {}
  void operator()(arrow::Coded&) const {}
  void operator()(arrow::Texts& out) const {
    if (value == nullptr) return out.push_back("");
    Py_ssize_t size = 0;
    const char* text = PyUnicode_AsUTF8AndSize(value, &size);
    if (text == nullptr) refuse("the text is not UTF-8");
    out.push_back({text, static_cast<std::size_t>(size)});
  }
  void operator()(std::vector<std::int64_t>& out) const {
    const std::int64_t whole = value == nullptr ? 0 : PyLong_AsLongLong(value);
    if (whole == -1 && PyErr_Occurred() != nullptr)
      refuse("the number does not fit 64 bits with sign");
    out.push_back(whole);
  }
  void operator()(std::vector<double>& out) const {
    out.push_back(value == nullptr ? 0 : PyFloat_AS_DOUBLE(value));
  }
  void operator()(std::vector<std::uint8_t>& out) const { out.push_back(value == Py_True); }
  void operator()(std::vector<Date>& out) const {
    out.push_back(value == nullptr ? Date() : date_of(value));
  }
  void operator()(arrow::Moments& out) const {
    out.micros.push_back(value == nullptr ? 0 : micros_of(value));
  }
  [[noreturn]] void refuse(const char* why) const {
    PyErr_Clear();
    fail<DataError>("column '{}', row {}: {}", column, row + 1, why);
  }
};

arrow::Column column_of(const std::string& name, const py::list& list) {
  arrow::Column column{name, {}, {}};
  std::string kind;
  std::int64_t row = 0, first = 0;
  for (const py::handle value : list) {
    if (value.is_none()) {
      column.valid.resize(static_cast<std::size_t>(row), 1);
      column.valid.push_back(0);
    } else {
      arrow::Values values = values_for(value, name, row);
      if (kind.empty()) {
        column.values = std::move(values);
        for (std::int64_t null = 0; null < row; ++null)
          std::visit(Push{nullptr, name, null}, column.values);
        kind = type_name(value);
        first = row;
      } else if (values.index() != column.values.index()) {
        fail<DataError>("column '{}', row {}: found {}, expected {} as in row {}", name, row + 1,
                        type_name(value), kind, first + 1);
      }
      if (!column.valid.empty()) column.valid.push_back(1);
    }
    std::visit(Push{value.is_none() ? nullptr : value.ptr(), name, row}, column.values);
    ++row;
  }
  if (kind.empty()) column.valid.clear();
  return column;
}

arrow::Table table_of(const std::vector<std::pair<std::string, py::list>>& columns) {
  arrow::Table table;
  for (const auto& [name, list] : columns) {
    const auto rows = static_cast<std::int64_t>(list.size());
    if (!table.columns.empty() && rows != table.rows)
      fail<DataError>("column '{}': {} rows, expected {}", name, rows, table.rows);
    table.rows = rows;
    table.columns.push_back(column_of(name, list));
  }
  return table;
}

std::vector<std::string> names_of(const arrow::Table& table) {
  std::vector<std::string> names;
  for (const arrow::Column& column : table.columns) names.push_back(column.name);
  return names;
}

}  // namespace

ArrowArrayStream stream_from_python(const py::object& source) {
  if (py::hasattr(source, "__arrow_c_stream__"))
    return taken<ArrowArrayStream>(source.attr("__arrow_c_stream__")(), kStream);
  ArrowArrayStream stream;
  arrow::export_stream(from_python(source), &stream);
  return stream;
}

arrow::Table from_python(const py::object& source) {
  if (py::hasattr(source, "__arrow_c_stream__")) {
    auto stream = stream_from_python(source);
    const py::gil_scoped_release others_run;
    return arrow::import_stream(&stream);
  }
  if (py::hasattr(source, "__arrow_c_array__")) {
    const py::object pair = source.attr("__arrow_c_array__")();
    if (!py::isinstance<py::tuple>(pair) || py::len(pair) != 2)
      fail<DataError>("expected two capsules of __arrow_c_array__, found {}", type_name(pair));
    const py::object second = pair[py::int_(1)];
    if (PyCapsule_IsValid(second.ptr(), "arrow_array") == 0)
      fail<DataError>("expected a capsule 'arrow_array', found {}", type_name(second));
    auto schema = taken<ArrowSchema>(pair[py::int_(0)], "arrow_schema");
    auto array = taken<ArrowArray>(second, "arrow_array");
    const py::gil_scoped_release others_run;
    return arrow::import_batch(&schema, &array);
  }
  fail<DataError>("expected an Arrow table or stream, found {}", type_name(source));
}

py::capsule to_capsule(arrow::Table table) {
  auto stream = std::make_unique<ArrowArrayStream>();
  arrow::export_stream(std::move(table), stream.get());
  const auto destroy = [](PyObject* capsule) {
    auto* inside = static_cast<ArrowArrayStream*>(PyCapsule_GetPointer(capsule, kStream));
    if (inside->release != nullptr) inside->release(inside);
    delete inside;
  };
  py::capsule capsule(stream.get(), kStream, +destroy);
  stream.release();
  return capsule;
}

void bind_arrow(py::module_& m) {
  PyDateTime_IMPORT;
  if (PyDateTimeAPI == nullptr) throw py::error_already_set();
  using arrow::Table;

  py::classh<Table>(m, "Table", "Columns that came from outside, copied and checked.")
      .def_static("from_arrow", &from_python, "source"_a, R"(A table read from any Arrow producer.

Parameters
----------
source : object
    Has ``__arrow_c_stream__`` or ``__arrow_c_array__``: a frame or table of Polars, pandas, pyarrow,
    DuckDB and others.

Returns
-------
Table
    A copy. Moments in UTC, in a fixed offset or in China's zones are those of the clock on that wall.

Raises
------
DataError
    Where `source` is no such object, a format is not read, or what it holds is not sound.
)")
      .def_static("from_columns", &table_of, "columns"_a, R"(A table made of Python lists.

Parameters
----------
columns : list of (str, list)
    Names and values of one length: str, int, float, bool, date or datetime, one kind in a column; None
    is null. A column without values has no kind. A datetime loses its zone, not its clock.

Returns
-------
Table

Raises
------
DataError
    Where lengths differ, a value is of another kind, or a number does not fit 64 bits.

Examples
--------
>>> Table.from_columns([("件数", [3, None])]).column("件数")
[3, None]
)")
      .def_readonly("rows", &Table::rows, "Number of rows.")
      .def_property_readonly("names", &names_of, "Names of the columns, in order.")
      .def("column", &column_list, "name"_a, R"(Values of the first column of that name.

Parameters
----------
name : str

Returns
-------
list
    One value a row, None where null; dates as datetime.date, moments as datetime.datetime.

Raises
------
DataError
    Where there is no such column, or a date lies outside the years 1 to 9999.

Examples
--------
>>> Table.from_columns([("件数", [3, None])]).column("件数")
[3, None]
)")
      .def(
          "__arrow_c_stream__",
          [](const Table& table, const py::object&) { return to_capsule(table); },
          "requested_schema"_a = py::none(), R"(A capsule with a stream of one batch, a copy.

Parameters
----------
requested_schema : object, optional
    Not looked at, as the protocol allows.

Returns
-------
capsule
    Named ``arrow_array_stream``.
)");
}

}  // namespace gongkai
