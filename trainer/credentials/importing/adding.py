"""The rows that an import adds, all of them in one transaction: in few statements, as others wait for it meanwhile."""

from collections.abc import Sequence
from secrets import token_hex
from typing import Any

from sqlalchemy import ColumnElement, insert, select, update

from trainer import clock, trail
from trainer.credentials.actions import new_code
from trainer.credentials.importing.models import ImportBatch, ImportRow
from trainer.credentials.importing.planning import Shelf
from trainer.credentials.importing.rules import Fault, Plan, Proposal, license_key
from trainer.credentials.importing.rules.meaning import Earlier
from trainer.credentials.models import Certificate, CertificateEntry, Entry
from trainer.credentials.provenance.queries import SUBJECT
from trainer.db import db, hold_all
from trainer.people import actions as joining
from trainer.people.models import Membership, Person, PersonProfession
from trainer.people.queries import invitation_by_token
from trainer.people.rules import tidy_email

PROVENANCE = "imported, not verified"
ROLE = "practitioner"
AT_ONCE = 500

Row = dict[str, Any]


def insert_all(model: Any, rows: Sequence[Row]) -> None:
    if rows:
        db.session.execute(insert(model.__table__), list(rows))


def inserted(key: Any, rows: Sequence[Row], *conditions: ColumnElement[bool]) -> dict[Any, int]:
    """The ids of the rows, by what tells each from the others: of many rows asked for faster than handed back."""
    model, values = key.class_, [one[key.key] for one in rows]
    insert_all(model, rows)
    found: dict[Any, int] = {}
    for start in range(0, len(values), AT_ONCE):
        these = key.in_(values[start : start + AT_ONCE])
        found |= {row[0]: row[1] for row in db.session.execute(select(key, model.id).where(these, *conditions))}
    return found


