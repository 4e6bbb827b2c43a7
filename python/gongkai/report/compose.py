"""From figures and words to the report."""

from gongkai import _core as core
from gongkai.report.model import SECTIONS, TABLE_OF, Report, ReportSource, Section
from gongkai.report.narrative import Bound, Prose, note_text, section_prose
from gongkai.result import Findings


def build(source: ReportSource) -> Report:
    """Make the report of one body and year.

    Fatal findings are kept in the report; they stop `Report.save`, not this.

    Raises
    ------
    DataError
        Words that cannot be filled, with file and line; words for a section that does not exist:
        ``"narrative/overveiw.md: unknown section, expected one of overview, proactive, …"``.
    """
    for name in source.narrative:
        if name not in SECTIONS:
            raise core.DataError(
                f"narrative/{name}.md: unknown section, expected one of {', '.join(SECTIONS)}"
            )
    titles = {each: _title(each, source.tables.form) for each in SECTIONS}
    prose = {each: _prose(each, titles[each], source) for each in SECTIONS}
    return Report(
        body=source.body,
        year=source.year,
        as_of=source.as_of,
        title=core.report_title(source.body, source.year),
        sections=tuple(
            Section(each, titles[each], prose[each].paragraphs, TABLE_OF.get(each, ""))
            for each in SECTIONS
        ),
        tables=source.tables,
        notes=tuple(note_text(*each) for each in source.choices.items()),
        findings=Findings(
            [*source.findings, *(found for each in prose.values() for found in each.findings)]
        ),
        inputs=tuple(source.inputs),
        docx_template=source.docx_template,
    )


def _title(section: str, form: str) -> str:
    # The trial form of 2019 headed part five in its own way.
    return (form == "2019" and core.label("section", f"{section}.{form}")) or core.label(
        "section", section
    )


def _prose(section: str, title: str, source: ReportSource) -> Prose:
    bound = Bound(
        body=source.body,
        year=source.year,
        as_of=source.as_of,
        figure=source.figure,
        rate=source.rate,
        claim=source.claim,
        previous=source.previous_tables,
    )
    return section_prose(section, title, source.narrative.get(section, ""), bound)
