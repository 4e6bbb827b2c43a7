"""Rates of random ledgers by groups against rows asked one by one: 10,000 unless told otherwise.

    python tests/campaigns/rates.py [--cases 10000]

The suite runs two hundred of them; the second opinion is tests/python/oracle_rates.py.
"""

import argparse
import sys
import time
from collections import Counter
from pathlib import Path

from hypothesis import HealthCheck, given, settings

sys.path.insert(0, str(Path(__file__).parents[1] / "python"))
import test_oracle_rates
from oracle_rates import World


def main() -> None:
    parser = argparse.ArgumentParser(description="Rates of random ledgers by groups.")
    parser.add_argument("--cases", type=int, default=10_000)
    asked = parser.parse_args()
    seen: Counter[str] = Counter()

    @settings(
        max_examples=asked.cases,
        derandomize=True,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(test_oracle_rates.worlds(), test_oracle_rates.questions())
    def ask(world: World, question: tuple[str, str, list[str]]) -> None:
        first, second, by = question
        test_oracle_rates.check(world, first, second, by)
        seen.update({first, second})

    began = time.monotonic()
    ask()
    seconds = time.monotonic() - began
    print(f"{seen.total()} rates of {asked.cases} ledgers equal in {seconds:.0f} s: {dict(seen)}")


if __name__ == "__main__":
    main()
