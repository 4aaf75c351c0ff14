"""A panelist's side: everything is behind the link, and nothing but their own study."""

from functools import wraps

from flask import abort, redirect, render_template, url_for
from sqlalchemy.exc import IntegrityError

from trainer import clock
from trainer.db import db
from trainer.insight.studies import actions, queries
from trainer.insight.studies.forms import JoinForm, OpinionForm, RatingForm
from trainer.insight.studies.models import FIRST, PRACTICE, SECOND
from trainer.insight.studies.pages import Seat, by_guessing, feedback, shown_to_panel
from trainer.insight.studies.rules.stages import Invited
from trainer.insight.studies.views import studies
from trainer.web.access import public
from trainer.web.forms import ButtonForm

PANEL = "/panel/<token>"


def with_seat(view):
    """The view gets the seat that the link opens; a link that opens nothing any more says so."""

    @wraps(view)
    def opened(token, **arguments):
        panelist = queries.panelist_by_token(token)
        if panelist is None:
            return render_template("insight/studies/panel/closed.html", state="unknown"), 404
        state = Invited(panelist.expires_at, panelist.withdrawn_at).state(clock.now())
        if state != "open" or panelist.study.stage == "given up":
            return render_template("insight/studies/panel/closed.html", state=state, panelist=panelist), 410
        return view(token, Seat.of(panelist), **arguments)

    return opened


def to(step: str, token: str, **arguments):
    return redirect(url_for(f".{step}", token=token, **arguments))


@studies.route(PANEL, methods=["GET", "POST"])
@public
@with_seat
def panel(token, seat):
    """Where a panelist comes in: first who they are, then how far they are and the one next thing."""
    form = JoinForm()
    if not seat.progress.joined and form.submitted():
        with form.or_refused():
            actions.join(seat.panelist, form.qualification.data, form.declared)
            db.session.commit()
            return to("training", token)
    template = "seat.html" if seat.progress.joined else "join.html"
    page = render_template(f"insight/studies/panel/{template}", token=token, seat=seat, form=form)
    return page, 422 if form.errors and not seat.progress.joined else 200


@studies.route(PANEL + "/training", methods=["GET", "POST"])
@public
@with_seat
def training(token, seat):
    require_joined(seat)
    form = ButtonForm()
    if form.submitted():
        actions.finish_training(seat.panelist, seat.progress)
        db.session.commit()
        return to("panel", token)
    return render_template(
        "insight/studies/panel/training.html", token=token, seat=seat, form=form, next=seat.first_open(PRACTICE)
    )


@studies.route(PANEL + "/practice/<int:number>", methods=["GET", "POST"])
@public
@with_seat
def practice(token, seat, number):
    require_joined(seat)
    if seat.study.stage == "closed":
        return to("panel", token)
    shown, form = one_of(seat.practice, number), RatingForm()
    given = seat.ratings[PRACTICE].get(shown.version_id)
    if given is None and form.submitted():
        return rated(seat, PRACTICE, shown, form, to("practice", token, number=number))
    guessing = by_guessing(shown)
    return render_template(
        "insight/studies/panel/practice.html",
        token=token,
        seat=seat,
        shown=shown,
        number=number,
        form=form,
        given=given,
        guessing=guessing,
        feedback=feedback(given, guessing) if given is not None else None,
        others=queries.others_at_practice(seat.panelist, shown.version_id) if given is not None else [],
        taken=queries.facilities([shown.version_id]).get(shown.version_id) if given is not None else None,
    ), 422 if form.errors and given is None else 200


@studies.route(PANEL + "/items/<int:number>", methods=["GET", "POST"])
@public
@with_seat
def item(token, seat, number):
    """The first round: blind, and the key only after one's own rating. Once the study is closed, no item is shown."""
    require_trained(seat)
    if seat.study.stage == "closed":
        return to("panel", token)
    shown, form = one_of(seat.items, number), RatingForm()
    given = seat.ratings[FIRST].get(shown.version_id)
    if given is None and form.submitted():
        return rated(seat, FIRST, shown, form, to("item", token, number=number))
    return render_template(
        "insight/studies/panel/item.html",
        token=token,
        seat=seat,
        shown=shown,
        number=number,
        form=form,
        given=given,
        next=seat.first_open(FIRST),
    ), 422 if form.errors and given is None else 200


@studies.route(PANEL + "/second/<int:number>", methods=["GET", "POST"])
@public
@with_seat
def again(token, seat, number):
    """The second round: the same item with its key, the panel's spread and what real takers did."""
    if seat.study.stage != "second round" or not seat.progress.finished_first:
        return to("panel", token)
    shown = one_of(seat.items, number)
    first, last = seat.ratings[FIRST][shown.version_id], seat.ratings[SECOND].get(shown.version_id)
    form = RatingForm(data={"percent": first if last is None else last})
    if form.submitted():
        here = to("again", token, number=number + 1) if number < len(seat.items) else to("panel", token)
        return rated(seat, SECOND, shown, form, here)
    return render_template(
        "insight/studies/panel/again.html",
        token=token,
        seat=seat,
        shown=shown,
        number=number,
        form=form,
        first=first,
        last=last,
        panel=shown_to_panel(seat.study, shown.version_id),
    ), 422 if form.errors else 200


@studies.route(PANEL + "/questions", methods=["GET", "POST"])
@public
@with_seat
def questions(token, seat):
    if seat.study.stage != "second round" or not seat.progress.finished_first or seat.progress.answered:
        return to("panel", token)
    form = OpinionForm()
    if form.submitted():
        with form.beside(uq_panel_answer_panelist_id=("cut", "You have answered these questions already")):
            actions.answer(seat.panelist, form.opinion)
            db.session.commit()
            return to("panel", token)
    page = render_template("insight/studies/panel/questions.html", token=token, seat=seat, form=form)
    return page, 422 if form.errors else 200


def rated(seat, round_, shown, form, then):
    """Sent twice, the first one stands: a blind rating is not changed."""
    try:
        actions.rate(seat.panelist, round_, shown.version_id, form.percent.data)
        db.session.commit()
    except IntegrityError:
        db.session.rollback()
    return then


def one_of(items, number):
    return items[number - 1] if 1 <= number <= len(items) else abort(404)


def require_joined(seat) -> None:
    if not seat.progress.joined:
        abort(404)


def require_trained(seat) -> None:
    if not seat.progress.trained:
        abort(404)
