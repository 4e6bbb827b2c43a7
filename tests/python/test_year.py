"""A year opened: its figures worked out by hand, its checks, its papers."""

import json
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from pathlib import Path

import gongkai as gk
import pytest
from small_year import APPLICATIONS, BODY, UNITS, write_year


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> "gk.year.Year":
    return gk.open(write_year(tmp_path_factory.mktemp("county-2022")))


def test_a_year_says_what_it_is(year: "gk.year.Year") -> None:
    assert (year.body, year.year, year.as_of) == (BODY, 2022, date(2022, 12, 31))
    assert year.units == ("县教育局", "县公安局")
    assert repr(year) == f"<Year 2022 of {BODY}, counted on 2022-12-31>"


def test_without_a_list_of_units_the_ledgers_name_them(tmp_path: Path) -> None:
    year = gk.open(write_year(tmp_path, {"units.csv": None}))
    assert year.units == ("县公安局", "县教育局")


def test_a_year_never_changes(year: "gk.year.Year") -> None:
    with pytest.raises(AttributeError):
        year.__setattr__("books", None)


def test_the_tables(year: "gk.year.Year") -> None:
    printed = {
        place: year.tables.printed(place)
        for place in (
            "table2/normative_documents/valid",
            "table2/licences",
            "table2/fees_wan",
            "table3/new_received/natural_person",
            "table3/new_received/total",
            "table3/carried_over/total",
            "table3/closed_total/total",
            "table3/carried_forward/total",
            "table4/review/corrected",
            "table4/review/pending",
            "table4/review/total",
        )
    }
    assert list(printed.values()) == ["12", "120", "7.28", "3", "4", "1", "4", "1", "1", "1", "2"]


def test_a_tally_by_unit_and_month(year: "gk.year.Year") -> None:
    found = year.tally("applications", by=["unit", "month"]).to_dicts()
    assert {"unit": "县公安局", "month": "2022-05"} in [each["group"] for each in found]
    may = [
        (each["cell"], each["count"])
        for each in found
        if each["group"] == {"unit": "县公安局", "month": "2022-05"}
    ]
    assert may == [
        ("table3/new_received/natural_person", 1),
        ("table3/granted/natural_person", 1),
        ("table3/closed_total/natural_person", 1),
    ]


def test_a_task_stands_with_each_of_its_leads(year: "gk.year.Year") -> None:
    tally = year.tally("tasks", by="leads")
    assert [(each.group["leads"], each.cell, each.count) for each in tally] == [
        ("县公安局", "tasks/new.in.late", 1),
        ("县公安局", "tasks/new.in.open", 1),
        ("县教育局", "tasks/new.in.on_time", 1),
        ("县教育局", "tasks/new.in.late", 1),
    ]


def test_an_earlier_date_of_count(year: "gk.year.Year") -> None:
    # By the end of January A1 and A4 are due and answered; A3 and its delay are not known yet.
    assert year.rate("timely.due", as_of="2022-02-10").text == "100.00%"
    assert year.rate("timely.due", as_of=date(2022, 2, 10)).denominator == 2
    assert year.rate("timely.due", as_of="2022-02-10").as_of == date(2022, 2, 10)
    assert [each.cell for each in year.tally("tasks", as_of="2022-06-30")] == [
        "tasks/new.in.on_time",
        "tasks/new.in.open",
        "tasks/new.after.open",
    ]


def test_why_names_the_rows_behind_a_number(year: "gk.year.Year") -> None:
    reasons = year.why("table3/granted/natural_person", where={"unit": "县公安局"})
    assert [(each.ledger, each.row, each.key) for each in reasons] == [
        ("applications", 4, "A3"),
        ("applications", 5, "A4"),
    ]
    assert reasons[0].because == "2022-05-05 收到（本年新收），2022-07-01 答复：（一）予以公开"
    assert [each.key for each in year.why("rate/timely.due/numerator")] == ["A1", "A2", "A4"]


