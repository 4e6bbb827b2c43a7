"""Reach of pushes: what is counted, how it is said, and what cannot be asked."""

from pathlib import Path
from typing import Any

import gongkai as gk
import pyarrow
import pyarrow.ipc
import pyarrow.parquet
import pytest
from gongkai.reach import bytes_of, groupings_of
from pushes_help import NO_POLICY, P1, P2, PUSHES, WHOLE, counted, csv


def test_each_recipient_is_counted_once_in_its_group(pushes: Path) -> None:
    assert gk.reach(pushes).to_dicts() == [WHOLE]
    assert gk.reach(pushes, by="policy").to_dicts() == [P1, P2, NO_POLICY]


def test_several_groupings_at_once(pushes: Path) -> None:
    found = gk.reach(pushes, by=[["policy"], []])
    assert found.to_dicts() == [
        {"by": "policy", **P1},
        {"by": "policy", **P2},
        {"by": "policy", **NO_POLICY},
        {"by": "", **WHOLE},
    ]
    numbers = [*list(WHOLE)[1:-1], "watched", "redeemed"]
    assert pyarrow.table(found).column_names == ["by", "policy", *numbers]
    assert list(found.columns()) == ["by", "policy", *numbers]
    assert found.to_polars()["policy"].to_list() == ["P1", "P2", None, None]
    assert found.to_pandas()["by"].tolist() == ["policy", "policy", "policy", ""]


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        (["unit"], [("县公安局", 5, 4), ("县教育局", 3, 2), (None, 1, 1)]),
        ("quarter", [("2022-Q1", 2, 1), ("2022-Q2", 4, 4), ("2022-Q4", 1, 0), (None, 2, 1)]),
        (["month"], [("2022-03", 2, 1), ("2022-04", 4, 4), ("2022-12", 1, 0), (None, 2, 1)]),
        (
            "policy,channel",
            [
                ("P1", "微信", 1, 1),
                ("P1", "短信", 4, 4),
                ("P2", "短信", 2, 1),
                ("P2", None, 1, 1),
                (None, "短信", 1, 1),
            ],
        ),
    ],
)
def test_groups(pushes: Path, by: Any, expected: list[tuple[Any, ...]]) -> None:
    assert counted(gk.reach(pushes, by=by)) == expected


def test_some_of_the_groups_are_a_frame_of_their_own(pushes: Path) -> None:
    found = gk.reach(pushes, by=[["policy"], []])
    for some, rows in ((found[1:3], [P2, NO_POLICY]), (found[::-1][1:3], [NO_POLICY, P2])):
        assert some.to_dicts() == [{"by": "policy", **row} for row in rows]
        policies = [row["group"]["policy"] for row in rows]
        assert some.to_polars()["policy"].to_list() == policies
        assert some.to_pandas()["events"].tolist() == [row["events"] for row in rows]
        assert [each.group["policy"] for each in some] == policies
    assert found[-1] == list(found)[-1]
    assert found[-1].events == 9
    with pytest.raises(IndexError):
        found[4]


def test_neither_memory_nor_threads_change_a_count(pushes: Path) -> None:
    for memory in (1024, "1KB", "2GiB"):
        for threads in (1, 2):
            found = gk.reach(pushes, "policy", memory=memory, threads=threads)
            assert found.to_dicts() == [P1, P2, NO_POLICY]


def test_a_flag_that_no_source_has_is_unknown() -> None:
    found = gk.reach({"recipient": ["A", "B"], "opened": [True, None]})
    assert found[0].opened == 1
    assert (found[0].delivered, found[0].eligible, found[0].delivered_eligible) == (None,) * 3
    assert len(found.findings) == 0
    assert gk.reach([{"recipient": ["A"]}, {"recipient": ["A"], "opened": [True]}])[0].opened == 1


def test_whether_somebody_watched_is_kept_beside_the_line() -> None:
    found = gk.reach({"recipient": ["A", "B"], "watched": [True, False]})
    assert found[0].watched == 1
    assert "watched" not in found.to_dicts()[0]


def test_keys_that_are_integers_come_back_as_integers() -> None:
    found = gk.reach({"recipient": [1, 2, 2], "policy": [10, 9, None]}, by="policy")
    assert counted(found) == [(9, 1, 1), (10, 1, 1), (None, 1, 1)]


