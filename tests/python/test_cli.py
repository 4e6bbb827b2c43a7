"""The command: exact lines, exit codes and messages."""

import json
import os
import subprocess
import sys
from pathlib import Path

import gongkai as gk
import pytest
from ran import Ran, Run
from small_year import APPLICATIONS, write_year

REPORTS = Path(__file__).parents[1] / "golden" / "reports"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_year(tmp_path_factory.mktemp("county-2022"))


# --- Lines


def test_due_prints_one_object(run: Run) -> None:
    assert run("due", "2022-08-24", "--days", 1, "--json") == Ran(
        0,
        '{"from": "2022-08-24", "days": 1, "due": "2022-08-25", "status": "confirmed", '
        '"earliest": "2022-08-25", "latest": "2022-08-25", "ledger": [{"date": "2022-08-25", '
        '"counts": true, "n": 1, "why": "工作日", "notice": null}]}\n',
        "",
    )


def test_due_keeps_a_range_open(run: Run) -> None:
    (line,) = run("due", "2026-11-02", "--days", 40, "--json").lines
    assert [line[key] for key in ("due", "status", "earliest", "latest")] == [
        *(None, "provisional", "2026-12-26", "2026-12-28"),
    ]


def test_due_of_a_folder(run: Run, folder: Path) -> None:
    lines = run("due", folder, "--within", 18, "--json").out.splitlines(keepends=True)
    assert lines[0].startswith('{"ledger": "disputes", "row": 2, "key": "D1", "title": "行政复议"')
    assert "".join(lines[1:]) == (
        '{"ledger": "tasks", "row": 4, "key": "3", "title": "公开项目", "unit": "县公安局", '
        '"due": "2022-12-31", "earliest": "2022-12-31", "latest": "2022-12-31", '
        '"state": "overdue", "days_over": 0, "measure": "tasks", "days_left": 0, '
        '"status": "confirmed"}\n'
        '{"ledger": "applications", "row": 6, "key": "A5", "title": null, "unit": "县公安局", '
        '"due": "2023-01-18", "earliest": "2023-01-18", "latest": "2023-01-18", '
        '"state": "open", "days_over": null, "measure": "reply", "days_left": 18, '
        '"status": "confirmed"}\n'
    )
    assert run("due", folder, "--within", 0, "--as-of", "2023-02-01", "--json").code == 0


def test_due_of_a_folder_without_deadlines_says_what_is_missing(run: Run, tmp_path: Path) -> None:
    ledgers = ("applications.csv", "tasks.csv", "disputes.csv")
    ran = run("due", write_year(tmp_path, dict.fromkeys(ledgers)))
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("no ledger with deadlines, expected applications.csv or disputes.csv")


def test_tables_for_people_say_labels(run: Run, folder: Path) -> None:
    by_kind = run("rates", folder, "timely.due", "--by", "applicant_kind,unit_kind").out
    assert "商业企业" in by_kind
    assert "部门" in by_kind
    assert "enterprise" not in by_kind
    as_json = run("rates", folder, "timely.due", "--by", "applicant_kind", "--json").lines
    assert {"applicant_kind": "enterprise"} in [line["group"] for line in as_json]


def test_rates_print_both_counts(run: Run, folder: Path) -> None:
    ran = run("rates", folder, "correct.review_all", "--json")
    (definition,) = [
        each for each in gk.open(folder).definitions if each.id == "correct.review_all"
    ]
    interval = json.dumps(gk.open(folder).rate("correct.review_all").interval)
    assert ran.out == (
        '{"definition": "correct.review_all", "name": "行政复议纠错率（含未审结）", "group": {}, '
        '"numerator": 1, "denominator": 2, "share": 0.5, "text": "50.00%", "unknown": 0, '
        f'"interval": {interval}, "rankable": false, "as_of": "2022-12-31", '
        f'"source": "{definition.source}"}}\n'
    )


