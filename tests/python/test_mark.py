"""Marked copies of ledgers: what is wrong, at the cell, in a workbook and on a page."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import gongkai as gk
import openpyxl
import pytest
from gongkai.cli import main
from gongkai.year import mark
from small_year import LEDGERS, write_year

HEAD = ["申请编号", "单位", "申请人类型", "收到日期", "答复日期", "答复结果"]
ROWS = [
    ["007", "县教育局", "自然人", "2022-03-01", "2022-03-20", "予以公开"],
    ["=1+1", "县教育局", "火星人", "2022.13.1", "", ""],
    ["<b>9</b>", "", "自然人", "2022-03-01", "", ""],
]
ALONE = dict.fromkeys(LEDGERS)
CSV = "\n".join(",".join(row) for row in [HEAD, *ROWS]) + "\n"


def write_xlsx(path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "台账"
    sheet.append(["某县依申请公开台账"])
    for row in [HEAD, *ROWS]:
        sheet.append([None] * 2 + [text or None for text in row])
    sheet["C4"].data_type = "s"
    book.create_sheet("说明").append(["随便"])
    book.save(path)


def test_a_csv_is_copied_with_its_faults_marked(tmp_path: Path) -> None:
    folder = write_year(tmp_path / "year", {**ALONE, "applications.csv": CSV})
    written = mark(folder, gk.open(folder), tmp_path / "out")
    assert [file.name for file in written] == ["applications.marked.xlsx", "findings.html"]
    book = openpyxl.load_workbook(written[0])
    assert book.sheetnames == ["问题", "依申请公开"]
    sheet = book["依申请公开"]
    found = [[cell.value for cell in row[:6]] for row in sheet.iter_rows(max_row=4)]
    assert found == [[text or None for text in row] for row in [HEAD, *ROWS]]
    assert sheet["A3"].data_type == "s"
    noted = {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.comment}
    assert noted == {"B4", "C3", "D3"}
    assert sheet["C3"].comment.text.startswith("“火星人”不是规定的类别")
    assert sheet["C3"].fill.fgColor.rgb == "FFFFC7CE"
    assert sheet["G1"].value == "核对意见"
    assert sheet["G3"].value.splitlines()[1].startswith("“2022.13.1”不是日历上有的日期")


def test_a_workbook_keeps_its_rows_and_columns(tmp_path: Path) -> None:
    folder = write_year(tmp_path / "year", ALONE)
    write_xlsx(folder / "applications.xlsx")
    written = mark(folder, gk.open(folder), tmp_path / "out")
    book = openpyxl.load_workbook(written[0])
    assert book.sheetnames == ["问题", "台账"]
    sheet = book["台账"]
    assert sheet["A1"].value == "某县依申请公开台账"
    assert sheet["C3"].value == "007"
    assert (sheet["C4"].value, sheet["C4"].data_type) == ("=1+1", "s")
    assert sheet["E4"].comment.text.startswith("“火星人”")
    assert sheet["D5"].comment.text.startswith("空着，应填单位")
    assert sheet["I2"].value == "核对意见"
    assert sheet.freeze_panes == "A3"


def write_two_sheets(path: Path) -> None:
    """January with a header of two rows, February with other headers in another order."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "一月"
    sheet.append(["某县依申请公开台账"])
    sheet.append(["申请编号", "单位", "申请情况", None, "答复", None])
    sheet.append([None, None, "申请人类型", "收到日期", "时间", "结果"])
    sheet.append(["A1", "县教育局", "自然人", date(2022, 6, 20), date(2022, 6, 1), "予以公开"])
    sheet["D4"].number_format = "yyyy-mm-dd"
    sheet["E4"].number_format = "yyyy/m/d"
    sheet.append(["A2", "县教育局", "自然人", 2022.1, None, "#N/A"])
    sheet["D5"].number_format = "0.00"
    for cells in ("A1:F1", "A2:A3", "B2:B3", "C2:D2", "E2:F2"):
        sheet.merge_cells(cells)
    other = book.create_sheet("二月")
    other.append(["收件日期", "登记号", "承办单位", "申请人类别"])
    other.append([date(2053, 12, 31), "A1", "县教育局", "火星人"])
    book.save(path)


