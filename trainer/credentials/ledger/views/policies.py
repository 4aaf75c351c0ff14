"""Which credentials a clinic follows, in which version, and what each of them takes."""

from datetime import date, timedelta

from flask import flash, redirect, render_template, url_for

from trainer import clock
from trainer.credentials import actions
from trainer.credentials import queries as credentials
from trainer.credentials.ledger.forms.policies import AdoptionForm, EndingForm
from trainer.credentials.ledger.pages.policies import Choice, choices, periods
from trainer.credentials.ledger.pages.policy import changes, parts
from trainer.credentials.ledger.views import ledger, shown
from trainer.credentials.models import CredentialVersion
from trainer.db import db
from trainer.web.access import for_role, me
from trainer.web.pages import day


@ledger.get("/clinics/<clinic:clinic>/credentials")
@for_role("director")
def policies(clinic):
    found = choices(credentials.shelf([clinic.id]), clinic, clock.today(clinic.time_zone))
    return render_template("credentials/ledger/policies.html", clinic=clinic, choices=found)


@ledger.route("/clinics/<clinic:clinic>/credentials/<slug>", methods=["GET", "POST"])
@ledger.route(
    "/clinics/<clinic:clinic>/credentials/<slug>/versions/<int:number>",
    methods=["GET", "POST"],
    endpoint="policy_version",
)
@for_role("director")
def policy(clinic, slug, number=None):
    """The newest version, or any other that was published: what it would change, and the form to adopt it."""
    shelf = credentials.shelf([clinic.id])
    choice = Choice.of(shelf, clinic, clock.today(clinic.time_zone), slug)
    version = choice.version(number)
    form = AdoptionForm(clinic, version)
    if choice.may_adopt(version) and form.submitted():
        with form.or_refused():
            actions.adopt_policy(clinic, version, by=me(), **signed(form))
            db.session.commit()
            flash(f"{clinic.name} follows {name_of(version)} {period(form.adopted_on.data, choice)}.", "success")
            return redirect(url_for(".policies", clinic=clinic))
    return shown(
        "policy",
        form,
        clinic=clinic,
        choice=choice,
        version=version,
        periods=periods(shelf, clinic, choice),
        parts=parts,
        changes=changes,
        policy_of=credentials.policy_of,
        credentials={one.credential.slug: one.title for one in shelf.versions},
    )


@ledger.route("/clinics/<clinic:clinic>/credentials/<slug>/ending", methods=["GET", "POST"])
@for_role("director")
def ending(clinic, slug):
    choice = Choice.of(credentials.shelf([clinic.id]), clinic, clock.today(clinic.time_zone), slug)
    version = choice.followed or choice.newest
    form = EndingForm(clinic, version, choice.since)
    if choice.followed and form.submitted():
        with form.or_refused():
            actions.drop_policy(clinic, version, by=me(), **signed(form))
            db.session.commit()
            flash(f"{clinic.name} asks for {version.title} no more from {day(form.adopted_on.data)} on.", "success")
            return redirect(url_for(".policies", clinic=clinic))
    return shown("ending", form, clinic=clinic, choice=choice, version=version)


def period(first: date, choice: Choice) -> str:
    """What was decided of a later day stays."""
    after = choice.decided_after(first)
    return f"from {day(first)} on" if after is None else f"from {day(first)} until {day(after - timedelta(days=1))}"


def signed(form: AdoptionForm | EndingForm) -> dict:
    return {"name": form.name.data, "statement": form.statement.data, "on": form.adopted_on.data}


def name_of(version: CredentialVersion) -> str:
    return f"version {version.number} of {version.title}"
