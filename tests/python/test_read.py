"""Reading: whatever an office saves arrives unharmed, or is refused with its name."""

import codecs
import io
import zipfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import duckdb
import gongkai as gk
import openpyxl
import pandas
import polars
import pyarrow
import pyarrow.ipc
import pyarrow.parquet
import pytest
import xlwt
from gongkai import _core as core
from gongkai import _templates
from gongkai.read import excel
from gongkai.read.folder import ledger_files, read_folder
from gongkai.read.frame import to_table
from gongkai.read.ledger import read_ledger_file
from gongkai.read.settings import parse_settings
from gongkai.read.text import decode
from small_year import APPLICATIONS, BODY, write_year

GOLDEN = Path(__file__).parents[1] / "golden" / "read"
ID_NUMBER = "330521199001011234"
HEADS = ["申请编号", "单位", "申请人类型", "收到日期", "答复日期", "答复结果"]


def workbook(*rows: list[Any], title: str = "台账") -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    for row in rows:
        sheet.append(row)
    return book


def saved(book: openpyxl.Workbook) -> bytes:
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def cells(data: bytes) -> list[list[Any]]:
    """The grid of the first sheet, row by row."""
    sheet = next(excel.sheets(data, "a.xlsx"))
    columns = [sheet.grid.column(name) for name in sheet.grid.names]
    return [list(row) for row in zip(*columns, strict=True)]


# --- Text


@pytest.mark.parametrize(
    ("encoded", "encoding"),
    [
        ("收到日期".encode(), "UTF-8"),
        (codecs.BOM_UTF8 + "收到日期".encode(), "UTF-8"),
        (codecs.BOM_UTF16_LE + "收到日期".encode("utf-16-le"), "UTF-16"),
        (codecs.BOM_UTF16_BE + "收到日期".encode("utf-16-be"), "UTF-16"),
        ("收到日期".encode("gb18030"), "GB18030"),
    ],
)
def test_a_text_in_any_encoding_of_the_country(encoded: bytes, encoding: str) -> None:
    assert decode(encoded, "a.csv") == ("收到日期", encoding)


def test_a_rare_name_survives_gb18030() -> None:
    assert decode(b"\xfe\x9f", "a.csv").text == "䶮"


@pytest.mark.parametrize(
    "data",
    [
        b"\xff",
        codecs.BOM_UTF16_LE + b"a",
        "单位\0".encode(),
        "a,b".encode("utf-16-le"),  # without its mark
    ],
)
def test_bytes_that_are_no_text_are_refused(data: bytes) -> None:
    with pytest.raises(gk.DataError) as error:
        decode(data, "a.csv")
    assert str(error.value) == "a.csv: no text in UTF-8, UTF-16 or GB18030"


def test_gb18030_is_read_with_a_hint(tmp_path: Path) -> None:
    folder = write_year(tmp_path, {"applications.csv": APPLICATIONS.encode("gb18030")})
    year = gk.open(folder)
    found = [each for each in year.findings if each.rule == "ledger.encoding"]
    assert [(each.severity, each.where, each.found) for each in found] == [
        ("hint", {"file": "applications.csv"}, "GB18030")
    ]
    assert found[0].message == (
        "applications.csv：按 GB18030 编码读入；如有乱码，请另存为“CSV UTF-8”"
    )
    assert year.rate("timely.due").text == "75.00%"


# --- Excel


def test_cells_arrive_unharmed() -> None:
    data = saved(
        workbook(
            ["日期", "文字日期", "整数", "小数", "长号", "前导零", "真假"],
            [date(2022, 3, 1), "2022年3月2日", 1.0, 2.5, ID_NUMBER, "007", True],
            [datetime(2022, 3, 1, 9, 30), "9月底前", 12_345, 0.95, "1e5", " 7 ", None],
        )
    )
    assert cells(data)[1:] == [
        ["2022-03-01 00:00:00", "2022年3月2日", "1", "2.5", ID_NUMBER, "007", "true"],
        ["2022-03-01 09:30:00", "9月底前", "12345", "0.95", "1e5", " 7 ", None],
    ]


def test_dates_and_texts_in_one_column_keep_what_they_are() -> None:
    data = saved(workbook(["收到日期"], [date(2022, 8, 24)], ["2022.8.24"], [44797], [20220824]))
    assert [row[0] for row in cells(data)] == [
        "收到日期",
        "2022-08-24 00:00:00",
        "2022.8.24",
        "44797",
        "20220824",
    ]


