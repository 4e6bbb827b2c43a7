// Names of what is told of several counts: comparisons, rankings, shares, spreads.
#include "gongkai/measure/statistics.hpp"

#include "bindings.hpp"
#include "casts.hpp"
#include "gongkai/measure/compare.hpp"

namespace gongkai {
namespace py = pybind11;
using namespace py::literals;

namespace {

std::vector<Difference> compare(const Books& books, const Definition& first,
                                const Definition& second, const std::vector<std::string>& by) {
  return differences(books, first, second, by);
}

std::vector<std::optional<std::int64_t>> places_of(const std::vector<Rate>& rates) {
  return places(rates);
}
std::vector<std::string> shares(const std::vector<std::int64_t>& counts, int digits) {
  return shares_of_whole(counts, digits);
}
std::vector<std::int64_t> apportion(std::int64_t total, const std::vector<std::int64_t>& weights) {
  return apportioned(total, weights);
}

std::vector<std::tuple<std::string, Date, std::vector<std::string>>> units_over_time(
    const Books& books) {
  std::vector<std::tuple<std::string, Date, std::vector<std::string>>> out;
  for (const auto& unit : books.units().all())
    out.emplace_back(unit.name, unit.valid_to, unit.successors);
  return out;
}

}  // namespace

void bind_statistics(py::module_& m) {
  py::classh<Difference>(m, "Difference", "A row that two definitions count differently.")
      .def_readonly("group", &Difference::group, "The group in which they do.")
      .def_readonly("reason", &Difference::reason, "The row, its cell, and why it stands there.")
      .def_readonly("file", &Difference::file, "File of its ledger.")
      .def_readonly("numerator", &Difference::numerator,
                    "1 where only the second counts it above the line, -1 where only the first.")
      .def_readonly("denominator", &Difference::denominator, "The same below the line.");
  m.def("differences", &compare, "books"_a, "first"_a, "second"_a, "by"_a = py::tuple(),
        "The rows that, added to the counts of the first definition, give those of the second.");

  py::classh<Spread>(m, "Spread", "How many rows of a group took how many working days.")
      .def_readonly("group", &Spread::group, "The group.")
      .def_readonly("histogram", &Spread::histogram, "Rows by working days.")
      .def_readonly("unknown", &Spread::unknown, "Rows whose days nobody can tell yet.")
      .def_property_readonly("rows", &Spread::rows, "Rows without the unknown ones.")
      .def("percentile", &Spread::percentile, "percent"_a,
           "By the nearest rank; None without rows.");
  m.def("reply_days", &reply_days, "books"_a, "by"_a = py::tuple(),
        "Working days from receipt to effective reply, of requests answered in the period.");

  m.def("places", &places_of, "rates"_a,
        "Place of each rate of one definition, best first: 1, 2, 2, 4; None where not rankable.");
  m.def("shares_of_whole", &shares, "counts"_a, "digits"_a = 2,
        "Parts of one whole as percent texts that make 100, by the largest remainder.");
  m.def("apportioned", &apportion, "total"_a, "weights"_a,
        "A total in whole parts in proportion to weights, by the largest remainder.");
  m.def("units_over_time", &units_over_time, "books"_a,
        "Units as (name, last day or None, successors).");
  m.def("counts_by", &counts_by, "books"_a, "place"_a, "by"_a = py::tuple(), "month"_a = "",
        "How many rows one place counts in each group, as (group, count).");
}

}  // namespace gongkai
