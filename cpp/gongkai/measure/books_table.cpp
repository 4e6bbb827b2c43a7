#include "gongkai/measure/books_table.hpp"

#include <algorithm>

#include "gongkai/base/error.hpp"
#include "gongkai/measure/flow.hpp"
#include "gongkai/measure/halves.hpp"
#include "gongkai/measure/reply.hpp"

namespace gongkai {
namespace {

/// Texts of a column while rows are added: each is kept once.
class Labels {
 public:
  std::int32_t code(const std::string& label) {
    const auto [at, added] = codes_.try_emplace(label, static_cast<std::int32_t>(codes_.size()));
    if (added) coded_.distinct.push_back(label);
    return at->second;
  }
  void add(std::int32_t code) { coded_.codes.push_back(code); }
  arrow::Column column(std::string name) { return {std::move(name), std::move(coded_), {}}; }

 private:
  std::map<std::string, std::int32_t, std::less<>> codes_;
  arrow::Coded coded_;
};

/// The columns of a tally on their way.
class TallyRows {
 public:
  explicit TallyRows(const std::vector<std::string>& by) : by_(by), groups_(by.size()) {}

  /// The group of the counts that follow.
  void begin(const Key& key) {
    key_.clear();
    for (std::size_t at = 0; at < by_.size(); ++at)
      key_.push_back(groups_[at].code(key.at(by_[at])));
  }
  std::int32_t cell(const std::string& name) { return cells_.code(name); }
  void add(std::int32_t cell, std::int64_t count) {
    for (std::size_t at = 0; at < by_.size(); ++at) groups_[at].add(key_[at]);
    cells_.add(cell);
    counts_.push_back(count);
  }
  arrow::Table table() {
    arrow::Table out{{}, static_cast<std::int64_t>(counts_.size())};
    for (std::size_t at = 0; at < by_.size(); ++at)
      out.columns.push_back(groups_[at].column(by_[at]));
    out.columns.push_back(cells_.column("cell"));
    out.columns.push_back({"count", std::move(counts_), {}});
    return out;
  }

 private:
  const std::vector<std::string>& by_;
  std::vector<Labels> groups_;
  std::vector<std::int32_t> key_;
  Labels cells_;
  std::vector<std::int64_t> counts_;
};

/// A row of table 三 of one kind of applicant: its name, and the cells of flow that add up to it.
struct Line {
  std::int32_t name;
  std::vector<Cell> cells;
};

std::vector<Line> lines(const std::string& kind, TallyRows& rows) {
  std::vector<std::string> ids{"new_received", "carried_over"};
  for (const auto& outcome : outcomes()) ids.emplace_back(outcome.id);
  ids.insert(ids.end(), {"closed_total", "carried_forward"});
  std::vector<Line> out;
  for (const auto& id : ids) {
    auto& line = out.emplace_back(Line{rows.cell(fmt::format("table3/{}/{}", id, kind)), {}});
    const auto cells = flow_cells(id);
    for (std::size_t cell = 0; cell < cells.size(); ++cell)
      if (cells[cell]) line.cells.push_back(static_cast<Cell>(cell));
  }
  return out;
}

arrow::Table tally_of_requests(const Books& books, const std::vector<std::string>& by) {
  auto columns = by;
  if (std::ranges::find(by, "applicant_kind") == by.end()) columns.emplace_back("applicant_kind");
  TallyRows out(by);
  std::map<std::string, std::vector<Line>, std::less<>> by_kind;
  for (const auto& kind : applicant_kinds())
    by_kind.emplace(kind.id, lines(std::string(kind.id), out));
  const auto& ledger = books.ledgers().find("applications")->second;
  const auto groups = group(
      ledger, columns,
      {&books.units(), &books.law().terms, ledger.dates("received"), year_of(books.period().from)});
  const auto counts = count_lines(books.cells("flow"), groups);
  for (std::size_t at = 0; at < groups.keys.size(); ++at) {
    const auto& key = groups.keys[at];
    const auto kind = by_kind.find(key.at("applicant_kind"));
    if (kind == by_kind.end()) continue;  // a row whose kind cannot be told is a fatal finding
    out.begin(key);
    for (const auto& line : kind->second) {
      std::int64_t count = 0;
      for (const Cell cell : line.cells) count += counts[at][cell];
      if (count != 0) out.add(line.name, count);
    }
  }
  return out.table();
}

}  // namespace

arrow::Table tally_table(const Books& books, std::string_view ledger,
                         const std::vector<std::string>& by) {
  if (ledger == "applications" && books.ledgers().contains(ledger))
    return tally_of_requests(books, by);
  TallyRows out(by);
  for (const auto& count : books.tally(ledger, by)) {
    out.begin(count.group);
    out.add(out.cell(count.cell), count.count.value);
  }
  return out.table();
}

arrow::Table deadline_table(const Books& books, std::string_view id) {
  const auto found = books.ledgers().find(id);
  if (found == books.ledgers().end()) fail<DataError>("ledger {} is not there", id);
  const auto& ledger = found->second;
  const bool tasks = id == "tasks";
  if (!tasks && id != "applications") fail<DataError>("ledger {} has no deadlines", id);
  Replies all;
  if (tasks) {
    all.cells = books.cells(id);
    for (const auto& due : books.due(id)) {
      all.earliest.push_back(due.earliest);
      all.latest.push_back(due.latest);
    }
  } else {
    all = replies(ledger, books.law(), books.period(), all_rows(ledger));
  }

  const auto size = all.cells.size();
  std::vector<std::uint8_t> valid(size);
  arrow::Coded cell;
  for (const auto& name : measure(tasks ? "tasks" : "reply").cells) cell.distinct.push_back(name);
  cell.codes.resize(size);
  const auto there = [](const Date& date) {
    const auto day = date.time_since_epoch().count();
    return static_cast<std::uint8_t>((day != kNever.time_since_epoch().count()) &
                                     (day != kUndated.time_since_epoch().count()));
  };
  in_halves({0, ledger.size()}, [&](Rows part) {
    std::transform(all.earliest.begin() + part.begin, all.earliest.begin() + part.end,
                   valid.begin() + part.begin, there);
    std::copy(all.cells.begin() + part.begin, all.cells.begin() + part.end,
              cell.codes.begin() + part.begin);
  });
  return {{{"earliest", std::move(all.earliest), valid},
           {"latest", std::move(all.latest), valid},
           {"cell", std::move(cell), {}}},
          static_cast<std::int64_t>(size)};
}

}  // namespace gongkai
