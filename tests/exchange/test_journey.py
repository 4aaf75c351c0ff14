"""In a real browser: a director lets a program read, has an endpoint told, and sees what became of it."""

import json
import urllib.request

import pytest

from tests.builders import make_person
from trainer.exchange import tasks


@pytest.fixture
def settings():
    return {"WEBHOOKS_INSIDE": True}


def read(address: str, token: str) -> dict:
    question = urllib.request.Request(address, headers={"Authorization": f"Bearer {token}"})
    with urllib.request.urlopen(question, timeout=10) as answer:
        return json.load(answer)


def test_from_the_first_token_to_a_delivery_that_arrived(windows, address, clinic, dora, receiver, today):
    make_person(clinic=clinic, name="Ada Abel")
    window = windows(dora)
    page = window.open("/clinics/riverbend/access")
    window.assert_good()

    page.get_by_label("Name", exact=True).fill("Payroll")
    page.get_by_label("People: names").check()
    page.get_by_role("button", name="Make the token").click()
    token = page.get_by_label("Token", exact=True).input_value()
    window.assert_good()
    assert [one["name"] for one in read(f"{address}/api/v1/people", token)["items"]] == ["Dora Díaz", "Ada Abel"]
    page.reload()
    page.get_by_text("Last used 1 June 2026, 12:00").wait_for()

    page.get_by_role("link", name="How to read").click()
    window.assert_good()
    page.go_back()
    page.get_by_role("link", name="Webhooks: tell other systems").click()
    window.assert_good()
    page.get_by_label("Address", exact=True).fill(receiver.url)
    page.get_by_label("Webhook:").check()
    page.get_by_role("button", name="Add the endpoint").click()
    secret = page.get_by_label("Secret").input_value()
    window.assert_good()

    receiver.answers = [500]
    page.get_by_role("button", name="Send a test").click()
    page.get_by_text("Status 500").wait_for()
    window.assert_good()
    page.get_by_role("button", name="Send it again").click()
    page.get_by_text("Status 200").wait_for()
    today.shift(5)
    tasks.tell()
    for headers, body in receiver.arrived:
        assert headers["Trainer-Signature"].startswith("t=")
        assert json.loads(body)["delivery"] == headers["Trainer-Delivery"]
    page.get_by_role("link", name="Deliveries to").click()
    window.assert_good()
    page.get_by_role("link", name="Change what it is told").click()
    window.assert_good()
    page.get_by_label("Certificate:").check()
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Told about certificate, webhook").wait_for()
    page.get_by_role("link", name="Remove it").click()
    window.assert_good()
    assert secret not in page.content()


def test_revoking_is_asked_about_first(windows, clinic, dora, program):
    program("people", "status")
    window = windows(dora, width=390)
    page = window.open("/clinics/riverbend/access")
    page.get_by_role("link", name="Revoke Payroll").click()
    window.assert_good()
    page.get_by_role("button", name="Revoke the token").click()
    page.get_by_text("Revoked on 1 June 2026").wait_for()
    window.assert_good()
