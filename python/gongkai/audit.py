"""Auditing finished reports, whoever made them."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from gongkai import _core as core
from gongkai import _templates
from gongkai.read.report import read_report
from gongkai.result import Findings

# Rules that compare a report with last year's.
_OF_TWO_YEARS = ("table2.stock", "years.carry")
# Rules that read the words of a report; they are told apart from a pass where no words were read.
_OF_PROSE = (
    "prose.figure",
    "prose.share",
    "prose.direction",
    "prose.year",
    "prose.reused",
    "fees.both",
    "sections",
)


def audit(
    files: str | Path | Sequence[str | Path],
    previous: str | Path | None = None,
    *,
    passes: bool = False,
) -> Findings:
    """Check finished reports: their tables, and against last year's.

    Parameters
    ----------
    files : path or sequence of paths
        Reports as JSON of schema gongkai.report/1.
    previous : path, optional
        Last year's report of the same body; compared, not audited. One of any other year than
        the one before is not compared.
    passes : bool
        Also say what is in order.

    Returns
    -------
    Findings
        File by file; ``where`` names the file where there are several. A sum over a blank cell is
        unknown, a rule without its table or words not assessable.

    Raises
    ------
    DataError
        A file that is no such report.
    """
    paths = [Path(files)] if isinstance(files, str | Path) else [Path(file) for file in files]
    before = None if previous is None else read_report(Path(previous)).tables
    findings: list[core.Finding] = []
    for path in paths:
        found = _audited(path, before)
        findings += [_in_file(each, path) for each in found] if len(paths) > 1 else found
    told = Findings(_templates.rules().tell(findings))
    return told if passes else told.without_passes


def _audited(path: Path, before: core.AnnualTables | None) -> Iterable[core.Finding]:
    tables, said = read_report(path)
    prose = [core.Finding(rule, "unread", status="not_assessable") for rule in _OF_PROSE]
    if before is None or before.year == tables.year - 1:
        return [*said, *core.check(tables, before), *prose]
    checked = [each for each in core.check(tables) if each.rule not in _OF_TWO_YEARS]
    compared = [
        core.Finding(
            rule,
            "other_year",
            status="not_assessable",
            found=str(before.year),
            expected=str(tables.year - 1),
        )
        for rule in _OF_TWO_YEARS
    ]
    return [*said, *checked, *compared, *prose]


def _in_file(finding: core.Finding, path: Path) -> core.Finding:
    where = finding.where
    table = str(where.get("table", ""))
    labels = {
        f"{part}_label": core.label(table, str(where[part]))
        for part in ("row", "column")
        if part in where
    }
    return core.Finding(
        finding.rule,
        finding.kind,
        finding.status,
        {"file": str(path), **where, **labels},
        finding.found,
        finding.expected,
    )
