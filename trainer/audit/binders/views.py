from collections.abc import Iterator
from contextlib import ExitStack, closing
from io import SEEK_END
from tempfile import TemporaryFile
from typing import IO

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for

from trainer import clock, jobs, trail
from trainer.audit.binders import actions, queries, rules, tasks
from trainer.audit.binders.asking import Ask, titles
from trainer.audit.binders.binder import HASH_RULE, bound
from trainer.audit.binders.formats import FORMATS, fits_paper
from trainer.audit.binders.rows import rows
from trainer.credentials.documents.tables import MOST_ROWS
from trainer.db import db
from trainer.errors import Refused
from trainer.people.models import Clinic
from trainer.web.access import for_role, me
from trainer.web.forms import ButtonForm
from trainer.web.paging import page_of

binders = Blueprint("binders", __name__)
PIECE = 1 << 16  # bytes
ON_A_PAGE = 20
TOO_LONG = (
    f"A PDF takes at most {MOST_ROWS:,} rows, and this binder has more. Narrow the filter, or take the spreadsheet,"
    " which holds them all."
)


@binders.get("/clinics/<clinic:clinic>/binder")
@for_role("director")
def binder(clinic):
    asked = asked_of(clinic)
    count = asked.rows
    return render_template(
        "audit/binders/binder.html",
        ask=asked,
        asked=asked.question,
        count=count,
        at_once=rules.comes_at_once(count),
        fits_paper=fits_paper(count),
        too_long=TOO_LONG,
        formats=FORMATS,
        hash_rule=HASH_RULE,
        sections=asked.sections(titles()),
    )


@binders.post("/clinics/<clinic:clinic>/binder/<form>")
@for_role("director")
def made(clinic, form):
    """A short one comes at once, a long one is made by the worker and kept for some days."""
    asked = asked_of(clinic)
    if form not in FORMATS:
        abort(404)
    if not ButtonForm().submitted():
        abort(400)
    count = asked.rows
    if form == "pdf" and not fits_paper(count):
        raise Refused(TOO_LONG)
    if rules.comes_at_once(count):
        return at_once(clinic, asked, form)
    if not queries.same_open(clinic, me(), form, asked.fixed):
        actions.ask(asked, form, count, asked.sections(titles()), by=me())
        db.session.commit()
        jobs.soon(tasks.make_waiting)
    return redirect(url_for(".kept", clinic=clinic))


def at_once(clinic: Clinic, asked: Ask, form: str) -> Response:
    """Sealed first, so that the binder can name a batch that holds what it rests on; then read once, hashed, noted."""
    db.session.commit()
    trail.seal()
    now = clock.now()
    sections, cover = asked.sections(titles()), asked.cover(me(), now)
    with ExitStack() as kept:
        file = kept.enter_context(TemporaryFile())
        found = kept.enter_context(closing(rows(db.engine, asked.question, sections, now)))
        with bound(cover, sections, found) as binder:
            FORMATS[form].write(binder, file)
        actions.tell_exported(clinic, cover, binder, form, by=me())
        db.session.commit()
        found.close()
        kept.pop_all()
    name = f"binder-{clinic.slug}-{asked.question.clocks.in_a_name}.{form}"
    return attached(pieces(file), form, name, file.seek(0, SEEK_END))


@binders.get("/clinics/<clinic:clinic>/binders")
@for_role("director")
def kept(clinic):
    page = page_of(queries.binders_of(clinic), ON_A_PAGE)
    return render_template(
        "audit/binders/kept.html", clinic=clinic, page=page, formats=FORMATS, in_bytes=rules.in_bytes, days=rules.KEPT
    )


@binders.post("/clinics/<clinic:clinic>/binders/<int:binder_id>/file")
@for_role("director")
def file(clinic, binder_id):
    """Only what is whole; who took it stands on the trail before the first byte."""
    found = queries.binder_of(clinic, binder_id)
    if not ButtonForm().submitted():
        abort(400)
    if found.state != "ready" or found.size is None:
        abort(404)
    actions.tell_taken(found, by=me())
    db.session.commit()
    name = f"binder-{clinic.slug}-{found.id}-as-of-{found.address['as_of']}.{found.form}"
    return attached(queries.pieces(found), found.form, name, found.size)


@binders.post("/clinics/<clinic:clinic>/binders/<int:binder_id>/retrial")
@for_role("director")
def retrial(clinic, binder_id):
    found = queries.binder_of(clinic, binder_id)
    if not ButtonForm().submitted():
        abort(400)
    actions.ask_again(found, by=me())
    db.session.commit()
    jobs.soon(tasks.make_waiting)
    flash(f"Binder {found.id} is made again, as known when it was first asked for.", "success")
    return redirect(url_for(".kept", clinic=clinic))


# What several of these do


def asked_of(clinic: Clinic) -> Ask:
    return Ask.of(clinic, request.args) or abort(404)


def pieces(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        file.seek(0)
        while piece := file.read(PIECE):
            yield piece


def attached(content: Iterator[bytes], form: str, name: str, size: int) -> Response:
    return Response(
        content,
        mimetype=FORMATS[form].mimetype,
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Content-Length": str(size),
            "Cache-Control": "no-store",
        },
    )
