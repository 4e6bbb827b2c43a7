"""Rankings, shares of one whole and days of replies, and the commands that print them."""

import json
from fractions import Fraction
from pathlib import Path

import gongkai as gk
import pytest
from gongkai import _core as core
from gongkai.cli import main
from gongkai.year import Year
from hypothesis import given
from hypothesis import strategies as st
from small_year import only, requests


def test_a_ranking_has_ties_and_leaves_small_groups_without_a_place(tmp_path: Path) -> None:
    def of(unit: str, on_time: int, late: int) -> list[str]:
        return [f"{unit},2022-03-01,2022-03-02,予以公开"] * on_time + [
            f"{unit},2022-03-01,2022-06-01,予以公开"
        ] * late

    rows = [*of("甲局", 10, 0), *of("乙局", 9, 1), *of("丙局", 18, 2), *of("丁局", 5, 5)]
    year = gk.open(only(tmp_path, {"applications.csv": requests(*rows, *of("戊局", 9, 0))}))
    found = year.ranking("timely.due", by="unit")
    assert [(each.rank, each.rate.group["unit"]) for each in found] == [
        *((1, "甲局"), (2, "丙局"), (2, "乙局"), (4, "丁局"), (None, "戊局")),
    ]
    assert found.columns_shown()["note"][-1] == "分母不足 10，不排名"
    line = found.to_dicts()[1]
    assert (line["rank"], line["numerator"], line["denominator"]) == (2, 18, 20)
    assert list(line)[-1] == "rank"


def test_shares_make_a_hundred(tmp_path: Path) -> None:
    # The outcomes of a city's published 1,453 replies.
    published = {
        "予以公开": (966, "66.48%"),
        "部分公开": (67, "4.61%"),
        "属于国家秘密": (80, "5.57%"),
        "属于行政查询事项": (1, ""),
        "本机关不掌握相关政府信息": (182, "12.53%"),
        "重复申请": (61, "4.20%"),
        "其他": (96, "6.61%"),
    }
    rows = [
        f"县教育局,2022-03-01,2022-03-02,{outcome}"
        for outcome, (count, _) in published.items()
        for _ in range(count)
    ]
    year = gk.open(only(tmp_path, {"applications.csv": requests(*rows)}))
    found = year.shares("outcome_group")
    assert [(each.group["outcome_group"], each.count, each.text) for each in found] == [
        ("granted", 966, "66.48%"),
        ("partly_granted", 67, "4.61%"),
        ("refused", 81, "5.57%"),
        ("not_provided", 182, "12.53%"),
        ("not_processed", 61, "4.20%"),
        ("other", 96, "6.61%"),
    ]
    assert found.whole == 1453
    assert found.note.startswith("共 1453 件；百分比按最大余数法取整")
    assert found.note in found._repr_html_()
    assert [each.count for each in year.shares("outcome")][2:4] == [80, 1]
    assert year.shares("outcome_group", digits=0)[0].text == "66%"
    thirds = requests(*(f"{unit},2022-03-01,2022-03-02,予以公开" for unit in ("甲", "乙", "丙")))
    year = gk.open(only(tmp_path / "b", {"applications.csv": thirds}))
    assert [each.text for each in year.shares("unit")] == ["33.34%", "33.33%", "33.33%"]
    assert [each.text for each in year.shares("unit", "table3/granted/total", digits=1)] == [
        *("33.4%", "33.3%", "33.3%"),
    ]


def test_shares_are_of_one_whole(example_year: Year) -> None:
    with pytest.raises(gk.DataError, match="shares need a grouping"):
        example_year.shares(())
    with pytest.raises(gk.DataError, match="a task may have several leads: no shares by 'leads'"):
        example_year.shares("leads", "tasks/*.*.*")
    with pytest.raises(gk.DataError, match="digits is 7, expected 0 to 6"):
        example_year.shares("unit", digits=7)
    with pytest.raises(gk.DataError, match="it belongs to no month"):
        example_year.shares("month", "table3/carried_over/total")
    for by in ("unit", "channel", "applicant_kind", ("unit", "channel")):
        found = example_year.shares(by, "table3/new_received/total", digits=1)
        assert sum(round(float(each.text[:-1]) * 10) for each in found) == 1000
        assert found.whole == example_year.books.at("table3/new_received/total").value


@given(st.lists(st.integers(0, 10**12), min_size=1, max_size=30), st.integers(0, 6))
def test_parts_of_a_whole_always_make_it(counts: list[int], digits: int) -> None:
    texts = core.shares_of_whole(counts, digits)
    if not sum(counts):
        assert set(texts) == {"—"}
        return
    shown = [Fraction(text.removesuffix("%")) for text in texts]
    assert sum(shown) == 100
    # None is further from its share than one step of its last digit.
    step = Fraction(1, 10**digits)
    exact = [Fraction(100 * count, sum(counts)) for count in counts]
    assert all(abs(one - other) < step for one, other in zip(shown, exact, strict=True))
    total = counts[0] - counts[-1]
    assert sum(core.apportioned(total, counts)) == total


def test_days_of_replies(tmp_path: Path) -> None:
    rows = requests(
        "甲局,2022-03-01,2022-03-01,予以公开",  # 0
        "甲局,2022-03-04,2022-03-09,予以公开",  # Friday to Wednesday: 3
        "甲局,2022-09-29,2022-10-08,予以公开",  # 30 September and a worked Saturday: 2
        "乙局,2022-06-01,2022-06-30,予以公开",  # 3 June was off: 20
        "乙局,2022-06-01,,",
    )
    year = gk.open(only(tmp_path, {"applications.csv": rows}))
    assert year.days().to_dicts() == [
        {
            "group": {},
            "rows": 4,
            "unknown": 0,
            "min": 0,
            "median": 2,
            "p90": 20,
            "max": 20,
            "histogram": [[0, 1], [2, 1], [3, 1], [20, 1]],
        }
    ]
    assert year.days().columns_shown()["histogram"] == ["0–5 日 3 件、16–20 日 1 件"]
    assert [(each.group["unit"], each.rows) for each in year.days(by="unit")] == [
        *(("乙局", 1), ("甲局", 3)),
    ]
    assert [each.group["month"] for each in year.days(by="month")] == [
        *("2022-03", "2022-06", "2022-10"),
    ]
    with pytest.raises(gk.DataError, match="days of 'tasks' are not counted"):
        year.days("tasks")


def test_bridge_days_and_shares_are_commands(
    capsys: pytest.CaptureFixture[str], example_year: Year, root: Path
) -> None:
    folder = str(root / "examples" / "deqing-2022")

    def lines(*arguments: str) -> list[dict[str, object]]:
        assert main([*arguments, "--json"]) == 0
        return [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    assert lines("bridge", folder) == example_year.bridge().to_dicts()
    assert lines("days", folder, "--by", "month") == example_year.days(by="month").to_dicts()
    assert lines("shares", folder) == example_year.shares("outcome_group").to_dicts()
    assert list(lines("shares", folder)[0]) == ["group", "count", "of", "share", "text"]
    (line,) = lines("rates", folder, "--double-decline")
    assert line == example_year.double_decline().to_dict()
    assert lines("rates", folder, "timely.due", "--by", "unit", "--rank") == (
        example_year.ranking("timely.due", "unit").to_dicts()
    )
