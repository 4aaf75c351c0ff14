"""What does not arrive is given up after its tries, kept, and sent again by hand."""

import json
from datetime import timedelta

from sqlalchemy import select

from tests.exchange.builders import make_webhook
from tests.exchange.delivering.builders import all_deliveries, keys
from trainer import trail
from trainer.db import db
from trainer.exchange import actions, tasks
from trainer.exchange.models import Delivery, Try
from trainer.exchange.rules import retries


def test_after_so_many_tries_it_is_given_up_and_can_be_sent_again_by_hand(hook, today, receiver, dora):
    today.shift(5)
    tasks.collect()
    [delivery] = all_deliveries()
    delivery.tries = retries.TRIES - 1
    db.session.commit()
    receiver.answers = [500]
    tasks.tell()
    today.shift(timedelta(days=1))
    tasks.tell()
    assert len(receiver.arrived) == 1
    actions.replay(all_deliveries()[0], by=dora)
    db.session.commit()
    tasks.tell()
    assert keys(receiver)[:2] == [delivery.key] * 2
    assert all_deliveries()[0].delivered_at


def test_an_endpoint_where_nothing_arrives_for_three_days_is_switched_off_and_loses_nothing(
    hook, happens, receiver, today, dora
):
    receiver.answers = [500] * 1000
    happens()
    for _ in range(20):
        tasks.tell()
        today.shift(timedelta(hours=4))
    db.session.expire_all()
    assert hook.off_at
    assert hook.off_because == actions.GIVEN_UP
    lines = db.session.scalars(select(trail.Event).where(trail.Event.name == "webhook.switched_off")).all()
    assert [line.sentence for line in lines] == [
        "no longer has 127.0.0.1 told what happens at Riverbend: Nothing has arrived there for three days."
    ]
    heard = len(receiver.arrived)
    happens(2)
    tasks.tell()
    assert len(receiver.arrived) == heard, "it is off"
    receiver.answers = []
    actions.switch_on(hook, by=dora)
    db.session.commit()
    today.shift(timedelta(hours=5))
    tasks.tell()
    events = [json.loads(body)["event"] for _, body in receiver.arrived[heard:]]
    assert {"version 2"} <= {f"version {event['details'].get('version')}" for event in events}
    assert all(one.delivered_at for one in all_deliveries())


def test_an_endpoint_that_answers_now_and_then_stays_on(hook, happens, receiver, today):
    receiver.answers = [500, 200] * 20
    for number in range(10):
        happens(number)
        tasks.tell()
        today.shift(timedelta(hours=12))
    db.session.expire_all()
    assert hook.off_at is None
    assert {500, 200} == set(db.session.scalars(select(Try.status)))


def test_one_endpoint_that_is_away_does_not_hold_up_another(hook, clinic, dora, happens, receiver):
    gone = make_webhook(clinic, dora, "http://127.0.0.1:9/", "module")
    for number in range(3):
        happens(number)
    tasks.tell()
    failed = db.session.scalars(select(Try).join(Delivery).where(Delivery.webhook_id == gone.id)).all()
    assert len(failed) == 1
    assert sum(one.delivered_at is not None for one in all_deliveries()) == 5


def test_what_has_arrived_is_dropped_after_thirty_days_and_what_has_not_stays(hook, happens, receiver, today):
    happens()
    receiver.answers = [200, 500]
    tasks.tell()
    today.shift(timedelta(days=31))
    tasks.drop_old()
    assert [one.delivered_at for one in all_deliveries()] == [None]
