"""What does not belong to a plan: advertising put in by others, and lines of the page around it."""

import re
from functools import cache
from typing import NamedTuple

from gongkai.read.plan_words import either, plan_words, tidy

_PHRASE = re.compile(r"[^，,。；;、：:\n\s]+")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_FEWEST_LEFT = 4  # Chinese characters before an advertisement that are words of the plan


class Clean(NamedTuple):
    """A text without its advertising, and what was taken out."""

    text: str
    spam: tuple[str, ...] = ()


def without_spam(text: str, *, whole: bool = False) -> Clean:
    """Take out the phrases that are advertising.

    Parameters
    ----------
    text : str
        A paragraph or a cell.
    whole : bool
        Take out such a phrase as a whole, for a list of names; else what stands before the
        advertisement in it stays.
    """
    spam: list[str] = []
    kept, end = "", 0
    for phrase in _PHRASE.finditer(text):
        at = _begins(phrase[0])
        if at is None:
            continue
        if whole or len(_CHINESE.findall(phrase[0][:at])) < _FEWEST_LEFT:
            at = 0
        spam.append(phrase[0][at:])
        kept += text[end : phrase.start() + at]
        end = phrase.end()
    if not spam:
        return Clean(text)
    left = re.sub(r"([，,、；;])(?:\s*[，,、；;])+", r"\1", kept + text[end:])
    return Clean(tidy(left).strip("，,、；;"), tuple(spam))


def is_chrome(line: str) -> bool:
    """Whether a line is furniture of a page: where one is, what to share, who runs the site."""
    text, known = line.strip().replace("：", ":"), plan_words()["chrome"]
    if not text or len(text) > known["most"]:
        return False
    if any(word in text for word in known["holds"]):
        return True
    return "。" not in text and text.startswith(tuple(known["starts"]))


def _begins(phrase: str) -> int | None:
    # Where the advertisement begins in a phrase, None where there is none.
    sure = [found.start() for found in map(lambda each: each.search(phrase), _sure()) if found]
    signs = list(_signs().finditer(phrase))
    if len({sign[0].lower() for sign in signs}) >= plan_words()["spam"]["needed"]:
        sure.append(signs[0].start())
    return min(sure) if sure else None


@cache
def _sure() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in plan_words()["spam"]["sure"])


@cache
def _signs() -> re.Pattern[str]:
    return re.compile(either(plan_words()["spam"]["signs"]), re.IGNORECASE)
