"""Commands that say what is wrong: in a year folder, in finished reports."""

from pathlib import Path
from typing import Annotated

import typer

from gongkai.audit import audit as audit_files
from gongkai.cli.options import AsJson, AsOf, Folder, ShowAll
from gongkai.cli.show import print_findings
from gongkai.year import mark
from gongkai.year import open as open_year


def check(
    folder: Folder,
    out: Annotated[
        Path | None,
        typer.Option("--mark", metavar="OUT", help="Copies of the ledgers, marked, to OUT."),
    ] = None,
    as_of: AsOf = None,
    all_: ShowAll = False,
    as_json: AsJson = False,
) -> None:
    """Read everything and print what is wrong; exit 1 on a fatal finding."""
    year = open_year(folder, as_of)
    written = [] if out is None else mark(folder, year, out)
    findings = year.checks if all_ else year.findings
    print_findings(findings, as_json)
    for file in written if not as_json else ():
        print(file)
    raise typer.Exit(1 if findings.fatal else 0)


def audit(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Finished reports.")],
    previous: Annotated[
        Path | None, typer.Option("--previous", metavar="FILE", help="Last year's report.")
    ] = None,
    all_: ShowAll = False,
    as_json: AsJson = False,
) -> None:
    """Check finished reports; exit 1 on a failure above hint."""
    findings = audit_files(files, previous, passes=all_)
    print_findings(findings, as_json)
    raise typer.Exit(1 if findings.faults else 0)
