"""Distinct recipients of six groupings at once, by each engine: a process for one engine and file.

    python tests/bench/reach_sides.py SIDE FILE [--arrow] [--stream EVENTS] [--memory BYTES]

prints one line of JSON: seconds on the clock since the process was asked for, processor seconds,
peak memory, and a digest of the answer that is taken after the time.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

# An engine pays for what it needs itself: all that serves the bench is imported after the time.
if TYPE_CHECKING:
    import pyarrow as pa
    from reach_data import Answer, Columns, Stream

    Source = Path | pa.Table | Stream
    Count = Callable[[Source, int], Callable[[], Answer]]

KEYS = ("policy", "channel", "unit")
By = tuple[str, ...]
GROUPINGS: list[By] = [
    (),
    ("policy",),
    ("channel",),
    ("unit",),
    ("policy", "channel"),
    ("policy", "unit"),
]
COLUMNS = [*KEYS, "recipient"]


def columns_of(table: pa.Table, by: By) -> Columns:
    """The keys and the counts of one grouping as whole numbers."""
    import pyarrow as pa

    return tuple(table[name].cast(pa.int64()).to_numpy() for name in (*by, "recipients"))


def reader_of(source: Source) -> pa.RecordBatchReader:
    """The columns that are counted, from whatever holds them."""
    if not isinstance(source, Path):
        return source.to_reader()
    import pyarrow as pa
    import pyarrow.parquet as pq

    # A dataset's scanner takes twice as long, half of it to be imported.
    file = pq.ParquetFile(source, memory_map=True)
    schema = pa.schema([file.schema_arrow.field(name) for name in COLUMNS])
    batches = file.iter_batches(batch_size=1 << 17, columns=COLUMNS)
    return pa.RecordBatchReader.from_batches(schema, batches)


def answer_of(counts: Any) -> Answer:
    """Of a table that has all groupings below each other."""
    import pyarrow as pa
    import pyarrow.compute as pc

    table = pa.table(counts)
    parts = {by: table.filter(pc.equal(table["by"], ",".join(by))) for by in GROUPINGS}
    assert len({pc.sum(part["events"]) for part in parts.values()}) == 1
    return {by: columns_of(part, by) for by, part in parts.items()}


# Each counts and gives back what makes an answer of its own tables, which is not timed.


def gongkai(source: Source, memory: int) -> Callable[[], Answer]:
    import gongkai as gk

    frame = source if isinstance(source, Path) else source.to_reader()
    counts = gk.reach(frame, by=GROUPINGS, memory=memory or None, threads=2)
    return lambda: answer_of(counts)


def core(source: Source, memory: int, seed: int = 0) -> Callable[[], Answer]:
    """What gongkai does, without findings."""
    from gongkai import _core, _templates

    reach = _core.Reach(GROUPINGS, _templates.terms(), memory=memory, threads=2, seed=seed)
    reach.add(reader_of(source))
    counts = reach.finish()
    return lambda: answer_of(counts.table)


def core_known(source: Source, memory: int) -> Callable[[], Answer]:
    """With the hash for which recipients were chosen."""
    from reach_data import SEED

    return core(source, memory, SEED)


def read(source: Source, memory: int) -> Callable[[], Answer]:
    """Reads what the core reads, and counts nothing."""
    for _ in reader_of(source):
        pass
    return dict


def polars_n_unique(source: Source, memory: int) -> Callable[[], Answer]:
    import polars as pl

    count = pl.col("recipient").n_unique()
    return _polars([(_lazy(source), count) for _ in GROUPINGS])


def polars_unique(source: Source, memory: int) -> Callable[[], Answer]:
    """Rows made distinct for each grouping, then counted."""
    import polars as pl

    pairs = [_lazy(source).select(*by, "recipient").unique() for by in GROUPINGS]
    return _polars([(each, pl.len()) for each in pairs])


def polars_once(source: Source, memory: int) -> Callable[[], Answer]:
    """Rows made distinct once for all groupings."""
    import polars as pl

    rows = _lazy(source).select(COLUMNS).unique().collect(engine="streaming").lazy()
    return _polars([(rows, pl.col("recipient").n_unique()) for _ in GROUPINGS])


def _lazy(source: Source) -> Any:
    import polars as pl

    return pl.scan_parquet(source) if isinstance(source, Path) else pl.from_arrow(source).lazy()


def _polars(counted: list[tuple[Any, Any]]) -> Callable[[], Answer]:
    import polars as pl

    queries = [
        frame.group_by(by).agg(recipients=count) if by else frame.select(recipients=count)
        for by, (frame, count) in zip(GROUPINGS, counted, strict=True)
    ]
    tables = pl.collect_all(queries, engine="streaming")
    return lambda: {
        by: columns_of(table.to_arrow(), by) for by, table in zip(GROUPINGS, tables, strict=True)
    }


def duckdb_distinct(source: Source, memory: int) -> Callable[[], Answer]:
    return _duckdb(source, "count(DISTINCT recipient)", "events")


def duckdb_two_level(source: Source, memory: int) -> Callable[[], Answer]:
    return _duckdb(source, "count(*)", "(SELECT DISTINCT {} FROM events)")


def _duckdb(source: Source, count: str, rows: str) -> Callable[[], Answer]:
    connection = _connection(source)
    tables = []
    for by in GROUPINGS:
        sql = f"SELECT {', '.join([*by, count])} AS recipients FROM "
        sql += rows.format(", ".join([*by, "recipient"]))
        sql += f" GROUP BY {', '.join(by)}" if by else ""
        tables.append(connection.sql(sql).to_arrow_table())
    return lambda: {by: columns_of(table, by) for by, table in zip(GROUPINGS, tables, strict=True)}


def duckdb_grouping_sets(source: Source, memory: int) -> Callable[[], Answer]:
    connection = _connection(source)
    keys, sets = ", ".join(KEYS), ", ".join(f"({', '.join(by)})" for by in GROUPINGS)
    table = connection.sql(
        f"SELECT {keys}, grouping({keys}) AS absent, count(DISTINCT recipient) AS recipients "
        f"FROM events GROUP BY GROUPING SETS ({sets})"
    ).to_arrow_table()

    def answer() -> Answer:
        import pyarrow.compute as pc

        # A bit for each key that a row is not grouped by, the last key lowest.
        absent = [sum(4 >> at for at, key in enumerate(KEYS) if key not in by) for by in GROUPINGS]
        return {
            by: columns_of(table.filter(pc.equal(table["absent"], bits)), by)
            for by, bits in zip(GROUPINGS, absent, strict=True)
        }

    return answer


def _connection(source: Source) -> Any:
    import duckdb

    connection = duckdb.connect(config={"threads": 2, "autoinstall_known_extensions": False})
    if isinstance(source, Path):
        connection.sql(f"CREATE VIEW events AS FROM '{source}'")
    else:
        connection.register("events", source)
    return connection


SIDES: dict[str, Count] = {
    "gongkai": gongkai,
    "core": core,
    "polars n_unique": polars_n_unique,
    "polars unique": polars_unique,
    "polars once": polars_once,
    "duckdb distinct": duckdb_distinct,
    "duckdb two-level": duckdb_two_level,
    "duckdb grouping sets": duckdb_grouping_sets,
    "read": read,
    "core, known hash": core_known,
}


def peak() -> int:
    """The most memory that this process has held so far, bytes."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    line = next(each for each in status.splitlines() if each.startswith("VmHWM"))
    return int(line.split()[1]) * 1024


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("side", choices=SIDES)
    parser.add_argument("file", type=Path)
    parser.add_argument("--arrow", action="store_true")
    parser.add_argument("--stream", type=int, default=0)
    parser.add_argument("--memory", type=int, default=0)
    given = parser.parse_args()
    started, busy, held = float(os.environ["REACH_STARTED"]), 0.0, 0
    source: Source = given.file
    if given.stream:
        from reach_data import Stream

        source = Stream(given.stream)
    if given.arrow:
        import pyarrow.parquet as pq

        source = pq.read_table(given.file, columns=COLUMNS)
        SIDES[given.side](source.slice(0, 1_000), given.memory)  # imports are no part of the time
        started, busy, held = time.monotonic(), time.process_time(), peak()
    answer = SIDES[given.side](source, given.memory)
    told = {
        "wall": time.monotonic() - started,
        "processor": time.process_time() - busy,
        "peak": peak(),
        "held": held,
    }
    from reach_data import digest

    counted = answer()
    print(json.dumps({**told, "digest": digest(counted) if counted else ""}))


if __name__ == "__main__":
    main()
