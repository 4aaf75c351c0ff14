from flask import Blueprint, flash, redirect, render_template, url_for
from sqlalchemy.exc import IntegrityError

from trainer.credentials import queries as credentials
from trainer.credentials.assignments import actions, queries
from trainer.credentials.assignments.forms import WithdrawalForm
from trainer.credentials.ledger.queries import member
from trainer.db import db
from trainer.errors import Refused
from trainer.web.access import for_role, me

assignments = Blueprint("assignments", __name__)


@assignments.route(
    "/clinics/<clinic:clinic>/people/<int:person_id>/assignments/<int:assignment_id>/withdrawal",
    methods=["GET", "POST"],
)
@for_role("director")
def withdrawal(clinic, person_id, assignment_id):
    person = member(clinic, person_id)
    assignment, form = queries.open_one(clinic, person.id, assignment_id), WithdrawalForm()
    titles = {one.credential.slug: one.title for one in credentials.live_policies()}
    if form.submitted():
        title = titles.get(assignment.subject, assignment.subject)
        try:
            actions.withdraw(assignment, title=title, by=me(), reason=form.reason.data)
            db.session.commit()
        except IntegrityError:
            db.session.rollback()
            raise Refused("Somebody withdrew it a moment ago.") from None
        flash(f"{person.name} is not asked for it any more.", "success")
        return redirect(url_for("audit.person", clinic=clinic, person_id=person.id))
    return render_template(
        "credentials/assignments/withdrawal.html",
        clinic=clinic,
        person=person,
        assignment=assignment,
        titles=titles,
        form=form,
    ), 422 if form.errors else 200
