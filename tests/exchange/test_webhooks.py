"""A director has an endpoint told: its secret is seen once, each delivery always, and nobody else's page shows it."""

import json
import socket

import pytest
from sqlalchemy import select

from tests.browser import words
from tests.builders import make_clinic, make_person
from tests.exchange.builders import make_webhook
from trainer import trail
from trainer.db import db
from trainer.exchange import actions, tasks
from trainer.exchange.models import Delivery, Webhook
from trainer.exchange.rules import signatures

ADDRESS = "/clinics/riverbend/webhooks"


@pytest.fixture
def settings():
    return {"WEBHOOKS_INSIDE": True}


@pytest.fixture
def hook(clinic, dora, receiver) -> Webhook:
    return make_webhook(clinic, dora, receiver.url, "certificate", "webhook")


def only(model):
    return db.session.scalars(select(model)).one()


def test_before_the_first_endpoint_the_page_says_what_it_will_show(director):
    assert "No endpoint is told anything" in words(director.open(ADDRESS))


def test_an_endpoint_is_added_and_its_secret_shown_once(director, receiver, today):
    director.open(ADDRESS)
    page = director.press("Add the endpoint", url=f"  {receiver.url} ", subjects=["certificate", "webhook"])
    secret = page.select_one("#secret")["value"]
    assert secret.startswith("whsec_")
    assert "Nothing has been sent yet" in words(page)
    assert secret not in str(director.open(director.address))
    assert secret not in str(vars(only(Webhook)))
    today.shift(5)
    tasks.tell()
    [(headers, body)] = receiver.arrived
    sent_at = int(headers["Trainer-Signature"].split(",")[0].removeprefix("t="))
    assert headers["Trainer-Signature"] == signatures.header([secret], sent_at, body.decode())
    assert json.loads(body)["event"]["sentence"] == (
        "Dora Díaz has 127.0.0.1 told what happens at Riverbend: certificate, webhook."
    )


def test_a_new_secret_signs_beside_the_former_one_for_a_day(director, hook, receiver, today):
    director.open(f"{ADDRESS}/{hook.id}")
    page = director.press("Make a new secret")
    assert "The former one signs beside it until 2 June 2026, 12:00" in words(page)
    new = page.select_one("#secret")["value"]
    db.session.refresh(hook)
    assert len(actions.secrets_of(hook)) == 2
    assert actions.secrets_of(hook)[0] == new
    today.shift(24 * 3600)
    assert actions.secrets_of(hook) == [new]


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("", "Enter the address of the endpoint"),
        ("hooks", "Enter a whole address, like https://example.org/trainer"),
        ("http://hook.example/", "Use an address that begins with https, so that nobody reads along"),
        ("https://127.0.0.1/", "127.0.0.1 is at 127.0.0.1, which is not on the open internet, so nothing was sent"),
        ("https://nobody.invalid/", "There is no host nobody.invalid"),
    ],
)
@pytest.mark.sqlite
def test_an_address_that_will_not_do_is_refused_beside_the_field(app, director, monkeypatch, url, said):
    def lookup(host, *_details, **_more):
        if host != "127.0.0.1":
            raise socket.gaierror
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (host, 0))]

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    app.config["WEBHOOKS_INSIDE"] = False
    director.open(ADDRESS)
    page = director.press("Add the endpoint", url=url, subjects=["certificate"])
    assert [words(error) for error in page.select(".form-error")] == [said]
    assert db.session.scalar(select(Webhook)) is None


def test_a_test_shows_whether_the_endpoint_listens(director, clinic, dora, receiver):
    hook = make_webhook(clinic, dora, receiver.url, "certificate")
    director.open(f"{ADDRESS}/{hook.id}")
    page = director.press("Send a test")
    assert "Arrived on 1 June 2026, 12:00" in words(page)
    assert "Status 200" in words(page)
    assert "Answered with 200." in words(page)
    [(headers, body)] = receiver.arrived
    assert headers["Trainer-Event"] == "webhook.tested"
    assert body.decode() in page.select_one(".letter").text


