"""Reach of pushes out of text files, year folders, columnar files and frames."""

import io
import json
from collections.abc import Callable
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
from gongkai import _templates
from gongkai.read.long_csv import LongCsv
from pushes_help import PUSHES, WHOLE, counted, csv
from ran import Run
from small_year import write_year
from workbooks import saved, workbook

# --- Text files


HEADS = "政策编号,推送对象,推送渠道\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("block", [1, 2, 3, 50, 1 << 20])
def test_blocks_end_between_records_wherever_they_are_cut(
    tmp_path: Path, encoding: str, block: int
) -> None:
    cells = [["P1", "甲\n乙", 'a"b'], ["P,2", "\r\n\n", ""], ["P3", "丙\n", "x"], ["", "", ""]]
    quoted = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in cells]
    file = csv(tmp_path, ("推送情况\n" + HEADS + "\n".join(quoted) + "\n").encode(encoding))
    found = LongCsv(file, "pushes", _templates.terms(), block)
    assert found.names == ["政策编号", "推送对象", "推送渠道"]
    rows: list[list[Any]] = []
    for grid, above in found.tables():
        rows += list(zip(*map(grid.column, grid.names), strict=True))[above:]
    assert [[*row] for row in rows] == cells


@pytest.mark.parametrize(
    ("text", "recipients"),
    [
        ("推送对象\n007\n7\n 7\n", 3),
        ("政策编号\t推送对象\nP1\tA,B\nP1\tA\n", 2),
        ("政策编号;推送对象\nP1;A\nP1;B\n", 2),
        ("sep=|\r\n政策编号|推送对象\r\nP1|A\r\nP1|B", 2),
        ("县教育局推送情况\n\n政策编号,推送对象\nP1,A\n\n\nP1,B\n\n", 2),
        ("政策编号,推送对象\rP1,A\rP1,B\r", 2),
        ("推送对象,政策编号\nA\nB\nA,P1\n", 2),
        ('"政策编号"\t"推送\n对象 "\n"P1"\t"A"\n', 1),
    ],
)
def test_csv_of_any_make(tmp_path: Path, text: str, recipients: int) -> None:
    found = gk.reach(csv(tmp_path, text))
    assert (found[0].recipients, found[0].null_recipients) == (recipients, 0)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (HEADS + 'P1,"A\n\nB,短信\n', "pushes.csv line 2: the quote that opens here is not closed"),
        (HEADS + 'P1,A,a\n\n\nP1,"A', "pushes.csv line 5: the quote that opens here is not closed"),
        (
            "\ufeff".encode() + b"recipient\n\xff",
            "pushes.csv: no text in UTF-8, UTF-16 or GB18030",
        ),
        (b"recipient\nA\0\n", "pushes.csv: no text in UTF-8, UTF-16 or GB18030"),
        (
            "推送对象\n".encode("gb18030") + b"\xff",
            "pushes.csv: no text in UTF-8, UTF-16 or GB18030",
        ),
        (
            "推送對象\nA\n".encode("big5"),
            "pushes.csv: no column of pushes in GB18030, found '"
            + "推送對象".encode("big5").decode("gb18030")
            + "'; save it as UTF-8 if it was Big5 or another encoding",
        ),
    ],
)
def test_text_that_is_refused(tmp_path: Path, data: str | bytes, message: str) -> None:
    with pytest.raises(gk.DataError) as error:
        gk.reach(csv(tmp_path, data))
    assert str(error.value) == message


def test_what_is_wrong_far_below_is_said_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gongkai.read.text._BLOCK", 1 << 16)
    rows = "P1,甲,短信\n" * 20_000
    for below, message in [
        (b'P1,"A\n', "pushes.csv line 20002: the quote that opens here is not closed"),
        (b"\xff\xff\n", "pushes.csv: no text in UTF-8, UTF-16 or GB18030"),
    ]:
        file = csv(tmp_path, (HEADS + rows).encode("gb18030") + below)
        with pytest.raises(gk.DataError) as error:
            gk.reach(file)
        assert str(error.value) == message


# --- Year folders


POLICIES = "政策编号,政策名称,政策包\nP1,甲,助企纾困\nP2,乙,\nP3,丙,助企纾困\n"
UNITS = "单位,上级单位,单位类别\n县教育局,,部门\n县公安局,县政府,部门\n县政府,,政府\n"
GROUPS = [
    ("package", [("助企纾困", 5, 4), (None, 4, 2)]),
    ("parent", [("县政府", 5, 4), ("某县人民政府办公室", 3, 2), (None, 1, 1)]),
    ("unit_kind", [("department", 8, 5), (None, 1, 1)]),
]


