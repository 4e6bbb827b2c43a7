"""Figures as text and as JSON: counts as they are, money in the unit that its place names."""

from gongkai._core import Figure

# Money is kept in 分; the name of a place says in which unit it is shown.
_DECIMALS = {"_yuan": 2, "_wan": 6}


def amount_text(value: int, place: str) -> str:
    """Digits of a number without separators, money without zeros at the end.

    Parameters
    ----------
    value : int
        A count, or money in 分.
    place : str
        Its place: ``…_yuan`` is shown in 元, ``…_wan`` in 万元, all else as it is.

    Examples
    --------
    >>> amount_text(12050, "fee/noticed_yuan"), amount_text(7730280000, "table2/fees_wan")
    ('120.5', '7730.28')
    """
    decimals = _decimals(place)
    if decimals == 0:
        return str(value)
    whole, rest = divmod(abs(value), 10**decimals)
    part = f"{rest:0{decimals}}".rstrip("0")
    return ("-" if value < 0 else "") + (f"{whole}.{part}" if part else str(whole))


def json_figure(figure: Figure, place: str) -> int | float | dict[str, str] | None:
    """A figure as report.json has it: a number, None where blank, or its state.

    Money is a number of 元 or 万元, whole where it is whole: ``7730.28``, ``7545``.
    """
    if figure.value is not None:
        text = amount_text(figure.value, place)
        return float(text) if "." in text else int(text)
    return None if figure.state == "blank" else {"state": figure.state}


def share_text(part: int, whole: int) -> str:
    """Percent text with two digits, rounded half up from the whole numbers.

    Requires ``part >= 0`` and ``whole > 0``.

    Examples
    --------
    >>> share_text(1, 8), share_text(2, 3)
    ('12.50%', '66.67%')
    """
    hundredths = (part * 20_000 + whole) // (2 * whole)
    return f"{hundredths // 100}.{hundredths % 100:02}%"


def _decimals(place: str) -> int:
    name = place.split("?")[0].split("@")[0]
    return next((digits for end, digits in _DECIMALS.items() if name.endswith(end)), 0)
