"""The plan of a year folder: the tasks' titles, leads and deadlines, beside what was done."""

from pathlib import Path

import gongkai as gk
import pytest
from gongkai import _core as core
from gongkai import _templates
from gongkai.cli import main
from plan_documents import html, txt, word
from small_year import write_year
from workbooks import saved, workbook

LINES = [
    "2022年某县政务公开工作要点",
    "某县人民政府办公室",
    "2022年2月1日",
    "附件",
    "2022年重点任务清单",
]
HEADS = ["序号", "重点任务", "牵头单位", "完成时限"]
ROWS = [
    ["1", "公开国土空间规划", "县教育局", "3月底前"],
    ["2", "公开财政预算", "县公安局、县教育局", "6月底前"],
    ["3", "公开重大项目", "县公安局", "长期"],
]
PLAN = txt(LINES, [HEADS, *ROWS])
DONE = """\
序号,清单,完成日期,完成进度
1,重点任务清单,2022-03-30,100%

2,重点任务清单,2022-07-02,
3,重点任务清单,,40%
"""


def of(year: "gk.year.Year", rule: str) -> list[tuple[str, object, str, str]]:
    found = [each for each in year.findings if each.rule == rule]
    return [(each.kind, each.where.get("task_id"), each.found, each.expected) for each in found]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("plan.txt", PLAN),
        ("plan.docx", word(LINES, [[HEADS, *ROWS]])),
        ("plan.html", html(LINES, [HEADS, *ROWS])),
    ],
)
def test_a_plan_alone_is_the_ledger_of_tasks(tmp_path: Path, name: str, data: bytes) -> None:
    year = gk.open(write_year(tmp_path, {"tasks.csv": None, name: data}))
    rows = year.folder.ledgers["tasks"].to_table()
    assert rows.column("task_id") == ["1", "2", "3"]
    assert rows.column("list") == ["2022年重点任务清单"] * 3
    assert [str(each) for each in rows.column("due")] == ["2022-03-31", "2022-06-30", "None"]
    assert {str(each) for each in rows.column("issued")} == {"2022-02-01"}
    assert [(each.cell, each.count) for each in year.tally("tasks")] == [
        ("tasks/new.in.open", 2),
        ("tasks/new.none.open", 1),
    ]
    assert of(year, "plan.deadline") == [("open", "3", "长期", "")]
    assert name in dict(year.folder.inputs)


def test_a_row_of_another_sheet_is_named_with_its_own(tmp_path: Path) -> None:
    heads = ["序号", "清单", "重点任务", "牵头单位", "完成时限", "完成日期"]
    first = ["1", "重点任务清单", "公开国土空间规划", "县教育局", "3月底前", "2022-03-30"]
    second = ["2", "重点任务清单", "公开财政预算", "县公安局", "6月底前", "2022-07-02"]
    other = ["9", "重点任务清单", "另一件事", "没有的单位", "9月底前", "2022-09-01"]
    book = workbook(heads, first, title="一季度")
    sheet = book.create_sheet("二季度")
    for row in (heads, second, other):
        sheet.append(row)
    files = {"tasks.csv": None, "tasks.xlsx": saved(book), "plan.txt": PLAN}
    year = gk.open(write_year(tmp_path, files))
    ledger = year.folder.ledgers["tasks"]
    places = [(each["sheet"], each["row"]) for each in map(ledger.where, range(ledger.rows))]
    assert places == [("一季度", 2), ("二季度", 2), ("二季度", 3), ("一季度", 4)]
    (unit,) = [each for each in year.findings if each.found == "没有的单位"]
    assert unit.message.startswith("tasks.xlsx 《二季度》 第 3 行“牵头单位”：")


def test_each_row_of_several_sheets_needs_its_own() -> None:
    table = core.Table.from_columns([("序号", ["1", "2"])])
    with pytest.raises(gk.DataError) as error:
        core.read_ledger(
            "tasks", table, _templates.terms(), file="a", year=2022, origin=[2, 2], sheets=["甲"]
        )
    assert str(error.value) == "a: 2 row numbers and 1 sheets for 2 rows"


