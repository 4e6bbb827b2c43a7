// Reads the cells of a finished report, as offices fill them in.
#include <algorithm>
#include <array>
#include <cstdlib>

#include "gongkai/base/error.hpp"
#include "gongkai/ledger/parse.hpp"
#include "gongkai/ledger/vocabulary.hpp"
#include "gongkai/statement/annual.hpp"

namespace gongkai {
namespace {

// Far above any count, and small enough that the sums of a table stay exact.
constexpr std::int64_t kMost = 1'000'000'000'000'000;
// 1 万元 is a million 分, so the sixth decimal of 万元 is the last one that is money.
constexpr int kFeeDecimals = 6;
constexpr std::int64_t kMillion = 1'000'000;

struct Read {
  Figure figure;
  std::string_view kind;  // of the finding; "" where there is nothing to say
};

// Nothing but dashes and slashes, or the words for nothing.
bool is_blank(std::string_view text) {
  static constexpr std::array<std::string_view, 9> kStrokes = {"/", "／", "-", "－", "—",
                                                               "–", "―",  "─", "−"};
  if (text == "&nbsp;" || text == label("figure", "nothing")) return true;
  while (!text.empty()) {
    const auto stroke = std::ranges::find_if(
        kStrokes, [&](std::string_view candidate) { return text.starts_with(candidate); });
    if (stroke == kStrokes.end()) return false;
    text.remove_prefix(stroke->size());
  }
  return true;
}

std::optional<State> state_in_words(std::string_view text) {
  for (const State state : {State::not_applicable, State::not_held, State::withheld})
    if (text == label("figure", state_id(state))) return state;
  return {};
}

bool is_value(const NumberCell& cell) { return cell.reading == Reading::value && !cell.percent; }

Read within(std::int64_t value) {
  if (std::abs(value) > kMost) return {{}, "text"};
  return {number(value), ""};
}

Read read_count(std::string_view text) {
  if (const NumberCell whole = parse_number(text, 0); is_value(whole)) return within(whole.value);
  const NumberCell parts = parse_number(text, kFeeDecimals);
  if (!is_value(parts)) return {{}, "text"};
  if (parts.value % kMillion != 0) return {{}, "whole"};
  return within(parts.value / kMillion);
}

Read read_fee(std::string_view text) {
  // The unit stands in the head; read behind the number it would count twice.
  if (const auto unit = label("figure", "wan_yuan"); text.ends_with(unit))
    text = trim(text.substr(0, text.size() - unit.size()));
  const NumberCell fee = parse_number(text, kFeeDecimals);
  return is_value(fee) ? within(fee.value) : Read{{}, "text"};
}

Read read_text(std::string_view text, bool fee) {
  text = trim(text);
  if (is_blank(text)) return {};
  if (const auto state = state_in_words(text)) return {{0, *state}, ""};
  const auto read = fee ? read_fee : read_count;
  const Read plain = read(text);
  if (plain.kind != "text") return plain;
  const std::size_t bracket = std::min(text.find("（"), text.find('('));
  if (bracket == 0 || bracket == std::string_view::npos) return plain;
  const Read before = read(trim(text.substr(0, bracket)));
  return before.kind.empty() ? Read{before.figure, "remark"} : before;
}

Read read_cell(const FoundCell& cell, bool fee) {
  if (cell.state && *cell.state != State::number) return {{0, *cell.state}, ""};
  return read_text(cell.text, fee);
}

// A remark is a note beside a count; anything else stands where the count should.
Finding told(std::string_view table, const Read& read, const FoundCell& cell) {
  Finding finding;
  finding.rule = fmt::format("{}.count", table);
  finding.kind = read.kind;
  finding.status = read.kind == "remark" ? Status::pass : Status::fail;
  finding.found = cell.text;
  return finding;
}

}  // namespace

Checked<Table> read_table(std::string_view table, bool single_other_row,
                          std::span<const std::optional<FoundCell>> cells) {
  const std::vector<std::string> rows = table_rows(table, single_other_row);
  Checked<Table> read{{std::string(table), {}, table_columns(table), {}}, {}};
  const std::vector<std::string>& columns = read.value.columns;
  if (cells.size() != rows.size() * columns.size())
    fail<DataError>("{}: {} cells, expected {}", table, cells.size(), rows.size() * columns.size());

  for (std::size_t r = 0; r < rows.size(); ++r) {
    const auto row = cells.subspan(r * columns.size(), columns.size());
    if (std::ranges::none_of(row, [](const auto& cell) { return cell.has_value(); })) continue;
    read.value.rows.push_back(rows[r]);
    for (std::size_t c = 0; c < columns.size(); ++c) {
      const Read cell = row[c] ? read_cell(*row[c], rows[r] == "fees_wan") : Read{};
      if (!cell.kind.empty()) {
        if (cell.kind != "remark") read.value.unread.push_back(read.value.cells.size());
        read.findings.push_back(told(table, cell, *row[c]));
        read.findings.back().where = cell_where(table, rows[r], columns[c], single_other_row);
      }
      read.value.cells.push_back(cell.figure);
    }
  }
  return read;
}

}  // namespace gongkai
