"""The benchmarks in small: both sides come to the same results, and nothing is timed."""

import importlib
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROWS = 20_000


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    """The benchmarks, which are programs beside the package."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(Path(__file__).parents[1] / "bench")
        return importlib.import_module("bench")


@pytest.mark.parametrize(
    ("command", "sides"),
    [
        ("table-three", ["gongkai", "pandas", "polars"]),
        ("parquet-to-answer", ["gongkai", "polars"]),
        ("amend", ["amended", "anew"]),
        ("arrow-in", ["gongkai", "pandas", "by words"]),
        ("csv-in", ["gongkai", "pandas", "polars"]),
        ("xlsx-in", ["gongkai", "fastexcel"]),
    ],
)
def test_a_benchmark_measures_equal_results(
    bench: ModuleType, command: str, sides: list[str]
) -> None:
    made = bench.COMMANDS[command](ROWS)
    made.check()
    assert list(made.sides()) == sides


def test_a_ledger_is_the_same_for_the_same_seed(bench: ModuleType) -> None:
    data = sys.modules["data"]
    first, second = (data.requests(100) for _ in range(2))
    assert first.equals(second)
    assert not first.equals(data.requests(100, seed=1))
