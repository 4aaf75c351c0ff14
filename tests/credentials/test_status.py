"""How somebody stands is decided twice: by the rules for one, by the database for everybody. Both say the same."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.builders import LONG_AGO, make_clinic, make_person
from tests.credentials.builders import make_policy
from trainer.credentials import queries
from trainer.credentials.jurisdictions.rules import LABELS, TOPIC, resolved
from trainer.credentials.models import Certificate, Entry
from trainer.credentials.queries import status
from trainer.credentials.rules import standing
from trainer.db import db
from trainer.people.models import Person, PersonProfession

DAY = date(2026, 6, 1)
PRACTICAL = {
    "practical": "needling",
    "region": "thorax",
    "title": "Needling over the thorax",
    "within_months": 12,
    "checklist": ["Names the pleura"],
    "ongoing": True,
}
STRICT: dict[str, Any] = {
    "requires": [
        {"module": "a", "within_months": 24},
        {"module": "b", "within_months": 12, "at_least_percent": 80, "ongoing": True},
        PRACTICAL,
        {"license": "any", "checked_within_days": 120},
        {
            "any_of": [
                {"document": "cpr", "title": "CPR"},
                {
                    "training": "first-aid",
                    "title": "First aid",
                    "hours": 4,
                    "in_person_hours": 2,
                    "within_months": 24,
                    "ongoing": True,
                },
                {"document": "nurse", "title": "Nurse"},
            ],
            "at_least": 2,
        },
        {
            "by_profession": {
                "chiropractor": [{"license": "CO", "checked_within_days": 30}],
                "physical therapist": [{"document": "dpt", "title": "DPT"}],
            },
            "otherwise": [{"document": "cpr", "title": "CPR"}],
        },
    ],
    "valid": {"anchor": "completion", "months": 24},
}
SUBJECTS = [
    *(("module", name) for name in "ab"),
    ("practical", "needling/thorax"),
    *(("license", state) for state in ("CO", "UT")),
    ("training", "first-aid"),
    *(("document", name) for name in ("cpr", "nurse", "dpt")),
    *((kind, "needling") for kind in ("suspension", "revocation", "temporary")),
    ("suspension", "other"),
    ("leave", ""),
]
# Few days, so that what is at an edge meets what makes the edge: limits of the policies, the day itself, the day after.
EDGES = [-731, -366, -365, -121, -120, -31, -30, -29, -2, -1, 0, 1, 2, 30, 60, 120]
LASTING = [None, 0, 1, 29, 30, 120, 365]
PEOPLE = 60
numbers = count(1)


def near(random: Random) -> date:
    return DAY + timedelta(days=random.choice(EDGES))


def moment(random: Random) -> datetime:
    return datetime.combine(near(random), time(12), UTC)


def history(random: Random, asked_for: list) -> dict:
    """A few subjects, so that their entries meet; mostly with a certificate, or they would decide nothing."""
    subjects = [random.choice(asked_for), *random.sample(SUBJECTS, random.randint(0, 2))]
    return {
        "lines": [line(random, *random.choice(subjects)) for _ in range(random.randint(1, 7))],
        "endings": [
            (random.choice(["reinstatement", "return", "correction"]), near(random), moment(random))
            for _ in range(random.randint(0, 3))
        ],
        "certificates": [
            (near(random), random.choice([0, 30, 365, 731]), moment(random), random.random() < 0.5)
            for _ in range(random.choice([0, 1, 1, 1, 2, 2]))
        ],
        "professions": [
            (random.choice(["chiropractor", "physical therapist", None]), near(random), moment(random))
            for _ in range(random.randint(0, 2))
        ],
    }


def line(random: Random, kind: str, subject: str) -> tuple:
    recorded, good = moment(random), random.random() < 0.5
    sizes = random.choice([79, 80, 100]), random.randint(0, 5)
    return (kind, subject), near(random), random.choice(LASTING), recorded, good, *sizes


@pytest.fixture
def clinic(app):
    return make_clinic()


@pytest.fixture
def people(clinic):
    return [make_person(clinic=clinic) for _ in range(PEOPLE)]


def write(person, clinic, versions, history) -> None:
    """Rows as they might stand there, whoever entered them in whatever order."""
    added = []
    for (kind, subject), from_on, days, recorded_at, good, percent, hours in history["lines"]:
        until = None if days is None else from_on + timedelta(days=days)
        until = from_on + timedelta(days=30) if kind == "temporary" and until is None else until
        added.append(
            row(
                person,
                clinic,
                kind,
                subject,
                from_on,
                recorded_at,
                until_on=until,
                good=good or kind not in {"practical", "license"},
                percent=percent,
                minutes=hours * 60,
                in_person_minutes=hours * 30,
            )
        )
    held = [
        certificate(person, clinic, versions[is_strict], first, first + timedelta(days=days), issued_at)
        for first, days, issued_at, is_strict in history["certificates"]
    ]
    db.session.add_all([*added, *held])
    db.session.flush()
    for number, (kind, from_on, recorded_at) in enumerate(history["endings"]):
        targets = added if kind != "correction" or not held or number % 2 else held
        if not targets:
            continue
        target = targets[(number * 7 + from_on.day) % len(targets)]
        about = {"certificate_id": target.id} if isinstance(target, Certificate) else {"refers_to_id": target.id}
        db.session.add(row(person, clinic, kind, "", from_on, recorded_at, **about))
    db.session.add_all(
        PersonProfession(person_id=person.id, profession=profession, from_on=from_on, recorded_at=recorded_at)
        for profession, from_on, recorded_at in history["professions"]
    )
    db.session.flush()


def row(person, clinic, kind, subject, from_on, recorded_at, **columns) -> Entry:
    usual = {"reason": "", "details": {}, "good": True}
    return Entry(
        person_id=person.id,
        clinic_id=clinic.id,
        kind=kind,
        subject=subject,
        from_on=from_on,
        recorded_at=recorded_at,
        **usual | columns,
    )


def certificate(person, clinic, version, first, last, issued_at) -> Certificate:
    return Certificate(
        code=f"CODE{next(numbers)}",
        person_id=person.id,
        clinic_id=clinic.id,
        credential_id=version.credential_id,
        credential_version_id=version.id,
        holder_name=person.name,
        valid_from=first,
        valid_until=last,
        issued_at=issued_at,
    )


# What only one thing asks for is put beside it, or a single missing thing would hide all others.
POLICIES: dict[str, dict[str, Any]] = {
    "modules only": {},
    "everything": STRICT,
    "a license": {"requires": [{"license": "any", "checked_within_days": 120}]},
    "a practical": {"requires": [PRACTICAL]},
    "a choice": {"requires": [STRICT["requires"][4]]},
    "a profession": {"requires": [STRICT["requires"][5]]},
    "a percentage": {"requires": [STRICT["requires"][1]]},
    "a state": {"requires": [{"jurisdiction": "US-XX"}]},
    "another state": {"requires": [{"jurisdiction": "US-YY"}]},
}


def law(profession: str, allowed: str, hours: int | None = None) -> dict:
    said = {"value": hours, "source": "s", "passage": ""} if hours else None
    return {
        **dict.fromkeys(LABELS),
        "profession": profession,
        "effective_on": "2020-01-01",
        "allowed": {"value": allowed, "source": "s", "passage": ""},
        "hours": said,
        "in_person_hours": said and said | {"value": hours - 2},
        "notes": [],
    }


XX = {
    "name": "Xanadu",
    "verify": "verify at the board",
    "sources": [{"id": "s", "citation": "Code", "url": "https://law.example"}],
    "rules": [law("physical therapist", "yes", 4), law("chiropractor", "no")],
}


def policies(shelf, version) -> dict:
    """Of all versions, where the rules of one state are followed."""
    written = shelf.as_written(version.credential_id)
    return {number: resolved(policy, {"US-XX": XX}, DAY) for number, policy in written.items()}


@pytest.mark.parametrize("named", POLICIES)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=3)
@given(seed=st.integers(0, 10**9))
def test_the_database_and_the_rules_agree(app, clinic, people, named, seed):
    """Over random histories; certificates were earned under this policy or under an earlier one of modules only."""
    random = Random(seed)
    versions = [make_policy("a"), make_policy("a", **POLICIES[named], due_soon_days=30)]
    version, ids = versions[1], [person.id for person in people]
    earned_under = policies(queries.shelf([]), version)
    policy = earned_under[version.id]
    asked_for = sorted((kind, subject or "CO") for kind, subject in policy.subjects if kind != "jurisdiction")
    asked_for = asked_for or [("training", TOPIC)]
    for person in people:
        write(person, clinic, versions, history(random, asked_for))
    merged = moment(random)  # every tenth was then found to be the one before
    for one, other in zip(ids[1::10], ids[::10], strict=True):
        change = Person.__table__.update().where(Person.id == one)
        db.session.execute(change.values(merged_into_id=other, merged_at=merged))
    for offset in (-30, -2, -1, 0, 1, 2, 30):
        day, known_at = DAY + timedelta(days=offset), random.choice([None, moment(random)])
        asked = status.Asked(version.credential_id, policy, earned_under, day, known_at)
        table = status.standings(asked, select(Person.id).where(Person.id.in_(ids)))
        found = {row.person_id: (row.rank, row.valid_until) for row in db.session.execute(select(table))}
        known = queries.histories(ids, known_at)
        listed = ids if known_at and merged > known_at else sorted({*ids} - {*ids[1::10]})
        expected = {one: answer(policy, known[one], day, earned_under) for one in listed}
        differing = {
            one: (found.get(one), expected.get(one), known[one]) for one in ids if found.get(one) != expected.get(one)
        }
        assert not differing
    db.session.rollback()


def answer(policy, history, day, earned_under):
    stands = standing(policy, history, day, earned_under)
    return stands.rank, stands.certificate.valid_until if stands.certificate else None


def test_everybody_at_once_takes_one_statement(app, clinic, people, statements):
    versions = [make_policy("a"), make_policy(**STRICT, due_soon_days=30)]
    earned_under = queries.shelf([]).as_written(versions[1].credential_id)
    asked = status.Asked(versions[1].credential_id, earned_under[versions[1].id], earned_under, DAY, LONG_AGO)
    with statements() as seen:
        db.session.execute(select(status.standings(asked, select(Person.id)))).all()
    assert len(seen) == 1
