// A stream of record batches, read one batch at a time.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "gongkai/arrow/c_data.hpp"

namespace gongkai::arrow {

/// A struct of the C interface that is ours to release, once.
template <class T>
class Owned {
 public:
  Owned() = default;
  explicit Owned(T* from) {
    if (from == nullptr) return;
    value_ = *from;
    from->release = nullptr;
  }
  Owned(const Owned&) = delete;
  Owned& operator=(const Owned&) = delete;
  ~Owned() {
    if (is_there()) value_.release(&value_);
  }
  bool is_there() const { return value_.release != nullptr; }
  T& operator*() { return value_; }
  T* operator->() { return &value_; }
  const T* operator->() const { return &value_; }
  void forget() { value_.release = nullptr; }

 private:
  T value_{};
};

/// A column that a schema names; it lasts as long as the schema.
struct Named {
  std::string name;
  const ArrowSchema* schema;
};

/// Throws DataError where the schema is no struct of columns.
std::vector<Named> columns_of(const ArrowSchema& schema);

class Batches {
 public:
  /// Takes the stream over. Throws DataError where it was read before or has no columns.
  explicit Batches(ArrowArrayStream* stream);
  const std::vector<Named>& columns() const { return columns_; }
  /// The next batch, null at the end. Throws DataError with what the stream says of its failure.
  std::unique_ptr<Owned<ArrowArray>> next();

 private:
  Owned<ArrowArrayStream> stream_;
  Owned<ArrowSchema> schema_;
  std::vector<Named> columns_;
  std::int64_t read_ = 0;
};

}  // namespace gongkai::arrow
