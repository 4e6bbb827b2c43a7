"""The same work said twice: what contradicts itself, and what is only alike."""

from itertools import combinations

import pytest
from gongkai.read.plan_same import is_same, same_pairs
from hypothesis import given, settings
from hypothesis import strategies as st
from plan_documents import HEAD, pdf, txt, xlsx
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


TWICE = "推进基层政务公开专区建设"


@pytest.mark.parametrize(
    ("one", "other", "rule", "found", "expected"),
    [
        (
            f"（一）{TWICE}。6月底前建成。",
            f"（二）{TWICE}。9月底前建成。",
            "plan.deadline",
            "6月底前",
            f"9月底前（正文“（二）{TWICE}”）",
        ),
        (
            f"（一）{TWICE}。（牵头单位：县大数据局）",
            f"（二）加强保障。{TWICE}，由县政务办牵头。",
            "plan.lead",
            "县大数据局",
            "县政务办（正文“（二）加强保障”）",
        ),
        (
            f"（一）加强公开。{TWICE}，6月底前建成。",
            f"（二）{TWICE}。年底前建成。",
            "plan.deadline",
            "年底前",
            "6月底前（正文“（一）加强公开”）",
        ),
    ],
)
def test_clause_against_clause_beside_a_table(
    made: Made, one: str, other: str, rule: str, found: str, expected: str
) -> None:
    rows = [HEADS, ["1", "公开财政决算", "县财政局", "全年"]]
    plan = made(txt([*HEAD, "一、推进公开", one, other, "附件", "2023年任务清单"], rows))
    assert [(each.rule, each.found, each.expected) for each in plan.findings] == [
        (rule, found, expected)
    ]
    number = "（一）" if found in one else "（二）"
    assert plan.findings[0].where == {"list": HEAD[2], "task_id": number}
    assert len(plan.tasks) == 1


def test_clauses_that_agree_or_speak_of_other_work_contradict_nothing(made: Made) -> None:
    rows = [HEADS, ["1", "公开财政决算", "县财政局", "全年"]]
    clauses = [
        f"（一）{TWICE}。9月底前建成。（牵头单位：县大数据局）",
        f"（二）加强保障。{TWICE}，9月底前建成。（牵头单位：县大数据局）",
        "（三）公开财政预算。6月底前公开。（牵头单位：县教育局）",
    ]
    plan = made(txt([*HEAD, "一、推进公开", *clauses, "附件", "2023年任务清单"], rows))
    assert list(plan.findings) == []


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("第1批目录编制公布", "第12批目录编制公布", False),
        ("编制公布目录数据集50个", "编制公布目录数据集150个", False),
        ("编制目录数据集第十批", "编制目录数据集第十二批", False),
        ("编制公布县级目录数据集", "编制公布县级目录数据集50个", True),
        ("编制公布目录数据集", "编制公布全县目录数据集", True),
        ("编制公布预算数据集", "编制公布决算数据集", False),
    ],
)
def test_another_number_is_another_work(one: str, other: str, same: bool) -> None:
    assert is_same(one, other) is same
    assert same_pairs([one, other]) == ([(0, 1)] if same else [])


_CORES = st.lists(st.text("公开财政预决1二", min_size=4, max_size=14), max_size=12, unique=True)


@given(_CORES)
@settings(max_examples=300)
def test_no_pair_is_missed_that_asking_each_would_find(cores: list[str]) -> None:
    alike = [*cores, *(f"{core[:3]}目录{core[3:]}" for core in cores[:4]), *cores[:1]]
    pairs = combinations(range(len(alike)), 2)
    assert same_pairs(alike) == [
        (one, other) for one, other in pairs if is_same(alike[one], alike[other])
    ]


def test_three_thousand_tasks_that_are_nearly_alike_are_read(made: Made) -> None:
    rows = [
        [str(n), f"推进第{n}批政务公开事项标准目录编制和动态调整", "县教育局", "9月底前"]
        for n in range(1, 3001)
    ]
    rows[2999][1:] = ["推进第7批政务公开事项标准目录的编制和动态调整", "县公安局", "6月底前"]
    plan = made(txt(HEAD, [HEADS, *rows]))
    assert [(each.rule, each.where["task_id"]) for each in plan.findings] == [
        ("plan.deadline", "7"),
        ("plan.lead", "7"),
    ]


def test_of_work_that_stands_many_times_each_place_is_told_once(made: Made) -> None:
    leads = ["县教育局", "县公安局"]
    rows = [[str(n), "公开财政预算", leads[n % 2], "9月底前"] for n in range(1, 401)]
    plan = made(txt(HEAD, [HEADS, *rows]))
    told = [each for each in plan.findings if each.rule == "plan.lead"]
    assert len(told) == 399  # 1 with each even one, 2 with each odd one but the first
    assert {each.where["task_id"] for each in told} == {"1", "2"}
    (three,) = [each for each in told if "第 3 项" in each.expected]
    assert three.where["task_id"] == "2"


def test_the_other_place_is_quoted_as_printed_and_once(made: Made) -> None:
    body = [
        *HEAD,
        "（一）加强公开。",
        "1.公开部门预算。（牵头单位：县审计局）",
        "附件",
        "2023年清单",
    ]
    rows = [["序号", "工作任务", "牵头单位", "完成时限"], ["1", "公开部门预算", "县财政局", "年底"]]
    (said,) = made(txt(body, rows)).findings
    assert said.expected == "县审计局（正文“1.公开部门预算”）"
    heads = ["工作任务", "牵头单位", "完成时限"]
    sheets = {
        "甲": [[HEAD[2]], heads, ["公开部门预算", "县财政局", "年底"]],
        "乙": [heads, ["公开部门预算", "县审计局", "年底"]],
    }
    (said,) = made(xlsx(sheets)).findings
    assert said.expected == "县审计局（《乙》“公开部门预算”）"
