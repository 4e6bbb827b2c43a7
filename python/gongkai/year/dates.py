"""Dates as callers give them."""

from datetime import date, datetime

from gongkai._core import DataError


def as_date(value: str | date, what: str = "date") -> date:
    """A date from a date or its ISO text; raises DataError where it is none."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise DataError(f"{what} is '{value}', expected a date as 2022-12-31") from error
