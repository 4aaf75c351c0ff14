"""What was contested, with what was answered to it; corrections and how far each has come."""

from flask import Response, abort, flash, redirect, render_template, url_for

from trainer.banks import queries as banks
from trainer.db import db
from trainer.insight.corrections import actions, queries, rules
from trainer.insight.corrections.forms import AnswerForm, WithdrawalForm
from trainer.insight.corrections.models import Contest
from trainer.insight.corrections.pages import data_of, kept
from trainer.insight.corrections.radius import Radius
from trainer.insight.corrections.views import corrections
from trainer.insight.corrections.words import choices_in_words, key_in_words
from trainer.web.access import for_role, me
from trainer.web.paging import page_of

ANSWERED = ("words", "Somebody else has just answered this one.")


@corrections.get("/contests/")
@for_role("educator")
def contests():
    return render_template("insight/corrections/contests.html", page=page_of(queries.contested()))


@corrections.get("/contests/<int:item_version_id>/")
@for_role("educator")
def contested(item_version_id):
    """Also of a version that nobody has contested: an educator may find a fault alone."""
    return contested_page(item_version_id)


@corrections.post("/contests/answers/<int:contest_id>")
@for_role("educator")
def answer(contest_id):
    contest = queries.contest(contest_id)
    form = AnswerForm()
    if form.submitted():
        with form.beside(uq_contest_answer_contest_id=ANSWERED), form.or_refused():
            actions.answer(contest, form.upheld.data == "yes", form.words.data, me())
            db.session.commit()
            flash("Answered. It stands on the result page of whoever contested it.", "success")
            return redirect(url_for(".contested", item_version_id=contest.item_version_id))
    return contested_page(contest.item_version_id, contest, form)


def contested_page(item_version_id: int, answered: Contest | None = None, form: AnswerForm | None = None):
    version = queries.item_version(item_version_id)
    home = queries.newest_home(item_version_id) or abort(404)
    module = banks.published(home.id)
    item = module.by_version[item_version_id]
    page = page_of(queries.contests_of(item_version_id, answered.id if answered else 0))
    return render_template(
        "insight/corrections/contested.html",
        version=version,
        module=module,
        item=item,
        order=item.kind.in_bank(item.item),
        data=data_of(version),
        least=rules.LEAST,
        page=page,
        choices_in_words=choices_in_words,
        answered=answered,
        form=form or AnswerForm(formdata=None),
    ), 422 if form else 200


@corrections.get("/corrections/")
@for_role("educator")
def corrections_made():
    page = page_of(queries.corrections())
    return render_template("insight/corrections/corrections.html", page=page, remedies=rules.REMEDIES)


@corrections.route("/corrections/<int:correction_id>/", methods=["GET", "POST"])
@for_role("educator")
def correction(correction_id):
    """As it was proposed, without names; what clinics decided; and it can be withdrawn."""
    found = queries.correction(correction_id)
    form = WithdrawalForm()
    if form.submitted():
        with form.or_refused():
            actions.withdraw(found, me(), form.reason.data)
            db.session.commit()
            flash("Withdrawn. What clinics have approved stands; nobody can approve it any more.", "success")
            return redirect(url_for(".correction", correction_id=found.id))
    return render_template(
        "insight/corrections/correction.html",
        correction=found,
        remedies=rules.REMEDIES,
        keys=[(one, key_in_words(one.document)) for one in found.items if one.document],
        page=kept(Radius.from_document(found.radius)),
        form=form,
    ), 422 if form.errors else 200


@corrections.get("/corrections/<int:correction_id>/effects.csv")
@for_role("educator")
def effects_csv(correction_id):
    found = queries.correction(correction_id)
    page = kept(Radius.from_document(found.radius))
    return as_csv(page.csv, f"correction-{found.id}.csv")


def as_csv(text: str, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(text, mimetype="text/csv", headers=headers)
