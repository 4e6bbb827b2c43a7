"""Exact reach beside Polars and DuckDB: six groupings at once, each engine in its own process.

    python tests/bench/reach.py integers [--events 100000000] [--times 3] [--sides gongkai …]
    python tests/bench/reach.py texts    [--events 20000000]
    python tests/bench/reach.py narrow   [--events 100000000]
    python tests/bench/reach.py arrow    [--events 100000000]
    python tests/bench/reach.py grid     [--events 10000000]
    python tests/bench/reach.py memory   [--events 1000000000] [--memory 2GiB]
    python tests/bench/reach.py linear   [--events 1000000000]
    python tests/bench/reach.py attack   [--events 10000000]

integers: 5,000 skewed policies, 8 channels, 100 units, 5 M recipients, from a Parquet file in the
page cache; start of the process, imports and decoding are part of the time. `gongkai` is what users
call, `core` the same without its findings; `read` reads and decodes the same columns and counts
nothing.
texts: recipients are codes of 18 characters and names of companies.
narrow: 20 policies and 100,000 recipients, so that most events repeat another.
arrow: as integers, from an Arrow table in memory; neither start nor table is part of the time.
grid: twelve shapes (skew, duplicates, groups), in each the fastest of the others against gongkai.
memory: a stream that no memory holds, within a budget, against counts that are known beforehand.
linear: nanoseconds an event from 1 M events on, the same stream.
attack: a million recipients who were chosen to share 40 bits of a hash, beside as many others; no
one knows the hash of a run, but here it is also counted with the one that they were chosen for.

The answers of all are compared first. The sides take turns, two threads each; medians of wall and
processor time and of peak memory (VmHWM). A ratio is a side's time over that of gongkai.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median

from reach_data import ATTACK, INTEGERS, NARROW, TEXTS, Shape, Stream, digest, grid
from reach_sides import SIDES

GIB = 1 << 30
USUAL = [side for side in SIDES if side != "core, known hash"]
Turn = dict[str, float]


def run(side: str, *options: str) -> tuple[Turn, str]:
    """One side once: seconds and bytes, and the digest of its answer."""
    command = [sys.executable, str(Path(__file__).with_name("reach_sides.py")), side, *options]
    threads = {"POLARS_MAX_THREADS": "2", "OMP_NUM_THREADS": "2"}
    started = {"REACH_STARTED": repr(time.monotonic())}
    done = subprocess.run(
        command, env={**os.environ, **threads, **started}, check=True, stdout=subprocess.PIPE
    )
    told = json.loads(done.stdout)
    return told, told.pop("digest")


def compare(
    sides: Sequence[str], options: Sequence[str], times: int, expected: str = ""
) -> dict[str, Turn]:
    """The medians of every side, all of whose answers were equal."""
    turns: dict[str, list[Turn]] = {side: [] for side in sides}
    answers = {expected} - {""}
    for _ in range(times):
        for side in sides:
            told, answer = run(side, *options)
            turns[side].append(told)
            answers |= {answer} - {""}
            assert len(answers) <= 1, f"{side} counts something else"
    return {
        side: {name: median(turn[name] for turn in each) for name in each[0]}
        for side, each in turns.items()
    }


def show(title: str, times: int, medians: dict[str, Turn]) -> None:
    print(f"{title}, {times} turns; results are equal")
    print(f"{'':20}{'wall':>10}{'ratio':>8}{'processor':>12}{'ratio':>8}{'memory':>11}")
    ours = medians.get("gongkai")
    for side, told in medians.items():
        line = f"{side:20}"
        for name, width in (("wall", 8), ("processor", 10)):
            ratio = f"{told[name] / ours[name]:.1f}" if ours else ""
            line += f"{told[name]:{width}.2f} s{ratio:>8}"
        print(line + f"{told['peak'] / GIB:7.2f} GiB", flush=True)
    held = max(told["held"] for told in medians.values())
    if held:
        print(f"of the memory up to {held / GIB:.2f} GiB before the time began")
    if ours and "read" in medians:
        share = medians["read"]["wall"] / ours["wall"]
        print(f"start and decoding alone are {share:.0%} of gongkai's time")


def from_file(shape: Shape, given: argparse.Namespace, *options: str) -> None:
    path = shape.file(given.folder)
    path.read_bytes()  # into the page cache
    medians = compare(given.sides, [str(path), *options], given.times)
    show(f"{given.command}, {shape.events:,} events", given.times, medians)


def over_grid(given: argparse.Namespace) -> None:
    slower = []
    print(f"grid, {given.events:,} events each, {given.times} turns; results are equal")
    print(f"{'skew-recipients-policies':26}{'gongkai':>9}{'fastest other':>30}{'ratio':>8}")
    for shape in grid(given.events):
        sides = [each for each in given.sides if each not in ("read", "core")]
        medians = compare(sides, [str(shape.file(given.folder))], given.times)
        ours = medians.pop("gongkai")["wall"]
        best = min(medians, key=lambda side: medians[side]["wall"])
        ratio = medians[best]["wall"] / ours
        slower += [shape.name] * (ratio < 1)
        name = shape.name.removeprefix("grid-")
        other = f"{best:>21}{medians[best]['wall']:7.2f} s"
        print(f"{name:26}{ours:7.2f} s{other}{ratio:8.1f}", flush=True)
    print(f"slower than another: {', '.join(slower) or 'none'}")


def in_memory(given: argparse.Namespace) -> None:
    stream = Stream(given.events)
    bytes_ = int(given.memory.removesuffix("GiB")) * GIB
    options = ["-", "--stream", str(given.events), "--memory", str(bytes_)]
    medians = compare(["gongkai", "read"], options, given.times, digest(stream.answer()))
    title = f"memory, {stream.events:,} events within {given.memory}, as known beforehand"
    show(title, given.times, medians)


def linear(given: argparse.Namespace) -> None:
    print(f"linear, {given.times} turns; results are as known beforehand")
    print(f"{'events':>15}{'gongkai':>18}{'processor':>18}{'memory':>13}{'stream alone':>18}")
    events = 1_000_000
    while events <= given.events:
        stream = Stream(events)
        options = ["-", "--stream", str(events)]
        told = compare(["gongkai", "read"], options, given.times, digest(stream.answer()))
        ours, alone = (
            {name: value / stream.events * 1e9 for name, value in told[side].items()}
            for side in ("gongkai", "read")
        )
        print(
            f"{stream.events:15,}{ours['wall']:12.1f} ns/ev{ours['processor']:12.1f} ns/ev"
            f"{told['gongkai']['peak'] / GIB:9.2f} GiB{alone['wall']:12.1f} ns/ev",
            flush=True,
        )
        events *= 10


def attack(given: argparse.Namespace) -> None:
    sides = ["gongkai", "core", "core, known hash"]
    chosen = ATTACK(given.events)
    for shape in (replace(chosen, name="random", of="numbers"), chosen):
        medians = compare([*sides, "duckdb distinct"], [str(shape.file(given.folder))], given.times)
        show(f"attack, {shape.name} recipients, {shape.events:,} events", given.times, medians)


COMMANDS = {
    "integers": (100_000_000, lambda given: from_file(INTEGERS(given.events), given)),
    "texts": (20_000_000, lambda given: from_file(TEXTS(given.events), given)),
    "narrow": (100_000_000, lambda given: from_file(NARROW(given.events), given)),
    "arrow": (100_000_000, lambda given: from_file(INTEGERS(given.events), given, "--arrow")),
    "grid": (10_000_000, over_grid),
    "memory": (1_000_000_000, in_memory),
    "linear": (1_000_000_000, linear),
    "attack": (10_000_000, attack),
}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("command", choices=COMMANDS)
    parser.add_argument("--events", type=int)
    parser.add_argument("--times", type=int, default=1)
    parser.add_argument("--sides", nargs="+", choices=SIDES, default=USUAL)
    parser.add_argument("--memory", default="2GiB")
    build = Path(__file__).parents[2] / "build"
    parser.add_argument("--folder", type=Path, default=build / "bench", help="for the files")
    given = parser.parse_args()
    usual, command = COMMANDS[given.command]
    given.events = given.events or usual
    command(given)


if __name__ == "__main__":
    main()
