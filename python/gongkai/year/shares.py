"""Shares of one whole: outcomes among replies, channels among requests."""

from collections.abc import Sequence

from gongkai import _core as core
from gongkai.result import Shares

OUTCOME_GROUPS = (
    "granted",
    "partly_granted",
    "refused",
    "not_provided",
    "not_processed",
    "other",
)
# The date whose month a row of table 三 stands in.
_MONTHS = {"table3/new_received/total": "received", "table3/closed_total/total": "answered"}
# Groups of tasks in which one row may stand several times.
_SEVERAL = {"leads", "units", "unit", "parent", "unit_kind"}


def shares_of(books: core.Books, by: Sequence[str], of: str, digits: int) -> Shares:
    """The parts of a place by groups that share its rows among them."""
    if not 0 <= digits <= 6:
        raise core.DataError(f"digits is {digits}, expected 0 to 6")
    if not by:
        raise core.DataError("shares need a grouping, expected by='outcome_group' or another")
    if of.startswith(("sum/", "duty/")):
        raise core.DataError(f"place '{of}' counts no rows, shares are of rows")
    if of.startswith(("tasks/", "targets/")) and _SEVERAL.intersection(by):
        raise core.DataError(f"a task may have several leads: no shares by '{','.join(by)}'")
    asked = ["outcome" if name == "outcome_group" else name for name in by]
    parts: dict[tuple[str, ...], int] = {}
    for group, count in core.counts_by(books, of, asked, _MONTHS.get(of, "")):
        labels = [group[name] for name in asked]
        key = tuple(
            label.split(".")[0] if name == "outcome_group" else label
            for name, label in zip(by, labels, strict=True)
        )
        parts[key] = parts.get(key, 0) + count
    order = {
        "outcome": core.table_rows("table3"),
        "outcome_group": OUTCOME_GROUPS,
        "applicant_kind": core.table_columns("table3"),
    }

    def place(key: tuple[str, ...]) -> list[tuple[int, str]]:
        # Labels of the form stand in its order, others in their own.
        ranks = (list(order.get(name, ())) for name in by)
        return [
            (known.index(label) if label in known else len(known), label)
            for known, label in zip(ranks, key, strict=True)
        ]

    groups = ((dict(zip(by, key, strict=True)), parts[key]) for key in sorted(parts, key=place))
    of_pushes = of.startswith(("pushes/", "reach/"))
    return Shares(by, groups, digits, of_pushes=of_pushes)
