#include "gongkai/measure/reach/pages.hpp"

#include <sys/mman.h>

#include <cstdlib>
#include <new>

namespace gongkai::reach {

void* large_pages(std::size_t bytes) {
  constexpr std::size_t kPage = std::size_t{2} << 20;
  const std::size_t whole = (bytes + kPage - 1) / kPage * kPage;
  void* memory = bytes < kPage ? std::malloc(bytes) : std::aligned_alloc(kPage, whole);
  if (memory == nullptr) throw std::bad_alloc();
  if (bytes >= kPage) ::madvise(memory, whole, MADV_HUGEPAGE);  // a wish: without it, slower
  return memory;
}

void free_pages(void* memory) { std::free(memory); }

}  // namespace gongkai::reach
