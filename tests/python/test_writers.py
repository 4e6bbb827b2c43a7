"""Every writer on a bad day: full disks, shut folders, kills; and the same bytes on any day."""

import csv
import json
import os
import shutil
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import gongkai as gk
import openpyxl
import pytest
from gongkai import _files
from gongkai.year import Year
from small_year import write_year

CAMPAIGNS = Path(__file__).parents[1] / "campaigns"
FILES = ("annual-report.docx", "annual-report.html", "annual-report.json", "review.xlsx")
WRITERS = (*FILES, "marked copies", "next-year")

Bytes = dict[str, bytes]


def write(year: Year, folder: Path, name: str) -> None:
    if name.endswith(".xlsx"):
        year.workbook(folder / name)
    else:
        year.report().save(folder, formats=(name.rpartition(".")[2],))


def contents(folder: Path) -> Bytes:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture(scope="module")
def year(example: Path) -> Year:
    return gk.open(example)


@pytest.fixture(params=FILES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def campaign(name: str, *arguments: object) -> list[dict[str, Any]]:
    """Run one of the campaigns in its short form; every line it prints."""
    command = [sys.executable, str(CAMPAIGNS / name), *map(str, arguments)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return [json.loads(line) for line in run.stdout.splitlines()]


def mounting() -> bool:
    """Whether a disk can be mounted here; asked apart from the campaign, which must not skip it."""
    mount = "mount -t tmpfs none /mnt"
    for options in (["--mount"], ["--map-root-user", "--mount"]):
        probe = ["unshare", *options, "sh", "-c", mount]
        if subprocess.run(probe, capture_output=True, check=False).returncode == 0:
            return True
    return False


# --- Full disks


def test_a_full_disk_leaves_the_old_file_of_every_writer() -> None:
    ((stood),) = (line["old and new"] for line in campaign("fill_disks.py", "limit"))
    assert list(stood) == list(WRITERS)
    # Both ends were seen: rooms too small for the file, and room enough.
    assert all(old >= 3 and new >= 3 for old, new in stood.values())


def test_small_disks_leave_the_old_file_and_full_temporary_folders_change_nothing() -> None:
    # Without the right to mount, the limit on every file stands for a disk: the same rule holds.
    kinds = ["output", "temp", "flicker"] if mounting() else ["limit"]
    lines = {
        line["kind"]: line["old and new"]
        for line in campaign("fill_disks.py", *kinds, "--step", 8192, "--tries", 10)
    }
    assert list(lines) == kinds
    for kind, stood in lines.items():
        assert list(stood) == list(WRITERS)
        for old, new in stood.values():
            if kind == "temp":
                assert (old, new) == (0, 3)
            elif kind == "flicker":
                assert old + new == 10
            else:
                assert old >= 1
                assert new >= 3


def cells(file: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every cell of a workbook, by sheet, as another reader sees it."""
    return {
        sheet.title: list(sheet.iter_rows(values_only=True))
        for sheet in openpyxl.load_workbook(file)
    }


def test_a_temporary_folder_that_is_not_there_loses_no_row(example: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    nowhere = dict.fromkeys(("TMPDIR", "TMP", "TEMP"), str(tmp_path / "file" / "tmp"))
    run("workbook", example, tmp_path / "usual.xlsx")
    run("workbook", example, tmp_path / "other.xlsx", nowhere)
    read = cells(tmp_path / "other.xlsx")
    assert read == cells(tmp_path / "usual.xlsx")
    # The sheets that are compared hold all there is: a row for each unit and for each task.
    for sheet, ledger, column in (("分单位指标", "units", 0), ("重点任务", "tasks", 1)):
        with (example / f"{ledger}.csv").open(encoding="utf-8-sig", newline="") as file:
            keys = [row[0] for row in csv.reader(file)][1:]
        assert len(keys) > 25
        listed = [row[column] for row in read[sheet]]
        assert [key for key in keys if key not in listed] == [], sheet


@pytest.mark.parametrize("command", ["report", "workbook"])
def test_a_full_disk_ends_the_command_with_three(
    command: str, example: Path, tmp_path: Path
) -> None:
    name = "annual-report.docx" if command == "report" else "review.xlsx"
    (tmp_path / name).write_bytes(b"old")
    out = tmp_path if command == "report" else tmp_path / name
    full = ["prlimit", "--fsize=4096", sys.executable, "-B", "-m", "gongkai"]
    ran = subprocess.run(
        [*full, command, str(example), "-o", str(out)], capture_output=True, text=True, check=False
    )
    assert (ran.returncode, ran.stdout) == (3, "")
    assert ran.stderr.splitlines()[-1].startswith(f"{tmp_path / name}: ")
    assert contents(tmp_path) == {name: b"old"}


# --- Places that take no file


def test_a_folder_in_place_of_the_file_stays(year: Year, tmp_path: Path, name: str) -> None:
    (tmp_path / name / "inside").mkdir(parents=True)
    with pytest.raises(gk.WorkbookError) as error:
        write(year, tmp_path, name)
    reason = "cannot be written: Is a directory" if name.endswith(".xlsx") else "Is a directory"
    assert str(error.value) == f"{tmp_path / name}: {reason}"
    assert [path.name for path in tmp_path.rglob("*")] == [name, "inside"]


def test_a_path_through_a_file_leaves_the_file(year: Year, tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_bytes(b"old")
    with pytest.raises(gk.WorkbookError) as error:
        write(year, tmp_path / "file" / "out", name)
    assert str(error.value) == f"{tmp_path / 'file' / 'out'}: Not a directory"
    assert contents(tmp_path) == {"file": b"old"}


@pytest.fixture
def nobody() -> Iterator[None]:
    """Permissions bind everybody but root: root becomes nobody for a while."""
    before = os.geteuid()
    if before == 0:
        os.seteuid(65_534)
    yield
    os.seteuid(before)


@pytest.fixture
def shut(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory: it holds an old file and takes no new one."""
    (tmp_path / name).write_bytes(b"old")
    (tmp_path / name).chmod(0o666)
    tmp_path.chmod(0o555)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_folder_that_may_not_be_written_to_keeps_the_old_file(
    year: Year, name: str, shut: Path, nobody: None
) -> None:
    with pytest.raises(gk.WorkbookError) as error:
        write(year, Path(), name)
    start = f"{name}: cannot be written: " if name.endswith(".xlsx") else f"{name}: "
    assert str(error.value) == f"{start}Permission denied"
    assert os.listdir() == [name]
    assert Path(name).read_bytes() == b"old"


# --- Links, modes, interrupts


def test_a_link_stays_a_link_and_the_mode_is_kept(year: Year, tmp_path: Path, name: str) -> None:
    kept, linked = tmp_path / "kept", tmp_path / "linked"
    kept.mkdir()
    linked.mkdir()
    (kept / "file").write_bytes(b"old")
    (kept / "file").chmod(0o640)
    (linked / name).symlink_to(Path("..", "kept", "file"))
    write(year, linked, name)
    assert (linked / name).is_symlink()
    assert (kept / "file").stat().st_mode & 0o777 == 0o640
    assert (kept / "file").read_bytes() != b"old"
    assert len(contents(kept)) == len(contents(linked)) == 1


@pytest.mark.parametrize("step", ["fsync", "fchmod"])
def test_an_interrupt_leaves_the_old_file(
    step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = _files.write_file(tmp_path / "a.json", b"old")

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, step, interrupted)
    with pytest.raises(KeyboardInterrupt):
        _files.write_file(old, b"new")
    assert contents(tmp_path) == {"a.json": b"old"}


def test_the_file_is_on_the_disk_before_it_has_its_name_and_then_the_folder_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.json").write_bytes(b"old")
    seen: list[tuple[str, bytes]] = []

    def sync(handle: int, really: Callable[[int], None] = os.fsync) -> None:
        really(handle)
        kind = "folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file"
        seen.append((kind, (tmp_path / "a.json").read_bytes()))

    monkeypatch.setattr(os, "fsync", sync)
    _files.write_file(tmp_path / "a.json", b"new")
    assert seen == [("file", b"old"), ("folder", b"new")]


# --- Kills


def test_a_killed_writer_leaves_the_old_file_or_the_new_one() -> None:
    (line,) = campaign("kill_writers.py", "--rounds", 16, "--seed", 2)
    assert line["kills"] == 16
    assert line["while a file was written"] >= 1
    stood = line["stood"]
    assert stood.keys() >= {*FILES, "applications.marked.xlsx", "findings.html", "next-year"}
    assert all(sum(counts.values()) == 16 for counts in stood.values())


def test_drafts_of_killed_runs_are_cleared_a_day_later(
    year: Year, tmp_path: Path, name: str
) -> None:
    young, old, other = (tmp_path / each for each in (".gongkai-1.tmp", ".gongkai-2.tmp", ".b.tmp"))
    for path in (young, old, other):
        path.touch()
    for path in (old, other):
        os.utime(path, (time.time() - 86_500,) * 2)
    write(year, tmp_path, name)
    assert contents(tmp_path).keys() == {young.name, other.name, name}


def test_readers_pass_over_drafts(tmp_path: Path) -> None:
    folder = write_year(tmp_path / "year")
    before = gk.open(folder)
    (folder / ".gongkai-1-0-0.tmp").write_bytes(b"PK\3\4 half a workbook")
    after = gk.open(folder)
    assert after.folder.inputs == before.folder.inputs
    assert list(after.findings) == list(before.findings)


# --- The same bytes


def run(command: str, year: Path, out: Path, environment: Mapping[str, str] | None = None) -> None:
    line = [sys.executable, "-m", "gongkai", command, str(year), "-o", str(out)]
    variables = {**os.environ, **(environment or {})}
    ran = subprocess.run(line, env=variables, cwd=out.parent, capture_output=True, check=False)
    assert ran.returncode == 0, ran.stderr


def test_the_same_input_has_the_same_bytes(example: Path, previous: Path, tmp_path: Path) -> None:
    # The year before stands beside it and is read too; copies have other times.
    elsewhere = tmp_path / "另一处"
    for folder in (example, previous):
        shutil.copytree(folder, elsewhere / folder.name, copy_function=shutil.copyfile)
    runs = (
        (example, tmp_path / "a", {"TZ": "Asia/Shanghai", "LC_ALL": "C", "PYTHONHASHSEED": "1"}),
        (
            elsewhere / example.name,
            tmp_path / "乙" / "b",
            {"TZ": "America/New_York", "LC_ALL": "zh_CN.UTF-8", "PYTHONHASHSEED": "2"},
        ),
    )
    for year, out, environment in runs:
        out.mkdir(parents=True)
        run("report", year, out, environment)
        run("workbook", year, out / "review.xlsx", environment)
        time.sleep(2.1 if out == runs[0][1] else 0)  # zip keeps times to two seconds
    first, second = (contents(out) for _, out, _ in runs)
    assert sorted(first) == sorted(FILES)
    assert [name for name in FILES if first[name] != second[name]] == []
