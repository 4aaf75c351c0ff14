"""A director's pages: send a file, say what its columns are, see what would be done, have it done, undo it."""

from io import BytesIO

from flask import Blueprint, abort, flash, redirect, render_template, request, send_file, url_for
from sqlalchemy.exc import IntegrityError

from trainer import jobs, mail
from trainer.credentials.importing import actions, pages, planning, queries, reading, tasks, undoing, working
from trainer.credentials.importing.forms import ConfirmForm, FileForm, UndoForm, mapping_form
from trainer.credentials.importing.models import ImportBatch
from trainer.credentials.importing.planning import Shelf
from trainer.credentials.importing.rules import Mapping, Plan, Row, guessed
from trainer.credentials.importing.rules.working import UNCONFIRMED, is_long
from trainer.db import db
from trainer.errors import Refused, Unreadable
from trainer.people.models import Clinic
from trainer.web.access import for_role, me
from trainer.web.forms import ButtonForm
from trainer.web.paging import page_of

importing = Blueprint("importing", __name__)
IMPORTS = "/clinics/<clinic:clinic>/imports"
IMPORT = f"{IMPORTS}/<int:batch_id>"
CHANGED = "Something has changed since this page was shown. Look at it again, then confirm"
ANOTHER = "Somebody else had this file tried out. This is what would be done by you: look at it, then confirm."


@importing.route(IMPORTS, methods=["GET", "POST"])
@for_role("director")
def imports(clinic):
    form = FileForm()
    if form.submitted():
        try:
            batch = actions.send_in(clinic, form.file.data.filename, form.file.data.read(), by=me())
        except Unreadable as problem:
            form.file.errors = [str(problem)]
        else:
            db.session.commit()
            return redirect(url_for(".mapping", clinic=clinic, batch_id=batch.id))
    page = page_of(queries.batches(clinic))
    return shown("imports", form, clinic=clinic, page=page, days=UNCONFIRMED.days)


@importing.route(f"{IMPORT}/mapping", methods=["GET", "POST"])
@for_role("director")
def mapping(clinic, batch_id):
    batch = open_batch(clinic, batch_id)
    sample, shelf = sample_of(batch), Shelf.of(clinic)
    said = planning.mapping_of(batch) if batch.mapping else Mapping(columns=guessed(sample.head))
    form = mapping_form(sample, shelf, said)
    if form.submitted():
        actions.map_columns(batch, form.mapping())
        if is_long(batch.row_count):
            working.ask_to_try(batch, by=me())
        db.session.commit()
        jobs.soon(tasks.carry_on)
        return redirect(url_for(".batch", clinic=clinic, batch_id=batch.id))
    earlier = queries.same_file(batch)
    return shown("mapping", form, clinic=clinic, batch=batch, table=sample, sample=sample.rows, earlier=earlier)


@importing.get(IMPORT)
@for_role("director")
def batch(clinic, batch_id):
    found = queries.batch_of(clinic, batch_id)
    if found.work:
        return shown("working", ButtonForm(), clinic=clinic, batch=found)
    if found.state != "open":
        return with_listing("result", found, pages.of_rows(found), form=ButtonForm())
    if not found.mapping:
        return redirect(url_for(".mapping", clinic=clinic, batch_id=found.id))
    if found.tried:
        return tried(found, ConfirmForm())
    return dry_run(found, planning.Planning(found, me()).plan(), ConfirmForm())


@importing.post(f"{IMPORT}/confirmation")
@for_role("director")
def confirmation(clinic, batch_id):
    """Just what the dry run showed, as a whole."""
    found, form = queries.batch_of(clinic, batch_id), ConfirmForm()
    if not found.mapping or found.work == "try":
        abort(404)
    actions.require_open(found)
    if found.tried:
        return confirmed_for_later(found, form)
    planned = planning.Planning(found, me())
    plan = planned.plan()
    if form.submitted() and form.digest.data == actions.digest_of(found, plan):
        carry_out(found, planned, plan)
        return redirect(url_for(".batch", clinic=clinic, batch_id=batch_id))
    if not form.errors:
        form.form_errors = [CHANGED]
    return dry_run(found, plan, form)


def carry_out(found: ImportBatch, planned: planning.Planning, plan: Plan) -> None:
    digest = actions.digest_of(found, plan)
    actions.confirm(found, plan.counts, by=me())
    try:
        actions.carry_out(found, planned, digest, by=me())
    except (actions.Changed, IntegrityError):
        db.session.rollback()
        raise Refused(
            "Somebody entered one of these people at the same moment, so nothing was imported. Open it and look again."
        ) from None
    db.session.commit()
    jobs.soon(mail.send_waiting)
    flash(f"{found.file_name} is imported.", "success")


