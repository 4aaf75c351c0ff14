"""Revoked, suspended, voided: what the ledger says of a certificate, its badge says too, on the same day."""

from datetime import UTC, date, datetime

import pytest
from openbadgeslib.ob3 import OB3VerificationError

from tests.builders import make_person
from tests.credentials.badges.builders import JUNE, accepted_by_openbadgeslib, address_of
from tests.credentials.builders import make_certificate, make_entry, make_policy
from trainer.credentials.badges.rules import status
from trainer.credentials.badges.stopping import Stopped, stopped
from trainer.db import db

pytestmark = pytest.mark.usefixtures("june")

MAY = date(2026, 5, 1)
NOBODY = Stopped(frozenset(), frozenset())
ALL = status.numbers_in(1)


def now(moment=JUNE) -> Stopped:
    return stopped(ALL, moment)


@pytest.fixture
def enter(certificate, clinic):
    def make(kind: str, from_on=MAY, subject="needling", **changes):
        return make_entry(certificate.person, clinic, kind, subject, from_on, **changes)

    return make


def test_as_long_as_nothing_happens_nobody_is_stopped(certificate, statements):
    with statements() as seen:
        assert now() == NOBODY
    assert len(seen) <= 2


@pytest.mark.parametrize(("kind", "purpose"), [("revocation", "revoked"), ("suspension", "suspended")])
def test_a_badge_that_was_stopped_is_refused_by_others(fetch, certificate, clinic, enter, kind, purpose):
    other = make_certificate(make_person(clinic=clinic), clinic, certificate.credential_version)
    document = fetch(address_of(certificate))
    accepted_by_openbadgeslib(fetch, document)
    enter(kind)
    assert getattr(now(), purpose) == {certificate.id}
    with pytest.raises(OB3VerificationError, match=rf"status '{kind}' is set"):
        accepted_by_openbadgeslib(fetch, document)
    accepted_by_openbadgeslib(fetch, fetch(address_of(other)))


def test_a_suspension_that_was_lifted_or_is_over_no_longer_counts(certificate, enter):
    suspension = enter("suspension")
    enter("suspension", until_on=date(2026, 5, 31))
    assert now().suspended == {certificate.id}
    enter("reinstatement", from_on=date(2026, 6, 1), refers_to_id=suspension.id)
    assert now() == NOBODY


def test_a_revocation_that_was_a_mistake_no_longer_counts(enter):
    revocation = enter("revocation")
    enter("correction", refers_to_id=revocation.id)
    assert now() == NOBODY


def test_a_certificate_that_was_voided_counts_as_revoked(certificate, enter):
    enter("correction", certificate_id=certificate.id)
    assert now().revoked == {certificate.id}


def test_it_is_the_day_where_the_clinic_is(certificate, enter):
    enter("revocation", from_on=date(2026, 6, 1))
    assert now(datetime(2026, 6, 1, 5, 59, tzinfo=UTC)) == NOBODY  # a minute before midnight in Denver
    assert now(datetime(2026, 6, 1, 6, 0, tzinfo=UTC)).revoked == {certificate.id}


def test_only_that_credential_is_stopped_and_only_what_began_before(certificate, clinic, enter):
    person = certificate.person
    make_certificate(person, clinic, make_policy("a", slug="other", title="Other"))
    make_certificate(person, clinic, certificate.credential_version, valid_from=date(2026, 5, 2))
    enter("revocation")
    assert now().revoked == {certificate.id}


@pytest.mark.parametrize("stays", ["holder", "revoked"])
def test_two_accounts_that_were_found_to_be_one_person_are_stopped_as_one(certificate, clinic, stays):
    """The certificate is of the one, the revocation was entered for the other, whichever of them stays."""
    holder, other = certificate.person, make_person(clinic=clinic)
    make_entry(other, clinic, "revocation", "needling", MAY)
    assert now() == NOBODY
    gone, staying = (other, holder) if stays == "holder" else (holder, other)
    gone.merged_into_id, gone.merged_at = staying.id, JUNE
    db.session.commit()
    assert now().revoked == {certificate.id}


def test_another_list_has_others(certificate, enter):
    enter("revocation")
    assert stopped(status.numbers_in(2), JUNE) == NOBODY
