"""Results: rows that add, show themselves and go to any library as they are."""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path

import gongkai as gk
import polars
import pyarrow
import pytest
from gongkai import _core as core
from gongkai.result import Count, Findings, Rate, Rates, Tally
from small_year import APPLICATIONS, write_year


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> "gk.year.Year":
    return gk.open(write_year(tmp_path_factory.mktemp("county-2022")))


def figure(value: int) -> core.Figure:
    return core.Figure(value)


# --- Frames


def test_a_result_is_a_sequence(year: "gk.year.Year") -> None:
    tally = year.tally("disputes")
    assert len(tally) == 2
    assert [each.cell for each in tally[1:]] == ["table4/review/pending"]
    assert isinstance(tally[:1], Tally)
    assert tally[:1].ledger == "disputes"
    assert repr(tally) == "<Tally: 2 rows>"
    assert tally == year.tally("disputes")
    assert tally != tally[:1]


def test_arrow_takes_it_as_it_is(year: "gk.year.Year") -> None:
    table = pyarrow.table(year.tally("applications", by="unit"))
    assert table.column_names == ["unit", "cell", "count"]
    assert pyarrow.types.is_integer(table.schema.field("count").type)
    days = pyarrow.table(gk.due("2022-08-24", days=1).why())
    assert days.column("date").to_pylist() == [date(2022, 8, 25)]


def test_polars_and_pandas_hold_the_same(year: "gk.year.Year") -> None:
    rates = year.rate("timely.due", by="unit")
    frame = rates.to_polars()
    assert frame.columns == ["unit", "numerator", "denominator", "share"]
    assert pyarrow.table(rates).column_names == frame.columns
    assert frame.rows() == [
        ("县公安局", 1, 2, 0.5),
        ("县教育局", 2, 2, 1.0),
    ]
    assert rates.to_pandas()["share"].tolist() == [0.5, 1.0]
    assert polars.DataFrame(rates).equals(frame)


def test_pandas_alone_is_enough(
    year: "gk.year.Year", hidden: Callable[..., AbstractContextManager[None]]
) -> None:
    tally = year.tally("disputes")
    with hidden("pyarrow", "polars"):
        frame = tally.to_pandas()
    assert frame["count"].tolist() == [1, 1]


def test_an_empty_result_is_a_table_of_no_rows() -> None:
    empty = Tally("applications", ["unit"], [])
    assert pyarrow.table(empty).num_rows == 0
    assert empty.to_polars().columns == ["unit", "cell", "count"]
    assert empty._repr_html_() == (
        "<table><thead><tr><th>单位</th><th>所在单元格</th><th>数量</th></tr></thead>"
        "<tbody></tbody></table>"
    )


def test_html_is_escaped_and_stays_short() -> None:
    wild = Tally("tasks", ["unit"], [({"unit": "<b>甲&乙</b>"}, "tasks/x", figure(1))])
    assert "<td>&lt;b&gt;甲&amp;乙&lt;/b&gt;</td><td>tasks/x</td><td>1</td>" in wild._repr_html_()
    many = Tally("tasks", [], [({}, f"tasks/{number}", figure(1)) for number in range(101)])
    assert many._repr_html_().startswith("<table><caption>显示前 100 行，共 101 行</caption>")
    assert many._repr_html_().count("<tr>") == 101


def test_people_read_labels_and_programs_ids(year: "gk.year.Year") -> None:
    tally = year.tally("applications", by="applicant_kind")
    assert "<td>商业企业</td>" in tally._repr_html_()
    assert "<td>enterprise</td>" not in tally._repr_html_()
    assert tally.to_pandas()["applicant_kind"].unique().tolist() == ["enterprise", "natural_person"]
    assert tally.to_dicts()[0]["group"] == {"applicant_kind": "enterprise"}
    disputes = year.tally("disputes", by=["kind", "outcome"])
    assert "<td>行政复议</td><td>结果纠正</td>" in disputes._repr_html_()