def test_a_delivery_is_sent_again_by_its_button(director, hook, receiver, today):
    today.shift(5)
    receiver.answers = [500]
    tasks.tell()
    director.open(f"{ADDRESS}/{hook.id}?state=trying")
    director.follow("webhook.added")
    assert "tried 1 of 24 times, next 1 June 2026, 12:01" in words(director.page)
    page = director.press("Send it again")
    assert "Status 500" in words(page)
    assert "Status 200" in words(page)
    assert len({headers["Trainer-Delivery"] for headers, _ in receiver.arrived}) == 1
    line = db.session.scalars(select(trail.Event).order_by(trail.Event.id.desc())).first()
    key = receiver.arrived[0][0]["Trainer-Delivery"]
    assert line.sentence == f"had delivery {key} sent to 127.0.0.1 again for Riverbend"


@pytest.mark.parametrize(
    ("tries", "delivered", "state"),
    [(0, False, "waits"), (1, False, "trying"), (24, False, "failed"), (2, True, "arrived")],
)
def test_deliveries_are_filtered_by_state_as_the_rule_says(director, hook, today, tries, delivered, state):
    today.shift(5)
    tasks.collect()
    one = only(Delivery)
    one.tries, one.delivered_at = tries, one.made_at if delivered else None
    db.session.commit()
    for asked in ("waits", "trying", "failed", "arrived"):
        page = director.open(f"{ADDRESS}/{hook.id}?state={asked}")
        assert bool(page.select("tbody tr")) == (asked == state), asked
    assert len(director.open(f"{ADDRESS}/{hook.id}?state=made-up").select("tbody tr")) == 1


def test_what_it_is_told_about_can_be_changed(director, hook, receiver, today):
    director.open(f"{ADDRESS}/{hook.id}")
    director.follow("Change what it is told")
    assert len(director.page.select("input[checked]")) == 2
    page = director.press("Save", subjects=[])
    assert "Choose what the endpoint is told about" in words(page)
    page = director.press("Save", subjects=["certificate"])
    assert "Told about certificate, since" in words(page)
    today.shift(5)
    tasks.tell()
    assert receiver.arrived == [], "its own lines are not among them any more"


def test_it_is_switched_off_and_on_and_what_happened_meanwhile_is_told(director, hook, receiver, today):
    director.open(f"{ADDRESS}/{hook.id}")
    page = director.press("Switch it off")
    assert "Nothing is lost" in words(page)
    today.shift(5)
    tasks.tell()
    assert receiver.arrived == []
    director.press("Switch it on")
    assert [headers["Trainer-Event"] for headers, _ in receiver.arrived] == ["webhook.added", "webhook.switched_off"]


def test_a_removed_endpoint_is_told_nothing_and_is_gone(director, hook, receiver, today):
    director.open(f"{ADDRESS}/{hook.id}")
    director.follow("Remove it")
    page = director.press("Remove the endpoint")
    assert "127.0.0.1 is told nothing any more." in words(page)
    today.shift(5)
    tasks.tell()
    assert receiver.arrived == []
    assert db.session.scalar(select(Delivery)) is None
    director.open(f"{ADDRESS}/{hook.id}", 404)


def test_another_clinics_endpoints_and_deliveries_do_not_exist(browser, hook, today):
    today.shift(5)
    tasks.collect()
    mine = make_clinic(slug="mine")
    elsewhere = browser.sign_in(make_person("director", mine))
    delivery = only(Delivery)
    for page in ("", "/removal", "/subjects", f"/deliveries/{delivery.id}"):
        elsewhere.open(f"/clinics/mine/webhooks/{hook.id}{page}", 404)
    other = make_webhook(mine, make_person("director", mine), "http://127.0.0.1:9/", "certificate")
    elsewhere.open(f"/clinics/mine/webhooks/{other.id}/deliveries/{delivery.id}", 404)


def test_the_pages_ask_as_much_however_many_deliveries_there_are(director, hook, clinic, dora, today, statements):
    for number in range(60):
        trail.record("webhook.switched_on", clinic=clinic, host=f"host {number}")
    db.session.commit()
    today.shift(5)
    tasks.collect()
    first = db.session.scalars(select(Delivery)).first()
    for page in ("", f"/{hook.id}", f"/{hook.id}/deliveries/{first.id}"):
        with statements() as seen:
            director.open(ADDRESS + page)
        assert len(seen) <= 10, seen
