"""What a plan says of itself: its issuer, its day and its year."""

from datetime import date
from pathlib import Path

import gongkai as gk
import pytest
from plan_documents import HEAD, html, txt
from plan_read import HEADS, ROWS, TITLE, Made, rules


def test_the_table_about_the_page_is_none_of_tasks(made: Made) -> None:
    page = html(
        [],
        [
            ["索引号", "113/2023", "发文日期", "2023-05-08"],
            ["发布机构", "某市教育局", "公布日期", "2023-05-10"],
        ],
    )
    tasks = html(["某市教育局2023年政务公开任务表"], [HEADS, *ROWS])
    plan = made(page + tasks)  # browsers show what stands behind the first end
    assert (plan.issuer, plan.issued, plan.year) == ("某市教育局", date(2023, 5, 8), 2023)
    assert len(plan.tasks) == 3


def test_a_day_glued_to_its_label(made: Made) -> None:
    for day in ("2023-04-12", "20230412", "2023年4月12日", "二〇二三年四月十二日"):
        lines = [TITLE, f"发文日期：{day}", "发布日期：2023-05-01", "文号：某政办〔2023〕1号"]
        assert made(txt(lines, [HEADS, *ROWS])).issued == date(2023, 4, 12)


def test_the_day_of_signature_is_neither_that_of_printing_nor_of_publishing(made: Made) -> None:
    table = [["索引号", "AB1"], ["发布日期", "2023-04-01"], ["成文日期", "2023-03-20"]]
    page = html(["2023年某县政务公开工作要点", "发布时间：2023-04-02"], table)
    assert made(page).issued == date(2023, 3, 20)
    lines = [TITLE, "某县人民政府办公室2023年3月28日印发"]
    printed = made(txt(lines, [HEADS, *ROWS]))
    assert (printed.issuer, printed.issued) == ("某县人民政府办公室", None)


def test_without_a_year_nobody_asks_the_clock(made: Made) -> None:
    plan = made(txt(["政务公开工作要点"], [HEADS, *ROWS]))
    assert (plan.year, [each.due for each in plan.tasks]) == (None, [None] * 3)
    assert rules(plan) == [("plan.year", None)]


@pytest.mark.parametrize(
    ("line", "printed"),
    [
        ("2022年13月45日", "2022年13月45日"),
        ("2022年2月30日", "2022年2月30日"),
        ("二〇二二年二月三十日", "二〇二二年二月三十日"),
        ("某县人民政府办公室2022年2月30日", "2022年2月30日"),
        ("成文日期：2022-02-30", "2022-02-30"),
        ("成文日期：20221345", "20221345"),
    ],
)
def test_a_day_of_signature_that_no_calendar_has(made: Made, line: str, printed: str) -> None:
    plan = made(txt(["某县人民政府办公室", line, "某县政务公开工作要点"], [HEADS, *ROWS]))
    # The year is printed all the same.
    assert (plan.issued, plan.year, plan.tasks[0].due) == (None, 2022, date(2022, 9, 30))
    (said,) = plan.findings
    assert (said.rule, said.severity, said.where) == (
        "plan.before_issue",
        "serious",
        {"sentence": line},
    )
    assert (said.found, said.expected) == (printed, "日历上有的年月日")


def test_the_day_of_writing_stands_in_for_one_that_no_calendar_has(made: Made) -> None:
    lines = ["某县人民政府办公室", "2022年2月30日", "成文日期：2022-02-28", TITLE]
    plan = made(txt(lines, [HEADS, *ROWS]))
    assert (plan.issuer, plan.issued) == ("某县人民政府办公室", date(2022, 2, 28))
    assert [each.found for each in plan.findings] == ["2022年2月30日"]


def test_a_deadline_in_chinese_numerals_that_no_calendar_has(made: Made) -> None:
    rows = [HEADS, [*ROWS[0][:3], "二月三十日前"]]
    plan = made(txt([TITLE], rows))
    assert (plan.tasks[0].due, rules(plan)) == (None, [("plan.deadline", "1")])


@pytest.mark.parametrize("head", [HEAD, HEAD[2:], ["政务公开工作要点"]])
def test_leads_are_looked_up_whoever_issued_the_plan_and_when(
    tmp_path: Path, head: list[str]
) -> None:
    units = tmp_path / "units.csv"
    units.write_text("单位,单位类别,设立日期\n县财政局,部门,2020-01-01\n", encoding="utf-8")
    plan = tmp_path / "plan.txt"
    rows = [HEADS, ["1", "公开预算", "县财政局", "年底"], ["2", "公开规划", "县某某局", "年底"]]
    plan.write_bytes(txt(head, rows))
    found = gk.plan(plan, units=units).findings
    said = [(each.kind, each.found) for each in found if each.rule == "plan.lead"]
    assert said == [("unresolved", "县某某局")]
