"""What every answer tells the browser to allow, and to keep."""

import pytest
from flask import request

from tests.browser import Browser
from tests.builders import make_person
from tests.conftest import make_app
from tests.watch import Watch
from trainer.web.access import public

pytestmark = pytest.mark.sqlite


def test_a_page_may_load_only_our_own_and_be_framed_by_nobody(browser):
    browser.open("/sign-in")
    headers = browser.response.headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("signed_in", [False, True])
def test_pages_are_not_kept(browser, signed_in):
    who = browser.sign_in(make_person()) if signed_in else browser
    who.open("/" if signed_in else "/sign-in")
    assert who.response.headers["Cache-Control"] == "no-store"


def test_files_are_kept_and_travel_compressed(browser):
    browser.send("GET", "/static/theme.css", 200, headers={"Accept-Encoding": "gzip, br"})
    assert "max-age" in browser.response.headers["Cache-Control"]
    assert browser.response.headers["Content-Encoding"] == "br"


def test_pages_are_not_compressed_with_the_token_in_them(browser):
    """Compression beside a secret tells the secret to who can watch lengths (BREACH)."""
    browser.send("GET", "/sign-in", 200, headers={"Accept-Encoding": "gzip, br"})
    assert "Content-Encoding" not in browser.response.headers


@pytest.mark.parametrize(("public_url", "secure"), [("https://trainer.example.org", True), ("", False)])
def test_behind_tls_the_cookie_is_secure(migrated, tmp_path, public_url, secure):
    app = make_app(tmp_path, migrated(tmp_path), PUBLIC_URL=public_url)
    answer = app.test_client().get("/sign-in", base_url="https://localhost" if secure else "http://localhost")
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert ("Secure" in cookie) is secure
    assert ("Strict-Transport-Security" in answer.headers) is secure


@pytest.mark.parametrize(("proxies", "seen"), [(0, "127.0.0.1"), (1, "203.0.113.9")])
def test_who_is_asking_is_believed_of_known_proxies_only(migrated, tmp_path, proxies, seen):
    app = make_app(tmp_path, migrated(tmp_path), PROXIES=proxies)

    @app.get("/who")
    @public
    def who():
        return request.remote_addr or ""

    answer = app.test_client().get("/who", headers={"X-Forwarded-For": "198.51.100.1, 203.0.113.9"})
    assert answer.text == seen


def test_guessing_a_password_is_slowed_down(migrated, tmp_path):
    app = make_app(tmp_path, migrated(tmp_path), TESTING=False)
    with app.app_context():
        browser = Browser(app, Watch(app))
        browser.open("/sign-in")
        for _ in range(20):
            browser.press("Sign in", email="a@example.org", password="guess")
        assert browser.press("Sign in", 429, email="a@example.org", password="guess").h1.text == "Too many tries"
