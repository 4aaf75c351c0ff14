"""A director offers a quiz on changes to people of the clinic, and sees what came of it."""

from flask import flash, redirect, render_template, request, url_for

from trainer import clock
from trainer.db import db
from trainer.quizzes.deltas import actions, pages, queries
from trainer.quizzes.deltas.forms import OfferForm, WithdrawalForm
from trainer.quizzes.deltas.views import deltas
from trainer.web.access import for_role, me
from trainer.web.pages import count
from trainer.web.paging import page_of

MEANWHILE = "Somebody else has asked one of these in the meantime. This is how it stands now."


@deltas.get("/clinics/<clinic:clinic>/changes")
@for_role("director")
def clinic(clinic):
    return render_template(
        "quizzes/deltas/clinic.html", clinic=clinic, page=page_of(queries.released(clinic_id=clinic.id))
    )


@deltas.route("/clinics/<clinic:clinic>/changes/<int:delta_id>", methods=["GET", "POST"])
@for_role("director")
def offers(clinic, delta_id):
    delta, today = queries.delta_by_id(delta_id), clock.today(clinic.time_zone)
    form = OfferForm(delta.until_on, today)
    older = queries.Older.than(delta)
    wanted = queries.concerned(older, [pages.ground_of(clinic, older.module)])
    if form.submitted():
        with form.or_refused(), form.beside(uq_delta_offer_delta_id_person_id=("people", MEANWHILE)):
            asked = queries.these(wanted, form.people.data)
            actions.offer(delta, asked, clinic, by=me(), until_on=form.until_on.data)
            db.session.commit()
            flash(f"{count(len(asked), 'person is', 'people are')} asked now, each by a letter.", "success")
            return redirect(url_for(".offers", clinic=clinic, delta_id=delta.id, show="offered"))
    shows_offered = request.args.get("show") == "offered"
    return render_template(
        "quizzes/deltas/offers.html",
        clinic=clinic,
        delta=delta,
        today=today,
        shows_offered=shows_offered,
        page=page_of(queries.offered(delta, clinic.id) if shows_offered else wanted),
        standing=pages.Standing.of,
        readings=pages.readings_of(delta),
        form=form,
    ), 422 if form.errors else 200


@deltas.route(
    "/clinics/<clinic:clinic>/changes/<int:delta_id>/offers/<int:offer_id>/withdrawal", methods=["GET", "POST"]
)
@for_role("director")
def withdrawal(clinic, delta_id, offer_id):
    offered = queries.open_offer(queries.delta_by_id(delta_id), clinic.id, offer_id)
    form = WithdrawalForm()
    if form.submitted():
        actions.withdraw(offered, by=me(), reason=form.reason.data)
        db.session.commit()
        flash(f"{offered.person.name} is not asked for it any more.", "success")
        return redirect(url_for(".offers", clinic=clinic, delta_id=delta_id, show="offered"))
    return render_template(
        "quizzes/deltas/withdrawal.html", clinic=clinic, offered=offered, form=form
    ), 422 if form.errors else 200
