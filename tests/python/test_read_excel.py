"""Reading workbooks: cells arrive unharmed, or the file is refused with its name."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import gongkai as gk
import openpyxl
import pytest
import xlwt
from gongkai.read import excel
from small_year import APPLICATIONS, write_year
from workbooks import HEADS, cells, changed, saved, workbook

GOLDEN = Path(__file__).parents[1] / "golden" / "read"
ID_NUMBER = "330521199001011234"


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


def as_xlsx(rows: list[list[object]]) -> bytes:
    return saved(workbook(*rows))


def as_xls(rows: list[list[object]]) -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("台账")
    for at, row in enumerate(rows):
        for column, value in enumerate(row):
            sheet.write(at, column, value)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def as_markup(rows: list[list[object]]) -> bytes:
    def cell(value: object) -> str:
        kind = "String" if isinstance(value, str) else "Number"
        return f'<Cell><Data ss:Type="{kind}">{value}</Data></Cell>'

    lines = "".join(f"<Row>{''.join(cell(each) for each in row)}</Row>" for row in rows)
    return (
        '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
        f'<Worksheet ss:Name="台账"><Table>{lines}</Table></Worksheet></Workbook>'
    ).encode()


@pytest.mark.parametrize("made", [as_xlsx, as_xls, as_markup])
def test_a_number_too_long_for_a_spreadsheet_has_lost_digits(
    made: Callable[[list[list[object]]], bytes], tmp_path: Path
) -> None:
    rest = ["县教育局", "自然人", "2022-01-04", "2022-01-20", "予以公开"]
    numbers = [330521199001011234, ID_NUMBER, 1234567890123450, 123456789012345, 0.5]
    data = made([HEADS, *([number, *rest] for number in numbers)])
    write_year(tmp_path, {"applications.csv": None, "applications.xls": data})
    year = gk.open(tmp_path)
    found = [each for each in year.findings if each.kind == "digits"]
    assert [(each.severity, each.where["row"], each.message) for each in found] == [
        (
            "serious",
            row,
            f"applications.xls 《台账》 第 {row} 行“申请编号”：“{shown}”是数值，"
            "后面的数字已经丢失，应为文本格式的编号",
        )
        for row, shown in [(2, "3.30521199001011E+17"), (4, "1.23456789012345E+15")]
    ]
    reasons = year.why("table3/granted/total")
    assert [each.key for each in reasons][1::2] == [ID_NUMBER, "123456789012345"]


def test_a_text_of_a_formula_keeps_its_digits() -> None:
    data = saved(workbook(["编号", "号"], [330521199001011200, 1]))
    for part in (b' t="str"><f>A9</f>', b"><f>A9</f>"):
        xml = b'<c r="A2"' + part + b"<v>330521199001011234</v>"
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            sheet = archive.read("xl/worksheets/sheet1.xml")
        old = re.search(rb'<c r="A2".*?</v>', sheet)
        assert old is not None
        made = changed(data, "xl/worksheets/sheet1.xml", old[0], xml)
        expected = ID_NUMBER if b"str" in part else "3.30521199001011E+17"
        assert cells(made)[1] == [expected, "1"]


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


@pytest.mark.parametrize(("stray", "refused"), [("G", None), ("AZ", "column 52")])
def test_a_long_sheet_is_as_wide_as_its_cells(stray: str, refused: str | None) -> None:
    data = saved(workbook([1]))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    row = re.search(rb"<row.*</row>", sheet)
    assert row is not None
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 160_001))
    rows = rows.replace('<row r="5">', f'<row r="5"><c r="{stray}5"><v>7</v></c>')
    long = changed(data, "xl/worksheets/sheet1.xml", row[0], rows.encode())
    if refused is None:
        grid = next(excel.sheets(long, "a.xlsx")).grid
        assert (grid.rows, len(grid.names)) == (160_000, 7)
    else:
        with pytest.raises(gk.DataError) as error:
            next(excel.sheets(long, "a.xlsx"))
        assert str(error.value) == (
            f"a.xlsx: sheet '台账' reaches to row 160000 and {refused} with 160001 filled cells, "
            "expected no such gaps"
        )
