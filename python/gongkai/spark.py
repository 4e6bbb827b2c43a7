"""Exact reach over a Spark cluster: the same counts as on one machine, for logs that none holds."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

import pyarrow as pa
import pyarrow.compute as pc
from pyspark import TaskContext
from pyspark.sql import Column, DataFrame, Window
from pyspark.sql import functions as F
from pyspark.sql.types import IntegralType, LongType, StringType, StructField, StructType

from gongkai import _core as core
from gongkai import _templates

_FLAGS = ("delivered", "opened", "eligible", "applied", "watched", "redeemed")
_DATES = ("month", "quarter")  # keys that are read off `sent`
_CHINA = pa.timestamp("us", "Asia/Shanghai")
_TOLD = 10  # recipients behind a fault, unreadable texts of a column
_COLUMN, _TEXT, _STRAY = "unread column", "unread text", "stray recipient"

Groupings = tuple[tuple[str, ...], ...]
Task = Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]


@dataclass(frozen=True)
class Fault:
    """A group of which more recipients opened than were delivered to.

    ``row`` is its row in the table; ``recipients`` are the first ten who opened and were not
    delivered to, by code point; ``count`` is all of them.
    """

    row: int
    recipients: list[str]
    count: int


@dataclass(frozen=True)
class Unread:
    """Cells that nobody can read as what their column holds; ``text`` "" is all other texts."""

    column: str
    text: str
    rows: int


@dataclass(frozen=True)
class ReachCounts:
    """What was counted, in the shape that it has on one machine.

    ``table`` has ``by``, the key columns and the counts: groupings in the order asked, groups by
    key, blank last; a count is null where there is no such column. It speaks Arrow.
    """

    table: core.Table
    faults: list[Fault]
    unread: list[Unread]


def reach(
    frame: DataFrame,
    by: Sequence[Sequence[str]],
    *,
    partitions: int | None = None,
    memory: int = 1 << 30,
    derived: Mapping[str, tuple[str, Mapping[str, str]]] | None = None,
) -> ReachCounts:
    """Distinct recipients of all groupings at once, exactly.

    The frame is shuffled once, by recipient, so that each lies in one partition and the counts of
    the partitions add; events without a recipient are spread as they were read. Neither skewed
    policies nor tasks that run twice change anything. Only where more opened than were delivered
    to is the frame read again, to name them.

    Parameters
    ----------
    frame
        Columns by their ids in the ledger of pushes: ``recipient``, those of ``by``, and flags. A
        TIMESTAMP in ``sent`` lies in the month that it is in China, whatever the session's zone.
    by
        ``[[], ["policy"], ["policy", "month"]]``; an empty grouping is the whole.
    partitions
        Of the shuffle, by default ``spark.sql.shuffle.partitions``; 10 M events each are a good
        size.
    memory
        Bytes that a task may count in; what is more goes to a file in Spark's own folder.
    derived
        Keys that are read off another column: ``{"package": ("policy", {"P1": "助企纾困"})}``.

    Raises
    ------
    DataError
        A column is missing or of a kind that is not read, or a grouping is wrong.
    """
    asked = tuple(tuple(grouping) for grouping in by)
    job = _Job(
        tuple(dict.fromkeys(asked)),
        {name: (source, dict(labels)) for name, (source, labels) in (derived or {}).items()},
        memory,
    )
    events = frame.select([name for name in job.columns() if name in frame.columns])
    # Nothing, counted here: what is wrong with the call is said before any task begins.
    nothing = pa.table(job.count(_in_china(events.limit(0).toArrow()).to_reader(), "").table)
    keys = nothing.column_names[1 : nothing.column_names.index("events")]
    counts = nothing.column_names[1 + len(keys) :]
    if partitions is None:
        partitions = int(frame.sparkSession.conf.get("spark.sql.shuffle.partitions") or 200)
    placed = events.repartition(partitions, _place(events))

    told = [(name, pa.string()) for name in (_COLUMN, _TEXT, "by")]
    told += [(key, _key_type(events, key)) for key in keys]
    schema = pa.schema(told + [(count, pa.int64()) for count in counts])
    parts = placed.mapInArrow(_counting(job, schema), _in_spark(schema))
    sums = [F.sum(name).alias(name) for name in counts]
    total = parts.groupBy(_COLUMN, _TEXT, "by", *keys).agg(*sums).toArrow()

    groups = total.filter(pc.is_null(total[_COLUMN])).drop_columns([_COLUMN, _TEXT])
    table = _in_order(groups, asked) if groups.num_rows else nothing
    return ReachCounts(
        core.Table.from_arrow(table),
        _faults(placed, job, table),
        _unread(total.filter(pc.is_valid(total[_COLUMN])), job.columns()),
    )


@dataclass(frozen=True)
class _Job:
    """What a task is told."""

    by: Groupings
    derived: dict[str, tuple[str, dict[str, str]]]
    memory: int

    def columns(self) -> list[str]:
        """All that is looked at: keys in the order they are named, then flags and recipient."""
        keys = dict.fromkeys(chain.from_iterable(self.by))
        sources = (
            self.derived[key][0] if key in self.derived else "sent" if key in _DATES else key
            for key in keys
        )
        return list(dict.fromkeys([*sources, *_FLAGS, "recipient"]))

    def count(self, events: pa.RecordBatchReader, folder: str) -> core.ReachCounts:
        kernel = core.Reach(
            self.by,
            _templates.terms(),
            memory=self.memory,
            folder=folder,
            threads=1,
            derived=self.derived,
        )
        kernel.add(events)
        return kernel.finish()


def _place(events: DataFrame) -> Column:
    """What decides the partition of an event; those without a recipient all have another."""
    recipient = F.col("recipient")
    nobody = recipient.isNull()
    if isinstance(events.schema["recipient"].dataType, StringType):
        nobody = nobody | (recipient == "")
    return F.when(nobody, F.spark_partition_id().cast("long")).otherwise(F.xxhash64(recipient))


def _key_type(events: DataFrame, key: str) -> pa.DataType:
    whole = key in events.columns and isinstance(events.schema[key].dataType, IntegralType)
    return pa.int64() if whole else pa.string()


def _in_spark(schema: pa.Schema) -> StructType:
    types = {pa.int64(): LongType(), pa.string(): StringType()}
    return StructType([StructField(field.name, types[field.type]) for field in schema])


# ── In the tasks ───────────────────────────────────────────────────────────────────────────────


def _in_china(events: pa.Table | pa.RecordBatch) -> pa.Table | pa.RecordBatch:
    """The same moments, told by China's clocks; days and moments of no zone stay as they are."""
    at = events.schema.get_field_index("sent")
    if at < 0 or getattr(events.schema.field(at).type, "tz", None) is None:
        return events
    return events.set_column(at, "sent", events.column(at).cast(_CHINA))


