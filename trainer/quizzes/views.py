import secrets

from flask import Blueprint, abort, redirect, render_template, request, session, url_for
from sqlalchemy.exc import IntegrityError
from werkzeug.datastructures import MultiDict

from trainer import clock
from trainer.banks import queries as banks
from trainer.banks.published import PublishedItem
from trainer.credentials import queries as credentials
from trainer.db import db
from trainer.errors import Unreadable
from trainer.quizzes import actions, again, queries, rules
from trainer.quizzes.deltas.queries import offer_for
from trainer.quizzes.forms import AnswerForm, StartForm, answer_fields
from trainer.quizzes.models import Attempt
from trainer.quizzes.offers import Offer, choose, offers
from trainer.quizzes.pages import Palette, ResultPage, clock_time, wants_json
from trainer.web.access import keeps_answer, me
from trainer.web.forms import ButtonForm

quizzes = Blueprint("quizzes", __name__)


@quizzes.get("/modules/<slug>/quiz")
def conditions(slug):
    found = offers(me(), slug)
    chosen = choose(found, request.args.get("clinic"))
    earlier = queries.attempts_of(me(), chosen.version.module_id)
    return render_template(
        "quizzes/conditions.html",
        offer=chosen,
        offers=found,
        module=chosen.module,
        open_attempt=next((attempt for attempt in earlier if not attempt.submitted_at), None),
        earlier=[attempt for attempt in earlier if attempt.submitted_at],
        verdicts=again.verdicts_of(earlier),
        chance=actions.chance_of(earlier, chosen.module, clock.now()),
        needed=rules.needed,
        counts=chosen.version.module.slug in credentials.modules_asked_for(),
        why_no_form=actions.why_no_form(chosen.module),
    )


@quizzes.post("/modules/<slug>/attempts")
def start(slug):
    form = StartForm()
    if not form.submitted():
        abort(400)
    offer = choose(offers(me(), slug), form.clinic.data)
    attempt = queries.open_attempt(me(), offer.version.module_id)
    if attempt is not None and clock.now() > attempt.deadline_at:
        actions.submit(attempt)
        db.session.commit()
        return redirect(url_for(".result", attempt_id=attempt.id))
    if attempt is None:
        attempt = begin(offer)
    return redirect(url_for(".question", attempt_id=attempt.id, number=attempt.position))


def begin(offer: Offer) -> Attempt:
    """A new attempt; when a second click got in first, the one that click made."""
    try:
        attempt = actions.start(me(), offer.clinic, offer.adoption, offer.version, seed=secrets.randbits(31))
        db.session.commit()
        return attempt
    except IntegrityError:
        db.session.rollback()
        if (first := queries.open_attempt(me(), offer.version.module_id)) is None:
            raise
        return first


@quizzes.route("/attempts/<int:attempt_id>/questions/<int:number>", methods=["GET", "POST"])
@keeps_answer
def question(attempt_id, number):
    attempt = queries.attempt_of(me(), attempt_id)
    item = item_of(attempt, number)
    form = AnswerForm(item)
    if form.submitted():
        return save(attempt, number, form)
    if attempt.submitted_at:
        return redirect(url_for(".result", attempt_id=attempt.id))
    if wants_json():
        return {"error": " ".join(form.answer.errors) or "That did not arrive as it should."}, 422
    return render_template(
        "quizzes/question.html",
        attempt=attempt,
        number=number,
        item=item,
        form=form,
        palette=Palette.of(attempt, queries.answers_of(attempt), number),
        kept=kept_answer(item),
        case=case_here(attempt, number),
        sureness=rules.SURENESS,
        module=banks.published(attempt.module_version_id),
    ), 422 if form.errors else 200


def kept_answer(item: PublishedItem) -> str | None:
    """What was given here when the session had ended, as far as it can be read."""
    kept = session.get("kept_answer", {})
    if kept.get("path") != request.path:
        return None
    try:
        return item.kind.read(item.item, answer_fields(MultiDict(kept["form"])))
    except Unreadable:
        return None


