"""The codebase holds its own rules: who may look at whom, and what stands in one place only."""

import ast
import importlib
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

# Nothing looks uphill: a room may look at those named before it and at itself.
CPP_ROOMS = ["base", "arrow", "ledger", "measure", "statement", "assess", "workbook", "bindings"]
PYTHON_ROOMS = [
    ["_core"],
    ["_*"],  # small private modules, for everybody
    ["result"],
    ["read"],
    ["report", "show"],
    ["year", "audit", "plan", "reach"],
    ["rules"],
    ["spark"],
    ["__init__"],
    ["cli"],
    ["__main__"],
]

# One door per outside library: who may include or import it. What is not listed has no door.
CPP_DOORS = {
    "xlsxwriter*": ["cpp/gongkai/workbook/package.cpp", "cpp/gongkai/workbook/sheet*.cpp"],
    "toml++/*": ["cpp/gongkai/base/config.cpp"],
    "Eigen/*": ["cpp/gongkai/assess/*.cpp"],
    "fmt/*": ["cpp/*"],
    "zlib.h": ["cpp/gongkai/workbook/*.cpp"],
    "pybind11/*": ["cpp/bindings/*"],
    "Python.h": ["cpp/bindings/*.cpp"],
    "datetime.h": ["cpp/bindings/*"],  # Python's dates
    "fcntl.h": ["cpp/gongkai/*.cpp"],
    "sys/*.h": ["cpp/gongkai/*.cpp"],
    "unistd.h": ["cpp/gongkai/*.cpp"],
}
PYTHON_DOORS = {
    "docx": ["report/docx.py"],
    "docxtpl": ["report/docx.py"],
    "duckdb": ["read/frame.py"],
    "fastexcel": ["read/excel.py"],
    "jinja2": ["report/*.py"],
    "lxml": ["read/document_*.py"],
    "matplotlib": ["report/chart.py"],
    "openpyxl": ["read/workbook.py"],
    "pandas": ["result.py"],
    "pdfplumber": ["read/document_pdf.py"],
    "polars": ["result.py"],
    "pyarrow": ["spark.py"],
    "pyspark": ["spark.py"],
    "rich": ["cli/show.py"],
    "typer": ["cli/*.py"],
    "typst": ["report/pdf.py"],
    "xlrd": ["read/xls.py"],
}

# Where Chinese may stand in the core: labels, how offices write, what a finding expected, because.
CHINESE = [
    "base/calendar.cpp",
    "base/gather.cpp",
    "base/notice.cpp",
    "base/rule.cpp",
    "ledger/*.cpp",
    "ledger/parse*.hpp",
    "measure/*.cpp",
    "workbook/words.cpp",
]
LABELS = ["ledger/schema.cpp", "ledger/vocabulary.cpp"]


@cache
def tracked() -> list[Path]:
    """Every file of the project, also those not committed yet; no folder that git ignores."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    names = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return [ROOT / name for name in sorted(set(names.split("\0"))) if (ROOT / name).is_file()]


def files(*patterns: str) -> list[Path]:
    """The project's files of these patterns; none is an error, so that no check runs empty."""
    found = [path for path in tracked() if any(fnmatch(name(path), each) for each in patterns)]
    assert found, f"no file matches {patterns}"
    return found


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def allowed(where: str, patterns: list[str]) -> bool:
    return any(fnmatch(where, pattern) for pattern in patterns)


def includes(path: Path) -> list[str]:
    return re.findall(r'^\s*#\s*include\s*([<"][^>"]+)[>"]', text(path), re.MULTILINE)


def test_nothing_in_the_core_looks_uphill() -> None:
    def room(path: str) -> int:
        return CPP_ROOMS.index(path.removeprefix("cpp/").removeprefix("gongkai/").split("/")[0])

    uphill, seen = [], 0
    for path in files("cpp/gongkai/*.?pp", "cpp/bindings/*.?pp"):
        for target in includes(path):
            if target.startswith('"'):
                seen += 1
                beside = path.parent / target[1:]
                own = beside if beside.is_file() else ROOT / "cpp" / target[1:]
                assert own.is_file(), f"{name(path)}: no file {target[1:]}"
                if room(name(own)) > room(name(path)):
                    uphill.append(f"{name(path)} -> {target[1:]}")
    assert seen > 0
    assert uphill == []


