// Names of the room measure: law, definitions and rates.
#include "gongkai/measure/measure.hpp"
#include "bindings.hpp"
#include "casts.hpp"
#include "gongkai/measure/duty.hpp"
#include "gongkai/measure/law.hpp"
#include "gongkai/measure/rate.hpp"

namespace gongkai {
namespace py = pybind11;
using namespace py::literals;

namespace {

Law make_law(const std::vector<std::pair<std::string, std::string>>& calendar,
             std::string_view regimes, const Terms& terms, std::string_view year_toml) {
  std::vector<NamedText> files;
  for (const auto& [name, text] : calendar) files.push_back({name, text});
  return {Calendar::parse(files), Regimes::parse(regimes), terms, parse_choices(year_toml)};
}

std::vector<std::tuple<std::int64_t, std::int64_t, std::int64_t, std::int64_t>> fee(
    const Law& law, std::string_view id, std::int64_t number, Date on) {
  const auto* rule = law.regimes.fee(id, on);
  if (rule == nullptr) fail<DataError>("no fee by {} is laid down on {}", id, iso(on));
  std::vector<std::tuple<std::int64_t, std::int64_t, std::int64_t, std::int64_t>> out;
  for (const auto& part : rule->parts(number))
    out.emplace_back(part.first, part.last, part.each, part.yuan);
  return out;
}

std::vector<std::string> measure_ids() {
  std::vector<std::string> out;
  for (const auto& each : measures()) out.emplace_back(each.id);
  return out;
}

}  // namespace

void bind_measure(py::module_& m) {
  py::classh<Law>(m, "Law", "All that counting may ask besides the ledgers.")
      .def(py::init(&make_law), "calendar"_a, "regimes"_a, "terms"_a, "year_toml"_a = "")
      .def_readonly("calendar", &Law::calendar, "Working days.")
      .def("fee", &fee, "id"_a, "number"_a, "on"_a = py::none(),
           "What a number of items or pages costs, band by band: (first, last, each, yuan).");

  py::classh<Definition>(m, "Definition",
                         "One rate: what stands above and below the line, and who says so.")
      .def_readonly("id", &Definition::id, "Id, such as timely.due.")
      .def_readonly("name", &Definition::name, "Chinese name.")
      .def_readonly("source", &Definition::source,
                    "Where the definition was seen, or who chose it.")
      .def_readonly("numerator", &Definition::numerator, "Places above the line.")
      .def_readonly("denominator", &Definition::denominator, "Places below the line.")
      .def_property_readonly(
          "rounding", [](const Definition& of) { return rounding_id(of.rounding); },
          "half_up, truncate, or largest_remainder, which alone rounds half up.")
      .def_readonly("digits", &Definition::digits, "Digits behind the point.")
      .def_readonly("scale", &Definition::scale, "What the quotient is multiplied by.")
      .def_readonly("unit", &Definition::unit, "What is printed behind it: % or 件/万人.")
      .def_readonly("rankable_from", &Definition::rankable_from,
                    "Smallest denominator by which groups may be ranked.")
      .def_readonly("direction", &Definition::direction, "Which way is better: higher or lower.")
      .def_property_readonly("ledgers", &ledgers_of, "The ledgers that both sides count.")
      .def_readonly("fixed_point", &Definition::fixed_point,
                    "What 1 is on both sides: 1000000 where they are sums of decimals.");
  m.def("parse_definitions", &parse_definitions, "toml"_a, "name"_a = "definitions.toml",
        "Definitions of a TOML file in order; DataError names the line.");
  m.def("merge_definitions", &merge, "shipped"_a, "own"_a,
        "The first list with those of the second added or put in place.");

  m.def(
      "measure_cells",
      [](std::string_view id) {
        const auto cells = measure(id).cells;
        return std::vector<std::string>(cells.begin(), cells.end());
      },
      "measure"_a, "The cells of a measure in their order; DataError where there is no such one.");

  py::classh<Duty>(m, "Duty", "A duty of the plan: what is expected, and which rows cover it.")
      .def_readonly("id", &Duty::id, "Id, such as bus.stages.")
      .def_readonly("name", &Duty::name, "Chinese name.")
      .def_readonly("source", &Duty::source, "Clause of the plan.")
      .def_readonly("ledger", &Duty::ledger, "The ledger whose rows cover it.")
      .def_readonly("waived", &Duty::waived, "Why it does not hold here; empty where it does.");
  m.def("parse_duties", &parse_duties, "toml"_a, "name"_a = "duties.toml",
        "Duties of a TOML file in order; DataError names the line.");
  m.def("merge_duties", &merge_duties, "shipped"_a, "own"_a,
        "The first list with those of the second added, put in place, or waived.");

  py::classh<Rate>(m, "Rate", "Two counts, divided last, printed with their definition.")
      .def_readonly("definition", &Rate::definition, "What it is a rate of.")
      .def_readonly("numerator", &Rate::numerator, "Count above the line.")
      .def_readonly("denominator", &Rate::denominator, "Count below the line.")
      .def_readonly("unknown", &Rate::unknown, "Rows that a missing notice leaves open.")
      .def_property_readonly("share", &Rate::share, "0 to 1 in full precision, or None.")
      .def_property_readonly("text", &Rate::text, "As printed: 92.31%, — or a range.")
      .def_property_readonly("interval", &Rate::wilson, "Wilson's interval at 95 %, or None.")
      .def_property_readonly("rankable", &Rate::rankable,
                             "Whether the denominator is large enough to rank by.");
  m.def("measures", &measure_ids, "Ids of the measures in their order.");
}

}  // namespace gongkai
