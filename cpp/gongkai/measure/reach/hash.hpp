// Hashes that pick places: keyed, so that nobody can choose recipients that share one.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace gongkai::reach {

struct HashKey {
  std::uint64_t a = 0, b = 0;
};

/// The key of a seed; of 0 one that nobody knows.
HashKey hash_key(std::uint64_t seed);

/// Another place for each number: nothing is lost, so that equal hashes are equal numbers.
inline std::uint64_t mixed(std::uint64_t number, HashKey key) {
  number ^= key.a;
  number ^= number >> 32;
  number *= key.b | 1;
  number ^= number >> 32;
  number *= 0x9E3779B97F4A7C15;
  number ^= number >> 32;
  return number;
}
/// What `mixed` made, undone.
std::uint64_t unmixed(std::uint64_t hash, HashKey key);

/// SipHash-1-3 of a text.
std::uint64_t sip(std::string_view text, HashKey key);
/// SipHash-2-4 of 128 bits, as J.-P. Aumasson and D. J. Bernstein lay it down.
std::array<char, 16> sip128(std::string_view text, HashKey key);

/// The key that sixteen bytes are. Requires as many.
HashKey key_of_bytes(std::string_view bytes);
/// Bytes as digits: 0f 1a … in one word.
std::string hex(std::string_view bytes);

/// Whether bytes that come back are those that went.
std::uint64_t checksum(std::string_view bytes);

}  // namespace gongkai::reach
