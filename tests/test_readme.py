"""What the README promises is there: settings, commands, targets, pictures, links."""

import re

import pytest

from tests.banks.test_checks import STORIES
from tests.test_architecture import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
CONFIG = (ROOT / "trainer/config.py").read_text(encoding="utf-8")


def test_every_setting_is_explained():
    settings = set(re.findall(r'(?:env\.get\(|switch\(env, |whole_number\(env, )"([A-Z_]+)"', CONFIG))
    assert len(settings) > 10
    assert settings <= set(re.findall(r"`([A-Z_]+)`", README))


def test_every_setting_that_is_explained_exists():
    explained = set(re.findall(r"^\| (`.+?`) \|", README, re.MULTILINE))
    names = {name for cell in explained for name in re.findall(r"`([A-Z_]+)`", cell)}
    assert names
    assert all(f'"{name}"' in CONFIG for name in names)


@pytest.mark.sqlite
def test_every_command_exists(app):
    for line in re.findall(r"^    flask --app wsgi (.+)$", README, re.MULTILINE):
        words = re.findall(r"[a-z|-]+", line.split("   ")[0].split("[")[0].split(" -")[0])
        for last in words[-1].split("|"):
            run = app.test_cli_runner().invoke(args=[*words[:-1], last, "--help"])
            assert run.exit_code == 0, (line, run.output)


def test_every_target_exists():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^    .*make ([a-z]+)", README, re.MULTILINE))
    assert {"serve", "test", "demo"} <= targets
    assert all(re.search(rf"^{target}:", makefile, re.MULTILINE) for target in targets)


def test_every_picture_and_file_is_there():
    for place in re.findall(r"\]\(((?!https?:)[^)#]+)\)", README):
        assert (ROOT / place).is_file(), place


def test_every_rule_of_the_check_is_listed():
    """question_banks/README.md names each rule that a fault can carry, so that nobody meets one unexplained."""
    listed = (ROOT / "question_banks/README.md").read_text(encoding="utf-8")
    rules = {story[4] for story in STORIES} | {"missing", "unknown-module", "encoding", "too-large", "path"}
    assert {rule for rule in rules if f"`{rule}`" not in listed} == set()
