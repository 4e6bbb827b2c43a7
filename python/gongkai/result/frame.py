"""Rows that never change, and the ways to show them and to hand them on."""

import html
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from datetime import date
from importlib import import_module
from typing import Any, Generic, Self, TypeVar, overload

from gongkai import _core as core
from gongkai._templates import word

Row = TypeVar("Row")

_SHOWN = 100


class Frame(ABC, Generic[Row]):
    """Rows of one kind, in a fixed order, to be walked, indexed and sliced; and a table.

    Any library that speaks Arrow takes it as it is; ``to_pandas`` and ``to_polars`` need those
    libraries, and nothing else. Without rows it is a table of no rows.
    """

    # Not a Sequence by name: Polars would look at the rows instead of the columns.

    def __init__(self, rows: Iterable[Row]) -> None:
        self._rows: Sequence[Row] = tuple(rows)

    @abstractmethod
    def columns(self) -> dict[str, list[Any]]:
        """The table: plain values by column, one a row, None where there is none."""

    @abstractmethod
    def to_dicts(self) -> list[dict[str, Any]]:
        """One dict a row, with the keys and in the order of the JSON lines."""

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[Row]:
        return iter(self._rows)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> Self: ...
    def __getitem__(self, index: int | slice) -> Row | Self:
        return self._of(self._rows[index]) if isinstance(index, slice) else self._rows[index]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Frame) or type(self) is not type(other):
            return NotImplemented
        return self.to_dicts() == other.to_dicts()

    def _of(self, rows: Iterable[Row]) -> Self:
        twin = copy(self)
        twin._rows = rows if isinstance(rows, type(self._rows)) else tuple(rows)
        return twin

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any:
        columns = list(self.columns().items())
        return core.Table.from_columns(columns).__arrow_c_stream__(requested_schema)

    def to_pandas(self) -> Any:
        """The table as a ``pandas.DataFrame``; needs pandas alone."""
        return import_module("pandas").DataFrame(self.columns())

    def to_polars(self) -> Any:
        """The table as a ``polars.DataFrame``."""
        return import_module("polars").DataFrame(self)

    def columns_shown(self) -> dict[str, list[Any]]:
        """The table as people are shown it, which may say more than ``columns``."""
        return self.columns()

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {len(self)} rows>"

    def _repr_html_(self) -> str:
        columns = self.columns_shown()
        rows = len(next(iter(columns.values()), []))
        more = word("show", "more").format(shown=_SHOWN, rows=rows) if rows > _SHOWN else ""
        return html_table(columns, more)


def html_table(columns: Mapping[str, Sequence[Any]], caption: str = "") -> str:
    """The first rows of a table as HTML, its heads and ids in their words."""
    heads = _line("th", (word("heads", name) for name in columns))
    rows = list(zip(*columns.values(), strict=True))[:_SHOWN]
    lines = (
        _line("td", (shown(name, value) for name, value in zip(columns, row, strict=True)))
        for row in rows
    )
    above = f"<caption>{html.escape(caption)}</caption>" if caption else ""
    return f"<table>{above}<thead>{heads}</thead><tbody>{''.join(lines)}</tbody></table>"


def _line(tag: str, texts: Iterable[str]) -> str:
    return "<tr>" + "".join(f"<{tag}>{html.escape(text)}</{tag}>" for text in texts) + "</tr>"


def shown(column: str, value: Any) -> str:
    """A value as people read it: an id in its words, nothing where it is unknown."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return word("show", "yes" if value else "no")
    if isinstance(value, list | tuple):
        return "、".join(map(str, value))
    if isinstance(value, float):
        return f"{value:.4f}".rstrip("0").rstrip(".")
    return core.label(column, str(value)) or word(column, str(value))


def plain(value: Any) -> Any:
    """A value as JSON holds it: dates in ISO form."""
    return value.isoformat() if isinstance(value, date) else value


def group_columns(
    by: Sequence[str], groups: Iterable[Mapping[str, str]]
) -> dict[str, list[str | None]]:
    """The columns that name the groups."""
    groups = list(groups)
    return {name: [group.get(name) for group in groups] for name in by}


def group_in_order(by: Sequence[str], group: Mapping[str, str]) -> dict[str, str]:
    """A group with its names in the order they were asked for."""
    return {name: group[name] for name in by if name in group}
