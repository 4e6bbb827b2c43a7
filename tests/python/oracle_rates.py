"""Rates by groups from rows, one at a time: who stands above the line, who below, in which month.

As the other oracle it shares nothing with the core: each rate is written down again as what it
promises, as predicates over a row, and groups are plain labels of the row.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import oracle
from oracle import Row, Rows

SETTLED = {"调解", "和解"}
FINER = {"调解": "other", "和解": "other", "撤回申请": "other", "维持原行政行为": "upheld"}


@dataclass(frozen=True)
class Entry:
    """A row as one rate counts it: above the line, below it, or open; each with its date."""

    ledger: str
    key: str
    row: Row
    above: bool
    below: bool
    is_open: bool = False
    day_above: date | None = None
    day_below: date | None = None


@dataclass(frozen=True)
class World:
    """The ledgers of one body, the period, and how disputes are counted."""

    ledgers: Mapping[str, Rows]
    start: date
    as_of: date
    in_hand: bool = True
    issued: date | None = None


# ── Requests ──────────────────────────────────────────────────────────────────────────────────


def _in_table3(world: World, row: Row) -> tuple[bool, bool, str | None]:
    """Whether a request is new, whether it is carried over, and its outcome once closed."""
    closed = oracle.happened(row.get("answered"), world.as_of)
    if row["received"] > world.as_of or (closed is not None and closed < world.start):
        return False, False, None
    new = row["received"] >= world.start
    return new, not new, row["outcome"] if closed else None


def _by_table3(
    above: Callable[[bool, bool, str | None], bool],
    below: Callable[[bool, bool, str | None], bool],
    day_above: str = "answered",
    day_below: str = "answered",
) -> Callable[[World], Iterator[Entry]]:
    def entries(world: World) -> Iterator[Entry]:
        for row in world.ledgers["applications"]:
            told = _in_table3(world, row)
            yield Entry(
                "applications",
                row["case_no"],
                row,
                above(*told),
                below(*told),
                False,
                row.get(day_above),
                row.get(day_below),
            )

    return entries


def _by_clock(
    above: Callable[[str, str, str], bool],
    below: Callable[[str, str, str], bool],
    is_open: Callable[[str, str, str], bool],
    day: str,
) -> Callable[[World], Iterator[Entry]]:
    def entries(world: World) -> Iterator[Entry]:
        for row in world.ledgers["applications"]:
            timed = oracle.reply(row, world.start, world.as_of)
            if timed.cell == "outside":
                continue
            came, due, done = timed.cell.split(".")
            deadline = timed.due[0] if timed.due else None
            when = deadline if day == "deadline" else row.get(day)
            yield Entry(
                "applications",
                row["case_no"],
                row,
                above(came, due, done),
                below(came, due, done),
                is_open(came, due, done),
                when,
                when,
            )

    return entries


def _disclosed(_new: bool, _old: bool, outcome: str | None) -> bool:
    return outcome in ("granted", "partly_granted")


def _closed(_new: bool, _old: bool, outcome: str | None) -> bool:
    return outcome is not None


def _accepted(new: bool, old: bool, _outcome: str | None) -> bool:
    return new or old


def _new(new: bool, _old: bool, _outcome: str | None) -> bool:
    return new


def _is_dated(due: str) -> bool:
    return due != "none"


# ── Disputes and tasks ────────────────────────────────────────────────────────────────────────


def _in_table4(world: World, row: Row) -> str | None:
    """The result under which a dispute is counted, None where it is not."""
    concluded = row.get("concluded")
    gone = concluded is not None and concluded < world.start
    counts = not gone if world.in_hand else row["filed"] >= world.start
    if row["filed"] > world.as_of or not counts or row.get("co_defendant"):
        return None
    outcome: str = FINER.get(row["outcome"], row["outcome"])
    return outcome if oracle.happened(concluded, world.as_of) else "pending"


def _put_right(world: World, row: Row) -> bool:
    """A case that ended by agreement, and the reply was put right by the date of count."""
    return (
        _in_table4(world, row) == "other"
        and row["outcome"] in SETTLED
        and oracle.happened(row.get("rectified"), world.as_of) is not None
    )


def _disputes(
    kinds: Sequence[str],
    above: Sequence[str],
    below: Sequence[str] = (),
    day: str = "concluded",
    settled: bool = False,
) -> Callable[[World], Iterator[Entry]]:
    def entries(world: World) -> Iterator[Entry]:
        for row in world.ledgers["disputes"]:
            result = _in_table4(world, row) if row["kind"] in kinds else None
            yield Entry(
                "disputes",
                row["dispute_no"],
                row,
                result in above or (settled and result is not None and _put_right(world, row)),
                result in below,
                False,
                row.get(day),
                row.get(day),
            )

    return entries


def _over(
    disputes: Callable[[World], Iterator[Entry]],
    below: Callable[[bool, bool, str | None], bool],
) -> Callable[[World], Iterator[Entry]]:
    """Disputes above the line, requests below it, by their receipt."""

    def entries(world: World) -> Iterator[Entry]:
        yield from disputes(world)
        yield from _by_table3(lambda *_: False, below, "received", "received")(world)

    return entries


def _tasks(
    above: Callable[[str, str], bool],
    below: Callable[[str, str], bool],
    is_open: Callable[[str, str], bool] = lambda due, done: False,
) -> Callable[[World], Iterator[Entry]]:
    def entries(world: World) -> Iterator[Entry]:
        for row in world.ledgers["tasks"]:
            cell = oracle.task(row, world.start, world.as_of, world.issued).cell
            if cell != "outside":
                _, due, done = cell.split(".")
                day = row.get("due")
                yield Entry(
                    "tasks",
                    row["task_id"],
                    row,
                    above(due, done),
                    below(due, done),
                    is_open(due, done),
                    day,
                    day,
                )

    return entries


def _carried(world: World) -> Iterator[Entry]:
    for row in world.ledgers["tasks"]:
        cell = oracle.task(row, world.start, world.as_of, world.issued).cell
        if cell.startswith("old"):
            done, day = not cell.endswith("open"), row.get("due")
            yield Entry("tasks", row["task_id"], row, done, True, False, day, day)


REVIEW, SUITS = ["review"], ["suit_direct", "suit_after_review"]
EVERY, ONCE = [*REVIEW, *SUITS], ["review", "suit_direct"]
CONCLUDED = ["upheld", "corrected", "other"]
ALL = [*CONCLUDED, "pending"]
FALLEN_DUE = ("before", "in")

RATES: dict[str, Callable[[World], Iterator[Entry]]] = {
    "timely.due": _by_clock(
        lambda came, due, done: due == "in" and done in ("earlier", "on_time"),
        lambda came, due, done: due == "in",
        lambda came, due, done: due == "unsure" or (due == "in" and done == "unsure"),
        "deadline",
    ),
    "timely.answered": _by_clock(
        lambda came, due, done: _is_dated(due) and done == "on_time",
        lambda came, due, done: _is_dated(due) and done in ("on_time", "late", "unsure"),
        lambda came, due, done: _is_dated(due) and done == "unsure",
        "answered",
    ),
    "timely.received": _by_clock(
        lambda came, due, done: came == "new" and done == "on_time",
        lambda came, due, done: came == "new",
        lambda came, due, done: came == "new" and done == "unsure",
        "received",
    ),
    "answer.rate": _by_table3(
        lambda new, old, outcome: new and outcome is not None, _new, "received", "received"
    ),
    "disclose.answered": _by_table3(_disclosed, _closed),
    "disclose.accepted": _by_table3(_disclosed, _accepted, "answered", "received"),
    "disclose.ex_other": _by_table3(
        _disclosed,
        lambda new, old, outcome: outcome is not None and not outcome.startswith("other."),
    ),
    "disclose.full_only": _by_table3(lambda new, old, outcome: outcome == "granted", _closed),
    "dispute.unique_per_new": _over(_disputes(ONCE, ALL, day="filed"), _new),
    "dispute.unique_per_closed": _over(_disputes(ONCE, ALL, day="filed"), _closed),
    "dispute.unique_per_accepted": _over(_disputes(ONCE, ALL, day="filed"), _accepted),
    "dispute.procedure_per_new": _over(_disputes(EVERY, ALL, day="filed"), _new),
    "dispute.review_per_new": _over(_disputes(REVIEW, ALL, day="filed"), _new),
    "correct.review_concluded": _disputes(REVIEW, ["corrected"], CONCLUDED),
    "correct.review_combined": _disputes(REVIEW, ["corrected"], CONCLUDED, settled=True),
    "correct.review_all": _disputes(REVIEW, ["corrected"], ALL),
    "correct.review_merits": _disputes(REVIEW, ["corrected"], ["upheld", "corrected"]),
    "correct.suit_concluded": _disputes(SUITS, ["corrected"], CONCLUDED),
    "correct.suit_all": _disputes(SUITS, ["corrected"], ALL),
    "correct.suit_merits": _disputes(SUITS, ["corrected"], ["upheld", "corrected"]),
    "correct.all_concluded": _disputes(EVERY, ["corrected"], CONCLUDED),
    "correct.all": _disputes(EVERY, ["corrected"], ALL),
    "correct.per_new": _over(_disputes(EVERY, ["corrected"]), _new),
    "task.done_due": _tasks(
        lambda due, done: due in FALLEN_DUE and done != "open", lambda due, done: due in FALLEN_DUE
    ),
    "task.carried_done": _carried,
    "task.done_all": _tasks(lambda due, done: done != "open", lambda due, done: True),
    "task.ontime_due": _tasks(
        lambda due, done: due in FALLEN_DUE and done in ("earlier", "on_time"),
        lambda due, done: due in FALLEN_DUE,
        lambda due, done: due in FALLEN_DUE and done == "unsure",
    ),
    "task.overdue_open": _tasks(
        lambda due, done: due in FALLEN_DUE and done == "open", lambda due, done: due in FALLEN_DUE
    ),
    "task.overdue_any": _tasks(
        lambda due, done: due in FALLEN_DUE and done in ("open", "late"),
        lambda due, done: due in FALLEN_DUE,
        lambda due, done: due in FALLEN_DUE and done == "unsure",
    ),
}

# ── Groups ────────────────────────────────────────────────────────────────────────────────────

Group = tuple[str, ...]


def groups_of(row: Row, by: Sequence[str], day: date | None, year: int) -> list[Group]:
    """The groups of a row; none where it has no month in the year or no lead."""
    out: list[Group] = [()]
    for name in by:
        if name in ("month", "quarter"):
            if day is None or day == oracle.UNDATED or day.year != year:
                return []
            month = f"{year}-{day.month:02}"
            labels = [month if name == "month" else f"{year}-Q{(day.month + 2) // 3}"]
        elif name == "leads":
            labels = row["leads"]
        else:
            labels = [row[name]]
        out = [(*group, label) for group in out for label in labels]
    return out


def rates_by(world: World, definition: str, by: Sequence[str]) -> dict[Group, oracle.Ratio]:
    """Above, below and open, by group; groups of 0/0 are left out."""
    above: Counter[Group] = Counter()
    below: Counter[Group] = Counter()
    is_open: Counter[Group] = Counter()
    for entry in RATES[definition](world):
        for side, counts, day in (
            (entry.above, above, entry.day_above),
            (entry.below, below, entry.day_below),
            (entry.is_open, is_open, entry.day_above),
        ):
            if side:
                counts.update(groups_of(entry.row, by, day, world.start.year))
    return {
        group: (above[group], below[group], is_open[group]) for group in {*above, *below, *is_open}
    }


def left_out(world: World, definition: str, by: str) -> Counter[str]:
    """How many rows stand in no month, by ledger: each once a date that counts for it."""
    rows: dict[tuple[str, bool], set[str]] = {}
    two_dates = definition == "disclose.accepted"
    for entry in RATES[definition](world):
        for above, side, day in (
            (True, entry.above, entry.day_above),
            (False, entry.below, entry.day_below),
        ):
            if side and not groups_of(entry.row, [by], day, world.start.year):
                rows.setdefault((entry.ledger, above and two_dates), set()).add(entry.key)
    out: Counter[str] = Counter()
    for (ledger, _), keys in rows.items():
        out[ledger] += len(keys)
    return out


def differences(
    world: World, first: str, second: str, by: Sequence[str], group: Group
) -> dict[tuple[str, str], tuple[int, int]]:
    """By ledger and key, what a row adds to the counts of the first to make the second's."""
    out: Counter[tuple[str, str, int]] = Counter()
    for definition, sign in ((first, -1), (second, 1)):
        for entry in RATES[definition](world):
            sides = ((entry.above, entry.day_above), (entry.below, entry.day_below))
            for place, (stands, day) in enumerate(sides):
                if stands and group in groups_of(entry.row, by, day, world.start.year):
                    out[entry.ledger, entry.key, place] += sign
    rows: dict[tuple[str, str], tuple[int, int]] = {}
    for ledger, key, _ in out:
        change = out[ledger, key, 0], out[ledger, key, 1]
        if change != (0, 0):
            rows[ledger, key] = change
    return rows


