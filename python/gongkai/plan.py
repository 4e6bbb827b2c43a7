"""Plans of open-government work: tasks, leads, deadlines and contradictions out of a document."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from gongkai import _core as core
from gongkai import _templates
from gongkai.read.folder import ledger_files
from gongkai.read.frame import to_table
from gongkai.read.ledger import read_ledger_file
from gongkai.read.plan import read_plan
from gongkai.read.plan_place import Where, place_of
from gongkai.read.text import read_bytes
from gongkai.result import Findings
from gongkai.result.plan import Plan, Task

_ANY_YEAR = 2000
_NOBODY = "-"  # the body where the plan does not say who issued it: no lead is its own


def plan(file: str | Path, units: Any = None) -> Plan:
    """Read a plan of the year's open-government work (工作要点) and say what is wrong in it.

    Tasks come from its tables, from its paragraphs only where it has none. Leads stand as printed;
    a deadline is the last day that its words name. Contradictions are found, never settled.

    Parameters
    ----------
    file : str or Path
        A txt, docx, html, xlsx or text PDF file, told by its bytes.
    units : path or frame, optional
        A list of units, as the ledger ``units`` of a year folder, or the folder itself.
        Then ``units`` of the plan says whom each lead stands for, and a lead that stands for nobody
        is a finding.

    Returns
    -------
    Plan
        ``title, issuer, issued, year, tasks, findings, units``; without tasks and with a finding
        where the document has none.

    Raises
    ------
    DataError
        A file that cannot be read, or no list of units.

    Examples
    --------
    >>> import gongkai as gk
    >>> gk.plan("examples/deqing-2022/plan.txt").tasks[13].due
    datetime.date(2022, 6, 30)
    """
    path = Path(file)
    found = read_plan(read_bytes(path), path.name)
    said = list(found.findings)
    standing: dict[str, tuple[str, ...]] = {}
    if units is not None:
        ledger, faults = _units(units, found.year or _ANY_YEAR)
        standing = resolved(found, ledger, found.issuer or "", found.year or _ANY_YEAR)
        said += [*unresolved(found, standing), *faults]
    return replace(found, findings=Findings(_templates.rules().tell(said)), units=standing)


def _units(source: Any, year: int) -> tuple[core.Ledger, list[core.Finding]]:
    terms = _templates.terms()
    if isinstance(source, str | Path):
        path = Path(source)
        if path.is_dir():
            files = ledger_files(path)
            if "units" not in files:
                raise core.DataError(f"{path}: no units.csv, expected a list of units")
            path = files["units"]
        read, _ = read_ledger_file(path, "units", terms, year)
        return read.ledger, read.findings
    return core.read_ledger("units", to_table(source, "units"), terms, file="units", year=year)


def resolved(
    found: Plan, units: core.Ledger, body: str, year: int, *, strangers: bool = False
) -> dict[str, tuple[str, ...]]:
    """Whom each lead of a plan stands for among the units of a body.

    A name that is no unit and no collective body stands for nobody, or with `strangers` for itself.
    """
    # The core knows who stands for whom: each lead is asked as a task of its own.
    terms = _templates.terms()
    law = core.Law(_templates.calendar_files(), _templates.text("regimes.toml"), terms)
    standing = {}
    for lead in dict.fromkeys(lead for task in found.tasks for lead in task.leads):
        columns = {"task_id": "1", "title": lead, "leads": lead, "due": f"{year}-12-31"}
        table = core.Table.from_columns([(name, [text]) for name, text in columns.items()])
        task, _ = core.read_ledger("tasks", table, terms, file="plan", year=year)
        books = core.Books(body or _NOBODY, {"units": units, "tasks": task}, law, year=year)
        names = [group["units"] for group, _, _ in books.tally("tasks", ["units"])]
        unknown = any(each.kind == "lead" for each in books.findings)
        standing[lead] = () if unknown and not strangers else tuple(dict.fromkeys(names))
    return standing


def unresolved(
    found: Plan,
    standing: Mapping[str, tuple[str, ...]],
    place: Callable[[Task], Where] = place_of,
) -> Iterator[core.Finding]:
    """A finding for each lead of each task that stands for nobody, at the `place` of the task."""
    for task in found.tasks:
        for lead in task.leads:
            if not standing[lead]:
                yield core.Finding("plan.lead", "unresolved", where=place(task), found=lead)
