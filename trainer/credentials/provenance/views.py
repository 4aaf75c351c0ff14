"""A director's pages: what was imported and is not verified yet, and the verification of one of these."""

from functools import partial

from flask import Blueprint, flash, redirect, render_template, url_for

from trainer.credentials.ledger import queries as ledger
from trainer.credentials.models import Entry
from trainer.credentials.provenance import actions, queries
from trainer.credentials.provenance.forms import VerificationForm
from trainer.db import db
from trainer.people.models import Clinic, Person
from trainer.web.access import for_role, me
from trainer.web.paging import page_of

provenance = Blueprint("provenance", __name__)


@provenance.get("/clinics/<clinic:clinic>/imports/not-verified")
@for_role("director")
def not_verified(clinic):
    page = page_of(queries.not_verified(clinic))
    looks = queries.looks_at([one.id for one in page.items]) if page.items else {}
    return render_template(
        "credentials/provenance/not_verified.html",
        clinic=clinic,
        page=page,
        refused={one.id for one in page.items if any(look.stands(None) for look in looks.get(one.id, []))},
    )


@provenance.route("/clinics/<clinic:clinic>/people/<int:person_id>/imported/<int:entry_id>", methods=["GET", "POST"])
@for_role("director")
def verification(clinic, person_id, entry_id):
    person = ledger.member(clinic, person_id)
    imported = queries.imported_here(clinic, person, entry_id)
    form = VerificationForm(person, clinic)
    if form.submitted():
        with form.or_refused():
            look = actions.verify(form.occasion(me()), imported, form.looked())
            db.session.commit()
            return verified(clinic) if look.good else not_confirmed(clinic, person, imported)
    return render_template(
        "credentials/provenance/verification.html",
        clinic=clinic,
        person=person,
        entry=imported,
        form=form,
        now=queries.of_entry(imported),
        is_held_back=actions.is_held_back(imported),
    ), 422 if form.errors else 200


def verified(clinic: Clinic):
    flash("Verified. From now on it says by whom, and on which day.", "success")
    return redirect(url_for(".not_verified", clinic=clinic))


def not_confirmed(clinic: Clinic, person: Person, imported: Entry):
    """On to where it is taken back: that nobody confirmed it does not by itself."""
    certificate, place = queries.issued_on(imported), partial(url_for, clinic=clinic, person_id=person.id)
    still = "It still counts until you withdraw it here." if certificate else "Here its line can be taken back."
    flash(f"Recorded that the issuer did not confirm it. {still}", "warning")
    if certificate is not None and certificate.clinic_id == clinic.id:
        return redirect(place("ledger.certificate_correction", certificate_id=certificate.id))
    return redirect(place("ledger.correction", entry_id=imported.id))
