"""For everybody at a clinic whom a policy lets observe: what waits for their signature, and what they can sign."""

from functools import partial

from flask import abort, flash, redirect, render_template, url_for

from trainer import clock
from trainer.credentials import actions
from trainer.credentials.ledger import queries
from trainer.credentials.ledger.forms.evidence import PracticalForm
from trainer.credentials.ledger.forms.practicals import ObservationForm, RefusalForm
from trainer.credentials.ledger.pages.practicals import (
    book_today,
    last_day,
    may_observe,
    practicals_of,
    problem_of,
    state_of,
)
from trainer.credentials.ledger.views import ledger, shown
from trainer.credentials.ledger.views.practicals import to_observations
from trainer.credentials.models import Entry
from trainer.credentials.queries import history_of
from trainer.db import db
from trainer.people.models import Clinic, Person
from trainer.people.rules import CLINIC_ROLES
from trainer.web.access import for_role, me

OBSERVATIONS = "/clinics/<clinic:clinic>/observations"
SIGNATURE = "/clinics/<clinic:clinic>/signatures/<int:entry_id>"
SIGNED = 20  # the newest; the ledgers of those observed have all


@ledger.get(OBSERVATIONS)
@for_role(*CLINIC_ROLES)
def observations(clinic):
    return render_template(
        "credentials/ledger/observations.html",
        clinic=clinic,
        waiting=queries.asked_of(me(), clinic),
        practicals=may_observe(me(), clinic, book_today(clinic)),
        signed=queries.signed_by(me(), clinic, SIGNED),
        last_day=partial(last_day, clinic=clinic),
    )


@ledger.route(f"{OBSERVATIONS}/<skill>/<region>", methods=["GET", "POST"])
@for_role(*CLINIC_ROLES)
def observation(clinic, skill, region):
    """Somebody qualified observes a colleague and signs, without being asked."""
    book = book_today(clinic)
    wanted = practicals_of(book).get(f"{skill}/{region}") or abort(404)
    people = [one for one in queries.practitioners(clinic) if one.id != me().id]
    form = ObservationForm(me(), clinic, wanted, people)
    if form.submitted():
        with form.or_refused():
            entry = actions.observe(form.occasion(me()), wanted, form.seen())
            db.session.commit()
            return to_observations(clinic, said(entry, form.colleague.person))
    return shown(
        "observation",
        form,
        clinic=clinic,
        practical=wanted,
        people=people,
        request_to_sign=None,
        state="",
        problem=actions.unnamed(me(), clinic, wanted)
        or problem_of(actions.qualification(me(), history_of(me()), wanted, book)),
        titles={one.credential.slug: one.title for one in book.shelf.versions},
    )


def said(entry: Entry, person: Person) -> str:
    return f"{entry.details['title']} of {person.name}: signed as {'passed' if entry.good else 'not passed'}."


@ledger.route(SIGNATURE, methods=["GET", "POST"])
@for_role(*CLINIC_ROLES)
def signing(clinic, entry_id):
    """What was asked of me: I say point by point what I saw, and sign."""
    request, person = asked_of_me(clinic, entry_id)
    book = book_today(clinic)
    wanted = practicals_of(book).get(request.subject)
    if wanted is None:
        return asked_for_no_more(clinic, request)
    form = PracticalForm(person, clinic, wanted, on=request.from_on)
    del form.on
    if form.submitted():
        with form.or_refused():
            occasion = actions.Occasion(person, clinic, me(), request.from_on)
            entry = actions.sign(occasion, request, wanted, form.seen())
            db.session.commit()
            return to_observations(clinic, said(entry, person))
    return shown(
        "observation",
        form,
        clinic=clinic,
        practical=wanted,
        people=[person],
        request_to_sign=request,
        problem="",
        state=state_of(request, clinic),
        last_day=last_day(request, clinic),
        titles={one.credential.slug: one.title for one in book.shelf.versions},
    )


def asked_for_no_more(clinic: Clinic, request: Entry):
    """What waits can still be declined."""
    title = request.details["title"]
    flash(f"No credential that {clinic.name} follows asks for {title} any more, so it cannot be signed.", "warning")
    return redirect(url_for(".refusal", clinic=clinic, entry_id=request.id))


@ledger.route(f"{SIGNATURE}/refusal", methods=["GET", "POST"])
@for_role(*CLINIC_ROLES)
def refusal(clinic, entry_id):
    request, person = asked_of_me(clinic, entry_id)
    form = RefusalForm()
    if form.submitted():
        with form.or_refused():
            today = clock.today(clinic.time_zone)
            actions.decline(actions.Occasion(person, clinic, me(), today, form.reason.data or ""), request)
            db.session.commit()
            return to_observations(clinic, f"Not signed. Whoever asked sees why on the record of {person.name}.")
    state = state_of(request, clinic)
    return shown("refusal", form, clinic=clinic, person=person, request_to_sign=request, state=state)


def asked_of_me(clinic: Clinic, entry_id: int) -> tuple[Entry, Person]:
    """A request that was made to me, whatever became of it, and whom it is about."""
    request = queries.request_here(clinic, entry_id)
    if not queries.was_asked(me(), request):
        abort(404)
    return request, queries.colleague(clinic, request.person.merged_into_id or request.person_id)