def test_what_was_done_is_joined_by_list_and_number(tmp_path: Path) -> None:
    year = gk.open(write_year(tmp_path, {"tasks.csv": DONE, "plan.txt": PLAN}))
    because = year.why("rate/task.done_due/denominator")
    assert [(each.row, each.key, each.because) for each in because] == [
        (2, "重点任务清单/1", "时限 2022-03-31（3月底前），2022-03-30 完成"),
        (4, "重点任务清单/2", "时限 2022-06-30（6月底前），2022-07-02 完成"),
    ]
    assert [each.cell for each in year.tally("tasks")] == [
        "tasks/new.in.on_time",
        "tasks/new.in.late",
        "tasks/new.none.open",
    ]
    assert of(year, "plan.differs") == []
    assert of(year, "ledger.column") == []


def test_a_day_nobody_wrote_stays_done_without_a_day(tmp_path: Path) -> None:
    done = "序号,清单,完成日期\n1,重点任务清单,是\n2,重点任务清单,\n3,重点任务清单,\n"
    year = gk.open(write_year(tmp_path, {"tasks.csv": done, "plan.txt": PLAN}))
    assert [each.cell for each in year.tally("tasks")] == [
        "tasks/new.in.open",
        "tasks/new.in.unsure",
        "tasks/new.none.open",
    ]


def test_differences_are_said_and_the_plan_holds(tmp_path: Path) -> None:
    tasks = (
        "序号,清单,重点任务,牵头单位,完成时限,完成日期\n"
        "1,重点任务清单,公开专项规划,县教育局,3月底前,2022-03-30\n"
        "2,重点任务清单,公开财政预算。,县教育局,9月底前,2022-07-02\n"
        "9,重点任务清单,临时交办,县公安局,年底前,2022-11-01\n"
    )
    year = gk.open(write_year(tmp_path, {"tasks.csv": tasks, "plan.txt": PLAN}))
    assert of(year, "plan.differs") == [
        ("title", "1", "公开专项规划", "公开国土空间规划"),
        ("leads", "2", "县教育局", "县公安局、县教育局"),
        ("due", "2", "2022-09-30", "6月底前（2022-06-30）"),
        ("not_in_plan", "9", "《重点任务清单》第 9 项", ""),
        ("not_in_ledger", "3", "公开重大项目", ""),
    ]
    rows = year.folder.ledgers["tasks"].to_table()
    assert rows.column("title") == ["公开国土空间规划", "公开财政预算", "临时交办", "公开重大项目"]
    assert rows.column("leads")[1] == "县公安局、县教育局"
    due = [str(each) for each in rows.column("due")]
    assert due == ["2022-03-31", "2022-06-30", "2022-12-31", "None"]


def test_tasks_without_numbers_join_by_their_titles(tmp_path: Path) -> None:
    rows = [[row[1], row[2], row[3]] for row in ROWS]
    plan = html(LINES, [HEADS[1:], *rows])
    done = "序号,清单,重点任务,完成日期\n甲,重点任务清单,公开财政预算,2022-05-01\n"
    year = gk.open(write_year(tmp_path / "beside", {"tasks.csv": done, "plan.html": plan}))
    table = year.folder.ledgers["tasks"].to_table()
    assert table.column("task_id") == ["甲", "无序号1", "无序号3"]
    assert str(table.column("due")[0]) == "2022-06-30"
    alone = gk.open(write_year(tmp_path / "alone", {"tasks.csv": None, "plan.html": plan}))
    assert alone.findings.fatal.to_dicts() == []


def test_a_number_that_stands_twice_is_no_key_twice(tmp_path: Path) -> None:
    plan = txt(LINES, [HEADS, ROWS[0], ["1", *ROWS[1][1:]]])
    year = gk.open(write_year(tmp_path, {"tasks.csv": None, "plan.txt": plan}))
    assert year.folder.ledgers["tasks"].to_table().column("task_id") == ["1", "1（2）"]
    assert (year.findings.fatal.to_dicts(), of(year, "ledger.key")) == ([], [])
    assert of(year, "plan.numbering") == [("twice", "1", "1", "各项自己的序号")]


