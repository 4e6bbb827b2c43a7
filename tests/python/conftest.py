"""What the Python tests share: the example years, golden files, and libraries hidden on purpose."""

import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import gongkai as gk
import pytest
from gongkai.cli import main
from gongkai.year import Year
from hypothesis import settings
from plan_read import Made, Plan
from pushes_help import PUSHES, csv
from ran import Ran, Run

ROOT = Path(__file__).parents[2]

# Invented inputs are the same in every run, and a busy machine is no failure.
settings.register_profile("same", derandomize=True, deadline=None)
settings.load_profile("same")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write what is made now to tests/golden; then read the diff like code",
    )


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return ROOT


@pytest.fixture(scope="session")
def example() -> Path:
    """The year folder of the example county."""
    return ROOT / "examples" / "deqing-2022"


@pytest.fixture(scope="session")
def example_year(example: Path) -> Year:
    """The example county's year, opened once."""
    return gk.open(example)


@pytest.fixture(scope="session")
def previous() -> Path:
    """The example county's year before."""
    return ROOT / "examples" / "deqing-2021"


@pytest.fixture
def made(tmp_path: Path) -> Made:
    """A document's bytes as a plan; its name says nothing of its kind."""

    def read(data: bytes, **options: object) -> Plan:
        file = tmp_path / "plan.bin"
        file.write_bytes(data)
        return gk.plan(file, **options)

    return read


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the command with these arguments, in this process."""

    def run_it(*arguments: object) -> Ran:
        code = main([str(argument) for argument in arguments])
        return Ran(code, *capsys.readouterr())

    return run_it


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Hold a text to the golden file of that name: ``golden("report.txt", text)``."""

    def hold(name: str, text: str) -> None:
        file = ROOT / "tests" / "golden" / name
        if request.config.getoption("--update-golden"):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        assert file.is_file(), f"no golden file {name}; pytest --update-golden writes it"
        assert text == file.read_text(encoding="utf-8")

    return hold


@pytest.fixture
def hidden() -> Callable[..., AbstractContextManager[None]]:
    """Make libraries look as if they were not installed: ``with hidden("pandas"): …``."""

    @contextmanager
    def hide(*libraries: str) -> Iterator[None]:
        with pytest.MonkeyPatch.context() as patch:
            for name in [*libraries, *sys.modules]:
                if name.split(".")[0] in libraries:
                    patch.setitem(sys.modules, name, None)
            yield

    return hide


@pytest.fixture
def pushes(tmp_path: Path) -> Path:
    """Eleven pushes as a csv file."""
    return csv(tmp_path, PUSHES)


@pytest.fixture(params=["", "pyarrow", "pyarrow polars"])
def absent(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Libraries that look as if they were not installed."""
    names = str(request.param).split()
    for module in ("streams", "frame"):
        monkeypatch.setattr(
            f"gongkai.read.{module}.find_spec", lambda name: None if name in names else 1
        )
    yield names
