"""The sources of a module, and noting that one of them has changed."""

from flask import abort, flash, redirect, render_template, url_for

from trainer.banks import queries
from trainer.banks.sources import actions, pages
from trainer.banks.sources.forms import SourceChangeForm
from trainer.banks.sources.rules import KINDS
from trainer.banks.views import banks
from trainer.db import db
from trainer.web.access import for_role, me
from trainer.web.pages import count
from trainer.web.paging import part_of


@banks.get("/banks/<slug>/sources/")
@for_role("educator", "director")
def sources(slug):
    live = queries.live_version(slug) or abort(404)
    module = queries.published(live.id)
    page = part_of(module.sources)
    return render_template(
        "banks/sources/sources.html",
        module=module,
        live=live,
        lines=list(pages.lines_of(module, page.items)),
        page=page,
        kinds=KINDS,
    )


@banks.route("/banks/<slug>/sources/<source_id>/change", methods=["GET", "POST"])
@for_role("educator")
def source_change(slug, source_id):
    live = queries.live_version(slug) or abort(404)
    module = queries.published(live.id)
    source = next((one for one in module.content.sources if one.id == source_id), None) or abort(404)
    form, reach = SourceChangeForm(), actions.reach_of(module, source_id)
    if form.submitted():
        happened = actions.Happened(form.kind.data, form.changed_on.data, form.words.data, form.link.data or "")
        actions.note(me(), live, module, source_id, happened)
        db.session.commit()
        marked = f"{count(len(reach.passages), 'passage')} and {count(len(reach.items), 'item')}"
        flash(f"Noted. {marked} of {live.title} are to be looked at; until then new forms leave the items out.", "info")
        return redirect(url_for(".staleness", slug=slug))
    return render_template(
        "banks/sources/change.html", module=module, live=live, source=source, reach=reach, form=form
    ), 422 if form.errors else 200
