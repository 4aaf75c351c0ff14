"""`credentials status`: everybody and every credential on any day, for spreadsheets and for programs, with reasons."""

import csv
import json
from datetime import date
from io import StringIO

import pytest

from tests.audit.builders import make_practitioner
from tests.builders import make_clinic, make_person, saved
from tests.credentials.builders import make_certificate, make_entry, make_policy, noon
from trainer.cells import safe_cell
from trainer.credentials.models import CertificateEntry
from trainer.db import db

PRACTICAL = {
    "practical": "needling",
    "region": "thorax",
    "title": "Needling at the thorax",
    "within_months": 24,
    "checklist": ["Names the risk"],
}


@pytest.fixture
def thorax(stage):
    return make_policy(
        slug="thorax",
        title="Thorax endorsement",
        clears=["thorax"],
        requires=[PRACTICAL, {"license": "CO", "checked_within_days": 120}],
        valid={"anchor": "completion", "months": 24},
    )


@pytest.fixture
def ada(stage):
    return make_practitioner(stage.clinic, stage.policy, "current", "Ada Okafor", email="ada@example.org")


def run(app, *words):
    return app.test_cli_runner().invoke(args=["credentials", "status", *words])


def rows(app, *words):
    result = run(app, *words)
    assert not result.exit_code, result.output
    return list(csv.DictReader(StringIO(result.stdout)))


def test_a_row_for_each_person_and_credential(app, stage, thorax, ada):
    make_entry(ada, stage.clinic, "license", "CO", date(2026, 1, 21))
    knowledge, endorsement = rows(app)
    assert knowledge == {
        "clinic": stage.clinic.slug,
        "person": str(ada.id),
        "name": "Ada Okafor",
        "email": "ada@example.org",
        "profession": "physical therapist",
        "credential": "needling",
        "version": "1",
        "state": "current",
        "cleared": "yes",
        "last_day": "2027-07-06",
        "certificate": knowledge["certificate"],
        "provenance": "",
        "reasons": "Cleared until 6 July 2027.",
        "as_of": "2026-06-01",
        "as_known_on": "2026-06-01",
    }
    assert knowledge["certificate"]
    assert (endorsement["credential"], endorsement["state"], endorsement["cleared"]) == ("thorax", "missing", "no")
    assert endorsement["reasons"] == (
        "Not cleared for thorax: Needling at the thorax missing; License, CO last checked 131 days ago, limit 120."
    )


def test_what_was_imported_says_so_and_whether_it_was_verified(app, stage):
    ada = make_practitioner(stage.clinic, stage.policy, "missing", "Ada")
    certificate = make_certificate(ada, stage.clinic, stage.policy)
    entry = make_entry(ada, stage.clinic, "document", "imported-certificate", date(2026, 1, 1))
    saved(CertificateEntry(certificate_id=certificate.id, entry_id=entry.id))
    assert [one["provenance"] for one in rows(app)] == ["imported, not verified"]
    make_entry(ada, stage.clinic, "verification", "imported-certificate", date(2026, 5, 4), refers_to_id=entry.id)
    assert [one["provenance"] for one in rows(app)] == ["imported, verified"]
    assert [one["provenance"] for one in rows(app, "--as-known-on", "2026-05-03")] == ["imported, not verified"]


def test_both_days_are_said_and_answered(app, stage):
    ada = make_practitioner(stage.clinic, stage.policy, "missing", "Ada")
    certificate = make_certificate(ada, stage.clinic, stage.policy)
    learned = noon(date(2026, 4, 20))
    make_entry(
        ada,
        stage.clinic,
        "correction",
        "needling",
        date(2026, 1, 1),
        recorded_at=learned,
        certificate_id=certificate.id,
    )
    [now] = rows(app, "--as-of", "2026-03-14")
    [then] = rows(app, "--as-of", "2026-03-14", "--as-known-on", "2026-04-19")
    assert (now["cleared"], now["as_of"], now["as_known_on"]) == ("no", "2026-03-14", "2026-06-01")
    assert (then["cleared"], then["as_of"], then["as_known_on"]) == ("yes", "2026-03-14", "2026-04-19")
    result = run(app, "--as-of", "2026-03-14", "--as-known-on", "2026-04-19")
    assert "Riverbend: As of 14 March 2026, as known on 19 April 2026." in result.stderr


