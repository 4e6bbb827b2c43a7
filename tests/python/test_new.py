"""New year folders: made, filled in by hand, read back, and handed on from year to year."""

from datetime import date, datetime
from pathlib import Path

import gongkai as gk
import openpyxl
import pytest
from gongkai import _core as core
from gongkai.cli import main

ROOT = Path(__file__).parents[2]
BEFORE = ROOT / "examples" / "deqing-2022"
LEDGERS = [str(schema["id"]) for schema in core.ledger_schemas()]
BODY = "某县人民政府办公室"

# A row of each ledger that is counted, as an office would type it; True is typed as 是.
FILLED = {
    "units": [
        {"unit": BODY, "kind": "政府"},
        {"unit": "县教育局", "parent": BODY, "kind": "部门", "valid_from": date(2023, 2, 1)},
    ],
    "applications": [
        {
            "case_no": "007",
            "unit": "县教育局",
            "applicant": "某某",
            "applicant_kind": "商业企业",
            "channel": "网络",
            "received": date(2023, 3, 1),
            "consult_sent": "2023-03-03、2023-03-06",
            "consult_kind": "第三方、其他机关",
            "consult_received": "2023-03-04、2023-03-07",
            "consult_back": "2023-03-08、2023-03-09",
            "extension_days": None,
            "legal_review": "是",
            "fee_amount": None,
            "answered": date(2023, 3, 21),
            "outcome": "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
            "delivery": "邮寄",
            "delivered": date(2023, 3, 22),
            "pages": 12,
            "items": 3,
        }
    ],
    "disputes": [
        {
            "dispute_no": "1",
            "case_no": "007",
            "unit": "县教育局",
            "kind": "行政复议",
            "filed": date(2023, 5, 1),
            "concluded": date(2023, 6, 30),
            "outcome": "结果维持",
            "co_defendant": "否",
        }
    ],
    "tasks": [
        {
            "task_id": "1",
            "title": "做好公开",
            "leads": "县教育局",
            "due": "9月底前",
            "done": date(2023, 9, 1),
            "progress": "100%",
            "weight": 1.5,
        }
    ],
}


def fill(file: Path, ledger: str, rows: list[dict[str, object]]) -> None:
    """Type rows below the header, over the example, as people do."""
    book = openpyxl.load_workbook(file)
    sheet = book.worksheets[0]
    schema = next(each for each in core.ledger_schemas() if each["id"] == ledger)
    for column, field in enumerate(schema["columns"], start=1):
        assert sheet.cell(1, column).value == field["header"]
        sheet.cell(2, column).value = None
        for row, values in enumerate(rows, start=2):
            sheet.cell(row, column).value = values.get(field["id"])
    book.save(file)


@pytest.fixture
def made(tmp_path: Path) -> Path:
    return gk.new(tmp_path / "y", year=2023, body=BODY)


def test_a_new_folder_has_every_ledger_and_the_words(made: Path) -> None:
    files = sorted(path.relative_to(made).as_posix() for path in made.rglob("*") if path.is_file())
    words = ("applications", "disputes", "other", "overview", "proactive", "problems")
    assert files == sorted(
        [
            "year.toml",
            *(f"{ledger}.xlsx" for ledger in LEDGERS),
            *(f"narrative/{word}.md" for word in words),
        ]
    )


def test_a_new_folder_is_absent_not_empty(made: Path) -> None:
    year = gk.open(made)
    assert (year.body, year.year) == (BODY, 2023)
    assert year.folder.ledgers == {}
    assert not year.findings.faults
    unfilled = [each for each in year.findings if each.kind == "only_example"]
    assert [each.where["file"] for each in unfilled] == [f"{ledger}.xlsx" for ledger in LEDGERS]
    assert year.tables.at("table3/new_received/total").state == "blank"


def test_an_example_that_is_deleted_means_that_there_was_nothing(made: Path) -> None:
    fill(made / "disputes.xlsx", "disputes", [])
    year = gk.open(made)
    assert year.folder.ledgers["disputes"].rows == 0
    assert year.tables.at("table4/review/total").value == 0


def test_what_is_filled_in_is_read_back_without_a_finding(made: Path) -> None:
    for ledger, rows in FILLED.items():
        fill(made / f"{ledger}.xlsx", ledger, rows)
    year = gk.open(made)
    about = {f"{ledger}.xlsx" for ledger in FILLED}
    assert [each.message for each in year.findings if each.where.get("file") in about] == []
    expected = {"consult_back": "2023-03-08、2023-03-09", "due": date(2023, 9, 30), "progress": 1.0}
    for ledger, rows in FILLED.items():
        table = year.folder.ledgers[ledger].to_table()
        for at, row in enumerate(rows):
            for column, value in row.items():
                found = table.column(column)[at]
                if isinstance(found, bool):
                    found = "是" if found else "否"
                assert found == expected.get(column, value), column
    assert year.tables.at("table3/partly_granted/enterprise").value == 1


