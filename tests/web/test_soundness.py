"""The test browser itself: does it notice what it promises to notice?"""

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import insert, text

from tests.browser import assert_sound, filled_in
from tests.markup import markup_of
from trainer.banks.models import Module
from trainer.clock import now
from trainer.db import db
from trainer.web.access import public

SOUND = """<!DOCTYPE html><html lang="en"><head><title>Roster · Trainer</title></head><body><h1>Roster</h1>
<form method="post" action="/sign-in"><input type="hidden" name="csrf_token" value="t">
<label for="name">Name</label><input id="name" name="name"><button>Save</button></form>{}</body></html>"""


def check(html, app):
    assert_sound(html, BeautifulSoup(html, "html.parser"), app)


@pytest.mark.sqlite
def test_a_sound_page_is_sound(app):
    check(SOUND.format('<p><a href="/sign-in">Sign in</a> <a href="https://example.org/">elsewhere</a></p>'), app)


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("broken", "problem"),
    [
        ("<p><div></p></div>", "not valid HTML"),
        ('<p id="name"></p>', "two tags have the id 'name'"),
        ("<h1>Another</h1>", "there is not one h1"),
        ('<form method="post"><button>Go</button></form>', "without an action"),
        ('<form method="post" action="/sign-in"><button>Go</button></form>', "without a CSRF token"),
        ('<input name="age">', "without a label"),
        ("<button></button>", "without a name"),
        ('<p style="color: red">x</p>', "inline style"),
        ("<style>p {}</style>", "inline style"),
        ("<script>go()</script>", "inline style or script"),
        ('<p onclick="go()">x</p>', "inline event handler"),
        ('<a href="/no-such-page">x</a>', "leads nowhere"),
        ('<img src="/static/no-such.png" alt="">', "a file that is not there"),
        ('<p aria-describedby="nothing">x</p>', "names nothing on the page"),
    ],
)
def test_what_is_not_sound_is_named(app, broken, problem):
    with pytest.raises(AssertionError, match=problem):
        check(SOUND.format(broken), app)


@pytest.mark.sqlite
def test_a_title_must_begin_with_the_heading(app):
    with pytest.raises(AssertionError, match="does not start with"):
        check(SOUND.format("").replace("<title>Roster", "<title>Home"), app)


def test_markup_is_the_same_where_only_plain_words_and_values_differ():
    page = SOUND.format('<p title="a">Tom &amp; Ann</p><table><tr><td> 1\n </td></tr></table>')
    assert markup_of(page) == markup_of(SOUND.format('<p title="b c">Jo</p><table><tr><td>200</td></tr></table>')) != 0
    for one, other in (
        ("<table> <tr></tr></table>", "<table>1<tr></tr></table>"),
        ("<table> <tr></tr></table>", "<table>\xa0<tr></tr></table>"),
        ('<input type="hidden">', '<input type="text">'),
        ("<p>a &amp; b</p>", "<p>a &b; c</p>"),
        ("<p>a &amp; b</p>", "<p>a & b</p>"),
        ('<p title="a">', '<p id="a">'),
        ('<p title="a">', '<p title="a"b">'),
        ("<p>a</p>", "<p>a<p>"),
    ):
        assert markup_of(SOUND.format(one)) != markup_of(SOUND.format(other))
    assert markup_of(SOUND.format("<!-- a -->")) is None
    assert markup_of(SOUND.format("<p>\x01</p>")) is None


def test_a_form_is_sent_as_it_stands_but_for_the_answers():
    page = BeautifulSoup(
        """<form><input name="a" value="1"><input type="checkbox" name="b" value="x" checked>
        <input type="checkbox" name="b" value="y"><input type="radio" name="c" value="1">
        <select name="d"><option value="1">one<option value="2" selected>two</select><textarea name="e">old</textarea>
        <input name="f" value="1" disabled><button name="go" value="now">Go</button></form>""",
        "html.parser",
    )
    form, button = page.select_one("form"), page.select_one("button")
    assert form is not None
    assert button is not None
    data = filled_in(form, button, {"e": "new"}, form.select("input, select, textarea"))
    assert data == {"a": ["1"], "b": ["x"], "d": ["2"], "e": "new", "go": "now"}


def test_a_change_that_a_request_forgets_to_commit_is_noticed(app, browser):
    @app.get("/forgets")
    @public
    def forgets():
        db.session.execute(insert(Module).values(slug="lost", created_at=now()))
        return "", 204

    @app.get("/forgets-to-flush")
    @public
    def forgets_to_flush():
        db.session.add(Module(slug="lost", created_at=now()))
        return "", 204

    for address in ("/forgets", "/forgets-to-flush"):
        with pytest.raises(AssertionError, match="nobody committed"):
            browser.send("GET", address, 204)
        browser.watch.uncommitted.clear()


