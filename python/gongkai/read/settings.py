"""What year.toml says of a year."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from gongkai._core import DataError

LEVELS = ("government", "department")
KEYS = ("body", "level", "year", "issued", "previous", "disputes", "headers", "facts")


@dataclass(frozen=True)
class Settings:
    """The body and the year that ledgers belong to, and what they are compared with.

    `unknown` are keys that nothing reads: misspelt, or another program's.
    """

    body: str
    year: int
    level: str = "government"
    previous: str = ""
    facts: Mapping[str, int] = field(default_factory=dict)
    disputes_counted: str = "in_hand"
    unknown: tuple[str, ...] = ()
    text: str = ""


def parse_settings(text: str, name: str = "year.toml") -> Settings:
    """Read year.toml; the core reads ``[disputes]``, ``[headers]`` and ``issued`` from its text.

    Raises
    ------
    DataError
        It is no TOML, ``body`` or ``year`` is missing, or a value is of the wrong kind.
    """
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DataError(f"{name}: {_lower(str(error))}") from error
    settings = Settings(
        body=_value(found, "body", str, name),
        year=_value(found, "year", int, name),
        level=_value(found, "level", str, name, "government"),
        previous=_value(found, "previous", str, name, ""),
        facts=_facts(_value(found, "facts", dict, name, {}), name),
        disputes_counted=_counted(_value(found, "disputes", dict, name, {})),
        unknown=tuple(key for key in found if key not in (*KEYS, "accepted")),
        text=text,
    )
    if settings.level not in LEVELS:
        raise DataError(
            f"{name}: 'level' is '{settings.level}', expected 'government' or 'department'"
        )
    return settings


_KINDS = {str: "text", int: "a whole number", dict: "a table"}


def _value(found: Mapping[str, Any], key: str, kind: type, name: str, default: Any = None) -> Any:
    value = found.get(key, default)
    if value is None:
        raise DataError(f"{name}: no '{key}', expected {_KINDS[kind]}")
    if not isinstance(value, kind) or isinstance(value, bool):
        raise DataError(f"{name}: '{key}' is {_said(value)}, expected {_KINDS[kind]}")
    return value


def _said(value: Any) -> str:
    # A value as TOML writes it.
    return f"'{value}'" if isinstance(value, str) else str(value).lower()


def _facts(found: Mapping[str, Any], name: str) -> dict[str, int]:
    return {key: _value(found, key, int, f"{name} [facts]") for key in found}


def _counted(disputes: Mapping[str, Any]) -> str:
    return str(disputes.get("counted", "in_hand"))


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
