#include "gongkai/measure/books_table.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <span>

#include "gongkai/base/error.hpp"
#include "gongkai/measure/flow.hpp"
#include "gongkai/measure/halves.hpp"
#include "gongkai/measure/reply.hpp"

namespace gongkai {
namespace {

/// A column of labels that are all known beforehand.
arrow::Column labelled(std::string name, std::span<const std::string> labels,
                       std::vector<std::int32_t> codes) {
  arrow::Coded out;
  for (const auto& label : labels) out.distinct.push_back(label);
  out.codes = std::move(codes);
  return {std::move(name), std::move(out), {}};
}

/// A column of texts, each kept once.
template <class TextOf>
arrow::Column coded(std::string name, const std::vector<Count>& counts, TextOf text_of) {
  arrow::Coded out;
  std::map<std::string, std::int32_t> codes;
  for (const auto& count : counts) {
    const auto [at, added] =
        codes.try_emplace(text_of(count), static_cast<std::int32_t>(codes.size()));
    if (added) out.distinct.push_back(at->first);
    out.codes.push_back(at->second);
  }
  return {std::move(name), std::move(out), {}};
}

/// The rows of table 三, and the cells of flow that add up to each.
struct Row {
  std::string id;
  std::vector<Cell> cells;
};

const std::vector<Row>& rows_of_requests() {
  static const std::vector<Row> rows = [] {
    std::vector<std::string> ids{"new_received", "carried_over"};
    for (const auto& outcome : outcomes()) ids.emplace_back(outcome.id);
    ids.insert(ids.end(), {"closed_total", "carried_forward"});
    std::vector<Row> out;
    for (const auto& id : ids) {
      auto& row = out.emplace_back(Row{id, {}});
      const auto cells = flow_cells(id);
      for (std::size_t cell = 0; cell < cells.size(); ++cell)
        if (cells[cell]) row.cells.push_back(static_cast<Cell>(cell));
    }
    return out;
  }();
  return rows;
}

/// "table3/<row>/<kind>", row by row; a place in it is row * kinds + kind.
std::vector<std::string> names_of_requests() {
  std::vector<std::string> out;
  for (const auto& row : rows_of_requests())
    for (const auto& kind : applicant_kinds())
      out.push_back(fmt::format("table3/{}/{}", row.id, kind.id));
  return out;
}

/// The place of a kind of applicant in table 三; one past the last where it cannot be told.
std::size_t kind_place(std::string_view id) {
  const auto code = choice_of(applicant_kinds(), id);
  return code == 0 ? applicant_kinds().size() : code - 1u;
}

arrow::Table tally_of_requests(const Books& books, const std::vector<std::string>& by) {
  auto columns = by;
  if (std::ranges::find(by, "applicant_kind") == by.end()) columns.emplace_back("applicant_kind");
  const auto& ledger = books.ledgers().find("applications")->second;
  const auto groups = group(
      ledger, columns,
      {&books.units(), &books.law().terms, ledger.dates("received"), year_of(books.period().from)});
  const auto lines = count_lines(books.cells("flow"), groups);

  const auto kind_at =
      static_cast<std::size_t>(std::ranges::find(columns, "applicant_kind") - columns.begin());
  std::vector<std::size_t> kind_of;  // by label; past the last where the kind cannot be told
  for (const auto& label : groups.labels[kind_at]) kind_of.push_back(kind_place(label));
  std::vector<std::vector<std::int32_t>> labels(by.size());
  std::vector<std::int32_t> cells;
  std::vector<std::int64_t> counts;
  for (std::int64_t begin = 0, end = 0; begin < groups.size; begin = end) {
    // Groups that differ by kind alone stand together: their lines are told row by row.
    const auto key = groups.line(begin).first(by.size());
    std::array<const Line*, 8> of_kind{};
    for (; end < groups.size && std::ranges::equal(groups.line(end).first(by.size()), key); ++end)
      of_kind[kind_of[static_cast<std::size_t>(groups.line(end)[kind_at])]] =
          &lines[static_cast<std::size_t>(end) + 1];
    std::int32_t name = 0;
    for (const auto& row : rows_of_requests())
      for (std::size_t kind = 0; kind < applicant_kinds().size(); ++kind, ++name) {
        std::int64_t count = 0;
        if (of_kind[kind] != nullptr)
          for (const Cell cell : row.cells) count += (*of_kind[kind])[cell];
        if (count == 0) continue;
        for (std::size_t at = 0; at < by.size(); ++at) labels[at].push_back(key[at]);
        cells.push_back(name);
        counts.push_back(count);
      }
  }

  arrow::Table out{{}, std::ssize(counts)};
  for (std::size_t at = 0; at < by.size(); ++at)
    out.columns.push_back(labelled(by[at], groups.labels[at], std::move(labels[at])));
  out.columns.push_back(labelled("cell", names_of_requests(), std::move(cells)));
  out.columns.push_back({"count", std::move(counts), {}});
  return out;
}

}  // namespace

arrow::Table tally_table(const Books& books, std::string_view ledger,
                         const std::vector<std::string>& by) {
  if (ledger == "applications" && books.ledgers().contains(ledger))
    return tally_of_requests(books, by);
  const auto counts = books.tally(ledger, by);
  arrow::Table out{{}, std::ssize(counts)};
  for (const auto& column : by)
    out.columns.push_back(
        coded(column, counts, [&](const Count& count) { return count.group.at(column); }));
  out.columns.push_back(coded("cell", counts, [](const Count& count) { return count.cell; }));
  std::vector<std::int64_t> values;
  for (const auto& count : counts) values.push_back(count.count.value);
  out.columns.push_back({"count", std::move(values), {}});
  return out;
}

arrow::Table deadline_table(const Books& books, std::string_view id) {
  const auto found = books.ledgers().find(id);
  if (found == books.ledgers().end()) fail<DataError>("ledger {} is not there", id);
  const auto& ledger = found->second;
  const bool tasks = id == "tasks";
  if (!tasks && id != "applications") fail<DataError>("ledger {} has no deadlines", id);
  const auto size = static_cast<std::size_t>(ledger.size());
  std::vector<std::uint8_t> valid(size);
  arrow::Coded cell;
  for (const auto& name : measure(tasks ? "tasks" : "reply").cells) cell.distinct.push_back(name);
  cell.codes.resize(size);
  const auto there = [](const Date& date) {
    const auto day = date.time_since_epoch().count();
    return static_cast<std::uint8_t>((day != kNever.time_since_epoch().count()) &
                                     (day != kUndated.time_since_epoch().count()));
  };
  const auto keep = [&](std::size_t first, std::span<const Cell> cells,
                        std::span<const Date> earliest) {
    const auto at = static_cast<std::ptrdiff_t>(first);
    std::ranges::transform(earliest, valid.begin() + at, there);
    std::ranges::copy(cells, cell.codes.begin() + at);
  };
  Replies all;
  if (tasks) {
    all.cells = books.cells(id);
    for (const auto& due : books.due(id)) {
      all.earliest.push_back(due.earliest);
      all.latest.push_back(due.latest);
    }
    keep(0, all.cells, all.earliest);
  } else {
    all = replies(ledger, books.law(), books.period(), all_rows(ledger), keep);
  }

  arrow::Table out{{}, static_cast<std::int64_t>(size)};
  // A deadline may have an earliest end alone, where a missing notice may stop its clock.
  std::vector<std::uint8_t> closed(size);
  std::ranges::transform(all.latest, closed.begin(), there);
  out.columns.push_back({"earliest", std::move(all.earliest), std::move(valid)});
  out.columns.push_back({"latest", std::move(all.latest), std::move(closed)});
  out.columns.push_back({"cell", std::move(cell), {}});
  return out;
}

}  // namespace gongkai