def test_what_a_request_commits_is_fine(app, browser):
    @app.post("/keeps")
    @public
    def keeps():
        db.session.add(Module(slug="kept", created_at=now()))
        db.session.commit()
        return "", 204

    app.config["WTF_CSRF_ENABLED"] = False
    browser.send("POST", "/keeps", 204)
    assert db.session.query(Module).one().slug == "kept"


def test_statements_are_counted(app, statements):
    with statements() as seen:
        db.session.execute(text("SELECT 1"))
        db.session.execute(text("SELECT 2"))
    assert seen == ["SELECT 1", "SELECT 2"]


def test_each_test_finds_an_empty_database_and_counts_from_1(app):
    db.session.add(Module(slug="first", created_at=now()))
    db.session.commit()
    assert [module.id for module in db.session.query(Module)] == [1]


test_and_so_does_the_next = test_each_test_finds_an_empty_database_and_counts_from_1


@pytest.fixture
def icon(app):
    """A browser asks for one by itself where a page names none, and at a time of its own."""

    @app.get("/favicon.ico")
    @public
    def nothing():
        return "", 204


def test_an_exception_in_a_window_fails_the_test(app, icon, watch, window):
    @app.get("/breaks")
    @public
    def breaks():
        raise ZeroDivisionError("on purpose")

    window.page.goto(window.home + "/breaks")
    with pytest.raises(AssertionError, match="on purpose"):
        watch.assert_calm()
    watch.exceptions.clear()
    window.problems.clear()


def test_a_window_notices_what_the_browser_complains_about(app, icon, window):
    @app.get("/plain")
    @public
    def plain():
        return (
            "<!DOCTYPE html><html lang=en><link rel=icon href=data:,><title>Plain</title>"
            "<h1>Plain</h1><p style='color:red'>inline</p>"
            "<img src='https://example.org/x.png' alt=''><script>throw new Error('inline')</script><p>ok"
        )

    window.open("/plain")
    assert any("https://example.org" in problem for problem in window.problems)
    assert any("Content Security Policy" in problem for problem in window.problems)
    window.problems.clear()


def test_a_window_measures_access_width_and_targets(app, window):
    @app.get("/poor")
    @public
    def poor():
        return (
            "<!DOCTYPE html><html lang=en><meta name=viewport content='width=device-width, initial-scale=1'>"
            "<link rel=icon href=data:,>"
            "<title>Poor</title><main><h1>Poor</h1><img src='/static/wordmark.svg' width=600>"
            "<button>x</button><p>A line with a <a href='/sign-in'>link</a> in it.</p></main>"
        )

    window.open("/poor")
    assert any(line.startswith("image-alt") for line in window.violations())
    window.set(width=390, theme="dark")
    assert any("<img" in line for line in window.sticking_out())
    assert [line.split()[1] for line in window.too_small_to_tap()] == ["<button>x</button>"]
    window.set(width=1280, theme="light")
    assert not window.sticking_out()


def test_colors_are_judged_once_for_each_look(app, window):
    """After a good page only what is drawn as nothing before it was goes to axe: and all of that does."""

    @app.get("/pale/<what>")
    @public
    def pale(what):
        return (
            "<!DOCTYPE html><html lang=en><meta name=viewport content='width=device-width, initial-scale=1'>"
            "<link rel=icon href=data:,><title>Pale</title><main><h1>Pale</h1><p id=p>A line of words.</p>"
            "<p id=line>A line with <a id=a href='/sign-in'>a link</a> in it.</p><div id=over></div></main>"
        )

    def found(change: str) -> set[str]:
        window.page.goto(window.home + f"/pale/{len(change)}")
        page_style = "p.style.background = 'white'; p.style.color = 'black'; line.style.background = '#ffffff';"
        window.page.evaluate(page_style + change)
        window.set(width=390, theme="light")
        return {line.partition(":")[0] for line in window.violations()}

    assert found("") == found("") == set()
    assert found("p.style.color = '#999999'") == {"color-contrast"}
    assert found("p.style.color = '#999999'") == {"color-contrast"}, "a fault is found again on the next page"
    assert found("p.style.background = '#222222'") == {"color-contrast"}
    assert found("p.parentElement.style.opacity = '0.4'") == {"color-contrast"}
    assert found("a.style.textDecoration = 'none'; a.style.color = '#004499'") == {"link-in-text-block"}
    lying_over = "over.style.cssText = 'position: absolute; inset: 0; background: #222222; z-index: -1';"
    assert found(f"{lying_over} p.style.background = line.style.background = 'none'") == {"color-contrast"}
