from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from flask import current_app
from sqlalchemy import and_, case, func, select

from trainer.banks.models import Item, ItemVersion, Module, ModuleVersion
from trainer.db import db
from trainer.insight.columns import not_first
from trainer.insight.corrections.models import Regrading
from trainer.insight.meanings import Meaning, meaning_of
from trainer.people.models import Clinic, Person
from trainer.quizzes.models import Attempt, Response

OF_AN_ATTEMPT = and_(Response.attempt_id == Attempt.id, Response.number == 1)  # one row an attempt
COUNTED = and_(Attempt.submitted_at.is_not(None), Response.is_counted)


class Overview(NamedTuple):
    """A module at a glance; the last three are of first attempts."""

    slug: str
    title: str
    attempts: int
    takers: int
    passed: int
    last_at: datetime | None


class Version(NamedTuple):
    id: int
    module_id: int
    number: int
    title: str
    published_at: datetime
    cut_percent: int


class Extent(NamedTuple):
    """Counted attempts of a module at one clinic; `newest` is the latest of them, by number.

    `regraded` and `merged` are alike in each: the newest result of marking again, and how many accounts were merged.
    """

    clinic_id: int | None
    clinic: str | None
    attempts: int
    newest: int
    regraded: int = 0
    merged: int = 0


def overviews() -> list[Overview]:
    """Every module, by title; passed is what is passed by the newest marking."""
    newest = select(func.max(ModuleVersion.id)).group_by(ModuleVersion.module_id)
    is_first = and_(Response.is_first, Attempt.id.not_in(not_first()))
    newest_marking = select(func.max(Regrading.id)).where(Regrading.attempt_id == Attempt.id).correlate(Attempt)
    stands = func.coalesce(Regrading.passed, Attempt.passed)
    counts = (
        select(
            Attempt.module_id,
            func.count().label("attempts"),
            func.sum(case((is_first, 1), else_=0)).label("takers"),
            func.sum(case((and_(is_first, stands.is_(True)), 1), else_=0)).label("passed"),
            func.max(Attempt.submitted_at).label("last_at"),
        )
        .join_from(Attempt, Response, OF_AN_ATTEMPT)
        .outerjoin(Regrading, Regrading.id == newest_marking.scalar_subquery())
        .where(COUNTED)
        .group_by(Attempt.module_id)
        .subquery()
    )
    rows = db.session.execute(
        select(Module.slug, ModuleVersion.title, counts.c.attempts, counts.c.takers, counts.c.passed, counts.c.last_at)
        .join_from(ModuleVersion, Module, Module.id == ModuleVersion.module_id)
        .outerjoin(counts, counts.c.module_id == Module.id)
        .where(ModuleVersion.id.in_(newest))
        .order_by(ModuleVersion.title, ModuleVersion.id)
    )
    return [Overview(slug, title, n or 0, takers or 0, passed or 0, at) for slug, title, n, takers, passed, at in rows]


def versions(slug: str) -> Sequence[Version]:
    """Of a module, newest first; empty where there is no such module."""
    rows = db.session.execute(
        select(
            ModuleVersion.id,
            ModuleVersion.module_id,
            ModuleVersion.number,
            ModuleVersion.title,
            ModuleVersion.published_at,
            ModuleVersion.document["quiz"]["cut_percent"].as_integer(),
        )
        .join_from(ModuleVersion, Module, Module.id == ModuleVersion.module_id)
        .where(Module.slug == slug)
        .order_by(ModuleVersion.number.desc())
    )
    return [Version(*row) for row in rows]


def extents(module_id: int) -> list[Extent]:
    """By clinic, those taken for no clinic last."""
    rows = db.session.execute(
        select(
            Attempt.clinic_id,
            Clinic.name,
            func.count(),
            func.max(Attempt.id),
            select(func.coalesce(func.max(Regrading.id), 0)).scalar_subquery(),
            select(func.count(Person.id)).where(Person.merged_into_id.is_not(None)).scalar_subquery(),
        )
        .join_from(Attempt, Response, OF_AN_ATTEMPT)
        .outerjoin(Clinic, Clinic.id == Attempt.clinic_id)
        .where(COUNTED, Attempt.module_id == module_id)
        .group_by(Attempt.clinic_id, Clinic.name)
        .order_by(Clinic.name.is_(None), Clinic.name, Attempt.clinic_id)
    )
    return [Extent(*row) for row in rows]


def meanings(module_id: int, answered: Iterable[int]) -> dict[int, Meaning]:
    """What these versions of items of a module ask, by their ids. Versions never change: each is read once."""
    known: dict[int, Meaning] = current_app.extensions["meanings known"].setdefault(module_id, {})
    if missing := set(answered) - known.keys():
        rows = db.session.execute(
            select(ItemVersion.id, ItemVersion.item_id, Item.slug, ItemVersion.number, ItemVersion.document)
            .join_from(ItemVersion, Item, Item.id == ItemVersion.item_id)
            .where(Item.module_id == module_id, ItemVersion.id.between(min(missing), max(missing)))
            .order_by(ItemVersion.id)
        )
        known.update((row[0], meaning_of(*row)) for row in rows if row[0] not in known)
    return known


def modules_with_answers() -> Sequence[int]:
    return db.session.scalars(
        select(Attempt.module_id)
        .join_from(Attempt, Response, OF_AN_ATTEMPT)
        .where(COUNTED)
        .distinct()
        .order_by(Attempt.module_id)
    ).all()


def has_item(module_id: int, slug: str) -> bool:
    return bool(db.session.scalar(select(Item.id).where(Item.module_id == module_id, Item.slug == slug)))


class Named(NamedTuple):
    slug: str
    number: int


def named(item_version_ids: Sequence[int]) -> dict[int, Named]:
    """By item version, its item and its number; no statement where there is none."""
    if not item_version_ids:
        return {}
    rows = db.session.execute(
        select(ItemVersion.id, Item.slug, ItemVersion.number)
        .join_from(ItemVersion, Item, Item.id == ItemVersion.item_id)
        .where(ItemVersion.id.in_(set(item_version_ids)))
        .order_by(Item.slug, ItemVersion.number, ItemVersion.id)
    )
    return {row[0]: Named(row[1], row[2]) for row in rows}
