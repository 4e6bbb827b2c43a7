// Any text as a place, and as a pattern of the cells of each measure.
#include "fuzz.hpp"

#include "gongkai/measure/measure.hpp"
#include "gongkai/measure/place.hpp"

using namespace gongkai;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text(data, size);
  fuzz::no_crash([&] { fuzz::require(!parse_place(text).source.empty()); });
  for (const auto& measure : measures())
    fuzz::no_crash([&] { fuzz::require(cells_like(measure, text).any()); });
  return 0;
}
