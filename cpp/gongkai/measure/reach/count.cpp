#include "gongkai/measure/reach/count.hpp"

#include <algorithm>
#include <cstring>

#include "gongkai/measure/reach/writer.hpp"

namespace gongkai::reach {
namespace {

template <class Record>
Record taken(std::string_view& records) {
  Record record;
  std::memcpy(&record, records.data(), sizeof record);
  records.remove_prefix(sizeof record);
  return record;
}

// Turned, numbers below 0 come first in the order of bytes.
constexpr std::uint64_t kSign = std::uint64_t{1} << 63;

}  // namespace

inline std::uint32_t WholeNames::take(std::string_view& records, std::uint64_t& word) {
  const auto record = taken<WholeRecord>(records);
  word = record.word;
  const std::uint32_t place = places_.add(record.hash);
  if (place == hashes_.size()) hashes_.push_back(record.hash);
  return place;
}

std::string WholeNames::name(std::uint32_t place) const {
  return fmt::format("{}", static_cast<std::int64_t>(unmixed(hashes_[place], key_)));
}

std::string WholeNames::bytes(std::uint32_t place) const {
  const std::uint64_t number = unmixed(hashes_[place], key_) ^ kSign;
  std::string bytes;
  for (int byte = 7; byte >= 0; --byte) bytes += static_cast<char>(number >> 8 * byte & 0xFF);
  return bytes;
}

std::int64_t whole_of(std::string_view bytes) {
  std::uint64_t number = 0;
  for (const char byte : bytes) number = number << 8 | static_cast<unsigned char>(byte);
  return static_cast<std::int64_t>(number ^ kSign);
}

void WholeNames::clear() {
  places_.clear();
  hashes_.clear();
}

std::string_view TextNames::text(std::uint32_t place) const {
  const std::size_t begin = place == 0 ? 0 : ends_[place - 1];
  return std::string_view(bytes_).substr(begin, ends_[place] - begin);
}

inline std::uint32_t TextNames::take(std::string_view& records, std::uint64_t& word) {
  const auto record = taken<TextRecord>(records);
  word = record.word;
  const std::string_view recipient = records.substr(0, record.size);
  records.remove_prefix(record.size);
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t at = record.hash & mask;; at = (at + 1) & mask) {
    Slot& slot = slots_[at];
    if (slot.place == kFree) {
      const std::uint32_t place = size();
      slot = {record.hash, place};
      bytes_.append(recipient);
      ends_.push_back(bytes_.size());
      if (2 * ends_.size() > slots_.size()) grow();
      return place;
    }
    if (slot.hash == record.hash && text(slot.place) == recipient) return slot.place;
  }
}

void TextNames::grow() {
  std::vector<Slot> slots(2 * slots_.size());
  for (const Slot& slot : slots_) {
    if (slot.place == kFree) continue;
    std::size_t at = slot.hash & (slots.size() - 1);
    while (slots[at].place != kFree) at = (at + 1) & (slots.size() - 1);
    slots[at] = slot;
  }
  slots_ = std::move(slots);
}

void TextNames::clear() {
  std::ranges::fill(slots_, Slot{});
  bytes_.clear();
  ends_.clear();
}

template <class Names>
Counter<Names>::Counter(const Store& store, const Groupings& groupings, std::vector<Layout> layouts,
                        HashKey key, std::size_t most, GroupCounts& counts)
    : store_(store),
      layout_(groupings.layout()),
      layouts_(std::move(layouts)),
      counts_(counts),
      names_(key),
      most_(most),
      limit_(most) {}

template <class Names>
std::uint64_t Counter<Names>::settled(std::uint64_t word, std::uint32_t layout) const {
  const Layout& from = layouts_[layout];
  std::uint64_t settled = word & ((1 << kFlagBits) - 1);
  for (std::size_t key = 0; key < layout_.width.size(); ++key)
    settled |= from.code(word, key) << layout_.shift[key];
  return settled;
}

template <class Names>
void Counter<Names>::take_part(std::size_t part) {
  names_.clear();
  places_.clear();
  words_.clear();
  limit_ = most_;
  taken_ = 0;
  for (const Piece& piece : store_.pieces(part)) take(store_.read(piece, buffer_), piece.layout);
}

template <class Names>
std::int64_t Counter<Names>::collect(
    std::size_t part,
    const std::function<void(std::string_view recipient, std::uint64_t word)>& emit) {
  take_part(part);
  compact();
  for (std::size_t at = 0; at < words_.size(); ++at) emit(names_.bytes(places_[at]), words_[at]);
  return taken_;
}

template <class Names>
std::int64_t Counter<Names>::count(std::size_t part) {
  take_part(part);
  sort();
  counts_.add(sorted_, std::span(ends_).first(names_.size()),
              [this](std::uint32_t recipient) { return names_.name(recipient); });
  return taken_;
}

template <class Names>
void Counter<Names>::take(std::string_view records, std::uint32_t layout) {
  while (!records.empty()) {
    std::uint64_t word = 0;
    const std::uint32_t place = names_.take(records, word);
    places_.push_back(place);
    words_.push_back(settled(word, layout));
    ++taken_;
    if (words_.size() == limit_) compact();
  }
}

// The words by recipient: those of place i end at ends_[i].
template <class Names>
void Counter<Names>::sort() {
  ends_.assign(names_.size() + std::size_t{1}, 0);
  for (const std::uint32_t place : places_) ++ends_[place + std::size_t{1}];
  for (std::size_t at = 1; at < ends_.size(); ++at) ends_[at] += ends_[at - 1];
  sorted_.resize(words_.size());
  for (std::size_t at = 0; at < words_.size(); ++at) sorted_[ends_[places_[at]]++] = words_[at];
}

// Counts the events that are held and keeps of each recipient one word a combination of keys.
template <class Names>
void Counter<Names>::compact() {
  for (std::uint64_t& word : words_) {
    if ((word & kEvent) != 0) counts_.add_event(word);
    word &= ~kEvent;
  }
  sort();
  places_.clear();
  words_.clear();
  std::uint32_t begin = 0;
  for (std::uint32_t recipient = 0; recipient < names_.size(); ++recipient) {
    const std::span<std::uint64_t> its(sorted_.data() + begin, ends_[recipient] - begin);
    begin = ends_[recipient];
    std::ranges::sort(its);
    for (std::size_t at = 0; at < its.size(); ++at) {
      if (at > 0 && its[at] >> kFlagBits == its[at - 1] >> kFlagBits) {
        words_.back() |= its[at];
        continue;
      }
      places_.push_back(recipient);
      words_.push_back(its[at]);
    }
  }
  if (words_.size() > limit_ / 2) limit_ *= 2;
}

template <class Names>
void Counter<Names>::count_nobody(std::size_t part) {
  for (const Piece& piece : store_.pieces(part))
    for (std::string_view words = store_.read(piece, buffer_); !words.empty();)
      counts_.add_nobody(settled(taken<std::uint64_t>(words), piece.layout));
}

template class Counter<WholeNames>;
template class Counter<TextNames>;

}  // namespace gongkai::reach
