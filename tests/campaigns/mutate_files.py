"""Damaged and hostile files: each is read in a process of its own that has little time and memory.

    python tests/campaigns/mutate_files.py [--files 2000] [--seed 1] [--keep DIR]

Valid files of every kind are spoilt by seeded chance: bits flipped, ends cut off, pieces swapped,
parts of a zip edited, sizes claimed that no sheet has. Each must end with an answer, with findings
or with a clear error, within 10 seconds of processor time and 1 GiB; anything else is kept in DIR
and makes the exit 1.
"""

import argparse
import io
import os
import random
import re
import resource
import signal
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1] / "python"))

import docx
import messy
import pyarrow
import pyarrow.csv
import pyarrow.parquet
from gongkai import _templates
from gongkai._core import DataError
from gongkai.read.ledger import read_ledger_file

SECONDS, BYTES = 10, 1 << 30
OUTCOMES = ["read", "findings", "refused", "another error", "too slow", "too large", "crashed"]
READ, FINDINGS, REFUSED, ANOTHER = range(4)


class Outcome(NamedTuple):
    """How reading ended, and what it took."""

    name: str
    seconds: float
    bytes: int


# --- Valid files


def document() -> bytes:
    """A plan in Word, which is no ledger."""
    made = docx.Document()
    header, *rows = messy.rows_of("tasks")
    table = made.add_table(0, 4)
    for row in [header, *rows]:
        for cell, text in zip(table.add_row().cells, row[:4], strict=True):
            cell.text = text
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def parquet() -> bytes:
    read = pyarrow.csv.read_csv(messy.CLEAN / "disputes.csv")
    out = io.BytesIO()
    pyarrow.parquet.write_table(read, out)
    return out.getvalue()


def spreadsheet() -> bytes:
    """The tasks as SpreadsheetML 2003."""
    rows = []
    for row in messy.rows_of("tasks"):
        cells = "".join(f'<Cell><Data ss:Type="String">{each}</Data></Cell>' for each in row)
        rows.append(f"<Row>{cells}</Row>")
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    return (
        f'<?xml version="1.0"?><Workbook xmlns="{space}" xmlns:ss="{space}">'
        f'<Worksheet ss:Name="任务"><Table>{"".join(rows)}</Table></Worksheet></Workbook>'
    ).encode()


VALID: dict[str, tuple[str, Callable[[], bytes]]] = {
    "applications.xls": ("applications", messy.applications),
    "tasks.xlsx": ("tasks", messy.tasks),
    "publications.xlsx": ("publications", messy.publications),
    "disputes.csv": ("disputes", messy.disputes),
    "disputes.parquet": ("disputes", parquet),
    "tasks.docx": ("tasks", document),
    "tasks.xml": ("tasks", spreadsheet),
}


# --- Ways to spoil them


def flip(data: bytes, chance: random.Random) -> bytes:
    out = bytearray(data)
    for _ in range(chance.choice([1, 4, 64])):
        out[chance.randrange(len(out))] ^= 1 << chance.randrange(8)
    return bytes(out)


def cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


def swap(data: bytes, chance: random.Random) -> bytes:
    a, b, c = sorted(chance.randrange(len(data)) for _ in range(3))
    return data[:a] + data[b:c] + data[a:b] + data[c:]


def double(data: bytes, chance: random.Random) -> bytes:
    a, b = sorted(chance.randrange(len(data)) for _ in range(2))
    return data[:b] + data[a:b] * chance.choice([1, 2, 50]) + data[b:]


