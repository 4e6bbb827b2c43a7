"""What readers of .xlsx files do not tell: errors, formulas not computed, the first day."""

import re
from posixpath import join, normpath
from xml.etree import ElementTree
from zipfile import ZipFile

from gongkai._core import DataError

# Row and column from 0, and what stands there: "#N/A", "=A1+1".
Unsaid = dict[tuple[int, int], str]

_ERROR = re.compile(rb'<c\b([^>]*\bt="e"[^>]*)>(?:(?!</c>).)*?<v>([^<]*)</v>', re.DOTALL)
_FORMULA = re.compile(
    rb"<c\b([^>]*)>\s*<f\b[^>]*(?:/>|>([^<]*)</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>"
)
_ADDRESS = re.compile(rb'\br="([A-Z]+)([0-9]+)"')
_TEXT_RESULT = re.compile(rb'\bt="str"')  # an empty text is what such a formula gave


def unsaid_cells(archive: ZipFile, sheet: str) -> Unsaid:
    """The error cells and uncomputed formulas of a sheet, which readers give as blank."""
    part = sheet_part(archive, sheet)
    if part is None:
        return {}
    xml = archive.read(part)
    found: Unsaid = {}
    for match in _ERROR.finditer(xml) if b't="e"' in xml else ():
        _note(found, match[1], match[2].decode())
    for match in _FORMULA.finditer(xml) if b"<f" in xml else ():
        if not _TEXT_RESULT.search(match[1]):
            _note(found, match[1], f"={(match[2] or b'').decode()}")
    return found


def counts_from_1904(archive: ZipFile) -> bool:
    """Whether a workbook's days are counted from 1904, as those of old Macintosh ones are."""
    if "xl/workbook.xml" not in archive.namelist():
        return False
    return any(
        each.get("date1904") in ("1", "true")
        for each in _elements(archive, "xl/workbook.xml", "workbookPr")
    )


def _note(found: Unsaid, attributes: bytes, text: str) -> None:
    address = _ADDRESS.search(attributes)
    if address is None:
        return
    column = 0
    for letter in address[1]:
        column = column * 26 + letter - ord("A") + 1
    found[int(address[2]) - 1, column - 1] = text


def sheet_part(archive: ZipFile, sheet: str) -> str | None:
    """The part of a workbook that holds a sheet; None where it has none of that name."""
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= set(archive.namelist()):
        return None
    ids = {
        each.get("name"): value
        for each in _elements(archive, "xl/workbook.xml", "sheet")
        for name, value in each.items()
        if name.endswith("}id")
    }
    targets = {
        each.get("Id"): each.get("Target", "")
        for each in _elements(archive, "xl/_rels/workbook.xml.rels", "Relationship")
    }
    target = targets.get(ids.get(sheet), "")
    part = normpath(join("/xl", target)).lstrip("/")
    return part if part in archive.namelist() else None


def _elements(archive: ZipFile, part: str, tag: str) -> list[ElementTree.Element]:
    xml = archive.read(part)
    if b"<!DOCTYPE" in xml:
        raise DataError(f"part '{part}' declares a document type, expected none")
    return [each for each in ElementTree.fromstring(xml).iter() if each.tag.endswith(f"}}{tag}")]