def test_a_column_of_the_offices_own_answers_to_its_header(tmp_path: Path) -> None:
    found = gk.reach(csv(tmp_path, "推送对象,行业\nA,制造\nB,制造\nA,农业\n"), by="行业")
    assert counted(found) == [("农业", 1, 1), ("制造", 2, 2)]


def test_without_pushes_the_whole_is_nothing_and_there_are_no_groups(tmp_path: Path) -> None:
    empty = csv(tmp_path, PUSHES.splitlines()[0])
    found = gk.reach(empty, by=[[], ["policy"]])
    assert [(each.by, each.events, each.recipients, each.opened) for each in found] == [
        ((), 0, 0, 0)
    ]
    assert gk.reach(empty, by="policy").to_dicts() == []
    assert pyarrow.table(gk.reach(empty, by="policy")).num_rows == 0
    none = pyarrow.table({"recipient": pyarrow.array([], pyarrow.string())})
    assert gk.reach(none)[0].recipients == 0


# --- Findings


def test_opened_above_delivered_is_told_with_who_it_was(pushes: Path) -> None:
    found = gk.reach(pushes, by="policy,channel")
    told = [each for each in found.findings if each.kind == "opened"]
    assert [each.message for each in told] == []
    wrong = pyarrow.table(
        {
            "policy": ["P1"] * 14,
            "recipient": [f"{n:02}" for n in range(14)],
            "delivered": [n < 2 for n in range(14)],
            "opened": [True] * 14,
        }
    )
    (told_now,) = gk.reach(wrong, by="policy").findings
    assert told_now.severity == "serious"
    assert told_now.where == {"file": "frame", "policy": "P1"}
    assert told_now.message == (
        "frame：政策编号“P1”：送达 2 户，打开 14 户，没有送达而打开的有 12 户"
        "（02、03、04、05、06、07、08、09、10、11等）；应当打开的不多于送达的"
    )


def test_a_group_without_a_key_and_the_whole_are_told_as_such() -> None:
    pushes = {"policy": [None], "recipient": [7], "delivered": [False], "opened": [True]}
    messages = [each.message for each in gk.reach(pushes, by=[["policy"], []]).findings]
    assert messages == [
        "frame：政策编号空白：送达 0 户，打开 1 户，没有送达而打开的有 1 户（7）；"
        "应当打开的不多于送达的",
        "frame：送达 0 户，打开 1 户，没有送达而打开的有 1 户（7）；应当打开的不多于送达的",
    ]


def test_redeemed_without_applying_is_a_hint(tmp_path: Path) -> None:
    found = gk.reach(
        csv(tmp_path, "推送对象,推送渠道,是否申报,是否兑现\nA,短信,否,是\n"), "channel"
    )
    (told,) = found.findings
    assert (told.rule, told.severity) == ("reach.order", "hint")
    assert told.message == (
        "pushes.csv：推送渠道“短信”：申报 0 户，兑现 1 户；如是免申即享，可以不改"
    )
    assert gk.reach({"recipient": ["A"], "redeemed": [True]}).findings.to_dicts() == []


def test_cells_that_nobody_reads_are_counted_by_their_text(tmp_path: Path) -> None:
    lines = [f"A,也许,第{n}天" for n in range(12)] + ["A,也许,", "A,是,2022-03-01"]
    file = csv(tmp_path, "推送对象,是否打开,推送时间\n" + "\n".join(lines))
    told = [each.message for each in gk.reach(file, by=[["month"], ["quarter"]]).findings]
    assert told[0] == (
        "pushes.csv “推送时间”列：1 行“第0天”读不出日期，不属于任何月份；应为日期，如 2022-08-24"
    )
    assert told[10] == (
        "pushes.csv “推送时间”列：其他写法的 2 行读不出日期，不属于任何月份；"
        "应为日期，如 2022-08-24"
    )
    assert told[11:] == ["pushes.csv “是否打开”列：13 行“也许”看不出是或否，没有计入；应为是或者否"]


def test_findings_of_many_files_name_the_first_ones(tmp_path: Path) -> None:
    files = [csv(tmp_path, "推送对象,是否打开\nA,也许\n", f"{n}.csv") for n in range(4)]
    (told,) = gk.reach(files).findings
    assert told.message == (
        "0.csv、1.csv、2.csv等 4 个文件 “是否打开”列："
        "4 行“也许”看不出是或否，没有计入；应为是或者否"
    )


