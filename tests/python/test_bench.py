"""The benchmarks in small: both sides come to the same results, and nothing is timed."""

import importlib
import sys
from pathlib import Path
from types import ModuleType

import pyarrow.parquet as pq
import pytest

ROWS = 20_000


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    """The benchmarks, which are programs beside the package."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(Path(__file__).parents[1] / "bench")
        importlib.import_module("reach")
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


@pytest.mark.parametrize("shape", ["INTEGERS", "TEXTS", "NARROW", "ATTACK"])
def test_every_engine_counts_the_same_reach(bench: ModuleType, shape: str, tmp_path: Path) -> None:
    data, sides = sys.modules["reach_data"], sys.modules["reach_sides"]
    file = getattr(data, shape)(ROWS, recipients=500).file(tmp_path)
    engines = [count for name, count in sides.SIDES.items() if name != "read"]
    tables = [file, pq.read_table(file)]
    answers = [data.digest(count(each, 0)()) for count in engines for each in tables]
    assert len(set(answers)) == 1
    assert len(answers) == 18


def test_the_answer_of_a_stream_is_known_beforehand(bench: ModuleType) -> None:
    data, sides = sys.modules["reach_data"], sys.modules["reach_sides"]
    for events in (20_000, 2_000_000):
        stream = data.Stream(events)
        assert sum(batch.num_rows for batch in stream.batches()) == events
        table = stream.to_reader().read_all()
        known = data.digest(stream.answer())
        assert known == data.digest(sides.duckdb_grouping_sets(table, 0)())
        assert known == data.digest(sides.gongkai(stream, 0)())
