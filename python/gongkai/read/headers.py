"""Which headers mean which columns of a ledger, where its rows are not read by the core."""

from collections.abc import Sequence

from gongkai import _core as core

_ANY_YEAR = 2000


def columns_of(
    ledger: str, headers: Sequence[str], terms: core.Terms, file: str
) -> tuple[dict[str, int], list[core.Finding]]:
    """The place of each column that is known, counted from 0, and what is wrong with the headers.

    Of two headers that mean the same column none is taken; the findings say so.
    """
    # A table without rows is enough for the core to tell headers apart.
    table = core.Table.from_columns([(header, []) for header in headers])
    found, said = core.read_ledger(ledger, table, terms, file=file, year=_ANY_YEAR)
    lines = [one_line(header) for header in headers]
    return {column: lines.index(header) for column, header in found.found}, said


def one_line(header: str) -> str:
    """A header as findings name it: trimmed, without the line breaks inside."""
    return header.strip().replace("\n", "").replace("\r", "")
