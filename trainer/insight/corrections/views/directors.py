"""A director looks at what a correction would do to the own clinic's people, and approves or declines."""

from flask import flash, redirect, render_template, url_for

from trainer.db import db
from trainer.errors import Refused
from trainer.insight.corrections import actions, queries, rules
from trainer.insight.corrections.actions import Moved
from trainer.insight.corrections.forms import DecisionForm
from trainer.insight.corrections.models import Correction, CorrectionDecision
from trainer.insight.corrections.pages import Shown, shown
from trainer.insight.corrections.queries.sittings import Whose
from trainer.insight.corrections.radius import Facing, Plan, Radius, facing, radius
from trainer.insight.corrections.views import corrections
from trainer.insight.corrections.views.educators import as_csv
from trainer.insight.corrections.words import key_in_words
from trainer.people.models import Clinic
from trainer.web.access import for_role, me
from trainer.web.pages import count
from trainer.web.paging import page_of

HERE = "/clinics/<clinic:clinic>/corrections"
MOVED = "Results came in since this was shown, and it stands otherwise now. Look again, then decide."
DECIDED = {"uq_correction_decision_clinic": ("words", "Somebody else has just decided. Reload the page to see how")}


@corrections.get(HERE)
@for_role("director")
def at_clinic(clinic):
    page = page_of(queries.corrections_about(clinic))
    return render_template(
        "insight/corrections/at_clinic.html", clinic=clinic, page=page, remedies=rules.REMEDIES, decided_by=decision_of
    )


def decision_of(correction: Correction, clinic: Clinic) -> CorrectionDecision | None:
    return next((one for one in correction.decisions if one.clinic_id == clinic.id), None)


@corrections.route(HERE + "/<int:correction_id>", methods=["GET", "POST"])
@for_role("director")
def decision(clinic, correction_id):
    found = queries.correction_for(correction_id, clinic)
    form = DecisionForm()
    if form.submitted():
        with form.beside(**DECIDED), form.or_refused():
            try:
                decide(found, clinic, form)
                db.session.commit()
                return redirect(url_for(".decision", clinic=clinic, correction_id=found.id))
            except Moved:
                raise Refused(MOVED) from None
    return decision_page(found, clinic, form)


def decide(found: Correction, clinic: Clinic, form: DecisionForm) -> None:
    if form.decision.data == "approve":
        made = actions.approve(found, clinic, me(), form.words.data or "", form.digest.data or "")
        flash(f"Approved. {what_came_of(found, len(Radius.from_document(made.radius).changes))}", "success")
    else:
        actions.decline(found, clinic, me(), form.words.data or "")
        flash("Declined. The results of your clinic stay as they are.", "success")


def what_came_of(found: Correction, changed: int) -> str:
    if found.remedy == "retest":
        return f"{count(changed, 'retest is', 'retests are')} offered; the results stay as they were."
    return f"{count(changed, 'result was', 'results were')} looked at again; the old ones stay readable."


def decision_page(found: Correction, clinic: Clinic, form: DecisionForm):
    """Decided: just what was decided. Otherwise as it stands now."""
    decided = decision_of(found, clinic)
    practice, why_not = None, ""
    if decided is None:
        faced = facing(found, clinic, me())
        practice, form.digest.data = faced.practice, faced.digest
        why_not = reason_not_to(found, clinic, faced)
        page = shown(faced.here, with_names=True)
    else:
        page = named(Radius.from_document(decided.radius), clinic)
    return render_template(
        "insight/corrections/decision.html",
        clinic=clinic,
        correction=found,
        decided=decided,
        why_not=why_not,
        remedies=rules.REMEDIES,
        keys=[(one, key_in_words(one.document)) for one in found.items if one.document],
        page=page,
        practice=practice,
        offers=queries.offers_of(found.id, clinic) if decided else [],
        form=form,
    ), 422 if form.errors else 200


def reason_not_to(found: Correction, clinic: Clinic, faced: Facing) -> str:
    try:
        actions.require_may_decide(found, clinic, me(), faced)
    except Refused as refusal:
        return str(refusal)
    return ""


def named(kept: Radius, clinic: Clinic) -> Shown:
    names = queries.names_by_attempt([one.attempt for one in kept.effects])
    return Shown(kept, {clinic.id: clinic.name}, names)


@corrections.get(HERE + "/<int:correction_id>/effects.csv")
@for_role("director")
def clinic_csv(clinic, correction_id):
    found = queries.correction_for(correction_id, clinic)
    decided = decision_of(found, clinic)
    if decided is not None:
        page = named(Radius.from_document(decided.radius), clinic)
    else:
        page = shown(radius(Plan.of(found), Whose(clinic=clinic.id)), with_names=True)
    return as_csv(page.csv, f"correction-{found.id}-{clinic.slug}.csv")
