// A workbook is whole or not there, and holds what was put into it.
#include "gongkai/workbook/package.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <csignal>
#include <cstdlib>
#include <ctime>
#include <fstream>

#include "gongkai/base/error.hpp"
#include "gongkai/workbook/text.hpp"
#include "gongkai/workbook/xml_check.hpp"
#include "read_back.hpp"

namespace gongkai {
namespace {

using testing::bytes_of;
using ::testing::ElementsAre;
using ::testing::EndsWith;
using testing::Folder;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::ReadBack;
using ::testing::ThrowsMessage;

const Manifest kManifest{"题目", "某县", civil(2022, 12, 31).value()};

void write_one(const std::filesystem::path& path, std::string_view text = "甲") {
  Package package(path, kManifest);
  auto& sheet = package.sheet("表");
  sheet.write(0, 0, text);
  sheet.write(1, 0, Share{1.0 / 3});
  package.save();
}

// Files of this process may not grow past a limit meanwhile, as if the disk were full.
class SmallDisk {
 public:
  explicit SmallDisk(rlim_t bytes) : before_(std::signal(SIGXFSZ, SIG_IGN)) {
    EXPECT_EQ(::getrlimit(RLIMIT_FSIZE, &limit_), 0);
    const rlimit small{bytes, limit_.rlim_max};
    EXPECT_EQ(::setrlimit(RLIMIT_FSIZE, &small), 0);
  }
  ~SmallDisk() {
    ::setrlimit(RLIMIT_FSIZE, &limit_);
    std::signal(SIGXFSZ, before_);
  }

