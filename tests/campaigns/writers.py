"""What the campaigns share: the four files of two years, written one by one, and their bytes."""

import tempfile
from pathlib import Path
from typing import NamedTuple

import gongkai as gk
from gongkai.year import Year

EXAMPLES = Path(__file__).parents[2] / "examples"
FILES = ("annual-report.docx", "annual-report.html", "annual-report.json", "review.xlsx")

Bytes = dict[str, bytes]


class Known(NamedTuple):
    """Two years of one county and the bytes of their files, by name."""

    old_year: Year
    new_year: Year
    old: Bytes
    new: Bytes


def write(year: Year, folder: Path, name: str) -> None:
    """Write one of `FILES`."""
    if name.endswith(".xlsx"):
        year.workbook(folder / name)
    else:
        year.report().save(folder, formats=(name.rpartition(".")[2],))


def contents(folder: Path) -> Bytes:
    """Every file of a folder, hidden ones too."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def written(year: Year) -> Bytes:
    """The bytes of all files of a year, from a run that nothing disturbs."""
    with tempfile.TemporaryDirectory() as folder:
        for name in FILES:
            write(year, Path(folder), name)
        return contents(Path(folder))


def known() -> Known:
    """The example county: last year's files are the old ones, this year's the new ones."""
    old, new = gk.open(EXAMPLES / "deqing-2021"), gk.open(EXAMPLES / "deqing-2022")
    made = Known(old, new, written(old), written(new))
    assert sorted(made.old) == sorted(made.new) == sorted(FILES)
    assert all(made.old[name] != made.new[name] for name in FILES)
    return made
