// Tables in: a stream or a batch is taken over, its columns are read, and it is released.
#include <algorithm>
#include <deque>
#include <limits>
#include <span>
#include <string>
#include <type_traits>

#include "gongkai/arrow/decode.hpp"
#include "gongkai/arrow/format.hpp"
#include "gongkai/arrow/slice.hpp"
#include "gongkai/arrow/stream.hpp"
#include "gongkai/arrow/utf8.hpp"
#include "gongkai/base/error.hpp"
#include "gongkai/base/tasks.hpp"

namespace gongkai::arrow {
namespace {

constexpr std::int64_t kManyRows = 100'000;

// A struct of the C interface that is ours to release.
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
  void forget() { value_.release = nullptr; }

 private:
  T value_{};
};

Values empty_values(const Format& format) {
  const Kind kind = format.kind;
  if (kind == Kind::nothing) return std::monostate();
  if (format.coded) return Coded();
  if (Kind::utf8 <= kind && kind <= Kind::utf8_view) return Texts();
  if (kind == Kind::truth) return std::vector<std::uint8_t>();
  if (kind == Kind::date32 || kind == Kind::date64) return std::vector<Date>();
  if (kind == Kind::moment) return Moments();
  if (kind == Kind::decimal ? format.scale == 0 : kind <= Kind::uint64)
    return std::vector<std::int64_t>();
  return std::vector<double>();
}

struct Append {
  Slice& slice;
  const Format& format;
  Codebook& codebook;

  void operator()(std::monostate) const {
    Coded none;
    if (format.coded) codebook.append_codes(slice, format, none);
  }
  void operator()(Coded& out) const { codebook.append_codes(slice, format, out); }
  void operator()(Texts& out) const { append_texts(slice, format.kind, out); }
  void operator()(std::vector<std::uint8_t>& out) const { append_truths(slice, out); }
  void operator()(std::vector<std::int64_t>& out) const { append_whole(slice, format.kind, out); }
  void operator()(std::vector<double>& out) const { append_reals(slice, format, out); }
  void operator()(std::vector<Date>& out) const { append_dates(slice, format.kind, out); }
  void operator()(Moments& out) const { append_moments(slice, format, out.micros); }
};

// One column, batch by batch.
class Reader {
 public:
  explicit Reader(const ArrowSchema& schema)
      : name_(schema.name == nullptr ? "" : schema.name),
        format_(format_of(schema, name_)),
        column_{name_, empty_values(format_), {}} {}

  // The column's part of each batch, in their order.
  void read(std::span<const ArrowArray* const> arrays, std::span<const Slice> batches) {
    std::vector<Slice> slices;
    std::int64_t rows = 0;
    for (std::size_t at = 0; at < batches.size(); ++at) {
      slices.push_back(
          slice_of(*arrays[at], format_.coded ? format_.index : format_.kind, format_.coded,
                   batches[at].first, batches[at].rows, batches[at].valid,
                   Place{fmt::format("column '{}', {}", name_, batches[at].place.text)}));
      rows += batches[at].rows;
      // What is not there gets no room.
      if (batches[at].rows > 0 && format_.kind != Kind::nothing && format_.unread.empty())
        slices.back().buffer(1);
    }
    reserve(static_cast<std::size_t>(rows));
    if (std::ranges::any_of(slices, [](const Slice& slice) { return !slice.valid.empty(); }))
      column_.valid.reserve(static_cast<std::size_t>(rows));
    std::int64_t before = 0;
    for (Slice& slice : slices) {
      append(slice, before);
      before += slice.rows;
    }
  }

  Column take() { return std::move(column_); }

 private:
  void append(Slice& slice, std::int64_t before) {
    if (!format_.unread.empty()) return require_nulls(slice);
    // A dictionary counts even without rows: its entries are the column's distinct texts.
    if (slice.rows > 0 || format_.coded)
      std::visit(Append{slice, format_, codebook_}, column_.values);
    if (format_.kind != Kind::nothing) append_valid(slice, before);
  }

  void reserve(std::size_t rows) {
    std::visit(
        [rows]<class Of>(Of& out) {
          if constexpr (std::is_same_v<Of, Coded>)
            out.codes.reserve(rows);
          else if constexpr (std::is_same_v<Of, Texts>)
            out.reserve(rows, 0);
          else if constexpr (std::is_same_v<Of, Moments>)
            out.micros.reserve(rows);
          else if constexpr (!std::is_same_v<Of, std::monostate>)
            out.reserve(rows);
        },
        column_.values);
  }

  void require_nulls(const Slice& slice) const {
    for (std::int64_t row = 0; row < slice.rows; ++row)
      if (slice.is_valid(row))
        fail<DataError>("column '{}': a dictionary of '{}' is not read", name_, format_.unread);
  }

