"""公开: from the ledgers of an open-government office to the figures it must answer for."""

from gongkai._core import DataError, WorkbookError, __version__
from gongkai.audit import audit
from gongkai.plan import plan
from gongkai.reach import reach, reach_state
from gongkai.year import definitions, due, fee, new, open

__all__ = [
    "DataError",
    "WorkbookError",
    "__version__",
    "audit",
    "definitions",
    "due",
    "fee",
    "new",
    "open",
    "plan",
    "reach",
    "reach_state",
]
