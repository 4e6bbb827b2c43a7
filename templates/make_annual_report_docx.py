"""Makes annual-report.docx, the Word template of the report: page and styles by GB/T 9704-2012."""

from pathlib import Path

from gongkai.report.package import pack

# Twentieths of a point: 22 lines of 28 characters in 156 × 225 mm.
PAGE = (
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="2098" w:right="1474" w:bottom="1985" w:left="1588"'
    ' w:header="851" w:footer="1304" w:gutter="0"/>'
)
LINE = 579
# 28 characters of 16 pt are 158 mm: each is narrowed by 849/4096 pt.
GRID = f'<w:docGrid w:type="linesAndChars" w:linePitch="{LINE}" w:charSpace="-849"/>'
# LibreOffice gives a character two squares of a grid that is narrower than it. So paragraphs do not
# snap to it; their lines are exact and their characters condensed by as much: the same 28 × 22.
OFF_GRID = '<w:snapToGrid w:val="0"/>'
CONDENSED = -5

BODY, HEADING, TITLE, SONG = "仿宋_GB2312", "黑体", "方正小标宋简体", "宋体"
LATIN = "Times New Roman"
SECTIONS = {
    "overview": "",
    "proactive": "table2",
    "applications": "table3",
    "disputes": "table4",
    "problems": "",
    "other": "",
}
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def fonts(asian: str, size: int, condensed: int = 0) -> str:
    """Run properties: a font for Chinese, one for Latin, and a size in half points."""
    return (
        f'<w:rFonts w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:eastAsia="{asian}" w:cs="{LATIN}"/>'
        f'<w:spacing w:val="{condensed}"/>'
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
    )


def style(style_id: str, name: str, paragraph: str, run: str, *, default: bool = False) -> str:
    """One paragraph style."""
    mark = ' w:default="1"' if default else ""
    base = "" if default else '<w:basedOn w:val="Normal"/>'
    return (
        f'<w:style w:type="paragraph"{mark} w:styleId="{style_id}"><w:name w:val="{name}"/>{base}'
        f"<w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def spacing(line: int = LINE, before: int = 0, after: int = 0) -> str:
    """Exact line height, in twentieths of a point."""
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="exact"/>'


INDENT = '<w:ind w:firstLineChars="200" w:firstLine="632"/>'
# Style id: its name in Word, paragraph and run properties.
STYLES = {
    "Normal": (
        "Normal",
        f'{OFF_GRID}{spacing()}<w:jc w:val="both"/>',
        fonts(BODY, 32, CONDENSED),
    ),
    "ReportTitle": (
        "公文标题",
        f'<w:keepNext/>{spacing(700, after=LINE)}<w:jc w:val="center"/>',
        fonts(TITLE, 44),
    ),
    "Heading1": (
        "heading 1",
        f'<w:keepNext/>{spacing()}{INDENT}<w:outlineLvl w:val="0"/>',
        fonts(HEADING, 32, CONDENSED),
    ),
    "ReportText": ("公文正文", INDENT, fonts(BODY, 32, CONDENSED)),
    "LeadIn": ("表前文字", f"<w:keepNext/>{INDENT}", fonts(BODY, 32, CONDENSED)),
    "NoteTitle": (
        "编制说明标题",
        f'<w:keepNext/>{spacing(320, before=320)}<w:ind w:firstLineChars="200" w:firstLine="420"/>',
        fonts(HEADING, 21),
    ),
    "NoteText": (
        "编制说明",
        f'{spacing(320)}<w:ind w:firstLineChars="200" w:firstLine="420"/>',
        fonts(BODY, 21),
    ),
    "Footer": (
        "footer",
        '<w:spacing w:line="240" w:lineRule="auto"/>',
        fonts(SONG, 28),
    ),
}
RUN = {name: run for name, (_, _, run) in STYLES.items()}


def styles() -> str:
    """word/styles.xml."""
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{fonts(BODY, 32, CONDENSED)}"
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
    )
    made = (
        style(style_id, name, paragraph, run, default=style_id == "Normal")
        for style_id, (name, paragraph, run) in STYLES.items()
    )
    return f"{XML}<w:styles {NAMESPACES}>{defaults}{''.join(made)}</w:styles>"


def paragraph(style_id: str, text: str) -> str:
    """One paragraph; its run names its fonts, so that no program falls back to others."""
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style_id}"/></w:pPr><w:r><w:rPr>{RUN[style_id]}</w:rPr>'
        f'<w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
    )


