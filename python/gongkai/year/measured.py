"""What a year answers about several counts at once: comparisons, rankings, shares, days."""

from abc import ABC, abstractmethod
from datetime import date

from gongkai import _core as core
from gongkai.read.folder import Folder
from gongkai.result import Comparison, Contrast, Ranking, RollUp, Shares, Spreads
from gongkai.year.bridge import NEW, Bridge, bridge
from gongkai.year.decline import CORRECTIONS, DISPUTES, DoubleDecline, double_decline
from gongkai.year.rates import By, names_of, rates_of
from gongkai.year.shares import shares_of


class Measured(ABC):
    """The part of ``Year`` that sets counts beside each other."""

    folder: Folder
    books: core.Books
    law: core.Law
    previous: "Measured | None"

    @abstractmethod
    def definition(self, name: str) -> core.Definition:
        """The definition of that id; raises DataError where there is none."""

    @abstractmethod
    def _counted(self, as_of: str | date | None) -> core.Books:
        """The books at a date of count."""

    def compare(
        self, first: str, second: str, by: By | None = None, as_of: str | date | None = None
    ) -> Comparison:
        """Two definitions side by side, with every row that only one of them counts.

        Parameters
        ----------
        first, second : str
            Ids of definitions: ``"timely.answered"``, ``"timely.due"``.
        by, as_of
            As for ``rate``; both definitions must take the grouping.

        Returns
        -------
        Comparison
            What the rows add to the counts of `first` gives those of `second`, in each group.
            Without rows the two count the same.

        Raises
        ------
        DataError
            Unknown definition, a grouping it cannot have, or a side that counts no rows
            (population) where the two differ.

        Examples
        --------
        >>> import gongkai as gk
        >>> year = gk.open("examples/deqing-2022")
        >>> len(year.compare("timely.due", "timely.due"))
        0
        """
        names, books = names_of(by), self._counted(as_of)
        both = self.definition(first), self.definition(second)
        rates = rates_of(books, both, names, several=True)
        rows = [
            Contrast(each, *both, {name: each.group[name] for name in names})
            for each in core.differences(books, *both, names)
        ]
        return Comparison(names, rates, sorted(rows, key=lambda row: list(row.group.values())))

    def ranking(self, definition: str, by: By, as_of: str | date | None = None) -> Ranking:
        """Groups by one rate, best first, equal ones on one place: 1, 2, 2, 4.

        Groups whose denominator is below the definition's ``rankable_from`` have no rank.

        Raises
        ------
        DataError
            Unknown definition, or a grouping it cannot have.
        """
        names = names_of(by)
        return Ranking(names, rates_of(self._counted(as_of), [self.definition(definition)], names))

    def shares(
        self,
        by: By,
        of: str = "table3/closed_total/total",
        as_of: str | date | None = None,
        *,
        digits: int = 2,
    ) -> Shares:
        """The parts of one whole in percent, which make 100 by the largest remainder.

        Parameters
        ----------
        by : str or sequence of str
            How the whole is parted: ``outcome``, ``channel``, ``applicant_kind``, ``unit`` …;
            ``outcome_group`` takes the outcomes of table 三 by their six groups.
        of : str
            The whole, a place that counts rows: ``"table3/new_received/total"``.
        digits : int
            Of the percentages, 0 to 6.

        Raises
        ------
        DataError
            There is no such place or grouping, or a row may stand in several groups.
        """
        return shares_of(self._counted(as_of), names_of(by), of, digits)

    def days(
        self, ledger: str = "applications", by: By | None = None, as_of: str | date | None = None
    ) -> Spreads:
        """How many working days replies took, from receipt to the effective reply.

        Requests answered in the period; ``month`` is that of the reply.

        Returns
        -------
        Spreads
            Least, median, 90th percentile and most by the nearest rank, and the histogram; empty
            where nothing was answered.

        Raises
        ------
        DataError
            Another ledger, none at all, or a grouping that it does not have.
        """
        if ledger != "applications":
            raise core.DataError(f"days of '{ledger}' are not counted, expected 'applications'")
        names = names_of(by)
        return Spreads(names, core.reply_days(self._counted(as_of), names))

    def roll_up(self, place: str, as_of: str | date | None = None) -> RollUp:
        """A count over the tree of units: own part, taken over, below, and total of each.

        A unit that was merged or renamed by the date of count stands under its successor, so that
        the body's total is the same whatever was reorganised; one that was split keeps its rows.

        Parameters
        ----------
        place : str
            What is counted: ``"table3/new_received/total"``, ``"table4/review/corrected"``.

        Raises
        ------
        DataError
            There is no such place, or its rows have no unit of their own.
        """
        return RollUp(self._counted(as_of).roll_up(place))

    def double_decline(
        self,
        previous: "Measured | None" = None,
        *,
        disputes: str = DISPUTES,
        corrections: str = CORRECTIONS,
    ) -> DoubleDecline:
        """Whether 争议发生率 and 纠错率 both fell, each by the same definition in both years.

        Parameters
        ----------
        previous : Year, optional
            The year before, that of the folder unless given; counted up to the same day.
        disputes, corrections : str
            Ids of the two definitions.

        Returns
        -------
        DoubleDecline
            ``allowed`` and the ``sentence``, or ``because``: no previous year, no figure, a base
            of 0, an equal or higher rate, a denominator below ``rankable_from``.

        Raises
        ------
        DataError
            Unknown definition, or `previous` is not of the year before.
        """
        return double_decline(self, previous or self.previous, (disputes, corrections))

    def bridge(self, previous: "Measured | None" = None, of: str = NEW) -> Bridge:
        """Why a count changed since last year, in parts that add up to the change exactly.

        Parameters
        ----------
        previous : Year, optional
            The year before, that of the folder unless given; counted up to the same day.
        of : str
            A place that counts rows, new requests unless given, or the numerator of a rate:
            ``"rate/disclose.answered/numerator"``.

        Raises
        ------
        DataError
            No previous year, a blank count, or a place that cannot be told by unit.
        """
        return bridge(self, previous or self.previous, of)
