from collections.abc import Iterator

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for

from trainer import clock, trail
from trainer.audit.exports.roster import BYTE_ORDER_MARK, written
from trainer.audit.queries import modules
from trainer.audit.todo import queries, rules
from trainer.audit.todo.actions import carry_out
from trainer.audit.todo.forms import ActionForm, form_for
from trainer.audit.todo.pages.announcing import elsewhere
from trainer.audit.todo.pages.content import content_of
from trainer.audit.todo.pages.preview import OWN, Planned, choices_for, digest_of, planned, units_of, what_happens
from trainer.audit.todo.pages.today import Counted, Day
from trainer.credentials import queries as credentials
from trainer.db import db, hold
from trainer.errors import Refused
from trainer.web.access import for_role, me
from trainer.web.forms import ButtonForm
from trainer.web.pages import count
from trainer.web.paging import PER_PAGE, Page, number_asked_for

todo = Blueprint("todo", __name__)
AT_ONCE = 300  # people whom one action is done to
CHANGED = "Something has changed since this preview was shown. Look at it again, then confirm."
HEADINGS = ("Person", "What", "Since or by", "Why", "Next")


def day_of(clinic) -> Day:
    return Day(clinic, clock.today(clinic.time_zone), credentials.shelf([clinic.id]))


@todo.get("/clinics/<clinic:clinic>/today")
@for_role("director")
def today(clinic):
    ground = day_of(clinic)
    content = content_of(clinic, ground.shelf, ground.today, me())
    found = queries.counts([ground.asking], with_lapses=True, announcing=True)
    counted = Counted.of(clinic, found, content)
    chosen, band = counted.chosen(request.args.get("list")), rules.band_of(request.args.get("within"))
    band = band if chosen == "lapses" else ""
    total = counted.of_list(chosen, band)
    number = number_asked_for(total, PER_PAGE)
    rows = rows_of(ground, chosen, band, PER_PAGE, (number - 1) * PER_PAGE) if total else []
    titles = modules.titles()
    return render_template(
        "audit/todo/today.html",
        clinic=clinic,
        ground=ground,
        counted=counted,
        chosen=chosen,
        band=band,
        lists=rules.LISTS,
        bands=rules.BANDS,
        actions=rules.ACTIONS,
        headings=HEADINGS,
        lines=ground.telling(me(), titles).lines(chosen, rows),
        elsewhere=elsewhere(clinic, found),
        page=Page(rows, number, total, PER_PAGE),
        content=content,
        at_once=AT_ONCE,
    )


def rows_of(ground: Day, list_name: str, band: str, limit: int, offset: int = 0) -> list:
    statement = ground.statement(list_name, band)
    if statement is None:
        return []
    return list(db.session.execute(statement.limit(limit).offset(offset)).all())


@todo.post("/clinics/<clinic:clinic>/today.csv")
@for_role("director")
def today_csv(clinic):
    if not ButtonForm().submitted():
        abort(400)
    chosen, band = request.args.get("list"), rules.band_of(request.args.get("within"))
    if chosen not in rules.LISTS:
        abort(404)
    ground = day_of(clinic)
    rows = content_rows(ground) if chosen == "content" else list(rows_for_csv(ground, chosen, band))
    words = rules.LISTS[chosen] + (f", {rules.BANDS[band].lower()}" if band else "")
    trail.record("todo.exported", by=me(), clinic=clinic, list=words, rows=len(rows))
    db.session.commit()
    name = f"{chosen}-{clinic.slug}-{ground.today}.csv"
    return Response(
        BYTE_ORDER_MARK + written([HEADINGS, *rows]),
        mimetype="text/csv",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def content_rows(ground: Day) -> list[list[object]]:
    lines = content_of(ground.clinic, ground.shelf, ground.today, me())
    return [["", one.what, one.since, one.why, one.step] for one in lines]


def rows_for_csv(ground: Day, list_name: str, band: str) -> Iterator[list[object]]:
    """All of the list, as it is shown."""
    statement, telling = ground.statement(list_name, band), ground.telling(me(), modules.titles())
    for one in telling.lines(list_name, list(db.session.execute(statement).all()) if statement is not None else []):
        yield [one.name, one.what, one.when, one.why, one.step]


@todo.route("/clinics/<clinic:clinic>/today/action", methods=["GET", "POST"])
@for_role("director")
def action(clinic):
    """First what would happen, to whom, and to whom not and why; done once that is confirmed."""
    doing = request.values.get("do")
    if doing not in rules.ACTIONS:
        abort(404)
    ground, titles = day_of(clinic), modules.titles()
    chosen = selection(ground)
    if not chosen.rows:
        flash("Choose somebody first: tick the box beside a name.", "warning")
        return redirect(back_to(clinic))
    form = form_for(doing, request.form if "seen" in request.form else None, ground.today)
    form.offer(chosen.rows, choices_for(doing, ground, titles), OWN[doing])
    if "confirm" in request.form and form.submitted():
        with form.or_refused():
            hold(clinic)  # nobody else acts on several people of it meanwhile
            plan = planned(doing, ground, me(), units_of(chosen.rows, form.alike), titles)
            if request.form["confirm"] != digest_of(plan) and any(one.why_not is None for one in plan):
                raise Refused(CHANGED)
            done = carry_out(doing, ground, me(), plan, form)
            db.session.commit()
            flash(told(doing, done, len(plan) - done), "success")
            return redirect(back_to(clinic))
    plan = planned(doing, ground, me(), units_of(chosen.rows, form.alike), titles)
    return shown(doing, ground, chosen, plan, form)


def selection(ground: Day) -> rules.Selection:
    """The rows that were ticked, or all of the list, as far as one action goes."""
    if not request.values.get("all"):
        rows = rules.rows_in(request.values.getlist("row"))
        return rules.Selection(tuple(rows[:AT_ONCE]), max(0, len(rows) - AT_ONCE))
    chosen, band = request.values.get("list"), rules.band_of(request.values.get("within"))
    if chosen not in rules.LISTS or chosen == "content":
        abort(404)
    found = rows_of(ground, chosen, band, AT_ONCE + 1)
    lines = ground.telling(me(), {}).lines(chosen, found[:AT_ONCE])
    return rules.Selection(tuple(one.row for one in lines), len(found) - len(lines))


def shown(doing: rules.Action, ground: Day, chosen: rules.Selection, plan: list[Planned], form: ActionForm):
    return render_template(
        "audit/todo/action.html",
        clinic=ground.clinic,
        doing=doing,
        title=rules.ACTIONS[doing],
        chosen=chosen,
        doable=[(one, what_happens(doing, one, form)) for one in plan if one.why_not is None],
        digest=digest_of(plan),
        left_out=[one for one in plan if one.why_not is not None],
        form=form,
        back=back_to(ground.clinic),
        list_name=request.values.get("list", ""),
        band=rules.band_of(request.values.get("within")),
    ), 422 if form.errors else 200


def back_to(clinic) -> str:
    name = request.values.get("list")
    band = rules.band_of(request.values.get("within"))
    return url_for(".today", clinic=clinic, list=name if name in rules.LISTS else None, within=band or None)


def told(doing: rules.Action, done: int, left_out: int) -> str:
    what = {
        "assign": f"{count(done, 'assignment')} made.",
        "remind": f"{count(done, 'reminder')} written.",
        "grant": f"{count(done, 'temporary clearance')} asked for. Nobody is cleared before a second person approves.",
        "restrict": f"{count(done, 'suspension')} recorded, from today on.",
    }[doing]
    return what + (f" {left_out} left out." if left_out else "")
