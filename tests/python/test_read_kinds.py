"""Files that are not what they are called, and cells that say more than they hold."""

import io
from datetime import date
from pathlib import Path
from typing import Any

import gongkai as gk
import openpyxl
import pytest
import xlwt
from gongkai import _templates
from gongkai.read.ledger import read_ledger_file
from small_year import write_year
from workbooks import MONTH, TASKS, due, saved, workbook


@pytest.mark.parametrize("first", [openpyxl.utils.datetime.CALENDAR_MAC_1904, None])
def test_a_month_that_excel_shows_ends_on_its_last_day(tmp_path: Path, first: Any) -> None:
    book = workbook(TASKS, [1, "甲", "县教育局", date(2022, 6, 1)], [2, "乙", "县教育局", None])
    if first is not None:
        book.epoch = first
        book.worksheets[0]["D2"].value = date(2022, 6, 1)
    sheet = book.worksheets[0]
    sheet["D2"].number_format = MONTH
    sheet["D3"].value, sheet["D3"].number_format = date(2022, 6, 1), "yyyy-mm-dd"
    assert due(tmp_path / "tasks.xlsx", saved(book)) == [date(2022, 6, 30), date(2022, 6, 1)]


@pytest.mark.parametrize("first", [0, 1])
def test_an_old_workbook_shows_months_too(tmp_path: Path, first: int) -> None:
    book = xlwt.Workbook()
    book.dates_1904 = bool(first)
    sheet = book.add_sheet("任务")
    for column, text in enumerate(TASKS):
        sheet.write(0, column, text)
    for row, code in enumerate([MONTH, "yyyy-mm-dd"], start=1):
        for column, value in enumerate([row, "甲", "县教育局", date(2022, 6, 1)]):
            style = xlwt.easyxf(num_format_str=code if column == 3 else "General")
            sheet.write(row, column, value, style)
    data = io.BytesIO()
    book.save(data)
    assert due(tmp_path / "tasks.xls", data.getvalue()) == [date(2022, 6, 30), date(2022, 6, 1)]


@pytest.mark.parametrize(("first", "day"), [(0, date(2022, 6, 20)), (1, date(2026, 6, 21))])
def test_a_bare_serial_of_an_old_workbook_counts_from_its_first_day(
    tmp_path: Path, first: int, day: date
) -> None:
    book = xlwt.Workbook()
    book.dates_1904 = bool(first)
    sheet = book.add_sheet("任务")
    shown = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    for row, values in enumerate(
        [TASKS, [1, "甲", "县教育局", 44732], [2, "乙", "县教育局", 44732]]
    ):
        for column, value in enumerate(values):
            sheet.write(
                row, column, value, shown if (row, column) == (1, 3) else xlwt.Style.default_style
            )
    data = io.BytesIO()
    book.save(data)
    assert due(tmp_path / "tasks.xls", data.getvalue()) == [day, day]


def doubted(file: Path, data: bytes) -> list[str]:
    """What is found of days that have two readings; none of them is taken for a day."""
    file.write_bytes(data)
    (ledger, findings), _ = read_ledger_file(file, "tasks", _templates.terms(), 2022)
    assert set(ledger.to_table().column("due")) == {None}
    return [
        each.found for each in findings if (each.rule, each.kind) == ("ledger.date", "ambiguous")
    ]


DOUBTS = [(2022.1, "General"), (2022.1, "0.00"), (2022.1, "#,##0.00_ "), (8.2, "0.00")]
SHOWN = ["2022.1", "2022.10", "2022.10", "8.20"]


def test_a_number_that_lost_its_zero_is_doubted_as_it_is_shown(tmp_path: Path) -> None:
    book = workbook([None, *TASKS])
    sheet = book.worksheets[0]
    for row, (value, code) in enumerate(DOUBTS, start=2):
        for column, cell in enumerate([row, "甲", "县教育局", value], start=2):
            sheet.cell(row, column, cell)
        sheet.cell(row, 5).number_format = code
    assert doubted(tmp_path / "tasks.xlsx", saved(book)) == SHOWN


