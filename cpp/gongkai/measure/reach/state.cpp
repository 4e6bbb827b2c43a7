#include "gongkai/measure/reach/state.hpp"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cstring>

#include "gongkai/base/error.hpp"
#include "gongkai/measure/reach/hash.hpp"

namespace gongkai::reach {
namespace {

constexpr std::string_view kMagic = "gongkai.reach/1\n";
constexpr std::uint64_t kMostBlock = std::uint64_t{1} << 31;
constexpr std::size_t kKind = 8, kFront = kKind + 3 * sizeof(std::uint64_t);
constexpr std::uint64_t kMostCount = std::uint64_t{1} << 53;  // more than anybody has counted

// Numbers in the order of their bytes, the lowest first; texts and lists with their length.
class Packer {
 public:
  explicit Packer(std::string& out) : out_(out) {}
  void number(std::uint64_t value) {
    static_assert(std::endian::native == std::endian::little);
    out_.append(reinterpret_cast<const char*>(&value), sizeof value);
  }
  /// Seven bits a byte, the lowest first: most lengths and words take few bytes.
  void small(std::uint64_t value) {
    for (; value >= 0x80; value >>= 7) out_ += static_cast<char>(value | 0x80);
    out_ += static_cast<char>(value);
  }
  void text(std::string_view text) {
    small(text.size());
    out_ += text;
  }
  template <class All, class Put>
  void list(const All& all, Put put) {
    number(all.size());
    for (const auto& each : all) put(each);
  }

 private:
  std::string& out_;
};

std::string packed(std::initializer_list<std::uint64_t> numbers) {
  std::string bytes;
  for (const std::uint64_t number : numbers) Packer(bytes).number(number);
  return bytes;
}

struct Damaged {};

class Unpacker {
 public:
  explicit Unpacker(std::string_view bytes) : left_(bytes) {}
  std::uint64_t number() {
    std::uint64_t value = 0;
    std::memcpy(&value, take(sizeof value).data(), sizeof value);
    return value;
  }
  std::uint64_t small() {
    std::uint64_t value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      const auto byte = static_cast<unsigned char>(take(1).front());
      value |= std::uint64_t{byte & 0x7FU} << shift;
      if (byte < 0x80) return value;
    }
    throw Damaged();
  }
  std::string_view text() { return take(small()); }
  template <class Take>
  void list(Take take_one) {
    const std::uint64_t size = number();
    if (size > left_.size()) throw Damaged();  // each takes a byte at least
    for (std::uint64_t at = 0; at < size; ++at) take_one();
  }
  void end() const {
    if (!left_.empty()) throw Damaged();
  }