def test_records_with_more_cells_than_headers_are_told(tmp_path: Path) -> None:
    rows = ["P1,A,短信", "P1,B,短,信", "P1,C,短信,,"] + ["P1,D,短,信"] * 10
    file = csv(tmp_path, "政策编号,推送对象,推送渠道\n" + "\n".join(rows))
    told = [each.message for each in gk.reach(file).findings]
    assert told[0] == (
        "pushes.csv 第 3 行：这一行的格数多于表头，多出“信”，应为 3 格；"
        "请检查是否有文字里的逗号没有加引号"
    )
    assert len(told) == 11
    assert told[10] == "pushes.csv：另有 1 处同样的问题，没有一一列出"


def test_a_total_at_the_end_is_told_and_counted_all_the_same(tmp_path: Path) -> None:
    rows = "P1,A,短信\n合计办法,B,短信\n" + "P1,C,短信\n" * 2000 + '合计,3,\n"备注：截至年底",,\n'
    found = gk.reach(csv(tmp_path, "政策编号,推送对象,推送渠道\n" + rows))
    assert (found[0].events, found[0].recipients) == (2004, 4)
    assert [each.severity for each in found.findings] == ["hint", "hint"]
    assert [each.message for each in found.findings] == [
        f"pushes.csv：“{words}”像是合计或备注，仍当作一条推送计入；不是推送的，请删去"
        for words in ("合计", "备注：截至年底")
    ]


def test_columns_that_are_not_asked_for_may_hold_anything() -> None:
    table = pyarrow.table({"recipient": ["A"], "policy": ["P1"], "other": [{"a": [1]}]})
    assert counted(gk.reach(table, by="policy")) == [("P1", 1, 1)]


# --- Wrong calls


@pytest.mark.parametrize(
    ("by", "groupings"),
    [
        ((), [[]]),
        ("", [[]]),
        ([""], [[]]),
        ("policy", [["policy"]]),
        ("policy, channel", [["policy", "channel"]]),
        (["policy", "channel"], [["policy", "channel"]]),
        ([[], ["policy"]], [[], ["policy"]]),
        ([["policy"], ()], [["policy"], []]),
        (["policy", ["channel"]], [["policy"], ["channel"]]),
    ],
)
def test_ways_to_say_what_to_group_by(by: Any, groupings: list[list[str]]) -> None:
    assert groupings_of(by) == groupings


@pytest.mark.parametrize(
    ("by", "message"),
    [
        (["policy", "policy"], "by is 'policy,policy', expected each name once"),
        ([["policy"], ["policy"]], "by has 'policy' twice, expected each grouping once"),
    ],
)
def test_a_grouping_is_asked_once(by: Any, message: str) -> None:
    with pytest.raises(gk.DataError) as error:
        groupings_of(by)
    assert str(error.value) == message


@pytest.mark.parametrize(
    ("memory", "size"),
    [
        (4096, 4096),
        ("4096", 4096),
        ("512 B", 512),
        ("500MB", 500_000_000),
        ("2GiB", 2 << 30),
        ("1.5gib", 3 << 29),
        ("2G", 2_000_000_000),
        ("1KiB", 1024),
        ("1TB", 10**12),
    ],
)
def test_sizes(memory: int | str, size: int) -> None:
    assert bytes_of(memory) == size


@pytest.mark.parametrize("memory", [0, -1, True, "", "GiB", "2 eggs", "0MB"])
def test_what_is_no_size(memory: Any) -> None:
    with pytest.raises(gk.DataError) as error:
        bytes_of(memory)
    assert str(error.value) == f"memory is '{memory}', expected bytes, or a size such as 2GiB"


def test_other_wrong_calls(tmp_path: Path) -> None:
    for source, options, message in [
        ([], {}, "no source of pushes, expected a file or a frame"),
        (3, {}, "frame: found int, expected a frame with Arrow columns"),
        ([{"recipient": ["A"]}, 3], {}, "frame 2: found int, expected a frame with Arrow columns"),
        ({"recipient": ["A"]}, {"threads": 0}, "threads is 0, expected at least 1"),
        (tmp_path, {}, f"{tmp_path}: no year.toml, expected one with body and year"),
        (
            {"recipient": [0.5]},
            {},
            "frame: column 'recipient': it holds neither texts nor whole numbers",
        ),
    ]:
        with pytest.raises(gk.DataError) as error:
            gk.reach(source, **options)
        assert str(error.value) == message
