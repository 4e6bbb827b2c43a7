"""Which titles of a plan are the same work, and which of its sentences speak of a title's."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from difflib import Match, SequenceMatcher
from functools import cache
from itertools import combinations, pairwise

from gongkai.read.plan_words import either, plain, words

# Below so many characters of substance two titles say too little to be called the same.
SHORTEST = 6
SHORTEST_EQUAL = 4  # where they are the same to a letter
_LEFT_OUT = 0.15  # share of the shorter that the longer may lack: a slip of the pen
_ADDED = 0.3  # share of the shorter that may stand between its words, or beside them in a title
_SHARED_PAIRS = 1 - 2 * _LEFT_OUT - _ADDED  # of two characters in a row, that must stand in both
_NUMERALS = frozenset("0123456789一二三四五六七八九十百千")


@cache
def core_of(text: str) -> str:
    """What a text is about: without numbers of years, marks, and words that all tasks share."""
    bare = re.sub(r"(?:19|20)\d{2}年(?:度)?", "", plain(text))
    bare = re.sub(r"[^\w]|_", "", bare)
    return _shared("links").sub("", _shared("generic").sub("", bare))


@cache
def _shared(kind: str) -> re.Pattern[str]:
    return re.compile(either(words("conflict", kind)))


def same_pairs(cores: Sequence[str]) -> list[tuple[int, int]]:
    """The places of all pairs that are the same work, in order.

    The same as asking ``is_same`` of every pair, in a time that grows with those that may be it.
    """
    places: dict[str, list[int]] = defaultdict(list)
    for at, core in enumerate(cores):
        if len(core) >= SHORTEST_EQUAL:
            places[core].append(at)
    found = {pair for equal in places.values() for pair in combinations(equal, 2)}
    for one, other in set(_candidates(list(places))):
        if is_same(one, other):
            found |= {(min(a, b), max(a, b)) for a in places[one] for b in places[other]}
    return sorted(found)


def is_same(one: str, other: str) -> bool:
    """Whether two cores of titles are one work: the same, or one adds little to the other.

    Another word in a word's place makes another work, and so does another number.
    """
    short, long = sorted((one, other), key=lambda each: (len(each), each))
    if short == long:
        return len(short) >= SHORTEST_EQUAL
    if len(short) < SHORTEST or len(long) - len(short) > _ADDED * len(short):
        return False
    begin = _alike(short, long)
    end = _alike(short[begin:][::-1], long[begin:][::-1])
    return _adds_little(short, long, begin, end)


def _alike(one: str, other: str) -> int:
    # How many characters from the first on are the same.
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def is_in(short: str, long: str) -> bool:
    """Whether one text stands in another, but for a slip and some words between."""
    if len(short) < SHORTEST or len(long) < len(short) * (1 - _LEFT_OUT):
        return False
    if short in long and not _NUMERALS & {short[0], short[-1]}:
        return True
    # Most pairs have little in common, which is told faster than what they have.
    pairs = _pairs(short)
    if len(pairs & _pairs(long)) < _SHARED_PAIRS * len(pairs):
        return False
    return _adds_little(short, long, 0, 0)


def _adds_little(short: str, long: str, begin: int, end: int) -> bool:
    # So many characters at the beginning and at the end are known to be the same.
    blocks = _blocks(short, long, begin, end)
    if not blocks:
        return False
    matched = sum(block.size for block in blocks)
    added = 0
    for before, after in pairwise(blocks):
        missing = after.a - before.a - before.size
        extra = after.b - before.b - before.size
        if missing and extra:
            return False  # another word in its place
        if _splits_number(short, before.a + before.size, after.a) or _splits_number(
            long, before.b + before.size, after.b
        ):
            return False
        added += extra
    first, last = blocks[0], blocks[-1]
    if _splits_number(long, 0, first.b) or _splits_number(long, last.b + last.size, len(long)):
        return False
    ends = ((first.a, first.b), (len(short) - last.a - last.size, len(long) - last.b - last.size))
    if any(missing and extra for missing, extra in ends if missing > 1):
        return False
    return matched >= (1 - _LEFT_OUT) * len(short) and added <= _ADDED * len(short)


def _blocks(short: str, long: str, begin: int, end: int) -> list[Match]:
    # What the two have in common, in order; blocks that touch in both are one.
    one, other = short[begin : len(short) - end], long[begin : len(long) - end]
    inside: list[Match] = []
    if set(one) & set(other):
        matcher = SequenceMatcher(None, one, other, autojunk=False)
        inside = [Match(a + begin, b + begin, n) for a, b, n in matcher.get_matching_blocks()]
    found = [Match(0, 0, begin), *inside, Match(len(short) - end, len(long) - end, end)]
    return [block for block in found if block.size]


def _splits_number(text: str, start: int, end: int) -> bool:
    # Whether what stands there is a part of a number: the 2 of 12.
    if start == end:
        return False
    ahead, behind = text[start - 1 : start + 1], text[end - 1 : end + 1]
    return any(len(each) == 2 and set(each) <= _NUMERALS for each in (ahead, behind))


@cache
def _pairs(text: str) -> frozenset[str]:
    return frozenset(map("".join, pairwise(text)))


# Candidates: no pair that is the same work is missing from them.

_Pair = tuple[str, str]


def _candidates(cores: Sequence[str]) -> Iterator[_Pair]:
    long_enough = [core for core in cores if len(core) >= SHORTEST]
    yield from _beginning_alike(long_enough)
    for one, other in _beginning_alike([core[::-1] for core in long_enough]):
        yield one[::-1], other[::-1]
    yield from _alike_inside(long_enough)


def _beginning_alike(cores: Sequence[str]) -> Iterator[_Pair]:
    """Pairs with the same beginning, of which one has only words more where they first differ."""
    waiting = [(list(group), 1) for group in _by_character(cores, 0).values()]
    while waiting:
        group, at = waiting.pop()
        following = _by_character(group, at)
        # What ends here, or one character on, may go on with anything in the others.
        ending = [core for core in group if len(core) <= at + 1]
        yield from ((one, other) for one in ending for other in group if one != other)
        for character, ones in following.items():
            for one in ones:
                for other in _behind(one, at) & following.keys() - {character}:
                    yield from ((one, each) for each in following[other])
            if len(ones) > 1:
                waiting.append((ones, at + 1))


def _by_character(cores: Iterable[str], at: int) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for core in cores:
        if at < len(core):
            found[core[at]].append(core)
    return found


def _behind(core: str, at: int) -> set[str]:
    # The characters with which another may go on that has not some words here.
    end = min(len(core), at + 2 + int(_ADDED * len(core)))
    return {core[to] for to in range(at + 1, end) if not _splits_number(core, at, to)}


def _alike_inside(cores: Sequence[str]) -> Iterator[_Pair]:
    """Pairs that neither begin nor end alike, of which one has words more, or lacks some, there."""
    heads, tails = _Ends(cores, 1), _Ends(cores, -1)
    for short in cores:
        for long in heads.near(short) & tails.near(short):
            if len(short) <= len(long):
                yield short, long


class _Ends:
    # Where texts begin (step 1) or end (-1): by each of the first few characters and the first.

    def __init__(self, cores: Sequence[str], step: int) -> None:
        self._step = step
        self._few: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for core in cores:
            text = core[::step]
            for character in text[: 2 + int((_ADDED + _LEFT_OUT) * len(text))]:
                self._few[character][text[0]].add(core)

    def near(self, short: str) -> set[str]:
        """Those that begin otherwise, and may be the same but for words added or left out here."""
        text = short[:: self._step]
        going_on = [
            found
            for character in text[:2]
            for first, found in self._few.get(character, {}).items()
            if first != text[0]
        ]
        lacking = [
            self._few.get(character, {}).get(character, set())
            for character in set(text[: 2 + int(_LEFT_OUT * len(text))]) - {text[0]}
        ]
        return set().union(*going_on, *lacking)
