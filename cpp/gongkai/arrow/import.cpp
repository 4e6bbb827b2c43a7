// Tables in: a stream or a batch is taken over, its columns are read, and it is released.
#include <algorithm>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <type_traits>

#include "gongkai/arrow/batches.hpp"
#include "gongkai/arrow/decode.hpp"
#include "gongkai/arrow/format.hpp"
#include "gongkai/arrow/slice.hpp"
#include "gongkai/arrow/stream.hpp"
#include "gongkai/base/error.hpp"
#include "gongkai/base/tasks.hpp"

namespace gongkai::arrow {
namespace {

constexpr std::int64_t kManyRows = 100'000;

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
  explicit Reader(const Named& column)
      : name_(column.name),
        format_(format_of(*column.schema, name_)),
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
  explicit TableReader(const std::vector<Named>& columns)
      : readers_(columns.begin(), columns.end()) {}

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

}  // namespace

Table import_stream(ArrowArrayStream* stream) {
  Batches batches(stream);
  TableReader reader(batches.columns());
  std::vector<std::unique_ptr<Owned<ArrowArray>>> arrays;
  std::vector<const ArrowArray*> all;
  while (auto batch = batches.next()) {
    all.push_back(&**batch);
    arrays.push_back(std::move(batch));
  }
  reader.read(all);
  return reader.take();
}

Table import_batch(ArrowSchema* source_schema, ArrowArray* source_array) {
  Owned<ArrowSchema> schema(source_schema);
  Owned<ArrowArray> array(source_array);
  if (!schema.is_there()) fail<DataError>("Arrow schema: it was read or released before");
  if (!array.is_there()) fail<DataError>("Arrow array: it was read or released before");
  TableReader reader(columns_of(*schema));
  const ArrowArray* const batch = &*array;
  reader.read({&batch, 1});
  return reader.take();
}

}  // namespace gongkai::arrow
