"""The county's real plan: its head, tasks, quantities, contradictions, and who its leads are."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import gongkai as gk
import pytest
from gongkai.cli import main
from plan_read import Plan

TASKS, ACTIONS = "2022年全县政务公开工作重点任务清单", "2022年政务公开质效提升五大行动任务清单"
TASK_KEYS = ["list", "task_id", "title", "leads", "due_text", "due", "clause"]
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


@pytest.fixture(scope="module")
def real(root: Path) -> Plan:
    return gk.plan(root / "examples" / "deqing-2022" / "plan.txt")


def test_the_head_of_the_county_plan(real: Plan) -> None:
    assert (real.title, real.issuer, real.issued, real.year) == (
        "2022年德清县政务公开工作要点",
        "德清县人民政府办公室",
        date(2022, 8, 24),
        2022,
    )


@pytest.mark.parametrize("name", [TASKS, ACTIONS])
def test_the_tasks_of_the_county_plan(real: Plan, name: str) -> None:
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
    assert all(list(task) == TASK_KEYS for task in found["tasks"])
    golden("plan/deqing-2022.json", json.dumps(found, ensure_ascii=False, indent=1) + "\n")


def test_the_county_plan_contradicts_itself_three_times(real: Plan) -> None:
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


def test_two_tasks_of_the_county_plan_were_late_at_birth(real: Plan) -> None:
    late = [each.where["task_id"] for each in real.findings if each.rule == "plan.before_issue"]
    assert late == ["14", "18"]


def test_the_advertisement_is_taken_out_and_shown(real: Plan) -> None:
    spam = [(each.severity, each.found) for each in real.findings if each.rule == "plan.spam"]
    assert spam == [
        ("hint", "分享到:"),
        ("serious", "县外勤365下载安装_365bet安卓手机客户端_365bet365网址"),
    ]


def test_quantities_are_kept(real: Plan) -> None:
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


def test_people_are_shown_the_tasks_and_what_is_wrong(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = root / "examples" / "deqing-2022"
    assert main(["plan", str(folder / "plan.txt"), "--units", str(folder / "units.csv")]) == 0
    out = capsys.readouterr().out
    assert out.startswith("2022年德清县政务公开工作要点（发文机关：德清县人民政府办公室")
    assert out.endswith("致命 0 项，严重 4 项，提示 3 项\n")
