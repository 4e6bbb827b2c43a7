"""How results are printed: tables, blocks of text, and JSON lines."""

import json
import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from rich import box
from rich.cells import cell_len, chop_cells
from rich.console import Console
from rich.table import Table
from rich.text import Text

from gongkai._templates import word
from gongkai.result import Findings, Frame
from gongkai.result.frame import shown

_WIDTH = 100
_NARROW = 12
_GAP = 3  # between columns
_INDENT = " " * 4
_SILENT = 2.0  # seconds before progress is shown
# A line is not broken inside a date, an id or a file name, nor before a stop.
_PIECE = re.compile(r"(?:[!-~]+|[^!-~])[、，。；：）”’》]*")


def print_frame(found: Frame[Any], as_json: bool) -> None:
    if as_json:
        print_lines(found.to_dicts())
    else:
        print_table(found.columns_shown())


def print_findings(findings: Findings, as_json: bool) -> None:
    """Findings in groups with their sum, or every one as a JSON line."""
    if as_json:
        return print_lines(findings.dicts())
    for group in findings.groups:
        first = group.first
        state = "" if first.status == "fail" else word("status", first.status)
        head = [word("severity", first.severity), state, first.rule, group.place_and_count]
        print_block("  ".join(filter(None, head)), group.lines)
    print(findings.summary)


def print_block(head: str, texts: Iterable[str]) -> None:
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


def print_lines(lines: Iterable[Mapping[str, Any]]) -> None:
    for line in lines:
        print(json.dumps(line, ensure_ascii=False, allow_nan=False))


def print_table(columns: Mapping[str, Sequence[Any]]) -> None:
    console = Console(highlight=False)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    texts = {name: [shown(name, value) for value in columns[name]] for name in columns}
    least = 0
    for name, values in columns.items():
        head, width = word("heads", name), max(map(cell_len, texts[name]), default=0)
        column = max(width, cell_len(head)) if width <= _NARROW else _NARROW
        least += column + _GAP
        table.add_column(
            head,
            justify="right" if any(isinstance(each, int | float) for each in values) else "left",
            overflow="fold",
            no_wrap=width <= _NARROW,
            min_width=column,
        )
    # Where there is no room for all columns, lines are too long rather than cut.
    room = min(console.width, _WIDTH) if console.is_terminal else _WIDTH
    console.width = max(room, least)
    for row in zip(*texts.values(), strict=True):
        table.add_row(*map(Text, row))
    console.print(table)


@contextmanager
def progress(list_id: str) -> Iterator[Callable[[int], None]]:
    """Says on the terminal how much is done, in the words ``counting`` of a list, where it takes
    longer than two seconds; elsewhere it is silent."""
    console = Console(stderr=True)
    began, words = time.monotonic(), word(list_id, "counting")
    status = console.status("")
    running = False

    def told(n: int) -> None:
        nonlocal running
        if not console.is_terminal or time.monotonic() - began < _SILENT:
            return
        status.update(words.format(n=n))
        if not running:
            running = True
            status.start()

    try:
        yield told
    finally:
        status.stop()
