"""Commands that set counts beside each other: parts of a whole, days of replies, years, units."""

import sys
from typing import Annotated

import typer

from gongkai.cli.count import warn
from gongkai.cli.options import AsJson, AsOf, By, Folder, items
from gongkai.cli.show import print_frame
from gongkai.year import open as open_year
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
    year = open_year(folder, as_of)
    found = year.shares(items(by) or ["outcome_group"], of, digits=digits)
    warn(year)
    print(found.note, file=sys.stderr)
    print_frame(found, as_json)


def days(folder: Folder, by: By = None, as_of: AsOf = None, as_json: AsJson = False) -> None:
    """How many working days replies took, from receipt to the effective reply."""
    year = open_year(folder, as_of)
    found = year.days(by=items(by))
    warn(year)
    print_frame(found, as_json)


def bridge(
    folder: Folder,
    of: Annotated[
        str, typer.Argument(metavar="[PLACE]", help="A count, or rate/ID/numerator.")
    ] = NEW,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Why a count changed since last year, in parts that add up to the change."""
    year = open_year(folder, as_of)
    found = year.bridge(of=of)
    warn(year)
    print_frame(found, as_json)


def rollup(
    folder: Folder,
    place: Annotated[
        str, typer.Argument(metavar="[PLACE]", help="A count: table4/review/corrected …")
    ] = NEW,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """A count over the tree of units: own part, taken over, below, total."""
    year = open_year(folder, as_of)
    found = year.roll_up(place)
    warn(year)
    print_frame(found, as_json)