 private:
  std::string_view take(std::uint64_t size) {
    if (size > left_.size()) throw Damaged();
    const std::string_view taken = left_.substr(0, size);
    left_.remove_prefix(size);
    return taken;
  }
  std::string_view left_;
};

std::string packed(const StateHead& head) {
  std::string bytes;
  Packer out(bytes);
  const auto text = [&](const std::string& each) { out.text(each); };
  out.text(head.spec);
  out.text(head.names);
  out.number(head.only_counts ? 1 : 0);
  out.list(head.parts, [&](const ReachPart& part) {
    out.text(part.job);
    out.text(part.partition);
    out.number(static_cast<std::uint64_t>(part.attempt));
  });
  out.list(head.seen, text);
  out.list(head.labels, [&](const auto& labels) { out.list(labels, text); });
  out.list(head.whole, [&](std::uint8_t whole) { out.number(whole); });
  out.list(head.unread, [&](const StateUnread& unread) {
    out.number(unread.column);
    out.text(unread.text);
    out.number(static_cast<std::uint64_t>(unread.rows));
  });
  return bytes;
}

bool is_whole(const std::string& label) {
  std::int64_t number = 0;
  const char* const end = label.data() + label.size();
  const auto [stop, error] = std::from_chars(label.data(), end, number);
  return error == std::errc() && stop == end;
}

StateHead head_of(std::string_view bytes) {
  Unpacker in(bytes);
  StateHead head;
  head.spec = in.text();
  head.names = in.text();
  head.only_counts = in.number() != 0;
  in.list([&] {
    const std::string job(in.text()), partition(in.text());
    head.parts.push_back({job, partition, static_cast<std::int64_t>(in.number())});
  });
  in.list([&] { head.seen.emplace_back(in.text()); });
  in.list([&] {
    auto& labels = head.labels.emplace_back();
    in.list([&] { labels.emplace_back(in.text()); });
  });
  in.list([&] { head.whole.push_back(in.number() != 0); });
  in.list([&] {
    const auto column = static_cast<std::uint32_t>(in.number());
    const std::string text(in.text());
    head.unread.push_back({column, text, static_cast<std::int64_t>(in.number())});
  });
  in.end();
  if (head.whole.size() != head.labels.size()) throw Damaged();
  for (std::size_t key = 0; key < head.whole.size(); ++key)
    if (head.whole[key] != 0 && !std::ranges::all_of(head.labels[key], is_whole)) throw Damaged();
  if (head.names != "" && head.names != "whole" && head.names != "text") throw Damaged();
  for (const StateUnread& each : head.unread)
    if (each.rows < 1 || each.rows > static_cast<std::int64_t>(kMostCount)) throw Damaged();
  return head;
}

void unpack(std::string_view kind, StateBlock& block) {
  Unpacker in(block.bytes);
  if (kind == "events")
    in.list([&] {
      const std::uint64_t word = in.number(), count = in.number();
      block.events.push_back({word, count, in.number()});
    });
  else if (kind == "records")
    in.list([&] {
      const std::string_view recipient = in.text();
      block.records.push_back({recipient, in.small()});
    });
  else if (kind == "groups")
    in.list([&] {
      StateGroup& group = block.groups.emplace_back();
      group.grouping = static_cast<std::uint32_t>(in.number());
      in.list([&] { group.codes.push_back(static_cast<std::uint32_t>(in.number())); });
      group.events = in.number();
      group.nobody = in.number();
      for (std::uint64_t& lane : group.lanes) lane = in.number();
      group.astray = static_cast<std::int64_t>(in.number());
    });
  else
    throw Damaged();
  in.end();
}

}  // namespace

void StateGroup::add(const StateGroup& other) {
  events += other.events;
  nobody += other.nobody;
  for (std::size_t lane = 0; lane < lanes.size(); ++lane) lanes[lane] += other.lanes[lane];
  astray += other.astray;
}

StateWriter::StateWriter(const std::filesystem::path& file, const StateHead& head)
    : file_(file), out_(file, std::ios::binary | std::ios::trunc) {
  out_ << kMagic;
  block("head", packed(head));
}

void StateWriter::block(std::string_view kind, std::string_view bytes) {
  if (bytes.size() > kMostBlock)
    fail<WorkbookError>("{}: a block of {} bytes is more than a state can hold", file_.string(),
                        bytes.size());
  std::string front(kind);
  front.resize(kKind, ' ');
  front += packed({bytes.size(), checksum(bytes)});
  front += packed({checksum(front)});
  fronts_ += front;
  out_ << front << bytes;
  if (!out_) fail<WorkbookError>("{}: cannot write the state", file_.string());
}

// Writes what was put, if anything.
void StateWriter::give(std::string_view kind) {
  if (count_ == 0) return;
  body_.replace(0, sizeof count_, packed({count_}));
  block(kind, body_);
  body_.clear();
  count_ = 0;
}

// Puts one thing more into the block at hand, which is written when it is full.
template <class Put>
void StateWriter::put(std::string_view kind, Put put) {
  Packer out(body_);
  if (count_++ == 0) out.number(0);  // their count, when it is known
  put(out);
  if (body_.size() >= kFullBlock) give(kind);
}

void StateWriter::events(const std::vector<StateEvents>& all) {
  for (const StateEvents& each : all)
    put("events", [&](Packer& out) {
      for (const std::uint64_t number : {each.word, each.events, each.nobody}) out.number(number);
    });
  give("events");
}

void StateWriter::groups(const std::vector<StateGroup>& all) {
  for (const StateGroup& each : all)
    put("groups", [&](Packer& out) {
      out.number(each.grouping);
      out.list(each.codes, [&](std::uint32_t code) { out.number(code); });
      out.number(each.events);
      out.number(each.nobody);
      for (const std::uint64_t lane : each.lanes) out.number(lane);
      out.number(static_cast<std::uint64_t>(each.astray));
    });
  give("groups");
}

void StateWriter::record(const StateRecord& record) {
  put("records", [&](Packer& out) {
    out.text(record.recipient);
    out.small(record.word);
  });
}