def year_with(folder: Path, name: str, data: str | bytes, toml: str = "") -> Path:
    files = {name: data, "policies.csv": POLICIES, "units.csv": UNITS}
    return write_year(folder, files, toml=toml)


@pytest.mark.parametrize(("by", "expected"), GROUPS)
def test_a_year_folder_tells_packages_and_parents(
    tmp_path: Path, by: str, expected: list[tuple[Any, ...]]
) -> None:
    assert counted(gk.reach(year_with(tmp_path, "pushes.csv", PUSHES), by=by)) == expected


def test_a_workbook_in_a_year_folder_is_read_by_the_ledger_reader(tmp_path: Path, run: Run) -> None:
    rows = [line.split(",") for line in PUSHES.splitlines()]
    book = workbook(["推送情况"], *[[cell or None for cell in row] for row in rows])
    folder = year_with(tmp_path, "pushes.xlsx", saved(book))
    assert gk.reach(folder).to_dicts() == [WHOLE]
    assert counted(gk.reach(folder, by="package")) == GROUPS[0][1]
    code, out, _ = run("reach", folder, "--by", "month", "--json")
    lines = [json.loads(line) for line in out.splitlines()]
    months = [line["group"]["month"] for line in lines if "group" in line]
    assert (code, months) == (0, ["2022-03", "2022-04", "2022-12", None])
    assert gk.reach(folder / "pushes.xlsx").to_dicts() == [WHOLE]


def test_headers_of_a_year_folder_count(tmp_path: Path) -> None:
    text = PUSHES.replace("推送对象", "企业代号")
    with pytest.raises(gk.DataError, match=r"^pushes\.csv: no column of recipients"):
        gk.reach(year_with(tmp_path, "pushes.csv", text))
    toml = '[headers.pushes]\n"企业代号" = "recipient"\n'
    assert gk.reach(year_with(tmp_path, "pushes.csv", text, toml)).to_dicts() == [WHOLE]


def test_pushes_of_a_year_folder_without_units_are_the_bodys_own(
    tmp_path: Path, absent: list[str]
) -> None:
    rows = [line.split(",") for line in PUSHES.splitlines()]
    text = "\n".join(",".join([*row[:3], *row[4:]]) for row in rows)
    folder = year_with(tmp_path, "pushes.csv", text)
    for by in ("unit", "parent"):
        found = gk.reach(folder, by=[[by], []])
        assert counted(found) == [("某县人民政府办公室", 9, 5), (9, 5)]
        assert [each.message for each in found.findings] == [
            "pushes.csv：没有单位一列，各行都算作某县人民政府办公室本级"
        ]
    assert gk.reach(folder).to_dicts() == [WHOLE]
    assert len(gk.reach(folder).findings) == 0
    with pytest.raises(gk.DataError) as error:
        gk.reach(folder / "pushes.csv", by="unit")
    assert str(error.value) == (
        "pushes.csv: no column to group by unit, expected one named unit or 单位"
    )


def test_years_side_by_side_must_say_the_same_of_a_policy(tmp_path: Path) -> None:
    one = year_with(tmp_path / "one", "pushes.csv", PUSHES)
    two = year_with(tmp_path / "two", "pushes.csv", PUSHES)
    assert counted(gk.reach([one, two], by="package")) == [("助企纾困", 10, 4), (None, 8, 2)]
    (two / "policies.csv").write_text(POLICIES.replace("甲,助企", "甲,惠企"), encoding="utf-8")
    with pytest.raises(gk.DataError) as error:
        gk.reach([one, two], by="package")
    assert str(error.value) == (
        f"{two / 'pushes.csv'}: package of 'P1' is '惠企纾困', "
        "expected '助企纾困' as in the other year"
    )


def test_a_year_folder_without_pushes_says_so(tmp_path: Path) -> None:
    folder = write_year(tmp_path)
    with pytest.raises(gk.DataError) as error:
        gk.reach(folder)
    assert str(error.value) == f"{folder}: no pushes.csv, expected a ledger of pushes"


# --- Columnar files and frames


ROWS: dict[str, list[Any]] = {
    "政策编号": ["P1", "P1", "P2", None],
    "推送对象": ["007", "7", "", "7"],
    "是否打开": [True, None, True, False],
}


def parquet(folder: Path, table: Any, name: str = "pushes.parquet") -> Path:
    pyarrow.parquet.write_table(table, folder / name, row_group_size=2)
    return folder / name


def relation(rows: dict[str, list[Any]]) -> Any:
    return duckdb.from_arrow(pyarrow.table(rows))


def dictionary(rows: dict[str, list[Any]]) -> Any:
    table = pyarrow.table(rows)
    for at in (0, 1):
        table = table.set_column(at, table.column_names[at], table.column(at).dictionary_encode())
    return table


