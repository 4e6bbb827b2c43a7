"""A year: its ledgers read and checked once, its figures, its papers, and what is soon due."""

from gongkai.year.clock import Clock
from gongkai.year.definitions import definitions
from gongkai.year.due import Due, due
from gongkai.year.fee import Fee, fee
from gongkai.year.mark import mark
from gongkai.year.new import new
from gongkai.year.opening import open
from gongkai.year.year import Year

__all__ = ["Clock", "Due", "Fee", "Year", "definitions", "due", "fee", "mark", "new", "open"]