def test_a_number_of_an_old_workbook_is_doubted_as_it_is_shown(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("任务")
    for column, text in enumerate(TASKS):
        sheet.write(0, column, text)
    for row, (value, code) in enumerate(DOUBTS, start=1):
        for column, cell in enumerate([row, "甲", "县教育局", value]):
            style = xlwt.easyxf(num_format_str=code if column == 3 else "General")
            sheet.write(row, column, cell, style)
    data = io.BytesIO()
    book.save(data)
    assert doubted(tmp_path / "tasks.xls", data.getvalue()) == SHOWN


SPREADSHEET = """<?xml version="1.0"?>
<?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
 <Styles><Style ss:ID="m">
  <NumberFormat ss:Format="yyyy&quot;年&quot;m&quot;月&quot;"/></Style></Styles>
 <Worksheet ss:Name="任务"><Table>
  <Row><Cell ss:MergeAcross="3"><Data ss:Type="String">清单</Data></Cell></Row>
  <Row><Cell><Data ss:Type="String">序号</Data></Cell>
   <Cell><Data ss:Type="String">重点任务</Data></Cell>
   <Cell><Data ss:Type="String">牵头单位</Data></Cell>
   <Cell><Data ss:Type="String">完成时限</Data></Cell></Row>
  <Row ss:Index="4" ss:Hidden="1"><Cell><Data ss:Type="Number">1</Data></Cell>
   <Cell><Data ss:Type="String">甲</Data></Cell>
   <Cell ss:MergeDown="1"><Data ss:Type="String">县教育局</Data></Cell>
   <Cell ss:StyleID="m"><Data ss:Type="DateTime">2022-06-01T00:00:00.000</Data></Cell></Row>
  <Row><Cell><Data ss:Type="Number">2</Data></Cell><Cell><Data ss:Type="String">乙</Data></Cell>
   <Cell ss:Index="4"><Data ss:Type="DateTime">2022-06-01T00:00:00.000</Data></Cell></Row>
 </Table></Worksheet>
</Workbook>"""

PAGE = """<html><head><meta charset="gb2312"><style>td {color: red}</style></head><body>
<table><tr><td colspan="4">清单</td></tr>
<tr><th>序号</th><th>重点<br>任务</th><th>牵头单位</th><th>完成时限</th></tr>
<tr><td>1</td><td>甲&amp;乙</td><td rowspan="2">县教育局</td><td>2022-06-30</td></tr>
<tr style="display: none"><td>2<td>丙<td>2022-06-01</tr></table></body></html>"""


@pytest.mark.parametrize("data", [SPREADSHEET.encode(), PAGE.encode("gb18030")])
def test_markup_called_xls_is_read(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "tasks.xls"
    assert due(file, data) == [date(2022, 6, 30), date(2022, 6, 1)]
    (ledger, findings), _ = read_ledger_file(file, "tasks", _templates.terms(), 2022)
    assert ledger.to_table().column("leads") == ["县教育局", "县教育局"]
    kinds = {each.kind for each in findings if each.rule == "ledger.skipped"}
    assert kinds == {"title", "merged", "hidden"}


def test_big5_is_no_gb18030(tmp_path: Path) -> None:
    text = "申請編號,單位,申請人類型,收到日期\nA1,縣教育局,自然人,2022-01-04\n"
    write_year(tmp_path, {"applications.csv": text.encode("big5")})
    with pytest.raises(gk.DataError) as error:
        gk.open(tmp_path)
    assert str(error.value).startswith("applications.csv: no column of applications in GB18030")
    assert str(error.value).endswith("save it as UTF-8 if it was Big5 or another encoding")


def test_headers_lost_on_saving_are_an_error(tmp_path: Path) -> None:
    write_year(tmp_path, {"applications.csv": "????,??,?????,????\nA1,??,???,2022-01-04\n"})
    with pytest.raises(gk.DataError) as error:
        gk.open(tmp_path)
    assert str(error.value) == (
        "applications.csv: the headers are '????,??,?????,????', lost on saving; "
        "expected the file that was there before"
    )
