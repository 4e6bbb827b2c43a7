#include "gongkai/measure/reach/store.hpp"

#include <sys/mman.h>

#include <algorithm>
#include <cstring>
#include <new>

#include "gongkai/base/error.hpp"
#include "gongkai/measure/reach/hash.hpp"

namespace gongkai::reach {
namespace {

// Records are written and read in order: large pages would only cost the time that it takes to
// find and to clear them.
constexpr std::size_t kSlab = std::size_t{8} << 20;

char* mapped(std::size_t size) {
  void* memory = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) throw std::bad_alloc();
  return static_cast<char*>(memory);
}

}  // namespace

Store::Store(std::size_t parts, std::size_t memory_bytes, std::size_t chunk_bytes,
             std::filesystem::path folder)
    : memory_bytes_(memory_bytes),
      chunk_bytes_(chunk_bytes),
      pieces_(parts),
      spill_(std::move(folder)) {}

Store::~Store() {
  for (const Slab& slab : slabs_) ::munmap(slab.memory, slab.size);
}

char* Store::take() {
  const std::scoped_lock lock(mutex_);
  if (!free_.empty()) {
    char* chunk = free_.back();
    free_.pop_back();
    return chunk;
  }
  if (slab_left_ < chunk_bytes_) {
    const std::size_t size = std::max(std::min(kSlab, memory_bytes_ / 16), chunk_bytes_);
    slabs_.push_back({mapped(size), size});
    slab_left_ = size;
  }
  allocated_ += chunk_bytes_;
  const Slab& slab = slabs_.back();
  char* chunk = slab.memory + (slab.size - slab_left_);
  slab_left_ -= chunk_bytes_;
  return chunk;
}

void Store::put(std::size_t part, char* chunk, std::size_t size, std::uint32_t layout) {
  const std::string_view records(chunk, size);
  {
    const std::scoped_lock lock(mutex_);
    if (allocated_ + chunk_bytes_ <= memory_bytes_) {
      pieces_[part].push_back({chunk, 0, 0, static_cast<std::uint32_t>(size), layout});
      return;
    }
  }
  spill(part, records, layout);
  const std::scoped_lock lock(mutex_);
  free_.push_back(chunk);
}

void Store::put_large(std::size_t part, std::string_view records, std::uint32_t layout) {
  {
    const std::scoped_lock lock(mutex_);
    if (allocated_ + records.size() <= memory_bytes_) {
      allocated_ += records.size();
      std::string& kept = large_.emplace_back(records);
      pieces_[part].push_back(
          {kept.data(), 0, 0, static_cast<std::uint32_t>(kept.size()), layout, true});
      return;
    }
  }
  spill(part, records, layout);
}

void Store::spill(std::size_t part, std::string_view records, std::uint32_t layout) {
  Piece piece{nullptr, 0, checksum(records), static_cast<std::uint32_t>(records.size()), layout};
  {
    const std::scoped_lock lock(spilling_);
    piece.offset = spill_.write(records);
  }
  const std::scoped_lock lock(mutex_);
  pieces_[part].push_back(piece);
}

std::uint64_t Store::size(std::size_t part) const {
  std::uint64_t size = 0;
  for (const Piece& piece : pieces_[part]) size += piece.size;
  return size;
}

std::string_view Store::read(const Piece& piece, std::string& buffer) const {
  if (piece.memory != nullptr) return {piece.memory, piece.size};
  buffer.resize(piece.size);
  spill_.read(piece.offset, buffer);
  if (checksum(buffer) != piece.checksum)
    fail<DataError>("the spill file is damaged: {} bytes at {} are not those written", piece.size,
                    piece.offset);
  return buffer;
}

void Store::drop(std::size_t part) {
  const std::scoped_lock lock(mutex_);
  for (const Piece& piece : pieces_[part])
    if (piece.memory != nullptr && !piece.large) free_.push_back(piece.memory);
  pieces_[part] = {};
}

}  // namespace gongkai::reach
