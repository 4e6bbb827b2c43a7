"""The command: what it is asked, what it prints, and how it ends."""

import io
import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from rich import box
from rich.cells import cell_len, chop_cells
from rich.console import Console
from rich.table import Table
from rich.text import Text

from gongkai import _templates
from gongkai._core import DataError, Definition, __version__
from gongkai._templates import word
from gongkai.audit import audit as audit_files
from gongkai.result import Findings, Frame
from gongkai.result.frame import shown
from gongkai.year import due as due_date
from gongkai.year import open as open_year

app = typer.Typer(
    name="gongkai",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

_WIDTH = 100
_NARROW = 12
_INDENT = " " * 4
# A line is not broken inside a date, an id or a file name, nor before a stop.
_PIECE = re.compile(r"(?:[!-~]+|[^!-~])[、，。；：）”’》]*")
_RANGE = ("earliest", "latest")

Folder = Annotated[Path, typer.Argument(metavar="DIR", help="A year folder.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]
AsOf = Annotated[
    str | None, typer.Option("--as-of", metavar="DATE", help="Date of count, within the year.")
]
By = Annotated[
    list[str] | None, typer.Option("--by", metavar="NAME", help="Group: a,b or repeated.")
]
ShowAll = Annotated[bool, typer.Option("--all", help="Also what is in order.")]


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


@app.command()
def check(
    folder: Folder, as_of: AsOf = None, all_: ShowAll = False, as_json: AsJson = False
) -> None:
    """Read everything and print what is wrong; exit 1 on a fatal finding."""
    year = open_year(folder, as_of)
    findings = year.checks if all_ else year.findings
    _print_findings(findings, as_json)
    raise typer.Exit(1 if findings.fatal else 0)


@app.command()
def audit(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Finished reports.")],
    previous: Annotated[
        Path | None, typer.Option("--previous", metavar="FILE", help="Last year's report.")
    ] = None,
    all_: ShowAll = False,
    as_json: AsJson = False,
) -> None:
    """Check finished reports; exit 1 on a failure above hint."""
    findings = audit_files(files, previous, passes=all_)
    _print_findings(findings, as_json)
    raise typer.Exit(1 if findings.faults else 0)


@app.command()
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
    found = open_year(folder, as_of).rates(ids or None, by=_items(by))
    for each in found.findings:
        print(each.message, file=sys.stderr)
    if found.left_out:
        groups = "、".join(word("heads", name) for name in found.by)
        print(
            word("show", "left_out").format(by=groups, names="、".join(found.left_out)),
            file=sys.stderr,
        )
    _print(found, as_json)


@app.command()
def tally(
    ledger: Annotated[str, typer.Argument(metavar="LEDGER", help="applications, tasks …")],
    folder: Folder,
    by: By = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Count the rows of a ledger by cell and group."""
    _print(open_year(folder, as_of).tally(ledger, by=_items(by)), as_json)


@app.command()
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
    _print(open_year(folder, as_of).why(place, _group(where or [])), as_json)


@app.command()
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
            return _print_lines(soon.to_dicts())
        hidden = () if any(each is None for each in soon.columns()["due"]) else _RANGE
        return _print_table({k: v for k, v in soon.columns().items() if k not in hidden})
    if within is not None or as_of is not None:
        raise DataError(f"'{target}' is no year folder: --within and --as-of need one")
    found = due_date(target, 20 if days is None else days)
    if as_json:
        return _print_lines([found.to_dict()])
    print(found.text)
    _print_table(found.ledger.columns())


@app.command()
def report(
    folder: Folder,
    out: Annotated[Path, typer.Option("-o", "--out", help="Where to.")] = Path("out"),
    formats: Annotated[
        list[str] | None, typer.Option("--format", help="docx,html,json or repeated.")
    ] = None,
    units: Annotated[bool, typer.Option("--units", help="Also one of every unit.")] = False,
    as_of: AsOf = None,
) -> None:
    """The statutory report; nothing is written while a finding is fatal."""
    year = open_year(folder, as_of)
    reports = {out: year.report()}
    if units:
        reports |= {out / _folder_name(unit): each for unit, each in year.unit_reports().items()}
    fatal = [each for made in reports.values() for each in Findings(made.findings).fatal]
    if fatal:
        _print_findings(Findings(fatal), False)
        raise typer.Exit(1)
    for target, made in reports.items():
        for file in made.save(target, formats=tuple(_items(formats)) or ("docx", "html", "json")):
            print(file)


@app.command()
def workbook(
    folder: Folder,
    out: Annotated[Path, typer.Option("-o", "--out", metavar="FILE.xlsx", help="Where to.")],
    scheme: Annotated[str | None, typer.Option("--scheme", help="Scoring scheme.")] = None,
    as_of: AsOf = None,
) -> None:
    """The assessment workbook."""
    print(open_year(folder, as_of).workbook(out, scheme))


@app.command()
def definitions(
    folder: Annotated[
        Path | None, typer.Argument(metavar="[DIR]", help="With those of a year folder.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Every rate that can be asked for: what stands above and below the line, and who says so."""
    known = _templates.definitions() if folder is None else open_year(folder).definitions
    if as_json:
        return _print_lines(_definition(each) for each in known)
    for each in known:
        above, below = (" + ".join(side) for side in (each.numerator, each.denominator))
        _print_block(f"{each.id}  {each.name}", [f"{above} ÷ {below}", each.source])


@app.command()
def rules(as_json: AsJson = False) -> None:
    """Every rule: what it checks, how grave it is, and where it comes from."""
    known = _templates.rules().all()
    if as_json:
        return _print_lines(known)
    for each in known:
        severity = word("severity", each["severity"])
        _print_block(
            f"{each['id']}  {each['name']}（{severity}）", [each["checks"], each["source"]]
        )


def _definition(definition: Definition) -> dict[str, Any]:
    return {
        "definition": definition.id,
        "name": definition.name,
        "numerator": definition.numerator,
        "denominator": definition.denominator,
        "direction": definition.direction,
        "source": definition.source,
    }


def _items(values: Iterable[str] | None) -> list[str]:
    # "a,b" and a repeated option are the same.
    return [item.strip() for value in values or () for item in value.split(",") if item.strip()]


def _group(pairs: Iterable[str]) -> dict[str, str]:
    group = {}
    for pair in pairs:
        column, equals, value = pair.partition("=")
        if not equals or not column:
            raise DataError(f"--where is '{pair}', expected COL=VALUE")
        group[column] = value
    return group


def _folder_name(unit: str) -> str:
    # A unit's name is a folder here and nothing else.
    return unit.replace("/", "／").replace("\\", "＼").lstrip(".") or "_"


def _print(found: Frame[Any], as_json: bool) -> None:
    if as_json:
        _print_lines(found.to_dicts())
    else:
        _print_table(found.columns_shown())


def _print_findings(findings: Findings, as_json: bool) -> None:
    if as_json:
        return _print_lines(findings.to_dicts())
    for each in findings:
        state = "" if each.status == "fail" else f" {word('status', each.status)}"
        _print_block(f"{word('severity', each.severity)}{state}  {each.rule}", [each.message])
    print(findings.summary)


def _print_block(head: str, texts: Iterable[str]) -> None:
    print(head)
    for text in texts:
        for line in _wrapped(text, _WIDTH - len(_INDENT)):
            print(f"{_INDENT}{line}")


def _wrapped(text: str, width: int) -> list[str]:
    lines = [""]
    for piece in _PIECE.findall(text):
        if lines[-1] and cell_len(lines[-1] + piece) > width:
            lines.append("")
        lines[-1:] = chop_cells(lines[-1] + piece, width)
    return [line.rstrip() for line in lines]


def _print_lines(lines: Iterable[Mapping[str, Any]]) -> None:
    for line in lines:
        print(json.dumps(line, ensure_ascii=False, allow_nan=False))


def _print_table(columns: Mapping[str, Sequence[Any]]) -> None:
    console = Console(highlight=False)
    console.width = min(console.width, _WIDTH) if console.is_terminal else _WIDTH
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    texts = {name: [shown(name, value) for value in columns[name]] for name in columns}
    for name, values in columns.items():
        table.add_column(
            word("heads", name),
            justify="right" if any(isinstance(each, int | float) for each in values) else "left",
            overflow="fold",
            no_wrap=max(map(cell_len, texts[name]), default=0) <= _NARROW,
        )
    for row in zip(*texts.values(), strict=True):
        table.add_row(*map(Text, row))
    console.print(table)
