"""The rows that an import adds, some hundred at a time: what joining, inviting and issuing add one by one."""

from collections.abc import Sequence
from datetime import date
from uuid import uuid4

from sqlalchemy import select

from trainer import clock, trail
from trainer.credentials.actions import new_code
from trainer.credentials.importing.models import ImportBatch, ImportRow
from trainer.credentials.importing.planning import Shelf
from trainer.credentials.importing.rules import Proposal, license_key
from trainer.credentials.importing.rules.meaning import Earlier
from trainer.credentials.models import Certificate, CertificateEntry, Entry
from trainer.credentials.provenance.queries import SUBJECT
from trainer.db import db
from trainer.people import actions as joining
from trainer.people.models import Membership, Person, PersonProfession
from trainer.people.queries import invitation_by_token

PROVENANCE = "imported, not verified"
ROLE = "practitioner"


class Adding:
    """One part of one batch. `newcomers` are those who got an account by it."""

    def __init__(self, batch: ImportBatch, shelf: Shelf, by: Person | None):
        self.batch, self.clinic, self.shelf, self.by = batch, batch.clinic, shelf, by
        self.now, self.today = clock.now(), clock.today(batch.clinic.time_zone)
        self.newcomers: list[Person] = []
        self.memberships: dict[int, Membership] = {}  # by line
        self.invitations: dict[int, int] = {}
        self.evidence: dict[int, tuple[Entry, Certificate | None]] = {}
        self.is_held_back = bool((batch.mapping or {}).get("hold"))  # until it is verified: see provenance

    def people(self, proposals: Sequence[Proposal]) -> dict[int, Person]:
        """Whom each line is about, those who are new included; not those who are only asked."""
        ids = {one.account.id for one in proposals if one.account}
        found = {one.id: one for one in db.session.scalars(select(Person).where(Person.id.in_(ids)))}
        by_email: dict[str, Person] = {}
        for one in proposals:
            if one.person == "new":
                self.newcomers.append(self.newcomer(one))
                by_email[one.email] = self.newcomers[-1]
            elif one.account:
                by_email[one.email] = found[one.account.id]
        db.session.add_all(self.newcomers)
        db.session.flush()
        added = {}
        for one in proposals:
            if one.person == "invite":
                self.invite(one)
            elif one.person != "waiting":
                added[one.meant.line] = by_email[one.email]
            if one.person in {"new", "wake"}:
                self.welcome(one.meant.line, added[one.meant.line])
        return added

    def newcomer(self, one: Proposal) -> Person:
        meant = one.meant
        return Person(
            name=meant.name,
            email=meant.email,
            profession=meant.profession,
            joined_at=self.now,
            fs_uniquifier=uuid4().hex,
        )

    def welcome(self, line: int, person: Person) -> None:
        if person.deactivated_at:
            person.deactivated_at = None
        elif person.profession:
            db.session.add(
                PersonProfession(
                    person_id=person.id,
                    profession=person.profession,
                    from_on=self.today,
                    recorded_at=self.now,
                    by_id=self.by.id if self.by else None,
                )
            )
        membership = Membership(person_id=person.id, clinic_id=self.clinic.id, role=ROLE, joined_on=self.today)
        db.session.add(membership)
        self.memberships[line] = membership
        trail.record("person.joined", about=person, by=self.by, clinic=self.clinic, role=ROLE)

    def invite(self, one: Proposal) -> None:
        account = one.account
        assert account is not None
        guest = joining.Guest(account.name, account.email, one.meant.profession, ROLE, self.clinic)
        found = invitation_by_token(joining.invite(guest, by=self.by))
        assert found is not None
        self.invitations[one.meant.line] = found.id

    def certificates(self, proposals: Sequence[Proposal], added: dict[int, Person]) -> None:
        wanted = [one for one in proposals if one.certificate == "new" and one.meant.earlier]
        ids = {added[one.meant.line].id for one in wanted}
        waiting = select(Person.id).where(Person.id.in_(ids)).order_by(Person.id)
        db.session.execute(waiting.with_for_update(key_share=True))  # evidence at the same moment waits here
        for one in wanted:
            person, earlier = added[one.meant.line], one.meant.earlier
            assert earlier is not None
            entry = self.entry(one, person, earlier)
            self.evidence[one.meant.line] = entry, None if self.is_held_back else self.certificate(person, earlier)
        db.session.add_all(entry for entry, _ in self.evidence.values())
        db.session.add_all(certificate for _, certificate in self.evidence.values() if certificate)
        db.session.flush()
        for line, (entry, certificate) in self.evidence.items():
            if certificate:
                db.session.add(CertificateEntry(certificate_id=certificate.id, entry_id=entry.id))
            self.tell(added[line], certificate, entry)

    def entry(self, one: Proposal, person: Person, earlier: Earlier) -> Entry:
        version, meant = self.shelf.versions[earlier.credential], one.meant
        details = {
            "title": f"Earlier certificate ({PROVENANCE})",
            "credential": version.title,
            "provenance": PROVENANCE,
            "issuer": earlier.issuer,
            "number": earlier.number,
            "digest": self.batch.sha256,
            "file": self.batch.file_name,
            "line": meant.line,
            "import": self.batch.id,
        }
        if self.is_held_back:
            details |= {"counts_as": version.id, "slug": earlier.credential}
        if meant.number:
            details["license"] = f"{meant.state} {meant.number}"
        return Entry(
            kind="document",
            person_id=person.id,
            clinic_id=self.clinic.id,
            subject=SUBJECT,
            from_on=earlier.valid_from,
            until_on=earlier.valid_until,
            recorded_at=self.now,
            by_id=self.by.id if self.by else None,
            reason=f"Import {self.batch.id}, line {meant.line}: {PROVENANCE}",
            details=details,
            evidence=f"import {self.batch.id} line {meant.line}",
        )

    def certificate(self, person: Person, earlier: Earlier) -> Certificate:
        version = self.shelf.versions[earlier.credential]
        return Certificate(
            code=new_code(),
            person_id=person.id,
            clinic_id=self.clinic.id,
            credential_id=version.credential_id,
            credential_version_id=version.id,
            holder_name=person.name,
            valid_from=earlier.valid_from,
            valid_until=earlier.valid_until,
            issued_at=self.now,
            by_id=self.by.id if self.by else None,
        )

    def tell(self, person: Person, certificate: Certificate | None, entry: Entry) -> None:
        first: date = entry.from_on
        code = {"code": certificate.code} if certificate else {}
        trail.record(
            "certificate.imported" if certificate else "certificate.held_back",
            about=person,
            by=self.by,
            clinic=self.clinic,
            effective_at=clock.start_of(first, self.clinic.time_zone),
            credential=entry.details["credential"],
            valid_from=first.isoformat(),
            valid_until=entry.until_on.isoformat() if entry.until_on else "",
            issuer=entry.details["issuer"] or "an issuer not named",
            **code,
        )

    def note(self, proposals: Sequence[Proposal], added: dict[int, Person]) -> None:
        """Which line led to what."""
        db.session.flush()
        for one in proposals:
            meant, line = one.meant, one.meant.line
            entry, certificate = self.evidence.get(line, (None, None))
            person = added.get(line)
            membership = self.memberships.get(line)
            db.session.add(
                ImportRow(
                    batch_id=self.batch.id,
                    line=line,
                    digest=meant.digest,
                    person_outcome=one.person,
                    certificate_outcome=one.certificate,
                    license=" ".join(license_key(meant.state, meant.number)) if meant.number else None,
                    details={"note": one.note} if one.note else {},
                    person_id=person.id if person else None,
                    membership_id=membership.id if membership else None,
                    invitation_id=self.invitations.get(line),
                    entry_id=entry.id if entry else None,
                    certificate_id=certificate.id if certificate else None,
                )
            )
