#include "gongkai/ledger/header_rows.hpp"

#include <algorithm>
#include <bit>
#include <map>

#include "gongkai/ledger/cells.hpp"
#include "gongkai/ledger/parse.hpp"
#include "gongkai/ledger/plain.hpp"
#include "gongkai/ledger/rows.hpp"

namespace gongkai {
namespace {

constexpr std::int64_t kDeepest = 5;
constexpr std::size_t kWide = 512;  // no header of several rows is wider

// What a column is headed by, and the field it names.
struct Headed {
  std::string text;
  HeaderMatch match;
};

bool is_note(std::string_view text) {
  return text.starts_with('(') || text.starts_with("（") ||
         text.find_first_not_of("0123456789.") == std::string_view::npos;
}

// The first rows of a sheet as texts; a merged cell has its text in every row and column.
class Top {
 public:
  Top(const Sheet& sheet, std::int64_t from, std::int64_t until, std::size_t left,
      std::size_t right)
      : from_(from), until_(until), left_(left), width_(right - left) {
    std::string buffer;
    for (std::int64_t row = from; row < until; ++row)
      for (std::size_t column = left; column < right; ++column)
        texts_.emplace_back(trim(cell_text(sheet.grid->columns[column], row, buffer)));
    for (const Merge& merge : sheet.merges) spread(merge);
  }

  const std::string& at(std::int64_t row, std::size_t column) const {
    return texts_[static_cast<std::size_t>(row - from_) * width_ + column];
  }
  /// Whether a cell of that row reaches over several columns.
  bool is_merged(std::int64_t row) const { return merged_.contains(row); }
  /// Whether a cell of that row reaches down into the next one.
  bool reaches_down(std::int64_t row) const { return deep_.contains(row); }
  /// Whether one cell fills the whole row.
  bool is_one_cell(std::int64_t row) const {
    for (std::size_t column = 1; column < width_; ++column)
      if (at(row, column) != at(row, 0)) return false;
    return true;
  }
  std::size_t width() const { return width_; }
  bool is_empty(std::int64_t row) const {
    for (std::size_t column = 0; column < width_; ++column)
      if (!at(row, column).empty()) return false;
    return true;
  }

 private:
  void spread(const Merge& merge) {
    const auto first = static_cast<std::int64_t>(left_);
    if (merge.top < from_ || merge.top >= until_ || merge.left < first) return;
    const auto column = static_cast<std::size_t>(merge.left - first);
    if (column >= width_) return;
    const std::string text = at(merge.top, column);
    const auto right = std::min(static_cast<std::int64_t>(width_) - 1, merge.right - first);
    for (std::int64_t row = merge.top; row <= std::min(merge.bottom, until_ - 1); ++row)
      for (auto at = static_cast<std::int64_t>(column); at <= right; ++at)
        texts_[static_cast<std::size_t>(row - from_) * width_ + static_cast<std::size_t>(at)] =
            text;
    if (merge.right > merge.left) merged_.insert(merge.top);
    for (std::int64_t row = merge.top; row < std::min(merge.bottom, until_); ++row)
      deep_.insert(row);
  }

  std::int64_t from_, until_;
  std::size_t left_, width_;
  std::vector<std::string> texts_;
  std::set<std::int64_t> merged_, deep_;
};

class Headers {
 public:
  Headers(const Schema& schema, const Terms& terms, const Top& top)
      : schema_(schema), terms_(terms), top_(top) {}

  std::vector<Headed> of(std::int64_t row, std::int64_t depth) {
    std::vector<std::string> parents(static_cast<std::size_t>(depth));
    std::vector<Headed> headed;
    for (std::size_t column = 0; column < top_.width(); ++column)
      headed.push_back(match(levels(row, depth, column, parents)));
    return headed;
  }

 private:
  // From the top level to the lowest. Where nothing is merged, a parent stands over its first
  // column and holds for those to the right that have none of their own.
  std::vector<std::string> levels(std::int64_t row, std::int64_t depth, std::size_t column,
                                  std::vector<std::string>& parents) const {
    std::vector<std::string> levels;
    for (std::int64_t level = 0; level < depth; ++level) {
      std::string text = top_.at(row + level, column);
      if (!top_.is_merged(row + level) && level + 1 < depth) {
        bool child = false;
        for (std::int64_t below = level + 1; below < depth; ++below)
          child = child || !top_.at(row + below, column).empty();
        std::string& parent = parents[static_cast<std::size_t>(level)];
        if (!child || !text.empty()) parent = child ? text : "";
        if (text.empty() && child) text = parent;
      }
      if (!text.empty() && (levels.empty() || levels.back() != text))
        levels.push_back(std::move(text));
    }
    return levels;
  }

