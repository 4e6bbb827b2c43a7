"""Rates by groups, and what is told of them, against the oracle that asks every row."""

from collections import Counter
from typing import Any

import oracle
import oracle_duties
import oracle_pushes
import oracle_rates
from gongkai import _core as core
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle_rates import RATES, World
from strategies import applications, disputes, periods, tasks
from test_oracle import books, definitions

FINER = st.sampled_from([None, None, *oracle_rates.FINER])


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """Three ledgers of one period, some disputes with results finer than the form's."""
    start, as_of = draw(periods())
    ledgers = {
        "applications": draw(applications(start, max_size=12)),
        "disputes": draw(disputes(start, max_size=12)),
        "tasks": draw(tasks(start, max_size=8)),
    }
    for row in ledgers["disputes"]:
        finer = draw(FINER)
        if finer is not None and oracle_rates.FINER[finer] == row["outcome"]:
            row["outcome"] = finer
    days = draw(st.none() | st.integers(0, 300))
    issued = None if days is None else start + days * oracle.DAY
    return World(ledgers, start, as_of, draw(st.booleans()), issued)


@st.composite
def questions(draw: st.DrawFn) -> tuple[str, str, list[str]]:
    """Two definitions and a grouping that both take."""
    first, second = draw(st.lists(st.sampled_from(list(RATES)), min_size=2, max_size=2))
    ways = [[], ["unit"], ["month"], ["quarter"], ["unit", "month"]]
    of_tasks = [each.startswith("task.") for each in (first, second)]
    if all(of_tasks):
        ways += [["leads"], ["leads", "quarter"]]
    if any(of_tasks):
        # A unit of a task is resolved from its leads; the oracle knows leads alone.
        ways = [way for way in ways if "unit" not in way]
    by = draw(st.sampled_from(ways))
    return first, second, by


def made(world: World) -> core.Books:
    counted = "in_hand" if world.in_hand else "filed"
    toml = "" if world.issued is None else f"issued = {world.issued}\n"
    toml += f'[disputes]\ncounted = "{counted}"\n'
    return books(world.ledgers, world.start, world.as_of, 0, toml)


def check(world: World, first: str, second: str, by: list[str]) -> None:
    """Counts by groups, rows left out, rows that differ, places and days equal the oracle's."""
    of = made(world)
    expected: dict[str, Any] = {}
    for definition in (first, second):
        told = of.rates(definitions()[definition], by)
        found = {
            tuple(group[name] for name in by): (
                rate.numerator.value,
                rate.denominator.value,
                rate.unknown,
            )
            for group, rate in told
        }
        expected[definition] = oracle_rates.rates_by(world, definition, by) or (
            {} if by else {(): (0, 0, 0)}
        )
        assert found == expected[definition], definition
        one = definitions()[definition]
        assert core.places([rate for _, rate in told]) == oracle_rates.places(
            [expected[definition][tuple(group[name] for name in by)] for group, _ in told],
            one.rankable_from,
            one.direction == "lower",
        )
        for name in ("month", "quarter"):
            out: Counter[str] = Counter()
            for finding in of.left_out(one, [name]):
                out[str(finding.where["file"]).split(".")[0]] += int(finding.found)
            assert out == oracle_rates.left_out(world, definition, name), definition
    differing = core.differences(of, definitions()[first], definitions()[second], by)
    for group in {*expected[first], *expected[second]}:
        rows = [row for row in differing if tuple(row.group[name] for name in by) == group]
        assert {
            (row.reason.ledger, row.reason.key): (row.numerator, row.denominator) for row in rows
        } == oracle_rates.differences(world, first, second, by, group)
        for side in (0, 1):
            counts = [expected[each].get(group, (0, 0, 0))[side] for each in (first, second)]
            listed = sum((row.numerator, row.denominator)[side] for row in rows)
            assert counts[0] + listed == counts[1]
    days, unknown = oracle_rates.reply_days(world)
    spreads = core.reply_days(of)
    assert len(spreads) == (1 if days or unknown else 0)
    for spread in spreads:
        assert (Counter(spread.histogram), spread.unknown) == (days, unknown)
        for percent in (0, 1, 50, 90, 99, 100):
            assert spread.percentile(percent) == oracle_rates.percentile(days, percent)


@settings(max_examples=200)
@given(worlds(), questions())
def test_rates_by_groups_and_their_reasons_equal_the_oracles(
    world: World, question: tuple[str, str, list[str]]
) -> None:
    check(world, *question)


def test_every_shipped_rate_over_rows_has_its_oracle() -> None:
    # Stocks belong to no month, and population is no row; other oracles have the stocks, the time
    # that disputes take, the rates of the plan's duties and those of pushes.
    others = {"close.rate", "carry.rate", "dispute.per_10k_pop"}
    others |= {"dispute.timely_concluded", "dispute.timely_rectified"}
    others |= {*oracle_duties.RATES, *oracle_duties.SUMS, *oracle_pushes.RATES}
    assert {*definitions()} - {*RATES} == others
