"""Ledgers in a random mess, each read back equal to its plain text: 2,000 unless told otherwise.

    python tests/campaigns/messy_ledgers.py [--cases 2000]

The suite runs a hundred of them; what makes them is tests/python/mess.py.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

from hypothesis import HealthCheck, given, settings

sys.path.insert(0, str(Path(__file__).parents[1] / "python"))
import mess


def main() -> None:
    parser = argparse.ArgumentParser(description="Ledgers in a random mess, read back.")
    parser.add_argument("--cases", type=int, default=2000)
    asked = parser.parse_args()
    seen: dict[str, int] = {}
    with tempfile.TemporaryDirectory() as folder:

        @settings(
            max_examples=asked.cases,
            derandomize=True,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        )
        @given(mess.messes())
        def read(messy: mess.Messy) -> None:
            mess.check(messy, Path(folder))
            seen[messy.name] = seen.get(messy.name, 0) + 1

        began = time.monotonic()
        read()
    print(f"{sum(seen.values())} ledgers read equal in {time.monotonic() - began:.0f} s: {seen}")


if __name__ == "__main__":
    main()
