// Any bytes as the state of a reach, and as blocks of one whose checksums are right.
#include <memory>
#include <sstream>

#include "fuzz.hpp"
#include "gongkai/measure/reach/hash.hpp"
#include "gongkai/measure/reach/state.hpp"

using namespace gongkai;

namespace {

void read(std::string bytes) {
  fuzz::no_crash([&] {
    reach::StateReader in(std::make_unique<std::istringstream>(std::move(bytes)), "state");
    for (reach::StateBlock block; in.next(block);)
      for (const auto& record : block.records) fuzz::require(record.recipient.size() < 1 << 20);
  });
}

std::string front(std::string_view kind, std::string_view block) {
  std::string out(kind);
  for (const std::uint64_t number : {std::uint64_t{block.size()}, reach::checksum(block)})
    out.append(reinterpret_cast<const char*>(&number), sizeof number);
  return out;
}

// The head, the next blocks and the end: cut at every byte 0xFF, the kind by the byte behind it.
std::string state_of(std::string_view text) {
  std::string out = "gongkai.reach/1\n", fronts;
  std::string kind = "head    ";
  while (true) {
    const std::size_t cut = std::min(text.find('\xFF'), text.size());
    const std::string_view block = text.substr(0, cut);
    const std::size_t before = out.size();
    out += front(kind, block);
    fronts += out.substr(before);
    out += block;
    if (cut + 1 >= text.size()) break;
    kind = text[cut + 1] % 3 == 0 ? "events  " : text[cut + 1] % 3 == 1 ? "groups  " : "records ";
    text.remove_prefix(cut + 2);
  }
  const std::uint64_t sum = reach::checksum(fronts);
  const std::string end(reinterpret_cast<const char*>(&sum), sizeof sum);
  return out + front("end     ", end) + end;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text(data, size);
  read(std::string(text));
  read(state_of(text));
  return 0;
}
