"""The slow second opinion on the ledgers behind the plan's duties: cells, sums and coverage.

Shares nothing with the core: rows are dicts, every rule is written down again from what the project
promises, working days are walked one by one.
"""

import csv
import io
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from random import Random
from typing import Any

import oracle
from oracle import UNDATED, Row, Rows

LIMITS = {
    "simple_inquiry": 1,
    "online_message": 5,
    "letter_or_visit": 15,
    "hotline": 5,
    "website_problem": 5,
}
PUBLICATION = 20
CALENDAR_BEGINS = date(2018, 1, 1)
TIMED_DONE = ("earlier", "on_time", "late", "unsure")
UNITS = {"县教育局": "部门", "县发改局": "部门", "新市镇": "镇街", "武康街道": "镇街"}
BODY = "某县人民政府办公室"

# ── What is written ───────────────────────────────────────────────────────────────────────────

COLUMNS = {
    "units": "unit parent kind",
    "responses": "id unit kind opened closed published",
    "disclosures": "item kind stage unit village formed due published",
    "policies": "policy unit issued interpreted package",
    "events": "kind unit date quantity",
    "ratings": "service unit date score cases",
    "tasks": "task_id title leads due done progress weight target achieved issued",
    "applications": "case_no unit applicant_kind received answered outcome legal_review",
}
KINDS = [*LIMITS, "other"]
STAGES = ["谋划", "发车", "运行"]


def _sometimes(rng: Random, value: Any, share: float) -> Any:
    return value if rng.random() < share else None


def _after(rng: Random, day: date | None, most: int) -> date | None:
    """Some day later, unknown, undated, or never."""
    how = rng.random()
    if how < 0.2 or day is None:
        return None
    return UNDATED if how < 0.27 else day + timedelta(rng.randint(0, most))


def invent(rng: Random) -> tuple[dict[str, Rows], date, date]:
    """Ledgers of one invented year, its first day and a date of count."""
    year = rng.choice([2022, 2022, 2023, 2026, 2027])
    start = date(year, 1, 1)
    last = date(2027, 6, 30) if year == 2027 else date(year, 12, 31)
    as_of = last if rng.random() < 0.5 else start + timedelta(rng.randint(0, (last - start).days))

    def unit() -> str:
        return rng.choice(list(UNITS))

    def day() -> date:
        return start + timedelta(rng.randint(-70, 400))

    def size() -> range:
        return range(rng.randint(0, 12))

    responses, disclosures, tasks = [], [], []
    for n in size():
        opened = date(2016, 3, 1) if rng.random() < 0.05 else day()
        closed = _after(rng, opened, 25)
        responses.append(
            {
                "id": f"L{n}",
                "unit": unit(),
                "kind": rng.choice(KINDS),
                "opened": opened,
                "closed": closed,
                "published": _after(rng, opened, 40),
            }
        )
    for _ in size():
        formed = _sometimes(rng, day(), 0.85)
        disclosures.append(
            {
                "item": rng.choice("甲乙丙"),
                "kind": rng.choice(["共富班车", "补贴"]),
                "stage": rng.choice([*STAGES, "收车"]),
                "unit": unit(),
                "village": rng.choice(["东村", "西村", None]),
                "formed": formed,
                "due": _sometimes(rng, day(), 0.2),
                "published": _after(rng, formed or day(), 60),
            }
        )
    for n in size():
        done = rng.choice([None, None, day(), UNDATED])
        tasks.append(
            {
                "task_id": f"{n + 1}",
                "title": f"第{n + 1}项",
                "leads": rng.sample(list(UNITS), rng.randint(1, 3)),
                "due": day(),
                "done": done,
                "progress": _sometimes(rng, rng.choice([0, 35, 99, 100]), 0.9),
                "weight": _sometimes(rng, rng.choice(["1", "2", "0.5", "3.25"]), 0.95),
                "target": _sometimes(rng, rng.choice(["50", "3", "0.5"]), 0.6),
                "achieved": _sometimes(rng, rng.choice(["50", "3", "49.5", "0"]), 0.8),
                "issued": _sometimes(rng, day(), 0.2),
            }
        )
    policies = [
        {
            "policy": f"P{n}",
            "unit": unit(),
            "issued": issued,
            "interpreted": _after(rng, issued, 30) if issued else _sometimes(rng, day(), 0.5),
            "package": rng.choice(["民生", "科技", None]),
        }
        for n in size()
        for issued in [_sometimes(rng, day(), 0.9)]
    ]
    events = [
        {
            "kind": rng.choice(["培训", "监测"]),
            "unit": unit(),
            "date": UNDATED if rng.random() < 0.05 else day(),
            "quantity": _sometimes(rng, f"{rng.randint(0, 400)}.{rng.randint(0, 9)}", 0.9),
        }
        for _ in size()
    ]
    ratings = [
        {
            "service": rng.choice(["社保", "医保"]),
            "unit": unit(),
            "date": day(),
            "score": _sometimes(rng, f"{rng.randint(0, 4)}.{rng.randint(0, 9)}", 0.9),
            "cases": _sometimes(rng, rng.randint(0, 9), 0.95),
        }
        for _ in size()
    ]
    applications = [
        {
            "case_no": f"A{n}",
            "unit": unit(),
            "applicant_kind": "natural_person",
            "received": received,
            "answered": answered,
            "outcome": "granted" if answered else None,
            "legal_review": rng.choice([None, True, False]),
        }
        for n in size()
        for received in [day()]
        for answered in [_sometimes(rng, received + timedelta(rng.randint(0, 50)), 0.8)]
    ]
    units = [{"unit": name, "parent": BODY, "kind": kind} for name, kind in UNITS.items()]
    ledgers: dict[str, Rows] = {
        "units": units,
        "responses": responses,
        "disclosures": disclosures,
        "policies": policies,
        "events": events,
        "ratings": ratings,
        "tasks": tasks,
        "applications": applications,
    }
    return ledgers, start, as_of


