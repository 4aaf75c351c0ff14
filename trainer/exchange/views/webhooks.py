"""A director's pages: which endpoints are told what happens at the clinic, and what became of each delivery."""

from flask import flash, redirect, render_template, request, session, url_for

from trainer import jobs
from trainer.db import db
from trainer.exchange import actions, tasks
from trainer.exchange.forms import SubjectsForm, WebhookForm
from trainer.exchange.queries import webhooks as queries
from trainer.exchange.rules.retries import TRIES, state
from trainer.exchange.views import exchange
from trainer.web.access import for_role, me
from trainer.web.forms import ButtonForm
from trainer.web.paging import page_of

STATES = {"arrived": "Arrived", "waits": "Waiting", "trying": "Trying again", "failed": "Given up"}


def state_of(delivery) -> str:
    return state(tries=delivery.tries, delivered_at=delivery.delivered_at)


@exchange.route("/clinics/<clinic:clinic>/webhooks", methods=["GET", "POST"])
@for_role("director")
def webhooks(clinic):
    form = WebhookForm()
    if form.submitted():
        webhook, secret = actions.add_webhook(clinic, form.url.data, form.subjects.data, by=me())
        db.session.commit()
        session["secret"] = {"webhook": webhook.id, "text": secret}
        return redirect(url_for(".webhook", clinic=clinic, webhook_id=webhook.id))
    return render_template(
        "exchange/webhooks.html",
        clinic=clinic,
        form=form,
        webhooks=queries.webhooks(clinic),
        counts=queries.counts(clinic),
    )


@exchange.get("/clinics/<clinic:clinic>/webhooks/<int:webhook_id>")
@for_role("director")
def webhook(clinic, webhook_id):
    found = queries.webhook_in(clinic, webhook_id)
    wanted = request.args.get("state", "")
    wanted = wanted if wanted in STATES else ""
    kept = session.get("secret") or {}
    secret = session.pop("secret")["text"] if kept.get("webhook") == found.id else None
    return render_template(
        "exchange/webhook.html",
        clinic=clinic,
        webhook=found,
        page=page_of(queries.deliveries(found, wanted)),
        wanted=wanted,
        states=STATES,
        state_of=state_of,
        secret=secret,
    )


@exchange.get("/clinics/<clinic:clinic>/webhooks/<int:webhook_id>/deliveries/<int:delivery_id>")
@for_role("director")
def delivery(clinic, webhook_id, delivery_id):
    found = queries.webhook_in(clinic, webhook_id)
    one = queries.delivery_of(found, delivery_id)
    return render_template(
        "exchange/delivery.html",
        clinic=clinic,
        webhook=found,
        delivery=one,
        state=STATES[state_of(one)],
        most=TRIES,
    )


@exchange.post("/clinics/<clinic:clinic>/webhooks/<int:webhook_id>/deliveries/<int:delivery_id>/replay")
@for_role("director")
def replay(clinic, webhook_id, delivery_id):
    found = queries.webhook_in(clinic, webhook_id)
    actions.replay(queries.delivery_of(found, delivery_id), by=me())
    db.session.commit()
    jobs.soon(tasks.tell)
    flash("It is being sent again. Reload this page in a moment to see what came of it.", "success")
    return redirect(url_for(".delivery", clinic=clinic, webhook_id=webhook_id, delivery_id=delivery_id))


@exchange.post("/clinics/<clinic:clinic>/webhooks/<int:webhook_id>/test")
@for_role("director")
def test(clinic, webhook_id):
    found = queries.webhook_in(clinic, webhook_id)
    one = actions.test(found, by=me())
    db.session.commit()
    jobs.soon(tasks.tell)
    flash("A test is on its way. Reload this page in a moment to see what came of it.", "success")
    return redirect(url_for(".delivery", clinic=clinic, webhook_id=webhook_id, delivery_id=one.id))


@exchange.route("/clinics/<clinic:clinic>/webhooks/<int:webhook_id>/subjects", methods=["GET", "POST"])
@for_role("director")
def subjects(clinic, webhook_id):
    found = queries.webhook_in(clinic, webhook_id)
    form = SubjectsForm(data={"subjects": found.subjects})
    if form.submitted():
        actions.choose(found, form.subjects.data, by=me())
        db.session.commit()
        flash("Saved. It holds for what happens from now on.", "success")
        return redirect(url_for(".webhook", clinic=clinic, webhook_id=webhook_id))
    return render_template("exchange/subjects.html", clinic=clinic, webhook=found, form=form)


@exchange.post("/clinics/<clinic:clinic>/webhooks/<int:webhook_id>/secret")
@for_role("director")
def secret(clinic, webhook_id):
    found = queries.webhook_in(clinic, webhook_id)
    session["secret"] = {"webhook": found.id, "text": actions.roll_secret(found, by=me())}
    db.session.commit()
    return redirect(url_for(".webhook", clinic=clinic, webhook_id=webhook_id))


@exchange.post("/clinics/<clinic:clinic>/webhooks/<int:webhook_id>/pause")
@for_role("director")
def pause(clinic, webhook_id):
    found = queries.webhook_in(clinic, webhook_id)
    if not found.off_at:
        actions.switch_off(found, "A director switched it off.", by=me())
        db.session.commit()
    return redirect(url_for(".webhook", clinic=clinic, webhook_id=webhook_id))


@exchange.post("/clinics/<clinic:clinic>/webhooks/<int:webhook_id>/resumption")
@for_role("director")
def resumption(clinic, webhook_id):
    found = queries.webhook_in(clinic, webhook_id)
    if found.off_at:
        actions.switch_on(found, by=me())
        db.session.commit()
        jobs.soon(tasks.tell)
    return redirect(url_for(".webhook", clinic=clinic, webhook_id=webhook_id))


@exchange.route("/clinics/<clinic:clinic>/webhooks/<int:webhook_id>/removal", methods=["GET", "POST"])
@for_role("director")
def removal(clinic, webhook_id):
    found = queries.webhook_in(clinic, webhook_id)
    form = ButtonForm()
    if form.submitted():
        actions.remove(found, by=me())
        db.session.commit()
        flash(f"{actions.host_of(found)} is told nothing any more.", "success")
        return redirect(url_for(".webhooks", clinic=clinic))
    return render_template("exchange/removal.html", clinic=clinic, webhook=found, host=actions.host_of(found))
