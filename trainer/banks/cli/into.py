"""A file of questions as drafts of a module's manuscript: what its educators would do in the browser, in one step."""

from collections import Counter
from dataclasses import asdict

from sqlalchemy import inspect, select

from trainer.banks import queries as banks
from trainer.banks.authoring import queries as manuscripts
from trainer.banks.authoring.models import Manuscript
from trainer.banks.exchange import actions, documents, rules, targets, tasks
from trainer.banks.exchange.models import QuestionBatch
from trainer.banks.exchange.rules import CHANGED, NEW, OVERTAKEN, UNCHANGED, Mapping
from trainer.banks.formats.questions import Reading
from trainer.db import db
from trainer.errors import Refused
from trainer.jobs.tasks import OUR_SIDE
from trainer.people import queries as people
from trainer.people.models import Membership, Person


def mapping_into(slug: str) -> Mapping | None:
    """The manuscript of the module that is open, or one to begin; None where the database has neither."""
    if not inspect(db.engine).has_table("question_batch"):
        return None
    if manuscript := manuscripts.open_manuscript_of(slug):
        return Mapping(f"manuscript {manuscript.id}")
    return Mapping(f"module {slug}") if banks.live_version(slug) else None


def author(email: str | None, slug: str) -> Person | None:
    """Whose drafts they are. Unless said, of who began the last manuscript of the module, or of the first educator."""
    if email:
        person = people.known_person(email)
        if not person.holds("educator"):
            raise Refused(f"{person.name} is no educator.")
        return person
    last = select(Manuscript).filter_by(slug=slug).order_by(Manuscript.id.desc()).limit(1)
    manuscript = db.session.scalars(last).one_or_none()
    if manuscript is not None and is_at_work(manuscript.begun_by):
        return manuscript.begun_by
    asked = select(Person).join(Membership).where(Membership.role == "educator").order_by(Person.id)
    return next((person for person in db.session.scalars(asked).unique() if is_at_work(person)), None)


def is_at_work(person: Person) -> bool:
    return person.deactivated_at is None and person.merged_into_id is None and person.holds("educator")


def bring(person: Person, mapping: Mapping, reading: Reading, name: str, data: bytes, format_: str) -> str:
    """Import what is new or changed as one batch, and say what became of it."""
    found = outcomes(reading, mapping)
    if not found[NEW] and not found[CHANGED]:
        return f"{counted(found)} in {targets.target_of(mapping).title}; nothing was written."
    batch = actions.send_in(person, name, data, format_)
    if not batch.read_at:
        actions.read(batch, data)
    actions.plan(batch, mapping, asdict(mapping))
    actions.confirm(person, batch, mapping)
    tasks.long_work.work(batch)
    db.session.refresh(batch)
    if batch.work:
        raise Refused(f"{batch.problem or OUR_SIDE} The rest of import {batch.id} is at /imports/{batch.id}/.")
    return told(batch, person)


def outcomes(reading: Reading, mapping: Mapping) -> Counter[str]:
    """What would become of each question; nothing is written."""
    rows = [documents.row_of(question) for question in reading.questions]
    asked = [rules.Asked(row["slug"], documents.content(row["source"]["fields"]), row["digest"]) for row in rows]
    return Counter(one.outcome for one in rules.outcomes(asked, targets.target_of(mapping).items))


def would(reading: Reading, mapping: Mapping) -> str:
    return f"{counted(outcomes(reading, mapping))} in {targets.target_of(mapping).title}; nothing was written."


def counted(found: Counter[str]) -> str:
    return f"{found[NEW]} new drafts, {found[CHANGED]} changed, {found[UNCHANGED]} unchanged"


def told(batch: QuestionBatch, person: Person) -> str:
    assert batch.manuscript
    found = Counter(batch.planned or {})
    lines = [
        f"{counted(found)} in the manuscript {batch.manuscript.title}, as drafts of {person.name}.",
        f"This is import {batch.id}: an educator can undo it as a whole, at /imports/{batch.id}/.",
    ]
    if found[OVERTAKEN]:
        lines.append(f"{found[OVERTAKEN]} left as they are: somebody wrote them at this moment.")
    return "\n".join(lines)
