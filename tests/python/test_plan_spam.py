"""What does not belong to a plan is taken out and said; honest words stay."""

from datetime import date

import pytest
from plan_documents import HEAD, html, xlsx
from plan_read import HEADS, Made, told


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


def test_advertising_in_the_lines_of_a_sheet_is_said(made: Made) -> None:
    lines, copies = [[each] for each in HEAD], [["抄送：县委，澳门新葡京官网，县法院"]]
    table = [HEADS, ["1", "公开规划", "县发改局", "年底"]]
    for rows in ([*lines, *copies, *table], [*lines, *table, *copies]):
        plan = made(xlsx({"Sheet1": rows}))
        assert [(each.rule, each.where, each.found) for each in plan.findings] == [
            ("plan.spam", {}, "澳门新葡京官网")
        ]
        assert [each.task_id for each in plan.tasks] == ["1"]
