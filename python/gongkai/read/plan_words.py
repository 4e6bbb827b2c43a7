"""The words that plans are read by, from the templates; nothing here knows one plan."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import Any

from gongkai import _core as core
from gongkai import _templates

# Roles of columns whose words also stand among the headers of the ledger of tasks.
_OF_LEDGER = {"number": "task_id", "lead": "leads", "due": "due"}
_SPACE_BY_CHINESE = re.compile(r"(?<=[^\x00-\xff])[^\S\n]+(?=\S)|(?<=\S)[^\S\n]+(?=[^\x00-\xff])")
_NOTE = re.compile(r"\([^()]*\)")
_NUMBER = re.compile(r"\(?(?:\d{1,3}(?:[.-]\d{1,3})*|[一二三四五六七八九十百]{1,4})\)?[.、]?")
# What a spreadsheet shows of a formula without a value, and one that was never computed.
_ERROR = re.compile(r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!)|=.+")
_DASHES = str.maketrans(
    {"—": "-", "–": "-", "‐": "-", "﹣": "-", "〔": "(", "〕": ")", "【": "(", "】": ")"}
)


@cache
def plan_words() -> dict[str, Any]:
    """The lists of ``templates/plan.toml``."""
    return tomllib.loads(_templates.text("plan.toml"))


@cache
def words(table: str, key: str) -> tuple[str, ...]:
    """One list of words, the longest first, so that a longer one is taken before its part."""
    return tuple(sorted(plan_words()[table][key], key=lambda each: (-len(each), each)))


def tidy(text: str) -> str:
    """A text without spaces that only the layout made: at its ends, and beside Chinese."""
    lines = (re.sub(r"[^\S\n]+", " ", line).strip() for line in text.splitlines())
    return _SPACE_BY_CHINESE.sub("", "\n".join(line for line in lines if line))


def plain(text: str) -> str:
    """A text to compare by: plain characters, no space, no colon, one kind of brackets."""
    folded = unicodedata.normalize("NFKC", text).translate(_DASHES).lower()
    return "".join(folded.split()).replace(":", "")


@cache
def _blanks() -> frozenset[str]:
    return frozenset(map(plain, tomllib.loads(_templates.text("terms.toml"))["blank"]["words"]))


def is_blank(text: str) -> bool:
    """Whether a cell says that there is nothing: empty, 无, /, a dash."""
    return plain(text) in _blanks() or not plain(text).strip("-")


def is_error(text: str) -> bool:
    """Whether a cell holds a formula without a value: #REF!, #N/A."""
    return _ERROR.fullmatch(text.strip()) is not None


@cache
def _heads() -> dict[str, str]:
    found: dict[str, str] = {}
    for role, heads in plan_words()["heads"].items():
        for head in heads:
            found.setdefault(plain(head), role)
    terms = tomllib.loads(_templates.text("terms.toml"))["tasks"]
    columns = {
        str(column["id"]): str(column["header"])
        for schema in core.ledger_schemas()
        if schema["id"] == "tasks"
        for column in schema["columns"]
    }
    for role, column in _OF_LEDGER.items():
        known = [columns[column], *terms["headers"].get(column, ())]
        for head in known:
            found.setdefault(plain(head), role)
    return found


@cache
def head_role(head: str) -> str:
    """What a column of that head is: number, title, content, group, lead …; empty if unknown."""
    text = plain(head).strip("*#.、")
    for form in (text, _NOTE.sub("", text)):
        if form in _heads():
            return _heads()[form]
    if not text or len(text) > _LONGEST_HEAD:
        return ""
    for role, parts in plan_words()["heads_with"].items():
        if any(part in text for part in parts):
            return str(role)
    return ""


_LONGEST_HEAD = 14


def is_number(text: str) -> bool:
    """Whether a text is the number of a task or a section and nothing else: 1, 1.2, （三）."""
    return _NUMBER.fullmatch(plain(text)) is not None


def ends_as_unit(name: str) -> bool:
    """Whether a name ends as names of units do, brackets at its end left aside."""
    bare = re.sub(r"[(（][^()（）]*[)）]$", "", name.strip())
    return bare.endswith(words("leads", "units"))


def either(parts: Iterable[str]) -> str:
    """A pattern that is any of these words, the longest first."""
    return "|".join(map(re.escape, sorted(parts, key=lambda each: (-len(each), each))))