def test_every_rate_is_printed_in_the_order_of_the_definitions(run: Run, folder: Path) -> None:
    ran = run("rates", folder, "--json")
    assert [line["definition"] for line in ran.lines] == [
        each.id for each in gk.open(folder).definitions
    ]
    empty = next(line for line in ran.lines if line["definition"] == "correct.suit_concluded")
    assert [empty[key] for key in ("denominator", "share", "text", "interval")] == [
        *(0, None, "—", None),
    ]


def test_rates_by_groups(run: Run, folder: Path) -> None:
    ran = run("rates", folder, "timely.due", "--by", "unit,month", "--json")
    assert [(line["group"], line["text"]) for line in ran.lines][:2] == [
        ({"unit": "县公安局", "month": "2022-01"}, "100.00%"),
        ({"unit": "县公安局", "month": "2022-06"}, "0.00%"),
    ]
    repeated = run("rates", folder, "timely.due", "--by", "unit", "--by", "month", "--json")
    assert repeated == ran


def test_of_all_rates_those_that_have_no_months_are_left_out(run: Run, folder: Path) -> None:
    ran = run("rates", folder, "--by", "month", "--json")
    assert ran.code == 0
    assert "timely.due" in {line["definition"] for line in ran.lines}
    assert "carry.rate" not in {line["definition"] for line in ran.lines}
    *_, last = ran.err.splitlines()
    stocks = "close.rate、carry.rate、dispute.per_10k_pop、duty.stages、duty.training"
    assert last == f"没有列入不能按月份分组的口径：{stocks}"
    assert run("rates", folder, "timely.due", "--by", "month", "--json").err == ""
    named = run("rates", folder, "carry.rate", "--by", "month")
    assert (named.code, named.out) == (2, "")
    assert "carried_forward" in named.err


def test_tally_prints_counts(run: Run, folder: Path) -> None:
    assert run("tally", "disputes", folder, "--by", "unit", "--json").out == (
        '{"group": {"unit": "县教育局"}, "cell": "table4/review/corrected", "count": 1}\n'
        '{"group": {"unit": "县教育局"}, "cell": "table4/review/pending", "count": 1}\n'
    )
    fees = run("tally", "publications", folder, "--json").lines[-1]
    assert fees == {"group": {}, "cell": "table2/fees_wan", "count": 7.28}


def test_why_prints_the_rows(run: Run, folder: Path) -> None:
    ran = run(
        *("why", folder, "table3/granted/natural_person", "--where", "unit=县教育局", "--json")
    )
    assert ran.out == (
        '{"ledger": "applications", "row": 2, "key": "A1", '
        '"cell": "table3/granted/natural_person", '
        '"because": "2022-01-04 收到（本年新收），2022-01-20 答复：（一）予以公开"}\n'
    )


def test_check_prints_findings(run: Run, folder: Path) -> None:
    ran = run("check", folder, "--json")
    assert ran.code == 0
    assert ran.out.splitlines()[-1] == (
        '{"rule": "years.carry", "status": "not_assessable", "severity": "serious", '
        '"where": {"table": "table3"}, "found": "", "expected": "", '
        '"message": "表三：没有本年或上年的数字，无法核对；'
        '上年的数字由 year.toml 的 previous 给出，核对成稿（audit）时用 --previous"}'
    )
    assert "pass" not in {line["status"] for line in ran.lines}
    assert "pass" in {line["status"] for line in run("check", folder, "--all", "--json").lines}


def test_check_prints_what_repeats_once(run: Run, tmp_path: Path) -> None:
    rows = "".join(f"A{row},县教育局,外星人,2022-01-04\n" for row in range(2, 30_002))
    text = "申请编号,单位,申请人类型,收到日期\n" + rows + "B,县教育局,公民,\n"
    folder = write_year(tmp_path / "year", {"applications.csv": text})
    lines = run("check", folder).out.splitlines()
    start = lines.index("致命  ledger.choice  applications.csv “申请人类型”列，共 30000 处")
    assert lines[start + 1].startswith(
        "    第 2、3、4、5、6、7、8、9、10、11 行：“外星人”不是规定的"
    )
    assert lines[start + 3 : start + 5] == ["    另有 29990 处，没有一一列出", "致命  ledger.blank"]
    assert lines[start + 5] == "    applications.csv 第 30002 行“收到日期”：空着，应填收到日期"
    assert len(lines) < 40
    found = [
        line["where"]["row"]
        for line in run("check", folder, "--json").lines
        if line["rule"] == "ledger.choice"
    ]
    assert found == list(range(2, 30_002))


