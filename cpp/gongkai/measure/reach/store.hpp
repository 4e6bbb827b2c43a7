// Where records wait for the second pass: by part, in memory as long as it lasts, then on disk.
#pragma once

#include <cstdint>
#include <deque>
#include <filesystem>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gongkai::reach {

/// A file that has no name: it is gone when it is closed, however the program ends.
class SpillFile {
 public:
  explicit SpillFile(std::filesystem::path folder) : folder_(std::move(folder)) {}
  SpillFile(const SpillFile&) = delete;
  SpillFile& operator=(const SpillFile&) = delete;
  ~SpillFile();
  /// Where the bytes lie now. Throws WorkbookError where they cannot be written.
  std::uint64_t write(std::string_view bytes);
  void read(std::uint64_t offset, std::span<char> out) const;

 private:
  std::filesystem::path folder_;
  int file_ = -1;
  std::uint64_t size_ = 0;
};

/// Records of one layout, one after the other.
struct Piece {
  char* memory = nullptr;      ///< null: on disk
  std::uint64_t offset = 0;    ///< there
  std::uint64_t checksum = 0;  ///< there
  std::uint32_t size = 0;
  std::uint32_t layout = 0;
  bool large = false;  ///< not in a chunk
};

class Store {
 public:
  Store(std::size_t parts, std::size_t memory_bytes, std::size_t chunk_bytes,
        std::filesystem::path folder);
  ~Store();
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;

  std::size_t chunk_bytes() const { return chunk_bytes_; }
  /// An empty chunk.
  char* take();
  /// Takes a chunk back with `size` bytes of records in it.
  void put(std::size_t part, char* chunk, std::size_t size, std::uint32_t layout);
  /// Keeps a copy of records that are larger than any chunk.
  void put_large(std::size_t part, std::string_view records, std::uint32_t layout);

  const std::vector<Piece>& pieces(std::size_t part) const { return pieces_[part]; }
  std::uint64_t size(std::size_t part) const;
  /// The records of a piece, in memory or read into `buffer`.
  std::string_view read(const Piece& piece, std::string& buffer) const;
  /// Gives the memory of a part that has been counted to whoever asks next.
  void drop(std::size_t part);

 private:
  void spill(std::size_t part, std::string_view records, std::uint32_t layout);
  struct Slab {
    char* memory;
    std::size_t size;
  };

  const std::size_t memory_bytes_, chunk_bytes_;
  std::vector<std::vector<Piece>> pieces_;
  SpillFile spill_;
  std::mutex mutex_, spilling_;
  std::vector<Slab> slabs_;
  std::vector<char*> free_;
  std::deque<std::string> large_;
  std::size_t slab_left_ = 0, allocated_ = 0;
};

}  // namespace gongkai::reach
