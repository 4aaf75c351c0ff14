"""The map of the code, checked: who may import whom, where things are kept, who commits."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TRAINER = ROOT / "trainer"

# design.md, section 3: each room imports only the ones below it; the top of the house first.
MAY_IMPORT = {
    "demo": {"exchange", "audit", "insight", "quizzes", "banks", "credentials", "people"},
    "exchange": {"audit", "insight", "quizzes", "banks", "credentials", "people"},
    "audit": {"insight", "quizzes", "banks", "credentials", "people"},
    "insight": {"quizzes", "banks", "credentials", "people"},
    "quizzes": {"banks", "credentials", "people"},
    "banks": {"credentials", "people"},
    "credentials": {"people"},
    "people": set(),
}
GROUND_FLOOR = {"cells", "clock", "config", "db", "errors", "jobs", "mail", "reading", "trail", "web"}
JOINS_EVERYTHING = {"__init__", "serve"}
MAY_COMMIT = {"views", "api", "cli", "tasks"}
ALSO_COMMIT = {"serve.py", "mail.py"}  # the start; a job that notes each letter as it leaves
NO_DRAWERS = {"utils", "util", "helpers", "helper", "services", "service", "managers", "manager", "common", "misc"}
USES = re.compile(r"""\{%-? *(?:from|extends|include|import) +["'](\w+)/""")
PURE = [
    *TRAINER.glob("*/rules.py"),
    *TRAINER.glob("*/rules/*.py"),
    *TRAINER.glob("*/*/rules/*.py"),
]


def parsed(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def imports(file: Path):
    """Dotted names of all a file imports, like 'flask.Flask' or 'trainer.banks.rules.Item'."""
    for node in ast.walk(parsed(file)):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{module(file)}: imports are written in full"
            yield from (f"{node.module}.{name.name}" for name in node.names)


def module(file: Path) -> str:
    return ".".join(file.relative_to(ROOT).with_suffix("").parts)


def rooms_imported_by(file: Path) -> set[str]:
    return {name.split(".")[1] for name in imports(file) if name.startswith("trainer.")} & MAY_IMPORT.keys()


def functions(file: Path):
    return (node for node in ast.walk(parsed(file)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def code_files() -> list[Path]:
    return sorted(TRAINER.rglob("*.py"))


def test_the_house_has_these_rooms_and_no_others():
    found = {path.name.removesuffix(".py") for path in TRAINER.iterdir() if path.suffix == ".py" or path.is_dir()}
    assert found - {"__pycache__"} == MAY_IMPORT.keys() | GROUND_FLOOR | JOINS_EVERYTHING


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_a_room_imports_only_the_rooms_below_it(room):
    for file in (TRAINER / room).rglob("*.py"):
        assert rooms_imported_by(file) <= MAY_IMPORT[room] | {room}, module(file)


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_a_template_uses_only_those_of_the_rooms_below_it(room):
    for file in (TRAINER / room / "templates").rglob("*.html"):
        used = set(USES.findall(file.read_text(encoding="utf-8")))
        assert used & MAY_IMPORT.keys() <= MAY_IMPORT[room] | {room}, file


def test_the_ground_floor_imports_no_room():
    for name in GROUND_FLOOR:
        folder = TRAINER / name
        for file in folder.rglob("*.py") if folder.is_dir() else [TRAINER / f"{name}.py"]:
            assert not rooms_imported_by(file), module(file)


@pytest.mark.parametrize("file", PURE, ids=module)
def test_rules_are_plain_python(file):
    pure = tuple(module(f).removesuffix(".__init__") for f in PURE)
    counts = {"numpy"} if file.is_relative_to(TRAINER / "insight" / "rules") else set()  # a million answers as columns
    for name in imports(file):
        assert name.split(".")[0] in sys.stdlib_module_names | counts or name.startswith(pure), name
    attributes = {node.attr for node in ast.walk(parsed(file)) if isinstance(node, ast.Attribute)}
    assert not attributes & {"now", "today", "utcnow", "open", "read_text"}, (
        "time is an argument, and files are read elsewhere"
    )


def test_only_the_shell_commits():
    for file in code_files():
        if any(isinstance(node, ast.Attribute) and node.attr == "commit" for node in ast.walk(parsed(file))):
            parts = {part.removesuffix(".py") for part in file.relative_to(TRAINER).parts}
            assert parts & MAY_COMMIT or file.name in ALSO_COMMIT, module(file)


def test_imports_stand_at_the_top():
    for file in code_files():
        for function in functions(file):
            inside = [node for node in ast.walk(function) if isinstance(node, ast.Import | ast.ImportFrom)]
            assert not inside, f"{module(file)}.{function.name}"


def test_nothing_is_kept_in_a_drawer():
    for path in TRAINER.rglob("*"):
        assert path.stem not in NO_DRAWERS, path


def test_files_and_functions_stay_readable():
    """Aim: 200 lines a file, 20 a function. Past these limits a file is split by noun, a function by what it does."""
    for file in code_files():
        assert len(file.read_text(encoding="utf-8").splitlines()) <= 300, module(file)
        for function in functions(file) if file != TRAINER / "config.py" else ():  # a list of settings may be long
            assert (function.end_lineno or 0) - function.lineno < 45, f"{module(file)}.{function.name}"


def test_nothing_is_left_for_later():
    left = ("TO" + "DO", "FIX" + "ME", "XX" + "X")
    for file in [*code_files(), *TRAINER.rglob("*.html"), *TRAINER.glob("web/static/*.[jc]s*")]:
        text = file.read_text(encoding="utf-8")
        assert not any(word in text for word in left), file


def test_the_top_of_the_project_holds_only_what_was_agreed():
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True)
    top = {name.split("/")[0] for name in listed.stdout.splitlines()}
    folders = {name for name in top if (ROOT / name).is_dir() and not name.startswith(".")}
    assert folders <= {"trainer", "migrations", "question_banks", "tests"}
    files = {name for name in top if (ROOT / name).is_file() and not name.startswith(".")}
    assert files <= {"Makefile", "README.md", "LICENSE", "pyproject.toml", "requirements.txt", "wsgi.py"}
