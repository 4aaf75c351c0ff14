"""Texts: the list, a new one, one with all its drafts, putting one aside."""

from itertools import groupby

from flask import flash, redirect, render_template, request, url_for
from flask_login import current_user

from trainer import clock
from trainer.banks import composing, drafting
from trainer.banks.drafting.reading.source import LARGEST
from trainer.banks.drafts import actions, queries, rules
from trainer.banks.drafts.forms.text import TextForm
from trainer.banks.drafts.pages import findings_of
from trainer.banks.views import banks
from trainer.banks.views.drafts import text_or_404
from trainer.db import db
from trainer.web.access import for_role, me
from trainer.web.paging import page_of, part_of

ROOM = 100_000  # bytes of the form around the file
NOTHING_FOUND = (
    "No question could be drafted from this text. It needs whole sentences that say what something is, what belongs to "
    "it, what it leads to or how many of it there are."
)


@banks.url_value_preprocessor
def make_room_for_a_file(endpoint, _values):
    """Before anything reads the form: this page alone takes files, and texts longer than an answer."""
    if endpoint == "banks.draft_text_new" and current_user.is_authenticated and me().holds("educator"):
        request.max_content_length = LARGEST + ROOM
        request.max_form_memory_size = 4 * 500_000  # the longest text, each character in up to four bytes


@banks.route("/drafts/")
@for_role("educator")
def draft_texts():
    page = page_of(queries.texts())
    return render_template("banks/drafts/texts.html", texts=[queries.Shelved(*row) for row in page.items], page=page)


@banks.route("/drafts/new", methods=["GET", "POST"])
@for_role("educator")
def draft_text_new():
    form = TextForm()
    if form.submitted() and (source := form.read()) is not None:
        if drafts := drafting.propose(source):
            origin = composing.Origin(file=form.name, read_on=clock.today(me().time_zone))
            about = composing.proposal(source, drafts, origin, title=form.title.data or "")
            text = actions.add_text(me(), source, drafts, about, form.digest)
            db.session.commit()
            return redirect(url_for(".draft_text", text_id=text.id))
        form.refuse(form.upload if form.name else form.paste, NOTHING_FOUND)
    return render_template("banks/drafts/new.html", form=form, largest=LARGEST), 422 if form.errors else 200


@banks.route("/drafts/<int:text_id>/")
@for_role("educator")
def draft_text(text_id):
    text = text_or_404(text_id)
    standings = queries.standings(text)
    places = [rules.Place(one.row.position, one.is_accepted) for one in standings]
    shown = request.args.get("show", "")
    shown = shown if shown in rules.STATES else ""
    page = part_of([one for one in standings if shown in {"", one.state}])
    return render_template(
        "banks/drafts/text.html",
        text=text,
        counts=rules.counts(places),
        total=len(places),
        first_open=rules.next_open(places, 0),
        shown=shown,
        findings={one.row.position: len(findings_of(one.document)) for one in page.items if one.is_accepted is None},
        sections=[(title, list(rows)) for title, rows in groupby(page.items, key=lambda one: one.draft.section)],
        page=page,
    )


@banks.route("/drafts/<int:text_id>/removal", methods=["GET", "POST"])
@for_role("educator")
def draft_text_removal(text_id):
    text = text_or_404(text_id)
    if request.method == "POST":
        actions.discard(me(), text)
        db.session.commit()
        flash(f"{text.title} is put aside. Its drafts and decisions stay on record.", "success")
        return redirect(url_for(".draft_texts"))
    return render_template("banks/drafts/removal.html", text=text, counts=rules.counts(queries.places(text)))
