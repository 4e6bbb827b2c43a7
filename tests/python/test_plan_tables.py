"""Tables of tasks as offices draw them: lists, heads, sections, merged cells, numbers."""

from datetime import date

from plan_documents import HEAD, Merge, html, pdf, txt, word, xlsx
from plan_read import HEADS, ROWS, TITLE, Made, rules, told


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


def test_no_task_at_all_is_said(made: Made) -> None:
    plan = made("2023年某县政务公开工作要点\n请认真贯彻执行。".encode())
    assert (len(plan.tasks), rules(plan)) == (0, [("plan.no_lead", None)])


UNKNOWN = ["编号", "行动", "责任单位", "时限"]


def test_a_head_with_an_unknown_word_is_a_head(made: Made) -> None:
    for heads in (UNKNOWN, ["编号", "干什么", "谁来办", "时限"]):
        plan = made(xlsx({"任务": [[TITLE], heads, *ROWS]}))
        assert (plan.title, plan.year) == (TITLE, 2023)
        assert [(each.task_id, each.title, each.leads, each.due_text) for each in plan.tasks] == [
            (number, title, tuple(leads.split("、")), due) for number, title, leads, due in ROWS
        ]
        assert [(each.rule, each.kind, each.found) for each in plan.findings] == [
            ("plan.lead", "no_head", "序号、任务、责任单位、完成时限")
        ]


def test_a_second_sheet_whose_columns_are_guessed_is_said(made: Made) -> None:
    other = [["1", "公开规章", "县司法局", "9月底前"], ["2", "公开医疗收费", "县卫健局", "9月底前"]]
    for rows in ([UNKNOWN, *other], other):
        plan = made(xlsx({"甲": [[TITLE], HEADS, *ROWS], "乙": rows}))
        assert [(each.list, each.task_id) for each in plan.tasks[3:]] == [("乙", "1"), ("乙", "2")]
        assert [(each.kind, each.where["list"]) for each in plan.findings] == [("no_head", "乙")]


def test_a_sheet_in_which_no_task_is_known_is_said(made: Made) -> None:
    other = [["甲", "公开规章", "是"], ["乙", "公开收费", "否"]]
    plan = made(xlsx({"甲": [[TITLE], HEADS, *ROWS], "乙": other, "说明": [["按月填报。"]]}))
    assert len(plan.tasks) == len(ROWS)
    assert [(each.rule, each.kind, each.where) for each in plan.findings] == [
        ("ledger.skipped", "no_tasks", {"sheet": "乙"})
    ]


def test_a_title_above_a_table_without_a_head_is_the_title(made: Made) -> None:
    plan = made(xlsx({"任务": [[TITLE], *ROWS]}))
    assert (plan.title, plan.year, len(plan.tasks)) == (TITLE, 2023, len(ROWS))


WRAPPED = ["2", "推进义务教育招生信息公开和学区划分公开", "县教育局", "5月底前"]


def test_a_wrapped_title_without_rules_goes_on(made: Made) -> None:
    rows = [
        ["1", "公开预算", "县财政局", "6月底前"],
        WRAPPED,
        ["3", "公开规章", "县司法局", "9月底前"],
    ]
    for first, width in ((40, 120), (40, 60), (30, 60)):
        data = pdf([(HEAD, [HEADS, *rows])], [first, width, 100, 100], ruled=False)
        plan = made(data)
        assert [
            [each.task_id, each.title, *each.leads, each.due_text] for each in plan.tasks
        ] == rows
        assert [each.clause for each in plan.tasks] == [None] * 3
        assert rules(plan) == []


def test_rows_that_cannot_be_read_are_named(made: Made) -> None:
    lines = [
        "序号  工作任务  牵头单位  完成时限",
        "1     公开预算  县财政局  6月底前",
        "信息公开和学区划",
        "分公开",
        "3     公开规章  县司法局  9月底前",
        "请认真组织实施。",
    ]
    plan = made("\n".join([*HEAD, *lines]).encode())
    assert [each.task_id for each in plan.tasks] == ["1"]
    assert [(each.rule, each.kind, each.severity, each.found) for each in plan.findings] == [
        ("ledger.skipped", "row", "serious", "信息公开和学区划"),
        ("ledger.skipped", "row", "serious", "分公开"),
        ("ledger.skipped", "row", "serious", "3 公开规章 县司法局 9月底前"),
    ]


def test_what_stands_below_a_table_of_spaces_is_no_part_of_its_last_title(made: Made) -> None:
    lines = [
        "序号    工作任务        牵头单位    完成时限",
        "1       公开预算        县财政局    6月底前",
        "2       公开规章        县司法局    9月底前",
    ]
    below = ["        某县人民政府办公室", "        2023年3月1日"]
    for remark in ([], ["        注：按月填报。"], ["     （此件公开发布）"]):
        plan = made("\n".join([TITLE, *lines, *remark, *below]).encode())
        assert [each.title for each in plan.tasks] == ["公开预算", "公开规章"]
        assert (plan.issuer, plan.issued) == ("某县人民政府办公室", date(2023, 3, 1))


def test_a_row_without_a_number_that_cannot_be_read_is_named(made: Made) -> None:
    lines = [
        "工作任务            牵头单位    完成时限",
        "公开预算            县财政局    6月底前",
        "和决算",
        "公开规章            县司法局    9月底前",
    ]
    plan = made("\n".join([*HEAD, *lines]).encode())
    found = [each.found for each in plan.findings if each.kind == "row"]
    assert found == ["和决算", "公开规章 县司法局 9月底前"]


def test_a_line_above_a_number_is_said_where_it_is_no_rest_of_the_task_before(made: Made) -> None:
    heads = "序号    工作任务              牵头单位      完成时限"
    one = "1       公开财政预算          县财政局      6月底前"
    beside = [
        "        推进政府信息公开",
        "2       目录编制和动态调      县政府办      9月底前",
        "        整",
    ]
    plan = made("\n".join([*HEAD, heads, one, *beside]).encode())
    assert [(each.task_id, each.title) for each in plan.tasks] == [
        ("1", "公开财政预算推进政府信息公开"),
        ("2", "目录编制和动态调整"),
    ]
    (said,) = plan.findings
    assert said.message == (
        "“推进政府信息公开”一行在下一项的序号之上，读作上一项的内容；也可能是下一项的开头，请核对"
    )
    above = [
        "1       推进政府信息公开      县财政局      6月底前",
        "        目录编制",
        "2       公开财政预算          县政府办      9月底前",
    ]
    assert not made("\n".join([*HEAD, heads, *above]).encode()).findings
