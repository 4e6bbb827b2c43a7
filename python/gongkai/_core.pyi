"""The counting core. Plain values in, plain values out; dates are datetime.date, keys are dicts."""

import datetime
import os
from collections.abc import Callable, Mapping, Sequence
from typing import Any, final, overload

__version__: str

class DataError(ValueError):
    """A wrong call, or input that cannot be read at all."""

class WorkbookError(OSError):
    """A file that cannot be written; what stood there before still stands."""

@final
class Finding:
    def __init__(
        self,
        rule: str,
        kind: str,
        status: str = "fail",
        where: Mapping[str, int | str] = {},
        found: str = "",
        expected: str = "",
        vital: bool = False,
    ) -> None: ...
    @property
    def rule(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def status(self) -> str: ...
    @property
    def severity(self) -> str: ...
    @property
    def where(self) -> dict[str, int | str]: ...
    @property
    def found(self) -> str: ...
    @property
    def expected(self) -> str: ...
    @property
    def message(self) -> str: ...
    @property
    def words(self) -> str:
        """The message without the place that it opens with."""

@final
class Gathered:
    @property
    def members(self) -> list[int]:
        """Places in the list that was given, by row."""
    @property
    def count(self) -> int: ...
    @property
    def place(self) -> str: ...
    @property
    def lines(self) -> list[str]: ...

def gather(findings: Sequence[Finding]) -> list[Gathered]:
    """Findings that say the same of one column together, in the order of files and rows."""

@final
class Rules:
    @staticmethod
    def parse(toml: str) -> Rules: ...
    def tell(self, findings: Sequence[Finding]) -> list[Finding]: ...
    def all(self) -> list[dict[str, str]]: ...

@final
class Day:
    @property
    def date(self) -> datetime.date: ...
    @property
    def counts(self) -> bool | None: ...
    @property
    def n(self) -> int | None: ...
    @property
    def why(self) -> str: ...
    @property
    def notice(self) -> str: ...

@final
class Calendar:
    @staticmethod
    def parse(files: Sequence[tuple[str, str]]) -> Calendar: ...
    def add(
        self, date: datetime.date, working_days: int
    ) -> tuple[datetime.date, datetime.date]: ...
    def walk(self, date: datetime.date, working_days: int) -> list[Day]: ...
    def count(self, after: datetime.date, until: datetime.date) -> int: ...
    @property
    def notices(self) -> list[str]: ...

@final
class Table:
    """Columns of one length, in our memory."""

    @staticmethod
    def from_arrow(source: Any) -> Table: ...
    @staticmethod
    def from_columns(columns: Sequence[tuple[str, Sequence[Any]]]) -> Table: ...
    @property
    def rows(self) -> int: ...
    @property
    def names(self) -> list[str]: ...
    def column(self, name: str) -> list[Any]: ...
    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any: ...

@final
class Terms:
    @staticmethod
    def parse(toml: str) -> Terms: ...
    def with_headers(self, year_toml: str) -> Terms: ...

@final
class Ledger:
    @property
    def id(self) -> str: ...
    @property
    def file(self) -> str: ...
    @property
    def sheet(self) -> str: ...
    @property
    def rows(self) -> int: ...
    @property
    def found(self) -> list[tuple[str, str]]: ...
    def where(self, row: int, column: str = "") -> dict[str, int | str]: ...
    def find(self, key: str) -> int: ...
    def is_unread(self, row: int, column: str) -> bool: ...
    def detail(self, row: int, column: str) -> str: ...
    def to_table(self) -> Table:
        """The typed columns as read: key columns, dates, labels; lists joined by 、."""

_Sheet = tuple[
    str,
    Table,
    Sequence[tuple[int, int, int, int]],
    Sequence[int],
    bool,
    bool,
    Sequence[tuple[int, int, str]],
]

def parse_csv(text: str | bytes) -> Table: ...
def ledger_schemas() -> list[dict[str, Any]]: ...
def is_utf8(data: bytes) -> bool: ...
def read_csv(
    ledger: str, text: str | bytes, terms: Terms, *, file: str, year: int
) -> tuple[Ledger, list[Finding]]: ...
def read_sheets(
    ledger: str,
    sheets: Sequence[_Sheet],
    terms: Terms,
    *,
    file: str,
    year: int,
) -> tuple[Ledger, list[Finding]]: ...
def find_tables(
    ledger: str, sheets: Sequence[_Sheet], terms: Terms
) -> list[list[tuple[int, int, int, int, list[str]]]]: ...
def read_ledger(
    ledger: str,
    table: Table,
    terms: Terms,
    *,
    file: str,
    sheet: str = "",
    year: int,
    origin: Sequence[int] = [],
    sheets: Sequence[str] = [],
    spend: bool = False,
) -> tuple[Ledger, list[Finding]]: ...

@final
class Law:
    def __init__(
        self, calendar: Sequence[tuple[str, str]], regimes: str, terms: Terms, year_toml: str = ""
    ) -> None: ...
    @property
    def calendar(self) -> Calendar: ...
    def fee(
        self, id: str, number: int, on: datetime.date | None = None
    ) -> list[tuple[int, int, int, int]]:
        """Band by band: first, last, yuan each, yuan."""

@final
class Definition:
    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def source(self) -> str: ...
    @property
    def numerator(self) -> list[str]: ...
    @property
    def denominator(self) -> list[str]: ...
    @property
    def rounding(self) -> str: ...
    @property
    def digits(self) -> int: ...
    @property
    def scale(self) -> int: ...
    @property
    def unit(self) -> str: ...
    @property
    def rankable_from(self) -> int: ...
    @property
    def direction(self) -> str: ...
    @property
    def ledgers(self) -> list[str]: ...
    @property
    def fixed_point(self) -> int:
        """What 1 is on both sides: 1000000 where they are sums of decimals."""

def parse_definitions(toml: str, name: str = "definitions.toml") -> list[Definition]: ...
def measure_cells(measure: str) -> list[str]: ...
def measures() -> list[str]: ...
def merge_definitions(
    shipped: Sequence[Definition], own: Sequence[Definition]
) -> list[Definition]: ...

@final
class Duty:
    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def source(self) -> str: ...
    @property
    def ledger(self) -> str: ...
    @property
    def waived(self) -> str:
        """Why it does not hold here; empty where it does."""

def parse_duties(toml: str, name: str = "duties.toml") -> list[Duty]: ...
def merge_duties(shipped: Sequence[Duty], own: Sequence[Duty]) -> list[Duty]: ...

@final
class Figure:
    def __init__(self, value: int | None = None, state: str = "") -> None: ...
    @property
    def value(self) -> int | None:
        """The number, None where there is none (see `state`)."""
    @property
    def state(self) -> str:
        """number, blank, not_applicable, not_held or withheld."""
    def __add__(self, other: Figure) -> Figure: ...
    def __sub__(self, other: Figure) -> Figure: ...

@final
class Rate:
    @property
    def definition(self) -> Definition: ...
    @property
    def numerator(self) -> Figure: ...
    @property
    def denominator(self) -> Figure: ...
    @property
    def unknown(self) -> int: ...
    @property
    def share(self) -> float | None: ...
    @property
    def text(self) -> str: ...
    @property
    def interval(self) -> tuple[float, float] | None: ...
    @property
    def rankable(self) -> bool: ...

@final
class Reason:
    @property
    def ledger(self) -> str: ...
    @property
    def row(self) -> int: ...
    @property
    def key(self) -> str: ...
    @property
    def cell(self) -> str: ...
    @property
    def because(self) -> str: ...

@final
class Standing:
    @property
    def ledger(self) -> str: ...
    @property
    def measure(self) -> str: ...
    @property
    def row(self) -> int: ...
    @property
    def key(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def printed(self) -> str: ...
    @property
    def due(self) -> tuple[datetime.date, datetime.date] | None: ...
    @property
    def done(self) -> datetime.date | None: ...
    @property
    def cell(self) -> str: ...
    @property
    def state(self) -> str: ...
    @property
    def days_over(self) -> int | None: ...
    @property
    def days_left(self) -> int | None: ...

@final
class CaseClock:
    @property
    def standing(self) -> Standing: ...
    @property
    def law(self) -> str: ...
    @property
    def received(self) -> datetime.date | None: ...
    @property
    def told(self) -> list[str]: ...
    @property
    def days(self) -> list[tuple[Day, str]]: ...

def deadline_measures() -> list[tuple[str, str]]: ...

@final
class RolledUp:
    @property
    def unit(self) -> str: ...
    @property
    def parent(self) -> str: ...
    @property
    def depth(self) -> int: ...
    @property
    def own(self) -> Figure: ...
    @property
    def taken_over(self) -> Figure: ...
    @property
    def below(self) -> Figure: ...
    @property
    def total(self) -> Figure: ...
    @property
    def carried_to(self) -> str: ...

@final
class ExpectedItem:
    @property
    def label(self) -> str: ...
    @property
    def words(self) -> list[str]: ...
    @property
    def unit(self) -> str:
        """The side `unit`, else the unit of the item's first row, else the body."""
    @property
    def covered(self) -> bool: ...

@final
class Coverage:
    @property
    def items(self) -> list[ExpectedItem]: ...
    @property
    def expected(self) -> int: ...
    @property
    def covered(self) -> int: ...
    @property
    def absent(self) -> list[str]:
        """Ledgers without which nothing can be told."""

@final
class Books:
    def __init__(
        self,
        body: str,
        ledgers: Mapping[str, Ledger],
        law: Law,
        *,
        year: int,
        as_of: datetime.date | None = None,
        facts: Mapping[str, int] = {},
        duties: Sequence[Duty] = (),
        previous: Books | None = None,
    ) -> None: ...
    @property
    def body(self) -> str: ...
    @property
    def year(self) -> int: ...
    @property
    def date_of_count(self) -> datetime.date: ...
    @property
    def units(self) -> list[str]: ...
    @property
    def findings(self) -> list[Finding]:
        """What counting and the checks between ledgers have to say; words by Rules.tell."""
    @property
    def ledgers(self) -> dict[str, Ledger]: ...
    def amend(
        self, ledger: str, row: int, values: Mapping[str, str]
    ) -> tuple[Books, list[Finding]]:
        """One row, counted from 0, written anew; what is wrong with it now, without words."""
    def roll_up(self, place: str) -> list[RolledUp]: ...
    def as_of(self, date: datetime.date) -> Books: ...
    def at(self, place: str, group: Mapping[str, str] = {}) -> Figure: ...
    def tally(
        self, ledger: str, by: Sequence[str] = ()
    ) -> list[tuple[dict[str, str], str, Figure]]: ...
    def tally_table(self, ledger: str, by: Sequence[str] = ()) -> Table:
        """Counts as columns: those of by, cell, count."""
    def deadline_table(self, ledger: str) -> Table:
        """Deadlines as columns, in the order of the ledger: earliest, latest, cell."""
    def rate(self, definition: Definition, group: Mapping[str, str] = {}) -> Rate: ...
    def rates(
        self, definition: Definition, by: Sequence[str] = ()
    ) -> list[tuple[dict[str, str], Rate]]: ...
    @overload
    def left_out(self, definition: Definition, by: Sequence[str]) -> list[Finding]:
        """How many rows stand in no group, and why."""
    @overload
    def left_out(self, ledger: str, by: Sequence[str]) -> list[Finding]:
        """The same of a tally."""
    def why(
        self, place: str, group: Mapping[str, str] = {}, definitions: Sequence[Definition] = ()
    ) -> list[Reason]: ...
    @overload
    def shared(self, definition: Definition, by: Sequence[str]) -> list[Finding]:
        """How many rows stand in several groups, and how often they are counted, or nothing."""
    @overload
    def shared(self, ledger: str, by: Sequence[str]) -> list[Finding]: ...
    def coverage(self, duty: str) -> Coverage:
        """What a duty expects and what covers it; DataError where there is no such duty."""
    def standings(self, id: str) -> list[Standing]: ...
    def clock(self, case_no: str) -> CaseClock: ...

@final
class ReachFault:
    @property
    def row(self) -> int: ...
    @property
    def recipients(self) -> list[str]: ...
    @property
    def count(self) -> int: ...

@final
class ReachUnread:
    @property
    def column(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def rows(self) -> int: ...

@final
class ReachCounts:
    @property
    def table(self) -> Table: ...
    @property
    def faults(self) -> list[ReachFault]: ...
    @property
    def unapplied(self) -> list[int]: ...
    @property
    def unread(self) -> list[ReachUnread]: ...

@final
class Reach:
    def __init__(
        self,
        by: Sequence[Sequence[str]],
        terms: Terms,
        *,
        memory: int = 0,
        folder: str = "",
        threads: int = 0,
        derived: Mapping[str, tuple[str, Mapping[str, str]]] = ...,
        identity: bytes = ...,
        seed: int = 0,
    ) -> None: ...
    def add(self, frame: Any, progress: Callable[[int], object] | None = None) -> int: ...
    def add_state(self, file: str, progress: Callable[[int], object] | None = None) -> bool: ...
    def partial(
        self,
        file: str,
        *,
        job: str = "",
        partition: str = "",
        attempt: int = 0,
        only_counts: bool = False,
        progress: Callable[[int], object] | None = None,
    ) -> None: ...
    def finish(self, progress: Callable[[int], object] | None = None) -> ReachCounts: ...

@final
class Difference:
    @property
    def group(self) -> dict[str, str]: ...
    @property
    def reason(self) -> Reason: ...
    @property
    def file(self) -> str: ...
    @property
    def numerator(self) -> int:
        """1 where only the second counts the row above the line, -1 where only the first does."""
    @property
    def denominator(self) -> int: ...

def differences(
    books: Books, first: Definition, second: Definition, by: Sequence[str] = ()
) -> list[Difference]: ...

@final
class Spread:
    @property
    def group(self) -> dict[str, str]: ...
    @property
    def histogram(self) -> dict[int, int]:
        """Rows by working days."""
    @property
    def unknown(self) -> int:
        """Rows whose days nobody can tell yet."""
    @property
    def rows(self) -> int: ...
    def percentile(self, percent: int) -> int | None:
        """By the nearest rank; None without rows."""

def reply_days(books: Books, by: Sequence[str] = ()) -> list[Spread]: ...
def places(rates: Sequence[Rate]) -> list[int | None]:
    """Places of rates of one definition, best first: 1, 2, 2, 4."""

def shares_of_whole(counts: Sequence[int], digits: int = 2) -> list[str]: ...
def apportioned(total: int, weights: Sequence[int]) -> list[int]: ...
def units_over_time(books: Books) -> list[tuple[str, datetime.date | None, list[str]]]: ...
def counts_by(
    books: Books, place: str, by: Sequence[str] = (), month: str = ""
) -> list[tuple[dict[str, str], int]]: ...

@final
class AnnualTables:
    @staticmethod
    def from_cells(
        *,
        body: str,
        year: int,
        form: str,
        single_other_row: bool,
        table2: Sequence[Any] | None,
        table3: Sequence[Any] | None,
        table4: Sequence[Any] | None,
    ) -> tuple[AnnualTables, list[Finding]]:
        """Cells as found, by row: text, None (blank), {"state": …}, or ... (not there)."""
    @property
    def body(self) -> str: ...
    @property
    def year(self) -> int: ...
    @property
    def form(self) -> str: ...
    @property
    def single_other_row(self) -> bool: ...
    def has(self, table: str) -> bool: ...
    def at(self, place: str) -> Figure: ...
    def printed(self, place: str) -> str: ...
    def rate(self, definition: Definition) -> Rate:
        """A rate from the tables alone; DataError where it needs a ledger."""

def table_rows(table: str, single_other_row: bool = False) -> list[str]: ...
def table_columns(table: str) -> list[str]: ...
def annual_tables(books: Books, group: Mapping[str, str] = {}) -> AnnualTables: ...
def check(tables: AnnualTables, previous: AnnualTables | None = None) -> list[Finding]: ...

@final
class FormCell:
    @property
    def row(self) -> int: ...
    @property
    def column(self) -> int: ...
    @property
    def row_span(self) -> int: ...
    @property
    def column_span(self) -> int: ...
    @property
    def text(self) -> str: ...
    @property
    def place(self) -> str: ...

@final
class FormTable:
    @property
    def rows(self) -> int: ...
    @property
    def columns(self) -> int: ...
    @property
    def head_rows(self) -> int: ...
    @property
    def cells(self) -> list[FormCell]: ...

def form_table(table: str, single_other_row: bool = False) -> FormTable: ...
def label(list: str, id: str) -> str: ...
def report_title(body: str, year: int) -> str: ...
def annual_workbook(
    path: str | os.PathLike[str],
    books: Books,
    tables: AnnualTables,
    definitions: Sequence[Definition],
    findings: Sequence[Finding],
    *,
    inputs: Sequence[tuple[str, str]],
    sides: Sequence[tuple[str, str]] = (),
    cells: Sequence[tuple[str, Sequence[str], Sequence[Sequence[str]]]] = (),
) -> None:
    """Writes the assessment workbook.

    `inputs` are (file, sha256); `sides` the words of numerator and denominator, a definition each;
    `cells` the words of a measure's cells: (measure, heads, a line for each cell).
    """

def ledger_workbook(
    path: str | os.PathLike[str],
    ledger: str,
    *,
    body: str,
    year: int,
    notes: Sequence[str],
    example: Sequence[str | int | float | datetime.date | None],
    rows: Sequence[Sequence[str | int | float | datetime.date | None]],
) -> None:
    """Writes a ledger to be filled in."""

def list_workbook(
    path: str | os.PathLike[str],
    *,
    name: str,
    title: str,
    note: str,
    body: str,
    date: datetime.date,
    heads: Sequence[str],
    rows: Sequence[tuple[Sequence[str | int | float | datetime.date | None], str]],
) -> None:
    """Writes one list; a row is its cells and its look."""

def marked_workbook(
    path: str | os.PathLike[str],
    file: str,
    date: datetime.date,
    sheets: Sequence[tuple[str, Table, int, bool]],
    findings: Sequence[Finding],
    places: Sequence[tuple[int, int, int]],
) -> None:
    """Writes a copy of a ledger file with its faulty cells marked."""
