from collections.abc import Mapping, Sequence

from trainer import clock, trail
from trainer.banks.drafting import Draft
from trainer.banks.drafting.reading import Source
from trainer.banks.drafts.models import DraftDecision, DraftItem, DraftText
from trainer.banks.drafts.queries import A_DRAFT, A_SOURCE, Standing
from trainer.banks.models import ModuleVersion
from trainer.db import db
from trainer.people.models import Person

UNDECIDED = ""  # the reason of an edit, of an acceptance, of taking a decision back


def add_text(
    person: Person, source: Source, drafts: Sequence[tuple[Draft, dict]], *, name: str, digest: str, about: Mapping
) -> DraftText:
    """Keep a text with its drafts; each comes with the item it would become."""
    text = DraftText(
        title=source.title,
        name=name,
        digest=digest,
        source=A_SOURCE.dump_python(source, mode="json"),
        about=dict(about),
        made_by=person,
        made_at=clock.now(),
    )
    db.session.add(text)
    db.session.flush()
    db.session.add_all(
        DraftItem(
            draft_text_id=text.id,
            position=position,
            slug=draft.id,
            document={"draft": A_DRAFT.dump_python(draft, mode="json"), "item": item},
        )
        for position, (draft, item) in enumerate(drafts, 1)
    )
    trail.record("text.read", by=person, text=text.title, drafts=len(drafts))
    return text


def discard(person: Person, text: DraftText) -> None:
    """Take a text off the list. Its drafts and decisions stay on record."""
    text.discarded_at = clock.now()
    trail.record("text.discarded", by=person, text=text.title)


def accept(person: Person, text: DraftText, standing: Standing, document: dict) -> None:
    add_decision(person, standing, True, document)
    trail.record("draft.accepted", by=person, text=text.title, draft=standing.row.position, stem=document["stem"])


def reject(person: Person, text: DraftText, standing: Standing, reason: str) -> None:
    add_decision(person, standing, False, standing.document, reason)
    trail.record("draft.rejected", by=person, text=text.title, draft=standing.row.position, reason=reason)


def edit(person: Person, text: DraftText, standing: Standing, document: dict) -> None:
    """What was decided before was about other words: the draft is open again."""
    add_decision(person, standing, None, document)
    trail.record("draft.edited", by=person, text=text.title, draft=standing.row.position)


def reopen(person: Person, text: DraftText, standing: Standing) -> None:
    """Take a decision back; what was edited stays, waivers that came with the acceptance go."""
    document = {name: value for name, value in standing.document.items() if name != "waivers"}
    add_decision(person, standing, None, document)
    trail.record("draft.reopened", by=person, text=text.title, draft=standing.row.position)


def add_decision(
    person: Person, standing: Standing, is_accepted: bool | None, document: dict, reason: str = UNDECIDED
) -> None:
    """Numbered after the one that this person saw: if somebody else was first, the database refuses it."""
    db.session.add(
        DraftDecision(
            draft_id=standing.row.id,
            number=standing.number + 1,
            is_accepted=is_accepted,
            document=document,
            reason=reason,
            decided_by=person,
            decided_at=clock.now(),
        )
    )
    db.session.flush()


def note_module(person: Person, text: DraftText, version: ModuleVersion) -> None:
    """What was published came from this text."""
    text.module = version.module
    trail.record("module.made", by=person, text=text.title, module=version.title, version=version.number)