def test_what_is_open_and_soon_due(year: "gk.year.Year") -> None:
    # D1 was corrected on 20 April: 60 days later is Sunday, 19 June, and nobody has put it right.
    assert [(each.key, each.measure, each.due, each.days_left) for each in year.due(within=0)] == [
        ("D1", "rectify", (date(2022, 6, 20), date(2022, 6, 20)), -194),
        ("3", "tasks", (date(2022, 12, 31), date(2022, 12, 31)), 0),
    ]
    assert [each.key for each in year.due(within=18)] == ["D1", "3", "A5"]
    # The review D2, filed on 1 December, has 60 days to 30 January.
    assert [(each.key, each.measure) for each in year.due(within=30)][3:] == [("D2", "conclude")]
    # Any date will do: on 1 June the second task, and A3 by then on its last day.
    soon = year.due(within=30, as_of="2022-06-01")
    assert [(each.key, each.state) for each in soon] == [
        ("A3", "overdue"),
        ("D1", "open"),
        ("2", "open"),
    ]
    later = year.due(within=0, as_of="2023-02-01")
    assert [(each.key, each.state) for each in later] == [
        ("D1", "overdue"),
        ("3", "overdue"),
        ("A5", "overdue"),
        ("D2", "overdue"),
    ]


def test_a_case_from_before_the_law_has_no_deadline(tmp_path: Path) -> None:
    late = APPLICATIONS + "A6,县公安局,自然人,2008-04-30,,,\n"
    year = gk.open(write_year(tmp_path / "y", {"applications.csv": late}))
    assert [standing.key for standing in year.due(60)] == ["D1", "3", "A5", "D2"]
    old = [each for each in year.books.standings("applications") if each.key == "A6"]
    assert [(each.cell, each.state, each.due) for each in old] == [
        ("old.unsure.open", "unsure", None)
    ]


def test_definitions_of_the_folder_stand_in_for_the_shipped_ones(tmp_path: Path) -> None:
    own = """
[[definition]]
id = "timely.due"
name = "自定"
numerator = ["table3/granted/total"]
denominator = ["table3/closed_total/total"]
rounding = "truncate"
digits = 1
rankable_from = 1
direction = "higher"
source = "本办"

[[definition]]
id = "own.share"
name = "自有"
numerator = ["table3/partly_granted/total"]
denominator = ["table3/closed_total/total"]
source = "本办"
"""
    year = gk.open(write_year(tmp_path, {"definitions.toml": own}))
    assert year.rate("timely.due").text == "75.0%"
    assert year.rate("own.share").text == "25.00%"
    assert len(year.definitions) == len(gk.open(write_year(tmp_path / "b")).definitions) + 1


# --- Findings


def test_a_small_sound_year_has_nothing_above_a_hint(year: "gk.year.Year") -> None:
    assert list(year.findings.faults) == []
    assert {each.rule for each in year.findings.failed} == {"ledger.blank"}
    assert "pass" in {each.status for each in year.checks}
    assert "pass" not in {each.status for each in year.findings}


def test_findings_stand_in_the_order_of_the_files(tmp_path: Path) -> None:
    applications = APPLICATIONS.replace("2022-03-10,部分公开", "2022-02-10,部分公开")
    tasks = "序号,重点任务,牵头单位,完成时限\n1,公开规划,县教育局,看情况\n"
    year = gk.open(write_year(tmp_path, {"applications.csv": applications, "tasks.csv": tasks}))
    found = [(each.rule, each.severity, each.where["file"]) for each in year.findings.faults]
    assert found == [
        ("ledger.order", "fatal", "applications.csv"),
        ("ledger.date", "serious", "tasks.csv"),
    ]


def test_an_absent_ledger_is_said_once_and_names_the_file_to_add(tmp_path: Path) -> None:
    files = {"disputes.csv": None, "publications.csv": None}
    year = gk.open(write_year(tmp_path, files))
    found = [
        (each.rule, each.status, each.severity, each.where, each.expected)
        for each in year.findings
        if each.rule == "table.missing"
    ]
    assert found == [
        *(
            ("table.missing", "not_assessable", "hint", {"table": table}, file)
            for table, file in (("table2", "publications.csv"), ("table4", "disputes.csv"))
        )
    ]
    message = next(each.message for each in year.findings if each.where == {"table": "table4"})
    assert message == "表四：没有台账 disputes.csv，无从编制本表；补上该文件即可"
    assert [each for each in year.findings if each.rule == "cell.blank"] == []
    assert year.tables.printed("table4/review/total") == ""


