"""Rates: two counts, the definition that chose them, and the share between them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from gongkai import _core as core
from gongkai.result.findings import Findings
from gongkai.result.frame import Frame, group_columns
from gongkai.result.reach import head


@dataclass(frozen=True)
class Rate:
    """One rate of one group, with everything needed to repeat it.

    ``against`` is the same rate of another year where one was asked for.
    """

    of: core.Rate
    as_of: date
    group: dict[str, str] = field(default_factory=dict)
    against: "Rate | None" = None

    @property
    def definition(self) -> str:
        """The id of the definition: ``"timely.due"``."""
        return self.of.definition.id

    @property
    def name(self) -> str:
        """The definition's Chinese name."""
        return self.of.definition.name

    @property
    def source(self) -> str:
        """Who says that the rate is made this way."""
        return self.of.definition.source

    @property
    def numerator(self) -> int | float | None:
        """The count or sum above the line; None where it is not known."""
        return self._written(self.of.numerator.value)

    @property
    def denominator(self) -> int | float | None:
        """The count or sum below the line; None where it is not known."""
        return self._written(self.of.denominator.value)

    def _written(self, value: int | None) -> int | float | None:
        # Sums of decimals are kept in millionths; a whole one is shown as such.
        point = self.of.definition.fixed_point
        if value is None or point == 1:
            return value
        return value // point if value % point == 0 else value / point

    @property
    def unknown(self) -> int:
        """Rows that a missing holiday notice leaves open."""
        return self.of.unknown

    @property
    def share(self) -> float | None:
        """From 0 to 1 in full precision; None where there is none."""
        return self.of.share

    @property
    def text(self) -> str:
        """As printed: ``"92.31%"``, a range where rows are open, ``"—"`` where there is none."""
        return self.of.text

    @property
    def interval(self) -> tuple[float, float] | None:
        """Wilson's interval at 95 %, where both sides count rows."""
        return self.of.interval

    @property
    def rankable(self) -> bool:
        """Whether the denominator is large enough to compare groups by it."""
        return self.of.rankable

    @property
    def change(self) -> float | None:
        """Share minus the share of ``against``; None where either is missing."""
        if self.against is None or self.share is None or self.against.share is None:
            return None
        return self.share - self.against.share

    @property
    def better(self) -> bool | None:
        """Whether the change goes the way that the definition calls better; None without one."""
        if self.change is None or self.change == 0:
            return None
        return (self.change < 0) == (self.of.definition.direction == "lower")

    def to_dict(self) -> dict[str, Any]:
        """As ``rates`` prints it."""
        return {
            "definition": self.definition,
            "name": self.name,
            "group": self.group,
            "numerator": self.numerator,
            "denominator": self.denominator,
            "share": self.share,
            "text": self.text,
            "unknown": self.unknown,
            "interval": None if self.interval is None else list(self.interval),
            "rankable": self.rankable,
            "as_of": self.as_of.isoformat(),
            "source": self.source,
        }

    def __repr__(self) -> str:
        return f"<Rate {self.definition}: {self.numerator}/{self.denominator} = {self.text}>"

    def _repr_html_(self) -> str:
        return Rates((), [self], several=True)._repr_html_()


class Rates(Frame[Rate]):
    """Rates by group, or several rates side by side.

    The table has the group columns, ``numerator``, ``denominator`` and ``share`` (0 to 1, null
    where there is none); where several rates stand side by side, ``definition`` comes first.
    ``findings`` say which rows such a grouping leaves out, ``left_out`` which definitions.
    """

    def __init__(
        self,
        by: Sequence[str],
        rates: Iterable[Rate],
        findings: Findings | None = None,
        *,
        several: bool = False,
        left_out: Iterable[str] = (),
    ) -> None:
        self.by = tuple(by)
        self.findings = findings or Findings(())
        self.several = several
        self.left_out = tuple(left_out)
        super().__init__(rates)

    def columns(self) -> dict[str, list[Any]]:
        """The group columns, both counts and the share; of several rates the definition too."""
        return {
            **({"definition": [each.definition for each in self]} if self.several else {}),
            **group_columns(self.by, (each.group for each in self)),
            "numerator": _even([each.numerator for each in self]),
            "denominator": _even([each.denominator for each in self]),
            "share": [each.share for each in self],
        }

    def columns_shown(self) -> dict[str, list[Any]]:
        """The rates by name and as they are printed, and at the end their definitions."""
        return {
            "name": [each.name for each in self],
            **shown_groups(self.by, list(self)),
            "numerator": [each.numerator for each in self],
            "denominator": [each.denominator for each in self],
            "text": [each.text for each in self],
            "definition": [each.definition for each in self],
        }

    def to_dicts(self) -> list[dict[str, Any]]:
        """One dict a rate, as ``rates`` prints it."""
        return [each.to_dict() for each in self]


def shown_groups(by: Sequence[str], rates: Sequence[Rate]) -> dict[str, list[str | None]]:
    """The group columns of some rates, those of pushes under the heads of their ledger."""
    groups = group_columns(by, (each.group for each in rates))
    of_pushes = all("pushes" in each.of.definition.ledgers for each in rates)
    return {head(name) if rates and of_pushes else name: groups[name] for name in groups}


def _even(values: list[int | float | None]) -> list[Any]:
    # A column holds one type: whole numbers beside decimals are decimals.
    if not any(isinstance(value, float) for value in values):
        return values
    return [None if value is None else float(value) for value in values]
