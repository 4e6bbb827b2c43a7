"""Figures that somebody else published or worked out by hand, from the same tables and dates."""

import json
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from gongkai import _core as core
from gongkai import _templates

KINDS = "natural_person enterprise research_institute public_welfare legal_service "
KINDS += "other_organisation total"
# A whole city in 2025: its tables as printed, columns in the order of the form.
TABLE_3 = """
new_received 13612 252 0 45 128 32 14069
carried_over 535 6 0 1 18 0 560
granted 5345 129 0 41 19 14 5548
partly_granted 2120 39 0 1 6 2 2168
refused.state_secret 13 0 0 0 0 0 13
refused.forbidden_by_law 30 0 0 0 0 0 30
refused.public_safety 11 0 0 0 0 0 11
refused.third_party 49 2 0 0 0 0 51
refused.internal_affairs 103 1 0 0 0 0 104
refused.deliberative 84 1 0 0 0 0 85
refused.enforcement_file 282 4 0 0 0 0 286
refused.registry_query 147 0 0 0 1 2 150
not_provided.not_held 3075 50 0 0 89 8 3222
not_provided.needs_creation 177 3 0 0 0 0 180
not_provided.unclear 19 0 0 0 0 0 19
not_processed.petition 199 1 0 0 3 0 203
not_processed.repeat 147 1 0 0 0 0 148
not_processed.publication 0 0 0 0 0 0 0
not_processed.excessive 100 1 0 0 0 0 101
not_processed.reconfirmation 5 0 0 0 0 0 5
other.not_corrected 315 3 0 0 0 0 318
other.fee_unpaid 202 0 0 1 0 0 203
other.other 941 17 0 1 3 3 965
closed_total 13364 252 0 44 121 29 13810
carried_forward 783 6 0 2 25 3 819
"""
TABLE_4 = """
review 376 97 196 121 790
suit_direct 16 1 12 27 56
suit_after_review 74 1 30 51 156
"""
TABLE_2 = """
regulations/made 3
regulations/repealed 5
regulations/valid 74
normative_documents/made 564
normative_documents/repealed 984
normative_documents/valid 4185
licences 11398889
penalties 6937489
coercions 166105
fees_wan 316441
"""


def cells(typed: str, table: str) -> list[str]:
    """The typed cells; the rows stand in the order of the form."""
    lines = [line.split() for line in typed.split("\n") if line]
    assert [line[0] for line in lines] == core.table_rows(table)
    return [cell for line in lines for cell in line[1:]]


def tables(
    three: list[str] | None, four: list[str] | None, two: list[str] | None = None
) -> core.AnnualTables:
    made, findings = core.AnnualTables.from_cells(
        body="某市",
        year=2025,
        form="2021",
        single_other_row=False,
        table2=two,
        table3=three,
        table4=four,
    )
    assert findings == []
    return made


@cache
def city() -> core.AnnualTables:
    return tables(cells(TABLE_3, "table3"), cells(TABLE_4, "table4"), cells(TABLE_2, "table2"))


@cache
def definitions() -> dict[str, core.Definition]:
    return {each.id: each for each in _templates.definitions()}


@pytest.mark.parametrize(
    ("definition", "text"),
    [
        ("correct.review_all", "12.28%"),
        ("correct.review_concluded", "14.50%"),
        ("correct.review_merits", "20.51%"),
        ("correct.suit_concluded", "1.49%"),
        ("correct.suit_all", "0.94%"),
        ("correct.suit_merits", "2.17%"),
        ("correct.all_concluded", "12.33%"),
        ("correct.all", "9.88%"),
        ("correct.per_new", "0.70%"),
        ("dispute.unique_per_new", "6.01%"),
        ("dispute.unique_per_accepted", "5.78%"),
        ("dispute.unique_per_closed", "6.13%"),
        ("dispute.procedure_per_new", "7.12%"),
        ("dispute.review_per_new", "5.62%"),  # 790 of 14069
        ("disclose.answered", "55.87%"),
        ("disclose.accepted", "52.74%"),
        ("disclose.ex_other", "62.61%"),
        ("disclose.full_only", "40.17%"),
        ("close.rate", "94.40%"),  # 13810 of 14629
        ("carry.rate", "5.60%"),  # 819 of 14629
    ],
)
def test_the_same_office_has_many_rates(definition: str, text: str) -> None:
    assert city().rate(definitions()[definition]).text == text


