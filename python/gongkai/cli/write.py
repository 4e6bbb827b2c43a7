"""Commands that write files: a new year, the report and the workbook."""

from pathlib import Path
from typing import Annotated

import typer

from gongkai.cli.options import AsOf, Folder, items
from gongkai.cli.show import print_findings
from gongkai.result import Findings
from gongkai.year import new as new_year
from gongkai.year import open as open_year


def new(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to make.")],
    year: Annotated[int, typer.Option("--year", help="Year of the report.")],
    body: Annotated[str, typer.Option("--body", help="Whose report it is.")],
    level: Annotated[str | None, typer.Option("--level", help="government or department.")] = None,
    previous: Annotated[
        Path | None, typer.Option("--from", metavar="PREVIOUS", help="Last year's folder.")
    ] = None,
) -> None:
    """A year folder with ledgers to be filled in, and what last year left open."""
    made = new_year(folder, year=year, body=body, level=level, previous=previous)
    for file in sorted(made.rglob("*")):
        if file.is_file():
            print(file)


def report(
    folder: Folder,
    out: Annotated[Path, typer.Option("-o", "--out", help="Where to.")] = Path("out"),
    formats: Annotated[
        list[str] | None, typer.Option("--format", help="docx,html,json or repeated.")
    ] = None,
    units: Annotated[bool, typer.Option("--units", help="Also one of every unit.")] = False,
    as_of: AsOf = None,
) -> None:
    """The statutory report; nothing is written while a finding is fatal."""
    year = open_year(folder, as_of)
    reports = {out: year.report()}
    if units:
        reports |= {out / _folder_name(unit): each for unit, each in year.unit_reports().items()}
    fatal = [each for made in reports.values() for each in Findings(made.findings).fatal]
    if fatal:
        print_findings(Findings(fatal), False)
        raise typer.Exit(1)
    for target, made in reports.items():
        for file in made.save(target, formats=tuple(items(formats)) or ("docx", "html", "json")):
            print(file)


def workbook(
    folder: Folder,
    out: Annotated[Path, typer.Option("-o", "--out", metavar="FILE.xlsx", help="Where to.")],
    scheme: Annotated[str | None, typer.Option("--scheme", help="Scoring scheme.")] = None,
    as_of: AsOf = None,
) -> None:
    """The assessment workbook."""
    print(open_year(folder, as_of).workbook(out, scheme))


def _folder_name(unit: str) -> str:
    # A unit's name is a folder here and nothing else.
    return unit.replace("/", "／").replace("\\", "＼").lstrip(".") or "_"
