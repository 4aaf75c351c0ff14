"""One draft to a screen: accept, reject, edit, take back, and on to the next."""

from flask import flash, redirect, render_template, request, url_for

from trainer.banks.drafts import actions, queries, rules
from trainer.banks.drafts.forms.decision import AcceptForm, RejectForm, SeenForm
from trainer.banks.drafts.forms.edit import FORMS
from trainer.banks.drafts.models import DraftText
from trainer.banks.drafts.pages import Sheet, choices_of, findings_of
from trainer.banks.drafts.queries import Standing
from trainer.banks.views import banks
from trainer.banks.views.drafts import standing_or_404, text_or_404
from trainer.db import db
from trainer.web.access import for_role, me

AT_ONCE = "Somebody else has just decided on this draft. Reload the page to see what."
FIRST = {"uq_draft_decision_draft_id_number": ("number", AT_ONCE)}


@banks.route("/drafts/<int:text_id>/<int:position>/")
@for_role("educator")
def draft(text_id, position):
    text = text_or_404(text_id)
    return sheet_page(text, standing_or_404(text, position))


@banks.route("/drafts/<int:text_id>/<int:position>/acceptance", methods=["POST"])
@for_role("educator")
def draft_acceptance(text_id, position):
    text = text_or_404(text_id)
    standing = standing_or_404(text, position)
    form = accept_form(text, standing)
    if form.submitted() and not is_overtaken(form, standing):
        with form.beside(**FIRST):
            actions.accept(me(), text, standing, form.applied(standing.document, me().name))
            db.session.commit()
            return go_on(text, position)
    return sheet_page(text, standing_or_404(text, position), accept=form)


@banks.route("/drafts/<int:text_id>/<int:position>/rejection", methods=["POST"])
@for_role("educator")
def draft_rejection(text_id, position):
    text = text_or_404(text_id)
    standing = standing_or_404(text, position)
    form = RejectForm()
    if form.submitted() and not is_overtaken(form, standing):
        with form.beside(**FIRST):
            actions.reject(me(), text, standing, form.why)
            db.session.commit()
            return go_on(text, position)
    return sheet_page(text, standing_or_404(text, position), reject=form)


@banks.route("/drafts/<int:text_id>/<int:position>/reopening", methods=["POST"])
@for_role("educator")
def draft_reopening(text_id, position):
    text = text_or_404(text_id)
    standing = standing_or_404(text, position)
    form = SeenForm()
    if form.submitted() and not is_overtaken(form, standing):
        with form.beside(**FIRST):
            actions.reopen(me(), text, standing)
            db.session.commit()
            flash(f"Draft {position} is open again.", "success")
            return redirect(url_for(".draft", text_id=text.id, position=position))
    return sheet_page(text, standing_or_404(text, position), overtaken=True)


@banks.route("/drafts/<int:text_id>/<int:position>/edit", methods=["GET", "POST"])
@for_role("educator")
def draft_edit(text_id, position):
    text = text_or_404(text_id)
    standing = standing_or_404(text, position)
    form = FORMS[standing.document["kind"]].of(standing.document, choices_of(text), standing.number)
    changed = form.edited(standing.document)
    if changed is not None and not is_overtaken(form, standing):
        with form.beside(**FIRST):
            if changed != standing.document:
                actions.edit(me(), text, standing, changed)
                db.session.commit()
            return redirect(url_for(".draft", text_id=text.id, position=position, show=shown() or None))
    return render_template(
        "banks/drafts/edit.html", text=text, standing=standing, form=form, shown=shown()
    ), 422 if form.errors else 200


def is_overtaken(form: SeenForm, standing: Standing) -> bool:
    """Whether somebody decided after this form was opened; then it takes the newest number, to be sent once more."""
    if form.number.data == standing.number:
        return False
    by = f"{standing.decision.decided_by.name} has" if standing.decision else "Somebody has"
    form.number.errors = [f"{by} decided on this draft in the meantime. Look at it again, then decide."]
    form.number.data = standing.number
    form.number.raw_data = None
    return True


def accept_form(text: DraftText, standing: Standing) -> AcceptForm:
    return AcceptForm.about(standing.document, findings_of(standing.document), choices_of(text), standing.number)


def go_on(text: DraftText, position: int):
    """To the next draft at once: of the state that is looked through, else the next open one."""
    places, asked = queries.places(text), shown()
    if asked in {rules.ACCEPTED, rules.REJECTED}:
        following = rules.neighbors(places, position, asked)[1]
    else:
        following = rules.next_open(places, position)
    if following is not None:
        return redirect(url_for(".draft", text_id=text.id, position=following, show=asked or None))
    if rules.next_open(places, 0) is None:
        flash("Every draft is decided. Next: make the module.", "success")
    return redirect(url_for(".draft_text", text_id=text.id))


def shown() -> str:
    """The state that the way through the drafts is limited to."""
    asked = request.args.get("show", "")
    return asked if asked in rules.STATES else ""


def sheet_page(text: DraftText, standing: Standing, accept=None, reject=None, overtaken: bool = False):
    sheet = Sheet(text, standing, queries.places(text), shown())
    forms = [form for form in (accept, reject) if form is not None]
    is_behind = overtaken or any(form.number.errors for form in forms)
    return render_template(
        "banks/drafts/draft.html",
        sheet=sheet,
        accept=accept or accept_form(text, standing),
        reject=reject or RejectForm(number=standing.number),
        history=queries.history(standing.row) if standing.decision else [],
        undo=queries.last_decision_of(me(), text),
        is_behind=is_behind,
    ), 409 if is_behind else 422 if any(form.errors for form in forms) else 200
