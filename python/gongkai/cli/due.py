"""The command for deadlines: how one was counted, and what a year has open and soon due."""

from pathlib import Path
from typing import Annotated

import typer

from gongkai._core import DataError
from gongkai.cli.options import AsJson, AsOf
from gongkai.cli.show import print_lines, print_table
from gongkai.year import due as due_date
from gongkai.year import open as open_year

_RANGE = ("earliest", "latest")


def due(
    target: Annotated[str, typer.Argument(metavar="DATE|DIR", help="A date, or a year folder.")],
    days: Annotated[int | None, typer.Option("--days", help="Working days from DATE.")] = None,
    within: Annotated[int | None, typer.Option("--within", help="Days ahead, for DIR.")] = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """The end of a time limit and how it was counted; or what is open and soon due."""
    if Path(target).is_dir():
        if days is not None:
            raise DataError(f"{target} is a year folder: expected --within, found --days")
        soon = open_year(target).due(10 if within is None else within, as_of)
        if as_json:
            return print_lines(soon.to_dicts())
        hidden = () if any(each is None for each in soon.columns()["due"]) else _RANGE
        return print_table({k: v for k, v in soon.columns().items() if k not in hidden})
    if within is not None or as_of is not None:
        raise DataError(f"'{target}' is no year folder: --within and --as-of need one")
    found = due_date(target, 20 if days is None else days)
    if as_json:
        return print_lines([found.to_dict()])
    print(found.text)
    print_table(found.ledger.columns())