def test_a_rate_keeps_both_counts() -> None:
    rate = city().rate(definitions()["disclose.ex_other"])
    assert (rate.numerator.value, rate.denominator.value) == (7716, 12324)
    assert rate.share == 7716 / 12324


def test_a_finished_report_has_no_rate_that_needs_a_ledger() -> None:
    said = r"^place 'reply/\*\.in\.earlier\|on_time' is no cell of tables 2, 3 and 4$"
    with pytest.raises(core.DataError, match=said):
        city().rate(definitions()["timely.due"])


def test_the_published_tables_add_up() -> None:
    said = [each for each in core.check(city()) if each.status == "fail"]
    assert [each.rule for each in said] == []


def test_each_wrong_total_of_a_published_table_is_found() -> None:
    wrong = cells(TABLE_3, "table3")
    total = core.table_rows("table3").index("closed_total") * len(KINDS.split())
    wrong[total] = "13365"  # natural persons, one too many
    said = core.check(tables(wrong, cells(TABLE_4, "table4"), cells(TABLE_2, "table2")))
    failed = {(each.rule, each.where.get("column")) for each in said if each.status == "fail"}
    assert {rule for rule, _ in failed} == {"table3.flow", "table3.closed", "table3.total"}
    assert ("table3.flow", "natural_person") in failed
    assert ("table3.closed", "natural_person") in failed


def test_the_report_on_file_prints_the_same_cells(root: Path) -> None:
    report = json.loads((root / "tests" / "golden" / "reports" / "city-2025.json").read_text())
    for table, typed in (("table3", TABLE_3), ("table4", TABLE_4)):
        rows = report[table]["rows"]
        assert [str(cell) for row in rows.values() for cell in row] == cells(typed, table)
        assert list(rows) == core.table_rows(table)
    assert report["table3"]["columns"] == KINDS.split() == core.table_columns("table3")


def share(above: int, below: int, *, digits: int, rounding: str) -> str:
    """A share of two counts of table 三, printed as a definition says."""
    (definition,) = core.parse_definitions(
        f"""[[definition]]
        id = "example"
        name = "示例"
        numerator = ["table3/granted/total"]
        denominator = ["table3/new_received/total"]
        digits = {digits}
        rounding = "{rounding}"
        source = "示例"
        """
    )
    rows = core.table_rows("table3")
    three = ["0"] * len(rows) * 7
    three[rows.index("granted") * 7 + 6] = str(above)
    three[rows.index("new_received") * 7 + 6] = str(below)
    return tables(three, None).rate(definition).text


@pytest.mark.parametrize(
    ("above", "below", "text"),
    [
        (81, 263, "30.80%"),  # 公开率, a district's half year 2022
        (673, 707, "95.19%"),  # 公文主动公开率
        (3055, 3059, "99.87%"),  # 网民留言答复率
        (966, 1453, "66.48%"),  # outcomes of one office, over what was answered
        (67, 1453, "4.61%"),
        (81, 1453, "5.57%"),
        (182, 1453, "12.53%"),
        (61, 1453, "4.20%"),
        (96, 1453, "6.61%"),
    ],
)
def test_shares_come_out_as_offices_print_them(above: int, below: int, text: str) -> None:
    assert share(above, below, digits=2, rounding="half_up") == text


