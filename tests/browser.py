"""A person at a browser, without a browser: opens pages, presses buttons. Every page met must be sound."""

import time
from collections import Counter
from collections.abc import Iterator
from contextvars import Context
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, Tag
from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect
from werkzeug.test import TestResponse

from tests.markup import html_problems
from tests.watch import Watch, pending
from trainer.db import db

BUTTONS = "button, input[type=submit]"
FIELDS = "input:not([type=submit], [type=button], [type=image]), select, textarea"


class Browser:
    """`page` is the parsed page it stands on, `address` its path, `response` the raw answer."""

    address: str
    response: TestResponse

    def __init__(self, app: Flask, watch: Watch, person: Any = None):
        self.app, self.watch = app, watch
        self.page = BeautifulSoup("", "html.parser")
        self.client = app.test_client()
        if person is not None:
            self.remember(person)

    def sign_in(self, person: Any) -> "Browser":
        """Another browser, where this person is signed in; how signing in works has its own tests."""
        return Browser(self.app, self.watch, person)

    def remember(self, person: Any) -> None:
        with self.app.test_request_context(environ_base=self.client.environ_base):
            of_this_browser = self.app.login_manager._session_identifier_generator()  # type: ignore[attr-defined]
        with self.client.session_transaction() as session:
            session.update(
                _user_id=person.fs_uniquifier,
                _id=of_this_browser,
                _fresh=True,
                fs_cc="set",
                fs_paa=time.time(),  # the password was given just now
            )

    def open(self, address: str, status: int = 200) -> BeautifulSoup:
        return self.send("GET", address, status)

    def follow(self, link: str, status: int = 200) -> BeautifulSoup:
        """Go where the link with this text leads."""
        found = [a for a in self.page.select("a[href]") if words(a) == link]
        assert found, f"no link {link!r}; there are {[words(a) for a in self.page.select('a[href]')]}"
        return self.open(urljoin(self.address, str(found[0]["href"])), status)

    def press(self, button: str, status: int = 200, **answers: Any) -> BeautifulSoup:
        """Send the form that has this button, as filled in on the page, with these answers in its fields."""
        pressed = self.button(button)
        form = self.form_of(pressed)
        data = filled_in(form, pressed, answers, fields_of(self.page, form))
        method = str(pressed.get("formmethod") or form.get("method") or "get").upper()
        action = str(pressed.get("formaction") or form.get("action") or self.address)
        place = "query_string" if method == "GET" else "data"
        return self.send(method, urljoin(self.address, action), status, **{place: data})

    def button(self, text: str) -> Tag:
        found = [button for button in self.page.select(BUTTONS) if text in {words(button), button.get("value")}]
        assert found, f"no button {text!r}; there are {[words(b) for b in self.page.select(BUTTONS)]}"
        return found[0]

    def form_of(self, button: Tag) -> Tag:
        form = self.page.find("form", id=button["form"]) if button.get("form") else button.find_parent("form")
        assert isinstance(form, Tag), f"{words(button)!r} is in no form"
        return form

    def post(self, address: str, status: int = 200, *, token: bool = True, **answers: Any) -> BeautifulSoup:
        """Send what no form on this page would: a forged request, or an old tab. The page's token goes along."""
        field = self.page.select_one("[name=csrf_token]") if token else None
        return self.send("POST", address, status, data=({"csrf_token": field["value"]} if field else {}) | answers)

    def send(self, method: str, address: str, status: int, **details: Any) -> BeautifulSoup:
        """`status` is that of the last page, after redirects; what is no page (a CSV, say) is in `response`."""
        assert not pending(), "the test itself has not committed what it changed"
        db.session.rollback()  # so that the test's own reading holds no lock
        # In a context of its own, as in production: else flask.g outlives the request.
        self.response = Context().run(self.client.open, address, method=method, follow_redirects=True, **details)
        db.session.expire_all()  # what the request changed is read anew
        self.watch.assert_calm()
        assert self.response.status_code == status, f"{self.response.status}\n{self.response.text[:3000]}"
        self.address = self.response.request.full_path.rstrip("?")
        if self.response.mimetype == "text/html" and self.response.data:
            self.page = BeautifulSoup(self.response.data, "lxml")
            asked = len(self.watch.statements)
            assert_sound(self.response.text, self.page, self.app)
            del self.watch.statements[asked:]  # following a link looks up the clinic in it: the page did not ask that
        return self.page


def words(tag: Tag) -> str:
    """A tag's text as it is read: without what only sighted people or only machines get."""
    return " ".join(tag.get_text(" ").split())


def fields_of(page: BeautifulSoup, form: Tag) -> list[Tag]:
    outside = page.select(f'[form="{form["id"]}"]') if form.get("id") else []
    return [*form.select(FIELDS), *(field for field in outside if field.name not in {"button"})]


def filled_in(form: Tag, pressed: Tag, answers: dict[str, Any], fields: list[Tag]) -> dict[str, Any]:
    """What a browser would send: the fields as they stand, the answers in place of theirs, the button itself."""
    names = {str(field.get("name")) for field in fields}
    assert answers.keys() <= names, f"this form has {sorted(names)}, not {sorted(answers.keys() - names)}"
    data: dict[str, Any] = {}
    for field in fields:
        for name, value in values_of(field):
            data.setdefault(name, []).append(value)
    if pressed.get("name"):
        data[str(pressed["name"])] = str(pressed.get("value", ""))
    return {name: value for name, value in (data | answers).items() if value is not None}


