"""Cells of a task: who leads it, and until when."""

import io
from datetime import date

import pytest
from openpyxl import Workbook
from plan_documents import HEAD, html, xlsx
from plan_read import HEADS, TITLE, Made, rules


@pytest.mark.parametrize(
    ("cell", "leads"),
    [
        ("县经信局、 县大数据局", ["县经信局", "县大数据局"]),
        ("甲局牵头，乙局配合", ["甲局"]),
        ("甲局、乙局牵头，丙局、丁局配合", ["甲局", "乙局"]),
        ("甲局，乙局、丙局配合", ["甲局"]),
        ("牵头单位：甲局；配合单位：乙局", ["甲局"]),
        ("甲局（牵头）、乙局、丙局", ["甲局"]),
        ("甲局、乙局等单位", ["甲局", "乙局"]),
        ("甲局、乙局按职责分工负责落实", ["甲局", "乙局"]),
        ("各县（市、区）政府,市财政局", ["各县（市、区）政府", "市财政局"]),
        ("县政府办公室（县大数据局）", ["县政府办公室（县大数据局）"]),
        ("各镇（街道）", ["各镇（街道）"]),
        ("甲局\n乙局;丙局", ["甲局", "乙局", "丙局"]),
    ],
)
def test_leads_are_split(made: Made, cell: str, leads: list[str]) -> None:
    rows = [["工作任务", "责任单位", "完成时限"], ["公开规划", cell, "年底"]]
    (task,) = made(html(HEAD, rows)).tasks
    assert list(task.leads) == leads


def test_the_responsible_lead_only_where_nobody_else_does(made: Made) -> None:
    rows = [
        ["工作任务", "牵头单位", "责任单位", "配合单位"],
        ["公开规划", "甲局", "乙局", "丙局"],
        ["公开预算", "", "乙局", "丙局"],
        ["公开决算", "", "", "丙局"],
    ]
    plan = made(html(HEAD, rows))
    assert [each.leads for each in plan.tasks] == [("甲局",), ("乙局",), ()]
    (finding,) = plan.findings
    assert (finding.rule, finding.found) == ("plan.no_lead", "公开决算")


@pytest.mark.parametrize(
    ("cell", "due", "kind"),
    [
        ("9月底", date(2023, 9, 30), None),
        ("2月底前", date(2023, 2, 28), None),
        ("2024年2月前", date(2024, 2, 29), None),
        ("年底前", date(2023, 12, 31), None),
        ("10月20日前完成", date(2023, 10, 20), None),
        ("6月底前取得阶段性成果", date(2023, 6, 30), None),
        ("第三季度", date(2023, 9, 30), None),
        ("今年10月底前", date(2023, 10, 31), None),
        ("长期", None, "open"),
        ("持续推进", None, "open"),
        ("每季度末", None, "open"),
        ("6月底前、12月底前", None, "two"),
        ("6月底前完成目录，12月底前全部公开", None, "two"),
        ("尽快", None, "bad"),
    ],
)
def test_deadlines(made: Made, cell: str, due: date | None, kind: str | None) -> None:
    rows = [["工作任务", "责任单位", "完成时限"], ["公开规划", "甲局", cell]]
    plan = made(html(["2023年某县政务公开工作要点"], rows))
    assert [(each.due_text, each.due) for each in plan.tasks] == [(cell, due)]
    assert [each.kind for each in plan.findings] == ([kind] if kind else [])


@pytest.mark.parametrize("said", ["无", "—", "/", "--", "暂无"])
def test_a_word_for_nothing_is_blank(made: Made, said: str) -> None:
    rows = [HEADS, ["1", "公开规划", said, said]]
    plan = made(xlsx({"任务": [[TITLE], *rows]}))
    (task,) = plan.tasks
    assert (task.leads, task.due) == ((), None)
    assert rules(plan) == [("plan.no_lead", "1")]


def test_a_formula_without_a_value_is_said_and_is_no_value(made: Made) -> None:
    rows = [
        ["1", "公开规划", "#REF!", "6月底"],
        ["2", "公开预算", "县财政局", "#N/A"],
        ["3", "#VALUE!", "县教育局", "6月底"],
        ["#DIV/0!", "公开学校招生", "县教育局", "6月底"],
    ]
    plan = made(xlsx({"任务": [[TITLE], HEADS, *rows]}))
    assert [(each.task_id, each.title, each.leads, each.due_text) for each in plan.tasks] == [
        ("1", "公开规划", (), "6月底"),
        ("2", "公开预算", ("县财政局",), None),
        ("3", "", ("县教育局",), "6月底"),
        (None, "公开学校招生", ("县教育局",), "6月底"),
    ]
    assert [(each.rule, each.kind, each.found, each.expected) for each in plan.findings] == [
        ("ledger.blank", "error", "#REF!", "牵头单位"),
        ("plan.deadline", "bad", "#N/A", ""),
        ("ledger.blank", "error", "#VALUE!", "工作任务"),
        ("ledger.blank", "error", "#DIV/0!", "序号"),
        ("plan.no_lead", "blank", "公开规划", ""),
    ]


def test_a_number_is_read_as_its_cell_shows_it(made: Made) -> None:
    book = Workbook()
    sheet = book.active
    for row in ([TITLE], HEADS, ["1", "公开规划", "县发改局", 2023.1]):
        sheet.append(row)
    sheet["D3"].number_format = "0.00"
    out = io.BytesIO()
    book.save(out)
    (task,) = made(out.getvalue()).tasks
    assert (task.due_text, task.due) == ("2023.10", date(2023, 10, 31))


@pytest.mark.parametrize(
    ("lead", "due", "printed", "kinds"),
    [
        ("县司法局，持续推进", "", "持续推进", ["open"]),
        ("县司法局、6月底前", "/", "6月底前", []),
        ("县司法局、6月底前", "6月30日", "6月30日", []),
        ("县司法局；6月底前", "9月底前", "9月底前、6月底前", ["two"]),
    ],
)
def test_a_deadline_among_the_leads_of_a_cell_is_no_lead(
    made: Made, lead: str, due: str, printed: str, kinds: list[str]
) -> None:
    for title, cell in (("公开规章", lead), (f"公开规章（牵头单位：{lead}）", "")):
        plan = made(
            html(HEAD, [HEADS, ["1", title, cell, due], ["2", "公开收费", "县财政局", "年底"]])
        )
        task = plan.tasks[0]
        assert (task.title, task.leads, task.due_text) == ("公开规章", ("县司法局",), printed)
        assert [each.kind for each in plan.findings] == kinds
