"""Tallies: counts by group and cell, which add."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from gongkai import _core as core
from gongkai.result.findings import Findings
from gongkai.result.frame import Frame, group_columns, group_in_order
from gongkai.result.reach import head

_FEN_IN_WAN = 1_000_000


@dataclass(frozen=True)
class Count:
    """How many stand in one cell, for one group."""

    group: dict[str, str]
    cell: str
    figure: core.Figure

    @property
    def count(self) -> int | float | None:
        """The number, in 万元 where the cell is an amount; None where it is not known."""
        value = self.figure.value
        if value is None or not self.cell.endswith("fees_wan"):
            return value
        return value // _FEN_IN_WAN if value % _FEN_IN_WAN == 0 else value / _FEN_IN_WAN


class Tally(Frame[Count]):
    """The counts of one ledger: no rates, no averages, only what adds.

    Two tallies of the same ledger and grouping add with ``+``; what is unknown in one of them is
    unknown in the sum. The table has the group columns, ``cell`` and ``count``; ``findings`` say
    how many rows stand in no group, and why.
    """

    def __init__(
        self,
        ledger: str,
        by: Sequence[str],
        counts: Iterable[tuple[dict[str, str], str, core.Figure]],
        findings: Findings | None = None,
    ) -> None:
        self.ledger = ledger
        self.by = tuple(by)
        self.findings = findings or Findings(())
        rows = [
            Count(group_in_order(self.by, group), cell, figure) for group, cell, figure in counts
        ]
        super().__init__(sorted(rows, key=lambda count: tuple(count.group.values())))

    def __add__(self, other: "Tally") -> "Tally":
        if not isinstance(other, Tally):
            return NotImplemented
        if (self.ledger, self.by) != (other.ledger, other.by):
            raise core.DataError(f"{_name(other)} does not add to {_name(self)}")
        sums: dict[tuple[tuple[str, ...], str], Count] = {}
        for count in (*self, *other):
            key = tuple(count.group.values()), count.cell
            there = sums.get(key)
            figure = count.figure if there is None else there.figure + count.figure
            sums[key] = Count(count.group, count.cell, figure)
        ranks = _cell_ranks([*self, *other])
        out = self._of(sums[key] for key in sorted(sums, key=lambda key: (key[0], ranks[key[1]])))
        out.findings = Findings((*self.findings, *other.findings))
        return out

    def columns(self) -> dict[str, list[Any]]:
        """The group columns, ``cell`` and ``count``."""
        counts = [each.count for each in self]
        if any(isinstance(count, float) for count in counts):
            counts = [None if count is None else float(count) for count in counts]
        return {
            **group_columns(self.by, (each.group for each in self)),
            "cell": [each.cell for each in self],
            "count": counts,
        }

    def columns_shown(self) -> dict[str, list[Any]]:
        """The same under the heads of the ledger."""
        columns = self.columns()
        if self.ledger != "pushes":
            return columns
        return {head(name) if name in self.by else name: columns[name] for name in columns}

    def to_dicts(self) -> list[dict[str, Any]]:
        """One dict a count, as ``tally`` prints it."""
        return [{"group": each.group, "cell": each.cell, "count": each.count} for each in self]


def _name(tally: Tally) -> str:
    return f"a tally of {tally.ledger} by {', '.join(tally.by) or 'nothing'}"


def _cell_ranks(counts: list[Count]) -> dict[str, tuple[str, int]]:
    # Cells of a measure stand in its order, those of the form, behind them, in that of the form.
    cells = {each.cell for each in counts}
    orders = {source: _order(source) for source in {cell.split("/")[0] for cell in cells}}
    return {
        cell: (cell.split("/")[0], orders[cell.split("/")[0]][cell.partition("/")[2]])
        for cell in cells
    }


def _order(source: str) -> dict[str, int]:
    names = _form_cells(source) if source.startswith("table") else core.measure_cells(source)
    return {name: place for place, name in enumerate(names)}


def _form_cells(table: str) -> list[str]:
    rows, columns = core.table_rows(table), core.table_columns(table)
    return rows if table == "table2" else [f"{row}/{column}" for row in rows for column in columns]
