"""Whoever sat a quiz contests one of its questions."""

from flask import abort, flash, redirect, render_template, url_for

from trainer.banks import queries as banks
from trainer.db import db
from trainer.insight.corrections import actions, queries
from trainer.insight.corrections.forms import ContestForm
from trainer.insight.corrections.views import corrections
from trainer.quizzes import queries as quizzes
from trainer.web.access import me

SIMULTANEOUS = ("words", "You have contested this question already")


@corrections.route("/attempts/<int:attempt_id>/questions/<int:number>/contest", methods=["GET", "POST"])
def contest(attempt_id, number):
    """Of one's own attempt, once it is handed in, and each question once."""
    attempt = quizzes.attempt_of(me(), attempt_id)
    if not attempt.submitted_at or not 1 <= number <= len(attempt.form):
        abort(404)
    back = url_for("quizzes.result", attempt_id=attempt.id, _anchor=f"question-{number}")
    if queries.contest_of(attempt, number):
        return redirect(back)
    form = ContestForm()
    if form.submitted():
        with form.beside(uq_contest_attempt_id_number=SIMULTANEOUS):
            actions.contest(attempt, number, form.words.data, me())
            db.session.commit()
            flash("The educators have it, with the question as you were asked it and your answer.", "success")
            return redirect(back)
    module = banks.published(attempt.module_version_id)
    question = attempt.form[number - 1]
    given = quizzes.answers_of(attempt).get(number)
    return render_template(
        "insight/corrections/contest.html",
        attempt=attempt,
        number=number,
        module=module,
        item=module.by_version[question["item"]],
        order=question["order"],
        given=given.given if given else None,
        form=form,
    ), 422 if form.errors else 200
