"""An educator's pages: send a file of questions, see what was read, choose where it goes, have it done, undo it."""

from dataclasses import asdict, replace
from io import BytesIO

from flask import abort, flash, redirect, render_template, request, send_file, url_for
from flask_login import current_user

from trainer import jobs
from trainer.banks.authoring.queries import manuscripts
from trainer.banks.exchange import actions, pages, queries, rules, targets, tasks, undoing, working
from trainer.banks.exchange.forms import LARGEST, LONGEST, NAMES, SendForm, known_only, mapping_form
from trainer.banks.exchange.models import QuestionBatch
from trainer.banks.exchange.rules import Mapping, mapping_of
from trainer.banks.views import banks
from trainer.db import db
from trainer.errors import Refused
from trainer.web.access import for_role, me
from trainer.web.forms import ButtonForm
from trainer.web.paging import page_of

ROOM = 100_000  # bytes of the form around the file
IMPORT = "/imports/<int:batch_id>"


@banks.url_value_preprocessor
def make_room_for_questions(endpoint, _values):
    """Before anything reads the form: this page alone takes large files, and long texts."""
    if endpoint == "banks.imports" and current_user.is_authenticated and me().holds("educator"):
        request.max_content_length = LARGEST + ROOM
        request.max_form_memory_size = LONGEST


@banks.route("/imports/", methods=["GET", "POST"])
@for_role("educator")
def imports():
    form = SendForm()
    if form.submitted() and (sent := form.data_sent()) is not None:
        batch = actions.send_in(me(), *sent, form.format.data or "")
        db.session.commit()
        jobs.soon(tasks.carry_on)
        return redirect(url_for(".import_", batch_id=batch.id))
    page = page_of(queries.batches())
    return render_template(
        "banks/exchange/imports.html", form=form, page=page, names=NAMES, days=rules.UNCONFIRMED.days
    ), 422 if form.errors else 200


@banks.get(f"{IMPORT}/")
@for_role("educator")
def import_(batch_id):
    batch = batch_or_404(batch_id)
    if batch.work:
        return render_template("banks/exchange/working.html", batch=batch, form=ButtonForm(), names=NAMES)
    return shown(batch)


@banks.route(f"{IMPORT}/mapping", methods=["GET", "POST"])
@for_role("educator")
def import_mapping(batch_id):
    batch = open_or_refused(batch_id)
    categories = queries.categories(batch.id)
    form = form_of(batch, categories)
    if form.submitted():
        with form.or_refused():
            mapping = form.mapping(categories)
            mapping = known_only(mapping, targets.target_of(mapping))
            actions.plan(batch, mapping, asdict(mapping))
            db.session.commit()
            return redirect(url_for(".import_", batch_id=batch.id))
    return render_template("banks/exchange/mapping.html", batch=batch, form=form), 422 if form.errors else 200


@banks.post(f"{IMPORT}/confirmation")
@for_role("educator")
def import_confirmation(batch_id):
    """Just what the page showed: what somebody else has written meanwhile stays as it is."""
    batch = open_or_refused(batch_id)
    if not batch.mapping or not ButtonForm().submitted():
        abort(400)
    actions.confirm(me(), batch, mapping_of(batch.mapping))
    return carried_out(batch)


@banks.post(f"{IMPORT}/undoing")
@for_role("educator")
def import_undoing(batch_id):
    batch = batch_or_404(batch_id)
    if not ButtonForm().submitted():
        abort(400)
    undoing.ask_to_undo(me(), batch)
    return carried_out(batch)


def carried_out(batch: QuestionBatch):
    """What is short is done at once; what is long, by the worker."""
    if batch.total > rules.LONG:
        db.session.commit()
        jobs.soon(tasks.carry_on)
    else:
        tasks.long_work.work(batch)
    return redirect(url_for(".import_", batch_id=batch.id))


@banks.post(f"{IMPORT}/retrial")
@for_role("educator")
def import_retrial(batch_id):
    batch = batch_or_404(batch_id)
    if not ButtonForm().submitted():
        abort(400)
    working.ask_again(batch)
    db.session.commit()
    jobs.soon(tasks.carry_on)
    return redirect(url_for(".import_", batch_id=batch.id))


@banks.post(f"{IMPORT}/removal")
@for_role("educator")
def import_removal(batch_id):
    batch = batch_or_404(batch_id)
    name = batch.file_name
    if not ButtonForm().submitted():
        abort(400)
    actions.drop(batch)
    db.session.commit()
    flash(f"{name} is dropped. Nothing of it was imported, and nothing of it is kept.", "success")
    return redirect(url_for(".imports"))


@banks.get(f"{IMPORT}/file")
@for_role("educator")
def import_file(batch_id):
    """Never shown inside the browser: it is somebody's file."""
    batch = batch_or_404(batch_id)
    content = BytesIO(queries.content_of(batch))
    name = batch.file_name if "." in batch.file_name else f"{batch.file_name}.txt"
    return send_file(content, mimetype="application/octet-stream", as_attachment=True, download_name=name)


def batch_or_404(batch_id: int) -> QuestionBatch:
    return queries.batch(batch_id) or abort(404)


def open_or_refused(batch_id: int) -> QuestionBatch:
    batch = batch_or_404(batch_id)
    if batch.work == "read":
        raise Refused("This file is still being read. Wait until it is done.")
    actions.require_unconfirmed(batch)
    return batch


def form_of(batch: QuestionBatch, categories: list[tuple[str, int]]):
    """Where it goes and what it is about, as said so far."""
    mapping, target = mapping_of(batch.mapping) if batch.mapping else mapping_of_the_last(batch), None
    under_way = manuscripts()
    if mapping:
        try:
            target = targets.grounds_of(mapping, under_way)
        except Refused:
            mapping = None
    return mapping_form(targets.choices(under_way), mapping, target, categories)


def mapping_of_the_last(batch: QuestionBatch) -> Mapping | None:
    """A file that came before goes where it went, so that what has not changed is known there."""
    last = queries.same_file(batch, by_name=True)
    if last is None or last.mapping is None:
        return None
    return replace(mapping_of(last.mapping), target=f"manuscript {last.manuscript_id}")


def shown(batch: QuestionBatch):
    """What was read, and what becomes or became of it."""
    counts = queries.counts(batch.id)
    tabs = pages.tabs(counts, is_planned=batch.planned is not None)
    tab = pages.chosen(tabs, request.args.get("show"))
    page = pages.page_of_lines(batch, tab, counts)
    return render_template(
        "banks/exchange/import.html",
        batch=batch,
        counts=counts,
        tabs=tabs,
        tab=tab,
        page=page,
        names=NAMES,
        earlier=queries.same_file(batch) if batch.planned is None else None,
        left=queries.left(batch.id) if batch.undone_at else {},
        differences=pages.differences(batch, page.items),
    )
