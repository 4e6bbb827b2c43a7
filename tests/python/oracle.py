"""The slow, obvious second opinion: tables, deadlines and rates from rows, counted by hand.

Shares nothing with the core: rows are dicts of plain values, a calendar is walked day by day, every
rule is written down again from the law and from what the project promises.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

Row = dict[str, Any]
Rows = Sequence[Row]
DAY = timedelta(days=1)
UNDATED = date.min  # has happened, and nobody wrote when

# ── The calendar ──────────────────────────────────────────────────────────────────────────────

# Weekdays that were off and weekend days that were worked, as the notices of the years say.
WEEKDAYS_OFF = {
    2018: "01-01 02-15 02-16 02-19 02-20 02-21 04-05 04-06 04-30 05-01 06-18 09-24 "
    "10-01 10-02 10-03 10-04 10-05 12-31",
    2019: "01-01 02-04 02-05 02-06 02-07 02-08 04-05 05-01 05-02 05-03 06-07 09-13 "
    "10-01 10-02 10-03 10-04 10-07",
    2020: "01-01 01-24 01-27 01-28 01-29 01-30 01-31 04-06 05-01 05-04 05-05 06-25 06-26 "
    "10-01 10-02 10-05 10-06 10-07 10-08",
    2021: "01-01 02-11 02-12 02-15 02-16 02-17 04-05 05-03 05-04 05-05 06-14 09-20 09-21 "
    "10-01 10-04 10-05 10-06 10-07",
    2022: "01-03 01-31 02-01 02-02 02-03 02-04 04-04 04-05 05-02 05-03 05-04 06-03 09-12 "
    "10-03 10-04 10-05 10-06 10-07",
    2023: "01-02 01-23 01-24 01-25 01-26 01-27 04-05 05-01 05-02 05-03 06-22 06-23 09-29 "
    "10-02 10-03 10-04 10-05 10-06",
    2024: "01-01 02-12 02-13 02-14 02-15 02-16 04-04 04-05 05-01 05-02 05-03 06-10 09-16 09-17 "
    "10-01 10-02 10-03 10-04 10-07",
    2025: "01-01 01-28 01-29 01-30 01-31 02-03 02-04 04-04 05-01 05-02 05-05 06-02 "
    "10-01 10-02 10-03 10-06 10-07 10-08",
    2026: "01-01 01-02 02-16 02-17 02-18 02-19 02-20 02-23 04-06 05-01 05-04 05-05 06-19 09-25 "
    "10-01 10-02 10-05 10-06 10-07",
}
WEEKENDS_WORKED = {
    2018: "02-11 02-24 04-08 04-28 09-29 09-30 12-29",
    2019: "02-02 02-03 04-28 05-05 09-29 10-12",
    2020: "01-19 04-26 05-09 06-28 09-27 10-10",
    2021: "02-07 02-20 04-25 05-08 09-18 09-26 10-09",
    2022: "01-29 01-30 04-02 04-24 05-07 10-08 10-09",
    2023: "01-28 01-29 04-23 05-06 06-25 10-07 10-08",
    2024: "02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12",
    2025: "01-26 02-08 04-27 09-28 10-11",
    2026: "01-04 02-14 02-28 05-09 09-20 10-10",
}
# 2027 has no notice: what the law fixes, first and last day; and New Year 2028, which is next.
HOLIDAYS_WITHOUT_NOTICE = [
    (date(2027, 1, 1), date(2027, 1, 1)),
    (date(2027, 2, 5), date(2027, 2, 8)),
    (date(2027, 4, 5), date(2027, 4, 5)),
    (date(2027, 5, 1), date(2027, 5, 2)),
    (date(2027, 6, 9), date(2027, 6, 9)),
    (date(2027, 9, 15), date(2027, 9, 15)),
    (date(2027, 10, 1), date(2027, 10, 3)),
    (date(2028, 1, 1), date(2028, 1, 1)),
]


def _days(table: dict[int, str]) -> frozenset[date]:
    texts = [f"{year}-{day}" for year, days in table.items() for day in days.split()]
    return frozenset(map(date.fromisoformat, texts))


OFF, WORKED = _days(WEEKDAYS_OFF), _days(WEEKENDS_WORKED)


def is_open(day: date) -> bool:
    """Whether a notice that nobody has read yet may still move this day.

    A weekend day may be worked from 7 days before a holiday to 10 after it, a weekday may be off
    from 1 day before to 5 after; the holidays themselves are fixed.
    """
    if any(first <= day <= last for first, last in HOLIDAYS_WITHOUT_NOTICE):
        return False
    before, after = (7, 10) if day.weekday() >= 5 else (1, 5)
    return any(
        first - before * DAY <= day <= last + after * DAY for first, last in HOLIDAYS_WITHOUT_NOTICE
    )


@cache
def is_worked(day: date, open_days_worked: bool) -> bool:
    """Whether a day counts, with the open days all worked or all off."""
    if is_open(day):
        return open_days_worked
    if day in OFF or any(first <= day <= last for first, last in HOLIDAYS_WITHOUT_NOTICE):
        return False
    return day.weekday() < 5 or day in WORKED


def add(start: date, working_days: int, open_days_worked: bool) -> date:
    """The day on which so many working days have passed; the start is day 0, worked or not."""
    day, passed = start, 0
    while passed < working_days:
        day += DAY
        passed += is_worked(day, open_days_worked)
    return day


def count(after: date, until: date, open_days_worked: bool) -> int:
    """Working days later than `after`, up to `until` itself."""
    passed, day = 0, after
    while day < until:
        day += DAY
        passed += is_worked(day, open_days_worked)
    return passed


# ── The clock of one request ──────────────────────────────────────────────────────────────────

FIRST_REGIME, SECOND_REGIME = date(2008, 5, 1), date(2019, 5, 15)


@dataclass(frozen=True)
class Regime:
    """Days to reply and to extend; until when to ask for a correction, and for an opinion."""

    reply: int
    extension: int
    correction: int | None
    consultation: int | None
    corrections_restart: bool


OLDER, PRESENT = Regime(15, 15, None, None, False), Regime(20, 20, 7, 15, True)


def regime(row: Row) -> Regime:
    return PRESENT if row["received"] >= SECOND_REGIME else OLDER


def happened(day: date | None, by: date) -> date | None:
    """What is dated later has not happened yet."""
    return day if day is not None and day <= by else None


def consultations(row: Row, as_of: date, open_days_worked: bool) -> Iterator[tuple[date, date]]:
    """From when to when each consultation would stop the clock: (sent, back]."""
    for n, sent in enumerate(row.get("consult_sent") or []):
        if sent is None or sent > as_of:
            continue

        def item(column: str, n: int = n) -> Any:
            items = row.get(column) or []
            return items[n] if n < len(items) else None

        back = happened(item("consult_back"), as_of)
        days = regime(row).consultation
        if item("consult_kind") == "other_organ" or days is None:
            yield sent, back or as_of
        else:
            asked = happened(item("consult_received"), as_of) or sent
            cap = add(asked, days, open_days_worked)
            yield sent, cap if back is None else min(back, cap)


def deadline(row: Row, as_of: date, open_days_worked: bool) -> date | None:
    """The last day for a reply in time, under one reading of the calendar.

    None: the clock stands still. The events of the request are taken in the order of their dates;
    on one day the clock first starts again, then come a notice to correct, an extension,
    consultations and a notice to pay.
    """
    if row.get("delayed_until") is not None:
        delayed: date = row["delayed_until"]
        return delayed  # art. 35: the day that was set is the deadline itself
    end = min(row.get("answered") or as_of, as_of)  # after the reply nobody corrects or pays
    base: date = row["received"]
    law = regime(row)
    extension = 0
    pauses: list[tuple[date, date]] = []
    waiting: list[date | None] = []  # when what the clock waits for comes, if ever

    def last_day() -> date:
        """The day on which the limit ends; days of consultation after the base do not count."""
        paused = {sent + n * DAY for sent, back in pauses for n in range(1, (back - sent).days + 1)}
        free = sum(is_worked(day, open_days_worked) for day in paused if day > base)
        return add(base, law.reply + extension + free, open_days_worked)

    def start_again(today: date) -> None:
        """The clock starts anew once all that it waited for is there."""
        nonlocal base
        came = [day for day in waiting if day is not None and day <= today]
        if waiting and len(came) == len(waiting):
            base = max(came)
            waiting.clear()

    events: list[tuple[date, int, str, date | None]] = []
    corrected = happened(row.get("corrected"), end)
    # A correction that nobody asked for in writing was asked for when it came, at the latest.
    asked = happened(row.get("correction_notice") or row.get("corrected"), end)
    if asked is not None:
        events.append((asked, 1, "correction", corrected))
    extended = happened(row.get("extended"), as_of)
    if extended is not None:
        events.append((extended, 2, "extension", None))
    for sent, back in consultations(row, as_of, open_days_worked):
        events.append((sent, 3, "consultation", back))
    fee = happened(row.get("fee_notice"), end)
    if fee is not None:
        events.append((fee, 4, "fee", happened(row.get("fee_paid"), end)))

    for day, _, what, until in sorted(events, key=lambda each: each[:2]):
        start_again(day)
        in_time = bool(waiting) or day <= last_day()
        if what == "correction":
            limited = row.get("correction_notice") is not None and law.correction is not None
            if limited and day > add(row["received"], law.correction or 0, open_days_worked):
                continue
            if law.corrections_restart or until is None:
                if law.corrections_restart or in_time:
                    waiting.append(until)
            elif in_time:
                pauses.append((day, until))
        elif what == "extension" and in_time:
            days = row.get("extension_days")
            extension = law.extension if days is None else min(days, law.extension)
        elif what == "consultation" and in_time and until is not None:
            pauses.append((day, until))
        elif what == "fee" and in_time:
            waiting.append(until)
    start_again(date.max)
    return None if waiting else last_day()


# ── Everything with a deadline ────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Timed:
    """A cell of a timed measure, and the two ends of the deadline where there is one."""

    cell: str
    due: tuple[date, date] | None = None


def due_in(earliest: date, latest: date, start: date, as_of: date) -> str:
    if latest < start:
        return "before"
    if earliest > as_of:
        return "after"
    return "in" if start <= earliest and latest <= as_of else "unsure"


def done_as(earliest: date, latest: date, done: date | None, start: date, as_of: date) -> str:
    if done is None:
        return "open"
    if done == UNDATED:
        return "on_time" if earliest > as_of else "unsure"
    if done < start:
        return "earlier"
    if done <= earliest:
        return "on_time"
    return "late" if done > latest else "unsure"


def reply(row: Row, start: date, as_of: date) -> Timed:
    """Where a request stands among came.due.done."""
    received: date = row["received"]
    if received > as_of:
        return Timed("outside")
    came = "new" if received >= start else "old"
    # Closed and effective: what was sent or signed for after the date of count is still open.
    done = happened(row.get("answered"), as_of) and happened(
        row.get("delivered") or row["answered"], as_of
    )
    if received < FIRST_REGIME:
        if done is not None and done < start:
            return Timed("outside")  # closed in another year, and nobody can say when it was due
        return Timed(f"{came}.unsure.{'open' if done is None else 'unsure'}")
    earliest, latest = deadline(row, as_of, True), deadline(row, as_of, False)
    if latest is None and earliest is not None:
        # Whether the clock stands still is for a notice to say that is not there.
        if earliest < start and done is not None and done < start:
            return Timed("outside")
        how = done_as(earliest, date.max, done, start, as_of)
        return Timed(f"{came}.unsure.{how}")
    if latest is None:
        how = "paused" if done is None else "earlier" if done < start else "on_time"
        return Timed(f"{came}.none.{how}")
    if earliest is None:
        raise AssertionError("the clock stands still in one reading and runs in the other")
    due = due_in(earliest, latest, start, as_of)
    how = done_as(earliest, latest, done, start, as_of)
    return Timed(f"{came}.{due}.{how}", (earliest, latest))


def task(row: Row, start: date, as_of: date, issued: date | None) -> Timed:
    """Where a task stands; `issued` is the plan's date where the row has none of its own."""
    issued = row.get("issued") or issued
    if issued is not None and issued > as_of:
        return Timed("outside")
    is_old = row.get("carried_from") is not None or (issued is not None and issued < start)
    came = "old" if is_old else "new"
    done = row.get("done")
    if done is None and row.get("progress") == 100:
        done = UNDATED
    done = happened(done, as_of)
    due = row.get("due")
    if due is None:
        how = "open" if done is None else "earlier" if UNDATED < done < start else "on_time"
        return Timed(f"{came}.none.{how}")
    how = done_as(due, due, done, start, as_of)
    if issued is not None and due < issued and how != "open":
        how = "late"
    return Timed(f"{came}.{due_in(due, due, start, as_of)}.{how}", (due, due))


