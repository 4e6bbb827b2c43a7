// Reads a zip file back, so that what was written is known to be whole.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace gongkai {

/// One file of a zip, as its directory tells it.
struct ZipPart {
  std::string name;
  std::uint16_t method = 0;  ///< 0 stored, 8 deflated
  std::uint32_t crc = 0;
  std::uint32_t packed = 0, size = 0;  ///< bytes in the zip, and as they were
  std::uint32_t offset = 0;            ///< of its local header
  std::uint32_t time = 0;              ///< as DOS writes date and time
};

/// A whole zip file of less than 4 GiB in memory. Every fault throws WorkbookError.
class Zip {
 public:
  /// Throws: "a.xlsx: cannot be read", "a.xlsx: the zip has no directory".
  explicit Zip(const std::filesystem::path& path);
  const std::vector<ZipPart>& parts() const { return parts_; }  ///< in the order of the directory
  const ZipPart* find(std::string_view name) const;
  /// The bytes of a part; size and checksum are compared. Throws: "a.xlsx: part 'xl/styles.xml' is
  /// damaged".
  std::string unpack(const ZipPart& part) const;

 private:
  std::string name_, bytes_;
  std::vector<ZipPart> parts_;
};

}  // namespace gongkai