def written(ledger: str, rows: Rows) -> str:
    """The csv text of a ledger."""

    def cell(column: str, value: Any) -> str:
        if value is None:
            return ""
        if isinstance(value, bool):
            return "是" if value else "否"
        if isinstance(value, list):
            return "、".join(value)
        if isinstance(value, date):
            return "是" if value == UNDATED else value.isoformat()
        return f"{value}%" if column == "progress" else str(value)

    columns = COLUMNS[ledger].split()
    out = io.StringIO()
    lines = csv.writer(out, lineterminator="\n")
    lines.writerow(columns)
    lines.writerows([[cell(each, row.get(each)) for each in columns] for row in rows])
    return out.getvalue()


# ── What it counts ────────────────────────────────────────────────────────────────────────────

Due = tuple[date, date] | None  # None: nothing is due


def _by_limit(came: date, days: int) -> Due:
    if came == UNDATED or came < CALENDAR_BEGINS:
        return date.min, date.max
    return oracle.add(came, days, True), oracle.add(came, days, False)


def _timed(new: bool, due: Due, done: date | None, start: date, as_of: date) -> str | None:
    when = None if done is None or done > as_of else done
    if due == (date.min, date.max) and when not in (None, UNDATED) and when < start:
        return None

    def side(day: date) -> str:
        return "before" if day < start else "in" if day <= as_of else "after"

    ends = {side(day) for day in due} if due else {"none"}
    lies = ends.pop() if len(ends) == 1 else "unsure"
    if when is None:
        how = "open"
    elif when == UNDATED:
        # What nobody dated but is not yet due cannot be late.
        how = "on_time" if due is None or due[0] > as_of else "unsure"
    elif when < start:
        how = "earlier"
    elif due is None or when <= due[0]:
        how = "on_time"
    else:
        how = "late" if when > due[1] else "unsure"
    return f"{'new' if new else 'old'}.{lies}.{how}"


