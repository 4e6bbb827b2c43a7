"""Clocks walked day by day: requests, disputes and fees, one day or one item at a time.

As the other oracles it shares nothing with the core, and its clock is another one than that of
``oracle.deadline``: it counts days until the limit is reached, where that one adds them up.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

import oracle
from oracle import DAY, Row, Rows, Timed, done_as, due_in, happened

# ── Requests ──────────────────────────────────────────────────────────────────────────────────


@dataclass
class Walk:
    """One reading of the calendar: the days that count, and the one on which the limit is hit."""

    counted: list[date] = field(default_factory=list)
    deadline: date | None = None


def walk(row: Row, as_of: date, open_days_worked: bool, at_least: date = date.min) -> Walk:
    """Walk a request day by day from its receipt, to its deadline and at least to that day.

    Without a deadline its clock stands still.
    """
    law = oracle.regime(row)
    received: date = row["received"]
    if row.get("delayed_until") is not None:
        until: date = row["delayed_until"]
        every = [received + n * DAY for n in range(1, (until - received).days + 1)]
        return Walk([day for day in every if oracle.is_worked(day, open_days_worked)], until)
    closed = min(row.get("answered") or as_of, as_of)
    events = _events(row, as_of, closed, open_days_worked)
    last = max([received, *events, *(until for on in events.values() for _, until in on if until)])
    limit, base = law.reply, received
    out = Walk()
    away: list[tuple[date, date]] = []  # days after the first up to the second do not count
    waits: list[date | None] = []  # what the clock waits for, and when it comes
    stopped = date.max
    day = received

    def last_day() -> date | None:
        # The day on which the limit is reached. What takes days out from that very day on, or from
        # one that it has already been moved to, moves it to the last day that is taken out.
        if len(out.counted) < limit:
            return None
        end = out.counted[limit - 1]
        for sent, back in away:
            if sent <= end < back:
                taken = [end + n * DAY for n in range(1, (back - end).days + 1)]
                end = max([end, *(one for one in taken if oracle.is_worked(one, open_days_worked))])
        return end

    def start_again() -> None:
        # All that was waited for is there: what was counted before is gone.
        nonlocal base, stopped
        came = [each for each in waits if each is not None and each <= day]
        if waits and len(came) == len(waits):
            base, stopped = max(came), date.max
            waits.clear()
            out.counted.clear()

    def wait(until: date | None) -> None:
        nonlocal stopped
        stopped = min(stopped, day)
        waits.append(until)

    while day <= max(last, at_least) or not (waits or len(out.counted) >= limit):
        for what, until in events.get(day, []):
            start_again()
            reached = last_day()
            in_time = bool(waits) or reached is None or day <= reached
            if what == "extension" and in_time:
                days = row.get("extension_days")
                limit += law.extension if days is None else min(days, law.extension)
            elif what == "correction" and not _asked_late(row, day, open_days_worked):
                if law.corrections_restart or (until is None and in_time):
                    wait(until)
                elif in_time and until is not None:
                    away.append((day, until))
            elif what == "consultation" and in_time and until is not None:
                away.append((day, until))
            elif what == "fee" and in_time:
                wait(until)
        start_again()
        free = base < day <= stopped and not any(sent < day <= back for sent, back in away)
        if free and oracle.is_worked(day, open_days_worked):
            out.counted.append(day)
        day += DAY
    out.deadline = None if waits else last_day()
    return out


def _asked_late(row: Row, day: date, open_days_worked: bool) -> bool:
    days = oracle.regime(row).correction
    if days is None or row.get("correction_notice") is None:
        return False
    # The last day for it had come before this one.
    return oracle.count(row["received"], day - DAY, open_days_worked) >= days


def _events(
    row: Row, as_of: date, closed: date, open_days_worked: bool
) -> Mapping[date, list[tuple[str, date | None]]]:
    """What happened on each day, in the order in which one day's events are taken."""
    out: dict[date, list[tuple[str, date | None]]] = defaultdict(list)
    corrected = happened(row.get("corrected"), closed)
    asked = happened(row.get("correction_notice") or row.get("corrected"), closed)
    if asked is not None:
        out[asked].append(("correction", corrected))
    extended = happened(row.get("extended"), as_of)
    if extended is not None:
        out[extended].append(("extension", None))
    for sent, back in oracle.consultations(row, as_of, open_days_worked):
        out[sent].append(("consultation", back))
    fee = happened(row.get("fee_notice"), closed)
    if fee is not None:
        out[fee].append(("fee", happened(row.get("fee_paid"), closed)))
    return out


Told = tuple[date, bool | None, int | None]  # the day, whether it counts, its number


