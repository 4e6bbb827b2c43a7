"""Reach kept in files: counties that count apart, days that are added, hidden identities."""

import json
from itertools import permutations
from pathlib import Path
from typing import Any

import gongkai as gk
import polars
import pyarrow
import pyarrow.parquet
import pytest
from gongkai.reach import identity_of
from ran import Run
from small_year import write_year

# Three counties and a day, invented. 企业甲 is in two counties and the day; 7 is text in 甲县,
# a number in 丙县.
HEADER = "政策编号,推送对象,推送时间,是否送达,是否打开\n"
COUNTIES = {
    "甲县": "P1,企业甲,2022-03-01,是,是\nP1,企业乙,2022-03-02,是,否\nP2,7,2022-04-01,否,否\n",
    "乙县": "P1,企业甲,2022-03-03,是,否\nP2,,2022-04-02,是,是\nP2,企业丙,2022-04-02,是,\n",
}
NUMBERS = {"policy": ["P2", "P3"], "recipient": [7, 8], "delivered": [True, False]}
DAY = "P1,企业丁,2022-05-01,是,是\nP1,企业甲,2022-05-01,是,是\n"
BY = [["policy"], []]
KEY = bytes(range(16))


@pytest.fixture
def sources(tmp_path: Path) -> dict[str, Path]:
    """The ledger of each county, csv and Parquet."""
    files = {}
    for county, rows in COUNTIES.items():
        files[county] = tmp_path / f"{county}.csv"
        files[county].write_text(HEADER + rows, encoding="utf-8")
    files["丙县"] = tmp_path / "丙县.parquet"
    pyarrow.parquet.write_table(pyarrow.table(NUMBERS), files["丙县"])
    return files


def kept(sources: dict[str, Path], **options: Any) -> list[Path]:
    """A state of each county."""
    for county, file in sources.items():
        state = file.with_suffix(".reach")
        gk.reach_state(file, state, BY, job="2022", partition=county, **options)
    return [file.with_suffix(".reach") for file in sources.values()]


def rows(found: Any) -> list[tuple[Any, ...]]:
    return [
        (each.group.get("policy", "all"), each.events, each.recipients, each.delivered, each.opened)
        for each in found
    ]


# P1 has 企业甲 and 企业乙, P2 has 企业丙 and 7, who was delivered to in 丙县 alone, P3 has 8.
THREE = [("P1", 3, 2, 2, 1), ("P2", 4, 2, 2, 0), ("P3", 1, 1, 0, 0), ("all", 8, 5, 4, 1)]


@pytest.mark.parametrize("options", [{}, {"identity": KEY}, {"memory": "1KB", "threads": 2}])
def test_counties_that_count_apart_are_one_count_in_any_order(
    sources: dict[str, Path], options: dict[str, Any]
) -> None:
    together = gk.reach(list(sources.values()), BY)
    assert rows(together) == THREE
    states = kept(sources, **options)
    for order in permutations(states):
        assert gk.reach(list(order), BY, **options) == together


def test_states_beside_files_and_frames_that_are_not_counted_yet(sources: dict[str, Path]) -> None:
    first, second, third = kept(sources)
    assert rows(gk.reach([first, sources["乙县"], third], BY)) == THREE
    assert rows(gk.reach([polars.DataFrame(NUMBERS), second, first], BY)) == THREE
    assert rows(gk.reach(str(first.parent / "*.reach"), BY)) == THREE


def test_a_day_is_added_without_the_year(sources: dict[str, Path], tmp_path: Path) -> None:
    year = tmp_path / "year.reach"
    assert len(gk.reach_state(kept(sources), year, BY)) == 0
    day = tmp_path / "day.csv"
    day.write_text(HEADER + DAY, encoding="utf-8")
    whole = gk.reach([*sources.values(), day], BY)
    # 企业丁 is new, 企业甲 was there.
    assert rows(whole) == [("P1", 5, 3, 3, 2), *THREE[1:3], ("all", 10, 6, 5, 2)]
    for file in sources.values():
        file.unlink()
    assert gk.reach([year, day], BY) == whole
    gk.reach_state([year, day], year, BY, job="2022", partition="2022-05-01")
    assert gk.reach(year, BY) == whole
    with pytest.raises(gk.DataError, match="partition '2022-05-01' of job '2022' was added before"):
        gk.reach_state([year, day], year, BY, job="2022", partition="2022-05-01", attempt=1)
    assert gk.reach(year, BY) == whole


def test_the_same_pushes_make_the_same_bytes(sources: dict[str, Path], tmp_path: Path) -> None:
    states = kept(sources)
    made = [tmp_path / "one.reach", tmp_path / "two.reach"]
    gk.reach_state(states, made[0], BY)
    gk.reach_state([*states[1:], states[0]], made[1], BY, memory="1KB", threads=1)
    assert made[0].read_bytes() == made[1].read_bytes()


