"""This year beside last: whether 双下降 may be said, and why a count changed."""

from pathlib import Path

import gongkai as gk
import pytest
from gongkai.year import Year
from gongkai.year.bridge import Counted, heirs, outcome_parts, parts_of
from hypothesis import given, settings
from hypothesis import strategies as st
from small_year import only, requests

Counts = tuple[int, int, int, int]


def two_years(tmp_path: Path, before: Counts, after: Counts) -> tuple[Year, Year]:
    """Years with (requests, reviews upheld, corrected, pending)."""
    made = []
    for year, (asked, upheld, corrected, pending) in ((2021, before), (2022, after)):
        rows = [f"县教育局,{year}-03-01,{year}-03-02,予以公开"] * asked
        disputes = "案件编号,单位,争议类型,立案日期,审结日期,审结结果\n"
        results = ["结果维持"] * upheld + ["结果纠正"] * corrected
        for number, result in enumerate(results):
            disputes += f"D{number},县教育局,行政复议,{year}-04-01,{year}-05-01,{result}\n"
        for number in range(pending):
            disputes += f"P{number},县教育局,行政复议,{year}-04-01,,尚未审结\n"
        folder = only(
            tmp_path / str(year),
            {"applications.csv": requests(*rows), "disputes.csv": disputes},
            year,
        )
        made.append(gk.open(folder))
    return made[0], made[1]


def reasons(tmp_path: Path, before: Counts, after: Counts) -> list[str]:
    first, second = two_years(tmp_path, before, after)
    found = second.double_decline(first)
    assert found.allowed == (not found.because) == bool(found.sentence)
    return [text.split("（")[0].rstrip("：") for text in found.because]


def test_both_fell(tmp_path: Path) -> None:
    # 20/40 and 5/20, then 12/40 and 2/12.
    first, second = two_years(tmp_path, (40, 15, 5, 0), (40, 10, 2, 0))
    found = second.double_decline(first)
    assert found.allowed
    assert found.sentence == (
        "争议发生率（按争议，对本年新收）由 50.00%（20/40） 下降到 30.00%（12/40），"
        "行政复议纠错率（审结口径）由 25.00%（5/20） 下降到 16.67%（2/12），实现双下降"
    )
    line = found.to_dict()
    assert list(line) == ["allowed", "sentence", "because", "rates"]
    assert line["rates"][1]["before"]["text"] == "25.00%"
    assert second.double_decline(first, corrections="correct.review_all").allowed
    assert "25.00%" in found._repr_html_()


def test_a_report_claims_it_only_where_both_years_say_so(tmp_path: Path) -> None:
    for name, after, printed, findings in (
        ("fell", (40, 10, 2, 0), "（2/12），实现双下降。", []),
        ("rose", (40, 10, 9, 0), "一年来，（缺）。", ["双下降"]),
    ):
        two_years(tmp_path / name, (40, 15, 5, 0), after)
        folder = tmp_path / name / "2022"
        (folder / "narrative").mkdir()
        words = '一年来，{{ claim("double_decline") }}。'
        (folder / "narrative" / "disputes.md").write_text(words, encoding="utf-8")
        toml = (folder / "year.toml").read_text(encoding="utf-8")
        (folder / "year.toml").write_text(f'previous = "../2021"\n{toml}', encoding="utf-8")
        report = gk.open(folder).report()
        (paragraph,) = report.sections[3].paragraphs
        assert paragraph.endswith(printed)
        claims = [each for each in report.findings if each.kind == "claim"]
        assert [each.found for each in claims] == findings
        assert all("上升到" in each.expected for each in claims)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        # Corrections rose: 5/20 to 4/12.
        ((40, 15, 5, 0), (40, 8, 4, 0), ["一项下降，另一项没有下降", "行政复议纠错率"]),
        # Equal: 5/20 and 3/12.
        ((40, 15, 5, 0), (40, 9, 3, 0), ["一项下降，另一项没有下降", "行政复议纠错率"]),
        # Nothing was corrected last year.
        ((40, 20, 0, 0), (40, 12, 0, 0), ["一项下降，另一项没有下降", "行政复议纠错率"]),
        # Nothing was concluded this year.
        ((40, 15, 5, 0), (40, 0, 0, 9), ["一项下降，另一项没有下降", "行政复议纠错率"]),
        # Few were concluded: 5/20 to 1/9.
        ((40, 15, 5, 0), (40, 8, 1, 0), ["行政复议纠错率"]),
        # Neither fell.
        ((40, 15, 5, 0), (40, 15, 5, 0), ["争议发生率", "行政复议纠错率"]),
    ],
)
def test_double_decline_is_refused_with_its_reasons(
    tmp_path: Path, before: Counts, after: Counts, expected: list[str]
) -> None:
    assert reasons(tmp_path, before, after) == expected


