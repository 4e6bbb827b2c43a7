"""Workbooks made for one test, and what is read of them."""

import io
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
from gongkai import _templates
from gongkai.read import excel
from gongkai.read.ledger import read_ledger_file

HEADS = ["申请编号", "单位", "申请人类型", "收到日期", "答复日期", "答复结果"]
MONTH = 'yyyy"年"m"月"'
TASKS = ["序号", "重点任务", "牵头单位", "完成时限"]


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


def due(file: Path, data: bytes) -> list[Any]:
    file.write_bytes(data)
    (ledger, _), _ = read_ledger_file(file, "tasks", _templates.terms(), 2022)
    return ledger.to_table().column("due")
