"""The example county's ledgers as offices keep them: the same rows, in files that are a mess.

`python tests/python/messy.py OUT` writes the folder. What is in the rows is invented, as it is in
examples/deqing-2022; the shape of the files is what was seen in public lists and registers.
"""

import csv
import io
import shutil
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import xlwt

CLEAN = Path(__file__).parents[2] / "examples" / "deqing-2022"
Rows = list[list[Any]]

# Parents over the columns of the applications; a column without one reaches over both rows.
PARENTS = {
    "申请人": ("申请人", "姓名或名称"),
    "申请人类型": ("申请人", "类型"),
    "补正告知日期": ("补正", "告知日期"),
    "补正收到日期": ("补正", "收到日期"),
    "征求对象": ("征求意见", "征求\n对象"),
    "征求意见日期": ("征求意见", "发出日期"),
    "对方收到日期": ("征求意见", "对方收到日期"),
    "意见收到日期": ("征求意见", "意见收到日期"),
    "收费通知日期": ("收费", "通知日期"),
    "收费金额": ("收费", "金额"),
    "缴费日期": ("收费", "缴费日期"),
    "答复日期": ("答复", "日期"),
    "答复结果": ("答复", "结果"),
    "送达方式": ("答复", "送达方式"),
    "送达日期": ("答复", "送达日期"),
}
OTHER_HEADERS = {"收到日期": "收件\n日期", "单位": "承办单位", "申请方式": "申请渠道（*）"}


