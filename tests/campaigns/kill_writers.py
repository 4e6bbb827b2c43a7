"""Kill the writers at any moment: afterwards the old or the new file stands, whole.

    python tests/campaigns/kill_writers.py --rounds 500

Each round starts a process that writes the four files of two years in turn, over and over, and
kills it with SIGKILL: every second one at any moment, the others soon after a draft was seen.
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
from writers import FILES, Bytes, Known, contents, known, write

CYCLE_SECONDS = 0.4  # about what the four files of two years take
DRAFT = re.compile(r"\.gongkai-[^/]*\.tmp")
NAMED_ONLY_TO_BE_OPENED = re.compile(r"tmp\.\w{10}")  # by the workbook library; empty


def open_all(files: Bytes) -> None:
    """See that other programs open them; what stands later is held to these bytes."""
    docx.Document(io.BytesIO(files["annual-report.docx"]))
    openpyxl.load_workbook(io.BytesIO(files["review.xlsx"]))
    assert json.loads(files["annual-report.json"])["schema"] == "gongkai.report/1"
    assert files["annual-report.html"].rstrip().endswith(b"</html>")


def start(folder: Path, files: Known, first: int) -> int:
    """A process that writes until it is killed; gives its number."""
    child = os.fork()
    if child == 0:
        try:
            for turn in cycle(range(2 * len(FILES))):
                step = turn + first
                year = (files.old_year, files.new_year)[step // len(FILES) % 2]
                write(year, folder, FILES[step % len(FILES)])
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
    child = start(folder, files, chance.randrange(2 * len(FILES)))
    if aimed:
        wait_for_draft(folder)
        time.sleep(chance.uniform(0, 0.005))
    else:
        time.sleep(chance.uniform(0, CYCLE_SECONDS))
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), "the writer ended by itself"


def judge(found: Bytes, files: Known) -> dict[str, str]:
    """Old or new, by file; anything else is an error."""
    stands = {}
    for name in FILES:
        states = {files.old[name]: "old", files.new[name]: "new"}
        assert found.get(name) in states, f"{name} is neither the old file nor the new one"
        stands[name] = states[found[name]]
    for name in found.keys() - set(FILES):
        empty = NAMED_ONLY_TO_BE_OPENED.fullmatch(name) and found[name] == b""
        assert DRAFT.fullmatch(name) or empty, f"{name} might be taken for a result"
    return stands


def campaign(rounds: int, seed: int) -> dict[str, object]:
    files = known()
    open_all(files.old)
    open_all(files.new)
    chance = random.Random(seed)
    counts: dict[str, dict[str, int]] = {name: {"old": 0, "new": 0} for name in FILES}
    while_writing = 0
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for name in FILES:
            (folder / name).write_bytes(files.old[name])
        for number in range(rounds):
            left = len(list(folder.iterdir()))
            kill_one(folder, files, chance, aimed=number % 2 == 1)
            found = contents(folder)
            while_writing += len(found) > left
            for name, state in judge(found, files).items():
                counts[name][state] += 1
        for path in folder.glob(".gongkai-*.tmp"):  # two days later
            os.utime(path, (0, time.time() - 2 * 86_400))
        for name in FILES:
            write(files.new_year, folder, name)
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