 private:
  rlimit limit_{};
  void (*before_)(int);
};

TEST(Package, KeepsTheTypeOfEachCell) {
  const Folder folder;
  {
    Package package(folder / "a.xlsx", kManifest);
    auto& sheet = package.sheet("值");
    sheet.write(0, 0, "=1+1");
    sheet.write(1, 0, std::int64_t{9'007'199'254});
    sheet.write(2, 0, std::int64_t{1'234'567'890'123'456'789});
    sheet.write(3, 0, Share{0.25});
    sheet.write(4, 0, Decimal{7'730'280'000, 1'000'000});
    sheet.write(5, 0, civil(2022, 8, 24).value());
    sheet.write(6, 0, kNever);
    sheet.write(7, 0, kUndated);
    sheet.write(8, 0, civil(1899, 1, 1).value());
    package.save();
  }
  const ReadBack book(folder / "a.xlsx");
  EXPECT_EQ(book.cell("值", "A1"), "text:=1+1");
  EXPECT_EQ(book.cell("值", "A2"), "number:9007199254");
  EXPECT_EQ(book.cell("值", "A3"), "text:1234567890123456789");
  EXPECT_EQ(book.cell("值", "A4"), "number:0.25");
  EXPECT_EQ(book.cell("值", "A5"), "number:7730.28");
  EXPECT_EQ(book.cell("值", "A6"), "number:44797");  // days since 1899-12-30
  EXPECT_EQ(book.cell("值", "A7"), "text:—");
  EXPECT_EQ(book.cell("值", "A8"), "text:日期不详");
  EXPECT_EQ(book.cell("值", "A9"), "text:1899-01-01");
  EXPECT_THAT(book.part("xl/worksheets/sheet1.xml"), Not(HasSubstr("<f>")));
  const auto styles = book.part("xl/styles.xml");
  EXPECT_THAT(styles, HasSubstr("yyyy-mm-dd"));
  EXPECT_THAT(styles, HasSubstr("0.00%"));
}

TEST(Package, TellsEachStateOfAFigure) {
  const Folder folder;
  {
    Package package(folder / "a.xlsx", kManifest);
    auto& sheet = package.sheet("值");
    int row = 0;
    for (const auto state :
         {State::number, State::blank, State::not_applicable, State::not_held, State::withheld})
      sheet.write(row++, 0, Figure{0, state});
    package.save();
  }
  const ReadBack book(folder / "a.xlsx");
  EXPECT_EQ(book.cell("值", "A1"), "number:0");
  EXPECT_EQ(book.cell("值", "A2"), "text:未填");
  EXPECT_EQ(book.cell("值", "A3"), "text:不适用");
  EXPECT_EQ(book.cell("值", "A4"), "text:本机关不掌握");
  EXPECT_EQ(book.cell("值", "A5"), "text:不予公开");
}

TEST(Package, IsTheSameInAnotherFolderAndTimeZone) {
  const Folder one, other;
  write_one(one / "a.xlsx");
  ASSERT_EQ(::setenv("TZ", "America/New_York", 1), 0);
  ::tzset();
  write_one(other / "b.xlsx");
  ASSERT_EQ(::unsetenv("TZ"), 0);
  ::tzset();
  EXPECT_EQ(bytes_of(one / "a.xlsx"), bytes_of(other / "b.xlsx"));
}

TEST(Package, IsDatedByTheCount) {
  const Folder folder;
  write_one(folder / "a.xlsx");
  const ReadBack book(folder / "a.xlsx");
  EXPECT_THAT(book.part("docProps/core.xml"),
              HasSubstr("<dcterms:created xsi:type=\"dcterms:W3CDTF\">2022-12-31T00:00:00Z"));
  EXPECT_THAT(book.part("docProps/app.xml"), HasSubstr("<Company>某县</Company>"));
  // 1 January 1980, the first day that a zip knows: day 1, month 1 << 5, in the upper half.
  for (const auto& part : book.parts()) EXPECT_EQ(part.time, 0x0021u << 16) << part.name;
}

TEST(Package, LeavesNothingWhenNotSaved) {
  const Folder folder;
  {
    Package package(folder / "a.xlsx", kManifest);
    package.sheet("表").write(0, 0, "甲");
  }
  EXPECT_THAT(folder.names(), IsEmpty());
}

TEST(Package, LeavesOnlyTheFile) {
  const Folder folder;
  write_one(folder / "a.xlsx");
  EXPECT_THAT(folder.names(), ElementsAre("a.xlsx"));
}

TEST(Package, SaysWhyAFolderTakesNoFile) {
  const Folder folder;
  const auto path = folder / "none/a.xlsx";
  EXPECT_THAT([&] { write_one(path); },
              ThrowsMessage<WorkbookError>(path.string() +
                                           ": cannot be written: No such file or directory"));
}

TEST(Package, DoesNotReplaceAFolder) {
  const Folder folder;
  const auto path = folder / "a.xlsx";
  std::filesystem::create_directory(path);
  EXPECT_THAT([&] { write_one(path); },
              ThrowsMessage<WorkbookError>(path.string() + ": cannot be written: Is a directory"));
  EXPECT_THAT(folder.names(), ElementsAre("a.xlsx"));
}

TEST(Package, KeepsTheOldFileWhenTheDiskIsFull) {
  const Folder folder;
  const auto path = folder / "a.xlsx";
  write_one(path, "旧");
  const auto old = bytes_of(path);
  // From no room at all to all but the last pieces: each time the old file stands, or the new one.
  int failed = 0;
  for (const rlim_t room : {0, 100, 500, 1000, 2000, 4000, 4096, 5000}) {
    bool whole = true;
    {
      const SmallDisk disk(room);
      try {
        Package package(path, kManifest);
        auto& sheet = package.sheet("表");
        for (int row = 0; row < 400; ++row) sheet.write(row, 0, std::to_string(row * 7919));
        package.save();
      } catch (const WorkbookError& error) {
        whole = false;
        EXPECT_THAT(error.what(), HasSubstr("a.xlsx: "));
      }
    }
    failed += !whole;
    EXPECT_FALSE(whole) << room;
    EXPECT_EQ(bytes_of(path), old) << room;
    EXPECT_THAT(folder.names(), ElementsAre("a.xlsx")) << room;
  }
  EXPECT_EQ(failed, 8);
}

// The rows go through a temporary file first: when that one fills, the library says nothing.
TEST(Package, SeesRowsThatATemporaryFileLost) {
  const Folder folder;
  const auto path = folder / "a.xlsx";
  Package package(path, kManifest);
  auto& sheet = package.sheet("表");
  for (int row = 0; row < 3000; ++row) sheet.write(row, 0, std::int64_t{1});
  const SmallDisk disk(60'000);  // less than the rows, more than the packed file
  EXPECT_THAT([&] { package.save(); },
              ThrowsMessage<WorkbookError>(
                  path.string() + ": part 'xl/worksheets/sheet1.xml' was not written whole"));
  EXPECT_FALSE(std::filesystem::exists(path));
}

TEST(Package, FollowsALinkAndKeepsTheMode) {
  const Folder folder;
  write_one(folder / "a.xlsx");
  std::filesystem::permissions(folder / "a.xlsx", std::filesystem::perms(0640));
  std::filesystem::create_symlink("a.xlsx", folder / "link.xlsx");
  write_one(folder / "link.xlsx", "乙");
  EXPECT_TRUE(std::filesystem::is_symlink(folder / "link.xlsx"));
  EXPECT_EQ(ReadBack(folder / "a.xlsx").cell("表", "A1"), "text:乙");
  EXPECT_EQ(std::filesystem::status(folder / "a.xlsx").permissions(), std::filesystem::perms(0640));
}

TEST(Package, RefusesANameThatNoSheetCanHave) {
  const Folder folder;
  Package package(folder / "a.xlsx", kManifest);
  package.sheet("表");
  EXPECT_THAT([&] { package.sheet("表/三"); },
              ThrowsMessage<WorkbookError>(HasSubstr("a.xlsx: sheet '表/三': ")));
  EXPECT_THAT([&] { package.sheet("表"); },
              ThrowsMessage<WorkbookError>(HasSubstr("a.xlsx: sheet '表': ")));
}

TEST(Sheet, NamesTheCellThatIsRefused) {
  const Folder folder;
  Package package(folder / "a.xlsx", kManifest);
  auto& sheet = package.sheet("表");
  EXPECT_THAT([&] { sheet.write(0, 16'384, "远"); },
              ThrowsMessage<WorkbookError>(
                  "sheet '表' cell XFE1: Worksheet row or column index out of range."));
}

TEST(Sheet, CountsTheCellsUnderAMerge) {
  const Folder folder;
  Package package(folder / "a.xlsx", kManifest);
  auto& sheet = package.sheet("表");
  sheet.merge({0, 0, 1, 2}, std::int64_t{5});
  sheet.write(2, 0, "");
  EXPECT_EQ(sheet.cells(), 7);
  package.save();  // counts them again in the file
  const ReadBack book(folder / "a.xlsx");
  EXPECT_EQ(book.cell("表", "A1"), "number:5");
  EXPECT_THAT(book.part("xl/worksheets/sheet1.xml"), HasSubstr("<mergeCell ref=\"A1:C2\"/>"));
}

TEST(Sheet, GivesChineseTwiceTheWidth) {
  const Folder folder;
  {
    Package package(folder / "a.xlsx", kManifest);
    auto& sheet = package.sheet("表");
    sheet.write(0, 0, "依申请公开台账");  // 14, and 2 for the margins
    sheet.write(0, 1, "short");
    sheet.fit(8, 48);
    package.save();
  }
  const auto xml = ReadBack(folder / "a.xlsx").part("xl/worksheets/sheet1.xml");
  EXPECT_THAT(xml, HasSubstr("<col min=\"1\" max=\"1\" width=\"16.7109375\""));
  EXPECT_THAT(xml, HasSubstr("<col min=\"2\" max=\"2\" width=\"8.7109375\""));
}

TEST(Text, WritesOutWhatASheetWouldReadOtherwise) {
  EXPECT_EQ(sheet_text("_x0041_"), "_x005F_x0041_");
  EXPECT_EQ(sheet_text(std::string_view("a\0b", 3)), "a_x0000_b");
  EXPECT_EQ(sheet_text("\xef\xbf\xbf"), "_xFFFF_");
  EXPECT_EQ(sheet_text("_x004_ x_"), "_x004_ x_");
}

TEST(Text, CutsWhatACellCannotHold) {
  std::string text;
  for (int i = 0; i < 32'767; ++i) text += "字";
  EXPECT_EQ(sheet_text(text), text);
  const auto cut = sheet_text(text + "字");
  EXPECT_THAT(cut, EndsWith("字……（以下从略）"));
  EXPECT_EQ(cut.size(), 3u * 32'767);
}

TEST(Text, MeasuresLines) {
  EXPECT_EQ(text_width("县教育局ab"), 10);
  EXPECT_EQ(text_width("甲\nabc"), 3);
  EXPECT_EQ(text_lines("甲乙丙丁戊", 4), 3);
  EXPECT_EQ(text_lines("甲\n乙", 40), 2);
  EXPECT_EQ(text_lines("", 40), 1);
}

TEST(Xml, CountsElementsOfAWholeDocument) {
  const auto counts = count_elements("<?xml version=\"1.0\"?>\n<a><b/><b x=\"1\">t</b></a>\n");
  ASSERT_TRUE(counts.has_value());
  EXPECT_EQ(counts->at("b"), 2);
}

TEST(Xml, SeesALostPiece) {
  for (const auto* xml : {"", "<a>", "<a><b></a>", "<a></a></a>", "<a/>x", "<a/><b/>",
                          "<a><b <c/></a>", "<a></a", "x<a/>"})
    EXPECT_FALSE(count_elements(xml).has_value()) << xml;
}

TEST(Zip, SeesEveryChangedByteOfAPart) {
  const Folder folder;
  const auto path = folder / "a.xlsx";
  write_one(path);
  const auto whole = bytes_of(path);
  const auto part = Zip(path).parts()[3];
  auto broken = whole;
  broken[part.offset + 30 + part.name.size() + 5] ^= 1;
  std::ofstream(path, std::ios::binary) << broken;
  const Zip zip(path);
  EXPECT_THAT([&] { zip.unpack(zip.parts()[3]); },
              ThrowsMessage<WorkbookError>(path.string() + ": part '" + zip.parts()[3].name +
                                           "' is damaged"));
}

TEST(Zip, SeesACutFile) {
  const Folder folder;
  const auto path = folder / "a.xlsx";
  write_one(path);
  std::filesystem::resize_file(path, std::filesystem::file_size(path) - 10);
  EXPECT_THAT([&] { Zip zip(path); },
              ThrowsMessage<WorkbookError>(path.string() + ": the zip has no directory"));
  EXPECT_THAT([&] { Zip zip(folder / "none.xlsx"); },
              ThrowsMessage<WorkbookError>((folder / "none.xlsx").string() + ": cannot be read"));
}

}  // namespace
}  // namespace gongkai