def test_definitions_and_rules_are_data(run: Run, folder: Path) -> None:
    first = run("definitions", "--json").lines[0]
    assert list(first) == [
        *("definition", "name", "ledgers", "formula", "numerator", "denominator", "rounding"),
        *("digits", "scale", "unit", "rankable_from", "direction", "origin", "source"),
    ]
    assert run("definitions", folder, "--json").lines[0] == first
    assert list(run("rules", "--json").lines[0]) == ["id", "name", "checks", "severity", "source"]


# --- Exit codes


def test_a_fatal_finding_ends_with_one(run: Run, tmp_path: Path) -> None:
    files = {"applications.csv": APPLICATIONS.replace("自然人,2022-01-04", "自然人,年初")}
    folder = write_year(tmp_path / "year", files)
    ran = run("check", folder)
    assert ran.code == 1
    assert "致命  ledger.date" in ran.out
    assert ran.out.splitlines()[-1].startswith("致命 1 项，严重 0 项，")
    ran = run("report", folder, "-o", tmp_path / "out")
    assert ran.code == 1
    assert "ledger.date" in ran.out
    assert not (tmp_path / "out").exists()


def test_audit_ends_with_one_on_a_failure_above_a_hint(run: Run) -> None:
    assert run("audit", REPORTS / "city-2025.json", "--json").code == 0
    ran = run("audit", REPORTS / "hongze-2023.json", "--json")
    assert ran.code == 1
    assert ran.out.splitlines()[0] == (
        '{"rule": "table4.total", "status": "fail", "severity": "fatal", '
        '"where": {"table": "table4", "row": "review"}, "found": "0", "expected": "11", '
        '"message": "表四 “行政复议”：总计为 0，四种结果之和为 11，两者应当相等"}'
    )
    both = run(
        *("audit", REPORTS / "hongze-2024.json", "--previous", REPORTS / "hongze-2023.json"),
        *("--all", "--json"),
    )
    assert both.code == 0
    carry = [line["status"] for line in both.lines if line["rule"] == "years.carry"]
    assert carry == ["pass"] * 7


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("check", "nowhere"), "nowhere: no such folder"),
        (("due", "2022-13-01"), "date is '2022-13-01', expected a date as 2022-12-31"),
        (
            ("due", "2022-08-24", "--within", "3"),
            "'2022-08-24' is no year folder: --within, --case, --moved, --as-of and -o need one",
        ),
        (("audit", "none.json"), "none.json: no such file or directory"),
        (
            ("why", "DIR", "table3/granted/total", "--where", "x"),
            "--where is 'x', expected COL=VALUE",
        ),
        (("tally", "cases", "DIR"), "unknown ledger 'cases'"),
        (
            ("tally", "policies", "DIR"),
            "no ledger policies, expected policies.csv in the year folder",
        ),
        (("rates", "DIR", "--as-of", "2023-01-01"), "date of count 2023-01-01 lies outside 2022"),
        (("rates", "DIR", "a.b"), "unknown definition 'a.b'"),
        (("due", "DIR", "--days", "3"), "DIR is a year folder: expected --within, found --days"),
        (("workbook", "DIR", "-o", "a.xlsx", "--scheme", "x"), "unknown scheme 'x'"),
    ],
)
def test_wrong_use_ends_with_two_and_one_line(
    run: Run, folder: Path, arguments: tuple[str, ...], message: str
) -> None:
    filled = [str(folder) if each == "DIR" else each for each in arguments]
    assert run(*filled) == Ran(2, "", message.replace("DIR", str(folder)) + "\n")


