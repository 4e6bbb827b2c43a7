"""Plans out of documents: the county's real one, and invented ones of every make."""

import io
import json
import random
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import gongkai as gk
import pytest
from gongkai.cli import main
from hypothesis import given, settings
from hypothesis import strategies as st
from plan_documents import HEAD, Merge, html, pdf, txt, word, xlsx

KEYS = ["list", "task_id", "title", "leads", "due_text", "due", "clause"]
HEADS = ["序号", "工作任务", "牵头单位", "完成时限"]
ROWS = [
    ["1", "公开国土空间规划和专项规划", "县自然资源局", "9月底前"],
    ["2", "公开财政预算决算信息", "县财政局、县审计局", "全年"],
    ["3", "公开义务教育招生政策", "县教育局", "6月底"],
]
WIDTHS = [40, 200, 120, 100]
TITLE = HEAD[2]

TASKS, ACTIONS = "2022年全县政务公开工作重点任务清单", "2022年政务公开质效提升五大行动任务清单"
# Copied by hand from the two annexes of the county's plan: number, leads, deadline.
REAL = {
    TASKS: """\
1|县发改局|2022-12-31
2|县发改局|2022-12-31
3|县财政局|2022-12-31
4|县发改局 县建设局 县政务办|2022-09-30
5|县市场监管局|2022-12-31
6|县税务局|2022-10-31
7|县政府办公室|2022-12-31
8|县人力社保局|2022-12-31
9|县政府办公室|2022-09-30
10|县卫生健康局|2022-12-31
11|县经信局 县大数据局|2022-10-31
12|县政府办公室 县经信局 县新闻中心 县大数据局|2022-12-31
13|县政府办公室 县信访局|2022-09-30
14|县司法局|2022-06-30
15|县政务办 县大数据局|2022-12-31
16|县政府办公室 县司法局|2022-12-31
17|县委网信办 县大数据局|2022-12-31
18|县政府办公室|2022-07-31
19|县农业农村局|2022-12-31
20|县政府办公室|2022-12-31
21|县政府办公室|2022-12-31
22|县大数据局|2022-12-31""",
    ACTIONS: """\
1|县政府办公室 县教育局 市生态环境局德清分局 县建设局 县卫生健康局 \
县交通运输局 县供电公司|2022-09-30
2|各有关部门|2022-12-31
3|县政府办公室|2022-10-31
4|县政府办公室|2022-12-31
5|各镇(街道)|2022-12-31""",
}

Made = Callable[..., "gk.result.plan.Plan"]


@pytest.fixture
def made(tmp_path: Path) -> Made:
    """A document's bytes as a plan; its name says nothing of its kind."""

    def read(data: bytes, **options: object) -> "gk.result.plan.Plan":
        file = tmp_path / "plan.bin"
        file.write_bytes(data)
        return gk.plan(file, **options)

    return read


@pytest.fixture(scope="module")
def real(root: Path) -> "gk.result.plan.Plan":
    return gk.plan(root / "examples" / "deqing-2022" / "plan.txt")


def rules(plan: "gk.result.plan.Plan") -> list[tuple[str, object]]:
    return [(each.rule, each.where.get("task_id")) for each in plan.findings]


def told(plan: "gk.result.plan.Plan") -> list[tuple[object, ...]]:
    return [(each.task_id, each.title, each.leads, each.due) for each in plan.tasks]


# --- The county's plan


def test_the_head_of_the_county_plan(real: "gk.result.plan.Plan") -> None:
    assert (real.title, real.issuer, real.issued, real.year) == (
        "2022年德清县政务公开工作要点",
        "德清县人民政府办公室",
        date(2022, 8, 24),
        2022,
    )


@pytest.mark.parametrize("name", [TASKS, ACTIONS])
def test_the_tasks_of_the_county_plan(real: "gk.result.plan.Plan", name: str) -> None:
    found = [
        f"{task.task_id}|{' '.join(task.leads)}|{task.due}"
        for task in real.tasks
        if task.list == name
    ]
    assert found == REAL[name].splitlines()