def values_of(field: Tag) -> Iterator[tuple[str, str]]:
    name, kind = str(field.get("name", "")), field.get("type")
    if not name or field.has_attr("disabled"):
        return
    if field.name == "textarea":
        yield name, field.get_text()
    elif field.name == "select":
        options = field.select("option[selected]") or ([] if field.has_attr("multiple") else field.select("option")[:1])
        yield from ((name, str(option.get("value", words(option)))) for option in options)
    elif kind not in {"radio", "checkbox"}:
        yield name, str(field.get("value", ""))
    elif field.has_attr("checked"):
        yield name, str(field.get("value", "on"))


def assert_sound(text: str, page: BeautifulSoup, app: Flask) -> None:
    tags = page.find_all(True)  # gone through once: a selector would walk the whole page for each question
    problems = [
        *html_problems(text),
        *heading_problems(page, tags),
        *id_problems(tags),
        *form_problems(tags),
        *inline_problems(tags),
        *link_problems(tags, app),
    ]
    assert not problems, "\n".join(["this page is not sound:", *problems])


def heading_problems(page: BeautifulSoup, tags: list[Tag]) -> Iterator[str]:
    if not page.html or not page.html.get("lang"):
        yield "<html> names no language"
    headings = [words(tag) for tag in tags if tag.name == "h1"]
    if len(headings) != 1:
        yield f"there is not one h1, but {headings}"
    elif not page.title or not words(page.title).startswith(headings[0]):
        yield f"the title {page.title and words(page.title)!r} does not start with {headings[0]!r}"


def id_problems(tags: list[Tag]) -> Iterator[str]:
    ids = Counter(str(tag["id"]) for tag in tags if tag.has_attr("id"))
    yield from (f"two tags have the id {twice!r}" for twice, times in sorted(ids.items()) if times > 1)
    for tag in tags:
        for attribute in ("for", "aria-describedby", "aria-labelledby", "aria-controls"):
            for wanted in str(tag.attrs.get(attribute, "")).split():
                if wanted not in ids:
                    yield f"{attribute}={wanted!r} names nothing on the page"


def form_problems(tags: list[Tag]) -> Iterator[str]:
    for form in tags:
        if form.name == "form" and str(form.get("method", "get")).lower() == "post":
            if not form.get("action"):
                yield f"a form without an action: {str(form)[:200]}"
            if not form.select_one("[name=csrf_token]"):
                yield f"a form without a CSRF token: {str(form)[:200]}"
    labeled = {tag.get("for") for tag in tags if tag.name == "label"}
    for field in filter(is_field, tags):
        if field.get("type") != "hidden" and not has_label(field, labeled):
            yield f"a field without a label: {str(field)[:200]}"
    for button in filter(is_button, tags):
        if not (words(button) or button.get("value") or button.get("aria-label") or button.has_attr("hidden")):
            yield f"a button without a name: {button}"


def is_field(tag: Tag) -> bool:
    """As FIELDS says it."""
    kind = str(tag.get("type", "")).lower()
    return tag.name in {"select", "textarea"} or (tag.name == "input" and kind not in {"submit", "button", "image"})


def is_button(tag: Tag) -> bool:
    """As BUTTONS says it."""
    return tag.name == "button" or (tag.name == "input" and str(tag.get("type", "")).lower() == "submit")


def has_label(field: Tag, labeled: set) -> bool:
    return bool(
        field.get("aria-label")
        or field.get("aria-labelledby")
        or field.find_parent("label")
        or (field.get("id") and field["id"] in labeled)
    )


def inline_problems(tags: list[Tag]) -> Iterator[str]:
    """The content security policy would silently drop these."""
    for tag in tags:
        is_inline = tag.name == "style" or tag.has_attr("style") or (tag.name == "script" and not tag.has_attr("src"))
        if is_inline and (tag.name != "script" or tag.get("type") not in {"application/json", "importmap"}):
            yield f"inline style or script: {str(tag)[:200]}"
        if any(name.startswith("on") for name in tag.attrs):
            yield f"inline event handler: {str(tag)[:200]}"


LINKS = {"a": "href", "link": "href", "script": "src", "img": "src", "form": "action", "use": "href"}


def link_problems(tags: list[Tag], app: Flask) -> Iterator[str]:
    """A menu has the same links on each page: an address is asked for once, with a row of the database in it by each
    test anew.
    """
    routes, known = app.url_map.bind("localhost"), app.extensions.setdefault("known links", set())
    known_now = app.extensions.setdefault("known links of this test", set())
    asked = {
        (urlsplit(str(tag.get(LINKS[tag.name], ""))), "POST" if tag.get("method") == "post" else "GET")
        for tag in tags
        if tag.name in LINKS
    }
    for address, method in sorted(asked):
        if address.scheme or not address.path.startswith("/"):
            continue
        if (address.path, method) in known or (address.path, method) in known_now:
            continue
        try:
            endpoint, values = routes.match(address.path, method)
        except RequestRedirect:
            yield f"a link that is only redirected: {address.path}"
        except HTTPException:
            yield f"a link that leads nowhere: {address.path}"
        else:
            if endpoint == "static" and not Path(str(app.static_folder), values["filename"]).is_file():
                yield f"a file that is not there: {address.path}"
            else:
                has_rows = not all(isinstance(value, str | int) for value in values.values())
                (known_now if has_rows else known).add((address.path, method))
