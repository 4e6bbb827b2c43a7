"""A place may count findings: how many checks of a rule failed, for the words of a report."""

from pathlib import Path

import gongkai as gk
import pytest
from gongkai import _core as core
from gongkai.year.paper import source_of
from small_year import write_year


def test_a_place_counts_what_failed_a_rule(tmp_path: Path) -> None:
    year = gk.open(write_year(tmp_path / "year"))
    ask = source_of(year).figure
    failed = [each for each in year.findings if each.status == "fail"]
    assert failed
    for rule in {each.rule for each in failed}:
        assert ask(f"finding/{rule}").value == sum(each.rule == rule for each in failed)
    assert ask("finding/table3.flow").value == 0


def test_findings_are_of_the_body_alone(tmp_path: Path) -> None:
    year = gk.open(write_year(tmp_path / "year"))
    assert source_of(year, "县教育局").figure("finding/table3.flow").state == "blank"


def test_an_unknown_rule_is_an_error(tmp_path: Path) -> None:
    ask = source_of(gk.open(write_year(tmp_path / "year"))).figure
    with pytest.raises(core.DataError, match=r"^place 'finding/soon': unknown rule 'soon'$"):
        ask("finding/soon")
