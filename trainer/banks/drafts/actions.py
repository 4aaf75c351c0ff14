from collections.abc import Sequence

from trainer import clock, trail
from trainer.banks import composing
from trainer.banks.composing import About
from trainer.banks.drafting import Draft
from trainer.banks.drafting.reading import Source
from trainer.banks.drafts.models import DraftDecision, DraftItem, DraftText
from trainer.banks.drafts.queries import Standing
from trainer.banks.models import ModuleVersion
from trainer.db import db
from trainer.people.models import Person


def add_text(person: Person, source: Source, drafts: Sequence[Draft], about: About, digest: str) -> DraftText:
    """Keep a text with its drafts and with what a module made of it could say."""
    text = DraftText(
        title=about.title,
        name=about.origin.file or "pasted text",
        digest=digest,
        source=composing.source_document(source),
        about=about.model_copy(update={"blueprint": {}}).model_dump(mode="json"),  # follows what will be accepted
        made_by=person,
        made_at=clock.now(),
    )
    db.session.add(text)
    db.session.flush()
    facts = composing.facts_of(drafts, about)
    for position, (draft, kept) in enumerate(zip(drafts, composing.as_documents(drafts), strict=True), 1):
        item = composing.document_of(draft, about, facts[draft.id].id)
        document = {"draft": kept, "item": item}
        db.session.add(DraftItem(draft_text_id=text.id, position=position, slug=draft.id, document=document))
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
    person: Person, standing: Standing, is_accepted: bool | None, document: dict, reason: str = ""
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


def describe(person: Person, text: DraftText, about: About) -> None:
    """What a module made from the text says and asks."""
    document = about.model_dump(mode="json")
    if document != text.about:
        text.about, text.title = document, about.title
        trail.record("module.described", by=person, text=text.title)


def note_module(person: Person, text: DraftText, version: ModuleVersion) -> None:
    """What was published came from this text."""
    text.module = version.module
    trail.record("module.made", by=person, text=text.title, module=version.title, version=version.number)