  // The lowest level with as many of its parents as make a known header; else all of them.
  Headed match(const std::vector<std::string>& levels) {
    if (levels.empty()) return {};
    Headed weak, all;
    const auto parents = static_cast<unsigned>(levels.size() - 1);
    std::vector<unsigned> sets(1U << parents);
    for (unsigned set = 0; set < sets.size(); ++set) sets[set] = set;
    std::ranges::stable_sort(sets, std::ranges::greater{},
                             [](unsigned set) { return std::popcount(set); });
    for (const unsigned set : sets) {
      std::string text;
      for (unsigned level = 0; level < parents; ++level)
        if ((set >> level & 1U) != 0) text += levels[level];
      text += levels.back();
      const HeaderMatch& match = known(text);
      if (!match.column.empty() && !match.weak) return {text, match};
      if (!match.column.empty() && weak.text.empty()) weak = {text, match};
      if (all.text.empty()) all.text = std::move(text);
    }
    if (!weak.text.empty()) return weak;
    if (parents > 0 && is_note(levels.back()))
      if (Headed noted = match({levels.begin(), levels.end() - 1}); !noted.match.column.empty())
        return noted;
    return all;
  }

  const HeaderMatch& known(const std::string& text) {
    constexpr std::size_t kLongest = 300;
    static const HeaderMatch kNone;
    if (text.size() > kLongest) return kNone;
    const auto [found, added] = known_.try_emplace(text);
    if (added) found->second = terms_.header(schema_, text);
    return found->second;
  }

  const Schema& schema_;
  const Terms& terms_;
  const Top& top_;
  std::map<std::string, HeaderMatch> known_;
};

struct Candidate {
  std::int64_t row = 0, depth = 0;
  std::vector<Headed> headed;
  std::set<std::string> matched;
  std::int64_t last() const { return row + depth - 1; }
};

// Whether every cell of the last row is the end of a known header.
bool ends_headers(const Top& top, const Candidate& candidate) {
  for (std::size_t column = 0; column < top.width(); ++column) {
    const std::string& text = top.at(candidate.last(), column);
    const Headed& headed = candidate.headed[column];
    if (!text.empty() && (headed.match.column.empty() || !headed.text.ends_with(text)))
      return false;
  }
  return true;
}

// Whether the row above a header is its upper line, over columns that are known without it: a cell
// of it is merged with one below, or it has words for several groups of columns. A title has one
// cell; what stands beside it names a unit or a day.
bool is_upper_line(const Top& top, std::int64_t row) {
  if (top.is_one_cell(row)) return false;
  if (top.reaches_down(row)) return true;
  std::set<std::string_view> groups;
  for (std::size_t column = 0; column < top.width(); ++column) {
    const std::string_view text = top.at(row, column);
    if (text.find_first_of("0123456789:") != std::string_view::npos ||
        text.find("：") != std::string_view::npos)
      return false;
    if (!text.empty()) groups.insert(text);
  }
  return groups.size() > 1;
}

}  // namespace

SheetTable find_header(const Schema& schema, const Sheet& sheet, const Terms& terms,
                       std::int64_t from, std::int64_t until, std::size_t left, std::size_t right) {
  const Top top(sheet, from, until, left, right);
  Headers headers(schema, terms, top);
  std::vector<Candidate> candidates;
  const std::int64_t deepest = top.width() > kWide ? 1 : kDeepest;
  for (std::int64_t row = from; row < until; ++row) {
    if (top.is_empty(row)) continue;
    for (std::int64_t depth = 1; depth <= std::min(deepest, until - row); ++depth) {
      if (top.is_empty(row + depth - 1)) continue;
      Candidate candidate{row, depth, headers.of(row, depth), {}};
      std::size_t filled = 0;
      for (const Headed& each : candidate.headed) {
        filled += static_cast<std::size_t>(!each.text.empty());
        if (!each.match.column.empty()) candidate.matched.insert(each.match.column);
      }
      const std::size_t matches = candidate.matched.size();
      if (matches >= 2 || (matches == 1 && filled == 1)) candidates.push_back(std::move(candidate));
    }
  }
  if (candidates.empty()) return {};
  // Most columns, in fewest rows; and of two tables of the same kind the first.
  std::ranges::stable_sort(candidates, {}, &Candidate::depth);
  const auto* best = &*std::ranges::max_element(
      candidates,
      [](const Candidate& a, const Candidate& b) { return a.matched.size() < b.matched.size(); });
  const auto is_earlier = [&](const Candidate& each) {
    return each.last() + 1 < best->row && each.matched.size() * 4 >= best->matched.size() * 3;
  };
  for (bool again = true; again;) {
    const Candidate* before = nullptr;
    for (const Candidate& each : candidates)
      if (is_earlier(each) && (before == nullptr || before->matched.size() < each.matched.size()))
        before = &each;
    again = before != nullptr;
    if (again) best = before;
  }

  // A row below that only ends headers of which the beginning alone is known too (本年收费, 金额).
  for (const Candidate& each : candidates)
    if (each.row == best->row && each.depth == best->depth + 1 &&
        each.matched.size() == best->matched.size() && ends_headers(top, each))
      best = &each;

  std::int64_t upper = best->row;
  while (upper > from && best->last() - upper + 1 < kDeepest && is_upper_line(top, upper - 1))
    --upper;
  SheetTable table{upper, best->row + best->depth, until, left, right, {}, best->matched, 0};
  for (const Headed& each : best->headed) table.headers.push_back(each.text);
  for (const Field& field : schema.fields)
    table.missing +=
        static_cast<std::size_t>(field.required && !(field.id == "unit" && schema.id != "units") &&
                                 !table.matched.contains(std::string(field.id)));
  return table;
}

}  // namespace gongkai
