"""Findings: what is wrong in the data, where, and what was expected."""

from collections import Counter
from typing import Any

from gongkai import _core as core
from gongkai._templates import word
from gongkai.result.frame import Frame

_PLACES = ("file", "sheet", "table", "row", "column", "header", "section", "sentence")


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
        counts = Counter(each.severity for each in self.failed)
        names = ("fatal", "serious", "hint")
        return word("show", "findings").format(**{name: counts[name] for name in names})

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

    def to_dicts(self) -> list[dict[str, Any]]:
        """One dict a finding, as ``check`` and ``audit`` print it."""
        return [
            {
                "rule": each.rule,
                "status": each.status,
                "severity": each.severity,
                "where": each.where,
                "found": each.found,
                "expected": each.expected,
                "message": each.message,
            }
            for each in self
        ]


def _alike(values: list[int | str | None]) -> list[Any]:
    # A row is a number in a ledger and an id in a report; a column of both is text.
    if any(isinstance(value, str) for value in values):
        return [None if value is None else str(value) for value in values]
    return values
