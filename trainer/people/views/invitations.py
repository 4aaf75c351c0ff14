"""The page that an invitation's link leads to."""

from flask import redirect, render_template, url_for
from flask_login import current_user
from flask_security import hash_password, login_user

from trainer import clock
from trainer.db import db
from trainer.people import actions, queries
from trainer.people.forms import JoinForm
from trainer.people.models import Invitation
from trainer.people.rules import PROFESSIONS
from trainer.people.views import people
from trainer.web.access import me, public
from trainer.web.forms import ButtonForm


@people.route("/invitations/<token>", methods=["GET", "POST"])
@public
def invitation(token):
    found = queries.invitation_by_token(token)
    if found is None:
        return render_template("people/invitation_closed.html", state="unknown"), 404
    if (state := found.state_at(clock.now())) != "open":
        return render_template("people/invitation_closed.html", invitation=found, state=state), 410
    if current_user.is_authenticated:
        return for_member(found)
    if queries.person_by_email(found.email):
        return render_template("people/invitation_sign_in.html", invitation=found)
    return for_newcomer(found)


def for_member(invitation: Invitation):
    if me().email != invitation.email:
        return render_template("people/invitation_other.html", invitation=invitation)
    form = ButtonForm()
    if form.submitted():
        actions.accept_as_member(invitation, me())
        db.session.commit()
        return redirect(url_for("home"))
    return render_template("people/invitation_member.html", invitation=invitation, form=form)


def for_newcomer(invitation: Invitation):
    form = JoinForm(data={"name": invitation.name})
    if invitation.profession:
        del form.profession  # whoever invites has said it
    if form.submitted():
        email = invitation.email
        db.session.rollback()  # hashing takes 20 ms: no transaction waits for it
        password = hash_password(form.password.data)
        stated = invitation.profession or form.profession.data or None
        newcomer = actions.Newcomer(form.name.data, email, stated, password)
        with form.beside(uq_person_email=("password", "You have an account since a moment ago. Open the link again")):
            person = actions.accept_as_newcomer(invitation, newcomer)
            db.session.commit()
            login_user(person, authn_via=["invitation"])
            return redirect(url_for("home"))
    return render_template("people/invitation.html", invitation=invitation, form=form, professions=PROFESSIONS)
