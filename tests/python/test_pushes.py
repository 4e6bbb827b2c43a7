"""Rates of a year's pushes: recipients once in each group, messages each, worked out by hand."""

import subprocess
import sys
from pathlib import Path

import gongkai as gk
import openpyxl
import pytest
from gongkai import _core as core
from small_year import write_year

UNITS = """\
单位,上级单位,单位类别
县经信局,某县人民政府办公室,部门
县商务局,某县人民政府办公室,部门
县教育局,某县人民政府办公室,部门
县公安局,某县人民政府办公室,部门
"""
POLICIES = """\
政策编号,政策名称,印发日期,解读日期,政策包,符合条件对象数
P1,减免,2022-01-05,2022-01-05,减负强企,4
P2,补助,2022-02-05,2022-02-05,科技创新,2
"""
# 甲 is told of P1 three times and of P2 once; the last row is of the year before.
PUSHES = """\
政策编号,推送对象,推送渠道,单位,推送时间,是否送达,是否打开,是否符合条件,是否申报,是否看完,应兑金额,实兑金额,是否兑现
P1,甲,短信,县经信局,2022-03-01,否,否,是,否,否,,,否
P1,甲,浙里办,县经信局,2022-03-02,是,否,是,否,否,,,否
P1,甲,办事大厅,县经信局,2022-04-01,是,是,是,是,是,1000,800.50,是
P1,乙,短信,县经信局,2022-03-01,是,否,否,否,否,,,否
P1,丙,短信,县经信局,2022-03-01,否,否,是,否,否,500,,否
P2,甲,短信,县商务局,2022-05-01,是,是,是,否,否,,,否
P2,丁,短信,县商务局,2021-12-31,是,是,是,是,否,,,否
"""
# Numerator, denominator and text of each definition, of the whole.
BY_HAND = {
    "push.delivery": (2, 3, "66.67%"),
    "push.reach": (2, 3, "66.67%"),
    "push.open": (1, 2, "50.00%"),
    "push.open_targeted": (1, 3, "33.33%"),
    "push.watch": (1, 2, "50.00%"),
    "push.view_per_send": (2, 6, "33.33%"),
    "push.precision": (2, 3, "66.67%"),
    "push.recall": (3, 6, "50.00%"),  # 甲 丙 of P1's four, 甲 of P2's two
    "push.apply": (1, 2, "50.00%"),
    "push.apply_pushed": (1, 3, "33.33%"),
    "push.convert": (1, 2, "50.00%"),
    "push.convert_pushed": (1, 3, "33.33%"),
    "push.amount": (800.5, 1500, "53.37%"),
}


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> "gk.year.Year":
    return opened(tmp_path_factory.mktemp("pushes"))


def opened(
    folder: Path, pushes: str | None = PUSHES, policies: str | None = POLICIES
) -> "gk.year.Year":
    files = {"units.csv": UNITS, "pushes.csv": pushes, "policies.csv": policies}
    return gk.open(write_year(folder, {name: text for name, text in files.items() if text}))


def test_every_rate_is_as_worked_out_by_hand(year: "gk.year.Year") -> None:
    shipped = [each.id for each in gk.definitions() if each.id.startswith("push.")]
    assert shipped == list(BY_HAND)
    for rate in year.rates(shipped):
        assert (rate.numerator, rate.denominator, rate.text) == BY_HAND[rate.definition]


def test_definitions_say_what_they_count_and_who_chose_it() -> None:
    names = {each.id: each.name for each in gk.definitions() if each.id.startswith("push.")}
    assert names == {
        "push.delivery": "送达率（户）",
        "push.reach": "触达率（户，以送达为准）",
        "push.open": "收看率（户，对送达）",
        "push.open_targeted": "收看率（户，对推送）",
        "push.watch": "看完率（户，对送达）",
        "push.view_per_send": "浏览推送比（条次）",
        "push.precision": "精准度（户）",
        "push.recall": "应推尽推率（户次）",
        "push.apply": "申报率（户，对符合条件）",
        "push.apply_pushed": "申报率（户，对推送）",
        "push.convert": "兑现率（户，对符合条件）",
        "push.convert_pushed": "兑现率（户，对推送）",
        "push.amount": "兑付率（金额）",
    }
    told = {each["definition"]: each for each in gk.definitions().to_dicts()}
    assert all(told[name]["source"][:3] in ("[I]", "[R]") for name in names)
    assert told["push.open"]["formula"] == "打开的户 ÷ 送达的户"
    assert told["push.recall"]["formula"] == "推送到的符合条件户次 ÷ 推送过的政策的符合条件对象数"
    assert told["push.recall"]["ledgers"] == ["pushes", "policies"]
    assert told["push.amount"]["formula"] == "实兑金额之和 ÷ 应兑金额之和"


