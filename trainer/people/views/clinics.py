"""A director's pages: who works at the clinic, and who is invited to."""

from flask import flash, redirect, render_template, session, url_for
from werkzeug.routing import BaseConverter, ValidationError

from trainer import jobs, mail
from trainer.db import db
from trainer.people import actions, queries
from trainer.people.forms import InvitationForm, ProfessionForm
from trainer.people.models import Clinic, Invitation, Membership
from trainer.people.views import people
from trainer.web.access import for_role, me
from trainer.web.addresses import absolute
from trainer.web.forms import ButtonForm
from trainer.web.paging import page_of

INVITED_ALREADY = "This person has such an invitation already. Send it again from the list below"


class ClinicConverter(BaseConverter):
    """<clinic:clinic> in an address: the view gets the clinic; one that does not exist is a 404."""

    regex = "[a-z0-9-]+"

    def to_python(self, value: str) -> Clinic:
        clinic = queries.clinic_by_slug(value)
        if clinic is None:
            raise ValidationError
        return clinic

    def to_url(self, value: Clinic | str) -> str:
        return super().to_url(value.slug if isinstance(value, Clinic) else value)


@people.route("/clinics/<clinic:clinic>/memberships")
@for_role("director")
def memberships(clinic):
    return render_template("people/memberships.html", clinic=clinic, page=page_of(queries.members(clinic)))


@people.route("/clinics/<clinic:clinic>/memberships/<int:membership_id>/end", methods=["GET", "POST"])
@for_role("director")
def membership_end(clinic, membership_id):
    membership = queries.membership_in(clinic, membership_id)
    return ending(membership, f"{membership.role} at {clinic.name}", url_for(".memberships", clinic=clinic))


def ending(membership: Membership, role: str, back: str):
    """Asked once more, then done. Who ends a role of their own may have lost the page that led here."""
    if ButtonForm().submitted():
        actions.end(membership, by=me())
        db.session.commit()
        flash(f"{membership.person.name} is no longer {role}.", "success")
        return redirect(url_for("home") if membership.person_id == me().id else back)
    return render_template("people/membership_end.html", membership=membership, back=back)


@people.route("/clinics/<clinic:clinic>/memberships/<int:membership_id>/profession", methods=["GET", "POST"])
@for_role("director")
def profession(clinic, membership_id):
    membership = queries.membership_in(clinic, membership_id)
    form = ProfessionForm(membership.person, clinic)
    if form.submitted():
        with form.or_refused():
            profession, on, reason = form.profession.data or None, form.from_on.data, form.reason.data
            actions.set_profession(membership, profession, on=on, reason=reason, by=me())
            db.session.commit()
            flash(f"The profession of {membership.person.name} is on record.", "success")
            return redirect(url_for(".memberships", clinic=clinic))
    return render_template(
        "people/profession.html", clinic=clinic, membership=membership, form=form
    ), 422 if form.errors else 200


@people.route("/clinics/<clinic:clinic>/invitations", methods=["GET", "POST"])
@for_role("director")
def invitations(clinic):
    form = InvitationForm(clinic)
    if form.submitted():
        guest = guest_from(form)
        with form.beside(uq_invitation_open=("email", INVITED_ALREADY)):
            token = actions.invite(guest, by=me())
            db.session.commit()
            hand_over(token, guest.email)
            return redirect(url_for(".invitations", clinic=clinic))
    page = page_of(queries.open_invitations(clinic))
    return render_template("people/invitations.html", clinic=clinic, form=form, page=page, **handed_over())


@people.route("/clinics/<clinic:clinic>/invitations/<int:invitation_id>/withdrawal", methods=["POST"])
@for_role("director")
def invitation_withdrawal(clinic, invitation_id):
    withdraw(queries.open_invitation(invitation_id, clinic))
    return redirect(url_for(".invitations", clinic=clinic))


@people.route("/clinics/<clinic:clinic>/invitations/<int:invitation_id>/mail", methods=["POST"])
@for_role("director")
def invitation_mail(clinic, invitation_id):
    send_again(queries.open_invitation(invitation_id, clinic))
    return redirect(url_for(".invitations", clinic=clinic))


# What an administrator's pages do in the same way


def guest_from(form: InvitationForm) -> actions.Guest:
    return actions.Guest(
        form.name.data, form.email.data, form.profession.data or None, form.role.data, form.wanted_clinic
    )


def withdraw(invitation: Invitation) -> None:
    actions.withdraw(invitation, by=me())
    db.session.commit()
    flash(f"The invitation of {invitation.email} is withdrawn. Its link no longer works.", "success")


def send_again(invitation: Invitation) -> None:
    token = actions.invite_again(invitation, by=me())
    db.session.commit()
    hand_over(token, invitation.email)


def hand_over(token: str, email: str) -> None:
    """After the commit: the mail goes off, or, where none goes out, the link is shown once to be passed on."""
    jobs.soon(mail.send_waiting)
    if mail.is_sent_out():
        flash(f"The invitation is on its way to {email}.", "success")
    else:
        session["link"] = {"email": email, "address": absolute("people.invitation", token=token)}


def handed_over() -> dict:
    return {"link": session.pop("link", None)}