# ── The tables ────────────────────────────────────────────────────────────────────────────────

KINDS = [
    "natural_person",
    "enterprise",
    "research_institute",
    "public_welfare",
    "legal_service",
    "other_organisation",
]
LEAVES = [
    "granted",
    "partly_granted",
    "refused.state_secret",
    "refused.forbidden_by_law",
    "refused.public_safety",
    "refused.third_party",
    "refused.internal_affairs",
    "refused.deliberative",
    "refused.enforcement_file",
    "refused.registry_query",
    "not_provided.not_held",
    "not_provided.needs_creation",
    "not_provided.unclear",
    "not_processed.petition",
    "not_processed.repeat",
    "not_processed.publication",
    "not_processed.excessive",
    "not_processed.reconfirmation",
    "other.not_corrected",
    "other.fee_unpaid",
    "other.other",
]
PROCEDURES = ["review", "suit_direct", "suit_after_review"]
RESULTS = ["upheld", "corrected", "other", "pending"]
PUBLISHED = {
    "regulations": ["made", "repealed", "valid"],
    "normative_documents": ["made", "repealed", "valid"],
    "licences": ["decisions"],
    "penalties": ["decisions"],
    "coercions": ["decisions"],
    "fees": ["fees"],
}

Cells = dict[tuple[str, str], int]