def test_one_document_for_programs(app, stage, thorax, ada):
    result = run(app, "--format", "json", "--as-of", "2026-05-01")
    document = json.loads(result.stdout)
    assert document["count"] == len(document["rows"]) == 2
    assert document["clinics"] == [
        {
            "clinic": stage.clinic.slug,
            "as_of": "2026-05-01",
            "as_known_on": "2026-06-01",
            "time_zone": "America/Denver",
        }
    ]
    _, endorsement = document["rows"]
    assert endorsement["regions"] == ["thorax"]
    assert endorsement["cleared"] is False
    assert endorsement["certificate"] is None
    [none] = endorsement["why"]["because"]
    assert [one["says"] for one in none["because"]] == ["Needling at the thorax missing", "License, CO never checked"]


def test_a_suspension_says_why_in_the_words_given(app, stage, ada):
    make_entry(ada, stage.clinic, "suspension", "needling", date(2026, 5, 1), reason="An incident on 30 April.")
    [row] = rows(app)
    assert row["state"] == "stopped"
    assert row["reasons"] == "Not cleared: suspended since 1 May 2026 (“An incident on 30 April.”)."


def test_clinics_with_different_policies(app, stage, ada):
    """Each clinic is answered by what it follows, on its own day."""
    other = make_clinic(slug="lakeside", name="Aalborg", time_zone="Pacific/Auckland")
    make_practitioner(other, stage.policy, "due_soon", "Eve")
    found = {row["clinic"]: row for row in rows(app)}
    assert found["lakeside"]["as_of"] == "2026-06-02"
    assert found[stage.clinic.slug]["as_of"] == "2026-06-01"
    assert [row["name"] for row in rows(app, "--clinic", "lakeside")] == ["Eve"]


def test_who_was_entered_twice_is_listed_once_as_known_since_then(app, stage, ada):
    twice = make_practitioner(stage.clinic, stage.policy, "missing", "Ada O.")
    twice.merged_into_id, twice.merged_at = ada.id, noon(date(2026, 5, 1))
    db.session.commit()
    assert [row["name"] for row in rows(app)] == ["Ada Okafor"]
    assert [row["name"] for row in rows(app, "--as-known-on", "2026-04-30")] == ["Ada O.", "Ada Okafor"]


def test_no_cell_is_taken_for_a_formula(app, stage):
    make_person(clinic=stage.clinic, name="=1+1")
    assert [row["name"] for row in rows(app)] == [safe_cell("=1+1")] == ["'=1+1"]


def test_the_statements_do_not_grow_with_the_people(app, stage, statements):
    def fill(number):
        for n in range(number):
            person = make_practitioner(stage.clinic, stage.policy, "current", f"P{n}")
            make_entry(person, stage.clinic, "suspension", "needling", date(2026, 5, 1))

    fill(2)
    with statements() as few:
        rows(app)
    fill(40)
    with statements() as many:
        assert len(rows(app)) == 42
    assert len(many) == len(few), many


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--clinic", "nowhere"], "There is no clinic nowhere."),
        (["--as-of", "yesterday"], "'yesterday' does not match the format"),
        (["--as-of", "2026-02-30"], "'2026-02-30' does not match the format"),
        (["--as-of", "9000-01-01"], "9000-01-01 is too far away."),
        (["--as-known-on", "2026-06-02"], "2026-06-02 has not come yet at Riverbend"),
        (["--format", "xml"], "'xml' is not one of"),
    ],
)
def test_what_cannot_be_meant_is_refused(app, stage, words, said):
    result = run(app, *words)
    assert result.exit_code
    assert said in result.output
