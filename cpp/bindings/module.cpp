// gongkai._core: the table of contents.
#include "bindings.hpp"

PYBIND11_MODULE(_core, m) {
  m.doc() = "The counting core of gongkai.";
  m.attr("__version__") = GONGKAI_VERSION;
  gongkai::bind_base(m);
  gongkai::bind_arrow(m);
  gongkai::bind_ledger(m);
  gongkai::bind_measure(m);
  gongkai::bind_books(m);
  gongkai::bind_reach(m);
  gongkai::bind_statistics(m);
  gongkai::bind_statement(m);
  gongkai::bind_workbook(m);
}
