"""A correction is drawn up: first what it would do, then, if it still stands like that, the proposal."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import abort, flash, redirect, render_template, request, url_for

from trainer import clock
from trainer.banks import queries as banks
from trainer.banks.authoring.models import PartVersion
from trainer.banks.models import ItemVersion, ModuleVersion
from trainer.db import db
from trainer.errors import Refused
from trainer.insight.corrections import actions, queries, rules
from trainer.insight.corrections.actions import Moved, Proposal
from trainer.insight.corrections.forms import ProposalBase, proposal_form
from trainer.insight.corrections.pages import shown
from trainer.insight.corrections.radius import Plan, Radius, radius
from trainer.insight.corrections.scopes import scopes
from trainer.insight.corrections.views import corrections
from trainer.insight.corrections.views.educators import as_csv
from trainer.insight.corrections.words import key_in_words
from trainer.web.access import for_role, me

OTHERS_SHOWN = 3
MOVED = "Results came in since this was shown, and it stands otherwise now. Look again, then propose it."


@corrections.route("/corrections/new/<int:item_version_id>/", methods=["GET", "POST"])
@for_role("educator")
def new(item_version_id):
    relatives, home = queries.with_relatives(item_version_id)
    return drawn_up(Drawing(this(item_version_id, relatives), home or abort(404), relatives))


def this(item_version_id: int, relatives: Sequence[ItemVersion]) -> ItemVersion:
    return next((one for one in relatives if one.id == item_version_id), None) or abort(404)


@corrections.route("/corrections/preview/<int:item_version_id>/<int:part_version_id>/", methods=["GET", "POST"])
@for_role("educator")
def preview(item_version_id, part_version_id):
    """What a text in a manuscript would do to those who answered the version that it is to follow."""
    relatives, home = queries.with_relatives(item_version_id)
    version = this(item_version_id, relatives)
    part = db.session.get(PartVersion, part_version_id)
    if part is None or part.part.kind != "item" or not rules.same_parts(version.document, part.document):
        abort(404)
    return drawn_up(Drawing(version, home or abort(404), relatives, part))


@dataclass(frozen=True)
class Drawing:
    """What is corrected, the newest version of its module that has it, and what a manuscript says of it now."""

    version: ItemVersion
    home: ModuleVersion
    relatives: Sequence[ItemVersion]
    part: PartVersion | None = None


def drawn_up(drawing: Drawing):
    version, part = drawing.version, drawing.part
    key = {**version.document, **part.document} if part else None
    offered = scopes(version, drawing.relatives)
    form = proposal_form(version.document, offered, clock.today(me().time_zone or "UTC"), key)
    if not form.submitted():
        return page_of(drawing, form, None)
    plan = Plan(version.item.module_id, form.remedy.data, form.documents, form.retest_until.data)
    step = request.form.get("step")
    if step == "propose":
        with form.or_refused():
            try:
                proposal = Proposal(plan, form.reason.data, form.digest.data, form.known.data or 0)
                correction, _ = actions.propose(proposal, me())
                db.session.commit()
            except Moved:
                raise Refused(MOVED) from None
            flash("Proposed. A director of each clinic decides for the people who sat it there.", "success")
            return redirect(url_for(".correction", correction_id=correction.id))
    found = radius(plan)
    if step == "csv":
        return as_csv(shown(found).csv, f"preview-{version.item.slug}.csv")
    return page_of(drawing, form, found)


def page_of(drawing: Drawing, form: ProposalBase, found: Radius | None):
    version, module = drawing.version, banks.published(drawing.home.id)
    others = queries.open_about([one.id for one in drawing.relatives])
    form.known.data, form.known.raw_data = others[0].id if others else 0, None
    item = module.by_version[version.id]
    key = form.key if found and form.remedy.data == "key" else form.given_key
    return render_template(
        "insight/corrections/new.html",
        version=version,
        module=module,
        item=item,
        order=item.kind.in_bank(item.item),
        part=drawing.part,
        form=form,
        others=others[:OTHERS_SHOWN],
        remedies=rules.REMEDIES,
        policy=rules.POLICY,
        key_now=key_in_words(version.document),
        key_new=key_in_words(key) if key else None,
        attempts=found.tally["attempts"] if found else queries.marked_by([version.id]),
        page=shown(found) if found else None,
    ), 422 if form.errors else 200
