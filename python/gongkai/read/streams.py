"""Columns of frames and long files as Arrow streams: those asked for, under the names asked for."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol

from gongkai._core import DataError, Table
from gongkai.read.frame import to_table
from gongkai.read.long_csv import LongCsv

_BATCH = 1 << 17  # rows
_EXACT = 2**53  # beyond it a number of eight bytes may stand for its neighbour
_AHEAD = 4  # batches that are read before they are asked for


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
    damage: tuple[type[Exception], ...] = (OSError, ValueError, MemoryError, OverflowError)
    try:
        if find_spec("pyarrow") is not None:
            return _Scanned(path, kind, many)
        if find_spec("polars") is not None:
            polars = import_module("polars")
            damage = (OSError, polars.exceptions.PolarsError)
            return _Polars((polars.scan_parquet if kind == "Parquet" else polars.scan_ipc)(path))
    except damage as error:
        reason = (str(error).splitlines() or [""])[0]
        a_file = f"{'a' if kind == 'Parquet' else 'an'} {kind} file"
        raise DataError(f"{path.name}: not {a_file} that can be read: {reason}") from error
    raise DataError(f"{path.name}: reading {kind} needs pyarrow or Polars, found neither")


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
            failures: list[BaseException] = []
            yield _csv_reader(self._csv, places, self._many, failures)
            if failures:
                raise failures[0]
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


class _Scanned:
    # A file, read ahead by pyarrow's own threads.
    def __init__(self, path: Path, kind: str, many: Collection[str]) -> None:
        self._path = str(path)
        self._kind = kind
        self._many = many
        self._files = import_module("pyarrow.fs").LocalFileSystem()
        self._schema = self._format([]).inspect(self._path, self._files)
        self.names = list(self._schema.names)

    def is_integer(self, at: int) -> bool:
        return _is_integer(self._schema.types[at])

    def streams(self, columns: Mapping[str, int], texts: Collection[str]) -> Iterator[Any]:
        dataset = import_module("pyarrow.dataset")
        coded = [
            self.names[at]
            for name, at in columns.items()
            if name not in self._many and _is_text(self._schema.types[at])
        ]
        form = self._format(coded)
        schema = form.inspect(self._path, self._files)
        yield (
            form.make_fragment(self._path, self._files)
            .scanner(
                schema=schema,
                columns={
                    name: dataset.field(self.names[at]).cast(
                        _plain(schema.types[at], name in texts)
                    )
                    for name, at in columns.items()
                },
                batch_size=_BATCH,
                batch_readahead=_AHEAD,
                fragment_readahead=1,
            )
            .to_reader()
        )

    def _format(self, coded: Sequence[str]) -> Any:
        # Parquet keeps each text of such columns once: they need not be spelled out row by row.
        dataset = import_module("pyarrow.dataset")
        if self._kind == "Arrow":
            return dataset.IpcFileFormat()
        return dataset.ParquetFileFormat(
            read_options=dataset.ParquetReadOptions(dictionary_columns=coded),
            # Otherwise the raw bytes of a whole row group are held.
            default_fragment_scan_options=dataset.ParquetFragmentScanOptions(pre_buffer=False),
        )


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


def _csv_reader(
    csv: LongCsv,
    places: Mapping[str, int],
    many: Collection[str],
    failures: list[BaseException],
) -> Any:
    # What fails is noted and ends the stream: Arrow would make a sentence of it.
    arrow = import_module("pyarrow")
    text = arrow.large_string()
    few = arrow.dictionary(arrow.int32(), text)
    schema = arrow.schema([(name, text if name in many else few) for name in places])

    def batches() -> Iterator[Any]:
        try:
            for grid, above in csv.tables():
                table = arrow.table(grid).slice(above)
                chosen = [
                    _made(table.column(at), field.type)
                    for at, field in zip(places.values(), schema, strict=True)
                ]
                yield from arrow.table(chosen, schema=schema).to_batches()
        except BaseException as error:
            failures.append(error)

    return arrow.RecordBatchReader.from_batches(schema, batches())


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
