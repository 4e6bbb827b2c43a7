"""All eleven ledgers of a year folder, read and held against each other, word for word.

All rows are invented.
"""

import io
from datetime import date, datetime
from pathlib import Path

import gongkai as gk
import openpyxl
import pytest
from gongkai import _core as core
from small_year import BODY, write_year

OTHERS = {
    "policies.csv": "政策编号,政策名称,单位,印发日期,解读日期\n"
    "P1,惠企二十条,县教育局,2022-03-01,2022-03-03\n",
    "pushes.csv": "政策编号,推送对象,推送渠道,单位,推送时间,是否送达,实兑金额\n"
    "P1,330521199001011234,短信,县教育局,2022-05-01 09:30:00,是,12.5\n",
    "responses.csv": "编号,单位,类别,来源,收到时间,办结时间,公开日期\n"
    "W1,县教育局,简单咨询,网站,2022-03-01 23:59,2022-03-02,2022-03-02\n",
    "disclosures.csv": "事项,领域,环节,责任单位,村,形成日期,公开日期\n"
    "低保名单,社会救助,结果公示,县教育局,某村,2022-03-01,2022-03-05\n",
    "events.csv": "事项类别,单位,日期,数量\n培训,县公安局,2022-06-01,2\n",
    "ratings.csv": "事项,单位,评价日期,评分,办件量\n不动产登记,县公安局,2022-06-01,9.5,1200\n",
}


def messages(folder: Path, *rules: str) -> list[tuple[str, str]]:
    return [
        (each.severity, each.message) for each in gk.open(folder).findings if each.rule in rules
    ]


def test_a_folder_with_all_eleven_is_in_order(tmp_path: Path) -> None:
    year = gk.open(write_year(tmp_path, OTHERS))
    assert [str(each["id"]) for each in core.ledger_schemas()] == list(year.folder.ledgers)
    assert [each.message for each in year.findings.faults] == []


def test_check_lists_the_columns_of_each(tmp_path: Path) -> None:
    year = gk.open(write_year(tmp_path, OTHERS))
    found = {
        each.where["file"]: each.found
        for each in year.checks
        if each.rule == "ledger.column" and each.status == "pass"
    }
    assert len(found) == 11
    assert found["responses.csv"] == "编号、单位、类别、来源、收到时间、办结时间、公开日期"
    assert [each.message for each in year.checks if each.found == found["events.csv"]] == [
        "events.csv：读入的列有 事项类别、单位、日期、数量"
    ]


def test_their_tables_have_ids_dates_labels_and_exact_texts(tmp_path: Path) -> None:
    ledgers = gk.open(write_year(tmp_path, OTHERS)).folder.ledgers
    pushes, responses = ledgers["pushes"].to_table(), ledgers["responses"].to_table()
    assert pushes.names == [
        *("policy", "recipient", "channel", "unit", "sent", "delivered", "paid"),
    ]
    assert [pushes.column(name) for name in ("recipient", "sent", "delivered", "paid")] == [
        ["330521199001011234"],
        [date(2022, 5, 1)],
        [True],
        [12.5],
    ]
    assert responses.column("kind") == ["简单咨询"]
    assert ledgers["responses"].found[:2] == [("id", "编号"), ("unit", "单位")]


def test_schemas_say_types_and_labels() -> None:
    schemas = {each["id"]: each for each in core.ledger_schemas()}
    kind = next(each for each in schemas["responses"]["columns"] if each["id"] == "kind")
    assert kind == {
        "id": "kind",
        "header": "类别",
        "type": "choice",
        "required": True,
        "several": False,
        "choices": ["简单咨询", "网民留言", "来信来访", "热线", "网站问题", "其他"],
    }
    types = {each["type"] for schema in schemas.values() for each in schema["columns"]}
    assert types == {
        *("name", "date", "deadline", "choice", "truth", "count", "amount", "share", "decimal"),
    }