void StateWriter::close() {
  give("records");
  block("end", packed({checksum(fronts_)}));
  out_.close();
  if (!out_) fail<WorkbookError>("{}: cannot write the state", file_.string());
}

StateReader::StateReader(const std::filesystem::path& file)
    : StateReader(std::make_unique<std::ifstream>(file, std::ios::binary), file.string()) {}

StateReader::StateReader(std::unique_ptr<std::istream> in, std::string name)
    : in_(std::move(in)), file_(std::move(name)) {
  if (!*in_) fail<DataError>("{}: cannot be read", file_);
  std::string magic(kMagic.size(), '\0');
  in_->read(magic.data(), static_cast<std::streamsize>(magic.size()));
  if (!*in_ || magic != kMagic) fail<DataError>("{}: no state of a reach", file_);
  std::string bytes;
  const Front front = read_block(bytes);
  if (front.kind != "head") fail_damaged("its head is missing");
  check(front, bytes);
  try {
    head_ = head_of(bytes);
  } catch (const Damaged&) {
    fail_damaged("its head cannot be read");
  }
}

void StateReader::fail_damaged(std::string_view what) const {
  fail<DataError>("{}: the state is damaged: {}", file_, what);
}

// The bytes of the next block; whether they are those that were written is not known yet.
StateReader::Front StateReader::read_block(std::string& bytes) {
  std::string front(kFront, '\0');
  in_->read(front.data(), static_cast<std::streamsize>(front.size()));
  if (!*in_) fail_damaged("it ends early");
  Unpacker numbers(std::string_view(front).substr(kKind));
  const std::uint64_t size = numbers.number(), sum = numbers.number();
  if (numbers.number() != checksum(std::string_view(front).substr(0, kKind + 2 * sizeof size)))
    fail_damaged("the front of a block is not what was written");
  if (size > kMostBlock) fail_damaged("a block is too large");
  bytes.clear();
  // No size asks for memory that no byte stands behind.
  constexpr std::uint64_t kStep = std::uint64_t{1} << 24;
  while (bytes.size() < size) {
    const std::size_t before = bytes.size();
    bytes.resize(static_cast<std::size_t>(std::min(size, before + kStep)));
    in_->read(bytes.data() + before, static_cast<std::streamsize>(bytes.size() - before));
    if (!*in_) fail_damaged("it ends early");
  }
  const Front out{front.substr(0, front.find(' ')), sum};
  if (out.kind != "end") fronts_ += front;
  return out;
}

void StateReader::check(const Front& front, std::string_view bytes) const {
  if (checksum(bytes) != front.sum) fail_damaged("a block is not what was written");
}

bool StateReader::next(StateBlock& block) {
  block.events.clear();
  block.groups.clear();
  block.records.clear();
  Front front;
  {
    const std::scoped_lock lock(mutex_);
    if (ended_) return false;
    front = read_block(block.bytes);
    if (front.kind == "end") {
      check(front, block.bytes);
      if (block.bytes != packed({checksum(fronts_)})) fail_damaged("a block is missing");
      if (in_->peek() != std::char_traits<char>::eof()) fail_damaged("it goes on after its end");
      ended_ = true;
      return false;
    }
  }
  check(front, block.bytes);
  try {
    unpack(front.kind, block);
  } catch (const Damaged&) {
    fail_damaged("a block cannot be read");
  }
  if (!can_be(block)) fail_damaged("it holds what no count writes");
  return true;
}

bool StateReader::can_be(const StateBlock& block) const {
  const bool whole = head_.names == "whole";
  if (head_.only_counts ? !block.events.empty() || !block.records.empty() : !block.groups.empty())
    return false;
  return std::ranges::all_of(block.events,
                             [](const StateEvents& each) {
                               return each.events <= kMostCount && each.nobody <= each.events;
                             }) &&
         std::ranges::all_of(block.groups,
                             [](const StateGroup& each) {
                               return each.events <= kMostCount && each.nobody <= each.events &&
                                      each.astray >= 0 &&
                                      each.astray <= static_cast<std::int64_t>(each.events) &&
                                      std::ranges::all_of(each.lanes, [&](std::uint64_t lane) {
                                        return lane <= each.events;
                                      });
                             }) &&
         std::ranges::all_of(block.records, [&](const StateRecord& each) {
           return whole ? each.recipient.size() == sizeof(std::int64_t)
                        : !each.recipient.empty() && !head_.names.empty();
         });
}

}  // namespace gongkai::reach
