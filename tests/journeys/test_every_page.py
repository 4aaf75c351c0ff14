"""Every page there is, on phone and desk, light and dark: accessible, nothing sticks out, all large enough to tap."""

from collections.abc import Iterator
from contextlib import nullcontext

import pytest
from flask import Flask
from werkzeug.routing import Rule

from tests.chromium import Window
from tests.conftest import make_app
from tests.journeys.walks import refused_with
from tests.journeys.world import ADDRESSES, WHO, World, make_world, person
from tests.watch import Watch
from trainer.db import db

# Pages that are met on the way somewhere only: test_pages_on_the_way goes there.
ON_THE_WAY = {
    "people.setup",
    "security.mf_recovery",
    "security.tf_select",
    "security.two_factor_rescue",
    "security.two_factor_token_validation",
    "security.wan_verify",
}
NO_PAGES = {"static", "bootstrap.static"}


@pytest.fixture(scope="module")
def sample(migrated, tmp_path_factory) -> tuple[str, World]:
    """Made once: the file of the sample clinic's database, and what is in it."""
    folder = tmp_path_factory.mktemp("sample")
    url = migrated(folder)
    app = make_app(folder, url)
    with app.app_context(), app.test_request_context():
        world = make_world()
        db.session.remove()
        db.engine.dispose()
    return url.removeprefix("sqlite:///"), world


@pytest.fixture
def world(sample) -> World:
    return sample[1]


@pytest.fixture
def app(sample, tmp_path) -> Iterator[Flask]:
    """The sample clinic, read by one test after the other."""
    app = make_app(tmp_path, f"sqlite:///{sample[0]}", DEMO="1")
    app.extensions["watch"] = Watch(app)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.mark.parametrize("who", ADDRESSES)
def test_every_page_is_good(who, windows, world):
    window = windows(person(WHO[who]) if who != "stranger" else None)
    for address in world.addresses[who]:
        visit(window, address, world.refused.get(address, 200))
        open_what_is_folded(window)
        window.assert_good()
        assert not (found := window.too_small_to_tap()), f"{address}: smaller than 44 px on the desk: {found}"


def visit(window: Window, address: str, status: int) -> None:
    with refused_with(window, status) if status >= 400 else nullcontext():
        answer = window.page.goto(window.home + address)
    assert answer is not None
    assert (answer.url, answer.status) == (window.home + address, status)


def open_what_is_folded(window: Window) -> None:
    window.page.evaluate("for (const one of document.querySelectorAll('main details')) one.open = true")


def test_no_page_is_forgotten(app, world):
    """A new page fails here until somebody goes there in world.py, or on the way somewhere."""
    routes = app.url_map.bind("localhost")
    visited = {
        routes.match(address.partition("?")[0])[0]
        for addresses in world.addresses.values()
        for address in addresses
        if address != "/no-such-page"
    }
    pages = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in methods_of(rule)} - NO_PAGES
    assert visited | ON_THE_WAY == pages
    assert not visited & (ON_THE_WAY - {"people.setup"})


def methods_of(rule: Rule) -> set[str]:
    return rule.methods or set()
