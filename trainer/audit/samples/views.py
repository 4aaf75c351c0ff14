from functools import partial

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for

from trainer import clock, trail
from trainer.audit.pages.clocks import clocks_of
from trainer.audit.pages.person import local
from trainer.audit.pages.roster import roster_of
from trainer.audit.rules import STATES, Clocks
from trainer.audit.samples import actions, queries
from trainer.audit.samples.forms import FindingsForm, SampleForm, SignOffForm
from trainer.audit.samples.models import AuditFile, InternalAudit
from trainer.audit.samples.reports import REPORTS
from trainer.audit.samples.rules import GRADES, METHODS, PARTS, WEIGHTS, Draw, draw, population_hash
from trainer.credentials import queries as credentials
from trainer.db import db
from trainer.errors import Refused
from trainer.web.access import for_role, me
from trainer.web.forms import ButtonForm
from trainer.web.paging import page_of

samples = Blueprint("samples", __name__)
AUDITS = "/clinics/<clinic:clinic>/internal-audits"
FILE = AUDITS + "/<int:audit_id>/files/<int:position>"

SIGNED = ("name", "Somebody else has just signed this file")
SIGNED_ALREADY = {"pk_audit_sign_off": SIGNED, "uq_audit_sign_off_file_id": SIGNED}  # as PostgreSQL and SQLite call it


@samples.get(AUDITS)
@for_role("director")
def audits(clinic):
    page = page_of(queries.audits(clinic))
    return render_template("audit/samples/audits.html", clinic=clinic, page=page, methods=METHODS)


@samples.route(AUDITS + "/new", methods=["GET", "POST"])
@for_role("director")
def new(clinic):
    shelf = credentials.shelf([clinic.id])
    usual = next((one.credential.slug for one in shelf.followed(clinic.id, clock.today(clinic.time_zone))), None)
    form = SampleForm(shelf.versions, usual, clinic.time_zone)
    if form.submitted():
        with form.or_refused():
            clocks = clocks_of(clinic, form.days)
            frozen = frozen_by(clinic, shelf, form.credential.data, clocks)
            wanted = Draw(form.seed.data, clocks.day, form.size.data, form.method.data)
            audit = actions.begin(frozen, wanted, me())
            db.session.commit()
            return redirect(url_for(".audit", clinic=clinic, audit_id=audit.id))
    return render_template("audit/samples/new.html", clinic=clinic, form=form), 422 if form.errors else 200


def frozen_by(clinic, shelf: credentials.Shelf, slug: str, clocks: Clocks) -> actions.Frozen:
    """The roster of a credential, with the moment fixed: what is recorded later changes no sample."""
    followed = shelf.followed(clinic.id, clocks.day, clocks.known_at)
    version = next((one for one in followed if one.credential.slug == slug), None)
    if version is None:
        raise Refused(f"{clinic.name} did not follow that credential on that day, as far as was known.")
    known_at = clocks.known_at or clock.now()
    roster = roster_of(clinic, shelf, version, clocks.day, known_at)
    return actions.Frozen(clinic, version, roster, clocks.known_on, known_at)


@samples.get(AUDITS + "/<int:audit_id>")
@for_role("director")
def audit(clinic, audit_id):
    found = queries.audit(clinic, audit_id)
    return render_template(
        "audit/samples/audit.html",
        clinic=clinic,
        audit=found,
        is_the_same=drawn_again(found) if "again" in request.args else None,
        states=STATES,
        methods=METHODS,
        weights=WEIGHTS,
        parts=PARTS,
        findings_of=actions.findings_of,
        moment_there=partial(local, clinic=clinic),
    )


def drawn_again(audit: InternalAudit) -> bool:
    """Whether the record, as it was known then, gives the same people, weights and files."""
    shelf = credentials.shelf([audit.clinic_id])
    roster = roster_of(audit.clinic, shelf, audit.credential_version, audit.day, audit.known_at)
    people = queries.candidates(roster)
    again = draw(people, Draw(audit.seed, audit.day, audit.size, audit.method))
    files = [(one.person_id, one.state, one.weight) for one in audit.files]
    return population_hash(people) == audit.population_hash and files == [
        (one.person_id, one.state, one.weight) for one in again
    ]


@samples.route(FILE, methods=["GET", "POST"])
@for_role("director")
def file(clinic, audit_id, position):
    found = queries.file(clinic, audit_id, position)
    form = FindingsForm(actions.findings_of(found))
    if form.submitted():
        with form.or_refused():
            new = actions.note(found, form.found, me())
            db.session.commit()
            flash("What was found is noted." if new else "Nothing was changed.", "success")
            return redirect(request.path)
    return shown(found, form, SignOffForm(formdata=None))


@samples.post(FILE + "/sign-off")
@for_role("director")
def sign_off(clinic, audit_id, position):
    found = queries.file(clinic, audit_id, position)
    form, signing = FindingsForm(actions.findings_of(found)), SignOffForm()
    if form.submitted() & signing.submitted():
        with signing.beside(**SIGNED_ALREADY), signing.or_refused():
            actions.sign_off(found, signing.name.data, me(), form.found)
            db.session.commit()
            flash(f"File {position} is signed off.", "success")
            return redirect(url_for(".audit", clinic=clinic, audit_id=audit_id))
    return shown(found, form, signing)


def shown(file: AuditFile, form: FindingsForm, signing: SignOffForm):
    audit = file.audit
    values = {
        "clinic": audit.clinic,
        "audit": audit,
        "file": file,
        "form": form,
        "signing": signing,
        "states": STATES,
        "parts": PARTS,
        "grades": GRADES,
        "found": actions.findings_of(file),
        "is_mine": file.person_id == me().id,
        "moment_there": partial(local, clinic=audit.clinic),
    }
    return render_template("audit/samples/file.html", **values), 422 if form.errors or signing.errors else 200


@samples.post(AUDITS + "/<int:audit_id>/report/<form>")
@for_role("director")
def report(clinic, audit_id, form):
    if form not in REPORTS:
        abort(404)
    if not ButtonForm().submitted():
        abort(400)
    found = queries.audit(clinic, audit_id)
    write, mimetype = REPORTS[form]
    content = write(found)
    trail.record("internal_audit.exported", by=me(), clinic=clinic, audit=found.id, format=form.upper())
    db.session.commit()
    name = f"internal-audit-{clinic.slug}-{found.id}.{form}"
    return Response(content, mimetype=mimetype, headers={"Content-Disposition": f'attachment; filename="{name}"'})
