"""Audits of published reports: what is wrong in them, and what cannot be told."""

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import gongkai as gk
import pytest

REPORTS = Path(__file__).parents[1] / "golden" / "reports"
SOUND = ["city-2025", "hongze-2024", "huaian-2024", "shuyang-2025"]
PROSE = [
    "prose.figure",
    "prose.share",
    "prose.direction",
    "prose.year",
    "prose.reused",
    "fees.both",
    "sections",
]


def report(name: str) -> Path:
    return REPORTS / f"{name}.json"


@pytest.fixture
def changed(tmp_path: Path) -> Callable[[Callable[[dict[str, Any]], object]], Path]:
    """A copy of the city's report with one change."""

    def change(edit: Callable[[dict[str, Any]], object]) -> Path:
        found = json.loads(report("city-2025").read_text(encoding="utf-8"))
        edit(found)
        path = tmp_path / "changed.json"
        path.write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")
        return path

    return change


@pytest.mark.parametrize("name", SOUND)
def test_nothing_fails_in_a_sound_report(name: str) -> None:
    assert list(gk.audit(report(name)).failed) == []


def test_the_wrong_totals_of_hongze_are_found() -> None:
    failed = gk.audit(report("hongze-2023")).failed
    assert [(each.rule, each.severity, each.found, each.expected) for each in failed] == [
        ("table4.total", "fatal", "0", "11"),
        ("table4.total", "fatal", "0", "5"),
    ]
    assert [each.where for each in failed] == [
        {"table": "table4", "row": "review"},
        {"table": "table4", "row": "suit_after_review"},
    ]
    assert failed[0].message == "表四 “行政复议”：总计为 0，四种结果之和为 11，两者应当相等"


def test_blank_cells_are_found_one_by_one_and_sums_over_them_are_unknown() -> None:
    found = gk.audit(report("shanghai-office-2019"))
    printed = json.loads(report("shanghai-office-2019").read_text(encoding="utf-8"))
    blank = [
        (table, row, column)
        for table in ("table3", "table4")
        for row, cells in printed[table]["rows"].items()
        for column, cell in zip(printed[table]["columns"], cells, strict=True)
        if cell is None
    ]
    failed = [(each.rule, *each.where.values()) for each in found.failed]
    assert failed == [("table.missing", "table2"), *(("cell.blank", *cell) for cell in blank)]
    # Only 自然人 and 总计 have all four numbers of the flow; every row of results has a blank.
    unknown = [each for each in found if each.status == "unknown"]
    assert Counter(each.rule for each in unknown) == {
        "table3.flow": 5,
        "table3.closed": 7,
        "table3.total": 23,
        "table4.total": 3,
    }
    flow = [each.where["column"] for each in unknown if each.rule == "table3.flow"]
    assert "natural_person" not in flow
    assert "total" not in flow


def test_without_words_the_rules_of_prose_are_not_assessable() -> None:
    found = gk.audit(report("city-2025"))
    states = {each.rule: each.status for each in found}
    assert {rule: states[rule] for rule in PROSE} == dict.fromkeys(PROSE, "not_assessable")


def test_passes_are_told_only_when_asked() -> None:
    assert "pass" not in {each.status for each in gk.audit(report("city-2025"))}
    passes = [each for each in gk.audit(report("city-2025"), passes=True) if each.status == "pass"]
    flow = [each for each in passes if each.rule == "table3.flow"]
    assert [each.found for each in flow] == ["14147", "258", "0", "46", "146", "32", "14629"]


def test_last_year_is_compared() -> None:
    found = gk.audit(report("hongze-2024"), previous=report("hongze-2023"), passes=True)
    carry = [each for each in found if each.rule == "years.carry"]
    assert [each.status for each in carry] == ["pass"] * 7
    stock = [each for each in found if each.rule == "table2.stock"]
    assert {each.status for each in stock} == {"pass"}


def test_a_report_of_another_year_is_not_compared() -> None:
    found = gk.audit(report("city-2025"), previous=report("hongze-2023"))
    assert {each.status for each in found if each.rule == "years.carry"} == {"not_assessable"}


def test_with_several_files_each_finding_names_its_own() -> None:
    files = [report("city-2025"), report("hongze-2023")]
    failed = gk.audit(files).failed
    assert [each.where for each in failed] == [
        {"file": str(files[1]), "table": "table4", "row": "review"},
        {"file": str(files[1]), "table": "table4", "row": "suit_after_review"},
    ]
    assert failed[0].message == (
        f"{files[1]} 表四 “行政复议”：总计为 0，四种结果之和为 11，两者应当相等"
    )


