"""Everything that can be said of a year: of its files, its counting and its tables."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from gongkai import _core as core
from gongkai import _templates
from gongkai.read.folder import Folder
from gongkai.result import Findings
from gongkai.result.reach import order_findings

# The ledger that each table of the form is folded from.
_LEDGERS = {"applications": "table3", "disputes": "table4", "publications": "table2"}


def told(findings: Iterable[core.Finding]) -> Findings:
    """Findings with their severity and their words."""
    return Findings(_templates.rules().tell(list(findings)))


def fatal_rows(folder: Folder) -> int:
    """How many cells of the ledgers are so wrong that their rows may stand in no count."""
    return len(told(each for each in folder.findings if each.status == "fail").fatal)


def columns_found(ledgers: Mapping[str, core.Ledger]) -> Iterator[core.Finding]:
    """The columns that were read of each ledger, as they were found."""
    for ledger in ledgers.values():
        where = {"file": ledger.file, **({"sheet": ledger.sheet} if ledger.sheet else {})}
        yield core.Finding(
            "ledger.column",
            "found",
            status="pass",
            where=where,
            found="、".join(header for _, header in ledger.found),
        )


def table_findings(
    tables: core.AnnualTables,
    previous: core.AnnualTables | None,
    folder: Folder,
) -> Iterator[core.Finding]:
    """What the identities say, passes too. A table without its ledger is said once, no more."""
    absent = {table: ledger for ledger, table in _LEDGERS.items() if ledger not in folder.ledgers}
    unfilled = {
        Path(str(each.where["file"])).stem: str(each.where["file"])
        for each in folder.findings
        if each.kind == "only_example"
    }
    for finding in core.check(tables, previous):
        if finding.where.get("table") not in absent:
            yield finding
    for table, ledger in sorted(absent.items()):
        yield core.Finding(
            "table.missing",
            "unfilled" if ledger in unfilled else "absent",
            status="not_assessable",
            where={"table": table},
            expected=unfilled.get(ledger, f"{ledger}.csv"),
        )


def push_findings(ledgers: Mapping[str, core.Ledger]) -> Iterator[core.Finding]:
    """Whether more recipients opened pushes than were delivered to, in all and of each policy."""
    if "pushes" not in ledgers:
        return
    ledger = ledgers["pushes"]
    rows = ledger.to_table()
    if not {"policy", "recipient"}.issubset(rows.names):
        return
    by = [[], ["policy"]]
    kernel = core.Reach(by, _templates.terms())
    kernel.add(rows)
    counts = kernel.finish()
    yield from order_findings(by, counts, {"file": ledger.file})


def missing_previous(name: str) -> core.Finding:
    """Last year's folder is named and is not there."""
    return core.Finding("years.carry", "no_folder", status="not_assessable", found=name)
