"""Random ledgers behind the plan's duties, counted by the core and by hand: 10,000 years.

    python tests/campaigns/duties.py [--cases 10000]

The suite runs a few hundred; what makes and counts them is tests/python/duty_case.py.
"""

import argparse
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "python"))
import duty_case


def main() -> None:
    parser = argparse.ArgumentParser(description="Ledgers of duties, counted twice.")
    parser.add_argument("--cases", type=int, default=10_000)
    asked = parser.parse_args()
    began = time.monotonic()
    rows = sum(duty_case.check(seed) for seed in range(asked.cases))
    print(f"{asked.cases} years of {rows} rows agree, in {time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
