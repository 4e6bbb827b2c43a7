"""Ledgers as they were found, with what is wrong marked in place, for the units that mend them."""

from collections import defaultdict
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from gongkai import _core as core
from gongkai._files import make_folder, write_file
from gongkai._templates import word
from gongkai.read.folder import ledger_files
from gongkai.read.grids import FoundGrid, found_grids, header_places
from gongkai.result import Findings
from gongkai.year.year import Year

# Of a sheet that was not read there is nothing to mend.
_OF_OTHER_SHEETS = ("sheet", "second_sheet", "hidden_sheet", "joined")


class MarkedSheet(NamedTuple):
    """A sheet with findings: its grid, the row of its header from 0 (-1: none), and its name."""

    name: str
    grid: FoundGrid
    head: int


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
    written, files = [], []
    for ledger, file in ledger_files(Path(folder)).items():
        if file.name not in by_file:
            continue
        made = _marked(ledger, file, Findings(by_file[file.name]), inputs.get(file.name, ""))
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


def _marked(ledger: str, file: Path, findings: Findings, digest: str) -> MarkedFile:
    grids, data = found_grids(file)
    if sha256(data).hexdigest() != digest:
        raise core.DataError(f"{file.name}: has changed since it was read, expected the same file")
    named = {each.where.get("sheet", "") for each in findings if _concerns(each)}
    chosen = [grid for grid in grids if grid.name in named] or grids[:1]
    numbers = {grid.name: at for at, grid in enumerate(chosen)}
    headers: dict[str, set[str]] = {grid.name: set() for grid in chosen}
    for each in findings:
        if (sheet := str(each.where.get("sheet", ""))) in headers and "header" in each.where:
            headers[sheet].add(str(each.where["header"]))
    heads = [header_places(grid, headers[grid.name]) for grid in chosen]
    places = tuple(_places(findings, numbers, heads))
    sheets = tuple(
        MarkedSheet(grid.name or word("ledger", ledger), grid, head)
        for grid, (head, _) in zip(chosen, heads, strict=True)
    )
    return MarkedFile(file.name, sheets, findings, places)


def _concerns(finding: core.Finding) -> bool:
    return finding.rule != "ledger.skipped" or finding.kind not in _OF_OTHER_SHEETS


def _places(
    findings: Findings, numbers: dict[str, int], heads: list[tuple[int, dict[str, int]]]
) -> Iterable[tuple[int, int, int]]:
    # A finding of a whole column stands at its header; of a row, a cell of the row.
    for each in findings:
        where = each.where
        sheet = numbers.get(str(where.get("sheet", "")), -1)
        if sheet < 0 or not _concerns(each):
            yield -1, -1, -1
            continue
        head, columns = heads[sheet]
        column = columns.get(str(where.get("header", "")), -1)
        row = where.get("row")
        if isinstance(row, int):
            yield sheet, row - 1, column
        else:
            yield sheet, head if column >= 0 else -1, column