def test_cells_that_nobody_could_read_travel_with_a_state(tmp_path: Path) -> None:
    rows_ = {"recipient": ["A", "B"], "opened": ["也许", "是"], "delivered": ["是", "是"]}
    gk.reach_state(rows_, tmp_path / "a.reach", job="2022", partition="a")
    found = gk.reach([tmp_path / "a.reach", {**rows_, "opened": ["也许", "可能"]}]).findings
    assert sorted(each.found for each in found) == ["1 行“可能”", "2 行“也许”"]


def test_a_key_hides_who_they_are(sources: dict[str, Path], tmp_path: Path) -> None:
    open_, hidden = tmp_path / "open.reach", tmp_path / "hidden.reach"
    for file, key in ((open_, b""), (hidden, KEY)):
        gk.reach_state(sources["甲县"], file, BY, job="2022", partition="甲县", identity=key)
    assert "企业甲".encode() in open_.read_bytes()
    assert b"\xe4\xbc\x81\xe4\xb8\x9a" not in hidden.read_bytes()  # 企业
    assert KEY not in hidden.read_bytes()
    for key in (b"", KEY[::-1]):
        with pytest.raises(gk.DataError, match="counted by another specification"):
            gk.reach(hidden, BY, identity=key)
    with pytest.raises(gk.DataError, match="the key of identities has 3 bytes, expected 16"):
        gk.reach(hidden, BY, identity=b"abc")


def test_a_partition_is_counted_once_whatever_attempt(
    sources: dict[str, Path], tmp_path: Path, run: Run
) -> None:
    states = kept(sources)
    again = tmp_path / "again.reach"
    gk.reach_state(sources["甲县"], again, BY, job="2022", partition="甲县", attempt=1)
    found = gk.reach([*states, again], BY)
    assert rows(found) == THREE
    told = "again.reach：其中的推送已经计入，没有重复计入"
    assert [each.message for each in found.findings] == [told]
    assert [each.severity for each in found.findings] == ["hint"]
    by = ("--by", "policy", "--by", "")
    for options in ((), ("--json",)):
        code, out, err = run("reach", *states, again, *by, *options)
        assert (code, err) == (0, told + "\n")
        assert "已经计入" not in out
    both = tmp_path / "both.reach"
    gk.reach_state([again, states[1]], both, BY)
    with pytest.raises(gk.DataError, match="which was added before, and"):
        gk.reach([states[0], both], BY)


def test_counts_alone_add_where_nobody_is_in_two(sources: dict[str, Path], tmp_path: Path) -> None:
    file = tmp_path / "numbers.reach"
    gk.reach_state(sources["乙县"], file, BY, job="2022", partition="乙县", only_counts=True)
    assert "企业".encode() not in file.read_bytes()
    new = {"policy": ["P1"], "recipient": ["企业戊"], "delivered": [True], "opened": [False]}
    assert rows(gk.reach([file, new], BY)) == [
        ("P1", 2, 2, 2, 0),
        ("P2", 2, 1, 1, 0),
        ("all", 4, 3, 3, 0),
    ]
    with pytest.raises(gk.DataError, match="holds counts alone"):
        gk.reach_state(file, tmp_path / "no.reach", BY)
    assert not (tmp_path / "no.reach").exists()


def test_who_opened_undelivered_is_still_known(tmp_path: Path) -> None:
    file = tmp_path / "a.reach"
    pushes = {"recipient": ["A", "B"], "delivered": [False, True], "opened": [True, False]}
    gk.reach_state(pushes, file, job="2022", partition="a")
    more = {"recipient": ["C"], "delivered": [False], "opened": [True]}
    (told,) = gk.reach([file, more]).findings
    assert told.message == (
        "frame 2、a.reach：送达 1 户，打开 2 户，没有送达而打开的有 2 户（A、C）；"
        "应当打开的不多于送达的"
    )


