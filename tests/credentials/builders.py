"""Passes and certificates without quizzes: a policy of two modules, A and B, good for 24 months."""

from datetime import UTC, date, datetime, time
from itertools import count
from zoneinfo import ZoneInfo

from tests.builders import saved
from trainer.credentials import actions
from trainer.credentials.content import Policy
from trainer.credentials.models import Certificate, CredentialVersion, Entry
from trainer.db import db

numbers = count(1)


def make_policy(*modules: str, slug="needling", within_months=24, **changes) -> CredentialVersion:
    """Of modules that last as long as the oldest pass, followed everywhere; `changes` are as a file says them."""
    usual = {
        "title": "Needling knowledge",
        "scope": "The holder passed a written quiz on each module.",
        "by_default": True,
        "requires": [{"module": module, "within_months": within_months} for module in modules or ("a", "b")],
        "valid": {"anchor": "evidence"},
        "due_soon_days": 60,
    }
    policy = Policy.model_validate(usual | changes)
    version, _ = actions.publish(slug, policy, policy.model_dump_json())
    db.session.commit()
    return version


def make_certificate(person, clinic, version: CredentialVersion, **changes) -> Certificate:
    n = next(numbers)
    usual = {
        "code": f"TESTCODE{n:08}".replace("0", "Z").replace("1", "Y"),
        "person_id": person.id,
        "clinic_id": clinic.id,
        "credential_id": version.credential_id,
        "credential_version": version,
        "holder_name": person.name,
        "valid_from": date(2026, 1, 1),
        "valid_until": date(2028, 1, 1),
        "issued_at": datetime(2026, 1, 1, 18, tzinfo=UTC),
    }
    return saved(Certificate(**usual | changes))


def make_pass(person, clinic, module: str, passed_on: date, **changes) -> Entry:
    usual = {
        "evidence": f"observation {next(numbers)}",
        "details": {"version": 1},
        "recorded_at": noon(passed_on),
    }
    return make_entry(person, clinic, "module", module, passed_on, **usual | changes)


def make_entry(person, clinic, kind: str, subject: str, from_on: date, **changes) -> Entry:
    """A line of the ledger as it stands there, whoever may have entered it."""
    usual = {
        "kind": kind,
        "person_id": person.id,
        "clinic_id": clinic.id,
        "subject": subject,
        "from_on": from_on,
        "recorded_at": noon(from_on),
        "reason": "",
        "details": {},
        "good": True,
    }
    return saved(Entry(**usual | changes))


def accept(person, clinic, module: str, passed_on: date) -> list[Certificate]:
    """A pass comes down from a quiz, and is committed."""
    issued = actions.accept_pass(
        person, clinic, module=module, version=1, passed_on=passed_on, evidence=f"observation {next(numbers)}"
    )
    db.session.commit()
    return issued


def noon(day: date) -> datetime:
    """Noon in Denver, where the clinics of the tests are."""
    return datetime.combine(day, time(12), tzinfo=ZoneInfo("America/Denver"))
