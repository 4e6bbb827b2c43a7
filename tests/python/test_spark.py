"""Reach over Spark is the reach of one machine, however the log is cut and whatever fails."""

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import gongkai as gk
import pyarrow as pa
import pytest
from gongkai import _core as core
from gongkai import _templates, spark
from pyspark import TaskContext, cloudpickle
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F

CHINA = pa.timestamp("us", "Asia/Shanghai")
BY = [[], ["policy"], ["policy", "channel"], ["month"], ["package", "quarter"], ["channel"]]
DERIVED = {"package": ("policy", {"P1": "助企纾困", "P2": "助企纾困", "P3": "人才引进"})}
FLAGS = ["delivered", "opened", "eligible", "applied"]


@pytest.fixture(scope="module")
def session() -> Iterator[SparkSession]:
    if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
        pytest.fail("Spark needs Java 17: apt-get install openjdk-17-jre-headless", pytrace=False)
    # The tasks run where the tests run, and know this file by value.
    os.environ["PYSPARK_PYTHON"] = sys.executable
    cloudpickle.register_pickle_by_value(sys.modules[__name__])
    builder = SparkSession.builder.master("local[2, 3]").appName("reach")
    options = {
        "ui.enabled": "false",
        "ui.showConsoleProgress": "false",
        "log.level": "OFF",
        "sql.shuffle.partitions": "2",
        "driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
    }
    for name, value in options.items():
        builder = builder.config(f"spark.{name}", value)
    made = builder.getOrCreate()
    yield made
    made.stop()


def pushes(
    rows: int = 2_000, recipients: int = 300, whole: bool = False, seed: int = 1
) -> pa.Table:
    """An invented log: few policies have most rows, blank cells everywhere, faults in some."""
    draw = random.Random(seed)
    days = [datetime(2022, month, day, 23, 30) for month, day in ((1, 31), (3, 31), (12, 31))]
    lines = []
    for _ in range(rows):
        policy = f"P{int(draw.paretovariate(0.8))}"
        recipient = draw.randrange(recipients)
        line: dict[str, Any] = {
            "policy": draw.choice([policy] * 20 + [None, ""]),
            "recipient": recipient if whole else f"企业{recipient}",
            "channel": draw.choice([1, 2, 3, None]),
            "sent": draw.choice([*days, None]),
            "delivered": draw.choice(["是", "否", "是", None, "√"]),
            "opened": draw.choice(["是", "否", "否", "看情况"]),
            "eligible": draw.choice([True, False, None]),
            "applied": int(recipient % 7 == 0),
        }
        if draw.random() < 0.05:
            line["recipient"] = None if whole else draw.choice([None, ""])
        if line["policy"] in ("P4", None):
            line["delivered"] = draw.choice(["否"] * 9 + ["是"])
        lines.append(line)
    table = pa.Table.from_pylist(lines)
    at = table.column_names.index("sent")
    return table.set_column(at, "sent", pa.compute.assume_timezone(table["sent"], CHINA.tz))


def on_one_machine(
    table: pa.Table, by: list[list[str]], derived: dict[str, Any] | None = None
) -> core.ReachCounts:
    kernel = core.Reach(by, _templates.terms(), derived=derived or {})
    kernel.add(table)
    return kernel.finish()


def assert_same(here: spark.ReachCounts, there: core.ReachCounts) -> None:
    ours, theirs = pa.table(here.table), pa.table(there.table)
    assert ours.schema == theirs.schema
    assert ours.to_pylist() == theirs.to_pylist()
    told = [(each.row, each.recipients, each.count) for each in here.faults]
    assert told == [(each.row, each.recipients, each.count) for each in there.faults]
    unread = [(each.column, each.text, each.rows) for each in here.unread]
    assert unread == [(each.column, each.text, each.rows) for each in there.unread]


@pytest.mark.parametrize(("partitions", "whole"), [(1, False), (7, False), (7, True), (64, True)])
def test_counts_are_those_of_one_machine(
    session: SparkSession, partitions: int, whole: bool
) -> None:
    table = pushes(whole=whole)
    frame = session.createDataFrame(table).repartition(5)
    found = spark.reach(frame, BY, partitions=partitions, derived=DERIVED)
    expected = on_one_machine(table, BY, DERIVED)
    assert_same(found, expected)
    assert len(expected.faults) > 3
    assert expected.unread


def test_counts_are_those_of_sets(session: SparkSession) -> None:
    lines = pushes().to_pylist()
    by = ["policy", "channel"]
    groups: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for line in lines:
        groups.setdefault((line["policy"] or None, line["channel"]), []).append(line)
    found = spark.reach(session.createDataFrame(pushes()), [by], partitions=3)
    rows = pa.table(found.table).to_pylist()
    assert len(rows) == len(groups)
    for row in rows:
        group = groups[row["policy"], row["channel"]]
        known = [line for line in group if line["recipient"]]
        assert row["events"] == len(group)
        assert row["null_recipients"] == len(group) - len(known)
        assert row["recipients"] == len({line["recipient"] for line in known})
        both = {x["recipient"] for x in known if x["eligible"] and x["delivered"] in ("是", "√")}
        assert row["delivered_eligible"] == len(both)
        assert row["watched"] is None


