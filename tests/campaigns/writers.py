"""What the campaigns share: everything that is written of two years, one by one, and its bytes."""

import itertools
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import gongkai as gk
from gongkai.year import Year, mark, new

EXAMPLES = Path(__file__).parents[2] / "examples"
BODY = "德清县人民政府办公室"
REPORTS = ("annual-report.docx", "annual-report.html", "annual-report.json", "review.xlsx")
MARKED, FOLDER = "marked copies", "next-year"
WRITERS = (*REPORTS, MARKED, FOLDER)

# What stands in a folder by name: a file as its bytes, a folder as its files by path.
Entry = bytes | Mapping[str, bytes]
Entries = dict[str, Entry]


class Known(NamedTuple):
    """Two years of one county, and what each writer leaves of them; a name without an entry is of
    one of them alone."""

    old_year: Year
    new_year: Year
    old: dict[str, Entries]
    new: dict[str, Entries]

    def names(self, writer: str) -> list[str]:
        """What a writer leaves, in the order in which it is written."""
        return list(self.new[writer] | self.old[writer])


def write(year: Year, folder: Path, writer: str) -> None:
    """Let one of `WRITERS` write into a folder; a new year's folder takes the place of another."""
    if writer == MARKED:
        mark(EXAMPLES / f"deqing-{year.year}", year, folder)
    elif writer == FOLDER:
        set_aside(folder / FOLDER)
        new(folder / FOLDER, year=year.year + 1, body=BODY)
    elif writer.endswith(".xlsx"):
        year.workbook(folder / writer)
    else:
        year.report().save(folder, formats=(writer.rpartition(".")[2],))


def set_aside(folder: Path) -> None:
    """Take a folder away in one step, for `new` writes over nothing."""
    if folder.exists():
        beside = folder.parent.with_name("aside")
        beside.mkdir(exist_ok=True)
        free = next(n for n in itertools.count() if not (beside / str(n)).exists())
        folder.rename(beside / str(free))


def contents(folder: Path) -> Entries:
    """Everything in a folder, hidden files and drafts too."""
    return {path.name: _entry(path) for path in sorted(folder.iterdir())}


def _entry(path: Path) -> Entry:
    if not path.is_dir():
        return path.read_bytes()
    files = (file for file in sorted(path.rglob("*")) if file.is_file())
    return {str(file.relative_to(path)): file.read_bytes() for file in files}


def put(folder: Path, entries: Entries) -> None:
    """Make entries stand in a folder."""
    for name, entry in entries.items():
        if isinstance(entry, bytes):
            (folder / name).write_bytes(entry)
        else:
            for path, data in entry.items():
                (folder / name / path).parent.mkdir(parents=True, exist_ok=True)
                (folder / name / path).write_bytes(data)


def written(year: Year) -> dict[str, Entries]:
    """What every writer leaves of a year, from a run that nothing disturbs."""
    entries = {}
    for writer in WRITERS:
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place) / "out"
            folder.mkdir()
            write(year, folder, writer)
            # In the order of writing, which is that of the times.
            found = contents(folder)
            order = sorted(found, key=lambda name: (folder / name).stat().st_mtime_ns)
            entries[writer] = {name: found[name] for name in order}
    return entries


def known() -> Known:
    """The example county: last year's files are the old ones, this year's the new ones. Where a new
    year's folder goes nothing stands before."""
    old, new_one = gk.open(EXAMPLES / "deqing-2021"), gk.open(EXAMPLES / "deqing-2022")
    made = Known(old, new_one, written(old), written(new_one))
    made.old[FOLDER] = {}
    for writer in WRITERS:
        assert made.new[writer], f"{writer} leaves nothing"
        assert all(made.old[writer].get(name) != each for name, each in made.new[writer].items())
    return made
