"""Kill the writers at any moment: afterwards the old or the new file stands, whole.

    python tests/campaigns/kill_writers.py --rounds 500

Each round starts a process that writes everything of two years in turn, over and over: the reports,
the workbook, marked copies of the ledgers, and a new year's folder. It kills it with SIGKILL: every
second one at any moment, the others soon after a draft was seen.
"""

import argparse
import io
import json
import os
import random
import re
import signal
import tempfile
import time
from itertools import cycle
from pathlib import Path

import docx
import openpyxl
from writers import FOLDER, WRITERS, Entries, Known, contents, known, put, write

CYCLE_SECONDS = 1.0  # about what a few writers take; the first is drawn
DRAFT = re.compile(r"\.gongkai-[^/]*\.tmp")
NAMED_ONLY_TO_BE_OPENED = re.compile(r"tmp\.\w{10}")  # by the workbook library; empty


def open_all(entries: dict[str, Entries]) -> None:
    """See that other programs open them; what stands later is held to these bytes."""
    files = {}
    for made in entries.values():
        for name, entry in made.items():
            files |= {name: entry} if isinstance(entry, bytes) else entry
    for name, data in files.items():
        kind = name.rpartition(".")[2]
        if kind == "docx":
            docx.Document(io.BytesIO(data))
        elif kind == "xlsx":
            openpyxl.load_workbook(io.BytesIO(data))
        elif kind == "json":
            assert json.loads(data)["schema"] == "gongkai.report/1"
        elif kind == "html":
            assert data.rstrip().endswith(b"</html>")
        else:
            assert data.decode().endswith("\n"), name


def start(folder: Path, files: Known, first: int) -> int:
    """A process that writes until it is killed; gives its number."""
    child = os.fork()
    if child == 0:
        try:
            for turn in cycle(range(2 * len(WRITERS))):
                step = turn + first
                writer = WRITERS[step % len(WRITERS)]
                old = step // len(WRITERS) % 2 == 0 and writer != FOLDER
                write(files.old_year if old else files.new_year, folder, writer)
        finally:
            os._exit(1)  # it never comes here but by an error
    return child


def wait_for_draft(folder: Path) -> None:
    before = set(os.listdir(folder))
    end = time.monotonic() + 10
    while time.monotonic() < end:
        if any(DRAFT.fullmatch(name) for name in set(os.listdir(folder)) - before):
            return
    raise AssertionError("no draft in ten seconds: nothing is being written")


def kill_one(folder: Path, files: Known, chance: random.Random, aimed: bool) -> None:
    child = start(folder, files, chance.randrange(2 * len(WRITERS)))
    if aimed:
        wait_for_draft(folder)
        time.sleep(chance.uniform(0, 0.005))
    else:
        time.sleep(chance.uniform(0, CYCLE_SECONDS))
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), "the writer ended by itself"


def judge(found: Entries, files: Known) -> dict[str, str]:
    """Old or new, by name; anything else is an error. What is of one year alone is old where
    nothing stands."""
    stands = {}
    for writer in WRITERS:
        for name in files.names(writer):
            old = found.get(name) == files.old[writer].get(name)
            assert old or found.get(name) == files.new[writer].get(name), (
                f"{name} is neither the old one nor the new one"
            )
            stands[name] = "old" if old else "new"
    for name in found.keys() - stands.keys():
        empty = NAMED_ONLY_TO_BE_OPENED.fullmatch(name) and found[name] == b""
        assert DRAFT.fullmatch(name) or empty, f"{name} might be taken for a result"
    return stands


def campaign(rounds: int, seed: int) -> dict[str, object]:
    files = known()
    open_all(files.old)
    open_all(files.new)
    chance = random.Random(seed)
    names = [name for writer in WRITERS for name in files.names(writer)]
    counts: dict[str, dict[str, int]] = {name: {"old": 0, "new": 0} for name in names}
    while_writing = 0
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "out"
        folder.mkdir()
        for writer in WRITERS:
            put(folder, files.old[writer])
        for number in range(rounds):
            left = len(list(folder.iterdir()))
            kill_one(folder, files, chance, aimed=number % 2 == 1)
            found = contents(folder)
            while_writing += len(found) > left
            for name, state in judge(found, files).items():
                counts[name][state] += 1
        for path in folder.glob(".gongkai-*.tmp"):  # two days later
            os.utime(path, (0, time.time() - 2 * 86_400))
        for writer in WRITERS:
            write(files.new_year, folder, writer)
        left = len([name for name in contents(folder) if DRAFT.fullmatch(name)])
        assert left == 0, f"{left} drafts were not cleared"
    return {"kills": rounds, "while a file was written": while_writing, "stood": counts}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    print(json.dumps(campaign(chosen.rounds, chosen.seed)))


if __name__ == "__main__":
    main()
