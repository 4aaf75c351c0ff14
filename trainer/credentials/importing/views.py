"""A director's pages: send a file, say what its columns are, see what would be done, have it done, undo it."""

from io import BytesIO

from flask import Blueprint, abort, flash, redirect, render_template, request, send_file, url_for
from sqlalchemy.exc import IntegrityError

from trainer import jobs, mail
from trainer.credentials.importing import actions, planning, queries, reading, undoing
from trainer.credentials.importing.forms import ConfirmForm, FileForm, UndoForm, mapping_form
from trainer.credentials.importing.models import ImportBatch
from trainer.credentials.importing.pages import SHOWN, Lines, bad_rows_csv, lines_of_plan, lines_of_rows
from trainer.credentials.importing.planning import Shelf
from trainer.credentials.importing.rules import Mapping, guessed
from trainer.db import db
from trainer.errors import Refused, Unreadable
from trainer.people.models import Clinic
from trainer.web.access import for_role, me
from trainer.web.forms import ButtonForm
from trainer.web.paging import page_of, part_of

importing = Blueprint("importing", __name__)
IMPORTS = "/clinics/<clinic:clinic>/imports"
IMPORT = f"{IMPORTS}/<int:batch_id>"
SAMPLE = 5  # rows of the file beside the mapping
CHANGED = "Something has changed since this page was shown. Look at it again, then confirm"


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
    return shown("imports", form, clinic=clinic, page=page)


@importing.route(f"{IMPORT}/mapping", methods=["GET", "POST"])
@for_role("director")
def mapping(clinic, batch_id):
    batch = open_batch(clinic, batch_id)
    table, shelf = reading.read(queries.content_of(batch)), Shelf.of(clinic)
    said = planning.mapping_of(batch) if batch.mapping else Mapping(columns=guessed(table.head))
    form = mapping_form(table, shelf, said)
    if form.submitted():
        actions.map_columns(batch, form.mapping())
        db.session.commit()
        return redirect(url_for(".batch", clinic=clinic, batch_id=batch.id))
    earlier = queries.same_file(batch)
    return shown("mapping", form, clinic=clinic, batch=batch, table=table, sample=table.rows[:SAMPLE], earlier=earlier)


@importing.get(IMPORT)
@for_role("director")
def batch(clinic, batch_id):
    found = queries.batch_of(clinic, batch_id)
    if found.state != "open":
        return result(clinic, found)
    if not found.mapping:
        return redirect(url_for(".mapping", clinic=clinic, batch_id=found.id))
    return dry_run(clinic, found, ConfirmForm())


@importing.post(f"{IMPORT}/confirmation")
@for_role("director")
def confirmation(clinic, batch_id):
    """Just what the dry run showed; or, where that broke off, what is left of it."""
    found = queries.batch_of(clinic, batch_id)
    if not found.mapping:
        abort(404)
    form, shelf = ConfirmForm(), Shelf.of(clinic)
    read = read_again(clinic, found, shelf)
    if not form.submitted():
        return dry_run(clinic, found, form)
    if found.state == "open":
        plan = planning.planned(clinic, read, me())
        if form.digest.data != shown_digest(found, plan):
            form.form_errors = [CHANGED]
            return dry_run(clinic, found, form)
        actions.confirm(found, plan, by=me())
        db.session.commit()
    if found.state == "under way":
        carry_out(found, read, shelf)
    return redirect(url_for(".batch", clinic=clinic, batch_id=batch_id))


def carry_out(found: ImportBatch, read: planning.Read, shelf: Shelf) -> None:
    """Part after part, each committed: others who write come in between."""
    by = me()
    try:
        for part in actions.parts(read):
            actions.do_part(found, part, shelf, by=by)
            db.session.commit()
    except IntegrityError:
        db.session.rollback()
        raise Refused(
            "Somebody entered one of these people at the same moment, so the import has paused. Open it and go on."
        ) from None
    actions.finish(found)
    db.session.commit()
    jobs.soon(mail.send_waiting)
    flash(f"{found.file_name} is imported.", "success")


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
    return attached(bad_rows_csv(lines_of(clinic, found).bad).encode(), f"left-out-{found.id}.csv")


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
    undoing.require_undoable(found, me())
    form = UndoForm()
    if form.submitted():
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


def read_again(clinic: Clinic, found: ImportBatch, shelf: Shelf) -> planning.Read:
    table = reading.read(queries.content_of(found))
    return planning.meant_by(clinic, table, planning.mapping_of(found), shelf)


def lines_of(clinic: Clinic, found: ImportBatch) -> Lines:
    if found.state == "open":
        return lines_of_plan(planning.planned(clinic, read_again(clinic, found, Shelf.of(clinic)), me()))
    return lines_of_rows(db.session.scalars(queries.rows_of(found)))


def dry_run(clinic: Clinic, found: ImportBatch, form: ConfirmForm):
    plan = planning.planned(clinic, read_again(clinic, found, Shelf.of(clinic)), me())
    form.digest.data = shown_digest(found, plan)
    return with_lines("dry_run", clinic, found, lines_of_plan(plan), form=form, plan=plan)


def shown_digest(found: ImportBatch, plan) -> str:
    """What would be done, and when it is to count."""
    return f"{plan.digest} {'once verified' if planning.mapping_of(found).hold else 'at once'}"


def result(clinic: Clinic, found: ImportBatch):
    lines = lines_of_rows(db.session.scalars(queries.rows_of(found)))
    return with_lines("result", clinic, found, lines, form=ButtonForm())


def with_lines(template: str, clinic: Clinic, found: ImportBatch, lines: Lines, form, **values):
    usual = next((kind for kind in SHOWN if lines.counts[kind]), "changes")
    kind = request.args.get("show", usual)
    kind = kind if kind in SHOWN else usual
    page = part_of(lines.bad if kind == "bad" else lines.of(kind))
    return shown(template, form, clinic=clinic, batch=found, lines=lines, kind=kind, kinds=SHOWN, page=page, **values)


def shown(template: str, form, **values):
    return render_template(f"credentials/importing/{template}.html", form=form, **values), 422 if form.errors else 200