def noted(sheet: Any) -> dict[str, str]:
    return {
        cell.coordinate: cell.comment.text
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment
    }


def test_each_sheet_is_marked_by_its_own_header(tmp_path: Path) -> None:
    folder = write_year(tmp_path / "year", ALONE)
    write_two_sheets(folder / "applications.xlsx")
    written = mark(folder, gk.open(folder), tmp_path / "out")
    book = openpyxl.load_workbook(written[0])
    first = noted(book["一月"])
    assert first["E4"].startswith("“2022-06-01”先后颠倒")
    assert first["D5"].startswith("“2022.10”有两种读法")
    assert first["F5"].startswith("“#N/A”不是规定的类别")
    assert first["E3"] == "“答复时间”当作“答复日期”读入"
    assert book["一月"]["D4"].value == "2022-06-20"
    assert book["一月"]["D5"].value == "2022.10"
    assert book["一月"].freeze_panes == "A4"
    second = noted(book["二月"])
    assert second["A2"].startswith("“2053-12-31”离本年太远")
    assert second["B2"].startswith("编号“A1”重复，应为与《一月》第 4 行不同的编号")
    assert second["D2"].startswith("“火星人”不是规定的类别")
    assert set(second) == {"A1", "A2", "B1", "B2", "C1", "D1", "D2"}
    page = written[-1].read_text(encoding="utf-8")
    assert "00:00:00" not in page
    assert "<th>申请人类型</th>" in page
    assert '<td class="fatal">2022.10</td>' in page


def test_the_page_says_the_same_and_runs_nothing(tmp_path: Path) -> None:
    folder = write_year(tmp_path / "year", {**ALONE, "applications.csv": CSV})
    page = mark(folder, gk.open(folder), tmp_path / "out")[-1].read_text(encoding="utf-8")
    assert "&lt;b&gt;9&lt;/b&gt;" in page
    assert "<b>" not in page
    assert not re.search(r"<script|https?:|src=|@import", page)
    assert '<td class="fatal">火星人</td>' in page
    assert '<th class="">3</th>' in page
    assert '<th class="">2</th>' not in page


def test_the_command_prints_what_it_wrote_and_ends_as_before(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_year(tmp_path / "year", {**ALONE, "applications.csv": CSV})
    out = tmp_path / "out"
    assert main(["check", str(folder), "--mark", str(out)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[-2:] == [str(out / "applications.marked.xlsx"), str(out / "findings.html")]
    first = [file.read_bytes() for file in sorted(out.iterdir())]
    assert main(["check", str(folder), "--mark", str(out), "--json"]) == 1
    assert all(line.startswith("{") for line in capsys.readouterr().out.splitlines())
    assert [file.read_bytes() for file in sorted(out.iterdir())] == first


def test_a_file_that_changed_meanwhile_is_not_marked(tmp_path: Path) -> None:
    folder = write_year(tmp_path / "year", {**ALONE, "applications.csv": CSV})
    year = gk.open(folder)
    (folder / "applications.csv").write_text(CSV + "\n\n", encoding="utf-8")
    with pytest.raises(gk.DataError, match="has changed since it was read, expected the same"):
        mark(folder, year, tmp_path / "out")


def test_a_year_in_order_has_a_page_alone(tmp_path: Path) -> None:
    folder = write_year(tmp_path / "year", ALONE)
    written = mark(folder, gk.open(folder), tmp_path / "out")
    assert [file.name for file in written] == ["findings.html"]


def test_a_hundred_thousand_faulty_rows_give_files_that_can_be_used(tmp_path: Path) -> None:
    rows = "".join(f"A{row},县教育局,自然人,年初\n" for row in range(100_000))
    text = "申请编号,单位,申请人类型,收到日期\n" + rows
    folder = write_year(tmp_path / "year", {**ALONE, "applications.csv": text})
    book, page = mark(folder, gk.open(folder), tmp_path / "out")
    assert book.stat().st_size < 10_000_000
    assert page.stat().st_size < 1_000_000
    assert "另有 99500 行没有列出" in page.read_text(encoding="utf-8")
