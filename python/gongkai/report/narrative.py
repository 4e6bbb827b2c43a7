"""The words of a report: templates of the six sections, filled with the figures they name."""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from gongkai import _core as core
from gongkai import _templates
from gongkai.report.amount import amount_text, share_text
from gongkai.report.sandbox import fill

# Stands in the filled text where a figure was blank, until its sentence is known.
_GAP = re.compile("\ue000([0-9]+)\ue001")
_SENTENCE = re.compile(r"[^。！？；\n]+[。！？；]?")


@dataclass(frozen=True)
class Claim:
    """What may be said of both years: the sentence, or why not."""

    sentence: str
    because: tuple[str, ...] = ()


@dataclass(frozen=True)
class Bound:
    """What the words of a report may ask for.

    Parameters
    ----------
    body, year, as_of
        Whose report, of which year, counted on which day.
    figure : callable
        Answers a place with a figure.
    rate : callable
        Answers the id of a definition with a rate.
    claim : callable
        Answers the id of a claim (``"double_decline"``) with its sentence, or why it is none.
    previous : AnnualTables, optional
        Last year's tables; without them ``figure`` is asked for ``…@previous``.
    """

    body: str
    year: int
    as_of: date
    figure: Callable[[str], core.Figure]
    rate: Callable[[str], core.Rate]
    claim: Callable[[str], Claim]
    previous: core.AnnualTables | None = None


@dataclass(frozen=True)
class Prose:
    """The paragraphs of one section, and what is to be said of them."""

    paragraphs: tuple[str, ...]
    findings: tuple[core.Finding, ...] = ()


def section_prose(section: str, title: str, own: str, bound: Bound) -> Prose:
    """Fill the words of one section.

    A blank figure is never a zero: it is printed as missing, and a finding names its sentence.
    So is a claim that the numbers do not allow; written out by hand, it stands and is a finding.

    Parameters
    ----------
    section : str
        Its id: ``"overview"``.
    title : str
        Its official title, for findings.
    own : str
        The words of the year folder; where there are none but blanks, the template's are taken.
    bound : Bound
        What the words may ask for: ``n``, ``rate``, ``change``, ``claim``, ``known``, ``body``,
        ``year``, ``first_day``, ``last_day``.

    Raises
    ------
    DataError
        A template that cannot be filled:
        ``"narrative/overview.md line 3: place 'table9/x': unknown source 'table9'"``.
    """
    file = f"narrative/{section}.md"
    name = file if own.strip() else f"templates/{file}"
    figures = _Figures(bound)
    text = fill(
        own if own.strip() else _templates.text(file), figures.names(), file=name, autoescape=False
    )
    return _told(section, title, _paragraphs(text), figures)


@dataclass(frozen=True)
class _Gap:
    """A figure that is not there, or a claim that is not allowed, and what is printed for it."""

    printed: str
    rule: str
    kind: str
    found: str
    expected: str


