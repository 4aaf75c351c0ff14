"""An educator's or director's side of a study: convening it, asking a panel, following it, closing it."""

from flask import abort, flash, redirect, render_template, url_for

from trainer import clock
from trainer.banks import queries as banks
from trainer.db import db
from trainer.insight.studies import actions, closing, queries
from trainer.insight.studies.forms import GiveUpForm, PanelistForm, StudyForm
from trainer.insight.studies.models import CutStudy
from trainer.insight.studies.pages import Decided, Following
from trainer.insight.studies.rules import fewest_items
from trainer.insight.studies.rules.stages import Invited
from trainer.insight.studies.rules.ties import ties_in_words
from trainer.insight.studies.views import studies
from trainer.web.access import for_role, me
from trainer.web.forms import ButtonForm
from trainer.web.paging import page_of

ASKED = ("email", "They are on this panel already")
ASKED_ALREADY = {"uq_panelist_open": ASKED, "uq_panelist_study_id_email": ASKED}  # as PostgreSQL and SQLite call it
STEP_TAKEN = "uq_study_step_study_id_step"


@studies.get("/banks/<slug>/studies/")
@for_role("educator", "director")
def all_of_a_bank(slug):
    live = banks.live_version(slug) or abort(404)
    module = banks.published(live.id)
    return render_template(
        "insight/studies/studies.html",
        module=module,
        page=page_of(queries.studies_of(slug)),
        decided=Decided.of(live),
    )


@studies.route("/banks/<slug>/studies/new", methods=["GET", "POST"])
@for_role("educator", "director")
def new(slug):
    live = banks.live_version(slug) or abort(404)
    module = banks.published(live.id)
    units = queries.units_that_can_be_asked(module)
    form = StudyForm(len(units), fewest_items(units, module.content.blueprint))
    if form.submitted():
        with form.or_refused():
            study = actions.convene(live, form.plan, me())
            db.session.commit()
            return redirect(url_for(".study", study_id=study.id))
    page = render_template("insight/studies/new.html", module=module, form=form)
    return page, 422 if form.errors else 200


@studies.route("/studies/<int:study_id>/", methods=["GET", "POST"])
@for_role("educator", "director")
def study(study_id):
    found = queries.study(study_id)
    form = PanelistForm()
    if form.submitted():
        with form.beside(**ASKED_ALREADY), form.or_refused():
            actions.invite(found, form.name.data, form.email.data, me(), knowing=form.knowing.data)
            db.session.commit()
            flash(f"{form.name.data} gets the link by mail.", "success")
            return redirect(url_for(".study", study_id=study_id))
    return shown(found, form)


def shown(found: CutStudy, form: PanelistForm):
    return render_template(
        "insight/studies/study.html",
        study=found,
        module=banks.published(found.module_version_id),
        following=Following.of(found),
        form=form,
        button=ButtonForm(formdata=None),
        ties_in_words=ties_in_words,
        invited=lambda one: Invited(one.expires_at, one.withdrawn_at).state(clock.now()),
    ), 422 if form.errors else 200


@studies.post("/studies/<int:study_id>/panelists/<int:panelist_id>/link")
@for_role("educator", "director")
def link(study_id, panelist_id):
    require_button()
    found = queries.study(study_id)
    panelist = queries.panelist_of(found, panelist_id)
    actions.renew_link(found, panelist, me())
    db.session.commit()
    flash(f"{panelist.name} gets a new link by mail; the old one no longer works.", "success")
    return redirect(url_for(".study", study_id=study_id))


@studies.post("/studies/<int:study_id>/panelists/<int:panelist_id>/withdrawal")
@for_role("educator", "director")
def withdrawal(study_id, panelist_id):
    require_button()
    found = queries.study(study_id)
    panelist = queries.panelist_of(found, panelist_id)
    actions.withdraw(found, panelist, me())
    db.session.commit()
    flash(f"{panelist.name} is off the panel, and the link no longer works.", "success")
    return redirect(url_for(".study", study_id=study_id))


@studies.post("/studies/<int:study_id>/second-round")
@for_role("educator", "director")
def second_round(study_id):
    form, found = ButtonForm(), queries.study(study_id)
    if not form.submitted():
        abort(400)
    with form.beside(**{STEP_TAKEN: ("csrf_token", "")}):
        actions.open_second_round(found, me())
        db.session.commit()
        flash("The second round is open. The panel is told by mail, and sees the spread of its ratings now.", "success")
    return redirect(url_for(".study", study_id=study_id))


@studies.route("/studies/<int:study_id>/closing", methods=["GET", "POST"])
@for_role("educator", "director")
def close(study_id):
    found, form = queries.study(study_id), ButtonForm()
    actions.require_stage(found, "second round")
    if form.submitted():
        with form.beside(**{STEP_TAKEN: ("csrf_token", "")}), form.or_refused():
            closing.close(found, me())
            db.session.commit()
        return redirect(url_for(".report", study_id=study_id)) if not form.form_errors else refused(found, form)
    return refused(found, form)


def refused(found: CutStudy, form: ButtonForm):
    page = render_template("insight/studies/closing.html", study=found, form=form, following=Following.of(found))
    return page, 422 if form.errors else 200


@studies.route("/studies/<int:study_id>/end", methods=["GET", "POST"])
@for_role("educator", "director")
def give_up(study_id):
    found, form = queries.study(study_id), GiveUpForm()
    actions.require_running(found)
    if form.submitted():
        with form.beside(**{STEP_TAKEN: ("words", "Somebody has just ended it")}):
            actions.give_up(found, form.words.data, me())
            db.session.commit()
            return redirect(url_for(".study", study_id=study_id))
    return render_template("insight/studies/end.html", study=found, form=form), 422 if form.errors else 200


def require_button() -> None:
    if not ButtonForm().submitted():
        abort(400)
