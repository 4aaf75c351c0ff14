from flask import Blueprint, abort, current_app, redirect, render_template, request, url_for
from flask_login import current_user
from flask_security.utils import login_user, logout_user
from sqlalchemy import select

from trainer.db import db
from trainer.demo.cast import PERSONAS
from trainer.people.models import Person
from trainer.web.access import public
from trainer.web.forms import ButtonForm

demo = Blueprint("demo", __name__)
LOOPBACK = {"127.0.0.1", "::1"}


@demo.before_request
def only_in_a_demo():
    """On a real installation, or from another machine, these pages do not exist."""
    if not current_app.config["DEMO"] or request.remote_addr not in LOOPBACK:
        abort(404)


@demo.get("/demo")
@public
def personas():
    return render_template("demo/personas.html", personas=PERSONAS, back=on_this_site(request.args.get("next", "")))


@demo.post("/demo/<key>/session")
@public
def sign_in(key):
    persona = next((one for one in PERSONAS if one.key == key), None) or abort(404)
    person = db.session.scalars(select(Person).where(Person.email == persona.email)).one_or_none() or abort(404)
    if not ButtonForm().submitted():
        abort(400)
    if current_user.is_authenticated:  # else forms that stand open in another tab would go stale
        logout_user()
    login_user(person, authn_via=["demo"])
    db.session.commit()
    return redirect(on_this_site(request.form.get("next", "")))


def on_this_site(address: str) -> str:
    """The address if it is a path of ours, else the front page."""
    is_path = address.startswith("/") and not address.startswith(("//", "/\\"))
    return address if is_path else url_for("home")