def test_row_numbers_are_those_of_the_sheet(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "台账"
    sheet["B3"] = "依申请公开台账"
    for at, row in enumerate([HEADS, ["A1", "县教育局", "自然人", "年初", None, None]], start=4):
        for column, value in enumerate(row, start=2):
            sheet.cell(at, column, value)
    write_year(tmp_path, {"applications.csv": None, "applications.xlsx": saved(book)})
    found = [each for each in gk.open(tmp_path).findings if each.rule == "ledger.date"]
    assert [each.where for each in found] == [
        {
            "file": "applications.xlsx",
            "sheet": "台账",
            "row": 5,
            "column": "received",
            "header": "收到日期",
        }
    ]


def test_an_error_or_a_formula_without_a_value_is_no_blank(tmp_path: Path) -> None:
    book = workbook(["申请编号", "收到日期"], ["A1", "#N/A"], ["A2", "=B3+1"], ["A3", None])
    assert [row[1] for row in cells(saved(book))] == ["收到日期", "#N/A", "=B3+1", None]
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for column, value in enumerate(HEADS, start=3):
        sheet.cell(2, column, value)
    for column, value in enumerate(["A1", "县教育局", "自然人", "#REF!"], start=3):
        sheet.cell(3, column, value)
    write_year(tmp_path, {"applications.csv": None, "applications.xlsx": saved(book)})
    found = [each for each in gk.open(tmp_path).findings.fatal if each.rule == "ledger.date"]
    assert [(each.where["row"], each.where["column"], each.found) for each in found] == [
        (3, "received", "#REF!")
    ]


def test_an_old_workbook_is_read_too(tmp_path: Path) -> None:
    data = (GOLDEN / "applications.xls").read_bytes()
    write_year(tmp_path, {"applications.csv": None, "applications.xls": data})
    reasons = gk.open(tmp_path).why("table3/granted|partly_granted/total")
    assert [(each.row, each.key) for each in reasons] == [(4, ID_NUMBER), (5, "0007")]


def test_a_file_is_what_its_bytes_say(tmp_path: Path) -> None:
    row = ["A1", "县教育局", "自然人", date(2022, 1, 4), date(2022, 1, 20), "予以公开"]
    book = saved(workbook(HEADS, row))
    write_year(tmp_path, {"applications.csv": book})
    assert len(gk.open(tmp_path).why("table3/granted/total")) == 1
    write_year(tmp_path, {"applications.csv": None, "applications.xls": APPLICATIONS})
    assert len(gk.open(tmp_path).why("table3/granted/total")) == 3


def test_the_sheets_of_the_ledger_are_read_and_the_others_are_said(tmp_path: Path) -> None:
    row = ["县教育局", "自然人", "2022-01-04", "2022-01-20", "予以公开"]
    book = workbook(["填表说明"], ["请逐行填写"], title="说明")
    for title in ("一月", "二月"):
        sheet = book.create_sheet(title)
        sheet.append(HEADS)
        sheet.append([title, *row])
    hidden = book.create_sheet("旧")
    hidden.append(HEADS)
    hidden.sheet_state = "hidden"
    book.create_sheet("空")
    write_year(tmp_path, {"applications.csv": None, "applications.xlsx": saved(book)})
    year = gk.open(tmp_path)
    reasons = year.why("table3/granted/total")
    assert [(each.key, each.row) for each in reasons] == [("一月", 2), ("二月", 2)]
    found = [
        (each.kind, each.severity, each.found, each.expected)
        for each in year.findings
        if each.rule == "ledger.skipped"
    ]
    assert found == [
        ("sheet", "hint", "说明", "一月"),
        ("joined", "hint", "二月", "一月"),
        ("hidden_sheet", "hint", "旧", "一月"),
    ]


def test_a_workbook_without_cells_is_refused(tmp_path: Path) -> None:
    write_year(tmp_path, {"applications.csv": None, "applications.xlsx": saved(workbook())})
    with pytest.raises(gk.DataError) as error:
        gk.open(tmp_path)
    assert str(error.value) == (
        "applications.xlsx: no visible sheet with cells, expected one with a ledger"
    )


def zipped(parts: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return data.getvalue()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"PK\x03\x04cut", "a.xlsx: not a workbook: the file is cut short or damaged"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
            "a.xlsx: not a workbook that can be read: ",
        ),
        (zipped({"readme": b"no workbook"}), "a.xlsx: not a workbook that can be read: "),
        (
            zipped({"xl/worksheets/sheet1.xml": bytes(10_000_000)}),
            "a.xlsx: part 'xl/worksheets/sheet1.xml' unpacks from ",
        ),
        (
            zipped({f"part{number}": b"" for number in range(10_001)}),
            "a.xlsx: 10001 parts, expected at most 10000",
        ),
    ],
)
def test_a_damaged_or_swollen_workbook_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(gk.DataError) as error:
        cells(data)
    assert str(error.value).startswith(message)