def test_each_reason_has_its_words(tmp_path: Path) -> None:
    first, second = two_years(tmp_path, (40, 20, 0, 0), (40, 15, 5, 0))
    assert second.double_decline(first).because == (
        "争议发生率（按争议，对本年新收）：与上年持平（50.00%（20/40））",
        "行政复议纠错率（审结口径）：上年为 0，无从下降",
    )
    assert first.double_decline(None).because == ("没有上年的数据",)
    first, second = two_years(tmp_path / "b", (40, 15, 5, 0), (40, 8, 1, 0))
    assert second.double_decline(first).because == (
        "行政复议纠错率（审结口径）：有一年的分母不足 10，个别案件就能左右比率"
        "（上年 25.00%（5/20），本年 11.11%（1/9））",
    )
    with pytest.raises(gk.DataError, match="previous is of 2022, expected 2021"):
        second.double_decline(second)
    own = """[[definition]]
id = "correct.review_concluded"
name = "另一口径"
numerator = ["table4/review/corrected"]
denominator = ["table4/review/total"]
source = "本机关"
"""
    (tmp_path / "b" / "2022" / "definitions.toml").write_text(own, encoding="utf-8")
    again = gk.open(tmp_path / "b" / "2022").double_decline(first)
    toml = (tmp_path / "b" / "2022" / "year.toml").read_text(encoding="utf-8")
    filed = toml + '[disputes]\ncounted = "filed"\n'
    (tmp_path / "b" / "2022" / "year.toml").write_text(filed, encoding="utf-8")
    otherwise = gk.open(tmp_path / "b" / "2022").double_decline(first)
    assert otherwise.because[0] == "两年的争议计法不同（year.toml 的 counted）"
    assert "另一口径：两年的口径不同" in again.because
    with pytest.raises(gk.DataError, match=r"definition 'correct\.review_concluded' is another"):
        gk.open(tmp_path / "b" / "2022").bridge(first, "rate/correct.review_concluded/numerator")


def test_last_year_is_counted_to_the_same_day(tmp_path: Path) -> None:
    first, _ = two_years(tmp_path, (40, 15, 5, 0), (40, 10, 2, 0))
    early = gk.open(tmp_path / "2022", as_of="2022-04-15").double_decline(first)
    assert [rate.against.as_of.isoformat() for rate in early.rates if rate.against] == [
        *("2021-04-15", "2021-04-15"),
    ]
    assert early.rates[1].against is not None
    assert early.rates[1].against.denominator == 0


def test_a_bridge_adds_up_by_hand(tmp_path: Path) -> None:
    # 乙局 was merged into 甲局 on 30 June 2022; 2021 had 250 working days and so had 2022 … nearly.
    before = ["甲局,2021-03-01,2021-03-02,予以公开"] * 6 + [
        "乙局,2021-03-01,2021-03-02,重复申请"
    ] * 4
    after = ["甲局,2022-03-01,2022-03-02,予以公开"] * 12 + ["丙局,2022-11-01,,"] * 2
    units = "单位,撤销日期,承接单位\n甲局,,\n乙局,2022-06-30,甲局\n丙局,,\n"
    first = gk.open(only(tmp_path / "2021", {"applications.csv": requests(*before)}, 2021))
    second = gk.open(
        only(tmp_path / "2022", {"applications.csv": requests(*after), "units.csv": units})
    )
    found = second.bridge(first)
    assert (found.before, found.after, found.change) == (10, 14, 4)
    assert [(each.kind, each.name, each.count) for each in found] == [
        ("calendar", "", 0),
        ("reorganisation", "乙局", -4),
        ("reorganisation", "甲局", 4),
        ("cases", "丙局", 2),
        ("cases", "甲局", 2),
        # Last year's mix of 14: 8.4 and 5.6.
        ("outcome", "予以公开", 4),
        ("outcome", "不予处理", -6),
        ("outcome", "尚未办结", 2),
    ]
    assert sum(each.count for each in found) == 4
    assert found.columns_shown()["count"][0] == 10
    assert found.columns_shown()["count"][-1] == 14
    granted = second.bridge(first, "rate/disclose.answered/numerator")
    assert sum(each.count for each in granted) == granted.change == 6


