"""The slow second opinion on the pushes of a year: sets of recipients, written down group by group.

Shares nothing with the core: rows are dicts, a recipient is a text, a group is a filter over rows.
Money is in 分.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

BODY = "某县人民政府办公室"
PARENTS = {"县经信局": BODY, "县商务局": BODY, "一科": "县经信局", "二科": "县经信局"}
FLAGS = ("delivered", "opened", "eligible", "applied", "watched", "redeemed")
GROUPS = ("policy", "channel", "unit", "parent", "package", "month", "quarter")
COLUMNS = ("policy", "recipient", "channel", "unit", "sent", *FLAGS, "payable", "paid")

Row = dict[str, Any]
Count = int | None
Ratio = tuple[Count, Count]


@dataclass(frozen=True)
class World:
    """Pushes and policies as written; None where a cell is blank. ``lacks``: columns not there."""

    pushes: list[Row]
    policies: dict[str, Row]
    as_of: date
    lacks: frozenset[str]


def invent(rng: Random) -> World:
    """A small world in which recipients, policies and groups meet often."""
    names = [*"甲乙丙丁戊", " 甲", "007", "7", None]
    policies = {
        f"P{n}": {
            "package": rng.choice(["减负", "科技", None]),
            "eligible": rng.choice([None, 0, 1, 3, 5, 8]) if rng.random() < 0.5 else n,
        }
        for n in range(1, 4)
    }
    lacks = frozenset(c for c in (*FLAGS, "unit", "sent", "payable", "paid") if rng.random() < 0.1)
    sent = [date(2021, 12, 31), date(2022, 1, 1), date(2022, 3, 31), date(2022, 4, 1)]
    sent += [date(2022, 12, 31), date(2023, 1, 1)]
    pushes = []
    for _ in range(rng.randint(0, 14)):
        row: Row = {
            "policy": rng.choice([*policies, "P9"]),  # P9 stands in no list
            "recipient": rng.choice(names),
            "channel": rng.choice(["短信", "浙里办", "大厅"]),
            "unit": rng.choice([*PARENTS, "别处", None]),
            "sent": rng.choice([*sent, date(2022, 1, 1) + timedelta(rng.randint(0, 364)), None]),
            "payable": rng.choice([None, None, 1000, 250]),
            "paid": rng.choice([None, None, 1000, 125, 0]),
        }
        row |= {flag: rng.choice([True, True, False, None]) for flag in FLAGS}
        pushes.append({**row, **dict.fromkeys(lacks)})
    as_of = rng.choice([date(2022, 12, 31), date(2022, 3, 31)])
    return World(pushes, policies, as_of, lacks)


def as_csv(world: World) -> dict[str, str]:
    """The ledgers as an office would write them, by name."""
    columns = [each for each in COLUMNS if each not in world.lacks]
    return {
        "units": _csv(["unit", "parent"], ([*pair] for pair in PARENTS.items())),
        "policies": _csv(
            ["policy", "package", "eligible"],
            ([name, row["package"], row["eligible"]] for name, row in world.policies.items()),
        ),
        "pushes": _csv(columns, ([_told(row[each]) for each in columns] for row in world.pushes)),
    }


def _csv(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([head, *rows])
    return text.getvalue()


def _told(value: Any) -> Any:
    return {True: "是", False: "否"}[value] if isinstance(value, bool) else value


# ── What is counted ───────────────────────────────────────────────────────────────────────────


def counted(world: World) -> list[Row]:
    """The rows of the year: sent between its first day and the date of count, or on no day."""
    first = date(2022, 1, 1)
    return [r for r in world.pushes if r["sent"] is None or first <= r["sent"] <= world.as_of]


def group_of(world: World, row: Row, by: str) -> str | None:
    """The label of a row's group; None where it stands in none."""
    if by in ("month", "quarter"):
        day = row["sent"]
        if day is None:
            return None
        return f"2022-{day.month:02}" if by == "month" else f"2022-Q{(day.month + 2) // 3}"
    if by == "package":
        return world.policies.get(row["policy"], {}).get("package") or ""
    unit = row["unit"] or BODY
    if by == "unit":
        return unit
    if by == "parent":
        return PARENTS.get(unit, BODY)
    return str(row[by])


