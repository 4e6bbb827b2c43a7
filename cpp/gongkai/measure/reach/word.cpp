#include "gongkai/measure/reach/word.hpp"

namespace gongkai::reach {
namespace {

constexpr int kRoom = 64 - kFlagBits;
constexpr int kFirstWidth = 20;  // a million codes: most columns never need another layout

std::vector<std::uint8_t> widths_of(std::span<const std::uint32_t> sizes) {
  std::vector<std::uint8_t> widths;
  for (const std::uint32_t size : sizes)
    widths.push_back(static_cast<std::uint8_t>(std::bit_width(size - 1)));
  return widths;
}

}  // namespace

Layout Layout::of_sizes(std::span<const std::uint32_t> sizes, int spare) {
  std::vector<std::uint8_t> widths = widths_of(sizes);
  int bits = 0;
  for (const std::uint8_t width : widths) bits += width;
  if (bits > kRoom)
    fail<DataError>("too many different keys: {} bits are needed for them, expected at most {}",
                    bits, kRoom);
  for (; spare > 0 && bits + std::ssize(widths) <= kRoom; --spare, bits += int(std::ssize(widths)))
    for (std::uint8_t& width : widths) ++width;
  return Layout(std::move(widths));
}

Layouts::Layouts(std::size_t keys) {
  const int width = keys == 0 ? 0 : std::min(kRoom / static_cast<int>(keys), kFirstWidth);
  all_.emplace_back(std::vector<std::uint8_t>(keys, static_cast<std::uint8_t>(width)));
}

std::uint32_t Layouts::last() {
  const std::scoped_lock lock(mutex_);
  return static_cast<std::uint32_t>(all_.size() - 1);
}

Layout Layouts::at(std::uint32_t number) {
  const std::scoped_lock lock(mutex_);
  return all_[number];
}

std::uint32_t Layouts::with_room(std::span<const std::uint32_t> sizes) {
  constexpr int kSpare = 3;
  const std::scoped_lock lock(mutex_);
  const Layout& last = all_.back();
  bool fits = true;
  for (std::size_t key = 0; key < sizes.size(); ++key) fits &= last.holds(key, sizes[key] - 1);
  if (!fits) all_.push_back(Layout::of_sizes(sizes, kSpare));
  return static_cast<std::uint32_t>(all_.size() - 1);
}

}  // namespace gongkai::reach