def test_each_library_has_one_door_in_cpp() -> None:
    wrong = []
    for path in files("cpp/*.?pp"):
        for target in includes(path):
            standard = re.fullmatch(r"<[a-z_]+", target)
            if target.startswith("<") and not standard:
                doors = [door for key, door in CPP_DOORS.items() if fnmatch(target[1:], key)]
                if not any(allowed(name(path), door) for door in doors):
                    wrong.append(f"{name(path)}: {target[1:]}")
    assert wrong == []


def test_the_core_does_not_know_python() -> None:
    word = re.compile("python|pybind|numpy|pandas", re.IGNORECASE)
    knowing = [name(path) for path in files("cpp/gongkai/*.?pp") if word.search(text(path))]
    assert knowing == []


def literals(cpp: str) -> Iterator[str]:
    """The texts of a C++ source, without its comments."""
    comment, raw = r"//[^\n]*|/\*.*?\*/", r'R"(\w*)\(.*?\)\1"'
    quoted, character = r'"(?:\\.|[^"\\\n])*"', r"(?<!\w)'(?:\\.|[^'\\\n])+'"
    token = "|".join([comment, raw, quoted, character])
    for match in re.finditer(token, cpp, re.DOTALL):
        if not match[0].startswith("/"):
            yield match[0]


def chinese(path: Path) -> list[str]:
    return [each for each in literals(text(path)) if re.search("[㐀-鿿]", each)]


def test_chinese_stands_in_few_places_of_the_core() -> None:
    wrong = []
    for path in files("cpp/gongkai/*.?pp"):
        if not allowed(name(path).removeprefix("cpp/gongkai/"), CHINESE):
            wrong += [f"{name(path)}: {each}" for each in chinese(path)]
    assert wrong == []


def test_an_official_label_stands_once() -> None:
    homes = files(*(f"cpp/gongkai/{each}" for each in LABELS))
    # A word of one or two characters (无, 万元) is no label by itself; the quotes count as two.
    labels = {each for path in homes for each in chinese(path) if len(each) > 4}
    assert labels
    wrong = []
    for path in files("cpp/gongkai/*.?pp"):
        if path not in homes:
            wrong += [f"{name(path)}: {each}" for each in chinese(path) if each in labels]
    assert wrong == []


def imports(path: Path) -> Iterator[str]:
    """The modules that a file of the package imports, with full names."""
    package = ["gongkai", *path.relative_to(ROOT / "python" / "gongkai").parent.parts]
    for node in ast.walk(ast.parse(text(path))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*base, *filter(None, [node.module])])
            for alias in node.names:
                inner = ROOT / "python" / Path(*module.split("."), alias.name)
                is_module = any(inner.with_suffix(end).exists() for end in (".py", ".pyi", ""))
                yield f"{module}.{alias.name}" if is_module else module


def python_room(module: str) -> int:
    top = [*module.split("."), "__init__"][1]
    for place, names in enumerate(PYTHON_ROOMS):
        if allowed(top, [each for each in names if each != "_*" or not top.startswith("__")]):
            return place
    pytest.fail(f"'{top}' has no place in PYTHON_ROOMS")


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT / "python").with_suffix("").parts
    return ".".join(parts[:-1] if len(parts) > 2 and parts[-1] == "__init__" else parts)


def test_nothing_in_the_package_looks_uphill() -> None:
    uphill, seen = [], 0
    for path in files("python/gongkai/*.py"):
        own = module_name(path)
        for target in imports(path):
            if target.split(".")[0] == "gongkai":
                seen += 1
                # What tasks on other machines load stays small.
                small = ("gongkai._core", "gongkai._templates")
                only_core = own != "gongkai.spark" or target in small
                if python_room(target) > python_room(own) or not only_core:
                    uphill.append(f"{own} -> {target}")
    assert seen > 0
    assert uphill == []


def test_each_library_has_one_door_in_python() -> None:
    wrong = []
    for path in files("python/gongkai/*.py"):
        where = name(path).removeprefix("python/gongkai/")
        for library in {target.split(".")[0] for target in imports(path)}:
            ours = library == "gongkai" or library in sys.stdlib_module_names
            if not ours and not allowed(where, PYTHON_DOORS.get(library, [])):
                wrong.append(f"{where}: {library}")
    assert wrong == []


