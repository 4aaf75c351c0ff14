"""Every page that links lead to, as each kind of person: sound, accessible in both themes, at home on a phone."""

import shutil
from urllib.parse import urljoin, urlsplit

import pytest
from sqlalchemy import select
from werkzeug.exceptions import HTTPException

from tests.browser import Browser
from tests.conftest import migrate
from tests.test_access import ADMINISTRATOR, DIRECTOR, EDUCATOR_OR_DIRECTOR, PUBLIC, ROLES, SIGNED_IN
from trainer.db import db
from trainer.demo import actions as demo
from trainer.people.models import Person

pytestmark = pytest.mark.sqlite

# Pages that no link leads to; the tests of their room open them.
UNLINKED = {
    "people.setup",  # from the terminal
    "people.invitation",  # from a mail
    "security.reset_password",  # from a mail
}
# As whom which pages are looked at; each is sound for everybody who meets it on the way.
WHO_SEES = [
    (None, PUBLIC),
    ("underway", SIGNED_IN),
    ("director", DIRECTOR),
    ("educator", EDUCATOR_OR_DIRECTOR),
    ("administrator", ADMINISTRATOR),
]


@pytest.fixture(scope="session")
def sample(tmp_path_factory):
    """A database with sample clinics, to be copied."""
    folder = tmp_path_factory.mktemp("sample")
    migrate(folder, f"sqlite:///{folder}/trainer.db", fill=lambda: list(demo.load(people=25, attempts=500, seed=1)))
    return folder / "trainer.db"


@pytest.fixture
def migrated(sample):
    return lambda folder: f"sqlite:///{shutil.copy(sample, folder)}"


@pytest.fixture
def settings():
    return {"DEMO": True}


def persona(key):
    return key and db.session.scalars(select(Person).filter_by(email=f"{key}@invented.example")).one()


def pages_from(browser: Browser, start: str) -> dict[str, str]:
    """One address of every page that can be reached by links, by endpoint; each was opened, and was sound."""
    found: dict[str, str] = {}
    waiting = [start]
    while waiting:
        address = waiting.pop(0)
        endpoint = endpoint_of(browser, address)
        if endpoint is None or endpoint in found:
            continue
        found[endpoint] = address
        page = browser.open(address)
        waiting += [urljoin(address, str(link["href"])) for link in page.select("a[href]")]
    return found


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


@pytest.mark.parametrize(("key", "access"), WHO_SEES)
def test_every_page_is_good(browser, windows, key, access):
    person = persona(key)
    who = browser.sign_in(person) if person else browser
    if key == "underway":
        who.open("/modules/sterile-technique/quiz")
        who.press("Start the quiz")
    found = pages_from(who, "/" if person else "/sign-in")
    if key == "underway":
        found |= pages_from(who, who.address)
    window = windows(person)
    flaws = []
    for endpoint, address in found.items():
        if ROLES[endpoint] == access or endpoint == "home":
            window.open(address)
            flaws += window.flaws()
    assert not flaws, "\n".join(["", *flaws])


def test_links_lead_to_every_page(browser):
    """A page that nobody can get to is either forgotten or belongs into UNLINKED."""
    met = set(pages_from(browser, "/sign-in"))
    for key, _ in WHO_SEES[1:]:
        met |= set(pages_from(browser.sign_in(persona(key)), "/"))
    rules = browser.app.url_map.iter_rules()
    shown = {str(rule.endpoint) for rule in rules if "GET" in (rule.methods or ())} - {"static", "bootstrap.static"}
    assert shown - met == UNLINKED
    assert not browser.watch.written_by_get, "looking at a page changes nothing"


def test_the_page_for_what_does_not_exist_is_good_too(window):
    window.open("/no-such-page")
    window.assert_good()
    window.problems.clear()  # the browser mentions the 404 itself
