"""Duties of the plan: what is expected of each, what is there, and what is missing."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from gongkai import _core as core
from gongkai._templates import word
from gongkai.result.frame import Frame

_LISTED = 10


@dataclass(frozen=True)
class DutyCount:
    """One duty, counted.

    ``status`` is pass (all that is expected is covered), fail, unknown (nothing is expected, since
    no row names an item) or not_assessable (a ledger is not there, or the duty is waived).
    """

    duty: core.Duty
    coverage: core.Coverage

    @property
    def is_assessable(self) -> bool:
        """Whether its ledgers are there and it is not waived."""
        return not self.duty.waived and not self.coverage.absent

    @property
    def expected(self) -> int | None:
        """How many items are expected; None where it cannot be told."""
        return self.coverage.expected if self.is_assessable else None

    @property
    def covered(self) -> int | None:
        """How many of them are covered."""
        return self.coverage.covered if self.is_assessable else None

    @property
    def share(self) -> float | None:
        """From 0 to 1; None where nothing is expected or it cannot be told."""
        return self.covered / self.expected if self.covered is not None and self.expected else None

    @property
    def missing_count(self) -> int | None:
        """How many of them are not covered."""
        return len(self.missing) if self.is_assessable else None

    @property
    def missing(self) -> tuple[core.ExpectedItem, ...]:
        """The items that are not covered, in order."""
        return tuple(item for item in self.coverage.items if not item.covered)

    @property
    def status(self) -> str:
        """pass, fail, unknown or not_assessable."""
        if not self.is_assessable:
            return "not_assessable"
        if not self.expected:
            return "unknown"
        return "fail" if self.missing else "pass"

    @property
    def message(self) -> str:
        """Why it cannot be told, in Chinese; empty where it can."""
        if self.duty.waived:
            return word("duties", "waived").format(why=self.duty.waived)
        if self.coverage.absent:
            files = "、".join(f"{ledger}.csv" for ledger in self.coverage.absent)
            return word("duties", "absent").format(files=files)
        return "" if self.expected else word("duties", "nothing").format(ledger=self.duty.ledger)

    @property
    def shown(self) -> tuple[str, list[str]]:
        """A head and what is missing, as people are shown it."""
        head = [self.duty.id, self.duty.name]
        if not self.expected:
            return "  ".join([*head, word("status", self.status)]), [self.message]
        counts = f"{self.covered}/{self.expected}"
        if not self.missing:
            return "  ".join([*head, counts]), []
        names = "、".join(item.label for item in self.missing[:_LISTED])
        more = len(self.missing)
        line = word("duties", "missing").format(n=more, names=names)
        return "  ".join([*head, counts]), [line + ("…" if more > _LISTED else "")]

    def to_dict(self) -> dict[str, Any]:
        """As ``duties`` prints it: the first ten of what is missing, and how many there are."""
        return {
            "duty": self.duty.id,
            "name": self.duty.name,
            "ledger": self.duty.ledger,
            "expected": self.expected,
            "covered": self.covered,
            "share": self.share,
            "missing": [{"item": item.label, "unit": item.unit} for item in self.missing[:_LISTED]],
            "missing_count": self.missing_count,
            "status": self.status,
            "message": self.message,
            "source": self.duty.source,
        }


class Duties(Frame[DutyCount]):
    """All duties of a year, in the order of their files."""

    def __init__(self, duties: Iterable[DutyCount]) -> None:
        super().__init__(duties)

    def __getitem__(self, index: Any) -> Any:
        """The duty of that place, or of that id."""
        if not isinstance(index, str):
            return super().__getitem__(index)
        for each in self:
            if each.duty.id == index:
                return each
        raise KeyError(index)

    def columns(self) -> dict[str, list[Any]]:
        """A row a duty: expected, covered, share, how many are missing, and the status."""
        return {
            "duty": [each.duty.id for each in self],
            "name": [each.duty.name for each in self],
            "expected": [each.expected for each in self],
            "covered": [each.covered for each in self],
            "share": [each.share for each in self],
            "missing_count": [each.missing_count for each in self],
            "status": [each.status for each in self],
        }

    def to_dicts(self) -> list[dict[str, Any]]:
        """One dict a duty, as ``duties`` prints it."""
        return [each.to_dict() for each in self]
