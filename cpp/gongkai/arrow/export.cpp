// Tables out: a stream of one batch that shares the table's memory.
#include <cassert>
#include <cerrno>
#include <memory>
#include <new>
#include <string>

#include "gongkai/arrow/stream.hpp"

namespace gongkai::arrow {
namespace {

// Everything below one exported struct. A consumer may move a child out and release it later, so
// each child owns what it points to; the place of its struct belongs to the parent.
template <class T>
struct Node {
  std::vector<T> children;
  std::vector<T*> places;
  T dictionary{};

  Node() = default;
  Node(const Node&) = delete;
  Node& operator=(const Node&) = delete;
  ~Node() {
    for (T& child : children)
      if (child.release != nullptr) child.release(&child);
    if (dictionary.release != nullptr) dictionary.release(&dictionary);
  }
  void make_children(std::size_t count) {
    children.resize(count);
    for (T& child : children) places.push_back(&child);
  }
};

struct SchemaNode : Node<ArrowSchema> {
  std::string format, name;
};

struct ArrayNode : Node<ArrowArray> {
  std::shared_ptr<const Table> table;
  std::vector<std::uint8_t> valid_bits, value_bits;
  std::vector<const void*> buffers;
};

template <class T, class N>
void release(T* exported) {
  delete static_cast<N*>(exported->private_data);
  exported->release = nullptr;
}

// Takes the node over; its children are placed by then.
void publish(std::unique_ptr<SchemaNode> node, ArrowSchema* out) {
  *out = {};
  out->format = node->format.c_str();
  out->name = node->name.c_str();
  out->flags = ARROW_FLAG_NULLABLE;
  out->n_children = static_cast<std::int64_t>(node->children.size());
  out->children = node->places.data();
  if (node->dictionary.release != nullptr) out->dictionary = &node->dictionary;
  out->release = &release<ArrowSchema, SchemaNode>;
  out->private_data = node.release();
}

void publish(std::unique_ptr<ArrayNode> node, std::int64_t rows, std::int64_t nulls,
             ArrowArray* out) {
  *out = {};
  out->length = rows;
  out->null_count = nulls;
  out->n_buffers = static_cast<std::int64_t>(node->buffers.size());
  out->buffers = node->buffers.data();
  out->n_children = static_cast<std::int64_t>(node->children.size());
  out->children = node->places.data();
  if (node->dictionary.release != nullptr) out->dictionary = &node->dictionary;
  out->release = &release<ArrowArray, ArrayNode>;
  out->private_data = node.release();
}

std::vector<std::uint8_t> packed(const std::vector<std::uint8_t>& truths) {
  std::vector<std::uint8_t> bits(truths.size() / 8 + 1);
  for (std::size_t row = 0; row < truths.size(); ++row)
    if (truths[row] != 0) bits[row / 8] |= static_cast<std::uint8_t>(1 << row % 8);
  return bits;
}

struct FormatName {
  const char* operator()(std::monostate) const { return "n"; }
  const char* operator()(const Texts&) const { return "U"; }
  const char* operator()(const Coded&) const { return "i"; }
  const char* operator()(const std::vector<std::int64_t>&) const { return "l"; }
  const char* operator()(const std::vector<double>&) const { return "g"; }
  const char* operator()(const std::vector<std::uint8_t>&) const { return "b"; }
  const char* operator()(const std::vector<Date>&) const { return "tdD"; }
  const char* operator()(const Moments&) const { return "tsu:"; }
};

// The buffers behind the validity bitmap.
struct AddBuffers {
  ArrayNode& node;

  void operator()(std::monostate) const {}
  void operator()(const Texts& texts) const {
    static_assert(sizeof(std::size_t) == sizeof(std::int64_t));
    add(texts.offsets().data());
    add(texts.bytes().data());
  }
  void operator()(const Coded& coded) const {
    add(coded.codes.data());
    auto below = std::make_unique<ArrayNode>();
    below->table = node.table;
    below->buffers.push_back(nullptr);
    AddBuffers{*below}(coded.distinct);
    publish(std::move(below), coded.distinct.size(), 0, &node.dictionary);
  }
  void operator()(const std::vector<std::uint8_t>& truths) const {
    node.value_bits = packed(truths);
    add(node.value_bits.data());
  }
  void operator()(const Moments& moments) const { add(moments.micros.data()); }
  template <class T>
  void operator()(const std::vector<T>& values) const {
    add(values.data());
  }
  void add(const void* buffer) const { node.buffers.push_back(buffer); }
};

void export_column_schema(const Column& column, ArrowSchema* out) {
  auto node = std::make_unique<SchemaNode>();
  node->format = std::visit(FormatName(), column.values);
  node->name = column.name;
  if (std::holds_alternative<Coded>(column.values)) {
    auto below = std::make_unique<SchemaNode>();
    below->format = FormatName()(Texts());
    publish(std::move(below), &node->dictionary);
  }
  publish(std::move(node), out);
}

void export_column(const std::shared_ptr<const Table>& table, const Column& column,
                   ArrowArray* out) {
  auto node = std::make_unique<ArrayNode>();
  node->table = table;
  const bool nothing = std::holds_alternative<std::monostate>(column.values);
  std::int64_t nulls = nothing ? table->rows : 0;
  for (const std::uint8_t valid : column.valid) nulls += valid == 0 ? 1 : 0;
  if (!column.valid.empty()) node->valid_bits = packed(column.valid);
  if (!nothing) node->buffers.push_back(column.valid.empty() ? nullptr : node->valid_bits.data());
  std::visit(AddBuffers{*node}, column.values);
  publish(std::move(node), table->rows, nulls, out);
}

struct Source {
  std::shared_ptr<const Table> table;
  bool given = false;
};

Source& source_of(ArrowArrayStream* stream) { return *static_cast<Source*>(stream->private_data); }

// No exception may pass through C, and lack of memory is the only one there can be.
int get_schema(ArrowArrayStream* stream, ArrowSchema* out) try {
  const Table& table = *source_of(stream).table;
  auto node = std::make_unique<SchemaNode>();
  node->format = "+s";
  node->make_children(table.columns.size());
  for (std::size_t at = 0; at < table.columns.size(); ++at)
    export_column_schema(table.columns[at], &node->children[at]);
  publish(std::move(node), out);
  return 0;
} catch (const std::bad_alloc&) {
  return ENOMEM;
}

int get_next(ArrowArrayStream* stream, ArrowArray* out) try {
  *out = {};
  Source& source = source_of(stream);
  if (source.given) return 0;
  auto node = std::make_unique<ArrayNode>();
  node->table = source.table;
  node->buffers.push_back(nullptr);
  node->make_children(source.table->columns.size());
  for (std::size_t at = 0; at < node->children.size(); ++at)
    export_column(source.table, source.table->columns[at], &node->children[at]);
  publish(std::move(node), source.table->rows, 0, out);
  source.given = true;
  return 0;
} catch (const std::bad_alloc&) {
  return ENOMEM;
}

const char* get_last_error(ArrowArrayStream*) { return nullptr; }

void release_stream(ArrowArrayStream* stream) {
  delete &source_of(stream);
  stream->release = nullptr;
}

}  // namespace

void export_stream(Table table, ArrowArrayStream* out) {
  assert(out != nullptr);
  auto source = std::make_unique<Source>();
  source->table = std::make_shared<const Table>(std::move(table));
  *out = {&get_schema, &get_next, &get_last_error, &release_stream, source.release()};
}

}  // namespace gongkai::arrow