def fails_once(task: spark.Task) -> spark.Task:
    """The same task, which the first time fails when all of its work is done."""

    def run(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        yield from task(batches)
        context = TaskContext.get()
        if context is not None and context.attemptNumber() == 0:
            raise RuntimeError("the first attempt fails")

    return run


def test_tasks_that_run_twice_count_once(
    session: SparkSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = pushes(500, 100)
    expected = on_one_machine(table, BY, DERIVED)
    frame = session.createDataFrame(table).repartition(2)
    # Tasks before the shuffle, tasks that count, and tasks that name recipients.
    frame = frame.mapInArrow(fails_once(lambda batches: batches), frame.schema)
    for maker in ("_counting", "_straying"):
        make = getattr(spark, maker)
        monkeypatch.setattr(
            spark, maker, lambda job, schema, make=make: fails_once(make(job, schema))
        )
    assert_same(spark.reach(frame, BY, partitions=2, derived=DERIVED), expected)


def test_events_without_a_recipient_stay_spread(session: SparkSession) -> None:
    frame = session.range(8_000, numPartitions=8).select(
        F.lit("").alias("recipient"), F.lit("P1").alias("policy")
    )
    placed = frame.repartition(8, spark._place(frame))
    sizes = placed.groupBy(F.spark_partition_id()).count().collect()
    assert max(each["count"] for each in sizes) <= 3_000
    row = pa.table(spark.reach(frame, [["policy"]], partitions=8).table).to_pylist()[0]
    assert (row["events"], row["null_recipients"], row["recipients"]) == (8_000, 8_000, 0)


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "America/New_York"])
def test_months_are_those_of_china(session: SparkSession, zone: str) -> None:
    before = session.conf.get("spark.sql.session.timeZone")
    session.conf.set("spark.sql.session.timeZone", zone)
    frame = session.sql(
        "SELECT 'a' AS recipient, timestamp_seconds(unix) AS sent FROM VALUES "
        "(1643644799), (1643644800) AS instants(unix)"  # on either side of midnight in Beijing
    )
    found = pa.table(spark.reach(frame, [["month"], ["quarter"]], partitions=2).table)
    session.conf.set("spark.sql.session.timeZone", before)
    assert found["month"].to_pylist() == ["2022-01", "2022-02", None]
    assert found["quarter"].to_pylist() == [None, None, "2022-Q1"]


def test_a_grouping_may_be_by_recipient_and_asked_twice(session: SparkSession) -> None:
    table, by = pushes(200, 20), [["recipient"], [], []]
    found = spark.reach(session.createDataFrame(table), by, partitions=3)
    assert_same(found, on_one_machine(table, by))


def test_no_flags_no_keys_and_no_events(session: SparkSession) -> None:
    by = [[], ["policy", "month"]]
    table = pushes(50).drop_columns(FLAGS)
    frame = session.createDataFrame(table)
    assert_same(spark.reach(frame, by, partitions=3), on_one_machine(table, by))
    blank = table.set_column(2, "channel", pa.nulls(len(table), pa.int64()))
    found = spark.reach(session.createDataFrame(blank), [["channel"]], partitions=3)
    assert_same(found, on_one_machine(blank, [["channel"]]))
    nothing = spark.reach(frame.where("1 = 0"), by, partitions=3)
    assert_same(nothing, on_one_machine(table.slice(0, 0), by))


@pytest.mark.parametrize(
    ("change", "by", "message"),
    [
        (lambda frame: frame, [["village"]], "village"),
        (lambda frame: frame.drop("recipient"), [[]], "recipient"),
        (lambda frame: frame.withColumn("recipient", F.rand(1)), [[]], "recipient"),
        (lambda frame: frame, [["policy", "policy"]], "policy"),
    ],
    ids=["no such column", "no recipients", "recipients with decimals", "a key twice"],
)
def test_a_wrong_call_is_told_before_any_task_begins(
    session: SparkSession,
    change: Callable[[DataFrame], DataFrame],
    by: list[list[str]],
    message: str,
) -> None:
    frame = change(session.createDataFrame(pushes(10)))
    with pytest.raises(gk.DataError, match=message):
        spark.reach(frame, by)


def test_gongkai_does_without_pyspark() -> None:
    code = "import gongkai, sys; sys.exit('pyspark' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_example_shows_both_equal(
    session: SparkSession, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = compile((root / "examples" / "spark_reach.py").read_bytes(), "spark_reach.py", "exec")
    example: dict[str, Any] = {"__name__": "spark_reach"}
    exec(code, example)
    example["show"](session, events=5_000)
    assert "equal" in capsys.readouterr().out
