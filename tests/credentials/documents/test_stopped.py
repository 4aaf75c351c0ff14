"""What is suspended, revoked or withdrawn: no new paper of it, and every page says so."""

from datetime import date

import pytest
import time_machine

from tests.browser import words
from tests.credentials.builders import make_entry, noon
from tests.credentials.documents.paper import Paper

pytestmark = [pytest.mark.usefixtures("policy"), pytest.mark.sqlite]


@pytest.fixture(params=["suspension", "revocation", "correction"])
def stopped(request, ada, clinic, certificate_for):
    """A certificate and how a transcript calls its state."""
    certificate = certificate_for(ada)
    about = {"certificate_id": certificate.id} if request.param == "correction" else {}
    subject = "" if request.param == "correction" else "needling"
    make_entry(ada, clinic, request.param, subject, date(2026, 5, 1), reason="An incident", **about)
    word = {"suspension": "Suspended", "revocation": "Revoked", "correction": "Withdrawn"}[request.param]
    return certificate, word


@time_machine.travel(noon(date(2026, 6, 1)), tick=False)
def test_it_is_not_given_out_on_paper(browser, ada, stopped):
    page = browser.sign_in(ada).open(f"/certificates/{stopped[0].id}/a4.pdf", status=409)
    assert "is suspended, revoked or withdrawn, so it is not given out on paper" in words(page)


@time_machine.travel(noon(date(2026, 6, 1)), tick=False)
def test_the_card_says_so_and_offers_no_pdf(browser, ada, stopped):
    certificate, word = stopped
    page = browser.sign_in(ada).open(f"/certificates/{certificate.id}/wallet")
    assert words(page.select_one(".card-at-hand .state")) == "Stopped"
    assert f"It is worth nothing today: {word.lower()}." in words(page)
    assert not page.select("a[href$='a4.pdf']")


@time_machine.travel(noon(date(2026, 6, 1)), tick=False)
def test_the_transcript_names_its_state(browser, ada, stopped):
    mine = browser.sign_in(ada)
    mine.open("/certificates/transcript/a4.pdf")
    assert f"1 March 2026 1 March 2028 {stopped[1]} Riverbend" in Paper(mine.response.data).text


@time_machine.travel(noon(date(2026, 4, 30)), tick=False)
def test_the_day_before_it_is_given_out(browser, ada, stopped):
    certificate, word = stopped
    status = 409 if word == "Withdrawn" else 200  # an error was one from the beginning
    browser.sign_in(ada).open(f"/certificates/{certificate.id}/a4.pdf", status=status)
