"""What a task promises in numbers: 50个, 3个以上, 不少于1次, 1个工作日."""

import re
from functools import cache

from gongkai.read.plan_words import either, words
from gongkai.result.plan import Target

_DIGITS = {each: at for at, each in enumerate("零一二三四五六七八九十")} | {"两": 2}


def targets_in(text: str) -> tuple[Target, ...]:
    """The quantities of a text, in order. Years, document numbers and set phrases are none."""
    found = []
    for match in _pattern().finditer(text):
        digits = match["number"]
        bounded = match["before"] or match["after"]
        if digits in _DIGITS and not bounded:
            continue  # 一网通办, 十大: words, not quantities
        number = float(_DIGITS.get(digits, 0) or digits) if digits in _DIGITS else float(digits)
        found.append(
            Target(match[0], number, match["unit"], _bound(match["before"], match["after"]))
        )
    return tuple(found)


def _bound(before: str | None, after: str | None) -> str:
    if before in words("targets", "at_most") or after in words("targets", "at_most_after"):
        return "at_most"
    if before in words("targets", "at_least") or after in words("targets", "at_least_after"):
        return "at_least"
    return ""


@cache
def _pattern() -> re.Pattern[str]:
    before = either((*words("targets", "at_least"), *words("targets", "at_most")))
    after = either((*words("targets", "at_least_after"), *words("targets", "at_most_after")))
    return re.compile(
        rf"(?P<before>{before})?(?<![\d.年月第])(?P<number>\d+(?:\.\d+)?|[一两二三四五六七八九十])"
        rf"(?P<unit>{either(words('targets', 'units'))})(?P<after>{after})?"
    )
