"""A director lets programs in, and has endpoints told."""

import secrets
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from flask import current_app
from sqlalchemy import select

from trainer import clock, trail
from trainer.config import derived
from trainer.db import db
from trainer.exchange import deliveries
from trainer.exchange.models import Delivery, Token, Webhook
from trainer.exchange.queries import events
from trainer.exchange.rules import retries, signatures, tokens
from trainer.people.models import Clinic, Person
from trainer.people.rules import hash_of


@dataclass(frozen=True)
class Wish:
    """What a token is to be: its scopes, and its last day (None: until it is revoked)."""

    name: str
    scopes: tuple[str, ...]
    until_on: date | None


def make_token(clinic: Clinic, wish: Wish, *, by: Person) -> str:
    """The token itself, which nobody can read again."""
    text = tokens.PREFIX + secrets.token_urlsafe(32)
    db.session.add(
        Token(
            clinic=clinic,
            name=wish.name,
            token_hash=hash_of(text),
            ending=text[-4:],
            scopes=list(wish.scopes),
            made_by_id=by.id,
            made_at=clock.now(),
            until_on=wish.until_on,
        )
    )
    until = wish.until_on.isoformat() if wish.until_on else "it is revoked"
    trail.record("token.made", by=by, clinic=clinic, token=wish.name, scopes=", ".join(wish.scopes), until=until)
    return text


def revoke(token: Token, *, by: Person) -> None:
    token.revoked_at = clock.now()
    trail.record("token.revoked", by=by, clinic=token.clinic, token=token.name)


def add_webhook(clinic: Clinic, url: str, subjects: list[str], *, by: Person) -> tuple[Webhook, str]:
    """The endpoint and its secret. It is told what happens from now on."""
    webhook = Webhook(
        clinic=clinic,
        url=url,
        subjects=subjects,
        salt=secrets.token_hex(16),
        cursor=events.newest(),
        made_by_id=by.id,
        made_at=clock.now(),
    )
    db.session.add(webhook)
    trail.record("webhook.added", by=by, clinic=clinic, host=host_of(webhook), subjects=", ".join(subjects))
    return webhook, secret_of(webhook.salt)


def choose(webhook: Webhook, subjects: list[str], *, by: Person) -> None:
    """What it is told about from now on; what waits already is still sent."""
    webhook.subjects = subjects
    trail.record("webhook.changed", by=by, clinic=webhook.clinic, host=host_of(webhook), subjects=", ".join(subjects))


def roll_secret(webhook: Webhook, *, by: Person) -> str:
    """A new secret; the former one signs beside it for a day, so that nothing is refused meanwhile."""
    webhook.former_salt, webhook.former_until = webhook.salt, clock.now() + signatures.BOTH_SIGN
    webhook.salt = secrets.token_hex(16)
    trail.record("webhook.secret_rolled", by=by, clinic=webhook.clinic, host=host_of(webhook))
    return secret_of(webhook.salt)


def secret_of(salt: str) -> str:
    return signatures.PREFIX + derived(current_app.config["SECRET_KEY"], f"webhook {salt}")[:40]  # 160 bits


def secrets_of(webhook: Webhook) -> list[str]:
    """The secrets that sign now, the newest first."""
    both = webhook.former_salt is not None and webhook.former_until is not None and clock.now() < webhook.former_until
    return [secret_of(salt) for salt in ([webhook.salt, webhook.former_salt] if both else [webhook.salt]) if salt]


def switch_off(webhook: Webhook, because: str, *, by: Person | None) -> None:
    webhook.off_at, webhook.off_because = clock.now(), because
    trail.record("webhook.switched_off", by=by, clinic=webhook.clinic, host=host_of(webhook), because=because)


def switch_on(webhook: Webhook, *, by: Person) -> None:
    """What happened meanwhile is told now; what was given up waits for a hand."""
    webhook.off_at = webhook.off_because = webhook.failing_since = None
    trail.record("webhook.switched_on", by=by, clinic=webhook.clinic, host=host_of(webhook))


def remove(webhook: Webhook, *, by: Person) -> None:
    webhook.removed_at = clock.now()
    trail.record("webhook.removed", by=by, clinic=webhook.clinic, host=host_of(webhook))


def test(webhook: Webhook, *, by: Person) -> Delivery:
    """A delivery of the line that says so, whatever the endpoint is told otherwise."""
    trail.record("webhook.tested", by=by, clinic=webhook.clinic, host=host_of(webhook))
    db.session.flush()
    newest = select(trail.Event).where(trail.Event.name == "webhook.tested", trail.Event.by_id == by.id)
    line = db.session.scalars(newest.order_by(trail.Event.id.desc()).limit(1)).one()
    delivery = deliveries.delivery_of(webhook, line)
    db.session.add(delivery)
    db.session.flush()
    return delivery


def replay(delivery: Delivery, *, by: Person) -> None:
    """Send it once more, whatever became of it; its number stays, so that the receiver can tell."""
    delivery.tries, delivery.taken_at, delivery.next_try_at, delivery.delivered_at = 0, None, None, None
    webhook = delivery.webhook
    trail.record("webhook.replayed", by=by, clinic=webhook.clinic, host=host_of(webhook), delivery=delivery.key)


def host_of(webhook: Webhook) -> str:
    """As much of the address as may stand on the trail: what follows can be a secret."""
    return urlsplit(webhook.url).hostname or ""


GIVEN_UP = "Nothing has arrived there for three days."


def note_failure(webhook: Webhook) -> None:
    now = clock.now()
    if retries.is_over(webhook.failing_since, now):
        switch_off(webhook, GIVEN_UP, by=None)
    elif webhook.failing_since is None:
        webhook.failing_since = now
