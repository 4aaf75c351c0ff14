"""An import is taken back as one: what it added is voided, nothing is deleted."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select

from trainer import clock, trail
from trainer.credentials import rules
from trainer.credentials.importing import queries
from trainer.credentials.importing.actions import take_turns
from trainer.credentials.importing.models import ImportBatch, ImportRow
from trainer.credentials.models import Certificate, Entry
from trainer.credentials.provenance import queries as provenance
from trainer.db import db
from trainer.errors import Refused
from trainer.people import actions as leaving
from trainer.people.models import Person

ROWS_AT_ONCE = 250


def require_undoable(batch: ImportBatch, by: Person) -> None:
    if batch.undone_at:
        raise Refused("This import has been undone already.")
    if not batch.made_at:
        raise Refused("This import was never confirmed, so there is nothing to undo. Drop it.")
    if not batch.finished_at:
        raise Refused("This import is under way. Wait until it is done, then undo it.")
    if queries.has_row_about(batch, own_ids(by)):
        raise Refused("A certificate of this import is your own. Another director undoes it.")


def own_ids(person: Person) -> set[int]:
    """All accounts of one human being."""
    kept = person.merged_into_id or person.id
    return {kept, *db.session.scalars(select(Person.id).where(Person.merged_into_id == kept))}


def undo_part(batch: ImportBatch, reason: str, *, by: Person) -> bool:
    """Undo the last rows that are left, some hundred; whether there were any."""
    take_turns(batch)
    require_undoable(batch, by)
    rows = queries.left_to_undo(batch, ROWS_AT_ONCE)
    if not rows:
        return False
    Undoing(batch, f"Undo of import {batch.id}: {reason}", by).rows(rows)
    return True


def undone(batch: ImportBatch, reason: str, *, by: Person) -> None:
    batch.undone_at, batch.undone_by, batch.undo_reason = clock.now(), by, reason
    trail.record("import.undone", by=by, clinic=batch.clinic, number=batch.id, file=batch.file_name, reason=reason)


class Undoing:
    def __init__(self, batch: ImportBatch, reason: str, by: Person):
        self.batch, self.clinic, self.reason, self.by = batch, batch.clinic, reason, by
        self.now = clock.now()

    def rows(self, rows: Sequence[ImportRow]) -> None:
        entries, certificates = queries.voided(rows)
        self.void_what_came_of(rows)
        for row in rows:
            row.undone_at = self.now
            if row.certificate and row.person and row.certificate_id not in certificates:
                self.void_certificate(row.certificate, row.person)
            if row.entry and row.person and row.entry_id not in entries:
                self.void_entry(row.entry, row.person)
            if row.membership and row.membership.left_on is None:
                leaving.end(row.membership, by=self.by)
            invitation = row.invitation
            if invitation and not invitation.accepted_at and not invitation.withdrawn_at:
                leaving.withdraw(invitation, by=self.by)
        db.session.flush()
        self.close(row.person for row in rows if row.membership and row.person)

    def void_what_came_of(self, rows: Sequence[ImportRow]) -> None:
        """Verifications of these rows, and the certificates that were issued on them."""
        ids, people = {row.entry_id for row in rows if row.entry_id}, {row.entry_id: row.person for row in rows}
        made = provenance.released_on(ids - {row.entry_id for row in rows if row.certificate_id}) if ids else []
        for entry_id, certificate in made:
            self.void_certificate(certificate, people[entry_id] or certificate.person)
        for entry in provenance.verifications_of(ids) if ids else []:
            self.void_entry(entry, people[entry.refers_to_id] or entry.person)

    def void_certificate(self, certificate: Certificate, person: Person) -> None:
        version = certificate.credential_version
        self.correct(person, version.credential.slug, certificate.valid_from, certificate_id=certificate.id)
        self.tell(
            "certificate.corrected", person, certificate.valid_from, credential=version.title, code=certificate.code
        )

    def void_entry(self, entry: Entry, person: Person) -> None:
        self.correct(person, entry.subject, entry.from_on, refers_to_id=entry.id)
        self.tell("entry.corrected", person, entry.from_on, entry=f"{rules.KINDS[entry.kind]} {entry.id}")

    def correct(self, person: Person, subject: str, on, **about) -> None:
        db.session.add(
            Entry(
                kind="correction",
                person_id=person.id,
                clinic_id=self.clinic.id,
                subject=subject,
                from_on=on,
                recorded_at=self.now,
                by_id=self.by.id,
                reason=self.reason,
                **about,
            )
        )

    def tell(self, name: str, person: Person, on, **details) -> None:
        effective_at = clock.start_of(on, self.clinic.time_zone)
        details["reason"] = self.reason
        trail.record(name, about=person, by=self.by, clinic=self.clinic, effective_at=effective_at, **details)

    def close(self, people: Iterable[Person]) -> None:
        """Accounts that nobody has used and about which nothing else is known. Others only lose the role."""
        unused = [one for one in people if not one.password and not one.webauthn]
        kept = queries.with_a_record([one.id for one in unused])
        for person in unused:
            if person.id not in kept and not any(m.left_on is None for m in person.memberships):
                leaving.close(person, by=self.by)
