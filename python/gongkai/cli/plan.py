"""The command that reads a plan out of its document."""

from pathlib import Path
from typing import Annotated

import typer

from gongkai.cli.options import AsJson
from gongkai.cli.show import print_findings, print_lines, print_table
from gongkai.plan import plan as read_plan


def plan(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A plan: txt, docx, html, xlsx or pdf.")
    ],
    units: Annotated[
        Path | None,
        typer.Option("--units", metavar="FILE", help="A list of units, or a year folder."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Tasks, leads, deadlines and contradictions out of a work plan."""
    found = read_plan(file, units)
    if as_json:
        return print_lines([found.to_dict()])
    print(found.caption)
    columns = found.tasks.columns()
    print_table({name: columns[name] for name in columns if any(columns[name])})
    print_findings(found.findings, False)
