"""Deadlines of a plan, read by the core as those of the ledger of tasks are."""

import re
from datetime import date
from functools import cache
from typing import NamedTuple

from gongkai import _core as core
from gongkai import _templates
from gongkai.read.plan_words import ends_as_unit, is_blank, tidy

ANY_YEAR = 2000  # to ask whether words are a deadline
_LONGEST = 60
_LONGEST_CELL = 20
_LONGEST_OPEN = 7
# What a deadline may end with, where something is said behind it.
_ENDS = ("前", "底", "末", "内", "日", "月", "旬", "度", "年")
_THIS_YEAR = re.compile("^(?:今年|本年|当年)(?=[^年])")
_OTHER = re.compile(r"\d|年|月|季|[一二三四五六七八九十]日|启动|开始|起|每")


class Deadline(NamedTuple):
    """A deadline's day, or why there is none.

    `why` is empty where there is a day, else ``blank``, ``open`` (no end, or one that recurs),
    ``two``, ``bad`` or ``no_year``.
    """

    due: date | None
    why: str


@cache
def read_deadline(text: str, year: int | None) -> Deadline:
    """The day that a deadline means in a plan of that year; a month means its last day."""
    text = tidy(text).replace("\n", "、")
    if is_blank(text):
        return Deadline(None, "blank")
    found = _read(text, year or 0)
    if found.why == "bad":
        text = _THIS_YEAR.sub("", text)
        found = _read(text, year or 0)
    if found.why == "bad":
        found = _read_beginning(text, year or 0) or found
    if found.why == "bad" and year is None:
        with_year = read_deadline(text, ANY_YEAR)
        return Deadline(None, with_year.why or "no_year")
    return found


def is_deadline(text: str) -> bool:
    """Whether a cell holds a deadline, one without an end too, and nothing else."""
    return len(text) <= _LONGEST_CELL and read_deadline(text, ANY_YEAR).why in ("", "open", "two")


@cache
def is_exact(text: str) -> bool:
    """Whether a text is a deadline, no word more, and no name: 2024年5月, 长期坚持."""
    text = tidy(text)
    why = _read(text, ANY_YEAR).why if text and len(text) <= _LONGEST_CELL else "blank"
    if why == "open":
        # Words without an end may stand anywhere in a text: 长期照护中心.
        return len(text) <= _LONGEST_OPEN and not ends_as_unit(text)
    return why in ("", "two")


def _read(text: str, year: int) -> Deadline:
    # One task with this deadline: the core's reader of ledgers has the only rules for it.
    columns = {"task_id": "1", "title": "title", "leads": "lead", "due": text}
    table = core.Table.from_columns([(name, [value]) for name, value in columns.items()])
    ledger, findings = core.read_ledger("tasks", table, _templates.terms(), file="", year=year)
    kinds = {each.kind for each in findings if each.rule in ("ledger.date", "ledger.blank")}
    due = ledger.to_table().column("due")[0] if ledger.rows else None
    if isinstance(due, date):
        return Deadline(due, "")
    if "ambiguous" in kinds:
        return Deadline(None, "two")
    if "open" in kinds:
        return Deadline(None, "open")
    return Deadline(None, "blank" if "blank" in kinds or not text else "bad")


def _read_beginning(text: str, year: int) -> Deadline | None:
    # 6月底前取得阶段性成果: the deadline is what stands before the words.
    for cut in range(min(len(text), _LONGEST) - 1, 1, -1):
        if text[:cut].endswith(_ENDS) and not _OTHER.search(text[cut:]):
            found = _read(text[:cut], year)
            if found.due is not None:
                return found
    return None
