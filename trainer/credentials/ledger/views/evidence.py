"""Evidence that a director vouches for: license checks, training, documents."""

from flask import request

from trainer.credentials import actions
from trainer.credentials.ledger import queries
from trainer.credentials.ledger.forms.evidence import DocumentForm, LicenseForm, TrainingForm
from trainer.credentials.ledger.pages.record import AskedFor, Record
from trainer.credentials.ledger.views import PERSON, ledger, recorded, shown
from trainer.db import db
from trainer.web.access import for_role, me


@ledger.route(f"{PERSON}/license-checks", methods=["GET", "POST"])
@for_role("director")
def license_check(clinic, person_id):
    person = queries.present_member(clinic, person_id)
    found = Record.of(clinic, person)
    form = LicenseForm(person, clinic, **usual_license(found))
    if form.submitted():
        with form.or_refused():
            actions.check_license(form.occasion(me()), form.license())
            db.session.commit()
            return recorded(clinic, person, f"The license check of {person.name} is recorded.")
    return shown(
        "entry",
        form,
        record=found,
        asked=found.asking_for("license", None),
        title="License check",
        button="Record the license check",
        notes=["Look the license up in the board’s own register now, then write down what stands there, good or bad."],
    )


def usual_license(record: Record) -> dict[str, str]:
    """What was looked up the last time; another state where a requirement led here."""
    last, state = record.newest("license"), request.args.get("state", "")
    if last is None or state not in {"", last.subject}:
        return {"state": state}
    return {"state": last.subject} | {key: last.details.get(key, "") for key in ("number", "source")}


@ledger.route(f"{PERSON}/trainings", methods=["GET", "POST"])
@for_role("director")
def training(clinic, person_id):
    person = queries.present_member(clinic, person_id)
    found = Record.of(clinic, person)
    form = TrainingForm(person, clinic, kind=request.args.get("topic", ""))
    form.offer(AskedFor.by(found.followed).trainings)
    if form.submitted():
        with form.or_refused():
            actions.record_training(form.occasion(me()), form.training())
            db.session.commit()
            return recorded(clinic, person, f"The training of {person.name} is recorded.")
    return shown(
        "entry",
        form,
        record=found,
        asked=found.asking_for("training", None),
        title="Training",
        button="Record the training",
        notes=["See the proof of attendance first. You vouch for the hours with your name."],
    )


@ledger.route(f"{PERSON}/documents", methods=["GET", "POST"])
@for_role("director")
def document(clinic, person_id):
    person = queries.present_member(clinic, person_id)
    found = Record.of(clinic, person)
    form = DocumentForm(person, clinic, kind=request.args.get("kind", ""))
    form.offer(AskedFor.by(found.followed).documents)
    if form.submitted():
        with form.or_refused():
            actions.accept_document(form.occasion(me()), form.paper())
            db.session.commit()
            return recorded(clinic, person, f"The document of {person.name} is recorded.")
    return shown(
        "entry",
        form,
        record=found,
        asked=found.asking_for("document", None),
        title="Document",
        button="Record the document",
        notes=["See the document itself. What it lacks, like a last day, stays empty."],
    )