def table3(rows: Rows, start: date, as_of: date) -> Cells:
    """Every cell of table 三, by row and column of the form."""
    cells: Cells = {}
    lines = ["new_received", "carried_over", *LEAVES, "closed_total", "carried_forward"]
    for line in lines:
        for kind in [*KINDS, "total"]:
            cells[line, kind] = 0
    for row in rows:
        closed = happened(row.get("answered"), as_of)
        if row["received"] > as_of or (closed is not None and closed < start):
            continue
        came = "new_received" if row["received"] >= start else "carried_over"
        went = [row["outcome"], "closed_total"] if closed else ["carried_forward"]
        for line in [came, *went]:
            cells[line, row["applicant_kind"]] += 1
            cells[line, "total"] += 1
    return cells


def table4(rows: Rows, start: date, as_of: date, in_hand: bool) -> Cells:
    """Every cell of table 四."""
    cells = {(procedure, result): 0 for procedure in PROCEDURES for result in [*RESULTS, "total"]}
    for row in rows:
        concluded = row.get("concluded")
        gone_before = concluded is not None and concluded < start
        counts = not gone_before if in_hand else row["filed"] >= start
        if row["filed"] > as_of or not counts or row.get("co_defendant"):
            continue
        result = row["outcome"] if happened(concluded, as_of) else "pending"
        cells[row["kind"], result] += 1
        cells[row["kind"], "total"] += 1
    return cells


