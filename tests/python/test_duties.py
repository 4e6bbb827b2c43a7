"""Duties: what the plan expects, by the command and in Python; and the slow second opinion."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duty_case
import gongkai as gk
import pytest
from gongkai.cli import main
from small_year import write_year

EVENTS = "事项类别,单位,日期\n政务公开业务培训,县教育局,2022-05-05\n"
OWN = """\
[[duty]]
id = "training.units"
name = "培训"
ledger = "events"
where = { kind = "政务公开业务培训" }
over = { unit = "found" }
source = "本机关要点"

[[duty]]
id = "bus.stages"
waived = "没有班车"
"""

Lines = Callable[..., list[dict[str, Any]]]


@pytest.fixture
def lines(capsys: pytest.CaptureFixture[str]) -> Lines:
    def run(*arguments: object, code: int = 0) -> list[dict[str, Any]]:
        assert main([*map(str, arguments), "--json"]) == code
        return [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    return run


def test_each_duty_says_what_is_expected_there_and_missing(tmp_path: Path, lines: Lines) -> None:
    folder = write_year(tmp_path / "year", {"events.csv": EVENTS})
    found = {line["duty"]: line for line in lines("duties", folder)}
    # Two departments; one of them trained.
    assert found["training.units"] == {
        "duty": "training.units",
        "name": "政务公开业务培训",
        "ledger": "events",
        "expected": 2,
        "covered": 1,
        "share": 0.5,
        "missing": [{"item": "县公安局", "unit": "县公安局"}],
        "missing_count": 1,
        "status": "fail",
        "message": "",
        "source": found["training.units"]["source"],
    }
    # 24 months of watching two kinds of pages, none of which is there: ten are named.
    months = found["monitoring.months"]
    assert (months["expected"], months["covered"]) == (24, 0)
    assert (len(months["missing"]), months["missing_count"]) == (10, 24)
    # Without its ledger nothing can be told, which is not the same as missing.
    assert found["bus.stages"]["status"] == "not_assessable"
    assert found["bus.stages"]["expected"] is None
    assert found["bus.stages"]["missing_count"] is None
    assert found["bus.stages"]["message"] == "缺 disclosures.csv"


def test_a_date_of_count_expects_the_months_that_have_ended(tmp_path: Path, lines: Lines) -> None:
    folder = write_year(tmp_path / "year", {"events.csv": EVENTS})
    found = {line["duty"]: line for line in lines("duties", folder, "--as-of", "2022-04-29")}
    assert found["monitoring.months"]["expected"] == 6
    assert found["training.units"]["covered"] == 0


def test_nothing_named_is_unknown(tmp_path: Path, lines: Lines) -> None:
    items = "事项,领域,环节,责任单位\n甲,其他,实施,县教育局\n"
    folder = write_year(tmp_path / "year", {"disclosures.csv": items})
    found = {line["duty"]: line for line in lines("duties", folder)}
    assert (found["bus.stages"]["status"], found["bus.stages"]["expected"]) == ("unknown", 0)
    assert found["bus.stages"]["share"] is None


def test_a_folder_adds_replaces_and_waives(tmp_path: Path, lines: Lines) -> None:
    folder = write_year(tmp_path / "year", {"events.csv": EVENTS, "duties.toml": OWN})
    found = {line["duty"]: line for line in lines("duties", folder)}
    assert (found["training.units"]["name"], found["training.units"]["expected"]) == ("培训", 1)
    assert found["training.units"]["status"] == "pass"
    assert found["bus.stages"]["message"] == "本单位不适用：没有班车"
    # A rate over what is waived leaves it out; the others have no ledger.
    rate = lines("rates", folder, "duty.stages")[0]
    assert (rate["numerator"], rate["share"]) == (None, None)


def test_a_wrong_duty_is_refused_with_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = OWN.replace('"events"', '"event"')
    folder = write_year(tmp_path / "year", {"duties.toml": wrong})
    assert main(["duties", str(folder)]) == 2
    assert capsys.readouterr().err == "duties.toml line 4: unknown ledger 'event'\n"


def test_places_of_duties_have_their_rows_and_their_gaps(tmp_path: Path, lines: Lines) -> None:
    folder = write_year(tmp_path / "year", {"events.csv": EVENTS})
    assert [
        (line["row"], line["key"]) for line in lines("why", folder, "duty/training.units/covered")
    ] == [(2, "第 2 行")]
    (gap,) = lines("why", folder, "duty/training.units/missing")
    assert gap == {
        "ledger": "events",
        "row": None,
        "key": "县公安局",
        "cell": "duty/training.units/missing",
        "because": "台账中没有记录",
    }
    by_unit = lines("rates", folder, "duty.training", "--by", "unit")
    assert [
        (line["group"]["unit"], line["numerator"], line["denominator"]) for line in by_unit
    ] == [
        ("县公安局", 0, 1),
        ("县教育局", 1, 1),
    ]


def test_the_table_for_people_names_what_is_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_year(tmp_path / "year", {"events.csv": EVENTS})
    assert main(["duties", str(folder)]) == 0
    out = capsys.readouterr().out
    assert "training.units  政务公开业务培训  1/2\n    还缺 1 项：县公安局\n" in out
    assert "bus.stages  “共富班车”各环节公开  无从核对\n    缺 disclosures.csv\n" in out


def test_tallies_of_these_ledgers_are_cells_of_their_measure(tmp_path: Path, lines: Lines) -> None:
    responses = (
        "编号,单位,类别,来源,收到时间,办结时间\n"
        "1,县教育局,简单咨询,浙里办,2022-08-26,2022-08-29\n"
        "2,县公安局,热线,,2022-09-28,\n"
    )
    folder = write_year(tmp_path / "year", {"responses.csv": responses})
    assert lines("tally", "responses", folder, "--by", "month,source") == [
        {
            "group": {"month": "2022-08", "source": "浙里办"},
            "cell": "responses/new.in.on_time",
            "count": 1,
        },
        {"group": {"month": "2022-09", "source": ""}, "cell": "responses/new.in.open", "count": 1},
    ]
    assert lines("tally", "responses", folder, "--by", "id", code=2) == []


def test_weighted_figures_are_printed_as_they_are_written(tmp_path: Path, lines: Lines) -> None:
    tasks = (
        "序号,重点任务,牵头单位,完成时限,完成日期,完成进度,权重\n"
        "1,公开规划,县教育局,全年,2022-03-30,100%,1.5\n"
        "2,公开预算,县公安局,全年,,50%,1\n"
    )
    folder = write_year(tmp_path / "year", {"tasks.csv": tasks})
    (rate,) = lines("rates", folder, "task.weighted")
    assert (rate["numerator"], rate["denominator"], rate["text"]) == (2, 2.5, "80.00%")
    frame = gk.open(folder).rates(["task.weighted", "task.done_all"]).to_pandas()
    assert list(frame["denominator"]) == [2.5, 2.0]


@pytest.mark.parametrize("first", range(0, 300, 50))
def test_invented_years_agree_with_the_slow_second_opinion(first: int) -> None:
    assert sum(duty_case.check(seed) for seed in range(first, first + 50)) > 0
