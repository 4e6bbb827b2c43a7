"""Who leads a clause of a plan's body, and until when, in all the ways of saying it."""

from datetime import date

import pytest
from plan_documents import HEAD, txt
from plan_read import HEADS, TITLE, Made

SEPTEMBER = date(2023, 9, 30)


def clause(said: str) -> bytes:
    return txt([*HEAD, "一、推进公开", f"（一）加强规划公开。{said}"])


@pytest.mark.parametrize(
    ("said", "leads", "due"),
    [
        ("由县发改局牵头，县财政局配合，9月底前完成。", ("县发改局",), SEPTEMBER),
        ("县发改局、县司法局牵头，县财政局配合。", ("县发改局", "县司法局"), None),
        ("县财政局配合，县发改局牵头。", ("县发改局",), None),
        ("公开规划，由县发改局牵头、县财政局配合。", ("县发改局",), None),
        ("公开规划由县发改局负责。", ("县发改局",), None),
        ("由县发改局会同县财政局、县司法局负责。", ("县发改局",), None),
        ("由县发改局负责公开，9月底前完成。", ("县发改局",), SEPTEMBER),
        ("县发改局牵头组织实施，县财政局等部门配合。", ("县发改局",), None),
        ("公开规划，牵头单位：县发改局，配合单位：县财政局。", ("县发改局",), None),
        ("公开规划，配合单位：县财政局；牵头单位：县发改局。", ("县发改局",), None),
        ("牵头单位为县发改局，完成时限：9月底前。", ("县发改局",), SEPTEMBER),
        ("公开规划。【牵头单位：县发改局】", ("县发改局",), None),
        ("公开规划。（牵头单位：县发改局）9月底前完成。", ("县发改局",), SEPTEMBER),
        ("公开规划。（县发改局牵头，县财政局配合），于9月底前完成。", ("县发改局",), SEPTEMBER),
        ("公开规划（牵头单位：县发改局），完成时限：9月底前。", ("县发改局",), SEPTEMBER),
    ],
)
def test_leads_and_deadline_of_a_clause(
    made: Made, said: str, leads: tuple[str, ...], due: date | None
) -> None:
    (task,) = made(clause(said)).tasks
    assert (task.title, task.leads, task.due) == ("加强规划公开", leads, due)


@pytest.mark.parametrize(
    "said",
    [
        "县财政局配合县发改局做好公开。",
        "配合单位：县财政局。",
        "坚持县政府办公室牵头，各部门配合的机制。",
        "健全由县政府办公室牵头的机制。",
        "各镇（街道）负责本辖区公开。",
        "公开工作由专人负责。",
        "发挥牵头单位作用，责任单位为第一责任主体。",
        "答复及时，时限为20个工作日。",
    ],
)
def test_who_helps_and_who_is_spoken_of_leads_nothing(made: Made, said: str) -> None:
    plan = made(clause(said))
    assert [(each.leads, each.due_text) for each in plan.tasks if each.leads] == []


def test_each_sentence_of_a_clause_has_its_own_lead(made: Made) -> None:
    said = "由县发改局负责公开规划，9月底前完成；由县财政局负责公开预算，6月底前完成。"
    assert [(each.title, each.leads, each.due_text) for each in made(clause(said)).tasks] == [
        ("公开规划", ("县发改局",), "9月底前"),
        ("公开预算", ("县财政局",), "6月底前"),
    ]


def test_each_label_of_a_sentence_names_its_own_lead(made: Made) -> None:
    said = "公开规划，牵头单位：县发改局，9月底前公开预算，牵头单位：县财政局，6月底前完成。"
    assert [(each.title, each.leads, each.due_text) for each in made(clause(said)).tasks] == [
        ("公开规划", ("县发改局",), None),
        ("9月底前公开预算", ("县财政局",), "6月底前"),
    ]


def test_a_deadline_behind_a_lead_is_not_that_of_the_next_work(made: Made) -> None:
    said = "公开规划。（牵头单位：县发改局）6月底前公开预算。（牵头单位：县财政局）年底前完成。"
    assert [(each.title, each.due) for each in made(clause(said)).tasks] == [
        ("公开规划", None),
        ("6月底前公开预算", date(2023, 12, 31)),
    ]


