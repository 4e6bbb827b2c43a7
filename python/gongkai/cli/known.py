"""Commands that list what gongkai knows: definitions and rules."""

from pathlib import Path
from typing import Annotated

import typer

from gongkai import _templates
from gongkai._templates import word
from gongkai.cli.options import AsJson
from gongkai.cli.show import print_block, print_lines
from gongkai.result.definition import sum_of
from gongkai.year import definitions as find_definitions


def definitions(
    folder: Annotated[
        Path | None, typer.Argument(metavar="[DIR]", help="With those of a year folder.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Every rate that can be asked for: what stands above and below the line, and who says so."""
    known = find_definitions(folder)
    if as_json:
        return print_lines(known.to_dicts())
    for each, shown in zip(known, known.to_dicts(), strict=True):
        told = {"ledgers": "、".join(word("ledger", name) for name in each.ledgers)}
        told |= {name: word(name, shown[name]) for name in ("rounding", "direction", "origin")}
        print_block(
            f"{each.id}  {each.name}",
            [
                shown["formula"],
                f"{sum_of(each.numerator)} ÷ {sum_of(each.denominator)}",
                word("show", "rounding").format(**{**shown, **told}),
                each.source,
            ],
        )


def rules(as_json: AsJson = False) -> None:
    """Every rule: what it checks, how grave it is, and where it comes from."""
    known = _templates.rules().all()
    if as_json:
        return print_lines(known)
    for each in known:
        severity = word("severity", each["severity"])
        print_block(f"{each['id']}  {each['name']}（{severity}）", [each["checks"], each["source"]])
