"""The annual report as a value: title, six sections, tables and notes, ready to be written."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from gongkai import _core as core
from gongkai._files import make_folder, write_file
from gongkai.report.formats import render
from gongkai.report.narrative import Claim
from gongkai.report.schema import report_json
from gongkai.result import Findings
from gongkai.result.frame import html_table

SECTIONS = ("overview", "proactive", "applications", "disputes", "problems", "other")
TABLE_OF = {"proactive": "table2", "applications": "table3", "disputes": "table4"}


class FatalFindings(core.DataError):
    """A report that must not be written; `findings` say why."""

    def __init__(self, message: str, findings: Findings) -> None:
        super().__init__(message)
        self.findings = findings


@dataclass(frozen=True)
class ReportSource:
    """All that a report is made from.

    Parameters
    ----------
    body, year, as_of
        Whose report, of which year, counted on which day.
    tables : AnnualTables
        Tables 二, 三 and 四.
    previous_tables : AnnualTables, optional
        Those of the year before.
    figure : callable
        Answers a place with a figure.
    rate : callable
        Answers the id of a definition with a rate.
    claim : callable
        Answers the id of a claim with its sentence, or why it is none.
    narrative : mapping
        Section id to the year folder's words; what is not there or empty takes the template's.
    choices : mapping
        What was chosen where the law leaves it open: subject to note, both in Chinese.
    findings : sequence of Finding
        All that was found in the ledgers and the tables, with their words.
    inputs : sequence of (file, sha256)
        What was read.
    docx_template : bytes, optional
        A Word template of the office's own.
    """

    body: str
    year: int
    as_of: date
    tables: core.AnnualTables
    previous_tables: core.AnnualTables | None
    figure: Callable[[str], core.Figure]
    rate: Callable[[str], core.Rate]
    claim: Callable[[str], Claim]
    narrative: Mapping[str, str] = field(default_factory=dict)
    choices: Mapping[str, str] = field(default_factory=dict)
    findings: Sequence[core.Finding] = ()
    inputs: Sequence[tuple[str, str]] = ()
    docx_template: bytes | None = None


@dataclass(frozen=True)
class Section:
    """One of the six parts: id, official title, paragraphs, and the id of its table or ``""``."""

    id: str
    title: str
    paragraphs: tuple[str, ...]
    table: str = ""


@dataclass(frozen=True, repr=False)
class Report:
    """A statutory annual report. It never changes; `save` writes it.

    Attributes
    ----------
    body, year, as_of
        Whose report, of which year, counted on which day.
    title : str
        The official title.
    sections : tuple of Section
        The six parts, in order.
    tables : AnnualTables
        Tables 二, 三 and 四.
    notes : tuple of str
        What was chosen where the law leaves it open, printed at the end.
    findings : Findings
        What was found in the ledgers, the tables and the words.
    inputs : tuple of (file, sha256)
        What it was made from.
    """

    body: str
    year: int
    as_of: date
    title: str
    sections: tuple[Section, ...]
    tables: core.AnnualTables
    notes: tuple[str, ...]
    findings: Findings
    inputs: tuple[tuple[str, str], ...]
    docx_template: bytes | None = None

    def __repr__(self) -> str:
        return f"<Report {self.year} of {self.body}: {len(self.findings)} findings>"

    def _repr_html_(self) -> str:
        columns: dict[str, list[Any]] = {
            "part": [each.title for each in self.sections],
            "paragraphs": [len(each.paragraphs) for each in self.sections],
        }
        return html_table(columns, f"{self.title}（{self.findings.summary}）")

    def to_json(self) -> dict[str, Any]:
        """The report as data of schema ``gongkai.report/1``: what ``gongkai audit`` reads."""
        return report_json(self)

    def save(
        self, folder: str | Path, formats: Sequence[str] = ("docx", "html", "json")
    ) -> list[Path]:
        """Write ``annual-report.*`` into a folder, which is made where it is not there.

        Parameters
        ----------
        folder : path
            Where to.
        formats : sequence of str
            ``docx``, ``html``, ``json``.

        Returns
        -------
        list of Path
            The files written, in the order of `formats`; nothing for no format.

        Raises
        ------
        FatalFindings
            A fatal finding stops a report: nothing is written.
        DataError
            An unknown format, or a template that cannot be filled: nothing is written.
        WorkbookError
            A file cannot be written; what stood there before still stands.
        """
        self._require_sound()
        files = {each: render(self, each) for each in formats}
        make_folder(Path(folder))
        return [
            write_file(Path(folder) / f"annual-report.{each}", data) for each, data in files.items()
        ]

    def _require_sound(self) -> None:
        fatal = self.findings.fatal
        if len(fatal) > 0:
            first = next(iter(fatal))
            raise FatalFindings(
                f"{self.title}: fatal findings {len(fatal)}, expected 0; "
                f"the first is {first.rule}: {first.message}",
                fatal,
            )
