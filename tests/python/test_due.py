"""Deadlines in working days: the date, the days on the way, and the range while a notice lacks."""

from datetime import date, datetime

import gongkai as gk
import pytest


@pytest.mark.parametrize(
    ("received", "days", "expected"),
    [
        ("2022-01-20", 7, date(2022, 1, 29)),  # a Saturday that is worked
        ("2022-08-24", 20, date(2022, 9, 22)),
        ("2022-10-01", 20, date(2022, 11, 2)),  # received on a day off
        ("2023-09-20", 7, date(2023, 10, 7)),
        ("2024-12-15", 40, date(2025, 2, 14)),
    ],
)
def test_the_date_on_which_a_limit_ends(received: str, days: int, expected: date) -> None:
    found = gk.due(received, days=days)
    assert (found.due, found.earliest, found.latest) == (expected, expected, expected)
    assert found.status == "confirmed"


def test_twenty_days_are_the_limit_of_the_law() -> None:
    assert gk.due(date(2022, 8, 24)) == gk.due("2022-08-24", days=20)
    assert gk.due(datetime(2022, 8, 24, 16, 30)).due == date(2022, 9, 22)


def test_day_zero_is_the_day_itself() -> None:
    found = gk.due("2022-10-01", days=0)
    assert found.due == date(2022, 10, 1)
    assert len(found.ledger) == 0


def test_every_day_is_told() -> None:
    days = gk.due("2022-01-28", days=2).why()
    # The Spring Festival of 2022: off from 31 January to 6 February, 29 and 30 January worked.
    assert [(each.date, each.counts, each.n) for each in days] == [
        (date(2022, 1, 29), True, 1),
        (date(2022, 1, 30), True, 2),
    ]
    assert all("2021" in each.notice for each in days)


def test_a_missing_notice_gives_a_range() -> None:
    found = gk.due("2026-11-02", days=40)
    assert found.due is None
    assert found.status == "provisional"
    assert (found.earliest, found.latest) == (date(2026, 12, 26), date(2026, 12, 28))
    assert sum(each.counts is None for each in found.ledger) > 0


def test_the_answer_as_data() -> None:
    assert gk.due("2022-08-24", days=1).to_dict() == {
        "from": "2022-08-24",
        "days": 1,
        "due": "2022-08-25",
        "status": "confirmed",
        "earliest": "2022-08-25",
        "latest": "2022-08-25",
        "ledger": [
            {"date": "2022-08-25", "counts": True, "n": 1, "why": "工作日", "notice": None},
        ],
    }


@pytest.mark.parametrize(
    ("received", "days", "message"),
    [
        ("2022-13-01", 20, "date is '2022-13-01', expected a date as 2022-12-31"),
        ("2022-08-24", -1, "days is -1, expected 0 to 10000"),
        ("2022-08-24", 10_001, "days is 10001, expected 0 to 10000"),
    ],
)
def test_a_wrong_call_says_what_was_expected(received: str, days: int, message: str) -> None:
    with pytest.raises(gk.DataError) as error:
        gk.due(received, days=days)
    assert str(error.value) == message
