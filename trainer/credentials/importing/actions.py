"""A file comes in, is dropped, or is done: row by row, in parts that each hold by themselves."""

import hashlib

from flask import render_template
from sqlalchemy import select, update

from trainer import clock, mail, trail
from trainer.credentials.importing import queries, reading
from trainer.credentials.importing.adding import Adding
from trainer.credentials.importing.models import ImportBatch, ImportFile, ImportRow
from trainer.credentials.importing.planning import Read, Shelf, as_document, planned
from trainer.credentials.importing.rules import Fault, Mapping, Meant, Plan
from trainer.db import db
from trainer.errors import Refused
from trainer.people.models import Clinic, Person
from trainer.web.addresses import absolute

ROWS_AT_ONCE = 250  # in one transaction: others who write wait no longer than for these
LONGEST_FILE_NAME = 150


def send_in(clinic: Clinic, file_name: str, content: bytes, *, by: Person | None) -> ImportBatch:
    """Keep a file that can be read. Nothing else changes; `Unreadable` where it cannot."""
    table = reading.read(content)
    name = "".join(letter for letter in file_name.replace("\\", "/").rpartition("/")[2] if letter.isprintable())
    batch = ImportBatch(
        clinic_id=clinic.id,
        file_name=name[-LONGEST_FILE_NAME:] or "file",
        sha256=hashlib.sha256(content).hexdigest(),
        row_count=len(table.rows),
        sent_by=by,
        sent_at=clock.now(),
        file=ImportFile(content=content),
    )
    db.session.add(batch)
    db.session.flush()
    return batch


def map_columns(batch: ImportBatch, mapping: Mapping) -> None:
    require_open(batch)
    batch.mapping = as_document(mapping)


def drop(batch: ImportBatch) -> None:
    """Of what was never confirmed nothing stays: it is about people, and nobody needs it."""
    require_open(batch)
    db.session.execute(ImportFile.__table__.delete().where(ImportFile.batch_id == batch.id))
    db.session.execute(ImportBatch.__table__.delete().where(ImportBatch.id == batch.id))


def require_open(batch: ImportBatch) -> None:
    if batch.state != "open":
        raise Refused("This import was confirmed already. To take it back, undo it.")


def confirm(batch: ImportBatch, plan: Plan, *, by: Person | None) -> None:
    """From now on it is to be done. Of two confirmations one counts."""
    if not plan.changes:
        raise Refused("There is nothing in this file that is not here already. Drop it, or send another one.")
    confirmed = (
        update(ImportBatch)
        .where(ImportBatch.id == batch.id, ImportBatch.made_at.is_(None))
        .values(made_at=clock.now(), made_by_id=by.id if by else None, counts=plan.counts)
        .returning(ImportBatch.id)
    )
    if not db.session.scalar(confirmed):
        raise Refused("This import was confirmed a moment ago.")
    trail.record(
        "import.made",
        by=by,
        clinic=batch.clinic,
        number=batch.id,
        file=batch.file_name,
        people=plan.counts["new"],
        certificates=plan.counts["certificates"],
        bad=plan.counts["bad"],
    )


def parts(read: Read) -> list[Read]:
    return [read[start : start + ROWS_AT_ONCE] for start in range(0, len(read), ROWS_AT_ONCE)]


def do_part(batch: ImportBatch, read: Read, shelf: Shelf, *, by: Person | None) -> None:
    """Do what is to be done about these rows as things stand now. Lines that are done already are left alone."""
    take_turns(batch)
    done = queries.lines_done(batch)
    left = [one for one in read if line_of(one) not in done]
    plan = planned(batch.clinic, left, by)
    adding = Adding(batch, shelf, by)
    added = adding.people(plan.proposals)
    adding.certificates(plan.proposals, added)
    adding.note(plan.proposals, added)
    note_bad(batch, plan.faults)
    if (batch.mapping or {}).get("letters"):
        for person in adding.newcomers:
            write_to(person, batch, by)
    db.session.flush()


def take_turns(batch: ImportBatch) -> None:
    """Imports into one clinic wait for each other here, so that none overlooks what another one adds."""
    db.session.execute(update(ImportBatch).where(ImportBatch.id == batch.id).values(row_count=ImportBatch.row_count))
    db.session.execute(select(Clinic.id).where(Clinic.id == batch.clinic_id).with_for_update(key_share=True))


def line_of(one: Meant | list[Fault]) -> int:
    return one.line if isinstance(one, Meant) else one[0].line


def note_bad(batch: ImportBatch, faults: tuple[Fault, ...]) -> None:
    by_line: dict[int, list[Fault]] = {}
    for fault in faults:
        by_line.setdefault(fault.line, []).append(fault)
    for line, found in by_line.items():
        said = [{"column": one.column, "reason": one.reason, "mend": one.mend} for one in found]
        db.session.add(
            ImportRow(
                batch_id=batch.id,
                line=line,
                digest="",
                person_outcome="bad",
                certificate_outcome="none",
                details={"faults": said},
            )
        )


def write_to(person: Person, batch: ImportBatch, by: Person | None) -> None:
    link = absolute("security.forgot_password")
    text = render_template(
        "credentials/importing/mail/welcome.txt", person=person, clinic=batch.clinic, by=by, link=link
    )
    mail.write(person.email, f"{batch.clinic.name} has entered you in Trainer", text)


def finish(batch: ImportBatch) -> None:
    batch.finished_at = batch.finished_at or clock.now()
