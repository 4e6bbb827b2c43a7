"""Findings: what is wrong in the data, where, and what was expected."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from gongkai import _core as core
from gongkai._templates import word
from gongkai.result.frame import Frame

_PLACES = ("file", "sheet", "table", "row", "column", "header", "section", "sentence")


@dataclass(frozen=True)
class Group:
    """Findings of one rule and kind in one column of one file, as people are shown them.

    ``first`` is one of them; ``rows`` are places in the ``Findings``, and ``count`` is how many
    they are, those that were counted without being listed among them. ``lines`` are the words of
    the first ten, without ``place`` where that is not empty, and of how many more.
    """

    first: core.Finding
    rows: tuple[int, ...]
    count: int
    place: str
    lines: tuple[str, ...]

    @property
    def place_and_count(self) -> str:
        """Where they stand and how many they are, in Chinese; empty for a single one."""
        if self.count == 1:
            return ""
        return word("show", "places" if self.place else "places_bare").format(
            place=self.place, count=self.count
        )


class Findings(Frame[core.Finding]):
    """What the checks have to say, in the order of the files and of the rules.

    Each has ``rule``, ``status`` (pass, fail, unknown, not_assessable), ``severity`` (fatal,
    serious, hint), ``where``, ``found``, ``expected`` and ``message``.
    """

    @property
    def failed(self) -> "Findings":
        """Those that say that something is wrong, not merely unknown."""
        return self._of(each for each in self if each.status == "fail")

    @property
    def fatal(self) -> "Findings":
        """Those that stop a report: failed, and fatal."""
        return self._of(each for each in self.failed if each.severity == "fatal")

    @property
    def faults(self) -> "Findings":
        """Those that failed and are more than a hint."""
        return self._of(each for each in self.failed if each.severity != "hint")

    @property
    def without_passes(self) -> "Findings":
        """All but what is in order."""
        return self._of(each for each in self if each.status != "pass")

    @property
    def summary(self) -> str:
        """How many failed of each severity, in Chinese."""
        counts: Counter[str] = Counter()
        for group in self.failed.groups:
            counts[group.first.severity] += group.count
        names = ("fatal", "serious", "hint")
        return word("show", "findings").format(**{name: counts[name] for name in names})

    @property
    def groups(self) -> tuple[Group, ...]:
        """The findings by file and row, those that say the same of one column together."""
        return tuple(
            Group(
                self[made.members[0]],
                tuple(made.members),
                made.count,
                made.place,
                tuple(made.lines),
            )
            for made in core.gather(list(self))
        )

    def columns(self) -> dict[str, list[Any]]:
        """One column for each part of a place that occurs, beside rule, state and words."""
        wheres = [each.where for each in self]
        places = {name: [where.get(name) for where in wheres] for name in _PLACES}
        return {
            "rule": [each.rule for each in self],
            "status": [each.status for each in self],
            "severity": [each.severity for each in self],
            **{name: _alike(values) for name, values in places.items() if any(values)},
            "found": [each.found for each in self],
            "expected": [each.expected for each in self],
            "message": [each.message for each in self],
        }

    def columns_shown(self) -> dict[str, list[Any]]:
        """The groups, a line each; what a group says of all its lines stands in the first."""
        columns: dict[str, list[Any]] = {
            name: [] for name in ("severity", "status", "rule", "count", "message")
        }
        for group in self.groups:
            head = (group.first.severity, group.first.status, group.first.rule, group.count)
            place = (group.place,) if group.place else ()
            for line, message in enumerate([*place, *group.lines]):
                cells = (*(head if line == 0 else (None,) * len(head)), message)
                for name, value in zip(columns, cells, strict=True):
                    columns[name].append(value)
        return columns

    def dicts(self) -> Iterator[dict[str, Any]]:
        """What ``to_dicts`` lists, one by one: of a hundred thousand few are wanted at once."""
        for each in self:
            yield {
                "rule": each.rule,
                "status": each.status,
                "severity": each.severity,
                "where": each.where,
                "found": each.found,
                "expected": each.expected,
                "message": each.message,
            }

    def to_dicts(self) -> list[dict[str, Any]]:
        """One dict a finding, as ``check`` and ``audit`` print it."""
        return list(self.dicts())


def _alike(values: list[int | str | None]) -> list[Any]:
    # A row is a number in a ledger and an id in a report; a column of both is text.
    if any(isinstance(value, str) for value in values):
        return [None if value is None else str(value) for value in values]
    return values
