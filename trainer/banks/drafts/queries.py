from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import aliased, contains_eager, joinedload

from trainer.banks import composing
from trainer.banks.drafting import Draft
from trainer.banks.drafting.reading import Source
from trainer.banks.drafts import rules
from trainer.banks.drafts.models import DraftDecision, DraftItem, DraftText
from trainer.db import db
from trainer.people.models import Person

_later = aliased(DraftDecision)
LAST = and_(
    DraftDecision.draft_id == DraftItem.id,
    ~select(_later.id)
    .where(_later.draft_id == DraftDecision.draft_id, _later.number > DraftDecision.number)
    .correlate(DraftDecision)
    .exists(),
)


@dataclass(frozen=True)
class Standing:
    """A draft and the decision on it that counts, None when there was none."""

    row: DraftItem
    decision: DraftDecision | None

    @cached_property
    def draft(self) -> Draft:
        return composing.drafts_of([self.row.document["draft"]])[0]

    @property
    def document(self) -> dict:
        """The item as it reads now, as in items.yaml."""
        return self.decision.document if self.decision else self.row.document["item"]

    @property
    def is_edited(self) -> bool:
        return self.document != self.row.document["item"]

    @property
    def number(self) -> int:
        """Of the decision that counts; 0 when there was none."""
        return self.decision.number if self.decision else 0

    @property
    def is_accepted(self) -> bool | None:
        return self.decision.is_accepted if self.decision else None

    @property
    def state(self) -> str:
        return rules.state_of(self.is_accepted)


@dataclass(frozen=True)
class Shelved:
    """A text with how far its review has come."""

    text: DraftText
    drafts: int
    accepted: int
    rejected: int

    @property
    def open(self) -> int:
        return self.drafts - self.accepted - self.rejected


def texts() -> Select:
    """All that were not put aside, newest first; the columns of `Shelved`."""
    accepted = func.count(DraftDecision.id).filter(DraftDecision.is_accepted.is_(True))
    rejected = func.count(DraftDecision.id).filter(DraftDecision.is_accepted.is_(False))
    return (
        select(
            DraftText, func.count(DraftItem.id).label("drafts"), accepted.label("accepted"), rejected.label("rejected")
        )
        .join(DraftText.made_by)
        .outerjoin(DraftItem, DraftItem.draft_text_id == DraftText.id)
        .outerjoin(DraftDecision, LAST)
        .where(DraftText.discarded_at.is_(None))
        .group_by(DraftText.id, Person.id)
        .order_by(DraftText.id.desc())
        .options(contains_eager(DraftText.made_by))
    )


def text(text_id: int) -> DraftText | None:
    """One that was not put aside."""
    return db.session.scalars(
        select(DraftText)
        .where(DraftText.id == text_id, DraftText.discarded_at.is_(None))
        .options(joinedload(DraftText.made_by), joinedload(DraftText.module))
    ).one_or_none()


def source_of(text: DraftText) -> Source:
    return composing.source_of(text.source)


def places(text: DraftText) -> list[rules.Place]:
    """Every draft's number with what was decided on it, in the order of the text."""
    rows = db.session.execute(
        select(DraftItem.position, DraftDecision.is_accepted)
        .outerjoin(DraftDecision, LAST)
        .where(DraftItem.draft_text_id == text.id)
        .order_by(DraftItem.position)
    )
    return [rules.Place(*row) for row in rows]


def standings(text: DraftText) -> list[Standing]:
    """Every draft with the decision that counts, in the order of the text."""
    rows = db.session.execute(
        select(DraftItem, DraftDecision)
        .outerjoin(DraftDecision, LAST)
        .where(DraftItem.draft_text_id == text.id)
        .order_by(DraftItem.position)
    )
    return [Standing(*row) for row in rows]


def standing(text: DraftText, position: int) -> Standing | None:
    row = db.session.execute(
        select(DraftItem, DraftDecision)
        .outerjoin(DraftDecision, LAST)
        .where(DraftItem.draft_text_id == text.id, DraftItem.position == position)
    ).one_or_none()
    return Standing(*row) if row else None


def history(row: DraftItem) -> Sequence[DraftDecision]:
    """Everything decided on a draft, newest first."""
    return db.session.scalars(
        select(DraftDecision).where(DraftDecision.draft_id == row.id).order_by(DraftDecision.number.desc())
    ).all()


def last_decision_of(person: Person, text: DraftText) -> DraftDecision | None:
    """What this person decided last on the text and still counts, if it is no edit or undoing: what can be undone."""
    mine = db.session.scalars(
        select(DraftDecision)
        .join(DraftDecision.draft)
        .where(LAST, DraftDecision.decided_by_id == person.id, DraftItem.draft_text_id == text.id)
        .order_by(DraftDecision.id.desc())
        .limit(1)
        .options(joinedload(DraftDecision.draft))
    ).one_or_none()
    return mine if mine is not None and mine.is_accepted is not None else None
