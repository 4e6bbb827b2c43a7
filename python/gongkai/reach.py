"""Reach of pushes: exact numbers of distinct recipients, of files and frames of any length."""

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from gongkai import _core as core
from gongkai import _templates
from gongkai._templates import word
from gongkai.read.pushes import Derived, Pushes, pushes_of
from gongkai.result.findings import Findings
from gongkai.result.reach import Reach, order_findings

Progress = Callable[[int], object]

_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*(?:([KMGT])(i?)B?|B)?", re.IGNORECASE)
_POWERS = {"": 0, "K": 1, "M": 2, "G": 3, "T": 4}
_FILES = 3  # that are named where a finding is of all of them


def reach(
    source: Any,
    by: str | Sequence[str] | Sequence[Sequence[str]] = (),
    *,
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
        Parquet parts, year folders, and frames: Arrow, Polars, pandas, DuckDB.
    by : names, or list of lists of names
        One grouping (``["policy", "channel"]``) or several at once (``[[], ["policy"]]``, where
        ``[]`` is the whole): policy, channel, unit, month, quarter, a column of the office's own;
        of a year folder also package, parent, unit_kind.
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
        A file that cannot be read, a column that is missing or there twice, a wrong `by`.
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
    if threads is not None and threads < 1:
        raise core.DataError(f"threads is {threads}, expected at least 1")
    sources = pushes_of(source, [name for names in groupings for name in names])
    kernel = core.Reach(
        groupings,
        _templates.terms(),
        memory=0 if memory is None else bytes_of(memory),
        folder=os.environ.get("TMPDIR", ""),
        threads=0 if threads is None else threads,
        derived=_joined(sources),
    )
    _count(kernel, sources, progress)
    counts = kernel.finish()
    said = [each for source in sources for each in source.findings]
    said += order_findings(groupings, counts, _file(sources))
    said += _unread(counts, sources)
    return Reach(groupings, counts.table, Findings(_templates.rules().tell(said)))


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


def _count(kernel: core.Reach, sources: Sequence[Pushes], progress: Progress | None) -> None:
    # Recipients of several sources are the same ones only as texts.
    as_text = len({source.integers for source in sources}) > 1
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


def _unread(counts: core.ReachCounts, sources: Sequence[Pushes]) -> Iterator[core.Finding]:
    # Month and quarter each tell of the days that they cannot read.
    for column, text, rows in dict.fromkeys(
        (each.column, each.text, each.rows) for each in counts.unread
    ):
        of_date = column == "sent"
        told = "unread" if text else "unread_others"
        yield core.Finding(
            "ledger.date" if of_date else "ledger.choice",
            "pushes",
            where={**_file(sources), "column": column, **_header(sources, column)},
            found=word("reach", told).format(rows=rows, text=text),
            expected=word("reach", "date" if of_date else "truth"),
        )


def _file(sources: Sequence[Pushes]) -> dict[str, int | str]:
    names = "、".join(source.name for source in sources[:_FILES])
    if len(sources) > _FILES:
        names = word("reach", "files").format(names=names, n=len(sources))
    return {"file": names}


def _header(sources: Sequence[Pushes], column: str) -> dict[str, int | str]:
    headers = {source.headers[column] for source in sources if column in source.places}
    return {"header": headers.pop()} if len(headers) == 1 else {}
