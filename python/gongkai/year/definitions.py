"""The rates that can be asked for, with those of a year folder."""

from pathlib import Path

from gongkai import _templates
from gongkai.result import Definitions
from gongkai.year.opening import open as open_year


def definitions(folder: str | Path | None = None) -> Definitions:
    """Every rate: what stands above and below the line in words, and who says so.

    Parameters
    ----------
    folder : str or Path, optional
        A year folder, whose ``definitions.toml`` adds to the shipped ones or replaces them.

    Raises
    ------
    DataError
        The folder, or its ``definitions.toml``, cannot be read.

    Examples
    --------
    >>> import gongkai as gk
    >>> gk.definitions()[0].id
    'timely.due'
    """
    return (
        Definitions(_templates.definitions()) if folder is None else open_year(folder).definitions
    )
