"""Fill disks under every writer: the new file stands whole, or the old one with an error.

    python tests/campaigns/fill_disks.py limit output temp flicker --step 4096

`limit`: no file may grow past so many bytes, which needs no rights. `output`: so much room is left
where the file goes. `temp`: so much room is left for temporary files. `flicker`: room where the
file goes comes and goes meanwhile, at first many times, in the end only after twice the time that
the writer needs. The last three mount a small disk that nobody else sees.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import gongkai as gk
from writers import WRITERS, Entries, Known, contents, known, put, write

DISK = 1 << 21  # bytes of the small disk: more than any writer writes
PAGE = 4096


def mounting() -> list[str] | None:
    """What stands before a command so that it may mount for itself; null where nothing helps."""
    for command in (["unshare", "--mount"], ["unshare", "--map-root-user", "--mount"]):
        with tempfile.TemporaryDirectory() as folder:
            probe = [*command, "mount", "-t", "tmpfs", "-o", "size=64k", "none", folder]
            if subprocess.run(probe, capture_output=True, check=False).returncode == 0:
                return command
    return None


@contextmanager
def limit(disk: Path, room: int) -> Iterator[None]:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def fill(ballast: Path) -> int:
    """Let a file grow until its disk is full; gives its size."""
    with ballast.open("ab", buffering=0) as file:
        try:
            while file.write(bytes(DISK)) > 0:
                pass
        except OSError:
            pass
        return file.tell()


@contextmanager
def output(disk: Path, room: int) -> Iterator[None]:
    ballast = disk / "ballast"
    os.truncate(ballast, fill(ballast) - room)
    try:
        yield
    finally:
        ballast.unlink()


@contextmanager
def temp(disk: Path, room: int) -> Iterator[None]:
    names = ("TMPDIR", "TMP", "TEMP")
    before = {name: os.environ[name] for name in names if name in os.environ}
    os.environ.update(dict.fromkeys(names, str(disk)))
    try:
        with output(disk, room):
            yield
    finally:
        for name in names:
            del os.environ[name]
        os.environ.update(before)


@contextmanager
def flicker(disk: Path, room: int) -> Iterator[None]:
    ballast, done = disk / "ballast", threading.Event()
    full = fill(ballast)
    os.truncate(ballast, full // 2)

    def run() -> None:
        pause = room * 1e-4
        while not done.wait(pause):
            fill(ballast)
            done.wait(pause / 2)
            os.truncate(ballast, full // 2)

    neighbour = threading.Thread(target=run)
    neighbour.start()
    try:
        yield
    finally:
        done.set()
        neighbour.join()
        ballast.unlink()


KINDS = {"limit": limit, "output": output, "temp": temp, "flicker": flicker}
REASONS = {"limit": "File too large", "output": "No space left on device"}


def attempt(kind: str, disk: Path, room: int, writer: str, files: Known) -> bool:
    """Whether all that is new stands; that anything but it or the old one does is an error."""
    with tempfile.TemporaryDirectory(dir=disk if kind in ("output", "flicker") else None) as place:
        folder = Path(place) / "out"
        folder.mkdir()
        put(folder, files.old[writer])
        why = None
        with KINDS[kind](disk, room):
            try:
                write(files.new_year, folder, writer)
            except gk.WorkbookError as error:
                why = str(error)
        judge(contents(folder), writer, files, folder, why, f"{kind}, room {room}, {writer}: {why}")
        workbook = why is not None and ".xlsx: " in why
        assert why is None or workbook or why.endswith(REASONS.get(kind, "")), why
    return why is None


def judge(
    found: Entries, writer: str, files: Known, folder: Path, why: str | None, case: str
) -> None:
    """What was written before the error is new, that file and all behind it are old."""
    old, new = files.old[writer], files.new[writer]
    assert found.keys() <= old.keys() | new.keys(), f"{case}: {sorted(found)}"
    order = list(new)
    failed = len(order)
    if why is not None:
        failed = next(at for at, name in enumerate(order) if why.startswith(str(folder / name)))
    for at, name in enumerate(order):
        expected = new[name] if at < failed else old.get(name)
        assert found.get(name) == expected, f"{case}: {name} is neither old nor new"


def seconds_of(disk: Path, writer: str, files: Known) -> float:
    """How long a writer takes where there is room."""
    with tempfile.TemporaryDirectory(dir=disk) as place:
        put(Path(place), files.old[writer])
        begun = time.perf_counter()
        write(files.new_year, Path(place), writer)
        return time.perf_counter() - begun


def pauses(seconds: float, tries: int) -> Iterator[int]:
    """Tenths of a millisecond between two fillings, up to twice the time of a writer."""
    longest = 2 * seconds * 1e4
    yield from (max(1, round(longest * at / tries)) for at in range(1, tries + 1))


def rooms(kind: str, step: int, size: int) -> Iterator[int]:
    if kind == "limit":
        yield from (1, size - 1, size)
    yield from range(0, DISK // 2, step)


def largest(entries: Entries) -> int:
    """Bytes of the largest file."""
    files = [
        data
        for entry in entries.values()
        for data in ([entry] if isinstance(entry, bytes) else entry.values())
    ]
    return max(map(len, files))


def campaign(kind: str, disk: Path, step: int, tries: int, files: Known) -> dict[str, list[int]]:
    """By writer: how often an old one stood and how often the new, which ends it at three."""
    counts = {}
    for writer in WRITERS:
        stood, run = [0, 0], 0
        size = largest(files.new[writer])
        each = rooms(kind, step, size)
        if kind == "flicker":
            each = pauses(seconds_of(disk, writer, files), tries)
        for room in each:
            new = attempt(kind, disk, room, writer, files)
            stood[new] += 1
            run = run + 1 if new else 0
            if run == 3 and kind != "flicker":
                break
        counts[writer] = stood
    return counts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("kinds", nargs="+", choices=KINDS)
    parser.add_argument("--step", type=int, default=PAGE, help="bytes between two rooms")
    parser.add_argument("--tries", type=int, default=100, help="of flicker, for each file")
    parser.add_argument("--mounts", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if set(chosen.kinds) != {"limit"} and not chosen.mounts:
        before = mounting()
        if before is None:
            parser.error("no rights to mount a small disk; only limit works here")
        command = [*before, sys.executable, *sys.argv, "--mounts"]
        sys.exit(subprocess.run(command, check=False).returncode)
    files = known()
    with tempfile.TemporaryDirectory() as place, ExitStack() as stack:
        if chosen.mounts:
            size = ["-o", f"size={DISK}"]
            subprocess.run(["mount", "-t", "tmpfs", *size, "none", place], check=True)
            stack.callback(subprocess.run, ["umount", place], check=True)
        for kind in chosen.kinds:
            counts = campaign(kind, Path(place), chosen.step, chosen.tries, files)
            print(json.dumps({"kind": kind, "old and new": counts}), flush=True)


if __name__ == "__main__":
    main()
