"""Clocks, disputes in time and fees against the oracle that walks day by day and item by item."""

from collections.abc import Iterator
from datetime import date, timedelta

import oracle_clock
from gongkai import _core as core
from gongkai import _templates
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle import Row
from strategies import BODY, applications, disputes, periods
from test_oracle import books, law

some = settings(max_examples=300)


@st.composite
def fees(draw: st.DrawFn) -> list[Row]:
    """Requests of a few applicants, with amounts that are right by one reading or by none."""
    rows: list[Row] = []
    for name, day, items, pages, amount in draw(st.lists(_FEE, max_size=20)):
        rows.append(
            {
                "applicant": name,
                "received": date(2022, 3, 1) + timedelta(day),
                "items": items,
                "pages": pages,
                "fee_amount": amount,
            }
        )
    return rows


_PRICES = st.sampled_from([0, 10, 20, 100, 200, 300, 700, 720, 2000, 2200]) | st.integers(0, 3000)
_FEE = st.tuples(
    st.sampled_from(["甲", "乙", None, "甲"]),
    st.integers(-500, 60),
    st.none() | st.integers(0, 25),
    st.none() | st.integers(0, 260),
    st.none() | _PRICES,
)


def check_clocks(rows: list[Row], start: date, as_of: date, hand: int) -> None:
    """Every day of every clock."""
    made = books({"applications": rows}, start, as_of, hand)
    for row in rows:
        found = made.clock(row["case_no"])
        told = [(day.date, day.counts, day.n) for day, _ in found.days]
        assert told == oracle_clock.days(row, as_of), row
        if row["received"] > as_of:
            continue
        ends = tuple(oracle_clock.walk(row, as_of, worked).deadline for worked in (True, False))
        assert found.standing.due == (None if ends == (None, None) else ends), row


def check_disputes(rows: list[Row], start: date, as_of: date, hand: int) -> None:
    """The place and the deadline of every dispute."""
    made = books({"disputes": rows}, start, as_of, hand)
    for measure, timed in (("conclude", oracle_clock.conclude), ("rectify", oracle_clock.rectify)):
        expected = [timed(row, start, as_of) for row in rows]
        stands = made.standings(measure)
        assert [each.cell for each in stands] == [each.cell for each in expected]
        for stand, one in zip(stands, expected, strict=True):
            if one.due is not None:
                assert stand.due == one.due


def check_fees(rows: list[Row]) -> None:
    """The rows whose amount is told as odd."""
    heads = ["applicant", "received", "items", "pages", "fee_amount"]
    lines = [",".join(["case_no", "unit", "applicant_kind", "fee_notice", *heads])]
    for n, row in enumerate(rows):
        values = ["" if row[head] is None else str(row[head]) for head in heads]
        lines.append(",".join([str(n), "县教育局", "自然人", "2022-06-30", *values]))
    ledger, _ = core.read_csv(
        "applications",
        "\n".join(lines) + "\n",
        _templates.terms(),
        file="applications.csv",
        year=2022,
    )
    made = core.Books(BODY, {"applications": ledger}, law(), year=2022)

    def told() -> Iterator[int]:
        for each in made.findings:
            if (each.rule, each.kind) == ("ledger.number", "fee"):
                yield int(each.where["row"]) - 2

    assert list(told()) == list(oracle_clock.odd_fees(rows))


@some
@given(st.data(), periods(), st.integers(0, 59))
def test_every_day_of_a_clock_equals_the_walk(
    data: st.DataObject, period: tuple[date, date], hand: int
) -> None:
    start, as_of = period
    check_clocks(data.draw(applications(start, max_size=8)), start, as_of, hand)


@some
@given(st.data(), periods(), st.integers(0, 59))
def test_disputes_in_time_equal_the_walk(
    data: st.DataObject, period: tuple[date, date], hand: int
) -> None:
    start, as_of = period
    check_disputes(data.draw(disputes(start)), start, as_of, hand)


@some
@given(fees())
def test_fees_equal_those_added_item_by_item(rows: list[Row]) -> None:
    check_fees(rows)


@given(st.integers(0, 500), st.integers(0, 500))
def test_bands_equal_prices_added_one_by_one(items: int, pages: int) -> None:
    of = _templates.law()
    assert sum(yuan for *_, yuan in of.fee("items", items)) == oracle_clock.by_items(1, items)
    assert sum(yuan for *_, yuan in of.fee("pages", pages)) == oracle_clock.by_pages(pages)
