"""The command that counts whom pushes reached."""

import sys
from typing import Annotated

import typer

from gongkai.cli.options import AsJson, items
from gongkai.cli.show import print_findings, print_frame, print_lines, progress
from gongkai.reach import reach as count_reach
from gongkai.result import Findings


def reach(
    files: Annotated[
        list[str], typer.Argument(metavar="FILE...", help="csv, Parquet …, or a year folder.")
    ],
    by: Annotated[
        list[str] | None,
        typer.Option("--by", metavar="NAMES", help="policy,channel; repeated; '' is the whole."),
    ] = None,
    memory: Annotated[
        str | None, typer.Option("--memory", metavar="SIZE", help="2GiB; half of what is free.")
    ] = None,
    threads: Annotated[
        int | None, typer.Option("--threads", min=1, help="As many as the machine has.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Distinct recipients of pushes, exactly; exit 1 where more opened than were delivered to."""
    groupings = [items([names]) for names in by or [""]]
    with progress("reach") as told:
        found = count_reach(files, groupings, memory=memory, threads=threads, progress=told)
    print_frame(found, as_json)
    if not as_json:
        if len(found.findings):
            print_findings(found.findings, False)
    else:
        of_groups = Findings(each for each in found.findings if each.rule == "reach.order")
        print_lines(of_groups.dicts())
        _say(Findings(each for each in found.findings if each.rule != "reach.order"))
    raise typer.Exit(1 if any(each.rule == "reach.order" for each in found.findings.faults) else 0)


def _say(findings: Findings) -> None:
    # What reading has to say is of no group.
    for group in findings.groups:
        for line in group.lines:
            print(f"{group.place}：{line}" if group.place else line, file=sys.stderr)
