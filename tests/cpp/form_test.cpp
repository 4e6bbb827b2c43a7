// The printed form: labels and merges to the letter.
#include "gongkai/statement/form.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <tuple>

#include "gongkai/base/error.hpp"

namespace gongkai {
namespace {

using ::testing::ElementsAreArray;
using ::testing::ThrowsMessage;

// A label with its area: row, column, rows, columns.
using Label = std::tuple<int, int, int, int, std::string>;

std::vector<Label> labels(const FormTable& form) {
  std::vector<Label> labels;
  for (const FormCell& cell : form.cells)
    if (cell.place.empty())
      labels.emplace_back(cell.row, cell.column, cell.row_span, cell.column_span, cell.text);
  return labels;
}

const FormCell& cell_at(const FormTable& form, int row, int column) {
  for (const FormCell& cell : form.cells)
    if (cell.row == row && cell.column == column) return cell;
  throw std::out_of_range("no cell opens there");
}

struct Shape {
  std::string table;
  bool single_other_row;
  int rows, columns, head_rows, figures;
};

class FormShape : public ::testing::TestWithParam<Shape> {};

TEST_P(FormShape, HasItsSize) {
  const FormTable form = form_table(GetParam().table, GetParam().single_other_row);
  EXPECT_EQ(form.rows, GetParam().rows);
  EXPECT_EQ(form.columns, GetParam().columns);
  EXPECT_EQ(form.head_rows, GetParam().head_rows);
}

TEST_P(FormShape, CoversEveryPositionExactlyOnce) {
  const FormTable form = form_table(GetParam().table, GetParam().single_other_row);
  std::map<std::pair<int, int>, int> covered;
  for (const FormCell& cell : form.cells)
    for (int r = 0; r < cell.row_span; ++r)
      for (int c = 0; c < cell.column_span; ++c) ++covered[{cell.row + r, cell.column + c}];
  for (int r = 0; r < form.rows; ++r)
    for (int c = 0; c < form.columns; ++c) EXPECT_EQ((covered[{r, c}]), 1) << r << ", " << c;
  EXPECT_EQ(covered.size(), static_cast<std::size_t>(form.rows * form.columns));
}

TEST_P(FormShape, PrintsEveryCellOfTheTableOnceAndNoEmptyLabel) {
  const auto& [table, single, rows, columns, head_rows, figures] = GetParam();
  std::set<std::string> places;
  int found = 0;
  for (const FormCell& cell : form_table(table, single).cells) {
    EXPECT_NE(cell.text.empty(), cell.place.empty());
    if (cell.place.empty()) continue;
    places.insert(cell.place);
    ++found;
  }
  EXPECT_EQ(found, figures);
  EXPECT_EQ(places.size(), static_cast<std::size_t>(figures));
}

INSTANTIATE_TEST_SUITE_P(Tables, FormShape,
                         ::testing::Values(Shape{"table2", false, 14, 4, 0, 10},
                                           Shape{"table3", false, 28, 10, 3, 175},
                                           Shape{"table3", true, 26, 10, 3, 161},
                                           Shape{"table4", false, 4, 15, 3, 15}));

TEST(Form, Table2ToTheLetter) {
  EXPECT_THAT(labels(form_table("table2")), ElementsAreArray(std::vector<Label>{
                                                {0, 0, 1, 4, "第二十条第（一）项"},
                                                {1, 0, 1, 1, "信息内容"},
                                                {1, 1, 1, 1, "本年制发件数"},
                                                {1, 2, 1, 1, "本年废止件数"},
                                                {1, 3, 1, 1, "现行有效件数"},
                                                {2, 0, 1, 1, "规章"},
                                                {3, 0, 1, 1, "行政规范性文件"},
                                                {4, 0, 1, 4, "第二十条第（五）项"},
                                                {5, 0, 1, 1, "信息内容"},
                                                {5, 1, 1, 3, "本年处理决定数量"},
                                                {6, 0, 1, 1, "行政许可"},
                                                {7, 0, 1, 4, "第二十条第（六）项"},
                                                {8, 0, 1, 1, "信息内容"},
                                                {8, 1, 1, 3, "本年处理决定数量"},
                                                {9, 0, 1, 1, "行政处罚"},
                                                {10, 0, 1, 1, "行政强制"},
                                                {11, 0, 1, 4, "第二十条第（八）项"},
                                                {12, 0, 1, 1, "信息内容"},
                                                {12, 1, 1, 3, "本年收费金额（单位：万元）"},
                                                {13, 0, 1, 1, "行政事业性收费"},
                                            }));
}

TEST(Form, Table2FiguresStandInTheirPlaces) {
  const FormTable form = form_table("table2");
  EXPECT_EQ(cell_at(form, 2, 1).place, "table2/regulations/made");
  EXPECT_EQ(cell_at(form, 3, 3).place, "table2/normative_documents/valid");
  EXPECT_EQ(cell_at(form, 6, 1).place, "table2/licences");
  EXPECT_EQ(cell_at(form, 6, 1).column_span, 3);
  EXPECT_EQ(cell_at(form, 10, 1).place, "table2/coercions");
  EXPECT_EQ(cell_at(form, 13, 1).place, "table2/fees_wan");
}

const std::vector<Label> kHead3 = {
    {0, 0, 3, 3, "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"},
    {0, 3, 1, 7, "申请人情况"},
    {1, 3, 2, 1, "自然人"},
    {1, 4, 1, 5, "法人或其他组织"},
    {1, 9, 2, 1, "总计"},
    {2, 4, 1, 1, "商业企业"},
    {2, 5, 1, 1, "科研机构"},
    {2, 6, 1, 1, "社会公益组织"},
    {2, 7, 1, 1, "法律服务机构"},
    {2, 8, 1, 1, "其他"},
    {3, 0, 1, 3, "一、本年新收政府信息公开申请数量"},
    {4, 0, 1, 3, "二、上年结转政府信息公开申请数量"},
};
const std::vector<Label> kResults3 = {
    {5, 1, 1, 2, "（一）予以公开"},
    {6, 1, 1, 2, "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"},
    {7, 1, 8, 1, "（三）不予公开"},
    {7, 2, 1, 1, "1.属于国家秘密"},
    {8, 2, 1, 1, "2.其他法律行政法规禁止公开"},
    {9, 2, 1, 1, "3.危及“三安全一稳定”"},
    {10, 2, 1, 1, "4.保护第三方合法权益"},
    {11, 2, 1, 1, "5.属于三类内部事务信息"},
    {12, 2, 1, 1, "6.属于四类过程性信息"},
    {13, 2, 1, 1, "7.属于行政执法案卷"},
    {14, 2, 1, 1, "8.属于行政查询事项"},
    {15, 1, 3, 1, "（四）无法提供"},
    {15, 2, 1, 1, "1.本机关不掌握相关政府信息"},
    {16, 2, 1, 1, "2.没有现成信息需要另行制作"},
    {17, 2, 1, 1, "3.补正后申请内容仍不明确"},
    {18, 1, 5, 1, "（五）不予处理"},
    {18, 2, 1, 1, "1.信访举报投诉类申请"},
    {19, 2, 1, 1, "2.重复申请"},
    {20, 2, 1, 1, "3.要求提供公开出版物"},
    {21, 2, 1, 1, "4.无正当理由大量反复申请"},
    {22, 2, 1, 1, "5.要求行政机关确认或重新出具已获取信息"},
};

std::vector<Label> table3_with(std::vector<std::vector<Label>> parts) {
  std::vector<Label> all;
  for (const auto& part : parts) all.insert(all.end(), part.begin(), part.end());
  return all;
}

TEST(Form, Table3ToTheLetter) {
  EXPECT_THAT(
      labels(form_table("table3")),
      ElementsAreArray(table3_with(
          {kHead3,
           {{5, 0, 22, 1, "三、本年度办理结果"}},
           kResults3,
           {{23, 1, 3, 1, "（六）其他处理"},
            {23, 2, 1, 1, "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"},
            {24, 2, 1, 1,
             "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"},
            {25, 2, 1, 1, "3.其他"},
            {26, 1, 1, 2, "（七）总计"},
            {27, 0, 1, 3, "四、结转下年度继续办理"}}})));
}

TEST(Form, Table3WithASingleOtherRow) {
  EXPECT_THAT(labels(form_table("table3", true)),
              ElementsAreArray(table3_with({kHead3,
                                            {{5, 0, 20, 1, "三、本年度办理结果"}},
                                            kResults3,
                                            {{23, 1, 1, 2, "（六）其他处理"},
                                             {24, 1, 1, 2, "（七）总计"},
                                             {25, 0, 1, 3, "四、结转下年度继续办理"}}})));
}

TEST(Form, Table3FiguresStandInTheirPlaces) {
  const FormTable form = form_table("table3");
  EXPECT_EQ(cell_at(form, 3, 3).place, "table3/new_received/natural_person");
  EXPECT_EQ(cell_at(form, 5, 4).place, "table3/granted/enterprise");
  EXPECT_EQ(cell_at(form, 24, 8).place, "table3/other.fee_unpaid/other_organisation");
  EXPECT_EQ(cell_at(form, 27, 9).place, "table3/carried_forward/total");
  EXPECT_EQ(cell_at(form_table("table3", true), 23, 9).place, "table3/other.other/total");
}

TEST(Form, Table4ToTheLetter) {
  std::vector<Label> expected = {{0, 0, 1, 5, "行政复议"}, {0, 5, 1, 10, "行政诉讼"}};
  const std::vector<std::string> results = {"结果维持", "结果纠正", "其他结果", "尚未审结", "总计"};
  for (int i = 0; i < 5; ++i) expected.emplace_back(1, i, 2, 1, results[std::size_t(i)]);
  expected.emplace_back(1, 5, 1, 5, "未经复议直接起诉");
  expected.emplace_back(1, 10, 1, 5, "复议后起诉");
  for (int i = 0; i < 10; ++i) expected.emplace_back(2, 5 + i, 1, 1, results[std::size_t(i % 5)]);
  EXPECT_THAT(labels(form_table("table4")), ElementsAreArray(expected));
}

TEST(Form, Table4FiguresStandInTheirPlaces) {
  const FormTable form = form_table("table4");
  EXPECT_EQ(cell_at(form, 3, 0).place, "table4/review/upheld");
  EXPECT_EQ(cell_at(form, 3, 6).place, "table4/suit_direct/corrected");
  EXPECT_EQ(cell_at(form, 3, 14).place, "table4/suit_after_review/total");
}

TEST(Form, AnUnknownTableIsNamed) {
  EXPECT_THAT(
      [] { form_table("table1"); },
      ThrowsMessage<DataError>("unknown table 'table1', expected table2, table3 or table4"));
}

TEST(Printed, CountsAreWhole) {
  EXPECT_EQ(printed(number(12), "table3/granted/total"), "12");
  EXPECT_EQ(printed(number(0), "table2/licences"), "0");
}

TEST(Printed, FeesAreTenThousandYuanWithoutZerosAtTheEnd) {
  EXPECT_EQ(printed(number(7'730'280'000), "table2/fees_wan"), "7730.28");
  EXPECT_EQ(printed(number(4'068'208'000), "table2/fees_wan"), "4068.208");
  EXPECT_EQ(printed(number(316'441'000'000), "table2/fees_wan"), "316441");
  EXPECT_EQ(printed(number(0), "table2/fees_wan"), "0");
  EXPECT_EQ(printed(number(1), "table2/fees_wan"), "0.000001");
  EXPECT_EQ(printed(number(-500'000), "table2/fees_wan"), "-0.5");
  EXPECT_EQ(printed(number(1'000'000), "table2/fees_wan?unit=县教育局"), "1");
}

TEST(Printed, StatesAreWordsAndBlankIsEmpty) {
  EXPECT_EQ(printed({0, State::blank}, "table3/granted/total"), "");
  EXPECT_EQ(printed({0, State::not_applicable}, "table2/fees_wan"), "不适用");
  EXPECT_EQ(printed({0, State::not_held}, "table3/granted/total"), "本机关不掌握");
  EXPECT_EQ(printed({0, State::withheld}, "table3/granted/total"), "不予公开");
}

TEST(ReportTitle, NamesBodyAndYear) {
  EXPECT_EQ(report_title("德清县人民政府办公室", 2022),
            "德清县人民政府办公室2022年政府信息公开工作年度报告");
}

}  // namespace
}  // namespace gongkai
