"""What is known about the people whom a file names."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import aliased

from trainer.credentials.importing.models import ImportBatch, ImportRow
from trainer.credentials.importing.rules import Account, Known, Meant, license_key
from trainer.credentials.models import Certificate, CertificateEntry, Credential, Entry
from trainer.credentials.provenance.queries import SUBJECT
from trainer.db import db
from trainer.people.models import Clinic, Invitation, Membership, Person

AT_ONCE = 500  # values in one IN (...)


def known(clinic: Clinic, meant: Sequence[Meant], importer: Person | None, today: date) -> Known:
    """All that the rules need to know to judge these rows; some statements for each five hundred of them."""
    emails = sorted({one.email for one in meant if one.email})
    licenses = {license_key(one.state, one.number) for one in meant if one.number}
    owners = licensed_here(clinic, licenses)
    people = {person.id: person for person in people_by(Person.email, emails)}
    people |= {person.id: person for person in people_by(Person.id, sorted(set(owners.values()) - people.keys()))}
    kept = sorted({p.merged_into_id for p in people.values() if p.merged_into_id} - people.keys())
    people |= {person.id: person for person in people_by(Person.id, kept)}
    here, asleep = members_today(clinic, sorted(people), today), put_to_sleep(clinic, list(people.values()))
    accounts = {one.id: account(one, one.id in here, one.id in asleep, importer) for one in people.values()}

    def standing_for(person: Person) -> Account:
        return accounts[person.merged_into_id or person.id]

    return Known(
        accounts={person.email: standing_for(person) for person in people.values()},
        licenses={key: standing_for(people[owner]) for key, owner in owners.items()},
        certificates=certificates_of(sorted(accounts)),
        invited=invited(clinic, emails),
    )


def account(person: Person, is_here: bool, is_asleep: bool, importer: Person | None) -> Account:
    return Account(
        person.id,
        person.name,
        person.email,
        here=is_here,
        closed=person.deactivated_at is not None and not is_asleep,
        asleep=is_asleep,
        is_importer=importer is not None and person.id == (importer.merged_into_id or importer.id),
    )


def in_parts(values: Sequence) -> Iterator[Sequence]:
    for start in range(0, len(values), AT_ONCE):
        yield values[start : start + AT_ONCE]


def people_by(column, values: Sequence) -> Iterator[Person]:
    for part in in_parts(values):
        yield from db.session.scalars(select(Person).where(column.in_(part)).order_by(Person.id))


def licensed_here(clinic: Clinic, wanted: set[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """Whose license it is, by what was looked up at a board or came with an earlier import; of this clinic's people."""
    if not wanted:
        return {}
    theirs = select(Membership.person_id).where(Membership.clinic_id == clinic.id, Membership.left_on.is_(None))
    number = Entry.details["number"].as_string()
    checked = (
        select(Entry.subject, number, Entry.person_id)
        .where(Entry.kind == "license", Entry.subject.in_({state for state, _ in wanted}), Entry.person_id.in_(theirs))
        .distinct()
        .order_by(Entry.person_id.desc())
    )
    found = {license_key(state, said): owner for state, said, owner in db.session.execute(checked) if said}
    for part in in_parts(sorted(" ".join(key) for key in wanted)):
        rows = db.session.execute(
            select(ImportRow.license, func.min(ImportRow.person_id))
            .where(ImportRow.license.in_(part), ImportRow.undone_at.is_(None), ImportRow.person_id.in_(theirs))
            .group_by(ImportRow.license)
        )
        for license, owner in rows:
            state, _, said = str(license).partition(" ")
            found.setdefault((state, said), owner)
    return {key: owner for key, owner in found.items() if key in wanted}


def members_today(clinic: Clinic, ids: Sequence[int], today: date) -> set[int]:
    found: set[int] = set()
    for part in in_parts(ids):
        found |= set(
            db.session.scalars(
                select(Membership.person_id).where(
                    Membership.clinic_id == clinic.id,
                    Membership.person_id.in_(part),
                    Membership.joined_on <= today,
                    Membership.left_on.is_(None),
                )
            )
        )
    return found


def put_to_sleep(clinic: Clinic, people: Iterable[Person]) -> set[int]:
    """Accounts that an undone import of this clinic had made and closed again, and that nobody has ever used."""
    closed = [p.id for p in people if p.deactivated_at and not p.password and not p.erased_at and not p.merged_into_id]
    found: set[int] = set()
    for part in in_parts(closed):
        found |= set(
            db.session.scalars(
                select(ImportRow.person_id)
                .join(ImportRow.batch)
                .where(
                    ImportRow.person_id.in_(part),
                    ImportRow.person_outcome.in_(["new", "wake"]),
                    ImportRow.undone_at.is_not(None),
                    ImportBatch.clinic_id == clinic.id,
                )
            )
        )
    return found


def certificates_of(ids: Sequence[int]) -> frozenset[tuple[int, str, date, date]]:
    """What stands of what these people hold, also under an account that was merged into theirs."""
    found: set[tuple[int, str, date, date]] = set()
    void = exists().where(
        Entry.kind == "correction", Entry.certificate_id == Certificate.id, Entry.refers_to_id.is_(None)
    )
    owner = func.coalesce(Person.merged_into_id, Person.id)
    for part in in_parts(ids):
        rows = db.session.execute(
            select(owner, Credential.slug, Certificate.valid_from, Certificate.valid_until)
            .join(Person, Person.id == Certificate.person_id)
            .join(Credential, Credential.id == Certificate.credential_id)
            .where(or_(Person.id.in_(part), Person.merged_into_id.in_(part)), ~void)
        )
        found |= {(row[0], row[1], row[2], row[3]) for row in rows}
        found |= held_back(part)
    return frozenset(found)


def held_back(ids: Sequence[int]) -> set[tuple[int, str, date, date]]:
    """What came with an earlier file and counts only once verified."""
    voids = aliased(Entry)
    rows = db.session.execute(
        select(func.coalesce(Person.merged_into_id, Person.id), Entry.details, Entry.from_on, Entry.until_on)
        .join(Person, Person.id == Entry.person_id)
        .where(
            or_(Person.id.in_(ids), Person.merged_into_id.in_(ids)),
            Entry.kind == "document",
            Entry.subject == SUBJECT,
            Entry.details["counts_as"].as_string().is_not(None),
            ~exists().where(voids.kind == "correction", voids.refers_to_id == Entry.id),
            ~exists().where(CertificateEntry.entry_id == Entry.id),
        )
    )
    return {(owner, details["slug"], first, last) for owner, details, first, last in rows}


def invited(clinic: Clinic, emails: Sequence[str]) -> frozenset[str]:
    found: set[str] = set()
    for part in in_parts(emails):
        found |= set(
            db.session.scalars(
                select(Invitation.email).where(
                    Invitation.clinic_id == clinic.id,
                    Invitation.email.in_(part),
                    Invitation.accepted_at.is_(None),
                    Invitation.withdrawn_at.is_(None),
                )
            )
        )
    return frozenset(found)
