"""What an account with a panelist's address says of their ties to the quiz. Who has none is asked when they join."""

from typing import Any

from sqlalchemy import ColumnElement, exists, func, select

from trainer.banks import queries as banks
from trainer.banks.authoring.models import Manuscript, Part, PartVersion, Review
from trainer.banks.authoring.rules import AS_PUBLISHED
from trainer.banks.drafts.models import DraftDecision, DraftItem, DraftText
from trainer.banks.models import Module
from trainer.db import db
from trainer.insight.corrections.models import Regrading
from trainer.insight.studies.rules.ties import Tie, ties
from trainer.people import queries as people
from trainer.people.models import Person
from trainer.quizzes.models import Attempt

HOLD_KEYS = ("item", "model")


def ties_of(email: str, module: Module, by: Person) -> list[Tie]:
    """As `by` may know it: who practices where, and passed what, is nobody's business at another clinic."""
    person = people.person_by_email(email)
    if person is None:
        return []
    known = {
        "has_passed": has_passed(person, module),
        "wrote": wrote(person, module),
        "reviewed": reviewed(person, module),
    }
    asked = db.session.execute(select(*(one.label(name) for name, one in known.items()))).one()
    shared = [clinic for clinic in person.clinics_as("practitioner") if clinic in by.clinics]
    takes = bool(banks.adopted_by(shared).get(module.id))
    return ties(takes=takes, **asked._mapping)


def has_passed(person: Person, module: Module) -> ColumnElement[bool]:
    """By the verdict that stands, which corrections may have changed."""
    theirs = [person.id, *(one.id for one in people.merged_into(person))]
    of_module = (Attempt.person_id.in_(theirs), Attempt.module_id == module.id)
    again = (
        select(Regrading.passed).where(Regrading.attempt_id == Attempt.id).order_by(Regrading.id.desc()).limit(1)
    ).correlate(Attempt)
    stands = func.coalesce(again.scalar_subquery(), Attempt.passed)
    return exists().where(*of_module, Attempt.adoption_id.is_not(None), stands.is_(True))


def wrote(person: Person, module: Module) -> ColumnElement[bool]:
    """Saved a version of an item or model; what was copied from the published module does not count."""
    return (
        of_manuscripts(module)
        .where(PartVersion.author_id == person.id, ~PartVersion.origin.startswith(AS_PUBLISHED))
        .exists()
    )


def reviewed(person: Person, module: Module) -> ColumnElement[bool]:
    """Judged an item of a manuscript, or one that was drafted from a text."""
    in_manuscript = of_manuscripts(module).where(
        exists().where(Review.part_version_id == PartVersion.id, Review.reviewer_id == person.id)
    )
    of_draft = (
        select(DraftDecision.id)
        .join(DraftItem, DraftItem.id == DraftDecision.draft_id)
        .join(DraftText, DraftText.id == DraftItem.draft_text_id)
        .where(DraftText.module_id == module.id, DraftDecision.decided_by_id == person.id)
    )
    return in_manuscript.exists() | of_draft.exists()


def of_manuscripts(module: Module) -> Any:
    return (
        select(PartVersion.id)
        .join(Part, Part.id == PartVersion.part_id)
        .join(Manuscript, Manuscript.id == Part.manuscript_id)
        .where(Manuscript.slug == module.slug, Part.kind.in_(HOLD_KEYS))
    )
