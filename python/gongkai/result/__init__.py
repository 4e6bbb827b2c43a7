"""Results: rows that never change, which Arrow, pandas, Polars and notebooks take as they are."""

from gongkai.result.findings import Findings
from gongkai.result.frame import Frame
from gongkai.result.plan import Plan, Target, Task, Tasks
from gongkai.result.rate import Rate, Rates
from gongkai.result.rows import Days, Reasons, Standings
from gongkai.result.tally import Count, Tally

__all__ = [
    "Count",
    "Days",
    "Findings",
    "Frame",
    "Plan",
    "Rate",
    "Rates",
    "Reasons",
    "Standings",
    "Tally",
    "Target",
    "Task",
    "Tasks",
]
