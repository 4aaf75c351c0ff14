"""Whose words a version has beside those of who saved it: who gave the text of a draft, and who edited or accepted it.

Of an item "draft 7" names the seventh draft; of what the drafts rest on, as facts and article, it names their text. Who
sent a file of questions saves what comes of it, so that a "batch 7" needs no more.
"""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, String, and_, cast, literal, or_, select

from trainer.banks.authoring.models import Part, PartVersion
from trainer.banks.drafts.models import DraftDecision, DraftItem, DraftText
from trainer.db import db
from trainer.people.models import Person

DRAFT = "draft "  # and its number
TOOK_PART = DraftDecision.is_accepted.is_not(False)  # who only rejected one has no words in it


def is_from(version: type[PartVersion], accounts: Select) -> ColumnElement[bool]:
    """Whether the version was made of drafts that one of these accounts gave or accepted; within a query of parts."""
    theirs = or_(DraftText.made_by_id.in_(accounts), and_(DraftDecision.decided_by_id.in_(accounts), TOOK_PART))
    return or_(
        and_(Part.kind == "item", version.origin.in_(named(DraftItem.id).where(theirs))),
        and_(Part.kind != "item", version.origin.in_(named(DraftText.id).where(theirs))),
    )


def named(number) -> Select:
    """The origins that name this, of all drafts."""
    return with_decisions(select(literal(DRAFT) + cast(number, String)))


def with_decisions(asked: Select) -> Select:
    return (
        asked.select_from(DraftText)
        .join(DraftItem, DraftItem.draft_text_id == DraftText.id)
        .outerjoin(DraftDecision, DraftDecision.draft_id == DraftItem.id)
    )


def givers(kind: str, origins: Sequence[str]) -> dict[str, frozenset[int]]:
    """By origin, under the accounts that they go by today. No statement where nothing came from a draft."""
    numbers = [int(one.removeprefix(DRAFT)) for one in set(origins) if one.startswith(DRAFT)]
    if not numbers:
        return {}
    number = DraftItem.id if kind == "item" else DraftText.id
    took_part = or_(Person.id == DraftText.made_by_id, and_(Person.id == DraftDecision.decided_by_id, TOOK_PART))
    rows = db.session.execute(
        with_decisions(select(number, Person.id, Person.merged_into_id))
        .join(Person, took_part)
        .where(number.in_(numbers))
    )
    found: dict[str, frozenset[int]] = {}
    for of, person, merged_into in rows:
        found[f"{DRAFT}{of}"] = found.get(f"{DRAFT}{of}", frozenset()) | {merged_into or person}
    return found