def test_every_file_opens_with_one_sentence() -> None:
    silent = []
    for path in files("cpp/*.?pp"):
        header_speaks = path.suffix == ".cpp" and path.with_suffix(".hpp").exists()
        if not header_speaks and not text(path).startswith("// "):
            silent.append(name(path))
    for path in files("python/gongkai/*.py", "tests/python/*.py"):
        if not ast.get_docstring(ast.parse(text(path))):
            silent.append(name(path))
    assert silent == []


@pytest.mark.parametrize(
    ("what", "pattern"),
    [
        ("work without an issue", r"\b(?:TO[D]O|FIX[M]E|X[X]X)\b(?!\(#\d+\))"),
        ("a rule switched off in line", r"type:\s*ignore|no[q]a|NO[L]INT|clang-format\s+off"),
        ("a warning switched off in line", r"pragma\s+GCC\s+diagnostic|filter[w]arnings\("),
        ("a test that does not run", r"GTEST_[S]KIP|DIS[A]BLED_|mark\.(?:skip|xfail)|\bskip\("),
        ("a path of one machine", r"(?<![\w.:/])/(?:work|home|root|Users)/\w"),
    ],
)
def test_no_file_has(what: str, pattern: str) -> None:
    kinds = ["cpp", "hpp", "py", "pyi", "toml", "txt", "cmake", "sh", "md", "json", "ipynb", "j2"]
    wrong = []
    for path in files(*(f"*.{kind}" for kind in kinds), ".ci/run"):
        for number, line in enumerate(text(path).splitlines(), start=1):
            if re.search(pattern, line):
                wrong.append(f"{name(path)}:{number}: {line.strip()}")
    assert wrong == [], what


def test_the_stub_names_what_the_module_has() -> None:
    command = [sys.executable, "-m", "mypy.stubtest", "gongkai._core", "--concise"]
    command += ["--mypy-config-file", "pyproject.toml"]  # the stub here, not the one installed
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    lines = (run.stdout + run.stderr).splitlines()
    # Each class has pybind11's own metaclass, and one that only the core makes has a catch-all
    # __init__; neither can a stub name.
    unnameable = (
        "inconsistent, metaclass differs",
        '__init__ is inconsistent, stub does not have *args parameter "args"',
    )
    assert [line for line in lines if not line.endswith(unnameable)] == []


def arguments(function: ast.FunctionDef) -> list[str]:
    every = function.args
    return [each.arg for each in [*every.posonlyargs, *every.args, *every.kwonlyargs]]


def documented_arguments(doc: str) -> list[list[str]]:
    """The argument names of a bound function, one list an overload, from its docstring's head."""
    heads = re.findall(r"^(?:\d+\. )?(\w+\(.*\)) -> ", doc, re.MULTILINE)
    defaults = [re.sub(r"= <[^>]*>", "= ...", head) for head in heads]
    made = [ast.parse(f"def {head}: ...").body[0] for head in defaults]
    return [arguments(each) for each in made if isinstance(each, ast.FunctionDef)]


def test_the_stub_names_the_same_arguments() -> None:
    core = importlib.import_module("gongkai._core")
    wrong, seen = [], 0
    stub = ast.parse(text(ROOT / "python" / "gongkai" / "_core.pyi"))
    classes = [each for each in stub.body if isinstance(each, ast.ClassDef)]
    for owner, node in [(core, stub), *((getattr(core, each.name), each) for each in classes)]:
        for function in (each for each in node.body if isinstance(each, ast.FunctionDef)):
            if function.name.startswith("__") and function.name != "__init__":
                continue  # operators are called by place
            known = documented_arguments(getattr(owner, function.name).__doc__ or "")
            seen += len(known)
            if known and (found := arguments(function)) not in known:
                wrong.append(f"{owner.__name__}.{function.name}: {found}, not {known}")
    assert seen > 0
    assert wrong == []


def test_the_readme_names_both_commands() -> None:
    for command in ("examples/quickstart.sh", "tests/run.sh"):
        assert f"bash {command}" in text(ROOT / "README.md")
        assert (ROOT / command).is_file()


def test_notebooks_are_committed_without_outputs() -> None:
    for path in files("notebooks/*.ipynb"):
        cells = json.loads(text(path))["cells"]
        assert [cell for cell in cells if cell.get("outputs")] == [], name(path)
