"""What a report is written from: the body's figures, or those of one unit."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from gongkai import _core as core
from gongkai import _templates
from gongkai.report.model import ReportSource
from gongkai.report.narrative import Claim
from gongkai.year.checks import table_findings, told

if TYPE_CHECKING:
    from gongkai.year.year import Year


def source_of(year: "Year", unit: str | None = None) -> ReportSource:
    """Everything that a report needs; a unit's has its own rows and the template's words."""
    group = {} if unit is None else {"unit": unit}
    tables = year.tables if unit is None else core.annual_tables(year.books, group)
    before = year.previous
    previous = None if before is None else core.annual_tables(before.books, group)
    findings = (
        year.findings
        if unit is None
        else told(table_findings(tables, previous, year.folder)).without_passes
    )
    return ReportSource(
        body=unit or year.body,
        year=year.year,
        as_of=year.as_of,
        tables=tables,
        previous_tables=previous,
        figure=partial(_figure, year, group),
        rate=partial(_rate, year, group),
        claim=partial(_claim, year, group),
        narrative=year.folder.narrative if unit is None else {},
        choices=choices(year.folder.settings.disputes_counted, year.as_of),
        findings=tuple(findings),
        inputs=year.folder.inputs,
    )


def choices(disputes_counted: str, as_of: date) -> Mapping[str, str]:
    """How this report counts where the law leaves a choice, by subject."""
    words = _templates.words()
    chosen = {**words["choices"], **words[f"choices_{disputes_counted}"]}
    day = f"{as_of.year} 年 {as_of.month} 月 {as_of.day} 日"
    return {subject: text.format(as_of=day) for subject, text in chosen.items()}


def _figure(year: "Year", group: Mapping[str, str], place: str) -> core.Figure:
    source, _, rule = place.partition("/")
    return _failed(year, group, rule) if source == "finding" else year.books.at(place, group)


def _failed(year: "Year", group: Mapping[str, str], rule: str) -> core.Figure:
    # How many failed is known of the body alone: a finding has no unit.
    if rule not in {each["id"] for each in _templates.rules().all()}:
        raise core.DataError(f"place 'finding/{rule}': unknown rule '{rule}'")
    if group:
        return core.Figure()
    return core.Figure(sum(each.rule == rule and each.status == "fail" for each in year.checks))


def _claim(year: "Year", group: Mapping[str, str], name: str) -> Claim:
    if name != "double_decline":
        raise core.DataError(f"unknown claim '{name}', expected double_decline")
    if group:
        return Claim("", (_templates.word("double_decline", "of_body"),))
    found = year.double_decline()
    return Claim(found.sentence, found.because)


def _rate(year: "Year", group: Mapping[str, str], name: str) -> core.Rate:
    return year.books.rate(year.definition(name), group)
