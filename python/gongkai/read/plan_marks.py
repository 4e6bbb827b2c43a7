"""Words in a plan's sentences that say who leads a piece of work, and until when."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import zip_longest
from typing import NamedTuple

from gongkai.read.plan_due import ANY_YEAR, is_exact, read_deadline
from gongkai.read.plan_leads import split_leads, split_outside
from gongkai.read.plan_words import either, ends_as_unit, words

_OPEN, _CLOSE = "(（[【", ")）]】"
_LONGEST_MARK = 200
_LONGEST_NAME = 20
_MONTH = r"(?:\d{1,2}|十[一二]?|[一二三四五六七八九])月"
_DEADLINE = re.compile(
    rf"(?<![每\d])(?:(?:(?:19|20)\d{{2}}年|今年|本年)?(?:{_MONTH}(?:\d{{1,2}}日|底|末|上旬|中旬|下旬|份)?(?:之前|以前|前)"
    rf"|{_MONTH}[底末]|年底(?:之前|以前|前)?|年内|年末|第?[一二三四]季度(?:末|底|前|结束前))"
    rf"|(?:19|20)\d{{2}}年底?前)"
)
# A day or a month whether or not the calendar has it: 2月30日 names nobody.
_DATE = re.compile(rf"(?:\d{{4}}年)?{_MONTH}(?:\d{{1,2}}[日号])?(?:之前|以前|前|底前|底|末)?")
_BEHIND = re.compile(r"[，,；;。\s]*(?P<due>[^，,；;。\n()（）【】\[\]]+)(?=[，,；;。\n]|$)")
_BETWEEN = "，,；;。 \n"
_SENTENCE = re.compile(r"[^。；;！!\n]+")


class Mark(NamedTuple):
    """Who leads and until when, and where that is said.

    `start` and `end` are the words themselves; they speak of what stands before them, and of what
    follows up to `until`.
    """

    start: int
    end: int
    until: int
    leads: tuple[str, ...]
    due: str
    responsible: bool = False  # 责任单位, who give way to 牵头单位


def marks_in(text: str) -> list[Mark]:
    """The marks of a paragraph, in order.

    In brackets (（牵头单位：甲）), behind a label, or, where neither names a lead, in a sentence
    (甲牵头，乙配合; 由甲负责). A deadline right behind them is theirs.
    """
    marks = [*_bracketed(text)]
    marks += [each for each in _labelled(text) if not any(_overlap(each, mark) for mark in marks)]
    if not any(mark.leads for mark in marks):
        spoken = [each for sentence in _SENTENCE.finditer(text) for each in _spoken(sentence)]
        marks += [each for each in spoken if not any(_overlap(each, mark) for mark in marks)]
    return [_with_deadline(_with_label(mark, text), text) for mark in sorted(marks)]


def deadlines_in(text: str) -> list[str]:
    """The deadlines that stand in a sentence, as printed."""
    return [found[0] for found in _DEADLINE.finditer(text)]


def without_deadline(text: str) -> str:
    """A piece of work without the deadline behind it: 公开预算，6月底前完成."""
    found = next((each for each in _finished().finditer(text) if each.end() == len(text)), None)
    return text if found is None else text[: found.start()] or text


def _overlap(one: Mark, other: Mark) -> bool:
    return one.start < other.end and other.start < one.end


def apart(cell: str) -> tuple[str, str]:
    """The names in a cell of leads, and the deadlines that stand among them: 县水利局、6月底前."""
    items = [_apart(item) for item in split_outside(cell, "；;，,\n")]
    due = both_deadlines(*(each for _, named in items for each in named))
    return ("，".join(names for names, _ in items if names) if due else cell), due


def _with_label(mark: Mark, text: str) -> Mark:
    said = text[mark.start : mark.end]
    first, others = (
        re.search(rf"(?:{either(words('leads', key))})[:：为]", said)
        for key in ("labels", "responsible_labels")
    )
    return mark._replace(responsible=first is None and others is not None)


def _with_deadline(mark: Mark, text: str) -> Mark:
    # （牵头单位：甲），9月底前完成。
    while mark.leads:
        found = _finished().match(text, mark.end)
        due = "" if found is None else found["due"]
        if found is None:
            found = _BEHIND.match(text, mark.end)
            # What has a label is a mark of its own.
            due = (
                ""
                if found is None or _label().match(found["due"])
                else _only_deadline(found["due"])
            )
        if found is None or not due:
            break
        due = both_deadlines(mark.due, due)
        mark = mark._replace(end=found.end(), until=max(found.end(), mark.until), due=due)
    return mark


def both_deadlines(*printed: str) -> str:
    """Deadlines of one piece of work as one text; one that is said again is said once."""
    return "、".join(dict.fromkeys(filter(None, printed)))


@cache
def _finished() -> re.Pattern[str]:
    known = either(words("due", "finished"))
    return re.compile(
        rf"[，,；;。\s]*[于在]?(?P<due>{_DEADLINE.pattern})(?:{known})?(?=[，,；;。\s]|$)"
    )


# In brackets and behind labels


def _bracketed(text: str) -> Iterator[Mark]:
    start, depth = 0, 0
    before: Mark | None = None
    for at, character in enumerate(text):
        if character in _OPEN:
            start = at if depth == 0 else start
            depth += 1
        elif character in _CLOSE and depth:
            depth -= 1
            if depth:
                continue
            # （牵头单位：甲）（长期）: the second bracket speaks of what the first does.
            behind = before is not None and not text[before.end : start].strip(_BETWEEN)
            said = _said(text[start + 1 : at], behind=behind)
            if said is not None:
                before = Mark(start, at + 1, at + 1, *said)
                yield before


def _labelled(text: str) -> Iterator[Mark]:
    at = 0
    while (found := _label().search(text, at)) is not None:
        items = split_outside(found["mark"], "；;，,")
        kept = 1
        while kept < len(items) and _goes_on(items[kept].strip()):
            kept += 1
        start = found.start("mark")
        at = start + len("；".join(items[:kept]))
        said = _said(text[start:at])
        if said is not None and (not found["is"] or _names("、".join(said[0]))):
            yield Mark(start, at, at, *said)


def _goes_on(item: str) -> bool:
    # What may follow a label's first item: another label, a deadline, more names.
    return bool(
        not item or _label().match(item) or _only_deadline(item) or _names(item) or _helps(item)
    )


@cache
def _label() -> re.Pattern[str]:
    # 牵头单位为甲 is said too; 牵头为 and 时限为 go on otherwise.
    known = either((*_lead_labels(), *words("leads", "support_labels"), *words("due", "labels")))
    whole = either(each for each in _lead_labels() if each not in words("leads", "leading"))
    return re.compile(
        rf"(?:^|(?<=[\n。；;，,)）\]】]))\s*(?P<mark>(?:(?:{known})[:：]|(?:{whole})(?P<is>为))[^。\n]*)"
    )


def _lead_labels() -> tuple[str, ...]:
    return (*words("leads", "labels"), *words("leads", "responsible_labels"))


@cache
def _lead_label() -> re.Pattern[str]:
    return re.compile(rf"(?P<label>{either(_lead_labels())})(?:[:：]|为)")


@cache
def _due_label() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![^\W_])(?:{either(words('due', 'labels'))})(?:[:：]|为)?(?P<due>[^；;，,。\n]+)"
    )


@cache
def _support_label() -> re.Pattern[str]:
    return re.compile(rf"(?:{either(words('leads', 'support_labels'))})[:：]")


def _said(inside: str, behind: bool = False) -> tuple[tuple[str, ...], str] | None:
    """Leads and deadline of a bracket or a labelled run of words; None where it says neither.

    Without a label or a lead, words that may also be no deadline are one only `behind` a mark.
    """
    if len(inside) > _LONGEST_MARK:
        return None
    dues = []
    found = _due_label().search(inside)
    if found is not None:
        dues.append(found["due"].strip())
        inside = inside[: found.start()] + inside[found.end() :]
    kept = []
    for item in split_outside(inside, "；;，,\n"):
        names, named = _apart(item)
        dues += named
        kept += [names] if names else []
    due = both_deadlines(*dues)
    rest = "，".join(kept).strip("，；; ")
    label = _lead_label().search(rest)
    if label is None and _support_label().match(rest):
        return (), due
    if label is None and not _says_who(rest):
        alone = behind or found is not None or any(map(_is_deadline, dues))
        return ((), due) if due and alone else None
    leads = split_leads(_lead_label().sub(r"\g<label>：", rest))
    return (leads, due) if leads or due else None


def _apart(item: str) -> tuple[str, list[str]]:
    # Names and deadlines of one item: 县水利局、6月底前.
    whole = _deadline_of(item)
    if whole:
        return "", [whole]
    names, dues = [], []
    for part in split_outside(item, "、"):
        due = _deadline_of(part)
        dues += [due] if due else []
        names += [] if due else [part]
    return "、".join(names), dues


def _deadline_of(item: str) -> str:
    # 6月底前取得阶段性成果 is one too where names are listed.
    return _only_deadline(item) or (item.strip() if _is_deadline(item) else "")


def _only_deadline(item: str) -> str:
    # The deadline that an item is and nothing else, without the word that it is kept by.
    item = item.strip()
    finished = _finished().fullmatch(item)
    if finished is not None:
        return finished["due"]
    known = (word for word in words("due", "finished") if not word.startswith("前"))
    bare = item.removesuffix(next(filter(item.endswith, known), ""))
    return bare if is_exact(bare) or _DATE.fullmatch(bare) else ""


def _is_deadline(item: str) -> bool:
    item = item.strip()
    return _DEADLINE.match(item) is not None and read_deadline(item, ANY_YEAR).due is not None


def _says_who(text: str) -> bool:
    # 县发改局牵头，县财政局配合: a bracket of names with what they do, and no sentence.
    says = tuple(each for key in ("leading", "helping", "after") for each in words("leads", key))
    names = split_leads(text)
    return bool(names) and text.endswith(says) and all(ends_as_unit(name) for name in names)


# In a sentence: 由甲牵头，乙配合，9月底前完成; 由甲负责公开规划


class _Phrase(NamedTuple):
    start: int
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def _spoken(sentence: re.Match[str]) -> Iterator[Mark]:
    phrases, at = [], sentence.start()
    for part in split_outside(sentence[0], "，,"):
        phrases.append(_Phrase(at, part))
        at += len(part) + 1
    found: list[Mark] = []
    number = 0
    while number < len(phrases):
        phrase = phrases[number]
        number += 1
        mark = _leads_of(phrase)
        if mark is None:
            continue
        start, end = mark.start, mark.end
        before = phrases[number - 2] if number > 1 else None
        if before is not None and start == phrase.start and _helps(before.text):
            start = before.start
        # Who helps, and who else is in charge of what the first one leads.
        while end == phrase.end and number < len(phrases) and _helps(phrases[number].text, True):
            phrase = phrases[number]
            end, number = phrase.end, number + 1
        found.append(mark._replace(start=start, end=end))
    for mark, following in zip_longest(found, found[1:]):
        yield mark._replace(until=sentence.end() if following is None else following.start)


@cache
def _leading() -> re.Pattern[str]:
    verbs = either((*words("leads", "leading"), *words("leads", "charged")))
    after = either(words("leads", "after"))
    return re.compile(
        rf"(?P<by>.*?由)?(?P<names>.+?)(?P<verb>{verbs})(?:(?:{after})(?=$|、))?(?P<rest>.*)"
    )


def _leads_of(phrase: _Phrase) -> Mark | None:
    found = _leading().fullmatch(phrase.text) if len(phrase.text) <= _LONGEST_MARK else None
    if found is None:
        return None
    leads, rest = _names(found["names"]), found["rest"].strip()
    beside = rest.startswith("、") and _helps(rest[1:])
    # 甲负责本辖区的工作: nobody's task. 以甲牵头的机制: no task.
    of_others = (
        rest and not beside and not found["by"] and found["verb"] in words("leads", "charged")
    )
    if not leads or of_others or rest.startswith("的"):
        return None
    start = phrase.start + (found.end("by") - 1 if found["by"] else found.start("names"))
    end = phrase.start + (len(phrase.text) if beside else found.start("rest"))
    return Mark(start, end, end, leads, "")


def _helps(phrase: str, charged: bool = False) -> bool:
    # Names and what they do, and nothing else: 县财政局、县教育局等部门配合.
    phrase = phrase.strip().removeprefix("由")
    verbs = words("leads", "helping") + (words("leads", "charged") if charged else ())
    ending = next((verb for verb in verbs if phrase.endswith(verb)), "")
    return bool(ending) and bool(_names(phrase.removesuffix(ending)))


def _names(text: str) -> tuple[str, ...]:
    """The units that a run of words names, none where it says anything else."""
    names = split_leads(text)
    known = all(
        len(name) <= _LONGEST_NAME
        and (ends_as_unit(name) or name.startswith("各"))
        and not name.startswith(words("leads", "no_name"))
        for name in names
    )
    return names if known else ()
