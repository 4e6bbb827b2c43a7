"""The command for deadlines: how one was counted, and what a year has open and soon due."""

from pathlib import Path
from typing import Annotated

import typer

from gongkai._core import DataError
from gongkai.cli.options import AsJson, AsOf
from gongkai.cli.show import print_block, print_frame, print_lines, print_table
from gongkai.year import due as due_date
from gongkai.year import open as open_year

_RANGE = ("earliest", "latest")
_HIDDEN = ("ledger", "row", "status")


def due(
    target: Annotated[str, typer.Argument(metavar="DATE|DIR", help="A date, or a year folder.")],
    days: Annotated[int | None, typer.Option("--days", help="Working days from DATE.")] = None,
    within: Annotated[int | None, typer.Option("--within", help="Days ahead, for DIR.")] = None,
    case_no: Annotated[
        str | None, typer.Option("--case", metavar="NO", help="Of DIR: one case, day by day.")
    ] = None,
    moved: Annotated[
        bool, typer.Option("--moved", help="Of DIR: what the notices in it and --calendar move.")
    ] = False,
    calendar: Annotated[
        list[Path] | None,
        typer.Option("--calendar", metavar="FILE", help="A notice that is not known yet."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("-o", "--out", metavar="FILE", help="Of DIR: also as a sheet.")
    ] = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """The end of a time limit and how it was counted; or what is open and soon due."""
    files = calendar or []
    if not Path(target).is_dir():
        if within is not None or as_of is not None or case_no or moved or out:
            raise DataError(
                f"'{target}' is no year folder: --within, --case, --moved, --as-of and -o need one"
            )
        found = due_date(target, 20 if days is None else days, files)
        if as_json:
            return print_lines([found.to_dict()])
        print(found.text)
        return print_table(found.ledger.columns())
    if days is not None:
        raise DataError(f"{target} is a year folder: expected --within, found --days")
    asked = [name for name, value in (("--case", case_no), ("--moved", moved)) if value]
    if len(asked) > 1 or (asked and (within is not None or out is not None)):
        raise DataError("--case and --moved stand alone, without each other, --within and -o")
    year = open_year(target)
    if case_no:
        if files:
            raise DataError("--case counts by the calendar of the year folder, without --calendar")
        clock = year.clock(case_no, as_of)
        if as_json:
            return print_lines([clock.to_dict()])
        print_block(clock.text, clock.told)
        return print_table(clock.ledger.columns())
    if moved:
        return print_frame(year.moved(files, as_of), as_json)
    ahead = 10 if within is None else within
    soon = year.due(ahead, as_of, files)
    if out is not None:
        year.due_workbook(out, ahead, as_of, files)
    if as_json:
        return print_lines(soon.to_dicts())
    columns = soon.columns()
    open_ended = any(each is None for each in columns["due"])
    hidden = _HIDDEN if open_ended else (*_HIDDEN, *_RANGE)
    print_table({name: values for name, values in columns.items() if name not in hidden})
