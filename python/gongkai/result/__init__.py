"""Results: rows that never change, which Arrow, pandas, Polars and notebooks take as they are."""

from gongkai.result.compare import Comparison, Contrast
from gongkai.result.definition import Definitions
from gongkai.result.duty import Duties, DutyCount
from gongkai.result.findings import Findings
from gongkai.result.frame import Frame
from gongkai.result.plan import Plan, Target, Task, Tasks
from gongkai.result.rate import Rate, Rates
from gongkai.result.reach import Reach, Reached
from gongkai.result.roll_up import RollUp
from gongkai.result.rows import ClockDays, Days, Moves, Reasons, Standings
from gongkai.result.statistics import Ranked, Ranking, Share, Shares, Spreads
from gongkai.result.tally import Count, Tally

__all__ = [
    "ClockDays",
    "Comparison",
    "Contrast",
    "Count",
    "Days",
    "Definitions",
    "Duties",
    "DutyCount",
    "Findings",
    "Frame",
    "Moves",
    "Plan",
    "Ranked",
    "Ranking",
    "Rate",
    "Rates",
    "Reach",
    "Reached",
    "Reasons",
    "RollUp",
    "Share",
    "Shares",
    "Spreads",
    "Standings",
    "Tally",
    "Target",
    "Task",
    "Tasks",
]
