"""From last year's number to this year's: parts that explain the change and add up to it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from gongkai import _core as core
from gongkai._templates import word
from gongkai.result.frame import Frame
from gongkai.year.dates import books_before
from gongkai.year.shares import OUTCOME_GROUPS

if TYPE_CHECKING:
    from gongkai.year.measured import Measured

NEW = "table3/new_received/total"


@dataclass(frozen=True)
class Part:
    """One part of a change. ``kind``: calendar, reorganisation, cases, share or outcome."""

    kind: str
    name: str
    count: int

    @property
    def because(self) -> str:
        """What the part says, in Chinese."""
        return word("bridge", self.kind)


class Bridge(Frame[Part]):
    """Why a count changed from one year to the next; the parts sum to ``change`` exactly.

    ``calendar`` is what last year's cases would have been with this year's working days,
    ``reorganisation`` moves cases of units that are gone to those that took over (it sums to 0),
    ``cases`` are more or fewer cases by unit, ``share`` a numerator's change at the same number
    of cases, ``outcome`` how new requests ended otherwise than last year's (it sums to 0).
    Whole cases: what has to be shared out goes by the largest remainder.
    """

    def __init__(self, of: str, before: int, after: int, parts: Sequence[Part]) -> None:
        super().__init__(parts)
        self.of, self.before, self.after = of, before, after

    @property
    def change(self) -> int:
        """This year's count minus last year's."""
        return self.after - self.before

    def columns(self) -> dict[str, list[Any]]:
        """``part``, ``name``, ``count``, ``because``."""
        return {
            "part": [each.kind for each in self],
            "name": [each.name for each in self],
            "count": [each.count for each in self],
            "because": [each.because for each in self],
        }

    def columns_shown(self) -> dict[str, list[Any]]:
        """The parts between last year's count and this year's."""
        columns = {name: values for name, values in self.columns().items() if name != "because"}
        columns["part"] = [each.because for each in self]
        for name, first, last in (
            ("part", word("bridge", "before"), word("bridge", "after")),
            ("name", "", ""),
            ("count", self.before, self.after),
        ):
            columns[name] = [first, *columns[name], last]
        return columns

    def to_dicts(self) -> list[dict[str, Any]]:
        """One dict a part, as ``bridge`` prints it."""
        return [
            {"part": each.kind, "name": each.name, "count": each.count, "because": each.because}
            for each in self
        ]


@dataclass(frozen=True)
class Counted:
    """One year by unit: the count, and what it is a share of (itself where of nothing)."""

    counts: Mapping[str, int]
    bases: Mapping[str, int]


def bridge(year: "Measured", previous: "Measured | None", of: str) -> Bridge:
    """The change of a place, or of a rate's numerator (``rate/timely.due/numerator``), in parts."""
    if previous is None:
        raise core.DataError("no previous year is open, expected previous in year.toml or here")
    last = books_before(year.books, previous.books)
    if of.startswith("rate/"):
        ours, theirs = (each.definition(of.split("/")[1]) for each in (year, previous))
        if (ours.numerator, ours.denominator) != (theirs.numerator, theirs.denominator):
            raise core.DataError(f"definition '{ours.id}' is another one in {previous.books.year}")
    before, after = _counted(previous, last, of), _counted(year, year.books, of)
    parts = list(
        parts_of(
            before,
            after,
            heirs(_register(previous, year), year.books.date_of_count),
            (
                _working_days(year, last.date_of_count),
                _working_days(year, year.books.date_of_count),
            ),
        )
    )
    if of == NEW:
        parts += outcome_parts(_outcomes(last), _outcomes(year.books))
    return Bridge(of, sum(before.counts.values()), sum(after.counts.values()), parts)


def parts_of(
    before: Counted,
    after: Counted,
    heirs_of: Mapping[str, Sequence[str]],
    working_days: tuple[int, int],
) -> Iterator[Part]:
    """Calendar, reorganisation, cases and shares; they sum to the change exactly."""
    counts, moved = _handed_over(before.counts, after.counts, after.bases, heirs_of)
    bases, _ = _handed_over(before.bases, after.bases, after.bases, heirs_of)
    names = sorted({*counts, *bases, *after.counts, *after.bases})
    whole = sum(counts.values())
    days_before, days_after = working_days
    seasonal = _rounded(Fraction(whole * (days_after - days_before), max(days_before, 1)))
    by_days = core.apportioned(seasonal, [counts.get(name, 0) for name in names])
    yield Part("calendar", "", seasonal)
    for name, count in sorted(moved.items()):
        if count:
            yield Part("reorganisation", name, count)
    shares = []
    for name, of_days in zip(names, by_days, strict=True):
        old, new = counts.get(name, 0), after.counts.get(name, 0)
        base, base_now = bases.get(name, 0), after.bases.get(name, 0)
        # A unit without cases last year has no share of its own to compare with.
        at_old_share = _rounded(Fraction(old * base_now, base)) if base else new
        if at_old_share - old - of_days:
            yield Part("cases", name, at_old_share - old - of_days)
        if new - at_old_share:
            shares.append(Part("share", name, new - at_old_share))
    yield from shares