@dataclass(frozen=True)
class _Figures:
    """The names that a template may use. What they could not answer is kept in `gaps`."""

    bound: Bound
    gaps: list[_Gap] = field(default_factory=list)

    def names(self) -> dict[str, Any]:
        first = date(self.bound.year, 1, 1)
        return {
            "n": self.n,
            "rate": self.rate,
            "change": self.change,
            "claim": self.claim,
            "known": self.known,
            "body": self.bound.body,
            "year": self.bound.year,
            "first_day": day_text(first),
            "last_day": day_text(self.bound.as_of),
        }

    def n(self, place: str) -> str:
        figure = self.bound.figure(place)
        if figure.value is not None:
            return amount_text(figure.value, place)
        if figure.state == "blank":
            return self._gap(place)
        return core.label("figure", figure.state)

    def rate(self, definition: str) -> str:
        rate = self.bound.rate(definition)
        if "blank" in (rate.numerator.state, rate.denominator.state):
            return self._gap(f"rate/{definition}", rate.text)
        return rate.text

    def known(self, place: str) -> bool:
        if place.startswith("rate/"):
            return self.bound.rate(place.removeprefix("rate/")).share is not None
        return self.bound.figure(place).value is not None

    def change(self, place: str, unit: str = "") -> str:
        now, before = self.bound.figure(place).value, self._last_year(place).value
        if now is None:
            return self._gap(place)
        if before is None:
            return self._gap(_of_last_year(place))
        words = _words()["change"]
        if now == before:
            return str(words["same"])
        kind = "no_base" if before == 0 else "more" if now > before else "fewer"
        text: str = words[kind].format(
            difference=amount_text(abs(now - before), place),
            unit=unit or words["unit"],
            share=share_text(abs(now - before), before) if before > 0 else "",
        )
        return text

    def claim(self, name: str) -> str:
        word, answer = _claims().get(name, ""), self.bound.claim(name)
        if not answer.because:
            return answer.sentence
        return self._mark(_refused(_words()["missing"], word, answer))

    def claimed(self, sentence: str) -> Iterator[_Gap]:
        """What a sentence claims in its own words though the numbers do not allow it."""
        for name, word in _claims().items():
            if word not in sentence or any(
                each in sentence for each in _words()["claimed_not"]["words"]
            ):
                continue
            answer = self.bound.claim(name)
            if answer.because:
                yield _refused(word, word, answer)

    def _last_year(self, place: str) -> core.Figure:
        tables = self.bound.previous
        in_tables = place.startswith(("table2/", "table3/", "table4/")) and "?" not in place
        if tables is not None and in_tables:
            return tables.at(place)
        return self.bound.figure(_of_last_year(place))

    def _gap(self, place: str, printed: str = "") -> str:
        text = printed or _words()["missing"]
        return self._mark(_Gap(text, "cell.blank", "fail", text, place))

    def _mark(self, gap: _Gap) -> str:
        self.gaps.append(gap)
        return f"\ue000{len(self.gaps) - 1}\ue001"


def _refused(printed: str, word: str, answer: Claim) -> _Gap:
    return _Gap(printed, "prose.direction", "claim", word, "；".join(answer.because))


def day_text(day: date) -> str:
    """A date as official papers write it, without leading zeros."""
    text: str = _words()["date"].format(year=day.year, month=day.month, day=day.day)
    return text


def note_text(subject: str, note: str) -> str:
    """A note as it is printed behind the report, with its subject in front."""
    text: str = _words()["note"].format(subject=subject, note=note)
    return text


def _of_last_year(place: str) -> str:
    path, mark, unit = place.partition("?")
    return f"{path}@previous{mark}{unit}"


def _paragraphs(text: str) -> list[str]:
    # A line break inside a paragraph is only how the file was typed.
    blocks = re.split(r"\n[^\S\n]*\n", text.replace("\r\n", "\n"))
    joined = ("".join(line.strip() for line in block.split("\n")) for block in blocks)
    return [paragraph for paragraph in joined if paragraph]


def _told(section: str, title: str, paragraphs: list[str], figures: _Figures) -> Prose:
    findings = []
    gaps = figures.gaps
    for paragraph in paragraphs:
        for sentence in _SENTENCE.findall(paragraph):
            where: Mapping[str, str] = {
                "section": section,
                "section_label": title,
                "sentence": _printed(sentence, gaps),
            }
            marked = [gaps[int(match[1])] for match in _GAP.finditer(sentence)]
            findings += [
                core.Finding(each.rule, each.kind, "fail", where, each.found, each.expected)
                for each in (*marked, *figures.claimed(sentence))
            ]
    printed = tuple(_printed(paragraph, gaps) for paragraph in paragraphs)
    return Prose(printed, tuple(_templates.rules().tell(findings)))


def _printed(text: str, gaps: list[_Gap]) -> str:
    return _GAP.sub(lambda match: gaps[int(match[1])].printed, text)


def _claims() -> dict[str, str]:
    return dict(_words()["claim"])


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(_templates.text("narrative/words.toml"))
