// Columns of closed lists and truth values.
#include <fmt/format.h>

#include "gongkai/ledger/parse.hpp"
#include "gongkai/ledger/truth.hpp"
#include "gongkai/ledger/typing.hpp"

namespace gongkai {
namespace {

struct Chosen {
  std::uint8_t byte = 0;
  bool finer = false, blank = false;
};

// The list itself where it can be taken in at a glance, else its size and its first label.
std::string list_words(Choices choices) {
  constexpr std::size_t kGlance = 8;
  if (choices.size() > kGlance)
    return fmt::format("规定的 {} 类之一，如“{}”", choices.size(), choices.front().label);
  std::string words;
  for (const Choice& choice : choices) {
    if (!words.empty()) words += "、";
    words += choice.label;
  }
  return words + "之一";
}

Chosen choose(const Typing& typing, std::string_view text) {
  Chosen chosen;
  if (!trim(text).empty())
    chosen.byte = typing.terms.choice(typing.columns.schema, typing.field(), text, &chosen.finer);
  if (chosen.byte == 0) chosen.blank = typing.terms.is_blank(text);
  return chosen;
}

// Yes on a day keeps the day beside it.
struct Truth {
  Reading reading = Reading::blank;
  Date day = kNever;
};

Truth truth_of(const Typing& typing, std::string_view text) {
  const Reading reading = parse_truth(text, typing.dates());
  if (reading == Reading::yes) {
    const DateCell cell = parse_date(text, typing.dates());
    return {reading, cell.reading == Reading::value ? cell.date : kNever};
  }
  if (reading == Reading::no) return {reading, kNever};
  return {typing.terms.is_blank(text) ? Reading::blank : reading, kNever};
}

}  // namespace

void type_choices(const Typing& typing, Stored& stored) {
  std::vector<std::uint8_t> bytes(static_cast<std::size_t>(typing.pick.size));
  const std::string expected = list_words(typing.field().choices);
  Memo<Chosen> memo;
  Index details;
  each_cell(
      typing.raw, typing.pick,
      [&](std::string_view text) {
        return memo.of(text, [&](std::string_view words) { return choose(typing, words); });
      },
      [&](std::int64_t row, std::string_view text, const Chosen& chosen) {
        bytes[static_cast<std::size_t>(row)] = chosen.byte;
        if (chosen.byte == 0 && !chosen.blank) {
          typing.vital_fault(row, "ledger.choice", "unknown", text, expected);
          stored.unread.push_back(row);
        }
        if (chosen.finer)
          stored.details.codes.emplace_back(row, details.add(trim(text), stored.details.distinct));
      });
  stored.values = std::move(bytes);
}

void type_choice_lists(const Typing& typing, Stored& stored) {
  Lists<std::uint8_t> lists;
  lists.offsets.reserve(static_cast<std::size_t>(typing.pick.size) + 1);
  const std::string expected = list_words(typing.field().choices);
  Memo<Chosen> memo;
  std::string buffer;
  for (std::int64_t row = 0; row < typing.pick.size; ++row) {
    const std::string_view text = cell_text(typing.raw, typing.pick[row], buffer);
    if (!text.empty() && !typing.terms.is_blank(text)) {
      for (const std::string_view item : split_items(text)) {
        const Chosen& chosen =
            memo.of(item, [&](std::string_view words) { return choose(typing, words); });
        lists.items.push_back(chosen.byte);
        if (chosen.byte != 0 || chosen.blank) continue;
        typing.vital_fault(row, "ledger.choice", "unknown", item, expected);
        if (stored.unread.empty() || stored.unread.back() != row) stored.unread.push_back(row);
      }
    }
    lists.offsets.push_back(static_cast<std::int64_t>(lists.items.size()));
  }
  stored.values = std::move(lists);
}

void type_truths(const Typing& typing, Stored& stored) {
  constexpr std::string_view kExpected = "是或否";
  std::vector<std::uint8_t> bytes(static_cast<std::size_t>(typing.pick.size));
  Memo<Truth> memo;
  Index details;
  std::int64_t days = 0;
  each_cell(
      typing.raw, typing.pick,
      [&](std::string_view text) {
        return memo.of(text, [&](std::string_view words) { return truth_of(typing, words); });
      },
      [&](std::int64_t row, std::string_view text, const Truth& truth) {
        const auto [reading, day] = truth;
        bytes[static_cast<std::size_t>(row)] = reading == Reading::yes  ? kYes
                                               : reading == Reading::no ? kNo
                                                                        : kBlankTruth;
        if (day != kNever) {
          stored.details.codes.emplace_back(row, details.add(iso(day), stored.details.distinct));
          if (++days <= Faults::kListed)
            typing.fault(row, "ledger.choice", "day", iso(day), kExpected);
        }
        if (reading == Reading::blank || reading == Reading::yes || reading == Reading::no) return;
        typing.vital_fault(row, "ledger.choice", "truth", text, kExpected);
        stored.unread.push_back(row);
      });
  if (days > Faults::kListed)
    typing.faults.add(kWholeLedger, typing.place, {"ledger.choice", "days"},
                      fmt::format("{} 格", days - Faults::kListed), kExpected);
  stored.values = std::move(bytes);
}

}  // namespace gongkai
