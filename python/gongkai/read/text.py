"""The one decoder: every text file comes in through here, and leaves as text."""

import codecs
from pathlib import Path
from typing import NamedTuple

from gongkai._core import DataError, is_utf8

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),  # which is UTF-8, or nothing
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class Decoded(NamedTuple):
    """A text and the encoding it was found in: UTF-8, UTF-16 or GB18030."""

    text: str
    encoding: str


class Encoded(NamedTuple):
    """The same as UTF-8 bytes, a mark in front left where it was."""

    utf8: bytes
    encoding: str


def read_bytes(path: Path) -> bytes:
    """The bytes of a file; raises DataError where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise DataError(f"{path.name}: {(error.strerror or 'cannot be read').lower()}") from error


def decode(data: bytes, name: str) -> Decoded:
    """Decode by the byte order mark, else as strict UTF-8, else as GB18030.

    Parameters
    ----------
    data : bytes
        The whole file.
    name : str
        What the file is called in messages.

    Raises
    ------
    DataError
        The bytes are no text in any of these.
    """
    utf8, encoding = as_utf8(data, name)
    return Decoded(utf8.decode().removeprefix("\ufeff"), encoding)


def as_utf8(data: bytes, name: str) -> Encoded:
    """The same as bytes: a long file that is UTF-8 already is not copied."""
    if b"\0" not in data and is_utf8(data):
        return Encoded(data, "UTF-8")
    encodings = [encoding for mark, encoding in _MARKS if data.startswith(mark)]
    for encoding in encodings or ["gb18030"]:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return Encoded(text.encode(), encoding.removesuffix("-sig").upper())
    raise DataError(f"{name}: no text in UTF-8, UTF-16 or GB18030")


def read_text(path: Path) -> str:
    """The text of a file, whatever its encoding."""
    return decode(read_bytes(path), path.name).text
