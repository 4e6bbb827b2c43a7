"""A count over the tree of units."""

from typing import Any

from gongkai import _core as core
from gongkai._templates import word
from gongkai.result.frame import Frame

_COUNTS = ("own", "taken_over", "below", "total")


class RollUp(Frame[core.RolledUp]):
    """A line each unit, the body first, every unit before those under it.

    ``total`` is the unit's own part, what it took over from units that were merged into it or
    renamed, and the totals of the units under it. A unit with ``carried_to`` stands under the one
    that took it over. Counts are None where the ledger is absent.
    """

    def columns(self) -> dict[str, list[Any]]:
        """``unit, parent, depth, own, taken_over, below, total, carried_to``."""
        return {
            "unit": [each.unit for each in self],
            "parent": [each.parent for each in self],
            "depth": [each.depth for each in self],
            **{name: [getattr(each, name).value for each in self] for name in _COUNTS},
            "carried_to": [each.carried_to for each in self],
        }

    def columns_shown(self) -> dict[str, list[Any]]:
        """The tree as it is printed: units under their parent, what was carried in words."""
        columns = self.columns()
        return {
            "unit": ["\u3000" * each.depth + each.unit for each in self],
            **{name: columns[name] for name in _COUNTS},
            "note": [
                word("show", "carried_to").format(unit=each.carried_to) if each.carried_to else ""
                for each in self
            ],
        }

    def to_dicts(self) -> list[dict[str, Any]]:
        """One dict a unit, as ``rollup --json`` prints it."""
        columns = self.columns()
        return [
            dict(zip(columns, line, strict=True)) for line in zip(*columns.values(), strict=True)
        ]
