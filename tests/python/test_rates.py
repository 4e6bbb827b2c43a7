"""Rates and their reasons: definitions in words, comparisons, rankings, shares, days, two years."""

import json
from fractions import Fraction
from pathlib import Path

import gongkai as gk
import pytest
from gongkai import _core as core
from gongkai.cli import main
from gongkai.result import Definitions
from gongkai.result.definition import formula
from gongkai.year import Year
from gongkai.year.bridge import Counted, heirs, outcome_parts, parts_of
from hypothesis import given, settings
from hypothesis import strategies as st
from small_year import write_year

HEAD = "申请编号,单位,申请人类型,收到日期,答复日期,答复结果\n"


def requests(*rows: str) -> str:
    """Rows "unit,received,answered,outcome" of natural persons, numbered A1, A2 …."""
    lines = []
    for number, row in enumerate(rows, 1):
        unit, received, answered, outcome = row.split(",")
        lines.append(f"A{number},{unit},自然人,{received},{answered},{outcome}\n")
    return HEAD + "".join(lines)


def only(folder: Path, files: dict[str, str], year: int = 2022, toml: str = "") -> Path:
    """A year folder with these files and no other ledger."""
    absent = dict.fromkeys(("tasks.csv", "disputes.csv", "publications.csv", "units.csv"))
    return write_year(folder, {**absent, **files}, year=year, toml=toml)


@pytest.fixture(scope="module")
def example() -> Year:
    return gk.open(Path(__file__).parents[2] / "examples" / "deqing-2022")


# --- Definitions


def test_definitions_are_read_in_the_words_of_the_form() -> None:
    words = {each.id: formula(each) for each in gk.definitions()}
    assert words["disclose.answered"] == "（予以公开 + 部分公开） ÷ 办理结果总计"
    assert words["disclose.ex_other"] == ("（予以公开 + 部分公开） ÷ （办理结果总计 − 其他处理）")
    assert words["timely.due"] == ("期限在本期内、按时办结的申请 ÷ 期限在本期内的申请")
    assert words["answer.rate"] == (
        "（本年新收的申请 − 本年新收、尚未办结的申请） ÷ 本年新收的申请"
    )
    assert words["correct.review_merits"] == "行政复议的结果纠正 ÷ 行政复议的结果维持、结果纠正"
    assert words["correct.review_combined"] == (
        "（行政复议的结果纠正 + 调解或和解后已整改的复议） ÷ 行政复议的结果维持、结果纠正、其他结果"
    )
    assert words["dispute.per_10k_pop"] == (
        "行政复议、未经复议直接起诉的总计 ÷ 常住人口 × 10000（件/万人）"
    )
    assert words["timely.answered"] == "有期限、本期按时办结的申请 ÷ 有期限、本期办结的申请"
    assert words["task.done_due"] == "已到期、已办结的任务 ÷ 已到期的任务"
    assert words["task.done_all"] == "已办结的任务 ÷ 全部任务"
    # Every shipped place has words.
    assert not [text for text in words.values() if "/" in text.replace("件/万人", "")]


def test_a_folder_adds_definitions_and_replaces_them(tmp_path: Path) -> None:
    toml = """
[[definition]]
id = "timely.due"
name = "本机关口径"
numerator = ["reply/*.in.on_time", "-reply/old.in.on_time"]
denominator = ["table2/licences", "table3/refused.state_secret/enterprise@previous"]
rounding = "largest_remainder"
source = "本机关"
[[definition]]
id = "own.rate"
name = "自定"
numerator = ["fee/notices"]
denominator = ["table3/new_received/total?unit=县教育局"]
rounding = "truncate"
digits = 1
rankable_from = 30
source = "本机关"
"""
    folder = write_year(tmp_path, {"definitions.toml": toml})
    found = gk.definitions(folder)
    lines = {line["definition"]: line for line in found.to_dicts()}
    assert lines["timely.due"]["origin"] == "replaced"
    assert lines["timely.due"]["ledgers"] == ["applications", "publications"]
    assert lines["timely.due"]["formula"] == (
        "（期限在本期内、本期按时办结的申请 − 上年转入、期限在本期内、本期按时办结的申请） ÷ "
        "（行政许可 + 属于国家秘密（商业企业）（上年））"
    )
    assert lines["own.rate"]["origin"] == "added"
    assert lines["own.rate"]["formula"] == "收费通知件数 ÷ 本年新收（unit=县教育局）"
    assert [lines["own.rate"][name] for name in ("rounding", "digits", "rankable_from")] == [
        *("truncate", 1, 30),
    ]
    assert lines["answer.rate"]["origin"] == "shipped"
    assert [each.id for each in found][-1] == "own.rate"
    shown = found._repr_html_()
    assert "最大余数法（单独一项时四舍五入）" in shown
    assert "依申请公开、主动公开" in shown
    assert "自定" in shown
    assert gk.open(folder).definitions == found


def test_definitions_are_a_frame(example: Year) -> None:
    found = gk.definitions()
    assert isinstance(found, Definitions)
    assert list(found.to_pandas()["definition"]) == [each.id for each in found]
    assert [each.id for each in example.definitions] == [each.id for each in found]


def test_a_rate_may_have_another_unit(example: Year) -> None:
    rate = example.rate("dispute.per_10k_pop")
    assert (rate.numerator, rate.denominator, rate.text) == (21, 553000, "0.38 件/万人")
    assert rate.share == 21 / 553000
    assert rate.interval is None


def test_without_a_population_there_is_no_rate(tmp_path: Path) -> None:
    rate = gk.open(write_year(tmp_path)).rate("dispute.per_10k_pop")
    assert (rate.numerator, rate.denominator, rate.share, rate.text) == (2, None, None, "—")


