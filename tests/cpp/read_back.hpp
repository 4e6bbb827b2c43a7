// Cells of a written workbook, as another reader would find them.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "gongkai/workbook/zip_check.hpp"

namespace gongkai::testing {

inline std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// A new folder that is removed at the end of the test.
class Folder {
 public:
  Folder() {
    auto name = (std::filesystem::temp_directory_path() / "gongkai-XXXXXX").string();
    EXPECT_NE(::mkdtemp(name.data()), nullptr);
    path_ = name;
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  std::filesystem::path operator/(std::string_view name) const { return path_ / name; }
  /// Names of what stands in it, hidden files too.
  std::vector<std::string> names() const {
    std::vector<std::string> found;
    for (const auto& each : std::filesystem::directory_iterator(path_))
      found.push_back(each.path().filename().string());
    return found;
  }

 private:
  std::filesystem::path path_;
};

/// The texts between `open` and `close`, in order.
inline std::vector<std::string> between(std::string_view xml, std::string_view open,
                                        std::string_view close) {
  std::vector<std::string> found;
  for (auto at = xml.find(open); at != std::string_view::npos; at = xml.find(open, at)) {
    at += open.size();
    const auto end = xml.find(close, at);
    if (end == std::string_view::npos) break;
    found.emplace_back(xml.substr(at, end - at));
    at = end;
  }
  return found;
}

inline std::string attribute(std::string_view tag, std::string_view name) {
  const auto found = between(tag, std::string(name) + "=\"", "\"");
  return found.empty() ? "" : found.front();
}

class ReadBack {
 public:
  explicit ReadBack(const std::filesystem::path& path) : zip_(path) {
    for (const auto& item : between(part("xl/sharedStrings.xml"), "<si>", "</si>"))
      texts_.push_back(item.substr(item.find('>') + 1, item.rfind('<') - item.find('>') - 1));
    int number = 0;
    for (const auto& tag : between(part("xl/workbook.xml"), "<sheet ", "/>"))
      read_sheet(attribute(tag, "name"), "xl/worksheets/sheet" + std::to_string(++number) + ".xml");
  }
  std::string part(std::string_view name) const {
    const auto* found = zip_.find(name);
    return found == nullptr ? "" : zip_.unpack(*found);
  }
  /// "text:…", "number:…" or "blank"; "" where nothing was written.
  std::string cell(const std::string& sheet, const std::string& at) const {
    const auto found = cells_.find(sheet);
    if (found == cells_.end() || !found->second.contains(at)) return "";
    return found->second.at(at);
  }
  /// The row of the sheet in which that text stands, 1-based; 0 where in none.
  int row_of(const std::string& sheet, const std::string& text) const {
    for (const auto& [at, value] : cells_.at(sheet))
      if (value == "text:" + text) return std::stoi(at.substr(at.find_first_of("0123456789")));
    return 0;
  }
  std::vector<std::string> sheets() const { return sheets_; }
  const std::vector<ZipPart>& parts() const { return zip_.parts(); }

 private:
  void read_sheet(const std::string& name, const std::string& file) {
    sheets_.push_back(name);
    for (const auto& cell : between(part(file), "<c ", "</c>")) {
      // A cell without a value closes itself, and the next one follows in the same piece.
      std::string rest = cell;
      for (auto next = rest.find("<c "); next != std::string::npos; next = rest.find("<c ")) {
        cells_[name][attribute(rest.substr(0, next), "r")] = "blank";
        rest = rest.substr(next + 3);
      }
      const auto value = between(rest, "<v>", "</v>");
      if (value.empty()) continue;
      const bool text = attribute(rest.substr(0, rest.find('>')), "t") == "s";
      cells_[name][attribute(rest, "r")] =
          text ? "text:" + texts_.at(std::stoul(value[0])) : "number:" + value[0];
    }
  }

  Zip zip_;
  std::vector<std::string> texts_, sheets_;
  std::map<std::string, std::map<std::string, std::string>> cells_;
};

}  // namespace gongkai::testing
