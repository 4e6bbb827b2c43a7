"""What a year says of its deadlines: one clock, what is soon due, what a notice moves, and fees."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import gongkai as gk
import openpyxl
import pytest
from gongkai.cli import main
from small_year import write_year

# The notice for 2027 as it may come: the Saturday after Christmas is worked for New Year.
NOTICE = """
[[notice]]
year = 2027
title = "虚构的2027年部分节假日安排"
number = "虚构〔2026〕1号"
published = 2026-11-20
confirmed = true
[[notice.holiday]]
name = "元旦"
from = 2027-01-01
to = 2027-01-03
worked = [2026-12-26]
"""
# C1 has day 39 on 25 December; C2 is due before any open day; C3 is closed.
CASES = """\
申请编号,单位,申请人,申请人类型,收到日期,延期告知日期,答复日期,答复结果
C1,县教育局,甲某,自然人,2026-11-02,2026-11-20,,
C2,县教育局,乙某,自然人,2026-11-02,,,
C3,县教育局,丙某,自然人,2026-11-02,2026-11-20,2026-11-25,予以公开
"""
# A third party has E1's letter since 12-01; fifteen working days later is 12-22.
ASKED = """\
申请编号,单位,申请人类型,收到日期,征求意见日期,对方收到日期
E1,县教育局,自然人,2026-11-24,2026-11-27,2026-12-01
"""
NOTHING = dict.fromkeys(["units.csv", "disputes.csv", "tasks.csv", "publications.csv"], None)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_year(tmp_path / "y", {**NOTHING, "applications.csv": CASES}, year=2026)


Said = Callable[..., Any]


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Said:
    """The JSON lines that a command prints."""

    def run(*arguments: object) -> list[dict[str, Any]]:
        assert main([*map(str, arguments), "--json"]) == 0
        return [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    return run


def test_one_case_is_told_day_by_day(folder: Path, said: Said) -> None:
    clock = gk.open(folder).clock("C1", as_of="2026-12-01")
    assert (clock.due, clock.status) == (None, "provisional")
    assert (clock.earliest, clock.latest) == (date(2026, 12, 26), date(2026, 12, 28))
    days = clock.why().to_dicts()
    assert sum(each["counts"] is True for each in days) == 40
    assert days[0] == {
        "date": "2026-11-03",
        "counts": True,
        "n": 1,
        "why": "工作日",
        "notice": None,
        "event": "收到",
    }
    assert [(each["date"], each["counts"], each["n"], each["event"]) for each in days[-4:]] == [
        ("2026-12-25", True, 39, "延期"),
        ("2026-12-26", None, None, "延期"),
        ("2026-12-27", None, None, "延期"),
        ("2026-12-28", True, 40, "延期"),
    ]
    (line,) = said("due", folder, "--case", "C1", "--as-of", "2026-12-01")
    assert list(line) == [
        *("case_no", "row", "received", "due", "status", "earliest", "latest", "state", "law"),
        *("told", "ledger"),
    ]
    assert line == clock.to_dict()
    assert line["told"] == [
        "2026-11-02 收到，20 个工作日内答复，至 2026-11-30",
        "2026-11-20 告知延期 20 个工作日，至 2026-12-28",
    ]
    with pytest.raises(gk.DataError, match="no application 'C9'"):
        gk.open(folder).clock("C9")


def test_a_case_is_shown_to_people(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["due", str(folder), "--case", "C2", "--as-of", "2026-12-01"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("C2 期限 2026-11-30，逾期未办结\n    2026-11-02 收到，20 个工作日内答复")
    assert "第几个工作日" in out and "所依事项" in out
    clock = gk.open(folder).clock("C1", as_of="2026-12-01")
    assert clock.text == "C1 期限 2026-12-26 至 2026-12-28，待国务院办公厅放假通知，在办"
    assert "<table>" in clock._repr_html_()


def test_a_clock_that_stands_still_has_no_deadline(tmp_path: Path) -> None:
    asked = (
        "申请编号,单位,申请人类型,收到日期,补正告知日期\nB1,县教育局,自然人,2022-08-24,2022-08-30\n"
    )
    year = gk.open(write_year(tmp_path / "y", {"applications.csv": asked}))
    clock = year.clock("B1")
    assert (clock.due, clock.status, clock.state) == (None, None, "paused")
    assert clock.text == "B1 没有期限，中止计时"
    assert [each for each in year.due(within=400) if each.key == "B1"] == []


def test_a_new_notice_moves_what_was_open(folder: Path, said: Said, tmp_path: Path) -> None:
    notice = tmp_path / "2027.toml"
    notice.write_text(NOTICE, encoding="utf-8")
    (line,) = said("due", folder, "--moved", "--calendar", notice, "--as-of", "2026-12-01")
    assert (line["key"], line["measure"], line["status"]) == ("C1", "reply", "confirmed")
    assert (line["earliest_before"], line["latest_before"]) == ("2026-12-26", "2026-12-28")
    assert (line["due"], line["earliest"], line["latest"]) == ("2026-12-26",) * 3
    # The notice put into the folder is read with it, and says the same.
    (folder / "calendar").mkdir()
    (folder / "calendar" / "2027.toml").write_text(NOTICE, encoding="utf-8")
    year = gk.open(folder)
    assert [now.due for _, now in year.moved(as_of="2026-12-01")] == [
        (date(2026, 12, 26), date(2026, 12, 26))
    ]
    assert year.clock("C1", as_of="2026-12-01").due == date(2026, 12, 26)
    assert "calendar/2027.toml" in dict(year.folder.inputs)
    # By then nothing is open any more that a notice could move.
    assert len(year.moved(as_of="2026-11-02")) == 0
    assert gk.due("2026-11-02", days=40).status == "provisional"
    assert gk.due("2026-11-02", days=40, calendar=[notice]).due == date(2026, 12, 26)


def test_a_notice_that_is_not_there_is_wrong_use(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for arguments, message in [
        (
            ("--moved",),
            "no notice to compare with, expected calendar/*.toml in the year folder or a file\n",
        ),
        (("--moved", "--calendar", "a.toml"), "a.toml: no such file\n"),
        (
            ("--moved", "--within", "3"),
            "--case and --moved stand alone, without each other, --within and -o\n",
        ),
    ]:
        assert main(["due", str(folder), *arguments]) == 2
        assert capsys.readouterr().err == message


def test_opinions_are_waited_for_until_their_limit(tmp_path: Path) -> None:
    year = gk.open(write_year(tmp_path / "y", {**NOTHING, "applications.csv": ASKED}, year=2026))
    (asked,) = year.due(within=21, as_of="2026-12-02")
    assert (asked.key, asked.measure, asked.state) == ("E1", "consultations", "open")
    assert (asked.due, asked.days_left) == ((date(2026, 12, 22), date(2026, 12, 22)), 20)
    (late,) = year.due(within=0, as_of="2026-12-24")
    # Two working days after the 22nd.
    assert (late.measure, late.state, late.days_over, late.days_left) == (
        *("consultations", "overdue"),
        *(2, -2),
    )


def test_what_is_soon_due_is_written_as_a_sheet(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "out" / "due.xlsx"
    asked = ["due", str(folder), "--within", "30", "--as-of", "2026-12-01", "-o", str(file)]
    assert main(asked) == 0
    assert "C2" in capsys.readouterr().out
    sheet = openpyxl.load_workbook(file).active
    assert sheet.title == "到期提醒"
    assert sheet.freeze_panes == "A4"
    heads = [cell.value for cell in sheet[3]]
    rows = [dict(zip(heads, (cell.value for cell in row), strict=True)) for row in sheet[4:5]]
    assert [(row["编号"], row["剩余天数"], row["办理状态"]) for row in rows] == [
        ("C2", -1, "逾期未办结"),
        ("C1", 25, "在办"),
    ]
    assert rows[1]["期限"] is None and rows[1]["最早"].date() == date(2026, 12, 26)
    # What is overdue is coloured, what has time is not; who applied stays in the ledger.
    colours = [sheet.cell(row, 1).fill.fgColor.rgb for row in (4, 5)]
    assert colours[0] != colours[1]
    assert not any("某" in str(cell.value or "") for row in sheet[4:5] for cell in row)
    before = file.read_bytes()
    assert main(asked) == 0
    assert file.read_bytes() == before


def test_fees_are_whole_yuan_that_know_their_bands() -> None:
    assert [gk.fee(items=n) for n in (10, 11, 30, 31, 40, 41, 50, 51)] == [
        *(0, 100, 2000, 2200, 4000, 4300, 7000, 7400),
    ]
    assert [gk.fee(pages=n) for n in (30, 31, 100, 101, 200, 201, 250)] == [
        *(0, 10, 700, 720, 2700, 2740, 4700),
    ]
    assert gk.fee(items=31).why().to_dicts() == [
        {"first": 11, "last": 30, "yuan_each": 100, "yuan": 2000},
        {"first": 31, "last": 31, "yuan_each": 200, "yuan": 200},
    ]
    assert len(gk.fee(pages=3).why()) == 0
    for wrong, message in [
        ({}, "a fee goes by items or by pages, expected exactly one of them"),
        ({"items": 1, "pages": 1}, "a fee goes by items or by pages, expected exactly one of them"),
        ({"items": -1}, "fee: -1 items, expected 0 to 100000"),
        ({"items": 1, "on": "2020-12-31"}, "no fee by items is laid down on 2020-12-31"),
    ]:
        with pytest.raises(gk.DataError) as error:
            gk.fee(**wrong)
        assert str(error.value) == message


def test_an_odd_fee_is_a_hint_with_applicant_and_month(tmp_path: Path) -> None:
    paid = (
        "申请编号,单位,申请人,申请人类型,收到日期,收费通知日期,收费金额,页数\n"
        "F1,县教育局,甲某,自然人,2022-03-01,2022-03-10,720,101\n"
        "F2,县教育局,乙某,自然人,2022-03-01,2022-03-10,500,101\n"
    )
    year = gk.open(write_year(tmp_path / "y", {"applications.csv": paid}))
    (odd,) = [each for each in year.findings if each.kind == "fee"]
    assert (odd.severity, odd.where["row"]) == ("hint", 3)
    assert odd.words == (
        "收费 500 元，与两种算法都不相同：乙某在 2022-03 的第 1 至 1 件，按件计收应为 0 元；"
        "101 页，按量计收应为 720 元"
    )