def places(ratios: Sequence[oracle.Ratio], smallest: int, lower: bool) -> list[Any]:
    """Places by sorting decimal fractions by hand: 1, 2, 2, 4; None below the smallest."""
    from fractions import Fraction

    able = [
        Fraction(above, below) if below >= smallest and below > 0 and not is_open else None
        for above, below, is_open in ratios
    ]
    ordered = sorted((each for each in able if each is not None), reverse=not lower)
    return [None if each is None else ordered.index(each) + 1 for each in able]


def reply_days(world: World) -> tuple[Counter[int], int]:
    """Working days of replies of the period, and how many nobody can tell."""
    days: Counter[int] = Counter()
    unknown = 0
    for row in world.ledgers["applications"]:
        if row.get("answered") is None or row["answered"] > world.as_of:
            continue
        replied = row.get("delivered") or row["answered"]
        if not world.start <= replied <= world.as_of:
            continue
        most, fewest = (oracle.count(row["received"], replied, worked) for worked in (True, False))
        if most == fewest:
            days[most] += 1
        else:
            unknown += 1
    return days, unknown


def percentile(days: Counter[int], percent: int) -> int | None:
    """The least number of days within which that share of the rows were answered."""
    rows = sorted(days.elements())
    if not rows:
        return None
    return next(day for n, day in enumerate(rows, 1) if 100 * n >= percent * len(rows))
