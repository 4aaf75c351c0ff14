"""Deliveries: found on the trail, taken by one worker, sent, noted. A delivery is a row before it is ever sent."""

from uuid import uuid4

from sqlalchemy import delete, select, update

from trainer import clock
from trainer.db import db
from trainer.exchange import answers, telling
from trainer.exchange.models import Delivery, Try, Webhook
from trainer.exchange.queries import events, webhooks
from trainer.exchange.rules import retries
from trainer.exchange.rules.subjects import subject_of
from trainer.exchange.sending import Outcome
from trainer.trail import Event

LINES_AT_ONCE = 500
WORTH_MOVING = 1_000
SAID = 1_000  # letters of an answer that are kept


def collect(webhook: Webhook) -> bool:
    """Make a delivery of each new line of the trail that the endpoint is told; whether there may be more.

    The cursor moves in the same transaction: who dies before the commit leaves both as they were. Of two workers at
    once one moves it and the other makes nothing.
    """
    settled = events.settled_to()
    lines = events.lines(webhook.clinic, webhook.cursor, settled, LINES_AT_ONCE)
    looked_at = lines[-1].id if lines else settled
    is_far = looked_at - webhook.cursor >= WORTH_MOVING  # of other clinics' lines; or they would be passed each time
    if not (lines or is_far) or not move_cursor(webhook, to=looked_at):
        return False
    wanted = [line for line in lines if subject_of(line.name) in webhook.subjects]
    there = set(
        db.session.scalars(
            select(Delivery.event_id).where(
                Delivery.webhook_id == webhook.id, Delivery.event_id.in_([line.id for line in wanted])
            )
        )
    )
    db.session.add_all(delivery_of(webhook, line) for line in wanted if line.id not in there)
    return len(lines) == LINES_AT_ONCE


def move_cursor(webhook: Webhook, to: int) -> bool:
    moved = db.session.execute(
        update(Webhook)
        .where(Webhook.id == webhook.id, Webhook.cursor == webhook.cursor)
        .values(cursor=to)
        .returning(Webhook.id)
        .execution_options(synchronize_session=False)
    ).scalar()
    return moved is not None


def delivery_of(webhook: Webhook, line: Event) -> Delivery:
    key = str(uuid4())
    body = answers.Delivery(delivery=key, clinic=webhook.clinic.slug, event=telling.event(line))
    return Delivery(
        key=key, webhook_id=webhook.id, event_id=line.id, body=body.model_dump_json(), made_at=clock.now(), tries=0
    )


def take(delivery_id: int) -> bool:
    """Whether this worker got it; another may have been quicker."""
    now = clock.now()
    taken = db.session.execute(
        update(Delivery)
        .where(Delivery.id == delivery_id, *webhooks.can_be_sent(now))
        .values(taken_at=now, tries=Delivery.tries + 1)
        .returning(Delivery.id)
        .execution_options(synchronize_session=False)
    ).scalar()
    return taken is not None


def note(delivery: Delivery, outcome: Outcome) -> None:
    """What came of sending it."""
    now = clock.now()
    db.session.add(
        Try(
            delivery_id=delivery.id,
            tried_at=now,
            status=outcome.status,
            said=outcome.said[:SAID],
            problem=outcome.problem,
            milliseconds=outcome.milliseconds,
        )
    )
    delivery.taken_at = None
    if outcome.has_arrived:
        delivery.delivered_at, delivery.webhook.failing_since = now, None
    else:
        delivery.next_try_at = now + retries.pause_after(delivery.tries)


def drop_old() -> None:
    """What arrived long ago; what did not stays until it does, or its endpoint is removed."""
    old = select(Delivery.id).where(Delivery.delivered_at < clock.now() - retries.KEPT)
    db.session.execute(delete(Try).where(Try.delivery_id.in_(old)).execution_options(synchronize_session=False))
    db.session.execute(
        delete(Delivery)
        .where(Delivery.delivered_at < clock.now() - retries.KEPT)
        .execution_options(synchronize_session=False)
    )
