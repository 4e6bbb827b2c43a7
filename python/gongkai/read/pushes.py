"""Ledgers of pushes, however long: their columns told by their headers, their rows streamed."""

import glob
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from gongkai import _core as core
from gongkai import _templates
from gongkai.read.excel import is_workbook
from gongkai.read.folder import ledger_files
from gongkai.read.frame import is_columnar
from gongkai.read.headers import columns_of, one_line
from gongkai.read.ledger import read_ledger_file
from gongkai.read.long_csv import LongCsv
from gongkai.read.markup import is_markup
from gongkai.read.settings import Settings, parse_settings
from gongkai.read.streams import OfCsv, Streamed, of_columnar, of_frame, with_column
from gongkai.read.text import read_text

_FLAGS = ("delivered", "opened", "eligible", "applied", "watched", "redeemed")
_MONTHS = ("month", "quarter")
_ANY_YEAR = 2000
_MANY = ("recipient",)
_STATE = b"gongkai.reach/"
# What a year folder knows of a push: by which of its columns, and in which ledger.
_DERIVED = {
    "package": ("policy", "policies"),
    "parent": ("unit", "units"),
    "unit_kind": ("unit", "units"),
}

Derived = Mapping[str, tuple[str, Mapping[str, str]]]


@dataclass(frozen=True)
class Pushes:
    """One source: what messages call it, where its columns stand, and what was found on the way.

    ``places`` count the columns that are asked for from 0, by their ids; ``derived`` are groups
    that the other ledgers of a year folder tell; ``body`` is the unit of all rows where a year
    folder's pushes name none. ``findings`` grow while the rows are read.
    """

    name: str
    source: Streamed
    places: Mapping[str, int]
    derived: Derived
    findings: list[core.Finding]
    body: str = ""

    @property
    def integers(self) -> bool:
        """Whether recipients are whole numbers."""
        return self.source.is_integer(self.places["recipient"])

    @property
    def headers(self) -> dict[str, str]:
        """What the columns are called there, by their ids."""
        return {column: self.source.names[at] for column, at in self.places.items()}

    def streams(self, as_text: bool) -> Iterator[Any]:
        """Its rows, with the ids for names; recipients that are integers as text if asked for."""
        texts = ("recipient",) if as_text and self.integers else ()
        for stream in self.source.streams(self.places, texts):
            yield with_column(stream, "unit", self.body) if self.body else stream


@dataclass(frozen=True)
class State:
    """A file in which another count of pushes was kept, and what messages call it."""

    name: str
    path: Path


def pushes_of(source: Any, groups: Sequence[str]) -> tuple[list[Pushes], list[State]]:
    """The ledgers of pushes that files, patterns, year folders and frames hold, and the states.

    Parameters
    ----------
    source : path, frame, or list of them
        A path may be a pattern such as ``"2022/*.parquet"``, or a folder of such parts.
    groups : names
        What is grouped by: columns of the ledger by their ids, columns of the office's own by their
        headers, month and quarter, of a year folder also package, parent and unit_kind.

    Raises
    ------
    DataError
        No such file, one that cannot be read, a column that is missing or there twice.
    """
    every = list(source) if isinstance(source, list | tuple) else [source]
    if not every:
        raise core.DataError("no source of pushes, expected a file or a frame")
    origins = [
        origin
        for at, each in enumerate(every, start=1)
        for origin in _origins(each, f"frame {at}" if len(every) > 1 else "frame")
    ]
    names = Counter(each.name for each in origins)
    pushes: list[Pushes] = []
    states: list[State] = []
    for each in origins:
        origin = replace(each, name=str(each.source)) if names[each.name] > 1 else each
        if isinstance(each.source, Path) and _is_state(each.source, origin.name):
            states.append(State(origin.name, each.source))
        else:
            pushes.append(_opened(origin, groups))
    return pushes, states


@dataclass(frozen=True)
class _Origin:
    # A file or a frame, what it is called in messages, and the year folder around it.
    source: Any
    name: str
    folder: Path | None = None


def _origins(source: Any, name: str) -> Iterator[_Origin]:
    if not isinstance(source, str | Path):
        yield _Origin(source, name)
        return
    path = Path(source)
    parts = sorted(path.glob("*.parquet")) if path.is_dir() else []
    if parts and not (path / "year.toml").exists():
        # What other programs wrote in parts.
        yield from (_Origin(each, each.name) for each in parts)
    elif path.is_dir():
        if not (path / "year.toml").is_file():
            raise core.DataError(f"{path}: no year.toml, expected one with body and year")
        files = ledger_files(path)
        if "pushes" not in files:
            raise core.DataError(f"{path}: no pushes.csv, expected a ledger of pushes")
        yield _Origin(files["pushes"], files["pushes"].name, path)
    elif path.exists():
        yield _Origin(path, path.name)
    elif glob.has_magic(str(source)):
        found = sorted(filter(Path.is_file, map(Path, glob.glob(str(source), recursive=True))))
        if not found:
            raise core.DataError(f"{source}: no file matches")
        yield from (_Origin(each, each.name) for each in found)
    else:
        raise core.DataError(f"{source}: no such file")


