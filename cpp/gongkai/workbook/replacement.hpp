// A file written beside its target that takes the target's place in one step, or leaves nothing.
#pragma once

#include <filesystem>

namespace gongkai {

class Replacement {
 public:
  /// Makes an empty file in the folder of `target`; a link is followed. Throws WorkbookError:
  /// "out/a.xlsx: cannot be written: No such file or directory".
  explicit Replacement(std::filesystem::path target);
  ~Replacement();  ///< removes what did not take its place
  Replacement(const Replacement&) = delete;
  Replacement& operator=(const Replacement&) = delete;

  const std::filesystem::path& target() const { return target_; }
  const std::filesystem::path& file() const { return file_; }      ///< the one to write to
  const std::filesystem::path& folder() const { return folder_; }  ///< that both stand in
  /// Sees that every byte is on the disk, then puts the file in its place. Throws WorkbookError.
  void take_place();

 private:
  std::filesystem::path target_, folder_, file_;
};

}  // namespace gongkai
