#include "gongkai/measure/reach/rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "gongkai/arrow/texts_in.hpp"
#include "gongkai/arrow/whole_in.hpp"
#include "gongkai/base/error.hpp"

namespace gongkai::reach {
namespace {

using arrow::Format;
using arrow::Kind;
using arrow::Slice;

constexpr std::int64_t kMorsel = 1 << 15;  // rows whose columns stay in the nearer caches

// The kind of what stands in the buffers of a column.
Kind stored(const Format& format) { return format.coded ? format.index : format.kind; }

bool is_same(const ArrowArray& one, const ArrowArray& other) {
  return one.length == other.length && one.offset == other.offset &&
         one.n_buffers == other.n_buffers &&
         std::equal(one.buffers, one.buffers + one.n_buffers, other.buffers);
}

Date day_of(std::int64_t micros) {
  constexpr std::int64_t kDay = 86'400'000'000;
  return Date(Days(static_cast<std::int32_t>(micros / kDay - (micros % kDay < 0 ? 1 : 0))));
}

template <class Value>
void each_value(const Slice& slice, Value value, std::vector<std::int32_t>& out) {
  out.resize(static_cast<std::size_t>(slice.rows));
  if (slice.valid.empty()) {
    for (std::int64_t row = 0; row < slice.rows; ++row)
      out[static_cast<std::size_t>(row)] = value(row);
    return;
  }
  for (std::int64_t row = 0; row < slice.rows; ++row)
    out[static_cast<std::size_t>(row)] = slice.is_valid(row) ? value(row) : 0;
}

}  // namespace

Rows::Rows(ArrowArrayStream* stream, const Asked& asked) : batches_(stream) {
  const auto bind = [&](std::string_view column, bool required) {
    const auto& columns = batches_.columns();
    const auto is_it = [&](const arrow::Named& each) { return each.name == column; };
    const auto found = std::ranges::find_if(columns, is_it);
    if (found == columns.end()) {
      if (required) fail<DataError>("no column '{}'", column);
      bound_.push_back({});
      return;
    }
    if (std::find_if(found + 1, columns.end(), is_it) != columns.end())
      fail<DataError>("two columns '{}'", column);
    bound_.push_back(
        {static_cast<int>(found - columns.begin()), arrow::format_of(*found->schema, column)});
  };
  for (KeyMeaning* key : asked.keys) bind(key->column(), true), recalls_.emplace_back(*key);
  for (FlagMeaning* flag : asked.flags) bind(flag->column(), false), recalls_.emplace_back(*flag);
  bind("recipient", true);
}

std::optional<Morsel> Rows::next() {
  const std::scoped_lock lock(mutex_);
  while (batch_ == nullptr || from_ >= batch_->slice.rows) {
    batch_ = next_batch();
    from_ = 0;
    if (batch_ == nullptr) return std::nullopt;
  }
  Morsel morsel{batch_, from_, std::min(kMorsel, batch_->slice.rows - from_)};
  from_ += morsel.rows;
  return morsel;
}

std::shared_ptr<const Batch> Rows::next_batch() {
  auto array = batches_.next();
  if (array == nullptr) return nullptr;
  auto batch = std::make_shared<Batch>();
  batch->array = std::move(array);
  batch->slice =
      arrow::batch_of(**batch->array, static_cast<std::int64_t>(batches_.columns().size()),
                      arrow::Place{fmt::format("batch {}", ++read_)});
  for (std::size_t at = 0; at < bound_.size(); ++at)
    batch->entries.push_back(bound_[at].format.coded ? entries(*batch, at) : nullptr);
  return batch;
}

Slice Rows::slice(const Batch& batch, std::int64_t from, std::int64_t rows, std::size_t at) const {
  const Bound& bound = bound_[at];
  const ArrowArray* child = (*batch.array)->children[bound.column];
  const auto& name = batches_.columns()[static_cast<std::size_t>(bound.column)].name;
  arrow::Place place{fmt::format("column '{}', {}", name, batch.slice.place.text), from};
  if (child == nullptr) place.fail("it is missing");
  std::vector<std::uint8_t> outer;
  if (!batch.slice.valid.empty())
    outer.assign(batch.slice.valid.begin() + from, batch.slice.valid.begin() + from + rows);
  return arrow::slice_of(*child, stored(bound.format), bound.format.coded, batch.slice.first + from,
                         rows, outer, std::move(place));
}

std::shared_ptr<const Entries> Rows::entries(const Batch& batch, std::size_t at) {
  const Format& format = bound_[at].format;
  const Slice slice = this->slice(batch, 0, 0, at);
  const Slice texts = arrow::entries_of(slice, format.kind);
  // Batches of one row group share their dictionary.
  if (batch_ != nullptr) {
    const Slice before = this->slice(*batch_, 0, 0, at);
    if (is_same(*slice.array->dictionary, *before.array->dictionary)) return batch_->entries[at];
  }
  auto entries = std::make_shared<Entries>();
  if (format.kind == Kind::nothing) {
    entries->values.assign(static_cast<std::size_t>(texts.rows), -1);
    return entries;
  }
  if (at + 1 < bound_.size()) {
    Format plain = format;
    plain.coded = false;
    Slice values = texts;
    read_values(values, plain, nullptr, recalls_[at], entries->values);
  } else {
    if (texts.rows > 0) arrow::append_texts(texts, format.kind, entries->texts);
    entries->values.resize(static_cast<std::size_t>(texts.rows));
    std::iota(entries->values.begin(), entries->values.end(), 0);
  }
  for (std::int64_t row = 0; row < texts.rows; ++row)
    if (!texts.is_valid(row)) entries->values[static_cast<std::size_t>(row)] = -1;
  return entries;
}

void read_places(Slice& slice, const Format& format, const Entries& entries,
                 std::vector<std::int32_t>& out) {
  out.clear();
  if (format.unread.empty()) return arrow::append_indices(slice, format.index, entries.values, out);
  // A category without a single value may be of any kind.
  for (std::int64_t row = 0; row < slice.rows; ++row)
    if (slice.is_valid(row))
      slice.place.fail_row(row, "a dictionary of '{}' is not read", format.unread);
  out.assign(static_cast<std::size_t>(slice.rows), 0);
}

void read_values(Slice& slice, const Format& format, const Entries* entries, Recall& recall,
                 std::vector<std::int32_t>& out) {
  const auto put = [&](auto value) { each_value(slice, value, out); };
  if (format.coded) return read_places(slice, format, *entries, out);
  if (slice.rows == 0 || format.kind == Kind::nothing)
    return out.assign(static_cast<std::size_t>(slice.rows), 0);
  if (arrow::is_text(format.kind))
    return arrow::with_texts(slice, format.kind, [&](const auto& texts) {
      put([&](std::int64_t row) { return recall.of(std::string_view(texts[row])); });
    });
  if (arrow::is_whole(format.kind))
    return arrow::with_whole(slice, format.kind, [&](auto number) {
      put([&](std::int64_t row) { return recall.of(number(row)); });
    });
  switch (format.kind) {
    case Kind::truth: {
      std::vector<std::uint8_t> truths;
      arrow::append_truths(slice, truths);
      return put(
          [&](std::int64_t row) { return recall.of(truths[static_cast<std::size_t>(row)] != 0); });
    }
    case Kind::date32:
    case Kind::date64: {
      std::vector<Date> days;
      arrow::append_dates(slice, format.kind, days);
      return put([&](std::int64_t row) { return recall.of(days[static_cast<std::size_t>(row)]); });
    }
    case Kind::moment: {
      std::vector<std::int64_t> micros;
      arrow::append_moments(slice, format, micros);
      return put([&](std::int64_t row) {
        return recall.of(day_of(micros[static_cast<std::size_t>(row)]));
      });
    }
    default: {
      std::vector<double> reals;
      arrow::append_reals(slice, format, reals);
      return put([&](std::int64_t row) { return recall.of(reals[static_cast<std::size_t>(row)]); });
    }
  }
}

}  // namespace gongkai::reach
