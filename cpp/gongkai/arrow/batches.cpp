#include "gongkai/arrow/batches.hpp"

#include <fmt/format.h>

#include "gongkai/arrow/utf8.hpp"
#include "gongkai/base/error.hpp"

namespace gongkai::arrow {
namespace {

// What the stream says of its failure, or the number it gave.
[[noreturn]] void fail_stream(ArrowArrayStream& stream, const char* step, int code) {
  const char* message = stream.get_last_error == nullptr ? nullptr : stream.get_last_error(&stream);
  std::string_view text = message == nullptr ? "" : message;
  text = text.substr(0, text.find_last_not_of(" \n") + 1);
  if (!text.empty()) fail<DataError>("Arrow stream, {}: {}", step, text);
  fail<DataError>("Arrow stream, {}: error {}", step, code);
}

}  // namespace

std::vector<Named> columns_of(const ArrowSchema& schema) {
  if (schema.format == nullptr) fail<DataError>("Arrow schema: no format");
  if (std::string_view(schema.format) != "+s" || schema.dictionary != nullptr)
    fail<DataError>("Arrow schema: format '{}', expected a struct of columns '+s'", schema.format);
  if (schema.n_children < 0) fail<DataError>("Arrow schema: {} children", schema.n_children);
  if (schema.n_children > 0 && schema.children == nullptr)
    fail<DataError>("Arrow schema: no children");
  std::vector<Named> columns;
  for (std::int64_t at = 0; at < schema.n_children; ++at) {
    const ArrowSchema* child = schema.children[at];
    if (child == nullptr || child->release == nullptr)
      fail<DataError>("Arrow schema: column {} is missing", at + 1);
    if (child->name != nullptr && !is_utf8(child->name))
      fail<DataError>("Arrow schema: the name of column {} is not UTF-8", at + 1);
    columns.push_back({child->name == nullptr ? "" : child->name, child});
  }
  return columns;
}

Batches::Batches(ArrowArrayStream* stream) : stream_(stream) {
  if (!stream_.is_there()) fail<DataError>("Arrow stream: it was read or released before");
  if (stream_->get_schema == nullptr || stream_->get_next == nullptr)
    fail<DataError>("Arrow stream: a callback is missing");
  if (const int code = stream_->get_schema(&*stream_, &*schema_); code != 0) {
    schema_.forget();  // a failed call has filled nothing
    fail_stream(*stream_, "schema", code);
  }
  if (!schema_.is_there()) fail<DataError>("Arrow stream: no schema");
  columns_ = columns_of(*schema_);
}

std::unique_ptr<Owned<ArrowArray>> Batches::next() {
  auto batch = std::make_unique<Owned<ArrowArray>>();
  ++read_;
  if (const int code = stream_->get_next(&*stream_, &**batch); code != 0) {
    batch->forget();
    fail_stream(*stream_, fmt::format("batch {}", read_).c_str(), code);
  }
  return batch->is_there() ? std::move(batch) : nullptr;
}

}  // namespace gongkai::arrow
