// Streams made by hand: every format, every error word for word, and each struct released once.
#include "gongkai/arrow/stream.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <deque>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <string>

#include "gongkai/base/error.hpp"

namespace gongkai::arrow {
namespace {

using testing::ThrowsMessage;
using namespace std::string_literals;

template <class T>
std::string raw(std::vector<T> values) {
  return {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T)};
}

std::string int32s(std::vector<std::int32_t> values) { return raw(std::move(values)); }
std::string int64s(std::vector<std::int64_t> values) { return raw(std::move(values)); }

// A column of one batch, or a dictionary.
struct Part {
  std::string name, format;
  std::int64_t length = 0;
  std::vector<std::optional<std::string>> buffers;
  std::int64_t offset = 0, null_count = -1;
  std::shared_ptr<Part> dictionary = nullptr;
};

Part texts(std::string name, std::vector<std::int32_t> offsets, std::string bytes,
           std::optional<std::string> valid = {}) {
  const auto rows = static_cast<std::int64_t>(offsets.size()) - 1;
  return {name, "u", rows, {valid, int32s(std::move(offsets)), bytes}};
}

Part wholes(std::string name, std::vector<std::int64_t> values,
            std::optional<std::string> valid = {}) {
  const auto rows = static_cast<std::int64_t>(values.size());
  return {name, "l", rows, {valid, int64s(std::move(values))}};
}

Part coded(std::string format, std::int64_t rows, std::string indices, Part dictionary,
           std::optional<std::string> valid = {}) {
  return {
      "x", format, rows, {valid, indices}, 0, -1, std::make_shared<Part>(std::move(dictionary))};
}

// A view of a long text in buffer `buffer`.
std::string view(std::int32_t length, std::int32_t buffer, std::int32_t offset) {
  return int32s({length, 0, buffer, offset});
}

std::string short_view(std::string text) {
  const auto length = static_cast<std::int32_t>(text.size());
  text.resize(12);
  return int32s({length}) + text;
}

Part views(std::int64_t rows, std::string all, std::string bytes, std::int64_t size) {
  return {"x", "vu", rows, {{}, all, bytes, int64s({size})}};
}

// Gives batches as a stream and counts what is given and released.
class Producer {
 public:
  using Batch = std::vector<Part>;
  explicit Producer(std::vector<Batch> batches)
      : columns_(batches.front()), batches_(std::move(batches)) {}
  static Producer one(Part part) { return Producer({{std::move(part)}}); }

  std::function<void(ArrowSchema&)> edit_schema = [](ArrowSchema&) {};
  std::function<void(ArrowArray&)> edit_array = [](ArrowArray&) {};
  int schema_code = 0, batch_code = 0;
  const char* message = nullptr;
  std::size_t batches_given = std::numeric_limits<std::size_t>::max();

  ArrowArrayStream stream() {
    return {[](ArrowArrayStream* s, ArrowSchema* out) { return of(s).give_schema(out); },
            [](ArrowArrayStream* s, ArrowArray* out) { return of(s).give_array(out); },
            [](ArrowArrayStream* s) { return of(s).message; },
            [](ArrowArrayStream* s) {
              ++of(s).streams_released_;
              s->release = nullptr;
            },
            this};
  }
  Table read() {
    ArrowArrayStream all = stream();
    Table table = import_stream(&all);
    EXPECT_EQ(all.release, nullptr);
    return table;
  }
  void expect_released_once() const {
    EXPECT_EQ(streams_released_, 1);
    EXPECT_EQ(given_, released_);
  }
  ArrowSchema schema() {
    ArrowSchema out{};
    give_schema(&out);
    return out;
  }
  ArrowArray array() {
    ArrowArray out{};
    give_array(&out);
    return out;
  }
  int given() const { return given_; }
  int released() const { return released_; }

 private:
  static Producer& of(ArrowArrayStream* s) { return *static_cast<Producer*>(s->private_data); }
  template <class T>
  static void release_top(T* top) {
    ++static_cast<Producer*>(top->private_data)->released_;
    top->release = nullptr;
  }
  template <class T>
  static void release_part(T* part) {
    part->release = nullptr;
  }