@pytest.mark.parametrize(
    ("above", "truncated", "rounded"),
    [(59, "45.3%", "45.4%"), (1, "0.7%", "0.8%"), (12, "9.2%", "9.2%")],
)
def test_one_district_cuts_where_others_round(above: int, truncated: str, rounded: str) -> None:
    assert share(above, 130, digits=1, rounding="truncate") == truncated
    assert share(above, 130, digits=1, rounding="half_up") == rounded


@pytest.mark.parametrize(
    "line",
    [
        "2022-01-20 2022-01-29 2022-02-15 2022-02-22 2022-03-22",  # a worked Saturday
        "2022-04-20 2022-04-28 2022-05-12 2022-05-19 2022-06-17",
        "2022-08-24 2022-09-02 2022-09-15 2022-09-22 2022-10-25",
        "2022-09-15 2022-09-26 2022-10-11 2022-10-18 2022-11-15",
        "2022-10-01 2022-10-14 2022-10-26 2022-11-02 2022-11-30",  # received on a day off
        "2022-12-20 2022-12-29 2023-01-11 2023-01-18 2023-02-20",
        "2023-01-10 2023-01-19 2023-02-03 2023-02-10 2023-03-10",
        "2023-09-20 2023-10-07 2023-10-17 2023-10-24 2023-11-21",
        "2024-01-25 2024-02-04 2024-02-20 2024-02-27 2024-03-26",  # a worked Sunday
        "2024-04-25 2024-05-08 2024-05-17 2024-05-24 2024-06-24",
        "2024-09-10 2024-09-20 2024-10-08 2024-10-14 2024-11-11",
        "2024-12-15 2024-12-24 2025-01-06 2025-01-13 2025-02-14",
    ],
)
def test_working_days_worked_out_by_hand(line: str) -> None:
    received, *expected = map(date.fromisoformat, line.split())
    for days, due in zip((7, 15, 20, 40), expected, strict=True):
        assert _templates.calendar().add(received, days) == (due, due)


def standing(cells: dict[str, str]) -> core.Standing:
    """How a single request of 2022 stands at the end of its year."""
    row = {"申请编号": "1", "单位": "县教育局", "申请人类型": "自然人", "答复结果": "", **cells}
    if row.get("答复日期"):
        row["答复结果"] = "予以公开"
    text = "\n".join([",".join(row), ",".join(row.values())])
    ledger, _ = core.read_csv(
        "applications", text, _templates.terms(), file="applications.csv", year=2022
    )
    law = core.Law(_templates.calendar_files(), _templates.text("regimes.toml"), _templates.terms())
    (one,) = core.Books("某县", {"applications": ledger}, law, year=2022).standings("applications")
    return one


CONSULTED = {"收到日期": "2022-08-24", "征求意见日期": "2022-09-01", "意见收到日期": "2022-09-09"}


@pytest.mark.parametrize(
    ("cells", "due"),
    [
        ({"收到日期": "2022-08-24"}, "2022-09-22"),
        (CONSULTED, "2022-09-30"),  # six working days do not count
        ({**CONSULTED, "延期告知日期": "2022-09-21"}, "2022-11-02"),
        ({"收到日期": "2022-08-24", "延期告知日期": "2022-09-21"}, "2022-10-25"),
        (
            {
                "收到日期": "2022-08-30",
                "补正告知日期": "2022-09-05",
                "补正收到日期": "2022-09-15",
            },
            "2022-10-18",
        ),
    ],
)
def test_consultation_extension_and_correction_worked_out_by_hand(
    cells: dict[str, str], due: str
) -> None:
    day = date.fromisoformat(due)
    assert standing(cells).due == (day, day)


def test_a_reply_by_post_is_in_time_when_it_is_posted_in_time() -> None:
    # Signed for on 26 September; what counts is the day at the post office.
    posted = {
        "收到日期": "2022-08-24",
        "答复日期": "2022-09-22",
        "送达方式": "邮寄",
        "送达日期": "2022-09-22",
    }
    assert standing(posted).state == "on_time"
    assert standing({**posted, "送达日期": "2022-09-23"}).state == "late"
