"""Table 三 and every deadline as a good Polars user counts them: lazy, on all cores.

The requests to which nothing happened are expressions; the others go through the same wound-on
clocks as in pandas_counts, which are NumPy and know nothing of pandas.
"""

from datetime import date

import numpy as np
import polars as pl
from data import AS_OF, DATES, FIRST
from pandas_counts import CAME, DONE, DUE, NOTICES, REPLY, Clocks, Days, WorkingDays

AS_OF_DAY, FIRST_DAY = (pl.lit(day.astype("datetime64[D]").item()) for day in (AS_OF, FIRST))
BY = ["unit", "month", "kind", "row"]


def typed(frame: pl.DataFrame) -> pl.DataFrame:
    """Dates as dates, labels as categories: what a user has after reading."""
    labels = [
        name for name, kind in frame.schema.items() if kind == pl.String and name != "case_no"
    ]
    return frame.with_columns(
        *(pl.col(name).cast(pl.Date) for name in DATES),
        *(pl.col(name).cast(pl.Categorical) for name in labels),
    )


def table_three(frame: pl.LazyFrame) -> pl.LazyFrame:
    """Counts of what came in the year, a line each unit, month, kind and row."""
    row = (
        pl.when(pl.col("answered") <= AS_OF_DAY)
        .then(pl.col("outcome").cast(pl.String))
        .otherwise(pl.lit("carried_forward"))
    )
    return (
        frame.filter(pl.col("received").is_between(FIRST_DAY, AS_OF_DAY))
        .select(
            "unit",
            pl.col("received").dt.month().alias("month"),
            pl.col("applicant_kind").alias("kind"),
            row.alias("row"),
        )
        .group_by(BY)
        .len("count")
    )


class Deadlines:
    """Working days as two look-ups, asked by all rows at once."""

    def __init__(self, days: WorkingDays, first: date, last: date) -> None:
        # The last days have no deadline within the years that are known.
        every = np.arange(np.datetime64(first), np.datetime64(last) - 60)
        self.first = int(every[0].astype(int))
        self.days = days
        self.due_of_day = pl.Series(days.add(every, REPLY).astype("datetime64[D]"))

    def of(self, frame: pl.DataFrame) -> pl.Series:
        """The deadline of every request; null where the clock stands still."""
        found = frame.select(
            self.due_of_day.gather(frame["received"].cast(pl.Int32) - self.first).alias("due"),
            pl.any_horizontal(pl.col(name).is_not_null() for name in NOTICES).alias("eventful"),
        )
        rows = found["eventful"].arg_true()
        wound: Days = Clocks(frame[rows], self.days).run()
        return found["due"].scatter(rows, pl.Series(wound.astype("datetime64[D]")))


def cells(frame: pl.LazyFrame) -> pl.LazyFrame:
    """Where every request with its `due` stands: a code of came.due.done."""
    answered, due = pl.col("answered"), pl.col("due")
    done = pl.coalesce("delivered", "answered")
    is_open = ~((answered <= AS_OF_DAY) & (done <= AS_OF_DAY)).fill_null(value=False)
    still = due.is_null()
    where = (
        pl.when(still)
        .then(3)
        .when(due < FIRST_DAY)
        .then(0)
        .when(due <= AS_OF_DAY)
        .then(1)
        .otherwise(2)
    )
    how = (
        pl.when(is_open & still)
        .then(4)
        .when(is_open)
        .then(3)
        .when(done < FIRST_DAY)
        .then(0)
        .when(still | (done <= due))
        .then(1)
        .otherwise(2)
    )
    came = (pl.col("received") >= FIRST_DAY).cast(pl.Int32)
    return frame.select(((came * len(DUE) + where) * len(DONE) + how).cast(pl.UInt8).alias("cell"))


def names() -> list[str]:
    """Cells by code."""
    return [f"{came}.{due}.{done}" for came in CAME for due in DUE for done in DONE]
