"""Commands that set counts beside each other: parts of a whole, days of replies, years, units."""

import sys
from typing import Annotated

import typer

from gongkai.cli.count import asked
from gongkai.cli.options import AsJson, AsOf, By, Folder, items
from gongkai.cli.show import print_frame
from gongkai.year.bridge import NEW


def shares(
    folder: Folder,
    by: By = None,
    of: Annotated[
        str, typer.Option("--of", metavar="PLACE", help="The whole: table3/new_received/total …")
    ] = "table3/closed_total/total",
    digits: Annotated[int, typer.Option("--digits", help="Of the percentages.")] = 2,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """The parts of one whole in percent that make 100: outcomes, channels …."""
    groups = items(by) or ["outcome_group"]
    found = asked(folder, as_of, lambda year: year.shares(groups, of, digits=digits))
    print(found.note, file=sys.stderr)
    print_frame(found, as_json)


def days(folder: Folder, by: By = None, as_of: AsOf = None, as_json: AsJson = False) -> None:
    """How many working days replies took, from receipt to the effective reply."""
    print_frame(asked(folder, as_of, lambda year: year.days(by=items(by))), as_json)


def bridge(
    folder: Folder,
    of: Annotated[
        str, typer.Argument(metavar="[PLACE]", help="A count, or rate/ID/numerator.")
    ] = NEW,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Why a count changed since last year, in parts that add up to the change."""
    print_frame(asked(folder, as_of, lambda year: year.bridge(of=of)), as_json)


def rollup(
    folder: Folder,
    place: Annotated[
        str, typer.Argument(metavar="[PLACE]", help="A count: table4/review/corrected …")
    ] = NEW,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """A count over the tree of units: own part, taken over, below, total."""
    print_frame(asked(folder, as_of, lambda year: year.roll_up(place)), as_json)