def table2(rows: Rows) -> dict[str, int | None]:
    """Every cell of table 二; money in 分. None: a blank among the rows, or no row at all."""
    cells: dict[str, int | None] = {}
    for kind, columns in PUBLISHED.items():
        for column in columns:
            cell = f"{kind}/{column}" if len(columns) > 1 else kind.replace("fees", "fees_wan")
            values: list[Any] = [row.get(column) for row in rows if row["kind"] == kind]
            if not values or None in values:
                cells[cell] = None
            elif kind == "fees":
                cells[cell] = sum(int(Decimal(value) * 1_000_000) for value in values)
            else:
                cells[cell] = sum(values)
    return cells


# ── The rates ─────────────────────────────────────────────────────────────────────────────────

Ratio = tuple[int, int, int]  # above the line, below it, and rows that a notice leaves open


def rates_of_requests(rows: Rows, start: date, as_of: date) -> dict[str, Ratio]:
    t = {line: n for (line, kind), n in table3(rows, start, as_of).items() if kind == "total"}
    new, old, closed = t["new_received"], t["carried_over"], t["closed_total"]
    other = sum(n for line, n in t.items() if line.startswith("other."))
    granted, partly = t["granted"], t["partly_granted"]
    mine = [row for row in rows if start <= row["received"] <= as_of]
    replied = sum(happened(row.get("answered"), as_of) is not None for row in mine)

    cells = Counter(reply(row, start, as_of).cell for row in rows)

    def among(came: str, due: str, done: str) -> int:
        total = 0
        for cell, n in cells.items():
            parts = cell.split(".")
            if len(parts) == 3 and all(
                wanted == "any" or part in wanted.split()
                for part, wanted in zip(parts, (came, due, done), strict=True)
            ):
                total += n
        return total

    dated = "before in after unsure"
    half_open = among("any", "unsure", "any")
    return {
        "disclose.answered": (granted + partly, closed, 0),
        "disclose.accepted": (granted + partly, new + old, 0),
        "disclose.ex_other": (granted + partly, closed - other, 0),
        "disclose.full_only": (granted, closed, 0),
        "close.rate": (closed, new + old, 0),
        "carry.rate": (t["carried_forward"], new + old, 0),
        "answer.rate": (replied, len(mine), 0),
        "timely.due": (
            among("any", "in", "earlier on_time"),
            among("any", "in", "any"),
            half_open + among("any", "in", "unsure"),
        ),
        "timely.answered": (
            among("any", dated, "on_time"),
            among("any", dated, "on_time late unsure"),
            among("any", dated, "unsure"),
        ),
        "timely.received": (
            among("new", "any", "on_time"),
            among("new", "any", "any"),
            among("new", "any", "unsure"),
        ),
    }


