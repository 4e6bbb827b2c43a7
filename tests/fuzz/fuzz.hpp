// What the fuzz targets share: bad input may be refused with an error of ours, and nothing else.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <utility>

#include "../cpp/ledger_help.hpp"
#include "gongkai/base/error.hpp"

namespace gongkai::fuzz {

using testing::rules;
using testing::terms;

inline std::string_view text(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

/// The first byte chooses, the others are the text.
inline std::pair<std::uint8_t, std::string_view> choose(const std::uint8_t* data,
                                                        std::size_t size) {
  if (size == 0) return {std::uint8_t{0}, {}};
  return {data[0], text(data + 1, size - 1)};
}

/// What must hold, in a build without asserts too.
inline void require(bool holds) {
  if (!holds) std::abort();
}

/// Runs it; an error of ours is an answer, any other exception is a crash.
template <class Work>
void no_crash(Work work) {
  try {
    work();
  } catch (const DataError&) {
  } catch (const WorkbookError&) {
  }
}

}  // namespace gongkai::fuzz
