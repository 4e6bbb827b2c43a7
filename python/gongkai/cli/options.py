"""Arguments and options that several commands share."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

Folder = Annotated[Path, typer.Argument(metavar="DIR", help="A year folder.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]
AsOf = Annotated[
    str | None, typer.Option("--as-of", metavar="DATE", help="Date of count, within the year.")
]
By = Annotated[
    list[str] | None, typer.Option("--by", metavar="NAME", help="Group: a,b or repeated.")
]
ShowAll = Annotated[bool, typer.Option("--all", help="Also what is in order.")]


def items(values: Iterable[str] | None) -> list[str]:
    """The items of an option: ``a,b`` and a repeated option are the same."""
    return [item.strip() for value in values or () for item in value.split(",") if item.strip()]
