"""Counts over the tree of units, from the command and in Python."""

import json
from pathlib import Path

import gongkai as gk
import pytest
from gongkai.cli import main

EXAMPLES = Path(__file__).parents[2] / "examples"
NEW = "table3/new_received/total"


def test_the_total_of_the_body_is_the_figure_of_the_place() -> None:
    year = gk.open(EXAMPLES / "deqing-2022")
    rows = year.roll_up(NEW)
    assert rows[0].unit == year.body
    assert rows[0].total.value == year.books.at(NEW).value
    assert sum(each.own.value or 0 for each in rows) == rows[0].total.value
    assert year.roll_up(NEW, as_of="2022-06-30")[0].total.value < rows[0].total.value


def test_a_merger_moves_no_total(tmp_path: Path) -> None:
    for name, text in {
        "year.toml": 'body = "某县"\nyear = 2022\nlevel = "government"\n',
        "units.csv": "unit,parent,valid_to,successor\n县经信局,某县,,\n"
        "县商务局,某县,2022-06-30,县经信局\n",
        "applications.csv": "case_no,unit,applicant_kind,received\n1,县商务局,自然人,2022-02-10\n"
        "2,县经信局,自然人,2022-08-10\n3,某县,自然人,2022-08-10\n",
    }.items():
        (tmp_path / name).write_text(text, "utf-8")
    rows = gk.open(tmp_path).roll_up(NEW)
    assert rows.columns() == {
        "unit": ["某县", "县经信局", "县商务局"],
        "parent": ["", "某县", "某县"],
        "depth": [0, 1, 2],
        "own": [1, 1, 1],
        "taken_over": [0, 1, 0],
        "below": [2, 0, 0],
        "total": [3, 2, 1],
        "carried_to": ["", "", "县经信局"],
    }
    assert "已并入县经信局" in rows._repr_html_()


def test_the_command_prints_a_line_each_unit(capsys: pytest.CaptureFixture[str]) -> None:
    folder = str(EXAMPLES / "deqing-2022")
    assert main(["rollup", folder, "--json"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert list(lines[0]) == [
        *("unit", "parent", "depth", "own", "taken_over", "below", "total", "carried_to")
    ]
    assert main(["rollup", folder, "fact/population"]) == 2
    assert "does not count rows by unit" in capsys.readouterr().err
