"""The accepted drafts of a text as items of a manuscript, with the facts they rest on and the passages of these."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import func, select

from trainer import trail
from trainer.banks import composing
from trainer.banks.authoring import actions, merging, queries
from trainer.banks.authoring.models import Manuscript, Part, PartVersion
from trainer.banks.authoring.parts import Piece, pieces_of, plain
from trainer.banks.authoring.reviewing.actions import submit_all
from trainer.banks.content import Module
from trainer.banks.drafts import queries as drafts
from trainer.banks.drafts.making import about_of, blueprint_of, decisions_of
from trainer.banks.drafts.models import DraftDecision, DraftItem, DraftText
from trainer.banks.drafts.queries import Standing
from trainer.db import db
from trainer.errors import Refused
from trainer.people.models import Person


def texts_with_drafts() -> Sequence[DraftText]:
    """The texts whose accepted drafts can become items of a manuscript, the newest first."""
    return db.session.scalars(
        select(DraftText).where(DraftText.discarded_at.is_(None)).order_by(DraftText.made_at.desc(), DraftText.id)
    ).all()


def accepted_of(texts: Sequence[DraftText]) -> dict[int, int]:
    """How many drafts of each text are accepted, by its id."""
    rows = db.session.execute(
        select(DraftItem.draft_text_id, func.count(DraftItem.id))
        .join(DraftDecision, drafts.LAST)
        .where(DraftItem.draft_text_id.in_([text.id for text in texts]), DraftDecision.is_accepted.is_(True))
        .group_by(DraftItem.draft_text_id)
    )
    return {text_id: many for text_id, many in rows}  # noqa: C416


def take(person: Person, manuscript: Manuscript, text: DraftText) -> list[str]:
    """The new items, by name. What was taken before is left alone, so that taking again adds what is new."""
    standings = [one for one in drafts.standings(text) if one.is_accepted]
    there = {one.slug for one in queries.standings(manuscript) if one.kind == "item"}
    new = [one for one in standings if one.row.slug not in there]
    if not new:
        return []
    module = composing.compose(drafts.source_of(text), [one.draft for one in new], decisions_of(new), about_of(text))
    source = f"Text-{text.id}"
    module = merging.under_other_names(module, fact_prefix=f"T{text.id}-", source_id=source)
    setting = {piece.kind: piece.document for piece in queries.newest_pieces(manuscript, *merging.GROUNDS)}
    merged = merging.grounds_with(setting, module, text_id=text.id)
    save_grounds(person, manuscript, merged.documents, f"draft {text.id}")
    take_the_rest(person, manuscript, module, text, new)
    for one in new:
        document = merging.renamed_item(one.document, module, merged.passages, one.row.slug)
        piece = Piece("item", one.row.slug, document)
        actions.add_pieces(
            person, manuscript, [piece], origin=f"draft {one.row.id}", note=f"From the text {text.title}."
        )
    trail.record("manuscript.drafts_taken", by=person, manuscript=manuscript.title, text=text.title, items=len(new))
    return [one.row.slug for one in new]


def hand_in(person: Person, text: DraftText, module: Module) -> Manuscript:
    """The checked new module of a text as a manuscript that waits for a reviewer: who gave the text and who accepted
    its drafts do not put them live themselves."""
    manuscript = actions.open_manuscript(person, None, module.slug, module.title)
    rows = {one.row.slug: one.row.id for one in drafts.standings(text)}
    note = f"From the text {text.title}."
    for piece in pieces_of(module):
        origin = f"draft {rows.get(piece.slug, text.id) if piece.kind == 'item' else text.id}"
        part = queries.part_called(manuscript, piece.kind, piece.slug)
        if part is None:
            actions.add_pieces(person, manuscript, [piece], origin=origin, note=note)
        else:
            actions.save(person, part, piece.document, 1, note, origin=origin)
    submit_all(person, manuscript)
    return manuscript


def texts_behind(manuscript: Manuscript) -> Sequence[DraftText]:
    """The texts that were handed in as this manuscript and are known as the source of no module yet."""
    asked = (
        select(PartVersion.origin)
        .join(Part, Part.id == PartVersion.part_id)
        .where(Part.manuscript_id == manuscript.id, Part.kind == "about", PartVersion.origin.startswith("draft "))
    )
    ids = {int(origin.removeprefix("draft ")) for origin in db.session.scalars(asked)}
    texts = db.session.scalars(select(DraftText).where(DraftText.id.in_(ids), DraftText.module_id.is_(None))).all()
    return [text for text in texts if text.about.get("slug") == manuscript.slug]


def save_grounds(person: Person, manuscript: Manuscript, documents: Mapping[str, Any], origin: str) -> None:
    for kind, document in documents.items():
        part = queries.part_called(manuscript, kind, kind)
        newest = queries.newest_version(part) if part else None
        if part is None or newest is None:
            raise Refused(f"The manuscript has no {kind}.")
        actions.save(person, part, document, newest.number, note="What the drafts rest on.", origin=origin)


def take_the_rest(
    person: Person, manuscript: Manuscript, module: Module, text: DraftText, new: Sequence[Standing]
) -> None:
    """Where nobody has said yet how the quiz goes, what was proposed for the text."""
    there = {piece.kind: piece.document for piece in queries.newest_pieces(manuscript, "policy", "blueprint")}
    wanted: dict[str, Any] = {}
    if not there.get("blueprint"):
        wanted["blueprint"] = {name: dict(row) for name, row in blueprint_of(about_of(text), new).items()}
    if "cut_percent" not in there.get("policy", {}):
        wanted["policy"] = plain(module.quiz)
    save_grounds(person, manuscript, wanted, f"draft {text.id}")


def in_words(taken: Sequence[str]) -> str:
    if not taken:
        return "Every accepted draft of this text is here already."
    many = len(taken)
    return f"{many} {'draft is' if many == 1 else 'drafts are'} here as {'an item' if many == 1 else 'items'} now."
