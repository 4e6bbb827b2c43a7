"""Definitions of rates as people read them: what stands above and below the line, in words."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from gongkai import _core as core
from gongkai import _templates
from gongkai._templates import word, words
from gongkai.result.frame import Frame

# What stands around the name of a row of the form: its number, and a remark behind it.
_NUMBER = re.compile(r"^(（.）|\d+\.)")
_REMARK = re.compile(r"（.*）$")


class Definitions(Frame[core.Definition]):
    """Every rate that can be asked for, in order; ``origins`` says where each comes from.

    An origin is ``shipped``, ``added`` or ``replaced``: by a year folder's ``definitions.toml``.
    """

    def __init__(self, definitions: Iterable[core.Definition], origins: Sequence[str] = ()) -> None:
        super().__init__(definitions)
        self.origins = {
            each.id: origin
            for each, origin in zip(self, origins or ["shipped"] * len(self), strict=True)
        }

    @classmethod
    def merged(
        cls, shipped: Sequence[core.Definition], own: Sequence[core.Definition]
    ) -> "Definitions":
        """The shipped ones, with those of a year folder added or put in their place."""
        known, theirs = {each.id for each in shipped}, {each.id for each in own}
        both = core.merge_definitions(shipped, own)
        return cls(
            both,
            [
                "shipped" if each.id not in theirs else "replaced" if each.id in known else "added"
                for each in both
            ],
        )

    def columns(self) -> dict[str, list[Any]]:
        """The table, as it is printed as data."""
        return {
            "definition": [each.id for each in self],
            "name": [each.name for each in self],
            "ledgers": ["、".join(each.ledgers) for each in self],
            "formula": [formula(each) for each in self],
            "numerator": [sum_of(each.numerator) for each in self],
            "denominator": [sum_of(each.denominator) for each in self],
            "rounding": [each.rounding for each in self],
            "digits": [each.digits for each in self],
            "scale": [each.scale for each in self],
            "measured_in": [each.unit for each in self],
            "rankable_from": [each.rankable_from for each in self],
            "direction": [each.direction for each in self],
            "origin": [self.origins[each.id] for each in self],
            "source": [each.source for each in self],
        }

    def columns_shown(self) -> dict[str, list[Any]]:
        """The table in words: without the places, and the scale that the formula says."""
        columns = self.columns()
        columns["ledgers"] = ["、".join(word("ledger", n) for n in each.ledgers) for each in self]
        hidden = ("numerator", "denominator", "scale", "measured_in")
        return {name: columns[name] for name in columns if name not in hidden}

    def to_dicts(self) -> list[dict[str, Any]]:
        """One dict a definition, as ``definitions`` prints it."""
        return [
            {
                "definition": each.id,
                "name": each.name,
                "ledgers": each.ledgers,
                "formula": formula(each),
                "numerator": each.numerator,
                "denominator": each.denominator,
                "rounding": each.rounding,
                "digits": each.digits,
                "scale": each.scale,
                "unit": each.unit,
                "rankable_from": each.rankable_from,
                "direction": each.direction,
                "origin": self.origins[each.id],
                "source": each.source,
            }
            for each in self
        ]


def formula(definition: core.Definition) -> str:
    """The definition in the words of the form: ``予以公开、部分公开 ÷ 办理结果总计``."""
    above, below = (
        f"（{text}）" if {"+", "−"} & set(text.split()) else text for text in sides(definition)
    )
    per = "" if definition.unit == "%" else f" × {definition.scale}（{definition.unit}）"
    return f"{above} ÷ {below}{per}"


def sum_of(places: Iterable[str], told: Callable[[str], str] = str) -> str:
    """Places as a sum, those behind a minus taken off."""
    text = ""
    for place in places:
        sign = "−" if place.startswith("-") else "+"
        lead = f" {sign} " if text else sign.removeprefix("+")
        text += lead + told(place.removeprefix("-"))
    return text


def sides(definition: core.Definition) -> tuple[str, str]:
    """Numerator and denominator in the words of the form."""
    return sum_of(definition.numerator, _words), sum_of(definition.denominator, _words)


def _words(place: str) -> str:
    """A place in words; as it is written where there are none."""
    path, _, group = place.partition("?")
    path, last_year, _ = path.partition("@previous")
    source, *parts = path.split("/")
    read = {"table2": _of_table2, "table3": _of_table3, "table4": _of_table4, "flow": _of_flow}
    if source in ("fact", "fee", "reach"):
        told = word(f"place_{source}", parts[0])
    elif source in read:
        told = read[source](parts)
    elif source in words()["place_timed"]:
        told = _of_timed(source, parts[0])
    elif source in words()["place_rows"]:
        told = _of_rows(source, parts[0])
    elif source == "pushes":
        told = _of_pushes(parts[0])
    elif source == "sum":
        told = word("place_sum", "/".join(parts))
    elif source == "duty":
        told = _of_duty(*parts)
    else:
        told = word(f"place_{source}", parts[0]) if len(parts) == 1 else ""
    if not told or told == parts[0]:
        return place
    remark = "，".join(filter(None, [word("show", "last_year") if last_year else "", group]))
    return f"{told}（{remark}）" if remark else told


def _of_table2(parts: list[str]) -> str:
    return "的".join(_labels("table2", part.split("|")) for part in parts)


def _of_table3(parts: list[str]) -> str:
    rows, kinds = (part.split("|") for part in parts)
    told = " + ".join(_label("table3", each) for each in _grouped(rows))
    some = _labels("table3", [kind for kind in kinds if kind not in ("total", "*")])
    return f"{told}（{some}）" if some else told


def _of_table4(parts: list[str]) -> str:
    rows, results = (part.split("|") for part in parts)
    cases = word("place", "disputes") if rows == ["*"] else _labels("table4", rows)
    return f"{cases}的{_labels('table4', ['total' if each == '*' else each for each in results])}"


def _of_flow(parts: list[str]) -> str:
    came, _, outcome = parts[0].partition(".")
    told = [] if came == "*" else [_either("place_came", came)]
    if outcome == "forward":
        told.append(word("place_done", "open"))
    elif outcome != "*":
        told.append("、".join(outcome_label(each) for each in outcome.split("|")))
    return "、".join(told) + "的" + word("place_timed", "flow")


def outcome_label(segment: str) -> str:
    """The label of an outcome by the name that cells of ``flow`` have for it, without dots."""
    ids = {each.replace(".", "_"): each for each in core.table_rows("table3")}
    return _label("table3", ids.get(segment, segment))


def _of_timed(source: str, cell: str) -> str:
    # A leading * is one or more segments.
    segments = ["*"] * (3 - cell.count(".") - 1) + cell.split(".")
    told = [
        _either(f"place_{what}", segment)
        for what, segment in zip(("came", "due", "done"), segments, strict=True)
        if segment != "*"
    ]
    noun = word("place_timed", source)
    return "、".join(told) + "的" + noun if told else word("place", "all") + noun


def _of_rows(source: str, cell: str) -> str:
    noun = word("place_rows", source)
    return (
        word("place", "all") + noun
        if cell == "*"
        else f"{_either(f'place_{source}', cell)}的{noun}"
    )


def _of_pushes(cell: str) -> str:
    noun = word("place", "pushes")
    told = [_either("place_pushes", each) for each in cell.split(".") if each != "*"]
    return "、".join(told) + "的" + noun if told else word("place", "all") + noun


def _of_duty(duty: str, cell: str) -> str:
    names = {each.id: each.name for each in _templates.duties()}
    return f"{names.get(duty, duty)}{word('place_duty', cell)}"


def _either(list_id: str, segment: str) -> str:
    whole = word(list_id, segment)
    return (
        whole if whole != segment else "或".join(word(list_id, each) for each in segment.split("|"))
    )


def _labels(table: str, ids: Iterable[str]) -> str:
    return "、".join(_label(table, each) for each in ids)


def _label(table: str, name: str) -> str:
    """The label of a row or column, short: without its number and its remark."""
    short = word(f"place_{table}", name)
    if short != name:
        return short
    return _REMARK.sub("", _NUMBER.sub("", core.label(table, name))) or name


def _grouped(rows: list[str]) -> list[str]:
    """Rows of table 三, those that are all of one group under its name."""
    out = list(rows)
    for group in ("refused", "not_provided", "not_processed", "other"):
        members = [row for row in core.table_rows("table3") if row.startswith(f"{group}.")]
        if set(members) <= set(out):
            out[out.index(members[0])] = f"group.{group}"
            out = [row for row in out if row not in members]
    return out
