"""Every way a request can go wrong, and the page that says so."""

import secrets

from flask import current_app, redirect, render_template, request
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import SecurityError

from trainer.db import db
from trainer.errors import Refused
from trainer.web import resending
from trainer.web.access import keep_answer
from trainer.web.problems import is_for_a_program, problem

PAGES = {
    400: ("That did not arrive as it should", "Go back, reload the page and try once more. Nothing was changed."),
    401: ("Please sign in", "This page needs to know who you are."),
    403: (
        "This page is not for you",
        "It needs a role that you do not hold. A director of your clinic can give it to you.",
    ),
    404: (
        "Page not found",
        "It does not exist, or it belongs to somebody else. Check the address, or start from the front page.",
    ),
    405: ("That cannot be done here", "Go back and use the buttons of the page. Nothing was changed."),
    409: (
        "Not possible",
        "This was changed in the meantime, perhaps in another tab. Reload the page to see how it stands.",
    ),
    413: ("Too large", "What was sent is larger than this page accepts. Nothing was changed."),
    429: ("Too many tries", "Wait a minute, then try again. This slows down anybody who is guessing."),
    500: (
        "Something broke",
        "It is our fault. What you had saved is safe. Give this number to your administrator: {reference}",
    ),
}


def init_app(app):
    for status in PAGES:
        app.register_error_handler(status, lambda error: page(error.code))
    app.register_error_handler(StaleDataError, lambda _: page(409))
    app.register_error_handler(Refused, lambda refusal: page(409, str(refusal)))
    app.register_error_handler(CSRFError, forged)
    app.register_error_handler(SecurityError, unknown_host)
    app.register_error_handler(500, broken)


FORGED = (
    "This form was too old, or it did not come from a page of ours, so nothing was changed. "
    "Go back, reload the page and send it again; answers that were marked as saved are safe."
)


def unknown_host(_error):
    """Asked for under a name that is not ours: no page of ours can be built, so a line has to do."""
    return (
        "This address is not known here. An administrator sets the right one as PUBLIC_URL.",
        400,
        {"Content-Type": "text/plain; charset=utf-8"},
    )


def forged(_error):
    """What a page of ours sent, of before the last sign-in, is offered again, not lost; anything else is refused."""
    view = current_app.view_functions.get(request.endpoint or "")
    is_script = request.accept_mimetypes.best == "application/json"
    if getattr(view, "keeps_answer", False) and current_user.is_authenticated and not is_script:
        keep_answer()
        return redirect(request.path)
    if resending.can_be_sent_again():
        db.session.rollback()
        return resending.page(signs_in=False)
    return page(400, FORGED)


def page(status: int, message: str | None = None):
    """The calm page for what went wrong; a script that asked for JSON gets the same words."""
    db.session.rollback()
    title, usual_message = PAGES[status]
    later = {"Retry-After": "60"} if status == 429 else {}
    if is_for_a_program():
        return problem(status, message or usual_message, **({"Retry_After": "60"} if status == 429 else {}))
    if request.accept_mimetypes.best == "application/json" or (status == 429 and request.path.endswith(".json")):
        return {"error": message or usual_message}, status, later
    return render_template("error.html", title=title, message=message or usual_message, status=status), status, later


def broken(error):
    reference = secrets.token_hex(4)
    current_app.logger.error("Reference %s: %s", reference, error)
    return page(500, PAGES[500][1].format(reference=reference))