def _is_state(path: Path, name: str) -> bool:
    return path.suffix == ".reach" or _head(path, name).startswith(_STATE)


def _head(path: Path, name: str) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(1000)
    except OSError as error:
        raise core.DataError(f"{name}: {(error.strerror or 'cannot be read').lower()}") from error


def _opened(origin: _Origin, groups: Sequence[str]) -> Pushes:
    terms, year, derived, body = _templates.terms(), _ANY_YEAR, {}, ""
    if origin.folder is not None:
        settings = parse_settings(read_text(origin.folder / "year.toml"))
        terms, year = terms.with_headers(settings.text), settings.year
        body = settings.body
        derived = _derived(origin.folder, groups, terms, settings)
    source, findings = _streamed(origin, terms, year)
    places = _places(source.names, terms, origin.name)
    needed = {_column_of(group, derived): group for group in groups}
    if not body or "unit" in places or "unit" not in needed:
        body = ""
    else:
        del needed["unit"]
        where: dict[str, int | str] = {"file": origin.name}
        findings.append(core.Finding("ledger.column", "no_unit", where=where, expected=body))
    for column, group in {"recipient": "", **needed}.items():
        if column not in places:
            raise core.DataError(_missing(origin.name, column, group))
    chosen = dict.fromkeys(("recipient", *needed, *_FLAGS))
    places = {column: places[column] for column in chosen if column in places}
    return Pushes(origin.name, source, places, derived, findings, body)


def _streamed(origin: _Origin, terms: core.Terms, year: int) -> tuple[Streamed, list[core.Finding]]:
    path, name = origin.source, origin.name
    if not isinstance(path, Path):
        return of_frame(path, name), []
    head = _head(path, name)
    if is_columnar(head):
        kind = "Parquet" if head.startswith(b"PAR1") else "Arrow"
        return of_columnar(path, kind, _MANY), []
    if is_workbook(head) or is_markup(head.decode(errors="replace")):
        read, _ = read_ledger_file(path, "pushes", terms, year)
        if read.is_unfilled:
            raise core.DataError(f"{name}: nothing but its example, expected pushes")
        _refuse_twice(read.findings, name)
        return of_frame(read.ledger.to_table(), name), read.findings
    csv = LongCsv(path, "pushes", terms)
    if csv.encoding == "GB18030":
        where = {"file": name}
        hint = core.Finding("ledger.encoding", "gb18030", where=where, found=csv.encoding)
        csv.findings.append(hint)
    return OfCsv(csv, _MANY), csv.findings


def _column_of(group: str, derived: Derived) -> str:
    # The column that a group is read off.
    return "sent" if group in _MONTHS else derived[group][0] if group in derived else group


def _places(names: Sequence[str], terms: core.Terms, name: str) -> dict[str, int]:
    known, said = columns_of("pushes", names, terms, name)
    _refuse_twice(said, name)
    # Columns of the office's own answer to their headers.
    headers = [one_line(each) for each in names]
    own = {each: at for at, each in enumerate(headers) if headers.count(each) == 1}
    return {**own, **known}


def _refuse_twice(findings: Iterable[core.Finding], name: str) -> None:
    for each in findings:
        if (each.rule, each.kind) == ("ledger.header", "twice"):
            column = each.where["column"]
            raise core.DataError(
                f"{name}: {each.found} are both {column}, expected one such column"
            )


def _missing(name: str, column: str, group: str) -> str:
    schema = next(each for each in core.ledger_schemas() if each["id"] == "pushes")
    labels = {each["id"]: each["header"] for each in schema["columns"]}
    named = f"{column} or {labels[column]}" if column in labels else column
    if not group:
        return f"{name}: no column of recipients, expected one named {named}"
    if column == group and group in _DERIVED:
        _, ledger = _DERIVED[group]
        return f"{name}: nothing to group by {group}, expected a year folder with {ledger}"
    return f"{name}: no column to group by {group}, expected one named {named}"


def _derived(
    folder: Path, groups: Sequence[str], terms: core.Terms, settings: Settings
) -> dict[str, tuple[str, dict[str, str]]]:
    files = ledger_files(folder)
    derived = {}
    for group, (column, ledger) in _DERIVED.items():
        if group in groups and ledger in files:
            read, _ = read_ledger_file(files[ledger], ledger, terms, settings.year)
            told = _told_by(read.ledger.to_table(), column, group, settings.body)
            derived[group] = (column, told)
    return derived


def _told_by(table: core.Table, key: str, group: str, body: str) -> dict[str, str]:
    # What the other ledger says of each policy or unit, in the words of a tally by that group.
    column = "kind" if group == "unit_kind" else group
    keys = table.column(key)
    values = table.column(column) if column in table.names else [None] * len(keys)
    if group == "parent":
        keys, values = [body, *keys], [body, *(value or body for value in values)]
    if group == "unit_kind":
        ids = tomllib.loads(_templates.text("terms.toml"))["units"]["words"]["kind"]
        kinds = {core.label(group, each): each for each in ids}
        values = [kinds.get(str(value)) for value in values]
    return {each: value for each, value in zip(keys, values, strict=True) if each and value}
