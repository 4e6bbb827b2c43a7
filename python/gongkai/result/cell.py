"""Cells of measures in words, column by column, so that filters find the rows of a cell."""

from collections.abc import Sequence
from dataclasses import dataclass

from gongkai import _core as core
from gongkai._templates import word
from gongkai.result.definition import outcome_label

_TIMED = ("came", "due", "done")
_HEADS = {
    "flow": ("received", "outcome"),
    "disputes": ("kind", "result"),
    "pushes": ("delivered", "opened"),
}


@dataclass(frozen=True)
class CellWords:
    """The cells of one measure in words: the heads of its columns, and a line for each cell.

    No two cells have the same words in all columns.
    """

    measure: str
    heads: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]


def cell_words() -> list[CellWords]:
    """Every measure's cells in words, in the order of the measures."""
    return [_told(measure, core.measure_cells(measure)) for measure in core.measures()]


def _told(measure: str, cells: Sequence[str]) -> CellWords:
    heads = _HEADS.get(measure) or (_TIMED if cells[2].count(".") == 2 else ("cell",))
    name = word("evidence_measure", measure)
    return CellWords(
        measure,
        tuple(
            word("evidence", "head").format(measure=name, part=word("evidence", part))
            for part in heads
        ),
        tuple(_line(measure, cell, len(heads)) for cell in cells),
    )


def _line(measure: str, cell: str, columns: int) -> tuple[str, ...]:
    if cell in ("outside", "unclassified", "co_defendant"):
        return (word("evidence", cell), *[word("evidence", "none")] * (columns - 1))
    if columns == 1:
        return (word(f"place_{measure}", cell),)
    segments = cell.split(".")
    if measure == "flow":
        came, outcome = segments
        stock = "new_received" if came == "new" else "carried_over"
        return word("place_table3", stock), _outcome(outcome)
    if measure == "disputes":
        kind, result = segments
        return core.label("table4", kind), _result(result)
    if measure == "pushes":
        return tuple(word("place_pushes", segment) for segment in segments)
    return tuple(
        word(f"place_{part}", segment) for part, segment in zip(_TIMED, segments, strict=True)
    )


def _outcome(segment: str) -> str:
    return word("place_done", "open") if segment == "forward" else outcome_label(segment)


def _result(segment: str) -> str:
    return core.label("table4", segment) or word("evidence", segment)
