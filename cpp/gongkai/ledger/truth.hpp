// How a column of yes and no keeps its cells.
#pragma once

#include <cstdint>

namespace gongkai {

inline constexpr std::uint8_t kBlankTruth = 0, kNo = 1, kYes = 2;

}  // namespace gongkai
