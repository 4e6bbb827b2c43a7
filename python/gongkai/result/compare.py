"""Two definitions side by side, with the rows that make the difference."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from gongkai import _core as core
from gongkai._templates import word
from gongkai.result.frame import Frame, group_columns
from gongkai.result.rate import Rates


@dataclass(frozen=True)
class Contrast:
    """A row of a ledger that two definitions count differently, in one group.

    ``numerator`` and ``denominator`` are what the row adds to the counts of the first definition
    to make those of the second: 1, 0 or -1.
    """

    of: core.Difference
    first: core.Definition
    second: core.Definition
    group: dict[str, str]

    @property
    def numerator(self) -> int:
        """1 where only the second definition counts the row above the line, -1 only the first."""
        return self.of.numerator

    @property
    def denominator(self) -> int:
        """The same below the line."""
        return self.of.denominator

    @property
    def because(self) -> str:
        """In Chinese: why the row stands in its cell, and on which side of which definition."""
        told = [self.of.reason.because]
        for definition, sign in ((self.first, -1), (self.second, 1)):
            sides = [
                word("compare", name)
                for name, count in (("above", self.numerator), ("below", self.denominator))
                if count * sign > 0
            ]
            if sides:
                side = word("compare", "and").join(sides)
                told.append(word("compare", "only").format(name=definition.name, side=side))
        return "；".join(told)

    def to_dict(self) -> dict[str, Any]:
        """As ``rates --against`` prints it."""
        reason = self.of.reason
        return {
            "group": self.group,
            "ledger": reason.ledger,
            "file": self.of.file,
            "row": reason.row,
            "key": reason.key,
            "cell": reason.cell,
            "numerator": self.numerator,
            "denominator": self.denominator,
            "because": self.because,
        }


class Comparison(Frame[Contrast]):
    """Every row that two definitions count differently; ``rates`` are theirs, side by side.

    In each group the numerators of the rows sum to the second numerator minus the first, and the
    denominators likewise.
    """

    def __init__(self, by: Sequence[str], rates: Rates, rows: Iterable[Contrast]) -> None:
        super().__init__(rows)
        self.by = tuple(by)
        self.rates = rates

    def columns(self) -> dict[str, list[Any]]:
        """The group columns, where the row stands, what it adds to each side, and why."""
        lines = [each.to_dict() for each in self]
        names = ("ledger", "file", "row", "key", "cell", "numerator", "denominator", "because")
        return {
            **group_columns(self.by, (each.group for each in self)),
            **{name: [line[name] for line in lines] for name in names},
        }

    def columns_shown(self) -> dict[str, list[Any]]:
        """The rows as people look for them."""
        columns = self.columns()
        return {name: columns[name] for name in columns if name not in ("ledger", "cell")}

    def to_dicts(self) -> list[dict[str, Any]]:
        """One dict a row, as ``rates --against`` prints it behind the rates."""
        return [each.to_dict() for each in self]

    def _repr_html_(self) -> str:
        return self.rates._repr_html_() + super()._repr_html_()