def test_rounding_is_what_a_definition_says(tmp_path: Path) -> None:
    # 59 of 130: a published report prints 45.3 for 45.38.
    rows = [
        f"县教育局,2022-03-01,2022-03-02,{'予以公开' if n < 59 else '其他'}" for n in range(130)
    ]
    toml = "".join(
        f"""[[definition]]
id = "own.{rounding}"
name = "公开率"
numerator = ["table3/granted/total"]
denominator = ["table3/closed_total/total"]
rounding = "{rounding}"
digits = 1
source = "本机关"
"""
        for rounding in ("truncate", "half_up", "largest_remainder")
    )
    year = gk.open(only(tmp_path, {"applications.csv": requests(*rows), "definitions.toml": toml}))
    texts = [year.rate(f"own.{each}").text for each in ("truncate", "half_up", "largest_remainder")]
    assert texts == ["45.3%", "45.4%", "45.4%"]


def test_settled_reviews_put_right_count_as_corrected(tmp_path: Path) -> None:
    disputes = "案件编号,单位,争议类型,立案日期,审结日期,审结结果,整改日期\n" + "".join(
        f"D{n},县教育局,行政复议,2022-02-01,2022-05-01,{outcome},{rectified}\n"
        for n, (outcome, rectified) in enumerate(
            [
                ("结果纠正", ""),
                ("调解", "2022-06-01"),
                ("和解", "2022-06-01"),
                ("调解", ""),
                ("调解", "2023-02-01"),
                ("撤回申请", "2022-06-01"),
                ("其他结果", "2022-06-01"),
                ("结果维持", "2022-06-01"),
            ]
        )
    )
    year = gk.open(write_year(tmp_path, {"disputes.csv": disputes}))
    rate = year.rate("correct.review_combined")
    assert (rate.numerator, rate.denominator) == (3, 8)
    assert [each.key for each in year.why("rate/correct.review_combined/numerator")] == [
        *("D0", "D1", "D2"),
    ]
    assert year.rate("correct.review_concluded").numerator == 1


# --- What is left out


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


def test_what_is_left_out_and_the_groups_make_the_whole(example: Year) -> None:
    for by, ledger in (("month", "applications"), ("month", "disputes"), ("quarter", "tasks")):
        tally = example.tally(ledger, by=by)
        whole = sum(
            each.count or 0 for each in example.tally(ledger) if each.cell != "closed_total"
        )
        inside = sum(each.count or 0 for each in tally)
        assert (inside < whole) == bool(tally.findings), ledger
    both = example.tally("disputes", by="month") + example.tally("disputes", by="month")
    assert [each.found for each in both.findings] == [
        each.found for each in example.tally("disputes", by="month").findings
    ] * 2


# --- Comparisons


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
    example: Year, first: str, second: str, by: tuple[str, ...]
) -> None:
    found = example.compare(first, second, by=by)
    one, other = example.rate(first, by=by), example.rate(second, by=by)
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
    back = example.compare(second, first, by=by)
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


# --- Rankings, shares, days


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


def test_shares_are_of_one_whole(example: Year) -> None:
    with pytest.raises(gk.DataError, match="shares need a grouping"):
        example.shares(())
    with pytest.raises(gk.DataError, match="a task may have several leads: no shares by 'leads'"):
        example.shares("leads", "tasks/*.*.*")
    with pytest.raises(gk.DataError, match="digits is 7, expected 0 to 6"):
        example.shares("unit", digits=7)
    with pytest.raises(gk.DataError, match="it belongs to no month"):
        example.shares("month", "table3/carried_over/total")
    for by in ("unit", "channel", "applicant_kind", ("unit", "channel")):
        found = example.shares(by, "table3/new_received/total", digits=1)
        assert sum(round(float(each.text[:-1]) * 10) for each in found) == 1000
        assert found.whole == example.books.at("table3/new_received/total").value


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


# --- Two years


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


# --- Bridges


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


def test_a_bridge_needs_two_years_and_counts(tmp_path: Path, example: Year) -> None:
    first, second = two_years(tmp_path, (4, 1, 1, 0), (5, 1, 0, 0))
    with pytest.raises(gk.DataError, match="no previous year is open"):
        second.bridge()
    with pytest.raises(gk.DataError, match=r"place .tasks/new\.in\.open. is blank in 2021"):
        second.bridge(first, "tasks/new.in.open")
    with pytest.raises(gk.DataError, match="expected the numerator of a rate"):
        second.bridge(first, "rate/timely.due/denominator")
    assert example.bridge().change == 330 - 290


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
def test_the_parts_of_the_example_add_up(example: Year, of: str) -> None:
    found = example.bridge(of=of)
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


def test_bridge_days_and_shares_are_commands(
    capsys: pytest.CaptureFixture[str], example: Year, root: Path
) -> None:
    folder = str(root / "examples" / "deqing-2022")

    def lines(*arguments: str) -> list[dict[str, object]]:
        assert main([*arguments, "--json"]) == 0
        return [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    assert lines("bridge", folder) == example.bridge().to_dicts()
    assert lines("days", folder, "--by", "month") == example.days(by="month").to_dicts()
    assert lines("shares", folder) == example.shares("outcome_group").to_dicts()
    assert list(lines("shares", folder)[0]) == ["group", "count", "of", "share", "text"]
    (line,) = lines("rates", folder, "--double-decline")
    assert line == example.double_decline().to_dict()
    assert lines("rates", folder, "timely.due", "--by", "unit", "--rank") == (
        example.ranking("timely.due", "unit").to_dicts()
    )
