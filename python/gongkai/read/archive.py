"""Zip files that offices hand in, opened only where they can do no harm."""

import io
import zipfile
import zlib

from gongkai._core import DataError

_ENTRIES = 10_000
_BYTES = 1 << 30
_SMALL = 1 << 20
_RATIO = 200
# What zipfile says of a damaged or a locked file, and of parts that are not what they claim.
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError, OSError)
# How a document type begins, in each encoding that a part of such a file may have.
_DOCTYPES = tuple("<!DOCTYPE".encode(each) for each in ("ascii", "utf-16-le", "utf-16-be"))


def open_archive(data: bytes, name: str, what: str = "workbook") -> zipfile.ZipFile:
    """Open a zip file by its bytes.

    Parameters
    ----------
    data : bytes
        The whole file.
    name, what : str
        What the file is called in messages, and what it should be.

    Raises
    ------
    DataError
        It is damaged, or unpacks to more than an office's file can be.
    """
    # No part of a ledger is so large, and none shrinks so much, unless it is made to do harm.
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except DAMAGED as error:
        raise DataError(f"{name}: not a {what}: the file is cut short or damaged") from error
    entries = archive.infolist()
    if len(entries) > _ENTRIES:
        raise DataError(f"{name}: {len(entries)} parts, expected at most {_ENTRIES}")
    total = sum(entry.file_size for entry in entries)
    if total > _BYTES:
        raise DataError(f"{name}: unpacks to {total} bytes, expected at most {_BYTES}")
    for entry in entries:
        if entry.file_size > max(_SMALL, _RATIO * entry.compress_size):
            raise DataError(
                f"{name}: part '{entry.filename}' unpacks from {entry.compress_size} "
                f"to {entry.file_size} bytes, expected at most {_RATIO} times"
            )
    return archive


def read_part(archive: zipfile.ZipFile, part: str, name: str) -> bytes:
    """One part of XML; raises DataError where it is damaged or declares a document type."""
    try:
        xml = archive.read(part)
    except DAMAGED as error:
        raise DataError(f"{name}: part '{part}' is damaged or locked: {error}") from error
    if any(each in xml for each in _DOCTYPES):
        raise DataError(f"{name}: part '{part}' declares a document type, expected none")
    return xml
