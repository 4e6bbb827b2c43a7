// Vectors on large pages: what is reached at random must not wait for the table of pages, too.
#pragma once

#include <cstddef>
#include <vector>

namespace gongkai::reach {

/// Memory for so many bytes, on large pages where it is more than one. Throws std::bad_alloc.
void* large_pages(std::size_t bytes);
void free_pages(void* memory);

template <class T>
struct LargePages {
  using value_type = T;
  LargePages() = default;
  template <class U>
  LargePages(const LargePages<U>&) {}

  T* allocate(std::size_t count) { return static_cast<T*>(large_pages(count * sizeof(T))); }
  void deallocate(T* memory, std::size_t) { free_pages(memory); }
  bool operator==(const LargePages&) const = default;
};

template <class T>
using LargeVector = std::vector<T, LargePages<T>>;

}  // namespace gongkai::reach
