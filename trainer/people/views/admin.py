"""An administrator's pages: the installation's clinics, people, mail and rules."""

from flask import flash, redirect, render_template, request, url_for

from trainer.db import db
from trainer.mail import Letter, is_sent_out
from trainer.people import actions, queries, rules
from trainer.people.forms import AnyInvitationForm, ClinicForm, OtherAccountForm, TwoFactorForm, WhyForm
from trainer.people.models import Clinic
from trainer.people.views import people
from trainer.people.views.clinics import (
    INVITED_ALREADY,
    ending,
    guest_from,
    hand_over,
    handed_over,
    send_again,
    withdraw,
)
from trainer.web.access import for_role, me
from trainer.web.forms import ButtonForm
from trainer.web.paging import page_of


@people.route("/admin/")
@for_role("administrator")
def admin():
    return render_template("people/admin.html", counts=queries.counts(), required=queries.required_roles())


@people.route("/admin/outbox")
@for_role("administrator")
def outbox():
    return render_template("people/outbox.html", page=page_of(queries.letters()), sent_out=is_sent_out())


@people.route("/admin/outbox/<int:letter_id>")
@for_role("administrator")
def letter(letter_id):
    return render_template("people/letter.html", letter=db.get_or_404(Letter, letter_id))


@people.route("/admin/clinics", methods=["GET", "POST"])
@for_role("administrator")
def clinics():
    form = ClinicForm()
    if form.submitted():
        with form.beside(uq_clinic_slug=("name", "There is a clinic with this name. Add the town, for example")):
            actions.open_clinic(Clinic(name=form.name.data, time_zone=form.time_zone.data), by=me())
            db.session.commit()
            flash(f"{form.name.data} is open. Invite its director next.", "success")
            return redirect(url_for(".clinics"))
    return render_template("people/clinics.html", form=form, page=page_of(queries.clinics_with_people()))


@people.route("/admin/people")
@for_role("administrator")
def directory():
    words, role = request.args.get("q", "").strip(), request.args.get("role", "")
    page = page_of(queries.people(words, role if role in rules.ROLES else ""))
    return render_template("people/directory.html", page=page, words=words, role=role)


@people.route("/admin/people/<int:person_id>")
@for_role("administrator")
def person(person_id):
    somebody = queries.person(person_id)
    return render_template("people/person.html", person=somebody, merged=queries.merged_into(somebody))


@people.route("/admin/people/<int:person_id>/memberships/<int:membership_id>/end", methods=["GET", "POST"])
@for_role("administrator")
def role_end(person_id, membership_id):
    somebody = queries.person(person_id)
    membership = queries.membership_of(somebody, membership_id)
    return ending(membership, membership.role, url_for(".person", person_id=person_id))


@people.route("/admin/people/<int:person_id>/second-factor/removal", methods=["GET", "POST"])
@for_role("administrator")
def second_factor_removal(person_id):
    somebody = queries.person(person_id)
    form = ButtonForm()
    if form.submitted():
        actions.remove_second_factor(somebody, by=me())
        db.session.commit()
        flash(f"{somebody.name} can sign in with the password alone now.", "success")
        return redirect(url_for(".person", person_id=person_id))
    return render_template("people/second_factor_removal.html", person=somebody)


@people.route("/admin/people/<int:person_id>/merger", methods=["GET", "POST"])
@for_role("administrator")
def merger(person_id):
    """Two steps on one address: which account stays, then whether it is really the same human being."""
    gone, form, which = queries.person(person_id), WhyForm(), OtherAccountForm(request.args)
    is_asked = "email" in request.args
    kept = queries.person_by_email(which.email.data) if is_asked and which.validate() else None
    if is_asked and kept is None and not which.errors:
        which.email.errors = ["Nobody here has this address"]
    if kept and form.submitted():
        with form.or_refused():
            sentences = actions.merge(gone, kept, by=me(), reason=form.reason.data)
            db.session.commit()
            flash(f"The record of {kept.name} now has what both accounts brought.", "success")
            for sentence in sentences:
                flash(sentence, "warning")
            return redirect(url_for(".person", person_id=kept.id))
    status = 422 if form.errors or which.errors else 200
    return render_template("people/merger.html", gone=gone, kept=kept, which=which, form=form), status


@people.route("/admin/people/<int:person_id>/erasure", methods=["GET", "POST"])
@for_role("administrator")
def erasure(person_id):
    somebody, form = queries.person(person_id), WhyForm()
    if form.submitted():
        with form.or_refused():
            actions.erase(somebody, by=me(), reason=form.reason.data)
            db.session.commit()
            flash(f"The account of {somebody.name} is erased. What the record has to keep stays.", "success")
            return redirect(url_for(".person", person_id=person_id))
    return render_template("people/erasure.html", person=somebody, form=form), 422 if form.errors else 200


@people.route("/admin/invitations", methods=["GET", "POST"])
@for_role("administrator")
def any_invitations():
    form = AnyInvitationForm(queries.all_clinics())
    if form.submitted():
        guest = guest_from(form)
        with form.beside(uq_invitation_open=("email", INVITED_ALREADY)):
            token = actions.invite(guest, by=me())
            db.session.commit()
            hand_over(token, guest.email)
            return redirect(url_for(".any_invitations"))
    page = page_of(queries.open_invitations(None))
    return render_template("people/invitations.html", clinic=None, form=form, page=page, **handed_over())


@people.route("/admin/invitations/<int:invitation_id>/withdrawal", methods=["POST"])
@for_role("administrator")
def any_invitation_withdrawal(invitation_id):
    withdraw(queries.open_invitation(invitation_id, None))
    return redirect(url_for(".any_invitations"))


@people.route("/admin/invitations/<int:invitation_id>/mail", methods=["POST"])
@for_role("administrator")
def any_invitation_mail(invitation_id):
    send_again(queries.open_invitation(invitation_id, None))
    return redirect(url_for(".any_invitations"))


@people.route("/admin/two-factor", methods=["GET", "POST"])
@for_role("administrator")
def two_factor():
    form = TwoFactorForm(data={"roles": queries.required_roles()})
    if form.submitted():
        actions.require_two_factor(set(form.roles.data), by=me())
        db.session.commit()
        flash("Saved.", "success")
        return redirect(url_for(".two_factor"))
    return render_template("people/two_factor.html", form=form)
