"""The certificate at hand: one card for a phone in bright light."""

from datetime import date

import pytest
import time_machine

from tests.browser import words
from tests.chromium import PHONE
from tests.credentials.builders import noon

pytestmark = [pytest.mark.usefixtures("policy"), pytest.mark.sqlite]


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2026, 6, 1), "Current until 1 March 2028"),
        (date(2028, 3, 1), "Due soon until 1 March 2028"),
        (date(2028, 3, 2), "Lapsed ended 1 March 2028"),
    ],
)
def test_it_says_what_a_door_keeper_asks(browser, ada, certificate_for, day, state):
    certificate = certificate_for(ada)
    with time_machine.travel(noon(day), tick=False):
        card = browser.sign_in(ada).open(f"/certificates/{certificate.id}/wallet").select_one(".card-at-hand")
    assert words(card.select_one(".card-name")) == "Ada Okafor"
    assert words(card.select_one("h2")) == "Needling knowledge"
    assert words(card.select_one(".state")) == state
    assert "Last day 1 March 2028" in words(card)
    assert card.select_one("svg.certificate-qr")
    assert "not a license and not clearance by itself" in words(card)


def test_it_leads_to_every_other_form(browser, ada, certificate_for):
    certificate = certificate_for(ada)
    holder = browser.sign_in(ada)
    page = holder.open(f"/certificates/{certificate.id}/wallet")
    links = {link["href"] for link in page.select("nav.actions a")}
    assert links == {
        f"/certificates/{certificate.id}/letter.pdf",
        f"/certificates/{certificate.id}/a4.pdf",
        f"http://localhost/check/{certificate.code}",
        f"http://localhost/check/{certificate.code}/badge.json",
        "/certificates/transcript/letter.pdf",
        "/certificates/calendar",
    }


def test_what_was_renewed_leads_to_the_newer_one(browser, ada, certificate_for):
    old = certificate_for(ada)
    new = certificate_for(ada, valid_from=date(2027, 6, 1), valid_until=date(2029, 6, 1))
    holder = browser.sign_in(ada)
    holder.open(f"/certificates/{old.id}/wallet")
    holder.follow("the newer certificate")
    assert holder.address == f"/certificates/{new.id}/wallet"


def test_on_a_phone_the_code_is_large_and_nothing_is_cut_off(windows, ada, certificate_for):
    certificate = certificate_for(ada, holder_name="Maria-Esperanza Hernandez-Villanueva " + "W" * 40)
    window = windows(ada, width=PHONE, theme="dark")
    window.page.goto(f"/certificates/{certificate.id}/wallet")
    box = window.page.locator(".certificate-qr").bounding_box()
    assert box["width"] >= 280
    assert abs(box["width"] - box["height"]) < 2
    assert window.page.evaluate("document.documentElement.scrollWidth") <= PHONE
    assert window.page.locator(".card-at-hand").evaluate("card => getComputedStyle(card).backgroundColor") == (
        "rgb(255, 255, 255)"
    )