def rates_of_disputes(four: Cells, new: int, old: int, closed: int) -> dict[str, Ratio]:
    """The rates over table 四, with the totals of table 三 that they stand over."""
    total = {procedure: four[procedure, "total"] for procedure in PROCEDURES}
    put_right = {procedure: four[procedure, "corrected"] for procedure in PROCEDURES}
    upheld = {procedure: four[procedure, "upheld"] for procedure in PROCEDURES}
    ended = {procedure: total[procedure] - four[procedure, "pending"] for procedure in PROCEDURES}
    suits = PROCEDURES[1:]

    def over(cells: dict[str, int], procedures: list[str]) -> int:
        return sum(cells[procedure] for procedure in procedures)

    once = total["review"] + total["suit_direct"]
    return {
        "dispute.unique_per_new": (once, new, 0),
        "dispute.unique_per_closed": (once, closed, 0),
        "dispute.unique_per_accepted": (once, new + old, 0),
        "dispute.procedure_per_new": (over(total, PROCEDURES), new, 0),
        "dispute.review_per_new": (total["review"], new, 0),
        "correct.review_concluded": (put_right["review"], ended["review"], 0),
        "correct.review_all": (put_right["review"], total["review"], 0),
        "correct.review_merits": (
            put_right["review"],
            upheld["review"] + put_right["review"],
            0,
        ),
        "correct.suit_concluded": (over(put_right, suits), over(ended, suits), 0),
        "correct.suit_all": (over(put_right, suits), over(total, suits), 0),
        "correct.suit_merits": (
            over(put_right, suits),
            over(upheld, suits) + over(put_right, suits),
            0,
        ),
        "correct.all_concluded": (over(put_right, PROCEDURES), over(ended, PROCEDURES), 0),
        "correct.all": (over(put_right, PROCEDURES), over(total, PROCEDURES), 0),
        "correct.per_new": (over(put_right, PROCEDURES), new, 0),
    }


def rates_of_tasks(rows: Rows, start: date, as_of: date, issued: date | None) -> dict[str, Ratio]:
    cells = [task(row, start, as_of, issued).cell for row in rows]
    told = [cell.split(".") for cell in cells if cell != "outside"]
    fallen_due = [done for _, due, done in told if due in ("before", "in")]
    n = len(fallen_due)
    still_open, late = fallen_due.count("open"), fallen_due.count("late")
    unsure = fallen_due.count("unsure")
    return {
        "task.done_due": (n - still_open, n, 0),
        "task.done_all": (sum(done != "open" for *_, done in told), len(told), 0),
        "task.ontime_due": (n - still_open - late - unsure, n, unsure),
        "task.overdue_open": (still_open, n, 0),
        "task.overdue_any": (still_open + late, n, unsure),
    }
