"""One ledger file of any kind, told by its bytes and not by its name."""

from pathlib import Path
from typing import NamedTuple

from gongkai import _core as core
from gongkai.read import excel, frame
from gongkai.read.text import decode, read_bytes

KINDS = (".csv", ".xlsx", ".xls", ".parquet")


class Read(NamedTuple):
    """A ledger and what reading had to say, without words yet."""

    ledger: core.Ledger
    findings: list[core.Finding]

    @property
    def is_unfilled(self) -> bool:
        """Whether it is a new ledger with an example and nothing else to be said of it."""
        kinds = {each.kind for each in self.findings}
        return self.ledger.rows == 0 and kinds == {"example"}


def read_ledger_file(path: Path, ledger: str, terms: core.Terms, year: int) -> tuple[Read, bytes]:
    """Read a ledger of a year; also the bytes it was read from.

    Raises
    ------
    DataError
        No file, or bytes that nobody can read.
    """
    data = read_bytes(path)
    if frame.is_parquet(data):
        table = frame.read_parquet(data, path.name)
        return Read(*core.read_ledger(ledger, table, terms, file=path.name, year=year)), data
    if excel.is_workbook(data):
        return _read_workbook(data, path.name, ledger, terms, year), data
    return _read_text(data, path.name, ledger, terms, year), data


def _read_text(data: bytes, name: str, ledger: str, terms: core.Terms, year: int) -> Read:
    text, encoding = decode(data, name)
    if text.lstrip().startswith("<"):
        raise core.DataError(f"{name}: a page of XML or HTML, expected a table")
    found, findings = core.read_csv(ledger, text, terms, file=name, year=year)
    if encoding == "GB18030":
        where = {"file": name}
        hint = core.Finding("ledger.encoding", "gb18030", where=where, found=encoding)
        findings = [hint, *findings]
    return Read(found, findings)


def _read_workbook(data: bytes, name: str, ledger: str, terms: core.Terms, year: int) -> Read:
    # The ledger is the first sheet that lacks fewest of its columns; no other goes unsaid.
    sheets: list[tuple[str, Read]] = []
    for sheet, grid, since_1904 in excel.sheets(data, name):
        found = core.read_grid(
            ledger, grid, terms, file=name, sheet=sheet, year=year, since_1904=since_1904
        )
        sheets.append((sheet, Read(*found)))
    if not sheets:
        raise core.DataError(f"{name}: no visible sheet with cells, expected one with a ledger")
    chosen, read = min(sheets, key=lambda sheet: _missing(sheet[1]))
    others = [
        core.Finding(
            "ledger.skipped",
            "sheet" if _missing(other) else "second_sheet",
            where={"file": name, "sheet": sheet},
            found=sheet,
            expected=chosen,
        )
        for sheet, other in sheets
        if sheet != chosen
    ]
    return Read(read.ledger, [*read.findings, *others])


def _missing(read: Read) -> int:
    return sum(each.rule == "ledger.column" and each.kind == "missing" for each in read.findings)