  void append_valid(const Slice& slice, std::int64_t before) {
    auto& valid = column_.valid;
    if (valid.empty() && slice.valid.empty()) return;
    valid.resize(static_cast<std::size_t>(before), 1);
    if (slice.valid.empty())
      valid.resize(static_cast<std::size_t>(before + slice.rows), 1);
    else
      valid.insert(valid.end(), slice.valid.begin(), slice.valid.end());
  }

  std::string name_;
  Format format_;
  Column column_;
  Codebook codebook_;
};

class TableReader {
 public:
  explicit TableReader(const ArrowSchema& schema) {
    if (schema.format == nullptr) fail<DataError>("Arrow schema: no format");
    if (std::string_view(schema.format) != "+s" || schema.dictionary != nullptr)
      fail<DataError>("Arrow schema: format '{}', expected a struct of columns '+s'",
                      schema.format);
    if (schema.n_children < 0) fail<DataError>("Arrow schema: {} children", schema.n_children);
    if (schema.n_children > 0 && schema.children == nullptr)
      fail<DataError>("Arrow schema: no children");
    for (std::int64_t at = 0; at < schema.n_children; ++at) {
      const ArrowSchema* child = schema.children[at];
      if (child == nullptr || child->release == nullptr)
        fail<DataError>("Arrow schema: column {} is missing", at + 1);
      if (child->name != nullptr && !is_utf8(child->name))
        fail<DataError>("Arrow schema: the name of column {} is not UTF-8", at + 1);
      readers_.emplace_back(*child);
    }
  }

  // All batches, each column by itself.
  void read(std::span<const ArrowArray* const> arrays) {
    std::vector<Slice> batches;
    for (const ArrowArray* array : arrays) {
      Slice batch = batch_of(*array, static_cast<std::int64_t>(readers_.size()),
                             Place{fmt::format("batch {}", batches.size() + 1)});
      if (rows_ > std::numeric_limits<std::int64_t>::max() - batch.rows)
        batch.place.fail("more rows than 64 bits count");
      rows_ += batch.rows;
      batches.push_back(std::move(batch));
    }
    each_task(readers_.size(), rows_ > kManyRows, [&](std::size_t at) {
      std::vector<const ArrowArray*> children;
      for (std::size_t i = 0; i < batches.size(); ++i) {
        children.push_back(arrays[i]->children[at]);
        if (children.back() == nullptr) batches[i].place.fail("column {} is missing", at + 1);
      }
      readers_[at].read(children, batches);
    });
  }

  Table take() {
    Table table{{}, rows_};
    for (Reader& reader : readers_) table.columns.push_back(reader.take());
    return table;
  }

 private:
  std::vector<Reader> readers_;
  std::int64_t rows_ = 0;
};

// What the stream says of its failure, or the number it gave.
[[noreturn]] void fail_stream(ArrowArrayStream& stream, const char* step, int code) {
  const char* message = stream.get_last_error == nullptr ? nullptr : stream.get_last_error(&stream);
  std::string_view text = message == nullptr ? "" : message;
  text = text.substr(0, text.find_last_not_of(" \n") + 1);
  if (!text.empty()) fail<DataError>("Arrow stream, {}: {}", step, text);
  fail<DataError>("Arrow stream, {}: error {}", step, code);
}

}  // namespace

Table import_stream(ArrowArrayStream* source) {
  Owned<ArrowArrayStream> stream(source);
  if (!stream.is_there()) fail<DataError>("Arrow stream: it was read or released before");
  if (stream->get_schema == nullptr || stream->get_next == nullptr)
    fail<DataError>("Arrow stream: a callback is missing");

  Owned<ArrowSchema> schema;
  if (const int code = stream->get_schema(&*stream, &*schema); code != 0) {
    schema.forget();  // a failed call has filled nothing
    fail_stream(*stream, "schema", code);
  }
  if (!schema.is_there()) fail<DataError>("Arrow stream: no schema");
  TableReader reader(*schema);

  std::deque<Owned<ArrowArray>> arrays;
  std::vector<const ArrowArray*> batches;
  for (;;) {
    Owned<ArrowArray>& array = arrays.emplace_back();
    if (const int code = stream->get_next(&*stream, &*array); code != 0) {
      array.forget();
      fail_stream(*stream, fmt::format("batch {}", arrays.size()).c_str(), code);
    }
    if (!array.is_there()) break;
    batches.push_back(&*array);
  }
  reader.read(batches);
  return reader.take();
}

Table import_batch(ArrowSchema* source_schema, ArrowArray* source_array) {
  Owned<ArrowSchema> schema(source_schema);
  Owned<ArrowArray> array(source_array);
  if (!schema.is_there()) fail<DataError>("Arrow schema: it was read or released before");
  if (!array.is_there()) fail<DataError>("Arrow array: it was read or released before");
  TableReader reader(*schema);
  const ArrowArray* const batch = &*array;
  reader.read({&batch, 1});
  return reader.take();
}

}  // namespace gongkai::arrow