def test_two_files_for_one_ledger_end_with_two(run: Run, tmp_path: Path) -> None:
    folder = write_year(tmp_path / "county", {"tasks.xlsx": b"PK"})
    assert run("check", folder, "--json") == Ran(
        2, "", "county: two files for tasks: tasks.csv, tasks.xlsx\n"
    )


def test_an_unknown_option_ends_with_two(run: Run, folder: Path) -> None:
    ran = run("check", folder, "--colour")
    assert (ran.code, ran.out) == (2, "")
    assert "--colour" in ran.err


def test_what_cannot_be_written_ends_with_three(run: Run, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file", encoding="utf-8")
    ran = run("report", folder, "-o", tmp_path / "out", "--format", "json")
    assert (ran.code, ran.out) == (3, "")
    assert ran.err == f"{tmp_path / 'out'}: File exists\n"


# --- Files


def test_a_report_is_written_in_the_formats_asked_for(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    ran = run("report", folder, "-o", tmp_path, "--format", "json,html")
    assert ran == Ran(
        0, f"{tmp_path / 'annual-report.json'}\n{tmp_path / 'annual-report.html'}\n", ""
    )
    assert sorted(file.name for file in tmp_path.iterdir()) == [
        "annual-report.html",
        "annual-report.json",
    ]


def test_every_unit_gets_its_own_report(run: Run, folder: Path, tmp_path: Path) -> None:
    ran = run("report", folder, "-o", tmp_path, "--units", "--format", "json")
    assert ran.code == 0
    assert sorted(str(file.relative_to(tmp_path)) for file in tmp_path.rglob("*.json")) == [
        "annual-report.json",
        "县公安局/annual-report.json",
        "县教育局/annual-report.json",
    ]


def test_the_workbook_is_written(run: Run, folder: Path, tmp_path: Path) -> None:
    ran = run("workbook", folder, "-o", tmp_path / "new" / "assessment.xlsx")
    assert ran == Ran(0, f"{tmp_path / 'new' / 'assessment.xlsx'}\n", "")
    assert (tmp_path / "new" / "assessment.xlsx").read_bytes().startswith(b"PK")


# --- For people


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "DIR"),
        ("rates", "DIR"),
        ("rates", "DIR", "timely.due", "--by", "unit", "--rank"),
        ("rates", "DIR", "--definition", "timely.answered", "--against", "timely.due"),
        ("rates", "DIR", "--double-decline"),
        ("days", "DIR"),
        ("tally", "tasks", "DIR", "--by", "leads"),
        ("why", "DIR", "table3/granted/total"),
        ("due", "DIR", "--within", "30"),
        ("due", "2026-11-02", "--days", "40"),
        ("definitions",),
        ("rules",),
    ],
)
def test_what_people_read_fits_a_hundred_columns(
    run: Run, folder: Path, arguments: tuple[str, ...]
) -> None:
    from rich.cells import cell_len

    ran = run(*(str(folder) if each == "DIR" else each for each in arguments))
    shared = (
        "tasks.csv “牵头单位”列：1 行由几个单位共同牵头，分组时 3 行计作 4 行次，合计只计一次\n"
    )
    assert (ran.code, ran.err) == (0, shared if "leads" in arguments else "")
    assert max(map(cell_len, ran.out.splitlines())) <= 100
    assert "\x1b" not in ran.out


def test_people_read_chinese(run: Run, folder: Path) -> None:
    out = run("tally", "tasks", folder, "--by", "leads").out
    assert out.split()[:3] == ["牵头单位", "所在单元格", "数量"]
    assert "2022-08-24 起第 1 个工作日：2022-08-25" in run("due", "2022-08-24", "--days", 1).out


def test_brackets_in_the_data_are_no_markup(run: Run, tmp_path: Path) -> None:
    tasks = "序号,重点任务,牵头单位,完成时限\n1,公开,[red]甲[/red],2022-12-31\n"
    folder = write_year(tmp_path, {"tasks.csv": tasks})
    assert "[red]甲[/red]" in run("tally", "tasks", folder, "--by", "leads").out


