// The two ways to fail: what was asked or read cannot be used, or a file cannot be written.
#pragma once

#include <fmt/format.h>

#include <stdexcept>
#include <utility>

namespace gongkai {

/// A wrong call, or input that cannot be read at all. The message is English and carries the value.
struct DataError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// A file that cannot be written; what stood at its place before still stands.
struct WorkbookError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// The only way errors are thrown: fail<DataError>("case {}: '{}' is not a date", id, text).
template <class E, class... Args>
[[noreturn]] void fail(fmt::format_string<Args...> format, Args&&... args) {
  throw E(fmt::format(format, std::forward<Args>(args)...));
}

}  // namespace gongkai
