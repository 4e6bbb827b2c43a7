"""One ledger file of any kind, told by its bytes and not by its name."""

from pathlib import Path
from typing import NamedTuple

from gongkai import _core as core
from gongkai.read.grids import Contents, contents
from gongkai.read.text import decode

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
    found = contents(path)
    read = _read(found, path.name, ledger, terms, year)
    if found.encoding != "GB18030":
        return read, found.data
    # Nearly any bytes are characters in GB18030; a header that is known is the proof.
    if found.data and not read.ledger.found:
        first = decode(found.data, path.name).text.strip().splitlines()[0][:40]
        raise core.DataError(
            f"{path.name}: no column of {ledger} in GB18030, found '{first}'; "
            "save it as UTF-8 if it was Big5 or another encoding"
        )
    hint = core.Finding(
        "ledger.encoding", "gb18030", where={"file": path.name}, found=found.encoding
    )
    return Read(read.ledger, [hint, *read.findings]), found.data


def _read(found: Contents, name: str, ledger: str, terms: core.Terms, year: int) -> Read:
    if isinstance(found.holds, core.Table):
        return Read(*core.read_ledger(ledger, found.holds, terms, file=name, year=year, spend=True))
    if isinstance(found.holds, bytes):
        return Read(*core.read_csv(ledger, found.holds, terms, file=name, year=year))
    if not any(each.visible for each in found.holds):
        raise core.DataError(f"{name}: no visible sheet with cells, expected one with a ledger")
    return Read(*core.read_sheets(ledger, found.holds, terms, file=name, year=year))