def outcome_parts(before: Mapping[str, int], after: Mapping[str, int]) -> Iterator[Part]:
    """How cases ended beside last year's mix; the parts sum to 0."""
    if not sum(before.values()):
        return
    expected = core.apportioned(sum(after.values()), list(before.values()))
    for name, count in zip(before, expected, strict=True):
        if after[name] != count:
            yield Part("outcome", word("outcome_group", name), after[name] - count)


def heirs(
    units: Sequence[tuple[str, date | None, Sequence[str]]], until: date
) -> dict[str, list[str]]:
    """Who took over from each unit that was gone by that day, through all that followed."""
    followed = {
        name: list(successors)
        for name, valid_to, successors in units
        if successors and valid_to is not None and valid_to <= until
    }

    def last(name: str, seen: frozenset[str]) -> Iterator[str]:
        if name in seen:
            return  # successors that lead back are a finding of their own
        if name not in followed:
            yield name
        for each in followed.get(name, ()):
            yield from last(each, seen | {name})

    return {name: list(dict.fromkeys(last(name, frozenset()))) for name in followed}


def _handed_over(
    before: Mapping[str, int],
    after: Mapping[str, int],
    weights: Mapping[str, int],
    heirs_of: Mapping[str, Sequence[str]],
) -> tuple[dict[str, int], dict[str, int]]:
    """Last year's counts as if the units of this year had been there, and what moved."""
    moved: dict[str, int] = {}
    for name, successors in heirs_of.items():
        # What still stands under the old name this year has not moved.
        count = max(0, before.get(name, 0) - after.get(name, 0))
        if not count or not successors:
            continue
        moved[name] = moved.get(name, 0) - count
        for heir, part in zip(
            successors,
            core.apportioned(count, [weights.get(each, 0) for each in successors]),
            strict=True,
        ):
            moved[heir] = moved.get(heir, 0) + part
    names = {*before, *moved}
    return {name: before.get(name, 0) + moved.get(name, 0) for name in names}, moved


def _counted(year: "Measured", books: core.Books, of: str) -> Counted:
    source, *rest = of.split("/")
    if source != "rate":
        _known(books.at(of), of, books)
        counts = {group["unit"]: count for group, count in core.counts_by(books, of, ["unit"])}
        if source in ("sum", "duty") or sum(counts.values()) != books.at(of).value:
            raise core.DataError(f"place '{of}': its rows have no unit of their own")
        return Counted(counts, counts)
    if len(rest) not in (1, 2) or rest[1:] not in ([], ["numerator"]):
        raise core.DataError(f"place '{of}': expected the numerator of a rate")
    definition = year.definition(rest[0])
    whole = books.rate(definition)
    _known(whole.numerator, of, books)
    _known(whole.denominator, of, books)
    rates = books.rates(definition, ["unit"])
    return Counted(
        {group["unit"]: rate.numerator.value or 0 for group, rate in rates},
        {group["unit"]: rate.denominator.value or 0 for group, rate in rates},
    )


def _register(previous: "Measured", year: "Measured") -> list[tuple[str, date | None, list[str]]]:
    # A unit that is gone may stand in last year's register alone.
    units = {each[0]: each for of in (previous, year) for each in core.units_over_time(of.books)}
    return list(units.values())


def _known(figure: core.Figure, of: str, books: core.Books) -> None:
    # A change from or to a blank is no change from or to zero.
    if figure.value is None:
        raise core.DataError(f"place '{of}' is blank in {books.year}, expected a count")


def _outcomes(books: core.Books) -> dict[str, int]:
    cells: dict[str, list[str]] = {name: [] for name in OUTCOME_GROUPS}
    for row in core.table_rows("table3"):
        if row.split(".")[0] in cells:
            cells[row.split(".")[0]].append(row.replace(".", "_"))
    places = {name: f"flow/new.{'|'.join(rows)}" for name, rows in cells.items()}
    places["open"] = "flow/new.forward"
    return {name: books.at(place).value or 0 for name, place in places.items()}


def _working_days(year: "Measured", until: date) -> int:
    return year.law.calendar.count(date(until.year - 1, 12, 31), until)


def _rounded(value: Fraction) -> int:
    # Half away from zero, so that a fall is shared out like a rise.
    whole = int(abs(value) + Fraction(1, 2))
    return -whole if value < 0 else whole
