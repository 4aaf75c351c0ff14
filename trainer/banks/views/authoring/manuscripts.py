"""One manuscript: its parts by kind with what became of them, and what can be added to it."""

from flask import abort, flash, redirect, render_template, request, url_for

from trainer.banks.authoring import actions, drafting, queries
from trainer.banks.authoring.forms.beginning import NEW, PARTS
from trainer.banks.authoring.pages import ManuscriptPage
from trainer.banks.views import banks
from trainer.banks.views.authoring import manuscript_or_404, setting_of
from trainer.db import db
from trainer.errors import Refused
from trainer.web.access import for_role, me
from trainer.web.forms import ButtonForm


@banks.route("/manuscripts/<int:manuscript_id>/")
@for_role("educator")
def manuscript(manuscript_id):
    manuscript = manuscript_or_404(manuscript_id)
    page = ManuscriptPage.of(
        manuscript,
        queries.standings(manuscript),
        setting_of(manuscript),
        request.args.get("kind", ""),
        request.args.get("state", ""),
    )
    page.documents = queries.documents([one.version_id for one in page.shown.items])
    return render_template("banks/authoring/manuscript.html", page=page, manuscript=manuscript, form=ButtonForm())


@banks.route("/manuscripts/<int:manuscript_id>/new/<kind>", methods=["GET", "POST"])
@for_role("educator")
def part_new(manuscript_id, kind):
    manuscript = manuscript_or_404(manuscript_id)
    form = NEW[kind]() if kind in NEW else abort(404)
    if form.submitted():
        with form.or_refused():
            version = actions.add_part(me(), manuscript, kind, form.slug.data or "", form.document)
            db.session.commit()
            for note in form.notes:
                flash(note, "info")
            return redirect(url_for(".part", manuscript_id=manuscript.id, part_id=version.part_id))
    return render_template(
        "banks/authoring/new_part.html", manuscript=manuscript, form=form, kind=kind, name=PARTS[kind]
    ), 422 if form.errors else 200


@banks.route("/manuscripts/<int:manuscript_id>/closing", methods=["POST"])
@for_role("educator")
def manuscript_closing(manuscript_id):
    """Close it, or open it again."""
    manuscript = manuscript_or_404(manuscript_id)
    if ButtonForm().submitted():
        if request.form.get("do") == "reopen":
            actions.reopen(me(), manuscript)
            told = "It is open again: its parts can be written, reviewed and published."
        else:
            actions.close(me(), manuscript)
            told = f"The manuscript {manuscript.title} is closed. It can be read below, and opened again."
        db.session.commit()
        flash(told, "success")
    if manuscript.closed_at:
        return redirect(url_for(".manuscripts"))
    return redirect(url_for(".manuscript", manuscript_id=manuscript.id))


@banks.route("/manuscripts/<int:manuscript_id>/drafts", methods=["GET", "POST"])
@for_role("educator")
def manuscript_drafts(manuscript_id):
    """The accepted drafts of a text become items of the manuscript."""
    manuscript = manuscript_or_404(manuscript_id)
    texts = drafting.texts_with_drafts()
    form = ButtonForm()
    if form.submitted():
        text = next((one for one in texts if str(one.id) == request.form.get("text")), None)
        if text is None:
            raise Refused("Choose a text whose drafts have been looked at.")
        taken = drafting.take(me(), manuscript, text)
        db.session.commit()
        flash(drafting.in_words(taken), "success")
        return redirect(url_for(".manuscript", manuscript_id=manuscript.id))
    accepted = drafting.accepted_of(texts)
    return render_template(
        "banks/authoring/drafts.html", manuscript=manuscript, texts=texts, accepted=accepted, form=form
    )
