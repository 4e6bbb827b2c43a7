"""The invented pushes of the 2022 policies: written by make_ledgers.py.

Nothing in them happened. Whom they went to is called 示例企业001 and so on.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

Cell = str | int | float | date | None
Row = list[Cell]

HEADERS = (
    "政策编号 推送对象 推送渠道 单位 推送时间 是否送达 是否打开 是否符合条件 是否申报 是否看完 "
    "应兑金额 实兑金额 是否兑现"
)
FIRMS = [f"示例企业{n:03}" for n in range(1, 241)]
MEANT = FIRMS[:200]  # the others are in no policy's reach
# How many of a hundred are reached at a first message, and open what they got.
CHANNELS = {"短信": (90, 35), "浙里办": (80, 50), "办事大厅": (100, 90)}
LAST = date(2022, 12, 31)


def yes(flag: bool) -> str:
    return "是" if flag else "否"


def pushes(policies: Sequence[Sequence[Cell]], seed: int) -> list[Row]:
    """Messages in the order of their days; the same seed gives the same rows.

    A firm hears of a policy by one channel or more; its claim and its money stand on its last
    message alone. The policy issued last was not pushed in the year.
    """
    rng = Random(seed)
    issued = sorted(policies, key=lambda row: str(row[3]))
    rows: list[Row] = []
    for policy, _, unit, day, _, _, objects in issued[:-1]:
        assert isinstance(day, date) and isinstance(objects, int)
        meant = rng.sample(MEANT, objects)
        others = [firm for firm in FIRMS if firm not in meant]
        reached = [firm for firm in meant if rng.random() < 0.86]
        for firm in sorted(reached + rng.sample(others, min(len(others), objects // 6))):
            rows += _heard(rng, policy, firm, unit, day, firm in meant)
    rows = [row for row in rows if str(row[4]) <= str(LAST)]
    return sorted(rows, key=lambda row: (str(row[4]), str(row[0]), str(row[1]), str(row[2])))


def _heard(
    rng: Random, policy: Cell, firm: str, unit: Cell, issued: date, eligible: bool
) -> list[Row]:
    messages: list[Row] = []
    seen = False
    for channel in rng.choices(
        [["短信"], ["浙里办"], ["短信", "浙里办"], list(CHANNELS)], [6, 3, 3, 1]
    )[0]:
        sent = issued + timedelta(rng.randint(1, 28))
        reached, opens = CHANNELS[channel]
        delivered = rng.randrange(100) < reached
        opened = delivered and rng.randrange(100) < opens
        watched = opened and channel == "浙里办" and rng.random() < 0.4
        seen = seen or opened
        messages.append(
            [policy, firm, channel, unit, sent, yes(delivered), yes(opened), yes(eligible),
             yes(False), yes(watched), None, None, yes(False)]
        )  # fmt: skip
    if seen and eligible and rng.random() < 0.6:
        payable = rng.randint(20, 400) * 100
        redeemed = rng.random() < 0.85
        paid = payable if redeemed and rng.random() < 0.9 else payable // 200 * 100
        messages[-1][8] = yes(True)
        messages[-1][10:] = [payable, paid if redeemed else None, yes(redeemed)]
    return messages
