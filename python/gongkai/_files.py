"""Writing files so that a failure leaves what stood there before."""

import errno
import os
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from gongkai._core import WorkbookError

# What is written stands beside its target under such a name, a workbook's draft too. A run that is
# killed leaves it; no run takes a day.
_DRAFT = ".gongkai-{}.tmp"
_DAY_SECONDS = 86_400


def make_folder(folder: Path) -> None:
    """Make a folder and those above it; one that is there loses the drafts of runs killed long ago.

    Raises
    ------
    WorkbookError
        The folder cannot be made: ``"out: Permission denied"``.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _clear_drafts(folder)
    except OSError as error:
        raise _cannot_write(folder, error) from error


def _clear_drafts(folder: Path) -> None:
    for draft in folder.glob(_DRAFT.format("*")):
        # Another run may be clearing too, and what belongs to somebody else is not in the way.
        with suppress(OSError):
            if time.time() - draft.lstat().st_mtime > _DAY_SECONDS:
                shutil.rmtree(draft) if draft.is_dir() else draft.unlink()


@contextmanager
def new_folder(folder: Path) -> Iterator[Path]:
    """A folder that is filled beside its place and takes it when it is whole.

    Yields
    ------
    Path
        The folder to fill.

    Raises
    ------
    WorkbookError
        Something is there already, or the folder cannot be made; then nothing new is left.
    """
    if folder.exists() or folder.is_symlink():
        raise WorkbookError(f"{folder}: is there already, expected a folder that is not")
    make_folder(folder.parent)
    draft = folder.with_name(_DRAFT.format(secrets.token_hex(8)))
    try:
        draft.mkdir()
        try:
            yield draft
            _sync_folder(draft)
            draft.rename(folder)
        except BaseException:
            shutil.rmtree(draft, ignore_errors=True)
            raise
        _sync_folder(folder.parent)
    except WorkbookError as error:
        # The draft has a name that nobody knows.
        raise WorkbookError(str(error).replace(str(draft), str(folder))) from error
    except OSError as error:
        raise _cannot_write(folder, error) from error


def write_file(path: Path, data: bytes) -> Path:
    """Write a whole file at once: the old one stands until the new one is safe on the disk.

    Parameters
    ----------
    path : Path
        In a folder that is there. A link is followed, and the old file's mode is kept.
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
    with new_file(path) as draft:
        draft.write_bytes(data)
    return path


@contextmanager
def new_file(path: Path) -> Iterator[Path]:
    """A file that is written beside its place, by whomever, and takes it when it is whole.

    Parameters
    ----------
    path : Path
        In a folder that is there. A link is followed, and the old file's mode is kept.

    Yields
    ------
    Path
        The file to fill; it is there, and empty.

    Raises
    ------
    WorkbookError
        Anything that goes wrong, with path and reason; then nothing new is left in the folder.
    """
    target = Path(os.path.realpath(path)) if path.is_symlink() else path
    draft = target.with_name(_DRAFT.format(secrets.token_hex(8)))
    try:
        try:
            with draft.open("xb") as file:
                if target.is_file():
                    os.fchmod(file.fileno(), target.stat().st_mode & 0o777)
            yield draft
            with draft.open("rb") as file:
                os.fsync(file.fileno())
            draft.replace(target)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
        _sync_folder(target.parent)
    except WorkbookError as error:
        # The draft has a name that nobody knows.
        raise WorkbookError(str(error).replace(str(draft), str(path))) from error
    except OSError as error:
        raise _cannot_write(path, error) from error


def _sync_folder(folder: Path) -> None:
    # The rename itself is on the disk only when the folder is.
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    except OSError as error:
        # Some file systems cannot sync a folder; the rename itself is done.
        if error.errno != errno.EINVAL:
            raise
    finally:
        os.close(handle)


def _cannot_write(path: Path, error: OSError) -> WorkbookError:
    return WorkbookError(f"{path}: {error.strerror or error}")
