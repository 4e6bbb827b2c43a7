// Names of the room base: errors, findings, rules, figures, the calendar.
#include "bindings.hpp"
#include "casts.hpp"
#include "gongkai/base/calendar.hpp"
#include "gongkai/base/error.hpp"
#include "gongkai/base/figure.hpp"
#include "gongkai/base/gather.hpp"
#include "gongkai/base/rule.hpp"

namespace gongkai {
namespace py = pybind11;
using namespace py::literals;

py::dict where_dict(const Where& where) {
  py::dict out;
  for (const auto& [key, value] : where.printed())
    std::visit([&](const auto& each) { out[py::str(key)] = each; }, value);
  return out;
}

Where where_of(const py::dict& parts) {
  Where out;
  for (const auto& [key, value] : parts)
    out.set(key.cast<std::string>(), value.cast<Where::Value>());
  return out;
}

namespace {

Finding make_finding(std::string rule, std::string kind, std::string_view status,
                     const py::dict& where, std::string found, std::string expected, bool vital) {
  Finding out{std::move(rule), std::move(kind),  status_of(status),
              where_of(where), std::move(found), std::move(expected)};
  out.vital = vital;
  return out;
}

Figure make_figure(std::optional<std::int64_t> value, std::string_view state) {
  return value ? number(*value) : Figure{0, state.empty() ? State::blank : state_of(state)};
}

std::optional<std::int64_t> value_of(Figure figure) {
  return is_number(figure) ? std::optional(figure.value) : std::nullopt;
}

std::vector<py::dict> rule_list(const Rules& rules) {
  std::vector<py::dict> out;
  for (const auto& rule : rules.all())
    out.push_back(py::dict("id"_a = rule.id, "name"_a = rule.name, "checks"_a = rule.checks,
                           "severity"_a = severity_id(rule.severity), "source"_a = rule.source));
  return out;
}

Calendar parse_calendar(const std::vector<std::pair<std::string, std::string>>& files) {
  std::vector<NamedText> named;
  for (const auto& [name, text] : files) named.push_back({name, text});
  return Calendar::parse(named);
}

std::vector<Gathered> gather_all(const std::vector<const Finding*>& findings) {
  return gather(findings);
}

std::pair<Date, Date> add_days(const Calendar& calendar, Date from, int working_days) {
  const auto due = calendar.add(from, working_days);
  return {due.earliest, due.latest};
}

}  // namespace

void bind_base(py::module_& m) {
  py::register_exception<DataError>(m, "DataError", PyExc_ValueError);
  py::register_exception<WorkbookError>(m, "WorkbookError", PyExc_OSError);

  py::classh<Finding>(m, "Finding", "What is wrong in data that could be read, and where.")
      .def(py::init(&make_finding), "rule"_a, "kind"_a, "status"_a = "fail", "where"_a = py::dict(),
           "found"_a = "", "expected"_a = "", "vital"_a = false)
      .def_readonly("rule", &Finding::rule, "Id of the rule.")
      .def_readonly("kind", &Finding::kind, "Which of the rule's words apply.")
      .def_property_readonly(
          "status", [](const Finding& f) { return status_id(f.status); },
          "pass, fail, unknown or not_assessable.")
      .def_property_readonly(
          "severity", [](const Finding& f) { return severity_id(f.severity); },
          "fatal, serious or hint.")
      .def_property_readonly(
          "where", [](const Finding& f) { return where_dict(f.where); },
          "Where it stands; only what applies.")
      .def_readonly("found", &Finding::found, "What stands there.")
      .def_readonly("expected", &Finding::expected, "What belongs there.")
      .def_readonly("message", &Finding::message, "The Chinese sentence; empty until Rules.tell.")
      .def_property_readonly("words", &words_of, "The sentence without the place it opens with.")
      .def(
          "__eq__", [](const Finding& a, const Finding& b) { return a == b; }, "other"_a)
      .def("__repr__", [](const Finding& f) {
        return fmt::format("Finding({}, {}: {})", f.rule, status_id(f.status), f.message);
      });

  py::classh<Rules>(m, "Rules", "Severity and words of every finding, from rules.toml.")
      .def_static("parse", &Rules::parse, "toml"_a,
                  "Rules of a rules.toml; DataError names the line.")
      .def("tell", py::overload_cast<std::vector<Finding>>(&Rules::tell, py::const_), "findings"_a,
           "The findings with severity and message filled.")
      .def("all", &rule_list, "Every rule: id, name, checks, severity, source.");

  py::classh<Gathered>(m, "Gathered", "Findings that say the same of one column.")
      .def_readonly("members", &Gathered::members, "Their places in the list, by row.")
      .def_readonly("count", &Gathered::count, "How many places they stand for.")
      .def_readonly("place", &Gathered::place, "What the lines leave out of their place.")
      .def_readonly("lines", &Gathered::lines, "The words of the first ten.");
  m.def("gather", &gather_all, "findings"_a,
        "Findings that say the same together, in the order of files and rows.");

  py::classh<Day>(m, "Day", "One day of a time limit, as told to a person.")
      .def_readonly("date", &Day::date, "The day.")
      .def_readonly("counts", &Day::counts,
                    "Whether it is a working day; None where a missing notice may move it.")
      .def_readonly("n", &Day::n, "Number of the working day; None where it does not count.")
      .def_readonly("why", &Day::why, "The reason, in Chinese.")
      .def_readonly("notice", &Day::notice,
                    "The notice that says so, empty where the weekday does.");

  py::classh<Calendar>(m, "Calendar", "Working days by the notices of the State Council.")
      .def_static("parse", &parse_calendar, "files"_a,
                  "Calendar of (name, text) pairs of TOML files.")
      .def("add", &add_days, "date"_a, "working_days"_a,
           "Earliest and latest day on which that many working days have passed.")
      .def("walk", &Calendar::walk, "date"_a, "working_days"_a,
           "Every day after `date` up to the latest end.")
      .def("count", &Calendar::count, "after"_a, "until"_a,
           "Working days in (after, until], the fewest where a notice is missing.")
      .def_property_readonly("notices", &Calendar::notices,
                             "Numbers and titles of the notices, by year.");

  py::classh<Figure>(m, "Figure", "A number, or the reason why there is none.")
      .def(py::init(&make_figure), "value"_a = py::none(), "state"_a = "")
      .def_property_readonly("value", &value_of, "The number; None where there is none.")
      .def_property_readonly(
          "state", [](Figure f) { return state_id(f.state); },
          "number, blank, not_applicable, not_held or withheld.")
      .def(
          "__add__", [](Figure a, Figure b) { return a + b; }, "other"_a)
      .def(
          "__sub__", [](Figure a, Figure b) { return a - b; }, "other"_a)
      .def(
          "__eq__", [](Figure a, Figure b) { return a == b; }, "other"_a)
      .def("__repr__", [](Figure f) {
        return is_number(f) ? fmt::format("Figure({})", f.value)
                            : fmt::format("Figure({})", state_id(f.state));
      });
}

}  // namespace gongkai
