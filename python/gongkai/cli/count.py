"""Commands that count: rates, tallies, and the rows behind a number."""

import sys
from collections.abc import Iterable
from typing import Annotated

import typer

from gongkai._core import DataError
from gongkai._templates import word
from gongkai.cli.options import AsJson, AsOf, By, Folder, items
from gongkai.cli.show import print_frame
from gongkai.year import Year
from gongkai.year import open as open_year


def rates(
    folder: Folder,
    ids: Annotated[
        list[str] | None, typer.Argument(metavar="[ID]...", help="Only these: timely.due …")
    ] = None,
    by: By = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Every rate with both counts and its definition."""
    year = open_year(folder, as_of)
    found = year.rates(ids or None, by=items(by))
    _warn(year)
    for each in found.findings:
        print(each.message, file=sys.stderr)
    if found.left_out:
        groups = "、".join(word("heads", name) for name in found.by)
        print(
            word("show", "left_out").format(by=groups, names="、".join(found.left_out)),
            file=sys.stderr,
        )
    print_frame(found, as_json)


def tally(
    ledger: Annotated[str, typer.Argument(metavar="LEDGER", help="applications, tasks …")],
    folder: Folder,
    by: By = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Count the rows of a ledger by cell and group."""
    year = open_year(folder, as_of)
    found = year.tally(ledger, by=items(by))
    _warn(year)
    print_frame(found, as_json)


def why(
    folder: Folder,
    place: Annotated[str, typer.Argument(metavar="PLACE", help="table3/granted/enterprise …")],
    where: Annotated[
        list[str] | None, typer.Option("--where", metavar="COL=VALUE", help="Of one group.")
    ] = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """The ledger rows behind one number."""
    print_frame(open_year(folder, as_of).why(place, _group(where or [])), as_json)


def _warn(year: Year) -> None:
    # A row that cannot be placed stands in no count; who reads the counts alone must know.
    fatal = sum(each.severity == "fatal" for each in year.findings)
    if fatal:
        print(word("show", "uncounted").format(n=fatal), file=sys.stderr)


def _group(pairs: Iterable[str]) -> dict[str, str]:
    group = {}
    for pair in pairs:
        column, equals, value = pair.partition("=")
        if not equals or not column:
            raise DataError(f"--where is '{pair}', expected COL=VALUE")
        group[column] = value
    return group
