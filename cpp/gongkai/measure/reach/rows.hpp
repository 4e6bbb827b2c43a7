// The rows of a stream, a few at a time: codes of their keys, what happened, and the recipients.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "gongkai/arrow/batches.hpp"
#include "gongkai/arrow/decode.hpp"
#include "gongkai/arrow/format.hpp"
#include "gongkai/arrow/slice.hpp"
#include "gongkai/measure/reach/meaning.hpp"

namespace gongkai::reach {

/// What is read of a stream: the keys of all groupings, the flags, the recipients.
struct Asked {
  std::vector<KeyMeaning*> keys;
  std::vector<FlagMeaning*> flags;
};

/// A dictionary of a batch, told what its entries mean.
struct Entries {
  arrow::Texts texts;                ///< of recipients
  std::vector<std::int32_t> values;  ///< of other columns, -1 where an entry is null
};

struct Batch {
  std::unique_ptr<arrow::Owned<ArrowArray>> array;
  arrow::Slice slice;
  /// By column of what is asked, recipients last; null where it has no dictionary.
  std::vector<std::shared_ptr<const Entries>> entries;
};

struct Morsel {
  std::shared_ptr<const Batch> batch;
  std::int64_t from = 0, rows = 0;
};

/// A stream that several threads take rows from.
class Rows {
 public:
  /// Takes the stream over. Throws DataError where a key's column or `recipient` is missing.
  Rows(ArrowArrayStream* stream, const Asked& asked);

  struct Bound {
    int column = -1;  ///< of the stream; -1: it has none
    arrow::Format format;
  };
  const Bound& bound(std::size_t at) const { return bound_[at]; }
  const Bound& recipients() const { return bound_.back(); }
  /// The next rows, nothing at the end.
  std::optional<Morsel> next();
  /// The rows of column `at` of what was asked. Requires that the stream has it.
  arrow::Slice slice(const Batch& batch, std::int64_t from, std::int64_t rows,
                     std::size_t at) const;

 private:
  std::shared_ptr<const Batch> next_batch();
  std::shared_ptr<const Entries> entries(const Batch& batch, std::size_t at);

  arrow::Batches batches_;
  std::vector<Bound> bound_;
  std::vector<Recall> recalls_;  // of what dictionaries hold
  std::mutex mutex_;
  std::shared_ptr<const Batch> batch_;
  std::int64_t from_ = 0, read_ = 0;
};

/// What the dictionary's entries are at the places of rows; 0 where null, which the slice says,
/// too. Throws DataError where a row has an entry that is no text.
void read_places(arrow::Slice& slice, const arrow::Format& format, const Entries& entries,
                 std::vector<std::int32_t>& out);

/// The values of rows, 0 where null: what the cells mean, or the `entries` of the dictionary.
void read_values(arrow::Slice& slice, const arrow::Format& format, const Entries* entries,
                 Recall& recall, std::vector<std::int32_t>& out);

}  // namespace gongkai::reach