def response(row: Row, start: date, as_of: date) -> str | None:
    if row["opened"] > as_of:
        return None
    limit = LIMITS.get(row["kind"])
    due = None if limit is None else _by_limit(row["opened"], limit)
    return _timed(row["opened"] >= start, due, row["closed"], start, as_of)


def answer(row: Row, start: date, as_of: date) -> str | None:
    if not start <= row["opened"] <= as_of:
        return None
    closed, published = (
        row[each] is not None and row[each] <= as_of for each in ("closed", "published")
    )
    return "open" if not closed else "published" if published else "closed"


def disclosure(row: Row, start: date, as_of: date) -> str | None:
    formed, due = row["formed"], row["due"]
    if formed is not None and formed > as_of:
        return None
    limit: Due = None
    if due is not None:
        limit = due, due
    elif formed is not None:
        limit = _by_limit(formed, PUBLICATION)
    return _timed(formed is None or formed >= start, limit, row["published"], start, as_of)


def policy(row: Row, start: date, as_of: date) -> str | None:
    issued, interpreted = row["issued"], row["interpreted"]
    if issued is None:
        return "unknown"
    if not start <= issued <= as_of:
        return None
    if interpreted is None or interpreted > as_of:
        return "not_yet"
    if interpreted == UNDATED:
        return "undated"
    return "together" if interpreted <= issued else "later"


def event(row: Row, start: date, as_of: date) -> str | None:
    if row["date"] == UNDATED:
        return "undated"
    return "held" if start <= row["date"] <= as_of else None


def rating(row: Row, start: date, as_of: date) -> str | None:
    if not start <= row["date"] <= as_of:
        return None
    return "unscored" if row["score"] is None else "rated"


def target(row: Row, start: date, as_of: date) -> str | None:
    if row["target"] is None or (row["issued"] or start) > as_of:
        return None
    if row["achieved"] is None:
        return "unknown"
    return "met" if Fraction(row["achieved"]) >= Fraction(row["target"]) else "unmet"


def legal_review(row: Row, start: date, as_of: date) -> str | None:
    if row["answered"] is None or not start <= row["answered"] <= as_of:
        return None
    said = row["legal_review"]
    return "unknown" if said is None else "reviewed" if said else "not_reviewed"


MEASURES: dict[str, tuple[str, Callable[[Row, date, date], str | None]]] = {
    "responses": ("responses", response),
    "answers": ("responses", answer),
    "disclosures": ("disclosures", disclosure),
    "policies": ("policies", policy),
    "events": ("events", event),
    "ratings": ("ratings", rating),
    "targets": ("tasks", target),
    "legal_review": ("applications", legal_review),
}


def cells(measure: str, rows: Rows, start: date, as_of: date) -> list[str | None]:
    """The cell of each row; None outside."""
    _, of = MEASURES[measure]
    return [of(row, start, as_of) for row in rows]


def tally(measure: str, rows: Rows, column: str, start: date, as_of: date) -> Counter[Any]:
    """Rows by the value of a column and the cell."""
    found = cells(measure, rows, start, as_of)
    return Counter(
        (row.get(column) or "", cell) for row, cell in zip(rows, found, strict=True) if cell
    )


def sums(ledgers: dict[str, Rows], start: date, as_of: date) -> dict[str, Fraction | None]:
    """What rows carry, added up; None where one of them is blank."""

    def added(values: list[Any]) -> Fraction | None:
        if any(value is None for value in values):
            return None
        return sum((Fraction(value) for value in values), Fraction(0))

    held = [row for row in ledgers["events"] if event(row, start, as_of) == "held"]
    rated = [row for row in ledgers["ratings"] if rating(row, start, as_of)]
    tasks = [row for row in ledgers["tasks"] if (row["issued"] or start) <= as_of]

    def weighted(row: Row) -> Fraction | None:
        done, progress = row["done"], row["progress"]
        if done is not None:
            progress = 100 if done <= as_of else None
        if row["weight"] is None or progress is None:
            return None
        return Fraction(row["weight"]) * Fraction(progress, 100)

    scores = [row["score"] for row in rated]
    return {
        "sum/events/quantity": added([row["quantity"] for row in held]),
        "sum/ratings/score": added(scores),
        "sum/ratings/scored": Fraction(sum(score is not None for score in scores)),
        "sum/ratings/cases": added([row["cases"] for row in rated]),
        "sum/tasks/weight": added([row["weight"] for row in tasks]),
        "sum/tasks/weighted_progress": added([weighted(row) for row in tasks]),
    }