def case_here(attempt: Attempt, number: int) -> tuple[int, int] | None:
    """The first and last question of the case that this one belongs to."""
    module = banks.published(attempt.module_version_id)
    cases = [module.by_version[question["item"]].item.case for question in attempt.form]
    case = cases[number - 1]
    numbers = [n for n, other in enumerate(cases, 1) if other == case]
    return (numbers[0], numbers[-1]) if case else None


def item_of(attempt: Attempt, number: int) -> PublishedItem:
    if not 1 <= number <= len(attempt.form):
        abort(404)
    return banks.published(attempt.module_version_id).by_version[attempt.form[number - 1]["item"]]


def save(attempt: Attempt, number: int, form: AnswerForm):
    """One short transaction: the answer with its receipt, or only the place gone to, or the flag."""
    if attempt.submitted_at and not (form.is_new or form.takes_back):
        return redirect(url_for(".result", attempt_id=attempt.id))
    target = number_after(form.go.data or "", number, len(attempt.form))
    saved_at = None
    if form.is_new and form.given is not None:
        saved_at = actions.answer(attempt, number, form.given, target or number, form.sureness)
    elif form.takes_back:
        saved_at = actions.answer(attempt, number, actions.TAKEN_BACK, target or number)
    else:
        actions.go_to(attempt, target or number)
    if form.flag.data in {"on", "off"}:
        actions.flag(attempt, number, form.flag.data == "on")
    db.session.commit()
    session.pop("kept_answer", None)
    if wants_json():
        saved = clock_time(saved_at, attempt) if saved_at else None
        return {"saved": saved, "given": form.given or "", "sure": form.sureness or ""}
    if target is None:
        return redirect(url_for(".review", attempt_id=attempt.id))
    return redirect(url_for(".question", attempt_id=attempt.id, number=target))


def number_after(go: str, number: int, length: int) -> int | None:
    """The question to go to; None is the review page. What is not understood stays here."""
    match go:
        case "next":
            return number + 1 if number < length else None
        case "previous":
            return max(1, number - 1)
        case "review":
            return None
        case _:
            return int(go) if go.isascii() and go.isdigit() and len(go) < 4 and 1 <= int(go) <= length else number


@quizzes.get("/attempts/<int:attempt_id>/review")
def review(attempt_id):
    attempt = queries.attempt_of(me(), attempt_id)
    if attempt.submitted_at:
        return redirect(url_for(".result", attempt_id=attempt.id))
    return render_template(
        "quizzes/review.html",
        attempt=attempt,
        palette=Palette.of(attempt, queries.answers_of(attempt), None),
        module=banks.published(attempt.module_version_id),
        form=ButtonForm(),
    )


@quizzes.post("/attempts/<int:attempt_id>/submission")
def submission(attempt_id):
    attempt = queries.attempt_of(me(), attempt_id)
    if not ButtonForm().submitted():
        abort(400)
    actions.submit(attempt)
    db.session.commit()
    return redirect(url_for(".result", attempt_id=attempt.id))


@quizzes.get("/attempts/<int:attempt_id>/result")
def result(attempt_id):
    attempt = queries.attempt_of(me(), attempt_id)
    if not attempt.submitted_at:
        return redirect(url_for(".question", attempt_id=attempt.id, number=attempt.position))
    module = banks.published(attempt.module_version_id)
    earlier = queries.attempts_of(me(), attempt.module_id)
    return render_template(
        "quizzes/result.html",
        attempt=attempt,
        module=module,
        page=ResultPage.of(attempt, module, queries.answers_of(attempt)),
        sureness=rules.SURENESS,
        chance=actions.chance_of(earlier, module, clock.now()),
        again=again.above().said(attempt),
        changes=changes_of(attempt),
    )


def changes_of(attempt: Attempt) -> str | None:
    """Where the changes are read that the attempt was about; None: it was about the whole module."""
    offered = offer_for(me(), attempt.delta_id) if attempt.delta_id else None
    return url_for("deltas.mine", offer_id=offered.id) if offered else None