def _recipients(rows: Iterable[Row], *flags: str) -> set[str]:
    """Whom one row at least reached in every one of these ways."""
    return {
        row["recipient"]
        for row in rows
        if row["recipient"] is not None and all(row[flag] is True for flag in flags)
    }


Counter = Callable[[World, list[Row]], Count]


def _reached(*flags: str) -> Counter:
    def count(world: World, rows: list[Row]) -> Count:
        return None if world.lacks & {*flags} else len(_recipients(rows, *flags))

    return count


def _messages(*flags: str) -> Counter:
    def count(world: World, rows: list[Row]) -> Count:
        if world.lacks & {*flags}:
            return None
        return sum(all(row[flag] is True for flag in flags) for row in rows)

    return count


def _by_policy(world: World, rows: list[Row]) -> Count:
    if "eligible" in world.lacks:
        return None
    policies = {row["policy"] for row in rows}
    return sum(
        len(_recipients((r for r in rows if r["policy"] == policy), "eligible"))
        for policy in policies
    )


def _expected(world: World, rows: list[Row]) -> Count:
    every = [world.policies.get(p, {}).get("eligible") for p in {row["policy"] for row in rows}]
    return None if None in every else sum(every)


def _money(column: str) -> Counter:
    def count(world: World, rows: list[Row]) -> Count:
        total = 0
        for row in rows:
            if row["payable"] is None and row["paid"] is None:
                continue
            value = row[column]
            if value is None and column == "paid" and row["redeemed"] is False:
                value = 0
            if value is None:
                return None
            total += value * 100
        return total

    return count


RATES: dict[str, tuple[Counter, Counter]] = {
    "push.delivery": (_reached("delivered"), _reached()),
    "push.reach": (_reached("delivered"), _reached()),
    "push.open": (_reached("opened"), _reached("delivered")),
    "push.open_targeted": (_reached("opened"), _reached()),
    "push.watch": (_reached("watched"), _reached("delivered")),
    "push.view_per_send": (_messages("opened"), _messages()),
    "push.precision": (_reached("eligible"), _reached()),
    "push.recall": (_by_policy, _expected),
    "push.apply": (_reached("applied"), _reached("eligible")),
    "push.apply_pushed": (_reached("applied"), _reached()),
    "push.convert": (_reached("redeemed"), _reached("eligible")),
    "push.convert_pushed": (_reached("redeemed"), _reached()),
    "push.amount": (_money("paid"), _money("payable")),
}


def groups(world: World, by: Sequence[str]) -> Iterator[tuple[tuple[str, ...], list[Row]]]:
    """The rows of each group, by its labels; the whole where `by` is empty."""
    found: dict[tuple[str, ...], list[Row]] = {(): []} if not by else {}
    for row in counted(world):
        labels = [group_of(world, row, each) for each in by]
        if None not in labels:
            found.setdefault(tuple(map(str, labels)), []).append(row)
    yield from found.items()


def rates_by(world: World, definition: str, by: Sequence[str]) -> Mapping[tuple[str, ...], Ratio]:
    """Numerator and denominator of each group; those of 0/0 are left out, but for the whole."""
    above, below = RATES[definition]
    every = {labels: (above(world, rows), below(world, rows)) for labels, rows in groups(world, by)}
    return {labels: each for labels, each in every.items() if not by or each != (0, 0)}


def behind(world: World, definition: str) -> tuple[int, int]:
    """How many rows stand behind the numerator of a rate of recipients, and how many make them."""
    flags = {"push.reach": ("delivered",), "push.open": ("opened",), "push.apply": ("applied",)}
    needs = flags[definition]
    rows = [
        row
        for row in counted(world)
        if row["recipient"] is not None and all(row[flag] is True for flag in needs)
    ]
    return len(rows), len(_recipients(rows))