# ── Coverage ──────────────────────────────────────────────────────────────────────────────────

DUTIES = """
[[duty]]
id = "stages"
name = "环节"
source = "虚构"
ledger = "disclosures"
where = { kind = "共富班车" }
over = { item = "found", stage = ["谋划", "发车", "运行"] }

[[duty]]
id = "training"
name = "培训"
source = "虚构"
ledger = "events"
where = { kind = "培训" }
over = { unit = { kind = ["部门", "镇街"] } }
at_least = 2

[[duty]]
id = "months"
name = "按月"
source = "虚构"
ledger = "events"
where = { kind = "监测" }
over = { month = "every" }

[[duty]]
id = "villages"
name = "到村"
source = "虚构"
ledger = "disclosures"
where = { kind = "补贴" }
over = { village = "found" }
expected = "disclosures/*.before|in.*"
at_least = "all"

[[duty]]
id = "faults"
name = "整改"
source = "虚构"
ledger = "responses"
where = { kind = "网站问题" }
over = { row = "found" }
expected = "responses/*.in.*"
done = "responses/*.in.earlier|on_time"
"""

Found = dict[tuple[str, ...], bool]  # an item, and whether it is covered


def _done(cell: str | None) -> bool:
    return cell is not None and cell.split(".")[-1] in TIMED_DONE