def rows_of(name: str) -> Rows:
    """Header and rows of a clean ledger; cells of csv files are text, "" where empty."""
    if name == "applications":
        sheet = openpyxl.load_workbook(CLEAN / "applications.xlsx").worksheets[0]
        return [list(row) for row in sheet.iter_rows(values_only=True)]
    with (CLEAN / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def units() -> bytes:
    """UTF-16 with its mark, semicolons, a title, an empty line and a remark."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(["德清县政务公开单位名录"])
    writer.writerow([])
    writer.writerows(rows_of("units"))
    writer.writerow([])
    writer.writerow(["备注：县属学校、医院随主管部门"])
    return out.getvalue().encode("utf-16")


def disputes() -> bytes:
    """GB18030 with tabs, below a title; dates and yes and no as other hands write them."""
    header, *rows = rows_of("disputes")
    out = io.StringIO()
    writer = csv.writer(out, delimiter="\t", lineterminator="\r\n")
    writer.writerow(["2022年行政复议、行政诉讼台账"])
    writer.writerow(["填报单位：县府办", "", "", "填报日期：2022年12月31日"])
    writer.writerow(
        [{"案件编号": "案号", "立案日期": "立案\n时间"}.get(each, each) for each in header]
    )
    for number, row in enumerate(rows):
        writer.writerow([other_hand(cell, number) for cell in row])
    writer.writerow(["合计", f"{len(rows)}件"])
    return out.getvalue().encode("gb18030")


def other_hand(cell: str, number: int) -> str:
    """The same cell as another hand writes it."""
    try:
        day = date.fromisoformat(cell)
    except ValueError:
        words = {"是": ["√", "是", "Y"], "否": ["×", "N", "否"], "": ["", "/", "　"]}
        return words[cell][number % 3] if cell in words else f"　{cell} "
    forms = [f"{day.year}年{day.month}月{day.day}日", f"{day:%Y.%m.%d}", f"{day:%Y%m%d}"]
    return forms[number % 3]


def applications() -> bytes:
    """An .xls with a header of two rows, parents merged, sections, hidden rows and signatures."""
    header, *rows = rows_of("applications")
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("依申请公开")
    last = len(header)
    sheet.write_merge(0, 0, 0, last, "德清县2022年依申请公开登记簿")
    sheet.write(1, 0, "填报单位：县府办")
    write_header(sheet, 2, header)
    day = xlwt.easyxf(num_format_str="yyyy/m/d")
    units = sorted({str(row[1]) for row in rows})
    at = 4
    for part, title in enumerate(("一、上年结转", "二、本年新收")):
        sheet.write_merge(at, at, 0, last, title)
        at += 1
        for row in rows:
            if (row[5].year == 2021) != (part == 0):
                continue
            for column, cell in enumerate([units.index(row[1]) + 1, *row]):
                if isinstance(cell, datetime):
                    sheet.write(at, column, cell, day)
                elif cell is not None:
                    sheet.write(at, column, cell)
            if at % 50 == 0:
                sheet.row(at).hidden = True
            at += 1
        sheet.write(at, 0, "小计")
        at += 1
    sheet.write(at, 1, "合计")
    sheet.write(at, 2, len(rows))
    sheet.write(at + 2, 0, "注：1.延长期限的须附告知书；")
    sheet.write(at + 3, 0, "2.征求意见多次的以顿号分开。")
    sheet.write(at + 4, 0, "填表人：（虚构）")
    sheet.write(at + 4, 6, "审核人：（虚构）")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def write_header(sheet: Any, top: int, header: list[str]) -> None:
    sheet.write_merge(top, top + 1, 0, 0, "单位序")
    column = 1
    while column <= len(header):
        name = header[column - 1]
        if name not in PARENTS:
            sheet.write_merge(top, top + 1, column, column, OTHER_HEADERS.get(name, name))
            column += 1
            continue
        parent, first = PARENTS[name][0], column
        while column <= len(header) and PARENTS.get(header[column - 1], ("",))[0] == parent:
            sheet.write(top + 1, column, PARENTS[header[column - 1]][1])
            column += 1
        if column - first > 1:
            sheet.write_merge(top, top, first, column - 1, parent)
        else:
            sheet.write(top, first, parent)


def publications() -> bytes:
    """An .xlsx whose units are merged over their rows, and a second sheet with half of them."""
    header, *rows = rows_of("publications")
    book = openpyxl.Workbook()
    first, second = book.worksheets[0], book.create_sheet("续表")
    first.title = "主动公开"
    half = next(n for n in range(len(rows) // 2, len(rows)) if rows[n][0] != rows[n - 1][0])
    for sheet, part in ((first, rows[:half]), (second, rows[half:])):
        if sheet is first:
            sheet.append(["附件3"])
            sheet.append(["政府信息主动公开情况统计表"])
            sheet.merge_cells(start_row=2, end_row=2, start_column=1, end_column=len(header))
        sheet.append(header)
        top = sheet.max_row + 1
        for row in part:
            sheet.append([row[0], row[1], *(float(each) if each else None for each in row[2:])])
        merge_equal(sheet, top, sheet.max_row)
        sheet.append(["总计", *[None] * 4, sum(float(row[5] or 0) for row in part)])
    book.create_sheet("填表说明").append(["按机关逐行填写，没有的填 0"])
    return saved(book)


def merge_equal(sheet: Any, top: int, bottom: int) -> None:
    """Cells of the first column with the same text become one."""
    start = top
    for row in range(top, bottom + 2):
        if row <= bottom and sheet.cell(row, 1).value == sheet.cell(start, 1).value:
            continue
        if row - 1 > start:
            for below in range(start + 1, row):
                sheet.cell(below, 1).value = None
            sheet.merge_cells(start_row=start, end_row=row - 1, start_column=1, end_column=1)
        start = row


def tasks() -> bytes:
    """An .xlsx with titles, clauses merged, a filter left on, a total and remarks."""
    header, *rows = rows_of("tasks")
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "任务清单"
    sheet["B1"] = "2022年全县政务公开工作重点任务清单"
    sheet.merge_cells("B1:M1")
    sheet.append([])
    sheet.append(
        [{"完成日期": "实际完成\n时间", "权重": "分 值"}.get(each, each) for each in header]
    )
    top = sheet.max_row + 1
    done = header.index("完成日期")
    for row in rows:
        cells: list[Any] = [each or None for each in row]
        if row[done]:
            cells[done] = date.fromisoformat(row[done])
        sheet.append(cells)
    clause = header.index("条款") + 1
    start = top
    for at in range(top + 1, sheet.max_row + 2):
        if at <= sheet.max_row and rows[at - top][clause - 1] == rows[start - top][clause - 1]:
            sheet.cell(at, clause).value = None
            continue
        if at - 1 > start and rows[start - top][clause - 1]:
            sheet.merge_cells(
                start_row=start, end_row=at - 1, start_column=clause, end_column=clause
            )
        start = at
    bottom = sheet.max_row
    sheet.auto_filter.ref = f"A3:M{bottom}"
    for at in range(top, bottom + 1, 4):
        sheet.row_dimensions[at].hidden = True
    sheet.append(["合计", f"{len(rows)}项"])
    sheet.append([])
    sheet.append(["说明：完成进度由牵头单位填报。"])
    return saved(book)


def policies() -> bytes:
    """GB18030, tabulators, a title."""
    lines = ["2022年惠企政策清单", *("\t".join(row) for row in rows_of("policies"))]
    return "\r\n".join(lines).encode("gb18030")


def pushes() -> bytes:
    """GB18030, another header, truth values as √ and ×."""
    header, *rows = rows_of("pushes")
    header = ["是否送达（√/×）" if each == "是否送达" else each for each in header]
    marks = {"是": "√", "否": "×"}
    out = io.StringIO()
    csv.writer(out).writerows([header, *([marks.get(cell, cell) for cell in row] for row in rows)])
    return out.getvalue().encode("gb18030")


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


FILES = {
    "units.csv": units,
    "disputes.csv": disputes,
    "applications.xls": applications,
    "publications.xlsx": publications,
    "tasks.xlsx": tasks,
    "policies.csv": policies,
    "pushes.csv": pushes,
}


def write_messy(folder: Path) -> Path:
    """The example's year folder with its ledgers in these files, and a lock file beside them."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, make in FILES.items():
        (folder / name).write_bytes(make())
    (folder / "~$tasks.xlsx").write_bytes(b"\x05lock")
    toml = (CLEAN / "year.toml").read_text(encoding="utf-8")
    before = CLEAN.parent / "deqing-2021"
    (folder / "year.toml").write_text(toml.replace("../deqing-2021", str(before)), encoding="utf-8")
    shutil.copy(CLEAN / "plan.txt", folder)
    for name in ("disclosures", "events", "ratings", "responses"):  # as they are
        shutil.copy(CLEAN / f"{name}.csv", folder)
    shutil.copytree(CLEAN / "narrative", folder / "narrative", dirs_exist_ok=True)
    return folder


if __name__ == "__main__":
    print(write_messy(Path(sys.argv[1])))
