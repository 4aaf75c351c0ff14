"""Who may open a page. Closed by default: a view without a mark needs a signed-in person.

    @public                     anybody
    @for_role("educator")       whoever holds the role somewhere
    @for_role("director")       on an address with a clinic in it (<clinic:...>): whoever holds the role in that clinic
    @for_token("people")        a program with a bearer token of that scope; no session opens it

What is not mine does not exist, so a clinic where I do not hold the role is 404, not 403.
"""

from collections.abc import Callable
from itertools import chain
from typing import TypeVar

from flask import abort, current_app, redirect, request, session, url_for
from flask_login import current_user

from trainer.web import resending

View = TypeVar("View", bound=Callable)

PUBLIC_ENDPOINTS = {"static", "bootstrap.static"}
ACCOUNT_ENDPOINTS = "security."  # sign-in and its company check for themselves
PROGRAM = "token: "  # and the scope


def public(view: View) -> View:
    view.access = "public"  # type: ignore[attr-defined]
    return view


def for_role(*roles: str) -> Callable[[View], View]:
    def mark(view: View) -> View:
        view.access = roles  # type: ignore[attr-defined]
        return view

    return mark


def for_token(scope: str) -> Callable[[View], View]:
    """The room that keeps the tokens says who may, as app.extensions["token guard"]."""

    def mark(view: View) -> View:
        view.access = PROGRAM + scope  # type: ignore[attr-defined]
        return view

    return mark


def keeps_answer(view: View) -> View:
    """What was typed here survives the end of the session: it is offered again after signing in."""
    view.keeps_answer = True  # type: ignore[attr-defined]
    return view


def me():
    """The signed-in person, not Flask-Login's stand-in for them."""
    return current_user._get_current_object()


def access_of(endpoint: str) -> str | tuple[str, ...]:
    """The mark of a page: "public", "signed in", a tuple of roles, or "token: " and a scope."""
    if endpoint in PUBLIC_ENDPOINTS or endpoint.startswith(ACCOUNT_ENDPOINTS):
        return "public"
    return getattr(current_app.view_functions[endpoint], "access", "signed in")


def guard():
    if request.endpoint is None:
        return None
    if any("\0" in text for text in (request.path, *chain(*request.args.listvalues()))):
        abort(404)  # nothing is called that, and PostgreSQL refuses to look for it
    if any("\0" in text for text in chain(*request.form.listvalues())):
        abort(400)
    access = access_of(request.endpoint)
    if access == "public":
        return None
    if isinstance(access, str) and access.startswith(PROGRAM):
        return current_app.extensions["token guard"](access.removeprefix(PROGRAM))
    if not current_user.is_authenticated:
        return ask_to_sign_in()
    if me().needs_two_factor and not may_go_on_without(request.endpoint):
        return redirect(url_for("people.second_factor"))
    if access != "signed in" and not me().holds(*access, clinic=(request.view_args or {}).get("clinic")):
        abort(404 if "clinic" in (request.view_args or {}) else 403)
    return None


def may_go_on_without(endpoint: str) -> bool:
    """Where a required second factor is not asked for first: its own set-up, and a quiz under way, whose clock runs."""
    view = current_app.view_functions[endpoint]
    return endpoint in {"people.second_factor", "people.account"} or getattr(view, "keeps_answer", False)


MOST_KEPT = 2_000  # bytes: browsers keep 4,096 of a cookie, and it has to carry more than this


def keep_answer() -> None:
    """What was given to a question, kept in the session until it is offered again and saved."""
    names = [name for name in request.form if name == "answer" or name.startswith("answer-")][:20]
    fields = {name: [value[:200] for value in request.form.getlist(name)[:12]] for name in names}
    if sum(len(value.encode()) for values in fields.values() for value in values) > MOST_KEPT:
        return  # a cookie that is too large would be dropped, and with it everything else that is in it
    session["kept_answer"] = {"path": request.path, "form": fields}


def ask_to_sign_in():
    view = current_app.view_functions[request.endpoint or ""]
    if request.accept_mimetypes.best == "application/json":
        return {"error": "Your session has ended. Sign in again; your answer is kept on this page."}, 401
    back = request.full_path.rstrip("?")
    if request.method != "GET":
        if getattr(view, "keeps_answer", False):
            keep_answer()
            session["ended"] = "nothing is lost"  # the sign-in page says so
        elif resending.can_be_sent_again():
            return resending.page(signs_in=True)
        else:
            back = url_for("home")
            session["ended"] = "what you had saved is safe"
    return redirect(url_for("demo.personas" if current_app.config["DEMO"] else "security.login", next=back))


def init_app(app):
    app.before_request(guard)