def _counted(job: _Job, batches: Iterator[pa.RecordBatch]) -> core.ReachCounts | None:
    first = next(batches, None)
    if first is None:
        return None
    events = map(_in_china, chain([first], batches))
    reader = pa.RecordBatchReader.from_batches(_in_china(first).schema, events)
    folders = os.environ.get("SPARK_LOCAL_DIRS", "").split(",")
    task = TaskContext.get()
    return job.count(reader, folders[task.partitionId() % len(folders)] if task else "")


def _counting(job: _Job, schema: pa.Schema) -> Task:
    """Counts by group, and after them the cells that nobody can read."""

    def count(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        counts = _counted(job, batches)
        if counts is None:
            return
        table = pa.table(counts.table)
        nothing = pa.nulls(table.num_rows, pa.string())
        table = table.append_column(_COLUMN, nothing).append_column(_TEXT, nothing)
        yield from table.select(schema.names).cast(schema).to_batches()
        # `month` and `quarter` are two keys of one column, whose cells count once.
        unread = {(each.column, each.text): each.rows for each in counts.unread}
        rows = [{_COLUMN: c, _TEXT: text, "events": n} for (c, text), n in unread.items()]
        yield from pa.Table.from_pylist(rows, schema).to_batches()

    return count


def _straying(job: _Job, schema: pa.Schema) -> Task:
    """Groups of one recipient each, who opened and was not delivered to."""

    def stray(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        counts = _counted(job, batches)
        if counts is None:
            return
        table = pa.table(counts.table)
        table = table.filter(pc.greater(table["opened"], table["delivered"]))
        yield from table.select(schema.names).cast(schema).to_batches()

    return stray


# ── Out of the sums ────────────────────────────────────────────────────────────────────────────


def _in_order(groups: pa.Table, by: Groupings) -> pa.Table:
    parts = []
    for grouping in by:
        part = groups.filter(pc.equal(groups["by"], ",".join(grouping)))
        parts.append(part.sort_by([(key, "ascending") for key in grouping]) if grouping else part)
    return pa.concat_tables(parts)


def _faults(placed: DataFrame, job: _Job, table: pa.Table) -> list[Fault]:
    more = pc.fill_null(pc.greater(table["opened"], table["delivered"]), False)
    rows = pc.indices_nonzero(more)
    if len(rows) == 0:
        return []
    groups = table.take(rows)
    faulty = set(groups["by"].to_pylist())
    by = [grouping for grouping in job.by if ",".join(grouping) in faulty]
    keys = list(dict.fromkeys(chain.from_iterable(by)))
    deeper = replace(job, by=tuple((*grouping, _STRAY) for grouping in by))

    schema = pa.schema(
        [("by", pa.string())]
        + [(key, _key_type(placed, key)) for key in keys]
        + [(_STRAY, pa.string())]
    )
    named = placed.withColumn(_STRAY, F.col("recipient"))
    strays = named.mapInArrow(_straying(deeper, schema), _in_spark(schema))
    told = groups.select(["by", *keys]).append_column("row", rows.cast(pa.int64()))
    ours = F.broadcast(placed.sparkSession.createDataFrame(told))
    same = strays["by"] == F.concat_ws(",", F.when(ours["by"] != "", ours["by"]), F.lit(_STRAY))
    for key in keys:
        same = same & strays[key].eqNullSafe(ours[key])
    found = strays.join(ours, same).select("row", _STRAY)
    of_row = Window.partitionBy("row")
    first = found.select(
        "row",
        _STRAY,
        F.count("*").over(of_row).alias("count"),
        F.row_number().over(of_row.orderBy(_STRAY)).alias("place"),
    ).where(F.col("place") <= _TOLD)
    out: dict[int, Fault] = {}
    for row in first.orderBy("row", "place").collect():
        fault = out.setdefault(row["row"], Fault(row["row"], [], row["count"]))
        fault.recipients.append(row[_STRAY])
    return list(out.values())


def _unread(sums: pa.Table, columns: Sequence[str]) -> list[Unread]:
    rows = {(row[_COLUMN], row[_TEXT]): row["events"] for row in sums.to_pylist()}
    out = []
    for column in columns:
        texts = sorted(text for name, text in rows if name == column and text)
        out += [Unread(column, text, rows[column, text]) for text in texts[:_TOLD]]
        # Every part told its own first ten, and the others without their texts.
        others = sum(rows[column, text] for text in texts[_TOLD:]) + rows.get((column, ""), 0)
        out += [Unread(column, "", others)] if others else []
    return out
