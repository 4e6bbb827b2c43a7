"""Reach: how many recipients pushes reached, each counted once in its group."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from gongkai import _core as core
from gongkai._templates import word
from gongkai.result.findings import Findings
from gongkai.result.frame import Frame

Key = str | int | None


class Reached(NamedTuple):
    """One group of one grouping: all counts but two are recipients, each counted once.

    A group's column is None where the push has none. ``events`` are pushes, ``null_recipients``
    those of nobody. A count is None where no source has its column.
    """

    by: tuple[str, ...]
    group: dict[str, Key]
    events: int
    recipients: int
    null_recipients: int
    delivered: int | None
    opened: int | None
    eligible: int | None
    delivered_eligible: int | None
    applied: int | None
    watched: int | None
    redeemed: int | None


_NUMBERS = Reached._fields[2:]
# What a line has; who watched to the end is asked of a group itself.
_COUNTS = tuple(name for name in _NUMBERS if name != "watched")


class Reach(Frame[Reached]):
    """Reach by groups, one grouping after the other, the groups of each in the order of their keys.

    The table has ``by`` (the names of the grouping, joined by a comma), the columns of all
    groupings, and the counts. ``findings`` say where recipients opened what was not delivered to
    them, and what could not be read.
    """

    def __init__(
        self,
        by: Sequence[Sequence[str]],
        groups: Iterable[Reached],
        findings: Findings | None = None,
    ) -> None:
        self.by = tuple(tuple(names) for names in by)
        self.findings = findings or Findings(())
        super().__init__(groups)

    @property
    def keys(self) -> tuple[str, ...]:
        """The columns of all groupings, in the order in which they were first named."""
        return tuple(dict.fromkeys(name for names in self.by for name in names))

    def columns(self) -> dict[str, list[Any]]:
        """``by``, the columns of all groupings (None where a grouping has not that column), and
        the counts."""
        return {
            "by": [",".join(each.by) for each in self],
            **{name: [each.group.get(name) for each in self] for name in self.keys},
            **self._counts(),
        }

    def _counts(self) -> dict[str, list[Any]]:
        return {name: [getattr(each, name) for each in self] for name in _COUNTS}

    def columns_shown(self) -> dict[str, list[Any]]:
        """The groups as people are shown them: what is not known of any is left out."""
        blank, every = word("reach", "blank"), word("reach", "every")

        def told(each: Reached, name: str) -> Key:
            key = each.group.get(name, every)
            return blank if key is None else key

        return {
            **{head(name): [told(each, name) for each in self] for name in self.keys},
            **{
                f"reach_{name}": values
                for name, values in self._counts().items()
                if any(value is not None for value in values)
            },
        }

    def to_dicts(self) -> list[dict[str, Any]]:
        """One dict a group, as ``reach`` prints it."""
        several = len(self.by) > 1
        return [
            {
                **({"by": ",".join(each.by)} if several else {}),
                "group": each.group,
                **{name: getattr(each, name) for name in _COUNTS},
            }
            for each in self
        ]


def reached(by: Sequence[Sequence[str]], table: core.Table) -> list[Reached]:
    """The groups of the core's table, a row each."""
    keys = {name: table.column(name) for names in by for name in names}
    groupings = {",".join(names): tuple(names) for names in by}
    counts = zip(*map(table.column, _NUMBERS), strict=True)
    return [
        Reached(names, {name: keys[name][row] for name in names}, *numbers)
        for row, (names, numbers) in enumerate(
            zip(map(groupings.__getitem__, table.column("by")), counts, strict=True)
        )
    ]


def head(column: str) -> str:
    """The name by which words know a column of pushes: channel is another one in requests."""
    return f"push_{column}" if column in ("policy", "channel") else column


def order_findings(
    groups: Sequence[Reached], counts: core.ReachCounts, where: Mapping[str, int | str]
) -> Iterator[core.Finding]:
    """Groups that more opened than were delivered to, and hints where more were paid than applied.

    Parameters
    ----------
    groups : sequence of Reached
        What ``reached`` makes of the table of `counts`.
    where : mapping
        The file or files.
    """
    for fault in counts.faults:
        group = groups[fault.row]
        told = word("reach", "opened").format(
            delivered=group.delivered, opened=group.opened, n=fault.count
        )
        names = "、".join(fault.recipients)
        if fault.count > len(fault.recipients):
            names += word("reach", "more")
        yield _of_group(group, "opened", f"{told}（{names}）", where)
    for group in groups:
        if group.applied is not None and (group.redeemed or 0) > group.applied:
            told = word("reach", "redeemed").format(applied=group.applied, redeemed=group.redeemed)
            yield _of_group(group, "redeemed", told, where)


def _of_group(group: Reached, kind: str, told: str, where: Mapping[str, int | str]) -> core.Finding:
    keys = {name: "" if key is None else key for name, key in group.group.items()}
    return core.Finding(
        "reach.order",
        kind,
        where={**keys, **where},
        found=f"{_told(group)}{told}",
        expected=word("reach", f"{kind}_expected"),
    )


def _told(group: Reached) -> str:
    keys = "、".join(
        word("reach", "group").format(head=word("heads", head(name)), key=key)
        if key is not None
        else word("reach", "group_blank").format(head=word("heads", head(name)))
        for name, key in group.group.items()
    )
    return word("reach", "of_group").format(keys=keys) if keys else ""
