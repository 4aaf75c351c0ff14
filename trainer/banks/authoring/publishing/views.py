"""Publishing a manuscript: what goes live, what stays out, what is in the way; and its files to take along."""

from collections import Counter
from io import BytesIO

from flask import abort, current_app, flash, redirect, render_template, request, send_file, url_for
from wtforms import BooleanField, IntegerField
from wtforms.widgets import HiddenInput

from trainer import clock
from trainer.banks import queries as bank_queries
from trainer.banks.authoring import writing_back
from trainer.banks.authoring.actions import hold_manuscript
from trainer.banks.authoring.publishing import actions, making, queries, rules
from trainer.banks.composing import bank_files
from trainer.banks.loading.marks import marked
from trainer.banks.models import ModuleVersion
from trainer.banks.views import banks
from trainer.banks.views.modules import version_asked_for
from trainer.db import db
from trainer.errors import Refused
from trainer.web.access import for_role, me
from trainer.web.forms import Form

AT_ONCE = "Somebody else has just published this module. Look at what is live now, then publish again."
MOVED = "A reviewer decided on a part while this was checked. Nothing was published: look again, then publish."
OVERTAKEN = ("uq_item_module_id_slug", "uq_item_version_item_id_number", "uq_module_version_module_id_number")
NOTHING = "Nothing was approved since this was last published, so there is nothing to publish."
SHOWN = 50


class PublicationForm(Form):
    """`live`: the number of the live version when the page was opened, 0 for none."""

    live = IntegerField(widget=HiddenInput(), default=0)
    over = BooleanField("I have looked at what is live, and this may replace it")


@banks.route("/manuscripts/<int:manuscript_id>/publication", methods=["GET", "POST"])
@for_role("educator")
def manuscript_publication(manuscript_id):
    pile = pile_or_404(manuscript_id)
    manuscript = pile.manuscript
    live = bank_queries.live_version(manuscript.slug)
    number = live.number if live else 0
    form = PublicationForm(live=number)
    made = checked(pile) if pile.new or live is None else making.Made()
    is_over = rules.goes_over(live.id if live else None, pile.versions)
    if form.submitted() and may_go_on(form, number, is_over, pile) and made.module is not None:
        with form.beside(uq_module_slug=("live", AT_ONCE), **dict.fromkeys(OVERTAKEN, ("live", AT_ONCE))):
            hold_manuscript(manuscript)
            if pile_or_404(manuscript_id).taken != pile.taken:
                raise Refused(MOVED)
            if number_live(manuscript.slug) != number:  # checking thousands of items takes seconds
                raise Refused(AT_ONCE)
            version, is_new = actions.publish(me(), manuscript, made.module)
            db.session.commit()
            flash(told(version, is_new), "success")
            return redirect(url_for(".bank", slug=manuscript.slug))
    return publication_page(pile, made, form, live, is_over)


def number_live(slug: str) -> int:
    live = bank_queries.live_version(slug)
    return live.number if live else 0


def checked(pile: queries.Pile) -> making.Made:
    """Only where something would go live, or to say what a new module still lacks."""
    kept = current_app.extensions.setdefault("checked manuscript", {})
    return making.made_once(kept, pile, clock.now().date())


def may_go_on(form: PublicationForm, live: int, is_over: bool, pile: queries.Pile) -> bool:
    """Nobody replaces unawares what somebody else put live in the meantime, and nothing goes live twice."""
    if not pile.new:
        raise Refused(NOTHING)
    if form.live.data != live:
        form.live.errors = [AT_ONCE]
        form.live.data, form.live.raw_data = live, None
        return False
    if is_over and not form.over.data:
        form.over.errors = ["Look at what is live first, then say so here"]
        return False
    return True


def told(version: ModuleVersion, is_new: bool) -> str:
    if is_new:
        return f"Version {version.number} of {version.title} is live."
    return f"{version.title} says just this already: version {version.number} stays."


def publication_page(pile: queries.Pile, made: making.Made, form: PublicationForm, live, is_over: bool):
    left = rules.left_out(pile.standings)
    return render_template(
        "banks/authoring/reviewing/publication.html",
        manuscript=pile.manuscript,
        made=made,
        new=pile.new,
        waiting=Counter(one.state for one in pile.standings),
        form=form,
        live=live,
        is_over=is_over,
        left=left[:SHOWN],
        more_left=len(left[SHOWN:]),
        problems=made.problems[:SHOWN],
        more_problems=len(made.problems[SHOWN:]),
        parts={(one.kind, one.slug): one.part_id for one in pile.standings},
    ), 422 if request.method == "POST" else 200


@banks.route("/manuscripts/<int:manuscript_id>/files.zip")
@for_role("educator")
def manuscript_files(manuscript_id):
    pile = pile_or_404(manuscript_id)
    files = making.files_of(pile.manuscript.slug, pile.pieces)
    if files is None:
        raise Refused("The approved parts do not make a module yet. The page “Publish” says what is missing.")
    slug = pile.manuscript.slug
    return as_download(slug, files, f"{slug}-approved.zip")


def pile_or_404(manuscript_id: int) -> queries.Pile:
    return (queries.Pile.of(manuscript_id) if manuscript_id < 2**31 else None) or abort(404)


@banks.route("/banks/<slug>/files.zip")
@for_role("educator")
def bank_files_zip(slug):
    version = version_asked_for(slug) or bank_queries.live_version(slug) or abort(404)
    files = bank_files(bank_queries.published(version.id).whole)
    files["module.yaml"] = marked(files["module.yaml"], version.number, version.content_hash)
    return as_download(slug, files, f"{slug}-{version.number}.zip")


def as_download(slug: str, files: dict[str, str], name: str):
    packed = BytesIO(writing_back.as_zip(slug, files))
    return send_file(packed, "application/zip", as_attachment=True, download_name=name)