def test_a_plan_of_another_year_is_said(tmp_path: Path) -> None:
    year = gk.open(write_year(tmp_path, {"tasks.csv": None, "plan.txt": PLAN}, year=2023))
    assert of(year, "plan.year") == [("other", None, "2022", "2023")]


def test_a_plan_without_a_year_takes_that_of_its_folder(tmp_path: Path) -> None:
    plan = txt(["政务公开工作要点"], [HEADS, *ROWS])
    year = gk.open(write_year(tmp_path, {"tasks.csv": None, "plan.txt": plan}))
    assert str(year.folder.ledgers["tasks"].to_table().column("due")[0]) == "2022-03-31"
    assert of(year, "plan.year") == []


def test_collective_leads_without_a_unit_are_said(tmp_path: Path) -> None:
    rows = [["1", "公开规划", "各镇（街道）、各有关部门、县水利局", "年底前"]]
    plan = txt(LINES, [HEADS, *rows])
    year = gk.open(write_year(tmp_path, {"tasks.csv": None, "plan.txt": plan}))
    assert of(year, "plan.lead") == [("unresolved", "1", "各镇（街道）", "")]
    assert [each.found for each in year.findings if each.kind == "lead"] == ["县水利局"]


def test_a_finding_of_the_plan_says_which_task_it_means(tmp_path: Path) -> None:
    year = gk.open(write_year(tmp_path, {"tasks.csv": None, "plan.txt": PLAN}))
    (open_ended,) = (each for each in year.findings if each.rule == "plan.deadline")
    assert open_ended.message.startswith("plan.txt “《2022年重点任务清单》第 3 项”：")


LIST = "2022年重点任务清单"


def places_of(year: "gk.year.Year", rule: str) -> list[dict[str, object]]:
    return [each.where for each in year.checks if each.rule == rule]


@pytest.mark.parametrize("tasks", [None, DONE])
def test_what_the_plan_says_stands_in_the_plan(tmp_path: Path, tasks: str | None) -> None:
    rows = [["1", "公开国土空间规划", "县水利局、各镇（街道）", "1月底前"], *ROWS[1:]]
    plan = txt(LINES, [HEADS, *rows])
    year = gk.open(write_year(tmp_path, {"tasks.csv": tasks, "plan.txt": plan}))
    first = {"file": "plan.txt", "list": LIST, "task_id": "1"}
    assert places_of(year, "plan.before_issue") == [first]
    assert places_of(year, "plan.lead") == [first]
    (unknown,) = (each for each in year.findings if each.rule == "ledger.reference")
    assert (unknown.where, unknown.found) == (first, "县水利局")
    assert unknown.message.startswith("plan.txt “《2022年重点任务清单》第 1 项”：")


def test_what_the_ledger_says_stands_in_its_row_under_its_own_header(tmp_path: Path) -> None:
    write_year(tmp_path / "before", year=2021)
    done = (
        "任务编号,清单,完成时限,实际完成日期,结转自\n"
        "1,重点任务清单,9月底前,2022-13-30,\n\n"
        "2,重点任务清单,,,8\n9,,5月底前,,\n"
    )
    files = {"tasks.csv": done, "plan.txt": PLAN}
    year = gk.open(write_year(tmp_path / "year", files, toml='previous = "../before"\n'))
    cell = {"file": "tasks.csv", "row": 2}
    due = {"column": "due", "header": "完成时限"}
    assert places_of(year, "ledger.date") == [{**cell, "column": "done", "header": "实际完成日期"}]
    carried = {"file": "tasks.csv", "row": 4, "column": "carried_from", "header": "结转自"}
    assert places_of(year, "ledger.reference")[-1] == carried
    assert places_of(year, "plan.differs") == [
        {**cell, **due, "list": LIST, "task_id": "1"},
        {"file": "tasks.csv", "row": 5, "task_id": "9"},
        {"file": "plan.txt", "list": LIST, "task_id": "3"},
    ]
    # The plan has neither that row nor, for it, the columns.
    blank = [each for each in places_of(year, "ledger.blank") if each["file"] == "tasks.csv"]
    assert blank == [
        {"file": "tasks.csv", "row": 5, "column": "leads"},
        {"file": "tasks.csv", "row": 5, "column": "title"},
    ]


