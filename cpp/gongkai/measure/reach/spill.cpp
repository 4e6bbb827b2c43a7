// The spill file: what does not fit the memory, without a name in the folder.
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string>

#include "gongkai/base/error.hpp"
#include "gongkai/measure/reach/store.hpp"

namespace gongkai::reach {
namespace {

[[noreturn]] void fail_spill(const std::filesystem::path& folder, const char* step) {
  fail<WorkbookError>("{}: cannot {} the spill file: {}", folder.string(), step,
                      std::strerror(errno));
}

// Where the file system knows no files without a name, the name is taken away at once.
int nameless(const std::filesystem::path& folder) {
  const int file = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (file >= 0 || (errno != EOPNOTSUPP && errno != EISDIR)) return file;
  std::string name = (folder / "gongkai-reach-XXXXXX").string();
  const int named = ::mkostemp(name.data(), O_CLOEXEC);
  if (named >= 0) ::unlink(name.c_str());
  return named;
}

}  // namespace

SpillFile::~SpillFile() {
  if (file_ >= 0) ::close(file_);
}

std::uint64_t SpillFile::write(std::string_view bytes) {
  if (file_ < 0 && (file_ = nameless(folder_)) < 0) fail_spill(folder_, "make");
  const std::uint64_t offset = size_;
  while (!bytes.empty()) {
    const ssize_t written = ::pwrite(file_, bytes.data(), bytes.size(), static_cast<off_t>(size_));
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) fail_spill(folder_, "write");
    size_ += static_cast<std::uint64_t>(written);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return offset;
}

void SpillFile::read(std::uint64_t offset, std::span<char> out) const {
  while (!out.empty()) {
    const ssize_t got = ::pread(file_, out.data(), out.size(), static_cast<off_t>(offset));
    if (got < 0 && errno == EINTR) continue;
    if (got == 0) errno = EIO;  // it ends before what was written
    if (got <= 0) fail_spill(folder_, "read");
    offset += static_cast<std::uint64_t>(got);
    out = out.subspan(static_cast<std::size_t>(got));
  }
}

}  // namespace gongkai::reach
