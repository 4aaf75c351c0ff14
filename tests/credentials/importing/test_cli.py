"""The same from the command line."""

from sqlalchemy import func, select

from tests.builders import make_person
from tests.credentials.importing.builders import ADA, csv_of
from trainer.credentials.models import Certificate
from trainer.db import db
from trainer.people.models import Person


def run(app, path, *more):
    db.session.rollback()
    return app.test_cli_runner().invoke(args=["people", "import", str(path), "--clinic", "riverbend", *more])


def test_tried_then_done_then_nothing_left(app, stage, tmp_path):
    path = tmp_path / "people.csv"
    path.write_bytes(csv_of(ADA, ["nobody", *ADA[1:]]))
    tried = run(app, path, "--by", stage.dora.email, "--dry-run")
    assert tried.exit_code == 0, tried.output
    assert "line 3, E-mail: “nobody” is not an email address." in tried.output
    assert "1 new people, 0 known, 0 asked by invitation, 1 new certificates" in tried.output
    assert db.session.scalar(select(func.count()).select_from(Person)) == 1
    assert "Import 1 is done." in run(app, path, "--by", stage.dora.email).output
    again = run(app, path, "--by", stage.dora.email)
    assert "0 new people, 1 known, 0 asked by invitation, 0 new certificates" in again.output
    assert db.session.scalar(select(func.count()).select_from(Certificate)) == 1


def test_who_is_no_director_answers_for_nothing(app, stage, tmp_path):
    path = tmp_path / "people.csv"
    path.write_bytes(csv_of(ADA))
    eve = make_person(clinic=stage.clinic, name="Eve Stone")
    refused = run(app, path, "--by", eve.email)
    assert refused.exit_code == 1
    assert "Eve Stone is no director of Riverbend." in refused.output
