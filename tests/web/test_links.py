"""As each kind of person, wherever links lead: the page is sound, and looking at it changes nothing."""

from urllib.parse import urljoin, urlsplit

import pytest
from sqlalchemy import select
from werkzeug.exceptions import HTTPException

from tests.browser import Browser
from tests.conftest import copied
from tests.demo.sample import make_sample
from trainer.db import db
from trainer.demo.cast import PERSONAS
from trainer.people.models import Person

pytestmark = pytest.mark.sqlite

THEIRS = {"audit.roster", "audit.person", "people.invitations"}  # a director's, down to the file of a person


@pytest.fixture
def migrated(shared):
    return copied(shared("sample", make_sample))


@pytest.fixture
def settings():
    return {"DEMO": True}


def follow_all_links(browser: Browser, start: str) -> set[str]:
    """The endpoints met: one address of each page is opened."""
    met: set[str] = set()
    waiting = [start]
    while waiting:
        address = waiting.pop(0)
        endpoint = endpoint_of(browser, address)
        if endpoint is None or endpoint in met:
            continue
        met.add(endpoint)
        page = browser.open(address)
        waiting += [urljoin(address, str(link["href"])) for link in page.select("a[href]")]
    return met


def endpoint_of(browser: Browser, address: str) -> str | None:
    """None for what is elsewhere, or only a place on the same page, or a file."""
    parts = urlsplit(address)
    if parts.scheme or not parts.path:
        return None
    try:
        endpoint, _ = browser.app.url_map.bind("localhost").match(parts.path)
    except HTTPException:
        return None
    return None if endpoint in {"static", "bootstrap.static"} else str(endpoint)


def test_a_stranger_finds_the_sign_in_and_the_check(browser):
    met = follow_all_links(browser, "/sign-in")
    assert {"security.login", "security.forgot_password", "demo.personas"} <= met
    assert not browser.watch.written_by_get


@pytest.mark.parametrize("key", [persona.key for persona in PERSONAS])
def test_everybody_finds_their_pages(browser, key):
    person = db.session.scalars(select(Person).filter_by(email=f"{key}@invented.example")).one()
    met = follow_all_links(browser.sign_in(person), "/")
    assert {"home", "people.account", *(THEIRS if key == "director" else ())} < met
    assert not browser.watch.written_by_get
