"""How somebody is reminded, and a director's pages: what was sent, and in which words."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for

from trainer import clock, mail
from trainer.credentials.reminders import actions, rules
from trainer.credentials.reminders.forms import ReturnForm, SettingsForm, WordsForm
from trainer.credentials.reminders.previews import preview
from trainer.credentials.reminders.queries import log as logged
from trainer.credentials.reminders.queries import readers
from trainer.db import db
from trainer.web.access import for_role, me
from trainer.web.addresses import absolute
from trainer.web.paging import page_of

reminders = Blueprint("reminders", __name__)


@reminders.route("/account/reminders", methods=["GET", "POST"])
def mine():
    form = SettingsForm(readers.settings_of(me()))
    if form.submitted():
        actions.choose(me(), digest=form.digest.data, quiet=form.quiet, early=form.early.data)
        db.session.commit()
        flash("This is how you are reminded from now on.", "success")
        return redirect(url_for(".mine"))
    return render_template(
        "credentials/reminders/mine.html", form=form, page=page_of(logged.to_holder(me())), kinds=rules.KINDS
    ), 422 if form.errors else 200


@reminders.get("/clinics/<clinic:clinic>/reminders")
@for_role("director")
def log(clinic):
    troubled = request.args.get("state") == "not-arrived"
    return render_template(
        "credentials/reminders/log.html",
        clinic=clinic,
        page=page_of(logged.of_clinic(clinic, troubled=troubled)),
        troubled=troubled,
        kinds=rules.KINDS,
        sent_out=mail.is_sent_out(),
    )


@reminders.get("/clinics/<clinic:clinic>/reminders/<int:reminder_id>")
@for_role("director")
def reminder(clinic, reminder_id):
    return page_of_one(clinic, logged.one_of(clinic, reminder_id), ReturnForm())


def page_of_one(clinic, reminder, form):
    return render_template(
        "credentials/reminders/reminder.html",
        clinic=clinic,
        reminder=reminder,
        letter=reminder.letter,
        told=logged.with_it(reminder),
        kinds=rules.KINDS,
        form=form,
    ), 422 if form.errors else 200


@reminders.post("/clinics/<clinic:clinic>/reminders/<int:reminder_id>/sending")
@for_role("director")
def sending(clinic, reminder_id):
    reminder = logged.one_of(clinic, reminder_id)
    actions.send_again(clinic, reminder, by=me())
    db.session.commit()
    flash(f"The letter goes to {reminder.to.name} again.", "success")
    return redirect(url_for(".reminder", clinic=clinic, reminder_id=reminder_id))


@reminders.post("/clinics/<clinic:clinic>/reminders/<int:reminder_id>/return")
@for_role("director")
def came_back(clinic, reminder_id):
    reminder, form = logged.one_of(clinic, reminder_id), ReturnForm()
    if not form.submitted():
        return page_of_one(clinic, reminder, form)
    actions.came_back(clinic, reminder, form.reason.data, by=me())
    db.session.commit()
    flash(f"No further reminder goes to {reminder.to.name} at this address until you send one again.", "success")
    return redirect(url_for(".reminder", clinic=clinic, reminder_id=reminder_id))


@reminders.get("/clinics/<clinic:clinic>/reminders/words")
@for_role("director")
def all_words(clinic):
    return render_template(
        "credentials/reminders/all_words.html",
        clinic=clinic,
        titles=rules.TITLES,
        own=readers.own_words(clinic),
        words=readers.words_of(clinic),
    )


@reminders.route("/clinics/<clinic:clinic>/reminders/words/<kind>", methods=["GET", "POST"])
@for_role("director")
def words(clinic, kind):
    if kind not in rules.TITLES:
        abort(404)
    now = readers.words_of(clinic)
    form = WordsForm(kind, now[kind])
    if form.submitted() and "save" in request.form:
        actions.reword(clinic, kind, form.text, by=me())
        db.session.commit()
        flash("From now on reminders of this kind read so.", "success")
        return redirect(url_for(".all_words", clinic=clinic))
    shown = now if form.errors else now | {kind: form.text}
    return render_template(
        "credentials/reminders/words.html",
        clinic=clinic,
        kind=kind,
        title=rules.TITLES[kind],
        fields=rules.FIELDS[kind],
        is_own=now[kind] != rules.USUAL[kind],
        form=form,
        preview=preview(clinic, kind, shown, clock.today(clinic.time_zone), absolute("credentials.certificates")),
    ), 422 if form.errors else 200


@reminders.post("/clinics/<clinic:clinic>/reminders/words/<kind>/reset")
@for_role("director")
def words_reset(clinic, kind):
    if kind not in rules.TITLES:
        abort(404)
    actions.reword(clinic, kind, None, by=me())
    db.session.commit()
    flash("Reminders of this kind read as usual again.", "success")
    return redirect(url_for(".all_words", clinic=clinic))