def test_a_changed_cell_breaks_what_it_stands_in(changed: Callable[..., Path]) -> None:
    def edit(found: dict[str, Any]) -> None:
        found["table3"]["rows"]["granted"][0] += 1

    failed = gk.audit(changed(edit)).failed
    assert [(each.rule, each.where.get("row"), each.where.get("column")) for each in failed] == [
        ("table3.closed", None, "natural_person"),
        ("table3.total", "granted", None),
    ]


def test_a_cell_in_words_is_read_as_offices_mean_it(changed: Callable[..., Path]) -> None:
    def edit(found: dict[str, Any]) -> None:
        rows = found["table3"]["rows"]
        rows["granted"][1] = "129（其中补正2件）"
        rows["granted"][2] = "/"
        rows["granted"][3] = {"state": "not_applicable"}
        rows["partly_granted"][0] = "2,120"

    found = gk.audit(changed(edit))
    # 41 of 公益组织 is not applicable now: its column's closed total no longer adds up.
    assert [(each.rule, *each.where.values()) for each in found.failed] == [
        ("table3.closed", "table3", "public_welfare"),
        ("cell.blank", "table3", "granted", "research_institute"),
    ]


def test_numbers_keep_every_digit(changed: Callable[..., Path]) -> None:
    path = changed(lambda found: found["table2"].update(fees_wan=0.1))
    assert list(gk.audit(path).failed) == []
    path = changed(lambda found: found["table2"].update(licences=1.5))
    failed = gk.audit(path).failed
    assert [(each.rule, each.found) for each in failed] == [("table2.count", "1.5")]


def test_a_row_that_is_missing_is_no_blank(changed: Callable[..., Path]) -> None:
    failed = gk.audit(changed(lambda found: found["table4"]["rows"].pop("suit_direct"))).failed
    assert [(each.rule, each.where) for each in failed] == [("table.missing", {"table": "table4"})]


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        (
            lambda found: found.update(schema="other/1"),
            "changed.json: schema is 'other/1', expected 'gongkai.report/1'",
        ),
        (
            lambda found: found.update(year="2025"),
            "changed.json: 'year' is '2025', expected a whole number",
        ),
        (lambda found: found.pop("body"), "changed.json: 'body' is missing, expected text"),
        (
            lambda found: found.pop("schema"),
            "changed.json: schema is missing, expected 'gongkai.report/1'",
        ),
        (
            lambda found: found.update(year=True),
            "changed.json: 'year' is true, expected a whole number",
        ),
        (
            lambda found: found.update(format="2017"),
            "changed.json: unknown form '2017', expected '2019' or '2021'",
        ),
        (
            lambda found: found["table2"].update(licences={"state": "lost"}),
            "changed.json: unknown state 'lost'",
        ),
        (
            lambda found: found["table4"]["rows"].update(review=[1, 2]),
            "changed.json: table4/review is [1, 2], expected 5 cells",
        ),
        (
            lambda found: found["table4"]["rows"]["review"].__setitem__(0, [1]),
            "changed.json: table4/review/upheld: found [1], "
            "expected a number, text, null or a state",
        ),
        (
            lambda found: found.update(table3=[]),
            "changed.json: table3 has no rows, expected an object 'rows'",
        ),
        (
            lambda found: found.update(year=float("nan")),
            "changed.json: NaN is no number of a report",
        ),
    ],
)
def test_what_is_no_report_is_refused(
    changed: Callable[..., Path], edit: Callable[[dict[str, Any]], object], message: str
) -> None:
    with pytest.raises(gk.DataError) as error:
        gk.audit(changed(edit))
    assert str(error.value) == message


def test_what_is_no_json_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "report.docx"
    path.write_bytes(b"PK\x03\x04")
    with pytest.raises(gk.DataError) as error:
        gk.audit(path)
    assert str(error.value) == (
        "report.docx: not a report as JSON, expected an object of schema 'gongkai.report/1'"
    )
    path.write_text('{"schema": \n', encoding="utf-8")
    with pytest.raises(gk.DataError, match=r"^report\.docx line 2: expecting value$"):
        gk.audit(path)
    with pytest.raises(gk.DataError, match=r"^none\.json: no such file or directory$"):
        gk.audit(tmp_path / "none.json")


def test_a_report_of_another_year_is_not_compared_and_says_so() -> None:
    found = gk.audit(REPORTS / "hongze-2024.json", previous=REPORTS / "shanghai-office-2019.json")
    carry = next(each for each in found if each.rule == "years.carry")
    assert carry.status == "not_assessable"
    assert carry.message == "所给上年报告是 2019 年的，应为 2023 年，没有核对"


def test_words_are_said_to_be_unread() -> None:
    found = gk.audit(REPORTS / "city-2025.json")
    figure = next(each for each in found if each.rule == "prose.figure")
    assert (figure.status, figure.message) == ("not_assessable", "本版只核对表格，文字没有核对")
