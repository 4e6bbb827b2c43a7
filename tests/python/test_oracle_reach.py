"""Reach of invented pushes, from every kind of source, against sets counted in Python."""

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import gongkai as gk
import oracle_reach
import pandas
import polars
import pyarrow
import pyarrow.ipc
import pyarrow.parquet
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

Rows = list[dict[str, Any]]

HEADERS = {
    "policy": ["policy", "政策编号", "政策代码"],
    "recipient": ["recipient", "推送对象", "接收对象", " 推送\n对象 "],
    "channel": ["channel", "推送渠道", "渠道"],
    "unit": ["unit", "单位"],
    "sent": ["sent", "推送时间", "发送日期"],
    "delivered": ["delivered", "是否送达"],
    "opened": ["opened", "是否打开"],
    "eligible": ["eligible", "是否符合条件"],
    "applied": ["applied", "是否申报"],
    "redeemed": ["redeemed", "是否兑现"],
}
BLOCKS = [1, 7, 64, 1 << 23]  # bytes of csv that are read at once
# Who looks alike and is not: zeros, spaces, full width, two ways to write one letter, parts.
PEOPLE = [
    "007",
    "7",
    "A",
    " A",
    "A ",
    "Ａ",
    "a",
    "é",
    "e\u0301",
    "甲",
    "甲乙",
    "甲\n乙",
    'q"',
    "",
    None,
]
NUMBERS = [0, 1, 7, -7, 2**53 - 1, -(2**31), None]
POLICIES = ["P1", "P2", "p1", "政策；一", "", None]
CHANNELS = ["短信", "微信", "a,b", None]
DAYS = [date(2022, 1, 31), date(2022, 3, 1), date(2022, 12, 31), None]
TRUTHS = [True, False, None]
WORDS = {
    True: ["是", "√", "1", "true", "Y", "2022-03-01"],
    False: ["否", "×", "0", "N"],
    None: [""],
}


@dataclass(frozen=True)
class Part:
    """Some of the rows, in one source."""

    rows: Rows
    source: str
    batch: int
    seed: int


@dataclass(frozen=True)
class Case:
    """Pushes in several sources, what is asked of them, and how it is to be counted."""

    columns: list[str]
    parts: list[Part]
    by: list[list[str]]
    threads: int
    memory: str | None

    @property
    def rows(self) -> Rows:
        """All rows, with recipients as they compare: texts where one source has texts."""
        rows = [row for part in self.parts for row in part.rows]
        if all(isinstance(row["recipient"], int | None) for row in rows):
            texts = any(part.source == "csv" for part in self.parts)
        else:
            texts = True
        return [
            {**row, "recipient": str(row["recipient"])}
            if texts and row["recipient"] is not None
            else row
            for row in rows
        ]


def _arrow(rows: Rows, columns: Sequence[str], batch: int, seed: int) -> pyarrow.Table:
    # Columns in one of the forms of Arrow, in batches, cut out of something longer.
    made = {}
    for at, column in enumerate(columns):
        values = [row[column] for row in rows]
        kind = {"sent": pyarrow.date32()}.get(column)
        if column in oracle_reach.FLAGS:
            kind = pyarrow.bool_()
        elif column == "recipient" and any(isinstance(value, int) for value in values):
            kind = pyarrow.int64()
        elif kind is None:
            forms = [pyarrow.string(), pyarrow.large_string(), pyarrow.string_view()]
            kind = [*forms, pyarrow.dictionary(pyarrow.int16(), pyarrow.string())][(seed + at) % 4]
        above = [None, *values, None]
        array = pyarrow.array(
            above, pyarrow.string() if pyarrow.types.is_dictionary(kind) else kind
        )
        array = array.dictionary_encode().cast(kind) if hasattr(kind, "index_type") else array
        made[column] = array
    table = pyarrow.table(made).slice(1, len(rows))
    cuts = range(0, len(rows), batch)
    slices = [table.slice(at, batch) for at in cuts] or [table]
    return pyarrow.concat_tables(slices)


def _headed(columns: Sequence[str], seed: int) -> list[str]:
    return [
        HEADERS[column][(seed + at) % len(HEADERS[column])] for at, column in enumerate(columns)
    ]