def views(rows: dict[str, list[Any]]) -> Any:
    table = pyarrow.table(rows)
    text = table.column(1).cast(pyarrow.string_view())
    return table.set_column(1, table.column_names[1], text)


def slices(rows: dict[str, list[Any]]) -> Any:
    table = pyarrow.table({name: [*values, values[0]] for name, values in rows.items()})
    return pyarrow.concat_tables([table.slice(0, 1), table.slice(1, 3)])


def reader(rows: dict[str, list[Any]]) -> Any:
    return pyarrow.table(rows).to_reader(1)


def batch(rows: dict[str, list[Any]]) -> Any:
    class Batch:
        """Has the protocol of a single batch alone."""

        def __arrow_c_array__(self, requested: Any = None) -> Any:
            return pyarrow.record_batch(rows).__arrow_c_array__(requested)

    return Batch()


FRAMES: list[Callable[[dict[str, list[Any]]], Any]] = [
    pyarrow.table,
    reader,
    batch,
    dictionary,
    views,
    slices,
    polars.DataFrame,
    polars.LazyFrame,
    pandas.DataFrame,
    relation,
    dict,
]


@pytest.mark.parametrize("make", FRAMES)
def test_frames_of_any_library(make: Callable[[dict[str, list[Any]]], Any]) -> None:
    found = gk.reach(make(ROWS), by="policy")
    assert [(*each.group.values(), *each[2:5], each.opened) for each in found] == [
        ("P1", 2, 2, 0, 1),
        ("P2", 1, 0, 1, 0),
        (None, 1, 1, 0, 0),
    ]


@pytest.mark.parametrize("make", FRAMES)
def test_integers_and_texts_are_the_same_people(
    make: Callable[[dict[str, list[Any]]], Any], tmp_path: Path
) -> None:
    numbers = {**ROWS, "推送对象": [7, 8, None, 7]}
    file = csv(tmp_path, "推送对象\n7\n007\n8\n")
    assert gk.reach(make(numbers))[0].recipients == 2
    assert gk.reach([make(numbers), file])[0].recipients == 3
    assert gk.reach([file, make(numbers)])[0].recipients == 3
    parquet(tmp_path, pyarrow.table(numbers))
    assert gk.reach([file, tmp_path / "pushes.parquet"])[0].recipients == 3


def test_a_stream_whose_columns_have_their_ids_is_not_touched() -> None:
    batches = pyarrow.table({"recipient": ["A", "B"], "other": [1, 2]}).to_reader()
    assert gk.reach(batches)[0].recipients == 2


def test_texts_that_a_file_calls_bytes_are_texts(tmp_path: Path) -> None:
    # As older writers of Parquet left them.
    columns = {
        name: pyarrow.array([b"A", b"7"], pyarrow.binary()) for name in ("recipient", "policy")
    }
    for source in (pyarrow.table(columns), parquet(tmp_path, pyarrow.table(columns))):
        assert counted(gk.reach(source, by="policy")) == [("7", 1, 1), ("A", 1, 1)]


@pytest.mark.parametrize(
    "kind", ["float64", "Int64", "int64[pyarrow]", "double[pyarrow]", "object", "category"]
)
def test_integers_of_pandas_with_a_blank_are_integers(kind: str) -> None:
    column = pandas.Series([7, 10, None], dtype="Int64" if kind == "category" else None)
    found = gk.reach(pandas.DataFrame({"recipient": column.astype(kind)}))
    assert (found[0].recipients, found[0].null_recipients) == (2, 1)
    both = gk.reach([pandas.DataFrame({"recipient": column.astype(kind)}), {"recipient": ["7"]}])
    assert both[0].recipients == 2


def test_long_numbers_that_pandas_has_cut_short_are_nobodys() -> None:
    frame = pandas.DataFrame({"recipient": [330521199001010001, None]})
    with pytest.raises(gk.DataError) as error:
        gk.reach(frame)
    assert str(error.value) == (
        "frame: column 'recipient': it holds neither texts nor whole numbers"
    )


def test_an_index_of_pandas_that_has_a_name_is_a_column() -> None:
    frame = pandas.DataFrame({"recipient": ["A", "B"], "channel": ["x", "x"]}).set_index(
        "recipient"
    )
    assert counted(gk.reach(frame, by="channel")) == [("x", 2, 2)]


def test_patterns_and_files_of_other_columns(tmp_path: Path, run: Run) -> None:
    parquet(tmp_path, pyarrow.table(ROWS), "a.parquet")
    parquet(tmp_path, pyarrow.table({"recipient": ["X"], "policy": ["P2"]}), "b.parquet")
    found = gk.reach(str(tmp_path / "*.parquet"), by="policy")
    assert counted(found) == [("P1", 2, 2), ("P2", 2, 1), (None, 1, 1)]
    assert counted(gk.reach(tmp_path, by="policy")) == counted(found)
    code, out, _ = run("reach", tmp_path / "*.parquet", tmp_path / "a.parquet", "--json")
    assert (code, json.loads(out)["events"]) == (0, 9)


