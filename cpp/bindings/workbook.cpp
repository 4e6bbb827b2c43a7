// Names of the room workbook.
#include <pybind11/stl/filesystem.h>

#include "bindings.hpp"
#include "casts.hpp"
#include "gongkai/workbook/annual_workbook.hpp"

namespace gongkai {
namespace py = pybind11;
using namespace py::literals;

namespace {

void write(const std::filesystem::path& path, const Books& books, const AnnualTables& tables,
           const std::vector<Definition>& definitions, const std::vector<Finding>& findings,
           const std::vector<std::pair<std::string, std::string>>& inputs) {
  std::vector<InputFile> files;
  for (const auto& [name, sha256] : inputs) files.push_back({name, sha256});
  const py::gil_scoped_release release;
  annual_workbook(path, books, tables, definitions, findings, files);
}

}  // namespace

void bind_workbook(py::module_& m) {
  m.def("annual_workbook", &write, "path"_a, "books"_a, "tables"_a, "definitions"_a, "findings"_a,
        py::kw_only(), "inputs"_a,
        "Writes the assessment workbook; WorkbookError leaves the old file as it was. Inputs are "
        "(file, sha256).");
}

}  // namespace gongkai
