// Any csv text as any ledger: read with findings, or refused with a DataError.
#include "fuzz.hpp"

#include "gongkai/ledger/sheet.hpp"

using namespace gongkai;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto [choice, text] = fuzz::choose(data, size);
  const auto& of = schemas()[choice % schemas().size()];
  fuzz::no_crash([&, text = text] {
    const auto read = read_csv(of, text, fuzz::terms(), {"a.csv", "", 2022});
    for (std::int64_t row = 0; row < read.value.size(); ++row) {
      read.value.key(row);
      fuzz::require(read.value.origin(row) >= 1);
    }
    for (const auto& told : fuzz::rules().tell(read.findings)) fuzz::require(!told.message.empty());
    fuzz::require(to_table(read.value).rows == read.value.size());
  });
  fuzz::no_crash([&, text = text] {
    // The same cells on two sheets, some of them one and some rows hidden, as the text would have
    // it.
    const arrow::Table grid = parse_csv(text);
    std::vector<Merge> merges;
    for (std::size_t at = 0; at + 4 <= std::min<std::size_t>(text.size(), 40); at += 4)
      merges.push_back({text[at] % 8, text[at] % 8 + text[at + 1] % 4, text[at + 2] % 8,
                        text[at + 2] % 8 + text[at + 3] % 4});
    const Sheet sheets[] = {{.name = "甲", .grid = &grid, .merges = merges, .hidden = {1, 3}},
                            {.name = "乙", .grid = &grid}};
    const auto read = read_sheets(of, sheets, fuzz::terms(), {"a.xlsx", "", 2022});
    for (std::int64_t row = 0; row < read.value.size(); ++row) read.value.where(row);
    for (const auto& told : fuzz::rules().tell(read.findings)) fuzz::require(!told.message.empty());
  });
  return 0;
}
