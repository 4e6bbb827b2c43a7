"""The workbook shows the rows behind its figures: whoever filters as it says finds as many."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import gongkai as gk
import openpyxl
import pytest
from gongkai import _core as core
from gongkai.result.cell import cell_words
from gongkai.year import Year
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from small_year import write_year
from strategies import applications, as_csv, disputes, periods, tasks

_HEAD = 3  # the row of the heads, below title and note
_FIGURES = ("表二", "表三", "表四")


@dataclass(frozen=True)
class Review:
    """A workbook as a reviewer has it: no more than what stands in its cells."""

    book: Any

    def rows(self, sheet: str) -> list[dict[str, Any]]:
        heads, *rows = self.book[sheet].iter_rows(min_row=_HEAD, values_only=True)
        assert len(set(heads)) == len(heads)
        return [dict(zip(heads, row, strict=True)) for row in rows]

    def found(self, sheet: str, told: str) -> float:
        """How many rows the filters leave, or what their numbers come to; parts are added up and
        taken off."""
        count, sign = 0.0, 1
        for part in re.split(r"。(再加上|再减去)：", told):
            if part in ("再加上", "再减去"):
                sign = 1 if part == "再加上" else -1
                continue
            named = re.match(r"《(.+?)》", part)
            sheet = named[1] if named else sheet
            conditions = re.findall(r"【(.+?)】(选|不选)((?:【.+?】)+)", part)
            assert conditions, part
            summed = re.findall("【(.+?)】", part.partition("合计")[2])
            rows = self.rows(sheet)
            for head, how, values in conditions:
                chosen = set(re.findall("【(.+?)】", values))
                assert chosen
                rows = [row for row in rows if (row[head] in chosen) == (how == "选")]
            numbers = [row[head] for row in rows for head in summed if row[head] != "—"]
            count += sign * (sum(numbers) if summed else len(rows))
        return count

    def linked(self) -> Iterator[tuple[str, Any]]:
        """Every count of the tables that leads to its rows."""
        for name in _FIGURES:
            for line in self.book[name].iter_rows():
                yield from ((name, cell) for cell in line if cell.hyperlink is not None)


def review(year: Year, folder: Path) -> Review:
    return Review(openpyxl.load_workbook(year.workbook(folder / "review.xlsx")))


def check(year: Year, folder: Path) -> int:
    """Hold every count to what its filters find; gives how many there were."""
    made, checked = review(year, folder), 0
    for line in made.rows("指标总览"):
        for side, words in (("分子", "分子构成"), ("分母", "分母构成")):
            if isinstance(line[side], int) and "筛选：" in line[words]:
                told = line[words].partition("筛选：")[2]
                assert made.found("", told) == line[side], (line["标识"], side, told)
                checked += 1
    for name, cell in made.linked():
        sheet = cell.hyperlink.location.partition("!")[0].strip("'")
        told = cell.hyperlink.tooltip
        assert made.found(sheet, told) == pytest.approx(cell.value), (name, told)
        checked += 1
    return checked


@pytest.fixture(scope="module")
def example_review(example: Path, tmp_path_factory: pytest.TempPathFactory) -> Review:
    return review(gk.open(example), tmp_path_factory.mktemp("review"))


def test_every_count_of_the_example_is_found_by_its_filters(example: Path, tmp_path: Path) -> None:
    year = gk.open(example)
    # Both sides of every rate that count rows, and each number of tables two, three and four.
    rows = {"table3", "table4", *core.measures()}
    counted = sum(
        {place.lstrip("-").partition("/")[0] for place in side} <= rows
        for each in year.definitions
        for side in (each.numerator, each.denominator)
    )
    tables = ("table2", "table3", "table4")
    places = [cell.place for table in tables for cell in core.form_table(table).cells]
    numbers = sum(1 for place in places if place and year.books.at(place).value)
    assert check(year, tmp_path) == counted + numbers


def test_no_count_of_the_tables_but_zero_is_without_its_rows(example_review: Review) -> None:
    for name in _FIGURES:
        for line in example_review.book[name].iter_rows():
            for cell in line:
                if isinstance(cell.value, int):
                    assert (cell.hyperlink is not None) == (cell.value != 0), cell.coordinate


def test_306_of_317_are_told_with_file_row_and_reason(example_review: Review) -> None:
    rows = example_review.rows("依申请公开依据")
    due = [row for row in rows if row["答复时限·期限"] == "期限在本期内"]
    late = [row for row in due if row["答复时限·办理"] not in ("本期以前办结", "本期按时办结")]
    assert (len(due), len(due) - len(late)) == (317, 306)
    row = next(each for each in late if each["编号"] == "DQ2022-295")
    assert (row["文件"], row["行号"]) == ("applications.xlsx", 309)
    assert row["标识（reply）"] == "reply/new.in.late"
    assert row["依据（reply）"] == (
        "2022-11-11 收到，20 个工作日内答复，至 2022-12-09；2022-12-14 答复"
    )


def test_the_numbers_of_table_two_are_told_with_file_row_and_unit(tmp_path: Path) -> None:
    text = (
        "单位,信息内容,本年制发件数,本年废止件数,现行有效件数,本年处理决定数量,本年收费金额（万元）\n"
        "县教育局,行政规范性文件,3,,10,,\n新市镇,行政许可,,,,100,\n县教育局,行政事业性收费,,,,,0.3\n"
    )
    made = review(gk.open(write_year(tmp_path / "year", {"publications.csv": text})), tmp_path)
    rows = made.rows("主动公开依据")
    assert [(row["文件"], row["行号"], row["单位"], row["信息内容"]) for row in rows] == [
        ("publications.csv", 2, "县教育局", "行政规范性文件"),
        ("publications.csv", 3, "新市镇", "行政许可"),
        ("publications.csv", 4, "县教育局", "行政事业性收费"),
    ]
    assert (rows[0]["本年制发件数"], rows[0]["本年废止件数"]) == (3, "—")
    assert rows[1]["标识（table2）"] == "table2/licences"
    assert rows[2]["本年收费金额（万元）"] == 0.3
    (tip,) = (cell.hyperlink.tooltip for name, cell in made.linked() if cell.value == 100)
    assert tip == "【信息内容】选【行政许可】；合计【本年处理决定数量】"


def test_who_applied_stands_nowhere(tmp_path: Path) -> None:
    text = (
        "申请编号,单位,申请人,申请人类型,收到日期,答复日期,答复结果\n"
        "A1,县教育局,某甲某乙,自然人,2022-01-04,2022-01-20,予以公开\n"
    )
    year = gk.open(write_year(tmp_path / "year", {"applications.csv": text}))
    for sheet in review(year, tmp_path).book:
        for line in sheet.iter_rows(values_only=True):
            assert not any("某甲某乙" in str(value) for value in line)


def test_a_row_that_counts_nowhere_is_listed_and_says_so(tmp_path: Path) -> None:
    text = (
        "申请编号,单位,申请人类型,收到日期,答复日期,答复结果\n"
        "A1,县教育局,自然人,2021-01-04,2021-01-20,予以公开\n"
        "A2,县教育局,自然人,2022-01-04,2022-01-20,\n"
    )
    year = gk.open(write_year(tmp_path / "year", {"applications.csv": text}))
    rows = review(year, tmp_path).rows("依申请公开依据")
    assert [(row["编号"], row["表三·收件"], row["表三·办理结果"]) for row in rows] == [
        ("A1", "不计入", "—"),
        ("A2", "无法归类", "—"),
    ]


def test_the_sheets_are_set_up_to_be_filtered_and_printed(example_review: Review) -> None:
    for name in ("依申请公开依据", "复议诉讼依据", "重点任务依据", "主动公开依据"):
        sheet = example_review.book[name]
        last = sheet.cell(sheet.max_row, sheet.max_column).coordinate
        assert sheet.auto_filter.ref == f"A3:{last}"
        assert sheet.print_title_rows == "$1:$3"
        assert sheet.freeze_panes in ("C4", "D4", "E4")
        assert sheet.page_setup.orientation == "landscape"


def test_the_cover_leads_to_the_sheets_of_rows(example_review: Review) -> None:
    links = {
        cell.value
        for line in example_review.book["封面"].iter_rows()
        for cell in line
        if cell.hyperlink is not None
    }
    assert {"依申请公开依据", "复议诉讼依据", "重点任务依据", "主动公开依据"} <= links


def test_no_two_cells_of_a_measure_have_the_same_words() -> None:
    told = cell_words()
    assert [each.measure for each in told] == core.measures()
    for each in told:
        assert len(each.cells) == len(core.measure_cells(each.measure))
        assert len(set(each.cells)) == len(each.cells), each.measure
        assert all(len(line) == len(each.heads) for line in each.cells)


def test_what_is_absent_has_no_sheet_of_rows(tmp_path: Path) -> None:
    year = gk.open(write_year(tmp_path / "year", {"disputes.csv": None}))
    made = review(year, tmp_path)
    assert "复议诉讼依据" not in made.book.sheetnames
    rate = next(row for row in made.rows("指标总览") if row["标识"] == "correct.review_all")
    assert rate["分子构成"] == "行政复议的结果纠正"


@settings(max_examples=12, phases=[Phase.generate])  # a workbook takes long to shrink
@given(st.data(), periods(), st.integers(0, 59))
def test_every_count_of_invented_ledgers_is_found_by_its_filters(
    data: st.DataObject, period: tuple[date, date], hand: int
) -> None:
    start, as_of = period
    with TemporaryDirectory() as folder:
        files = {
            f"{name}.csv": as_csv(name, data.draw(rows(start)), hand)
            for name, rows in (
                ("applications", applications),
                ("disputes", disputes),
                ("tasks", tasks),
            )
        }
        year = gk.open(write_year(Path(folder) / "year", files, year=start.year), as_of)
        check(year, Path(folder))