def coverage(ledgers: dict[str, Rows], start: date, as_of: date) -> dict[str, Found]:
    """The duties above and the shipped one of trainings, each worked out in its own way."""
    disclosures, events = ledgers["disclosures"], ledgers["events"]
    out: dict[str, Found] = {}

    bus = [
        row for row in disclosures if row["kind"] == "共富班车" and disclosure(row, start, as_of)
    ]
    there = {(row["item"], row["stage"]) for row in bus if _done(disclosure(row, start, as_of))}
    out["stages"] = {
        (item, stage): (item, stage) in there
        for item in {row["item"] for row in bus}
        for stage in STAGES
    }

    held = [row for row in events if event(row, start, as_of) == "held"]
    times = Counter(row["unit"] for row in held if row["kind"] == "培训")
    out["training"] = {(unit,): times[unit] >= 2 for unit in UNITS}
    out["training.units"] = {(unit,): times[unit] >= 1 for unit in UNITS}

    watched = {f"{row['date']:%Y-%m}" for row in held if row["kind"] == "监测"}
    months = [f"{start.year}-{month:02}" for month in range(1, 13)]
    ends = [date(start.year + month // 12, month % 12 + 1, 1) for month in range(1, 13)]
    out["months"] = {
        (month,): month in watched
        for month, following in zip(months, ends, strict=True)
        if following - timedelta(1) <= as_of
    }

    villages: dict[str, list[tuple[bool, bool]]] = {}
    for row in disclosures:
        cell = disclosure(row, start, as_of)
        if row["kind"] == "补贴" and cell:
            is_due = cell.split(".")[1] in ("before", "in")
            villages.setdefault(row["village"] or "", []).append((is_due, _done(cell)))
    out["villages"] = {
        (village,): any(done for _, done in rows)
        and not any(due and not done for due, done in rows)
        for village, rows in villages.items()
        if any(due for due, _ in rows)
    }

    out["faults"] = {}
    for row in ledgers["responses"]:
        cell = response(row, start, as_of)
        if row["kind"] == "website_problem" and cell and cell.split(".")[1] == "in":
            out["faults"][(row["id"],)] = cell.split(".")[2] in ("earlier", "on_time")
    return out


# ── Rates ─────────────────────────────────────────────────────────────────────────────────────


def _parts(cell: str) -> tuple[str, str]:
    _, due, done = cell.split(".")
    return due, done


def _in_time(cell: str) -> bool:
    return _parts(cell) in (("in", "earlier"), ("in", "on_time"))


def _is_owed(cell: str) -> bool:
    due, done = _parts(cell)
    return due == "in" or (due == "before" and done != "earlier")


# Above and below the line, and open on either side: what each says of a cell of its measure.
Says = Callable[[str], bool]
RATES: dict[str, tuple[str, Says, Says, Says]] = {
    "response.timely_due": (
        "responses",
        _in_time,
        lambda cell: _parts(cell)[0] == "in",
        lambda cell: _parts(cell)[0] == "unsure" or _parts(cell) == ("in", "unsure"),
    ),
    "response.closed": (
        "responses",
        lambda cell: cell.startswith("new") and not cell.endswith("open"),
        lambda cell: cell.startswith("new"),
        lambda cell: False,
    ),
    "response.answered": (
        "answers",
        lambda cell: cell == "published",
        lambda cell: True,
        lambda cell: False,
    ),
    "disclosure.published_due": (
        "disclosures",
        lambda cell: _is_owed(cell) and _parts(cell)[1] != "open",
        _is_owed,
        lambda cell: _parts(cell)[0] == "unsure",
    ),
    "disclosure.ontime_due": (
        "disclosures",
        _in_time,
        lambda cell: _parts(cell)[0] == "in",
        lambda cell: _parts(cell)[0] == "unsure" or _parts(cell) == ("in", "unsure"),
    ),
    "policy.interpreted": (
        "policies",
        lambda cell: cell in ("together", "later", "undated"),
        lambda cell: cell != "unknown",
        lambda cell: cell == "unknown",
    ),
    "policy.interpreted_together": (
        "policies",
        lambda cell: cell == "together",
        lambda cell: cell != "unknown",
        lambda cell: cell in ("unknown", "undated"),
    ),
    "task.target_met": (
        "targets",
        lambda cell: cell == "met",
        lambda cell: True,
        lambda cell: cell == "unknown",
    ),
    "review.before_reply": (
        "legal_review",
        lambda cell: cell == "reviewed",
        lambda cell: True,
        lambda cell: cell == "unknown",
    ),
}
# Rates of what is added up or covered: both sides, of `sums` or of `coverage`.
SUMS = {
    "task.weighted": ("sum/tasks/weighted_progress", "sum/tasks/weight"),
    "rating.mean_score": ("sum/ratings/score", "sum/ratings/scored"),
    "rating.coverage": ("ratings/rated", "sum/ratings/cases"),
    "duty.stages": ("stages", "stages"),
    "duty.training": ("training.units", "training.units"),
}


def counted(
    definition: str, ledgers: dict[str, Rows], start: date, as_of: date
) -> tuple[int, int, int]:
    """Above the line, below it, and open."""
    measure, *says = RATES[definition]
    ledger, _ = MEASURES[measure]
    found = [each for each in cells(measure, ledgers[ledger], start, as_of) if each]
    above, below, is_open = (sum(map(say, found)) for say in says)
    return above, below, is_open


def added(
    definition: str, ledgers: dict[str, Rows], start: date, as_of: date
) -> tuple[Fraction | None, Fraction | None]:
    """Both sides of a rate of sums or of coverage."""
    above, below = SUMS[definition]
    if definition.startswith("duty."):
        items = coverage(ledgers, start, as_of)[above]
        return Fraction(sum(items.values())), Fraction(len(items))
    values = sums(ledgers, start, as_of)
    rated = cells("ratings", ledgers["ratings"], start, as_of).count("rated")
    values["ratings/rated"] = Fraction(rated)
    return values[above], values[below]
