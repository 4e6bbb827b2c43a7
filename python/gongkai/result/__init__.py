"""Results: rows that never change, which Arrow, pandas, Polars and notebooks take as they are."""

from gongkai.result.findings import Findings
from gongkai.result.frame import Frame
from gongkai.result.rate import Rate, Rates
from gongkai.result.rows import Days, Reasons, Standings
from gongkai.result.tally import Count, Tally

__all__ = ["Count", "Days", "Findings", "Frame", "Rate", "Rates", "Reasons", "Standings", "Tally"]