def test_last_year_is_read_for_its_carry(tmp_path: Path) -> None:
    last = APPLICATIONS.replace("2022-01-05,予以公开,2022-01-05", ",,")
    last = "\n".join(line for line in last.splitlines() if not line.startswith(("A1", "A2", "A3")))
    write_year(
        tmp_path / "2021",
        {"applications.csv": last.replace("A5,县公安局,自然人,2022", "A0,县公安局,自然人,2021")},
        year=2021,
        toml='previous = "../2020"\n',
    )
    year = gk.open(write_year(tmp_path / "2022", toml='previous = "../2021"\n'))
    assert year.previous is not None
    assert year.previous.previous is None
    # Two stand open at the end of 2021, one of them unknown to the ledger of 2022.
    carry = {each.where["column"]: each for each in year.checks if each.rule == "years.carry"}
    assert (carry["natural_person"].found, carry["natural_person"].expected) == ("1", "2")
    assert carry["natural_person"].status == "fail"
    assert carry["enterprise"].status == "pass"


def test_a_missing_last_year_is_a_finding(tmp_path: Path) -> None:
    year = gk.open(write_year(tmp_path / "2022", toml='previous = "../2021"\n'))
    found = [each for each in year.findings if each.kind == "no_folder"]
    assert [(each.rule, each.status, each.found) for each in found] == [
        ("years.carry", "not_assessable", "../2021")
    ]
    assert year.previous is None


def test_last_year_must_be_the_year_before(tmp_path: Path) -> None:
    write_year(tmp_path / "2019", year=2019)
    folder = write_year(tmp_path / "2022", toml='previous = "../2019"\n')
    with pytest.raises(gk.DataError) as error:
        gk.open(folder)
    assert str(error.value) == "2022: previous is a folder of 2019, expected 2021"


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda year: year.rate("timely.soon"), "unknown definition 'timely.soon'"),
        (lambda year: year.tally("cases"), "unknown ledger 'cases'"),
        (
            lambda year: year.rate("timely.due", as_of="31.12.2022"),
            "as_of is '31.12.2022', expected a date as 2022-12-31",
        ),
        (
            lambda year: year.rate("timely.due", as_of="2023-01-01"),
            "date of count 2023-01-01 lies outside 2022",
        ),
        (lambda year: year.due(within=-1), "within is -1, expected 0 to 10000 days"),
        (
            lambda year: year.workbook("a.xlsx", scheme="jindong-2021"),
            "unknown scheme 'jindong-2021'",
        ),
    ],
)
def test_a_wrong_call_says_what_was_expected(
    year: "gk.year.Year", call: Callable[["gk.year.Year"], object], message: str
) -> None:
    with pytest.raises(gk.DataError) as error:
        call(year)
    assert str(error.value) == message


# --- Papers


def test_the_report_holds_the_figures_and_is_audited_without_a_fault(
    year: "gk.year.Year", tmp_path: Path
) -> None:
    (file,) = year.report().save(tmp_path, formats=("json",))
    assert file == tmp_path / "annual-report.json"
    printed = json.loads(file.read_text(encoding="utf-8"))
    assert printed["table3"]["rows"]["new_received"] == [3, 1, 0, 0, 0, 0, 4]
    assert printed["table2"]["fees_wan"] == 7.28
    assert list(gk.audit(file).failed) == []


def test_the_report_says_how_it_counts(year: "gk.year.Year", tmp_path: Path) -> None:
    assert any("年内在办" in note for note in year.report().notes)
    filed = gk.open(write_year(tmp_path, toml='[disputes]\ncounted = "filed"\n'))
    assert any("本年立案" in note for note in filed.report().notes)


def test_a_report_knows_its_inputs(year: "gk.year.Year", tmp_path: Path) -> None:
    folder = write_year(tmp_path)
    assert (
        dict(gk.open(folder).report().inputs)["tasks.csv"]
        == sha256((folder / "tasks.csv").read_bytes()).hexdigest()
    )


def test_a_unit_has_a_report_of_its_own_rows(year: "gk.year.Year") -> None:
    reports = year.unit_reports()
    assert list(reports) == ["县教育局", "县公安局"]
    assert reports["县公安局"].body == "县公安局"
    assert reports["县公安局"].tables.printed("table3/new_received/total") == "2"
    assert reports["县教育局"].tables.printed("table4/review/corrected") == "1"


def test_a_unit_without_a_single_row_has_a_report_too(tmp_path: Path) -> None:
    units = f"{UNITS}县档案馆,{BODY},部门\n"
    report = gk.open(write_year(tmp_path, {"units.csv": units})).unit_reports()["县档案馆"]
    assert report.tables.printed("table3/new_received/total") == "0"
    # What it published is not known; that nobody asked it anything is.
    blank = [each.where for each in report.findings if each.rule == "cell.blank"]
    assert {where["table"] for where in blank if "table" in where} == {"table2"}
