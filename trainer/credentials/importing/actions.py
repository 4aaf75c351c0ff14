"""A file comes in, is mapped, is dropped, or is done: as a whole or not at all."""

import hashlib

from flask import render_template
from sqlalchemy import delete, select, update

from trainer import clock, mail, trail
from trainer.credentials.importing import queries, reading
from trainer.credentials.importing.adding import Adding
from trainer.credentials.importing.models import ImportBatch, ImportFile
from trainer.credentials.importing.planning import Planning, as_document, mapping_of
from trainer.credentials.importing.rules import Mapping, Plan
from trainer.credentials.importing.rules.working import UNCONFIRMED
from trainer.credentials.importing.working import drop_plan
from trainer.db import db, hold
from trainer.errors import Refused
from trainer.people.models import Clinic, Person
from trainer.web.addresses import absolute

LONGEST_FILE_NAME = 150
SAMPLE = 5  # rows of the file beside the mapping


class Changed(Exception):
    """By now something else would be done than what was confirmed."""


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
        preview=preview_of(table),
        file=ImportFile(content=content),
    )
    db.session.add(batch)
    db.session.flush()
    return batch


def preview_of(table: reading.Table) -> dict:
    """What the page of the mapping shows of the file, so that it need not be read again for that."""
    rows = [{"line": row.line, "cells": [str(cell) for cell in row.cells]} for row in table.rows[:SAMPLE]]
    return {"head": list(table.head), "rows": rows, "remark": table.remark}


def map_columns(batch: ImportBatch, mapping: Mapping) -> None:
    hold_open(batch)
    batch.mapping = as_document(mapping)
    batch.try_asked_at, batch.tried_at, batch.tried, batch.problem = None, None, None, None
    batch.work_number += 1
    drop_plan(batch.id)


def drop(batch: ImportBatch) -> None:
    """Of what was never confirmed nothing stays: it is about people, and nobody needs it."""
    hold_open(batch)
    drop_unconfirmed(batch.id)


def drop_unconfirmed(batch_id: int) -> None:
    drop_plan(batch_id)
    waiting = select(ImportBatch.id).where(ImportBatch.id == batch_id, ImportBatch.made_at.is_(None))
    db.session.execute(delete(ImportFile).where(ImportFile.batch_id.in_(waiting)))
    db.session.execute(delete(ImportBatch).where(ImportBatch.id == batch_id, ImportBatch.made_at.is_(None)))


def require_open(batch: ImportBatch) -> None:
    if batch.state != "open":
        raise Refused("This import was confirmed already. To take it back, undo it.")


def hold_open(batch: ImportBatch) -> None:
    """Whoever confirms at the same moment waits, or was first."""
    still = (
        update(ImportBatch)
        .where(ImportBatch.id == batch.id, ImportBatch.made_at.is_(None))
        .values(row_count=ImportBatch.row_count)
        .returning(ImportBatch.id)
        .execution_options(synchronize_session=False)
    )
    if not db.session.scalar(still):
        raise Refused("This import was confirmed already. To take it back, undo it.")


def confirm(batch: ImportBatch, counts: dict, *, by: Person | None) -> None:
    """From now on it is to be done. Of two confirmations one counts."""
    if not (counts["new"] or counts["invite"] or counts["certificates"]):
        raise Refused("There is nothing in this file that is not here already. Drop it, or send another one.")
    confirmed = (
        update(ImportBatch)
        .where(
            ImportBatch.id == batch.id,
            ImportBatch.made_at.is_(None),
            ImportBatch.work_number == batch.work_number,  # another mapping would count it on
        )
        .values(made_at=clock.now(), made_by_id=by.id if by else None, counts=counts)
        .returning(ImportBatch.id)
    )
    if not db.session.scalar(confirmed):
        raise Refused("This import was confirmed, or its columns were changed, a moment ago. Look at it again.")


def carry_out(batch: ImportBatch, planning: Planning, digest: str, *, by: Person | None) -> None:
    """All rows, and that it is finished, in one transaction: a part of an import is never there.

    The plan is made before others have to wait, and once more if anything has happened since.
    """
    plan, adding = planning.latest or planning.plan(), Adding(batch, planning.shelf, by)
    adding.prepare(plan)
    is_same = digest_of(batch, plan) == digest
    take_turns(batch)
    if queries.mark() != planning.mark:
        plan = planning.plan()
        is_same = digest_of(batch, plan) == digest
    if not is_same:
        raise Changed
    adding.add(plan)
    if (batch.mapping or {}).get("letters"):
        for name, email in adding.newcomers:
            write_to(name, email, batch, by)
    batch.counts, batch.finished_at, batch.preview = plan.counts, clock.now(), None
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
    db.session.flush()


def digest_of(batch: ImportBatch, plan: Plan) -> str:
    """What would be done, when it is to count, and whether letters go out: what a confirmation confirms."""
    mapping = mapping_of(batch)
    letters = " with letters" if mapping.letters else ""
    return f"{plan.digest} {'once verified' if mapping.hold else 'at once'}{letters}"


def take_back_confirmation(batch: ImportBatch) -> None:
    """Nothing of it has been done."""
    batch.made_at, batch.made_by, batch.counts = None, None, None


def take_turns(batch: ImportBatch) -> None:
    """Imports into one clinic wait for each other here, so that none overlooks what another one adds."""
    hold(batch)
    hold(batch.clinic)


def write_to(name: str, email: str, batch: ImportBatch, by: Person | None) -> None:
    link = absolute("security.forgot_password")
    text = render_template("credentials/importing/mail/welcome.txt", name=name, clinic=batch.clinic, by=by, link=link)
    mail.write(email, f"{batch.clinic.name} has entered you in Trainer", text)


def forgotten() -> list[int]:
    """Files that nobody has confirmed in time."""
    old = ImportBatch.sent_at <= clock.now() - UNCONFIRMED
    return list(db.session.scalars(select(ImportBatch.id).where(old, ImportBatch.made_at.is_(None))))
