"""Rates of a year's books by groups, and two years side by side."""

from collections.abc import Iterable, Sequence

from gongkai import _core as core
from gongkai.result import Rate, Rates
from gongkai.result.frame import group_in_order
from gongkai.year.checks import told

By = str | Sequence[str]
Counted = list[tuple[core.Definition, list[tuple[dict[str, str], core.Rate]]]]


def rates_of(
    books: core.Books,
    definitions: Sequence[core.Definition],
    by: Sequence[str],
    *,
    several: bool = False,
) -> Rates:
    """The rates of some definitions by groups, definition by definition.

    The findings also say which ledgers are not there without which nothing can be counted.
    """
    counted = [(each, books.rates(each, by)) for each in definitions]
    return _put_together(books, counted, by, several, findings=_absent(books, definitions))


def rates_that_can(
    books: core.Books,
    definitions: Iterable[core.Definition],
    by: Sequence[str],
    ledgers: Iterable[str],
) -> Rates:
    """The rates of those definitions that take the grouping; the others stand in ``left_out``.

    Raises the first refusal where of the definitions whose ledgers are there none takes it.
    """
    counted: Counted = []
    refusals: list[tuple[core.Definition, core.DataError]] = []
    for each in definitions:
        try:
            counted.append((each, books.rates(each, by)))
        except core.DataError as error:
            if not by:
                raise
            refusals.append((each, error))
    there = set(ledgers)
    # A duty names no ledger by itself, and what is not there takes every grouping.
    if not any(each.ledgers and there.issuperset(each.ledgers) for each, _ in counted):
        for each, refusal in refusals:
            if there.issuperset(each.ledgers):
                raise refusal
    return _put_together(books, counted, by, True, [each.id for each, _ in refusals])


def names_of(by: By | None) -> tuple[str, ...]:
    """What to group by, as names; none of None."""
    return (by,) if isinstance(by, str) else tuple(by or ())


def beside(rate: Rate, others: Iterable[Rate]) -> Rate:
    """A rate with that of the same group among others, where there is one."""
    same = [other for other in others if other.group == rate.group]
    return Rate(rate.of, rate.as_of, rate.group, same[0] if same else None)


def _put_together(
    books: core.Books,
    counted: Counted,
    by: Sequence[str],
    several: bool,
    left_out: Iterable[str] = (),
    findings: Iterable[core.Finding] = (),
) -> Rates:
    rates: list[Rate] = []
    for _, found in counted:
        groups = [(group_in_order(by, group), rate) for group, rate in found]
        groups.sort(key=lambda pair: tuple(pair[0].values()))
        rates += [Rate(rate, books.date_of_count, group) for group, rate in groups]
    said = told([*findings, *_left_out(books, [each for each, _ in counted], by)])
    return Rates(by, rates, said, several=several, left_out=left_out)


def _absent(books: core.Books, definitions: Sequence[core.Definition]) -> list[core.Finding]:
    without: dict[str, list[str]] = {}
    for each in definitions:
        for ledger in each.ledgers:
            if ledger not in books.ledgers:
                without.setdefault(ledger, []).append(each.id)
    return [
        core.Finding(
            "ledger.column",
            "no_ledger",
            status="not_assessable",
            where={"definition": "、".join(ids)},
            found="、".join(ids),
            expected=f"{ledger}.csv",
        )
        for ledger, ids in without.items()
    ]


def _left_out(
    books: core.Books, definitions: Sequence[core.Definition], by: Sequence[str]
) -> list[core.Finding]:
    # Rows that several definitions leave out for one reason are told once, with the definitions.
    same: dict[tuple[object, ...], tuple[core.Finding, list[str]]] = {}
    for each in definitions:
        for finding in (*books.left_out(each, by), *books.shared(each, by)) if by else ():
            where = tuple(finding.where.items())
            what = (finding.rule, finding.kind, where, finding.found, finding.expected)
            same.setdefault(what, (finding, []))[1].append(each.id)
    return [
        core.Finding(
            finding.rule,
            finding.kind,
            where={**finding.where, "definition": "、".join(ids)},
            found=finding.found,
            expected=finding.expected,
        )
        for finding, ids in same.values()
    ]
