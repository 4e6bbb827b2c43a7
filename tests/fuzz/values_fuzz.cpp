// Any text as a date, a deadline, a truth value, a number, money or a list.
#include "fuzz.hpp"

#include "gongkai/base/date.hpp"
#include "gongkai/ledger/parse.hpp"

using namespace gongkai;

namespace {

void check(const DateCell& cell) {
  fuzz::require((cell.reading == Reading::value) == is_dated(cell.date) || cell.date == kNever);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  auto [choice, text] = fuzz::choose(data, size);
  const DateContext of(choice % 2 == 0 ? 2022 : 0, choice % 3 == 0);
  check(parse_date(text, of));
  check(parse_deadline(text, of));
  parse_truth(text, of);
  parse_number(text, choice % 7);
  parse_money(text, choice % 2 == 0 ? 100 : 1'000'000, choice % 3);
  std::size_t bytes = 0;
  for (const auto item : split_items(text)) bytes += item.size();
  fuzz::require(bytes <= text.size());
  const auto [label, value] = split_label(text);
  fuzz::require(label.size() + value.size() <= text.size());
  fuzz::require(trim(text).size() <= text.size());
  fuzz::require(trim(trim(text)) == trim(text));
  fuzz::require(without_remark(text).size() <= text.size());
  if (const auto date = parse_iso(text)) fuzz::require(iso(*date) == text);
  return 0;
}
