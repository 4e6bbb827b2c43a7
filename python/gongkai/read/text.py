"""The one decoder: every text file comes in through here, and leaves as text."""

import codecs
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from gongkai._core import DataError, is_utf8

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),  # which is UTF-8, or nothing
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


_SCANNED = 1 << 20  # bytes
_BLOCK = 1 << 23  # bytes: long enough for the core to read its halves at once


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
        raise _unreadable(path, error) from error


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
    raise _no_text(name)


def read_text(path: Path) -> str:
    """The text of a file, whatever its encoding."""
    return decode(read_bytes(path), path.name).text


def encoding_of(path: Path) -> str:
    """The encoding of a file of any length, as `decode` finds it, in one pass over its bytes.

    What is neither UTF-8 nor marked is called GB18030 here; whether it is, `utf8_blocks` finds out.

    Raises
    ------
    DataError
        No file, or bytes that are no text.
    """
    decoder = codecs.getincrementaldecoder("utf-8")()
    mark = ""
    try:
        for at, chunk in enumerate(_chunks(path, _SCANNED)):
            if at == 0:
                mark = next((name for mark, name in _MARKS if chunk.startswith(mark)), "")
                if mark == "utf-16":
                    return "UTF-16"
            if b"\0" in chunk:
                raise _no_text(path.name)
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        if mark:
            raise _no_text(path.name) from error
        return "GB18030"
    return "UTF-8"


def utf8_blocks(path: Path, encoding: str, size: int = 0) -> Iterator[bytes]:
    """A file of that encoding as UTF-8, block by block, a mark in front left where it was.

    Blocks of some `size` bytes are cut anywhere, also inside a character.

    Raises
    ------
    DataError
        No file, or a block that is no text in that encoding.
    """
    chunks = _chunks(path, size or _BLOCK)
    return chunks if encoding == "UTF-8" else _decoded(chunks, encoding, path.name)


def _chunks(path: Path, size: int) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            while chunk := file.read(size):
                yield chunk
    except OSError as error:
        raise _unreadable(path, error) from error


def _decoded(chunks: Iterator[bytes], encoding: str, name: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(encoding.lower())()
    try:
        for chunk in chain(chunks, [b""]):
            text = decoder.decode(chunk, final=not chunk)
            if "\0" in text:
                raise _no_text(name)
            yield text.encode()
    except UnicodeDecodeError as error:
        raise _no_text(name) from error


def _no_text(name: str) -> DataError:
    return DataError(f"{name}: no text in UTF-8, UTF-16 or GB18030")


def _unreadable(path: Path, error: OSError) -> DataError:
    return DataError(f"{path.name}: {(error.strerror or 'cannot be read').lower()}")
