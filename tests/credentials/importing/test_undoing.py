"""An import is taken back as one, or not at all."""

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from tests.browser import words
from tests.builders import make_member
from tests.credentials.builders import make_entry
from tests.credentials.importing.builders import ADA, BEN, TODAY, csv_of, how_many, person, told
from trainer.credentials.importing.adding import Adding
from trainer.credentials.importing.models import ImportRow
from trainer.credentials.models import Certificate, Entry
from trainer.credentials.pages import standings_of
from trainer.db import db
from trainer.people.models import Person


def test_undone_as_one(stage):
    stage.do(csv_of(ADA, BEN))
    ada = person("ada@example.org")
    stage.browser.follow("Undo this import")
    stage.browser.press("Undo the whole import", 422)
    stage.browser.press("Undo the whole import", reason="The wrong clinic")
    assert "This import was undone" in words(stage.browser.page)
    assert standings_of(ada, TODAY) == []
    assert ada.deactivated_at
    assert not ada.holds("practitioner", clinic=stage.clinic)
    assert how_many(Certificate) == 1, "nothing is deleted"
    voiding = db.session.scalars(select(Entry).filter_by(kind="correction")).all()
    assert {one.reason for one in voiding} == {"Undo of import 1: The wrong clinic"}
    assert {bool(one.certificate_id) for one in voiding} == {True, False}
    assert [one["reason"] for one in told("import.undone")] == ["The wrong clinic"]
    stage.browser.open(f"{stage.imports}/1/undoing", 409)
    make_member(ada, "practitioner", stage.clinic)
    assert [one.state for one in standings_of(ada, TODAY)] == ["missing"]


def test_an_import_is_there_as_a_whole_or_not_at_all(stage, monkeypatch):
    stage.try_out(csv_of(ADA, BEN))
    before = how_many(Person), how_many(Certificate), how_many(ImportRow), len(told("person.joined"))

    def breaks_off(*_):
        raise IntegrityError("INSERT", {}, Exception("UNIQUE constraint failed: person.email"))

    with monkeypatch.context() as patch:
        patch.setattr(Adding, "add_certificates", breaks_off)
        stage.browser.press("Import: 2 new people, 1 certificate", 409)
    assert (how_many(Person), how_many(Certificate), how_many(ImportRow), len(told("person.joined"))) == before
    stage.browser.open(f"{stage.imports}/1")
    stage.browser.press("Import: 2 new people, 1 certificate")
    assert how_many(Person) == 3
    assert how_many(ImportRow) == 2
    assert how_many(Certificate) == len(told("import.made")) == 1


def test_after_an_undo_the_file_can_be_imported_again_and_undone_again(stage):
    for number in (1, 2):
        stage.do(csv_of(ADA))
        ada = person("ada@example.org")
        assert [one.state for one in standings_of(ada, TODAY)] == ["current"], number
        assert ada.active
        stage.browser.follow("Undo this import")
        stage.browser.press("Undo the whole import", reason="Tried out")
        assert not person("ada@example.org").active


def test_an_undo_leaves_alone_who_has_something_else_on_record(stage):
    stage.do(csv_of(ADA, BEN))
    ben = person("ben@example.org")
    make_entry(ben, stage.clinic, "document", "cpr", TODAY)
    stage.browser.follow("Undo this import")
    stage.browser.press("Undo the whole import", reason="The wrong clinic")
    assert ben.active
    assert not ben.holds("practitioner", clinic=stage.clinic)


def test_nobody_undoes_what_is_their_own(stage):
    stage.do(csv_of(ADA))
    ada = person("ada@example.org")
    make_member(ada, "director", stage.clinic)
    stage.browser.sign_in(ada).open(f"{stage.imports}/1/undoing", 409)