def test_a_state_that_is_damaged_or_of_something_else(
    sources: dict[str, Path], tmp_path: Path, run: Run
) -> None:
    state = kept(sources)[0]
    data = state.read_bytes()
    for broken, message in [
        (data[:-9], "the state is damaged"),
        (data[: len(data) // 2], "the state is damaged"),
        (data.replace("企业乙".encode(), "企业丑".encode()), "the state is damaged"),
        (b"", "no state of a reach"),
        (HEADER.encode(), "no state of a reach"),
    ]:
        state.write_bytes(broken)
        code, out, err = run("reach", state, "--by", "policy", "--by", "")
        assert (code, out) == (2, "")
        assert err.startswith(f"{state}: {message}")
    state.write_bytes(data)
    code, _, err = run("reach", state, "--by", "policy")
    assert (code, err.startswith(f"{state}: counted by another specification")) == (2, True)
    # What it is does not depend on its name.
    renamed = state.rename(tmp_path / "state.bin")
    assert gk.reach(renamed, BY)[-1].recipients == 3


def test_what_a_year_folder_tells_is_kept_beside_it(tmp_path: Path) -> None:
    policies = "政策编号,政策名称,政策包\nP1,甲,助企纾困\n"
    folder = write_year(tmp_path, {"pushes.csv": HEADER + DAY, "policies.csv": policies})
    state = tmp_path / "a.reach"
    gk.reach_state(folder, state, "package", job="2022", partition="a")
    (found,) = gk.reach([state, folder], "package")
    assert (found.group, found.events, found.recipients) == ({"package": "助企纾困"}, 4, 2)
    # Without the folder nobody knows which packages were meant.
    with pytest.raises(gk.DataError, match="counted by another specification"):
        gk.reach(state, "package")


# --- The command


def test_the_command_keeps_and_goes_on(sources: dict[str, Path], tmp_path: Path, run: Run) -> None:
    key = tmp_path / "key"
    key.write_text(KEY.hex().upper() + "\n", encoding="ascii")
    by = ("--by", "policy", "--by", "", "--identity", key)
    states = []
    for county, file in sources.items():
        state = tmp_path / f"{county}.state"
        part = ("--state", state, "--job", "2022", "--partition", county, "--attempt", "2")
        assert run("reach", file, *by, *part) == (0, f"{state}\n", "")
        states.append(state)
    code, out, _ = run("reach", *states, *by, "--json")
    found = [json.loads(line) for line in out.splitlines()]
    names = ("events", "recipients", "delivered", "opened")
    assert code == 0
    assert [tuple(map(line.get, names)) for line in found] == [row[1:] for row in THREE]
    counts = tmp_path / "counts.reach"
    assert run("reach", *states, *by, "--state", counts, "--only-counts")[0] == 0
    assert rows(gk.reach(counts, BY, identity=KEY)) == THREE
    assert KEY.hex() not in out.lower()


def test_what_reading_has_to_say_is_said_when_it_is_read(tmp_path: Path, run: Run) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes((HEADER + DAY).encode("gb18030"))
    state = tmp_path / "a.reach"
    code, out, err = run("reach", file, "--state", state, "--job", "2022", "--partition", "a")
    assert (code, out) == (0, f"{state}\n")
    assert err == "a.csv：按 GB18030 编码读入；如有乱码，请另存为“CSV UTF-8”\n"


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        ("a.csv --job 2022", 2, "Usage: gongkai reach"),
        ("a.csv --only-counts", 2, "Usage: gongkai reach"),
        (
            "a.csv --state b.reach --job 2022",
            2,
            "job is '2022' and partition '', expected names of the new pushes",
        ),
        (
            "a.reach --state b.reach --job 2022 --partition a",
            2,
            "there are states alone, expected no job and partition",
        ),
        (
            "a.reach --state b.reach --partition a",
            2,
            "there are states alone, expected no job and partition",
        ),
        ("a.csv --state nix/b.reach --job 1 --partition 1", 3, "nix/b.reach: No such file"),
        ("a.csv --identity nix", 2, "nix: no such file or directory"),
        ("a.csv --identity a.csv", 2, "a.csv: no key, expected 16 bytes or 32 hexadecimal digits"),
    ],
)
def test_wrong_use_leaves_nothing_behind(
    arguments: str,
    code: int,
    message: str,
    tmp_path: Path,
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.csv").write_text(HEADER + DAY, encoding="utf-8")
    gk.reach_state("a.csv", "a.reach", job="2022", partition="a")
    ended, out, err = run("reach", *arguments.split())
    assert (ended, out) == (code, "")
    assert err.startswith(message)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a.csv", "a.reach"]


def test_a_state_that_cannot_be_made_leaves_the_old_one(tmp_path: Path) -> None:
    file = tmp_path / "a.reach"
    gk.reach_state({"recipient": ["A"]}, file, job="2022", partition="a")
    file.chmod(0o600)
    before = file.read_bytes()
    with pytest.raises(gk.DataError):
        gk.reach_state({"recipient": [0.5]}, file, job="2022", partition="a")
    assert file.read_bytes() == before
    gk.reach_state({"recipient": ["A", "B"]}, file, job="2022", partition="a")
    assert gk.reach(file)[0].recipients == 2
    assert file.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize("data", [KEY, KEY.hex().encode(), f" {KEY.hex()}\r\n".encode()])
def test_keys(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "key").write_bytes(data)
    assert identity_of(tmp_path / "key") == KEY


@pytest.mark.parametrize("data", [b"", KEY[1:], KEY.hex().encode()[1:], b"g" * 32])
def test_what_is_no_key_is_not_shown(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "key").write_bytes(data)
    with pytest.raises(gk.DataError) as error:
        identity_of(tmp_path / "key")
    assert str(error.value) == (
        f"{tmp_path / 'key'}: no key, expected 16 bytes or 32 hexadecimal digits"
    )
