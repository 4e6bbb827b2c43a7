"""Frames of other libraries, and Parquet, as tables of the core."""

import io
import math
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from gongkai._core import DataError, Table


def is_parquet(data: bytes) -> bool:
    """Whether bytes are those of a Parquet file."""
    return data.startswith(b"PAR1")


def read_parquet(data: bytes, name: str) -> Table:
    """The columns of a Parquet file; pyarrow or Polars reads it.

    Raises
    ------
    DataError
        Neither is installed, or the file is damaged.
    """
    if find_spec("pyarrow") is not None:
        reader, errors = import_module("pyarrow.parquet").read_table, (OSError, ValueError)
    elif find_spec("polars") is not None:
        polars = import_module("polars")
        reader, errors = polars.read_parquet, (OSError, polars.exceptions.PolarsError)
    else:
        raise DataError(f"{name}: reading Parquet needs pyarrow or Polars, found neither")
    try:
        frame = reader(io.BytesIO(data))
    except errors as error:
        raise DataError(f"{name}: not a Parquet file that can be read: {error}") from error
    return Table.from_arrow(frame)


def to_table(frame: Any, name: str) -> Table:
    """A frame as a table of the core: Arrow, Polars, pandas, or a mapping of columns.

    A pandas frame needs no pyarrow: mixed columns, as spreadsheets give them, are read value by
    value. Its index becomes a column where it has a name.

    Raises
    ------
    DataError
        It is none of these, or holds what no ledger can.
    """
    if type(frame).__module__.split(".")[0] == "pandas":
        return _from_pandas(frame, name)
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
    if value is None or value != value or type(value).__name__ in ("NAType", "NaTType"):
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
