"""The report as data: schema gongkai.report/1."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gongkai import _core as core
from gongkai.report.amount import json_figure

if TYPE_CHECKING:
    from gongkai.report.model import Report

SCHEMA = "gongkai.report/1"


def report_json(report: Report) -> dict[str, Any]:
    """The report as a dict, its keys in the order of the schema.

    A cell is a number, None where blank, or ``{"state": …}``; a table that is not there is None.
    """
    tables = report.tables
    return {
        "schema": SCHEMA,
        "body": report.body,
        "year": report.year,
        "format": tables.form,
        "single_other_row": tables.single_other_row,
        "table2": _single_values(tables),
        "table3": _grid(tables, "table3"),
        "table4": _grid(tables, "table4"),
        "sections": [
            {"id": each.id, "title": each.title, "paragraphs": list(each.paragraphs)}
            for each in report.sections
        ],
    }


def _cell(tables: core.AnnualTables, place: str) -> Any:
    return json_figure(tables.at(place), place)


def _single_values(tables: core.AnnualTables) -> dict[str, Any] | None:
    if not tables.has("table2"):
        return None
    values: dict[str, Any] = {}
    for row in core.table_rows("table2"):
        name, _, part = row.partition("/")
        figure = _cell(tables, f"table2/{row}")
        if part:
            values.setdefault(name, {})[part] = figure
        else:
            values[name] = figure
    return values


def _grid(tables: core.AnnualTables, table: str) -> dict[str, Any] | None:
    if not tables.has(table):
        return None
    columns = core.table_columns(table)
    rows = core.table_rows(table, tables.single_other_row)
    return {
        "columns": columns,
        "rows": {row: [_cell(tables, f"{table}/{row}/{each}") for each in columns] for row in rows},
    }
