"""A year folder: which file is which ledger, and everything else the office put there."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from gongkai import _core as core
from gongkai import _templates
from gongkai.read.ledger import KINDS, Read, read_ledger_file
from gongkai.read.plan import read_plan
from gongkai.read.plan_ledger import plan_findings, tasks_of
from gongkai.read.plan_place import Places
from gongkai.read.settings import KEYS, Settings, parse_settings
from gongkai.read.text import decode, read_bytes
from gongkai.result.plan import Plan

_PLANS = (".txt", ".docx", ".html", ".htm", ".xlsx", ".pdf")


@dataclass(frozen=True)
class Folder:
    """What a year is made of. `findings` and those of `plan` have no words yet; `inputs` are files
    and their sha256; `places` are those of the plan's tasks, `calendar` notices of the office's
    own, name and text."""

    settings: Settings
    ledgers: Mapping[str, core.Ledger]
    findings: tuple[core.Finding, ...] = ()
    narrative: Mapping[str, str] = field(default_factory=dict)
    definitions: tuple[core.Definition, ...] = ()
    duties: tuple[core.Duty, ...] = ()
    inputs: tuple[tuple[str, str], ...] = ()
    plan: Plan | None = None
    places: Places | None = None
    calendar: tuple[tuple[str, str], ...] = ()

    @property
    def as_filed(self) -> dict[str, core.Ledger]:
        """The ledgers as their files have them, without what a plan says."""
        if self.places is None:
            return dict(self.ledgers)
        tasks = self.places.beside
        filed = {ledger: each for ledger, each in self.ledgers.items() if ledger != "tasks"}
        return filed if tasks is None else {**filed, "tasks": tasks}


def ledger_names() -> list[str]:
    """The ids of all ledgers, in the order in which they are read."""
    return [str(schema["id"]) for schema in core.ledger_schemas()]


def read_folder(path: Path) -> Folder:
    """Read a year folder. What is not there is absent; unknown files are left alone.

    Raises
    ------
    DataError
        No folder or no year.toml, two files for one ledger, a file that cannot be read.
    """
    return _Reading(path).folder()


def ledger_files(path: Path) -> dict[str, Path]:
    """The file of each ledger that a folder has; raises DataError where one has two."""
    found: dict[str, Path] = {}
    for ledger in ledger_names():
        files = sorted(
            file
            for file in path.iterdir()
            if file.stem == ledger and file.suffix.lower() in KINDS and file.is_file()
        )
        if len(files) > 1:
            names = ", ".join(file.name for file in files)
            raise core.DataError(f"{path.resolve().name}: two files for {ledger}: {names}")
        if files:
            found[ledger] = files[0]
    return found


def plan_file(path: Path) -> Path | None:
    """The year's plan, None where there is none; raises DataError where there are two."""
    files = sorted(
        file
        for file in path.iterdir()
        if file.stem == "plan" and file.suffix.lower() in _PLANS and file.is_file()
    )
    if len(files) > 1:
        names = ", ".join(file.name for file in files)
        raise core.DataError(f"{path.resolve().name}: two files for the plan: {names}")
    return files[0] if files else None


class _Reading:
    # Reads file by file, and keeps the checksum of each.

    def __init__(self, path: Path) -> None:
        if not path.is_dir():
            raise core.DataError(f"{path}: no such folder")
        if not (path / "year.toml").is_file():
            raise core.DataError(f"{path}: no year.toml, expected one with body and year")
        self._path = path
        self._inputs: dict[str, str] = {}

    def folder(self) -> Folder:
        settings = parse_settings(self._text("year.toml"))
        terms = _templates.terms().with_headers(settings.text)
        reads: dict[str, Read] = {}
        findings = _unknown(settings)
        for ledger, file in ledger_files(self._path).items():
            read, data = read_ledger_file(file, ledger, terms, settings.year)
            self._note(file.name, data)
            # Nobody has filled it in yet: nothing is known, which is not the same as nothing.
            if read.is_unfilled:
                findings.append(_unfilled(file.name))
                continue
            reads[ledger] = read
        plan = self._plan(settings.year)
        places = None
        if plan is not None:
            name, found = plan
            findings.extend(plan_findings(found, name, settings.year))
            tasks = tasks_of(found, name, reads.get("tasks"), terms, settings.year)
            reads["tasks"], places = Read(tasks.ledger, tasks.findings), tasks.places
        for read in reads.values():
            findings.extend(read.findings)
        calendar = self._calendar()
        return Folder(
            settings,
            {ledger: read.ledger for ledger, read in reads.items()},
            tuple(findings),
            self._narrative(),
            self._definitions(),
            self._duties(),
            tuple(sorted(self._inputs.items())),
            None if plan is None else plan[1],
            places,
            calendar,
        )

    def _plan(self, year: int) -> tuple[str, Plan] | None:
        file = plan_file(self._path)
        if file is None:
            return None
        data = read_bytes(file)
        self._note(file.name, data)
        return file.name, read_plan(data, file.name, year, in_folder=True)

    def _narrative(self) -> dict[str, str]:
        files = sorted((self._path / "narrative").glob("*.md"))
        return {file.stem: self._text(f"narrative/{file.name}") for file in files}

    def _definitions(self) -> tuple[core.Definition, ...]:
        if not (self._path / "definitions.toml").is_file():
            return ()
        return tuple(core.parse_definitions(self._text("definitions.toml")))

    def _calendar(self) -> tuple[tuple[str, str], ...]:
        names = sorted(f"calendar/{file.name}" for file in (self._path / "calendar").glob("*.toml"))
        return tuple((name, self._text(name)) for name in names)

    def _duties(self) -> tuple[core.Duty, ...]:
        if not (self._path / "duties.toml").is_file():
            return ()
        return tuple(core.parse_duties(self._text("duties.toml")))

    def _text(self, name: str) -> str:
        data = read_bytes(self._path / name)
        self._note(name, data)
        return decode(data, name).text

    def _note(self, name: str, data: bytes) -> None:
        self._inputs[name] = sha256(data).hexdigest()


def _unfilled(name: str) -> core.Finding:
    return core.Finding("ledger.skipped", "only_example", where={"file": name})


def _unknown(settings: Settings) -> list[core.Finding]:
    return [
        core.Finding(
            "ledger.column",
            "setting",
            where={"file": "year.toml"},
            found=key,
            expected="、".join(KEYS),
        )
        for key in settings.unknown
    ]
