// Any text as each of the TOML files that the core reads.
#include "fuzz.hpp"

#include "gongkai/base/calendar.hpp"
#include "gongkai/base/config.hpp"
#include "gongkai/measure/definition.hpp"
#include "gongkai/measure/duty.hpp"
#include "gongkai/measure/law.hpp"
#include "gongkai/measure/regime.hpp"

using namespace gongkai;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  auto [choice, text] = fuzz::choose(data, size);
  fuzz::no_crash([&, kind = choice % 8] {
    if (kind == 0) Config::parse(text, "a.toml");
    if (kind == 1) Calendar::parse(text);
    if (kind == 2) Regimes::parse(text);
    if (kind == 3) Terms::parse(text);
    if (kind == 4) Rules::parse(text);
    if (kind == 5) parse_definitions(text);
    if (kind == 6) parse_choices(text);
    if (kind == 7) parse_duties(text);
  });
  return 0;
}
