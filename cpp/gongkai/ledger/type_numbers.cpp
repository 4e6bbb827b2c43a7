// Columns of counts, money, shares and measures.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <limits>

#include "gongkai/ledger/parse.hpp"
#include "gongkai/ledger/typing.hpp"

namespace gongkai {
namespace {

enum class Fit : std::uint8_t {
  value,
  blank,
  text,   ///< no number
  fine,   ///< finer than the field can hold
  about,  ///< a number that is not exact
  unit,   ///< money in 元 or in 万元
};

struct Number {
  std::int64_t value = kBlank;
  Fit fit = Fit::blank;
  bool percent = false, remark = false;
};

// What no law or form lets grow any further.
struct Cap {
  std::string_view ledger, column;
  std::int64_t most;
};
constexpr std::array kCaps = {Cap{"applications", "extension_days", 20}};  // 条例第三十三条

constexpr std::int64_t kMillionths = 1'000'000;

constexpr std::int64_t power_of_ten(int exponent) {
  std::int64_t power = 1;
  for (; exponent > 0; --exponent) power *= 10;
  return power;
}

int decimals_of(const Field& field) {
  if (field.type == Type::count) return 0;
  if (field.type != Type::amount) return 6;
  int decimals = 0;
  while (power_of_ten(decimals) < field.scale) ++decimals;
  return decimals;
}

class NumberReader {
 public:
  explicit NumberReader(const Typing& typing)
      : typing_(typing),
        decimals_(decimals_of(typing.field())),
        exact_(typing.field().type == Type::count || typing.field().type == Type::amount) {}

  Number read(std::string_view text) const {
    const NumberCell cell = parse(text, 0);
    if (cell.reading == Reading::value) return fitting(cell.value, cell.percent);
    if (cell.reading == Reading::blank || typing_.terms.is_blank(text)) return {};
    if (cell.reading == Reading::ambiguous)
      return {kBlank, is_money() && parse_number(text, 9).reading != Reading::ambiguous
                          ? Fit::unit
                          : Fit::about};
    for (const int more : {3, 9, 12, 15}) {
      const NumberCell finer = parse(text, more);
      if (finer.reading == Reading::value) return rounded(finer, power_of_ten(more));
    }
    if (const auto [label, value] = split_label(text); !label.empty())
      return is_of_another(typing_, label) ? Number{kBlank, Fit::text} : read(value);
    if (const auto bare = without_remark(text); !bare.empty()) {
      Number number = read(bare);
      number.remark = number.fit == Fit::value;
      return number;
    }
    return {kBlank, Fit::text};
  }

  Number read(std::int64_t whole) const {
    std::int64_t value = 0;
    if (__builtin_mul_overflow(whole, power_of_ten(decimals_), &value)) return {kBlank, Fit::text};
    return {value, Fit::value};
  }

  Number read(double real) const {
    constexpr double kMost = 9.0e18;
    const double scaled = real * static_cast<double>(power_of_ten(decimals_));
    if (std::isnan(real)) return {};
    if (!(std::abs(scaled) < kMost)) return {kBlank, Fit::text};
    const std::int64_t value = std::llround(scaled);
    if (exact_ && std::abs(scaled - static_cast<double>(value)) > 1e-4) return {kBlank, Fit::fine};
    return {value, Fit::value};
  }

