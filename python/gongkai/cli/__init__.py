"""The command: what it is asked, what it prints, and how it ends."""

import io
import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from gongkai._core import DataError, __version__
from gongkai.cli.check import audit, check
from gongkai.cli.count import duties, rates, tally, why
from gongkai.cli.due import due
from gongkai.cli.known import definitions, rules
from gongkai.cli.measured import bridge, days, rollup, shares
from gongkai.cli.plan import plan
from gongkai.cli.reach import reach
from gongkai.cli.write import new, report, workbook

__all__ = ["main"]

app = typer.Typer(
    name="gongkai",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for _command in (
    new,
    check,
    plan,
    audit,
    rates,
    tally,
    duties,
    why,
    shares,
    days,
    bridge,
    rollup,
    reach,
    due,
    report,
    workbook,
    definitions,
    rules,
):
    app.command()(_command)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 0 fine, 1 findings, 2 wrong use or unreadable input, 3 cannot write."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        app(args=arguments, prog_name="gongkai")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0 if end.code is None else 2
    except DataError as error:
        return _stop(2, error)
    except OSError as error:
        return _stop(3, error)
    return 0


def _stop(code: int, error: Exception) -> int:
    print(" ".join(str(error).split()), file=sys.stderr)
    return code


def _version(asked: bool) -> None:
    if asked:
        print(f"gongkai {__version__}")
        raise typer.Exit


@app.callback()
def _gongkai(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say the version.")
    ] = False,
) -> None:
    """From the ledgers of an open-government office to its annual report."""
