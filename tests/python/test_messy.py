"""The same rows in clean files and in a mess are the same year."""

from pathlib import Path
from typing import Any

import gongkai as gk
import mess
import pytest
from gongkai import _core as core
from gongkai import _templates
from gongkai.read.folder import read_folder
from hypothesis import given, settings
from messy import write_messy

LEDGERS = ("units", "applications", "disputes", "publications", "tasks")


@pytest.fixture(scope="module")
def messy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_messy(tmp_path_factory.mktemp("messy") / "deqing-2022")


def lines(ledger: core.Ledger) -> tuple[list[str], list[tuple[object, ...]]]:
    """Columns that hold something, and the rows in the order of their texts."""
    table = ledger.to_table()
    columns = {name: table.column(name) for name in table.names}
    filled = sorted(name for name, values in columns.items() if any(v is not None for v in values))
    rows = zip(*(columns[name] for name in filled), strict=True)
    return filled, sorted(rows, key=lambda row: tuple(map(str, row)))


def test_a_mess_gives_the_same_ledgers(messy: Path, example: Path) -> None:
    ours, theirs = read_folder(messy).ledgers, read_folder(example).ledgers
    for name in LEDGERS:
        assert lines(ours[name]) == lines(theirs[name]), name


def test_a_mess_is_told_and_nothing_worse(messy: Path, example: Path) -> None:
    year, clean = gk.open(messy), gk.open(example)

    def worse(each: Any) -> list[tuple[str, str, str]]:
        return sorted((f.rule, f.kind, f.found) for f in each.findings if f.severity != "hint")

    assert worse(year) == worse(clean)
    told = {(each.where["file"], each.kind) for each in year.findings if "ledger" in each.rule}
    assert told >= {
        ("applications.xls", "title"),
        ("applications.xls", "alias"),
        ("applications.xls", "section"),
        ("applications.xls", "remark"),
        ("applications.xls", "hidden"),
        ("disputes.csv", "gb18030"),
        ("disputes.csv", "title"),
        ("publications.xlsx", "merged"),
        ("publications.xlsx", "joined"),
        ("publications.xlsx", "sheet"),
        ("tasks.xlsx", "merged"),
        ("tasks.xlsx", "hidden"),
        ("tasks.xlsx", "remark"),
        ("units.csv", "title"),
        ("units.csv", "remark"),
    }


def test_a_mess_gives_the_same_counts_and_the_same_report(
    messy: Path, example: Path, tmp_path: Path
) -> None:
    year, clean = gk.open(messy), gk.open(example)
    for ledger, by in (("applications", ["unit", "month"]), ("tasks", ["leads"]), ("disputes", [])):
        assert year.tally(ledger, by=by).to_dicts() == clean.tally(ledger, by=by).to_dicts()
    assert [rate.text for rate in year.rates()] == [rate.text for rate in clean.rates()]
    for each, out in ((year, tmp_path / "mess"), (clean, tmp_path / "clean")):
        each.report().save(out, formats=("docx", "json"))
    for name in ("annual-report.docx", "annual-report.json"):
        assert (tmp_path / "mess" / name).read_bytes() == (tmp_path / "clean" / name).read_bytes()


def test_the_words_of_a_mess_name_the_cells(messy: Path) -> None:
    rules = core.Rules.parse(_templates.text("rules.toml"))
    told = [each.message for each in rules.tell(list(read_folder(messy).findings))]
    for words in (
        "applications.xls 《依申请公开》 “收件日期”列：“收件日期”当作“收到日期”读入",
        "disputes.csv “案号”列：“案号”当作“案件编号”读入",
        "applications.xls 《依申请公开》 第 5 行："
        "“一、上年结转”是下面各行的标题，不是数据行，已跳过",
        "tasks.xlsx 《任务清单》 第 4 行：这一行是隐藏的（或者被筛选掉），仍作为数据行读入",
        "tasks.xlsx 《任务清单》 第 5 行“条款”：合并的单元格自这一行起"
        "按“(一)提升共同富裕建设公开水平”读入",
    ):
        assert words in told


# The long form is tests/campaigns/messy_ledgers.py.
@settings(max_examples=100)
@given(ledger=mess.messes())
def test_a_random_mess_reads_as_the_plain_text(
    ledger: mess.Messy, tmp_path_factory: pytest.TempPathFactory
) -> None:
    mess.check(ledger, tmp_path_factory.getbasetemp())
