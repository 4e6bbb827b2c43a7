"""Word's own numbering: what Word prints before a paragraph that belongs to a numbered list."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DIGITS = "〇一二三四五六七八九"
_PLAIN_CHINESE = {"ideographDigital", "taiwaneseDigital", "japaneseDigitalTenThousand"}
_CHINESE = {
    *("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting"),
    *("taiwaneseCountingThousand", "koreanCounting"),
}
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_ROMAN = [("xl", 40), ("x", 10), ("ix", 9), ("v", 5), ("iv", 4), ("i", 1)]
_LEVELS = 9
_MOST = 32_767  # Word counts no further
_PLACE = re.compile("%([1-9])")


class _Level(NamedTuple):
    start: int
    format: str
    text: str


class Numbering:
    """Counts the numbered paragraphs of a document, asked for each of them in order."""

    def __init__(self, numbering: etree._Element | None, styles: etree._Element | None) -> None:
        self._abstract: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, tuple[str, dict[int, _Level]]] = {}
        self._starts: dict[str, dict[int, int]] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._styles: dict[str, tuple[str, int]] = {}
        if numbering is not None:
            self._read_lists(numbering)
        if styles is not None:
            self._read_styles(styles)

    def of(self, paragraph: etree._Element) -> str:
        """The number of a paragraph as printed, empty where it has none or a bullet."""
        found = _list_and_level(paragraph.find(f"{_W}pPr/{_W}numPr"))
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        if found is None and style is not None:
            found = self._styles.get(_val(style))
        if found is None or found[0] not in self._lists:
            return ""
        number, level = found
        abstract, levels = self._lists[number]
        counts = self._counts.setdefault(abstract, [None] * _LEVELS)
        started = self._starts.pop(number, {})
        for at, start in started.items():
            counts[at] = start - 1
        if level not in levels:
            return ""
        before = counts[level]
        counts[level] = levels[level].start if before is None else before + 1
        counts[level + 1 :] = [None] * (_LEVELS - level - 1)
        return _PLACE.sub(
            lambda place: _part(int(place[1]) - 1, counts, levels), _text(levels[level])
        )

    def _read_lists(self, numbering: etree._Element) -> None:
        for each in numbering.iterchildren(f"{_W}abstractNum"):
            levels = dict(_levels(each))
            self._abstract[each.get(f"{_W}abstractNumId", "")] = levels
        for each in numbering.iterchildren(f"{_W}num"):
            number = each.get(f"{_W}numId", "")
            abstract = _val(each.find(f"{_W}abstractNumId"))
            levels = dict(self._abstract.get(abstract, {}))
            for override in each.iterchildren(f"{_W}lvlOverride"):
                levels |= dict(_levels(override))
                start = override.find(f"{_W}startOverride")
                if start is not None:
                    at = _whole(override.get(f"{_W}ilvl"), 0)
                    self._starts.setdefault(number, {})[at] = _whole(_val(start), 1)
            self._lists[number] = (abstract, levels)

    def _read_styles(self, styles: etree._Element) -> None:
        based: dict[str, str] = {}
        for style in styles.iterchildren(f"{_W}style"):
            name = style.get(f"{_W}styleId", "")
            based[name] = _val(style.find(f"{_W}basedOn"))
            found = _list_and_level(style.find(f"{_W}pPr/{_W}numPr"))
            if found is not None:
                self._styles[name] = found
        for name in based:
            at, seen = name, {name}
            while at not in self._styles and based.get(at) and based[at] not in seen:
                at = based[at]
                seen.add(at)
            if at in self._styles:
                self._styles[name] = self._styles[at]


def _text(level: _Level) -> str:
    return "" if level.format in ("bullet", "none") else level.text


def _part(at: int, counts: list[int | None], levels: dict[int, _Level]) -> str:
    level = levels.get(at)
    if level is None:
        return ""
    count = counts[at]
    return _written(level.start if count is None else count, level.format)


def _levels(parent: etree._Element) -> Iterator[tuple[int, _Level]]:
    for each in parent.iterchildren(f"{_W}lvl"):
        at = _whole(each.get(f"{_W}ilvl"), 0)
        if at < _LEVELS:
            start = _whole(_val(each.find(f"{_W}start")), 0)
            written = _val(each.find(f"{_W}numFmt")) or "decimal"
            yield at, _Level(start, written, _val(each.find(f"{_W}lvlText")))


def _list_and_level(element: etree._Element | None) -> tuple[str, int] | None:
    if element is None:
        return None
    number = _val(element.find(f"{_W}numId"))
    level = _whole(_val(element.find(f"{_W}ilvl")), 0)
    return (number, level) if level < _LEVELS else None


def _val(element: etree._Element | None) -> str:
    return "" if element is None else element.get(f"{_W}val", "")


def _whole(text: str | None, otherwise: int) -> int:
    return min(int(text[:9]), _MOST) if text and text.isascii() and text.isdigit() else otherwise


def _written(number: int, form: str) -> str:
    if form in _CHINESE:
        return _chinese(number)
    if form in _PLAIN_CHINESE:
        return "".join(_DIGITS[int(digit)] for digit in str(number))
    if form in ("decimalEnclosedCircle", "decimalEnclosedCircleChinese") and 1 <= number <= 20:
        return chr(ord("①") + number - 1)
    if form == "decimalZero":
        return f"{number:02}"
    if form == "decimalFullWidth":
        return "".join(chr(ord(digit) - ord("0") + ord("０")) for digit in str(number))
    if form == "ideographTraditional" and 1 <= number <= len(_STEMS):
        return _STEMS[number - 1]
    if form in ("lowerLetter", "upperLetter") and number >= 1:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter if form == "lowerLetter" else letter.upper()
    if form in ("lowerRoman", "upperRoman") and 1 <= number < 50:
        return _roman(number) if form == "lowerRoman" else _roman(number).upper()
    return str(number)


def _chinese(number: int) -> str:
    if not 0 < number < 1000:
        return "".join(_DIGITS[int(digit)] for digit in str(number))
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += "十" if tens == 1 and not hundreds else f"{_DIGITS[tens]}十"
    elif hundreds and ones:
        text += _DIGITS[0]
    return text + (_DIGITS[ones] if ones else "")


def _roman(number: int) -> str:
    text = ""
    for letters, value in _ROMAN:
        while number >= value:
            text, number = text + letters, number - value
    return text
