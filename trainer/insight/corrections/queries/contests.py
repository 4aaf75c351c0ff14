"""What is contested, and what was answered to the item."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Row, Select, case, func, or_, select
from sqlalchemy.orm import aliased, contains_eager, joinedload

from trainer.banks.models import Item, ItemVersion, Module, ModuleVersion, ModuleVersionItem
from trainer.db import db
from trainer.insight.columns import not_first
from trainer.insight.corrections.models import (
    Contest,
    ContestAnswer,
)
from trainer.quizzes.models import Attempt, Response


def contest_of(attempt: Attempt, number: int) -> Contest | None:
    return db.session.scalars(
        select(Contest)
        .where(Contest.attempt_id == attempt.id, Contest.number == number)
        .options(joinedload(Contest.answer))
    ).one_or_none()


def contested() -> Select:
    """Columns item_version, slug, number, module, title, contests, open, last: by item version; what waits comes
    first, then the newest."""
    is_open = func.sum(case((ContestAnswer.id.is_(None), 1), else_=0))
    last = func.max(Contest.made_at)
    version_of_attempt = (
        select(func.max(ModuleVersion.title))
        .where(ModuleVersion.module_id == Item.module_id)
        .correlate(Item)
        .scalar_subquery()
    )
    return (
        select(
            ItemVersion.id.label("item_version"),
            Item.slug,
            ItemVersion.number,
            ItemVersion.document["stem"].as_string().label("stem"),
            Module.slug.label("module"),
            version_of_attempt.label("title"),
            func.count(Contest.id).label("contests"),
            is_open.label("open"),
            last.label("last"),
        )
        .join(Contest, Contest.item_version_id == ItemVersion.id)
        .join(Item, Item.id == ItemVersion.item_id)
        .join(Module, Module.id == Item.module_id)
        .outerjoin(ContestAnswer, ContestAnswer.contest_id == Contest.id)
        .group_by(
            ItemVersion.id,
            Item.slug,
            ItemVersion.number,
            ItemVersion.document["stem"].as_string(),
            Module.slug,
            Item.module_id,
        )
        .order_by((is_open > 0).desc(), last.desc(), ItemVersion.id)
    )


def waiting() -> int:
    """How many contests nobody has answered."""
    answered = select(ContestAnswer.contest_id)
    return db.session.scalar(select(func.count(Contest.id)).where(Contest.id.not_in(answered))) or 0


def unanswered_since(moment: datetime) -> int:
    answered = select(ContestAnswer.contest_id)
    wanted = select(func.count(Contest.id)).where(Contest.id.not_in(answered), Contest.made_at >= moment)
    return db.session.scalar(wanted) or 0


def contests_of(item_version_id: int, before_all: int | None = None) -> Select[tuple[Contest]]:
    """Of one version, those that wait first, oldest first; `before_all`: the id of one that somebody is at."""
    return (
        select(Contest)
        .outerjoin(ContestAnswer, ContestAnswer.contest_id == Contest.id)
        .where(Contest.item_version_id == item_version_id)
        .order_by(Contest.id != before_all, ContestAnswer.id.is_not(None), Contest.id)
        .options(
            joinedload(Contest.made_by),
            joinedload(Contest.answer).joinedload(ContestAnswer.answered_by),
            joinedload(Contest.attempt).joinedload(Attempt.clinic),
        )
    )


def contest(contest_id: int) -> Contest:
    return db.one_or_404(select(Contest).where(Contest.id == contest_id).options(joinedload(Contest.answer)))


def item_version(item_version_id: int) -> ItemVersion:
    return db.one_or_404(select(ItemVersion).where(ItemVersion.id == item_version_id))


def relatives(item_version_id: int) -> Sequence[ItemVersion]:
    """All versions of the item, and of all variants of its model; this one among them."""
    return db.session.scalars(related(item_version_id)).all()


def related(item_version_id: int) -> Select:
    this, its_item = aliased(ItemVersion), aliased(Item)
    model = ItemVersion.document["made"]["model"].as_string()
    return (
        select(ItemVersion)
        .join(ItemVersion.item)
        .join(this, this.id == item_version_id)
        .join(its_item, its_item.id == this.item_id)
        .where(
            Item.module_id == its_item.module_id,
            or_(Item.id == its_item.id, model == this.document["made"]["model"].as_string()),
        )
        .order_by(ItemVersion.id)
        .options(contains_eager(ItemVersion.item))
    )


def with_relatives(item_version_id: int) -> tuple[Sequence[ItemVersion], ModuleVersion | None]:
    """As `relatives` and `newest_home`, in one statement."""
    home = select(func.max(ModuleVersionItem.module_version_id)).where(
        ModuleVersionItem.item_version_id == item_version_id
    )
    joined = (
        related(item_version_id)
        .add_columns(ModuleVersion)
        .outerjoin(ModuleVersion, ModuleVersion.id == home.scalar_subquery())
    )
    rows = db.session.execute(joined).all()
    return [row[0] for row in rows], rows[0][1] if rows else None


def newest_home(item_version_id: int) -> ModuleVersion | None:
    """The newest version of its module that has the item version."""
    return db.session.scalars(
        select(ModuleVersion)
        .join(ModuleVersionItem, ModuleVersionItem.module_version_id == ModuleVersion.id)
        .where(ModuleVersionItem.item_version_id == item_version_id)
        .order_by(ModuleVersion.number.desc())
        .limit(1)
    ).one_or_none()


def marked_by(item_version_ids: Sequence[int]) -> int:
    """How many attempts were marked by one of these versions."""
    wanted = select(func.count(Response.attempt_id.distinct())).where(Response.item_version_id.in_(item_version_ids))
    return db.session.scalar(wanted) or 0


def responses(item_version_id: int) -> Sequence[Row]:
    """Columns attempt_id, item_version_id, score, given: every question of the first attempts that count in numbers
    and asked this version; in the order of attempts."""
    asked = select(Response.attempt_id).where(
        Response.item_version_id == item_version_id,
        Response.is_counted.is_(True),
        Response.is_first.is_(True),
        Response.attempt_id.not_in(not_first()),
    )
    return db.session.execute(
        select(Response.attempt_id, Response.item_version_id, Response.score, Response.given)
        .where(Response.attempt_id.in_(asked))
        .order_by(Response.attempt_id, Response.number)
    ).all()
