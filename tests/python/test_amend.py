"""One row written anew, against the same folder with the cell changed in its file."""

import shutil
from pathlib import Path

import gongkai as gk
import pytest

EXAMPLE = Path(__file__).parents[2] / "examples" / "deqing-2021"


@pytest.fixture
def year() -> gk.year.Year:
    return gk.open(EXAMPLE)


def _written(tmp_path: Path, old: str, new: str) -> gk.year.Year:
    folder = tmp_path / EXAMPLE.name
    shutil.copytree(EXAMPLE, folder)
    file = folder / "applications.csv"
    text = file.read_text("utf-8-sig")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), "utf-8-sig")
    return gk.open(folder)


def _first_row() -> tuple[str, list[str], list[str]]:
    lines = (EXAMPLE / "applications.csv").read_text("utf-8-sig").splitlines()
    return lines[1], lines[0].split(","), lines[1].split(",")


def test_what_was_counted_follows(year: gk.year.Year, tmp_path: Path) -> None:
    line, heads, cells = _first_row()
    year.tally("applications", by=["unit", "month"])
    year.rates(by="unit")
    at = heads.index("答复结果")
    changed = [*cells[:at], "3.其他", *cells[at + 1 :]]
    amended = year.amend("applications", cells[0], outcome="3.其他")
    whole = _written(tmp_path, line, ",".join(changed))
    assert amended.tally("applications", by=["unit", "month"]) == whole.tally(
        "applications", by=["unit", "month"]
    )
    assert amended.rates(by="unit") == whole.rates(by="unit")
    assert amended.tally("applications") != year.tally("applications")
    assert [each.message for each in amended.findings] == [each.message for each in whole.findings]


def test_a_fault_is_said_and_goes_when_it_is_mended(year: gk.year.Year) -> None:
    _, heads, cells = _first_row()
    key = cells[0]
    faulty = year.amend("applications", key, answered="2021-02-30")
    assert any("2021-02-30" in each.message for each in faulty.findings)
    mended = faulty.amend("applications", key, answered=cells[heads.index("答复日期")])
    assert [each.message for each in mended.findings] == [each.message for each in year.findings]


def test_a_wrong_call_is_refused(year: gk.year.Year) -> None:
    with pytest.raises(gk.DataError, match="applications: no row '999'"):
        year.amend("applications", "999", answered="2021-02-03")
    with pytest.raises(gk.DataError, match="no ledger pushes in the year folder"):
        year.amend("pushes", "1", opened="是")
    with pytest.raises(gk.DataError, match="has no column 'colour'"):
        year.amend("applications", _first_row()[2][0], colour="红")


def test_what_is_wrong_elsewhere_in_the_row_stays_as_it_was_said(tmp_path: Path) -> None:
    (tmp_path / "year.toml").write_text(
        'body = "某县"\nlevel = "government"\nyear = 2022\n', "utf-8"
    )
    (tmp_path / "applications.csv").write_text(
        "申请编号,单位,申请人类型,收件日期,延期告知日期\n1,县教育局,自然人,2022-01-10,三月十号左右\n",
        "utf-8",
    )
    year = gk.open(tmp_path)
    before = [each.message for each in year.findings]
    after = [each.message for each in year.amend("applications", "1", unit="县民政局").findings]
    assert any("三月十号左右" in message for message in before)
    assert after == before
