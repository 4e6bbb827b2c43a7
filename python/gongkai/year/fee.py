"""Information processing fees, by requests or by pages."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Self

from gongkai import _templates
from gongkai._core import DataError
from gongkai.result import Frame
from gongkai.result.rows import by_row
from gongkai.year.dates import as_date

_Band = tuple[int, int, int, int]


class FeeBands(Frame[_Band]):
    """What each band of a fee comes to: first, last, yuan_each, yuan."""

    def columns(self) -> dict[str, list[Any]]:
        """The table, as it is printed."""
        heads = ("first", "last", "yuan_each", "yuan")
        return {head: [band[at] for band in self] for at, head in enumerate(heads)}

    def to_dicts(self) -> list[dict[str, Any]]:
        """One dict a band."""
        return by_row(self.columns())


class Fee(int):
    """An amount in yuan that knows its bands."""

    _bands: FeeBands

    @classmethod
    def of(cls, bands: Iterable[_Band]) -> Self:
        """The sum of these bands."""
        rows = FeeBands(bands)
        made = cls(sum(yuan for _, _, _, yuan in rows))
        made._bands = rows
        return made

    def why(self) -> FeeBands:
        """The bands it adds up; without rows where nothing is charged."""
        return self._bands


def fee(*, items: int | None = None, pages: int | None = None, on: str | date | None = None) -> Fee:
    """What an applicant may be charged for processing, in yuan.

    A request is charged by items or by pages, never by both (《政府信息公开信息处理费管理办法》,
    art. 3); each further band is dearer.

    Parameters
    ----------
    items : int, optional
        Requests of one applicant in one calendar month.
    pages : int, optional
        Pages handed over for one request.
    on : str or datetime.date, optional
        The day whose rule holds; the latest rule unless given.

    Returns
    -------
    Fee
        A whole number of yuan, with ``why()``.

    Raises
    ------
    DataError
        Both or neither are given, a number below 0 or above 100,000, a day before the first rule.

    Examples
    --------
    >>> import gongkai as gk
    >>> gk.fee(items=31), gk.fee(pages=101)
    (2200, 720)
    """
    given = [(name, n) for name, n in (("items", items), ("pages", pages)) if n is not None]
    if len(given) != 1:
        raise DataError("a fee goes by items or by pages, expected exactly one of them")
    day = None if on is None else as_date(on, "on")
    return Fee.of(_templates.law().fee(*given[0], day))
