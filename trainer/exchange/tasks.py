"""The job that tells endpoints. Every step is committed, so that a worker may die anywhere.

Who dies between sending and noting leaves a delivery that is sent once more, with the same number.
"""

from flask import Flask, current_app
from huey import crontab

from trainer import clock, jobs
from trainer.db import db
from trainer.exchange import actions, deliveries, sending
from trainer.exchange.models import Delivery, Webhook
from trainer.exchange.queries import webhooks
from trainer.exchange.rules import signatures

EVERY_HOUR = crontab(minute="7")


def init_app(app: Flask) -> None:
    jobs.register(app, tell, every=jobs.EVERY_MINUTE)
    jobs.register(app, drop_old, every=EVERY_HOUR)


def tell() -> None:
    """Job: find what is new on the trail, then send what waits."""
    collect()
    send_waiting()


def drop_old() -> None:
    """Job: what has arrived is not kept for ever."""
    deliveries.drop_old()
    db.session.commit()


def collect() -> None:
    for webhook in webhooks.live():
        while deliveries.collect(webhook):
            db.session.commit()
            db.session.refresh(webhook)
        db.session.commit()


def send_waiting() -> None:
    """An endpoint that fails is left alone until the next run, so that it does not hold up the others."""
    failing: set[int] = set()
    for delivery_id, webhook_id in webhooks.due(clock.now()):
        if webhook_id in failing:
            continue
        taken = deliveries.take(delivery_id)
        db.session.commit()
        if taken and not send(delivery_id):
            failing.add(webhook_id)


def send(delivery_id: int) -> bool:
    delivery = db.session.get_one(Delivery, delivery_id, populate_existing=True)
    webhook = db.session.get_one(Webhook, delivery.webhook_id, populate_existing=True)
    request = request_for(delivery, webhook)
    db.session.commit()  # no transaction stays open while somebody else's server takes its time
    outcome = sending.send(request, inside=current_app.config["WEBHOOKS_INSIDE"])
    deliveries.note(delivery, outcome)
    if not outcome.has_arrived:
        actions.note_failure(webhook)
    db.session.commit()
    return outcome.has_arrived


def request_for(delivery: Delivery, webhook: Webhook) -> sending.Request:
    sent_at = int(clock.now().timestamp())
    return sending.Request(
        webhook.url,
        delivery.body,
        {
            "Content-Type": "application/json",
            "User-Agent": "Trainer",
            "Trainer-Delivery": delivery.key,
            "Trainer-Event": delivery.event.name,
            "Trainer-Signature": signatures.header(actions.secrets_of(webhook), sent_at, delivery.body),
        },
    )
