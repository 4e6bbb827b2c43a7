// Tables across the border to Python: Arrow capsules in and out, and the class Table.
#pragma once

#include <pybind11/pybind11.h>

#include "gongkai/arrow/c_data.hpp"
#include "gongkai/arrow/table.hpp"

namespace gongkai {

/// Copies the table out of an object with `__arrow_c_stream__`, else with `__arrow_c_array__`.
/// Throws DataError: "expected an Arrow table or stream, found int". Gives up the GIL while it
/// reads.
arrow::Table from_python(const pybind11::object& source);

/// The stream of such an object, taken over. Throws DataError as `from_python`.
ArrowArrayStream stream_from_python(const pybind11::object& source);

/// A capsule "arrow_array_stream" of one batch, which releases the stream where nobody has read it.
pybind11::capsule to_capsule(arrow::Table table);

void bind_arrow(pybind11::module_& m);

}  // namespace gongkai
