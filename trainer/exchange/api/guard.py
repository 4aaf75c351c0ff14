"""Who may read: a bearer token of one clinic. Nothing is read from a cookie, and none is set."""

from contextlib import suppress
from datetime import timedelta

from flask import Response, g, request
from sqlalchemy import or_, update
from sqlalchemy.exc import OperationalError

from trainer import clock
from trainer.db import db
from trainer.exchange.models import Token
from trainer.exchange.queries import tokens as queries
from trainer.exchange.rules import tokens as rules
from trainer.web.problems import problem

NOTED_AGAIN_AFTER = timedelta(minutes=1)


def let_in(scope: str) -> Response | None:
    """None where the token opens it. Unknown, expired and revoked look the same from outside."""
    sent = rules.sent_in(request.headers.get("Authorization", ""))
    token = queries.by_text(sent) if sent else None
    if token is None or token.state != "works":
        return problem(
            401,
            "There is no token here that works.",
            place="the header Authorization",
            mend="Send “Authorization: Bearer” and a token. A director of the clinic makes one, under Other systems.",
            WWW_Authenticate='Bearer realm="Trainer"',
        )
    if scope not in token.scopes:
        return problem(
            403,
            f"This token may not read {scope}.",
            place="the header Authorization",
            mend=f"Ask a director of {token.clinic.name} for a token that may read {scope}.",
            WWW_Authenticate=f'Bearer realm="Trainer", error="insufficient_scope", scope="{scope}"',
        )
    g.token = token
    note_use(token)
    return None


def note_use(token: Token) -> None:
    """At most once a minute, so that reading does not write each time; a busy database does not hold up the answer."""
    now = clock.now()
    if token.last_used_at and now - token.last_used_at < NOTED_AGAIN_AFTER:
        return
    unnoted = or_(Token.last_used_at.is_(None), Token.last_used_at <= now - NOTED_AGAIN_AFTER)
    with suppress(OperationalError):
        db.session.execute(
            update(Token)
            .where(Token.id == token.id, unnoted)
            .values(last_used_at=now)
            .execution_options(synchronize_session=False)
        )
        db.session.commit()
        return
    db.session.rollback()