def test_groups_are_counted_anew(year: "gk.year.Year") -> None:
    def told(by: str | list[str]) -> list[tuple[object, ...]]:
        rates = year.rate("push.reach", by=by)
        return [(*each.group.values(), each.numerator, each.denominator) for each in rates]

    assert told("channel") == [("办事大厅", 1, 1), ("浙里办", 1, 1), ("短信", 2, 3)]
    assert told("package") == [("减负强企", 2, 3), ("科技创新", 1, 1)]
    assert told("unit") == [("县商务局", 1, 1), ("县经信局", 2, 3)]
    assert told("parent") == [("某县人民政府办公室", 2, 3)]  # 甲 was told by both
    assert told("unit_kind") == [("department", 2, 3)]
    assert told(["package", "quarter"]) == [
        ("减负强企", "2022-Q1", 2, 3),
        ("减负强企", "2022-Q2", 1, 1),
        ("科技创新", "2022-Q2", 1, 1),
    ]
    assert year.rate("push.reach").interval is not None
    assert year.rate("push.recall").interval is None  # what a policy says is no count of rows


def test_the_rows_behind_say_where_a_recipient_counts(year: "gk.year.Year") -> None:
    rows = year.why("rate/push.reach/numerator", {"policy": "P1"})
    assert [(each.ledger, each.row) for each in rows] == [("pushes", n) for n in (3, 4, 5)]
    assert rows[1].because == (
        "2022-04-01 办事大厅，已送达，已打开，已看完，符合条件，已申报，已兑现；"
        "这一对象已由第 3 行计入，不再计"
    )
    assert [each.key for each in year.why("rate/push.recall/denominator")] == ["P1", "P2"]
    assert [each.row for each in year.why("rate/push.amount/denominator")] == [4, 6]


def test_a_tally_counts_messages(year: "gk.year.Year") -> None:
    counts = {
        (each.group["channel"], each.cell): each.count
        for each in year.tally("pushes", by="channel")
    }
    assert counts == {
        ("办事大厅", "pushes/delivered.opened"): 1,
        ("浙里办", "pushes/delivered.unopened"): 1,
        ("短信", "pushes/undelivered.unopened"): 2,
        ("短信", "pushes/delivered.unopened"): 1,
        ("短信", "pushes/delivered.opened"): 1,
    }


def test_messages_have_shares_and_households_have_none(year: "gk.year.Year") -> None:
    shares = year.shares("channel", of="reach/events")
    assert [each.text for each in shares] == ["16.67%", "16.67%", "66.66%"]
    assert list(shares.columns_shown()) == ["push_channel", "count", "text"]
    with pytest.raises(core.DataError, match="recipients of several groups do not add up"):
        year.shares("channel", of="reach/recipients")


def test_without_its_ledger_a_rate_says_which_file_to_add(tmp_path: Path) -> None:
    found = opened(tmp_path, pushes=None, policies=None).rates(["push.recall"])
    assert (found[0].numerator, found[0].text) == (None, "—")
    assert [(each.status, each.message) for each in found.findings] == [
        ("not_assessable", "没有台账 pushes.csv，push.recall 无从计算；补上该文件即可"),
        ("not_assessable", "没有台账 policies.csv，push.recall 无从计算；补上该文件即可"),
    ]


def test_a_blank_number_of_eligible_leaves_no_recall(tmp_path: Path) -> None:
    year = opened(tmp_path, policies=POLICIES.replace("科技创新,2", "科技创新,"))
    assert (year.rate("push.recall").denominator, year.rate("push.recall").text) == (None, "—")
    assert [each.text for each in year.rate("push.recall", by="policy")] == ["50.00%", "—"]


