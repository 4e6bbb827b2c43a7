"""The texts that come with the package: law, rules, words and definitions, each read once."""

import tomllib
from functools import cache
from importlib.resources import files

from gongkai import _core as core


@cache
def text(name: str) -> str:
    """The text of one template, named inside the templates folder: ``"rules.toml"``."""
    return files("gongkai").joinpath("templates", *name.split("/")).read_text(encoding="utf-8")


@cache
def calendar_files() -> tuple[tuple[str, str], ...]:
    """Name and text of every year of the calendar, in the order of the years."""
    folder = files("gongkai").joinpath("templates", "calendar")
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".toml"))
    return tuple((name, text(f"calendar/{name}")) for name in names)


@cache
def narrative_files() -> tuple[tuple[str, str], ...]:
    """Name and text of the words of each section of the report."""
    folder = files("gongkai").joinpath("templates", "narrative")
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".md"))
    return tuple((name, text(f"narrative/{name}")) for name in names)


@cache
def calendar() -> core.Calendar:
    """The working days of all years that have a notice."""
    return core.Calendar.parse(calendar_files())


@cache
def rules() -> core.Rules:
    """Every rule with its severity and its words."""
    return core.Rules.parse(text("rules.toml"))


@cache
def terms() -> core.Terms:
    """The headers and labels that offices write."""
    return core.Terms.parse(text("terms.toml"))


@cache
def law() -> core.Law:
    """The law as it ships, without the choices of a year."""
    return core.Law(calendar_files(), text("regimes.toml"), terms())


@cache
def definitions() -> tuple[core.Definition, ...]:
    """The rates that come with the package, in their order."""
    return tuple(core.parse_definitions(text("definitions.toml")))


@cache
def duties() -> tuple[core.Duty, ...]:
    """The duties that come with the package, in their order."""
    return tuple(core.parse_duties(text("duties.toml")))


@cache
def words() -> dict[str, dict[str, str]]:
    """What is shown to people around the figures, by list: heads, choices, states."""
    return tomllib.loads(text("words.toml"))


def word(list_id: str, key: str) -> str:
    """One of the words; the key itself where there is none."""
    return words().get(list_id, {}).get(key, key)
