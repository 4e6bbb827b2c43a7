"""Rows that tell two definitions apart, and rows that stand in no group."""

import json
from pathlib import Path

import gongkai as gk
import pytest
from gongkai.cli import main
from gongkai.year import Year
from small_year import only, requests, write_year


def test_rows_of_no_group_are_told_once_with_their_definitions(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    folder = write_year(tmp_path)
    assert main(["rates", str(folder), "--by", "month", "--json"]) == 0
    said = capsys.readouterr().err.splitlines()
    assert len(said) == len(set(said))
    assert said[0] == (
        "applications.csv “收到日期”列：1 行在 2022 年以前，不属于本年任何月份，没有列入"
        "（disclose.accepted、dispute.unique_per_closed、dispute.unique_per_accepted）"
    )
    assert said[1] == (
        "disputes.csv “审结日期”列：1 行没有这个日期，不属于任何月份，没有列入"
        "（correct.review_all、correct.all）"
    )
    assert main(["tally", "applications", str(folder), "--by", "month", "--json"]) == 0
    assert capsys.readouterr().err == (
        "applications.csv “收到日期”列：1 行在 2022 年以前，不属于本年任何月份，没有列入\n"
    )


def test_what_is_left_out_and_the_groups_make_the_whole(example_year: Year) -> None:
    for by, ledger in (("month", "applications"), ("month", "disputes"), ("quarter", "tasks")):
        tally = example_year.tally(ledger, by=by)
        whole = sum(
            each.count or 0 for each in example_year.tally(ledger) if each.cell != "closed_total"
        )
        inside = sum(each.count or 0 for each in tally)
        assert (inside < whole) == bool(tally.findings), ledger
    both = example_year.tally("disputes", by="month") + example_year.tally("disputes", by="month")
    assert [each.found for each in both.findings] == [
        each.found for each in example_year.tally("disputes", by="month").findings
    ] * 2


PAIRS = [
    ("timely.answered", "timely.due", ()),
    ("timely.answered", "timely.due", ("unit",)),
    ("timely.due", "timely.received", ("month",)),
    ("timely.due", "timely.received", ("unit", "quarter")),
    ("disclose.answered", "disclose.ex_other", ("applicant_kind",)),
    ("disclose.accepted", "disclose.answered", ("month",)),
    ("answer.rate", "timely.due", ()),
    ("dispute.unique_per_new", "dispute.procedure_per_new", ("unit",)),
    ("correct.review_all", "correct.review_combined", ("unit",)),
    ("correct.review_concluded", "correct.suit_all", ("quarter",)),
    ("task.done_due", "task.ontime_due", ("leads",)),
    ("task.done_all", "task.overdue_any", ("units",)),
]


@pytest.mark.parametrize(("first", "second", "by"), PAIRS)
def test_the_rows_are_the_whole_difference(
    example_year: Year, first: str, second: str, by: tuple[str, ...]
) -> None:
    found = example_year.compare(first, second, by=by)
    one, other = example_year.rate(first, by=by), example_year.rate(second, by=by)
    keys = {tuple(each.group.items()) for each in (*one, *other)}
    assert keys
    for key in keys:
        for side in ("numerator", "denominator"):
            counts = [
                sum(getattr(rate, side) for rate in rates if tuple(rate.group.items()) == key)
                for rates in (one, other)
            ]
            listed = sum(getattr(row, side) for row in found if tuple(row.group.items()) == key)
            assert counts[0] + listed == counts[1], (key, side)
    back = example_year.compare(second, first, by=by)
    assert [(row.of.reason.key, -row.numerator, -row.denominator) for row in found] == [
        (row.of.reason.key, row.numerator, row.denominator) for row in back
    ]


def test_a_row_says_where_it_is_and_why(tmp_path: Path) -> None:
    rows = requests(
        "县教育局,2022-10-10,,",
        "县教育局,2022-12-15,2022-12-20,予以公开",
        "县教育局,2022-03-01,2022-03-02,予以公开",
    )
    year = gk.open(only(tmp_path, {"applications.csv": rows}))
    found = year.compare("timely.answered", "timely.due", by=None)
    assert [json.dumps(line, ensure_ascii=False) for line in found.to_dicts()] == [
        '{"group": {}, "ledger": "applications", "file": "applications.csv", "row": 2, '
        '"key": "A1", "cell": "reply/new.in.open", "numerator": 0, "denominator": 1, '
        '"because": "2022-10-10 收到，20 个工作日内答复，至 2022-11-07；至 2022-12-31 未答复；'
        '只计入“按时答复率（应答复口径）”的分母"}',
        '{"group": {}, "ledger": "applications", "file": "applications.csv", "row": 3, '
        '"key": "A2", "cell": "reply/new.after.on_time", "numerator": -1, "denominator": -1, '
        '"because": "2022-12-15 收到，20 个工作日内答复，至 2023-01-13；2022-12-20 答复；'
        '只计入“按时答复率（已答复口径）”的分子和分母"}',
    ]
    assert [each.text for each in found.rates] == ["100.00%", "50.00%"]
    assert "A2" in found._repr_html_()
    assert "50.00%" in found._repr_html_()


def test_against_prints_rates_and_rows(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    folder = str(write_year(tmp_path))
    arguments = ["rates", folder, "--definition", "correct.review_all"]
    assert main([*arguments, "--against", "correct.review_concluded", "--json"]) == 0
    first, second, row = map(json.loads, capsys.readouterr().out.splitlines())
    assert [first["definition"], second["definition"]] == [
        *("correct.review_all", "correct.review_concluded"),
    ]
    assert [row[name] for name in ("file", "row", "key", "numerator", "denominator")] == [
        *("disputes.csv", 3, "D2", 0, -1),
    ]
    assert main([*arguments, "--against", "correct.review_all"]) == 0
    assert capsys.readouterr().out.endswith("两种口径计入的是同样的行\n")
    # The option alone is the same as the id.
    assert main([*arguments, "--json"]) == 0
    named = capsys.readouterr().out
    assert main(["rates", folder, "correct.review_all", "--json"]) == 0
    assert capsys.readouterr().out == named


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--against", "timely.due"), "--against needs one definition, found 0"),
        (("timely.due", "--rank"), "--rank needs groups: expected --by"),
        (("--rank", "--by", "unit"), "--rank needs one definition, found 0"),
        (
            ("timely.due", "--double-decline"),
            "--double-decline has definitions of its own, and is of the whole body",
        ),
        (
            ("timely.due", "--rank", "--double-decline"),
            "--against, --rank and --double-decline: expected one of them",
        ),
        (
            ("timely.due", "--against", "dispute.per_10k_pop"),
            "place 'fact/population' is no count of rows: it stands in year.toml",
        ),
        (("timely.due", "--against", "a.b"), "unknown definition 'a.b'"),
    ],
)
def test_wrong_questions_are_refused(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    assert main(["rates", str(write_year(tmp_path)), *arguments]) == 2
    assert capsys.readouterr().err == f"{said}\n"
