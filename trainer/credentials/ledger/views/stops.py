"""Suspension and reinstatement, revocation, leave and return."""

from flask import request

from trainer.credentials import actions
from trainer.credentials.ledger import queries
from trainer.credentials.ledger.forms.stops import LeaveForm, ReturnForm, SinceForm, SuspensionForm
from trainer.credentials.ledger.pages.record import Record
from trainer.credentials.ledger.views import PERSON, ledger, recorded, shown
from trainer.db import db
from trainer.web.access import for_role, me
from trainer.web.pages import day


@ledger.route(f"{PERSON}/suspensions", methods=["GET", "POST"])
@for_role("director")
def suspension(clinic, person_id):
    person = queries.present_member(clinic, person_id)
    found = Record.of(clinic, person)
    form = SuspensionForm(person, clinic, credential=request.args.get("credential", ""))
    form.offer(found.followed)
    if form.submitted():
        with form.or_refused():
            actions.suspend(form.occasion(me()), form.version, form.until_on.data)
            db.session.commit()
            return recorded(clinic, person, f"{person.name} is suspended from {day(form.on.data)} on.")
    return shown(
        "entry",
        form,
        record=found,
        asked=[],
        title="Suspension",
        button="Suspend",
        is_grave=True,
        notes=[
            f"{person.name} is then not cleared by it, at any clinic, until it is lifted or its last day has passed.",
            "Certificates keep their last days. Their public check pages say that they are suspended, not why.",
        ],
    )


@ledger.route(f"{PERSON}/suspensions/<int:entry_id>/reinstatement", methods=["GET", "POST"])
@for_role("director")
def reinstatement(clinic, person_id, entry_id):
    person = queries.present_member(clinic, person_id)
    entry = queries.open_entry(clinic, person, entry_id, "suspension")
    found = Record.of(clinic, person)
    title = queries.version_here(found.shelf, clinic, entry.subject).title
    form = SinceForm(person, clinic)
    if form.submitted():
        with form.or_refused():
            actions.reinstate(form.occasion(me()), entry, title)
            db.session.commit()
            return recorded(clinic, person, f"{person.name} is reinstated from {day(form.on.data)} on.")
    return shown(
        "entry",
        form,
        record=found,
        asked=[],
        title="Reinstatement",
        button="Reinstate",
        notes=[
            f"{person.name} is suspended from {title} since {day(entry.from_on)}: {entry.reason}",
            "From the day below on, that day included, it is over. The days before it stay suspended on the record. "
            "If it should never have been, correct it in the ledger instead.",
        ],
    )


@ledger.route(f"{PERSON}/certificates/<int:certificate_id>/revocation", methods=["GET", "POST"])
@for_role("director")
def revocation(clinic, person_id, certificate_id):
    person = queries.present_member(clinic, person_id)
    certificate = queries.issued_here(clinic, person, certificate_id)
    found = Record.of(clinic, person)
    form = SinceForm(person, clinic)
    if form.submitted():
        with form.or_refused():
            actions.revoke(form.occasion(me()), certificate)
            db.session.commit()
            return recorded(clinic, person, f"Revoked from {day(form.on.data)} on.")
    ended = [one for one in found.held if one.credential_id == certificate.credential_id]
    return shown(
        "revocation",
        form,
        record=found,
        certificate=certificate,
        ended=[one for one in ended if one.id in {held.id for held in found.history.certificates}],
    )


@ledger.route(f"{PERSON}/leaves", methods=["GET", "POST"])
@for_role("director")
def leave(clinic, person_id):
    person = queries.present_member(clinic, person_id)
    found = Record.of(clinic, person)
    form = LeaveForm(person, clinic)
    if form.submitted():
        with form.or_refused():
            actions.go_on_leave(form.occasion(me()), form.until_on.data)
            db.session.commit()
            return recorded(clinic, person, f"{person.name} is on leave from {day(form.on.data)} on.")
    return shown(
        "entry",
        form,
        record=found,
        asked=[],
        title="Leave of absence",
        button="Record the leave",
        for_oneself=True,  # it clears nobody
        notes=[
            f"On leave {person.name} is cleared for nothing, and is neither reminded nor counted as overdue.",
            "No last day moves. Where one falls into the leave, the days of grace count from the return.",
        ],
    )


@ledger.route(f"{PERSON}/leaves/<int:entry_id>/return", methods=["GET", "POST"])
@for_role("director")
def back(clinic, person_id, entry_id):
    person = queries.present_member(clinic, person_id)
    entry = queries.open_entry(clinic, person, entry_id, "leave")
    form = ReturnForm(person, clinic)
    if form.submitted():
        with form.or_refused():
            actions.come_back(form.occasion(me()), entry)
            db.session.commit()
            return recorded(clinic, person, f"{person.name} is back since {day(form.on.data)}.")
    return shown(
        "entry",
        form,
        record=Record.of(clinic, person),
        asked=[],
        title="Return from leave",
        button="Record the return",
        notes=[f"{person.name} is on leave since {day(entry.from_on)}. The first day back counts as a day at work."],
    )
