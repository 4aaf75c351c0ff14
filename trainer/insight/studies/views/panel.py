"""A panelist's side: everything is behind the link, and nothing but their own study."""

from functools import wraps

from flask import abort, redirect, render_template, request, url_for
from sqlalchemy.exc import IntegrityError

from trainer import clock
from trainer.db import db
from trainer.insight.studies import actions, queries
from trainer.insight.studies.forms import JoinForm, OpinionForm, RatingForm
from trainer.insight.studies.models import FIRST, PRACTICE, SECOND
from trainer.insight.studies.pages import Hint, Seat, shown_to_panel
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
    joins = seat.next_step == "join"
    if joins and form.submitted():
        with form.or_refused():
            actions.join(seat.panelist, form.qualification.data, form.declared)
            db.session.commit()
            return to("training", token)
    template = "join.html" if joins else "seat.html"
    page = render_template(f"insight/studies/panel/{template}", token=token, seat=seat, form=form)
    return page, 422 if form.errors and joins else 200


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


@studies.route(PANEL + "/practice/<int:number>", endpoint="practice", methods=["GET", "POST"])
@studies.route(PANEL + "/items/<int:number>", endpoint="item", methods=["GET", "POST"])
@public
@with_seat
def blind(token, seat, number):
    """In practice and in the first round the key comes after one's own rating; once the study is closed, no item."""
    round_ = PRACTICE if request.endpoint == "studies.practice" else FIRST
    (require_joined if round_ == PRACTICE else require_trained)(seat)
    if seat.study.stage == "closed":
        return to("panel", token)
    shown, form = one_of(seat.practice if round_ == PRACTICE else seat.items, number), RatingForm()
    given = seat.ratings[round_].get(shown.version_id)
    if given is None and form.submitted():
        return rated(seat, round_, shown, form, redirect(request.path))
    page = render_template(
        f"insight/studies/panel/{'practice' if round_ == PRACTICE else 'item'}.html",
        token=token,
        seat=seat,
        shown=shown,
        number=number,
        form=form,
        given=given,
        hint=Hint.of(seat.panelist, shown, given) if round_ == PRACTICE and given is not None else None,
    )
    return page, 422 if form.errors and given is None else 200


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
