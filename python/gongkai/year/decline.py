"""双下降: whether disputes and corrections both fell, by the same definitions in both years."""

import html
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gongkai._templates import word
from gongkai.result import Rate
from gongkai.year.dates import books_before
from gongkai.year.rates import rates_of

if TYPE_CHECKING:
    from gongkai.year.measured import Measured

DISPUTES, CORRECTIONS = "dispute.unique_per_new", "correct.review_concluded"


@dataclass(frozen=True)
class DoubleDecline:
    """Both rates, each with last year's in ``against``, and whether one may say 双下降.

    ``because`` are the reasons against it, in Chinese; without any it is ``allowed``.
    """

    rates: tuple[Rate, Rate]
    because: tuple[str, ...]

    @property
    def allowed(self) -> bool:
        """Whether both fell, from a base above 0, with denominators large enough to say so."""
        return not self.because

    @property
    def sentence(self) -> str:
        """The sentence for the report with all counts; empty where it is not allowed."""
        if not self.allowed:
            return ""
        told = [
            word("double_decline", "fell").format(
                name=each.name, before=_counts(each.against), after=_counts(each)
            )
            for each in self.rates
        ]
        return word("double_decline", "sentence").format(rates="，".join(told))

    def to_dict(self) -> dict[str, Any]:
        """As ``rates --double-decline`` prints it."""
        return {
            "allowed": self.allowed,
            "sentence": self.sentence or None,
            "because": list(self.because),
            "rates": [
                {
                    "definition": each.definition,
                    "after": each.to_dict(),
                    "before": None if each.against is None else each.against.to_dict(),
                }
                for each in self.rates
            ],
        }

    @property
    def lines(self) -> list[str]:
        """What people read: the sentence, or why not; below it both years' counts."""
        verdict = [self.sentence] if self.allowed else [word("double_decline", "no"), *self.because]
        return [*verdict, *(f"{each.name}：{_both(each)}" for each in self.rates)]

    def __repr__(self) -> str:
        return f"<DoubleDecline: {'allowed' if self.allowed else 'refused'}>"

    def _repr_html_(self) -> str:
        return "".join(f"<p>{html.escape(line)}</p>" for line in self.lines)


def double_decline(
    year: "Measured", previous: "Measured | None", definitions: tuple[str, str]
) -> DoubleDecline:
    """Two rates of this year beside those of the year before, counted to the same day."""
    before = None if previous is None else books_before(year.books, previous.books)
    rates: list[Rate] = []
    because: list[str] = []
    for name in definitions:
        (now,) = rates_of(year.books, [year.definition(name)], ())
        last = None
        if previous is not None and before is not None:
            (last,) = rates_of(before, [previous.definition(name)], ())
        rates.append(Rate(now.of, now.as_of, {}, last))
        because += _against(rates[-1])
    if previous is None:
        because = [word("double_decline", "no_previous")]
    elif previous.folder.settings.disputes_counted != year.folder.settings.disputes_counted:
        because.insert(0, word("double_decline", "counted_otherwise"))
    elif len({each.change is not None and _falls(each) for each in rates}) == 2:
        because.insert(0, word("double_decline", "one_only"))
    return DoubleDecline((rates[0], rates[1]), tuple(because))


def _against(rate: Rate) -> Iterator[str]:
    """What speaks against saying that this rate fell."""
    last = rate.against
    if last is None:
        return
    ours, theirs = rate.of.definition, last.of.definition
    if (ours.numerator, ours.denominator) != (theirs.numerator, theirs.denominator):
        yield _reason("other_definition", rate)
    if rate.share is None or last.share is None:
        yield _reason("no_share", rate)
        return
    if last.numerator == 0:
        yield _reason("base_zero", rate)
    elif not _falls(rate):
        yield _reason("equal" if _compared(rate) == 0 else "rose", rate)
    if not (rate.rankable and last.rankable):
        yield _reason("small", rate)


def _reason(kind: str, rate: Rate) -> str:
    return word("double_decline", kind).format(
        name=rate.name,
        before=_counts(rate.against),
        after=_counts(rate),
        rankable_from=rate.of.definition.rankable_from,
    )


def _compared(rate: Rate) -> int:
    # Two shares as fractions: a difference that no double holds is one.
    last = rate.against
    if last is None or None in (rate.numerator, rate.denominator, last.numerator, last.denominator):
        return 0
    ours, theirs = (each.of for each in (rate, last))
    return (ours.numerator.value or 0) * (theirs.denominator.value or 0) - (
        theirs.numerator.value or 0
    ) * (ours.denominator.value or 0)


def _falls(rate: Rate) -> bool:
    return _compared(rate) < 0


def _counts(rate: Rate | None) -> str:
    if rate is None:
        return "—"
    sides = ("—" if side is None else str(side) for side in (rate.numerator, rate.denominator))
    return f"{rate.text}（{'/'.join(sides)}）"


def _both(rate: Rate) -> str:
    return word("double_decline", "both").format(before=_counts(rate.against), after=_counts(rate))
