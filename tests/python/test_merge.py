"""Tallies of parts add to the tally of the whole, to the byte, however the ledger is cut."""

import json
from collections.abc import Mapping
from datetime import date
from functools import reduce
from operator import add

from gongkai.result import Tally
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle import Row, Rows
from strategies import applications, disputes, periods, publications, tasks
from test_oracle import books

BY: Mapping[str, list[list[str]]] = {
    "applications": [[], ["unit"], ["unit", "month"], ["applicant_kind"], ["quarter", "channel"]],
    "disputes": [[], ["unit"], ["month"], ["kind"]],
    "tasks": [[], ["leads"], ["units", "month"]],
    "publications": [[], ["unit"]],
}


def tally(ledger: str, rows: Rows, by: list[str], period: tuple[date, date]) -> Tally:
    return Tally(ledger, by, books({ledger: rows}, *period).tally(ledger, by))


def lines(of: Tally) -> str:
    return "\n".join(json.dumps(each, ensure_ascii=False) for each in of.to_dicts())


@st.composite
def ledgers(draw: st.DrawFn) -> tuple[str, list[Row], tuple[date, date]]:
    period = draw(periods())
    ledger = draw(st.sampled_from(sorted(BY)))
    rows = {
        "applications": lambda: applications(period[0]),
        "disputes": lambda: disputes(period[0]),
        "tasks": lambda: tasks(period[0]),
        "publications": publications,
    }[ledger]()
    return ledger, draw(rows), period


@settings(max_examples=400, deadline=None)
@given(st.data(), ledgers())
def test_parts_add_to_the_whole(
    data: st.DataObject, drawn: tuple[str, list[Row], tuple[date, date]]
) -> None:
    ledger, rows, period = drawn
    by = data.draw(st.sampled_from(BY[ledger]))
    where = data.draw(st.lists(st.integers(0, 4), min_size=len(rows), max_size=len(rows)))
    parts = [
        tally(ledger, [row for row, at in zip(rows, where, strict=True) if at == part], by, period)
        for part in data.draw(st.permutations(range(5)))
    ]
    whole = lines(tally(ledger, rows, by, period))
    assert lines(reduce(add, parts)) == whole
    assert (
        lines(add(parts[0], reduce(add, parts[1:]))) == whole
    )  # it does not matter who adds first
