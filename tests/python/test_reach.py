"""Reach of pushes: what is counted, from which sources, and how it is said."""

import io
import json
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import gongkai as gk
import pandas
import polars
import pyarrow
import pyarrow.ipc
import pyarrow.parquet
import pytest
from gongkai import _templates
from gongkai.reach import bytes_of, groupings_of
from gongkai.read.long_csv import LongCsv
from ran import Run
from small_year import write_year
from workbooks import saved, workbook

# Eleven pushes: A is delivered twice and opens once, B opens what never reached it, one has nobody.
PUSHES = """\
政策编号,推送对象,推送渠道,单位,推送时间,是否送达,是否打开,是否符合条件,是否申报,是否兑现
P1,A,短信,县教育局,2022-03-01,是,否,是,否,否
P1,A,微信,县教育局,2022-03-02,是,是,是,是,否
P1,B,短信,县教育局,2022-04-01,否,是,否,否,是
P1,007,短信,县公安局,2022-04-02,是,否,否,,
P1,7,短信,县公安局,2022-04-02,是,,否,,
P2,A,短信,县公安局,2022-04-03,√,×,有,无,无
P2,,短信,县公安局,2022-12-31,是,是,是,是,是
P2,C,,,,2022-12-31,,,,
,C,短信,县公安局,,,,,,
"""
WHOLE = {
    "group": {},
    "events": 9,
    "recipients": 5,
    "null_recipients": 1,
    "delivered": 4,
    "opened": 2,
    "eligible": 1,
    "delivered_eligible": 1,
    "applied": 1,
    "redeemed": 1,
}
P1 = {
    "group": {"policy": "P1"},
    "events": 5,
    "recipients": 4,
    "null_recipients": 0,
    "delivered": 3,
    "opened": 2,
    "eligible": 1,
    "delivered_eligible": 1,
    "applied": 1,
    "redeemed": 1,
}
P2 = {
    "group": {"policy": "P2"},
    "events": 3,
    "recipients": 2,
    "null_recipients": 1,
    "delivered": 2,
    "opened": 0,
    "eligible": 1,
    "delivered_eligible": 1,
    "applied": 0,
    "redeemed": 0,
}
NO_POLICY = {
    "group": {"policy": None},
    "events": 1,
    "recipients": 1,
    "null_recipients": 0,
    **dict.fromkeys(list(P1)[4:], 0),
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "pushes.csv"
    path.write_text(PUSHES, encoding="utf-8")
    return path


@pytest.fixture(params=["", "pyarrow", "pyarrow polars"])
def absent(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Libraries that look as if they were not installed."""
    names = str(request.param).split()
    for module in ("streams", "frame"):
        monkeypatch.setattr(
            f"gongkai.read.{module}.find_spec", lambda name: None if name in names else 1
        )
    yield names


def csv(folder: Path, text: str | bytes, name: str = "pushes.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def counted(found: Any) -> list[tuple[Any, ...]]:
    """Key, pushes and recipients of each group."""
    return [(*each.group.values(), each.events, each.recipients) for each in found]


# --- What is counted


def test_each_recipient_is_counted_once_in_its_group(file: Path) -> None:
    assert gk.reach(file).to_dicts() == [WHOLE]
    assert gk.reach(file, by="policy").to_dicts() == [P1, P2, NO_POLICY]


def test_several_groupings_at_once(file: Path) -> None:
    found = gk.reach(file, by=[["policy"], []])
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
def test_groups(file: Path, by: Any, expected: list[tuple[Any, ...]]) -> None:
    assert counted(gk.reach(file, by=by)) == expected


def test_some_of_the_groups_are_a_frame_of_their_own(file: Path) -> None:
    found = gk.reach(file, by=[["policy"], []])
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


def test_neither_memory_nor_threads_change_a_count(file: Path) -> None:
    for memory in (1024, "1KB", "2GiB"):
        for threads in (1, 2):
            found = gk.reach(file, "policy", memory=memory, threads=threads)
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


def test_opened_above_delivered_is_told_with_who_it_was(file: Path) -> None:
    found = gk.reach(file, by="policy,channel")
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


# --- The command


def test_lines_of_one_grouping(file: Path, run: Run) -> None:
    code, out, err = run("reach", file, "--by", "channel", "--json")
    assert (code, err) == (0, "")
    assert out.splitlines()[0] == (
        '{"group": {"channel": "微信"}, "events": 1, "recipients": 1, "null_recipients": 0, '
        '"delivered": 1, "opened": 1, "eligible": 1, "delivered_eligible": 1, "applied": 1, '
        '"redeemed": 0}'
    )


def test_lines_of_several_groupings_name_theirs(file: Path, run: Run) -> None:
    code, out, _ = run("reach", file, "--by", "policy,channel", "--by", "", "--json")
    lines = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    groups = [line for line in lines if "rule" not in line]
    assert [line["by"] for line in groups[:-1]] == ["policy,channel"] * 5
    assert groups[-1] == {"by": "", **WHOLE}
    assert [line["where"] for line in lines[6:]] == [
        {"file": "pushes.csv", "policy": "P1", "channel": "短信"}
    ]
    assert run("reach", file, "--json")[1] == json.dumps(WHOLE, ensure_ascii=False) + "\n"


def test_opened_above_delivered_ends_with_1(tmp_path: Path, run: Run) -> None:
    text = "推送对象,是否送达,是否打开,是否申报,是否兑现\nA,否,是,否,是\n"
    file = csv(tmp_path, text)
    code, out, err = run("reach", file, "--json")
    lines = [json.loads(line) for line in out.splitlines()]
    assert (code, err) == (1, "")
    assert [line.get("rule") for line in lines] == [None, "reach.order", "reach.order"]
    assert lines[1] == {
        "rule": "reach.order",
        "status": "fail",
        "severity": "serious",
        "where": {"file": "pushes.csv"},
        "found": "送达 0 户，打开 1 户，没有送达而打开的有 1 户（A）",
        "expected": "打开的不多于送达的",
        "message": "pushes.csv：送达 0 户，打开 1 户，没有送达而打开的有 1 户（A）；"
        "应当打开的不多于送达的",
    }
    assert "应当打开的不多于送达的" in run("reach", file)[1]
    csv(tmp_path, text.replace("A,否", "A,是"))
    code, out, _ = run("reach", file, "--json")
    assert (code, json.loads(out.splitlines()[1])["severity"]) == (0, "hint")


def test_people_see_a_table(file: Path, run: Run) -> None:
    code, out, _ = run("reach", file, "--by", "policy", "--by", "")
    lines = [line.split() for line in out.splitlines() if line.strip()]
    assert code == 0
    assert lines[0] == [
        *("政策编号", "条次", "户数", "无对象条次", "送达户", "打开户"),
        *("符合条件户", "送达且符合", "申报户", "兑现户"),
    ]
    assert lines[4] == ["（空白）", "1", "1", *"0000000"]
    assert lines[5] == ["全部", "9", "5", "1", "4", "2", "1", "1", "1", "1"]
    html = gk.reach({"recipient": ["A"], "channel": ["<b>"]}, by="channel")._repr_html_()
    assert "<th>推送渠道</th><th>条次</th>" in html
    assert "<td>&lt;b&gt;</td><td>1</td>" in html


NOBODY = "no column of recipients, expected one named recipient or 推送对象"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("nix.csv", "nix.csv: no such file"),
        ("nix*.csv", "nix*.csv: no file matches"),
        (
            "one.csv --by channel",
            "one.csv: no column to group by channel, expected one named channel or 推送渠道",
        ),
        (
            "one.csv --by month",
            "one.csv: no column to group by month, expected one named sent or 推送时间",
        ),
        (
            "one.csv --by package",
            "one.csv: nothing to group by package, expected a year folder with policies",
        ),
        ("one.csv --by 行业", "one.csv: no column to group by 行业, expected one named 行业"),
        ("one.csv --memory much", "memory is 'much', expected bytes, or a size such as 2GiB"),
        ("one.csv --threads 0", "Usage: gongkai reach"),
        ("nobody.csv", f"nobody.csv: {NOBODY}"),
        (
            "twice.csv",
            "twice.csv: “政策编号”和“政策代码” are both policy, expected one such column",
        ),
        ("empty.csv", f"empty.csv: {NOBODY}"),
        (
            "cut.parquet",
            "cut.parquet: not a Parquet file that can be read: Parquet magic bytes not found",
        ),
    ],
)
def test_wrong_use_ends_with_2(
    arguments: str, message: str, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    csv(tmp_path, "政策编号,推送对象\nP1,A\n", "one.csv")
    csv(tmp_path, "政策编号,推送渠道\nP1,短信\n", "nobody.csv")
    csv(tmp_path, "政策编号,政策代码,推送对象\nP1,P1,A\n", "twice.csv")
    csv(tmp_path, "", "empty.csv")
    csv(tmp_path, b"PAR1 cut", "cut.parquet")
    code, out, err = run("reach", *arguments.split())
    assert (code, out) == (2, "")
    assert err.startswith(message)


def test_a_spill_file_that_cannot_be_made_ends_with_3(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = tmp_path / "many.parquet"
    pyarrow.parquet.write_table(pyarrow.table({"recipient": list(range(200_000))}), many)
    monkeypatch.setenv("TMPDIR", str(many))
    code, out, err = run("reach", many, "--memory", "1KB")
    assert (code, out) == (3, "")
    assert err == f"{many}: cannot make the spill file: Not a directory\n"


def test_gb18030_is_read_with_a_hint_beside_the_lines(tmp_path: Path, run: Run) -> None:
    file = csv(tmp_path, PUSHES.encode("gb18030"))
    code, out, err = run("reach", file, "--json")
    assert code == 0
    assert out == json.dumps(WHOLE, ensure_ascii=False) + "\n"
    assert err == "pushes.csv：按 GB18030 编码读入；如有乱码，请另存为“CSV UTF-8”\n"


def test_progress_tells_the_pushes_so_far_and_may_stop_it() -> None:
    seen: list[int] = []
    gk.reach([{"recipient": ["A"] * 3}, {"recipient": ["B"] * 4}], progress=seen.append)
    assert (seen, seen[-1]) == (sorted(seen), 7)
    assert 3 in seen

    def stop(pushes: int) -> None:
        raise ZeroDivisionError

    many = pyarrow.table({"recipient": list(range(3_000_000))})
    with pytest.raises(ZeroDivisionError):
        gk.reach([many] * 20, progress=stop)


def test_ctrl_c_ends_it_and_leaves_nothing_behind(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    @contextmanager
    def pressed(words: str) -> Iterator[Callable[[int], None]]:
        yield lambda pushes: os.kill(os.getpid(), signal.SIGINT)

    many = tmp_path / "many.parquet"
    pyarrow.parquet.write_table(pyarrow.table({"recipient": list(range(1_000_000))}), many)
    spill = tmp_path / "spill"
    spill.mkdir()
    monkeypatch.setenv("TMPDIR", str(spill))
    monkeypatch.setattr(sys.modules["gongkai.cli.reach"], "progress", pressed)
    code, out, _ = run("reach", *[many] * 3, "--memory", "1MB")
    assert (code, out) == (130, "")
    assert list(spill.iterdir()) == []


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


# --- Text files


HEADS = "政策编号,推送对象,推送渠道\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("block", [1, 2, 3, 50, 1 << 20])
def test_blocks_end_between_records_wherever_they_are_cut(
    tmp_path: Path, encoding: str, block: int
) -> None:
    cells = [["P1", "甲\n乙", 'a"b'], ["P,2", "\r\n\n", ""], ["P3", "丙\n", "x"], ["", "", ""]]
    quoted = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in cells]
    file = csv(tmp_path, ("推送情况\n" + HEADS + "\n".join(quoted) + "\n").encode(encoding))
    found = LongCsv(file, "pushes", _templates.terms(), block)
    assert found.names == ["政策编号", "推送对象", "推送渠道"]
    rows: list[list[Any]] = []
    for grid, above in found.tables():
        rows += list(zip(*map(grid.column, grid.names), strict=True))[above:]
    assert [[*row] for row in rows] == cells


@pytest.mark.parametrize(
    ("text", "recipients"),
    [
        ("推送对象\n007\n7\n 7\n", 3),
        ("政策编号\t推送对象\nP1\tA,B\nP1\tA\n", 2),
        ("政策编号;推送对象\nP1;A\nP1;B\n", 2),
        ("sep=|\r\n政策编号|推送对象\r\nP1|A\r\nP1|B", 2),
        ("县教育局推送情况\n\n政策编号,推送对象\nP1,A\n\n\nP1,B\n\n", 2),
        ("政策编号,推送对象\rP1,A\rP1,B\r", 2),
        ("推送对象,政策编号\nA\nB\nA,P1\n", 2),
        ('"政策编号"\t"推送\n对象 "\n"P1"\t"A"\n', 1),
    ],
)
def test_csv_of_any_make(tmp_path: Path, text: str, recipients: int) -> None:
    found = gk.reach(csv(tmp_path, text))
    assert (found[0].recipients, found[0].null_recipients) == (recipients, 0)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (HEADS + 'P1,"A\n\nB,短信\n', "pushes.csv line 2: the quote that opens here is not closed"),
        (HEADS + 'P1,A,a\n\n\nP1,"A', "pushes.csv line 5: the quote that opens here is not closed"),
        (
            "\ufeff".encode() + b"recipient\n\xff",
            "pushes.csv: no text in UTF-8, UTF-16 or GB18030",
        ),
        (b"recipient\nA\0\n", "pushes.csv: no text in UTF-8, UTF-16 or GB18030"),
        (
            "推送对象\n".encode("gb18030") + b"\xff",
            "pushes.csv: no text in UTF-8, UTF-16 or GB18030",
        ),
        (
            "推送對象\nA\n".encode("big5"),
            "pushes.csv: no column of pushes in GB18030, found '"
            + "推送對象".encode("big5").decode("gb18030")
            + "'; save it as UTF-8 if it was Big5 or another encoding",
        ),
    ],
)
def test_text_that_is_refused(tmp_path: Path, data: str | bytes, message: str) -> None:
    with pytest.raises(gk.DataError) as error:
        gk.reach(csv(tmp_path, data))
    assert str(error.value) == message


def test_what_is_wrong_far_below_is_said_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gongkai.read.text._BLOCK", 1 << 16)
    rows = "P1,甲,短信\n" * 20_000
    for below, message in [
        (b'P1,"A\n', "pushes.csv line 20002: the quote that opens here is not closed"),
        (b"\xff\xff\n", "pushes.csv: no text in UTF-8, UTF-16 or GB18030"),
    ]:
        file = csv(tmp_path, (HEADS + rows).encode("gb18030") + below)
        with pytest.raises(gk.DataError) as error:
            gk.reach(file)
        assert str(error.value) == message


# --- Year folders


POLICIES = "政策编号,政策名称,政策包\nP1,甲,助企纾困\nP2,乙,\nP3,丙,助企纾困\n"
UNITS = "单位,上级单位,单位类别\n县教育局,,部门\n县公安局,县政府,部门\n县政府,,政府\n"
GROUPS = [
    ("package", [("助企纾困", 5, 4), (None, 4, 2)]),
    ("parent", [("县政府", 5, 4), ("某县人民政府办公室", 3, 2), (None, 1, 1)]),
    ("unit_kind", [("department", 8, 5), (None, 1, 1)]),
]


def year_with(folder: Path, name: str, data: str | bytes, toml: str = "") -> Path:
    files = {name: data, "policies.csv": POLICIES, "units.csv": UNITS}
    return write_year(folder, files, toml=toml)


@pytest.mark.parametrize(("by", "expected"), GROUPS)
def test_a_year_folder_tells_packages_and_parents(
    tmp_path: Path, by: str, expected: list[tuple[Any, ...]]
) -> None:
    assert counted(gk.reach(year_with(tmp_path, "pushes.csv", PUSHES), by=by)) == expected


def test_a_workbook_in_a_year_folder_is_read_by_the_ledger_reader(tmp_path: Path, run: Run) -> None:
    rows = [line.split(",") for line in PUSHES.splitlines()]
    book = workbook(["推送情况"], *[[cell or None for cell in row] for row in rows])
    folder = year_with(tmp_path, "pushes.xlsx", saved(book))
    assert gk.reach(folder).to_dicts() == [WHOLE]
    assert counted(gk.reach(folder, by="package")) == GROUPS[0][1]
    code, out, _ = run("reach", folder, "--by", "month", "--json")
    lines = [json.loads(line) for line in out.splitlines()]
    months = [line["group"]["month"] for line in lines if "group" in line]
    assert (code, months) == (0, ["2022-03", "2022-04", "2022-12", None])
    assert gk.reach(folder / "pushes.xlsx").to_dicts() == [WHOLE]


def test_headers_of_a_year_folder_count(tmp_path: Path) -> None:
    text = PUSHES.replace("推送对象", "企业代号")
    with pytest.raises(gk.DataError, match=r"^pushes\.csv: no column of recipients"):
        gk.reach(year_with(tmp_path, "pushes.csv", text))
    toml = '[headers.pushes]\n"企业代号" = "recipient"\n'
    assert gk.reach(year_with(tmp_path, "pushes.csv", text, toml)).to_dicts() == [WHOLE]


def test_pushes_of_a_year_folder_without_units_are_the_bodys_own(
    tmp_path: Path, absent: list[str]
) -> None:
    rows = [line.split(",") for line in PUSHES.splitlines()]
    text = "\n".join(",".join([*row[:3], *row[4:]]) for row in rows)
    folder = year_with(tmp_path, "pushes.csv", text)
    for by in ("unit", "parent"):
        found = gk.reach(folder, by=[[by], []])
        assert counted(found) == [("某县人民政府办公室", 9, 5), (9, 5)]
        assert [each.message for each in found.findings] == [
            "pushes.csv：没有单位一列，各行都算作某县人民政府办公室本级"
        ]
    assert gk.reach(folder).to_dicts() == [WHOLE]
    assert len(gk.reach(folder).findings) == 0
    with pytest.raises(gk.DataError) as error:
        gk.reach(folder / "pushes.csv", by="unit")
    assert str(error.value) == (
        "pushes.csv: no column to group by unit, expected one named unit or 单位"
    )


def test_years_side_by_side_must_say_the_same_of_a_policy(tmp_path: Path) -> None:
    one = year_with(tmp_path / "one", "pushes.csv", PUSHES)
    two = year_with(tmp_path / "two", "pushes.csv", PUSHES)
    assert counted(gk.reach([one, two], by="package")) == [("助企纾困", 10, 4), (None, 8, 2)]
    (two / "policies.csv").write_text(POLICIES.replace("甲,助企", "甲,惠企"), encoding="utf-8")
    with pytest.raises(gk.DataError) as error:
        gk.reach([one, two], by="package")
    assert str(error.value) == (
        f"{two / 'pushes.csv'}: package of 'P1' is '惠企纾困', "
        "expected '助企纾困' as in the other year"
    )


def test_a_year_folder_without_pushes_says_so(tmp_path: Path) -> None:
    folder = write_year(tmp_path)
    with pytest.raises(gk.DataError) as error:
        gk.reach(folder)
    assert str(error.value) == f"{folder}: no pushes.csv, expected a ledger of pushes"


# --- Columnar files and frames


ROWS: dict[str, list[Any]] = {
    "政策编号": ["P1", "P1", "P2", None],
    "推送对象": ["007", "7", "", "7"],
    "是否打开": [True, None, True, False],
}


def parquet(folder: Path, table: Any, name: str = "pushes.parquet") -> Path:
    pyarrow.parquet.write_table(table, folder / name, row_group_size=2)
    return folder / name


def relation(rows: dict[str, list[Any]]) -> Any:
    return duckdb.from_arrow(pyarrow.table(rows))


def dictionary(rows: dict[str, list[Any]]) -> Any:
    table = pyarrow.table(rows)
    for at in (0, 1):
        table = table.set_column(at, table.column_names[at], table.column(at).dictionary_encode())
    return table


def views(rows: dict[str, list[Any]]) -> Any:
    table = pyarrow.table(rows)
    text = table.column(1).cast(pyarrow.string_view())
    return table.set_column(1, table.column_names[1], text)


def slices(rows: dict[str, list[Any]]) -> Any:
    table = pyarrow.table({name: [*values, values[0]] for name, values in rows.items()})
    return pyarrow.concat_tables([table.slice(0, 1), table.slice(1, 3)])


def reader(rows: dict[str, list[Any]]) -> Any:
    return pyarrow.table(rows).to_reader(1)


def batch(rows: dict[str, list[Any]]) -> Any:
    class Batch:
        """Has the protocol of a single batch alone."""

        def __arrow_c_array__(self, requested: Any = None) -> Any:
            return pyarrow.record_batch(rows).__arrow_c_array__(requested)

    return Batch()


FRAMES: list[Callable[[dict[str, list[Any]]], Any]] = [
    pyarrow.table,
    reader,
    batch,
    dictionary,
    views,
    slices,
    polars.DataFrame,
    polars.LazyFrame,
    pandas.DataFrame,
    relation,
    dict,
]


@pytest.mark.parametrize("make", FRAMES)
def test_frames_of_any_library(make: Callable[[dict[str, list[Any]]], Any]) -> None:
    found = gk.reach(make(ROWS), by="policy")
    assert [(*each.group.values(), *each[2:5], each.opened) for each in found] == [
        ("P1", 2, 2, 0, 1),
        ("P2", 1, 0, 1, 0),
        (None, 1, 1, 0, 0),
    ]


@pytest.mark.parametrize("make", FRAMES)
def test_integers_and_texts_are_the_same_people(
    make: Callable[[dict[str, list[Any]]], Any], tmp_path: Path
) -> None:
    numbers = {**ROWS, "推送对象": [7, 8, None, 7]}
    file = csv(tmp_path, "推送对象\n7\n007\n8\n")
    assert gk.reach(make(numbers))[0].recipients == 2
    assert gk.reach([make(numbers), file])[0].recipients == 3
    assert gk.reach([file, make(numbers)])[0].recipients == 3
    parquet(tmp_path, pyarrow.table(numbers))
    assert gk.reach([file, tmp_path / "pushes.parquet"])[0].recipients == 3


def test_a_stream_whose_columns_have_their_ids_is_not_touched() -> None:
    batches = pyarrow.table({"recipient": ["A", "B"], "other": [1, 2]}).to_reader()
    assert gk.reach(batches)[0].recipients == 2


def test_texts_that_a_file_calls_bytes_are_texts(tmp_path: Path) -> None:
    # As older writers of Parquet left them.
    columns = {
        name: pyarrow.array([b"A", b"7"], pyarrow.binary()) for name in ("recipient", "policy")
    }
    for source in (pyarrow.table(columns), parquet(tmp_path, pyarrow.table(columns))):
        assert counted(gk.reach(source, by="policy")) == [("7", 1, 1), ("A", 1, 1)]


@pytest.mark.parametrize(
    "kind", ["float64", "Int64", "int64[pyarrow]", "double[pyarrow]", "object", "category"]
)
def test_integers_of_pandas_with_a_blank_are_integers(kind: str) -> None:
    column = pandas.Series([7, 10, None], dtype="Int64" if kind == "category" else None)
    found = gk.reach(pandas.DataFrame({"recipient": column.astype(kind)}))
    assert (found[0].recipients, found[0].null_recipients) == (2, 1)
    both = gk.reach([pandas.DataFrame({"recipient": column.astype(kind)}), {"recipient": ["7"]}])
    assert both[0].recipients == 2


def test_long_numbers_that_pandas_has_cut_short_are_nobodys() -> None:
    frame = pandas.DataFrame({"recipient": [330521199001010001, None]})
    with pytest.raises(gk.DataError) as error:
        gk.reach(frame)
    assert str(error.value) == (
        "frame: column 'recipient': it holds neither texts nor whole numbers"
    )


def test_an_index_of_pandas_that_has_a_name_is_a_column() -> None:
    frame = pandas.DataFrame({"recipient": ["A", "B"], "channel": ["x", "x"]}).set_index(
        "recipient"
    )
    assert counted(gk.reach(frame, by="channel")) == [("x", 2, 2)]


def test_patterns_and_files_of_other_columns(tmp_path: Path, run: Run) -> None:
    parquet(tmp_path, pyarrow.table(ROWS), "a.parquet")
    parquet(tmp_path, pyarrow.table({"recipient": ["X"], "policy": ["P2"]}), "b.parquet")
    found = gk.reach(str(tmp_path / "*.parquet"), by="policy")
    assert counted(found) == [("P1", 2, 2), ("P2", 2, 1), (None, 1, 1)]
    assert counted(gk.reach(tmp_path, by="policy")) == counted(found)
    code, out, _ = run("reach", tmp_path / "*.parquet", tmp_path / "a.parquet", "--json")
    assert (code, json.loads(out)["events"]) == (0, 9)


def arrow_file(folder: Path, rows: dict[str, list[Any]]) -> Path:
    data = io.BytesIO()
    with pyarrow.ipc.new_file(data, pyarrow.table(rows).schema) as file:
        file.write(pyarrow.table(rows))
    return csv(folder, data.getvalue(), "pushes.arrow")


def test_files_are_read_by_what_is_installed(tmp_path: Path, absent: list[str]) -> None:
    text = "推送情况\n政策编号,推送对象,是否打开\nP1,007,是\nP1,7,\nP2\n,7,否\n"
    expected = [("P1", 2, 2), ("P2", 1, 0), (None, 1, 1)]
    assert counted(gk.reach(csv(tmp_path, text), by="policy")) == expected
    assert gk.reach(csv(tmp_path, text.splitlines()[1], "empty.csv"))[0].opened == 0
    columnar = [parquet(tmp_path, pyarrow.table(ROWS)), arrow_file(tmp_path, ROWS)]
    if "polars" not in absent:
        for file in columnar:
            assert counted(gk.reach(file, by="policy")) == expected
        return
    for file, kind in zip(columnar, ("Parquet", "Arrow"), strict=True):
        with pytest.raises(gk.DataError) as error:
            gk.reach(file)
        assert str(error.value) == (
            f"{file.name}: reading {kind} needs pyarrow or Polars, found neither"
        )


@pytest.mark.parametrize("make", FRAMES)
def test_frames_need_no_other_library(
    make: Callable[[dict[str, list[Any]]], Any], absent: list[str]
) -> None:
    assert counted(gk.reach(make(ROWS), by="policy")) == [
        ("P1", 2, 2),
        ("P2", 1, 0),
        (None, 1, 1),
    ]


@pytest.mark.parametrize("absent", ["pyarrow"], indirect=True)
def test_damaged_files_are_refused_by_polars_too(tmp_path: Path, absent: list[str]) -> None:
    with pytest.raises(
        gk.DataError, match=r"^pushes\.parquet: not a Parquet file that can be read"
    ):
        gk.reach(csv(tmp_path, b"PAR1 cut", "pushes.parquet"))
    with pytest.raises(gk.DataError, match=r"^pushes\.arrow: not an Arrow file that can be read"):
        gk.reach(csv(tmp_path, b"ARROW1\0\0 cut", "pushes.arrow"))


@pytest.mark.parametrize("name", ["pushes.parquet", "pushes.arrow"])
def test_of_a_file_only_the_columns_asked_for_are_looked_at(tmp_path: Path, name: str) -> None:
    # The id of a column elsewhere, a path into a column, one that nobody reads, one that is twice.
    rows = {
        "对象": ["A", "B", "A"],
        "a.b": ["x", "x", "y"],
        "a": ["1", "1", "2"],
        "s": [{"b": 1}] * 3,
        "policy": pyarrow.array(["P1", None, "P1"]).dictionary_encode(),
    }
    arrays = [*rows.values(), rows["s"]]
    table = pyarrow.table([pyarrow.array(each) for each in arrays], [*rows, "s"])
    table = table.rename_columns(["推送对象", *table.column_names[1:]])
    if name == "pushes.parquet":
        file = parquet(tmp_path, table.select(range(5)))
    else:
        file = tmp_path / name
        with pyarrow.ipc.new_file(file, table.schema) as out:
            out.write(table)
    assert counted(gk.reach(file, by="a")) == [("1", 2, 2), ("2", 1, 1)]
    assert counted(gk.reach(file, by="a.b")) == [("x", 2, 2), ("y", 1, 1)]
    assert counted(gk.reach(file, by="policy")) == [("P1", 2, 1), (None, 1, 1)]
    if name == "pushes.parquet":
        with pytest.raises(gk.DataError, match=r"^pushes\.parquet: "):
            gk.reach(file, by="s")


def test_a_file_that_is_damaged_below_its_head_is_named(tmp_path: Path) -> None:
    many = pyarrow.table({"recipient": [str(n) for n in range(100_000)]})
    file = tmp_path / "pushes.parquet"
    pyarrow.parquet.write_table(many, file)
    data = bytearray(file.read_bytes())
    data[2000:4000] = b"\xff" * 2000
    file.write_bytes(data)
    with pytest.raises(gk.DataError, match=r"^pushes\.parquet: "):
        gk.reach(file)
