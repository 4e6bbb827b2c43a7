"""Ledgers as they were found, with what is wrong marked in place, for the units that mend them."""

from collections import defaultdict
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from gongkai import _core as core
from gongkai._files import make_folder, write_file
from gongkai._templates import terms, word
from gongkai.read.folder import ledger_files
from gongkai.read.grids import FoundGrid, HeadedTable, contents, found_grids
from gongkai.result import Findings
from gongkai.year.year import Year

# Of a sheet that was not read there is nothing to mend.
_OF_OTHER_SHEETS = ("sheet", "second_sheet", "hidden_sheet", "joined")


class MarkedSheet(NamedTuple):
    """A sheet with findings, and the row above its first body from 0 (-1: none)."""

    name: str
    grid: FoundGrid
    head: int

    @property
    def heads(self) -> list[str]:
        """The headers by column; where several tables stand on the sheet, those of the first."""
        if not self.grid.tables:
            return [""] * len(self.grid.cells.names)
        table = self.grid.tables[0]
        behind = len(self.grid.cells.names) - table.left - len(table.headers)
        return [""] * table.left + table.headers + [""] * behind


class MarkedFile(NamedTuple):
    """A ledger file and its findings, each with a place (sheet, row, column) from 0 or -1."""

    name: str
    sheets: tuple[MarkedSheet, ...]
    findings: Findings
    places: tuple[tuple[int, int, int], ...]


def mark(folder: str | Path, year: Year, out: str | Path) -> list[Path]:
    """Write a marked copy of every ledger file with findings, and one page with all findings.

    Parameters
    ----------
    folder : str or Path
        The folder that `year` was opened from.
    out : str or Path
        Where to: ``<ledger>.marked.xlsx`` and ``findings.html``.

    Returns
    -------
    list of Path
        What was written, the page last.

    Raises
    ------
    DataError
        A file has changed since it was read.
    WorkbookError
        Something cannot be written; what stood there before still stands.
    """
    from gongkai.report.marked import marked_page

    target = Path(out)
    make_folder(target)
    by_file = defaultdict(list)
    for each in year.findings:
        by_file[each.where.get("file")].append(each)
    inputs = dict(year.folder.inputs)
    known = terms().with_headers(year.folder.settings.text)
    written, files = [], []
    for ledger, file in ledger_files(Path(folder)).items():
        if file.name not in by_file:
            continue
        found = contents(file)
        if sha256(found.data).hexdigest() != inputs.get(file.name):
            raise core.DataError(
                f"{file.name}: has changed since it was read, expected the same file"
            )
        made = _marked(
            ledger, file.name, found_grids(found, ledger, known), Findings(by_file[file.name])
        )
        files.append(made)
        path = target / f"{file.stem}.marked.xlsx"
        core.marked_workbook(
            path,
            file.name,
            year.as_of,
            [(each.name, each.grid.cells, each.head, each.grid.named) for each in made.sheets],
            list(made.findings),
            made.places,
        )
        written.append(path)
    page = marked_page(year.body, year.year, year.findings, files)
    return [*written, write_file(target / "findings.html", page)]


def _marked(ledger: str, file: str, grids: list[FoundGrid], findings: Findings) -> MarkedFile:
    named = {each.where.get("sheet", "") for each in findings if _concerns(each)}
    chosen = [grid for grid in grids if grid.name in named] or grids[:1]
    numbers = {grid.name: at for at, grid in enumerate(chosen)}
    sheets = tuple(
        MarkedSheet(
            grid.name or word("ledger", ledger),
            grid,
            grid.tables[0].first - 1 if grid.tables else -1,
        )
        for grid in chosen
    )
    places = []
    for each in findings:
        sheet = numbers.get(str(each.where.get("sheet", "")), -1) if _concerns(each) else -1
        row, column = _cell(chosen[sheet], each) if sheet >= 0 else (-1, -1)
        places.append((sheet, row, column))
    return MarkedFile(file, sheets, findings, tuple(places))


def _concerns(finding: core.Finding) -> bool:
    return finding.rule != "ledger.skipped" or finding.kind not in _OF_OTHER_SHEETS


def _cell(grid: FoundGrid, finding: core.Finding) -> tuple[int, int]:
    # A finding of a whole column stands at its header; of a row, a cell of the row.
    row = finding.where.get("row")
    at = row - 1 if isinstance(row, int) else -1
    # A header may stand in several tables of a sheet: of these the row tells the one.
    tables = sorted(grid.tables, key=lambda table: not table.first <= at < table.end)
    header = str(finding.where.get("header", ""))
    for table in tables if header else ():
        headers = ["".join(each.split()) for each in table.headers]
        if "".join(header.split()) in headers:
            column = table.left + headers.index("".join(header.split()))
            return (at if at >= 0 else _header_row(grid, table, column)), column
    return at, -1


def _header_row(grid: FoundGrid, table: HeadedTable, column: int) -> int:
    # The lowest cell of a header of several rows; a merged one has its text at the top.
    if grid.named:
        return -1
    texts = grid.cells.column(grid.cells.names[column])[table.head : table.first]
    filled = [at for at, text in enumerate(texts, start=table.head) if text]
    return filled[-1] if filled else table.first - 1
