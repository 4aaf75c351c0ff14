"""Files that cannot be read: refused with their place, quickly, and without a word about what only follows from it."""

import os

import pytest

from tests.banks.builders import ITEMS, item, sound_bank
from trainer.banks import loading


def faults(root):
    return [(fault.rule, fault.file, fault.line) for fault in loading.check_all(root).faults]


UNSCORED = item("one", more="  use: practice\n") + item("two", more="  use: retired\n")
BYTES = [
    ("UTF-16", ITEMS.encode("utf-16"), "encoding", 1),
    ("Latin-1", ITEMS.replace("about two", "ab\xf6ut two").encode("latin-1"), "encoding", 22),
    ("a NUL", ITEMS.replace("about two", "about\0two").encode(), "encoding", 22),
    ("a bell", ITEMS.replace("about two", "about\atwo").encode(), "encoding", 22),
    ("an open bracket", ITEMS.encode() + b"- [", "yaml", 64),
    ("a tab", ITEMS.encode() + b"-\tid:\n\t\tx: y", "yaml", 63),
    ("brackets in brackets", b"[" * 50_000, "yaml", 1),
    ("brackets behind comments", b"[ # ]\n" * 100_000, "yaml", 41),
    ("a list in a list in a list", b"\n".join(b" " * n + b"-" for n in range(400)), "yaml", 41),
    ("an alias bomb", b"- &a [x, x]\n- &b [*a, *a]\n- &c [*b, *b]\n", "yaml", 2),
    ("a part that holds itself", b"- &a\n  - *a\n", "yaml", 2),
    ("a name that is a list", ITEMS.replace("  kind", "  ? [a, b]\n  : c\n  kind", 1).encode(), "yaml", 2),
    ("fields merged in", ITEMS.replace("  kind", "  <<: {id: x}\n  kind", 1).encode(), "yaml", 2),
    ("a tag", ITEMS.replace("id: four", "id: !!binary four").encode(), "yaml", 47),
    ("two documents", ITEMS.encode() + b"---\n- x\n", "yaml", 63),
    ("nothing at all", b"", "yaml", 1),
    ("words, no list", b"Hello!\n", "shape", 1),
    ("a list of words", b"- Hello!\n", "shape", 1),
    ("an empty list", b"[]\n", "no-items", 1),
    ("nothing scored", UNSCORED.encode(), "no-items", 1),
]  # fmt: skip


@pytest.mark.parametrize(("story", "written", "rule", "line"), BYTES, ids=[story[0] for story in BYTES])
def test_a_file_that_cannot_be_read_is_said_once(tmp_path, story, written, rule, line):
    """And nothing is said of items that are only missing because of it."""
    root = sound_bank(tmp_path)
    (root / "hands" / "items.yaml").write_bytes(written)
    found = faults(root)
    assert found[0] == (rule, "hands/items.yaml", line)
    assert {found_rule for found_rule, _, _ in found} <= {rule, "shape"}


def test_facts_that_cannot_be_read_are_not_missed_by_everything_else(tmp_path):
    root = sound_bank(tmp_path)
    (root / "hands" / "facts.yaml").write_text("- id: ]")
    assert faults(root) == [("yaml", "hands/facts.yaml", 1)]


@pytest.mark.parametrize("name", ["items.yaml", "facts.yaml", "module.yaml", "material.md", "figures/hand.svg"])
def test_a_file_of_50_mb_is_not_even_opened(tmp_path, name):
    root = sound_bank(tmp_path)
    with (root / "hands" / name).open("wb") as file:
        file.truncate(50_000_000)
    assert faults(root) == [("too-large", f"hands/{name}", 0)]


@pytest.mark.parametrize("name", ["items.yaml", "module.yaml", "material.md", "figures/hand.svg"])
def test_a_link_is_not_followed(tmp_path, name):
    root = sound_bank(tmp_path)
    file = root / "hands" / name
    file.rename(tmp_path / "elsewhere")
    file.symlink_to(tmp_path / "elsewhere")
    assert faults(root) == [("path", f"hands/{name}", 0)]


def test_a_folder_that_is_a_link_is_not_followed(tmp_path):
    root = sound_bank(tmp_path)
    (root / "hands").rename(tmp_path / "elsewhere")
    (root / "hands").symlink_to(tmp_path / "elsewhere")
    assert faults(root) == [("path", "hands", 0)]


def test_a_figures_folder_that_is_a_link_is_not_followed(tmp_path):
    root = sound_bank(tmp_path)
    (root / "hands" / "figures").rename(tmp_path / "elsewhere")
    (root / "hands" / "figures").symlink_to(tmp_path / "elsewhere")
    assert faults(root) == [("path", "hands/figures/hand.svg", 0)]


@pytest.mark.parametrize("name", ["items.yaml", "facts.yaml", "module.yaml", "material.md"])
def test_a_missing_file_is_said_once(tmp_path, name):
    root = sound_bank(tmp_path)
    (root / "hands" / name).unlink()
    rule = "no-items" if name == "items.yaml" else "missing"
    assert faults(root) == [(rule, f"hands/{name}", 0)]


def test_what_is_no_file_is_not_waited_for(tmp_path):
    root = sound_bank(tmp_path)
    (root / "hands" / "items-2.yaml").mkdir()
    os.mkfifo(root / "hands" / "items-3.yaml")
    assert faults(root) == [("missing", f"hands/items-{n}.yaml", 0) for n in (2, 3)]