def test_a_web_page_without_a_table_is_refused(tmp_path: Path) -> None:
    page = "<html><p>申请编号</p></html>"
    write_year(tmp_path, {"applications.csv": None, "applications.xls": page})
    with pytest.raises(gk.DataError) as error:
        gk.open(tmp_path)
    assert str(error.value) == "applications.xls: a page of XML or HTML, expected a table"


# --- Files that are not what they are called, and cells that say more than they hold


MONTH = 'yyyy"年"m"月"'
TASKS = ["序号", "重点任务", "牵头单位", "完成时限"]


def due(file: Path, data: bytes) -> list[Any]:
    file.write_bytes(data)
    (ledger, _), _ = read_ledger_file(file, "tasks", _templates.terms(), 2022)
    return ledger.to_table().column("due")


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


def changed(data: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """A workbook with one part edited."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(out, "w") as made:
        for name in archive.namelist():
            content = archive.read(name)
            if name == part:
                assert old in content
                content = content.replace(old, new)
            made.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            b'<c r="A2"',
            b'<c r="XFD1048576"',
            "sheet '台账' has 17179869184 cells, ",
        ),
        (
            b'<c r="A2"',
            b'<c r="A1048576"',
            "sheet '台账' reaches to row 1048576 and",
        ),
        (
            b"<sheetData>",
            b"<!DOCTYPE a><sheetData>",
            "not a workbook that can be read: a ",
        ),
    ],
)
def test_a_sheet_that_claims_what_it_has_not_is_refused(
    old: bytes, new: bytes, message: str
) -> None:
    data = saved(workbook(HEADS, ["A1", "县教育局", "自然人"]))
    with pytest.raises(gk.DataError) as error:
        cells(changed(data, "xl/worksheets/sheet1.xml", old, new))
    assert str(error.value).startswith(f"a.xlsx: {message}")


# --- Parquet and frames

ROWS: dict[str, list[Any]] = {
    "申请编号": ["A1", "A2", "A3"],
    "单位": ["县教育局", "县教育局", "县公安局"],
    "申请人类型": ["自然人", "商业企业", "自然人"],
    "收到日期": [date(2022, 1, 4), date(2022, 3, 1), date(2022, 5, 5)],
    "答复日期": [date(2022, 1, 20), date(2022, 3, 10), None],
    "答复结果": ["予以公开", "部分公开", None],
}


def parquet() -> bytes:
    data = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.table(ROWS), data)
    return data.getvalue()


@pytest.mark.parametrize("absent", ["polars", "pyarrow"])
def test_parquet_is_read_by_what_is_installed(
    tmp_path: Path, absent: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_year(tmp_path, {"applications.csv": None, "applications.parquet": parquet()})
    monkeypatch.setattr("gongkai.read.frame.find_spec", lambda name: None if name == absent else 1)
    assert len(gk.open(tmp_path).why("table3/new_received/total")) == 3


def test_parquet_without_a_reader_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_year(tmp_path, {"applications.csv": None, "applications.parquet": parquet()})
    monkeypatch.setattr("gongkai.read.frame.find_spec", lambda name: None)
    with pytest.raises(gk.DataError) as error:
        gk.open(tmp_path)
    assert str(error.value) == (
        "applications.parquet: reading Parquet needs pyarrow or Polars, found neither"
    )


def arrow_file() -> bytes:
    data = io.BytesIO()
    with pyarrow.ipc.new_file(data, pyarrow.table(ROWS).schema) as file:
        file.write(pyarrow.table(ROWS))
    return data.getvalue()


@pytest.mark.parametrize("absent", ["polars", "pyarrow"])
def test_an_arrow_file_is_read_by_what_is_installed(
    tmp_path: Path, absent: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_year(tmp_path, {"applications.csv": None, "applications.arrow": arrow_file()})
    monkeypatch.setattr("gongkai.read.frame.find_spec", lambda name: None if name == absent else 1)
    assert len(gk.open(tmp_path).why("table3/new_received/total")) == 3
    write_year(tmp_path, {"applications.csv": None, "applications.arrow": b"ARROW1\0\0 cut"})
    with pytest.raises(gk.DataError, match=r"^applications\.arrow: not an Arrow file that can be"):
        gk.open(tmp_path)


def test_damaged_parquet_is_refused(tmp_path: Path) -> None:
    write_year(tmp_path, {"applications.csv": None, "applications.parquet": b"PAR1 cut"})
    with pytest.raises(gk.DataError, match=r"^applications\.parquet: not a Parquet file that can"):
        gk.open(tmp_path)


def relation(rows: dict[str, list[Any]]) -> Any:
    return duckdb.from_arrow(pyarrow.table(rows))


@pytest.mark.parametrize(
    "make",
    [pyarrow.table, polars.DataFrame, polars.LazyFrame, pandas.DataFrame, relation, dict],
)
def test_frames_of_any_library(make: Callable[[dict[str, list[Any]]], Any]) -> None:
    year = gk.open({"applications": make(ROWS)}, body=BODY, year=2022)
    assert len(year.why("table3/new_received/total")) == 3
    assert [each.key for each in year.why("table3/carried_forward/natural_person")] == ["A3"]
    assert [each.severity for each in year.findings.failed if each.severity != "hint"] == []


def test_pandas_needs_no_pyarrow(hidden: Callable[..., AbstractContextManager[None]]) -> None:
    frame = pandas.DataFrame(ROWS)
    with hidden("pyarrow"), pytest.MonkeyPatch.context() as patch:
        patch.setattr("gongkai.read.frame.find_spec", lambda name: None)
        table = to_table(frame, "applications")
    assert table.column("申请编号") == ["A1", "A2", "A3"]
    assert table.column("答复日期") == [date(2022, 1, 20), date(2022, 3, 10), None]


def test_a_mixed_column_of_pandas_is_read_value_by_value() -> None:
    mixed = [1, 1.0, 2.5, "x", None, float("nan"), pandas.NaT, pandas.Timestamp(2022, 1, 4), True]
    table = to_table(pandas.DataFrame({"a": pandas.Series(mixed, dtype=object)}), "applications")
    assert table.column("a") == [
        *("1", "1", "2.5", "x", None, None, None),
        *("2022-01-04 00:00:00", "True"),
    ]


def test_a_category_of_pandas_without_a_value_is_a_blank_column() -> None:
    for empty in (pandas.Categorical([None, float("nan")]), pandas.Categorical([float("nan")] * 2)):
        frame = pandas.DataFrame({"编号": ["1", "2"], "申请方式": empty})
        assert core.Table.from_arrow(frame).column("申请方式") == [None, None]
        assert to_table(frame, "applications").column("申请方式") == [None, None]
    numbers = pandas.DataFrame({"申请方式": pandas.Categorical([1.5])})
    with pytest.raises(gk.DataError) as error:
        core.Table.from_arrow(numbers)
    assert str(error.value) == "column '申请方式': a dictionary of 'g' is not read"


def test_a_named_index_of_pandas_is_a_column() -> None:
    frame = pandas.DataFrame(ROWS).set_index("申请编号")
    assert to_table(frame, "applications").column("申请编号") == ["A1", "A2", "A3"]
    part = pandas.DataFrame(ROWS).iloc[1:]
    assert to_table(part, "applications").names == list(ROWS)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: gk.open({"applications": ROWS}),
            "frames say neither body nor year, expected both as arguments",
        ),
        (
            lambda: gk.open({"applications": 7}, body=BODY, year=2022),
            "applications: found int, expected a frame with Arrow columns",
        ),
        (
            lambda: gk.open({"cases": ROWS}, body=BODY, year=2022),
            "unknown ledger 'cases', expected one of units, applications, disputes, tasks, "
            "publications, policies, pushes, responses, disclosures, events, ratings",
        ),
        (
            lambda: gk.open("deqing", body=BODY),
            "deqing: body and year stand in its year.toml, expected neither",
        ),
    ],
)
def test_a_wrong_call_says_what_was_expected(call: Callable[[], object], message: str) -> None:
    with pytest.raises(gk.DataError) as error:
        call()
    assert str(error.value) == message


# --- Folders


def test_two_files_for_one_ledger_are_an_error_that_names_both(tmp_path: Path) -> None:
    folder = write_year(tmp_path / "county-2022", {"applications.xlsx": b"PK"})
    with pytest.raises(gk.DataError) as error:
        gk.open(folder)
    assert str(error.value) == (
        "county-2022: two files for applications: applications.csv, applications.xlsx"
    )


def test_lock_files_and_other_files_are_left_alone(tmp_path: Path) -> None:
    others = {"~$applications.xlsx": "lock", "applications.csv.bak": "old", "notes.csv": "x"}
    write_year(tmp_path, {**others, "plan.txt": "工作要点"})
    assert ledger_files(tmp_path) == {
        name: tmp_path / f"{name}.csv"
        for name in ("units", "applications", "disputes", "tasks", "publications")
    }


def test_every_file_that_was_read_has_its_checksum(tmp_path: Path) -> None:
    words = {"narrative/overview.md": "总体情况", "narrative/note.txt": "x"}
    folder = write_year(tmp_path, {**words, "definitions.toml": "", "notes.csv": "x"})
    inputs = read_folder(folder).inputs
    assert [name for name, _ in inputs] == [
        "applications.csv",
        "definitions.toml",
        "disputes.csv",
        "narrative/overview.md",
        "publications.csv",
        "tasks.csv",
        "units.csv",
        "year.toml",
    ]
    assert all(sha256((folder / name).read_bytes()).hexdigest() == sum for name, sum in inputs)
    assert read_folder(folder).narrative == {"overview": "总体情况"}


def test_a_folder_that_is_not_there_or_no_year(tmp_path: Path) -> None:
    with pytest.raises(gk.DataError) as error:
        gk.open(tmp_path / "none")
    assert str(error.value) == f"{tmp_path / 'none'}: no such folder"
    with pytest.raises(gk.DataError) as error:
        gk.open(tmp_path)
    assert str(error.value) == f"{tmp_path}: no year.toml, expected one with body and year"


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ("year = 2022", "year.toml: no 'body', expected text"),
        ("body = '甲'", "year.toml: no 'year', expected a whole number"),
        (
            "body = '甲'\nyear = 2022-12-31",
            "year.toml: 'year' is 2022-12-31, expected a whole number",
        ),
        ("body = '甲'\nyear = true", "year.toml: 'year' is true, expected a whole number"),
        ("body = '甲'\nyear = '2022'", "year.toml: 'year' is '2022', expected a whole number"),
        (
            "body = '甲'\nyear = 2022\nlevel = 'town'",
            "year.toml: 'level' is 'town', expected 'government' or 'department'",
        ),
        (
            "body = '甲'\nyear = 2022\n[facts]\npopulation = 1.5",
            "year.toml [facts]: 'population' is 1.5, expected a whole number",
        ),
        ("body = ", "year.toml: invalid value (at end of document)"),
    ],
)
def test_a_wrong_year_toml_says_where(toml: str, message: str) -> None:
    with pytest.raises(gk.DataError) as error:
        parse_settings(toml)
    assert str(error.value) == message


def test_a_key_that_year_toml_does_not_have_is_a_hint(tmp_path: Path) -> None:
    toml = "isued = 2022-08-24\nissued = 2022-08-24\n[facts]\npopulation = 1\n"
    findings = gk.open(write_year(tmp_path, toml=toml)).findings
    assert [(each.severity, each.message) for each in findings if each.kind == "setting"] == [
        (
            "hint",
            "year.toml：不认识的项目“isued”，没有读入；"
            "可写的有 body、level、year、issued、previous、disputes、headers、facts",
        )
    ]


def test_year_toml_is_read_whole() -> None:
    settings = parse_settings(
        'body = "甲"\nyear = 2022\nlevel = "department"\nprevious = "../2021"\n'
        '[facts]\npopulation = 553000\n[disputes]\ncounted = "filed"\n'
    )
    assert (settings.body, settings.year, settings.level) == ("甲", 2022, "department")
    assert (settings.previous, settings.facts) == ("../2021", {"population": 553000})
    assert settings.disputes_counted == "filed"
