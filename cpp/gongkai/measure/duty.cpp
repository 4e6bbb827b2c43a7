// Reads duties, and checks that their columns and cells are those of their ledger.
#include "gongkai/measure/duty.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "gongkai/base/config.hpp"
#include "gongkai/measure/group.hpp"
#include "gongkai/measure/measure.hpp"
#include "gongkai/measure/place.hpp"

namespace gongkai {
namespace {

/// Which rows have done what the duty asks, where the duty does not say.
struct Usual {
  std::string_view ledger, done;
};
constexpr std::array kUsual{
    Usual{"tasks", "tasks/*.*.earlier|on_time|late|unsure"},
    Usual{"policies", "policies/together|later|undated"},
    Usual{"responses", "responses/*.*.earlier|on_time|late|unsure"},
    Usual{"disclosures", "disclosures/*.*.earlier|on_time|late|unsure"},
    Usual{"events", "events/held"},
    Usual{"ratings", "ratings/rated"},
};

template <class Check>
void refused_at(const Config& table, std::string_view key, Check check) {
  try {
    check();
  } catch (const DataError& error) {
    table.fail_at(key, error.what());
  }
}

std::vector<std::string> words_of(const Config& table, std::string_view key) {
  auto out = table.is_text(key) ? std::vector{table.text(key)} : table.texts(key);
  if (out.empty()) table.fail_at(key, fmt::format("'{}' names nothing", key));
  std::set<std::string> seen;
  for (const auto& word : out)
    if (!seen.insert(word).second)
      table.fail_at(key, fmt::format("'{}' stands twice in '{}'", word, key));
  return out;
}

/// Ids of a closed column, from ids or labels; words of an open one as they stand.
std::vector<std::string> ids_of(const Config& table, std::string_view key, Choices choices,
                                std::vector<std::string> words) {
  if (choices.empty()) return words;
  for (auto& word : words) {
    const auto found = std::ranges::find_if(
        choices, [&](const Choice& each) { return each.id == word || each.label == word; });
    if (found == choices.end())
      table.fail_at(key, fmt::format("'{}' is no choice of '{}'", word, key));
    word = found->id;
  }
  return words;
}

Choices choices_of(const Schema& schema, std::string_view column) {
  if (column == "unit_kind") return unit_kinds();
  return schema.index(column) < 0 ? Choices{} : schema.field(column).choices;
}

void check_column(const Config& table, const Schema& schema, const std::string& column) {
  const auto all = groupings(schema);
  if (std::ranges::find(all, column) == all.end())
    table.fail_at(column, fmt::format("{} cannot be grouped by '{}', only by {}", schema.id, column,
                                      fmt::join(all, ", ")));
}

DutySide side_of(const Config& over, const Schema& schema, const std::string& column) {
  DutySide out;
  out.column = column;
  if (column != "row") check_column(over, schema, column);
  const bool of_time = column == "month" || column == "quarter";
  if (over.is_table(column)) {
    const auto kinds = over.table(column);
    kinds.allow({"kind"});
    if (column != "unit") over.fail_at(column, "only 'unit' is expected by kind");
    out.unit_kinds = ids_of(kinds, "kind", unit_kinds(), words_of(kinds, "kind"));
  } else if (over.is_text(column) && over.text(column) == (of_time ? "every" : "found")) {
    (of_time ? out.every : out.found) = true;
  } else if (column == "row" || of_time || over.is_text(column)) {
    over.fail_at(column,
                 fmt::format("'{}' is expected to be '{}'{}", column, of_time ? "every" : "found",
                             column == "row" || of_time ? "" : " or a list of words"));
  } else {
    out.words = ids_of(over, column, choices_of(schema, column), words_of(over, column));
  }
  return out;
}

std::string pattern(const Config& table, std::string_view key, std::string_view otherwise,
                    Duty& duty) {
  const auto text = table.text(key, otherwise);
  if (text.empty()) return text;
  Place place;
  refused_at(table, key, [&] {
    place = parse_place(text);
    const auto of = std::ranges::find(measures(), place.source, &Measure::id);
    if (of == measures().end() || of->ledger != duty.ledger)
      fail<DataError>("'{}' is no measure of the ledger {}", place.source, duty.ledger);
    if (!duty.measure.empty() && duty.measure != place.source)
      fail<DataError>("'expected' and 'done' are cells of {} and {}, expected one measure",
                      place.source, duty.measure);
    cells_like(*of, place.parts[0][0]);
  });
  duty.measure = place.source;
  return place.parts[0][0];
}

std::int64_t at_least(const Config& table) {
  if (!table.has("at_least")) return 1;
  if (table.is_text("at_least")) {
    if (table.text("at_least") == "all") return 0;
    table.fail_at("at_least", fmt::format("'at_least' is '{}', expected a number or 'all'",
                                          table.text("at_least")));
  }
  const auto out = table.integer("at_least");
  if (out < 1) table.fail_at("at_least", fmt::format("'at_least' is {}, expected 1 or more", out));
  return out;
}

Duty duty_of(const Config& table) {
  table.allow({"id", "name", "source", "ledger", "where", "over", "expected", "done", "at_least",
               "waived"});
  Duty out;
  out.id = table.text("id");
  if (out.id.find_first_of("/|*@?") != std::string::npos)
    table.fail_at("id", fmt::format("'{}' cannot stand in a place", out.id));
  out.waived = table.text("waived", "");
  if (!out.waived.empty() && !table.has("ledger")) return out;  // of one that is known otherwise
  out.name = table.text("name");
  out.source = table.text("source");
  out.ledger = table.text("ledger");
  const auto known = std::ranges::find(schemas(), out.ledger, &Schema::id);
  if (known == schemas().end())
    table.fail_at("ledger", fmt::format("unknown ledger '{}'", out.ledger));
  const auto usual = std::ranges::find(kUsual, out.ledger, &Usual::ledger);
  if (usual == kUsual.end() && !table.has("done"))
    table.fail_at("ledger", fmt::format("a duty over {} says which rows are 'done'", out.ledger));
  out.done = pattern(table, "done", usual == kUsual.end() ? "" : usual->done, out);
  out.expected = pattern(table, "expected", "", out);
  const auto where = table.table("where"), over = table.table("over");
  for (const auto& column : where.keys()) {
    check_column(where, *known, column);
    out.where.emplace_back(
        column, ids_of(where, column, choices_of(*known, column), words_of(where, column)));
  }
  for (const auto& column : over.keys()) out.over.push_back(side_of(over, *known, column));
  if (out.over.empty())
    table.fail_at("over", fmt::format("duty '{}' does not say over what it is counted", out.id));
  out.at_least = at_least(table);
  return out;
}

}  // namespace

std::vector<Duty> parse_duties(std::string_view toml, std::string_view name) {
  std::vector<Duty> out;
  const auto file = Config::parse(toml, name);
  file.allow({"duty"});
  for (const auto& table : file.tables("duty")) {
    auto one = duty_of(table);
    if (std::ranges::find(out, one.id, &Duty::id) != out.end())
      table.fail_at("id", fmt::format("duty '{}' stands twice", one.id));
    out.push_back(std::move(one));
  }
  return out;
}

std::vector<Duty> merge_duties(std::vector<Duty> shipped, std::vector<Duty> own) {
  for (auto& one : own) {
    const auto same = std::ranges::find(shipped, one.id, &Duty::id);
    if (one.ledger.empty()) {
      if (same == shipped.end()) fail<DataError>("unknown duty '{}' is waived", one.id);
      same->waived = std::move(one.waived);
    } else if (same == shipped.end()) {
      shipped.push_back(std::move(one));
    } else {
      *same = std::move(one);
    }
  }
  return shipped;
}

const Duty& duty(const std::vector<Duty>& all, std::string_view id) {
  const auto found = std::ranges::find(all, id, &Duty::id);
  if (found == all.end()) fail<DataError>("unknown duty '{}'", id);
  return *found;
}

}  // namespace gongkai
