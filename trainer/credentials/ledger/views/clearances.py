"""Temporary clearance: one person asks, another one approves, neither is the one it is for."""

from datetime import timedelta

from flask import abort, flash, redirect, render_template, request, url_for

from trainer import clock
from trainer.credentials import actions
from trainer.credentials import queries as credentials
from trainer.credentials.ledger import queries
from trainer.credentials.ledger.forms.stops import TemporaryForm
from trainer.credentials.ledger.pages.record import Record
from trainer.credentials.ledger.views import PERSON, ledger, recorded, shown
from trainer.credentials.models import Entry
from trainer.db import db
from trainer.people.models import Clinic
from trainer.web.access import for_role, me
from trainer.web.forms import ButtonForm
from trainer.web.pages import day

USUAL = timedelta(days=30)


@ledger.route(f"{PERSON}/temporary-clearances", methods=["GET", "POST"])
@for_role("director")
def temporary(clinic, person_id):
    person = queries.present_member(clinic, person_id)
    found = Record.of(clinic, person)
    form = TemporaryForm(person, clinic, credential=request.args.get("credential", ""), until_on=found.today + USUAL)
    form.offer(found.followed)
    if form.submitted():
        with form.or_refused():
            actions.ask_for_temporary(form.occasion(me()), form.version, form.until_on.data)
            db.session.commit()
            return recorded(clinic, person, "Asked for. It clears nobody until a second person has approved it.")
    return shown(
        "entry",
        form,
        record=found,
        asked=[],
        title="Temporary clearance",
        button="Ask for the clearance",
        notes=[
            "It clears for a time without all that the credential takes. Say what is done meanwhile, like supervision.",
            "Another director of the clinic or an administrator has to approve it; nobody is cleared by it before.",
        ],
    )


@ledger.get("/clinics/<clinic:clinic>/temporary-clearances")
@for_role("director")
def waiting(clinic):
    return listed(clinic)


@ledger.get("/admin/temporary-clearances")
@for_role("administrator")
def any_waiting():
    return listed(None)


def listed(clinic: Clinic | None):
    return render_template(
        "credentials/ledger/waiting.html",
        clinic=clinic,
        requests=queries.waiting(clinic),
        titles={one.credential.slug: one.title for one in credentials.live_policies()},
    )


@ledger.route(f"{PERSON}/temporary-clearances/<int:entry_id>/approval", methods=["GET", "POST"])
@for_role("director")
def approval(clinic, person_id, entry_id):
    entry = queries.waiting_request(entry_id, clinic, person_id)
    return answer(entry, url_for(".waiting", clinic=clinic))


@ledger.route("/admin/temporary-clearances/<int:entry_id>/approval", methods=["GET", "POST"])
@for_role("administrator")
def any_approval(entry_id):
    return answer(queries.waiting_request(entry_id, None, None), url_for(".any_waiting"))


def answer(entry: Entry, back: str):
    clinic, person, form = entry.clinic or abort(404), entry.person, ButtonForm()
    found = Record.of(clinic, person)
    title = queries.version_here(found.shelf, clinic, entry.subject).title
    if form.submitted():
        with form.or_refused():
            actions.approve_temporary(actions.Occasion(person, clinic, me(), found.today), entry, title)
            db.session.commit()
            flash(f"{person.name} is cleared until {day(entry.until_on)}.", "success")
            return redirect(back)
    return shown(
        "approval",
        form,
        record=found,
        entry=entry,
        settled=queries.settled(entry),
        title=title,
        back=back,
        first=max(entry.from_on, clock.today(clinic.time_zone)),
        standing=next((one for one in found.standings if one.version.credential.slug == entry.subject), None),
    )
