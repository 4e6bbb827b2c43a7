"""The same work said twice: what contradicts itself, and what is only alike."""

import pytest
from plan_documents import HEAD, pdf, txt
from plan_read import HEADS, WIDTHS, Made


def body_and_table(clause: str, lead: str, due: str) -> bytes:
    rows = [
        HEADS,
        ["1", "推进基层政务公开专区建设", lead, due],
        ["2", "公开财政决算", "县财政局", "全年"],
    ]
    return txt([*HEAD, "一、推进公开", clause, "附件", "2023年任务清单"], rows)


@pytest.mark.parametrize(
    ("clause", "lead", "due", "found"),
    [
        (
            "（一）推进基层政务公开专区建设。按标准建成。（牵头单位：县大数据局）",
            "县大数据局",
            "9月底前",
            [],
        ),
        (
            "（一）推进基层政务公开专区建设。按标准建成。（牵头单位：县大数据局）",
            "县政务办",
            "9月底前",
            ["plan.lead"],
        ),
        (
            "（一）推进基层政务公开专区建设。6月底前建成。（牵头单位：县大数据局）",
            "县大数据局",
            "9月底前",
            ["plan.deadline"],
        ),
        (
            "（一）加强建设。推进基层政务公开专区建设，6月底前建成。（牵头单位：县大数据局）",
            "县大数据局",
            "9月底前",
            ["plan.deadline"],
        ),
        (
            "（一）推进基层政务公开专区建设。年底前建成。（牵头单位：县大数据局）",
            "县大数据局",
            "12月底前",
            [],
        ),
        ("（一）推进基层政务公开专区建设。（牵头单位：各镇（街道））", "县大数据局", "9月底前", []),
        (
            "（一）公开财政预算。6月底前公开财政预算。（牵头单位：县审计局）",
            "县大数据局",
            "9月底前",
            [],
        ),
    ],
)
def test_body_against_table(made: Made, clause: str, lead: str, due: str, found: list[str]) -> None:
    plan = made(body_and_table(clause, lead, due))
    assert [each.rule for each in plan.findings] == found
    assert all(each.where["task_id"] == "1" for each in plan.findings)


def test_short_titles_that_are_the_same_to_a_letter(made: Made) -> None:
    lines = [
        *HEAD,
        "（一）加强政策解读。8月底前完成。（牵头单位：县司法局）",
        "附件",
        "2023年任务清单",
    ]
    plan = made(txt(lines, [HEADS, ["1", "做好政策解读工作", "县新闻中心", "10月底前"]]))
    assert [(each.rule, each.kind) for each in plan.findings] == [
        ("plan.lead", "conflict"),
        ("plan.deadline", "conflict"),
    ]


def test_a_paragraph_that_a_pdf_breaks_is_one(made: Made) -> None:
    lines = [
        "（一）加快推进全县基层政务公开专区规范化建设，确保今年八月底",
        "前建成并投入使用。（牵头单位：县大数据局、县政务办、县委网信",
        "办）",
        "附件",
        "2023年任务清单",
    ]
    rows = [HEADS, ["1", "推进基层政务公开专区规范化建设", "县教育局", "年底前"]]
    plan = made(pdf([([*HEAD, "一、推进公开", *lines[:2]], []), (lines[2:], rows)], WIDTHS))
    assert [(each.rule, each.found, each.expected[:16]) for each in plan.findings] == [
        ("plan.lead", "县教育局", "县大数据局、县政务办、县委网信办"),
        ("plan.deadline", "年底前", "今年八月底前（正文“（一）加快推"),
    ]


def test_likeness_is_no_sameness(made: Made) -> None:
    rows = [
        HEADS,
        ["1", "公开部门预算和绩效评价信息", "县财政局", "3月底前"],
        ["2", "公开部门决算和绩效评价信息", "县审计局", "9月底前"],
        ["3", "加强政府网站建设", "县政府办公室", "6月底前"],
        ["4", "加强政务新媒体建设", "县新闻中心", "9月底前"],
    ]
    assert [each.rule for each in made(txt(HEAD[2:], rows)).findings] == []
