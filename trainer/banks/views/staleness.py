"""What changed under items, who rests on the old text, and saying that an item is still right."""

from flask import abort, flash, redirect, render_template, url_for

from trainer.banks import actions, queries
from trainer.banks.forms import ConfirmationForm
from trainer.banks.models import ItemVersion, ModuleVersion
from trainer.banks.pages.staleness import StaleItem, staleness_of
from trainer.banks.sources import actions as sources
from trainer.banks.sources.forms import LookForm
from trainer.banks.sources.pages import still_open
from trainer.banks.views import banks
from trainer.db import db
from trainer.web.access import for_role, me

SIMULTANEOUS = (
    "Somebody else has confirmed one of these in the meantime, so nothing of yours was kept. "
    "This is how it stands now: look, then confirm what is left."
)


@banks.get("/banks/<slug>/staleness/")
@for_role("educator", "director")
def staleness(slug):
    live = queries.live_version(slug) or abort(404)
    return show(live, ConfirmationForm(live))


@banks.post("/banks/<slug>/staleness/confirmations")
@for_role("educator")
def confirmations(slug):
    live = queries.live_version(slug) or abort(404)
    form = ConfirmationForm(live)
    if form.submitted():
        chosen = chosen_items(live, form)
        with form.beside(uq_accepted_grounds_item_version_id_grounds=("version", SIMULTANEOUS)):
            for one in chosen:
                item = db.session.get_one(ItemVersion, one.published.version_id)
                actions.confirm(me(), live, item, one.grounds, form.reason.data)
            db.session.commit()
            return go_on(live, chosen, form.reason.data)
    return show(live, form), 422


@banks.post("/banks/<slug>/staleness/looks")
@for_role("educator")
def looks(slug):
    """What rests on a changed source was read again."""
    live = queries.live_version(slug) or abort(404)
    form = LookForm()
    if form.submitted():
        number = int(form.change.data) if (form.change.data or "").isdecimal() else 0
        found = still_open(queries.published(live.id), number)
        marks = [
            mark for one in found for mark in one.marks if form.everything.data or mark.id in (form.chosen.data or ())
        ]
        with form.beside(pk_source_look=("why", SIMULTANEOUS), uq_source_look_mark_id=("why", SIMULTANEOUS)):
            if marks:
                sources.look(me(), live, marks, form.why.data)
                db.session.commit()
                flash("Noted with your reason. New forms may ask what is found right again.", "success")
            else:
                flash(too_late(form.why.data), "info")
            return redirect(url_for(".staleness", slug=slug))
    return show(live, ConfirmationForm(live), form), 422


def chosen_items(live: ModuleVersion, form: ConfirmationForm) -> list[StaleItem]:
    """Those that are stale still; what somebody else has confirmed by now is left alone."""
    change = staleness_of(queries.published(live.id)).change(form.change.data)
    items = change.items if change else []
    return [one for one in items if form.everything.data or one.published.item.id in (form.chosen.data or ())]


def too_late(typed: str | None) -> str:
    left = "Somebody else has dealt with it in the meantime. Nothing is left to do for it."
    return f"{left} What you typed was not kept: “{typed}”"


def go_on(live: ModuleVersion, chosen: list[StaleItem], typed: str | None):
    if chosen:
        names = ", ".join(one.published.item.id for one in chosen)
        flash(f"Found still right, with your reason: {names}. New forms may ask it again.", "success")
    else:
        flash(too_late(typed), "info")
    return redirect(url_for(".staleness", slug=live.module.slug))


def show(live: ModuleVersion, form: ConfirmationForm, looking: LookForm | None = None):
    module = queries.published(live.id)
    return render_template(
        "banks/staleness.html", module=module, live=live, page=staleness_of(module), form=form, looking=looking
    )
