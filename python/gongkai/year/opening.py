"""Opening a year, from a folder or from frames."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from gongkai import _core as core
from gongkai import _templates
from gongkai.plan import resolved, unresolved
from gongkai.read.folder import Folder, ledger_names, read_folder
from gongkai.read.frame import to_table
from gongkai.read.settings import Settings
from gongkai.year.checks import missing_previous
from gongkai.year.dates import as_date
from gongkai.year.law import law_of
from gongkai.year.year import Year


def open(
    source: str | Path | Mapping[str, Any],
    as_of: str | date | None = None,
    *,
    body: str | None = None,
    year: int | None = None,
) -> Year:
    """Open a year: read its ledgers, check them, count nothing yet.

    Parameters
    ----------
    source : str, Path or mapping
        A year folder, or ledgers by name as frames: ``{"applications": frame}``. A frame is
        anything with Arrow columns, a pandas frame, or a mapping of columns.
    as_of : str or datetime.date, optional
        The date of count; 31 December of the year unless given.
    body, year : optional
        Whose ledgers of which year they are; for frames only, and then both.

    Raises
    ------
    DataError
        The folder or a file cannot be read, or `as_of` lies outside the year.

    Examples
    --------
    >>> import gongkai as gk
    >>> gk.open("examples/deqing-2022").year
    2022
    """
    if isinstance(source, Mapping):
        if body is None or year is None:
            raise core.DataError("frames say neither body nor year, expected both as arguments")
        return _made(_from_frames(source, body, year), as_of)
    if body is not None or year is not None:
        raise core.DataError(f"{source}: body and year stand in its year.toml, expected neither")
    path = Path(source)
    folder = read_folder(path)
    if not folder.settings.previous:
        return _made(folder, as_of)
    before = path / folder.settings.previous
    if not before.is_dir():
        return _made(folder, as_of, said=(missing_previous(folder.settings.previous),))
    # Last year is read for its ledgers alone; the year before that is of no concern.
    last = _made(read_folder(before), None)
    if last.year != folder.settings.year - 1:
        raise core.DataError(
            f"{path.resolve().name}: previous is a folder of {last.year}, "
            f"expected {folder.settings.year - 1}"
        )
    return _made(folder, as_of, last)


def _made(
    folder: Folder,
    as_of: str | date | None,
    previous: Year | None = None,
    said: tuple[core.Finding, ...] = (),
) -> Year:
    settings = folder.settings
    law = law_of(settings, folder.calendar)
    books = core.Books(
        settings.body,
        folder.ledgers,
        law,
        year=settings.year,
        as_of=None if as_of is None else as_date(as_of, "as_of"),
        facts=settings.facts,
        duties=core.merge_duties(_templates.duties(), folder.duties),
        previous=None if previous is None else previous.books,
    )
    return Year(folder, books, law, previous, (*said, *_nobody(folder)))


def _nobody(folder: Folder) -> Iterator[core.Finding]:
    # Collective leads of the plan without a unit of their kind; unknown names the books tell.
    plan, places = folder.plan, folder.places
    if plan is not None and places is not None and "units" in folder.ledgers:
        body, year = folder.settings.body, folder.settings.year
        standing = resolved(plan, folder.ledgers["units"], body, year, strangers=True)
        yield from unresolved(plan, standing, places.of)


def _from_frames(frames: Mapping[str, Any], body: str, year: int) -> Folder:
    terms = _templates.terms()
    ledgers: dict[str, core.Ledger] = {}
    findings: list[core.Finding] = []
    for name in frames:
        if name not in ledger_names():
            known = ", ".join(ledger_names())
            raise core.DataError(f"unknown ledger '{name}', expected one of {known}")
    for name in ledger_names():
        if name in frames:
            table = to_table(frames[name], name)
            ledgers[name], said = core.read_ledger(
                name, table, terms, file=name, year=year, spend=True
            )
            findings.extend(said)
    return Folder(Settings(body, year), ledgers, tuple(findings))