 private:
  bool is_money() const { return typing_.field().type == Type::amount; }
  NumberCell parse(std::string_view text, int more) const {
    return is_money() ? parse_money(text, typing_.field().scale, more)
                      : parse_number(text, decimals_ + more);
  }
  // A share of something is no count of it.
  Number fitting(std::int64_t value, bool percent) const {
    if (percent && exact_) return {kBlank, Fit::text};
    return {value, Fit::value, percent};
  }
  // Money and counts may only lose what computers add (12.340000000000002).
  Number rounded(const NumberCell& finer, std::int64_t unit) const {
    const std::int64_t half = finer.value < 0 ? -unit / 2 : unit / 2;
    const std::int64_t value = (finer.value + half) / unit;
    const std::int64_t lost = std::abs(finer.value - value * unit);
    if (exact_ && lost > unit / 10'000) return {kBlank, finer.percent ? Fit::text : Fit::fine};
    return fitting(value, finer.percent);
  }

  const Typing& typing_;
  int decimals_;
  bool exact_;
};

// put(row, text, number) for every row.
template <class Put>
void read_numbers(const Typing& typing, Put put) {
  const NumberReader reader(typing);
  const auto direct = [&](const auto& values) {
    std::string buffer;
    for (std::int64_t row = 0; row < typing.pick.size; ++row) {
      const std::int64_t raw = typing.pick[row];
      if (typing.raw.is_null(raw))
        put(row, std::string_view{}, Number{});
      else
        put(row, cell_text(typing.raw, raw, buffer),
            reader.read(values[static_cast<std::size_t>(raw)]));
    }
  };
  if (const auto* whole = std::get_if<std::vector<std::int64_t>>(&typing.raw.values))
    direct(*whole);
  else if (const auto* real = std::get_if<std::vector<double>>(&typing.raw.values))
    direct(*real);
  else
    each_cell(
        typing.raw, typing.pick, [&](std::string_view text) { return reader.read(text); }, put);
}

// The number itself where it can be kept, else blank with a finding.
std::int64_t keep(const Typing& typing, std::int64_t row, std::string_view text,
                  const Number& number, Stored& stored) {
  const Field& field = typing.field();
  const auto drop = [&](std::string_view kind, std::string_view expected) {
    typing.vital_fault(row, "ledger.number", kind, text, expected);
    stored.unread.push_back(row);
    return kBlank;
  };
  if (number.fit == Fit::blank) return kBlank;
  const bool count = field.type == Type::count;
  if (number.fit == Fit::text) return drop("text", count ? "整数" : "数");
  if (number.fit == Fit::about) return drop("about", count ? "确切的整数" : "确切的数");
  if (number.fit == Fit::unit) return drop("unit", "单位与表头相同的数");
  if (number.fit == Fit::fine)
    return count ? drop("fraction", "整数") : drop("finer", "精确到分的金额");
  // Targets and what became of them may fall below nothing.
  const bool signed_field = field.id == "target" || field.id == "achieved";
  if (number.value < 0 && !signed_field) return drop("negative", "不小于 0 的数");
  if (number.remark) typing.fault(row, "ledger.number", "remark", text, "不带说明的数");
  return number.value;
}

}  // namespace

void type_numbers(const Typing& typing, Stored& stored) {
  std::vector<std::int64_t> numbers(static_cast<std::size_t>(typing.pick.size));
  const auto* const cap = std::ranges::find_if(kCaps, [&](const Cap& each) {
    return each.ledger == typing.columns.schema.id && each.column == typing.field().id;
  });
  read_numbers(typing, [&](std::int64_t row, std::string_view text, const Number& number) {
    const std::int64_t value = keep(typing, row, text, number, stored);
    numbers[static_cast<std::size_t>(row)] = value;
    if (cap != kCaps.end() && value > cap->most)
      typing.fault(row, "ledger.number", "cap", text, fmt::format("不大于 {} 的数", cap->most));
  });
  stored.values = std::move(numbers);
}

void type_shares(const Typing& typing, Stored& stored) {
  std::vector<std::int64_t> shares(static_cast<std::size_t>(typing.pick.size));
  std::vector<std::uint8_t> marked(shares.size(), 0);
  bool unmarked = false, above_one = false;
  read_numbers(typing, [&](std::int64_t row, std::string_view text, const Number& number) {
    const auto at = static_cast<std::size_t>(row);
    shares[at] = keep(typing, row, text, number, stored);
    marked[at] = static_cast<std::uint8_t>(number.percent);
    if (shares[at] == kBlank || number.percent) return;
    unmarked = true;
    above_one |= shares[at] > kMillionths;
  });
  if (unmarked)
    typing.faults.add(kWholeLedger, typing.place,
                      {"ledger.number", above_one ? "as_percent" : "as_share"},
                      above_one ? "没有 % 的数里有大于 1 的" : "没有 % 的数都不大于 1",
                      above_one ? "100 为完成" : "1 为完成");
  std::string buffer;
  for (std::int64_t row = 0; row < typing.pick.size; ++row) {
    const auto at = static_cast<std::size_t>(row);
    if (shares[at] == kBlank) continue;
    if (marked[at] != 0 || above_one) shares[at] = (shares[at] + 50) / 100;
    if (shares[at] > kMillionths)
      typing.fault(row, "ledger.number", "range", cell_text(typing.raw, typing.pick[row], buffer),
                   "0 到 100% 之间的数");
  }
  stored.values = std::move(shares);
}

}  // namespace gongkai
