"""Commands that list what gongkai knows: definitions and rules."""

from pathlib import Path
from typing import Annotated, Any

import typer

from gongkai import _templates
from gongkai._core import Definition
from gongkai._templates import word
from gongkai.cli.options import AsJson
from gongkai.cli.show import print_block, print_lines
from gongkai.year import open as open_year


def definitions(
    folder: Annotated[
        Path | None, typer.Argument(metavar="[DIR]", help="With those of a year folder.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Every rate that can be asked for: what stands above and below the line, and who says so."""
    known = _templates.definitions() if folder is None else open_year(folder).definitions
    if as_json:
        return print_lines(_definition(each) for each in known)
    for each in known:
        above, below = (" + ".join(side) for side in (each.numerator, each.denominator))
        print_block(f"{each.id}  {each.name}", [f"{above} ÷ {below}", each.source])


def rules(as_json: AsJson = False) -> None:
    """Every rule: what it checks, how grave it is, and where it comes from."""
    known = _templates.rules().all()
    if as_json:
        return print_lines(known)
    for each in known:
        severity = word("severity", each["severity"])
        print_block(f"{each['id']}  {each['name']}（{severity}）", [each["checks"], each["source"]])


def _definition(definition: Definition) -> dict[str, Any]:
    return {
        "definition": definition.id,
        "name": definition.name,
        "numerator": definition.numerator,
        "denominator": definition.denominator,
        "direction": definition.direction,
        "source": definition.source,
    }