def days(row: Row, as_of: date) -> list[Told]:
    """Every day after receipt up to the latest deadline, as a clock tells it."""
    received: date = row["received"]
    if received > as_of:
        return []
    early, late = walk(row, as_of, True), walk(row, as_of, False)
    last = late.deadline
    if last is None:
        last = max(min(row.get("answered") or as_of, as_of), early.deadline or received)
    # What would count in each reading, also past the limit of the shorter one.
    at_least, at_most = (set(walk(row, as_of, each, last).counted) for each in (False, True))
    out: list[Told] = []
    n = 0
    for day in (received + k * DAY for k in range(1, (last - received).days + 1)):
        sure = day in at_least and day in at_most
        n += sure
        never = day not in at_least and day not in at_most
        out.append((day, True if sure else False if never else None, n if sure else None))
    return out


# ── Disputes ──────────────────────────────────────────────────────────────────────────────────

FIRST_DAY = date(2018, 1, 1)  # before it nobody knows which days were off
SIXTY = 60


def sixty_days(came: date, open_days_worked: bool) -> date:
    """Sixty days of the calendar; if the last one is off, the next day that is worked."""
    day = came + timedelta(SIXTY)
    while not oracle.is_worked(day, open_days_worked):
        day += DAY
    return day


def _timed(came: date | None, done: date | None, limited: bool, start: date, as_of: date) -> Timed:
    """A stage of a dispute: since when it runs (None: nobody wrote it down), and when it ended."""
    word = "new" if came is None or came >= start else "old"
    if came is None or (limited and came < FIRST_DAY):
        if done is not None and oracle.UNDATED < done < start:
            return Timed("outside")
        return Timed(f"{word}.unsure.{'open' if done is None else 'unsure'}")
    if not limited:
        how = "open" if done is None else "earlier" if oracle.UNDATED < done < start else "on_time"
        return Timed(f"{word}.none.{how}")
    earliest, latest = sixty_days(came, True), sixty_days(came, False)
    due = due_in(earliest, latest, start, as_of)
    how = done_as(earliest, latest, done, start, as_of)
    return Timed(f"{word}.{due}.{how}", (earliest, latest))


def conclude(row: Row, start: date, as_of: date) -> Timed:
    """From filing to conclusion; suits have no limit."""
    if row["filed"] > as_of or row.get("co_defendant"):
        return Timed("outside")
    done = None if row["outcome"] == "pending" else happened(row.get("concluded"), as_of)
    return _timed(row["filed"], done, row["kind"] == "review", start, as_of)


def rectify(row: Row, start: date, as_of: date) -> Timed:
    """From a corrected result to its putting right."""
    concluded = row.get("concluded")
    counts = row["outcome"] == "corrected" and concluded is not None and concluded <= as_of
    if row["filed"] > as_of or row.get("co_defendant") or not counts:
        return Timed("outside")
    return _timed(concluded, happened(row.get("rectified"), as_of), True, start, as_of)


# ── Fees ──────────────────────────────────────────────────────────────────────────────────────

FIRST_FEE = date(2021, 1, 1)


def price_of_item(n: int) -> int:
    """Yuan for the n-th request of an applicant in a month."""
    if n <= 10:
        return 0
    return 100 if n <= 30 else 200 + 100 * ((n - 31) // 10)


def price_of_page(n: int) -> int:
    """Yuan for the n-th page of a request."""
    return 0 if n <= 30 else 10 if n <= 100 else 20 if n <= 200 else 40


def by_items(first: int, last: int) -> int:
    return sum(price_of_item(n) for n in range(first, last + 1))


def by_pages(pages: int) -> int:
    return sum(price_of_page(n) for n in range(1, pages + 1))


def odd_fees(rows: Rows) -> Iterator[int]:
    """Places of the rows whose amount no reading gives."""
    months: dict[tuple[str, int, int], list[int]] = defaultdict(list)
    for at, row in enumerate(rows):
        if row["applicant"] is not None:
            day = row["received"]
            months[row["applicant"], day.year, day.month].append(at)
    for at, row in enumerate(rows):
        amount = row["fee_amount"]
        if amount is None or row["received"] < FIRST_FEE:
            continue
        fits: set[int] = set()
        if row["pages"] is not None:
            fits.add(by_pages(row["pages"]))
        if row["applicant"] is not None:
            day = row["received"]
            month = sorted(
                months[row["applicant"], day.year, day.month],
                key=lambda other: (rows[other]["received"], other),
            )
            before = month[: month.index(at)]

            def items(of: list[int]) -> int:
                return sum(1 if rows[n]["items"] is None else int(rows[n]["items"]) for n in of)

            until = items([*before, at])
            noticed = sum(rows[n]["fee_amount"] or 0 for n in before)
            fits |= {
                by_items(items(before) + 1, until),
                by_items(1, until) - noticed,
                by_items(1, items(month)),
            }
        if fits and amount not in fits:
            yield at
