"""Commands that count: rates, tallies, and the rows behind a number."""

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from gongkai._core import DataError
from gongkai._templates import word
from gongkai.cli.options import AsJson, AsOf, By, Folder, items
from gongkai.cli.show import print_block, print_frame, print_lines
from gongkai.result import Comparison, Findings
from gongkai.year import Year
from gongkai.year import open as open_year
from gongkai.year.checks import fatal_rows

_Found = TypeVar("_Found")


def rates(
    folder: Folder,
    ids: Annotated[
        list[str] | None, typer.Argument(metavar="[ID]...", help="Only these: timely.due …")
    ] = None,
    definition: Annotated[
        list[str] | None, typer.Option("--definition", metavar="ID", help="The same as an ID.")
    ] = None,
    against: Annotated[
        str | None,
        typer.Option("--against", metavar="ID", help="Another rate, and the rows that differ."),
    ] = None,
    rank: Annotated[bool, typer.Option("--rank", help="One rate, best group first.")] = False,
    decline: Annotated[
        bool, typer.Option("--double-decline", help="Whether disputes and corrections fell.")
    ] = False,
    by: By = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Every rate with both counts and its definition."""
    names, groups = [*(ids or ()), *(definition or ())], items(by)
    if (against is not None) + rank + decline > 1:
        raise DataError("--against, --rank and --double-decline: expected one of them")
    if (against is not None or rank) and len(names) != 1:
        option = "--rank" if rank else "--against"
        raise DataError(f"{option} needs one definition, found {len(names)}")
    if decline and (names or groups):
        raise DataError("--double-decline has definitions of its own, and is of the whole body")
    if rank and not groups:
        raise DataError("--rank needs groups: expected --by")
    year = open_year(folder, as_of)
    warn(year)
    if decline:
        return _print_decline(year, as_json)
    if against is not None:
        return _print_comparison(year.compare(names[0], against, groups), as_json)
    found = year.rates(names or None, by=groups)
    _say_left_out(found.findings, named=len(names) != 1)
    if found.left_out:
        columns = "、".join(word("heads", name) for name in found.by)
        print(
            word("show", "left_out").format(by=columns, names="、".join(found.left_out)),
            file=sys.stderr,
        )
    print_frame(year.ranking(names[0], groups) if rank else found, as_json)


def tally(
    ledger: Annotated[str, typer.Argument(metavar="LEDGER", help="applications, tasks …")],
    folder: Folder,
    by: By = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Count the rows of a ledger by cell and group."""
    found = asked(folder, as_of, lambda year: year.tally(ledger, by=items(by)))
    _say_left_out(found.findings)
    print_frame(found, as_json)


def duties(folder: Folder, as_of: AsOf = None, as_json: AsJson = False) -> None:
    """What each duty of the plan expects, what is there, and what is missing."""
    found = asked(folder, as_of, lambda year: year.duties())
    if as_json:
        return print_lines(found.to_dicts())
    for each in found:
        print_block(*each.shown)


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


def asked(folder: Path, as_of: str | None, ask: Callable[[Year], _Found]) -> _Found:
    """What a year answers; rows that may be missing from it are said on standard error."""
    year = open_year(folder, as_of)
    found = ask(year)
    warn(year)
    return found


def warn(year: Year) -> None:
    """Say on standard error that rows may be missing from what is printed."""
    # A row that cannot be placed stands in no count; who reads the counts alone must know.
    fatal = fatal_rows(year.folder)
    if fatal:
        print(word("show", "uncounted").format(n=fatal), file=sys.stderr)


def _print_comparison(found: Comparison, as_json: bool) -> None:
    _say_left_out(found.rates.findings, named=True)
    print_frame(found.rates, as_json)
    if not as_json and not len(found):
        return print(word("show", "alike"))
    print_frame(found, as_json)


def _print_decline(year: Year, as_json: bool) -> None:
    found = year.double_decline()
    if as_json:
        return print_lines([found.to_dict()])
    for line in found.lines:
        print(line)


def _say_left_out(findings: Findings, named: bool = False) -> None:
    # Rows that stand in no group are in no line that is printed.
    for each in findings:
        who = f"（{each.where['definition']}）" if named else ""
        print(each.message + who, file=sys.stderr)


def _group(pairs: Iterable[str]) -> dict[str, str]:
    group = {}
    for pair in pairs:
        column, equals, value = pair.partition("=")
        if not equals or not column:
            raise DataError(f"--where is '{pair}', expected COL=VALUE")
        group[column] = value
    return group