class Adding:
    """One batch. `newcomers`: name and address of those who got an account by it; the rest by line."""

    def __init__(self, batch: ImportBatch, shelf: Shelf, by: Person | None):
        self.batch, self.clinic, self.shelf, self.by_id, self.by = batch, batch.clinic, shelf, by.id if by else None, by
        self.now, self.today = clock.now(), clock.today(batch.clinic.time_zone)
        self.newcomers: list[tuple[str, str]] = []
        self.people: dict[int, int] = {}
        self.memberships: dict[int, int] = {}
        self.invitations: dict[int, int] = {}
        self.entries: dict[int, int] = {}
        self.certificates: dict[int, int] = {}
        self.names: dict[int, str] = {}  # by person
        self.is_held_back = bool((batch.mapping or {}).get("hold"))  # until it is verified: see provenance
        self.codes: list[str] = []

    def prepare(self, plan: Plan) -> None:
        """What takes time and needs no database: done before anybody has to wait."""
        self.codes = [] if self.is_held_back else [new_code() for _ in range(plan.counts["certificates"])]

    def add(self, plan: Plan) -> None:
        self.add_people(plan.proposals)
        self.add_certificates([one for one in plan.proposals if one.certificate == "new" and one.meant.earlier])
        insert_all(ImportRow, [*map(self.row, plan.proposals), *bad_rows(self.batch, plan.faults)])

    def add_people(self, proposals: Sequence[Proposal]) -> None:
        """Whom each line is about, those who are new included; not those who are only asked."""
        new = [one for one in proposals if one.person == "new"]
        by_email = inserted(Person.email, [self.newcomer(one) for one in new])
        self.names = {by_email[tidy_email(one.email)]: one.meant.name for one in new}
        self.newcomers = [(one.meant.name, one.meant.email) for one in new]
        for one in proposals:
            if one.account:
                by_email[tidy_email(one.email)] = one.account.id
                self.names[one.account.id] = one.account.name
            if one.person == "invite":
                self.invite(one)
            elif one.person != "waiting":
                self.people[one.meant.line] = by_email[tidy_email(one.email)]
        self.welcome(new, [one for one in proposals if one.person == "wake"])

    def newcomer(self, one: Proposal) -> Row:
        meant = one.meant
        return {
            "name": meant.name,
            "email": tidy_email(meant.email),
            "profession": meant.profession,
            "joined_at": self.now,
            "fs_uniquifier": token_hex(16),
        }

    def welcome(self, new: list[Proposal], woken: list[Proposal]) -> None:
        asleep = [self.people[one.meant.line] for one in woken]
        for start in range(0, len(asleep), AT_ONCE):
            these = Person.id.in_(asleep[start : start + AT_ONCE])
            db.session.execute(update(Person).where(these).values(deactivated_at=None))
        own = {"from_on": self.today, "recorded_at": self.now, "by_id": self.by_id}
        insert_all(
            PersonProfession,
            [
                {"person_id": self.people[one.meant.line], "profession": one.meant.profession, **own}
                for one in new
                if one.meant.profession
            ],
        )
        lines = [one.meant.line for one in (*new, *woken)]
        role = {"clinic_id": self.clinic.id, "role": ROLE, "joined_on": self.today, "recorded_at": self.now}
        rows = [{"person_id": self.people[line], **role} for line in lines]
        here = (Membership.clinic_id == self.clinic.id, Membership.role == ROLE, Membership.left_on.is_(None))
        ids = inserted(Membership.person_id, rows, *here)
        self.memberships = {line: ids[self.people[line]] for line in lines}
        trail.record_all("person.joined", [(self.people[line], self.now, {"role": ROLE}) for line in lines], self.tells)

    @property
    def tells(self) -> trail.Teller:
        return trail.Teller(self.by_id, self.clinic)

    def invite(self, one: Proposal) -> None:
        account = one.account
        assert account is not None
        guest = joining.Guest(account.name, account.email, one.meant.profession, ROLE, self.clinic)
        found = invitation_by_token(joining.invite(guest, by=self.by))
        assert found is not None
        self.invitations[one.meant.line] = found.id

    def add_certificates(self, wanted: Sequence[Proposal]) -> None:
        ids = sorted({self.people[one.meant.line] for one in wanted})
        for start in range(0, len(ids), AT_ONCE):  # evidence at the same moment waits here
            hold_all(Person, ids[start : start + AT_ONCE])
        rows = [self.entry(one, earlier) for one in wanted if (earlier := one.meant.earlier)]
        lines = [one.meant.line for one in wanted]
        entries = inserted(Entry.evidence, rows)
        self.entries = {line: entries[row["evidence"]] for line, row in zip(lines, rows, strict=True)}
        held = [self.certificate(one, code) for one, code in zip(wanted, self.codes, strict=False)]
        if held:
            certificates = inserted(Certificate.code, held)
            self.certificates = {line: certificates[one["code"]] for line, one in zip(lines, held, strict=True)}
            links = [{"certificate_id": self.certificates[line], "entry_id": self.entries[line]} for line in lines]
            insert_all(CertificateEntry, links)
        codes = [{"code": one["code"]} for one in held] or [{} for _ in rows]
        name = "certificate.imported" if held else "certificate.held_back"
        trail.record_all(name, [self.told(row, code) for row, code in zip(rows, codes, strict=True)], self.tells)

    def entry(self, one: Proposal, earlier: Earlier) -> Row:
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
        return {
            "kind": "document",
            "person_id": self.people[meant.line],
            "clinic_id": self.clinic.id,
            "subject": SUBJECT,
            "from_on": earlier.valid_from,
            "until_on": earlier.valid_until,
            "recorded_at": self.now,
            "by_id": self.by_id,
            "reason": f"Import {self.batch.id}, line {meant.line}: {PROVENANCE}",
            "details": details,
            "evidence": f"import {self.batch.id} line {meant.line}",
        }

    def certificate(self, one: Proposal, code: str) -> Row:
        earlier = one.meant.earlier
        assert earlier is not None
        version, person_id = self.shelf.versions[earlier.credential], self.people[one.meant.line]
        return {
            "code": code,
            "person_id": person_id,
            "clinic_id": self.clinic.id,
            "credential_id": version.credential_id,
            "credential_version_id": version.id,
            "holder_name": self.names[person_id],
            "valid_from": earlier.valid_from,
            "valid_until": earlier.valid_until,
            "issued_at": self.now,
            "by_id": self.by_id,
        }

    def told(self, entry: Row, code: Row) -> trail.Line:
        first, last = entry["from_on"], entry["until_on"]
        details = {
            "credential": entry["details"]["credential"],
            "valid_from": first.isoformat(),
            "valid_until": last.isoformat() if last else "",
            "issuer": entry["details"]["issuer"] or "an issuer not named",
        }
        return entry["person_id"], clock.start_of(first, self.clinic.time_zone), {**details, **code}

    def row(self, one: Proposal) -> Row:
        """Which line led to what."""
        meant, line = one.meant, one.meant.line
        return {
            "batch_id": self.batch.id,
            "line": line,
            "digest": meant.digest,
            "person_outcome": one.person,
            "certificate_outcome": one.certificate,
            "license": " ".join(license_key(meant.state, meant.number)) if meant.number else None,
            "details": {"note": one.note} if one.note else {},
            "person_id": self.people.get(line),
            "membership_id": self.memberships.get(line),
            "invitation_id": self.invitations.get(line),
            "entry_id": self.entries.get(line),
            "certificate_id": self.certificates.get(line),
        }


def bad_rows(batch: ImportBatch, faults: Sequence[Fault]) -> list[Row]:
    by_line: dict[int, list[Row]] = {}
    for one in faults:
        by_line.setdefault(one.line, []).append({"column": one.column, "reason": one.reason, "mend": one.mend})
    nothing = dict.fromkeys(("license", "person_id", "membership_id", "invitation_id", "entry_id", "certificate_id"))
    usual = {"batch_id": batch.id, "digest": "", "person_outcome": "bad", "certificate_outcome": "none", **nothing}
    return [{**usual, "line": line, "details": {"faults": found}} for line, found in by_line.items()]
