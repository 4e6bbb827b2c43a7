"""A year small enough to be worked out by hand, written as an office would."""

from collections.abc import Mapping
from pathlib import Path

BODY = "某县人民政府办公室"

# Of the five: A4 came before the year, A5 is still open, A3 was due on 2022-06-01.
APPLICATIONS = """\
申请编号,单位,申请人类型,收到日期,答复日期,答复结果,送达日期
A1,县教育局,自然人,2022-01-04,2022-01-20,予以公开,2022-01-20
A2,县教育局,商业企业,2022-03-01,2022-03-10,部分公开,2022-03-10
A3,县公安局,自然人,2022-05-05,2022-07-01,予以公开,2022-07-01
A4,县公安局,自然人,2021-12-20,2022-01-05,予以公开,2022-01-05
A5,县公安局,自然人,2022-12-20,,,
"""

DISPUTES = """\
案件编号,申请编号,单位,争议类型,立案日期,审结日期,审结结果
D1,A1,县教育局,行政复议,2022-03-01,2022-04-20,结果纠正
D2,A2,县教育局,行政复议,2022-12-01,,尚未审结
"""

PUBLICATIONS = """\
单位,信息内容,本年制发件数,本年废止件数,现行有效件数,本年处理决定数量,本年收费金额（万元）
某县人民政府办公室,规章,0,0,0,,
某县人民政府办公室,行政规范性文件,3,1,12,,
某县人民政府办公室,行政许可,,,,120,
某县人民政府办公室,行政处罚,,,,30,
某县人民政府办公室,行政强制,,,,4,
某县人民政府办公室,行政事业性收费,,,,,7.28
"""

TASKS = """\
序号,重点任务,牵头单位,完成时限,完成日期
1,公开规划,县教育局,2022-03-31,2022-03-30
2,公开预算,县公安局、县教育局,2022-06-30,2022-07-02
3,公开项目,县公安局,2022-12-31,
"""

UNITS = """\
单位,上级单位,单位类别
县教育局,某县人民政府办公室,部门
县公安局,某县人民政府办公室,部门
"""

LEDGERS = {
    "units.csv": UNITS,
    "applications.csv": APPLICATIONS,
    "disputes.csv": DISPUTES,
    "publications.csv": PUBLICATIONS,
    "tasks.csv": TASKS,
}


def write_year(
    folder: Path,
    files: Mapping[str, str | bytes | None] | None = None,
    *,
    year: int = 2022,
    toml: str = "",
) -> Path:
    """Write the small year; `files` adds to its files or replaces them, and None leaves one out."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "year.toml").write_text(
        f'body = "{BODY}"\nlevel = "government"\nyear = {year}\n{toml}', encoding="utf-8"
    )
    for name, content in {**LEDGERS, **(files or {})}.items():
        if content is None:
            (folder / name).unlink(missing_ok=True)
        else:
            data = content.encode() if isinstance(content, str) else content
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(data)
    return folder


HEAD = "申请编号,单位,申请人类型,收到日期,答复日期,答复结果\n"


def requests(*rows: str) -> str:
    """Rows "unit,received,answered,outcome" of natural persons, numbered A1, A2 …."""
    lines = []
    for number, row in enumerate(rows, 1):
        unit, received, answered, outcome = row.split(",")
        lines.append(f"A{number},{unit},自然人,{received},{answered},{outcome}\n")
    return HEAD + "".join(lines)


def only(folder: Path, files: dict[str, str], year: int = 2022, toml: str = "") -> Path:
    """A year folder with these files and no other ledger."""
    absent = dict.fromkeys(("tasks.csv", "disputes.csv", "publications.csv", "units.csv"))
    return write_year(folder, {**absent, **files}, year=year, toml=toml)
