"""Rates of a year's books by groups, and two years side by side."""

from collections.abc import Iterable, Sequence

from gongkai import _core as core
from gongkai.result import Rate, Rates
from gongkai.result.frame import group_in_order
from gongkai.year.checks import told

By = str | Sequence[str]


def rates_of(
    books: core.Books,
    definitions: Sequence[core.Definition],
    by: Sequence[str],
    *,
    several: bool = False,
    left_out: Iterable[str] = (),
) -> Rates:
    """The rates of some definitions by groups, definition by definition."""
    rates: list[Rate] = []
    for each in definitions:
        found = [(group_in_order(by, group), rate) for group, rate in books.rates(each, by)]
        found.sort(key=lambda pair: tuple(pair[0].values()))
        rates += [Rate(rate, books.date_of_count, group) for group, rate in found]
    findings = told(finding for each in definitions for finding in books.left_out(each, by))
    return Rates(by, rates, findings, several=several, left_out=left_out)


def names_of(by: By) -> tuple[str, ...]:
    """What to group by, as names."""
    return (by,) if isinstance(by, str) else tuple(by)


def beside(rate: Rate, others: Iterable[Rate]) -> Rate:
    """A rate with that of the same group among others, where there is one."""
    same = [other for other in others if other.group == rate.group]
    return Rate(rate.of, rate.as_of, rate.group, same[0] if same else None)
