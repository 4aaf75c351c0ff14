"""The shell around Flask-Security's pages: the mail they cause, and the lines they leave on the trail."""

from typing import Any
from urllib.parse import urlsplit

from flask import Flask, after_this_request, current_app, request, session
from flask_limiter.util import get_remote_address
from flask_security import (
    Security,
    password_changed,
    password_reset,
    tf_disabled,
    tf_profile_changed,
    user_authenticated,
    wan_deleted,
    wan_registered,
)
from sqlalchemy.exc import SQLAlchemyError

from trainer import jobs, mail, trail
from trainer.db import db
from trainer.people.accounts import Addresses, behind
from trainer.web.addresses import absolute
from trainer.web.security import limiter


class Outbox(Addresses):
    def send_mail(
        self, template: str, subject: str, recipient: Any, sender: Any, body: str | None, html: str | None, **_: Any
    ) -> None:
        mail.write(recipient, str(subject), body or "")
        after_this_request(send_off)


def send_off(response):
    """Some pages that send mail change nothing else, so Flask-Security does not commit them."""
    db.session.commit()
    jobs.soon(mail.send_waiting)
    return response


def init_app(app: Flask, security: Security) -> None:
    security.mail_context_processor(lambda: {"absolute": absolute})
    security.login_context_processor(lambda: {"ended": session.pop("ended", False)})
    security.wan_register_context_processor(lambda: {"address_is_a_number": is_number(request.host)})
    security.login_manager.request_loader(lambda _request: None)  # sessions only: no token in an address or header
    limit_codes(app)
    user_authenticated.connect(note_sign_in, app)
    password_changed.connect(note_password, app)
    password_reset.connect(note_password, app)
    tf_profile_changed.connect(note_app_set_up, app)
    tf_disabled.connect(note_app_removed, app)
    wan_registered.connect(note_passkey_added, app)
    wan_deleted.connect(note_passkey_removed, app)


def is_number(host: str) -> bool:
    """Whether a page was opened at 127.0.0.1:8000 or [::1]:8000: browsers keep passkeys for names only."""
    name = urlsplit(f"//{host}").hostname or ""
    return ":" in name or name.replace(".", "").isdigit()


def limit_codes(app: Flask) -> None:
    """Ten tries in ten minutes for whoever has given this password, from wherever: a million codes are not many."""
    for endpoint in ("security.two_factor_token_validation", "security.mf_recovery"):
        view = app.view_functions[endpoint]
        limited: Any = limiter.limit("10 per 10 minutes", key_func=being_signed_in, methods=["POST"])(view)
        app.view_functions[endpoint] = limited


def being_signed_in() -> str:
    return session.get("tf_user_id") or get_remote_address()


def note_sign_in(_app: Flask, user: Any, authn_via: list[str] | None = None, **_: Any) -> None:
    """Committed by itself: a line that cannot be written must not keep anybody out."""
    session.pop("ended", None)
    if authn_via == ["change"]:  # a new password: the same person goes on
        return
    person = behind(user)
    try:
        trail.record("person.signed_in", about=person, by=person)
        db.session.commit()
    except SQLAlchemyError:
        db.session.rollback()
        current_app.logger.exception("The sign-in of person %s is not on the trail", person.id)


# The lines below are committed by Flask-Security together with the change they tell of.


def note_password(_app: Flask, user: Any, **_: Any) -> None:
    person = behind(user)
    trail.record("person.password_changed", about=person, by=person)


def note_app_set_up(_app: Flask, user: Any, **_: Any) -> None:
    note_two_factor(user, "set up an authenticator app")


def note_app_removed(_app: Flask, user: Any, **_: Any) -> None:
    note_two_factor(user, "removed the authenticator app")


def note_passkey_added(_app: Flask, user: Any, name: str, **_: Any) -> None:
    note_two_factor(user, f"added the passkey {name}")


def note_passkey_removed(_app: Flask, user: Any, name: str, **_: Any) -> None:
    note_two_factor(user, f"removed the passkey {name}")


def note_two_factor(user: Any, change: str) -> None:
    person = behind(user)
    trail.record("person.two_factor", about=person, by=person, change=change)
