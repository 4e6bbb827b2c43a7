"""The clock of one request: its deadline, and every day on the way with the event behind it."""

import html
from dataclasses import dataclass
from datetime import date
from typing import Any

from gongkai import _core as core
from gongkai._templates import word
from gongkai.result import ClockDays
from gongkai.result.frame import plain


@dataclass(frozen=True)
class Clock:
    """When one request is due. Both ends are None where its clock stands still or no law says."""

    case_no: str
    row: int
    received: date | None
    earliest: date | None
    latest: date | None
    state: str
    law: str
    told: tuple[str, ...]
    ledger: ClockDays

    @property
    def due(self) -> date | None:
        """The deadline, None where a missing notice may move it or there is none."""
        return self.earliest if self.earliest == self.latest else None

    @property
    def status(self) -> str | None:
        """``"confirmed"``, ``"provisional"`` while a notice is missing, None without a deadline."""
        if self.earliest is None:
            return None
        return "provisional" if self.due is None else "confirmed"

    @property
    def text(self) -> str:
        """The deadline and how it stands, in one Chinese line."""
        ends = [str(end) for end in (self.earliest, self.latest) if end is not None]
        return word("show", f"clock_{self.status or 'none'}").format(
            case_no=self.case_no,
            due=word("show", "range").join(ends[: 1 if self.status == "confirmed" else 2]),
            state=word("state", self.state),
        )

    def why(self) -> ClockDays:
        """The days one by one: whether each counts, the notice and the event behind it."""
        return self.ledger

    def to_dict(self) -> dict[str, Any]:
        """As ``due DIR --case`` prints it."""
        return {
            "case_no": self.case_no,
            "row": self.row,
            "received": plain(self.received),
            "due": plain(self.due),
            "status": self.status,
            "earliest": plain(self.earliest),
            "latest": plain(self.latest),
            "state": self.state,
            "law": self.law or None,
            "told": list(self.told),
            "ledger": self.ledger.to_dicts(),
        }

    def _repr_html_(self) -> str:
        lines = "".join(f"<li>{html.escape(line)}</li>" for line in self.told)
        return f"<p>{html.escape(self.text)}</p><ul>{lines}</ul>{self.ledger._repr_html_()}"


def clock_of(books: core.Books, case_no: str) -> Clock:
    """The clock of one request of these books; raises DataError where there is no such request."""
    found = books.clock(case_no)
    standing = found.standing
    earliest, latest = standing.due or (None, None)
    return Clock(
        case_no=standing.key,
        row=standing.row,
        received=found.received,
        earliest=earliest,
        latest=latest,
        state=standing.state,
        law=found.law,
        told=tuple(found.told),
        ledger=ClockDays(found.days),
    )
