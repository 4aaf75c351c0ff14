"""Observed practicals: recorded by a director who observed, or asked of the colleague who did, who alone signs."""

from flask import abort, flash, redirect, render_template, url_for

from trainer import mail
from trainer.credentials import actions
from trainer.credentials.content.requirements import PracticalObserved
from trainer.credentials.ledger import queries
from trainer.credentials.ledger.forms.evidence import PracticalForm
from trainer.credentials.ledger.forms.practicals import RequestForm
from trainer.credentials.ledger.pages.practicals import observers
from trainer.credentials.ledger.pages.record import AskedFor, Record
from trainer.credentials.ledger.views import PERSON, ledger, recorded, shown
from trainer.credentials.models import Entry
from trainer.db import db
from trainer.errors import Refused
from trainer.people.models import Clinic, Person
from trainer.web.access import for_role, me
from trainer.web.addresses import absolute

PRACTICAL = f"{PERSON}/practicals/<skill>/<region>"


@ledger.route(PRACTICAL, methods=["GET", "POST"])
@for_role("director")
def practical(clinic, person_id, skill, region):
    person = queries.present_member(clinic, person_id)
    found = Record.of(clinic, person)
    wanted = asked_for(found, skill, region)
    form = PracticalForm(person, clinic, wanted)
    if form.submitted():
        with form.or_refused():
            entry = actions.observe(form.occasion(me()), wanted, form.seen())
            db.session.commit()
            return recorded(clinic, person, f"{wanted.title}: recorded as {'passed' if entry.good else 'not passed'}.")
    qualification, problem = observer_today(found, wanted)
    return shown(
        "practical",
        form,
        record=found,
        practical=wanted,
        titles=titles_of(found),
        asked=found.asking_for("practical", wanted.subject),
        qualification=qualification,
        problem=problem,
    )


def asked_for(record: Record, skill: str, region: str) -> PracticalObserved:
    return AskedFor.by(record.followed).practicals.get(f"{skill}/{region}") or abort(404)


def titles_of(record: Record) -> dict[str, str]:
    return {one.credential.slug: one.title for one in record.shelf.versions}


def observer_today(record: Record, wanted: PracticalObserved) -> tuple[dict, str]:
    """By what right I could observe it today, or why I could not."""
    try:
        return actions.qualify(actions.Occasion(record.person, record.clinic, me(), record.today), wanted), ""
    except Refused as refusal:
        return {}, str(refusal)


@ledger.route(f"{PRACTICAL}/signature", methods=["GET", "POST"])
@for_role("director")
def signature(clinic, person_id, skill, region):
    """Somebody else observed it: they are asked to sign, and until they have, nothing counts."""
    person = queries.present_member(clinic, person_id)
    found = Record.of(clinic, person)
    wanted = asked_for(found, skill, region)
    others = [one for one in queries.colleagues(clinic) if one.id not in {person.id, me().id}]
    could = observers(others, wanted, found.shelf.at(clinic.id, found.today))
    form = RequestForm(person, clinic)
    form.observer.offer(one.person for one in could)
    if form.submitted():
        with form.or_refused():
            request = actions.ask_to_sign(form.occasion(me()), wanted, form.observer.person)
            write_to(form.observer.person, request, clinic, person)
            db.session.commit()
            return recorded(
                clinic, person, f"Asked of {form.observer.person.name}. It counts once they have signed it."
            )
    return shown(
        "signature",
        form,
        record=found,
        practical=wanted,
        titles=titles_of(found),
        asked=found.asking_for("practical", wanted.subject),
        could=could,
        others_wait=queries.unsigned(clinic, Entry.person_id == person.id, Entry.subject == wanted.subject),
    )


def write_to(observer: Person, request: Entry, clinic: Clinic, person: Person) -> None:
    text = render_template(
        "credentials/ledger/mail/signature.txt",
        observer=observer,
        request=request,
        clinic=clinic,
        person=person,
        by=me(),
        address=absolute("ledger.signing", clinic=clinic, entry_id=request.id),
    )
    mail.write(observer.email, f"A practical waits for your signature at {clinic.name}", text)


def to_observations(clinic: Clinic, words: str):
    flash(words, "success")
    return redirect(url_for("ledger.observations", clinic=clinic))
