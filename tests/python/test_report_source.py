"""From figures and words to the report; and an invented report for the other tests."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import gongkai as gk
import pytest
from gongkai import _core as core
from gongkai import _templates
from gongkai.report import Report, ReportSource, build
from gongkai.report.narrative import Claim

BODY = "示例县“甲 & <乙>”办公室"
# Table 二 as the form has it: rules made, repealed, valid; documents; decisions; fees in 万元.
TABLE2 = ["0", "0", "0", "6", "2", "31", "1204", "87", "3", "7730.28"]
TABLE4 = ["3", "1", "0", "0", "4", "1", "0", "2", "1", "4", "0", "0", "0", "0", "0"]
FEES = {"fee/notices": 2, "fee/noticed_yuan": 12050, "fee/collected_yuan": 4000}


def tables(year: int = 2022, **changes: Any) -> core.AnnualTables:
    """Invented tables: every figure of table 三 is its row and column, 0 in the first."""
    columns = core.table_columns("table3")
    rows = core.table_rows("table3")
    three = [str(row * column) for row in range(len(rows)) for column in range(len(columns))]
    cells: dict[str, Any] = {"table2": TABLE2, "table3": three, "table4": TABLE4, **changes}
    made, _ = core.AnnualTables.from_cells(
        body=BODY, year=year, form="2021", single_other_row=False, **cells
    )
    return made


def _definition(name: str) -> core.Definition:
    for definition in _templates.definitions():
        if definition.id == name:
            return definition
    raise gk.DataError(f"unknown definition '{name}'")


def source(
    made: core.AnnualTables | None = None,
    narrative: Mapping[str, str] | None = None,
    **changes: Any,
) -> ReportSource:
    """All of an invented report."""
    own = made or tables()

    def figure(place: str) -> core.Figure:
        if place.startswith("fee/") or place.endswith("@previous"):
            return core.Figure(FEES.get(place))
        return own.at(place)

    def rate(name: str) -> core.Rate:
        # Without ledgers their rates have no share.
        if name in ("timely.due", "task.done_due"):
            return tables(table4=None).rate(_definition("correct.all"))
        return own.rate(_definition(name))

    def claim(name: str) -> Claim:
        return Claim("", ("没有上年的数据",))

    whole = ReportSource(
        body=BODY,
        year=2022,
        as_of=date(2022, 12, 31),
        tables=own,
        previous_tables=None,
        figure=figure,
        rate=rate,
        claim=claim,
        narrative=narrative or {},
        choices={"复议诉讼": "表四统计年内在办的案件。"},
        inputs=[("applications.csv", "0" * 64)],
    )
    return replace(whole, **changes)


def report(**changes: Any) -> Report:
    """An invented report."""
    return build(source(**changes))


def test_six_sections_with_the_official_titles() -> None:
    made = report()
    assert made.title == f"{BODY}2022年政府信息公开工作年度报告"
    assert [(each.id, each.title, each.table) for each in made.sections] == [
        ("overview", "一、总体情况", ""),
        ("proactive", "二、主动公开政府信息情况", "table2"),
        ("applications", "三、收到和处理政府信息公开申请情况", "table3"),
        ("disputes", "四、政府信息公开行政复议、行政诉讼情况", "table4"),
        ("problems", "五、存在的主要问题及改进情况", ""),
        ("other", "六、其他需要报告的事项", ""),
    ]
    assert all(each.paragraphs for each in made.sections)


def test_the_trial_form_heads_part_five_in_its_own_way() -> None:
    made, _ = core.AnnualTables.from_cells(
        body=BODY,
        year=2019,
        form="2019",
        single_other_row=True,
        table2=TABLE2,
        table3=None,
        table4=TABLE4,
    )
    words = dict.fromkeys(("overview", "problems"), "略。")
    sections = build(source(made, words)).sections
    assert sections[4].title == "五、政府信息公开工作存在的主要问题及改进情况"


def test_choices_become_notes_with_their_subject() -> None:
    assert report().notes == ("复议诉讼：表四统计年内在办的案件。",)


def test_words_for_no_section_are_refused() -> None:
    with pytest.raises(gk.DataError) as error:
        report(narrative={"overveiw": "略。"})
    assert str(error.value) == (
        "narrative/overveiw.md: unknown section, expected one of "
        "overview, proactive, applications, disputes, problems, other"
    )


def test_the_year_folder_s_words_replace_the_template_s() -> None:
    made = report(narrative={"problems": "存在的问题。\n", "other": " \n"})
    assert made.sections[4].paragraphs == ("存在的问题。",)
    assert made.sections[5].paragraphs[0].startswith("信息处理费。")


def test_the_template_s_words_tell_the_three_figures_of_fees() -> None:
    words = report().sections[5].paragraphs[0]
    assert "收费通知2件，通知收费总金额120.5元，实际收取总金额40元" in words


def test_the_template_s_words_say_which_days_they_count() -> None:
    lead = report(as_of=date(2022, 9, 5)).sections[0].paragraphs[0]
    assert lead.endswith("所列数据的统计期限自2022年1月1日起至2022年9月5日止。")


def test_the_overview_has_the_five_topics() -> None:
    topics = [words.split("。")[0] for words in report().sections[0].paragraphs[1:]]
    assert topics == [
        "主动公开",
        "依申请公开",
        "政府信息管理",
        "政府信息公开平台建设",
        "监督保障",
    ]


def test_the_findings_of_the_words_follow_those_of_the_ledgers() -> None:
    blank = tables(table2=[*TABLE2[:6], None, *TABLE2[7:]])
    first = core.Finding("years.carry", "unknown", "unknown", {"column": "enterprise"})
    made = build(source(blank, findings=[first]))
    assert [each.rule for each in made.findings] == ["years.carry", "cell.blank"]


def test_the_example_years_make_a_whole_report(example: Any) -> None:
    made = gk.open(example).report()
    assert [len(each.paragraphs) for each in made.sections] == [6, 1, 1, 1, 3, 3]
    assert not any("（缺）" in words for each in made.sections for words in each.paragraphs)