@pytest.mark.parametrize(
    ("tasks", "found"), [(None, []), (DONE, ["序号、清单、完成日期、完成进度"])]
)
def test_columns_read_are_those_of_the_file(
    tmp_path: Path, tasks: str | None, found: list[str]
) -> None:
    year = gk.open(write_year(tmp_path, {"tasks.csv": tasks, "plan.txt": PLAN}))
    read = [each for each in year.checks if (each.rule, each.kind) == ("ledger.column", "found")]
    own = [each for each in read if each.where["file"] in ("tasks.csv", "plan.txt")]
    assert [each.found for each in own] == found


def test_a_day_of_signature_that_no_calendar_has_is_said_of_the_file(tmp_path: Path) -> None:
    lines = [*LINES[:2], "2022年2月30日", *LINES[3:]]
    plan = txt(lines, [HEADS, *ROWS])
    year = gk.open(write_year(tmp_path, {"tasks.csv": None, "plan.txt": plan}))
    assert places_of(year, "plan.before_issue") == [
        {"file": "plan.txt", "sentence": "2022年2月30日"}
    ]


def test_two_plans_are_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write_year(tmp_path / "county", {"plan.txt": PLAN, "plan.html": PLAN})
    assert main(["check", str(folder)]) == 2
    assert capsys.readouterr().err == "county: two files for the plan: plan.html, plan.txt\n"


def test_the_example_takes_its_tasks_from_the_plan(example: Path) -> None:
    year = gk.open(example)
    assert (example / "tasks.csv").read_text(encoding="utf-8-sig").splitlines()[0] == (
        "序号,清单,条款,完成日期,完成进度,权重,目标值,完成值,佐证材料,上年序号"
    )
    assert year.rate("task.done_due").text == "85.19%"
    assert (year.rate("task.done_due").numerator, year.rate("task.done_due").denominator) == (
        23,
        27,
    )
    assert of(year, "plan.differs") == []
    assert [each[:2] for each in of(year, "plan.before_issue")] == [("due", "14"), ("due", "18")]


def test_a_row_that_the_plan_has_not_answers_for_itself(tmp_path: Path) -> None:
    own = "序号,重点任务,牵头单位,完成时限,完成日期\n1,,,,2022-03-30\n9,计划外,,尽快,2022-06-05\n"
    year = gk.open(write_year(tmp_path / "a", {"tasks.csv": own, "plan.txt": PLAN}))
    assert [
        (each.rule, each.kind, each.where.get("row"), each.where.get("column"), each.found)
        for each in year.findings
        if each.rule in ("ledger.date", "ledger.blank") and each.where.get("file") == "tasks.csv"
    ] == [
        ("ledger.blank", "blank", 3, "leads", ""),
        ("ledger.date", "bad", 3, "due", "尽快"),
    ]
    bare = "序号,完成日期\n1,2022-03-30\n9,2022-06-05\n"
    year = gk.open(write_year(tmp_path / "b", {"tasks.csv": bare, "plan.txt": PLAN}))
    assert [
        (each.where["row"], each.where["column"])
        for each in year.findings
        if each.rule == "ledger.blank" and each.where.get("file") == "tasks.csv"
    ] == [(3, "due"), (3, "leads"), (3, "title")]


def test_another_number_of_the_same_title_is_a_difference(tmp_path: Path) -> None:
    rows = "序号,重点任务,完成日期\n1,,\n2,,\n9,公开重大项目,\n"
    year = gk.open(write_year(tmp_path, {"tasks.csv": rows, "plan.txt": PLAN}))
    assert of(year, "plan.differs") == [("task_id", "3", "9", "3")]


def test_the_second_of_a_number_is_no_difference(tmp_path: Path) -> None:
    plan = txt(LINES, [HEADS, ROWS[0], ["1", *ROWS[1][1:]]])
    rows = "序号,重点任务,完成日期\n1,公开国土空间规划,\n1（2）,公开财政预算,\n"
    year = gk.open(write_year(tmp_path, {"tasks.csv": rows, "plan.txt": plan}))
    assert of(year, "plan.differs") == []
