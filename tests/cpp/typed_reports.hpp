// Published reports typed by hand, "/" where the report leaves a cell blank.
#pragma once

#include <gtest/gtest.h>

#include <optional>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gongkai/statement/annual.hpp"

namespace gongkai {

using FoundCells = std::vector<std::optional<FoundCell>>;

/// Cells of lines "row cell cell …" in the order of the form; a row that no line names is not
/// there.
inline FoundCells typed_cells(std::string_view table, bool single_other_row,
                              const std::string& lines) {
  const auto rows = table_rows(table, single_other_row);
  const std::size_t columns = table_columns(table).size();
  FoundCells cells(rows.size() * columns);
  std::istringstream text(lines);
  for (std::string line; std::getline(text, line);) {
    std::istringstream words(line);
    std::string row, cell;
    if (!(words >> row)) continue;
    std::size_t r = 0;
    while (r < rows.size() && rows[r] != row) ++r;
    if (r == rows.size()) throw std::invalid_argument(row);
    for (std::size_t c = 0; words >> cell; ++c) cells.at(r * columns + c) = FoundCell{cell, {}};
  }
  return cells;
}

inline Table typed_table(std::string_view table, bool single_other_row, const std::string& lines) {
  return read_table(table, single_other_row, typed_cells(table, single_other_row, lines)).value;
}

inline AnnualTables city_2025() {
  return {"某市（全市汇总）",
          2025,
          Form::of_2021,
          false,
          typed_table("table2", false, R"(
regulations/made 3
regulations/repealed 5
regulations/valid 74
normative_documents/made 564
normative_documents/repealed 984
normative_documents/valid 4185
licences 11398889
penalties 6937489
coercions 166105
fees_wan 316441
)"),
          typed_table("table3", false, R"(
new_received 13612 252 0 45 128 32 14069
carried_over 535 6 0 1 18 0 560
granted 5345 129 0 41 19 14 5548
partly_granted 2120 39 0 1 6 2 2168
refused.state_secret 13 0 0 0 0 0 13
refused.forbidden_by_law 30 0 0 0 0 0 30
refused.public_safety 11 0 0 0 0 0 11
refused.third_party 49 2 0 0 0 0 51
refused.internal_affairs 103 1 0 0 0 0 104
refused.deliberative 84 1 0 0 0 0 85
refused.enforcement_file 282 4 0 0 0 0 286
refused.registry_query 147 0 0 0 1 2 150
not_provided.not_held 3075 50 0 0 89 8 3222
not_provided.needs_creation 177 3 0 0 0 0 180
not_provided.unclear 19 0 0 0 0 0 19
not_processed.petition 199 1 0 0 3 0 203
not_processed.repeat 147 1 0 0 0 0 148
not_processed.publication 0 0 0 0 0 0 0
not_processed.excessive 100 1 0 0 0 0 101
not_processed.reconfirmation 5 0 0 0 0 0 5
other.not_corrected 315 3 0 0 0 0 318
other.fee_unpaid 202 0 0 1 0 0 203
other.other 941 17 0 1 3 3 965
closed_total 13364 252 0 44 121 29 13810
carried_forward 783 6 0 2 25 3 819
)"),
          typed_table("table4", false, R"(
review 376 97 196 121 790
suit_direct 16 1 12 27 56
suit_after_review 74 1 30 51 156
)")};
}

inline AnnualTables shanghai_2019() {
  return {"上海市人民政府办公厅",
          2019,
          Form::of_2019,
          true,
          typed_table("table2", true, ""),
          typed_table("table3", true, R"(
new_received 821 35 / / 2 1 859
carried_over 18 / / / / / 18
granted 258 12 / / 1 1 /
partly_granted 3 / / / / / /
refused.state_secret 14 / / / / / /
refused.forbidden_by_law / / / / / / /
refused.public_safety / / / / / / /
refused.third_party / / / / / / /
refused.internal_affairs 5 / / / / / /
refused.deliberative 3 1 / / / / /
refused.enforcement_file / / / / / / /
refused.registry_query 10 2 / / / / /
not_provided.not_held 252 12 / / 1 / /
not_provided.needs_creation 44 3 / / / / /
not_provided.unclear 25 / / / / / /
not_processed.petition 148 1 / / / / /
not_processed.repeat 5 4 / / / / /
not_processed.publication / / / / / / /
not_processed.excessive / / / / / / /
not_processed.reconfirmation / / / / / / /
other.other / / / / / / /
closed_total 767 35 / / 2 1 805
carried_forward 72 / / / / / 72
)"),
          typed_table("table4", true, R"(
review 5 / / 2 7
suit_direct 8 / / 1 9
suit_after_review / / / / /
)")};
}

inline AnnualTables hongze_2023() {
  return {"淮安市洪泽区人民政府",
          2023,
          Form::of_2021,
          true,
          typed_table("table2", true, R"(
regulations/made 0
regulations/repealed 0
regulations/valid 0
normative_documents/made 0
normative_documents/repealed 5
normative_documents/valid 5
licences 550
penalties 4119
coercions 195
fees_wan 7730.28
)"),
          typed_table("table3", true, R"(
new_received 21 0 0 0 0 0 21
carried_over 0 0 0 0 0 0 0
granted 0 0 0 0 0 0 0
partly_granted 4 0 0 0 0 0 4
refused.state_secret 1 0 0 0 0 0 1
refused.forbidden_by_law 0 0 0 0 0 0 0
refused.public_safety 0 0 0 0 0 0 0
refused.third_party 0 0 0 0 0 0 0
refused.internal_affairs 0 0 0 0 0 0 0
refused.deliberative 1 0 0 0 0 0 1
refused.enforcement_file 1 0 0 0 0 0 1
refused.registry_query 0 0 0 0 0 0 0
not_provided.not_held 10 0 0 0 0 0 10
not_provided.needs_creation 3 0 0 0 0 0 3
not_provided.unclear 0 0 0 0 0 0 0
not_processed.petition 1 0 0 0 0 0 1
not_processed.repeat 0 0 0 0 0 0 0
not_processed.publication 0 0 0 0 0 0 0
not_processed.excessive 0 0 0 0 0 0 0
not_processed.reconfirmation 0 0 0 0 0 0 0
other.other 0 0 0 0 0 0 0
closed_total 21 0 0 0 0 0 21
carried_forward 0 0 0 0 0 0 0
)"),
          typed_table("table4", true, R"(
review 10 1 0 0 0
suit_direct 0 0 0 0 0
suit_after_review 5 0 0 0 0
)")};
}

inline AnnualTables hongze_2024() {
  return {"淮安市洪泽区人民政府",
          2024,
          Form::of_2021,
          true,
          typed_table("table2", true, R"(
regulations/made 0
regulations/repealed 0
regulations/valid 0
normative_documents/made 3
normative_documents/repealed 0
normative_documents/valid 8
licences 9487
penalties 2776
coercions 84
fees_wan 7545
)"),
          typed_table("table3", true, R"(
new_received 95 0 0 0 0 0 95
carried_over 0 0 0 0 0 0 0
granted 50 0 0 0 0 0 50
partly_granted 9 0 0 0 0 0 9
refused.state_secret 0 0 0 0 0 0 0
refused.forbidden_by_law 0 0 0 0 0 0 0
refused.public_safety 1 0 0 0 0 0 1
refused.third_party 0 0 0 0 0 0 0
refused.internal_affairs 0 0 0 0 0 0 0
refused.deliberative 1 0 0 0 0 0 1
refused.enforcement_file 1 0 0 0 0 0 1
refused.registry_query 0 0 0 0 0 0 0
not_provided.not_held 31 0 0 0 0 0 31
not_provided.needs_creation 1 0 0 0 0 0 1
not_provided.unclear 0 0 0 0 0 0 0
not_processed.petition 1 0 0 0 0 0 1
not_processed.repeat 0 0 0 0 0 0 0
not_processed.publication 0 0 0 0 0 0 0
not_processed.excessive 0 0 0 0 0 0 0
not_processed.reconfirmation 0 0 0 0 0 0 0
other.other 0 0 0 0 0 0 0
closed_total 95 0 0 0 0 0 95
carried_forward 0 0 0 0 0 0 0
)"),
          typed_table("table4", true, R"(
review 1 1 0 0 2
suit_direct 1 0 0 0 1
suit_after_review 2 0 1 0 3
)")};
}

}  // namespace gongkai
