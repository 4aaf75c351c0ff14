"""The module that accepted drafts make: what it says and asks, then live through the very same check as files."""

from flask import flash, redirect, render_template, url_for

from trainer.banks import actions as bank_actions
from trainer.banks import queries as bank_queries
from trainer.banks.content import Module
from trainer.banks.drafts import actions, making, queries
from trainer.banks.drafts.forms.module import ModuleForm
from trainer.banks.drafts.models import DraftText
from trainer.banks.drafts.queries import Standing
from trainer.banks.models import ModuleVersion
from trainer.banks.views import banks
from trainer.banks.views.drafts import text_or_404
from trainer.db import db
from trainer.reading import Fault
from trainer.web.access import for_role, me

TAKEN = "There is a module of this name already. Choose another one."
AT_ONCE = "Somebody else has just published it. Look at the bank, then publish again if something is missing there."

OVERTAKEN = ("uq_item_module_id_slug", "uq_item_version_item_id_number", "uq_module_version_module_id_number")


@banks.route("/drafts/<int:text_id>/module", methods=["GET", "POST"])
@for_role("educator")
def draft_module(text_id):
    text = text_or_404(text_id)
    standings = queries.standings(text)
    form = form_of(text, standings)
    if form.submitted() and is_free(form, text):
        save(form, text, standings)
        db.session.commit()
        flash("Saved. It is not live before you publish it.", "success")
        return redirect(url_for(".draft_module", text_id=text.id))
    return module_page(text, standings, form)


@banks.route("/drafts/<int:text_id>/publication", methods=["POST"])
@for_role("educator")
def draft_publication(text_id):
    text = text_or_404(text_id)
    standings = queries.standings(text)
    form = form_of(text, standings)
    if not (form.submitted() and is_free(form, text)):
        return module_page(text, standings, form)
    checked = making.checked(queries.source_of(text), standings, form.said)
    save(form, text, standings)
    if checked.module is not None and not checked.faults:
        with form.beside(uq_module_slug=("slug", TAKEN), **dict.fromkeys(OVERTAKEN, ("slug", AT_ONCE))):
            return go_live(text, checked.module)
    db.session.commit()
    return module_page(text, standings, form, checked.faults)


def go_live(text: DraftText, module: Module):
    version, is_new = bank_actions.publish(module)
    if is_new:
        actions.note_module(me(), text, version)
    db.session.commit()
    flash(told(version, is_new), "success")
    return redirect(url_for(".bank", slug=module.slug))


def told(version: ModuleVersion, is_new: bool) -> str:
    if is_new:
        return f"Version {version.number} of {version.title} is live."
    return f"{version.title} says just this already: version {version.number} stays."


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
