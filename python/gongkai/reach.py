"""Reach of pushes: exact numbers of distinct recipients, of files and frames of any length."""

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from gongkai import _core as core
from gongkai import _templates
from gongkai._files import new_file
from gongkai._templates import word
from gongkai.read.pushes import Derived, Pushes, State, pushes_of
from gongkai.result.findings import Findings
from gongkai.result.reach import Reach, order_findings

Progress = Callable[[int], object]

_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*(?:([KMGT])(i?)B?|B)?", re.IGNORECASE)
_POWERS = {"": 0, "K": 1, "M": 2, "G": 3, "T": 4}
_KEY = 16  # bytes
_HEX = re.compile(rb"\s*[0-9a-fA-F]{32}\s*")
_FILES = 3  # that are named where a finding is of all of them


def reach(
    source: Any,
    by: str | Sequence[str] | Sequence[Sequence[str]] = (),
    *,
    identity: bytes = b"",
    memory: int | str | None = None,
    threads: int | None = None,
    progress: Progress | None = None,
) -> Reach:
    """Count recipients of pushes, each once in its group, exactly and in bounded memory.

    Recipients are told apart code point by code point. A flag counts for a recipient where it is
    true in one push; a date means yes. Nothing is held of a file but the batch that is read.

    Parameters
    ----------
    source : path, frame, or list of them
        Files of csv or Parquet, Arrow or Excel, patterns such as ``"pushes-*.parquet"``, folders of
        Parquet parts, year folders, and frames: Arrow, Polars, pandas, DuckDB; also states, which
        ``reach_state`` has written. No partition of them is counted twice.
    by : names, or list of lists of names
        One grouping (``["policy", "channel"]``) or several at once (``[[], ["policy"]]``, where
        ``[]`` is the whole): policy, channel, unit, month, quarter, a column of the office's own;
        of a year folder also package, parent, unit_kind.
    identity : bytes, optional
        The key of 16 bytes under which the states were written.
    memory : int or str, optional
        Bytes, or a size such as ``"2GiB"`` or ``"500MB"``, that counting may use; half of what is
        free unless given. Beyond it a file of the system's temporary folder is used.
    threads : int, optional
        As many as the machine has unless given.
    progress : callable, optional
        Called about ten times a second, and after each source, with the pushes so far; what it
        raises ends the counting.

    Returns
    -------
    Reach
        A group each; of the whole there is one even without pushes.

    Raises
    ------
    DataError
        A file that cannot be read, a column that is missing or there twice, a wrong `by`, a state
        of another `by` or `identity`.
    WorkbookError
        The temporary file cannot be written.

    Examples
    --------
    >>> import gongkai as gk
    >>> pushes = {"policy": ["P1", "P1"], "recipient": ["A", "A"], "delivered": [True, False]}
    >>> gk.reach(pushes, by="policy")[0].delivered
    1
    """
    groupings = groupings_of(by)
    sources, states = pushes_of(source, _names(groupings))
    kernel = _kernel(groupings, sources, identity, memory, threads)
    # Recipients of several sources are the same ones only as texts.
    as_text = bool(states) or len({source.integers for source in sources}) > 1
    said = _count(kernel, sources, states, as_text, progress)
    counts = kernel.finish()
    where = _file([*sources, *states])
    said += order_findings(groupings, counts, where)
    said += _unread(counts, sources, where)
    return Reach(groupings, counts.table, Findings(_templates.rules().tell(said)))


def reach_state(
    source: Any,
    file: str | Path,
    by: str | Sequence[str] | Sequence[Sequence[str]] = (),
    *,
    job: str = "",
    partition: str = "",
    attempt: int = 0,
    only_counts: bool = False,
    identity: bytes = b"",
    memory: int | str | None = None,
    threads: int | None = None,
    progress: Progress | None = None,
) -> Findings:
    """Count pushes, and keep the count in a file that ``reach`` goes on with.

    The file has each recipient with what they brought, as text, so that states of several offices
    and days add up, exactly and in any order. The same pushes make the same bytes.

    Parameters
    ----------
    source : path, frame, or list of them
        As for ``reach``. Of states alone one is made that holds them all.
    file : path
        Where it is written, usually ``.reach``; what stood there stands until the new one is whole.
    by : names, or list of lists of names
        As for ``reach``, which must be asked the same of the states.
    job, partition : str
        Name the pushes that are new: ``"2022", "某县"``; a partition is never counted twice.
    attempt : int
        Which try at the partition it was.
    only_counts : bool
        Keep the numbers of each group instead of recipients: right as long as no recipient is in
        two states.
    identity : bytes, optional
        A key of 16 bytes that offices share: the file has a keyed hash for each recipient.
    memory, threads, progress
        As for ``reach``.

    Returns
    -------
    Findings
        What was found on reading, and which states were there already.

    Raises
    ------
    DataError
        As ``reach``; also new pushes without a name, or whose name is in one of the states.
    WorkbookError
        The file cannot be written.
    """
    groupings = groupings_of(by)
    sources, states = pushes_of(source, _names(groupings))
    if sources and not (job and partition):
        raise core.DataError(
            f"job is '{job}' and partition '{partition}', expected names of the new pushes"
        )
    if not sources and (job or partition):
        raise core.DataError("there are states alone, expected no job and partition")
    with new_file(Path(file)) as draft:
        kernel = _kernel(groupings, sources, identity, memory, threads)
        said = _count(kernel, sources, states, True, progress)
        kernel.partial(
            str(draft), job=job, partition=partition, attempt=attempt, only_counts=only_counts
        )
    return Findings(_templates.rules().tell(said))


