"""A director's pages: what the law of which state the clinic follows."""

from collections.abc import Sequence
from datetime import date

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for

from trainer import clock
from trainer.credentials.jurisdictions import actions, queries, rules
from trainer.credentials.jurisdictions.forms import AdoptionForm, EndingForm
from trainer.credentials.jurisdictions.models import JurisdictionAdoption, JurisdictionVersion
from trainer.credentials.jurisdictions.pages import Shown
from trainer.db import db
from trainer.people.models import Clinic
from trainer.web.access import for_role, me
from trainer.web.pages import day

jurisdictions = Blueprint("jurisdictions", __name__)
SIMULTANEOUS = "version", "Somebody else has signed for this state in the meantime. Look again what is followed."
TWO_AT_ONCE = {"uq_jurisdiction_adoption_first": SIMULTANEOUS, "uq_jurisdiction_adoption_follows_id": SIMULTANEOUS}


@jurisdictions.get("/clinics/<clinic:clinic>/jurisdictions")
@for_role("director")
def packs(clinic):
    adopted = queries.adoptions_of(clinic)
    live = sorted(queries.live_versions(), key=lambda one: (one.jurisdiction_id not in adopted, one.name))
    return render_template("credentials/jurisdictions/packs.html", clinic=clinic, live=live, adopted=adopted)


@jurisdictions.get("/clinics/<clinic:clinic>/jurisdictions/<slug>")
@jurisdictions.get("/clinics/<clinic:clinic>/jurisdictions/<slug>/<int:number>", endpoint="version")
@for_role("director")
def pack(clinic, slug, number=None):
    versions = queries.versions_of(slug)
    version = version_of(versions, number)
    adoption = queries.adoptions_of(clinic).get(version.jurisdiction_id)
    followed = adoption.jurisdiction_version if adoption else None
    return render_template(
        "credentials/jurisdictions/pack.html",
        clinic=clinic,
        shown=Shown.of(version, clock.today(clinic.time_zone)),
        live=versions[0],
        adoption=adoption,
        brings=rules.changes(followed.document, version.document) if followed and followed is not version else [],
        is_newer=followed is not None and followed.number < version.number,
    )


def version_of(versions: Sequence[JurisdictionVersion], number: int | None) -> JurisdictionVersion:
    """The one of that number; without one the newest."""
    return next((one for one in versions if number in {None, one.number}), None) or abort(404)


@jurisdictions.route("/clinics/<clinic:clinic>/jurisdictions/<slug>/adoption", methods=["GET", "POST"])
@for_role("director")
def adoption(clinic, slug):
    """Of the newest version, or of another one that the address names."""
    version = version_of(queries.versions_of(slug), request.args.get("version", type=int))
    in_force = queries.adoptions_of(clinic).get(version.jurisdiction_id)
    form = AdoptionForm(me(), clinic, version)
    if form.submitted():
        with form.beside(**TWO_AT_ONCE):
            actions.adopt(me(), clinic, version, **signed(form))
            db.session.commit()
            flash(followed_now(clinic, version, form.adopted_on.data, in_force), "success")
            return redirect(url_for(".packs", clinic=clinic))
    return render_template(
        "credentials/jurisdictions/adoption.html",
        clinic=clinic,
        version=version,
        shown=Shown.of(version, clock.today(clinic.time_zone)),
        in_force=in_force,
        brings=rules.changes(in_force.jurisdiction_version.document, version.document) if in_force else [],
        form=form,
    ), 422 if form.errors else 200


def followed_now(clinic: Clinic, version: JurisdictionVersion, first: date, other: JurisdictionAdoption | None) -> str:
    """What was decided of a later day stays."""
    words = f"{clinic.name} follows version {version.number} of the rules of {version.name}"
    if other is None or other.adopted_on <= first:
        return f"{words}."
    return f"{words} from {day(first)} on, and from {day(other.adopted_on)} on another one."


@jurisdictions.route("/clinics/<clinic:clinic>/jurisdictions/<slug>/ending", methods=["GET", "POST"])
@for_role("director")
def ending(clinic, slug):
    live = queries.live_version(slug) or abort(404)
    in_force = queries.adoptions_of(clinic).get(live.jurisdiction_id) or abort(404)
    version = in_force.jurisdiction_version
    form = EndingForm(me(), clinic, in_force)
    if form.submitted():
        with form.beside(**TWO_AT_ONCE), form.or_refused():
            actions.end(me(), clinic, version, **signed(form))
            db.session.commit()
            flash(f"{clinic.name} follows the rules of {version.name} no more.", "success")
            return redirect(url_for(".packs", clinic=clinic))
    return render_template(
        "credentials/jurisdictions/ending.html", clinic=clinic, version=version, in_force=in_force, form=form
    ), 422 if form.errors else 200


def signed(form: AdoptionForm | EndingForm) -> dict:
    return {"name": form.name.data, "statement": form.statement.data, "adopted_on": form.adopted_on.data}
