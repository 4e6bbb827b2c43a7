"""Reach of random pushes from every kind of source against Python's sets: 10,000 unless told.

    python tests/campaigns/reach.py [--cases 10000]

The suite runs three hundred of them; the second opinion is tests/python/oracle_reach.py.
"""

import argparse
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[1] / "python"))
import test_oracle_reach
from test_oracle_reach import BLOCKS, Case


def main() -> None:
    parser = argparse.ArgumentParser(description="Reach of random pushes from every source.")
    parser.add_argument("--cases", type=int, default=10_000)
    asked = parser.parse_args()
    seen: Counter[str] = Counter()

    @settings(
        max_examples=asked.cases,
        derandomize=True,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(test_oracle_reach.cases(), st.sampled_from(BLOCKS))
    def ask(case: Case, block: int) -> None:
        with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
            patch.setattr("gongkai.read.text._BLOCK", block)
            test_oracle_reach.check(case, Path(folder))
        seen.update(part.source for part in case.parts)

    began = time.monotonic()
    ask()
    seconds = time.monotonic() - began
    print(f"{seen.total()} sources of {asked.cases} cases equal in {seconds:.0f} s: {dict(seen)}")


if __name__ == "__main__":
    main()
