#include "gongkai/workbook/replacement.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <system_error>
#include <utility>

#include "gongkai/base/error.hpp"

namespace gongkai {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail_errno(const fs::path& target, int code) {
  fail<WorkbookError>("{}: cannot be written: {}", target.string(),
                      std::generic_category().message(code));
}

// Closes a descriptor whatever happens.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) static_cast<void>(::close(number_));
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int number() const { return number_; }

 private:
  int number_;
};

// A name that no other program and no other thread of this one takes.
fs::path beside(const fs::path& folder, int attempt) {
  static std::atomic<unsigned> count{0};
  return folder / fmt::format(".gongkai-{}-{}-{}.tmp", ::getpid(), count++, attempt);
}

}  // namespace

Replacement::Replacement(fs::path target) : target_(std::move(target)) {
  std::error_code code;
  fs::path real = target_;
  if (fs::is_symlink(target_, code)) {
    real = fs::weakly_canonical(target_, code);
    if (code) fail_errno(target_, code.value());
  }
  if (real.filename().empty() || fs::is_directory(real, code)) fail_errno(target_, EISDIR);
  folder_ = real.has_parent_path() ? real.parent_path() : fs::path(".");

  // The mode of the file that stood there is kept; a new one gets what the user's mask allows.
  struct stat old {};
  const bool stands = ::stat(real.c_str(), &old) == 0;
  if (stands && !S_ISREG(old.st_mode)) fail_errno(target_, EINVAL);
  int number = -1;
  for (int attempt = 0; number < 0; ++attempt) {
    file_ = beside(folder_, attempt);
    number = ::open(file_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (number < 0 && (errno != EEXIST || attempt == 100)) fail_errno(target_, errno);
  }
  const Descriptor made(number);
  if (stands && ::fchmod(made.number(), old.st_mode & 0777) != 0) {
    const int why = errno;
    static_cast<void>(::unlink(file_.c_str()));
    fail_errno(target_, why);
  }
  target_ = std::move(real);
}

Replacement::~Replacement() {
  if (!file_.empty()) static_cast<void>(::unlink(file_.c_str()));
}

void Replacement::take_place() {
  {
    const Descriptor made(::open(file_.c_str(), O_WRONLY | O_CLOEXEC));
    if (made.number() < 0 || ::fsync(made.number()) != 0) fail_errno(target_, errno);
  }
  if (std::rename(file_.c_str(), target_.c_str()) != 0) fail_errno(target_, errno);
  file_.clear();
  // Some file systems cannot sync a folder and say so with EINVAL; the rename itself is done.
  const Descriptor folder(::open(folder_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (folder.number() < 0 || (::fsync(folder.number()) != 0 && errno != EINVAL))
    fail_errno(target_, errno);
}

}  // namespace gongkai
