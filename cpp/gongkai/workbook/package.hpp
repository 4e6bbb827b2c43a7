// A workbook file that is whole or not there: written beside its target, read back, then put in
// place.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "gongkai/base/date.hpp"
#include "gongkai/workbook/sheet.hpp"

namespace gongkai {

/// What the file's properties say. `date` is the date of count: the same input gives the same
/// bytes.
struct Manifest {
  std::string title, body;
  Date date;
};

/// A Package that is not saved leaves nothing. Whatever fails throws WorkbookError with the path
/// and the reason, and the file that stood there still stands.
class Package {
 public:
  /// Throws where the folder cannot be written to or the target is a folder.
  Package(std::filesystem::path path, const Manifest& manifest);
  ~Package();
  Package(const Package&) = delete;
  Package& operator=(const Package&) = delete;

  /// Adds a sheet; it lives as long as the package. Throws where the name is taken or no sheet can
  /// have it: "a.xlsx: sheet '表/三': Worksheet name cannot contain invalid characters …".
  Sheet& sheet(std::string_view name);
  /// Writes the file, reads it back (directory, checksums, every element closed, every cell
  /// there), and puts it in its place. Call it once, last.
  void save();

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace gongkai
