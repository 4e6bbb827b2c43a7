// Any csv text as any ledger: read with findings, or refused with a DataError.
#include "fuzz.hpp"

#include "gongkai/ledger/ledger.hpp"

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
    read_grid(of, parse_csv(text), fuzz::terms(), {"a.xlsx", "表", 2022});
  });
  return 0;
}
