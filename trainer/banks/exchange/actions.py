"""A file of questions comes in, is read, is planned, is imported in parts."""

import hashlib
from collections.abc import Sequence

from sqlalchemy import bindparam, delete, insert, update

from trainer import clock, trail
from trainer.banks import formats
from trainer.banks.authoring.actions import add_pieces, require_open, version_of
from trainer.banks.authoring.models import Manuscript, PartVersion
from trainer.banks.authoring.parts import Piece
from trainer.banks.exchange import documents, queries, rules, targets
from trainer.banks.exchange.models import QuestionBatch, QuestionFile, QuestionLine
from trainer.banks.exchange.rules import AT_ONCE, CHANGED, NEW, OVERTAKEN, Mapping
from trainer.banks.exchange.working import lease
from trainer.banks.formats.questions import Reading
from trainer.db import db
from trainer.errors import Refused
from trainer.people.models import Person

LONGEST_NAME = 150
CONFIRMED = "This import was confirmed already. To take it back, undo it."


def send_in(person: Person, name: str, data: bytes, format_: str = "") -> QuestionBatch:
    """Keep the file; nothing else changes. What is small is read at once."""
    shown = "".join(letter for letter in name.replace("\\", "/").rpartition("/")[2] if letter.isprintable())
    batch = QuestionBatch(
        file_name=shown[-LONGEST_NAME:] or "pasted text",
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        sent_by=person,
        sent_at=clock.now(),
        format=format_,
        file=QuestionFile(content=data),
    )
    db.session.add(batch)
    db.session.flush()
    if len(data) <= rules.LARGE:
        read(batch, data)
    return batch


def read(batch: QuestionBatch, data: bytes) -> None:
    keep_reading(batch, formats.read(data, batch.file_name, batch.format))


def keep_reading(batch: QuestionBatch, reading: Reading) -> None:
    """The file, taken apart into lines."""
    rows = [row | {"batch_id": batch.id} for row in documents.rows_of(reading)]
    db.session.execute(delete(QuestionLine).where(QuestionLine.batch_id == batch.id))
    for start in range(0, len(rows), AT_ONCE):
        db.session.execute(insert(QuestionLine), rows[start : start + AT_ONCE])
    skipped: dict[str, int] = {}
    for one in reading.skipped:
        if one.type != "category":
            skipped[one.type[:80]] = skipped.get(one.type[:80], 0) + 1
    batch.format = reading.format or batch.format
    batch.found = {
        "questions": len(reading.questions),
        "flagged": sum(1 for question in reading.questions if question.warnings),
        "skipped": skipped,
        "errors": len(reading.errors),
    }
    batch.read_at = clock.now()
    db.session.flush()


def plan(batch: QuestionBatch, mapping: Mapping, kept: dict) -> None:
    """What would become of each question in this target, as things stand now. Nothing of it is done."""
    require_unconfirmed(batch)
    target = targets.target_of(mapping)
    rows = queries.questions(batch.id)
    asked = [rules.Asked(row.slug, documents.content(row.source["fields"]), row.digest) for row in rows]
    found, changes = rules.outcomes(asked, target.items), []
    for row, outcome in zip(rows, found, strict=True):
        there = target.items.get(outcome.name)
        document = None
        if outcome.outcome == NEW:
            document = documents.made(
                row.source, outcome.name, mapping.choice(row.category), target.known, target.taught
            )
        elif outcome.outcome == CHANGED:
            document = documents.renewed(row.source, target.said[outcome.name])
        changes.append(
            {
                "row_id": row.id,
                "outcome": outcome.outcome,
                "slug": row.slug if outcome.outcome == rules.UNCHANGED else outcome.name,
                "document": document,
                "seen_number": there.number if there and outcome.outcome == CHANGED else None,
            }
        )
    write(changes)
    batch.mapping = kept
    batch.planned = {name: sum(one.outcome == name for one in found) for name in (NEW, CHANGED, rules.UNCHANGED)}
    db.session.flush()


