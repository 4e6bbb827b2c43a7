"""Rates of pushes against the oracle of sets, on invented ledgers read through the real door."""

from random import Random

import oracle_pushes
import pytest
from gongkai import _core as core
from gongkai import _templates
from oracle_pushes import BODY, GROUPS, RATES, World
from test_oracle import definitions, law


def books(world: World) -> core.Books:
    read = {
        name: core.read_csv(name, text, _templates.terms(), file=f"{name}.csv", year=2022)[0]
        for name, text in oracle_pushes.as_csv(world).items()
    }
    return core.Books(BODY, read, law(), year=2022, as_of=world.as_of)


@pytest.mark.parametrize("seed", range(300))
def test_rates_by_groups_equal_the_oracles(seed: int) -> None:
    rng = Random(seed)
    world = oracle_pushes.invent(rng)
    of = books(world)
    ways = [[], *([each] for each in GROUPS), rng.sample(GROUPS, 2), rng.sample(GROUPS, 3)]
    for by in ways:
        for name in RATES:
            found = {
                tuple(group[each] for each in by): (rate.numerator.value, rate.denominator.value)
                for group, rate in of.rates(definitions()[name], by)
            }
            assert found == oracle_pushes.rates_by(world, name, by), (name, by, world)


@pytest.mark.parametrize("seed", range(100))
def test_as_many_rows_make_a_recipient_count_as_there_are(seed: int) -> None:
    world = oracle_pushes.invent(Random(seed))
    of = books(world)
    for name in ("push.reach", "push.open", "push.apply"):
        rows = of.why(f"rate/{name}/numerator", {}, list(definitions().values()))
        first = [row for row in rows if row.because.endswith("这一对象由此行计入")]
        assert (len(rows), len(first)) == oracle_pushes.behind(world, name)


def test_every_shipped_rate_of_pushes_has_its_oracle() -> None:
    assert {each for each in definitions() if each.startswith("push.")} == {*RATES}
