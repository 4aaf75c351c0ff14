"""How somebody stands is decided twice: by the rules for one, by the database for everybody. Both say the same."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.builders import LONG_AGO, make_clinic, make_person
from tests.credentials.builders import make_policy
from trainer.credentials import queries
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
STRICT = {
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
near = st.integers(-500, 200).map(lambda days: DAY + timedelta(days=days))
moments = near.map(lambda day: datetime.combine(day, time(12), UTC))
lasting = st.one_of(st.none(), st.integers(0, 400))
lines = st.tuples(
    st.sampled_from(SUBJECTS), near, lasting, moments, st.booleans(), st.integers(60, 100), st.integers(0, 5)
)
endings = st.tuples(st.sampled_from(["reinstatement", "return", "correction", "correction"]), near, moments)
certificates = st.tuples(near, st.integers(0, 900), moments, st.booleans())
numbers = count(1)


@st.composite
def histories(draw):
    return {
        "lines": draw(st.lists(lines, max_size=12)),
        "endings": draw(st.lists(endings, max_size=4)),
        "certificates": draw(st.lists(certificates, max_size=3)),
        "professions": draw(
            st.lists(
                st.tuples(st.sampled_from(["chiropractor", "physical therapist", None]), near, moments), max_size=2
            )
        ),
    }


@pytest.fixture
def versions(app):
    """Two versions of one credential: modules only, and everything."""
    return [make_policy("a"), make_policy(**STRICT, due_soon_days=30)]


@pytest.fixture
def clinic(app):
    return make_clinic()


@pytest.fixture
def people(clinic):
    return [make_person(clinic=clinic) for _ in range(3)]


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


@pytest.mark.parametrize("strict", [False, True], ids=["modules only", "everything"])
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(
    written=st.lists(histories(), min_size=2, max_size=3),
    day=near,
    known_at=st.one_of(st.none(), moments),
    merged=st.one_of(st.none(), moments),
)
def test_the_database_and_the_rules_agree(versions, clinic, people, strict, written, day, known_at, merged):
    for person, history in zip(people, written, strict=False):
        write(person, clinic, versions, history)
    if merged:  # the second was found to be the first
        change = Person.__table__.update().where(Person.id == people[1].id)
        db.session.execute(change.values(merged_into_id=people[0].id, merged_at=merged))
    version = versions[strict]
    earned_under = queries.versions_of(version.credential)
    if not strict:
        earned_under = {version.id: queries.rule_of(version) for version in versions[:1]}
    asked = status.Asked(version.credential_id, queries.rule_of(version), earned_under, day, known_at)

    ids = [person.id for person in people]
    table = status.standings(asked, select(Person.id).where(Person.id.in_(ids)))
    found = {one.person_id: (one.rank, one.valid_until) for one in db.session.execute(select(table))}
    known = queries.histories(ids, known_at)
    db.session.rollback()

    expected = {}
    for person_id in ids:
        if merged and person_id == ids[1] and (known_at is None or merged <= known_at):
            continue  # not listed by themselves any more
        stands = standing(queries.rule_of(version), known[person_id], day, earned_under)
        until = stands.certificate.valid_until if stands.certificate else None
        expected[person_id] = (stands.rank, until)
    assert found == expected


def test_everybody_at_once_takes_one_statement(app, clinic, people, versions, statements):
    asked = status.Asked(
        versions[1].credential_id,
        queries.rule_of(versions[1]),
        queries.versions_of(versions[1].credential),
        DAY,
        LONG_AGO,
    )
    with statements() as seen:
        db.session.execute(select(status.standings(asked, select(Person.id)))).all()
    assert len(seen) == 1
