#include "gongkai/workbook/evidence.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "gongkai/base/error.hpp"
#include "gongkai/ledger/vocabulary.hpp"
#include "gongkai/measure/books_state.hpp"
#include "gongkai/measure/publication.hpp"
#include "gongkai/workbook/annual_sheets.hpp"

namespace gongkai {
namespace {

/// Rows of one measure that are counted once each, and the kinds that they are narrowed to.
struct Chosen {
  const Measure* measure;
  CellSet cells;
  std::vector<Key> narrowed;
};

/// Parts that one choice of filters finds together are put together; what a place counts twice
/// stays apart.
std::vector<Chosen> chosen_by(const std::vector<Counted>& parts) {
  std::vector<Chosen> out;
  for (const auto& part : parts) {
    const auto same = std::ranges::find_if(out, [&](const Chosen& each) {
      return each.narrowed.front() == part.extra && (each.cells & part.cells).none();
    });
    if (same == out.end())
      out.push_back({part.measure, part.cells, {part.extra}});
    else
      same->cells |= part.cells;
  }
  std::vector<Chosen> merged;
  for (auto& each : out) {
    const auto same = std::ranges::find_if(merged, [&](const Chosen& other) {
      return other.cells == each.cells && !each.narrowed.front().empty() &&
             std::ranges::find(other.narrowed, each.narrowed.front()) == other.narrowed.end() &&
             !other.narrowed.front().empty();
    });
    if (same == merged.end())
      merged.push_back(std::move(each));
    else
      same->narrowed.push_back(each.narrowed.front());
  }
  return merged;
}

std::string condition(std::string_view head, std::span<const std::string> values,
                      std::string_view how = "filter.chosen") {
  std::string quoted;
  for (const auto& value : values) quoted += worded("evidence", "quoted", value);
  return worded("evidence", how, head, quoted);
}

/// Whether a place counts rows, each as one.
bool counts_rows(const Place& place) {
  return place.source == "table3" || place.source == "table4" ||
         std::ranges::find(measures(), std::string_view(place.source), &Measure::id) !=
             measures().end();
}

void join(std::string& text, std::string_view between, const std::string& more) {
  text.append(text.empty() || more.empty() ? "" : between).append(more);
}

/// What the columns of kinds have to show.
std::string kinds(const Measure& measure, const std::vector<Key>& narrowed) {
  std::map<std::string, std::vector<std::string>> values;
  for (const auto& key : narrowed)
    for (const auto& [column, id] : key) values[column].emplace_back(label(column, id));
  std::string out;
  for (const auto& [column, labels] : values)
    join(out, word("evidence", "and"),
         condition(schema(measure.ledger).field(column).header, labels));
  return out;
}

}  // namespace

std::string evidence_name(std::string_view ledger) {
  const std::string_view name = schema(ledger).name, end = word("evidence", "ledger");
  return worded("evidence", "sheet",
                name.ends_with(end) ? name.substr(0, name.size() - end.size()) : name);
}

std::string id_head(const Measure& measure) { return worded("evidence", "id", measure.id); }

Evidence::Evidence(const Books& books, std::vector<CellWords> words) : books_(&books) {
  for (auto& each : words) {
    const auto& cells = measure(each.measure).cells;
    const bool fits = std::ranges::all_of(
        each.cells, [&](const auto& line) { return line.size() == each.heads.size(); });
    if (each.cells.size() != cells.size() || !fits)
      fail<DataError>("measure {} has {} cells, found words of {}", each.measure, cells.size(),
                      each.cells.size());
    words_.emplace(each.measure, std::move(each));
  }
}

std::vector<std::string_view> Evidence::ledgers() const {
  std::vector<std::string_view> out;
  for (const auto& each : measures())
    if (books_->ledgers().contains(each.ledger) && std::ranges::find(out, each.ledger) == out.end())
      out.push_back(each.ledger);
  if (books_->ledgers().contains("publications")) out.emplace_back("publications");
  return out;
}

std::vector<const Measure*> Evidence::measures_of(std::string_view ledger) const {
  std::vector<const Measure*> out;
  for (const auto& each : measures())
    if (each.ledger == ledger) out.push_back(&each);
  return out;
}

std::span<const std::string> Evidence::heads(const Measure& measure) const {
  const auto found = words_.find(measure.id);
  return found == words_.end() ? std::span<const std::string>{} : found->second.heads;
}

std::span<const std::string> Evidence::words(const Measure& measure, Cell cell) const {
  const auto found = words_.find(measure.id);
  return found == words_.end() ? std::span<const std::string>{} : found->second.cells[cell];
}

std::string Evidence::conditions(const Measure& measure, CellSet cells) const {
  const auto columns = heads(measure);
  const auto size = measure.cells.size();
  // What each column may show: the words of the cells, and the cells that these choices leave.
  std::vector<std::vector<std::string>> all(columns.size()), chosen(columns.size());
  const auto add = [](std::vector<std::string>& to, const std::string& text) {
    if (std::ranges::find(to, text) == to.end()) to.push_back(text);
  };
  for (std::size_t cell = 0; cell < size; ++cell)
    for (std::size_t column = 0; column < columns.size(); ++column) {
      const auto& text = words(measure, static_cast<Cell>(cell))[column];
      add(all[column], text);
      if (cells[cell]) add(chosen[column], text);
    }
  const auto left = [&](const std::vector<std::vector<std::string>>& choices) {
    CellSet out;
    for (std::size_t cell = 0; cell < size; ++cell) {
      const auto line = words(measure, static_cast<Cell>(cell));
      out[cell] =
          std::ranges::all_of(choices, [&, column = std::size_t{0}](const auto& one) mutable {
            const auto& text = line[column++];
            return one.empty() || std::ranges::find(one, text) != one.end();
          });
    }
    return out;
  };
  if (columns.empty() || left(chosen) != cells) {
    std::vector<std::string> ids;
    for (std::size_t cell = 0; cell < size; ++cell)
      if (cells[cell]) ids.push_back(fmt::format("{}/{}", measure.id, measure.cells[cell]));
    return condition(id_head(measure), ids);
  }
  std::string out;
  for (std::size_t column = 0; column < columns.size(); ++column) {
    // A choice that changes nothing is not asked for.
    auto without = chosen;
    without[column].clear();
    if (left(without) == cells) {
      chosen = std::move(without);
      continue;
    }
    std::vector<std::string> rest;
    for (const auto& text : all[column])
      if (std::ranges::find(chosen[column], text) == chosen[column].end()) rest.push_back(text);
    join(out, word("evidence", "and"),
         chosen[column].size() <= rest.size() + 2
             ? condition(columns[column], chosen[column])
             : condition(columns[column], rest, "filter.left_out"));
  }
  return out;
}

/// The rows of publications that table 二 adds up, and the columns to be added.
std::string Evidence::added_up(const Place& place) const {
  const auto& schema_of = schema("publications");
  const auto cells = summed(place, *books_)->cells;
  std::vector<std::pair<std::string_view, std::vector<std::string>>> kinds;
  for (const auto& each : publication_columns()) {
    if (std::ranges::find(cells, each.cell) == cells.end()) continue;
    if (kinds.empty() || kinds.back().first != each.kind) kinds.push_back({each.kind, {}});
    kinds.back().second.emplace_back(schema_of.field(each.column).header);
  }
  std::string out;
  for (const auto& [kind, columns] : kinds) {
    auto one =
        condition(schema_of.field("kind").header, std::vector{std::string(label("table2", kind))});
    for (const auto& [column, value] : place.key)
      join(one, word("evidence", "and"),
           condition(schema_of.field(column).header, std::vector{value}));
    std::string quoted;
    for (const auto& column : columns) quoted += worded("evidence", "quoted", column);
    join(one, word("evidence", "and"), worded("evidence", "summed", quoted));
    join(out, word("evidence", "plus"), one);
  }
  return out;
}

std::string Evidence::sheet(std::string_view text) const {
  const auto place = parse_place(text);
  if (place.source == "table2" && !place.previous)
    return books_->ledgers().contains("publications") ? evidence_name("publications")
                                                      : std::string{};
  if (place.previous || !counts_rows(place)) return {};
  const auto parts = counted(place);
  return parts.empty() || !books_->ledgers().contains(parts.front().measure->ledger)
             ? std::string{}
             : evidence_name(parts.front().measure->ledger);
}

std::string Evidence::filters(std::string_view text) const {
  const auto place = parse_place(text);
  const bool by_unit_alone =
      std::ranges::all_of(place.key, [](const auto& pair) { return pair.first == "unit"; });
  if (sheet(text).empty() || !by_unit_alone) return {};
  if (place.source == "table2") return added_up(place);
  std::string out;
  for (const auto& each : chosen_by(counted(place))) {
    auto one = conditions(*each.measure, each.cells);
    join(one, word("evidence", "and"), kinds(*each.measure, each.narrowed));
    for (const auto& [column, value] : place.key)
      join(one, word("evidence", "and"),
           condition(schema(each.measure->ledger).field(column).header, std::vector{value}));
    join(out, word("evidence", "plus"), one);
  }
  return out;
}

std::string Evidence::filters(std::span<const std::string> places) const {
  std::string out;
  for (const auto& place : places) {
    const auto told = filters(bare(place));
    if (told.empty()) return {};
    const bool off = place.starts_with('-');
    out.append(off           ? word("evidence", "minus")
               : out.empty() ? ""
                             : word("evidence", "plus"))
        .append(worded("evidence", "on", sheet(bare(place)), told));
  }
  return out;
}

}  // namespace gongkai
