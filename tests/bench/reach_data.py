"""Invented pushes, the same for the same shape: as Parquet, or a stream whose answer is known."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from reach_sides import GROUPINGS, KEYS, By

Ints = npt.NDArray[np.int64]
Columns = tuple[Ints, ...]  # a column a key, then recipients
Answer = dict[By, Columns]

BATCH = 1 << 20
# Ids of an office are sparse; an odd factor gives every number another one modulo 2^48.
SPREAD, ID_BITS = 0x9E3779B97F4B, (1 << 48) - 1
SCHEMA = pa.schema(
    [(name, pa.int32()) for name in KEYS] + [("recipient", pa.int64())],
)


@dataclass(frozen=True)
class Shape:
    """How many of what, and how skewed: policy number n is pushed in proportion to n ** -skew."""

    name: str
    events: int
    policies: int = 5_000
    channels: int = 8
    units: int = 100
    recipients: int = 5_000_000
    skew: float = 1.1
    of: str = "numbers"  # recipients are these, texts, or numbers chosen to share a hash

    def file(self, folder: Path) -> Path:
        """The Parquet file of this shape, made where it is not there."""
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{self.name}-{self.events}.parquet"
        if not path.exists():
            draft = path.with_suffix(".draft")
            batches = self.batches()
            first = next(batches)
            with pq.ParquetWriter(draft, first.schema) as writer:
                for batch in chain([first], batches):
                    writer.write_batch(batch)
            draft.rename(path)
        return path

    def batches(self) -> Iterator[pa.RecordBatch]:
        """Every batch by a seed of its own."""
        weights = np.arange(1, self.policies + 1, dtype=np.float64) ** -self.skew
        ends = np.cumsum(weights / weights.sum())[:-1]
        for number, first in enumerate(range(0, self.events, BATCH)):
            random = np.random.default_rng([20260101, number])
            rows = min(BATCH, self.events - first)
            ids = random.integers(0, self.recipients, rows)
            columns = [
                np.searchsorted(ends, random.random(rows)).astype(np.int32),
                random.integers(0, self.channels, rows, dtype=np.int32),
                random.integers(0, self.units, rows, dtype=np.int32),
                RECIPIENTS[self.of](ids),
            ]
            yield pa.record_batch([pa.array(each) for each in columns], [*KEYS, "recipient"])


def digest(answer: Answer) -> str:
    """The same for the same counts, in whatever order their rows stand."""
    assert list(answer) == GROUPINGS
    sums = hashlib.sha256()
    for columns in answer.values():
        order = np.lexsort(columns[-2::-1]) if len(columns) > 1 else slice(None)
        for column in columns:
            sums.update(np.ascontiguousarray(column[order], dtype=np.int64).tobytes())
            sums.update(b"|")
    return sums.hexdigest()


def spread(ids: Ints) -> Ints:
    """Sparse numbers for dense ones, no two the same."""
    return (ids * SPREAD) & ID_BITS


def _texts(ids: Ints) -> pa.Array:
    """Every other recipient a code of 18 characters, the others names of companies."""
    numbers = pc.cast(pa.array(spread(ids)), pa.string())
    codes = pc.binary_join_element_wise("EX", pc.utf8_lpad(numbers, 16, "0"), "")
    names = pc.binary_join_element_wise("示例县", numbers, "号科技有限公司", "")
    return pc.if_else(pa.array(ids % 2 == 0), codes, names)


SEED = 1
MULTIPLIER = 0x9E3779B97F4A7C15


def _chosen(ids: Ints) -> Ints:
    """Numbers whose hashes under SEED have their first 40 bits in common: what the core does to a
    number, undone."""
    a, b = _mixed(SEED, 1, 3), _mixed(SEED, 5, 7) | 1
    number = np.uint64(0xABCDEF0123 << 24) | ids.astype(np.uint64)
    for factor in (MULTIPLIER, b):
        number ^= number >> np.uint64(32)
        number *= np.uint64(pow(factor, -1, 1 << 64))
    number ^= number >> np.uint64(32)
    return (number ^ np.uint64(a)).view(np.int64)


def _mixed(number: int, a: int, b: int) -> int:
    number ^= a
    for factor in (b | 1, MULTIPLIER):
        number ^= number >> 32
        number = number * factor & (1 << 64) - 1
    return number ^ number >> 32


RECIPIENTS = {"numbers": spread, "texts": _texts, "chosen": _chosen}


class Stream:
    """Events in turns: in each turn every recipient is pushed once, what to depends on both.

    What is pushed in a turn depends on a recipient's remainder alone, so the answer to a thousand
    million events is counted over the remainders, each as often as there are recipients of it.
    """

    TURNS, REMAINDERS, POLICIES, CHANNELS, UNITS = 200, 8192, 5_000, 8, 100

    def __init__(self, events: int) -> None:
        self.recipients = events // self.TURNS
        self.events = self.recipients * self.TURNS
        # The n-th policy has places in proportion to 1/n, at least one.
        weights = 1 / np.arange(1, self.POLICIES + 1)
        left = self.REMAINDERS - self.POLICIES
        places = 1 + np.floor(left * weights / weights.sum()).astype(np.int64)
        places[0] += self.REMAINDERS - places.sum()
        self.policy_of = np.repeat(np.arange(self.POLICIES, dtype=np.int32), places)

    def keys(self, remainders: Ints, turn: int) -> list[npt.NDArray[np.int32]]:
        """Policy, channel and unit of these recipients in this turn."""
        return [
            self.policy_of[(remainders + turn) % self.REMAINDERS],
            ((3 * remainders + turn) % self.CHANNELS).astype(np.int32),
            ((7 * remainders + turn // 4) % self.UNITS).astype(np.int32),
        ]

    def to_reader(self) -> pa.RecordBatchReader:
        return pa.RecordBatchReader.from_batches(SCHEMA, self.batches())

    def batches(self) -> Iterator[pa.RecordBatch]:
        cycle = np.arange(self.REMAINDERS)
        repeats = min(BATCH, self.recipients) // self.REMAINDERS + 1
        for turn in range(self.TURNS):
            keys = [pa.array(np.tile(each, repeats)) for each in self.keys(cycle, turn)]
            for first in range(0, self.recipients, BATCH):
                rows = min(BATCH, self.recipients - first)
                recipients = pa.array(spread(np.arange(first, first + rows)))
                yield pa.record_batch(
                    [*(each.slice(0, rows) for each in keys), recipients], schema=SCHEMA
                )

    def answer(self) -> Answer:
        cycle = np.arange(self.REMAINDERS)
        sizes = self.recipients // self.REMAINDERS + (cycle < self.recipients % self.REMAINDERS)
        cycle, sizes = cycle[sizes > 0], sizes[sizes > 0]
        turns = [self.keys(cycle, turn) for turn in range(self.TURNS)]
        columns = dict(zip(KEYS, map(np.concatenate, zip(*turns, strict=True)), strict=True))
        bounds = {"policy": self.POLICIES, "channel": self.CHANNELS, "unit": self.UNITS}
        out: Answer = {}
        for by in GROUPINGS:
            shape = [bounds[name] for name in by] + [self.REMAINDERS]
            rows = [*(columns[name] for name in by), np.tile(cycle, self.TURNS)]
            pairs = np.unravel_index(np.unique(np.ravel_multi_index(rows, shape)), shape)
            begins = np.any([np.diff(key, prepend=-1) for key in pairs[:-1]], axis=0)
            first = np.flatnonzero(begins) if by else np.array([0])
            out[by] = (
                *(key[first] for key in pairs[:-1]),
                np.add.reduceat(sizes[pairs[-1]], first),
            )
        return out


INTEGERS = partial(Shape, "integers")
TEXTS = partial(Shape, "texts", of="texts")
NARROW = partial(Shape, "narrow", policies=20, recipients=100_000)
ATTACK = partial(Shape, "attack", recipients=1_000_000, of="chosen")


def grid(events: int) -> list[Shape]:
    """Twelve shapes: even or skewed, few to many duplicates, few or many groups."""
    return [
        Shape(
            f"grid-{'skewed' if skew else 'even'}-{recipients}-{policies}",
            events,
            policies=policies,
            recipients=recipients,
            skew=skew,
        )
        for skew in (0.0, 1.1)
        for recipients in (10_000_000, 1_000_000, 50_000)
        for policies in (20, 20_000)
    ]
