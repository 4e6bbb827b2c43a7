"""What a plan says of itself: its title, who issued it, when, and for which year."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from gongkai.read.plan_due import read_deadline
from gongkai.read.plan_words import either, plain, tidy, words

_DIGITS = "〇○零一二三四五六七八九十0-9０-９"
_DAY = (
    rf"[{_DIGITS}]{{2,4}}年[{_DIGITS}]{{1,3}}月[{_DIGITS}]{{1,3}}日"
    r"|\d{4}[-./]\d{1,2}[-./]\d{1,2}"
)
_DATED = re.compile(rf"(?P<issuer>.{{0,60}}?)[（(]?(?P<day>{_DAY})[)）]?")
_YEAR = re.compile(
    r"((?:19|20)\d{2})(?:年|[-—–./至]|\d{4}$|$)|([二][〇○零][一二三四五六七八九〇○零]{2})年"
)
_NUMBERED = re.compile(r"[〔\[（(【]((?:19|20)\d{2})[〕\]）)】]\s*\d+\s*号")
_STOPS = re.compile("[。，；！？!?;]")
_NOTICE = re.compile(r"印发《?(?P<title>[^《》]+?)》?的通知$")
_QUOTED = re.compile("《([^《》]+)》")
_LONGEST = 60
_ISSUERS = 3


class BadDay(NamedTuple):
    """A date as printed that no calendar has, and its line."""

    printed: str
    line: str


class Head(NamedTuple):
    """Title, issuing body, date of signature and year of a plan; None where none is said.

    `bad_day` stands where a date of signature should.
    """

    title: str | None
    issuer: str | None
    issued: date | None
    year: int | None
    bad_day: BadDay | None = None


def read_head(
    paragraphs: Sequence[str], lists: Sequence[str], said: str, dues: Iterable[str]
) -> Head:
    """The head of a plan.

    Parameters
    ----------
    paragraphs : sequence of str
        All that is no table, in order.
    lists : sequence of str
        Names of its lists.
    said : str
        The title that the file itself marks as one, empty where none.
    dues : iterable of str
        Its deadlines as printed, which may name a year.
    """
    lines = [line for line in map(tidy, paragraphs) if line]
    title = _title(lines, tidy(said)) or next(filter(looks_as_title, lists), None)
    issuer, signed = _signature(lines)
    labelled = _labelled_date(lines)
    issued = next((each for each in (signed, labelled) if isinstance(each, date)), None)
    bad_day = next((each for each in (signed, labelled) if isinstance(each, BadDay)), None)
    issuer = issuer or _labelled_issuer(lines) or _issuer_of_title(title, lines)
    year = next(filter(None, map(_year_in, [title or "", *lists])), None)
    if year is None and issued is not None:
        year = issued.year
    if year is None and bad_day is not None:
        year = _year_in(bad_day.printed)
    return Head(title, issuer, issued, year or _year_elsewhere(lines, dues), bad_day)


def is_organ(text: str) -> bool:
    """Whether a line is the name of a body that issues documents, and nothing else."""
    bare = re.sub(r"[(（][^()（）]*[)）]$", "", text)
    return (
        2 < len(bare) <= _LONGEST // 2
        and bare.endswith(words("head", "organs"))
        and not re.search(r"[。，,；;：:、\d《》]", bare)
    )


def is_date(text: str) -> bool:
    """Whether a line is a date and nothing else."""
    found = _DATED.fullmatch(text)
    return found is not None and not found["issuer"]


def title_words() -> tuple[str, ...]:
    """How titles of plans and names of lists end."""
    return (*words("head", "titles"), *words("head", "lists"))


def looks_as_title(line: str) -> bool:
    """Whether a line could be the title of a plan or the name of a list."""
    bare = re.sub(r"[(（][^()（）]*[)）]$", "", line)
    return 4 < len(bare) <= _LONGEST and not _STOPS.search(bare) and bare.endswith(title_words())


def _title(lines: Sequence[str], said: str) -> str | None:
    said = _of_notice(said) or said
    if any(word in said for word in words("head", "titles")):
        return said.strip("《》")
    for line in lines:
        quoted = [each for each in _QUOTED.findall(line) if looks_as_title(each)]
        if quoted and any(word in line for word in words("head", "issuing")):
            return str(quoted[0])
    pairs = [*pairwise(lines), *((line, "") for line in lines[-1:])]
    best: tuple[int, int, str] | None = None
    for at, (line, following) in enumerate(pairs):
        found = _of_notice(line) or _of_notice(line + following)
        if found is None and looks_as_title(line) and not _is_annex(line):
            found = line
            before = lines[at - 1] if at else ""
            if not _year_in(line) and _begins_title(before):
                found = before + line
        if found is None or not any(word in found for word in title_words()):
            continue
        about = any(word in found for word in words("head", "subject"))
        kind = any(word in found for word in words("head", "titles"))
        rank = (-(2 * about + kind + bool(_year_in(found))), at, found.strip("《》"))
        best = rank if best is None else min(best, rank)
    return None if best is None else best[2]


def _of_notice(line: str) -> str | None:
    found = _NOTICE.search(line)
    return found["title"] if found and _STOPS.search(line) is None else None


def _begins_title(line: str) -> bool:
    return (
        0 < len(line) <= _LONGEST // 2
        and not _STOPS.search(line)
        and not is_organ(line)
        and _DATED.fullmatch(line) is None
        and (_year_in(line) is not None or "关于" in line)
        and not looks_as_title(line)
        and _NUMBERED.search(line) is None
    )


def _is_annex(line: str) -> bool:
    return line.startswith(words("head", "annex"))


def _signature(lines: Sequence[str]) -> tuple[str | None, date | BadDay | None]:
    found: list[tuple[int, int, str | None, date | BadDay]] = []
    for at, line in enumerate(lines):
        dated = _DATED.fullmatch(line)
        if dated is None:
            continue
        day = _day(dated["day"], line)
        issuer: str | None = None
        if dated["issuer"]:
            if not is_organ(dated["issuer"]):
                continue
            issuer = dated["issuer"]
        else:
            above = _organs_above(lines, at)
            issuer = "、".join(above) or None
        in_words = "年" in dated["day"]
        if issuer or in_words:
            found.append((-(2 * (issuer is not None) + in_words), at, issuer, day))
    if not found:
        return None, None
    _, _, issuer, day = min(found, key=lambda each: each[:2])
    return issuer, day


def _day(printed: str, line: str) -> date | BadDay:
    return read_deadline(printed, None).due or BadDay(printed, line)


def _organs_above(lines: Sequence[str], at: int) -> list[str]:
    above: list[str] = []
    for line in reversed(lines[max(at - _ISSUERS, 0) : at]):
        bare = re.sub(r"[(（](?:盖章|公章|章)[)）]$", "", line)
        if not is_organ(bare):
            break
        above.insert(0, bare)
    return above


@cache
def _issuer_label() -> re.Pattern[str]:
    labels = either(words("head", "issuer"))
    return re.compile(rf"(?:{labels})[:：\s]*(?P<value>[^\s，。；;:：|]{{3,30}})")


def _labelled_date(lines: Sequence[str]) -> date | BadDay | None:
    for label in words("head", "issued"):
        for line in lines:
            found = re.search(rf"{label}[:：\s]*({_DAY}|(?:19|20)\d{{6}}(?!\d))", line)
            if found is not None:
                return _day(found[1], line)
    return None


def _labelled_issuer(lines: Sequence[str]) -> str | None:
    for line in lines:
        found = _issuer_label().search(line)
        if found is not None and is_organ(found["value"]):
            return str(found["value"])
    for line in lines:
        for ending in words("head", "letterhead"):
            if line.endswith(ending) and is_organ(line.removesuffix(ending)):
                return line.removesuffix(ending)
    for line in lines:
        printed = re.fullmatch(rf"(.+?)(?:{_DAY})印发", line)
        if printed is not None and is_organ(printed[1]):
            return printed[1]
    return None


def _issuer_of_title(title: str | None, lines: Sequence[str]) -> str | None:
    for line in lines:
        name, notice, _ = line.partition("关于印发")
        if notice and is_organ(name):
            return name
    found = re.match(r"(\D{3,30}?)(?=(?:19|20)\d{2})", title or "")
    return found[1] if found is not None and is_organ(found[1]) else None


def _year_in(text: str) -> int | None:
    found = _YEAR.search(text)
    if found is None:
        return None
    if found[1]:
        return int(found[1])
    digits = "〇一二三四五六七八九"
    return int(
        "".join(str(digits.index(each.replace("○", "〇").replace("零", "〇"))) for each in found[2])
    )


def _year_elsewhere(lines: Sequence[str], dues: Iterable[str]) -> int | None:
    for line in lines:
        numbered = _NUMBERED.search(line)
        if numbered is not None:
            return int(numbered[1])
    about = either((*words("head", "subject"), *words("head", "titles")))
    for line in lines:
        found = re.search(rf"((?:19|20)\d{{2}})年(?:度)?[^，。；]{{0,15}}(?:{about})", line)
        if found is not None:
            return int(found[1])
    named = {year for year in (_year_in(plain(due)) for due in dues) if year is not None}
    return named.pop() if len(named) == 1 else None
