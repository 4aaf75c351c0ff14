from flask import redirect, render_template, url_for
from flask_security import hash_password, login_user

from trainer.db import db
from trainer.people import actions, queries
from trainer.people.forms import SetupForm
from trainer.people.models import Clinic
from trainer.people.views import people
from trainer.web.access import for_role, me, public


@people.route("/setup/<token>", methods=["GET", "POST"])
@public
def setup(token):
    if not queries.can_be_set_up(token):
        return render_template("people/setup_closed.html"), 404
    form = SetupForm()
    if form.submitted():
        db.session.rollback()  # hashing takes 20 ms: no transaction waits for it
        password = hash_password(form.password.data)
        founder = actions.Newcomer(form.name.data, form.email.data, form.profession.data or None, password)
        clinic = Clinic(name=form.clinic_name.data, time_zone=form.time_zone.data)
        person = actions.claim(token, founder, clinic, also_practitioner=form.also_practitioner.data)
        db.session.commit()
        login_user(person, authn_via=["setup"])
        return redirect(url_for(".setup_modules"))
    return render_template("people/setup.html", form=form, token=token)


@people.route("/setup/modules")
@for_role("administrator")
def setup_modules():
    return render_template("people/setup_modules.html", clinics=me().clinics_as("director"))