  ArrowSchema* make_schema(const Part& part) {
    ArrowSchema& schema = schemas_.emplace_back();
    schema.format = part.format.c_str();
    schema.name = part.name.c_str();
    schema.release = &release_part<ArrowSchema>;
    if (part.dictionary) schema.dictionary = make_schema(*part.dictionary);
    return &schema;
  }
  ArrowArray* make_array(const Part& part) {
    auto& buffers = buffers_.emplace_back();
    for (const auto& buffer : part.buffers)
      buffers.push_back(buffer ? static_cast<const void*>(buffer->data()) : nullptr);
    ArrowArray& array = arrays_.emplace_back();
    array.length = part.length;
    array.offset = part.offset;
    array.null_count = part.null_count;
    array.n_buffers = static_cast<std::int64_t>(buffers.size());
    array.buffers = buffers.data();
    array.release = &release_part<ArrowArray>;
    if (part.dictionary) array.dictionary = make_array(*part.dictionary);
    return &array;
  }
  int give_schema(ArrowSchema* out) {
    if (schema_code != 0) return schema_code;
    schema_children_.clear();
    for (const Part& part : columns_) schema_children_.push_back(make_schema(part));
    *out = {"+s",
            "",
            nullptr,
            0,
            static_cast<std::int64_t>(columns_.size()),
            schema_children_.data(),
            nullptr,
            &release_top<ArrowSchema>,
            this};
    edit_schema(*out);
    if (out->release != nullptr) ++given_;
    return 0;
  }
  int give_array(ArrowArray* out) {
    if (batch_code != 0) return batch_code;
    *out = {};
    if (next_ == batches_.size() || next_ == batches_given) return 0;
    const Batch& batch = batches_[next_++];
    auto& children = children_.emplace_back();
    for (const Part& part : batch) children.push_back(make_array(part));
    auto& buffers = buffers_.emplace_back(1, nullptr);
    *out = {batch.empty() ? 0 : batch[0].length,
            0,
            0,
            1,
            static_cast<std::int64_t>(batch.size()),
            buffers.data(),
            children.data(),
            nullptr,
            &release_top<ArrowArray>,
            this};
    edit_array(*out);
    ++given_;
    return 0;
  }