def test_a_bridge_needs_two_years_and_counts(tmp_path: Path, example_year: Year) -> None:
    first, second = two_years(tmp_path, (4, 1, 1, 0), (5, 1, 0, 0))
    with pytest.raises(gk.DataError, match="no previous year is open"):
        second.bridge()
    with pytest.raises(gk.DataError, match=r"place .tasks/new\.in\.open. is blank in 2021"):
        second.bridge(first, "tasks/new.in.open")
    with pytest.raises(gk.DataError, match="expected the numerator of a rate"):
        second.bridge(first, "rate/timely.due/denominator")
    assert example_year.bridge().change == 330 - 290


@pytest.mark.parametrize(
    "of",
    [
        "table3/new_received/total",
        "table3/granted/total",
        "table4/*/total",
        "rate/timely.due/numerator",
        "rate/disclose.answered/numerator",
        "rate/correct.review_concluded",
    ],
)
def test_the_parts_of_the_example_add_up(example_year: Year, of: str) -> None:
    found = example_year.bridge(of=of)
    assert sum(each.count for each in found) == found.change
    kinds = {each.kind for each in found}
    for zero in kinds & {"reorganisation", "outcome"}:
        assert sum(each.count for each in found if each.kind == zero) == 0


names = st.sampled_from(list("甲乙丙丁戊"))
by_unit = st.dictionaries(names, st.integers(0, 1000))
followers = st.dictionaries(names, st.lists(names, min_size=1, max_size=3, unique=True))


@settings(max_examples=500)
@given(by_unit, by_unit, by_unit, by_unit, followers, st.integers(0, 260), st.integers(0, 260))
def test_parts_always_add_up(
    counts: dict[str, int],
    bases: dict[str, int],
    counts_now: dict[str, int],
    bases_now: dict[str, int],
    heirs_of: dict[str, list[str]],
    days: int,
    days_now: int,
) -> None:
    parts = list(
        parts_of(Counted(counts, bases), Counted(counts_now, bases_now), heirs_of, (days, days_now))
    )
    assert sum(part.count for part in parts) == sum(counts_now.values()) - sum(counts.values())
    moved = sum(part.count for part in parts if part.kind == "reorganisation")
    assert moved == 0
    plain = list(parts_of(Counted(counts, counts), Counted(counts_now, counts_now), {}, (1, 1)))
    assert {part.kind for part in plain} <= {"calendar", "cases"}


@given(st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99)), min_size=1, max_size=7))
def test_outcome_parts_add_up_to_nothing(counts: list[tuple[int, int]]) -> None:
    before = {f"g{n}": first for n, (first, _) in enumerate(counts)}
    after = {f"g{n}": second for n, (_, second) in enumerate(counts)}
    assert sum(part.count for part in outcome_parts(before, after)) == 0


def test_heirs_are_followed_to_the_last() -> None:
    from datetime import date

    gone = date(2022, 5, 31)
    units = [
        ("甲", gone, ["乙"]),
        ("乙", gone, ["丙", "丁"]),
        ("丙", None, []),
        ("丁", date(2023, 1, 1), ["戊"]),
        ("己", gone, ["庚"]),
        ("庚", gone, ["己"]),
    ]
    assert heirs(units, date(2022, 12, 31)) == {
        "甲": ["丙", "丁"],
        "乙": ["丙", "丁"],
        "己": [],
        "庚": [],
    }
