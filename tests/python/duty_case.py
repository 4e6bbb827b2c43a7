"""One invented year put to the core and to the slow second opinion on the plan's duties."""

from datetime import date
from fractions import Fraction
from functools import cache
from random import Random

import oracle_duties as duties
from gongkai import _core as core
from gongkai import _templates
from oracle import Rows

_BY = {
    "responses": "unit kind",
    "disclosures": "unit item kind stage village",
    "policies": "unit package",
    "events": "unit kind",
    "ratings": "unit service",
}


@cache
def _law() -> core.Law:
    return core.Law(
        _templates.calendar_files(), _templates.text("regimes.toml"), _templates.terms(), ""
    )


@cache
def _duties() -> list[core.Duty]:
    return core.merge_duties(_templates.duties(), core.parse_duties(duties.DUTIES))


@cache
def _definitions() -> dict[str, core.Definition]:
    return {each.id: each for each in _templates.definitions()}


def books_of(ledgers: dict[str, Rows], start: date, as_of: date) -> core.Books:
    """The ledgers as the core reads them from their csv texts."""
    read = {}
    for name, rows in ledgers.items():
        text = duties.written(name, rows)
        read[name], _ = core.read_csv(
            name, text, _templates.terms(), file=f"{name}.csv", year=start.year
        )
        assert read[name].rows == len(rows)
    return core.Books(duties.BODY, read, _law(), year=start.year, as_of=as_of, duties=_duties())


def check(seed: int) -> int:
    """Counts, sums and coverage of one invented year; returns how many rows there were."""
    ledgers, start, as_of = duties.invent(Random(seed))
    books = books_of(ledgers, start, as_of)
    for measure, (ledger, _) in duties.MEASURES.items():
        cells = [each for each in duties.cells(measure, ledgers[ledger], start, as_of) if each]
        for cell in set(cells):
            assert books.at(f"{measure}/{cell}").value == cells.count(cell), (seed, measure, cell)
    for ledger, columns in _BY.items():
        for column in columns.split():
            expected = duties.tally(ledger, ledgers[ledger], column, start, as_of)
            found = {
                (group[column], cell.removeprefix(f"{ledger}/")): figure.value
                for group, cell, figure in books.tally(ledger, [column])
            }
            assert found == dict(expected), (seed, ledger, column)
    for place, value in duties.sums(ledgers, start, as_of).items():
        figure = books.at(place).value
        unit = 1 if place.endswith("cases") else 1_000_000
        assert (None if figure is None else Fraction(figure, unit)) == value, (seed, place)
    for definition in duties.RATES:
        rate = books.rate(_definitions()[definition])
        found = rate.numerator.value, rate.denominator.value, rate.unknown
        assert found == duties.counted(definition, ledgers, start, as_of), (seed, definition)
    for definition in duties.SUMS:
        rate = books.rate(_definitions()[definition])
        unit = rate.definition.fixed_point
        sides = [
            None if side.value is None else Fraction(side.value, unit)
            for side in (rate.numerator, rate.denominator)
        ]
        assert tuple(sides) == duties.added(definition, ledgers, start, as_of), (seed, definition)
    for duty, items in duties.coverage(ledgers, start, as_of).items():
        coverage = books.coverage(duty)
        assert {tuple(each.words): each.covered for each in coverage.items} == items, (seed, duty)
        covered = sum(items.values())
        assert books.at(f"duty/{duty}/covered").value == covered, (seed, duty)
        assert books.at(f"duty/{duty}/missing").value == len(items) - covered, (seed, duty)
        missing = books.why(f"duty/{duty}/missing")
        assert len(missing) == len(items) - covered, (seed, duty)
    return sum(map(len, ledgers.values()))
