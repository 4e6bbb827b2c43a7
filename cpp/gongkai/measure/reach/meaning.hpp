// What the cells of a column of pushes mean: the code of a group's key, or whether something
// happened.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "gongkai/arrow/table.hpp"
#include "gongkai/base/date.hpp"
#include "gongkai/ledger/intern.hpp"
#include "gongkai/ledger/terms.hpp"

namespace gongkai::reach {

/// Codes from 1 are values, 0 is blank; from here on they are texts that nobody can read.
inline constexpr std::int32_t kUnread = 1 << 30;
/// Texts that are kept, also those of a dictionary that no row has; the code behind the last stands
/// for all others.
inline constexpr std::int32_t kMostUnread = 1 << 16;

/// Shared by all threads, asked once for each distinct cell. Throws DataError where a column of
/// that kind means nothing here.
class Meaning {
 public:
  explicit Meaning(std::string column) : column_(std::move(column)) {}
  virtual ~Meaning() = default;
  const std::string& column() const { return column_; }

  virtual std::int32_t of(std::string_view text) = 0;
  virtual std::int32_t of(std::int64_t whole) = 0;
  virtual std::int32_t of(double real) = 0;
  virtual std::int32_t of(bool truth) = 0;
  virtual std::int32_t of(Date day) = 0;

  /// Texts that were not read, by code from kUnread.
  const arrow::Texts& unread() const { return unread_; }

 protected:
  std::int32_t not_read(std::string_view text);
  [[noreturn]] void refuse(std::string_view kind) const;
  mutable std::mutex mutex_;

 private:
  std::string column_;
  Index unread_index_;
  arrow::Texts unread_;
};

/// A flag: 1 where it is true, 0 where it is not or nothing is there.
class FlagMeaning : public Meaning {
 public:
  FlagMeaning(std::string column, const Terms& terms) : Meaning(std::move(column)), terms_(terms) {}
  std::int32_t of(std::string_view text) override;
  std::int32_t of(std::int64_t whole) override;
  std::int32_t of(double real) override;
  std::int32_t of(bool truth) override { return truth ? 1 : 0; }
  std::int32_t of(Date) override { return 1; }  // a date where truth is asked means yes

 private:
  const Terms& terms_;
};

/// A key of groups. Codes count the distinct labels from 1.
class KeyMeaning : public Meaning {
 public:
  enum class Way : std::uint8_t { plain, looked_up, month, quarter };
  /// `look_up` gives the label of what stands in the column, where the way is that.
  KeyMeaning(std::string name, std::string column, Way way, const Terms& terms,
             const std::map<std::string, std::string>* look_up = nullptr);
  /// The name that was asked, which is that of the column where it is plain.
  const std::string& name() const { return name_; }
  std::int32_t of(std::string_view text) override;
  std::int32_t of(std::int64_t whole) override;
  std::int32_t of(double real) override;
  std::int32_t of(bool truth) override;
  std::int32_t of(Date day) override;

  /// The code of a label that another count has made of a cell.
  std::uint32_t add_label(std::string_view label);
  /// That a column holds whole numbers, or anything else.
  void note_kind(bool whole);
  /// Labels so far, blank included.
  std::uint32_t size() const;
  std::string_view label(std::uint32_t code) const { return labels_[code - 1]; }
  /// Whether every column held whole numbers.
  bool is_whole() const { return whole_ && !text_; }

 private:
  std::int32_t code_of(std::string_view label);
  std::int32_t looked_up(std::string_view text);

  const std::string name_;
  const Way way_;
  const Terms& terms_;
  const std::map<std::string, std::string>* look_up_;
  Index index_;
  arrow::Texts labels_;
  bool whole_ = false, text_ = false;
};

/// What one thread remembers of a meaning, and how often it met texts that are not read.
class Recall {
 public:
  explicit Recall(Meaning& meaning) : meaning_(&meaning) {}

  std::int32_t of(std::string_view text) {
    if (of_texts_.size() >= kRemembered && index_.find(text, texts_) < 0) return meaning_->of(text);
    const auto at = static_cast<std::size_t>(index_.add(text, texts_));
    if (at == of_texts_.size()) of_texts_.push_back(meaning_->of(text));
    return of_texts_[at];
  }
  std::int32_t of(std::int64_t whole) {
    const auto at = static_cast<std::uint64_t>(whole);
    if (at < of_small_.size() && of_small_[at] >= 0) return of_small_[at];
    return of_whole(whole);
  }
  std::int32_t of(Date day) {
    const auto [found, is_new] = of_days_.try_emplace(day.time_since_epoch().count(), 0);
    if (is_new) found->second = meaning_->of(day);
    return found->second;
  }
  std::int32_t of(bool truth) { return meaning_->of(truth); }
  std::int32_t of(double real) { return meaning_->of(real); }

  void met(std::int32_t unread) { ++met_[unread]; }
  const std::map<std::int32_t, std::int64_t>& met() const { return met_; }
  Meaning& meaning() const { return *meaning_; }

 private:
  static constexpr std::size_t kRemembered = 1 << 20;
  std::int32_t of_whole(std::int64_t whole);

  Meaning* meaning_;
  Index index_;
  arrow::Texts texts_;
  std::vector<std::int32_t> of_texts_, of_small_;
  std::unordered_map<std::int64_t, std::int32_t> of_large_;
  std::unordered_map<std::int32_t, std::int32_t> of_days_;
  std::map<std::int32_t, std::int64_t> met_;
};

}  // namespace gongkai::reach