def test_a_year_a_report_and_a_deadline_show_themselves(tmp_path: Path) -> None:
    folder = write_year(tmp_path, {"narrative/other.md": "无。"})
    toml = (folder / "year.toml").read_text(encoding="utf-8")
    (folder / "year.toml").write_text(toml.replace("某县", "<某>县"), encoding="utf-8")
    year = gk.open(folder)
    assert year._repr_html_().startswith(
        "<table><caption>&lt;某&gt;县人民政府办公室 2022 年，统计至 2022-12-31</caption>"
        "<thead><tr><th>台账</th><th>行数</th></tr></thead>"
        "<tbody><tr><td>单位名录</td><td>2</td></tr>"
    )
    report = year.report()
    number = len(report.findings)
    assert repr(report) == f"<Report 2022 of <某>县人民政府办公室: {number} findings>"
    shown = report._repr_html_()
    assert shown.startswith("<table><caption>&lt;某&gt;县人民政府办公室2022年")
    assert "<tr><td>六、其他需要报告的事项</td><td>1</td></tr>" in shown
    assert len(shown) < 1000
    due = gk.due("2022-08-24", days=1)
    assert due._repr_html_().startswith("<p>2022-08-24 起第 1 个工作日：2022-08-25</p><table>")
    assert "<td>2022-08-25</td><td>是</td><td>1</td>" in due._repr_html_()


# --- Tallies


def test_tallies_add(year: "gk.year.Year") -> None:
    twice = year.tally("applications", by="unit") + year.tally("applications", by="unit")
    assert [each.count for each in twice] == [
        each.count * 2 for each in year.tally("applications", by="unit") if each.count
    ]


def test_the_parts_of_a_ledger_add_to_the_whole(tmp_path: Path) -> None:
    head, *rows = APPLICATIONS.splitlines()
    parts = [
        gk.open(write_year(tmp_path / name, {"applications.csv": "\n".join([head, *some])}))
        for name, some in (("a", rows[:2]), ("b", rows[2:]))
    ]
    whole = gk.open(write_year(tmp_path / "whole"))
    for by in ((), ("unit",), ("unit", "month")):
        first, second = (part.tally("applications", by=by) for part in parts)
        assert first + second == second + first
        assert sorted(map(str, (first + second).to_dicts())) == sorted(
            map(str, whole.tally("applications", by=by).to_dicts())
        )


def test_cells_stay_in_the_order_of_the_form() -> None:
    first = Tally("applications", [], [({}, "table3/closed_total/total", figure(1))])
    second = Tally("applications", [], [({}, "table3/new_received/enterprise", figure(2))])
    assert [each.cell for each in first + second] == [
        "table3/new_received/enterprise",
        "table3/closed_total/total",
    ]


def test_what_is_unknown_stays_unknown_in_a_sum() -> None:
    known = Tally("publications", [], [({}, "table2/licences", figure(3))])
    blank = Tally("publications", [], [({}, "table2/licences", core.Figure())])
    assert [each.count for each in known + blank] == [None]


def test_tallies_of_different_questions_do_not_add() -> None:
    with pytest.raises(gk.DataError) as error:
        Tally("tasks", ["unit"], []) + Tally("tasks", [], [])
    assert (
        str(error.value) == "a tally of tasks by nothing does not add to a tally of tasks by unit"
    )


def test_fees_are_told_in_ten_thousand_yuan() -> None:
    counts = [Count({}, "table2/fees_wan", figure(fen)) for fen in (72_800, 7_000_000)]
    assert [each.count for each in counts] == [0.0728, 7]
    fees = Tally("publications", [], [({}, "table2/fees_wan", figure(77_302_800))])
    assert json.dumps(fees.to_dicts()[0]["count"]) == "77.3028"


# --- Rates


def test_a_rate_says_everything_about_itself(year: "gk.year.Year") -> None:
    rate = year.rate("timely.due")
    assert (rate.numerator, rate.denominator, rate.share, rate.text) == (3, 4, 0.75, "75.00%")
    assert (rate.unknown, rate.rankable, rate.as_of) == (0, False, date(2022, 12, 31))
    assert repr(rate) == "<Rate timely.due: 3/4 = 75.00%>"
    assert "<td>75.00%</td>" in rate._repr_html_()
    # Wilson: (p + z²/2n ± z √(p(1−p)/n + z²/4n²)) / (1 + z²/n), z = 1.959964, p = 3/4, n = 4.
    assert rate.interval == pytest.approx((0.300642, 0.954413), abs=1e-6)


def test_a_rate_beside_another_year(tmp_path: Path) -> None:
    rows = APPLICATIONS.replace("2022-07-01", "2022-05-31")
    better = gk.open(write_year(tmp_path / "b", {"applications.csv": rows}))
    worse = gk.open(write_year(tmp_path / "a"))
    rate = better.rate("timely.due", against=worse)
    assert (rate.text, rate.against.text if rate.against else "") == ("100.00%", "75.00%")
    assert (rate.change, rate.better) == (0.25, True)
    down = worse.rate("correct.review_all", against=worse)
    assert (down.change, down.better) == (0.0, None)
    by_unit = better.rate("timely.due", by="unit", against=worse)
    assert [each.change for each in by_unit] == [0.5, 0.0]