def identity_of(file: Path) -> bytes:
    """The key that a file holds, as 16 bytes or 32 hexadecimal digits.

    Raises
    ------
    DataError
        No such file, or it holds no such key; the message does not show what it holds.
    """
    try:
        data = file.read_bytes()
    except OSError as error:
        raise core.DataError(f"{file}: {(error.strerror or 'cannot be read').lower()}") from error
    if len(data) == _KEY:
        return data
    if _HEX.fullmatch(data):
        return bytes.fromhex(data.decode())
    raise core.DataError(f"{file}: no key, expected {_KEY} bytes or {2 * _KEY} hexadecimal digits")


def _names(groupings: Iterable[Iterable[str]]) -> list[str]:
    return [name for names in groupings for name in names]


def _kernel(
    groupings: Sequence[Sequence[str]],
    sources: Iterable[Pushes],
    identity: bytes,
    memory: int | str | None,
    threads: int | None,
) -> core.Reach:
    if threads is not None and threads < 1:
        raise core.DataError(f"threads is {threads}, expected at least 1")
    return core.Reach(
        groupings,
        _templates.terms(),
        memory=0 if memory is None else bytes_of(memory),
        folder=os.environ.get("TMPDIR", ""),
        threads=0 if threads is None else threads,
        derived=_joined(sources),
        identity=identity,
    )


def groupings_of(by: str | Sequence[str] | Sequence[Sequence[str]]) -> list[list[str]]:
    """What to group by, as one list of names a grouping.

    Raises
    ------
    DataError
        A name stands twice in a grouping, or a grouping is asked twice.
    """
    every = (
        [[by]]
        if isinstance(by, str)
        else [[each] if isinstance(each, str) else each for each in by]
    )
    if all(isinstance(each, str) for each in by):
        every = [[name for names in every for name in names]]
    groupings = [
        [name.strip() for part in names for name in part.split(",") if name.strip()]
        for names in every
    ]
    for at, names in enumerate(groupings):
        if len(set(names)) < len(names):
            raise core.DataError(f"by is '{','.join(names)}', expected each name once")
        if names in groupings[:at]:
            raise core.DataError(f"by has '{','.join(names)}' twice, expected each grouping once")
    return groupings


def bytes_of(memory: int | str) -> int:
    """A size in bytes: 2147483648 of ``"2GiB"``, 500000000 of ``"500MB"``.

    Raises
    ------
    DataError
        It is no such size.
    """
    found = _SIZE.fullmatch(str(memory).strip())
    size = 0
    if found and not isinstance(memory, bool):
        unit = (found[2] or "").upper()
        size = int(float(found[1]) * (1024 if found[3] or not unit else 1000) ** _POWERS[unit])
    if size <= 0:
        raise core.DataError(f"memory is '{memory}', expected bytes, or a size such as 2GiB")
    return size


def _joined(sources: Iterable[Pushes]) -> Derived:
    # Of several year folders each must say the same of what both know.
    joined: dict[str, tuple[str, dict[str, str]]] = {}
    for source in sources:
        for group, (column, told) in source.derived.items():
            known = joined.setdefault(group, (column, {}))[1]
            for key, value in told.items():
                if known.setdefault(key, value) != value:
                    raise core.DataError(
                        f"{source.name}: {group} of '{key}' is '{value}', "
                        f"expected '{known[key]}' as in the other year"
                    )
    return joined


def _count(
    kernel: core.Reach,
    sources: Sequence[Pushes],
    states: Iterable[State],
    as_text: bool,
    progress: Progress | None,
) -> list[core.Finding]:
    said = [
        core.Finding("ledger.skipped", "counted", where={"file": state.name})
        for state in states
        if not kernel.add_state(str(state.path))
    ]
    before = 0

    def told(events: int) -> None:
        if progress is not None:
            progress(before + events)

    for source in sources:
        for stream in source.streams(as_text):
            try:
                before += kernel.add(stream, told)
            except core.DataError as error:
                raise core.DataError(f"{source.name}: {error}") from error
            told(0)  # of a short stream nothing was told
    return said + [each for source in sources for each in source.findings]


def _unread(
    counts: core.ReachCounts, sources: Sequence[Pushes], where: Mapping[str, int | str]
) -> Iterator[core.Finding]:
    # Month and quarter each tell of the days that they cannot read.
    for column, text, rows in dict.fromkeys(
        (each.column, each.text, each.rows) for each in counts.unread
    ):
        of_date = column == "sent"
        told = "unread" if text else "unread_others"
        yield core.Finding(
            "ledger.date" if of_date else "ledger.choice",
            "pushes",
            where={**where, "column": column, **_header(sources, column)},
            found=word("reach", told).format(rows=rows, text=text),
            expected=word("reach", "date" if of_date else "truth"),
        )


def _file(sources: Sequence[Pushes | State]) -> dict[str, int | str]:
    names = list(dict.fromkeys(source.name for source in sources))
    told = "、".join(names[:_FILES])
    if len(names) > _FILES:
        told = word("reach", "files").format(names=told, n=len(names))
    return {"file": told}


def _header(sources: Sequence[Pushes], column: str) -> dict[str, int | str]:
    headers = {source.headers[column] for source in sources if column in source.places}
    return {"header": headers.pop()} if len(headers) == 1 else {}
