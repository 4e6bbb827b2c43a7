"""What a year leaves open and hands on to the next: requests, disputes, tasks, and its units."""

import tomllib
from collections.abc import Iterable
from datetime import date
from typing import Any

from gongkai import _core as core
from gongkai._templates import word
from gongkai.year.year import Year

Entry = str | int | float | date | None
Row = dict[str, Entry]

_OPEN = "table3/carried_forward/total"
# Findings of cells that hold what is no value of their column: they are carried as they stand.
_UNREAD = ("ledger.date", "ledger.number", "ledger.choice")


def carried(before: Year) -> dict[str, list[Row]]:
    """The rows that last year hands on, by ledger; only of ledgers that it has.

    Requests received and not answered by its date of count, disputes filed and not concluded by
    then (those of the reviewing organ too), tasks not done by then, and every unit. What a ledger
    says of later days is kept.

    Raises
    ------
    DataError
        A request that is open has no number to be found by.
    """
    picks = {"units": _all, "applications": _requests, "disputes": _disputes, "tasks": _tasks}
    return {
        ledger: pick(before, _rows(before, ledger))
        for ledger, pick in picks.items()
        if ledger in before.folder.ledgers
    }


def _all(before: Year, rows: list[Row]) -> list[Row]:
    return rows


def _requests(before: Year, rows: list[Row]) -> list[Row]:
    keys = {each.key for each in before.why(_OPEN)}
    found = [row for row in rows if row.get("case_no") in keys]
    if len(found) != len(keys):
        raise core.DataError(
            f"{len(keys)} open applications, found {len(found)} with a number, expected all"
        )
    return found


def _disputes(before: Year, rows: list[Row]) -> list[Row]:
    return [row for row in rows if _is_pending(row, before.as_of)]


def _is_pending(row: Row, as_of: date) -> bool:
    filed, concluded = row.get("filed"), row.get("concluded")
    if not isinstance(filed, date) or filed > as_of:
        return False
    pending = row.get("outcome") == core.label("table4", "pending")
    return pending or (isinstance(concluded, date) and concluded > as_of)


def _tasks(before: Year, rows: list[Row]) -> list[Row]:
    # A deadline of last year and the day of its plan are written out: this year's would be taken.
    issued = tomllib.loads(before.folder.settings.text).get("issued")
    found = []
    for row, standing in zip(rows, before.books.standings("tasks"), strict=True):
        if not standing.cell.endswith(".open"):
            continue
        row["due"] = row.get("due") or standing.printed or None
        row["issued"] = row.get("issued") or issued
        row["carried_from"] = standing.key
        form = "carried_list" if row.get("list") else "carried_list_bare"
        row["list"] = word("entry", form).format(year=before.year, list=row.get("list"))
        found.append(row)
    return found


def _rows(before: Year, name: str) -> list[Row]:
    ledger = before.folder.ledgers[name]
    table = ledger.to_table()
    schema = next(each for each in core.ledger_schemas() if each["id"] == name)
    fields = [each for each in schema["columns"] if each["id"] in table.names]
    columns = {field["id"]: table.column(field["id"]) for field in fields}
    unread = dict(_unread(before.folder.findings, ledger.file))
    rows = []
    for at in range(ledger.rows):
        row: Row = {}
        for field in fields:
            value = _entry(field, columns[field["id"]][at])
            if field["type"] == "choice" and not field["several"]:
                value = ledger.detail(at, field["id"]) or value
            if value is None and unread:
                where = ledger.where(at)
                value = unread.get((where.get("sheet"), where.get("row"), field["id"]))
            row[field["id"]] = value
        rows.append(row)
    return rows


def _entry(field: dict[str, Any], value: Any) -> Entry:
    if value is None:
        return None
    if field["type"] == "truth":
        return word("show", "yes" if value else "no")
    if field["type"] == "share":
        return f"{value * 100:.4f}".rstrip("0").rstrip(".") + "%"
    return value if isinstance(value, str | int | float | date) else str(value)


def _unread(findings: Iterable[core.Finding], file: str) -> Iterable[tuple[Any, str]]:
    for each in findings:
        where = each.where
        if each.rule in _UNREAD and where.get("file") == file and where.get("row"):
            yield (where.get("sheet"), where["row"], where.get("column")), each.found
