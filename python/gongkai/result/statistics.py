"""Rankings, shares of one whole, and spreads of working days."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from gongkai import _core as core
from gongkai._templates import word
from gongkai.result.frame import Frame, group_columns, html_table
from gongkai.result.rate import Rate, shown_groups
from gongkai.result.reach import head


@dataclass(frozen=True)
class Ranked:
    """A rate with its place among its groups; None where it cannot be ranked."""

    rank: int | None
    rate: Rate


class Ranking(Frame[Ranked]):
    """Groups by one rate, best first; equal shares have one place (1, 2, 2, 4).

    Groups below ``rankable_from`` of the definition, and those with open rows, have no rank and
    stand behind the others. What is better is the definition's ``direction``.
    """

    def __init__(self, by: Sequence[str], rates: Iterable[Rate]) -> None:
        self.by = tuple(by)
        found = list(rates)
        ranks = core.places([rate.of for rate in found])
        rows = [Ranked(rank, rate) for rank, rate in zip(ranks, found, strict=True)]
        super().__init__(sorted(rows, key=lambda each: each.rank or len(rows) + 1))

    def columns(self) -> dict[str, list[Any]]:
        """``rank``, the group columns, both counts and the share."""
        return {
            "rank": [each.rank for each in self],
            **group_columns(self.by, (each.rate.group for each in self)),
            "numerator": [each.rate.numerator for each in self],
            "denominator": [each.rate.denominator for each in self],
            "share": [each.rate.share for each in self],
        }

    def columns_shown(self) -> dict[str, list[Any]]:
        """The ranking as it is printed; the words say why a group has no rank."""
        rates = [each.rate for each in self]
        return {
            "rank": [each.rank for each in self],
            **shown_groups(self.by, rates),
            "numerator": [each.numerator for each in rates],
            "denominator": [each.denominator for each in rates],
            "text": [each.text for each in rates],
            "note": [_why_no_rank(each) for each in self],
        }

    def to_dicts(self) -> list[dict[str, Any]]:
        """One dict a group, as ``rates --rank`` prints it: that of the rate and ``rank``."""
        return [{**each.rate.to_dict(), "rank": each.rank} for each in self]


def _why_no_rank(ranked: Ranked) -> str:
    rate = ranked.rate
    if ranked.rank is not None:
        return ""
    if rate.unknown:
        return word("rank", "unknown").format(n=rate.unknown)
    if rate.share is None:
        return word("rank", "none")
    return word("rank", "small").format(n=rate.of.definition.rankable_from)


@dataclass(frozen=True)
class Share:
    """One part of a whole: how many, and its percentage as printed."""

    group: dict[str, str]
    count: int
    text: str
    of: int

    @property
    def share(self) -> float | None:
        """From 0 to 1 in full precision; None where the whole is 0."""
        return self.count / self.of if self.of else None


class Shares(Frame[Share]):
    """The parts of one whole; as printed they make 100, by the largest remainder.

    ``note`` says so in Chinese: a part may differ by one step from its own rounding.
    """

    def __init__(
        self,
        by: Sequence[str],
        counts: Iterable[tuple[dict[str, str], int]],
        digits: int,
        *,
        of_pushes: bool = False,
    ) -> None:
        self.by, self.digits, self.of_pushes = tuple(by), digits, of_pushes
        parts = list(counts)
        whole = sum(count for _, count in parts)
        texts = core.shares_of_whole([count for _, count in parts], digits)
        super().__init__(
            Share(group, count, text, whole)
            for (group, count), text in zip(parts, texts, strict=True)
        )

    @property
    def whole(self) -> int:
        """The sum of the parts."""
        return sum(each.count for each in self)

    @property
    def note(self) -> str:
        """How the percentages were rounded."""
        return word("show", "shares").format(whole=self.whole)

    def columns(self) -> dict[str, list[Any]]:
        """The group columns, ``count``, ``share`` (0 to 1) and ``text``, as printed."""
        return {
            **group_columns(self.by, (each.group for each in self)),
            "count": [each.count for each in self],
            "share": [each.share for each in self],
            "text": [each.text for each in self],
        }

    def columns_shown(self) -> dict[str, list[Any]]:
        """The parts as they are printed."""
        columns = self.columns()
        return {
            head(name) if self.of_pushes else name: columns[name]
            for name in columns
            if name != "share"
        }

    def to_dicts(self) -> list[dict[str, Any]]:
        """One dict a part, as ``shares`` prints it."""
        return [
            {
                "group": each.group,
                "count": each.count,
                "of": each.of,
                "share": each.share,
                "text": each.text,
            }
            for each in self
        ]

    def _repr_html_(self) -> str:
        return html_table(self.columns_shown(), self.note)


class Spreads(Frame[core.Spread]):
    """Working days from receipt to the effective reply, by group.

    The day of receipt is day 0; corrections and consultations are not taken out. Percentiles are
    nearest ranks: the least number of days within which so many of the rows were answered.
    ``unknown`` rows, whose days a missing notice may move, are left out of them.
    """

    def __init__(self, by: Sequence[str], spreads: Iterable[core.Spread]) -> None:
        self.by = tuple(by)
        super().__init__(
            sorted(spreads, key=lambda each: tuple(each.group[name] for name in self.by))
        )

    def columns(self) -> dict[str, list[Any]]:
        """The group columns, ``rows``, ``unknown``, ``min``, ``median``, ``p90``, ``max``."""
        return {
            **group_columns(self.by, (each.group for each in self)),
            "rows": [each.rows for each in self],
            "unknown": [each.unknown for each in self],
            **{name: [each.percentile(p) for each in self] for name, p in _PERCENTILES.items()},
        }

    def columns_shown(self) -> dict[str, list[Any]]:
        """The table; of the whole also how many rows took how many days, in steps of five."""
        steps = {} if self.by else {"histogram": [_in_steps(each.histogram) for each in self]}
        return {**self.columns(), **steps}

    def to_dicts(self) -> list[dict[str, Any]]:
        """One dict a group, as ``days`` prints it; ``histogram`` has ``[days, rows]``."""
        return [
            {
                "group": {name: each.group[name] for name in self.by},
                "rows": each.rows,
                "unknown": each.unknown,
                **{name: each.percentile(p) for name, p in _PERCENTILES.items()},
                "histogram": [[days, rows] for days, rows in each.histogram.items()],
            }
            for each in self
        ]


_PERCENTILES = {"min": 0, "median": 50, "p90": 90, "max": 100}


def _in_steps(histogram: dict[int, int]) -> str:
    # 0 to 5, 6 to 10 … : the statutory limits are multiples of five.
    steps: dict[int, int] = {}
    for days, rows in histogram.items():
        last = max(5, -(-days // 5) * 5)
        steps[last] = steps.get(last, 0) + rows
    return "、".join(
        word("show", "step").format(first=0 if last == 5 else last - 4, last=last, rows=rows)
        for last, rows in sorted(steps.items())
    )