def write(changes: Sequence[dict]) -> None:
    table = QuestionLine.__table__
    names = ("outcome", "slug", "document", "seen_number")
    change = update(table).where(table.c.id == bindparam("row_id")).values({name: bindparam(name) for name in names})
    for start in range(0, len(changes), AT_ONCE):
        db.session.connection().execute(change, list(changes[start : start + AT_ONCE]))


def require_unconfirmed(batch: QuestionBatch) -> None:
    if batch.confirmed_at:
        raise Refused(CONFIRMED)


def drop(batch: QuestionBatch) -> None:
    require_unconfirmed(batch)
    queries.drop(batch.id)


def confirm(person: Person, batch: QuestionBatch, mapping: Mapping) -> None:
    """From now on it is to be done. Of two confirmations one counts.

    By whoever sent it: who confirms is the author of what comes of it, and an author never reviews own words.
    """
    if person.id != batch.sent_by_id:
        raise Refused(f"{batch.sent_by.name} sent this file and confirms it. To import it yourself, send it once more.")
    planned = batch.planned or {}
    if not planned.get(NEW) and not planned.get(CHANGED):
        raise Refused("There is nothing in this file that is not there already. Drop it, or send another one.")
    confirmed = (
        update(QuestionBatch)
        .where(QuestionBatch.id == batch.id, QuestionBatch.confirmed_at.is_(None))
        .values(confirmed_at=clock.now(), confirmed_by_id=person.id)
        .returning(QuestionBatch.id)
    )
    if not db.session.scalar(confirmed):
        raise Refused(CONFIRMED)
    manuscript = targets.opened(person, mapping)
    require_open(manuscript)
    db.session.refresh(batch)
    batch.manuscript, batch.lines_done = manuscript, 0
    lease.begin(batch)
    db.session.flush()


def import_some(batch: QuestionBatch) -> bool:
    """The next lines as draft parts; whether there were any. Each lot is whole by itself."""
    manuscript, person = batch.manuscript, batch.confirmed_by
    assert manuscript
    assert person
    lines = queries.to_import(batch.id, AT_ONCE)
    if not lines:
        finish(batch, manuscript, person)
        return False
    require_open(manuscript)
    there = queries.parts_called(manuscript, [line.slug for line in lines])
    add_new(person, manuscript, batch, [line for line in lines if line.outcome == NEW and line.slug not in there])
    newest = queries.newest([part.id for part in there.values()])
    for line in lines:
        if line.part_version_id is not None:
            continue
        part = there.get(line.slug)
        version = newest.get(part.id) if part else None
        if part is None or version is None or line.outcome == NEW or version.number != line.seen_number:
            line.outcome = OVERTAKEN
            continue
        changed = version_of(person, part, version.number + 1, line.document or {}, origin=f"batch {batch.id}")
        keep(line, changed)
    batch.lines_done += len(lines)
    db.session.flush()
    return True


def add_new(person: Person, manuscript: Manuscript, batch: QuestionBatch, lines: Sequence[QuestionLine]) -> None:
    pieces = [Piece("item", line.slug, line.document or {}) for line in lines]
    note = f"From {batch.file_name}"
    for line, version in zip(
        lines, add_pieces(person, manuscript, pieces, origin=f"batch {batch.id}", note=note), strict=True
    ):
        keep(line, version)


def keep(line: QuestionLine, version: PartVersion) -> None:
    db.session.add(version)
    db.session.flush()
    line.part_id, line.part_version_id = version.part_id, version.id


def finish(batch: QuestionBatch, manuscript: Manuscript, person: Person) -> None:
    counts = queries.counts(batch.id)
    batch.planned = {**(batch.planned or {}), **{name: counts.get(name, 0) for name in (NEW, CHANGED, OVERTAKEN)}}
    batch.finished_at = clock.now()
    trail.record(
        "questions.imported",
        by=person,
        batch=batch.id,
        file=batch.file_name,
        manuscript=manuscript.title,
        new=counts.get(NEW, 0),
        changed=counts.get(CHANGED, 0),
    )
    db.session.flush()
