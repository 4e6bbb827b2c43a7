"""Texts of an office to typed columns with all checks, as pandas users do it.

`plain` converts each column by the function that is made for it; `by_words` is told by somebody who
knows that a million cells hold a few hundred words, and converts each word once.
"""

from collections import Counter
from collections.abc import Callable

import data
import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
from gongkai import _core as core

Faults = dict[tuple[str, str, str], npt.NDArray[np.bool_ | np.int8]]
Convert = Callable[[pd.Series], pd.Series]
Choose = Callable[[pd.Series, dict[str, str]], pd.Series]

WORDS = {
    column: {word: choice for choice, words in choices.items() for word in words}
    for column, choices in data.SPELLINGS.items()
}
REQUIRED = ["case_no", "unit", "applicant_kind", "received"]
ORDER = [
    ("received", "answered"),
    ("received", "correction_notice"),
    ("correction_notice", "corrected"),
    ("received", "extended"),
    ("extended", "answered"),
    ("answered", "delivered"),
]


def dates(texts: pd.Series) -> pd.Series:
    """Days as 2022-08-24, and the rest as 2022年8月24日; NaT where it is neither."""
    days = pd.to_datetime(texts, format="%Y-%m-%d", errors="coerce")
    other = days.isna() & texts.notna()
    days[other] = pd.to_datetime(texts[other], format="%Y年%m月%d日", errors="coerce")
    return days


def dates_by_words(texts: pd.Series) -> pd.Series:
    codes, words = pd.factorize(texts)
    days = np.append(dates(pd.Series(words)).to_numpy(), np.datetime64("NaT"))
    return pd.Series(days[codes])


def choices(texts: pd.Series, words: dict[str, str]) -> pd.Series:
    return texts.map(words).astype("category")


def choices_by_words(texts: pd.Series, words: dict[str, str]) -> pd.Series:
    codes, known = pd.factorize(texts)
    ids = list(dict.fromkeys(words.values()))
    places = [ids.index(words[word]) if word in words else -1 for word in known]
    return pd.Series(pd.Categorical.from_codes(np.array([*places, -1])[codes], ids))


def read(texts: pd.DataFrame, convert: Convert, choose: Choose) -> tuple[pd.DataFrame, Faults]:
    """Typed columns by id, and for each kind of fault how often each row has it."""
    texts.columns = list(data.HEADERS)
    frame = texts.copy(deep=False)
    faults: Faults = {}
    filled = texts.notna()
    for column in data.HEADERS:
        if column in data.DATES:
            frame[column] = convert(texts[column])
            faults["ledger.date", "bad", column] = frame[column].isna() & filled[column]
        elif column in WORDS:
            frame[column] = choose(texts[column], WORDS[column])
            faults["ledger.choice", "unknown", column] = frame[column].isna() & filled[column]
    for column in REQUIRED:
        faults["ledger.blank", "blank", column] = ~filled[column]
    faults["ledger.key", "twice", "case_no"] = texts["case_no"].duplicated()
    for first, second in ORDER:
        # A day before two others is two faults.
        early = (frame[second] < frame[first]).astype("int8")
        faults["ledger.order", "before", second] = early + faults.get(
            ("ledger.order", "before", second), 0
        )
    faults["ledger.blank", "no_answered", "answered"] = filled["outcome"] & ~filled["answered"]
    faults["ledger.blank", "no_outcome", "outcome"] = filled["answered"] & ~filled["outcome"]
    return frame, faults


def plain(table: pa.Table) -> tuple[pd.DataFrame, Faults]:
    return read(table.to_pandas(), dates, choices)


def by_words(table: pa.Table) -> tuple[pd.DataFrame, Faults]:
    return read(table.to_pandas(), dates_by_words, choices_by_words)


def check(
    ledger: core.Ledger, findings: list[core.Finding], frame: pd.DataFrame, faults: Faults
) -> None:
    """Every cell is equal, and so is the number of findings of every kind."""
    ours = pa.table(ledger.to_table()).to_pandas()
    labels = {
        column: {words[0]: choice for choice, words in data.SPELLINGS[column].items()}
        for column in data.SPELLINGS
    }
    for column in data.HEADERS:
        if column in data.DATES:
            found = pd.to_datetime(ours[column]).astype("datetime64[s]")
            assert found.equals(frame[column].astype("datetime64[s]").rename(column)), column
        elif column in data.SPELLINGS:
            found = ours[column].map(lambda label, of=labels[column]: of.get(label, label))
            assert (found.fillna("") == frame[column].astype(str).fillna("")).all(), column
        else:
            assert (ours[column].fillna("") == frame[column].fillna("")).all(), column
    told = Counter(
        (each.rule, each.kind, str(each.where["column"]))
        for each in findings
        if each.kind not in ("delivered", "alias")  # notes, no faults
    )
    assert told == {kind: int(rows.sum()) for kind, rows in faults.items() if rows.any()}
    assert sum(told.values()) > 9 * data.FAULTS_EACH
