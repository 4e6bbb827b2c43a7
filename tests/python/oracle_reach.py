"""Reach counted with Python's sets, row by row: slow, obvious, and nothing shared with the core."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

Row = Mapping[str, Any]

FLAGS = ("delivered", "opened", "eligible", "applied", "redeemed")
YES = {"是", "有", "√", "1", "true", "Y", 1}
NO = {"否", "无", "×", "0", "false", "N", "", None, 0}


def is_yes(value: Any) -> bool:
    """Whether a cell of a flag says yes; a day says yes, on that day."""
    if isinstance(value, date | datetime):
        return True
    if isinstance(value, str) and len(value) == 10 and value[4] == "-":
        return True
    assert value in YES | NO, value
    return value in YES


def key_of(row: Row, name: str) -> Any:
    """The key of a row; None where it is blank."""
    if name not in ("month", "quarter"):
        return None if row[name] in (None, "") else row[name]
    sent = row["sent"]
    if sent in (None, ""):
        return None
    day = sent if isinstance(sent, date) else date.fromisoformat(sent)
    if name == "month":
        return f"{day.year:04}-{day.month:02}"
    return f"{day.year:04}-Q{(day.month + 2) // 3}"


def lines(
    rows: Sequence[Row], columns: Sequence[str], groupings: Sequence[Sequence[str]]
) -> list[dict[str, Any]]:
    """What ``gongkai reach --json`` prints of these rows, which have those columns."""
    out: list[dict[str, Any]] = []
    for by in groupings:
        groups: dict[tuple[Any, ...], list[Row]] = {} if by else {(): []}
        for row in rows:
            groups.setdefault(tuple(key_of(row, name) for name in by), []).append(row)
        order = sorted(groups, key=lambda keys: [(key is None, key or 0) for key in keys])
        for keys in order:
            line: dict[str, Any] = {"by": ",".join(by)} if len(groupings) > 1 else {}
            line["group"] = dict(zip(by, keys, strict=True))
            out.append(line | counts(groups[keys], columns))
    return out


def counts(rows: Sequence[Row], columns: Sequence[str]) -> dict[str, int | None]:
    """All counts of one group."""
    people: dict[Any, set[str]] = {}
    found: dict[str, int | None] = {"events": len(rows), "recipients": 0, "null_recipients": 0}
    for row in rows:
        who = row["recipient"]
        if who is None or who == "":
            found["null_recipients"] = (found["null_recipients"] or 0) + 1
            continue
        said = {flag for flag in FLAGS if flag in columns and is_yes(row[flag])}
        if {"delivered", "eligible"} <= said:
            said.add("delivered_eligible")
        people.setdefault(who, set()).update(said)
    found["recipients"] = len(people)
    for flag in ("delivered", "opened", "eligible", "delivered_eligible", "applied", "redeemed"):
        needed = {"delivered", "eligible"} if flag == "delivered_eligible" else {flag}
        there = needed <= set(columns)
        found[flag] = sum(flag in said for said in people.values()) if there else None
    return found


def astray(rows: Sequence[Row]) -> list[str]:
    """Who opened without a delivery, in order."""
    opened = {str(row["recipient"]) for row in rows if row["recipient"] and is_yes(row["opened"])}
    delivered = {
        str(row["recipient"]) for row in rows if row["recipient"] and is_yes(row["delivered"])
    }
    return sorted(opened - delivered)