def test_a_heading_ends_where_its_lead_begins(made: Made) -> None:
    lines = [*HEAD, "（一）加强规划公开，由县发改局负责，县司法局配合。"]
    (task,) = made(txt(lines)).tasks
    assert (task.title, task.leads, task.content) == ("加强规划公开", ("县发改局",), "")


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ("推进基层政务公开专区建设，由县教育局牵头，县大数据局配合。", "plan.lead"),
        ("推进基层政务公开专区建设。（牵头单位：县大数据局）6月底前建成。", "plan.deadline"),
    ],
)
def test_what_a_sentence_says_is_held_against_the_table(made: Made, said: str, rule: str) -> None:
    rows = [HEADS, ["1", "推进基层政务公开专区建设", "县大数据局", "9月底前"]]
    plan = made(txt([*HEAD, f"（一）加强基层公开。{said}", "附件", "2023年任务清单"], rows))
    assert [(each.rule, each.kind) for each in plan.findings] == [(rule, "conflict")]


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


@pytest.mark.parametrize(
    ("said", "leads"),
    [
        ("（责任单位：县财政局；牵头单位：县府办）", ("县府办",)),
        ("（牵头单位：县府办；责任单位：县财政局）", ("县府办",)),
        ("（配合单位：县审计局；责任单位：县财政局）", ("县财政局",)),
        ("（责任单位：县财政局、县审计局；配合单位：县府办）", ("县财政局", "县审计局")),
    ],
)
def test_who_takes_the_lead_goes_before_who_is_responsible(
    made: Made, said: str, leads: tuple[str, ...]
) -> None:
    (task,) = made(clause(said)).tasks
    assert task.leads == leads


@pytest.mark.parametrize(
    ("said", "printed", "due", "kinds"),
    [
        ("（责任单位：县水利局）完成时限：2024年6月30日。", "2024年6月30日", date(2024, 6, 30), []),
        ("（牵头单位：县水利局）完成时间：2月30日。", "2月30日", None, ["bad"]),
        ("（牵头单位：县水利局；2月30日）", "2月30日", None, ["bad"]),
        ("（牵头单位：县水利局）（6月底前、10月底前）", "6月底前、10月底前", None, ["two"]),
        ("（牵头单位：县水利局；6月底前、10月底前）", "6月底前、10月底前", None, ["two"]),
        ("（牵头单位：县水利局；完成时限：6月底前，10月底前）", "6月底前、10月底前", None, ["two"]),
        ("（牵头单位：县水利局、6月底前）", "6月底前", date(2023, 6, 30), []),
        ("（牵头单位：县水利局；6月底前），6月底前完成。", "6月底前", date(2023, 6, 30), []),
        ("（牵头单位：县水利局；6月底前），9月底前完成。", "6月底前、9月底前", None, ["two"]),
        ("（牵头单位：县水利局）（2024年5月）", "2024年5月", date(2024, 5, 31), []),
        ("（牵头单位：县水利局），2024年5月。", "2024年5月", date(2024, 5, 31), []),
        ("（牵头单位：县水利局，持续推进）", "持续推进", None, ["open"]),
        ("（牵头单位：县水利局），每季度末。", "每季度末", None, ["open"]),
        ("（牵头单位：县水利局）持续推进基层公开和服务。", None, None, []),
        ("（牵头单位：县水利局）依据《办法》（2024年5月）公开。", None, None, []),
    ],
)
def test_a_deadline_by_a_lead_is_no_lead_and_is_not_lost(
    made: Made, said: str, printed: str | None, due: date | None, kinds: list[str]
) -> None:
    plan = made(clause(said))
    (task,) = (each for each in plan.tasks if each.leads)
    assert (task.leads, task.due_text, task.due) == (("县水利局",), printed, due)
    assert [each.kind for each in plan.findings if each.rule == "plan.deadline"] == kinds


def test_a_name_with_a_word_of_deadlines_in_it_stays_a_name(made: Made) -> None:
    (task,) = made(clause("（牵头单位：县医保局，县长期照护中心）")).tasks
    assert task.leads == ("县医保局", "县长期照护中心")


@pytest.mark.parametrize("between", ["", "\n"])
def test_who_takes_the_lead_in_a_bracket_or_line_of_its_own_goes_before(
    made: Made, between: str
) -> None:
    one, other = "（责任单位：县财政局）", "（牵头单位：县府办）"
    for said in (f"{one}{between}{other}", f"{other}{between}{one}"):
        (task,) = made(clause(said)).tasks
        assert (task.task_id, task.leads) == ("（一）", ("县府办",))