@pytest.mark.parametrize(
    ("files", "rule", "told"),
    [
        (
            {"pushes.csv": OTHERS["pushes.csv"].replace("P1", "P9")},
            "ledger.reference",
            ("serious", "pushes.csv 第 2 行“政策编号”：政策编号“P9”不在政策台账里"),
        ),
        (
            {
                "units.csv": "单位,设立日期,撤销日期,承接单位\n"
                "县公安局,,,\n县教育局,,2022-05-31,县教体局\n县教体局,2022-06-01,,\n",
                "events.csv": "事项类别,单位,日期\n培训,县教育局,2022-06-01\n",
            },
            "ledger.reference",
            (
                "serious",
                "events.csv 第 2 行“单位”：“县教育局”在这一天已经撤销，"
                "应为2022-05-31 撤销以后的承接单位“县教体局”",
            ),
        ),
        (
            {"units.csv": "单位,撤销日期,承接单位\n县公安局,,\n县教育局,2022-12-31,县教体局\n"},
            "ledger.reference",
            ("serious", "units.csv 第 3 行“承接单位”：承接单位“县教体局”不是单位名录里的单位"),
        ),
        (
            {"units.csv": "单位,上级单位\n县公安局,县教育局\n县教育局,县公安局\n"},
            "ledger.reference",
            (
                "serious",
                "units.csv 第 2 行“上级单位”：“县公安局→县教育局→县公安局”绕回了自己，"
                "应止于没有上级的单位",
            ),
        ),
        (
            {
                "disputes.csv": "案件编号,申请编号,单位,争议类型,立案日期,审结日期,审结结果\n"
                "D1,A5,县公安局,行政复议,2022-12-22,2022-12-30,撤销\n"
            },
            "ledger.reference",
            (
                "hint",
                "disputes.csv 第 2 行“审结结果”：申请“A5”还没有答复日期，"
                "审结结果却是结果纠正；请核对两处",
            ),
        ),
        (
            {
                "disputes.csv": "案件编号,申请编号,单位,争议类型,立案日期,审结日期,审结结果\n"
                "D1,A1,县教育局,行政复议,2022-01-03,2022-03-30,维持\n"
            },
            "ledger.order",
            (
                "serious",
                "disputes.csv 第 2 行“立案日期”：“2022-01-03”先后颠倒，"
                "应不早于申请“A1”的收到日期 2022-01-04",
            ),
        ),
        (
            {"policies.csv": "政策编号,印发日期,解读日期\nP1,2022-03-01,2022-02-01\n"},
            "ledger.order",
            (
                "hint",
                "policies.csv 第 2 行“解读日期”：解读日期 2022-02-01 早于“印发日期” 2022-03-01；"
                "如是征求意见时的解读，可以不改",
            ),
        ),
        (
            {"ratings.csv": OTHERS["ratings.csv"].replace("9.5", "约9.5分")},
            "ledger.number",
            ("serious", "ratings.csv 第 2 行“评分”：“约9.5分”不是确切的数，应为确切的数"),
        ),
    ],
)
def test_what_ledgers_say_of_each_other(
    tmp_path: Path, files: dict[str, str], rule: str, told: tuple[str, str]
) -> None:
    assert told in messages(write_year(tmp_path, {**OTHERS, **files}), rule)


def test_an_applicant_that_is_no_person_is_told_without_its_name(tmp_path: Path) -> None:
    text = (
        "申请编号,单位,申请人,申请人类型,收到日期\n"
        "A1,县教育局,浙江某某律师事务所,自然人,2022-01-04\n"
    )
    folder = write_year(tmp_path, {"applications.csv": text, "disputes.csv": None})
    assert messages(folder, "ledger.choice") == [
        (
            "hint",
            "applications.csv 第 2 行“申请人类型”：填的是“自然人”，"
            "按申请人名称可能是“法律服务机构”；请核对，没有改动",
        )
    ]
    assert gk.open(folder).why("table3/new_received/natural_person")[0].key == "A1"


def test_a_task_carried_from_last_year_was_there(tmp_path: Path) -> None:
    before = write_year(tmp_path / "2021", year=2021)
    assert before.name == "2021"
    tasks = "序号,重点任务,牵头单位,完成时限,上年序号\n1,公开,县教育局,2022-12-31,{}\n"
    for number, told in (("3", []), ("7", ["7"])):
        folder = write_year(
            tmp_path / "2022", {"tasks.csv": tasks.format(number)}, toml='previous = "../2021"\n'
        )
        found = [each for each in gk.open(folder).findings if each.kind == "carried_from"]
        assert [each.found for each in found] == told
    assert found[0].message == (
        "tasks.csv 第 2 行“上年序号”：上年序号“7”不在2021 年的重点任务台账里"
    )


@pytest.mark.parametrize(
    ("epoch", "first"),
    [
        (openpyxl.utils.datetime.CALENDAR_MAC_1904, date(2022, 1, 1)),
        (openpyxl.utils.datetime.CALENDAR_WINDOWS_1900, date(2017, 12, 31)),
    ],
)
def test_a_bare_serial_counts_from_the_first_day_of_its_workbook(
    tmp_path: Path, epoch: datetime, first: date
) -> None:
    book = openpyxl.Workbook()
    book.epoch = epoch
    for row in (
        ["申请编号", "单位", "申请人类型", "收到日期"],
        ["A1", "县教育局", "自然人", 43100],
        ["A2", "县教育局", "自然人", date(2022, 1, 2)],
    ):
        book.worksheets[0].append(row)
    data = io.BytesIO()
    book.save(data)
    write_year(tmp_path, {"applications.csv": None, "applications.xlsx": data.getvalue()})
    table = gk.open(tmp_path).folder.ledgers["applications"].to_table()
    assert table.column("received") == [first, date(2022, 1, 2)]


def test_frames_of_the_other_ledgers() -> None:
    responses = {
        "id": ["1"],
        "unit": ["县教育局"],
        "kind": ["热线"],
        "opened": [date(2022, 1, 4)],
    }
    year = gk.open({"responses": responses}, body=BODY, year=2022)
    assert year.folder.ledgers["responses"].rows == 1
    assert [each.message for each in year.findings.failed if each.rule != "table.missing"] == []