def test_the_county_plan_as_json(
    root: Path, golden: Callable[[str, str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["plan", str(root / "examples" / "deqing-2022" / "plan.txt"), "--json"]) == 0
    out = capsys.readouterr().out
    assert out.count("\n") == 1
    found = json.loads(out)
    assert list(found) == ["title", "issuer", "issued", "year", "tasks", "findings"]
    assert all(list(task) == KEYS for task in found["tasks"])
    golden("plan/deqing-2022.json", json.dumps(found, ensure_ascii=False, indent=1) + "\n")


def test_the_county_plan_contradicts_itself_three_times(real: "gk.result.plan.Plan") -> None:
    against = [each for each in real.findings if each.kind == "conflict"]
    assert [(each.rule, each.where["list"], each.where["task_id"]) for each in against] == [
        ("plan.deadline", TASKS, "18"),
        ("plan.lead", TASKS, "19"),
        ("plan.deadline", ACTIONS, "3"),
    ]
    assert [(each.found, each.expected) for each in against] == [
        (
            "7月底前",
            f"10月底（《{ACTIONS}》第 3 项“基层政务公开事项标准目录与主动公开标准目录融合行动”）",
        ),
        (
            "县农业农村局",
            "县政府办公室（正文“(十一)加快推进基层政务公开标准化规范化建设”）",
        ),
        ("10月底", "7月底前（正文“(十一)加快推进基层政务公开标准化规范化建设”）"),
    ]


def test_two_tasks_of_the_county_plan_were_late_at_birth(real: "gk.result.plan.Plan") -> None:
    late = [each.where["task_id"] for each in real.findings if each.rule == "plan.before_issue"]
    assert late == ["14", "18"]


def test_the_advertisement_is_taken_out_and_shown(real: "gk.result.plan.Plan") -> None:
    spam = [(each.severity, each.found) for each in real.findings if each.rule == "plan.spam"]
    assert spam == [
        ("hint", "分享到:"),
        ("serious", "县外勤365下载安装_365bet安卓手机客户端_365bet365网址"),
    ]


def test_quantities_are_kept(real: "gk.result.plan.Plan") -> None:
    assert [tuple(each) for each in real.tasks[21].targets] == [
        ("50个", 50, "个", ""),
        ("3个以上", 3, "个", "at_least"),
    ]


def test_collective_leads_are_resolved_by_kind(root: Path) -> None:
    folder = root / "examples" / "deqing-2022"
    plan = gk.plan(folder / "plan.txt", folder / "units.csv")
    assert len(plan.units["各镇(街道)"]) == 13  # five 街道 and eight 镇
    assert len(plan.units["各有关部门"]) == 26
    assert plan.units["县教育局"] == ("县教育局",)
    assert "unresolved" not in {each.kind for each in plan.findings}
    assert gk.plan(folder / "plan.txt", folder).units == plan.units
    with pytest.raises(gk.DataError, match=r"no units\.csv, expected a list of units"):
        gk.plan(folder / "plan.txt", root)
    alone = gk.plan(folder / "plan.txt", {"单位": ["县政府办公室"], "单位类别": ["部门"]})
    unresolved = [each for each in alone.findings if each.kind == "unresolved"]
    assert ("plan.lead", "5", "各镇(街道)") in [
        (each.rule, each.where["task_id"], each.found) for each in unresolved
    ]


# --- Kinds of documents


@pytest.mark.parametrize(
    "data",
    [
        txt([*HEAD, "附件"], [HEADS, *ROWS]),
        txt(HEAD, [HEADS, *ROWS], between="\t"),
        txt(HEAD, [HEADS, *ROWS], between="   "),
        txt(HEAD, [HEADS, *ROWS]).decode().encode("gb18030"),
        txt(HEAD, [HEADS, *ROWS]).decode().encode("utf-16"),
        "\n".join([*HEAD, *HEADS, *(cell for row in ROWS for cell in row), "抄送：甲"]).encode(),
        html(HEAD, [HEADS, *ROWS]),
        word(HEAD, [[HEADS, *ROWS]]),
        word(HEAD, [[HEADS, *ROWS]], numbered=True),
        xlsx({"Sheet1": [[each] for each in HEAD] + [HEADS, *ROWS]}),
        pdf([(HEAD, [HEADS, *ROWS])], WIDTHS),
        pdf([(HEAD, [HEADS, *ROWS])], WIDTHS, ruled=False),
    ],
    ids=[
        "strokes",
        "tabs",
        "spaces",
        "gb18030",
        "utf16",
        "lines",
        "html",
        "docx",
        "numbers",
        "xlsx",
        "pdf",
        "unruled",
    ],
)
def test_one_plan_in_every_kind_of_file(made: Made, data: bytes) -> None:
    plan = made(data)
    assert (plan.title, plan.issuer, plan.issued, plan.year) == (
        TITLE,
        HEAD[0],
        date(2023, 3, 15),
        2023,
    )
    assert told(plan) == [
        ("1", ROWS[0][1], ("县自然资源局",), date(2023, 9, 30)),
        ("2", ROWS[1][1], ("县财政局", "县审计局"), date(2023, 12, 31)),
        ("3", ROWS[2][1], ("县教育局",), date(2023, 6, 30)),
    ]
    assert list(plan.findings) == []


def test_a_list_goes_on_in_a_second_table(made: Made) -> None:
    rest = [
        ["4", "推进政务新媒体集约化", "县大数据局", "长期"],
        ["5", "办理民生实事", "县民政局", "年底前"],
    ]
    for tables in ([[HEADS, *ROWS], rest], [[HEADS, *ROWS], [HEADS, *rest]]):
        for numbered in (False, True):
            plan = made(
                word(
                    [*HEAD, "附件1", "2023年任务清单"], tables, numbered=numbered, between=["续表"]
                )
            )
            assert [(each.list, each.task_id) for each in plan.tasks] == [
                ("2023年任务清单", each) for each in "12345"
            ]
            assert rules(plan) == [("plan.deadline", "4")]


def test_a_second_list_has_a_name_of_its_own(made: Made) -> None:
    other = [
        ["序号", "名称", "目标任务", "责任单位", "完成时限"],
        ["1", "甲行动", "做好甲", "县教育局", "9月底"],
    ]
    between = ["附件2", "2023年行动清单"]
    plan = made(word([*HEAD, "附件1", "2023年任务清单"], [[HEADS, *ROWS], other], between=between))
    assert [each.list for each in plan.tasks] == ["2023年任务清单"] * 3 + ["2023年行动清单"]
    assert (plan.tasks[3].title, plan.tasks[3].content) == ("甲行动", "做好甲")
    assert rules(plan) == []


def test_what_stands_below_an_annex_number_is_a_lists_name(made: Made) -> None:
    tables = [[HEADS, ROWS[0]], [HEADS, ["1", *ROWS[1][1:]]]]
    plan = made(word([*HEAD, "附件1", "重点领域"], tables, between=["附件2", "行政许可手续"]))
    assert [each.list for each in plan.tasks] == ["重点领域", "行政许可手续"]
    assert rules(plan) == []


def test_merged_groups_and_sections_are_clauses(made: Made) -> None:
    rows = [
        ["序号", "工作任务", "具体要求", "责任单位", "完成时限"],
        ["1", "重点领域公开", "公开规划信息", "县发改局", "9月底前"],
        ["2", "", "公开预算信息", "县财政局\n县审计局", ""],
        ["二、平台建设", "", "", "", ""],
        ["3", "网站", "改版政府网站", "县大数据局", "12月底前"],
    ]
    merges = [Merge(1, 1, 2, 1), Merge(1, 4, 2, 4), Merge(3, 0, 3, 4)]
    for data in (
        html(HEAD, rows, merges),
        word(HEAD, [rows], merges),
        xlsx({"任务": rows}, merges),
    ):
        plan = made(data)
        assert [(each.title, each.clause, each.due_text) for each in plan.tasks] == [
            ("公开规划信息", "重点领域公开", "9月底前"),
            ("公开预算信息", "重点领域公开", "9月底前"),
            ("改版政府网站", "二、平台建设 / 网站", "12月底前"),
        ]
        assert plan.tasks[1].leads == ("县财政局", "县审计局")


def test_a_date_shown_as_a_month_is_its_end(made: Made) -> None:
    rows = [["任务", "责任单位", "完成时间"], ["公开规划", "县发改局", date(2023, 6, 1)]]
    for months in ('yyyy"年"m"月"', "yyyy-mm", "[$-804]yyyy/m;@", "mmm-yy"):
        (task,) = made(xlsx({"任务": rows}, months=months)).tasks
        assert (task.task_id, task.due_text, task.due) == (None, "2023年6月", date(2023, 6, 30))
    (task,) = made(xlsx({"任务": rows}, months='yyyy"年"m"月"d"日"')).tasks
    assert (task.due_text, task.due) == ("2023-06-01", date(2023, 6, 1))


def test_a_page_of_a_pdf_may_cut_a_row(made: Made) -> None:
    first = (["2023年任务清单"], [HEADS, *ROWS[:2]])
    second = (["- 2 -"], [["", "以及绩效评价结果", "、县人大办", ""], ROWS[2]])
    plan = made(pdf([first, second], WIDTHS))
    assert told(plan)[1:] == [
        (
            "2",
            "公开财政预算决算信息以及绩效评价结果",
            ("县财政局", "县审计局", "县人大办"),
            date(2023, 12, 31),
        ),
        ("3", ROWS[2][1], ("县教育局",), date(2023, 6, 30)),
    ]


def test_a_broken_line_in_a_pdf_cell_is_no_second_lead(made: Made) -> None:
    rows = [
        HEADS,
        [
            "1",
            "公开义务教育学校招生范围招生条件和录取结果等方面信息",
            "市生态环境局某某县分局\n县司法局",
            "年底",
        ],
        ROWS[1],
    ]
    plan = made(pdf([(HEAD, rows)], WIDTHS))
    assert plan.tasks[0].title == rows[1][1]
    assert plan.tasks[0].leads == ("市生态环境局某某县分局", "县司法局")


def test_a_plan_without_a_table_has_its_clauses_as_tasks(made: Made) -> None:
    lines = [
        "某县人民政府办公室关于印发《2023年某县政务公开工作要点》的通知",
        "一、推进主动公开",
        "（一）加强规划公开。公开各类规划。（牵头单位：县发改局；完成时限：9月底前）",
        "（二）加强预算公开。6月底前公开预算。（县财政局牵头，县审计局配合）",
        "二、加强保障",
        "（三）组织培训不少于1次。",
        "牵头单位：县政府办公室",
        "配合单位：各镇（街道）",
        "完成时限：12月底前",
        "（四）落实标准指引。对照国务院有关部门印发的",
        "26个试点领域标准指引。（牵头单位：县政务办）",
        "某县人民政府办公室",
        "二〇二三年三月十五日",
    ]
    plan = made("\n".join(lines).encode())
    assert (plan.title, plan.issued) == (TITLE, date(2023, 3, 15))
    assert [(each.title, each.leads, each.due, each.clause) for each in plan.tasks] == [
        ("加强规划公开", ("县发改局",), date(2023, 9, 30), "一、推进主动公开"),
        ("加强预算公开", ("县财政局",), date(2023, 6, 30), "一、推进主动公开"),
        ("组织培训不少于1次", ("县政府办公室",), date(2023, 12, 31), "二、加强保障"),
        ("落实标准指引", ("县政务办",), None, "二、加强保障"),
    ]
    assert [each.task_id for each in plan.tasks] == ["（一）", "（二）", "（三）", "（四）"]


def test_a_head_of_two_rows(made: Made) -> None:
    rows = [
        ["序号", "工作任务", "责任分工", "", "完成时限"],
        ["", "", "牵头单位", "配合单位", ""],
        ["1", "公开规划", "甲局", "乙局", "9月底前"],
    ]
    merges = [Merge(0, 0, 1, 0), Merge(0, 1, 1, 1), Merge(0, 2, 0, 3), Merge(0, 4, 1, 4)]
    for data in (html(HEAD, rows, merges), word(HEAD, [rows], merges), xlsx({"a": rows}, merges)):
        assert told(made(data))[0][2] == ("甲局",)


def test_two_tables_on_one_sheet(made: Made) -> None:
    actions = ["序号", "名称", "目标任务", "责任单位", "完成时限"]
    rows = [
        ["2023年某县重点任务清单"],
        HEADS,
        *ROWS,
        [],
        ["附件2"],
        ["2023年某县行动清单"],
        actions,
        ["1", "甲行动", "做好甲", "丙局", "10月底"],
        ["注：时限不含当日"],
    ]
    plan = made(xlsx({"Sheet1": rows}))
    assert [(each.list, each.task_id) for each in plan.tasks] == [
        ("2023年某县重点任务清单", "1"),
        ("2023年某县重点任务清单", "2"),
        ("2023年某县重点任务清单", "3"),
        ("2023年某县行动清单", "1"),
    ]
    assert plan.tasks[3].title == "甲行动"


def test_a_number_merged_over_rows_is_no_number_twice(made: Made) -> None:
    rows = [
        ["序号", "名称", "目标任务", "责任单位", "完成时限"],
        ["1", "规划行动", "公开专项规划", "甲局", "6月底"],
        ["", "", "公开总体规划", "乙局", "9月底"],
    ]
    plan = made(word(HEAD, [rows], [Merge(1, 0, 2, 0), Merge(1, 1, 2, 1)]))
    assert [(each.task_id, each.title, each.clause) for each in plan.tasks] == [
        ("1", "公开专项规划", "规划行动"),
        ("1", "公开总体规划", "规划行动"),
    ]
    assert list(plan.findings) == []


def test_one_task_over_two_rows_of_leads(made: Made) -> None:
    rows = [
        ["序号", "任务", "责任单位", "完成时限"],
        ["1", "公开规划", "甲局", "9月底"],
        ["", "", "乙局", ""],
    ]
    merges = [Merge(1, 0, 2, 0), Merge(1, 1, 2, 1), Merge(1, 3, 2, 3)]
    assert told(made(html(HEAD, rows, merges))) == [
        ("1", "公开规划", ("甲局", "乙局"), date(2023, 9, 30))
    ]


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


def test_a_number_before_a_title_is_its_own_only_with_a_stop(made: Made) -> None:
    titles = ["1.公开规划", "2、公开预算", "（3）公开决算", "26个试点领域标准目录", "12345热线优化"]
    plan = made(html(HEAD, [["工作任务", "责任单位"], *([title, "甲局"] for title in titles)]))
    assert [(each.task_id, each.title) for each in plan.tasks] == [
        ("1", "公开规划"),
        ("2", "公开预算"),
        ("（3）", "公开决算"),
        (None, "26个试点领域标准目录"),
        (None, "12345热线优化"),
    ]


def test_leads_may_stand_in_a_bracket_behind_the_task(made: Made) -> None:
    rows = [["序号", "任务", "完成时限"], ["1", "公开规划（牵头单位：县发改局）", "9月底"]]
    assert told(made(html(HEAD, rows))) == [("1", "公开规划", ("县发改局",), date(2023, 9, 30))]


# --- Cells


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


def test_without_a_year_nobody_asks_the_clock(made: Made) -> None:
    plan = made(txt(["政务公开工作要点"], [HEADS, *ROWS]))
    assert (plan.year, [each.due for each in plan.tasks]) == (None, [None] * 3)
    assert rules(plan) == [("plan.year", None)]


def test_numbers_that_stand_twice_are_kept_and_said(made: Made) -> None:
    rows = [ROWS[0], ["1", *ROWS[1][1:]], ROWS[2]]
    plan = made(txt(HEAD, [HEADS, *rows]))
    assert [each.task_id for each in plan.tasks] == ["1", "1", "3"]
    assert rules(plan) == [("plan.numbering", "1")]


def test_a_table_without_a_head_is_read_by_what_stands_in_it(made: Made) -> None:
    plan = made(html(HEAD, ROWS))
    assert [each.due for each in plan.tasks] == [
        date(2023, 9, 30),
        date(2023, 12, 31),
        date(2023, 6, 30),
    ]
    assert [(each.kind, each.found) for each in plan.findings] == [
        ("no_head", "序号、任务、责任单位、完成时限")
    ]


def test_the_day_of_signature_is_neither_that_of_printing_nor_of_publishing(made: Made) -> None:
    table = [["索引号", "AB1"], ["发布日期", "2023-04-01"], ["成文日期", "2023-03-20"]]
    page = html(["2023年某县政务公开工作要点", "发布时间：2023-04-02"], table)
    assert made(page).issued == date(2023, 3, 20)
    lines = [TITLE, "某县人民政府办公室2023年3月28日印发"]
    printed = made(txt(lines, [HEADS, *ROWS]))
    assert (printed.issuer, printed.issued) == ("某县人民政府办公室", None)


# --- Contradictions


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


# --- What does not belong


def test_advertising_in_cells_is_said_with_its_task(made: Made) -> None:
    rows = [HEADS, ["1", "公开国土空间规划，澳门新葡京官网", "县发改局、bet365体育在线", "年底"]]
    plan = made(html(HEAD, rows))
    assert told(plan) == [("1", "公开国土空间规划", ("县发改局",), date(2023, 12, 31))]
    assert [(each.rule, each.where["task_id"], each.found) for each in plan.findings] == [
        ("plan.spam", "1", "澳门新葡京官网"),
        ("plan.spam", "1", "bet365体育在线"),
    ]


@pytest.mark.parametrize(
    "title",
    [
        "打击网络赌博和跨境赌博",
        "公开彩票公益金使用情况",
        "推进“浙里办”客户端和政务新媒体平台建设",
        "优化12345热线和政务服务2.0平台",
        "规范政务新媒体账号，做好注册登录和下载服务",
    ],
)
def test_an_honest_task_is_no_advertising(made: Made, title: str) -> None:
    plan = made(html(HEAD, [HEADS, ["1", title, "县公安局", "年底"]]))
    assert (plan.tasks[0].title, list(plan.findings)) == (title, [])


# --- Hostile and odd input


def packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def with_part(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return packed({**parts, part: change(parts[part])})


def declared(xml: bytes) -> bytes:
    return xml.replace(b"?>", b'?><!DOCTYPE x [<!ENTITY a "b">]>', 1)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "plan.bin: an empty file, expected a document"),
        (b" \n\t ", "plan.bin: an empty file, expected a document"),
        (b"\xef\xbb\xbf \n", "plan.bin: an empty file, expected a document"),
        (b"\x00\x01\x02\xff" * 9, "plan.bin: no text in UTF-8, UTF-16 or GB18030"),
        (b"PK\x03\x04cut", "plan.bin: not a document: the file is cut short or damaged"),
        (packed({"a.txt": b"a"}), "plan.bin: a zip file of another kind, expected .docx or .xlsx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "plan.bin: an old or a locked Office file"),
        (pdf([([], [])]), "plan.bin: a PDF without text, perhaps a scan; expected one with text"),
        (b"%PDF-1.7 nothing", "plan.bin: not a PDF that can be read:"),
        (
            packed({"word/document.xml": bytes(400_000_000)}),
            "plan.bin: part 'word/document.xml' unpacks from",
        ),
        (
            with_part(word(HEAD), "word/document.xml", declared),
            "plan.bin: part 'word/document.xml' declares a document type, expected none",
        ),
        (
            with_part(
                xlsx({"a": [HEADS]}),
                "xl/styles.xml",
                lambda xml: declared(b"<?xml version='1.0'?>") + xml,
            ),
            "plan.bin: part 'xl/styles.xml' declares a document type, expected none",
        ),
        (packed({"word/document.xml": b"<w"}), "plan.bin: part 'word/document.xml' is damaged:"),
        (packed({"word/document.xml": b"<a/>"}), "plan.bin: part 'word/document.xml' has no body"),
    ],
)
def test_what_cannot_be_read_ends_with_two(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], data: bytes, said: str
) -> None:
    file = tmp_path / "plan.bin"
    file.write_bytes(data)
    assert main(["plan", str(file), "--json"]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith(said)
    assert printed.err.count("\n") == 1


def test_a_merge_over_a_whole_sheet_is_cut(made: Made) -> None:
    book = with_part(
        xlsx({"任务": [HEADS, *ROWS]}),
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace(
            b"</sheetData>",
            b'</sheetData><mergeCells count="1"><mergeCell ref="A9:XFD1048576"/></mergeCells>',
        ),
    )
    assert [each.task_id for each in made(book).tasks] == ["1", "2", "3"]


def test_a_span_without_end_is_cut(made: Made) -> None:
    page = html(HEAD, [HEADS, *ROWS]).replace(b"<td>9", b'<td rowspan="999999999">9')
    assert [each.due_text for each in made(page).tasks] == ["9月底前"] * 3


def test_elements_without_end_are_an_error(made: Made) -> None:
    with pytest.raises(gk.DataError, match="nested over 200 deep"):
        made(b"<html><body>" + b"<div>" * 230 + b"text")


def test_no_task_at_all_is_said(made: Made) -> None:
    plan = made("2023年某县政务公开工作要点\n请认真贯彻执行。".encode())
    assert (len(plan.tasks), rules(plan)) == (0, [("plan.no_lead", None)])


def test_a_file_that_is_not_there(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["plan", str(tmp_path / "none.txt")]) == 2
    assert capsys.readouterr().err == "none.txt: no such file or directory\n"


def test_people_are_shown_the_tasks_and_what_is_wrong(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = root / "examples" / "deqing-2022"
    assert main(["plan", str(folder / "plan.txt"), "--units", str(folder / "units.csv")]) == 0
    out = capsys.readouterr().out
    assert out.startswith("2022年德清县政务公开工作要点（发文机关：德清县人民政府办公室")
    assert out.endswith("致命 0 项，严重 4 项，提示 3 项\n")


def test_changed_copies_of_documents_end_in_one_way(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    table = [HEADS, *ROWS]
    makes = [
        txt(HEAD, table),
        html(HEAD, table, [Merge(1, 3, 2, 3)]),
        word(HEAD, [table], numbered=True),
        xlsx({"任务": table}, [Merge(1, 3, 2, 3)]),
        pdf([(HEAD, table)], WIDTHS),
    ]
    chance = random.Random(20221758)
    file = tmp_path_factory.mktemp("changed") / "plan"
    read = refused = 0
    for _ in range(300):
        data = bytearray(chance.choice(makes))
        for _ in range(chance.choice([1, 4, 16])):
            at = chance.randrange(len(data))
            if chance.random() < 0.5:
                data[at] = chance.randrange(256)
            else:
                del data[at : at + chance.randrange(1, 30)]
        file.write_bytes(data)
        try:
            read += bool(gk.plan(file).to_dict())
        except gk.DataError:
            refused += 1
    assert read > 50
    assert refused > 50


# --- Any small plan reads back

_UNITS = st.sampled_from(
    ["县教育局", "县发改局", "县财政局", "各镇（街道）", "市生态环境局某县分局"]
)
_TITLES = st.text("公开规划预算招生政策补贴目录网站平台", min_size=4, max_size=30)
_DUES = st.sampled_from(
    [
        ("9月底前", date(2023, 9, 30)),
        ("全年", date(2023, 12, 31)),
        ("6月底", date(2023, 6, 30)),
        ("2024年1月", date(2024, 1, 31)),
    ]
)


@given(
    tasks=st.lists(
        st.tuples(_TITLES, st.lists(_UNITS, min_size=1, max_size=3, unique=True), _DUES),
        min_size=2,
        max_size=6,
    ),
    kind=st.sampled_from(["strokes", "tabs", "lines", "html", "word", "numbered", "xlsx", "pdf"]),
)
@settings(max_examples=120)
def test_any_small_plan_reads_back(
    tmp_path_factory: pytest.TempPathFactory,
    tasks: list[tuple[str, list[str], tuple[str, date]]],
    kind: str,
) -> None:
    rows = [
        [str(n), title, "、".join(leads), due[0]]
        for n, (title, leads, due) in enumerate(tasks, start=1)
    ]
    lines = [*HEAD, "附件", "2023年任务清单"]
    table = [HEADS, *rows]
    stacked = "\n".join([*lines, *(cell for row in table for cell in row)]).encode()
    data = {
        "strokes": lambda: txt(lines, table),
        "tabs": lambda: txt(lines, table, between="\t"),
        "lines": lambda: stacked,
        "html": lambda: html(lines, table),
        "word": lambda: word(lines, [table]),
        "numbered": lambda: word(lines, [table], numbered=True),
        "xlsx": lambda: xlsx({"任务": [[line] for line in lines] + table}),
        "pdf": lambda: pdf([(lines, table)], WIDTHS),
    }[kind]()
    file = tmp_path_factory.mktemp("plan") / "plan"
    file.write_bytes(data)
    plan = gk.plan(file)
    assert [(each.list, *row) for each, row in zip(plan.tasks, told(plan), strict=True)] == [
        ("2023年任务清单", str(n), title, tuple(leads), due[1])
        for n, (title, leads, due) in enumerate(tasks, start=1)
    ]
