"""Lists of the record take as few statements with many lines as with few."""

from datetime import timedelta

import pytest

from tests.builders import make_person, saved
from tests.credentials.builders import make_certificate, make_entry
from trainer.audit.looks.models import Look
from trainer.credentials.models import CertificateEntry
from trainer.credentials.reminders.models import Reminder
from trainer.mail import Letter

CLINIC = "/clinics/{clinic}"
PERSON = CLINIC + "/people/{person}"
LISTS = [
    f"{CLINIC}/looks",
    f"{PERSON}/looks",
    f"{PERSON}/ledger",
    f"{CLINIC}/temporary-clearances",
    f"{CLINIC}/imports",
    f"{CLINIC}/imports/not-verified",
    f"{CLINIC}/reminders",
    f"{CLINIC}/reminders/words",
    f"{CLINIC}/internal-audits",
    f"{CLINIC}/roster",
    "/looks",
    "/account/reminders",
    "/certificates/",
]


@pytest.fixture
def record(stage):
    """Adds to the record of a few people, once more each time it is called."""

    def more(people, today):
        for number, one in enumerate(people):
            by, hour = make_person("director", stage.clinic), stage.clinic.opened_at + timedelta(hours=number)
            about = {"by_id": by.id, "about_id": one.id, "clinic_id": stage.clinic.id, "hour": hour}
            saved(Look(looked_at=stage.clinic.opened_at, **about))
            certificate = make_certificate(one, stage.clinic, stage.policy)
            earlier = make_entry(one, stage.clinic, "document", "imported-certificate", today, until_on=today)
            saved(CertificateEntry(certificate_id=certificate.id, entry_id=earlier.id))
            make_entry(
                one, stage.clinic, "verification", "imported-certificate", today, refers_to_id=earlier.id, good=False
            )
            until = today + timedelta(days=9)
            make_entry(one, stage.clinic, "temporary_request", "needling", today, by_id=by.id, until_on=until)
            key = f"letter {earlier.id}"
            saved(Letter(to=one.email, subject="A", text="B", written_at=stage.clinic.opened_at, key=key))
            told = {"to_id": one.id, "as_director": False, "about_id": one.id, "clinic_id": stage.clinic.id}
            saved(
                Reminder(key=key, kind="lapsed", credential="A", written_at=earlier.recorded_at, letter_key=key, **told)
            )

    return more


def test_lists_take_at_most_ten_statements_however_long_they_are(director, stage, record, today, statements):
    people = [make_person(clinic=stage.clinic) for _ in range(3)]
    addresses = [one.format(clinic=stage.clinic.slug, person=people[0].id) for one in LISTS]
    counts: list[dict[str, int]] = []
    for address in addresses:  # what is noted or read once
        director.open(address)
    for _ in range(2):
        record(people, today)
        found = {}
        for address in addresses:
            with statements() as seen:
                director.open(address)
            found[address] = len(seen)
        counts.append(found)
    assert counts[1] == counts[0]
    assert max(counts[1].values()) <= 10, counts[1]