def loop(names: str, style_id: str, text: str) -> str:
    """A paragraph that is repeated."""
    return (
        paragraph(style_id, f"{{%p for {names} %}}")
        + paragraph(style_id, text)
        + paragraph(style_id, "{%p endfor %}")
    )


def section(name: str, table: str) -> str:
    """Heading, words and table of one of the six parts."""
    words = "LeadIn" if table else "ReportText"
    put = paragraph("ReportText", f"{{{{p {table} }}}}") if table else ""
    return (
        paragraph("Heading1", f"{{{{ sections.{name}.title }}}}")
        + loop(f"words in sections.{name}.paragraphs", words, "{{ words }}")
        + put
    )


def document() -> str:
    """word/document.xml."""
    notes = (
        paragraph("NoteTitle", "{%p if notes %}")
        + paragraph("NoteTitle", "编制说明")
        + loop("note in notes", "NoteText", "{{ loop.index }}. {{ note }}")
        + paragraph("NoteText", "{%p endif %}")
    )
    parts = "".join(section(name, table) for name, table in SECTIONS.items())
    page = (
        '<w:sectPr><w:footerReference w:type="default" r:id="rId3"/>'
        f'<w:footerReference w:type="even" r:id="rId4"/>{PAGE}{GRID}</w:sectPr>'
    )
    body = f"{paragraph('ReportTitle', '{{ title }}')}{parts}{notes}{page}"
    return f"{XML}<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"


def footer(side: str, indent: str) -> str:
    """— 1 —, one character in from the outer edge."""
    run = f"<w:r><w:rPr>{RUN['Footer']}</w:rPr>"
    field = (
        f'{run}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'{run}<w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
        f'{run}<w:fldChar w:fldCharType="separate"/></w:r>'
        f"{run}<w:t>1</w:t></w:r>"
        f'{run}<w:fldChar w:fldCharType="end"/></w:r>'
    )
    return (
        f'{XML}<w:ftr {NAMESPACES}><w:p><w:pPr><w:pStyle w:val="Footer"/>'
        f'<w:ind {indent}/><w:jc w:val="{side}"/></w:pPr>'
        f'{run}<w:t xml:space="preserve">— </w:t></w:r>{field}'
        f'{run}<w:t xml:space="preserve"> —</w:t></w:r></w:p></w:ftr>'
    )


def settings() -> str:
    """word/settings.xml: odd and even pages differ, characters keep to the grid."""
    return (
        f"{XML}<w:settings {NAMESPACES}><w:evenAndOddHeaders/>"
        '<w:characterSpacingControl w:val="compressPunctuation"/>'
        '<w:compat><w:compatSetting w:name="compatibilityMode"'
        ' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>'
    )


def content_types() -> str:
    """[Content_Types].xml."""
    kinds = {
        "/word/document.xml": f"{WORD}.document.main+xml",
        "/word/styles.xml": f"{WORD}.styles+xml",
        "/word/settings.xml": f"{WORD}.settings+xml",
        "/word/footer1.xml": f"{WORD}.footer+xml",
        "/word/footer2.xml": f"{WORD}.footer+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    parts = "".join(
        f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in kinds.items()
    )
    return (
        f'{XML}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{parts}</Types>'
    )


def relations(*targets: tuple[str, str]) -> str:
    """A .rels part: rId1, rId2 … in order."""
    links = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'{XML}<Relationships xmlns="{PACKAGE}/relationships">{links}</Relationships>'


def core_properties() -> str:
    """docProps/core.xml; the report writes its own title and day over these."""
    return (
        f'{XML}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        "<dc:title></dc:title><dc:creator></dc:creator></cp:coreProperties>"
    )


def template() -> bytes:
    """The whole template."""
    parts = {
        "[Content_Types].xml": content_types(),
        "_rels/.rels": relations(
            (f"{OFFICE}/officeDocument", "word/document.xml"),
            (f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": core_properties(),
        "word/document.xml": document(),
        "word/styles.xml": styles(),
        "word/settings.xml": settings(),
        "word/footer1.xml": footer("right", 'w:rightChars="100" w:right="280"'),
        "word/footer2.xml": footer("left", 'w:leftChars="100" w:left="280"'),
        "word/_rels/document.xml.rels": relations(
            (f"{OFFICE}/styles", "styles.xml"),
            (f"{OFFICE}/settings", "settings.xml"),
            (f"{OFFICE}/footer", "footer1.xml"),
            (f"{OFFICE}/footer", "footer2.xml"),
        ),
    }
    return pack({name: text.encode() for name, text in parts.items()})


if __name__ == "__main__":
    target = Path(__file__).with_name("annual-report.docx")
    target.write_bytes(template())
    print(target)
