// Places of the tables and measures as sets of cells.
#include <algorithm>

#include "gongkai/base/error.hpp"
#include "gongkai/measure/books_state.hpp"
#include "gongkai/measure/dispute.hpp"
#include "gongkai/measure/flow.hpp"
#include "gongkai/measure/reached.hpp"

namespace gongkai {
namespace {

std::vector<std::string> ids(Choices choices) {
  std::vector<std::string> out;
  for (const auto& choice : choices) out.emplace_back(choice.id);
  return out;
}

std::vector<Counted> of_table3(const Place& place) {
  std::vector<Counted> out;
  for (const auto& row : alternatives(place.parts[0], ids(outcomes())))
    for (const auto& column : alternatives(place.parts[1], ids(applicant_kinds()))) {
      if (column != "total" && choice_of(applicant_kinds(), column) == 0)
        fail<DataError>("place '{}': table3 has no column '{}'", place.text, column);
      out.push_back({&measure("flow"), flow_cells(row),
                     column == "total" ? Key{} : Key{{"applicant_kind", column}}});
    }
  return out;
}

std::vector<Counted> of_table4(const Place& place) {
  std::vector<Counted> out;
  for (const auto& row : alternatives(place.parts[0], ids(dispute_kinds())))
    for (const auto& column : alternatives(place.parts[1], ids(dispute_results())))
      out.push_back({&measure("disputes"), dispute_cells(row, column), {}});
  return out;
}

/// The rows that carry what a sum adds up.
std::vector<Counted> rows_of_sum(const Place& place) {
  const auto own = std::ranges::find(measures(), std::string_view(place.parts[0][0]), &Measure::id);
  if (own == measures().end()) return {};
  auto cells = CellSet().set().reset(kOutside).reset(kUnclassified);
  if (own->id == "events") cells = cells_like(*own, "held");
  return {{&*own, cells, {}}};
}

/// The messages to those whom a place of reach counts.
std::vector<Counted> rows_of_reach(const Place& place) {
  const auto& cell = place.parts[0][0];
  if (std::ranges::find(reach_cells(), cell) == reach_cells().end())
    fail<DataError>("place '{}': reach has no cell '{}', expected one of {}", place.text, cell,
                    fmt::join(reach_cells(), ", "));
  return {{&measure("pushes"), CellSet().set().reset(kOutside).reset(kUnclassified), {}}};
}

}  // namespace

std::vector<Counted> counted(const Place& place) {
  if (place.source == "table3") return of_table3(place);
  if (place.source == "table4") return of_table4(place);
  if (place.source == "sum") return rows_of_sum(place);
  if (place.source == "reach") return rows_of_reach(place);
  const auto own = std::ranges::find(measures(), std::string_view(place.source), &Measure::id);
  if (own == measures().end()) return {};
  return {{&*own, cells_like(*own, place.parts[0][0]), {}}};
}

std::vector<std::string> extra_columns(std::string_view source) {
  return source == "table3" ? std::vector<std::string>{"applicant_kind"}
                            : std::vector<std::string>{};
}

}  // namespace gongkai
