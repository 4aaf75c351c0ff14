from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from trainer.db import db
from trainer.exchange.models import Delivery, Webhook
from trainer.exchange.rules.retries import LEASE, TRIES
from trainer.people.models import Clinic

PER_ENDPOINT, PER_RUN = 20, 200  # so that one endpoint's backlog does not hold up the others


def webhooks(clinic: Clinic) -> Sequence[Webhook]:
    return db.session.scalars(
        select(Webhook).where(Webhook.clinic_id == clinic.id, Webhook.removed_at.is_(None)).order_by(Webhook.id)
    ).all()


def webhook_in(clinic: Clinic, webhook_id: int) -> Webhook:
    return db.one_or_404(
        select(Webhook).where(Webhook.id == webhook_id, Webhook.clinic_id == clinic.id, Webhook.removed_at.is_(None))
    )


def counts(clinic: Clinic) -> dict[int, Row]:
    """Of each endpoint: how many deliveries wait (`waiting`) and how many were given up (`failed`)."""
    open_ones = Delivery.delivered_at.is_(None)
    rows = db.session.execute(
        select(
            Delivery.webhook_id,
            func.count().filter(open_ones, Delivery.tries < TRIES).label("waiting"),
            func.count().filter(open_ones, Delivery.tries >= TRIES).label("failed"),
        )
        .join(Webhook, Webhook.id == Delivery.webhook_id)
        .where(Webhook.clinic_id == clinic.id, Webhook.removed_at.is_(None), open_ones)
        .group_by(Delivery.webhook_id)
    )
    return {row.webhook_id: row for row in rows}


def deliveries(webhook: Webhook, state: str) -> Select[tuple[Delivery]]:
    """Newest first; `state` as retries.state says it, empty: all."""
    wanted = select(Delivery).where(Delivery.webhook_id == webhook.id)
    if state:
        wanted = wanted.where(in_state(state))
    return wanted.order_by(Delivery.id.desc()).options(joinedload(Delivery.event))


def in_state(state: str) -> ColumnElement[bool]:
    """retries.state, in SQL."""
    open_ones = Delivery.delivered_at.is_(None)
    return {
        "arrived": Delivery.delivered_at.is_not(None),
        "failed": and_(open_ones, Delivery.tries >= TRIES),
        "trying": and_(open_ones, Delivery.tries > 0, Delivery.tries < TRIES),
        "waits": and_(open_ones, Delivery.tries == 0),
    }[state]


def delivery_of(webhook: Webhook, delivery_id: int) -> Delivery:
    return db.one_or_404(
        select(Delivery)
        .where(Delivery.id == delivery_id, Delivery.webhook_id == webhook.id)
        .options(joinedload(Delivery.event), selectinload(Delivery.attempts))
    )


def live() -> Sequence[Webhook]:
    """Endpoints that are told something."""
    return db.session.scalars(
        select(Webhook).where(Webhook.off_at.is_(None), Webhook.removed_at.is_(None)).order_by(Webhook.id)
    ).all()


def due(now: datetime) -> Sequence[Row]:
    """(delivery, endpoint) by number, oldest first, the endpoints in turn."""
    place = func.row_number().over(partition_by=Delivery.webhook_id, order_by=Delivery.id).label("place")
    waiting = (
        select(Delivery.id, Delivery.webhook_id, place)
        .join(Webhook, Webhook.id == Delivery.webhook_id)
        .where(Webhook.off_at.is_(None), Webhook.removed_at.is_(None), *can_be_sent(now))
        .subquery()
    )
    return db.session.execute(
        select(waiting.c.id, waiting.c.webhook_id)
        .where(waiting.c.place <= PER_ENDPOINT)
        .order_by(waiting.c.place, waiting.c.id)
        .limit(PER_RUN)
    ).all()


def can_be_sent(now: datetime) -> tuple[ColumnElement[bool], ...]:
    free = or_(Delivery.taken_at.is_(None), Delivery.taken_at < now - LEASE)
    is_due = or_(Delivery.next_try_at.is_(None), Delivery.next_try_at <= now)
    return Delivery.delivered_at.is_(None), Delivery.tries < TRIES, free, is_due
