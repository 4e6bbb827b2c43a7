"""The command reach: its lines, its table, its ends."""

import json
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import gongkai as gk
import pyarrow
import pyarrow.ipc
import pyarrow.parquet
import pytest
from pushes_help import PUSHES, WHOLE, csv
from ran import Run


def test_lines_of_one_grouping(pushes: Path, run: Run) -> None:
    code, out, err = run("reach", pushes, "--by", "channel", "--json")
    assert (code, err) == (0, "")
    assert out.splitlines()[0] == (
        '{"group": {"channel": "微信"}, "events": 1, "recipients": 1, "null_recipients": 0, '
        '"delivered": 1, "opened": 1, "eligible": 1, "delivered_eligible": 1, "applied": 1, '
        '"redeemed": 0}'
    )


def test_lines_of_several_groupings_name_theirs(pushes: Path, run: Run) -> None:
    code, out, _ = run("reach", pushes, "--by", "policy,channel", "--by", "", "--json")
    lines = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    groups = [line for line in lines if "rule" not in line]
    assert [line["by"] for line in groups[:-1]] == ["policy,channel"] * 5
    assert groups[-1] == {"by": "", **WHOLE}
    assert [line["where"] for line in lines[6:]] == [
        {"file": "pushes.csv", "policy": "P1", "channel": "短信"}
    ]
    assert run("reach", pushes, "--json")[1] == json.dumps(WHOLE, ensure_ascii=False) + "\n"


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


def test_people_see_a_table(pushes: Path, run: Run) -> None:
    code, out, _ = run("reach", pushes, "--by", "policy", "--by", "")
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


def test_a_table_of_many_columns_loses_none(example: Path, run: Run) -> None:
    _, out, _ = run("reach", example, "--by", "package", "--by", "policy,channel", "--by", "month")
    lines = out.splitlines()
    heads = "政策包 政策编号 推送渠道 月份 条次 户数 无对象条次 送达户 打开户 符合条件户 送达且符合"
    assert lines[1].split() == [*heads.split(), "申报户", "兑现户"]
    end = next(at for at in range(3, len(lines)) if not lines[at].strip())
    rows = [line.split() for line in lines[3:end]]
    assert {row[0] for row in rows} >= {"减负强企", "扩大有效投资", "全部"}
    assert {len(row) for row in rows} == {13, 1}  # a long name takes a second line


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
