"""Why has as many rows as its number: every cell of the tables and tallies, both sides of rates."""

from collections.abc import Iterator
from datetime import date

from gongkai import _core as core
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle import Rows
from strategies import UNITS, applications, disputes, periods, publications, tasks
from test_oracle import books, definitions

Ledgers = dict[str, Rows]
CARRIED = ("duty/", "fact/", "fee/", "sum/", "table2/")
ROWS = {"applications": applications, "disputes": disputes, "tasks": tasks}


@st.composite
def ledgers(draw: st.DrawFn, start: date) -> Ledgers:
    found: Ledgers = {name: draw(rows(start, max_size=12)) for name, rows in ROWS.items()}
    return {**found, "publications": draw(publications(max_size=6))}


def table_places() -> Iterator[str]:
    for table in ("table3", "table4"):
        yield from (cell.place for cell in core.form_table(table).cells if cell.place)


@settings(max_examples=200)
@given(st.data(), periods(), st.integers(0, 59), st.sampled_from([None, *UNITS]))
def test_why_has_as_many_rows_as_the_number(
    data: st.DataObject, period: tuple[date, date], hand: int, unit: str | None
) -> None:
    start, as_of = period
    made = books(data.draw(ledgers(start)), start, as_of, hand)
    known = list(definitions().values())
    group = {} if unit is None else {"unit": unit}

    def rows(place: str, group: dict[str, str]) -> int:
        return len(made.why(place, group, known))

    for place in table_places():
        assert rows(place, group) == made.at(place, group).value, place
    for ledger in ROWS:
        by = ["leads"] if ledger == "tasks" else ["unit", "month"]
        for of, cell, figure in made.tally(ledger, by):
            assert rows(cell, of) == figure.value, (cell, of)
    for one in known:
        # Numbers that rows carry, and items that rows cover, are no counts of rows.
        if any(place.lstrip("-").startswith(CARRIED) for place in one.numerator + one.denominator):
            continue
        by = [] if unit is None else ["unit"]
        try:
            rates = made.rates(one, by)
        except core.DataError:  # tasks have leads, and no unit
            rates = made.rates(one, ["leads"])
        for of, rate in rates:
            for side, figure in (("numerator", rate.numerator), ("denominator", rate.denominator)):
                if figure.value is not None:
                    assert rows(f"rate/{one.id}/{side}", of) == figure.value, (one.id, side, of)


@settings(max_examples=200)
@given(st.data(), periods(), st.integers(0, 59), st.sampled_from([None, *UNITS]))
def test_the_rows_behind_table_two_are_those_of_its_kind(
    data: st.DataObject, period: tuple[date, date], hand: int, unit: str | None
) -> None:
    start, as_of = period
    rows = data.draw(publications())
    made = books({"publications": rows}, start, as_of, hand)
    group = {} if unit is None else {"unit": unit}
    for cell in core.form_table("table2").cells:
        if not cell.place:
            continue
        kind = cell.place.split("/")[1].replace("fees_wan", "fees")
        mine = [
            place
            for place, row in enumerate(rows, start=2)
            if row["kind"] == kind and unit in (None, row["unit"])
        ]
        assert [each.row for each in made.why(cell.place, group, [])] == mine, cell.place
