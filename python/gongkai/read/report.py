"""A finished report as JSON (gongkai.report/1) into the tables it prints."""

import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

from gongkai._core import AnnualTables, DataError, Finding, table_columns, table_rows
from gongkai.read.text import decode, read_bytes

SCHEMA = "gongkai.report/1"
TABLES = ("table2", "table3", "table4")


class ReadReport(NamedTuple):
    """The tables of a report and what reading them had to say, without words yet."""

    tables: AnnualTables
    findings: list[Finding]


def read_report(path: Path) -> ReadReport:
    """Read a report. A table or a row that is not there stays absent; a blank cell stays blank.

    Raises
    ------
    DataError
        No file, no JSON, or not of this schema.
    """
    name = path.name
    found = _json(read_bytes(path), name)
    if found.get("schema") != SCHEMA:
        raise DataError(f"{name}: schema is {_said(found.get('schema'))}, expected '{SCHEMA}'")
    single = bool(found.get("single_other_row", False))
    cells = {
        "table2": _table2(found.get("table2"), name),
        "table3": _table(found.get("table3"), "table3", single, name),
        "table4": _table(found.get("table4"), "table4", single, name),
    }
    body, year, form = _text(found, "body", name), _year(found, name), _text(found, "format", name)
    try:
        tables, findings = AnnualTables.from_cells(
            body=body, year=year, form=form, single_other_row=single, **cells
        )
    except DataError as error:
        raise DataError(f"{name}: {error}") from error
    return ReadReport(tables, findings)


class Number(str):
    """A number as it is written, so that no digit is lost on the way."""

    __slots__ = ()


def _json(data: bytes, name: str) -> dict[str, Any]:
    def refuse(constant: str) -> NoReturn:
        raise DataError(f"{name}: {constant} is no number of a report")

    def written(number: str) -> Number:
        return Number(format(Decimal(number), "f"))

    if not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        raise DataError(f"{name}: not a report as JSON, expected an object of schema '{SCHEMA}'")
    try:
        found = json.loads(
            decode(data, name).text,
            parse_int=written,
            parse_float=written,
            parse_constant=refuse,
        )
    except json.JSONDecodeError as error:
        raise DataError(f"{name} line {error.lineno}: {error.msg.lower()}") from error
    return dict(found)


def _said(value: Any) -> str:
    # A value as it stands in the file, not as Python writes it.
    if value is None:
        return "missing"
    if isinstance(value, Number):
        return str(value)
    if isinstance(value, str):
        return f"'{value}'"
    if isinstance(value, list):
        return f"[{', '.join('null' if each is None else _said(each) for each in value)}]"
    return json.dumps(value, ensure_ascii=False)


def _text(found: Mapping[str, Any], key: str, name: str) -> str:
    value = found.get(key)
    if not isinstance(value, str) or isinstance(value, Number):
        raise DataError(f"{name}: '{key}' is {_said(value)}, expected text")
    return value


def _year(found: Mapping[str, Any], name: str) -> int:
    year = found.get("year")
    if not isinstance(year, Number) or not year.isdigit():
        raise DataError(f"{name}: 'year' is {_said(year)}, expected a whole number")
    return int(year)


def _cell(value: Any, where: str) -> Any:
    # Text, None, a state, or ... for a cell that is not given at all.
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None or value is ... or isinstance(value, str):
        return value
    if isinstance(value, Mapping) and list(value) == ["state"]:
        return {"state": str(value["state"])}
    raise DataError(f"{where}: found {_said(value)}, expected a number, text, null or a state")


def _table2(found: Any, name: str) -> list[Any] | None:
    if found is None:
        return None
    if not isinstance(found, Mapping):
        raise DataError(f"{name}: table2 is no object")
    cells = []
    for row in table_rows("table2"):
        value: Any = found
        for part in row.split("/"):
            value = value.get(part, ...) if isinstance(value, Mapping) else ...
        cells.append(_cell(value, f"{name}: table2/{row}"))
    return cells


def _table(found: Any, table: str, single: bool, name: str) -> list[Any] | None:
    if found is None:
        return None
    if not isinstance(found, Mapping) or not isinstance(found.get("rows"), Mapping):
        raise DataError(f"{name}: {table} has no rows, expected an object 'rows'")
    columns = table_columns(table)
    given = found.get("columns", columns)
    cells: list[Any] = []
    for row in table_rows(table, single):
        values = found["rows"].get(row)
        if values is None:
            cells += [...] * len(columns)
            continue
        if not isinstance(values, list) or len(values) != len(given):
            raise DataError(
                f"{name}: {table}/{row} is {_said(values)}, expected {len(given)} cells"
            )
        by_column = dict(zip(given, values, strict=True))
        cells += [
            _cell(by_column.get(column, ...), f"{name}: {table}/{row}/{column}")
            for column in columns
        ]
    return cells
