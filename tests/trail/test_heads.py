"""Heads that were written down: a database that was restored, or rewritten together with its chain, is recognized."""

import shutil

import pytest
from sqlalchemy.engine import make_url

from tests.conftest import make_app
from tests.tamper import tamper
from tests.trail.builders import findings, pass_a_quiz, write_lines
from trainer import trail
from trainer.db import db
from trainer.trail import heads


def seal_once_more() -> None:
    write_lines()
    trail.seal()


def said_by(kind: str, found: list[str]) -> list[str]:
    return [sentence for sentence in found if kind in sentence]


def test_a_history_that_was_rewritten_with_its_chain(app):
    """All hashes fit, as whoever has the database can compute them; only what was written down elsewhere does not."""
    for _ in range(2):
        seal_once_more()
    tamper(
        "UPDATE event SET name = 'person.signed_in' WHERE id = 1", "DELETE FROM sealed_line", "DELETE FROM sealed_batch"
    )
    log = heads.log_file().rename(heads.log_file().with_name("kept.log"))
    trail.seal()
    heads.log_file().unlink()
    run = app.test_cli_runner().invoke(args=["audit", "check"])
    assert run.exit_code == 0
    assert "No head was there to compare with" in run.output
    found = findings([log])
    assert found[0].startswith("batch 1: not the one that was sealed ")
    assert found[1].startswith("batch 2: sealed until ")
    assert len(found) == 2


def test_lost_batches_are_counted(app):
    for _ in range(4):
        seal_once_more()
    tamper("DELETE FROM sealed_line WHERE batch_number > 1", "DELETE FROM sealed_batch WHERE number > 1")
    (said,) = said_by("seals.log says", findings([heads.log_file()]))
    assert said.startswith("batches 2 to 4: sealed until ")
    assert said.endswith("but the database ends with batch 1: it is older, or they were removed")


@pytest.mark.sqlite
def test_a_line_that_is_no_head_is_named(app, tmp_path):
    seal_once_more()
    copy = tmp_path / "printed.txt"
    copy.write_text(f"{trail.head()}\n\n1 yesterday abc\nnonsense\n", encoding="utf-8")
    assert findings([copy]) == ["printed.txt, line 3: cannot be read", "printed.txt, line 4: cannot be read"]


@pytest.mark.sqlite
def test_a_copy_from_elsewhere_is_compared_as_well(app, tmp_path):
    seal_once_more()
    copy = tmp_path / "other.log"
    copy.write_text(str(trail.head()).replace(trail.head().hash, "f" * 64), encoding="utf-8")
    run = app.test_cli_runner().invoke(args=["audit", "check", "--heads", str(copy)])
    assert run.exit_code == 1
    assert "other.log says ffffffffffff…" in run.output
    assert "and 2 heads written down outside" in run.output


@pytest.fixture
def backup(app, engine, request, tmp_path):
    """`backup()` copies the database, as a backup does, and gives the URL of the copy."""

    def copied() -> str:
        db.session.remove()
        if engine == "sqlite":
            copy = tmp_path / "backup.db"
            with db.engine.connect() as connection:
                connection.exec_driver_sql(f"VACUUM INTO '{copy}'")
            return f"sqlite:///{copy}"
        db.engine.dispose()
        server, name = request.getfixturevalue("postgres"), make_url(app.config["SQLALCHEMY_DATABASE_URI"]).database
        server.create("backup", template=name)
        request.addfinalizer(lambda: server.drop("backup"))
        return server.url("backup")

    return copied


def test_a_backup_is_checked_where_it_is_restored(app, backup, tmp_path):
    """With the log of the place it came from: it is sound but ends early. What is changed in it is found."""
    pass_a_quiz()
    trail.seal()
    url = backup()
    seal_once_more()
    (tmp_path / "elsewhere").mkdir()
    shutil.copy(heads.log_file(), tmp_path / "elsewhere")
    restored = make_app(tmp_path / "elsewhere", url)
    with restored.app_context():
        assert findings() == []
        found = findings([heads.log_file()])
        assert [sentence.split(" as ")[0][:21] for sentence in found] == ["batch 2: sealed until"]
        tamper("UPDATE certificate SET valid_until = '2999-01-01'")
        assert findings()[0].startswith("certificate 1: changed since it was sealed in batch 1")
        run = restored.test_cli_runner().invoke(args=["audit", "check"])
        assert run.exit_code == 1
        db.session.remove()
        db.engine.dispose()
