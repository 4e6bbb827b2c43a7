"""Writing a report: formats, JSON, what stops it, and the same bytes every time."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import gongkai as gk
import pytest
from gongkai import _core as core
from gongkai import _files, _templates
from gongkai.report import FatalFindings, build
from test_report_source import TABLE2, report, source, tables


def test_save_writes_the_three_formats(tmp_path: Path) -> None:
    written = report().save(tmp_path / "out" / "a")
    assert [path.name for path in written] == [
        "annual-report.docx",
        "annual-report.html",
        "annual-report.json",
    ]
    assert sorted(path.name for path in (tmp_path / "out" / "a").iterdir()) == [
        path.name for path in written
    ]


def test_an_unknown_format_writes_nothing(tmp_path: Path) -> None:
    with pytest.raises(gk.DataError) as error:
        report().save(tmp_path / "out", formats=("json", "odt"))
    assert str(error.value) == "unknown format 'odt', expected docx, html or json"
    assert not (tmp_path / "out").exists()


def test_a_fatal_finding_stops_it(tmp_path: Path) -> None:
    fatal = _templates.rules().tell(
        [core.Finding("table.missing", "fail", where={"table": "table3"})]
    )
    made = build(source(findings=fatal))
    with pytest.raises(FatalFindings) as error:
        made.save(tmp_path / "out")
    assert str(error.value) == (
        f"{made.title}: fatal findings 1, expected 0; the first is table.missing: 表三：没有本表"
    )
    assert list(error.value.findings) == fatal
    assert not (tmp_path / "out").exists()


def test_json_has_the_keys_of_the_schema_in_order(tmp_path: Path) -> None:
    (file,) = report().save(tmp_path, formats=("json",))
    read = json.loads(file.read_text(encoding="utf-8"))
    assert list(read) == [
        "schema",
        "body",
        "year",
        "format",
        "single_other_row",
        "table2",
        "table3",
        "table4",
        "sections",
    ]
    assert (read["schema"], read["year"], read["format"]) == ("gongkai.report/1", 2022, "2021")
    assert read["table2"] == {
        "regulations": {"made": 0, "repealed": 0, "valid": 0},
        "normative_documents": {"made": 6, "repealed": 2, "valid": 31},
        "licences": 1204,
        "penalties": 87,
        "coercions": 3,
        "fees_wan": 7730.28,
    }
    assert list(read["table3"]["rows"]) == core.table_rows("table3")
    assert read["table4"]["rows"]["review"] == [3, 1, 0, 0, 4]
    assert [list(each) for each in read["sections"]] == [["id", "title", "paragraphs"]] * 6


def test_json_gives_the_tables_back(tmp_path: Path) -> None:
    blank = [{"state": "not_held"}, None, *TABLE2[2:]]
    made = report(made=tables(table2=blank))
    read = json.loads(json.dumps(made.to_json()))
    two = read["table2"]
    cells = [*two["regulations"].values(), *two["normative_documents"].values()]
    cells += [two[name] for name in ("licences", "penalties", "coercions", "fees_wan")]

    def found(values: list[object]) -> list[object]:
        return [str(each) if isinstance(each, int | float) else each for each in values]

    again, _ = core.AnnualTables.from_cells(
        body=read["body"],
        year=read["year"],
        form=read["format"],
        single_other_row=read["single_other_row"],
        table2=found(cells),
        table3=found([each for row in read["table3"]["rows"].values() for each in row]),
        table4=found([each for row in read["table4"]["rows"].values() for each in row]),
    )
    for table in ("table2", "table3", "table4"):
        for cell in core.form_table(table).cells:
            if cell.place:
                assert again.at(cell.place).value == made.tables.at(cell.place).value
                assert again.at(cell.place).state == made.tables.at(cell.place).state


@pytest.mark.parametrize(
    ("printed", "number"),
    [("0", "0"), ("7545", "7545"), ("7545.00", "7545"), ("7730.28", "7730.28"), ("0.1", "0.1")],
)
def test_fees_are_exact_and_whole_where_they_are_whole(printed: str, number: str) -> None:
    made = report(made=tables(table2=[*TABLE2[:9], printed]))
    assert json.dumps(made.to_json()["table2"]["fees_wan"]) == number


def test_a_table_that_is_not_there_is_null() -> None:
    words = dict.fromkeys(("overview",), "略。")
    assert report(made=tables(table4=None), narrative=words).to_json()["table4"] is None


_MAKE = """
import sys
sys.path.insert(0, sys.argv[1])
from test_report_source import report
report().save(sys.argv[2])
"""


def test_the_same_report_has_the_same_bytes(tmp_path: Path) -> None:
    here = str(Path(__file__).parent)
    made = []
    for zone, folder in (("UTC", "a"), ("Asia/Shanghai", "b/乙")):
        time.sleep(2.1 * len(made))  # zip keeps times to two seconds
        target = tmp_path / folder
        environment = {**os.environ, "TZ": zone, "PYTHONHASHSEED": str(len(made) + 1)}
        command = [sys.executable, "-c", _MAKE, here, str(target)]
        subprocess.run(command, check=True, env=environment, cwd=tmp_path)
        made.append({path.name: path.read_bytes() for path in sorted(target.iterdir())})
    assert made[0] == made[1]


def test_a_file_that_cannot_be_written_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = _files.write_file(tmp_path / "a.json", b"old")

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(gk.WorkbookError) as error:
        _files.write_file(old, b"new")
    assert str(error.value) == f"{old}: No space left on device"
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a.json", b"old")]


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(gk.WorkbookError) as error:
        report().save(tmp_path / "file" / "out", formats=("json",))
    assert str(error.value) == f"{tmp_path / 'file' / 'out'}: Not a directory"
