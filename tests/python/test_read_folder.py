"""Reading year folders."""

from hashlib import sha256
from pathlib import Path

import gongkai as gk
import pytest
from gongkai.read.folder import ledger_files, read_folder
from gongkai.read.settings import parse_settings
from small_year import write_year


def test_two_files_for_one_ledger_are_an_error_that_names_both(tmp_path: Path) -> None:
    folder = write_year(tmp_path / "county-2022", {"applications.xlsx": b"PK"})
    with pytest.raises(gk.DataError) as error:
        gk.open(folder)
    assert str(error.value) == (
        "county-2022: two files for applications: applications.csv, applications.xlsx"
    )


def test_lock_files_and_other_files_are_left_alone(tmp_path: Path) -> None:
    others = {"~$applications.xlsx": "lock", "applications.csv.bak": "old", "notes.csv": "x"}
    write_year(tmp_path, {**others, "plan.txt": "工作要点"})
    assert ledger_files(tmp_path) == {
        name: tmp_path / f"{name}.csv"
        for name in ("units", "applications", "disputes", "tasks", "publications")
    }


def test_every_file_that_was_read_has_its_checksum(tmp_path: Path) -> None:
    words = {"narrative/overview.md": "总体情况", "narrative/note.txt": "x"}
    folder = write_year(tmp_path, {**words, "definitions.toml": "", "notes.csv": "x"})
    inputs = read_folder(folder).inputs
    assert [name for name, _ in inputs] == [
        "applications.csv",
        "definitions.toml",
        "disputes.csv",
        "narrative/overview.md",
        "publications.csv",
        "tasks.csv",
        "units.csv",
        "year.toml",
    ]
    assert all(sha256((folder / name).read_bytes()).hexdigest() == sum for name, sum in inputs)
    assert read_folder(folder).narrative == {"overview": "总体情况"}


def test_a_folder_that_is_not_there_or_no_year(tmp_path: Path) -> None:
    with pytest.raises(gk.DataError) as error:
        gk.open(tmp_path / "none")
    assert str(error.value) == f"{tmp_path / 'none'}: no such folder"
    with pytest.raises(gk.DataError) as error:
        gk.open(tmp_path)
    assert str(error.value) == f"{tmp_path}: no year.toml, expected one with body and year"


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ("year = 2022", "year.toml: no 'body', expected text"),
        ("body = '甲'", "year.toml: no 'year', expected a whole number"),
        (
            "body = '甲'\nyear = 2022-12-31",
            "year.toml: 'year' is 2022-12-31, expected a whole number",
        ),
        ("body = '甲'\nyear = true", "year.toml: 'year' is true, expected a whole number"),
        ("body = '甲'\nyear = '2022'", "year.toml: 'year' is '2022', expected a whole number"),
        (
            "body = '甲'\nyear = 2022\nlevel = 'town'",
            "year.toml: 'level' is 'town', expected 'government' or 'department'",
        ),
        (
            "body = '甲'\nyear = 2022\n[facts]\npopulation = 1.5",
            "year.toml [facts]: 'population' is 1.5, expected a whole number",
        ),
        ("body = ", "year.toml: invalid value (at end of document)"),
    ],
)
def test_a_wrong_year_toml_says_where(toml: str, message: str) -> None:
    with pytest.raises(gk.DataError) as error:
        parse_settings(toml)
    assert str(error.value) == message


def test_a_key_that_year_toml_does_not_have_is_a_hint(tmp_path: Path) -> None:
    toml = "isued = 2022-08-24\nissued = 2022-08-24\n[facts]\npopulation = 1\n"
    findings = gk.open(write_year(tmp_path, toml=toml)).findings
    assert [(each.severity, each.message) for each in findings if each.kind == "setting"] == [
        (
            "hint",
            "year.toml：不认识的项目“isued”，没有读入；"
            "可写的有 body、level、year、issued、previous、disputes、headers、facts",
        )
    ]


def test_year_toml_is_read_whole() -> None:
    settings = parse_settings(
        'body = "甲"\nyear = 2022\nlevel = "department"\nprevious = "../2021"\n'
        '[facts]\npopulation = 553000\n[disputes]\ncounted = "filed"\n'
    )
    assert (settings.body, settings.year, settings.level) == ("甲", 2022, "department")
    assert (settings.previous, settings.facts) == ("../2021", {"population": 553000})
    assert settings.disputes_counted == "filed"
