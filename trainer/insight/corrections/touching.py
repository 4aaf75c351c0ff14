"""What is written in a manuscript, held against the versions of the question that people have answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import url_for
from sqlalchemy import select

from trainer.banks.authoring.models import PartVersion
from trainer.banks.models import Item, ItemVersion
from trainer.db import db
from trainer.insight.corrections.models import Correction, CorrectionItem, CorrectionWithdrawal
from trainer.insight.corrections.rules import same_parts, touches_marking
from trainer.quizzes.models import Response

HALF_WRITTEN = (LookupError, TypeError, ValueError)  # a manuscript also keeps what is not yet a question


@dataclass(frozen=True)
class Touched:
    """The newest version of the question that was answered and is marked otherwise, and where to see what that does."""

    number: int
    url: str


def touched(module_id: int, written: PartVersion) -> Touched | None:
    for one in answered(module_id, written.part.slug):
        try:
            if not touches_marking(one.document, written.document):
                continue
            fits = same_parts(one.document, written.document)
            made = corrected_alike(one.id, written.document)
        except HALF_WRITTEN:
            return None
        if made is not None:
            if made.decisions:
                continue  # that is done
            return Touched(one.number, url_for("corrections.correction", correction_id=made.id))
        if fits:
            here = url_for("corrections.preview", item_version_id=one.id, part_version_id=written.id)
            return Touched(one.number, here)
        return Touched(one.number, url_for("corrections.new", item_version_id=one.id))
    return None


def corrected_alike(item_version_id: int, document: Mapping[str, Any]) -> Correction | None:
    """The correction that has marked, or would mark, the version by the key that the document has; none that was only
    declined."""
    items = db.session.scalars(
        select(CorrectionItem)
        .join(Correction, Correction.id == CorrectionItem.correction_id)
        .outerjoin(CorrectionWithdrawal, CorrectionWithdrawal.correction_id == Correction.id)
        .where(
            CorrectionItem.item_version_id == item_version_id,
            Correction.remedy == "key",
            CorrectionWithdrawal.id.is_(None),
        )
        .order_by(CorrectionItem.correction_id.desc())
    )
    for one in items:
        if not touches_marking(one.document or {}, document):
            made = db.session.get_one(Correction, one.correction_id)
            if not made.decisions or any(decision.approves for decision in made.decisions):
                return made
    return None


def answered(module_id: int, slug: str) -> list[ItemVersion]:
    """Newest first."""
    response = select(Response.item_version_id).where(Response.item_version_id == ItemVersion.id).exists()
    return list(
        db.session.scalars(
            select(ItemVersion)
            .join(Item, Item.id == ItemVersion.item_id)
            .where(Item.module_id == module_id, Item.slug == slug, response)
            .order_by(ItemVersion.number.desc())
        )
    )
