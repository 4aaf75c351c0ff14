"""A start reads the banks again only where something has changed."""

import pytest

from tests.banks.builders import change, live, live_version, sound_bank
from trainer.banks import actions, loading
from trainer.banks.loading import memory
from trainer.db import db
from trainer.serve import load_banks


@pytest.fixture
def settings(tmp_path):
    return {"QUESTION_BANKS": sound_bank(tmp_path)}


@pytest.fixture
def root(app):
    load_banks(app)
    return app.config["QUESTION_BANKS"]


def is_loaded(app) -> bool:
    return memory.is_loaded(app.config["QUESTION_BANKS"], app.config["INSTANCE"])


def test_what_was_loaded_is_not_read_again(app, root, monkeypatch):
    assert is_loaded(app)
    monkeypatch.setattr(loading, "load_all", lambda root: pytest.fail("the banks were read again"))
    load_banks(app)


@pytest.mark.parametrize("file", ["items.yaml", "facts.yaml", "material.md", "figures/hand.svg"])
def test_a_changed_file_is_read(app, root, file):
    change(root / "hands" / file, "a", "e")
    assert not is_loaded(app)


def test_a_file_more_is_read(app, root):
    (root / "hands" / "items-more.yaml").write_text("- id: more\n")
    assert not is_loaded(app)


def test_a_file_renamed_is_read(app, root):
    (root / "hands" / "items.yaml").rename(root / "hands" / "items-1.yaml")
    assert not is_loaded(app)


def test_a_fault_is_told_at_every_start(app, root, capsys):
    change(root / "hands" / "items.yaml", "objective: wash", "objective: dry")
    for _ in range(2):
        load_banks(app)
        assert "unknown-objective" in capsys.readouterr().err


def test_another_database_has_not_loaded_it(app, root):
    """The folder is kept and the database is another one, or somebody published something else meanwhile."""
    version = live_version()
    actions.publish(live().whole.model_copy(update={"title": "Another title"}))
    db.session.commit()
    assert live_version().number == version.number + 1
    assert not is_loaded(app)


def test_another_program_reads_it_again(app, root, monkeypatch, tmp_path):
    (tmp_path / "program").mkdir()
    (tmp_path / "program" / "checks.py").write_text("stricter = True\n")
    monkeypatch.setattr(memory, "PROGRAM", tmp_path / "program")
    assert not is_loaded(app)


def test_what_cannot_be_read_is_as_good_as_nothing(app, root):
    (app.config["INSTANCE"] / memory.FILE).write_text("{")
    assert not is_loaded(app)
