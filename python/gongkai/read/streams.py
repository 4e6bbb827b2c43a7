"""Columns of frames and long files as Arrow streams: those asked for, under the names asked for."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol

from gongkai._core import DataError, Table
from gongkai.read.frame import to_table
from gongkai.read.long_csv import LongCsv

_BATCH = 1 << 17  # rows
_EXACT = 2**53  # beyond it a number of eight bytes may stand for its neighbour


class Streamed(Protocol):
    """Something whose columns can be streamed, once."""

    @property
    def names(self) -> list[str]:
        """Its columns, as they are called there."""

    def is_integer(self, at: int) -> bool:
        """Whether a column, counted from 0, holds whole numbers."""

    def streams(self, columns: Mapping[str, int], texts: Collection[str]) -> Iterator[Any]:
        """Arrow streams that together have all rows.

        `columns` are those asked for, by their names there; what `texts` names comes as text.
        """


def of_frame(frame: Any, name: str) -> Streamed:
    """A frame of any library: Arrow's, Polars' and its lazy ones, pandas', a relation of DuckDB, a
    mapping of columns, or anything else that gives Arrow streams.

    Raises
    ------
    DataError
        It is none of these.
    """
    library = type(frame).__module__.split(".")[0].removeprefix("_")
    if library == "pandas":
        return _Pandas(frame, name)
    if library == "polars" and hasattr(frame, "select"):
        return _Polars(frame)
    if library == "duckdb" and hasattr(frame, "project"):
        return _Relation(frame)
    if isinstance(frame, Mapping):
        return _Lists({str(key): list(values) for key, values in frame.items()})
    if hasattr(frame, "__arrow_c_stream__") or hasattr(frame, "__arrow_c_array__"):
        return _of_arrow(frame)
    raise DataError(f"{name}: found {type(frame).__name__}, expected a frame with Arrow columns")


def of_columnar(path: Path, kind: str, many: Collection[str] = ()) -> Streamed:
    """A file of Parquet or of Arrow (IPC, Feather); pyarrow reads it, else Polars.

    `many` are columns, by the names asked for, in which a text seldom stands twice.

    Raises
    ------
    DataError
        None of them is installed, or the file is damaged.
    """
    if find_spec("pyarrow") is not None:
        return _Parquet(path, many) if kind == "Parquet" else _Ipc(path)
    if find_spec("polars") is not None:
        polars = import_module("polars")
        with _refused(path, kind, polars.exceptions.PolarsError):
            return _Polars((polars.scan_parquet if kind == "Parquet" else polars.scan_ipc)(path))
    raise DataError(f"{path.name}: reading {kind} needs pyarrow or Polars, found neither")


@contextmanager
def _refused(path: Path, kind: str, damage: type[Exception] | None = None) -> Iterator[None]:
    # What libraries raise of a file that they cannot read; pyarrow unless another is named.
    damage = damage or import_module("pyarrow").ArrowException
    try:
        yield
    except (OSError, ValueError, MemoryError, OverflowError, damage) as error:
        reason = (str(error).splitlines() or [""])[0]
        a_file = f"{'a' if kind == 'Parquet' else 'an'} {kind} file"
        raise DataError(f"{path.name}: not {a_file} that can be read: {reason}") from error


def with_column(stream: Any, name: str, text: str) -> Any:
    """A stream with one column more, in which every row has that text."""
    if find_spec("pyarrow") is not None:
        arrow = import_module("pyarrow")
        reader = arrow.RecordBatchReader.from_stream(stream)
        schema = reader.schema.append(arrow.field(name, arrow.string()))
        return arrow.RecordBatchReader.from_batches(
            schema,
            (
                arrow.record_batch(
                    [*batch.columns, arrow.repeat(text, batch.num_rows)], schema=schema
                )
                for batch in reader
            ),
        )
    if find_spec("polars") is not None:
        polars = import_module("polars")
        return polars.DataFrame(stream).with_columns(polars.lit(text).alias(name))
    table = Table.from_arrow(stream)
    columns = [(each, table.column(each)) for each in table.names]
    return Table.from_columns([*columns, (name, [text] * table.rows)])


class OfCsv:
    """A csv file of any length; its cells stay texts. `many` are columns, by the names asked for,
    in which a text seldom stands twice."""

    def __init__(self, csv: LongCsv, many: Collection[str] = ()) -> None:
        self._csv = csv
        self._many = many
        self.names = csv.names

    def is_integer(self, at: int) -> bool:
        return False

    def streams(self, columns: Mapping[str, int], texts: Collection[str]) -> Iterator[Any]:
        places = {name: at + self._csv.first_column - 1 for name, at in columns.items()}
        if find_spec("pyarrow") is not None:
            yield from _of_csv(self._csv, places, self._many)
            return
        # Columns are there even where no record is.
        yield Table.from_columns([(name, []) for name in places])
        for grid, above in self._csv.tables():
            yield from _of_arrow(grid, above).streams(places, ())


class _Lists:
    def __init__(self, columns: Mapping[str, list[Any]]) -> None:
        self.names = list(columns)
        self._columns = list(columns.values())

    def is_integer(self, at: int) -> bool:
        return {type(value) for value in self._columns[at]} <= {int, type(None)}

    def streams(self, columns: Mapping[str, int], texts: Collection[str]) -> Iterator[Any]:
        chosen = [(name, self._columns[at]) for name, at in columns.items()]
        yield Table.from_columns(
            [(name, _texts(values) if name in texts else values) for name, values in chosen]
        )


class _Pandas:
    # A column with a blank holds no integers there: whole numbers among decimals are integers.
    def __init__(self, frame: Any, name: str) -> None:
        self._frame = frame.reset_index() if any(frame.index.names) else frame
        self._name = name
        self.names = [str(column) for column in self._frame.columns]

    def is_integer(self, at: int) -> bool:
        return _kind(self._column(at)) == "integer"

    def streams(self, columns: Mapping[str, int], texts: Collection[str]) -> Iterator[Any]:
        pandas = import_module("pandas")
        table = to_table(
            pandas.DataFrame({name: self._column(at) for name, at in columns.items()}), self._name
        )
        yield from _of_arrow(table).streams({name: n for n, name in enumerate(columns)}, texts)

    def _column(self, at: int) -> Any:
        column = self._frame.iloc[:, at]
        if hasattr(column.dtype, "categories"):
            return column.astype("Int64") if column.dtype.categories.dtype.kind in "iu" else column
        if _kind(column) in ("floating", "mixed-integer-float"):
            column = column.astype(float)
        if column.dtype.kind != "f":
            return column
        values = column.dropna().to_numpy(dtype=float)
        is_whole = not (values % 1).any() and not (abs(values) > _EXACT).any()
        return column.astype("Int64") if is_whole else column


def _kind(column: Any) -> str:
    # What a column of pandas holds, also one of objects.
    return str(import_module("pandas").api.types.infer_dtype(column, skipna=True))


class _Polars:
    def __init__(self, frame: Any) -> None:
        self._frame = frame
        schema = frame.collect_schema()
        self.names = list(schema.names())
        self._types = list(schema.dtypes())

    def is_integer(self, at: int) -> bool:
        return bool(self._types[at].is_integer())

    def streams(self, columns: Mapping[str, int], texts: Collection[str]) -> Iterator[Any]:
        polars = import_module("polars")
        chosen = self._frame.select(
            polars.nth(at).cast(polars.String if name in texts else self._types[at]).alias(name)
            for name, at in columns.items()
        )
        if hasattr(chosen, "collect_batches"):
            chosen = chosen.collect_batches(chunk_size=_BATCH, maintain_order=False, lazy=True)
        elif hasattr(chosen, "collect"):
            chosen = chosen.collect()
        yield chosen


class _Relation:
    def __init__(self, relation: Any) -> None:
        self._relation = relation
        self.names = list(relation.columns)

    def is_integer(self, at: int) -> bool:
        return str(self._relation.types[at]).endswith(("INT", "INTEGER"))

    def streams(self, columns: Mapping[str, int], texts: Collection[str]) -> Iterator[Any]:
        chosen = []
        for name, at in columns.items():
            column = _sql_name(self.names[at])
            as_text = f"CAST({column} AS VARCHAR)"
            chosen.append(f"{as_text if name in texts else column} AS {_sql_name(name)}")
        yield self._relation.project(", ".join(chosen))


def _sql_name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


class _Parquet:
    # A dataset would take longer, half of it to be imported.
    def __init__(self, path: Path, many: Collection[str]) -> None:
        self._path = path
        self._many = many
        with _refused(path, "Parquet"), self._opened([]) as file:
            self.names = list(file.schema_arrow.names)
            self._types = file.schema_arrow.types
            self._listed = _listed(file.metadata)

    def is_integer(self, at: int) -> bool:
        return _is_integer(self._types[at])

    def streams(self, columns: Mapping[str, int], texts: Collection[str]) -> Iterator[Any]:
        coded = [
            self.names[at]
            for name, at in columns.items()
            if name not in self._many
            and self.names[at] in self._listed
            and _is_text(self._types[at])
        ]
        with _refused(self._path, "Parquet"), self._opened(coded) as file:
            chosen = _Chosen(file.schema_arrow, columns, texts)
            batches = file.iter_batches(_BATCH, columns=list(chosen.there))
            yield from _one_stream(chosen.schema, map(chosen.of, batches))

    def _opened(self, coded: Sequence[str]) -> Any:
        file = import_module("pyarrow.parquet").ParquetFile
        return file(self._path, memory_map=True, read_dictionary=coded)


def _listed(metadata: Any) -> set[str]:
    # Columns of which the file has a list of texts: these need not be spelled out row by row.
    if metadata.num_row_groups == 0:
        return set()
    group = metadata.row_group(0)
    columns = map(group.column, range(group.num_columns))
    return {each.path_in_schema for each in columns if each.has_dictionary_page}


class _Ipc:
    # A file of Arrow's own, of which only the columns asked for are read.
    def __init__(self, path: Path) -> None:
        self._path = path
        with _refused(path, "Arrow"), self._opened(None) as file:
            self.names = list(file.schema.names)
            self._schema = file.schema

    def is_integer(self, at: int) -> bool:
        return _is_integer(self._schema.types[at])

    def streams(self, columns: Mapping[str, int], texts: Collection[str]) -> Iterator[Any]:
        chosen = _Chosen(self._schema, columns, texts)
        with _refused(self._path, "Arrow"), self._opened(sorted(columns.values())) as file:
            batches = (
                batch.slice(row, _BATCH)
                for batch in map(file.get_batch, range(file.num_record_batches))
                for row in range(0, batch.num_rows, _BATCH)
            )
            yield from _one_stream(chosen.schema, map(chosen.of, batches))

    @contextmanager
    def _opened(self, fields: Sequence[int] | None) -> Iterator[Any]:
        ipc = import_module("pyarrow.ipc")
        options = ipc.IpcReadOptions(included_fields=fields)
        with (
            import_module("pyarrow").memory_map(str(self._path)) as source,
            ipc.open_file(source, options=options) as file,
        ):
            yield file


class _Chosen:
    # Columns of batches, under other names and of kinds that the core reads.
    def __init__(self, schema: Any, columns: Mapping[str, int], texts: Collection[str]) -> None:
        self.there = [schema.names[at] for at in columns.values()]
        self.schema = import_module("pyarrow").schema(
            [(name, _plain(schema.types[at], name in texts)) for name, at in columns.items()]
        )

    def of(self, batch: Any) -> Any:
        arrays = [batch.column(name) for name in self.there]
        return import_module("pyarrow").record_batch(arrays, self.schema.names).cast(self.schema)


class _Reader:
    # Anything that gives an Arrow stream, as pyarrow sees it.
    def __init__(self, frame: Any) -> None:
        arrow = import_module("pyarrow")
        if not hasattr(frame, "__arrow_c_stream__"):
            batch = arrow.record_batch(frame)
            frame = arrow.RecordBatchReader.from_batches(batch.schema, [batch])
        self._reader = arrow.RecordBatchReader.from_stream(frame)
        self.names = list(self._reader.schema.names)

    def is_integer(self, at: int) -> bool:
        return _is_integer(self._reader.schema.types[at])

    def streams(self, columns: Mapping[str, int], texts: Collection[str]) -> Iterator[Any]:
        arrow = import_module("pyarrow")
        types = self._reader.schema.types
        schema = arrow.schema(
            [(name, _plain(types[at], name in texts)) for name, at in columns.items()]
        )
        there = [(self.names[at], types[at]) for at in columns.values()]
        as_it_is = there == list(zip(schema.names, schema.types, strict=True))
        if as_it_is and len(there) == len(self.names):
            yield self._reader
            return
        yield arrow.RecordBatchReader.from_batches(
            schema,
            (
                arrow.record_batch(
                    [batch.column(at) for at in columns.values()], list(columns)
                ).cast(schema)
                for batch in self._reader
            ),
        )


def _of_arrow(frame: Any, above: int = 0) -> Streamed:
    # The rows of what has an Arrow stream, without the first ones.
    if find_spec("pyarrow") is not None:
        return _Reader(frame)
    if find_spec("polars") is not None:
        return _Polars(import_module("polars").DataFrame(frame)[above:])
    table = Table.from_arrow(frame)
    return _Lists({name: table.column(name)[above:] for name in table.names})


def _of_csv(csv: LongCsv, places: Mapping[str, int], many: Collection[str]) -> Iterator[Any]:
    arrow = import_module("pyarrow")
    text = arrow.large_string()
    few = arrow.dictionary(arrow.int32(), text)
    schema = arrow.schema([(name, text if name in many else few) for name in places])

    def batches() -> Iterator[Any]:
        for grid, above in csv.tables():
            table = arrow.table(grid).slice(above)
            chosen = [
                _made(table.column(at), field.type)
                for at, field in zip(places.values(), schema, strict=True)
            ]
            yield from arrow.table(chosen, schema=schema).to_batches()

    return _one_stream(schema, batches())


def _one_stream(schema: Any, batches: Iterable[Any]) -> Iterator[Any]:
    # What fails ends the stream, and is raised behind it: Arrow would make a sentence of it.
    failures: list[BaseException] = []

    def noted() -> Iterator[Any]:
        try:
            yield from batches
        except BaseException as error:
            failures.append(error)

    yield import_module("pyarrow").RecordBatchReader.from_batches(schema, noted())
    if failures:
        raise failures[0]


def _made(column: Any, kind: Any) -> Any:
    # The core tells texts by number until there are too many of them.
    if column.type == kind:
        return column
    return column.dictionary_encode() if hasattr(kind, "index_type") else column.cast(kind)


def _is_integer(kind: Any) -> bool:
    types = import_module("pyarrow").types
    return bool(types.is_integer(kind.value_type if types.is_dictionary(kind) else kind))


def _plain(kind: Any, text: bool) -> Any:
    # What the core reads instead: it knows dictionaries of texts alone, and no bytes.
    arrow = import_module("pyarrow")
    if text or arrow.types.is_binary(kind):
        return arrow.string()
    return kind.value_type if arrow.types.is_dictionary(kind) and _is_integer(kind) else kind


def _is_text(kind: Any) -> bool:
    types = import_module("pyarrow").types
    return bool(types.is_string(kind) or types.is_large_string(kind))


def _texts(values: Sequence[Any]) -> list[str | None]:
    return [None if value is None else str(value) for value in values]
