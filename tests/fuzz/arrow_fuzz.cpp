// Any bytes as the buffers of an Arrow column: what comes in is checked before it is used.
#include "fuzz.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <vector>

#include "gongkai/arrow/stream.hpp"
#include "gongkai/ledger/ledger.hpp"

using namespace gongkai;

namespace {

constexpr std::array kFormats{"u", "U", "vu", "tdD", "l", "g", "b", "i"};

/// Buffers as long as the format says they must be; what stands in them is left to chance.
struct Made {
  std::vector<std::vector<std::uint8_t>> buffers;
  std::vector<const void*> pointers;
};

std::vector<std::uint8_t> filled(const std::uint8_t* data, std::size_t size, std::size_t bytes) {
  std::vector<std::uint8_t> out(bytes);
  if (size > 0)
    for (std::size_t at = 0; at < bytes; ++at) out[at] = data[at % size];
  return out;
}

void let_go(ArrowSchema* schema) { schema->release = nullptr; }
void let_go(ArrowArray* array) { array->release = nullptr; }

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 4) return 0;
  const std::string format = kFormats[data[0] % kFormats.size()];
  const auto rows = static_cast<std::size_t>(data[1] % 32), offset = data[2] % std::size_t{8};
  const bool has_nulls = data[3] % 2 == 0, coded = data[3] % 5 == 0 && format == "u";
  data += 4;
  size -= 4;
  const auto many = rows + offset;
  const auto part = [&](std::size_t bytes) {
    auto out = filled(data, size, bytes);
    const auto used = std::min(size, bytes);
    data += used;
    size -= used;
    return out;
  };
  Made made;
  if (has_nulls)
    made.buffers.push_back(part(many / 8 + 1));
  else
    made.buffers.emplace_back();
  // The bytes behind offsets are as many as the last offset says, that is how Arrow has it.
  const auto texts = [&]<class Offset>(Offset) {
    auto offsets = part((many + 1) * sizeof(Offset));
    Offset last{};
    std::memcpy(&last, offsets.data() + many * sizeof(Offset), sizeof(Offset));
    if (last < 0 || last > 4096) {
      last = static_cast<Offset>(size);
      std::memcpy(offsets.data() + many * sizeof(Offset), &last, sizeof(Offset));
    }
    made.buffers.push_back(std::move(offsets));
    made.buffers.push_back(part(static_cast<std::size_t>(last)));
  };
  if (format == "u" && !coded) texts(std::int32_t{});
  if (format == "U") texts(std::int64_t{});
  if (format == "vu") {
    made.buffers.push_back(part(many * 16));
    made.buffers.push_back(part(std::min<std::size_t>(size, 256)));
    const auto long_bytes = static_cast<std::int64_t>(made.buffers.back().size());
    made.buffers.emplace_back(8);
    std::memcpy(made.buffers.back().data(), &long_bytes, 8);
  }
  if (format == "tdD" || format == "i" || coded) made.buffers.push_back(part(many * 4));
  if (format == "l" || format == "g") made.buffers.push_back(part(many * 8));
  if (format == "b") made.buffers.push_back(part(many / 8 + 1));
  for (std::size_t at = 0; at < made.buffers.size(); ++at)
    made.pointers.push_back(at == 0 && !has_nulls ? nullptr : made.buffers[at].data());

  std::array<std::int32_t, 3> word_ends{0, 3, 6};
  const std::string words = "甲乙";
  std::array<const void*, 3> word_buffers{nullptr, word_ends.data(), words.data()};
  ArrowSchema word_schema{"u", "", nullptr, 2, 0, nullptr, nullptr, let_go, nullptr};
  ArrowArray word_array{2, 0, 0, 3, 0, word_buffers.data(), nullptr, nullptr, let_go, nullptr};

  const char* code = coded ? "i" : format.c_str();
  ArrowSchema column_schema{
      code, "收到日期", nullptr, 2, 0, nullptr, coded ? &word_schema : nullptr, let_go, nullptr};
  ArrowArray column_array{static_cast<std::int64_t>(rows),
                          -1,
                          static_cast<std::int64_t>(offset),
                          static_cast<std::int64_t>(made.pointers.size()),
                          0,
                          made.pointers.data(),
                          nullptr,
                          coded ? &word_array : nullptr,
                          let_go,
                          nullptr};
  ArrowSchema* schemas_of[] = {&column_schema};
  ArrowArray* arrays_of[] = {&column_array};
  const void* no_validity[] = {nullptr};
  ArrowSchema schema{"+s", "", nullptr, 0, 1, schemas_of, nullptr, let_go, nullptr};
  ArrowArray batch{static_cast<std::int64_t>(rows),
                   0,
                   0,
                   1,
                   1,
                   no_validity,
                   arrays_of,
                   nullptr,
                   let_go,
                   nullptr};
  fuzz::no_crash([&] {
    const auto table = arrow::import_batch(&schema, &batch);
    fuzz::require(table.rows == static_cast<std::int64_t>(rows));
    read_ledger(gongkai::schema("applications"), table, fuzz::terms(), {"a", "", 2022});
  });
  return 0;
}
