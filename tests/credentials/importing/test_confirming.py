"""What is confirmed is what was shown: what changed in between is shown again first."""

import pytest
from sqlalchemy import update

from tests.browser import words
from tests.builders import make_person
from tests.credentials.importing.builders import ADA, BEN, csv_of, how_many
from trainer import clock
from trainer.credentials.importing import actions
from trainer.credentials.importing.models import ImportBatch, ImportFile
from trainer.credentials.models import Certificate
from trainer.db import db
from trainer.mail import Letter
from trainer.people.models import Person


def test_what_changed_in_between_is_shown_again_first(stage):
    stage.try_out(csv_of(ADA, BEN))
    make_person(clinic=stage.clinic, name="Ben Kovács", email="ben@example.org")
    page = stage.browser.press("Import: 2 new people, 1 certificate", 422)
    assert "Something has changed since this page was shown" in words(page)
    stage.browser.press("Import: 1 new person, 1 certificate")
    assert how_many(Certificate) == 1


def test_of_a_dropped_file_nothing_is_kept(stage):
    stage.try_out(csv_of(ADA))
    stage.browser.press("Drop the file")
    assert how_many(ImportBatch) == how_many(ImportFile) == 0


def test_whether_letters_go_out_is_shown_and_confirmed_too(stage):
    page = stage.try_out(csv_of(ADA))
    assert "A letter goes to each new person" not in words(page)
    digest, address = page.select_one("[name=digest]")["value"], stage.browser.address.partition("?")[0]
    stage.browser.open(f"{address}/mapping")
    page = stage.browser.press("Show what would be done", letters="y")
    assert "A letter goes to each new person" in words(page)
    page = stage.browser.post(f"{address}/confirmation", 422, digest=digest)
    assert "Something has changed since this page was shown." in words(page)
    assert how_many(Letter) == 0


def test_columns_changed_while_somebody_confirms(stage, monkeypatch):
    """Of the two who are at it at the same moment one is told, and what is done is what its record says."""
    stage.try_out(csv_of(ADA))
    real = actions.confirm

    def overtaken(batch, counts, *, by):
        with db.engine.begin() as connection:
            connection.execute(update(ImportBatch).values(work_number=ImportBatch.work_number + 1))
        real(batch, counts, by=by)

    monkeypatch.setattr(actions, "confirm", overtaken)
    page = stage.browser.press("Import: 1 new person, 1 certificate", status=409)
    assert "its columns were changed, a moment ago" in words(page)
    assert how_many(Person) == 1


@pytest.mark.parametrize("what", ["mapping", "removal"])
def test_what_is_confirmed_at_the_same_moment_is_neither_mapped_anew_nor_dropped(stage, monkeypatch, what):
    stage.try_out(csv_of(ADA))
    address, real = stage.browser.address.partition("?")[0], actions.hold_open
    if what == "mapping":
        stage.browser.open(f"{address}/mapping")

    def overtaken(batch):
        with db.engine.begin() as connection:
            connection.execute(update(ImportBatch).values(made_at=clock.now()))
        real(batch)

    monkeypatch.setattr(actions, "hold_open", overtaken)
    page = stage.browser.press("Drop the file" if what == "removal" else "Show what would be done", status=409)
    assert "was confirmed already" in words(page)
    assert how_many(ImportFile) == 1
