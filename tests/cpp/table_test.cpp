// Tables of columns: looking one up, texts end to end, nulls.
#include "gongkai/arrow/table.hpp"

#include <gtest/gtest.h>

namespace gongkai::arrow {
namespace {

TEST(Table, FindsTheFirstColumnOfAName) {
  const Table table{{{"甲", std::vector<std::int64_t>{1}, {}},
                     {"乙", std::vector<std::int64_t>{2}, {}},
                     {"乙", std::vector<std::int64_t>{3}, {}}},
                    1};
  EXPECT_EQ(table.find("乙"), &table.columns[1]);
}

TEST(Table, HasNoColumnOfAnotherName) {
  EXPECT_EQ(Table().find("甲"), nullptr);
  const Table table{{{"甲", std::monostate(), {}}}, 1};
  EXPECT_EQ(table.find("甲 "), nullptr);
}

TEST(Column, IsNullWhereItIsNotValid) {
  const Column column{"x", std::vector<std::int64_t>{1, 2}, {1, 0}};
  EXPECT_FALSE(column.is_null(0));
  EXPECT_TRUE(column.is_null(1));
}

TEST(Column, IsNullEverywhereWithoutAKindAndNowhereWithoutMarks) {
  EXPECT_TRUE((Column{"x", std::monostate(), {}}.is_null(0)));
  EXPECT_FALSE((Column{"x", std::vector<double>{0}, {}}.is_null(0)));
}

TEST(Texts, TakeOneTextOrManyAtOnce) {
  Texts texts;
  texts.push_back("收到");
  const std::size_t ends[] = {1, 1, 3};
  texts.append("abc", 3, [&](std::size_t row) { return ends[row]; });
  texts.push_back("");
  ASSERT_EQ(texts.size(), 5);
  EXPECT_EQ(texts[0], "收到");
  EXPECT_EQ(texts[1], "a");
  EXPECT_EQ(texts[2], "");
  EXPECT_EQ(texts[3], "bc");
  EXPECT_EQ(texts[4], "");
}

}  // namespace
}  // namespace gongkai::arrow
