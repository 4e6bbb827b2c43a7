// Any bytes as the state of a reach, and as blocks of one whose checksums are right: refused, or
// counted with the texts that were there before.
#include <sys/mman.h>
#include <unistd.h>

#include <memory>
#include <sstream>

#include "fuzz.hpp"
#include "gongkai/arrow/stream.hpp"
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

ArrowArrayStream two_pushes() {
  arrow::Texts policies, recipients;
  for (const auto* text : {"P1", "P9"}) policies.push_back(text);
  for (const auto* text : {"A", "B"}) recipients.push_back(text);
  ArrowArrayStream stream;
  arrow::export_stream(
      {{{"policy", std::move(policies), {}}, {"recipient", std::move(recipients), {}}}, 2},
      &stream);
  return stream;
}

// A file without a name, since a count reads states from files.
void count(const std::string& bytes) {
  const int file = ::memfd_create("state", MFD_CLOEXEC);
  fuzz::require(file >= 0 &&
                ::write(file, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()));
  fuzz::no_crash([&] {
    Reach reach({{{"policy"}}, {}}, fuzz::terms(), {.memory_bytes = 1 << 16, .threads = 1});
    auto stream = two_pushes();
    reach.add(&stream);
    reach.add_state(fmt::format("/proc/self/fd/{}", file));
    const auto counts = reach.finish();
    fuzz::require(counts.table.rows >= 2);
  });
  ::close(file);
}

std::string front(std::string_view kind, std::string_view block) {
  std::string out(kind);
  const auto put = [&](std::uint64_t number) {
    out.append(reinterpret_cast<const char*>(&number), sizeof number);
  };
  put(block.size());
  put(reach::checksum(block));
  put(reach::checksum(out));
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
  count(state_of(text));
  return 0;
}
