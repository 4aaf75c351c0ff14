"""The module that accepted drafts make: what it says and asks, then through the check of the files to a reviewer."""

from flask import flash, redirect, render_template, url_for

from trainer.banks import queries as bank_queries
from trainer.banks.authoring import drafting
from trainer.banks.authoring import queries as authoring
from trainer.banks.content import Module
from trainer.banks.drafts import actions, making, queries
from trainer.banks.drafts.forms.module import ModuleForm
from trainer.banks.drafts.models import DraftText
from trainer.banks.drafts.queries import Standing
from trainer.banks.views import banks
from trainer.banks.views.authoring.workbench import ONE_IS_OPEN
from trainer.banks.views.drafts import text_or_404
from trainer.db import db
from trainer.reading import Fault
from trainer.web.access import for_role, me

TAKEN = "There is a module of this name already. Choose another one."
LIVE = "It is live. Begin a manuscript from it on the workbench, and take what was accepted since into it there."
WRITTEN = "A manuscript of this name is open on the workbench. Take the drafts into it there, or close it first."
HANDED_IN = "It waits for a reviewer now: somebody who neither gave the text nor accepted drafts of it."


@banks.route("/drafts/<int:text_id>/module", methods=["GET", "POST"])
@for_role("educator")
def draft_module(text_id):
    text = text_or_404(text_id)
    standings = queries.standings(text)
    form = form_of(text, standings)
    if form.submitted() and is_free(form, text):
        save(form, text, standings)
        db.session.commit()
        flash("Saved. Nobody reviews it before you hand it in.", "success")
        return redirect(url_for(".draft_module", text_id=text.id))
    return module_page(text, standings, form)


@banks.route("/drafts/<int:text_id>/publication", methods=["POST"])
@for_role("educator")
def draft_publication(text_id):
    text = text_or_404(text_id)
    standings = queries.standings(text)
    form = form_of(text, standings)
    if not (form.submitted() and is_free(form, text) and is_not_written(form)):
        return module_page(text, standings, form)
    checked = making.checked(queries.source_of(text), standings, form.said)
    save(form, text, standings)
    if checked.module is not None and not checked.faults:
        with form.beside(**dict.fromkeys(ONE_IS_OPEN, ("slug", WRITTEN))):
            return hand_in(text, checked.module)
    db.session.commit()
    return module_page(text, standings, form, checked.faults)


def hand_in(text: DraftText, module: Module):
    manuscript = drafting.hand_in(me(), text, module)
    db.session.commit()
    flash(HANDED_IN, "success")
    return redirect(url_for(".manuscript", manuscript_id=manuscript.id))


def form_of(text: DraftText, standings: list[Standing]) -> ModuleForm:
    about = making.about_of(text)
    return ModuleForm(about, making.blueprint_of(about, standings), making.there(standings))


def is_free(form: ModuleForm, text: DraftText) -> bool:
    """Whether the name is this text's own or nobody's."""
    live = bank_queries.live_version(form.slug.data)
    if live is None or live.module_id == text.module_id:
        return True
    form.slug.errors = [*form.slug.errors, TAKEN]
    return False


def is_not_written(form: ModuleForm) -> bool:
    slug = form.slug.data or ""
    reason = LIVE if bank_queries.live_version(slug) else WRITTEN if authoring.open_manuscript_of(slug) else ""
    form.slug.errors = [*form.slug.errors, *([reason] if reason else [])]
    return not reason


def save(form: ModuleForm, text: DraftText, standings: list[Standing]) -> None:
    """A blueprint that is just the proposed one is not kept: it goes on following what is accepted."""
    said = form.said
    proposed = making.blueprint_of(said.model_copy(update={"blueprint": {}}), standings)
    if said.blueprint == proposed:
        said = said.model_copy(update={"blueprint": {}})
    actions.describe(me(), text, said)


def module_page(text: DraftText, standings: list[Standing], form: ModuleForm, faults: list[Fault] | None = None):
    accepted = [one for one in standings if one.is_accepted]
    return render_template(
        "banks/drafts/module.html",
        text=text,
        form=form,
        accepted=len(accepted),
        undecided=sum(one.is_accepted is None for one in standings),
        faults=[(fault, draft_of(fault, accepted)) for fault in faults or ()],
    ), 422 if form.errors or faults else 200


def draft_of(fault: Fault, accepted: list[Standing]) -> int | None:
    """The number of the draft that a fault is about, so that the page can lead there."""
    return next((one.row.position for one in accepted if one.row.slug in fault.message), None)