def confirmed_for_later(found: ImportBatch, form: ConfirmForm):
    """A long file; who tried it out is who may confirm it, as nobody enters a record of themselves."""
    answer = redirect(url_for(".batch", clinic=found.clinic, batch_id=found.id))
    kept = found.tried or {}
    if found.tried_by_id != me().id:
        working.ask_to_try(found, by=me(), problem=ANOTHER)
    elif not form.submitted() or form.digest.data != kept["digest"]:
        form.form_errors = [CHANGED]
        return tried(found, form)
    else:
        actions.confirm(found, kept["counts"], by=me())
        working.lease.begin(found)
    db.session.commit()
    jobs.soon(tasks.carry_on)
    return answer


@importing.post(f"{IMPORT}/retrial")
@for_role("director")
def retrial(clinic, batch_id):
    found = queries.batch_of(clinic, batch_id)
    if not ButtonForm().submitted():
        abort(400)
    working.ask_again(found)
    db.session.commit()
    jobs.soon(tasks.carry_on)
    return redirect(url_for(".batch", clinic=clinic, batch_id=batch_id))


@importing.post(f"{IMPORT}/removal")
@for_role("director")
def removal(clinic, batch_id):
    found = open_batch(clinic, batch_id)
    actions.drop(found)
    db.session.commit()
    flash(f"{found.file_name} is dropped. Nothing of it was imported, and nothing of it is kept.", "success")
    return redirect(url_for(".imports", clinic=clinic))


@importing.get(f"{IMPORT}/left-out.csv")
@for_role("director")
def left_out(clinic, batch_id):
    found = queries.batch_of(clinic, batch_id)
    if not found.mapping:
        abort(404)
    if found.state != "open":
        listing = pages.of_rows(found)
    elif found.tried:
        listing = pages.of_kept(found)
    else:
        listing = pages.of_plan(planning.Planning(found, me()).plan())
    return attached(pages.bad_rows_csv(listing.bad()).encode(), f"left-out-{found.id}.csv")


@importing.get(f"{IMPORT}/file")
@for_role("director")
def file(clinic, batch_id):
    found = queries.batch_of(clinic, batch_id)
    return attached(queries.content_of(found), found.file_name)


def attached(content: bytes, name: str):
    """Never shown inside the browser: it is somebody's file."""
    kind = "text/csv" if name.endswith(".csv") else "application/octet-stream"
    answer = send_file(BytesIO(content), mimetype=kind, as_attachment=True, download_name=name)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@importing.route(f"{IMPORT}/undoing", methods=["GET", "POST"])
@for_role("director")
def undo(clinic, batch_id):
    found = queries.batch_of(clinic, batch_id)
    if found.work:
        return redirect(url_for(".batch", clinic=clinic, batch_id=batch_id))
    undoing.require_undoable(found, me())
    form = UndoForm()
    if form.submitted():
        if is_long(found.row_count):
            working.ask_to_undo(found, form.reason.data, by=me())
            db.session.commit()
            jobs.soon(tasks.carry_on)
            return redirect(url_for(".batch", clinic=clinic, batch_id=batch_id))
        with form.or_refused():
            while undoing.undo_part(found, form.reason.data, by=me()):
                db.session.commit()
            undoing.undone(found, form.reason.data, by=me())
            db.session.commit()
            flash(f"The import of {found.file_name} is undone.", "success")
            return redirect(url_for(".batch", clinic=clinic, batch_id=batch_id))
    return shown("undoing", form, clinic=clinic, batch=found)


# What several of these pages do


def open_batch(clinic: Clinic, batch_id: int) -> ImportBatch:
    found = queries.batch_of(clinic, batch_id)
    actions.require_open(found)
    return found


def sample_of(batch: ImportBatch) -> reading.Table:
    """The headings and the first rows; of a file from before these were kept, read once more."""
    kept = batch.preview or actions.preview_of(reading.read(queries.content_of(batch)))
    rows = tuple(Row(one["line"], tuple(one["cells"])) for one in kept["rows"])
    return reading.Table(tuple(kept["head"]), rows, kept["remark"])


def dry_run(found: ImportBatch, plan: Plan, form: ConfirmForm):
    form.digest.data = actions.digest_of(found, plan)
    values = {"counts": plan.counts, "changes": plan.changes}
    return with_listing("dry_run", found, pages.of_plan(plan), form=form, **values)


def tried(found: ImportBatch, form: ConfirmForm):
    """What the worker found out about a long file."""
    kept = found.tried or {}
    form.digest.data, listing = kept["digest"], pages.of_kept(found)
    values = {"counts": kept["counts"], "changes": bool(listing.counts["changes"])}
    return with_listing("dry_run", found, listing, form=form, **values)


def with_listing(template: str, found: ImportBatch, listing: pages.Listing, form, **values):
    usual = next((kind for kind in pages.SHOWN if listing.counts[kind]), "changes")
    kind = request.args.get("show", usual)
    kind = kind if kind in pages.SHOWN else usual
    usual_values = {"clinic": found.clinic, "batch": found, "lines": listing, "kind": kind, "kinds": pages.SHOWN}
    return shown(template, form, page=listing.page(kind), **usual_values, **values)


def shown(template: str, form, **values):
    return render_template(f"credentials/importing/{template}.html", form=form, **values), 422 if form.errors else 200
