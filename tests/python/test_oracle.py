"""The core against the slow, obvious oracle, on invented ledgers read through the real door."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from random import Random

import oracle
import pytest
from gongkai import _core as core
from gongkai import _templates
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle import Row, Rows
from strategies import (
    BODY,
    UNITS,
    applications,
    as_csv,
    disputes,
    of_unit,
    periods,
    publications,
    tasks,
)

IDENTITIES = {"table3.flow", "table3.closed", "table3.total", "table3.count"}
IDENTITIES |= {"table4.total", "table4.count", "table2.count"}

many = settings(max_examples=1000)


@cache
def law(year_toml: str = "") -> core.Law:
    return core.Law(
        _templates.calendar_files(), _templates.text("regimes.toml"), _templates.terms(), year_toml
    )


@cache
def definitions() -> dict[str, core.Definition]:
    return {each.id: each for each in _templates.definitions()}


def books(
    ledgers: Mapping[str, Rows], start: date, as_of: date, hand: int = 0, year_toml: str = ""
) -> core.Books:
    """Books from the csv texts of these ledgers; every row must have been read."""
    read = {}
    for name, rows in ledgers.items():
        text = as_csv(name, rows, hand)
        read[name], findings = core.read_csv(
            name, text, _templates.terms(), file=f"{name}.csv", year=start.year
        )
        assert read[name].rows == len(rows)
        fatal = [each for each in _templates.rules().tell(findings) if each.severity == "fatal"]
        assert [each.message for each in fatal] == []
    return core.Books(
        BODY,
        read,
        law(year_toml),
        year=start.year,
        as_of=as_of,
        duties=_templates.duties(),
    )


def ratio(of: core.Books, definition: str) -> oracle.Ratio:
    (group, rate), *more = of.rates(definitions()[definition])
    assert group == {} and more == []
    assert rate.numerator.value is not None and rate.denominator.value is not None
    return rate.numerator.value, rate.denominator.value, rate.unknown


def ratios(of: core.Books, expected: Mapping[str, oracle.Ratio]) -> dict[str, oracle.Ratio]:
    return {definition: ratio(of, definition) for definition in expected}


def table(of: core.AnnualTables, name: str, cells: oracle.Cells) -> oracle.Cells:
    """The cells of a table as the core folds them, with the addresses of the oracle."""
    out = {}
    for row, column in cells:
        value = of.at(f"{name}/{row}/{column}").value
        assert value is not None
        out[row, column] = value
    return out


def tally(of: core.Books, ledger: str, by: Sequence[str] = ()) -> Counter[tuple[str, ...]]:
    """Counts of a ledger by group and cell."""
    counts: Counter[tuple[str, ...]] = Counter()
    for group, cell, figure in of.tally(ledger, by):
        assert figure.value is not None
        counts[(*(group[each] for each in by), cell)] += figure.value
    return counts


def failed(tables: core.AnnualTables) -> list[str]:
    return [
        each.rule
        for each in core.check(tables)
        if each.rule in IDENTITIES and each.status == "fail"
    ]


def groups() -> list[tuple[dict[str, str], str | None]]:
    return [({}, None), *(({"unit": unit}, unit) for unit in UNITS)]


@many
@given(st.data(), periods(), st.integers(0, 59))
def test_table_three_deadlines_and_rates_equal_the_oracles(
    data: st.DataObject, period: tuple[date, date], hand: int
) -> None:
    start, as_of = period
    rows = data.draw(applications(start))
    made = books({"applications": rows}, start, as_of, hand)

    stands = made.standings("applications")
    expected = [oracle.reply(row, start, as_of) for row in rows]
    assert [(each.key, each.cell) for each in stands] == [
        (row["case_no"], each.cell) for row, each in zip(rows, expected, strict=True)
    ]
    for row, stand, timed in zip(rows, stands, expected, strict=True):
        if timed.due is not None:
            assert stand.due == timed.due, row

    for group, unit in groups():
        mine = rows if unit is None else of_unit(rows, unit)
        tables = core.annual_tables(made, group)
        cells = oracle.table3(mine, start, as_of)
        assert table(tables, "table3", cells) == cells
        assert failed(tables) == []
    rates = oracle.rates_of_requests(rows, start, as_of)
    assert ratios(made, rates) == rates
    for definition, (above, below, unknown) in rates.items():
        (_, rate), *_ = made.rates(definitions()[definition])
        known = below > 0 and unknown == 0
        assert rate.share == (pytest.approx(above / below, abs=1e-15) if known else None)
        assert (rate.text == "—") == (below == 0 and unknown == 0)


@many
@given(st.data(), periods(), st.booleans(), st.integers(0, 59))
def test_table_four_and_its_rates_equal_the_oracles(
    data: st.DataObject, period: tuple[date, date], in_hand: bool, hand: int
) -> None:
    start, as_of = period
    rows = data.draw(disputes(start))
    requests = data.draw(applications(start, max_size=4))
    counted = "in_hand" if in_hand else "filed"
    made = books(
        {"disputes": rows, "applications": requests},
        start,
        as_of,
        hand,
        f'[disputes]\ncounted = "{counted}"\n',
    )
    for group, unit in groups():
        mine = rows if unit is None else of_unit(rows, unit)
        tables = core.annual_tables(made, group)
        cells = oracle.table4(mine, start, as_of, in_hand)
        assert table(tables, "table4", cells) == cells
        assert failed(tables) == []
    three = oracle.table3(requests, start, as_of)
    rates = oracle.rates_of_disputes(
        oracle.table4(rows, start, as_of, in_hand),
        *(three[line, "total"] for line in ("new_received", "carried_over", "closed_total")),
    )
    assert ratios(made, rates) == rates


@many
@given(st.data(), periods(), st.none() | st.integers(0, 300), st.integers(0, 59))
def test_tasks_equal_the_oracles(
    data: st.DataObject, period: tuple[date, date], issued_after: int | None, hand: int
) -> None:
    start, as_of = period
    rows = data.draw(tasks(start))
    issued = None if issued_after is None else start + issued_after * oracle.DAY
    year_toml = "" if issued is None else f"issued = {issued}\n"
    made = books({"tasks": rows}, start, as_of, hand, year_toml)
    expected = [oracle.task(row, start, as_of, issued) for row in rows]
    stands = made.standings("tasks")
    assert [each.cell for each in stands] == [each.cell for each in expected]
    for stand, timed in zip(stands, expected, strict=True):
        assert timed.due is None or stand.due == timed.due
    rates = oracle.rates_of_tasks(rows, start, as_of, issued)
    assert ratios(made, rates) == rates
    # By lead, a task counts once for each; the whole still has each task once.
    for group, rate in made.rates(definitions()["task.done_all"], ["leads"]):
        mine = [row for row in rows if group["leads"] in row["leads"]]
        above, below, _ = oracle.rates_of_tasks(mine, start, as_of, issued)["task.done_all"]
        assert (rate.numerator.value, rate.denominator.value) == (above, below)


@many
@given(st.data(), st.integers(0, 59))
def test_table_two_equals_the_oracles(data: st.DataObject, hand: int) -> None:
    rows = data.draw(publications())
    start, as_of = date(2022, 1, 1), date(2022, 12, 31)
    made = books({"publications": rows}, start, as_of, hand)
    for group, unit in groups():
        tables = core.annual_tables(made, group)
        expected = oracle.table2(rows if unit is None else of_unit(rows, unit))
        assert {cell: tables.at(f"table2/{cell}").value for cell in expected} == expected
        assert failed(tables) == []


@many
@given(st.data(), periods(), st.randoms(use_true_random=False))
def test_parts_add_up_and_order_does_not_matter(
    data: st.DataObject, period: tuple[date, date], random: Random
) -> None:
    start, as_of = period
    ledgers: dict[str, list[Row]] = {
        "applications": data.draw(applications(start, max_size=10)),
        "disputes": data.draw(disputes(start, max_size=10)),
    }
    whole = books(ledgers, start, as_of)
    mixed = {name: random.sample(rows, len(rows)) for name, rows in ledgers.items()}
    other = books(mixed, start, as_of)
    units = [
        books({name: of_unit(rows, unit) for name, rows in ledgers.items()}, start, as_of)
        for unit in UNITS
    ]
    for name in ledgers:
        assert sum((tally(unit, name) for unit in units), Counter()) == tally(whole, name)
        for by in (["unit"], ["month"], ["unit", "quarter"]):
            assert tally(other, name, by) == tally(whole, name, by)
            assert sum((tally(unit, name, by) for unit in units), Counter()) == tally(
                whole, name, by
            )
        by_unit: Counter[tuple[str, ...]] = Counter()
        for (_, cell), count in tally(whole, name, ["unit"]).items():
            by_unit[cell,] += count
        assert by_unit == tally(whole, name)
    for each in definitions().values():
        if not each.id.startswith("task."):
            assert other.rates(each)[0][1].text == whole.rates(each)[0][1].text
    for each in definitions().values():
        # A population is of the whole body; what other ledgers and duties say is not drawn here.
        drawn = bool(each.ledgers) and set(each.ledgers) <= set(ledgers)
        if drawn and "fact/population" not in each.denominator:
            split = whole.rates(each, ["unit"])
            above, below, unknown = ratio(whole, each.id)
            assert sum(rate.numerator.value or 0 for _, rate in split) == above
            assert sum(rate.denominator.value or 0 for _, rate in split) == below
            assert sum(rate.unknown for _, rate in split) == unknown


@many
@given(st.dates(date(2018, 1, 2), date(2027, 8, 31)), st.integers(0, 60))
def test_working_days_equal_a_walk_day_by_day(start: date, days: int) -> None:
    calendar = _templates.calendar()
    due = calendar.add(start, days)
    assert due == (oracle.add(start, days, True), oracle.add(start, days, False))
    if due[0] == due[1]:
        told = calendar.walk(start, days)
        assert sum(day.counts is True for day in told) == days
        assert all(day.counts == oracle.is_worked(day.date, True) for day in told)
