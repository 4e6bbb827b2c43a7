"""Year: the ledgers of one year, checked when read, that answer every question and never change."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, overload

from gongkai import _core as core
from gongkai import _templates
from gongkai._files import make_folder
from gongkai._templates import word
from gongkai.read.folder import Folder, ledger_names
from gongkai.result import (
    Definitions,
    Duties,
    DutyCount,
    Findings,
    Moves,
    Rate,
    Rates,
    Reasons,
    Standings,
    Tally,
)
from gongkai.result.cell import cell_words
from gongkai.result.definition import sides
from gongkai.result.frame import html_table
from gongkai.year.checks import columns_found, push_findings, table_findings, told
from gongkai.year.clock import Clock, clock_of
from gongkai.year.dates import as_date
from gongkai.year.due import MOST_DAYS
from gongkai.year.law import law_of, read_calendar
from gongkai.year.measured import Measured
from gongkai.year.rates import By, beside, names_of, rates_of, rates_that_can
from gongkai.year.soon import last_day, moved, soon_due, with_deadlines, write_soon

if TYPE_CHECKING:
    from gongkai.report import Report

# Ledgers that the tables of the form are folded from.
_IN_TABLES = ("applications", "disputes", "publications")


@dataclass(frozen=True, eq=False, repr=False)
class Year(Measured):
    """One year of one body. Made by ``gongkai.open``; every answer is counted when asked for."""

    folder: Folder
    books: core.Books
    law: core.Law
    previous: "Year | None" = None
    said: tuple[core.Finding, ...] = ()

    @property
    def body(self) -> str:
        """The body whose report this is."""
        return self.books.body

    @property
    def year(self) -> int:
        """The year of the report."""
        return self.books.year

    @property
    def as_of(self) -> date:
        """The date of count."""
        return self.books.date_of_count

    @cached_property
    def units(self) -> tuple[str, ...]:
        """The units of the body: those listed, or without a list those that the ledgers name."""
        if "units" in self.folder.ledgers:
            names = self.books.units
        else:
            counted = [name for name in _IN_TABLES if name in self.folder.ledgers]
            tallies = [self.tally(ledger, by="unit") for ledger in counted]
            names = sorted({each.group["unit"] for tally in tallies for each in tally})
        return tuple(name for name in names if name != self.body)

    @cached_property
    def definitions(self) -> Definitions:
        """The shipped definitions, with those of the folder added or put in their place."""
        return Definitions.merged(_templates.definitions(), self.folder.definitions)

    def definition(self, name: str) -> core.Definition:
        """The definition of that id; raises DataError where there is none."""
        for each in self.definitions:
            if each.id == name:
                return each
        raise core.DataError(f"unknown definition '{name}'")

    @cached_property
    def tables(self) -> core.AnnualTables:
        """Tables 二, 三 and 四 of the body."""
        return core.annual_tables(self.books)

    @cached_property
    def checks(self) -> Findings:
        """Every check with its outcome, passes too: files in order, counting, then the tables."""
        before = None if self.previous is None else self.previous.tables
        places, counting = self.folder.places, self.books.findings
        return told(
            [
                *self.folder.findings,
                *self.said,
                *columns_found(self.folder.as_filed),
                *(counting if places is None else places.told(counting)),
                *push_findings(self.folder.ledgers),
                *table_findings(self.tables, before, self.folder),
            ]
        )

    @property
    def findings(self) -> Findings:
        """What is wrong, unknown or cannot be told, and where; without what is in order."""
        return self.checks.without_passes

    def tally(self, ledger: str, by: By = (), as_of: str | date | None = None) -> Tally:
        """Count the rows of a ledger by cell and group; tallies add with ``+``.

        Parameters
        ----------
        ledger : str
            ``"applications"``, ``"disputes"``, ``"tasks"``, ``"publications"`` …
        by : str or sequence of str
            ``unit``, ``parent``, ``unit_kind``, ``leads``, ``units``, ``month``, ``quarter`` or a
            column with a closed list.
        as_of : str or datetime.date, optional
            The date of count, within the year.

        Returns
        -------
        Tally
            Zero cells are left out; empty where the ledger has no rows. ``findings`` say how many
            rows stand in no group, and why.

        Raises
        ------
        DataError
            Unknown or absent ledger, a grouping it does not have, a date outside the year.
        """
        names = names_of(by)
        if ledger in ledger_names() and ledger not in self.folder.ledgers:
            raise core.DataError(f"no ledger {ledger}, expected {ledger}.csv in the year folder")
        books = self._counted(as_of)
        findings = (
            told([*books.left_out(ledger, names), *books.shared(ledger, names)]) if names else None
        )
        return Tally(ledger, names, books.tally(ledger, names), findings)

    @overload
    def rate(
        self,
        definition: str,
        by: None = None,
        as_of: str | date | None = None,
        against: "Year | None" = None,
    ) -> Rate: ...
    @overload
    def rate(
        self,
        definition: str,
        by: By,
        as_of: str | date | None = None,
        against: "Year | None" = None,
    ) -> Rates: ...
    def rate(
        self,
        definition: str,
        by: By | None = None,
        as_of: str | date | None = None,
        against: "Year | None" = None,
    ) -> Rate | Rates:
        """One rate of the body, or by group where `by` is given.

        Parameters
        ----------
        definition : str
            Id of a definition: ``"timely.due"``.
        by, as_of
            As for ``tally``.
        against : Year, optional
            Another year, whose rate of the same definition and group stands beside.

        Returns
        -------
        Rate or Rates
            A group of 0/0 is left out; without `by` there is always one, its share None where
            the denominator is 0 or a count is not known.

        Raises
        ------
        DataError
            Unknown definition, a grouping it cannot have, a date outside the year.

        Examples
        --------
        >>> import gongkai as gk
        >>> gk.open("examples/deqing-2022").rate("timely.due").definition
        'timely.due'
        """
        names = names_of(by)
        rates = rates_of(self._counted(as_of), [self.definition(definition)], names)
        if against is not None:
            others = rates_of(against.books, [against.definition(definition)], names)
            rates = Rates(names, [beside(rate, others) for rate in rates], rates.findings)
        return rates[0] if by is None else rates

    def rates(
        self,
        definitions: Sequence[str] | None = None,
        by: By = (),
        as_of: str | date | None = None,
    ) -> Rates:
        """Several rates side by side, all of them unless named; see ``rate``.

        Of all, those that cannot be grouped as asked stand in ``left_out``; a definition that is
        named must take the grouping.
        """
        names, books = names_of(by), self._counted(as_of)
        if definitions is not None:
            chosen = [self.definition(name) for name in definitions]
            return rates_of(books, chosen, names, several=True)
        return rates_that_can(books, self.definitions, names, self.folder.ledgers)

    def duties(self, as_of: str | date | None = None) -> Duties:
        """What the plan's duties expect, what covers it, and what is missing.

        The shipped duties, with those of the folder's ``duties.toml`` added, put in their place or
        waived. A duty without its ledger is not assessable, which is not the same as missing.

        Examples
        --------
        >>> import gongkai as gk
        >>> gk.open("examples/deqing-2022").duties()["bus.stages"].missing[0].label
        '示例共富班车三号·运行'
        """
        books = self._counted(as_of)
        known = core.merge_duties(_templates.duties(), self.folder.duties)
        return Duties(DutyCount(each, books.coverage(each.id)) for each in known)

    def why(
        self,
        place: str,
        where: Mapping[str, str] | None = None,
        as_of: str | date | None = None,
    ) -> Reasons:
        """The ledger rows behind one number.

        Parameters
        ----------
        place : str
            ``"table3/granted/enterprise"``, ``"table4/review/corrected"``,
            ``"rate/timely.due/numerator"`` …
        where : mapping of str to str, optional
            A group: ``{"unit": "县教育局"}``.

        Returns
        -------
        Reasons
            Row, key, cell and reason of each; as many as the number says.

        Raises
        ------
        DataError
            There is no such place, or it is no count of rows.
        """
        books = self._counted(as_of)
        return Reasons(books.why(place, dict(where or {}), list(self.definitions)))

    def due(
        self,
        within: int,
        as_of: str | date | None = None,
        calendar: Iterable[str | Path] = (),
    ) -> Standings:
        """What is open and due at most `within` calendar days after the date of count.

        Requests, opinions of third parties, disputes, tasks and whatever else has a deadline, by
        days left: what is overdue comes first. `as_of` may be any date, also after the year;
        `calendar` are files with notices that are not known yet.
        """
        if not 0 <= within <= MOST_DAYS:
            raise core.DataError(f"within is {within}, expected 0 to {MOST_DAYS} days")
        ledgers = self._with_deadlines()
        day = self._day(as_of)
        books = self._any_day(day, self._law_with(calendar))
        return soon_due(books, ledgers, last_day(day, within))

    def due_workbook(
        self,
        path: str | Path,
        within: int,
        as_of: str | date | None = None,
        calendar: Iterable[str | Path] = (),
    ) -> Path:
        """Write what ``due`` finds as an Excel sheet, coloured by the days left.

        Raises
        ------
        WorkbookError
            It cannot be written; what stood there before still stands.
        """
        rows = self.due(within, as_of, calendar)
        return write_soon(path, rows, self.body, self._day(as_of), within)

    def moved(self, calendar: Iterable[str | Path] = (), as_of: str | date | None = None) -> Moves:
        """The open rows whose deadline moves with the notices of the folder and of `calendar`.

        Compared are the calendar that ships with the package, and the same with the files of the
        folder's ``calendar/`` and those given.

        Raises
        ------
        DataError
            There is no such file, or none at all.
        """
        more = read_calendar(calendar)
        if not more and not self.folder.calendar:
            raise core.DataError(
                "no notice to compare with, expected calendar/*.toml in the year folder or a file"
            )
        settings, day = self.folder.settings, self._day(as_of)
        before = self._any_day(day, law_of(settings))
        after = self._any_day(day, law_of(settings, [*self.folder.calendar, *more]))
        return moved(before, after, self._with_deadlines())

    def clock(self, case_no: str, as_of: str | date | None = None) -> Clock:
        """The clock of one request: its deadline, its events, and every day on the way.

        Parameters
        ----------
        case_no : str
            Number of the request.
        as_of : str or datetime.date, optional
            Any date, also after the year.

        Returns
        -------
        Clock
            With ``due, status, earliest, latest, state, law, told, ledger`` and ``why()``.

        Raises
        ------
        DataError
            There is no such request.
        """
        return clock_of(self._any_day(self._day(as_of), self.law), case_no)

    def amend(self, ledger: str, key: str, **values: str) -> "Year":
        """The same year with some cells of one row written anew; this one stays as it is.

        Parameters
        ----------
        ledger, key : str
            The row: ``"applications", "2022-001"``; ``list/task_id`` for tasks.
        **values : str
            Cells by column id, as an office would write them: ``answered="2022-09-30"``; ``""``
            clears one.

        Returns
        -------
        Year
            What was counted follows by that one row; its findings are those of the row as it
            stands now.

        Raises
        ------
        DataError
            No such ledger, row or column, or one that names the row.
        """
        if ledger not in self.folder.ledgers:
            raise core.DataError(f"no ledger {ledger} in the year folder")
        before = self.folder.ledgers[ledger]
        row = before.find(key)
        if row < 0:
            raise core.DataError(f"{ledger}: no row '{key}'")
        books, findings = self.books.amend(ledger, row, values)
        place = before.where(row)

        def stays(each: core.Finding) -> bool:
            if any(each.where.get(name) != value for name, value in place.items()):
                return True
            # Of the row itself, cells that were not read and not amended are as wrong as they were.
            column = str(each.where.get("column", ""))
            return bool(column) and column not in values and before.is_unread(row, column)

        kept = [each for each in self.folder.findings if stays(each)]
        folder = replace(
            self.folder,
            ledgers={**self.folder.ledgers, ledger: books.ledgers[ledger]},
            findings=(*kept, *findings),
        )
        return replace(self, folder=folder, books=books)

    def report(self) -> "Report":
        """The statutory annual report, ready to be saved; its findings say what stops it."""
        # The libraries that write documents are loaded only when one is written.
        from gongkai.report import build
        from gongkai.year.paper import source_of

        return build(source_of(self))

    def unit_reports(self) -> "dict[str, Report]":
        """The report of every unit, of its own rows, by its name."""
        from gongkai.report import build
        from gongkai.year.paper import source_of

        return {unit: build(source_of(self, unit)) for unit in self.units}

    def workbook(self, path: str | Path, scheme: str | None = None) -> Path:
        """Write the assessment workbook: tables, rates, the ledgers behind them and the findings.

        Raises
        ------
        WorkbookError
            It cannot be written; what stood there before still stands.
        """
        if scheme is not None:
            raise core.DataError(f"unknown scheme '{scheme}'")
        file = Path(path)
        make_folder(file.parent)
        core.annual_workbook(
            file,
            self.books,
            self.tables,
            list(self.definitions),
            list(self.checks),
            inputs=self.folder.inputs,
            sides=[sides(each) for each in self.definitions],
            cells=[(each.measure, each.heads, each.cells) for each in cell_words()],
        )
        return file

    def __repr__(self) -> str:
        return f"<Year {self.year} of {self.body}, counted on {self.as_of}>"

    def _repr_html_(self) -> str:
        ledgers = self.folder.ledgers
        caption = word("show", "year").format(body=self.body, year=self.year, as_of=self.as_of)
        rows = [ledger.rows for ledger in ledgers.values()]
        return html_table({"ledger": list(ledgers), "rows": rows}, caption)

    def _counted(self, as_of: str | date | None) -> core.Books:
        return self.books if as_of is None else self.books.as_of(as_date(as_of, "as_of"))

    def _day(self, as_of: str | date | None) -> date:
        return self.as_of if as_of is None else as_date(as_of, "as_of")

    def _with_deadlines(self) -> set[str]:
        known = list(dict.fromkeys(ledger for _, ledger in with_deadlines()))
        found = {ledger for ledger in known if ledger in self.folder.ledgers}
        if not found:
            files = " or ".join(f"{ledger}.csv" for ledger in known)
            raise core.DataError(f"no ledger with deadlines, expected {files} in the year folder")
        return found

    def _law_with(self, calendar: Iterable[str | Path]) -> core.Law:
        more = read_calendar(calendar)
        return law_of(self.folder.settings, [*self.folder.calendar, *more]) if more else self.law

    def _any_day(self, day: date, law: core.Law) -> core.Books:
        if day.year == self.year and law is self.law:
            return self.books.as_of(day)
        return core.Books(self.body, self.folder.ledgers, law, year=day.year, as_of=day)
