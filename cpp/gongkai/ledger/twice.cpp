// Whole rows that stand there twice, in ledgers without a key.
#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <functional>
#include <limits>
#include <map>

#include "gongkai/ledger/cells.hpp"
#include "gongkai/ledger/checks.hpp"

namespace gongkai {
namespace {

constexpr std::uint64_t kMix = 0x9E3779B97F4A7C15;

std::uint64_t mixed(std::uint64_t value) {
  value = (value ^ (value >> 32)) * kMix;
  return value ^ (value >> 29);
}

constexpr std::uint64_t kEmpty = 0;

std::uint64_t hash_of(std::string_view text) {
  return text.empty() ? kEmpty : std::hash<std::string_view>{}(text);
}
std::uint64_t hash_of(std::int64_t number) { return static_cast<std::uint64_t>(number) + kMix; }
std::uint64_t hash_of(std::uint8_t truth) { return truth + kMix; }
std::uint64_t hash_of(double number) { return std::bit_cast<std::uint64_t>(number) + kMix; }
std::uint64_t hash_of(Date date) { return hash_of(std::int64_t{date.time_since_epoch().count()}); }

// A hash a row for one column; nulls are not asked for.
template <class Value>
auto hashes_of(const std::vector<Value>& values) {
  return [&](std::int64_t row) { return hash_of(values[static_cast<std::size_t>(row)]); };
}
auto hashes_of(const arrow::Moments& moments) { return hashes_of(moments.micros); }
auto hashes_of(const arrow::Texts& texts) {
  return [&](std::int64_t row) { return hash_of(texts[row]); };
}
auto hashes_of(const arrow::Coded& coded) {
  std::vector<std::uint64_t> of_code;
  for (std::int64_t code = 0; code < coded.distinct.size(); ++code)
    of_code.push_back(hash_of(coded.distinct[code]));
  return [&coded, of_code = std::move(of_code)](std::int64_t row) {
    return of_code[static_cast<std::size_t>(coded.codes[static_cast<std::size_t>(row)])];
  };
}
auto hashes_of(std::monostate) {
  return [](std::int64_t) { return kEmpty; };
}

// Adds one column's cells to the hashes of their rows. A sum, so that the order of the columns does
// not matter; an empty cell adds nothing, so that an empty column does not either.
void add_column(const arrow::Column& column, std::uint64_t name, std::span<const std::int64_t> rows,
                std::span<std::uint64_t> sums) {
  std::visit(
      [&](const auto& values) {
        const auto hash_at = hashes_of(values);
        for (std::size_t at = 0; at < rows.size(); ++at) {
          if (column.is_null(rows[at])) continue;
          const std::uint64_t hash = hash_at(rows[at]);
          if (hash != kEmpty) sums[at] += mixed(name + hash);
        }
      },
      column.values);
}

class Rows {
 public:
  explicit Rows(std::span<const PartCells> parts) : parts_(parts) {
    std::size_t size = 0;
    for (const PartCells& part : parts) {
      first_.push_back(size);
      size += part.rows.size();
    }
    hashes_.resize(size);
    for (std::size_t at = 0; at < parts.size(); ++at) {
      const PartCells& part = parts[at];
      const auto hashes = std::span(hashes_).subspan(first_[at], part.rows.size());
      for (std::size_t column = 0; column < part.names.size(); ++column)
        add_column(part.cells.columns[column], mixed(hash_of(std::string_view(part.names[column]))),
                   part.rows, hashes);
    }
  }

  // again(row, before) for every row that an earlier one is the same as.
  template <class Again>
  void each_again(Again again) const {
    constexpr std::uint32_t kFree = std::numeric_limits<std::uint32_t>::max();
    constexpr std::size_t kAhead = 16;
    std::vector<std::uint32_t> slots(std::bit_ceil(hashes_.size() * 2 + 1), kFree);
    const std::size_t mask = slots.size() - 1;
    for (std::size_t row = 0; row < hashes_.size(); ++row) {
      if (row + kAhead < hashes_.size()) __builtin_prefetch(&slots[hashes_[row + kAhead] & mask]);
      std::size_t at = hashes_[row] & mask;
      while (slots[at] != kFree && !same(slots[at], row)) at = (at + 1) & mask;
      if (slots[at] == kFree)
        slots[at] = static_cast<std::uint32_t>(row);
      else
        again(static_cast<std::int64_t>(row), static_cast<std::int64_t>(slots[at]));
    }
  }

 private:
  bool same(std::size_t one, std::size_t other) const {
    return hashes_[one] == hashes_[other] && cells(one) == cells(other);
  }
  std::map<std::string_view, std::string> cells(std::size_t row) const {
    const auto at =
        static_cast<std::size_t>(std::ranges::upper_bound(first_, row) - first_.begin() - 1);
    const PartCells& part = parts_[at];
    std::map<std::string_view, std::string> found;
    std::string buffer;
    for (std::size_t column = 0; column < part.names.size(); ++column)
      if (const auto text =
              cell_text(part.cells.columns[column], part.rows[row - first_[at]], buffer);
          !text.empty())
        found[part.names[column]] += text;
    return found;
  }

  std::span<const PartCells> parts_;
  std::vector<std::size_t> first_;  // of each part, among all rows
  std::vector<std::uint64_t> hashes_;
};

}  // namespace

void check_twice(const Columns& columns, std::span<const PartCells> parts, Faults& faults) {
  // People may say the same twice; a thing that is listed twice is counted twice.
  const std::string_view ledger = columns.schema.id;
  const bool of_people = ledger == "pushes" || ledger == "ratings";
  const std::string_view kind = ledger == "events" ? "row_hint" : "row";
  std::int64_t count = 0, first = 0;
  Rows(parts).each_again([&](std::int64_t row, std::int64_t before) {
    if (count++ == 0) first = row;
    if (of_people) return;
    const std::int64_t here = columns.origin_of(row);
    faults.add(here, -1, {"ledger.key", kind}, columns.row_words(columns.origin_of(before), here),
               "每件只填一行");
  });
  if (of_people && count > 0)
    faults.add(columns.origin_of(first), -1, {"ledger.key", "rows"}, fmt::format("{} 行", count),
               "每次只有一行");
}

}  // namespace gongkai
