// The rooms that the module names, in their order.
#pragma once

#include <pybind11/pybind11.h>

namespace gongkai {

void bind_base(pybind11::module_& m);
void bind_arrow(pybind11::module_& m);
void bind_ledger(pybind11::module_& m);
void bind_measure(pybind11::module_& m);
void bind_books(pybind11::module_& m);
void bind_reach(pybind11::module_& m);
void bind_statistics(pybind11::module_& m);
void bind_statement(pybind11::module_& m);
void bind_workbook(pybind11::module_& m);

}  // namespace gongkai
