"""One ledger file of any kind, told by its bytes and not by its name."""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from gongkai import _core as core
from gongkai.read import excel, frame, markup
from gongkai.read.sheet import Sheet
from gongkai.read.text import as_utf8, read_bytes

KINDS = (".csv", ".tsv", ".xlsx", ".xls", ".parquet", ".arrow")


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
    if frame.is_columnar(data):
        table = frame.read_columnar(data, path.name)
        return Read(*core.read_ledger(ledger, table, terms, file=path.name, year=year)), data
    if excel.is_workbook(data):
        found = excel.sheets(data, path.name, hidden=True)
        return _read_sheets(found, path.name, ledger, terms, year), data
    return _read_text(data, path.name, ledger, terms, year), data


def _read_text(data: bytes, name: str, ledger: str, terms: core.Terms, year: int) -> Read:
    utf8, encoding = as_utf8(data, name)
    if markup.is_markup(utf8[:1000].decode(errors="replace")):
        read = _read_sheets(markup.markup_sheets(utf8.decode(), name), name, ledger, terms, year)
    else:
        read = Read(*core.read_csv(ledger, utf8, terms, file=name, year=year))
    if encoding != "GB18030":
        return read
    # Nearly any bytes are characters in GB18030; a header that is known is the proof.
    if data and not read.ledger.to_table().names:
        first = utf8.decode().strip().splitlines()[0][:40]
        raise core.DataError(
            f"{name}: no column of {ledger} in GB18030, found '{first}'; "
            "save it as UTF-8 if it was Big5 or another encoding"
        )
    hint = core.Finding("ledger.encoding", "gb18030", where={"file": name}, found=encoding)
    return Read(read.ledger, [hint, *read.findings])


def _read_sheets(
    sheets: Iterable[Sheet], name: str, ledger: str, terms: core.Terms, year: int
) -> Read:
    found = list(sheets)
    if not any(each.visible for each in found):
        raise core.DataError(f"{name}: no visible sheet with cells, expected one with a ledger")
    return Read(*core.read_sheets(ledger, found, terms, file=name, year=year))
