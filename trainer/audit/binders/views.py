from collections.abc import Iterator
from contextlib import ExitStack
from io import SEEK_END
from tempfile import TemporaryFile
from typing import IO

from flask import Blueprint, Response, abort, render_template, request

from trainer import clock, trail
from trainer.audit.binders.binder import HASH_RULE, Binder, Cover, bound
from trainer.audit.binders.formats import FORMATS, fits_paper
from trainer.audit.binders.rows import columns, rows
from trainer.audit.pages.person import local
from trainer.audit.pages.roster import Counts, Question, question
from trainer.audit.queries import modules
from trainer.audit.queries import roster as queries
from trainer.credentials.documents.tables import MOST_ROWS
from trainer.db import db
from trainer.errors import Refused
from trainer.web.access import for_role, me
from trainer.web.forms import ButtonForm

binders = Blueprint("binders", __name__)
PIECE = 1 << 16  # bytes
TOO_LONG = (
    f"A PDF takes at most {MOST_ROWS:,} rows, and this binder has more. Narrow the filter, or take the spreadsheet,"
    " which holds them all."
)


@binders.get("/clinics/<clinic:clinic>/binder")
@for_role("director")
def binder(clinic):
    asked = asked_of(clinic)
    count = count_of(asked)
    return render_template(
        "audit/binders/binder.html",
        asked=asked,
        count=count,
        fits_paper=fits_paper(count),
        too_long=TOO_LONG,
        formats=FORMATS,
        hash_rule=HASH_RULE,
        titles=modules.titles(),
    )


@binders.post("/clinics/<clinic:clinic>/binder/<form>")
@for_role("director")
def made(clinic, form):
    """Sealed first, so that the binder can name a batch that holds what it rests on; then read once, hashed, noted."""
    asked = asked_of(clinic)
    if form not in FORMATS:
        abort(404)
    if not ButtonForm().submitted():
        abort(400)
    if form == "pdf" and not fits_paper(count_of(asked)):
        raise Refused(TOO_LONG)
    db.session.commit()
    trail.seal()
    titles, cover = modules.titles(), cover_of(asked)
    with ExitStack() as kept:
        file = kept.enter_context(TemporaryFile())
        with bound(cover, columns(asked, titles), rows(db.engine, asked, titles, cover.made_at)) as binder:
            FORMATS[form].write(binder, file)
        note(clinic, binder, FORMATS[form].name)
        db.session.commit()
        kept.pop_all()
    name = f"binder-{clinic.slug}-{asked.clocks.in_a_name}.{form}"
    return Response(
        pieces(file),
        mimetype=FORMATS[form].mimetype,
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Content-Length": str(file.seek(0, SEEK_END)),
        },
    )


def note(clinic, binder: Binder, form: str) -> None:
    trail.record(
        "binder.exported",
        by=me(),
        clinic=clinic,
        format=form,
        rows=binder.count,
        filter=binder.cover.filter,
        clocks=lowered(binder.cover.clocks.sentence),
        hash=binder.hash,
    )


def pieces(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        file.seek(0)
        while piece := file.read(PIECE):
            yield piece


def asked_of(clinic) -> Question:
    return question(clinic, request.args) or abort(404)


def count_of(asked: Question) -> int:
    return Counts.of(asked.clinic.id, queries.counts([asked.roster], asked.wanted)).of_state(asked.wanted.state)


def cover_of(asked: Question) -> Cover:
    now = clock.now()
    return Cover(
        clinic=asked.clinic.name,
        credential=f"{asked.version.title}, version {asked.version.number} of its policy",
        filter=asked.wanted.in_words,
        clocks=asked.clocks,
        made_at=now,
        made_at_there=local(now, asked.clinic),
        author=f"{me().name} <{me().email}>",
        head=trail.head(),
    )


def lowered(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:]
