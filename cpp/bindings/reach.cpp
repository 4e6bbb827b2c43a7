// Names of the reach of policy pushes.
#include "gongkai/measure/reach.hpp"

#include <pybind11/functional.h>

#include "arrow.hpp"
#include "bindings.hpp"
#include "casts.hpp"

namespace gongkai {
namespace py = pybind11;
using namespace py::literals;

namespace {

using Derived = std::map<std::string, std::pair<std::string, std::map<std::string, std::string>>>;

std::unique_ptr<Reach> make_reach(std::vector<std::vector<std::string>> by, const Terms& terms,
                                  std::size_t memory, const std::string& folder, int threads,
                                  Derived derived, const py::bytes& identity, std::uint64_t seed) {
  return std::make_unique<Reach>(ReachSpec{std::move(by), std::move(derived), identity}, terms,
                                 ReachMeans{memory, folder, threads, seed});
}

// Tells Python how far it is, and hears whether somebody pressed Ctrl-C.
Progress progress_of(const py::object& progress) {
  return [&progress](std::int64_t rows) {
    const py::gil_scoped_acquire python;
    if (PyErr_CheckSignals() != 0) throw py::error_already_set();
    if (!progress.is_none()) progress(rows);
  };
}

std::int64_t add(Reach& reach, const py::object& frame, const py::object& progress) {
  auto stream = stream_from_python(frame);
  const Progress tell = progress_of(progress);
  const py::gil_scoped_release others_run;
  return reach.add(&stream, tell);
}

ReachCounts finish(Reach& reach, const py::object& progress) {
  const Progress tell = progress_of(progress);
  const py::gil_scoped_release others_run;
  return reach.finish(tell);
}

bool add_state(Reach& reach, const std::string& file, const py::object& progress) {
  const Progress tell = progress_of(progress);
  const py::gil_scoped_release others_run;
  return reach.add_state(file, tell);
}

void partial(Reach& reach, const std::string& file, std::string job, std::string partition,
             std::int64_t attempt, bool only_counts, const py::object& progress) {
  const Progress tell = progress_of(progress);
  const py::gil_scoped_release others_run;
  reach.partial(file, {std::move(job), std::move(partition), attempt}, only_counts, tell);
}

}  // namespace

void bind_reach(py::module_& m) {
  py::classh<ReachFault>(m, "ReachFault", "A group that more opened than were delivered to.")
      .def_readonly("row", &ReachFault::row, "Of the table, from 0.")
      .def_readonly("recipients", &ReachFault::recipients,
                    "Opened and not delivered, the first ten of them.")
      .def_readonly("count", &ReachFault::count, "All of them.");
  py::classh<ReachUnread>(m, "ReachUnread", "Cells that nobody can read.")
      .def_readonly("column", &ReachUnread::column, "Id of their column.")
      .def_readonly("text", &ReachUnread::text, "What stands there; '' for all others.")
      .def_readonly("rows", &ReachUnread::rows, "In how many rows.");
  py::classh<ReachCounts>(m, "ReachCounts", "Distinct recipients of all groups.")
      .def_readonly("table", &ReachCounts::table,
                    "by, the keys, events, recipients, null_recipients, and the flags.")
      .def_readonly("faults", &ReachCounts::faults, "Groups that cannot be.")
      .def_readonly("unapplied", &ReachCounts::unapplied,
                    "Rows of groups that redeemed more than applied.")
      .def_readonly("unread", &ReachCounts::unread, "By column and text.");
  py::classh<Reach>(m, "Reach", "Exact numbers of distinct recipients, several groupings at once.")
      .def(py::init(&make_reach), "by"_a, "terms"_a, py::kw_only(), "memory"_a = 0, "folder"_a = "",
           "threads"_a = 0, "derived"_a = Derived(), "identity"_a = py::bytes(), "seed"_a = 0,
           R"(Begins a count.

Parameters
----------
by : list of list of str
    Columns of each grouping; an empty one is the whole. ``month`` and ``quarter`` are read off ``sent``.
terms : Terms
    Accepted words of truth values.
memory : int
    Bytes that records may take before they go to a spill file; 0: half of what is free.
folder : str
    Of the spill file; '' for that of the system.
threads : int
    0 for as many as the machine has.
derived : dict
    ``{"package": ("policy", {"P1": "助企纾困"})}``: a key read off another column.
identity : bytes
    16 bytes that offices share: recipients are replaced by their hash under this key; b'' for none.
seed : int
    Of the hash that picks places; 0 for another one each time. The counts do not depend on it.

Raises
------
DataError
    No grouping, or one that names a column twice.
)")
      .def("add", &add, "frame"_a, "progress"_a = py::none(), R"(Counts all rows of an Arrow stream.

Parameters
----------
frame : object
    Has ``__arrow_c_stream__`` or ``__arrow_c_array__``; columns bear the ids of the ledger pushes.
progress : callable, optional
    Called about ten times a second with the rows so far; what it raises ends the count.

Returns
-------
int
    Rows of the stream.

Raises
------
DataError
    A column is missing, of a kind that is not read, or recipients are texts here and numbers there.
WorkbookError
    The spill file cannot be written.
)")
      .def("add_state", &add_state, "file"_a, "progress"_a = py::none(),
           R"(Adds what another count has written.

Parameters
----------
file : str
    Written by ``partial`` of a count by the same specification.
progress : callable, optional
    As for ``add``, with the recipients so far.

Returns
-------
bool
    False where all parts of it are there already.

Raises
------
DataError
    It is no state, was damaged, was counted by another specification, or holds some parts that are
    there and some that are not.
)")
      .def("partial", &partial, "file"_a, py::kw_only(), "job"_a = "", "partition"_a = "",
           "attempt"_a = 0, "only_counts"_a = false, "progress"_a = py::none(),
           R"(Instead of ``finish``: a state for another count to go on with.

Parameters
----------
file : str
    Where it is written, in place.
job, partition : str
    Name the events that ``add`` has brought; '' where none were added.
attempt : int
    Which try it was; the same partition is never counted twice.
only_counts : bool
    Integers of each group instead of recipients: right as long as no recipient is in two states.

Raises
------
DataError
    Events without a name, or a name that is there already.
WorkbookError
    The file cannot be written.
)")
      .def("finish", &finish, "progress"_a = py::none(), R"(The counts, once.

Raises
------
DataError
    It was finished before, or an error ended it.
)");
}

}  // namespace gongkai
