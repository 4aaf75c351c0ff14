"""Each way a request can go wrong has its calm page."""

import logging

import pytest
from flask import abort
from sqlalchemy.orm.exc import StaleDataError

from tests.builders import make_person
from trainer.errors import Refused
from trainer.web.access import public
from trainer.web.errors import PAGES

pytestmark = pytest.mark.sqlite


def raises(app, problem):
    @app.route("/broken", methods=["GET", "POST"])
    @public
    def broken():
        raise problem


@pytest.mark.parametrize("status", [status for status in PAGES if status not in {401, 500}])
def test_every_status_has_a_page_that_says_what_to_do(app, browser, status):
    @app.get("/fails")
    @public
    def fails():
        abort(status)

    title, message = PAGES[status]
    page = browser.open("/fails", status)
    assert page.h1.text == title
    assert message in page.select_one("main").text


def test_what_the_rules_forbid_is_said_in_their_words(app, browser):
    raises(app, Refused("The last director cannot leave. Make somebody else director first."))
    page = browser.open("/broken", 409)
    assert page.h1.text == "Not possible"
    assert "Make somebody else director first." in page.select_one("main").text


def test_a_script_gets_the_same_words_as_json(app, browser):
    raises(app, Refused("Too late."))
    browser.send("GET", "/broken", 409, headers={"Accept": "application/json"})
    assert browser.response.json == {"error": "Too late."}


def test_a_row_changed_in_another_tab_is_a_conflict(app, browser):
    raises(app, StaleDataError())
    assert browser.open("/broken", 409).h1.text == "Not possible"


def test_a_bug_shows_a_number_that_the_log_knows(app, browser, caplog):
    raises(app, ZeroDivisionError("on purpose"))
    app.config["PROPAGATE_EXCEPTIONS"] = False
    with caplog.at_level(logging.ERROR), pytest.raises(AssertionError, match="on purpose"):
        browser.open("/broken", 500)
    browser.watch.exceptions.clear()
    reference = caplog.records[-1].getMessage().split()[1].rstrip(":")
    assert reference in browser.response.text
    assert "on purpose" not in browser.response.text
    assert "ZeroDivisionError" in caplog.text


def test_unknown_addresses_look_alike_for_everybody(browser):
    assert browser.open("/no-such-page", 404).h1.text == "Page not found"
    assert browser.sign_in(make_person()).open("/no-such-page", 404).h1.text == "Page not found"


def test_too_much_at_once_is_refused(browser):
    browser.open("/sign-in")
    page = browser.post("/sign-in", 413, email="x" * 3_000_000)
    assert page.h1.text == "Too large"


def test_a_forged_form_is_refused(browser):
    browser.open("/sign-in")
    page = browser.post("/sign-in", 400, token=False, email="a@example.org", password="x")
    assert "it did not come from a page of ours" in page.select_one("main").text
    page = browser.post("/sign-in", 400, token=False, csrf_token="made up", email="a@example.org")
    assert page.h1.text == "That did not arrive as it should"


def test_a_post_to_a_page_that_only_shows_is_refused(app, browser):
    browser.open("/sign-in")
    assert browser.post("/static/theme.css", 405).h1.text == "That cannot be done here"
