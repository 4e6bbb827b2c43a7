"""Writing files so that a failure leaves what stood there before."""

import os
import secrets
from pathlib import Path

from gongkai._core import WorkbookError


def make_folder(folder: Path) -> None:
    """Make a folder and those above it; one that is there is fine.

    Raises
    ------
    WorkbookError
        The folder cannot be made: ``"out: Permission denied"``.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _cannot_write(folder, error) from error


def write_file(path: Path, data: bytes) -> Path:
    """Write a whole file at once: the old one stands until the new one is safe on the disk.

    Parameters
    ----------
    path : Path
        In a folder that is there.
    data : bytes
        All of the file.

    Returns
    -------
    Path
        The path, for chaining.

    Raises
    ------
    WorkbookError
        Anything that goes wrong, with path and reason: ``"out/a.docx: No space left on device"``.
        Nothing new is left in the folder.
    """
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        try:
            _write_through(draft, data)
            draft.replace(path)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
        _sync_folder(path.parent)
    except OSError as error:
        raise _cannot_write(path, error) from error
    return path


def _write_through(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    # The rename itself is on the disk only when the folder is.
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _cannot_write(path: Path, error: OSError) -> WorkbookError:
    return WorkbookError(f"{path}: {error.strerror or error}")