def _csv(part: Part, columns: Sequence[str], folder: Path) -> Path:
    file = folder / "pushes.csv"
    text = io.StringIO(newline="")
    # A record of one empty cell is an empty line unless it is quoted.
    every = part.seed % 2 or len(columns) == 1
    writer = csv.writer(
        text,
        delimiter=",\t;"[part.seed % 3],
        quoting=csv.QUOTE_ALL if every else csv.QUOTE_MINIMAL,
        lineterminator=["\n", "\r\n"][part.seed // 2 % 2],
    )
    if part.seed % 5 == 0:
        writer.writerow(["推送情况"])
    writer.writerow(_headed(columns, part.seed))
    for at, row in enumerate(part.rows):
        if (at + part.seed) % 4 == 0:
            text.write("\n")
        writer.writerow([_word(row[column], column, at + part.seed) for column in columns])
    data = text.getvalue().encode(["utf-8", "utf-8-sig", "gb18030", "utf-16"][part.seed // 4 % 4])
    file.write_bytes(data)
    return file


def _word(value: Any, column: str, seed: int) -> str:
    if column in oracle_reach.FLAGS:
        return WORDS[value][seed % len(WORDS[value])]
    return "" if value is None else str(value)


def source_of(part: Part, columns: Sequence[str], folder: Path) -> Any:
    """The rows of a part as its source has them; files stand in the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    if part.source == "csv":
        return _csv(part, columns, folder)
    table = _arrow(part.rows, columns, part.batch, part.seed)
    table = table.rename_columns(_headed(columns, part.seed))
    return MAKERS[part.source](table, part, folder)


def _parquet(table: pyarrow.Table, part: Part, folder: Path) -> Path:
    file = folder / "pushes.parquet"
    views = [
        field.with_type(pyarrow.string()) if field.type == pyarrow.string_view() else field
        for field in table.schema
    ]
    table = table.cast(pyarrow.schema(views))
    pyarrow.parquet.write_table(table, file, row_group_size=part.batch)
    return file


def _ipc(table: pyarrow.Table, part: Part, folder: Path) -> Path:
    file = folder / "pushes.arrow"
    table = table.unify_dictionaries()
    with pyarrow.ipc.new_file(file, table.schema) as out:
        out.write_table(table, max_chunksize=part.batch)
    return file


def _pandas(table: pyarrow.Table, part: Part, folder: Path) -> Any:
    return pandas.DataFrame({name: table.column(name).to_pylist() for name in table.column_names})


def _relation(table: pyarrow.Table, part: Part, folder: Path) -> Any:
    plain = [
        field.with_type(pyarrow.string()) if pyarrow.types.is_dictionary(field.type) else field
        for field in table.schema
    ]
    return duckdb.from_arrow(table.cast(pyarrow.schema(plain)))


MAKERS: dict[str, Callable[[pyarrow.Table, Part, Path], Any]] = {
    "parquet": _parquet,
    "ipc": _ipc,
    "arrow": lambda table, part, folder: table,
    "reader": lambda table, part, folder: table.to_reader(part.batch),
    "polars": lambda table, part, folder: polars.DataFrame(table),
    "lazy": lambda table, part, folder: polars.DataFrame(table).lazy(),
    "pandas": _pandas,
    "duckdb": _relation,
    "columns": lambda table, part, folder: table.to_pydict(),
}
SOURCES = ["csv", *MAKERS]


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Pushes in up to three sources of one or two kinds."""
    optional = [name for name in HEADERS if name != "recipient"]
    columns = draw(st.lists(st.sampled_from(optional), unique=True, max_size=9))
    columns.insert(draw(st.integers(0, len(columns))), "recipient")
    values = {
        "policy": POLICIES,
        "channel": CHANNELS,
        "unit": ["县教育局", None],
        "sent": DAYS,
        **dict.fromkeys(oracle_reach.FLAGS, TRUTHS),
    }
    parts = []
    for _ in range(draw(st.integers(1, 3))):
        people = draw(st.sampled_from([PEOPLE, PEOPLE, NUMBERS]))
        row = st.fixed_dictionaries(
            {name: st.sampled_from(values.get(name, people)) for name in columns}
        )
        parts.append(
            Part(
                draw(st.lists(row, max_size=25)),
                draw(st.sampled_from(SOURCES)),
                draw(st.sampled_from([1, 3, 10_000])),
                draw(st.integers(0, 239)),
            )
        )
    names = [name for name in ("policy", "channel", "unit") if name in columns]
    names += ["month", "quarter"] if "sent" in columns else []
    grouping = st.lists(st.sampled_from(names), unique=True, max_size=3) if names else st.just([])
    by = draw(st.lists(grouping, min_size=1, max_size=3, unique_by=tuple))
    return Case(columns, parts, by, draw(st.integers(1, 2)), draw(st.sampled_from([None, "1KB"])))


def check(case: Case, folder: Path) -> None:
    """Every count, group and finding of a case as the sets have it."""
    sources = [
        source_of(part, case.columns, folder / str(at)) for at, part in enumerate(case.parts)
    ]
    found = gk.reach(sources, case.by, threads=case.threads, memory=case.memory)
    expected = oracle_reach.lines(case.rows, case.columns, case.by)
    assert found.to_dicts() == expected
    if {"delivered", "opened"} <= set(case.columns):
        wrong = [each for each in expected if each["opened"] > each["delivered"]]
        said = [each for each in found.findings if each.kind == "opened"]
        assert len(said) == len(wrong)


@settings(max_examples=300, suppress_health_check=list(HealthCheck))
@given(case=cases(), block=st.sampled_from(BLOCKS))
def test_reach_of_any_source(
    case: Case, block: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("gongkai.read.text._BLOCK", block)
        check(case, tmp_path_factory.mktemp("reach"))


@settings(max_examples=150, suppress_health_check=list(HealthCheck))
@given(case=cases(), kept=st.integers(1, 7), key=st.sampled_from([b"", b"sixteen bytes, a"]))
def test_reach_of_what_was_kept(
    case: Case, kept: int, key: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("reach")
    means: dict[str, Any] = {"identity": key, "threads": case.threads, "memory": case.memory}
    sources = []
    for at, part in enumerate(case.parts):
        source = source_of(part, case.columns, folder / str(at))
        if kept >> at & 1:
            state = folder / f"{at}.reach"
            gk.reach_state(source, state, case.by, job="all", partition=str(at), **means)
            source = state
        sources.insert(0, source)
    found = gk.reach(sources, case.by, **means)
    assert found.to_dicts() == oracle_reach.lines(case.rows, case.columns, case.by)
