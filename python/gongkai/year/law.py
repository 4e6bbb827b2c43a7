"""The law that a year is counted by: what ships with the package, and what the office adds."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from gongkai import _core as core
from gongkai import _templates
from gongkai.read.settings import Settings
from gongkai.read.text import decode, read_bytes

# Name and text of each file of the calendar.
CalendarFiles = Sequence[tuple[str, str]]


def law_of(settings: Settings, calendar: CalendarFiles = ()) -> core.Law:
    """The shipped law with the headers and choices of a year, and more notices."""
    return core.Law(
        [*_templates.calendar_files(), *calendar],
        _templates.text("regimes.toml"),
        _templates.terms().with_headers(settings.text),
        settings.text,
    )


def read_calendar(files: Iterable[str | Path]) -> CalendarFiles:
    """Calendar files that somebody hands over; raises DataError where one cannot be read."""
    paths = [Path(file) for file in files]
    for path in paths:
        if not path.is_file():
            raise core.DataError(f"{path}: no such file")
    return tuple((str(path), decode(read_bytes(path), str(path)).text) for path in paths)
