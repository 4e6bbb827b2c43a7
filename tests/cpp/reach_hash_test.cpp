#include "gongkai/measure/reach/hash.hpp"

#include <gtest/gtest.h>

#include <numeric>
#include <string>

#include "gongkai/measure/reach/places.hpp"

namespace gongkai::reach {
namespace {

// The vectors of J.-P. Aumasson and D. J. Bernstein: key 00 01 … 0f, texts of 0, 1, 15, 63 bytes.
TEST(ReachHash, OfTextsIsSipHashOf128Bits) {
  std::string bytes(64, '\0');
  std::iota(bytes.begin(), bytes.end(), '\0');
  HashKey key;
  std::memcpy(&key, bytes.data(), sizeof key);
  const auto hex = [&](std::size_t size) {
    std::string out;
    for (const char byte : sip128(std::string_view(bytes).substr(0, size), key))
      for (const int half : {byte >> 4 & 15, byte & 15}) out += "0123456789abcdef"[half];
    return out;
  };
  EXPECT_EQ(hex(0), "a3817f04ba25a8e66df67214c7550293");
  EXPECT_EQ(hex(1), "da87c1d86b99af44347659119b22fc45");
  EXPECT_EQ(hex(15), "5493e99933b0a8117e08ec0f97cfc3d9");
  EXPECT_EQ(hex(63), "5150d1772f50834a503e069a973fbd7c");
}

TEST(ReachHash, OfNumbersCanBeUndone) {
  for (const std::uint64_t seed : {0ULL, 1ULL, 20220101ULL}) {
    const HashKey key = hash_key(seed);
    for (const std::uint64_t number : {0ULL, 1ULL, 7ULL, 330521199001011234ULL, ~0ULL})
      EXPECT_EQ(unmixed(mixed(number, key), key), number);
  }
}

TEST(ReachHash, OfASeedIsTheSameEachTimeAndOfNoneAnother) {
  EXPECT_EQ(mixed(42, hash_key(9)), mixed(42, hash_key(9)));
  EXPECT_NE(mixed(42, hash_key(9)), mixed(42, hash_key(10)));
  EXPECT_NE(mixed(42, hash_key(0)), mixed(42, hash_key(0)));
}

TEST(ReachHash, ChecksumTellsEveryByteAndTheirOrder) {
  std::string bytes(1000, 'x');
  const std::uint64_t sum = checksum(bytes);
  for (const std::size_t at : {0UL, 31UL, 32UL, 500UL, 992UL, 999UL}) {
    bytes[at] = 'y';
    EXPECT_NE(checksum(bytes), sum) << at;
    bytes[at] = 'x';
  }
  EXPECT_EQ(checksum(bytes), sum);
  EXPECT_NE(checksum(bytes.substr(1)), sum);
  EXPECT_NE(checksum("ab"), checksum("ba"));
}

TEST(ReachPlaces, AreGivenInOrderAndKept) {
  Places places;
  for (std::uint64_t number = 0; number < 10'000; ++number)
    EXPECT_EQ(places.add(number << 40), number);
  for (std::uint64_t number = 0; number < 10'000; ++number)
    EXPECT_EQ(places.add(number << 40), number);
  EXPECT_EQ(places.size(), 10'000U);
  places.clear();
  EXPECT_EQ(places.add(5), 0U);
}

}  // namespace
}  // namespace gongkai::reach
