"""Clocks, disputes and fees of random ledgers against the walk day by day: 10,000 unless told
otherwise.

    python tests/campaigns/clocks.py [--cases 10000]

The suite runs 300 of each; the oracle is tests/python/oracle_clock.py.
"""

import argparse
import sys
import time
from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[1] / "python"))
from strategies import applications, disputes, periods
from test_oracle_clock import check_clocks, check_disputes, check_fees, fees


def main() -> None:
    parser = argparse.ArgumentParser(description="Clocks of random ledgers.")
    parser.add_argument("--cases", type=int, default=10_000)
    asked = parser.parse_args()
    cases = rows = 0

    @settings(
        max_examples=asked.cases,
        derandomize=True,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.data(), periods(), st.integers(0, 59))
    def count(data: st.DataObject, period: tuple[date, date], hand: int) -> None:
        nonlocal cases, rows
        start, as_of = period
        requests = data.draw(applications(start))
        cases_of = data.draw(disputes(start))
        amounts = data.draw(fees())
        check_clocks(requests, start, as_of, hand)
        check_disputes(cases_of, start, as_of, hand)
        check_fees(amounts)
        cases += 1
        rows += len(requests) + len(cases_of) + len(amounts)

    began = time.monotonic()
    count()
    print(f"{cases} ledgers of each kind, {rows} rows, equal in {time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
