"""Pushes that the tests of reach share, and short ways to write and count them."""

from pathlib import Path
from typing import Any

# Eleven pushes: A is delivered twice and opens once, B opens what never reached it, one has nobody.
PUSHES = """\
政策编号,推送对象,推送渠道,单位,推送时间,是否送达,是否打开,是否符合条件,是否申报,是否兑现
P1,A,短信,县教育局,2022-03-01,是,否,是,否,否
P1,A,微信,县教育局,2022-03-02,是,是,是,是,否
P1,B,短信,县教育局,2022-04-01,否,是,否,否,是
P1,007,短信,县公安局,2022-04-02,是,否,否,,
P1,7,短信,县公安局,2022-04-02,是,,否,,
P2,A,短信,县公安局,2022-04-03,√,×,有,无,无
P2,,短信,县公安局,2022-12-31,是,是,是,是,是
P2,C,,,,2022-12-31,,,,
,C,短信,县公安局,,,,,,
"""
WHOLE = {
    "group": {},
    "events": 9,
    "recipients": 5,
    "null_recipients": 1,
    "delivered": 4,
    "opened": 2,
    "eligible": 1,
    "delivered_eligible": 1,
    "applied": 1,
    "redeemed": 1,
}
P1 = {
    "group": {"policy": "P1"},
    "events": 5,
    "recipients": 4,
    "null_recipients": 0,
    "delivered": 3,
    "opened": 2,
    "eligible": 1,
    "delivered_eligible": 1,
    "applied": 1,
    "redeemed": 1,
}
P2 = {
    "group": {"policy": "P2"},
    "events": 3,
    "recipients": 2,
    "null_recipients": 1,
    "delivered": 2,
    "opened": 0,
    "eligible": 1,
    "delivered_eligible": 1,
    "applied": 0,
    "redeemed": 0,
}
NO_POLICY = {
    "group": {"policy": None},
    "events": 1,
    "recipients": 1,
    "null_recipients": 0,
    **dict.fromkeys(list(P1)[4:], 0),
}


def csv(folder: Path, text: str | bytes, name: str = "pushes.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def counted(found: Any) -> list[tuple[Any, ...]]:
    """Key, pushes and recipients of each group."""
    return [(*each.group.values(), each.events, each.recipients) for each in found]
