"""Reading Parquet, Arrow and the frames of other libraries."""

import io
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import gongkai as gk
import pandas
import polars
import pyarrow
import pyarrow.ipc
import pyarrow.parquet
import pytest
from gongkai import _core as core
from gongkai import _templates
from gongkai.read.frame import to_table
from small_year import BODY, write_year

ROWS: dict[str, list[Any]] = {
    "申请编号": ["A1", "A2", "A3"],
    "单位": ["县教育局", "县教育局", "县公安局"],
    "申请人类型": ["自然人", "商业企业", "自然人"],
    "收到日期": [date(2022, 1, 4), date(2022, 3, 1), date(2022, 5, 5)],
    "答复日期": [date(2022, 1, 20), date(2022, 3, 10), None],
    "答复结果": ["予以公开", "部分公开", None],
}


def parquet() -> bytes:
    data = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.table(ROWS), data)
    return data.getvalue()


@pytest.mark.parametrize("absent", ["polars", "pyarrow"])
def test_parquet_is_read_by_what_is_installed(
    tmp_path: Path, absent: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_year(tmp_path, {"applications.csv": None, "applications.parquet": parquet()})
    monkeypatch.setattr("gongkai.read.frame.find_spec", lambda name: None if name == absent else 1)
    assert len(gk.open(tmp_path).why("table3/new_received/total")) == 3


def test_parquet_without_a_reader_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_year(tmp_path, {"applications.csv": None, "applications.parquet": parquet()})
    monkeypatch.setattr("gongkai.read.frame.find_spec", lambda name: None)
    with pytest.raises(gk.DataError) as error:
        gk.open(tmp_path)
    assert str(error.value) == (
        "applications.parquet: reading Parquet needs pyarrow or Polars, found neither"
    )


def arrow_file() -> bytes:
    data = io.BytesIO()
    with pyarrow.ipc.new_file(data, pyarrow.table(ROWS).schema) as file:
        file.write(pyarrow.table(ROWS))
    return data.getvalue()


@pytest.mark.parametrize("absent", ["polars", "pyarrow"])
def test_an_arrow_file_is_read_by_what_is_installed(
    tmp_path: Path, absent: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_year(tmp_path, {"applications.csv": None, "applications.arrow": arrow_file()})
    monkeypatch.setattr("gongkai.read.frame.find_spec", lambda name: None if name == absent else 1)
    assert len(gk.open(tmp_path).why("table3/new_received/total")) == 3
    write_year(tmp_path, {"applications.csv": None, "applications.arrow": b"ARROW1\0\0 cut"})
    with pytest.raises(gk.DataError, match=r"^applications\.arrow: not an Arrow file that can be"):
        gk.open(tmp_path)


def test_damaged_parquet_is_refused(tmp_path: Path) -> None:
    write_year(tmp_path, {"applications.csv": None, "applications.parquet": b"PAR1 cut"})
    with pytest.raises(gk.DataError, match=r"^applications\.parquet: not a Parquet file that can"):
        gk.open(tmp_path)


def relation(rows: dict[str, list[Any]]) -> Any:
    return duckdb.from_arrow(pyarrow.table(rows))


@pytest.mark.parametrize(
    "make",
    [pyarrow.table, polars.DataFrame, polars.LazyFrame, pandas.DataFrame, relation, dict],
)
def test_frames_of_any_library(make: Callable[[dict[str, list[Any]]], Any]) -> None:
    year = gk.open({"applications": make(ROWS)}, body=BODY, year=2022)
    assert len(year.why("table3/new_received/total")) == 3
    assert [each.key for each in year.why("table3/carried_forward/natural_person")] == ["A3"]
    assert [each.severity for each in year.findings.failed if each.severity != "hint"] == []


def test_pandas_needs_no_pyarrow(hidden: Callable[..., AbstractContextManager[None]]) -> None:
    frame = pandas.DataFrame(ROWS)
    with hidden("pyarrow"), pytest.MonkeyPatch.context() as patch:
        patch.setattr("gongkai.read.frame.find_spec", lambda name: None)
        table = to_table(frame, "applications")
    assert table.column("申请编号") == ["A1", "A2", "A3"]
    assert table.column("答复日期") == [date(2022, 1, 20), date(2022, 3, 10), None]


def test_a_mixed_column_of_pandas_is_read_value_by_value() -> None:
    blank = [None, float("nan"), pandas.NaT, pandas.NA]
    mixed = [1, 1.0, 2.5, "x", *blank, pandas.Timestamp(2022, 1, 4), True]
    table = to_table(pandas.DataFrame({"a": pandas.Series(mixed, dtype=object)}), "applications")
    assert table.column("a") == [
        *("1", "1", "2.5", "x", None, None, None, None),
        *("2022-01-04 00:00:00", "True"),
    ]


def test_a_category_of_pandas_without_a_value_is_a_blank_column() -> None:
    for empty in (pandas.Categorical([None, float("nan")]), pandas.Categorical([float("nan")] * 2)):
        frame = pandas.DataFrame({"编号": ["1", "2"], "申请方式": empty})
        assert core.Table.from_arrow(frame).column("申请方式") == [None, None]
        assert to_table(frame, "applications").column("申请方式") == [None, None]
    numbers = pandas.DataFrame({"申请方式": pandas.Categorical([1.5])})
    with pytest.raises(gk.DataError) as error:
        core.Table.from_arrow(numbers)
    assert str(error.value) == "column '申请方式': a dictionary of 'g' is not read"


def test_a_named_index_of_pandas_is_a_column() -> None:
    frame = pandas.DataFrame(ROWS).set_index("申请编号")
    assert to_table(frame, "applications").column("申请编号") == ["A1", "A2", "A3"]
    part = pandas.DataFrame(ROWS).iloc[1:]
    assert to_table(part, "applications").names == list(ROWS)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: gk.open({"applications": ROWS}),
            "frames say neither body nor year, expected both as arguments",
        ),
        (
            lambda: gk.open({"applications": 7}, body=BODY, year=2022),
            "applications: found int, expected a frame with Arrow columns",
        ),
        (
            lambda: gk.open({"cases": ROWS}, body=BODY, year=2022),
            "unknown ledger 'cases', expected one of units, applications, disputes, tasks, "
            "publications, policies, pushes, responses, disclosures, events, ratings",
        ),
        (
            lambda: gk.open("deqing", body=BODY),
            "deqing: body and year stand in its year.toml, expected neither",
        ),
    ],
)
def test_a_wrong_call_says_what_was_expected(call: Callable[[], object], message: str) -> None:
    with pytest.raises(gk.DataError) as error:
        call()
    assert str(error.value) == message


def test_a_table_that_is_given_up_is_read_alike_and_empty_then() -> None:
    def read(*, spend: bool) -> tuple[core.Table, list[str], core.Table]:
        table = to_table(pyarrow.table({**ROWS, "答复结果": ["予以公开", "办了", None]}), "a")
        ledger, findings = core.read_ledger(
            "applications", table, _templates.terms(), file="a", year=2022, spend=spend
        )
        return ledger.to_table(), [each.found for each in findings], table

    kept, told, table = read(spend=False)
    spent, told_alike, empty = read(spend=True)
    assert pyarrow.table(kept).equals(pyarrow.table(spent))
    assert told == told_alike
    assert "办了" in told
    assert (table.rows, empty.rows, empty.names) == (3, 0, [])
