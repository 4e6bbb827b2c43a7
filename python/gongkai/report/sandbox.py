"""Templates that the office writes: run in a sandbox, with errors that name file and line."""

from collections.abc import Mapping
from typing import Any

from jinja2 import StrictUndefined, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from gongkai._core import DataError

# The name that Jinja gives to a template made from a text.
_TEMPLATE = "<template>"


def sandbox(*, autoescape: bool) -> ImmutableSandboxedEnvironment:
    """An environment that runs no code of its own and knows no name that it was not given."""
    return ImmutableSandboxedEnvironment(
        autoescape=autoescape, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )


def fill(text: str, values: Mapping[str, Any], *, file: str, autoescape: bool) -> str:
    """Fill a template.

    Parameters
    ----------
    text : str
        The template.
    values : mapping
        What its names stand for.
    file : str
        How messages call it: ``"narrative/overview.md"``.
    autoescape : bool
        Whether ``& < >`` in values are written as HTML entities.

    Raises
    ------
    DataError
        ``"narrative/overview.md line 3: 'x' is undefined"``.
    """
    try:
        return sandbox(autoescape=autoescape).from_string(text).render(values)
    except Exception as error:
        raise DataError(f"{file}{_line(error)}: {reason(error)}") from error


def reason(error: Exception) -> str:
    """What went wrong, as our messages end: no full stop."""
    text = error.message if isinstance(error, TemplateSyntaxError) else str(error)
    return (text or type(error).__name__).removesuffix(".")


def _line(error: Exception) -> str:
    if isinstance(error, TemplateSyntaxError):
        return f" line {error.lineno}"
    line, frame = "", error.__traceback__
    while frame is not None:
        if frame.tb_frame.f_code.co_filename == _TEMPLATE:
            line = f" line {frame.tb_lineno}"
        frame = frame.tb_next
    return line
