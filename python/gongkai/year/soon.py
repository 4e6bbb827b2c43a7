"""What is open and soon due, and which deadlines a new notice moves."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from gongkai import _core as core
from gongkai._files import make_folder
from gongkai._templates import word
from gongkai.result import Moves, Standings

# Third parties and co-producers are waited for within a request: no measure of their own.
_OPINIONS = ("consultations", "applications")
# Days left up to which a row of the list is marked, and how.
_LOOKS = ((0, "fatal"), (3, "warning"), (7, "hint"))


def with_deadlines() -> list[tuple[str, str]]:
    """Everything that has deadlines, by measure and ledger."""
    out = []
    for measure, ledger in core.deadline_measures():
        out.append((measure, ledger))
        if ledger == _OPINIONS[1]:
            out.append(_OPINIONS)
    return out


def soon_due(books: core.Books, ledgers: set[str], last: date) -> Standings:
    """What is open and due by that day, the most urgent first."""
    rows = [
        (standing.due[0], standing)
        for measure, ledger in with_deadlines()
        if ledger in ledgers
        for standing in books.standings(measure)
        if standing.due and standing.due[0] <= last and is_open(standing)
    ]
    return Standings(standing for _, standing in sorted(rows, key=lambda row: row[0]))


def moved(before: core.Books, after: core.Books, ledgers: set[str]) -> Moves:
    """The open rows whose deadlines differ between two readings of the calendar."""

    def pairs() -> Iterator[tuple[core.Standing, core.Standing]]:
        for measure, ledger in with_deadlines():
            if ledger in ledgers:
                both = zip(before.standings(measure), after.standings(measure), strict=True)
                yield from both

    return Moves(
        (was, now) for was, now in pairs() if was.due != now.due and (is_open(was) or is_open(now))
    )


def last_day(day: date, within: int) -> date:
    """The day so many days later; there is none after 9999-12-31."""
    return day + min(timedelta(days=within), date.max - day)


def is_open(standing: core.Standing) -> bool:
    """Whether it waits to be done, or for somebody else."""
    return standing.cell.endswith((".open", ".paused"))


def write_soon(path: str | Path, rows: Standings, body: str, day: date, within: int) -> Path:
    """Write the list as a sheet, coloured by the days left."""
    file = Path(path)
    make_folder(file.parent)
    columns = rows.columns()
    names = [name for name in columns if name != "status"]
    last = last_day(day, within)
    core.list_workbook(
        file,
        name=word("show", "soon_sheet"),
        title=word("show", "soon_title").format(body=body),
        note=word("show", "soon_note").format(day=day, last=last, n=len(rows)),
        body=body,
        date=day,
        heads=[word("heads", name) for name in names],
        rows=[
            (
                [_cell(name, columns[name][at]) for name in names],
                _look(standing.days_left),
            )
            for at, standing in enumerate(rows)
        ],
    )
    return file


def _cell(name: str, value: object) -> str | int | date | None:
    if value is None or isinstance(value, int | date):
        return value
    return word(name, str(value))


def _look(days_left: int | None) -> str:
    for most, look in _LOOKS:
        if days_left is not None and days_left <= most:
            return look
    return "body"