def blot(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    junk = chance.choice([b"\0", b"\xff", b'"', b"<", b"&x;", chance.randbytes(16)])
    return data[:at] + junk * chance.choice([1, 16, 4096]) + data[at + chance.randrange(64) :]


def head(data: bytes, chance: random.Random) -> bytes:
    """The beginning of another kind of file."""
    marks = [b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PAR1", b"ARROW1\0\0", b"<html>"]
    marks += [b"\x09\x08\x10\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"%PDF-1.7", b"<?xml?>"]
    mark = chance.choice(marks)
    return mark + data[chance.choice([0, len(mark)]) :]


CLAIMS = [
    (rb'ref="[A-Z]+[0-9]+(?::[A-Z]+[0-9]+)?"', b'ref="A1:XFD1048576"'),
    (rb'<c r="[A-Z]+[0-9]+"', b'<c r="XFD1048576"'),
    (rb'<c r="[A-Z]+[0-9]+"', b'<c r="A4000000000"'),
    (rb'<row r="[0-9]+"', b'<row r="4294967296"'),
    (rb' t="s"', b' t="e"'),
    (rb"<v>[0-9]+</v>", b"<v>99999999999999999999</v>"),
    (rb"<v>[0-9]+</v>", b"<v>-1e308</v>"),
    (rb' s="[0-9]+"', b' s="99999"'),
    (rb'numFmtId="[0-9]+"', b'numFmtId="57"'),
    (rb"<sheetData>", b'<!DOCTYPE x [<!ENTITY a "b">]><sheetData>'),
    (rb"</sheetData>", b"</sheetData><mergeCells>" + b'<mergeCell ref="A1:XFD1048576"/>' * 5000),
    (rb"</row>", b""),
    (rb'ss:Type="String"', b'ss:Index="99999999"'),
    (rb"<Row>", b'<Row ss:Index="1048577">'),
    (rb"<Cell>", b'<Cell ss:MergeAcross="16000" ss:MergeDown="1000000">'),
]


def claim(data: bytes, chance: random.Random) -> bytes:
    """One place, or all of a kind, says what cannot be."""
    pattern, claimed = chance.choice(CLAIMS)
    places = list(re.finditer(pattern, data))
    if not places:
        return flip(data, chance)
    for place in reversed(places if chance.random() < 0.3 else [chance.choice(places)]):
        data = data[: place.start()] + claimed + data[place.end() :]
    return data


PLAIN = [flip, cut, swap, double, blot, head, claim]


def edit_zip(data: bytes, chance: random.Random) -> bytes:
    """One part of a zip is spoilt, dropped, swollen, put in another's place, or is a zip itself."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    names = sorted(parts)
    inner = [each for each in names if "sheet" in each or "document" in each or "styles" in each]
    name = chance.choice(inner if inner and chance.random() < 0.8 else names)
    way = chance.randrange(8)
    if way < 4 and parts[name]:
        parts[name] = chance.choice([flip, swap, double, blot, claim, claim, claim])(
            parts[name], chance
        )
    elif way == 4:
        del parts[name]
    elif way == 5:
        parts[name] = parts[chance.choice(names)]
    elif way == 6:
        parts[name] = data
    else:
        parts[name] += b" " * chance.choice([1 << 20, 60 << 20])
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for each, content in parts.items():
            archive.writestr(each, content)
    made = out.getvalue()
    if chance.random() < 0.1:  # lengths that are a lie, in the list of parts
        at = made.rfind(b"PK\x01\x02")
        made = made[: at + 24] + chance.randbytes(4) + made[at + 28 :]
    return made


def spoilt(data: bytes, chance: random.Random) -> bytes:
    if data.startswith(b"PK") and chance.random() < 0.6:
        return edit_zip(data, chance)
    return chance.choice(PLAIN)(data, chance)


# --- Reading them


def read(file: Path, ledger: str) -> int:
    """What reading comes to, in this process."""
    try:
        found, _ = read_ledger_file(file, ledger, _templates.terms(), 2022)
    except DataError:
        return REFUSED
    except BaseException as error:
        print(f"{file.name}: {type(error).__name__}: {error}", file=sys.stderr)
        return ANOTHER
    return FINDINGS if found.findings else READ


def limited(file: Path, ledger: str) -> Outcome:
    """The same in a process of its own, which has so much time and memory."""
    began = time.monotonic()
    child = os.fork()
    if child == 0:
        signal.alarm(12 * SECONDS)
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
        resource.setrlimit(resource.RLIMIT_AS, (6 * BYTES, 6 * BYTES))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os._exit(read(file, ledger))
    _, status, used = os.wait4(child, 0)
    seconds = used.ru_utime + used.ru_stime
    size = used.ru_maxrss * 1024
    if os.WIFSIGNALED(status):
        slow = os.WTERMSIG(status) in (signal.SIGXCPU, signal.SIGALRM, signal.SIGKILL)
        return Outcome("too slow" if slow else "crashed", time.monotonic() - began, size)
    name = OUTCOMES[os.WEXITSTATUS(status)]
    if seconds > SECONDS:
        name = "too slow"
    elif size > BYTES:
        name = "too large"
    return Outcome(name, seconds, size)


def run(files: int, seed: int, keep: Path) -> tuple[Counter[tuple[str, str]], list[str], Outcome]:
    """Counts by file and outcome, what must not be, and the most that any took."""
    valid = {name: (ledger, make()) for name, (ledger, make) in VALID.items()}
    counts: Counter[tuple[str, str]] = Counter()
    wrong: list[str] = []
    most = Outcome("most", 0.0, 0)
    with tempfile.TemporaryDirectory() as folder:
        for number in range(files):
            name = list(valid)[number % len(valid)]
            ledger, data = valid[name]
            file = Path(folder) / name
            file.write_bytes(spoilt(data, random.Random(f"{seed} {number}")) or b"\0")
            outcome = limited(file, ledger)
            counts[name, outcome.name] += 1
            most = Outcome("most", max(most[1], outcome.seconds), max(most[2], outcome.bytes))
            if outcome.name not in OUTCOMES[:ANOTHER]:
                keep.mkdir(parents=True, exist_ok=True)
                (keep / f"{number}-{name}").write_bytes(file.read_bytes())
                wrong.append(f"{number} {name}: {outcome.name}")
    return counts, wrong, most


def main() -> int:
    parser = argparse.ArgumentParser(description="Damaged files, read within limits.")
    parser.add_argument("--files", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=Path("mutated"))
    asked = parser.parse_args()
    began = time.monotonic()
    counts, wrong, most = run(asked.files, asked.seed, asked.keep)
    print("| file | " + " | ".join(OUTCOMES) + " |")
    print("|---|" + "---:|" * len(OUTCOMES))
    for name in VALID:
        print(f"| {name} | " + " | ".join(str(counts[name, each]) for each in OUTCOMES) + " |")
    print(
        f"{asked.files} files in {time.monotonic() - began:.0f} s; at most {most.seconds:.1f} s of "
        f"processor time and {most.bytes / (1 << 20):.0f} MiB"
    )
    for each in wrong:
        print(each, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