def test_an_example_that_stays_is_no_row(made: Path) -> None:
    book = openpyxl.load_workbook(made / "units.xlsx")
    book.worksheets[0]["A3"] = "县教育局"
    book.save(made / "units.xlsx")
    year = gk.open(made)
    assert year.folder.ledgers["units"].to_table().column("unit") == ["县教育局"]
    hints = [each for each in year.findings if each.where.get("file") == "units.xlsx"]
    assert [(each.kind, each.where["row"]) for each in hints] == [("example", 2)]


@pytest.mark.parametrize("ledger", LEDGERS)
def test_an_example_without_its_mark_is_a_good_row(made: Path, ledger: str) -> None:
    file = made / f"{ledger}.xlsx"
    book = openpyxl.load_workbook(file)
    cell = book.worksheets[0]["A2"]
    cell.value = cell.value.removeprefix("示例：")
    book.save(file)
    year = gk.open(made)
    assert year.folder.ledgers[ledger].rows == 1
    about = [each for each in year.findings.faults if each.where.get("file") == file.name]
    # A single unit has no parent in the list.
    alone = [each.message for each in about if each.rule != "ledger.reference"]
    assert alone == []


def test_headers_say_what_belongs_below_them(made: Path) -> None:
    for schema in core.ledger_schemas():
        sheet = openpyxl.load_workbook(made / f"{schema['id']}.xlsx").worksheets[0]
        for column, field in enumerate(schema["columns"], start=1):
            note = sheet.cell(1, column).comment.text
            need = "必填" if field["required"] else "选填"
            assert note.startswith(f"{field['header']}（{need}）\n"), field
            assert len(note.splitlines()) >= 2
            for label in field["choices"]:
                assert label in note
            assert sheet.cell(1, column).protection.locked
            assert (
                not sheet.cell(2, column).protection.locked or sheet.cell(2, column).value is None
            )
        assert sheet.protection.sheet
        assert sheet.freeze_panes == "A2"
        assert str(sheet["A2"].value).startswith("示例")


def test_what_is_there_is_never_overwritten(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "y").mkdir()
    with pytest.raises(gk.WorkbookError, match="y: is there already, expected a folder that is"):
        gk.new(tmp_path / "y", year=2023, body=BODY)
    assert list(tmp_path.rglob("*")) == [tmp_path / "y"]
    assert main(["new", str(tmp_path / "y"), "--year", "2023", "--body", BODY]) == 3
    assert "is there already" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"year": 203}, "year is 203, expected 2000 to 2099"),
        ({"body": " "}, "body is '', expected a name in one line"),
        ({"level": "town"}, "level is 'town', expected 'government' or 'department'"),
        ({"year": 2024, "previous": BEFORE}, f"{BEFORE}: a folder of 2022, expected 2023"),
    ],
)
def test_a_wrong_call_makes_nothing(
    tmp_path: Path, changed: dict[str, object], message: str
) -> None:
    arguments = {"year": 2023, "body": BODY, **changed}
    with pytest.raises(gk.DataError) as error:
        gk.new(tmp_path / "y", **arguments)
    assert str(error.value) == message
    assert list(tmp_path.iterdir()) == []


def test_the_same_call_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = (gk.new(tmp_path / each, year=2023, body=BODY) for each in "ab")
    for file in first.rglob("*.*"):
        assert file.read_bytes() == (second / file.relative_to(first)).read_bytes(), file


def test_a_ledger_that_cannot_be_written_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, ledger: str, **_: object) -> None:
        if ledger == "tasks":
            raise gk.WorkbookError(f"{path}: No space left on device")
        path.write_bytes(b"")

    monkeypatch.setattr(core, "ledger_workbook", full)
    with pytest.raises(gk.WorkbookError) as error:
        gk.new(tmp_path / "y", year=2023, body=BODY)
    assert str(error.value) == f"{tmp_path / 'y' / 'tasks.xlsx'}: No space left on device"
    assert list(tmp_path.iterdir()) == []


# --- From last year


@pytest.fixture
def following(tmp_path: Path) -> Path:
    return gk.new(tmp_path / "y", year=2023, body=BODY, previous=BEFORE)


def test_carried_over_is_what_was_carried_forward(following: Path) -> None:
    before, year = gk.open(BEFORE), gk.open(following)
    kinds = core.table_columns("table3")
    found = [year.tables.at(f"table3/carried_over/{kind}").value for kind in kinds]
    assert found == [before.tables.at(f"table3/carried_forward/{kind}").value for kind in kinds]
    assert sum(found) > 0
    carry = [each for each in year.checks if each.rule == "years.carry"]
    assert {each.status for each in carry} == {"pass"}
    assert not year.findings.faults


