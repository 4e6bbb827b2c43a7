"""Documents read as plans, and what tests compare of them."""

from collections.abc import Callable

import gongkai as gk
from plan_documents import HEAD

TITLE = HEAD[2]
HEADS = ["序号", "工作任务", "牵头单位", "完成时限"]
ROWS = [
    ["1", "公开国土空间规划和专项规划", "县自然资源局", "9月底前"],
    ["2", "公开财政预算决算信息", "县财政局、县审计局", "全年"],
    ["3", "公开义务教育招生政策", "县教育局", "6月底"],
]
WIDTHS = [40, 200, 120, 100]

Plan = gk.result.plan.Plan
Made = Callable[..., Plan]


def rules(plan: Plan) -> list[tuple[str, object]]:
    """Rule and task of each finding."""
    return [(each.rule, each.where.get("task_id")) for each in plan.findings]


def told(plan: Plan) -> list[tuple[object, ...]]:
    """Number, title, leads and deadline of each task."""
    return [(each.task_id, each.title, each.leads, each.due) for each in plan.tasks]
