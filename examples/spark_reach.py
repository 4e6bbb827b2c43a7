"""An invented log of pushes, counted on Spark and on one machine; both are equal.

pip install "gongkai[spark]"    # and Java 17
python examples/spark_reach.py
"""

import os
import sys

import gongkai as gk
import pyarrow as pa
from gongkai import spark
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F

BY = [[], ["policy"], ["policy", "channel"], ["month"]]


def pushes(session: SparkSession, events: int) -> DataFrame:
    """Each of some recipients is pushed to again and again; one in fifty has no name."""
    dice = [F.pmod(F.xxhash64("id", F.lit(n)), F.lit(1_000)) for n in range(5)]
    return session.range(events).select(
        F.concat(F.lit("P"), F.floor(F.sqrt(dice[0] / 100))).alias("policy"),
        F.when(dice[1] >= 20, F.concat(F.lit("示例企业"), dice[1])).alias("recipient"),
        F.element_at(
            F.array(F.lit("短信"), F.lit("网站"), F.lit("大厅")), (1 + dice[2] % 3).cast("int")
        ).alias("channel"),
        F.date_add(F.lit("2022-01-01").cast("date"), (dice[3] % 365).cast("int")).alias("sent"),
        (dice[4] < 900).alias("delivered"),
        (dice[4] < 300).alias("opened"),
    )


def show(session: SparkSession, events: int) -> None:
    log = pushes(session, events)
    alone = pa.table(gk.reach(log.toArrow(), by=BY))
    over_spark = pa.table(spark.reach(log, by=BY, partitions=8).table).select(alone.column_names)
    print(*over_spark.column_names, sep="\t")
    for row in over_spark.to_pylist():
        print(*("" if value is None else value for value in row.values()), sep="\t")
    if over_spark.to_pylist() != alone.to_pylist():
        sys.exit("Spark and one machine differ")
    print(f"{events:,} events; all {alone.num_rows} groups are equal on Spark and on one machine")


if __name__ == "__main__":
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # the tasks run where this runs
    builder = SparkSession.builder.master("local[2]").appName("reach")
    spark_session = builder.config("spark.log.level", "ERROR").getOrCreate()
    show(spark_session, events=200_000)
    spark_session.stop()
