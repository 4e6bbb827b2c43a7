"""The command that counts whom pushes reached."""

import sys
from itertools import filterfalse
from pathlib import Path
from typing import Annotated

import typer

from gongkai._core import Finding
from gongkai.cli.options import AsJson, items
from gongkai.cli.show import print_findings, print_frame, print_lines, progress
from gongkai.reach import identity_of, reach_state
from gongkai.reach import reach as count_reach
from gongkai.result import Findings


def reach(
    files: Annotated[
        list[str],
        typer.Argument(metavar="FILE...", help="csv, Parquet, states …, or a year folder."),
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
    state: Annotated[
        Path | None,
        typer.Option("--state", metavar="OUT.reach", help="Keep the count, to go on with."),
    ] = None,
    job: Annotated[str, typer.Option("--job", metavar="NAME", help="With --state: 2022.")] = "",
    partition: Annotated[
        str, typer.Option("--partition", metavar="NAME", help="Of the job: a county, a day.")
    ] = "",
    attempt: Annotated[int, typer.Option("--attempt", min=0, help="Which try it was.")] = 0,
    only_counts: Annotated[
        bool, typer.Option("--only-counts", help="Keep numbers: nobody is in two states.")
    ] = False,
    identity: Annotated[
        Path | None,
        typer.Option("--identity", metavar="KEYFILE", help="16 bytes, or 32 hex digits."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Distinct recipients of pushes, exactly; exit 1 where more opened than were delivered to."""
    if state is None and (job or partition or attempt or only_counts):
        raise typer.BadParameter("--job, --partition, --attempt, --only-counts need --state")
    groupings = [items([names]) for names in by or [""]]
    key = identity_of(identity) if identity else b""
    with progress("reach") as told:
        if state is None:
            found = count_reach(
                files, groupings, identity=key, memory=memory, threads=threads, progress=told
            )
        else:
            said = reach_state(
                files,
                state,
                groupings,
                job=job,
                partition=partition,
                attempt=attempt,
                only_counts=only_counts,
                identity=key,
                memory=memory,
                threads=threads,
                progress=told,
            )
    if state is not None:
        _say(said)
        print(state)
        return
    print_frame(found, as_json)
    of_groups, others = _parted(found.findings, "reach.order")
    if as_json:
        print_lines(of_groups.dicts())
        _say(others)
    else:
        counted, others = _parted(found.findings, "ledger.skipped", "counted")
        if len(others):
            print_findings(others, False)
        _say(counted)
    raise typer.Exit(1 if len(of_groups.faults) else 0)


def _parted(findings: Findings, rule: str, *kinds: str) -> tuple[Findings, Findings]:
    # Those of a rule, or of some of its kinds, and the others.
    def is_told(each: Finding) -> bool:
        return each.rule == rule and (not kinds or each.kind in kinds)

    return Findings(filter(is_told, findings)), Findings(filterfalse(is_told, findings))


def _say(findings: Findings) -> None:
    # What reading has to say is of no group.
    for group in findings.groups:
        for line in group.lines:
            print(f"{group.place}：{line}" if group.place else line, file=sys.stderr)