def test_the_module_is_the_command(folder: Path) -> None:
    command = [sys.executable, "-m", "gongkai", "rates", str(folder), "--json"]
    plain = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0"}
    ran = subprocess.run(command, capture_output=True, check=False, env=plain)
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert "按时答复率" in ran.stdout.decode("utf-8")
    version = [sys.executable, "-m", "gongkai", "--version"]
    assert subprocess.run(version, capture_output=True, text=True, check=True).stdout == (
        f"gongkai {gk.__version__}\n"
    )


# --- The rows of a month


def keys(ran: Ran) -> list[object]:
    assert ran.code == 0, ran.err
    return [line["key"] for line in ran.lines]


def test_why_takes_the_month_that_the_rate_counts_in(run: Run, folder: Path) -> None:
    due = ("why", folder, "rate/timely.due/denominator", "--json", "--where")
    assert keys(run(*due, "month=2022-06")) == ["A3"]
    assert keys(run(*due, "quarter=2022-Q1")) == ["A1", "A2", "A4"]
    answered = ("why", folder, "rate/timely.answered/denominator", "--json", "--where")
    assert keys(run(*answered, "month=2022-07")) == ["A3"]
    assert run("why", folder, "rate/carry.rate/numerator", "--where", "month=2022-01").code == 2


def test_why_takes_the_month_that_the_tally_counts_in(run: Run, folder: Path) -> None:
    granted = ("why", folder, "table3/granted/natural_person", "--json", "--where")
    assert keys(run(*granted, "month=2022-05")) == ["A3"]
    assert keys(run(*granted, "month=2022-06")) == []
    assert keys(run("why", folder, "table4/review/*", "--json", "--where", "month=2022-12")) == [
        "D2"
    ]
    assert keys(run("why", folder, "tasks/*", "--json", "--where", "quarter=2022-Q4")) == ["3"]


def test_disputes_of_no_month_are_told_by_their_header(run: Run, tmp_path: Path) -> None:
    disputes = (
        "案件编号,单位,争议类型,立案日期,审结日期,审结结果\n"
        "D0,县教育局,行政复议,2021-12-01,2022-01-20,结果维持\n"
    )
    folder = write_year(tmp_path, {"disputes.csv": disputes})
    ran = run("rates", folder, "dispute.review_per_new", "--by", "month")
    assert (ran.code, ran.err) == (
        0,
        "disputes.csv “立案日期”列：1 行在 2022 年以前，不属于本年任何月份，没有列入\n",
    )


def test_lines_break_neither_a_date_nor_before_a_stop(run: Run, tmp_path: Path) -> None:
    from rich.cells import cell_len

    text = "申请编号,单位,申请人类型,收到日期\n"
    for filling in range(40):
        text += f"B{filling},县教育局,{'某' * filling}人,2022-03-01\n"
        text += f"C{filling},县教育局,自然人,{'某' * filling}2022-13-01\n"
    lines = run("check", write_year(tmp_path, {"applications.csv": text})).out.splitlines()
    assert max(map(cell_len, lines)) <= 100
    assert not [line for line in lines if line.strip()[0] in "、，。；：）”"]
    assert sum(line.count("2022-08-24") for line in lines) == 11


def test_counts_of_a_year_with_fatal_findings_say_so(run: Run, tmp_path: Path) -> None:
    lost = APPLICATIONS.replace("A2,县教育局,商业企业", "A2,县教育局,外星人")
    folder = write_year(tmp_path / "a", {"applications.csv": lost})
    said = "有 1 项致命问题，有关的行可能没有计入；用 gongkai check 查看\n"
    assert run("tally", "applications", folder, "--json").err == said
    assert run("rates", folder, "timely.due", "--json").err == said


def test_a_grouping_that_nothing_takes_is_wrong_use(run: Run, tmp_path: Path) -> None:
    folder = write_year(tmp_path / "a", {"tasks.csv": None, "disputes.csv": None})
    ran = run("rates", folder, "--by", "colour")
    assert (ran.code, ran.out) == (2, "")
    assert "cannot be grouped by 'colour'" in ran.err
