// The workbook of the assessment review: every figure of a year with the counts behind it.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "gongkai/base/finding.hpp"
#include "gongkai/measure/books.hpp"
#include "gongkai/measure/definition.hpp"
#include "gongkai/statement/annual.hpp"
#include "gongkai/workbook/evidence.hpp"

namespace gongkai {

/// A file that was read, so that the workbook can be traced to it.
struct InputFile {
  std::string name, sha256;
};

/// What both sides of a definition add up: "予以公开、部分公开".
struct SidesInWords {
  std::string numerator, denominator;
};

/// What the workbook calls the cells that are counted; without them it shows ids.
struct AnnualWords {
  std::vector<SidesInWords> sides;  ///< a definition each, or none
  std::vector<CellWords> cells;
};

/// Writes cover, rates, rates by unit, charts, tasks, requests past or near their limit, tables 二,
/// 三, 四 and findings, a sheet each, and one for the rows of each ledger that is counted; a sheet
/// whose ledger is absent says so. `findings` come with severity and message; those that passed are
/// only counted. Who applied stands nowhere. The same input gives the same bytes. Throws
/// WorkbookError; then the old file still stands.
void annual_workbook(const std::filesystem::path& path, const Books& books,
                     const AnnualTables& tables, const std::vector<Definition>& definitions,
                     const std::vector<Finding>& findings, const std::vector<InputFile>& inputs,
                     const AnnualWords& words = {});

}  // namespace gongkai
