// How our values look in Python: dates as datetime.date, findings' places as dicts, states by id.
#pragma once

#include <datetime.h>
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include "gongkai/base/date.hpp"
#include "gongkai/base/finding.hpp"

namespace gongkai {

pybind11::dict where_dict(const Where& where);
Where where_of(const pybind11::dict& parts);

}  // namespace gongkai

namespace pybind11::detail {

/// datetime.date; kNever and kUndated are None, and None is kNever.
template <>
struct type_caster<gongkai::Date> {
  PYBIND11_TYPE_CASTER(gongkai::Date, const_name("datetime.date | None"));
  bool load(handle source, bool) {
    if (PyDateTimeAPI == nullptr) PyDateTime_IMPORT;
    value = gongkai::kNever;
    if (source.is_none()) return true;
    if (!PyDate_Check(source.ptr())) return false;
    const auto date =
        gongkai::civil(PyDateTime_GET_YEAR(source.ptr()), PyDateTime_GET_MONTH(source.ptr()),
                       PyDateTime_GET_DAY(source.ptr()));
    if (date) value = *date;
    return date.has_value();
  }
  static handle cast(gongkai::Date date, return_value_policy, handle) {
    if (PyDateTimeAPI == nullptr) PyDateTime_IMPORT;
    if (!gongkai::is_dated(date)) return none().release();
    const auto parts = gongkai::parts(date);
    return PyDate_FromDate(static_cast<int>(parts.year()),
                           static_cast<int>(static_cast<unsigned>(parts.month())),
                           static_cast<int>(static_cast<unsigned>(parts.day())));
  }
};

}  // namespace pybind11::detail
