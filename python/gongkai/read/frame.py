"""Frames of other libraries, and files of Parquet and Arrow, as tables of the core."""

import io
import math
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from gongkai._core import DataError, Table


def is_columnar(data: bytes) -> bool:
    """Whether bytes are those of a Parquet file or of an Arrow file (IPC, Feather)."""
    return data.startswith((_PARQUET, _ARROW))


def read_columnar(data: bytes, name: str) -> Table:
    """The columns of a Parquet or Arrow file; pyarrow or Polars reads it.

    Raises
    ------
    DataError
        None of them is installed, or the file is damaged.
    """
    kind = "Parquet" if data.startswith(_PARQUET) else "Arrow"
    reader, errors = _reader(kind, name)
    try:
        return Table.from_arrow(reader(data))
    except errors as error:
        reason = (str(error).splitlines() or [""])[0]
        raise DataError(f"{name}: not {_A[kind]} file that can be read: {reason}") from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # of Polars, which is no Exception
            raise
        raise DataError(f"{name}: not {_A[kind]} file that can be read: damaged") from error


_PARQUET, _ARROW = b"PAR1", b"ARROW1"
_A = {"Parquet": "a Parquet", "Arrow": "an Arrow"}
_Reader = tuple[Callable[[bytes], Any], tuple[type[BaseException], ...]]


def _reader(kind: str, name: str) -> _Reader:
    if find_spec("pyarrow") is not None:
        errors = (OSError, ValueError, MemoryError, OverflowError)
        buffer = import_module("pyarrow").BufferReader
        if kind == "Parquet":
            file = import_module("pyarrow.parquet").ParquetFile
            return lambda data: file(buffer(data)).read(), errors
        ipc = import_module("pyarrow.ipc")
        return lambda data: ipc.open_file(buffer(data)).read_all(), errors
    if find_spec("polars") is not None:
        polars = import_module("polars")
        read = polars.read_parquet if kind == "Parquet" else polars.read_ipc
        return lambda data: read(io.BytesIO(data)), (OSError, polars.exceptions.PolarsError)
    raise DataError(f"{name}: reading {kind} needs pyarrow or Polars, found neither")


def to_table(frame: Any, name: str) -> Table:
    """A frame as a table of the core: Arrow, Polars, pandas, a relation of DuckDB, or a mapping of
    columns.

    A pandas frame needs no pyarrow: mixed columns, as spreadsheets give them, are read value by
    value. Its index becomes a column where it has a name.

    Raises
    ------
    DataError
        It is none of these, or holds what no ledger can.
    """
    library = type(frame).__module__.split(".")[0].removeprefix("_")
    if library == "pandas":
        return _from_pandas(frame, name)
    if library == "polars" and hasattr(frame, "collect"):
        return Table.from_arrow(frame.collect())
    if hasattr(frame, "__arrow_c_stream__") or hasattr(frame, "__arrow_c_array__"):
        return Table.from_arrow(frame)
    if isinstance(frame, Mapping):
        return Table.from_columns([(str(key), list(values)) for key, values in frame.items()])
    raise DataError(f"{name}: found {type(frame).__name__}, expected a frame with Arrow columns")


def _from_pandas(frame: Any, name: str) -> Table:
    named = any(level is not None for level in frame.index.names)
    frame = frame.reset_index(drop=not named)
    if find_spec("pyarrow") is not None and "object" not in map(str, frame.dtypes):
        return Table.from_arrow(frame)
    columns = [(str(key), _column(frame[key], f"{name}: {key}")) for key in frame.columns]
    return Table.from_columns(columns)


def _column(values: Iterable[Any], where: str) -> list[Any]:
    found = [_value(value) for value in values]
    kinds = {type(value) for value in found if value is not None}
    if len(kinds) <= 1 and kinds <= {str, int, float, bool, date, datetime}:
        return found
    return [None if value is None else _text(value, where) for value in found]


def _value(value: Any) -> Any:
    # NaN, NaT and NA all mean that nothing is there; NumPy's scalars become Python's.
    if value is None or type(value).__name__ in ("NAType", "NaTType") or value != value:
        return None
    value = value.item() if hasattr(value, "item") else value
    return value.to_pydatetime() if hasattr(value, "to_pydatetime") else value


def _text(value: Any, where: str) -> str:
    if isinstance(value, datetime):
        return value.isoformat(" ", "seconds")
    if isinstance(value, float) and value.is_integer() and math.isfinite(value):
        return str(int(value))
    if isinstance(value, bool | int | float | str | date):
        return str(value)
    raise DataError(f"{where}: found {type(value).__name__}, expected text, a number or a date")