def arrow_file(folder: Path, rows: dict[str, list[Any]]) -> Path:
    data = io.BytesIO()
    with pyarrow.ipc.new_file(data, pyarrow.table(rows).schema) as file:
        file.write(pyarrow.table(rows))
    return csv(folder, data.getvalue(), "pushes.arrow")


def test_files_are_read_by_what_is_installed(tmp_path: Path, absent: list[str]) -> None:
    text = "推送情况\n政策编号,推送对象,是否打开\nP1,007,是\nP1,7,\nP2\n,7,否\n"
    expected = [("P1", 2, 2), ("P2", 1, 0), (None, 1, 1)]
    assert counted(gk.reach(csv(tmp_path, text), by="policy")) == expected
    assert gk.reach(csv(tmp_path, text.splitlines()[1], "empty.csv"))[0].opened == 0
    columnar = [parquet(tmp_path, pyarrow.table(ROWS)), arrow_file(tmp_path, ROWS)]
    if "polars" not in absent:
        for file in columnar:
            assert counted(gk.reach(file, by="policy")) == expected
        return
    for file, kind in zip(columnar, ("Parquet", "Arrow"), strict=True):
        with pytest.raises(gk.DataError) as error:
            gk.reach(file)
        assert str(error.value) == (
            f"{file.name}: reading {kind} needs pyarrow or Polars, found neither"
        )


@pytest.mark.parametrize("make", FRAMES)
def test_frames_need_no_other_library(
    make: Callable[[dict[str, list[Any]]], Any], absent: list[str]
) -> None:
    assert counted(gk.reach(make(ROWS), by="policy")) == [
        ("P1", 2, 2),
        ("P2", 1, 0),
        (None, 1, 1),
    ]


@pytest.mark.parametrize("absent", ["pyarrow"], indirect=True)
def test_damaged_files_are_refused_by_polars_too(tmp_path: Path, absent: list[str]) -> None:
    with pytest.raises(
        gk.DataError, match=r"^pushes\.parquet: not a Parquet file that can be read"
    ):
        gk.reach(csv(tmp_path, b"PAR1 cut", "pushes.parquet"))
    with pytest.raises(gk.DataError, match=r"^pushes\.arrow: not an Arrow file that can be read"):
        gk.reach(csv(tmp_path, b"ARROW1\0\0 cut", "pushes.arrow"))


@pytest.mark.parametrize("name", ["pushes.parquet", "pushes.arrow"])
def test_of_a_file_only_the_columns_asked_for_are_looked_at(tmp_path: Path, name: str) -> None:
    # The id of a column elsewhere, a path into a column, one that nobody reads, one that is twice.
    rows = {
        "对象": ["A", "B", "A"],
        "a.b": ["x", "x", "y"],
        "a": ["1", "1", "2"],
        "s": [{"b": 1}] * 3,
        "policy": pyarrow.array(["P1", None, "P1"]).dictionary_encode(),
    }
    arrays = [*rows.values(), rows["s"]]
    table = pyarrow.table([pyarrow.array(each) for each in arrays], [*rows, "s"])
    table = table.rename_columns(["推送对象", *table.column_names[1:]])
    if name == "pushes.parquet":
        file = parquet(tmp_path, table.select(range(5)))
    else:
        file = tmp_path / name
        with pyarrow.ipc.new_file(file, table.schema) as out:
            out.write(table)
    assert counted(gk.reach(file, by="a")) == [("1", 2, 2), ("2", 1, 1)]
    assert counted(gk.reach(file, by="a.b")) == [("x", 2, 2), ("y", 1, 1)]
    assert counted(gk.reach(file, by="policy")) == [("P1", 2, 1), (None, 1, 1)]
    if name == "pushes.parquet":
        with pytest.raises(gk.DataError, match=r"^pushes\.parquet: "):
            gk.reach(file, by="s")


def test_a_file_that_is_damaged_below_its_head_is_named(tmp_path: Path) -> None:
    many = pyarrow.table({"recipient": [str(n) for n in range(100_000)]})
    file = tmp_path / "pushes.parquet"
    pyarrow.parquet.write_table(many, file)
    data = bytearray(file.read_bytes())
    data[2000:4000] = b"\xff" * 2000
    file.write_bytes(data)
    with pytest.raises(gk.DataError, match=r"^pushes\.parquet: "):
        gk.reach(file)
