"""Reach: how many recipients pushes reached, each counted once in its group."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from functools import cache
from typing import Any, NamedTuple, overload

from gongkai import _core as core
from gongkai._templates import word
from gongkai.result.findings import Findings
from gongkai.result.frame import Frame

Key = str | int | None


class Reached(NamedTuple):
    """One group of one grouping: all counts but two are recipients, each counted once.

    A group's column is None where the push has none. ``events`` are pushes, ``null_recipients``
    those of nobody. A count is None where no source has its column.
    """

    by: tuple[str, ...]
    group: dict[str, Key]
    events: int
    recipients: int
    null_recipients: int
    delivered: int | None
    opened: int | None
    eligible: int | None
    delivered_eligible: int | None
    applied: int | None
    watched: int | None
    redeemed: int | None


_NUMBERS = Reached._fields[2:]
# What a line has; who watched to the end is asked of a group, or of the table.
_COUNTS = tuple(name for name in _NUMBERS if name != "watched")


class Groups(Sequence[Reached]):
    """Rows of a table of the core, each made when it is asked for: there may be millions."""

    def __init__(self, by: Sequence[Sequence[str]], table: core.Table) -> None:
        self.table = table
        self._rows = range(table.rows)
        self._by = {",".join(names): tuple(names) for names in by}
        self._values = cache(table.column)

    @property
    def is_whole(self) -> bool:
        """Whether they are all rows of the table, as they stand there."""
        return self._rows == range(self.table.rows)

    def column(self, name: str) -> list[Any]:
        """One column of these rows."""
        return list(map(self._values(name).__getitem__, self._rows))

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, index: int) -> Reached: ...
    @overload
    def __getitem__(self, index: slice) -> Groups: ...
    def __getitem__(self, index: int | slice) -> Reached | Groups:
        rows = self._rows[index]
        if isinstance(rows, range):
            twin = copy(self)
            twin._rows = rows
            return twin
        by, *numbers = (self._values(name)[rows] for name in ("by", *_NUMBERS))
        names = self._by[by]
        return Reached(names, {name: self._values(name)[rows] for name in names}, *numbers)

    def __iter__(self) -> Iterator[Reached]:
        keys = {name: self.column(name) for names in self._by.values() for name in names}
        numbers = zip(*map(self.column, _NUMBERS), strict=True)
        for row, (by, counts) in enumerate(zip(self.column("by"), numbers, strict=True)):
            names = self._by[by]
            yield Reached(names, {name: keys[name][row] for name in names}, *counts)


class Reach(Frame[Reached]):
    """Reach by groups, one grouping after the other, the groups of each in the order of their keys.

    The table has ``by`` (the names of the grouping, joined by a comma), the columns of all
    groupings, and the counts. ``findings`` say where recipients opened what was not delivered to
    them, and what could not be read.
    """

    _rows: Groups

    def __init__(
        self,
        by: Sequence[Sequence[str]],
        table: core.Table,
        findings: Findings | None = None,
    ) -> None:
        self.by = tuple(tuple(names) for names in by)
        self.findings = findings or Findings(())
        self._rows = Groups(self.by, table)

    @property
    def keys(self) -> tuple[str, ...]:
        """The columns of all groupings, in the order in which they were first named."""
        return tuple(dict.fromkeys(name for names in self.by for name in names))

    def columns(self) -> dict[str, list[Any]]:
        """``by``, the columns of all groupings (None where a grouping has not that column), and
        the counts."""
        return {name: self._rows.column(name) for name in self._rows.table.names}

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any:
        if self._rows.is_whole:
            return self._rows.table.__arrow_c_stream__(requested_schema)
        return super().__arrow_c_stream__(requested_schema)

    def columns_shown(self) -> dict[str, list[Any]]:
        """The groups as people are shown them: what is not known of any is left out."""
        blank, every = word("reach", "blank"), word("reach", "every")

        def told(each: Reached, name: str) -> Key:
            key = each.group.get(name, every)
            return blank if key is None else key

        return {
            **{head(name): [told(each, name) for each in self] for name in self.keys},
            **{
                f"reach_{name}": values
                for name, values in ((name, self._rows.column(name)) for name in _COUNTS)
                if any(value is not None for value in values)
            },
        }

    def to_dicts(self) -> list[dict[str, Any]]:
        """One dict a group, as ``reach`` prints it."""
        several = len(self.by) > 1
        return [
            {
                **({"by": ",".join(each.by)} if several else {}),
                "group": each.group,
                **{name: getattr(each, name) for name in _COUNTS},
            }
            for each in self
        ]


def head(column: str) -> str:
    """The name by which words know a column of pushes: channel is another one in requests."""
    return f"push_{column}" if column in ("policy", "channel") else column


def order_findings(
    by: Sequence[Sequence[str]], counts: core.ReachCounts, where: Mapping[str, int | str]
) -> Iterator[core.Finding]:
    """Groups that more opened than were delivered to, and hints where more were paid than applied.

    Parameters
    ----------
    by : sequence of sequence of str
        The groupings that were asked for.
    where : mapping
        The file or files.
    """
    groups = Groups(by, counts.table)
    for fault in counts.faults:
        group = groups[fault.row]
        told = word("reach", "opened").format(
            delivered=group.delivered, opened=group.opened, n=fault.count
        )
        names = "、".join(fault.recipients)
        if fault.count > len(fault.recipients):
            names += word("reach", "more")
        yield _of_group(group, "opened", f"{told}（{names}）", where)
    for row in counts.unapplied:
        group = groups[row]
        told = word("reach", "redeemed").format(applied=group.applied, redeemed=group.redeemed)
        yield _of_group(group, "redeemed", told, where)


def _of_group(group: Reached, kind: str, told: str, where: Mapping[str, int | str]) -> core.Finding:
    keys = {name: "" if key is None else key for name, key in group.group.items()}
    return core.Finding(
        "reach.order",
        kind,
        where={**keys, **where},
        found=f"{_told(group)}{told}",
        expected=word("reach", f"{kind}_expected"),
    )


def _told(group: Reached) -> str:
    keys = "、".join(
        word("reach", "group").format(head=word("heads", head(name)), key=key)
        if key is not None
        else word("reach", "group_blank").format(head=word("heads", head(name)))
        for name, key in group.group.items()
    )
    return word("reach", "of_group").format(keys=keys) if keys else ""