def test_a_rate_without_a_denominator_is_no_zero(tmp_path: Path) -> None:
    year = gk.open(write_year(tmp_path, {"disputes.csv": None}))
    rate = year.rate("correct.review_concluded")
    assert (rate.numerator, rate.denominator, rate.share, rate.text) == (None, None, None, "—")
    assert rate.interval is None
    assert rate.change is None
    assert list(year.rate("correct.review_concluded", by="unit")) == []


def test_rates_keep_what_a_grouping_leaves_out(tmp_path: Path) -> None:
    disputes = (
        "案件编号,申请编号,单位,争议类型,立案日期,审结日期,审结结果\n"
        "D0,,县教育局,行政复议,2021-12-01,2022-01-20,结果维持\n"
    )
    year = gk.open(write_year(tmp_path, {"disputes.csv": disputes}))
    rates = year.rate("dispute.review_per_new", by="month")
    assert [each.numerator for each in rates] == [0, 0, 0, 0]
    assert [(each.rule, each.kind, each.found) for each in rates.findings] == [
        ("ledger.order", "before_year", "1")
    ]


def test_several_rates_are_told_apart_by_their_definition(year: "gk.year.Year") -> None:
    rates = year.rates(["timely.due", "answer.rate"], by="unit")
    columns = ["definition", "unit", "numerator", "denominator", "share"]
    assert list(rates.to_pandas().columns) == rates.to_polars().columns == columns
    assert rates.columns()["definition"] == [*["timely.due"] * 2, *["answer.rate"] * 2]
    assert list(Rates(["unit"], []).columns()) == columns[1:]
    assert "<th>名称</th><th>单位</th>" in rates._repr_html_()
    assert Rate.__doc__


# --- Findings


def test_findings_are_told_apart() -> None:
    rules = core.Rules.parse(
        '[[rule]]\nid="a"\nname="a"\nseverity="fatal"\nchecks="a"\nsource="a"\n[rule.kinds]\n'
        'k="{found}"\nh={severity="hint", text="h"}\n'
    )
    found = Findings(
        rules.tell(
            [
                core.Finding("a", "k", where={"file": "x.csv", "row": 3}, found="7"),
                core.Finding("a", "h", where={"table": "table3", "row": "granted"}),
                core.Finding("a", "k", "pass"),
                core.Finding("a", "k", "unknown"),
            ]
        )
    )
    assert [len(part) for part in (found.failed, found.fatal, found.faults)] == [2, 1, 1]
    assert [each.status for each in found.without_passes] == ["fail", "fail", "unknown"]
    columns = found.columns()
    assert list(columns) == [
        *("rule", "status", "severity", "file", "table", "row", "found", "expected", "message"),
    ]
    assert columns["row"] == ["3", "granted", None, None]
    assert pyarrow.table(found).num_rows == 4
    assert found.to_dicts()[0] == {
        "rule": "a",
        "status": "fail",
        "severity": "fatal",
        "where": {"file": "x.csv", "row": 3},
        "found": "7",
        "expected": "",
        "message": "x.csv 第 3 行：7",
    }


def test_findings_that_repeat_are_shown_together() -> None:
    rules = core.Rules.parse(
        '[[rule]]\nid="a"\nname="a"\nseverity="fatal"\nchecks="a"\nsource="a"\n[rule.kinds]\n'
        'k="<{found}>"\n'
    )
    places = [{"file": "x.csv", "row": row, "header": "甲"} for row in range(2, 15)]
    made = [core.Finding("a", "k", where=where, found="7") for where in places]
    found = Findings(rules.tell([*made, core.Finding("a", "k", where={"table": "table3"})]))
    assert [(group.count, group.place) for group in found.groups] == [(13, "x.csv “甲”列"), (1, "")]
    assert found.groups[0].lines == (
        "第 2、3、4、5、6、7、8、9、10、11 行：<7>",
        "另有 3 处，没有一一列出",
    )
    assert found.columns_shown()["count"] == [13, None, None, 1]
    shown = found._repr_html_()
    assert shown.count("<tr>") == 5
    assert "<td>第 2、3、4、5、6、7、8、9、10、11 行：&lt;7&gt;</td>" in shown
    assert len(found[:1].groups) == 1
