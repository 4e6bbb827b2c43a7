"""Table 三 and every deadline as a good pandas user counts them: no loop over rows."""

from datetime import date, timedelta

import numpy as np
import numpy.typing as npt
import pandas as pd
import polars as pl
from data import AS_OF, DATES, FIRST, NOT_YET
from gongkai import _core as core

Days = npt.NDArray[np.datetime64]
Whole = npt.NDArray[np.int64]

REPLY, EXTENSION, CORRECTION, CONSULTATION = 20, 20, 7, 15
NOTICES = ["correction_notice", "extended", "consult_sent", "fee_notice"]  # as of one day
NEVER = np.datetime64("9999-12-31", "s")
CAME = ["old", "new"]
DUE = ["before", "in", "after", "none"]
DONE = ["earlier", "on_time", "late", "open", "paused"]
CELLS = [f"{came}.{due}.{done}" for came in CAME for due in DUE for done in DONE]


class WorkingDays:
    """The working days of a few years in order, so that counting them is a search."""

    def __init__(self, calendar: core.Calendar, first: date, last: date) -> None:
        days = [first + timedelta(n) for n in range((last - first).days + 1)]
        worked = [calendar.count(day - timedelta(1), day) == 1 for day in days]
        self.days = np.array(days, dtype="datetime64[s]")[np.array(worked)]

    def rank(self, day: Days) -> Whole:
        return np.searchsorted(self.days, day, side="right")

    def add(self, start: Days, working_days: int | Whole) -> Days:
        """The day on which so many working days have passed; the start is day 0."""
        due: Days = self.days[self.rank(start) + working_days - 1]
        return due

    def count(self, after: Days, until: Days) -> Whole:
        """Working days later than `after`, up to `until` itself."""
        passed: Whole = np.maximum(self.rank(until) - self.rank(after), 0)
        return passed


def table_three(frame: pd.DataFrame) -> pd.DataFrame:
    """Counts of what came in the year: a row each unit, month and kind; a column each row of 三."""
    inside = frame["received"].between(FIRST, AS_OF)
    outcome = frame["outcome"].cat.add_categories("carried_forward")
    rows = pd.DataFrame(
        {
            "unit": frame["unit"],
            "month": frame["received"].dt.month.astype("int8"),
            "kind": frame["applicant_kind"],
            "row": outcome.where(frame["answered"] <= AS_OF, "carried_forward"),
        }
    )[inside]
    sizes = rows.groupby(["unit", "month", "kind", "row"], observed=True).size()
    counts = sizes.unstack("row", fill_value=0)
    counts.columns = counts.columns.astype(str)
    counts["new_received"] = counts.sum(axis=1)
    counts["closed_total"] = counts["new_received"] - counts["carried_forward"]
    return counts


class Clocks:
    """The clocks of the requests to which something happened, all wound on at once."""

    def __init__(self, frame: pd.DataFrame | pl.DataFrame, days: WorkingDays) -> None:
        self.days = days
        columns = {name: frame[name].to_numpy() for name in DATES}
        self.received, self.columns = columns["received"], columns
        self.until = np.fmin(columns["answered"], AS_OF)  # nothing happens after the reply
        more = frame["extension_days"].to_numpy()
        self.granted = np.where(np.isnan(more), EXTENSION, np.fmin(more, EXTENSION)).astype(int)
        self.no_cap = frame["consult_kind"].to_numpy() == "other_organ"
        self.start = self.received.copy()
        self.due = days.add(self.start, REPLY)
        self.restart = np.full(len(frame), NOT_YET, "datetime64[s]")  # NaT: the clock runs
        self.extension = np.zeros(len(frame), int)
        self.sent = np.full(len(frame), NOT_YET, "datetime64[s]")
        self.back = self.sent.copy()

    def run(self) -> Days:
        events = np.stack([self.columns[name] for name in NOTICES], axis=1)
        events[events > self.until[:, None]] = NOT_YET
        order = np.argsort(events, axis=1, kind="stable")
        limit = self.days.add(self.received, CORRECTION)
        for turn in range(len(NOTICES)):
            which = order[:, turn]
            on = np.take_along_axis(events, which[:, None], axis=1)[:, 0]
            self.start_again(np.flatnonzero(self.restart <= on))
            in_time = ~np.isnat(on) & (~np.isnat(self.restart) | (on <= self.due))
            self.stop(
                np.flatnonzero((which == 0) & (on <= limit)), "correction_notice", "corrected"
            )
            self.extend(np.flatnonzero((which == 1) & in_time))
            self.pause(np.flatnonzero((which == 2) & in_time))
            self.stop(np.flatnonzero((which == 3) & in_time), "fee_notice", "fee_paid")
        self.start_again(np.flatnonzero(self.restart < NEVER))
        self.due[~np.isnat(self.restart)] = NOT_YET
        return self.due

    def start_again(self, at: Whole) -> None:
        """The limit is counted anew; what is left of a pause still stops it."""
        self.start[at] = self.restart[at]
        self.restart[at] = NOT_YET
        self.due[at] = self.days.add(self.start[at], REPLY + self.extension[at])
        self.count_pause(at[self.back[at] > self.start[at]])

    def stop(self, at: Whole, notice: str, back: str) -> None:
        came = self.columns[back][at]
        until = np.where(came <= self.until[at], came, NEVER)
        self.restart[at] = np.fmax(self.restart[at], np.fmax(until, self.columns[notice][at]))

    def extend(self, at: Whole) -> None:
        self.extension[at] = self.granted[at]
        self.due[at] = self.days.add(self.due[at], self.granted[at])

    def pause(self, at: Whole) -> None:
        sent, taken = self.columns["consult_sent"][at], self.columns["consult_received"][at]
        came = self.columns["consult_back"][at]
        back = np.where(came <= AS_OF, came, NOT_YET)
        cap = self.days.add(np.where(taken <= AS_OF, taken, sent), CONSULTATION)
        end = np.where(self.no_cap[at], np.fmin(back, np.fmax(sent, AS_OF)), np.fmin(back, cap))
        self.sent[at], self.back[at] = sent, np.fmax(end, sent)
        self.count_pause(at)

    def count_pause(self, at: Whole) -> None:
        begin = np.maximum(self.sent[at], self.start[at])
        self.due[at] = self.days.add(self.due[at], self.days.count(begin, self.back[at]))


def deadlines(frame: pd.DataFrame, days: WorkingDays) -> Days:
    """The deadline of every request; NaT where the clock stands still."""
    due = days.add(frame["received"].to_numpy(), REPLY)
    notices = [frame[name].notna().to_numpy() for name in NOTICES]
    eventful = np.flatnonzero(np.logical_or.reduce(notices))
    due[eventful] = Clocks(frame.iloc[eventful], days).run()
    return due


def cells(frame: pd.DataFrame, due: Days) -> pd.Categorical:
    """Where every request stands: came.due.done."""
    answered, delivered = frame["answered"].to_numpy(), frame["delivered"].to_numpy()
    done = np.where(np.isnat(delivered), answered, delivered)
    is_open = ~((answered <= AS_OF) & (done <= AS_OF))
    still = np.isnat(due)
    came = frame["received"].to_numpy() >= FIRST
    where = np.select([still, due < FIRST, due <= AS_OF], [3, 0, 1], 2)
    how = np.select(
        [is_open & still, is_open, done < FIRST, still | (done <= due)], [4, 3, 0, 1], 2
    )
    codes = (came * len(DUE) + where) * len(DONE) + how
    return pd.Categorical.from_codes(codes, CELLS)