def test_pending_disputes_stay_pending(following: Path) -> None:
    before, year = gk.open(BEFORE), gk.open(following, "2023-01-01")
    for kind in ("review", "suit_direct", "suit_after_review"):
        place = f"table4/{kind}/pending"
        assert year.tables.at(place).value == before.tables.at(place).value, kind


def test_unfinished_tasks_keep_their_deadline_and_say_where_they_come_from(
    following: Path,
) -> None:
    before = gk.open(BEFORE)
    open_ = [each for each in before.books.standings("tasks") if each.cell.endswith(".open")]
    table = gk.open(following).folder.ledgers["tasks"].to_table()
    assert table.column("carried_from") == [each.key for each in open_]
    assert table.column("due") == [each.due[0] for each in open_]
    assert table.column("title") == [each.title for each in open_]
    assert {text.startswith("2022年结转") for text in table.column("list")} == {True}
    assert len(open_) > 0


def test_the_units_and_the_settings_are_kept(following: Path) -> None:
    before, year = gk.open(BEFORE), gk.open(following)
    assert year.previous is not None and year.previous.year == 2022
    assert not Path(year.folder.settings.previous).is_absolute()
    old, new = (each.folder.ledgers["units"].to_table() for each in (before, year))
    for column in old.names:
        assert new.column(column) == old.column(column), column


def test_rows_that_are_not_read_are_carried_as_they_stand(tmp_path: Path) -> None:
    before = tmp_path / "2022"
    before.mkdir()
    (before / "year.toml").write_text(f'body = "{BODY}"\nyear = 2022\n', encoding="utf-8")
    (before / "applications.csv").write_text(
        "申请编号,单位,申请人类型,收到日期,补正告知日期,法制审查,答复日期,答复结果\n"
        "A1,县教育局,自然人,2022-12-20,2022.13.1,否,,\n"
        "A2,县教育局,自然人,2022-12-20,,,2023-01-05,予以公开\n"
        "A3,县教育局,自然人,2022-01-20,,,2022-02-05,予以公开\n",
        encoding="utf-8",
    )
    (before / "disputes.csv").write_text(
        "案件编号,单位,争议类型,立案日期,审结日期,审结结果,共同被告\n"
        "D1,县教育局,行政复议,2022-12-01,2023-01-09,调解,\n"
        "D2,县教育局,行政复议,2022-12-01,,尚未审结,是\n"
        "D3,县教育局,行政复议,2022-02-01,2022-03-01,维持,\n",
        encoding="utf-8",
    )
    made = gk.new(tmp_path / "2023", year=2023, body=BODY, previous=before)
    sheet = openpyxl.load_workbook(made / "applications.xlsx").worksheets[0]
    assert [cell.value for cell in sheet["A"]][2:] == ["A1", "A2"]
    assert sheet["G3"].value == "2022.13.1"
    assert sheet["P3"].value == "否"
    assert sheet["T4"].value == datetime(2023, 1, 5)
    disputes = openpyxl.load_workbook(made / "disputes.xlsx").worksheets[0]
    assert [cell.value for cell in disputes["A"]][2:] == ["D1", "D2"]
    assert disputes["G3"].value == "调解"
    year = gk.open(made)
    assert year.folder.settings.previous == "../2022"
    assert year.tables.at("table3/carried_over/total").value == 2


def test_a_year_with_a_fatal_finding_hands_nothing_on(tmp_path: Path) -> None:
    before = tmp_path / "2022"
    before.mkdir()
    (before / "year.toml").write_text(f'body = "{BODY}"\nyear = 2022\n', encoding="utf-8")
    (before / "applications.csv").write_text(
        "申请编号,单位,申请人类型,收到日期\nA1,县教育局,自然人,年初\n", encoding="utf-8"
    )
    with pytest.raises(gk.DataError, match="2022: 1 fatal findings, expected none; see check"):
        gk.new(tmp_path / "2023", year=2023, body=BODY, previous=before)
    assert not (tmp_path / "2023").exists()


def test_a_table_without_rows_points_to_the_file_that_waits_for_them(made: Path) -> None:
    missing = [each for each in gk.open(made).findings if each.rule == "table.missing"]
    assert [(each.kind, each.where["table"], each.expected) for each in missing] == [
        ("unfilled", "table2", "publications.xlsx"),
        ("unfilled", "table3", "applications.xlsx"),
        ("unfilled", "table4", "disputes.xlsx"),
    ]
    assert missing[0].message == (
        "表二：publications.xlsx 里只有示例，无从编制本表；在示例行下面填写即可"
    )
