// Names of the books of a year.
#include "gongkai/measure/books.hpp"
#include "bindings.hpp"
#include "casts.hpp"
#include "gongkai/measure/books_table.hpp"
#include "gongkai/measure/case_clock.hpp"
#include "gongkai/measure/coverage.hpp"
#include "gongkai/measure/roll_up.hpp"
#include "gongkai/measure/shared.hpp"

namespace gongkai {
namespace py = pybind11;
using namespace py::literals;

namespace {

std::shared_ptr<Books> make_books(std::string body, const std::map<std::string, Ledger>& ledgers,
                                  const Law& law, int year, std::optional<Date> as_of,
                                  const std::map<std::string, std::int64_t>& facts,
                                  std::vector<Duty> duties, std::shared_ptr<Books> previous) {
  auto period = year_period(year);
  if (as_of && *as_of != kNever) period.as_of = *as_of;
  return std::make_shared<Books>(BooksOf{std::move(body),
                                         {ledgers.begin(), ledgers.end()},
                                         law,
                                         period,
                                         {facts.begin(), facts.end()},
                                         std::move(duties)},
                                 std::move(previous));
}

Key key_of(const std::map<std::string, std::string>& group) { return {group.begin(), group.end()}; }

std::vector<std::tuple<Key, std::string, Figure>> tally(const Books& books, std::string_view ledger,
                                                        const std::vector<std::string>& by) {
  std::vector<std::tuple<Key, std::string, Figure>> out;
  for (auto& count : books.tally(ledger, by))
    out.emplace_back(std::move(count.group), std::move(count.cell), count.count);
  return out;
}

std::vector<std::pair<Key, Rate>> rates(const Books& books, const Definition& definition,
                                        const std::vector<std::string>& by) {
  std::vector<std::pair<Key, Rate>> out;
  for (auto& each : books.rates(definition, by))
    out.emplace_back(std::move(each.group), std::move(each.rate));
  return out;
}

std::optional<std::pair<Date, Date>> due_of(const Standing& standing) {
  if (!is_dated(standing.due.earliest)) return std::nullopt;
  return std::pair{standing.due.earliest, standing.due.latest};
}

std::pair<std::shared_ptr<Books>, std::vector<Finding>> amended(
    const Books& books, std::string_view ledger, std::int64_t row,
    const std::map<std::string, std::string>& values) {
  auto [made, findings] = books.amend(ledger, row, {values.begin(), values.end()});
  return {std::make_shared<Books>(std::move(made)), std::move(findings)};
}

std::vector<std::pair<Day, std::string>> days_of(const CaseClock& clock) {
  std::vector<std::pair<Day, std::string>> out;
  for (const auto& each : clock.days) out.emplace_back(each.day, each.event);
  return out;
}

std::vector<std::pair<std::string_view, std::string_view>> deadline_measures() {
  std::vector<std::pair<std::string_view, std::string_view>> out;
  for (const auto& each : measures())
    if (each.due != nullptr) out.emplace_back(each.id, each.ledger);
  return out;
}

std::vector<std::string> unit_names(const Books& books) {
  std::vector<std::string> out;
  for (const auto& unit : books.units().all()) out.push_back(unit.name);
  return out;
}

}  // namespace

void bind_books(py::module_& m) {
  py::classh<Reason>(m, "Reason", "One ledger row behind a number.")
      .def_readonly("ledger", &Reason::ledger, "Id of the ledger.")
      .def_readonly("row", &Reason::row, "Row as the office sees it, from 1.")
      .def_readonly("key", &Reason::key, "case_no, dispute_no, list/task_id ….")
      .def_readonly("cell", &Reason::cell, "The cell it is counted in.")
      .def_readonly("because", &Reason::because, "Why, in Chinese.");

  py::classh<Standing>(m, "Standing", "A row with a deadline, and how it stands.")
      .def_readonly("ledger", &Standing::ledger, "Id of the ledger.")
      .def_readonly("measure", &Standing::measure,
                    "Whose deadline it is: reply, tasks, conclude …, or consultations.")
      .def_readonly("row", &Standing::row, "Row as the office sees it.")
      .def_readonly("key", &Standing::key, "Key of the row.")
      .def_readonly("title", &Standing::title,
                    "Title of the task; applicant of the request; item or kind of others.")
      .def_readonly("unit", &Standing::unit, "Lead or handling unit.")
      .def_readonly("printed", &Standing::printed, "The deadline in its own words.")
      .def_property_readonly(
          "due", &due_of,
          "Earliest and latest deadline; None where nothing is due or no law says when.")
      .def_readonly("done", &Standing::done, "Date done; None while open or undated.")
      .def_readonly("cell", &Standing::cell, "Cell of the timed measure.")
      .def_readonly("state", &Standing::state,
                    "on_time, late, overdue, open, paused, before_issue, unsure, outside.")
      .def_readonly("days_over", &Standing::days_over,
                    "Days past the deadline, working days but for tasks and disputes, or None.")
      .def_readonly("days_left", &Standing::days_left,
                    "Calendar days to the earliest deadline of what is open, or None.");

  py::classh<CaseClock>(m, "CaseClock", "The clock of one request, told day by day.")
      .def_readonly("standing", &CaseClock::standing, "How it stands.")
      .def_readonly("law", &CaseClock::law, "Name of the law it falls under; empty: unknown.")
      .def_readonly("received", &CaseClock::received, "Day of receipt; None where unknown.")
      .def_readonly("told", &CaseClock::told, "Its events in order, in Chinese.")
      .def_property_readonly("days", &days_of, "Its days as (Day, event).");
  m.def("deadline_measures", &deadline_measures, "Measures with deadlines as (id, ledger).");

  py::classh<RolledUp>(m, "RolledUp", "One unit in the tree; total = own + taken_over + below.")
      .def_readonly("unit", &RolledUp::unit, "Name of the unit.")
      .def_readonly("parent", &RolledUp::parent, "The unit above it; empty for the body.")
      .def_readonly("depth", &RolledUp::depth, "0 for the body, 1 for its units ….")
      .def_readonly("own", &RolledUp::own, "Rows of the unit itself.")
      .def_readonly("taken_over", &RolledUp::taken_over,
                    "Of units that were merged into it or renamed by the date of count.")
      .def_readonly("below", &RolledUp::below, "Totals of the units under it.")
      .def_readonly("total", &RolledUp::total, "All of them.")
      .def_readonly("carried_to", &RolledUp::carried_to,
                    "The unit that took its figures over; empty for all others.");
  py::classh<ExpectedItem>(m, "ExpectedItem", "One item of what a duty expects.")
      .def_property_readonly("label", &label_of, "Its words, joined by ·.")
      .def_readonly("words", &ExpectedItem::words, "Its word of each side.")
      .def_readonly("unit", &ExpectedItem::unit, "The unit that it is told under.")
      .def_readonly("covered", &ExpectedItem::covered, "Whether enough rows have done it.");
  py::classh<Coverage>(m, "Coverage", "What a duty expects.")
      .def_readonly("items", &Coverage::items, "All items, in order.")
      .def_property_readonly("expected", &Coverage::expected, "How many items there are.")
      .def_property_readonly("covered", &Coverage::covered, "How many of them are covered.")
      .def_readonly("absent", &Coverage::absent, "Ledgers without which nothing can be told.");

  py::classh<Books>(m, "Books",
                    "The ledgers of one year, classified once, that answer every place.")
      .def(py::init(&make_books), "body"_a, "ledgers"_a, "law"_a, py::kw_only(), "year"_a,
           "as_of"_a = py::none(), "facts"_a = py::dict(), "duties"_a = py::tuple(),
           "previous"_a = py::none())
      .def_property_readonly("body", &Books::body, "Name of the body.")
      .def_property_readonly(
          "year", [](const Books& books) { return year_of(books.period().from); }, "The year.")
      .def_property_readonly(
          "date_of_count", [](const Books& books) { return books.period().as_of; },
          "Nothing later has happened.")
      .def_property_readonly("units", &unit_names, "Names of the units.")
      .def_property_readonly("findings", &Books::findings,
                             "Findings between ledgers and of counting, without words yet.")
      .def_property_readonly("ledgers", &Books::ledgers, "The ledgers by id.")
      .def("amend", &amended, "ledger"_a, "row"_a, "values"_a,
           py::call_guard<py::gil_scoped_release>(),
           "The books with some cells of a row, counted from 0, written anew, and findings of it.")
      .def("roll_up", &roll_up, "place"_a, "A count for every unit of the tree, the body first.")
      .def("as_of", &Books::as_of, "date"_a, "The same ledgers at another date of count.")
      .def(
          "at",
          [](const Books& b, std::string_view place,
             const std::map<std::string, std::string>& group) {
            return b.at(place, key_of(group));
          },
          "place"_a, "group"_a = py::dict(),
          "The figure of a place; blank where its ledger is absent.")
      .def("tally", &tally, "ledger"_a, "by"_a = py::tuple(),
           "Counts of a ledger as (group, cell, figure).")
      .def("tally_table", &tally_table, "ledger"_a, "by"_a = py::tuple(),
           py::call_guard<py::gil_scoped_release>(),
           "Counts of a ledger as columns: those of by, cell, count.")
      .def("deadline_table", &deadline_table, "ledger"_a, py::call_guard<py::gil_scoped_release>(),
           "Deadlines of requests or tasks as columns: earliest, latest, cell, a row each.")
      .def(
          "rate",
          [](const Books& b, const Definition& definition,
             const std::map<std::string, std::string>& group) {
            return b.rate(definition, key_of(group));
          },
          "definition"_a, "group"_a = py::dict(),
          "One definition for one group; 0 of 0 where it has no rows.")
      .def("rates", &rates, "definition"_a, "by"_a = py::tuple(),
           "One definition by groups as (group, rate).")
      .def("left_out",
           py::overload_cast<const Definition&, const std::vector<std::string>&>(&Books::left_out,
                                                                                 py::const_),
           "definition"_a, "by"_a, "How many rows stand in no group, and why, as findings.")
      .def("left_out",
           py::overload_cast<std::string_view, const std::vector<std::string>&>(&Books::left_out,
                                                                                py::const_),
           "ledger"_a, "by"_a, "The same of a tally.")
      .def(
          "why",
          [](const Books& b, std::string_view place,
             const std::map<std::string, std::string>& group,
             const std::vector<Definition>& definitions) {
            return b.why(place, key_of(group), definitions);
          },
          "place"_a, "group"_a = py::dict(), "definitions"_a = py::tuple(),
          "The rows behind a number.")
      .def(
          "shared",
          [](const Books& b, const Definition& of, const std::vector<std::string>& by) {
            return shared_rows(b, of, by);
          },
          "definition"_a, "by"_a, "How many rows stand in several groups, as a finding or none.")
      .def(
          "shared",
          [](const Books& b, std::string_view ledger, const std::vector<std::string>& by) {
            return shared_rows(b, ledger, by);
          },
          "ledger"_a, "by"_a, "The same of a tally.")
      .def("coverage", &coverage, "duty"_a, "What a duty expects, and what covers it.")
      .def("standings", &Books::standings, "id"_a,
           "Rows with their deadlines, of a measure or of the first one of a ledger.")
      .def("clock", &case_clock, "case_no"_a, "The clock of one request, day by day.");
}

}  // namespace gongkai
