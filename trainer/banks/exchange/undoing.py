"""An import of questions is taken back as one, in parts: nothing is deleted."""

from collections.abc import Sequence

from trainer import clock, trail
from trainer.banks.authoring import queries as authoring
from trainer.banks.authoring import rules as parts
from trainer.banks.authoring import standings
from trainer.banks.authoring.actions import require_open, version_of
from trainer.banks.authoring.models import Manuscript, PartVersion
from trainer.banks.exchange import queries, rules
from trainer.banks.exchange.models import QuestionBatch, QuestionLine
from trainer.banks.exchange.rules import AT_ONCE, NEW
from trainer.banks.exchange.working import lease
from trainer.db import db
from trainer.errors import Refused
from trainer.people.models import Person


def ask_to_undo(person: Person, batch: QuestionBatch) -> None:
    if not batch.finished_at:
        raise Refused("This import is not done, so there is nothing to undo.")
    if batch.undo_asked_at:
        raise Refused("This import has been undone already.")
    if batch.manuscript is not None:
        require_open(batch.manuscript)
    batch.undo_asked_by, batch.undo_asked_at, batch.lines_done = person, clock.now(), 0
    lease.begin(batch)
    db.session.flush()


def undo_some(batch: QuestionBatch) -> bool:
    """The last lines that are left, some hundred; whether there were any. What others made of them meanwhile stays."""
    manuscript, person = batch.manuscript, batch.undo_asked_by
    assert manuscript
    assert person
    lines = queries.to_undo(batch.id, AT_ONCE)
    if not lines:
        stays = sum(queries.left(batch.id).values())
        batch.undone_at = clock.now()
        trail.record(
            "questions.import_undone",
            by=person,
            batch=batch.id,
            file=batch.file_name,
            manuscript=manuscript.title,
            stay=stays,
        )
        db.session.flush()
        return False
    take_back(batch, manuscript, person, lines)
    batch.lines_done += len(lines)
    db.session.flush()
    return True


def says_the_same(newest: PartVersion, ours: PartVersion | None) -> bool:
    """Also where a later import changed it and was undone."""
    return ours is not None and (newest.content_hash, newest.retired) == (ours.content_hash, ours.retired)


def take_back(batch: QuestionBatch, manuscript: Manuscript, person: Person, lines: Sequence[QuestionLine]) -> None:
    """What was new is retired, what was changed says again what it said before: as new versions, nothing is deleted."""
    ids = [line.part_id for line in lines if line.part_id]
    newest, before, said = queries.newest(ids), queries.documents_before(lines), standings.said_of_parts(manuscript.id)
    own = authoring.documents([version.id for version in newest.values()])
    for line in lines:
        part, version = line.part, newest[line.part_id or 0]
        assert part is not None
        in_force = parts.in_force(said.get(part.id, ()))
        ours = (line.seen_number or 0) + 1
        line.stays = (
            rules.why_it_stays(
                newest_is_ours=says_the_same(version, line.part_version),
                is_approved=in_force is not None and in_force >= ours,
            )
            or None
        )
        if line.stays:
            continue
        is_new = line.outcome == NEW
        origin = parts.RETIRED if is_new else f"batch {batch.id} undone"
        document = own[version.id] if is_new else before[part.id]
        db.session.add(version_of(person, part, version.number + 1, document, origin=origin, retired=is_new))
        line.undone_at = clock.now()
