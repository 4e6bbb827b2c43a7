"""One plan in every kind of file reads the same, and any small one reads back."""

import io
from datetime import date

import gongkai as gk
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from plan_documents import HEAD, html, pdf, txt, word, xlsx
from plan_read import HEADS, ROWS, TITLE, WIDTHS, Made, told


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


def test_a_date_shown_as_a_month_is_its_end(made: Made) -> None:
    rows = [["任务", "责任单位", "完成时间"], ["公开规划", "县发改局", date(2023, 6, 1)]]
    for months in ('yyyy"年"m"月"', "yyyy-mm", "[$-804]yyyy/m;@", "mmm-yy"):
        (task,) = made(xlsx({"任务": rows}, months=months)).tasks
        assert (task.task_id, task.due_text, task.due) == (None, "2023年6月", date(2023, 6, 30))
    (task,) = made(xlsx({"任务": rows}, months='yyyy"年"m"月"d"日"')).tasks
    assert (task.due_text, task.due) == ("2023-06-01", date(2023, 6, 1))


def test_a_hidden_sheet_is_left_out_and_said(made: Made) -> None:
    book = load_workbook(io.BytesIO(xlsx({"任务": [HEADS, *ROWS], "旧稿": [HEADS, ROWS[0]]})))
    book["旧稿"].sheet_state = "hidden"
    book.create_sheet("空").sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    plan = made(out.getvalue())
    assert [each.task_id for each in plan.tasks] == ["1", "2", "3"]
    said = plan.findings[1]  # behind the year, which nothing says
    assert (said.rule, said.severity, said.where) == ("ledger.skipped", "hint", {"sheet": "旧稿"})
    assert said.message == "《旧稿》：工作表是隐藏的，没有读入；要读入请取消隐藏"


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
