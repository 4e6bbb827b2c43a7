"""Dates as callers give them."""

from datetime import date, datetime, timedelta

from gongkai._core import Books, DataError


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


def year_before(day: date) -> date:
    """The same day of the year before; 28 February for the 29th."""
    if (day.month, day.day) == (2, 29):
        day -= timedelta(days=1)
    return day.replace(year=day.year - 1)


def books_before(books: Books, previous: Books) -> Books:
    """Last year's books counted to the same day; raises DataError where they are of another."""
    if previous.year != books.year - 1:
        raise DataError(f"previous is of {previous.year}, expected {books.year - 1}")
    return previous.as_of(year_before(books.date_of_count))