  Batch columns_;
  std::vector<Batch> batches_;
  std::size_t next_ = 0;
  std::deque<ArrowSchema> schemas_;
  std::deque<ArrowArray> arrays_;
  std::deque<std::vector<const void*>> buffers_;
  std::vector<ArrowSchema*> schema_children_;
  std::deque<std::vector<ArrowArray*>> children_;
  int streams_released_ = 0, given_ = 0, released_ = 0;
};

struct Show {
  std::size_t row;
  std::string operator()(std::monostate) const { return ""; }
  std::string operator()(const Texts& v) const {
    return std::string(v[static_cast<std::int64_t>(row)]);
  }
  std::string operator()(const Coded& v) const { return std::string(v.distinct[v.codes[row]]); }
  std::string operator()(const std::vector<std::int64_t>& v) const {
    return fmt::format("{}", v[row]);
  }
  std::string operator()(const std::vector<double>& v) const {
    return fmt::format("{:.6}", v[row]);
  }
  std::string operator()(const std::vector<std::uint8_t>& v) const { return v[row] ? "yes" : "no"; }
  std::string operator()(const std::vector<Date>& v) const { return iso(v[row]); }
  std::string operator()(const Moments& v) const { return fmt::format("{}us", v.micros[row]); }
};

// "1 | null | 3"
std::string show(const Table& table, std::size_t at = 0) {
  std::string all;
  for (std::int64_t row = 0; row < table.rows; ++row) {
    const Column& column = table.columns.at(at);
    if (row > 0) all += " | ";
    all += column.is_null(row) ? "null"
                               : std::visit(Show{static_cast<std::size_t>(row)}, column.values);
  }
  return all;
}

std::string read(Part part) {
  Producer producer = Producer::one(std::move(part));
  const Table table = producer.read();
  producer.expect_released_once();
  return show(table);
}

void expect_error(Producer producer, const std::string& message) {
  EXPECT_THAT([&] { producer.read(); }, ThrowsMessage<DataError>(message));
  producer.expect_released_once();
}

void expect_error(Part part, const std::string& message) {
  expect_error(Producer::one(std::move(part)), message);
}

void expect_array_error(Part part, std::function<void(ArrowArray&)> edit,
                        const std::string& message) {
  Producer producer = Producer::one(std::move(part));
  producer.edit_array = std::move(edit);
  expect_error(std::move(producer), message);
}

void expect_schema_error(std::function<void(ArrowSchema&)> edit, const std::string& message) {
  Producer producer = Producer::one(wholes("x", {1}));
  producer.edit_schema = std::move(edit);
  expect_error(std::move(producer), message);
}

// Rows 0 and 2 of three.
const std::string kFirstAndThird = "\x05";

// --- Formats

TEST(Stream, ReadsWholeNumbersOfEveryWidth) {
  EXPECT_EQ(read({"x", "c", 2, {{}, "\x01\xFF"s}}), "1 | -1");
  EXPECT_EQ(read({"x", "C", 2, {{}, "\x01\xFF"s}}), "1 | 255");
  EXPECT_EQ(read({"x", "s", 2, {{}, raw<std::int16_t>({1, -1})}}), "1 | -1");
  EXPECT_EQ(read({"x", "S", 2, {{}, raw<std::uint16_t>({1, 65535})}}), "1 | 65535");
  EXPECT_EQ(read({"x", "i", 2, {{}, int32s({1, -1})}}), "1 | -1");
  EXPECT_EQ(read({"x", "I", 2, {{}, raw<std::uint32_t>({1, 4294967295})}}), "1 | 4294967295");
  EXPECT_EQ(read({"x", "l", 2, {{}, int64s({1, -1})}}), "1 | -1");
  EXPECT_EQ(read({"x", "L", 2, {{}, raw<std::uint64_t>({1, 2})}}), "1 | 2");
}

TEST(Stream, ReadsRealNumbersOfEveryWidth) {
  // 1.5, -2^-24, infinity, 65504
  EXPECT_EQ(read({"x", "e", 4, {{}, raw<std::uint16_t>({0x3E00, 0x8001, 0x7C00, 0x7BFF})}}),
            "1.5 | -5.96046e-08 | inf | 65504");
  EXPECT_EQ(read({"x", "e", 1, {{}, raw<std::uint16_t>({0x7C01})}}), "nan");
  EXPECT_EQ(read({"x", "f", 2, {{}, raw<float>({1.5, -0.25})}}), "1.5 | -0.25");
  EXPECT_EQ(read({"x", "g", 2, {{}, raw<double>({1.5, -0.25})}}), "1.5 | -0.25");
}

TEST(Stream, ReadsDecimalsAsWholeNumbersWithoutAScaleElseAsRealOnes) {
  const std::string values = int64s({1250, 0, -5, -1});
  EXPECT_EQ(read({"x", "d:38,0", 2, {{}, values}}), "1250 | -5");
  EXPECT_EQ(read({"x", "d:19,2,128", 2, {{}, values}}), "12.5 | -0.05");
}

TEST(Stream, ReadsTruthFromBitsWithAnOffset) {
  EXPECT_EQ(read({"x", "b", 3, {"\x20"s, "\x28\x01"s}, 5}), "yes | null | null");
  EXPECT_EQ(read({"x", "b", 10, {{}, "\x01\x02"s}}),
            "yes | no | no | no | no | no | no | no | no | yes");
}

TEST(Stream, ReadsTextsInAllThreeLayouts) {
  EXPECT_EQ(read(texts("x", {0, 6, 6, 8}, "收到ab", kFirstAndThird)), "收到 | null | ab");
  EXPECT_EQ(read({"x", "U", 2, {{}, int64s({0, 6, 8}), "收到ab"}}), "收到 | ab");
  EXPECT_EQ(
      read(views(3, short_view("收到") + view(15, 0, 3) + short_view(""), "---政府信息公开", 21)),
      "收到 | 政府信息公 | ");
}

TEST(Stream, ReadsDatesAndFloorsMilliseconds) {
  EXPECT_EQ(read({"x", "tdD", 2, {{}, int32s({0, -1})}}), "1970-01-01 | 1969-12-31");
  EXPECT_EQ(read({"x", "tdm", 3, {{}, int64s({86'400'000, 1, -1})}}),
            "1970-01-02 | 1970-01-01 | 1969-12-31");
}

TEST(Stream, ReadsMomentsOfEveryUnitAsMicroseconds) {
  EXPECT_EQ(read({"x", "tss:", 2, {{}, int64s({2, -1})}}), "2000000us | -1000000us");
  EXPECT_EQ(read({"x", "tsm:", 1, {{}, int64s({-2})}}), "-2000us");
  EXPECT_EQ(read({"x", "tsu:", 1, {{}, int64s({7})}}), "7us");
  EXPECT_EQ(read({"x", "tsn:", 3, {{}, int64s({1999, -1, -1000})}}), "1us | -1us | -1us");
}

TEST(Stream, ReadsMomentsByTheClockOnTheWallOfTheirZone) {
  const std::string midnight_utc = int64s({0});
  EXPECT_EQ(read({"x", "tsu:UTC", 1, {{}, midnight_utc}}), "0us");
  EXPECT_EQ(read({"x", "tsu:Asia/Shanghai", 1, {{}, midnight_utc}}), "28800000000us");
  EXPECT_EQ(read({"x", "tss:+08:00", 1, {{}, midnight_utc}}), "28800000000us");
  EXPECT_EQ(read({"x", "tsn:-03:30", 1, {{}, midnight_utc}}), "-12600000000us");
}

TEST(Stream, ReadsColumnsWithoutAKindWhateverTheirBuffers) {
  EXPECT_EQ(read({"x", "n", 2, {}}), "null | null");
  EXPECT_EQ(read({"x", "n", 2, {std::optional<std::string>()}}), "null | null");
}

TEST(Stream, ReadsDictionariesWithPlacesOfEveryWidth) {
  const Part words = texts("", {0, 1, 2}, "ab");
  EXPECT_EQ(read(coded("c", 2, "\x01\0"s, words)), "b | a");
  EXPECT_EQ(read(coded("C", 2, "\x01\0"s, words)), "b | a");
  EXPECT_EQ(read(coded("s", 2, raw<std::int16_t>({1, 0}), words)), "b | a");
  EXPECT_EQ(read(coded("S", 2, raw<std::uint16_t>({1, 0}), words)), "b | a");
  EXPECT_EQ(read(coded("i", 2, int32s({1, 0}), words)), "b | a");
  EXPECT_EQ(read(coded("I", 2, int32s({1, 0}), words)), "b | a");
  EXPECT_EQ(read(coded("l", 2, int64s({1, 0}), words)), "b | a");
  EXPECT_EQ(read(coded("L", 2, int64s({1, 0}), words)), "b | a");
}

TEST(Stream, BringsTheDictionariesOfAllBatchesToOne) {
  Producer producer({{coded("c", 2, "\0\x01"s, texts("", {0, 1, 2}, "ab"))},
                     {coded("c", 3, "\0\x01\x02"s, texts("", {0, 1, 2, 3}, "cbc"))}});
  const Table table = producer.read();
  EXPECT_EQ(show(table), "a | b | c | b | c");
  const Coded& codes = std::get<Coded>(table.columns[0].values);
  EXPECT_EQ(codes.distinct.size(), 3);
  EXPECT_EQ(codes.codes, (std::vector<std::int32_t>{0, 1, 2, 1, 2}));
}

TEST(Stream, TakesANullEntryOfADictionaryAsANullRow) {
  Part words = texts("", {0, 1, 1, 2}, "ac", kFirstAndThird);
  EXPECT_EQ(read(coded("c", 3, "\x02\x01\0"s, words)), "c | null | a");
  EXPECT_EQ(read(coded("c", 1, "\0"s, {"", "n", 1, {}})), "null");
}

// --- Nulls, slices, batches

TEST(Stream, LeavesNullRowsUnchecked) {
  EXPECT_EQ(read(texts("x", {0, 1, 2, 3},
                       "a\xFF"
                       "b",
                       kFirstAndThird)),
            "a | null | b");
  EXPECT_EQ(read(coded("c", 3, "\0\x7F\0"s, texts("", {0, 1}, "a"), kFirstAndThird)),
            "a | null | a");
  EXPECT_EQ(read({"x", "L", 3, {kFirstAndThird, raw<std::uint64_t>({1, ~0ULL, 3})}}),
            "1 | null | 3");
  EXPECT_EQ(read({"x", "tss:", 3, {kFirstAndThird, int64s({1, INT64_MAX, 3})}}),
            "1000000us | null | 3000000us");
}

TEST(Stream, HasNoMarksWhereNoRowIsNull) {
  EXPECT_TRUE(Producer::one(wholes("x", {1, 2}, "\x03"s)).read().columns[0].valid.empty());
}

TEST(Stream, AddsTheOffsetsOfTheBatchAndOfTheColumn) {
  Part part = wholes("x", {0, 1, 2, 3, 4}, "\x17"s);  // row 3 is null
  part.length = 4;
  part.offset = 1;
  Producer producer = Producer::one(part);
  producer.edit_array = [](ArrowArray& array) { array.offset = 1, array.length = 3; };
  EXPECT_EQ(show(producer.read()), "2 | null | 4");
}

TEST(Stream, TakesANullStructAsNullInEveryColumn) {
  static const std::uint8_t kBits = 0x02;  // row 1 of 0 to 2
  Producer producer({{wholes("x", {1, 2, 3}), texts("y", {0, 1, 2, 3}, "abc", kFirstAndThird)}});
  producer.edit_array = [](ArrowArray& array) { array.buffers[0] = &kBits; };
  const Table table = producer.read();
  EXPECT_EQ(show(table, 0), "null | 2 | null");
  EXPECT_EQ(show(table, 1), "null | null | null");
}

TEST(Stream, JoinsBatchesAndMarksNullsOfALaterOne) {
  Producer producer({{wholes("x", {1})},
                     {wholes("x", {})},
                     {wholes("x", {2, 3, 4}, kFirstAndThird)},
                     {wholes("x", {5})}});
  const Table table = producer.read();
  producer.expect_released_once();
  EXPECT_EQ(show(table), "1 | 2 | null | 4 | 5");
  EXPECT_EQ(table.columns[0].valid, (std::vector<std::uint8_t>{1, 1, 0, 1, 1}));
}

TEST(Stream, KeepsTheKindsOfColumnsWithoutABatch) {
  Producer producer({{wholes("x", {1}), texts("x", {0, 1}, "a")}});
  producer.batches_given = 0;
  const Table table = producer.read();
  producer.expect_released_once();
  EXPECT_EQ(table.rows, 0);
  ASSERT_EQ(table.columns.size(), 2u);
  EXPECT_TRUE(std::holds_alternative<std::vector<std::int64_t>>(table.columns[0].values));
  EXPECT_TRUE(std::holds_alternative<Texts>(table.columns[1].values));
}

TEST(Stream, AllowsEmptyBatchesWithoutBuffers) { EXPECT_EQ(read({"x", "u", 0, {{}, {}, {}}}), ""); }

TEST(Stream, ReadsOneBatchAlone) {
  Producer producer = Producer::one(wholes("x", {1, 2}));
  ArrowSchema schema = producer.schema();
  ArrowArray array = producer.array();
  EXPECT_EQ(show(import_batch(&schema, &array)), "1 | 2");
  EXPECT_EQ(schema.release, nullptr);
  EXPECT_EQ(array.release, nullptr);
  EXPECT_EQ(producer.released(), 2);
}

// --- Errors

TEST(StreamError, OfAStreamReadBefore) {
  EXPECT_THAT([] { import_stream(nullptr); },
              ThrowsMessage<DataError>("Arrow stream: it was read or released before"));
  Producer producer = Producer::one(wholes("x", {1}));
  ArrowArrayStream stream = producer.stream();
  import_stream(&stream);
  EXPECT_THAT([&] { import_stream(&stream); },
              ThrowsMessage<DataError>("Arrow stream: it was read or released before"));
  producer.expect_released_once();
}

TEST(StreamError, OfABatchReadBeforeReleasesTheOtherHalf) {
  Producer producer = Producer::one(wholes("x", {1}));
  ArrowSchema schema = producer.schema();
  EXPECT_THAT([&] { import_batch(&schema, nullptr); },
              ThrowsMessage<DataError>("Arrow array: it was read or released before"));
  ArrowArray array = producer.array();
  EXPECT_THAT([&] { import_batch(&schema, &array); },
              ThrowsMessage<DataError>("Arrow schema: it was read or released before"));
  EXPECT_EQ(producer.given(), 2);
  EXPECT_EQ(producer.released(), 2);
}

TEST(StreamError, OfAMissingCallback) {
  Producer producer = Producer::one(wholes("x", {1}));
  ArrowArrayStream stream = producer.stream();
  stream.get_next = nullptr;
  EXPECT_THAT([&] { import_stream(&stream); },
              ThrowsMessage<DataError>("Arrow stream: a callback is missing"));
  producer.expect_released_once();
}

TEST(StreamError, SaysWhatTheProducerSays) {
  Producer schema = Producer::one(wholes("x", {1}));
  schema.schema_code = 5;
  schema.message = "no disk\n";
  expect_error(schema, "Arrow stream, schema: no disk");
  schema.message = nullptr;
  expect_error(schema, "Arrow stream, schema: error 5");
  Producer batch = Producer::one(wholes("x", {1}));
  batch.batch_code = 22;
  batch.message = "bad block";
  expect_error(batch, "Arrow stream, batch 1: bad block");
  batch.message = "";
  expect_error(batch, "Arrow stream, batch 1: error 22");
}

TEST(StreamError, OfASchema) {
  expect_schema_error([](ArrowSchema& s) { s.release = nullptr; }, "Arrow stream: no schema");
  expect_schema_error([](ArrowSchema& s) { s.format = nullptr; }, "Arrow schema: no format");
  expect_schema_error([](ArrowSchema& s) { s.format = "l"; },
                      "Arrow schema: format 'l', expected a struct of columns '+s'");
  expect_schema_error([](ArrowSchema& s) { s.n_children = -1; }, "Arrow schema: -1 children");
  expect_schema_error([](ArrowSchema& s) { s.children = nullptr; }, "Arrow schema: no children");
  expect_schema_error([](ArrowSchema& s) { s.children[0] = nullptr; },
                      "Arrow schema: column 1 is missing");
  expect_schema_error([](ArrowSchema& s) { s.children[0]->release = nullptr; },
                      "Arrow schema: column 1 is missing");
  expect_schema_error([](ArrowSchema& s) { s.children[0]->name = "\xFF"; },
                      "Arrow schema: the name of column 1 is not UTF-8");
  expect_schema_error([](ArrowSchema& s) { s.children[0]->format = nullptr; },
                      "column 'x': no Arrow format");
  expect_schema_error(
      [](ArrowSchema& s) { s.children[0]->name = nullptr, s.children[0]->format = "z"; },
      "column '': Arrow format 'z' is not read");
}

TEST(StreamError, OfAFormatThatIsNotRead) {
  for (const char* format : {"", "+l", "z", "Z", "vz", "w:4", "ttu", "tDu", "+s", "tsx:", "ts",
                             "tss", "d:38", "d:38,19", "d:38,-1", "d:76,2,256", "d:a,2", "d:9,"})
    expect_error({"x", format, 0, {}},
                 fmt::format("column 'x': Arrow format '{}' is not read", format));
  for (const char* zone : {"Europe/Paris", "+8:00", "+08:60", "+24:00", "*08:00", "+a8:00"})
    expect_error({"x", "tsu:"s + zone, 0, {}},
                 fmt::format("column 'x': time zone '{}' is not read", zone));
}

TEST(Stream, TakesADictionaryOfNumbersWhereEveryRowIsNull) {
  EXPECT_EQ(read(coded("c", 2, "\0\0"s, {"", "g", 0, {{}, ""}}, "\0"s)), "null | null");
  EXPECT_EQ(read(coded("c", 1, "\0"s, wholes("", {7}), "\0"s)), "null");
  EXPECT_EQ(read(coded("c", 0, "", wholes("", {7}))), "");
}

TEST(StreamError, OfADictionaryThatIsNotRead) {
  expect_error(coded("c", 1, "\0"s, wholes("", {7})),
               "column 'x': a dictionary of 'l' is not read");
  expect_error(coded("c", 0, "", {"", "+l", 0, {}}),
               "column 'x': a dictionary of '+l' is not read");
  expect_error(coded("c", 0, "", coded("u", 0, "", texts("", {0}, ""))),
               "column 'x': a dictionary of 'u' is not read");
  expect_error(coded("g", 0, "", texts("", {0}, "")),
               "column 'x': dictionary places of Arrow format 'g', expected whole numbers");
  Producer producer = Producer::one(coded("c", 0, "", texts("", {0}, "")));
  producer.edit_schema = [](ArrowSchema& s) { s.children[0]->dictionary->format = nullptr; };
  expect_error(producer, "column 'x': no Arrow format of the dictionary");
}

TEST(StreamError, OfABatch) {
  const Part part = wholes("x", {1});
  expect_array_error(
      part, [](ArrowArray& a) { a.length = -1; }, "batch 1: negative length -1");
  expect_array_error(
      part, [](ArrowArray& a) { a.offset = -2; }, "batch 1: negative offset -2");
  expect_array_error(
      part, [](ArrowArray& a) { a.length = INT64_MAX; },
      "batch 1: length 9223372036854775807 is too large");
  expect_array_error(
      part, [](ArrowArray& a) { a.offset = INT64_MAX; },
      "batch 1: offset 9223372036854775807 is too large");
  expect_array_error(
      part, [](ArrowArray& a) { a.n_children = 2; }, "batch 1: 2 children, expected 1");
  expect_array_error(
      part, [](ArrowArray& a) { a.children = nullptr; }, "batch 1: no children");
  expect_array_error(
      part, [](ArrowArray& a) { a.children[0] = nullptr; }, "batch 1: column 1 is missing");
  expect_array_error(
      part, [](ArrowArray& a) { a.n_buffers = 0; }, "batch 1: 0 buffers, expected 1");
  expect_array_error(
      part, [](ArrowArray& a) { a.buffers = nullptr; }, "batch 1: no buffers");
  expect_array_error(
      part, [](ArrowArray& a) { a.null_count = 1; }, "batch 1: 1 nulls, but no validity bitmap");
  expect_array_error(
      part, [](ArrowArray& a) { a.dictionary = a.children[0]; },
      "batch 1: a dictionary that the schema does not name");
}

TEST(StreamError, OfAColumn) {
  const auto expect = [](std::function<void(ArrowArray&)> edit, const std::string& message) {
    expect_array_error(
        wholes("x", {1}), [edit](ArrowArray& a) { edit(*a.children[0]); },
        "column 'x', batch 1: " + message);
  };
  expect([](ArrowArray& a) { a.release = nullptr; }, "the array was released before it was read");
  expect([](ArrowArray& a) { a.length = -1; }, "negative length -1");
  expect([](ArrowArray& a) { a.offset = -1; }, "negative offset -1");
  expect([](ArrowArray& a) { a.length = 0; }, "0 rows, expected at least 1");
  expect([](ArrowArray& a) { a.null_count = -2; }, "null count -2 for 1 rows");
  expect([](ArrowArray& a) { a.null_count = 2; }, "null count 2 for 1 rows");
  expect([](ArrowArray& a) { a.null_count = 1; }, "1 nulls, but no validity bitmap");
  expect([](ArrowArray& a) { a.n_children = 1; }, "1 children, expected 0");
  expect([](ArrowArray& a) { a.n_buffers = 3; }, "3 buffers, expected 2");
  expect([](ArrowArray& a) { a.buffers = nullptr; }, "no buffers");
  expect([](ArrowArray& a) { a.buffers[1] = nullptr; }, "buffer 1 is missing");
  expect([](ArrowArray& a) { a.dictionary = &a; }, "a dictionary that the schema does not name");
}

TEST(StreamError, OfAColumnShorterThanOffsetAndLengthOfItsBatch) {
  expect_array_error(
      wholes("x", {1, 2}), [](ArrowArray& a) { a.offset = 1; },
      "column 'x', batch 1: 2 rows, expected at least 3");
}

TEST(StreamError, NamesTheBatchAndTheRow) {
  expect_error(
      Producer({{texts("收到日期", {0, 1}, "a")}, {texts("收到日期", {0, 1, 2}, "a\xFF")}}),
      "column '收到日期', batch 2, row 2: the text is not UTF-8");
}

TEST(StreamError, OfTextOffsets) {
  expect_error(texts("x", {-1, 0}, ""), "column 'x', batch 1, row 1: negative offset -1");
  expect_error(texts("x", {0, 2, 1}, "ab"), "column 'x', batch 1, row 2: offset 1 lies before 2");
  expect_error({"x", "U", 2, {{}, int64s({0, 2, 1}), "ab"}},
               "column 'x', batch 1, row 2: offset 1 lies before 2");
  expect_error({"x", "u", 1, {{}, int32s({0, 1}), {}}}, "column 'x', batch 1: buffer 2 is missing");
  expect_error({"x", "u", 1, {{}, {}, "a"}}, "column 'x', batch 1: buffer 1 is missing");
  expect_error({"x", "u", 1, {{}, int32s({0, 1})}}, "column 'x', batch 1: 2 buffers, expected 3");
}

TEST(StreamError, OfACharacterCutByTwoRows) {
  expect_error(texts("x", {0, 1, 3}, "收"), "column 'x', batch 1, row 1: the text is not UTF-8");
}

TEST(StreamError, OfTextViews) {
  const std::string bytes(20, 'a');
  expect_error(views(1, view(-1, 0, 0), bytes, 20),
               "column 'x', batch 1, row 1: negative length -1");
  expect_error(views(1, view(13, 1, 0), bytes, 20),
               "column 'x', batch 1, row 1: text buffer 1 of 1");
  expect_error(views(1, view(13, -1, 0), bytes, 20),
               "column 'x', batch 1, row 1: text buffer -1 of 1");
  expect_error(views(1, view(13, 0, -1), bytes, 20),
               "column 'x', batch 1, row 1: negative offset -1");
  expect_error(views(1, view(13, 0, 8), bytes, 20),
               "column 'x', batch 1, row 1: offset 21 lies beyond the 20 bytes");
  expect_error(views(1, view(INT32_MAX, 0, INT32_MAX), bytes, 20),
               "column 'x', batch 1, row 1: offset 4294967294 lies beyond the 20 bytes");
  expect_error(views(1, view(13, 0, 0), bytes, -1),
               "column 'x', batch 1: negative size -1 of buffer 2");
  expect_error(views(1, short_view("\xFF"), bytes, 20),
               "column 'x', batch 1, row 1: the text is not UTF-8");
  expect_error({"x", "vu", 1, {{}, view(13, 0, 0), {}, int64s({20})}},
               "column 'x', batch 1: buffer 2 is missing");
  expect_error({"x", "vu", 1, {{}, view(13, 0, 0), bytes, {}}},
               "column 'x', batch 1: buffer 3 is missing");
  expect_error({"x", "vu", 1, {{}, view(13, 0, 0)}},
               "column 'x', batch 1: 2 buffers, expected at least 3");
}

TEST(StreamError, OfADictionary) {
  const Part words = texts("", {0, 1, 2}, "ab");
  expect_error(coded("c", 1, "\x02", words),
               "column 'x', batch 1, row 1: dictionary index 2 lies outside the 2 entries");
  expect_error(coded("c", 1, "\xFF", words),
               "column 'x', batch 1, row 1: dictionary index -1 lies outside the 2 entries");
  expect_error(
      coded("L", 1, raw<std::uint64_t>({~0ULL}), words),
      "column 'x', batch 1, row 1: dictionary index 18446744073709551615 lies outside the 2 "
      "entries");
  expect_error(coded("c", 1, "\0"s, texts("", {0, 1}, "\xFF")),
               "column 'x', batch 1, dictionary, row 1: the text is not UTF-8");
  expect_array_error(
      coded("c", 1, "\0"s, words), [](ArrowArray& a) { a.children[0]->dictionary = nullptr; },
      "column 'x', batch 1: no dictionary");
  expect_array_error(
      coded("c", 1, "\0"s, words), [](ArrowArray& a) { a.children[0]->dictionary->length = -1; },
      "column 'x', batch 1, dictionary: negative length -1");
}

TEST(StreamError, OfAValueThatDoesNotFit) {
  expect_error(
      {"x", "L", 2, {{}, raw<std::uint64_t>({1, 1ULL << 63})}},
      "column 'x', batch 1, row 2: 9223372036854775808 does not fit a signed 64-bit number");
  expect_error({"x", "d:38,0", 1, {{}, int64s({0, 1})}},
               "column 'x', batch 1, row 1: the decimal does not fit a signed 64-bit number");
  expect_error(
      {"x", "tdm", 1, {{}, int64s({INT64_MAX})}},
      "column 'x', batch 1, row 1: 9223372036854775807 milliseconds are beyond every date");
  expect_error({"x", "tss:", 1, {{}, int64s({INT64_MAX})}},
               "column 'x', batch 1, row 1: moment 9223372036854775807 does not fit 64-bit "
               "microseconds");
  expect_error({"x", "tsu:+08:00", 1, {{}, int64s({INT64_MAX})}},
               "column 'x', batch 1, row 1: moment 9223372036854775807 does not fit 64-bit "
               "microseconds");
}

TEST(StreamError, OfMoreRowsThan64BitsCount) {
  Producer producer({std::vector<Producer::Batch>(40'000, Producer::Batch{{"x", "n", 0, {}}})});
  producer.edit_array = [](ArrowArray& a) {
    a.length = a.children[0]->length = std::int64_t{1} << 48;
  };
  expect_error(producer, "batch 32768: more rows than 64 bits count");
}

// --- Out and in again

Texts texts_of(const std::vector<std::string>& all) {
  Texts out;
  for (const std::string& text : all) out.push_back(text);
  return out;
}

Table every_kind() {
  const std::vector<std::uint8_t> valid{1, 0, 1};
  return {{{"无", std::monostate(), {}},
           {"文", texts_of({"收到", "", "a"}), valid},
           {"码", Coded{texts_of({"予以公开", "不予公开", "未用"}), {1, 0, 0}}, valid},
           {"数", std::vector<std::int64_t>{1, 0, -3}, valid},
           {"实", std::vector<double>{1.5, 0, -0.25}, {}},
           {"真", std::vector<std::uint8_t>{1, 0, 1}, valid},
           {"日", std::vector<Date>{Date(Days(0)), kNever, Date(Days(19000))}, {}},
           {"时", Moments{{1, 0, -1}}, valid},
           {"时", std::vector<std::int64_t>{7, 8, 9}, {}}},
          3};
}

TEST(Stream, ComesBackAsItWentOut) {
  ArrowArrayStream stream{};
  export_stream(every_kind(), &stream);
  const Table back = import_stream(&stream);
  const Table table = every_kind();
  EXPECT_EQ(back.rows, 3);
  ASSERT_EQ(back.columns.size(), table.columns.size());
  for (std::size_t at = 0; at < table.columns.size(); ++at) {
    EXPECT_EQ(back.columns[at].name, table.columns[at].name);
    EXPECT_EQ(back.columns[at].values.index(), table.columns[at].values.index());
    EXPECT_EQ(back.columns[at].valid, table.columns[at].valid);
    EXPECT_EQ(show(back, at), show(table, at));
  }
  const Coded& codes = std::get<Coded>(back.columns[2].values);
  EXPECT_EQ(codes.distinct.bytes(), "予以公开不予公开未用");
  EXPECT_EQ(codes.codes, (std::vector<std::int32_t>{1, 0, 0}));
}

TEST(Stream, ComesBackWithoutRowsAndWithoutColumns) {
  ArrowArrayStream stream{};
  export_stream(Table{{{"文", Texts(), {}}}, 0}, &stream);
  const Table back = import_stream(&stream);
  EXPECT_EQ(back.rows, 0);
  EXPECT_TRUE(std::holds_alternative<Texts>(back.columns.at(0).values));
  export_stream(Table{{}, 4}, &stream);
  EXPECT_EQ(import_stream(&stream).rows, 4);
}

TEST(Stream, GoesOutInTheFormatsPromised) {
  ArrowArrayStream stream{};
  export_stream(every_kind(), &stream);
  ArrowSchema schema{};
  ASSERT_EQ(stream.get_schema(&stream, &schema), 0);
  std::string formats;
  for (std::int64_t at = 0; at < schema.n_children; ++at)
    formats += schema.children[at]->format + " "s;
  EXPECT_EQ(formats, "n U i l g b tdD tsu: l ");
  EXPECT_STREQ(schema.children[2]->dictionary->format, "U");
  schema.release(&schema);
  EXPECT_EQ(schema.release, nullptr);
  stream.release(&stream);
  EXPECT_EQ(stream.release, nullptr);
}

TEST(Stream, LetsAChildOutliveItsParentAndItsStream) {
  ArrowArrayStream stream{};
  export_stream(every_kind(), &stream);
  ArrowArray array{}, after{};
  ASSERT_EQ(stream.get_next(&stream, &array), 0);
  ASSERT_EQ(stream.get_next(&stream, &after), 0);
  EXPECT_EQ(after.release, nullptr);
  EXPECT_EQ(array.children[3]->null_count, 1);
  stream.release(&stream);
  ArrowArray child = *array.children[3];
  array.children[3]->release = nullptr;
  array.release(&array);
  EXPECT_EQ(static_cast<const std::int64_t*>(child.buffers[1])[2], -3);
  child.release(&child);
  EXPECT_EQ(child.release, nullptr);
}

}  // namespace
}  // namespace gongkai::arrow
