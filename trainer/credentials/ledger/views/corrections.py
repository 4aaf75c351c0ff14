"""What was entered or issued wrongly is voided, never edited. Also of people who have left."""

from trainer import clock
from trainer.credentials import actions
from trainer.credentials.actions.stops import ENTERED_AGAIN
from trainer.credentials.ledger import queries
from trainer.credentials.ledger.forms.stops import CertificateCorrectionForm, CorrectionForm
from trainer.credentials.ledger.pages.corrections import after_voiding, after_withdrawing
from trainer.credentials.ledger.pages.record import Record
from trainer.credentials.ledger.views import PERSON, ledger, shown
from trainer.credentials.ledger.views.record import to_lines
from trainer.db import db
from trainer.people.models import Clinic, Person
from trainer.web.access import for_role, me


def occasion(person: Person, clinic: Clinic, reason: str) -> actions.Occasion:
    return actions.Occasion(person, clinic, me(), clock.today(clinic.time_zone), reason)


@ledger.route(f"{PERSON}/entries/<int:entry_id>/correction", methods=["GET", "POST"])
@for_role("director")
def correction(clinic, person_id, entry_id):
    person = queries.member(clinic, person_id)
    entry = queries.entered_here(clinic, person, entry_id)
    form = CorrectionForm()
    if entry.kind not in ENTERED_AGAIN:
        del form.first, form.last
    if form.submitted():
        with form.or_refused():
            days = form.days if "first" in form else None
            actions.correct(occasion(person, clinic, form.reason.data), entry, days)
            db.session.commit()
            return to_lines(clinic, person, "Corrected. What was wrong stays readable, struck through.")
    found = Record.of(clinic, person)
    return shown(
        "correction",
        form,
        record=found,
        entry=entry,
        is_here=queries.is_here(person, clinic),
        changes=after_voiding(found, entry),
        resting=queries.resting_on(entry),
        credentials={one.credential.slug: one.title for one in found.shelf.versions},
    )


@ledger.route(f"{PERSON}/certificates/<int:certificate_id>/correction", methods=["GET", "POST"])
@for_role("director")
def certificate_correction(clinic, person_id, certificate_id):
    person = queries.member(clinic, person_id)
    certificate = queries.issued_here(clinic, person, certificate_id)
    form = CertificateCorrectionForm()
    if form.submitted():
        with form.or_refused():
            actions.correct_certificate(occasion(person, clinic, form.reason.data), certificate, form.both_days)
            db.session.commit()
            return to_lines(clinic, person, "The certificate is withdrawn. It stays readable, struck through.")
    found = Record.of(clinic, person)
    return shown(
        "certificate_correction",
        form,
        record=found,
        certificate=certificate,
        is_here=queries.is_here(person, clinic),
        changes=after_withdrawing(found, certificate),
    )