def test_more_opened_than_delivered_is_found(tmp_path: Path, year: "gk.year.Year") -> None:
    assert not [each for each in year.findings if each.rule == "reach.order"]
    wrong = "".join(
        f"P2,{name},短信,县商务局,2022-05-02,否,是,否,否,否,,,否\n" for name in ("戊", "己")
    )
    found = [
        each for each in opened(tmp_path, PUSHES + wrong).findings if each.rule == "reach.order"
    ]
    # In all 甲 乙 丁 were delivered to, and 甲 丁 戊 己 opened.
    policies = [(each.severity, each.where.get("policy")) for each in found]
    assert policies == [("serious", None), ("serious", "P2")]
    assert found[1].message == (
        "pushes.csv：政策编号“P2”：送达 2 户，打开 4 户，没有送达而打开的有 2 户（己、戊）；"
        "应当打开的不多于送达的"
    )


def test_a_definition_that_mixes_is_refused_with_its_line(tmp_path: Path) -> None:
    write_year(tmp_path, {"pushes.csv": PUSHES})
    (tmp_path / "definitions.toml").write_text(
        '[[definition]]\nid = "push.mine"\nname = "浏览率"\nsource = "自定"\n'
        'numerator = ["reach/opened"]\ndenominator = ["reach/events"]\n',
        encoding="utf-8",
    )
    with pytest.raises(core.DataError, match=r"line 6: 'reach/opened' counts recipients and"):
        gk.open(tmp_path)


def test_the_workbook_divides_what_it_shows(year: "gk.year.Year", tmp_path: Path) -> None:
    path = year.workbook(tmp_path / "a.xlsx")
    told = openpyxl.load_workbook(path)["政策推送触达"]
    heads = [cell.value for cell in told[3]]
    whole = dict(zip(heads, (cell.value for cell in told[4]), strict=True))
    assert (whole["推送条次"], whole["推送户"], whole["送达户"], whole["应推户次"]) == (6, 3, 2, 6)
    columns = {head: told.cell(3, at + 1).column_letter for at, head in enumerate(heads)}
    above, below = f"{columns['送达户']}4", f"{columns['推送户']}4"
    assert whole["触达率（户，以送达为准）"] == (
        f'=IF(COUNT({above},{below})<2,"—",IF({below}=0,"—",{above}/{below}))'
    )
    now = openpyxl.load_workbook(path, data_only=True)["政策推送触达"]
    lines = [[cell.value for cell in row] for row in now.iter_rows(min_row=4)]
    assert lines[0][heads.index("触达率（户，以送达为准）")] == pytest.approx(2 / 3)
    assert [line[:2] for line in lines[1:6]] == [
        ["政策包", "减负强企"],
        ["政策包", "科技创新"],
        ["推送渠道", "办事大厅"],
        ["推送渠道", "浙里办"],
        ["推送渠道", "短信"],
    ]


def test_the_command_shows_them_under_the_heads_of_pushes(tmp_path: Path) -> None:
    folder = write_year(tmp_path, {"pushes.csv": PUSHES})
    ran = subprocess.run(
        [sys.executable, "-m", "gongkai", "rates", str(folder), "push.reach", "--by", "channel"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "推送渠道" in ran.stdout and "申请方式" not in ran.stdout


def test_the_example_is_counted_as_the_kernel_counts_its_file() -> None:
    folder = Path(__file__).parents[2] / "examples" / "deqing-2022"
    year = gk.open(folder)
    for by in ("channel", "policy", "unit"):
        groups = {str(each.group[by]): each for each in gk.reach(folder / "pushes.csv", by=by)}
        rates = year.rate("push.open", by=by)
        assert {each.group[by]: (each.numerator, each.denominator) for each in rates} == {
            name: (each.opened, each.delivered) for name, each in groups.items()
        }
    packages = [each.group["package"] for each in year.rate("push.recall", by="package")]
    assert len(packages) == 5


def test_the_report_of_the_example_says_households_and_messages(tmp_path: Path) -> None:
    year = gk.open(Path(__file__).parents[2] / "examples" / "deqing-2022")
    year.report().save(tmp_path, formats=("json",))
    text = (tmp_path / "annual-report.json").read_text(encoding="utf-8")
    sent, delivered = year.books.at("reach/events").value, year.rate("push.reach").numerator
    assert f"推送政策{sent}条次，送达{delivered}户，同户只计一次，触达率99.11%" in text
