"""A new year folder: ledgers to be filled in, with what last year left open."""

import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from gongkai import _core as core
from gongkai import _templates
from gongkai._files import make_folder, new_folder, write_file
from gongkai._templates import word
from gongkai.read.settings import LEVELS
from gongkai.year.carry import Entry, carried
from gongkai.year.opening import open as open_year
from gongkai.year.year import Year

_YEARS = range(2000, 2100)


def new(
    folder: str | Path,
    *,
    year: int,
    body: str,
    level: str | None = None,
    previous: str | Path | None = None,
) -> Path:
    """Make a year folder: year.toml, a workbook for every ledger, and the words of the report.

    A ledger has its headers with notes, lists to choose from, and one row as an example, which is
    no row when the folder is read; a ledger with nothing but the example counts as absent.

    Parameters
    ----------
    folder : str or Path
        Where to; nothing may be there.
    year : int
        The year of the report.
    body : str
        Whose report it is: ``"某县人民政府办公室"``.
    level : str, optional
        ``"government"`` or ``"department"``; that of `previous`, else government.
    previous : str or Path, optional
        Last year's folder. Its units, the requests and disputes that it left open and its
        unfinished tasks are carried over.

    Returns
    -------
    Path
        The folder.

    Raises
    ------
    DataError
        A year or level that cannot be; `previous` is not of the year before, or has a finding
        that is fatal, so that what it left open is not known.
    WorkbookError
        Something is there already, or cannot be written. Nothing is left then.
    """
    target = Path(folder)
    body = body.strip()
    if year not in _YEARS:
        raise core.DataError(f"year is {year}, expected {_YEARS.start} to {_YEARS.stop - 1}")
    if not body or re.search(r"[\x00-\x1f\x7f]", body):
        raise core.DataError(f"body is {body!r}, expected a name in one line")
    if level is not None and level not in LEVELS:
        raise core.DataError(f"level is '{level}', expected 'government' or 'department'")
    before = None if previous is None else _previous(Path(previous), year)
    rows = {} if before is None else carried(before)
    with new_folder(target) as draft:
        for schema in core.ledger_schemas():
            columns, ledger = schema["columns"], str(schema["id"])
            core.ledger_workbook(
                draft / f"{ledger}.xlsx",
                ledger,
                body=body,
                year=year,
                notes=[_note(ledger, column) for column in columns],
                example=[_example(ledger, column, year) for column in columns],
                rows=[
                    [row.get(column["id"]) for column in columns] for row in rows.get(ledger, ())
                ],
            )
        text = "\n".join(_settings(target, year, body, level, previous, before)) + "\n"
        write_file(draft / "year.toml", text.encode())
        make_folder(draft / "narrative")
        for name, words in _templates.narrative_files():
            write_file(draft / "narrative" / name, words.encode())
    return target


def _previous(folder: Path, year: int) -> Year:
    before = open_year(folder)
    if before.year != year - 1:
        raise core.DataError(f"{folder}: a folder of {before.year}, expected {year - 1}")
    if fatal := before.findings.fatal:
        raise core.DataError(f"{folder}: {len(fatal)} fatal findings, expected none; see check")
    return before


def _settings(
    target: Path,
    year: int,
    body: str,
    level: str | None,
    previous: str | Path | None,
    before: Year | None,
) -> Iterator[str]:
    settings = None if before is None else before.folder.settings
    chosen = level or ("government" if settings is None else settings.level)
    lines = {
        "body": _toml(body),
        "year": str(year),
        "level": _toml(chosen),
        "issued": "",
        "previous": "",
    }
    if previous is not None:
        path = os.path.relpath(Path(previous).resolve(), target.resolve())
        lines["previous"] = _toml(path.replace(os.sep, "/"))
    for key, value in lines.items():
        written = f"{key} = {value}" if value else f"# {key} = {word('year_toml_form', key)}"
        yield f"{written}  # {word('year_toml', key)}"
    counted = "in_hand" if settings is None else settings.disputes_counted
    yield from ("", "[disputes]", f"counted = {_toml(counted)}  # {word('year_toml', 'counted')}")


def _toml(text: str) -> str:
    # A JSON string is a TOML string.
    return json.dumps(text, ensure_ascii=False)


def _words(list_id: str, ledger: str, column: str) -> str:
    # What is said of a column in this ledger, else of columns of that id.
    words = _templates.words()
    own = words.get(f"{list_id}.{ledger}", {})
    return own.get(column, words.get(list_id, {}).get(column, ""))


def _note(ledger: str, column: Mapping[str, Any]) -> str:
    need = word("entry", "required" if column["required"] else "optional")
    form = word("entry_form", column["type"])
    if column["choices"]:
        form = form.format(choices="、".join(column["choices"]))
    lines = [
        f"{column['header']}（{need}）",
        _words("columns", ledger, column["id"]),
        form,
        word("entry", "several") if column["several"] else "",
    ]
    return "\n".join(filter(None, lines))


def _example(ledger: str, column: Mapping[str, Any], year: int) -> Entry:
    text = _words("example", ledger, column["id"]).format(year=year)
    if not text and column["required"]:
        choices: Sequence[str] = column["choices"]
        text = choices[0] if choices else word("example_form", column["type"]).format(year=year)
    if not text:
        return None
    if column["several"]:
        return text
    if column["type"] == "date":
        return date.fromisoformat(text)
    if column["type"] == "count":
        return int(text)
    return float(text) if column["type"] in ("amount", "decimal") else text
